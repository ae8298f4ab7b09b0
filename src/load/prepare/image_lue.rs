//! The image read back: a dataset of which the heavy parts are read when they are asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::conteneur::Bloc;
use super::contenu::Lecture;
use super::curseur::{Curseur, Lit, abime};
use super::formes::lit_formes;
use super::gardees::Formes;
use super::groupes::{Classes, ColonneGardee, Figures, Groupe};
use super::image::{Image, Reuni};
use super::nombres;
use super::points::{lit_points, unite};
use super::publies::lit_publies;
use super::tranches::Tranches;
use crate::model::{
    Annexes, Contour, ContourReuni, Dataset, Forme, FormesGardees, Memoire, Referentiel, SourceId,
    Suite, UniteId, Valeur, lire_parmi,
};

impl Image {
    /// The dataset, when the image was made under these rules.
    ///
    /// # Errors
    /// Damaged.
    pub fn lit(
        &self,
        (lecture, tranches): (&Arc<Lecture>, &Arc<Tranches>),
        referentiel: &Arc<Referentiel>,
        cle: &str,
    ) -> Lit<Option<Dataset>> {
        if self.cle != cle {
            return Ok(None);
        }
        let unites = referentiel.unites.len();
        let parmi = u32::try_from(unites).unwrap_or(u32::MAX);
        let points = || {
            lecture
                .bloc(self.points)
                .and_then(|o| lit_points(&o, unites))
        };
        let publies = || {
            lecture
                .bloc(self.publies)
                .and_then(|o| lit_publies(lecture, o))
        };
        let ((d, points), (structures, (contours, publies))) = rayon::join(
            || rayon::join(|| deplie::<Dataset>(lecture, self.reste, parmi), points),
            || {
                let structures = || deplie(lecture, self.structures, parmi);
                rayon::join(structures, || (self.contours(lecture, unites), publies()))
            },
        );
        let mut d = d?;
        d.referentiel = Arc::clone(referentiel);
        (d.contours, d.structures) = (contours?, structures?);
        let mut contours = d.contours.values();
        if contours.any(|c| d.source(c.source).is_none()) {
            return Err(abime("un contour sans source"));
        }
        (d.publies, d.points) = (publies?, points?);
        let reunis: Vec<Reuni> = deplie(lecture, self.reunis, parmi)?;
        for (garde, pieces, source, octets) in reunis {
            let geometrie = lit_formes(&octets)?.into_iter().next();
            let geometrie = geometrie.ok_or_else(|| abime("un contour manque"))?.into();
            let contour = Contour { geometrie, source };
            d.contours_reunis
                .insert(garde, ContourReuni { pieces, contour });
        }
        self.colonnes(lecture, tranches, &mut d)?;
        d.annexes = Some(Arc::new(Gardees {
            lecture: Arc::clone(lecture),
            places: self.annexes.clone(),
            memoire: Memoire::default(),
        }));
        Ok(Some(d))
    }

    /// The columns, to be read when they are asked.
    fn colonnes(
        &self,
        lecture: &Arc<Lecture>,
        tranches: &Arc<Tranches>,
        d: &mut Dataset,
    ) -> Lit<()> {
        let manque = || abime("une colonne manque");
        let mut places = BTreeMap::new();
        for (rangs, blocs) in &self.colonnes {
            let groupe = Groupe::new(lecture, tranches, (rangs.len(), blocs), Figures)?;
            let groupe = Arc::new(groupe);
            let siennes = rangs.iter().enumerate();
            places.extend(siennes.map(|(place, (rang, connues))| {
                let colonne = (Arc::clone(&groupe), place, *connues);
                (*rang, colonne)
            }));
        }
        let colonnes = d.colonnes.values_mut().flat_map(|ans| ans.values_mut());
        let colonnes = colonnes.chain(d.ecartees.iter_mut().map(|e| &mut e.colonne));
        for (rang, colonne) in colonnes.enumerate() {
            let (groupe, place, connues) = places.get(&rang).ok_or_else(manque)?;
            let gardee = ColonneGardee::new(groupe, *place, Valeur::Rejetee).dont_connues(*connues);
            colonne.valeurs = Suite::gardee(Arc::new(gardee));
        }
        let classes = d.classes.values_mut().flat_map(|ans| ans.values_mut());
        let pays = Arc::new(Tranches::entiere(d.referentiel.unites.len()));
        let mut blocs = self.classes.iter();
        for colonne in classes {
            let bloc = blocs.next().ok_or_else(manque)?;
            let bloc = std::slice::from_ref(bloc);
            let modalites = Classes(colonne.modalites.len());
            let groupe = Arc::new(Groupe::new(lecture, &pays, (1, bloc), modalites)?);
            colonne.classes = Suite::gardee(Arc::new(ColonneGardee::new(&groupe, 0, None)));
        }
        Ok(())
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
    let lu = lire_parmi(unites, || crate::messagepack::lire(&octets));
    lu.map_err(|e| abime(format!("un bloc est illisible ({e})")))
}

/// What was computed on the dataset of an image.
#[derive(Debug)]
struct Gardees {
    lecture: Arc<Lecture>,
    places: Vec<(String, Bloc)>,
    memoire: Memoire,
}

impl Annexes for Gardees {
    fn lit(&self, nom: &str) -> Option<Vec<u8>> {
        let (_, bloc) = self.places.iter().find(|(n, _)| n == nom)?;
        self.lecture.bloc(*bloc).ok()
    }

    fn memoire(&self) -> &Memoire {
        &self.memoire
    }
}
