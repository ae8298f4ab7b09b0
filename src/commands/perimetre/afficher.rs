//! `cpts perimetre afficher`: the map of a perimeter, and what it is in a few lines.

use std::path::Path;

use anyhow::Result;

use crate::check;
use crate::cli::perimetre::OptionsAfficher;
use crate::commands::pipeline::chargement::{Charge, charger};
use crate::commands::pipeline::constats::du_perimetre;
use crate::commands::pipeline::coupes::coupes;
use crate::commands::pipeline::regles::Fichiers;
use crate::commands::pipeline::{esquisses, rapport};
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use crate::commands::terminal;
use crate::francais::{compte, denombre, inerte};
use crate::model::{Perimetre, UniteId};
use crate::rapport::Rapport;
use crate::rapport::apercu::{self, Apercu, Piece, ZoneCoupee};
use crate::rapport::examen::ZonageCoupe;
use crate::render::document::{self, Rendu};
use crate::render::perimetre::apercu::{png, svg, texte};

/// Formats of a file.
#[derive(Clone, Copy)]
enum Genre {
    Svg,
    Png,
    Document(&'static dyn Rendu),
}

/// Runs `cpts perimetre afficher`.
///
/// # Errors
/// Unusable perimeter or format, no outline known for a picture, output that cannot be written.
pub(super) fn executer(options: &OptionsAfficher) -> Result<CodeSortie> {
    let genres = options.sortie.iter().map(|s| Ok((s.as_path(), genre(s)?)));
    let genres = genres.collect::<Result<Vec<_>>>()?;
    let fichiers = Fichiers::de(&options.perimetre)?;
    let regles = rapport::Regles::lire(&fichiers)?;
    let mut charge = charger(&options.perimetre, &options.communes, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    let apercu = apercu(&charge, &regles)?;
    let ecrits = genres
        .into_iter()
        .map(|(c, g)| Ok((c, octets(g, &apercu)?)));
    let ecrits = ecrits.collect::<Result<Vec<_>>>()?;
    let mut lus = charge.lus.clone();
    lus.extend(fichiers.chemins());
    ecrire_fichiers(&ecrits, &lus)?;
    if !options.communes.quiet {
        for (chemin, _) in &ecrits {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    if ecrits.is_empty() {
        ecrire_stdout(&inerte::lignes(&texte(&apercu, terminal::largeur())))?;
    }
    Ok(CodeSortie::Succes)
}

fn genre(chemin: &Path) -> Result<Genre> {
    let extension = chemin
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase());
    let extension = extension.unwrap_or_default();
    match extension.as_str() {
        "svg" => Ok(Genre::Svg),
        "png" => Ok(Genre::Png),
        _ => document::pour_chemin(chemin)
            .map(Genre::Document)
            .ok_or_else(|| {
                let message = format!(
                    "{} : format inconnu\n  attendu : un nom en .svg, .png, .{}",
                    chemin.display(),
                    document::extensions().join(" ou .")
                );
                echec(CodeSortie::Usage, message)
            }),
    }
}

fn octets(genre: Genre, apercu: &Apercu) -> Result<Vec<u8>> {
    let carte = || {
        apercu.cartes.first().ok_or_else(|| {
            let message = format!(
                "{} : aucun contour connu pour ces communes\n  remède : déposez un GeoJSON des communes dans le dossier de données, \
                 ou demandez la page sans carte (--sortie perimetre.html)",
                apercu.nom
            );
            echec(CodeSortie::Donnees, message)
        })
    };
    Ok(match genre {
        Genre::Svg => svg(carte()?).into_bytes(),
        Genre::Png => png(carte()?)?,
        Genre::Document(rendu) => {
            let pied = format!("{} · cpts {}", apercu.nom, env!("CARGO_PKG_VERSION"));
            rendu.rendre(&apercu::construire(apercu, &pied))?
        }
    })
}

/// The perimeter, its pieces, its maps; its indicators, of which nothing here speaks, are not computed.
fn apercu(charge: &Charge, regles: &rapport::Regles) -> Result<Apercu> {
    let (dataset, perimetre) = (&charge.dataset, &charge.perimetre);
    let rapport = rapport::avec((dataset, perimetre), regles, None, Vec::new)?;
    let pieces = check::pieces(dataset, perimetre);
    let dites: Vec<Piece> = pieces.iter().map(|p| piece(charge, p)).collect();
    let coupees = coupes(charge, &rapport.perimetre, &regles.catalogue);
    let coupees: Vec<ZoneCoupee> = coupees.coupes.iter().map(coupee).collect();
    Ok(Apercu {
        nom: perimetre.nom.clone(),
        fictif: rapport.fictif,
        lignes: apercu::lignes(&rapport, &dites, &coupees),
        cartes: cartes(charge, &rapport, (&pieces, &dites)),
        constats: du_perimetre(perimetre, &rapport.constats, regles),
    })
}

fn cartes(
    charge: &Charge,
    rapport: &Rapport,
    (pieces, dites): (&[Vec<UniteId>], &[Piece]),
) -> Vec<crate::rapport::cartes::Croquis> {
    let Some(cartes) = &rapport.cartes else {
        return Vec::new();
    };
    let carte = apercu::carte(&charge.dataset, &charge.perimetre, (cartes, pieces), dites);
    carte
        .into_iter()
        .chain(cartes.croquis.iter().cloned())
        .collect()
}

/// A piece, named by its most populated commune.
fn piece(charge: &Charge, unites: &[UniteId]) -> Piece {
    let referentiel = &charge.dataset.referentiel;
    let habitants = |id: UniteId| referentiel.population(id) * part(&charge.perimetre, id);
    let premiere = unites
        .iter()
        .max_by(|a, b| habitants(**a).total_cmp(&habitants(**b)).then(b.cmp(a)));
    Piece {
        nom: premiere.map_or_else(String::new, |id| referentiel.unite(*id).nom.clone()),
        communes: unites.len(),
        population: unites.iter().map(|id| habitants(*id)).sum(),
    }
}

fn part(perimetre: &Perimetre, id: UniteId) -> f64 {
    perimetre.part(id)
}

fn coupee(c: &ZonageCoupe) -> ZoneCoupee {
    let dedans = format!(
        "{} sur {}",
        denombre(c.communes_dedans, "commune", "communes"),
        c.communes
    );
    let dehors = c
        .population
        .zip(c.population_dedans)
        .map(|(tout, dedans)| tout - dedans);
    let texte = match dehors {
        Some(dehors) => {
            format!(
                "{} ({dedans}, {} dehors)",
                c.nom,
                compte(dehors, "habitant", "habitants")
            )
        }
        None => format!("{} ({dedans})", c.nom),
    };
    ZoneCoupee {
        genre: c.genre.clone(),
        texte,
    }
}
