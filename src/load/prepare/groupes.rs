//! The columns of one source: a block by stretch of communes holds them all, one after the other.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::conteneur::Bloc;
use super::contenu::Lecture;
use super::curseur::{Abime, Curseur, Lit, abime, ecrit as entier};
use super::gardees::{ecrit_rangs, lit_rangs};
use super::series::{ecrit_valeurs, lit_valeurs};
use super::tranches::Tranches;
use crate::model::{Gardees, Valeur};

/// The block of each stretch, for columns of figures.
#[must_use]
pub fn figures(colonnes: &[&[Valeur]], tranches: &Tranches) -> Vec<Vec<u8>> {
    let tranches: Vec<Range<usize>> = tranches.iter().collect();
    let bloc = |t: &Range<usize>| {
        let siennes = colonnes.iter();
        let siennes = siennes.map(|c| ecrit_valeurs(c.get(t.clone()).unwrap_or_default()));
        ecrit_bloc(&siennes.collect::<Vec<_>>())
    };
    tranches.par_iter().map(bloc).collect()
}

/// The block of each column of classes, for the whole country.
#[must_use]
pub fn classes(colonnes: &[&[Option<u32>]]) -> Vec<Vec<u8>> {
    let bloc = |c: &&[Option<u32>]| ecrit_bloc(&[ecrit_rangs(c)]);
    colonnes.par_iter().map(bloc).collect()
}

fn ecrit_bloc(colonnes: &[Vec<u8>]) -> Vec<u8> {
    let mut o = Vec::new();
    entier(&mut o, colonnes.len() as u64);
    colonnes.iter().for_each(|c| entier(&mut o, c.len() as u64));
    colonnes.iter().for_each(|c| o.extend(c));
    o
}

/// Where each column is in a block.
fn lit_places(octets: &[u8]) -> Lit<Vec<Range<usize>>> {
    let mut c = Curseur::new(octets);
    let combien = c.compte()?;
    let longueurs: Vec<usize> = (0..combien).map(|_| c.compte()).collect::<Lit<_>>()?;
    let mut debut = octets.len().saturating_sub(c.reste());
    let mut places = Vec::with_capacity(combien);
    for longueur in longueurs {
        c.octets(longueur)?;
        places.push(debut..debut + longueur);
        debut += longueur;
    }
    c.fini()?;
    Ok(places)
}

/// How the columns of a group are read.
pub trait Decode: std::fmt::Debug + Send + Sync {
    /// What they have for a unit.
    type Valeur: Copy + std::fmt::Debug + Send + Sync;

    /// Reads a column of that many units.
    ///
    /// # Errors
    /// Damaged bytes.
    fn lit(&self, octets: &[u8], unites: usize) -> Lit<Vec<Self::Valeur>>;
}

/// Columns of figures.
#[derive(Debug, Clone, Copy)]
pub struct Figures;

impl Decode for Figures {
    type Valeur = Valeur;

    fn lit(&self, octets: &[u8], unites: usize) -> Lit<Vec<Valeur>> {
        lit_valeurs(octets, unites)
    }
}

/// Columns of classes, of that many.
#[derive(Debug, Clone, Copy)]
pub struct Classes(pub usize);

impl Decode for Classes {
    type Valeur = Option<u32>;

    fn lit(&self, octets: &[u8], unites: usize) -> Lit<Vec<Option<u32>>> {
        lit_rangs(octets, unites, self.0)
    }
}

/// What a column has for a stretch, once it is read; nothing when it cannot be.
type Lues<T> = OnceLock<Option<Box<[T]>>>;

/// A block, once it is inflated.
type BlocLu<T> = OnceLock<Lit<Lue<T>>>;

/// A block inflated, and its columns once they are read.
#[derive(Debug)]
struct Lue<T> {
    octets: Vec<u8>,
    colonnes: Vec<(Range<usize>, Lues<T>)>,
}

impl<T> Lue<T> {
    fn new(octets: Vec<u8>, combien: usize) -> Lit<Self> {
        let places = lit_places(&octets)?;
        if places.len() != combien {
            return Err(abime("un bloc n'a pas toutes ses colonnes"));
        }
        let colonnes = places.into_iter().map(|p| (p, OnceLock::new())).collect();
        Ok(Self { octets, colonnes })
    }
}

/// Columns that are read by stretch, when they are asked.
#[derive(Debug)]
pub struct Groupe<D: Decode> {
    lecture: Arc<Lecture>,
    tranches: Arc<Tranches>,
    colonnes: usize,
    blocs: Vec<(Bloc, BlocLu<D::Valeur>)>,
    decode: D,
}

impl<D: Decode> Groupe<D> {
    /// That many columns, in a block for each stretch.
    ///
    /// # Errors
    /// There is not a block for each.
    pub fn new(
        lecture: &Arc<Lecture>,
        tranches: &Arc<Tranches>,
        (colonnes, blocs): (usize, &[Bloc]),
        decode: D,
    ) -> Lit<Self> {
        if blocs.len() != tranches.combien() {
            return Err(abime("une colonne n'a pas toutes ses communes"));
        }
        Ok(Self {
            lecture: Arc::clone(lecture),
            tranches: Arc::clone(tranches),
            colonnes,
            blocs: blocs.iter().map(|b| (*b, OnceLock::new())).collect(),
            decode,
        })
    }

    fn tranche(&self, tranche: usize) -> Lit<&Lue<D::Valeur>> {
        let (bloc, lue) = self
            .blocs
            .get(tranche)
            .ok_or_else(|| abime("un bloc manque"))?;
        let lit = || Lue::new(self.lecture.bloc(*bloc)?, self.colonnes);
        lue.get_or_init(lit).as_ref().map_err(Clone::clone)
    }

    fn decode(
        &self,
        lue: &Lue<D::Valeur>,
        place: &Range<usize>,
        tranche: usize,
    ) -> Lit<Vec<D::Valeur>> {
        let octets = lue.octets.get(place.clone());
        let octets = octets.ok_or_else(|| abime("une colonne manque"))?;
        self.decode.lit(octets, self.tranches.unites(tranche))
    }

    /// Inflates all of it at once.
    ///
    /// # Errors
    /// Damaged.
    pub fn deplie(&self) -> Lit<()> {
        let tranches = (0..self.tranches.combien()).into_par_iter();
        tranches.try_for_each(|t| self.tranche(t).map(|_| ()))
    }

    /// What a column has for a stretch, read once; what is wrong with it is noted, once.
    fn de_la_tranche(&self, colonne: usize, tranche: usize) -> Option<&[D::Valeur]> {
        let note = |e: &Abime| self.lecture.note::<()>(Err(e.clone()));
        let lue = self.tranche(tranche).map_err(|e| note(&e)).ok()?;
        let (place, valeurs) = lue.colonnes.get(colonne)?;
        let lit = || {
            let lues = self.decode(lue, place, tranche);
            self.lecture.note(lues).ok().map(Into::into)
        };
        valeurs.get_or_init(lit).as_deref()
    }

    /// A whole column.
    ///
    /// # Errors
    /// Damaged.
    pub fn toute(&self, colonne: usize) -> Lit<Vec<D::Valeur>> {
        let mut toutes = Vec::new();
        for tranche in 0..self.tranches.combien() {
            let lue = self.tranche(tranche)?;
            let (place, _) = lue
                .colonnes
                .get(colonne)
                .ok_or_else(|| abime("une colonne manque"))?;
            toutes.extend(self.decode(lue, place, tranche)?);
        }
        Ok(toutes)
    }
}

/// A column of a group, read when it is asked; what is unreadable is `illisible`, never a figure, and stops the run before
/// anything is said.
#[derive(Debug)]
pub struct ColonneGardee<D: Decode> {
    groupe: Arc<Groupe<D>>,
    rang: usize,
    illisible: D::Valeur,
    connues: Option<usize>,
}

impl<D: Decode> ColonneGardee<D> {
    /// A column by its rank.
    #[must_use]
    pub fn new(groupe: &Arc<Groupe<D>>, rang: usize, illisible: D::Valeur) -> Self {
        Self {
            groupe: Arc::clone(groupe),
            rang,
            illisible,
            connues: None,
        }
    }

    /// The same, of which that many units have a known figure.
    #[must_use]
    pub fn dont_connues(self, connues: usize) -> Self {
        let connues = Some(connues);
        Self { connues, ..self }
    }
}

impl<D: Decode> Gardees<D::Valeur> for ColonneGardee<D> {
    fn une(&self, rang: usize) -> Option<D::Valeur> {
        let (tranche, place) = self.groupe.tranches.place(rang)?;
        let lues = self.groupe.de_la_tranche(self.rang, tranche);
        let lue = lues.and_then(|l| l.get(place)).copied();
        Some(lue.unwrap_or(self.illisible))
    }

    fn toutes(&self) -> Vec<D::Valeur> {
        let unites = self.groupe.tranches.iter().last().map_or(0, |t| t.end);
        let lues = self.groupe.lecture.note(self.groupe.toute(self.rang));
        lues.unwrap_or_else(|_| vec![self.illisible; unites])
    }

    fn connues(&self) -> Option<usize> {
        self.connues
    }
}

#[cfg(test)]
mod tests;
