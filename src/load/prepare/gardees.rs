//! What a prepared file holds and that no run has asked yet: columns, classes and outlines, read when they are.
//!
//! Nothing is read of the disk: the bytes are in memory and were checked. What a forged file would hold all the same is
//! unreadable, never a figure.

use std::sync::{Arc, OnceLock};

use geo::MultiPolygon;

use super::conteneur::Bloc;
use super::contenu::Lecture;
use super::curseur::{Curseur, Lit, abime};
use super::formes::lit_formes;
use super::nombres::{self, Places};
use super::series::{Suites, lit_valeurs};
use crate::model::{FormesGardees, Gardees, Valeur};

/// A block of a file, inflated at the first reading.
#[derive(Debug)]
struct Garde<T> {
    lecture: Arc<Lecture>,
    bloc: Bloc,
    unites: usize,
    lu: OnceLock<Option<T>>,
}

impl<T> Garde<T> {
    fn new(lecture: &Arc<Lecture>, bloc: Bloc, unites: usize) -> Self {
        Self {
            lecture: Arc::clone(lecture),
            bloc,
            unites,
            lu: OnceLock::new(),
        }
    }

    fn lu(&self, lit: impl Fn(Vec<u8>, usize) -> Lit<T>) -> Option<&T> {
        let bloc = || self.lecture.bloc(self.bloc);
        let lu = self.lu.get_or_init(|| lit(bloc().ok()?, self.unites).ok());
        lu.as_ref()
    }
}

/// The figures of a column, in planes.
#[derive(Debug)]
struct Plans {
    octets: Vec<u8>,
    suites: Suites,
    places: Places,
}

impl Plans {
    fn lit(octets: Vec<u8>, unites: usize) -> Lit<Self> {
        let mut c = Curseur::new(&octets);
        let suites = Suites::lit(&mut c, unites)?;
        let places = Places::lit(&octets, &mut c, suites.connues())?;
        c.fini()?;
        Ok(Self {
            octets,
            suites,
            places,
        })
    }

    fn une(&self, rang: usize) -> Option<Valeur> {
        self.suites
            .une(rang, |connue| self.places.une(&self.octets, connue))
    }
}

/// A column of figures.
#[derive(Debug)]
pub struct Valeurs(Garde<Plans>);

impl Valeurs {
    /// The column of a block.
    #[must_use]
    pub fn new(lecture: &Arc<Lecture>, bloc: Bloc, unites: usize) -> Self {
        Self(Garde::new(lecture, bloc, unites))
    }
}

impl Gardees<Valeur> for Valeurs {
    fn une(&self, rang: usize) -> Option<Valeur> {
        match self.0.lu(Plans::lit) {
            Some(plans) => plans.une(rang),
            None => (rang < self.0.unites).then_some(Valeur::Rejetee),
        }
    }

    fn toutes(&self) -> Vec<Valeur> {
        let unites = self.0.unites;
        let lu = self.0.lecture.bloc(self.0.bloc);
        let lues = lu.and_then(|octets| lit_valeurs(&octets, unites));
        lues.unwrap_or_else(|_| vec![Valeur::Rejetee; unites])
    }
}

/// Writes the class of each unit, by its rank.
#[must_use]
pub fn ecrit_rangs(classes: &[Option<u32>]) -> Vec<u8> {
    let figure = |c: &Option<u32>| c.map_or(0.0, |c| f64::from(c) + 1.0);
    let figures: Vec<f64> = classes.iter().map(figure).collect();
    let mut o = Vec::new();
    nombres::ecrit(&mut o, &figures);
    o
}

/// A column of classes.
#[derive(Debug)]
pub struct Classes(Garde<(Vec<u8>, Places)>);

impl Classes {
    /// The column of a block.
    #[must_use]
    pub fn new(lecture: &Arc<Lecture>, bloc: Bloc, unites: usize) -> Self {
        Self(Garde::new(lecture, bloc, unites))
    }

    fn lues(&self) -> Option<&(Vec<u8>, Places)> {
        self.0.lu(|octets, unites| {
            let mut c = Curseur::new(&octets);
            let places = Places::lit(&octets, &mut c, unites)?;
            c.fini()?;
            Ok((octets, places))
        })
    }
}

impl Gardees<Option<u32>> for Classes {
    fn une(&self, rang: usize) -> Option<Option<u32>> {
        let lues = self.lues();
        let figure = lues.and_then(|(octets, places)| places.une(octets, rang));
        (rang < self.0.unites).then(|| classe(figure.unwrap_or(0.0)))
    }

    fn toutes(&self) -> Vec<Option<u32>> {
        let rangs = 0..self.0.unites;
        rangs.map(|rang| self.une(rang).flatten()).collect()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rank that does not fit is in no list of classes"
)]
fn classe(figure: f64) -> Option<u32> {
    (figure as u32).checked_sub(1)
}

/// The outlines of a département.
#[derive(Debug)]
pub struct Formes {
    lues: Garde<Vec<MultiPolygon<f64>>>,
    aucune: MultiPolygon<f64>,
}

impl Formes {
    /// The outlines of a block.
    #[must_use]
    pub fn new(lecture: &Arc<Lecture>, bloc: Bloc, combien: usize) -> Self {
        Self {
            lues: Garde::new(lecture, bloc, combien),
            aucune: MultiPolygon(Vec::new()),
        }
    }
}

impl FormesGardees for Formes {
    fn une(&self, rang: usize) -> &MultiPolygon<f64> {
        let lues = self.lues.lu(|octets, combien| {
            let formes = lit_formes(&octets)?;
            if formes.len() == combien {
                Ok(formes)
            } else {
                Err(abime("des contours sans commune"))
            }
        });
        lues.and_then(|l| l.get(rang)).unwrap_or(&self.aucune)
    }
}
