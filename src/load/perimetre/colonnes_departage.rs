//! Several columns of codes: the one to read, or one list pasted over all of them.

use std::collections::BTreeSet;

use crate::base::normaliser;
use crate::model::{CodeCommune, ErreurDonnees};

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
        let nombres = |c: &&Colonne| !nommees(c) && self.ailleurs_en_france(retenue.rang, c.rang);
        if nom.is_some() && nommees(&retenue) && toutes.iter().all(nombres) {
            return Ok(None);
        }
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
            let pareils = |l: &Ligne| self.codes_lus(l, c.rang) == self.codes_lus(l, premiere.rang);
            self.lignes.iter().all(pareils)
        };
        match justes.as_slice() {
            [seule] => Some(seule.rang),
            _ => reste.iter().all(memes).then_some(premiere.rang),
        }
    }

    /// Another column under the same header, with other codes: a table of two blocks.
    pub(super) fn double(&self, retenue: &Colonne) -> Option<&Colonne> {
        let pareils = |l: &Ligne, r: usize| {
            let lus = self.codes_lus(l, r);
            lus.is_empty() || lus == self.codes_lus(l, retenue.rang)
        };
        let titre = normaliser(&retenue.titre);
        let blocs = self.colonnes.iter().filter(|c| c.rang != retenue.rang);
        let mut blocs =
            blocs.filter(|c| !titre.is_empty() && normaliser(&c.titre) == titre && c.connus > 0);
        blocs.find(|c| !self.lignes.iter().all(|l| pareils(l, c.rang)))
    }

    /// Codes of a row of a column.
    fn codes_lus(&self, ligne: &Ligne, rang: usize) -> Vec<CodeCommune> {
        match lire_cellule(ligne.cellule(rang)) {
            Contenu::Codes(codes) => codes.into_iter().map(|c| c.code).collect(),
            _ => Vec::new(),
        }
    }

    /// Départements of the codes of a column, with the number of its codes.
    fn departements_de(&self, rang: usize) -> (BTreeSet<String>, usize) {
        let lus = self.lignes.iter().flat_map(|l| self.codes_lus(l, rang));
        let lus: Vec<String> = lus.map(|c| c.departement().to_owned()).collect();
        let nombre = lus.len();
        (lus.into_iter().collect(), nombre)
    }

    /// Whether two columns of numbers have no département in common: one may count inhabitants.
    fn ailleurs_en_france(&self, une: usize, autre: usize) -> bool {
        let (une, autre) = (self.departements_de(une), self.departements_de(autre));
        une.0.is_disjoint(&autre.0)
    }

    /// Whether the columns are one list: nearly all their codes exist, in few départements; columns of several codes
    /// without a département in common may be codes and numbers.
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
        let premiere = candidates
            .iter()
            .find(|c| self.departements_de(c.rang).1 > 1);
        let etrangere = candidates.iter().any(|c| {
            let peuplee = self.departements_de(c.rang).1 > 1;
            peuplee
                && premiere
                    .is_some_and(|p| p.rang != c.rang && self.ailleurs_en_france(p.rang, c.rang))
        });
        !etrangere && connus * 2 >= codes && departements.len() <= 4.max(codes / 4)
    }
}
