//! Several columns of codes: the one to read, or one list pasted over all of them.

use std::collections::BTreeSet;

use crate::model::ErreurDonnees;

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::colonnes::{Choix, Etude};
use crate::load::perimetre::etude::{Colonne, accord, explicite};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::intitules::Sens;

impl Etude<'_, '_> {
    /// Codes in columns that nothing names: one list pasted over several columns, or a doubt that is told.
    pub(super) fn ailleurs(&self, retenue: &Colonne) -> Result<Option<Choix>, ErreurDonnees> {
        let nom = self.noms(Some(retenue.rang));
        let sure = |c: &&Colonne| c.codes > 0 && c.connus * 10 >= c.codes * 8;
        let autres = self
            .colonnes
            .iter()
            .filter(|c| c.rang != retenue.rang && c.codes + c.douteux > 0);
        let mut toutes: Vec<&Colonne> = autres.filter(|c| nom.is_none() || sure(c)).collect();
        if toutes.is_empty() {
            return Ok(None);
        }
        let nommees = |c: &&Colonne| {
            [c.rang + 1, c.rang.wrapping_sub(1)].into_iter().any(|n| {
                let (oui, total) = accord(self.lignes, c.rang, n, self.lexique);
                total > 0 && oui * 10 >= total * 8
            })
        };
        let paires = nom.is_some() && toutes.iter().all(nommees);
        toutes.insert(0, retenue);
        let intitulee = matches!(retenue.sens, Sens::Code(_)) && nom.is_none();
        if intitulee || (nom.is_none() || paires) && self.ensemble(&toutes) {
            return Ok(Some(Choix::Partout));
        }
        Err(self.plusieurs(&toutes))
    }

    /// The column of codes among several: by its header, by the names beside, or because they say the same.
    pub(super) fn departage(&self, candidates: &[&Colonne]) -> Option<usize> {
        let intitulees: Vec<&Colonne> = candidates
            .iter()
            .copied()
            .filter(|c| matches!(c.sens, Sens::Code(_)))
            .collect();
        let reste = if intitulees.is_empty() {
            candidates
        } else {
            intitulees.as_slice()
        };
        if let [seule] = reste {
            return Some(seule.rang);
        }
        let insee: Vec<&&Colonne> = reste.iter().filter(|c| explicite(c)).collect();
        if let [seule] = insee.as_slice() {
            return Some(seule.rang);
        }
        let juste = |c: &&&Colonne| {
            self.noms(Some(c.rang)).is_some_and(|nom| {
                let (oui, total) = accord(self.lignes, c.rang, nom, self.lexique);
                total > 0 && oui * 10 >= total * 8
            })
        };
        let justes: Vec<&&Colonne> = reste.iter().filter(juste).collect();
        let premiere = reste.first()?;
        let memes = |c: &&Colonne| {
            let lus = |l: &Ligne, rang: usize| match lire_cellule(l.cellule(rang)) {
                Contenu::Codes(codes) => codes.into_iter().map(|c| c.code).collect(),
                _ => Vec::new(),
            };
            self.lignes
                .iter()
                .all(|l| lus(l, c.rang) == lus(l, premiere.rang))
        };
        match justes.as_slice() {
            [seule] => Some(seule.rang),
            _ => reste.iter().all(memes).then_some(premiere.rang),
        }
    }

    /// Whether the columns are one list: nearly all their codes exist, in few départements.
    pub(super) fn ensemble(&self, candidates: &[&Colonne]) -> bool {
        let (mut codes, mut connus, mut departements) = (0, 0, BTreeSet::new());
        for ligne in self.lignes {
            for colonne in candidates {
                if let Contenu::Codes(lus) = lire_cellule(ligne.cellule(colonne.rang)) {
                    codes += lus.len();
                    connus += lus.iter().filter(|c| self.lexique.connu(c.code)).count();
                    departements.extend(lus.iter().map(|c| c.code.departement().to_owned()));
                }
            }
        }
        connus * 2 >= codes && departements.len() <= 4.max(codes / 4)
    }
}
