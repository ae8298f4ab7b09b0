//! The columns of one source: a block by stretch of communes holds them all, one after the other.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::conteneur::Bloc;
use super::contenu::Lecture;
use super::curseur::{Curseur, Lit, abime, ecrit as entier};
use super::gardees::ecrit_rangs;
use super::series::ecrit_valeurs;
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

/// How a column of that many units is read.
type Decode<T> = fn(&[u8], usize) -> Lit<Vec<T>>;

/// What a column has for a stretch, once it is read; nothing when it cannot be.
type Lues<T> = OnceLock<Option<Box<[T]>>>;

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
pub struct Groupe<T> {
    lecture: Arc<Lecture>,
    tranches: Arc<Tranches>,
    colonnes: usize,
    blocs: Vec<(Bloc, OnceLock<Lit<Lue<T>>>)>,
    decode: Decode<T>,
}

impl<T> Groupe<T> {
    /// That many columns, in a block for each stretch.
    ///
    /// # Errors
    /// There is not a block for each.
    pub fn new(
        lecture: &Arc<Lecture>,
        tranches: &Arc<Tranches>,
        (colonnes, blocs): (usize, &[Bloc]),
        decode: Decode<T>,
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

    fn tranche(&self, tranche: usize) -> Lit<&Lue<T>> {
        let (bloc, lue) = self
            .blocs
            .get(tranche)
            .ok_or_else(|| abime("un bloc manque"))?;
        let lit = || Lue::new(self.lecture.bloc(*bloc)?, self.colonnes);
        lue.get_or_init(lit).as_ref().map_err(Clone::clone)
    }

    fn decode(&self, lue: &Lue<T>, place: &Range<usize>, tranche: usize) -> Lit<Vec<T>> {
        let octets = lue.octets.get(place.clone());
        let octets = octets.ok_or_else(|| abime("une colonne manque"))?;
        (self.decode)(octets, self.tranches.unites(tranche))
    }

    /// Inflates all of it at once.
    ///
    /// # Errors
    /// Damaged.
    pub fn deplie(&self) -> Lit<()>
    where
        T: Send + Sync,
    {
        let tranches = (0..self.tranches.combien()).into_par_iter();
        tranches.try_for_each(|t| self.tranche(t).map(|_| ()))
    }

    /// What a column has for a stretch, read once.
    fn de_la_tranche(&self, colonne: usize, tranche: usize) -> Option<&[T]> {
        let lue = self.tranche(tranche).ok()?;
        let (place, valeurs) = lue.colonnes.get(colonne)?;
        let lit = || self.decode(lue, place, tranche).ok().map(Into::into);
        valeurs.get_or_init(lit).as_deref()
    }

    /// A whole column.
    ///
    /// # Errors
    /// Damaged.
    pub fn toute(&self, colonne: usize) -> Lit<Vec<T>> {
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

/// A column of a group, read when it is asked; what is unreadable is `illisible`, never a figure.
#[derive(Debug)]
pub struct ColonneGardee<T> {
    groupe: Arc<Groupe<T>>,
    rang: usize,
    illisible: T,
}

impl<T> ColonneGardee<T> {
    /// A column by its rank.
    #[must_use]
    pub fn new(groupe: &Arc<Groupe<T>>, rang: usize, illisible: T) -> Self {
        Self {
            groupe: Arc::clone(groupe),
            rang,
            illisible,
        }
    }
}

impl<T: Copy + std::fmt::Debug + Send + Sync> Gardees<T> for ColonneGardee<T> {
    fn une(&self, rang: usize) -> Option<T> {
        let (tranche, place) = self.groupe.tranches.place(rang)?;
        let lues = self.groupe.de_la_tranche(self.rang, tranche);
        let lue = lues.and_then(|l| l.get(place)).copied();
        Some(lue.unwrap_or(self.illisible))
    }

    fn toutes(&self) -> Vec<T> {
        let unites = self.groupe.tranches.iter().last().map_or(0, |t| t.end);
        let lues = self.groupe.toute(self.rang);
        lues.unwrap_or_else(|_| vec![self.illisible; unites])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::conteneur::{Ecriture, Pret};
    use super::super::series::lit_valeurs;
    use super::*;
    use crate::load::source::acces::Acces;
    use crate::load::tests::referentiel;

    /// Columns of the units of these départements, written and read back.
    fn relues(
        departements: &[&str],
        colonnes: &[Vec<Valeur>],
        abime: Option<usize>,
    ) -> Lit<Vec<Vec<Valeur>>> {
        let codes: Vec<String> = (10..)
            .zip(departements)
            .map(|(n, d)| format!("{d}{n:0>largeur$}", largeur = 5 - d.len()))
            .collect();
        let unites: Vec<_> = codes.iter().map(|c| (c.as_str(), None, None)).collect();
        let tranches = Arc::new(Tranches::new(&referentiel(&unites, &[])));
        let vues: Vec<&[Valeur]> = colonnes.iter().map(Vec::as_slice).collect();
        let mut ecriture = Ecriture::new(Vec::new()).unwrap();
        let blocs: Vec<Bloc> = figures(&vues, &tranches)
            .into_iter()
            .map(|mut o| {
                if let Some(place) = abime.map(|a| a % o.len()) {
                    o[place] ^= 1;
                }
                let pret = Pret::new(&o, 6, &ecriture.deja).unwrap();
                ecriture.ajoute(&pret).unwrap()
            })
            .collect();
        let octets = Acces::de_la_memoire(ecriture.finit(()).unwrap());
        let lecture = Arc::new(Lecture::ouvre::<()>(octets).unwrap().0);
        let groupe = Groupe::new(&lecture, &tranches, (colonnes.len(), &blocs), lit_valeurs)?;
        let groupe = Arc::new(groupe);
        let une = |rang| {
            let colonne = ColonneGardee::new(&groupe, rang, Valeur::Rejetee);
            let unes: Vec<_> = (0..codes.len()).filter_map(|u| colonne.une(u)).collect();
            assert!(colonne.une(codes.len()).is_none());
            let toutes = groupe.toute(rang);
            assert!(toutes.is_err() || unes == colonne.toutes());
            toutes
        };
        (0..colonnes.len()).map(une).collect()
    }

    proptest! {
        #[test]
        fn columns_come_back_alone_or_whole_and_damage_is_never_a_panic(
            valeurs in prop::collection::vec(prop::collection::vec(0..4_u8, 9), 1..4), place: usize,
        ) {
            let valeur = |n: &u8| match n {
                0 => Valeur::Absente,
                1 => Valeur::Masquee,
                n => Valeur::Connue(f64::from(*n) / 4.0),
            };
            let colonnes: Vec<Vec<Valeur>> = valeurs.iter().map(|c| c.iter().map(valeur).collect()).collect();
            let departements = ["01", "01", "02", "2A", "2A", "2A", "48", "971", "971"];
            prop_assert_eq!(relues(&departements, &colonnes, None).unwrap(), colonnes.clone());
            let _ = relues(&departements, &colonnes, Some(place));
        }
    }
}
