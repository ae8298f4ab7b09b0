//! What counts as coverage: the list of the data or another one, and the stages that count.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use crate::acces::{par_stade, restreindre};
use crate::check::{self, MotsDesStades};
use crate::commands::pipeline::tous;
use crate::commands::sortie::{CodeSortie, echec};
use crate::francais::{denombre, espacer};
use crate::load;
use crate::load::perimetre::{carte_cpts, fichier};
use crate::model::{
    AffectationCpts, Constat, CouvertureStade, Dataset, NON_DIT, Perimetre, RegleConstat,
    SectionId, Severite, Source, SourceId, Stades,
};
use crate::perimetre::{self, ErreurPerimetre};
use crate::tri::Tri;

/// What the reading of a list says of its names and of its stages.
const DITES_DE_LA_LISTE: [RegleConstat; 2] = [RegleConstat::CptsSansNom, RegleConstat::CptsStade];

/// The list and what there is to say of it, before the territory is read.
pub(super) struct Liste {
    /// Stages of its CPTS.
    pub(super) stades: Stades,
    /// Stages that count; empty for all the list.
    pub(super) etapes: BTreeSet<String>,
    /// Coverage by the stages that count.
    pub(super) par_stade: Vec<CouvertureStade>,
    /// What is to be revised.
    pub(super) constats: Vec<Constat>,
}

/// Reads the stages of the list, and keeps in it the CPTS at those that count.
///
/// # Errors
/// Unknown stage, or a list that tells none.
pub(super) fn selon_le_stade(
    d: &mut Dataset,
    perimetre: &Perimetre,
    (mots, demandees): (&MotsDesStades, &[String]),
) -> Result<Liste> {
    let (stades, mut constats) = check::stades(d, mots);
    let etapes = etapes(&stades, demandees)?;
    let par_stade = par_stade(d, perimetre, &stades);
    let dites = |c: &&Constat| DITES_DE_LA_LISTE.contains(&c.id.regle);
    constats.extend(d.constats.iter().filter(dites).cloned());
    let noms: BTreeSet<String> = d.cpts.iter().map(|l| l.cpts.clone()).collect();
    let noms = noms.iter().map(String::as_str).collect();
    constats.splice(0..0, check::liste_cpts(d, &noms));
    if !etapes.is_empty() {
        restreindre(d, &stades, &etapes);
    }
    Ok(Liste {
        stades,
        etapes,
        par_stade,
        constats,
    })
}

/// The stages asked for, as the program writes them.
fn etapes(stades: &Stades, demandees: &[String]) -> Result<BTreeSet<String>> {
    let connus = stades.connus.iter().map(|(id, _)| id.as_str());
    let connus: Vec<&str> = connus.chain([NON_DIT]).collect();
    let lue = |ecrite: &String| {
        let net = ecrite.trim().to_lowercase().replace('-', "_");
        if connus.contains(&net.as_str()) {
            return Ok(net);
        }
        let message = format!(
            "--etapes {ecrite} : stade inconnu\n  attendu : {}",
            connus.join(", ")
        );
        Err(echec(CodeSortie::Usage, message))
    };
    let lues = demandees
        .iter()
        .map(lue)
        .collect::<Result<BTreeSet<String>>>()?;
    if !lues.is_empty() && !stades.dits {
        let message = "--etapes : la liste ne dit le stade d'aucune CPTS\n  attendu : une colonne « statut » (lettre d'intention, \
                       projet validé, ACI signé)\n  remède : ajoutez-la à la liste, ou retirez --etapes";
        return Err(echec(CodeSortie::Usage, message));
    }
    Ok(lues)
}

/// Puts the CPTS of a file in the place of the list of the data.
///
/// # Errors
/// Unusable file; no CPTS in it.
pub(super) fn remplacer(d: &mut Dataset, chemin: &Path) -> Result<Vec<Constat>> {
    let lu = fichier::lire(chemin)?;
    let (perimetres, constats) = match carte_cpts::lire(&lu)? {
        Some(zones) => des_polygones(d, zones)?,
        // Read as a list of the data is: same rows, same stages, same findings.
        None => match lue(d, chemin)? {
            Some(lue) => {
                let source = source(d, chemin)?;
                return Ok(prend(d, lue, source));
            }
            None => (du_fichier(d, chemin)?, Vec::new()),
        },
    };
    if perimetres.is_empty() {
        let motifs: Vec<&str> = constats.iter().map(|c| c.texte.as_str()).collect();
        let message = format!(
            "{} : aucune CPTS de cette liste ne tient de commune\n  {}",
            chemin.display(),
            motifs.join("\n  ")
        );
        return Err(echec(CodeSortie::RienAFaire, message));
    }
    let source = source(d, chemin)?;
    let ligne = |p: &Perimetre| {
        let nom = p.nom.clone();
        let lignes = p.membres.iter().map(move |m| AffectationCpts {
            unite: m.unite,
            cpts: nom.clone(),
            part: m.part,
            source,
        });
        lignes.collect::<Vec<_>>()
    };
    d.cpts = perimetres.iter().flat_map(ligne).collect();
    d.cpts
        .trie_par(|a, b| (a.unite, &a.cpts).cmp(&(b.unite, &b.cpts)));
    oublie(d);
    Ok(constats)
}

/// The list as the data folder would read it.
fn lue(d: &Dataset, chemin: &Path) -> Result<Option<Dataset>> {
    let Some(source) = d.sources.first() else {
        return Ok(None);
    };
    Ok(load::liste_cpts(chemin, (&d.referentiel, source))?)
}

/// Adds the file to the sources.
fn source(d: &mut Dataset, chemin: &Path) -> Result<SourceId> {
    let source = SourceId(d.sources.len());
    d.sources.push(Source {
        id: "liste_de_couverture".to_owned(),
        libelle: "Liste de couverture par les CPTS".to_owned(),
        fichier: chemin.display().to_string(),
        sha256: crate::load::empreinte(chemin)?,
        producteur: "donnée par l'utilisateur".to_owned(),
        millesime: "non daté".to_owned(),
        cog: None,
        licence: "à vérifier auprès du producteur".to_owned(),
        url: None,
    });
    Ok(source)
}

/// Forgets what the list of the data says beside its lines.
fn oublie(d: &mut Dataset) {
    d.cpts_inconnues.clear();
    d.cpts_partielles.clear();
    d.cpts_champ.clear();
    d.cpts_perdues.clear();
    d.cpts_stades.clear();
    d.cpts_finies.clear();
}

/// Puts a list that was read in the place of that of the data; gives what there is to say of it.
fn prend(d: &mut Dataset, lue: Dataset, source: SourceId) -> Vec<Constat> {
    oublie(d);
    d.cpts = lue.cpts;
    d.cpts.iter_mut().for_each(|l| l.source = source);
    d.cpts_inconnues = lue.cpts_inconnues;
    d.cpts_partielles = lue.cpts_partielles;
    d.cpts_champ = lue.cpts_champ;
    d.cpts_perdues = lue.cpts_perdues;
    d.cpts_stades = lue.cpts_stades;
    d.cpts_finies = lue.cpts_finies;
    // Those of the list of the data are no more to be said.
    d.constats
        .retain(|c| !DITES_DE_LA_LISTE.contains(&c.id.regle));
    lue.constats
}

type Lus = (Vec<Perimetre>, Vec<Constat>);

/// The communes of each polygon; one that holds none is told.
fn des_polygones(
    d: &Dataset,
    zones: Vec<(String, crate::perimetre::PolygonesPerimetre)>,
) -> Result<Lus> {
    let (mut perimetres, mut constats) = (Vec::new(), Vec::new());
    for (nom, zone) in zones {
        constats.extend(zone.constats);
        match perimetre::depuis_polygones(&zone.fichier, &zone.polygones, d) {
            Ok(mut trouve) => {
                trouve.nom = nom;
                constats.append(&mut trouve.constats);
                perimetres.push(trouve);
            }
            Err(ErreurPerimetre::Vide(motif)) => constats.push(Constat::new(
                RegleConstat::LieuxEcartes,
                Severite::Attention,
                SectionId::S1,
                espacer(&format!(
                    "«\u{a0}{nom}\u{a0}» ne tient le centre d'aucune commune : {motif}."
                )),
            )),
            Err(autre) => return Err(anyhow::Error::new(autre).context(nom)),
        }
    }
    Ok((perimetres, constats))
}

/// The perimeters of a table, each of which must be found: what would be lost would be said uncovered.
fn du_fichier(d: &Dataset, chemin: &Path) -> Result<Vec<Perimetre>> {
    let argument = chemin.to_string_lossy();
    let voulus = tous::territoires(&tous::lire(&argument)?, None, d)?;
    let total = denombre(voulus.len(), "périmètre", "périmètres");
    voulus
        .into_iter()
        .map(|v| {
            let nom = v.nom;
            let lu = v
                .perimetre
                .with_context(|| format!("{argument} ({total}), « {nom} »"));
            lu.map(|p| Perimetre {
                nom: nom.clone(),
                ..p
            })
        })
        .collect()
}
