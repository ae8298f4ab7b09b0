//! Rows of a commune → CPTS list without a name: there is no CPTS, or the name above holds for them (merged cells saved as text,
//! repetitions hidden).
//!
//! The law: what may be a name that was not repeated is unknown, never « no CPTS ». A name that is written once, and a list in
//! which no name is ever written on two rows in a row, tell nothing of the rows below that have none.

use std::collections::HashMap;

use crate::model::UniteId;

/// Where a row without name is: its line and its commune.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Line, from 1.
    pub ligne: u64,
    /// Commune or arrondissement.
    pub unite: UniteId,
}

/// What a row writes in the column of the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ecrit {
    /// A name, by rank.
    Nom(usize),
    /// That there is no CPTS.
    Sans,
    /// Nothing.
    Vide,
}

/// What the rows of a list write in the column of the names, in its order; `L` says where a row without name is.
#[derive(Debug)]
pub struct NomsEcrits<L> {
    rangs: HashMap<String, usize>,
    noms: Vec<String>,
    lignes: Vec<Ecrit>,
    vides: Vec<L>,
}

/// Rows without name.
#[derive(Debug)]
pub struct Vides<L> {
    /// Those for which the name above may hold, with it.
    pub douteux: Vec<(L, String)>,
    /// Those that have no CPTS.
    pub sans: Vec<L>,
}

impl<L> Default for NomsEcrits<L> {
    fn default() -> Self {
        Self {
            rangs: HashMap::new(),
            noms: Vec::new(),
            lignes: Vec::new(),
            vides: Vec::new(),
        }
    }
}

impl<L> NomsEcrits<L> {
    /// A row that names a CPTS.
    pub fn nom(&mut self, nom: &str) {
        let rang = self.rangs.get(nom).copied().unwrap_or_else(|| {
            self.rangs.insert(nom.to_owned(), self.noms.len());
            self.noms.push(nom.to_owned());
            self.noms.len() - 1
        });
        self.lignes.push(Ecrit::Nom(rang));
    }

    /// A row that says that there is none.
    pub fn sans(&mut self) {
        self.lignes.push(Ecrit::Sans);
    }

    /// A row that writes nothing.
    pub fn vide(&mut self, lieu: L) {
        self.lignes.push(Ecrit::Vide);
        self.vides.push(lieu);
    }

    /// What the rows without name are.
    #[must_use]
    pub fn juge(self) -> Vides<L> {
        let mut fois = vec![0_usize; self.noms.len()];
        for ecrit in &self.lignes {
            if let Ecrit::Nom(rang) = ecrit
                && let Some(n) = fois.get_mut(*rang)
            {
                *n += 1;
            }
        }
        let suivi = |(a, b): (&Ecrit, &Ecrit)| matches!(a, Ecrit::Nom(_)) && a == b;
        let repetes = self.lignes.iter().zip(self.lignes.iter().skip(1));
        let repetes = repetes.into_iter().any(suivi);
        let (mut douteux, mut sans) = (Vec::new(), Vec::new());
        let mut vides = self.vides.into_iter();
        let mut dessus = None;
        for ecrit in &self.lignes {
            match ecrit {
                Ecrit::Nom(rang) => dessus = Some(*rang),
                Ecrit::Sans => dessus = None,
                Ecrit::Vide => {
                    let Some(lieu) = vides.next() else { continue };
                    let seul = |rang: &usize| !repetes || fois.get(*rang) == Some(&1);
                    match dessus.filter(seul).and_then(|rang| self.noms.get(rang)) {
                        Some(nom) => douteux.push((lieu, nom.clone())),
                        None => sans.push(lieu),
                    }
                }
            }
        }
        Vides { douteux, sans }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ranks of the rows that are in doubt; `-` says that there is none.
    fn douteux(lignes: &[&str]) -> Vec<usize> {
        let mut ecrits = NomsEcrits::default();
        for (rang, ligne) in lignes.iter().enumerate() {
            match *ligne {
                "" => ecrits.vide(rang),
                "-" => ecrits.sans(),
                nom => ecrits.nom(nom),
            }
        }
        ecrits.juge().douteux.into_iter().map(|(r, _)| r).collect()
    }

    #[test]
    fn what_a_name_above_may_hold_for_is_told_from_what_has_none() {
        for (lignes, attendus) in [
            // Merged cells.
            (&["A", "", "", "B", ""][..], &[1, 2, 4][..]),
            // Names repeated: blanks have none.
            (&["A", "A", "", "B", "", "B", ""], &[]),
            // A name written once, among others that are repeated.
            (&["A", "A", "B", "", ""], &[3, 4]),
            // Nothing above.
            (&["", "", "A", "A"], &[]),
            // Above, a row says that there is none.
            (&["A", "-", "", "B", ""], &[4]),
        ] {
            assert_eq!(douteux(lignes), attendus, "{lignes:?}");
        }
    }

    proptest! {
        /// A list of groups, of which each keeps its first name alone: none of the rows that lost theirs is said to have no CPTS.
        #[test]
        fn no_row_that_lost_its_name_is_said_uncovered(tailles in prop::collection::vec(1..9_usize, 1..12)) {
            let mut lignes: Vec<String> = Vec::new();
            for (rang, taille) in tailles.iter().enumerate() {
                lignes.push(format!("CPTS {rang}"));
                lignes.extend(std::iter::repeat_n(String::new(), taille - 1));
            }
            let lues: Vec<&str> = lignes.iter().map(String::as_str).collect();
            prop_assert_eq!(douteux(&lues).len(), lignes.len() - tailles.len());
        }

        /// The same when rows of any order keep the first of the names that follow each other.
        #[test]
        fn nor_in_a_list_in_another_order(noms in prop::collection::vec(0..4_u8, 2..40)) {
            let noms: Vec<String> = noms.iter().map(|n| format!("CPTS {n}")).collect();
            let garde = |(i, n): (usize, &String)| match i.checked_sub(1).and_then(|j| noms.get(j)) {
                Some(avant) if avant == n => String::new(),
                _ => n.clone(),
            };
            let lignes: Vec<String> = noms.iter().enumerate().map(garde).collect();
            let lues: Vec<&str> = lignes.iter().map(String::as_str).collect();
            prop_assert_eq!(douteux(&lues).len(), lues.iter().filter(|l| l.is_empty()).count());
        }
    }
}
