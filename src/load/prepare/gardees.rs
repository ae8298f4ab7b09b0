//! What a prepared file holds of classes and of outlines, the latter read when they are asked.

use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;

use super::conteneur::Bloc;
use super::contenu::Lecture;
use super::curseur::{Curseur, Lit, abime};
use super::formes::lit_formes;
use super::nombres;
use crate::model::FormesGardees;

/// Writes the class of each unit, by its rank.
#[must_use]
pub fn ecrit_rangs(classes: &[Option<u32>]) -> Vec<u8> {
    let figure = |c: &Option<u32>| c.map_or(0.0, |c| f64::from(c) + 1.0);
    let figures: Vec<f64> = classes.iter().map(figure).collect();
    let mut o = Vec::new();
    nombres::ecrit(&mut o, &figures);
    o
}

/// Reads the class of each of that many units, by its rank among that many classes.
///
/// # Errors
/// Damaged bytes, a class of no list.
pub fn lit_rangs(octets: &[u8], unites: usize, classes: usize) -> Lit<Vec<Option<u32>>> {
    let mut c = Curseur::new(octets);
    let figures = nombres::lit(&mut c, unites)?;
    c.fini()?;
    let classe = |figure| classe(figure, classes);
    figures.into_iter().map(classe).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank that is not its own whole number is refused"
)]
fn classe(figure: f64, classes: usize) -> Lit<Option<u32>> {
    let rang = figure as u32;
    if f64::from(rang) == figure && rang as usize <= classes {
        Ok(rang.checked_sub(1))
    } else {
        Err(abime("une classe inconnue"))
    }
}

/// The outlines of a département, read when one is asked; what is unreadable is empty, and stops the run before anything is
/// said.
#[derive(Debug)]
pub struct Formes {
    lecture: Arc<Lecture>,
    bloc: Bloc,
    combien: usize,
    lues: OnceLock<Option<Vec<MultiPolygon<f64>>>>,
    aucune: MultiPolygon<f64>,
}

impl Formes {
    /// The outlines of a block.
    #[must_use]
    pub fn new(lecture: &Arc<Lecture>, bloc: Bloc, combien: usize) -> Self {
        Self {
            lecture: Arc::clone(lecture),
            bloc,
            combien,
            lues: OnceLock::new(),
            aucune: MultiPolygon(Vec::new()),
        }
    }

    fn lit(&self) -> Lit<Vec<MultiPolygon<f64>>> {
        let formes = lit_formes(&self.lecture.bloc(self.bloc)?)?;
        if formes.len() == self.combien {
            Ok(formes)
        } else {
            Err(abime("des contours sans commune"))
        }
    }
}

impl FormesGardees for Formes {
    fn une(&self, rang: usize) -> &MultiPolygon<f64> {
        let lues = self.lues.get_or_init(|| self.lecture.note(self.lit()).ok());
        let lue = lues.as_ref().and_then(|l| l.get(rang));
        lue.unwrap_or(&self.aucune)
    }
}
