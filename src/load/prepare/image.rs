//! The image: what the files of a folder make together, controlled and put together once, and what was computed on it.
//!
//! It stands for the folder only under the rules it was made with: its key holds the program, down to the text of its
//! sources, the list of communes, the thresholds, the descriptors and the population that the user declares. Any other run,
//! and any that lays something over, reads the files themselves again.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::conteneur::{Bloc, Ecriture, Pret};
use super::contenu::Lecture;
use super::curseur::{Curseur, Lit, abime};
use super::formes::{ecrit_formes, lit_formes};
use super::gardees::{Classes, Formes, Valeurs, ecrit_rangs};
use super::nombres;
use super::points::{ecrit_points, lit_points, unite};
use super::series::ecrit_valeurs;
use crate::geo::Emprise;
use crate::load::Options;
use crate::load::source::octets;
use crate::model::{
    Annexes, Colonne, ColonneClasse, Contour, ContourReuni, Dataset, Forme, FormesGardees,
    Referentiel, SourceId, Suite, UniteId, lire_parmi,
};

/// Where the image is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// What it depends on besides the files.
    cle: String,
    /// The dataset, without what is heavy.
    reste: Bloc,
    /// Figures, in the order of the dataset: those that are used, then the others.
    colonnes: Vec<Bloc>,
    /// Classes, in the order of the dataset.
    classes: Vec<Bloc>,
    /// Outlines, by département: how many, and where.
    contours: Vec<(usize, Bloc)>,
    /// Unit, source and box of each outline.
    index: Bloc,
    /// Structures, published figures and points.
    structures: Bloc,
    publies: Bloc,
    points: Bloc,
    /// Outlines that communes share.
    reunis: Bloc,
    /// What was computed on the dataset, by name.
    annexes: Vec<(String, Bloc)>,
}

/// What an image depends on besides the files.
#[must_use]
pub fn cle(options: &Options) -> String {
    let dit = format!(
        "{}|{:?}|{:?}|{:?}|{:?}",
        env!("CPTS_PROGRAMME"),
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
    let colonnes: Vec<&Colonne> = numeriques(d).collect();
    let classes: Vec<&ColonneClasse> = d.classes.values().flat_map(|ans| ans.values()).collect();
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
    let publies = rmp_serde::to_vec(&d.publies).map_err(io::Error::other)?;
    let tailles: Vec<usize> = groupes.iter().map(|g| g.len()).collect();
    let index = index(&contours);
    let deja = &sortie.deja;
    let pret = |contenu: Vec<u8>| Pret::new(&contenu, niveau, deja);
    let tous = |contenus: Vec<Vec<u8>>| {
        let prets = contenus.into_par_iter().map(pret);
        prets.collect::<io::Result<Vec<Pret>>>()
    };
    let colonnes = colonnes.par_iter().map(|c| pret(ecrit_valeurs(&c.valeurs)));
    let colonnes: Vec<Pret> = colonnes.collect::<io::Result<_>>()?;
    let classes = tous(classes.iter().map(|c| ecrit_rangs(&c.classes)).collect())?;
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
        colonnes: ajoute(&colonnes)?,
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

fn numeriques(d: &Dataset) -> impl Iterator<Item = &Colonne> {
    let gardees = d.colonnes.values().flat_map(|ans| ans.values());
    gardees.chain(d.ecartees.iter().map(|e| &e.colonne))
}

/// An outline that communes share: the unit that kept the code, those that share it, its source, the outline.
type Reuni = (UniteId, Vec<UniteId>, SourceId, Vec<u8>);

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

impl Image {
    /// The dataset, when the image was made under these rules.
    ///
    /// # Errors
    /// Damaged.
    pub fn lit(
        &self,
        lecture: &Arc<Lecture>,
        referentiel: &Arc<Referentiel>,
        cle: &str,
    ) -> Lit<Option<Dataset>> {
        if self.cle != cle {
            return Ok(None);
        }
        let unites = referentiel.unites.len();
        let parmi = u32::try_from(unites).unwrap_or(u32::MAX);
        let ((d, points), (structures, (publies, contours))) = rayon::join(
            || {
                let d = deplie::<Dataset>(lecture, self.reste, parmi);
                (
                    d,
                    lecture
                        .bloc(self.points)
                        .and_then(|o| lit_points(&o, unites)),
                )
            },
            || {
                let structures = || deplie(lecture, self.structures, parmi);
                rayon::join(structures, || {
                    let publies = deplie(lecture, self.publies, parmi);
                    (publies, self.contours(lecture, unites))
                })
            },
        );
        let mut d = d?;
        d.referentiel = Arc::clone(referentiel);
        (d.contours, d.structures) = (contours?, structures?);
        (d.publies, d.points) = (publies?, points?);
        let reunis: Vec<Reuni> = deplie(lecture, self.reunis, parmi)?;
        for (garde, pieces, source, octets) in reunis {
            let geometrie = lit_formes(&octets)?.into_iter().next();
            let geometrie = geometrie.ok_or_else(|| abime("un contour manque"))?.into();
            let contour = Contour { geometrie, source };
            d.contours_reunis
                .insert(garde, ContourReuni { pieces, contour });
        }
        let colonnes = d.colonnes.values_mut().flat_map(|ans| ans.values_mut());
        let colonnes = colonnes.chain(d.ecartees.iter_mut().map(|e| &mut e.colonne));
        let mut blocs = self.colonnes.iter();
        for colonne in colonnes {
            let bloc = *blocs.next().ok_or_else(|| abime("une colonne manque"))?;
            colonne.valeurs = Suite::gardee(Arc::new(Valeurs::new(lecture, bloc, unites)));
        }
        let mut blocs = self.classes.iter();
        for colonne in d.classes.values_mut().flat_map(|ans| ans.values_mut()) {
            let bloc = *blocs.next().ok_or_else(|| abime("une colonne manque"))?;
            colonne.classes = Suite::gardee(Arc::new(Classes::new(lecture, bloc, unites)));
        }
        d.annexes = Some(Arc::new(Gardees {
            lecture: Arc::clone(lecture),
            places: self.annexes.clone(),
        }));
        Ok(Some(d))
    }

    fn contours(&self, lecture: &Arc<Lecture>, unites: usize) -> Lit<BTreeMap<UniteId, Contour>> {
        let octets = lecture.bloc(self.index)?;
        let combien = self.contours.iter().map(|(n, _)| n).sum();
        if combien > unites {
            return Err(abime("plus de contours que de communes"));
        }
        let mut c = Curseur::new(&octets);
        let mut suite = || nombres::lit(&mut c, combien).map(Vec::into_iter);
        let (ids, mut sources) = (suite()?, suite()?);
        let [mut ouest, mut sud, mut est, mut nord] = [suite()?, suite()?, suite()?, suite()?];
        let mut reels = || Some([ouest.next()?, sud.next()?, est.next()?, nord.next()?]);
        let groupes = self.contours.iter().flat_map(|(n, bloc)| {
            let formes: Arc<dyn FormesGardees> = Arc::new(Formes::new(lecture, *bloc, *n));
            (0..*n).map(move |rang| (Arc::clone(&formes), rang))
        });
        let contour = |(id, (formes, rang)): (f64, (Arc<dyn FormesGardees>, usize))| {
            let manque = || abime("un contour sans commune");
            let id = unite(id, unites)?;
            let source = SourceId(sources.next().ok_or_else(manque)? as usize);
            let geometrie = Forme::gardee(formes, rang, reels().ok_or_else(manque)?);
            Ok((id, Contour { geometrie, source }))
        };
        ids.zip(groupes).map(contour).collect()
    }
}

fn deplie<T: DeserializeOwned>(lecture: &Lecture, bloc: Bloc, unites: u32) -> Lit<T> {
    let octets = lecture.bloc(bloc)?;
    let lu = lire_parmi(unites, || rmp_serde::from_slice(&octets));
    lu.map_err(|e| abime(format!("un bloc est illisible ({e})")))
}

/// What was computed on the dataset of an image.
#[derive(Debug)]
struct Gardees {
    lecture: Arc<Lecture>,
    places: Vec<(String, Bloc)>,
}

impl Annexes for Gardees {
    fn lit(&self, nom: &str) -> Option<Vec<u8>> {
        let (_, bloc) = self.places.iter().find(|(n, _)| n == nom)?;
        self.lecture.bloc(*bloc).ok()
    }
}
