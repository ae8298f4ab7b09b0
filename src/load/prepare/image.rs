//! The image: what the files of a folder make together, controlled and put together once, and what was computed on it.
//!
//! It stands for the folder only under the rules it was made with: its key holds the program, down to the text of its
//! sources, the list of communes, the thresholds, the descriptors and the population that the user declares. Any other run,
//! and any that lays something over, reads the files themselves again.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::PROGRAMME;
use super::conteneur::{Bloc, Ecriture, Pret};
use super::formes::ecrit_formes;
use super::groupes;
use super::nombres;
use super::points::ecrit_points;
use super::publies::ecrit_publies;
use super::tranches::Tranches;
use crate::geo::Emprise;
use crate::load::Options;
use crate::load::source::octets;
use crate::model::{Colonne, Contour, ContourReuni, Dataset, SourceId, UniteId, Valeur};

/// Figures of a source: rank of each column in the dataset, those that are used then the others, and how many units have a known
/// one; a block by stretch.
pub(super) type FiguresDeSource = (Vec<(usize, usize)>, Vec<Bloc>);

/// Where the image is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// What it depends on besides the files.
    pub(super) cle: String,
    /// The dataset, without what is heavy.
    pub(super) reste: Bloc,
    /// Figures by source.
    pub(super) colonnes: Vec<FiguresDeSource>,
    /// Classes, in the order of the dataset: zones are read of the whole country.
    pub(super) classes: Vec<Bloc>,
    /// Outlines, by département: how many, and where.
    pub(super) contours: Vec<(usize, Bloc)>,
    /// Unit, source and box of each outline.
    pub(super) index: Bloc,
    /// Structures, published figures and points.
    pub(super) structures: Bloc,
    pub(super) publies: Bloc,
    pub(super) points: Bloc,
    /// Outlines that communes share.
    pub(super) reunis: Bloc,
    /// What was computed on the dataset, by name.
    pub(super) annexes: Vec<(String, Bloc)>,
}

/// What an image depends on besides the files.
#[must_use]
pub fn cle(options: &Options) -> String {
    let dit = format!(
        "{}|{:?}|{:?}|{:?}|{:?}",
        PROGRAMME,
        options.vraisemblance,
        options.descripteurs,
        options.population,
        options.source_referentiel,
    );
    octets::empreinte(dit.as_bytes())
}

/// Adds an image to a file.
///
/// # Errors
/// The output cannot be written.
pub fn ecrit<W: Write>(
    d: &Dataset,
    cle: &str,
    annexes: &[(String, Vec<u8>)],
    niveau: u32,
    sortie: &mut Ecriture<W>,
) -> io::Result<Image> {
    let colonnes = figures(d, niveau, sortie)?;
    let classes = d.classes.values().flat_map(|ans| ans.values());
    let classes: Vec<&[Option<u32>]> = classes.map(|c| &*c.classes).collect();
    let contours: Vec<(&UniteId, &Contour)> = d.contours.iter().collect();
    let departement = |id: &UniteId| d.referentiel.unite(*id).departement;
    let groupes: Vec<_> = contours
        .chunk_by(|a, b| departement(a.0) == departement(b.0))
        .collect();
    let formes = |g: &&[(&UniteId, &Contour)]| {
        let formes: Vec<_> = g.iter().map(|(_, c)| &*c.geometrie).collect();
        ecrit_formes(&formes)
    };
    let reste = rmp_serde::to_vec_named(d).map_err(io::Error::other)?;
    let structures = rmp_serde::to_vec(&d.structures).map_err(io::Error::other)?;
    let publies = ecrit_publies(&d.publies)?;
    let tailles: Vec<usize> = groupes.iter().map(|g| g.len()).collect();
    let index = index(&contours);
    let deja = &sortie.deja;
    let pret = |contenu: Vec<u8>| Pret::new(&contenu, niveau, deja);
    let tous = |contenus: Vec<Vec<u8>>| {
        let prets = contenus.into_par_iter().map(pret);
        prets.collect::<io::Result<Vec<Pret>>>()
    };
    let classes = tous(groupes::classes(&classes))?;
    let contours = tous(groupes.par_iter().map(formes).collect())?;
    let calcules = tous(annexes.iter().map(|(_, octets)| octets.clone()).collect())?;
    let [reste, index] = [pret(reste)?, pret(index)?];
    let [structures, publies] = [pret(structures)?, pret(publies)?];
    let points = pret(ecrit_points(&d.points))?;
    let reunis = pret(rmp_serde::to_vec(&reunis(d)).map_err(io::Error::other)?)?;
    let mut ajoute = |prets: &[Pret]| {
        let blocs = prets.iter().map(|p| sortie.ajoute(p));
        blocs.collect::<io::Result<Vec<Bloc>>>()
    };
    let noms = annexes.iter().map(|(nom, _)| nom.clone());
    Ok(Image {
        cle: cle.to_owned(),
        colonnes,
        classes: ajoute(&classes)?,
        contours: tailles.into_iter().zip(ajoute(&contours)?).collect(),
        annexes: noms.zip(ajoute(&calcules)?).collect(),
        reste: sortie.ajoute(&reste)?,
        index: sortie.ajoute(&index)?,
        structures: sortie.ajoute(&structures)?,
        publies: sortie.ajoute(&publies)?,
        points: sortie.ajoute(&points)?,
        reunis: sortie.ajoute(&reunis)?,
    })
}

/// Writes the figures of each source.
fn figures<W: Write>(
    d: &Dataset,
    niveau: u32,
    sortie: &mut Ecriture<W>,
) -> io::Result<Vec<FiguresDeSource>> {
    let tranches = Tranches::new(&d.referentiel);
    let mut ecrites = Vec::new();
    for colonnes in par_source(d).values() {
        let valeurs: Vec<&[Valeur]> = colonnes.iter().map(|(_, c)| &*c.valeurs).collect();
        let contenus = groupes::figures(&valeurs, &tranches);
        let deja = &sortie.deja;
        let prets = contenus.par_iter().map(|o| Pret::new(o, niveau, deja));
        let prets: Vec<Pret> = prets.collect::<io::Result<_>>()?;
        let blocs = prets.iter().map(|p| sortie.ajoute(p));
        let rangs = colonnes
            .iter()
            .map(|(rang, c)| (*rang, c.valeurs.connues()));
        let rangs = rangs.collect();
        ecrites.push((rangs, blocs.collect::<io::Result<_>>()?));
    }
    Ok(ecrites)
}

/// Columns of figures by source, with their rank, in the order in which a file gives them.
fn par_source(d: &Dataset) -> BTreeMap<SourceId, Vec<(usize, &Colonne)>> {
    let mut sources: BTreeMap<SourceId, Vec<(usize, &Colonne)>> = BTreeMap::new();
    for (rang, colonne) in numeriques(d).enumerate() {
        sources
            .entry(colonne.source)
            .or_default()
            .push((rang, colonne));
    }
    for colonnes in sources.values_mut() {
        colonnes
            .sort_by(|(_, a), (_, b)| (&a.variable, a.millesime).cmp(&(&b.variable, b.millesime)));
    }
    sources
}

fn numeriques(d: &Dataset) -> impl Iterator<Item = &Colonne> {
    let gardees = d.colonnes.values().flat_map(|ans| ans.values());
    gardees.chain(d.ecartees.iter().map(|e| &e.colonne))
}

/// An outline that communes share: the unit that kept the code, those that share it, its source, the outline.
pub(super) type Reuni = (UniteId, Vec<UniteId>, SourceId, Vec<u8>);

fn reunis(d: &Dataset) -> Vec<Reuni> {
    let reuni = |(garde, r): (&UniteId, &ContourReuni)| {
        let forme = ecrit_formes(&[&r.contour.geometrie]);
        (*garde, r.pieces.clone(), r.contour.source, forme)
    };
    d.contours_reunis.iter().map(reuni).collect()
}

/// Unit, source and box of each outline: a box that no ring makes is turned inside out.
fn index(contours: &[(&UniteId, &Contour)]) -> Vec<u8> {
    let boites = contours.iter().map(|(_, c)| {
        let e = Emprise::d_une_forme(&c.geometrie);
        if e.est_vide() {
            Emprise::from([1.0, 1.0, 0.0, 0.0])
        } else {
            e
        }
    });
    let boites: Vec<Emprise> = boites.collect();
    let mut o = Vec::new();
    nombres::ecrit(
        &mut o,
        &contours
            .iter()
            .map(|(id, _)| f64::from(id.0))
            .collect::<Vec<_>>(),
    );
    nombres::ecrit(
        &mut o,
        &contours
            .iter()
            .map(|(_, c)| c.source.0 as f64)
            .collect::<Vec<_>>(),
    );
    let mut axe = |de: fn(&Emprise) -> f64| {
        nombres::ecrit(&mut o, &boites.iter().map(de).collect::<Vec<_>>());
    };
    axe(|e| e.min[0]);
    axe(|e| e.min[1]);
    axe(|e| e.max[0]);
    axe(|e| e.max[1]);
    o
}
