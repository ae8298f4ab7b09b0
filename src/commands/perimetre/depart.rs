//! What `cpts perimetre composer` starts from: a perimeter, the points of a file, or what is around a commune.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::base::Nommes;
use crate::cli::perimetre::OptionsComposer;
use crate::commands::pipeline::chargement::{Charge, charger};
use crate::commands::pipeline::donnees::dataset;
use crate::commands::pipeline::esquisses;
use crate::commands::pipeline::lus::sources;
use crate::commands::pipeline::territoire::{en_echec, resoudre};
use crate::commands::sortie::{CodeSortie, echec};
use crate::francais::{denombre, enumerer, espacer};
use crate::load::perimetre::{demande, fichier, points, temps};
use crate::model::{Constat, Dataset, Perimetre, RegleConstat, SectionId, Severite, UniteId};
use crate::perimetre;

/// Homonyms that a message names.
const HOMONYMES: usize = 12;

/// Loads the data and makes the perimeter.
///
/// # Errors
/// Unusable argument or file, nothing found.
pub(super) fn charge(options: &OptionsComposer) -> Result<Charge> {
    if let Some(chemin) = &options.depuis_points {
        return depuis_points(chemin, options);
    }
    if let Some(commune) = &options.autour {
        return autour(commune, options);
    }
    match &options.perimetre {
        Some(perimetre) => charger(perimetre, &options.communes, options.nom.as_deref()),
        // clap asks for one of them.
        None => Err(echec(
            CodeSortie::Usage,
            "il manque un PERIMETRE, --depuis-points ou --autour",
        )),
    }
}

fn depuis_points(chemin: &Path, options: &OptionsComposer) -> Result<Charge> {
    let liste = points::lire(&fichier::lire(chemin)?)?;
    let mut dataset = dataset(&options.communes, None)?;
    esquisses::toutes(&mut dataset)?;
    let perimetre =
        perimetre::depuis_points(&liste.fichier, &liste.points, &liste.illisibles, &dataset);
    Ok(fini(
        perimetre.map_err(en_echec)?,
        dataset,
        options,
        Some(chemin),
    ))
}

fn autour(commune: &str, options: &OptionsComposer) -> Result<Charge> {
    let mut dataset = dataset(&options.communes, None)?;
    let centre = centre(commune, &dataset)?;
    let perimetre = match (&options.temps, options.minutes, options.km) {
        (Some(chemin), Some(minutes), _) => {
            let temps = temps::lire(&fichier::lire(chemin)?, &dataset.referentiel)?;
            let lus = (temps.fichier.as_str(), &temps.minutes);
            let fait = perimetre::a_minutes(centre, minutes, lus, &dataset);
            fait.map(|mut p| {
                p.constats.extend(illisibles(&temps));
                p
            })
        }
        (_, _, Some(km)) => {
            esquisses::toutes(&mut dataset)?;
            perimetre::a_distance(centre, km, &dataset)
        }
        _ => {
            return Err(echec(
                CodeSortie::Usage,
                "--autour : ni temps ni distance\n  attendu : --km 20 (à vol d'oiseau), ou --minutes 30 --temps FICHIER (aucune \
                 vitesse n'est supposée : sans fichier de temps de trajet, seule une distance se calcule)",
            ));
        }
    };
    let lu = options.temps.as_deref();
    Ok(fini(perimetre.map_err(en_echec)?, dataset, options, lu))
}

/// The commune that `--autour` names: a code, a name that only one commune bears, or what an expression writes.
fn centre(commune: &str, dataset: &Dataset) -> Result<UniteId> {
    let net = commune.trim();
    let referentiel = &dataset.referentiel;
    match Nommes::new(referentiel).cherche(net, None).as_slice() {
        [] => {}
        [seule] => return Ok(*seule),
        homonymes => {
            let dites = homonymes.iter().map(|id| {
                let unite = referentiel.unite(*id);
                format!("{} ({})", unite.code, unite.nom)
            });
            let dites: Vec<String> = dites.collect();
            let message = format!(
                "--autour {commune}\u{a0}: {} portent ce nom\n  attendu\u{a0}: un nom que porte une seule commune, ou un code\n  remède\u{a0}: \
                 choisissez parmi {}",
                denombre(homonymes.len(), "commune", "communes"),
                enumerer(&dites, HOMONYMES)
            );
            return Err(echec(CodeSortie::Usage, message));
        }
    }
    let texte = match net.contains(':') {
        true => net.to_owned(),
        false => format!("commune:{net}"),
    };
    let lue = demande::lire_demande(&texte, Path::new("")).map_err(en_echec)?;
    let trouve = resoudre(lue, Path::new(""), dataset)?;
    match trouve.membres.as_slice() {
        [seul] => Ok(seul.unite),
        plusieurs => Err(echec(
            CodeSortie::Usage,
            format!(
                "--autour {commune} : {}\n  attendu : une seule commune, par son code ou son nom : --autour 48095",
                denombre(plusieurs.len(), "commune", "communes")
            ),
        )),
    }
}

fn illisibles(temps: &temps::Temps) -> Option<Constat> {
    let lignes: Vec<String> = temps.illisibles.iter().map(u64::to_string).collect();
    (!lignes.is_empty()).then(|| {
        let texte = format!(
            "{}\u{a0}: {} sans deux codes de communes et un nombre de minutes, non lues ({}).",
            temps.fichier,
            denombre(lignes.len(), "ligne", "lignes"),
            enumerer(&lignes, 5)
        );
        Constat::new(
            RegleConstat::LignesNonLues,
            Severite::Attention,
            SectionId::S1,
            texte,
        )
    })
}

fn fini(
    mut perimetre: Perimetre,
    dataset: Dataset,
    options: &OptionsComposer,
    lu: Option<&Path>,
) -> Charge {
    if let Some(nom) = &options.nom {
        perimetre.nom.clone_from(nom);
    }
    for constat in &mut perimetre.constats {
        constat.texte = espacer(&constat.texte);
    }
    let mut lus: Vec<PathBuf> = sources(&options.communes, None, &dataset);
    lus.extend(lu.map(Path::to_owned));
    Charge {
        lus,
        dataset,
        perimetre,
        date: None,
    }
}
