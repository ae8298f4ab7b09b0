//! Codes of classes and their labels: a code that contradicts its label is not read, nor is a column of another nomenclature.

use std::collections::BTreeMap;

use crate::load::format::lieux::lieux;
use crate::load::format::nombre::Brute;
use crate::load::source::normalise::{affichable, normalise};
use crate::load::table::confrontees::LibellesLus;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Refus;
use crate::model::{ErreurDonnees, Rejet, UniteId};

/// Rank of a row, its label, the code of which it is the label.
type Contraire = (usize, String, String);

impl LibellesLus {
    fn note(&mut self, rang: usize, classe: u32, libelle: &str) {
        let lu = match self.rangs.get(libelle) {
            Some(lu) => *lu,
            None => {
                let lu = u32::try_from(self.noms.len()).unwrap_or(u32::MAX);
                self.rangs.insert(libelle.to_owned(), lu);
                self.noms.push(libelle.to_owned());
                lu
            }
        };
        self.lignes.push((rang, classe, lu));
    }

    /// For each class, the label that most of its rows have, normalised.
    fn habituels(&self, nets: &[String]) -> BTreeMap<u32, String> {
        let mut comptes: BTreeMap<u32, BTreeMap<&str, usize>> = BTreeMap::new();
        for (_, classe, lu) in &self.lignes {
            let net = nets.get(*lu as usize).map_or("", String::as_str);
            *comptes.entry(*classe).or_default().entry(net).or_default() += 1;
        }
        let habituel = |(classe, siens): (u32, BTreeMap<&str, usize>)| {
            let total: usize = siens.values().sum();
            let (net, n) = siens.into_iter().max_by_key(|(_, n)| *n)?;
            (n * 2 > total).then(|| (classe, net.to_owned()))
        };
        comptes.into_iter().filter_map(habituel).collect()
    }

    /// Rows whose label is that of another class: that of the nomenclature when it says its labels, else that of most rows.
    fn contraires(
        &self,
        codes: &[(String, String)],
        code_de: impl Fn(&str) -> Option<String>,
    ) -> Vec<Contraire> {
        let nets: Vec<String> = self.noms.iter().map(|n| normalise(n)).collect();
        let habituels = self.habituels(&nets);
        let connus: Vec<Option<String>> = self.noms.iter().map(|n| code_de(n)).collect();
        let mut par_net: BTreeMap<&str, u32> = BTreeMap::new();
        for (classe, net) in &habituels {
            par_net.entry(net).or_insert(*classe);
        }
        let code = |classe: u32| codes.get(classe as usize).map(|(code, _)| code.clone());
        let contraire = |(rang, classe, lu): &(usize, u32, u32)| {
            let lu = *lu as usize;
            let (nom, net) = (self.noms.get(lu)?, nets.get(lu)?);
            let autre = match connus.get(lu)? {
                Some(connu) => connu.clone(),
                None if habituels.get(classe) == Some(net) => return None,
                None => code(*par_net.get(net.as_str())?)?,
            };
            (code(*classe)? != autre).then(|| (*rang, nom.clone(), autre))
        };
        self.lignes.iter().filter_map(contraire).collect()
    }
}

impl Lignes<'_> {
    /// Notes the label beside the class of the row in hand.
    pub(super) fn note_le_libelle(&mut self, champ: usize, classe: u32, libelle: &str) {
        let rang = self.gardees.lignes.len().saturating_sub(1);
        if let Some(lus) = self.confrontees.libelles.get_mut(champ) {
            lus.note(rang, classe, libelle);
        }
    }

    /// Whether the column of classes is not used.
    pub(super) fn est_refuse(&self, champ: usize) -> bool {
        self.confrontees
            .libelles
            .get(champ)
            .is_some_and(|l| l.refuse)
    }

    /// Sets aside the codes that contradict their label, and the columns of another nomenclature.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub(super) fn juge_les_libelles(&mut self) -> Result<(), ErreurDonnees> {
        for champ in 0..self.champs.len() {
            let contraires = self.contraires(champ);
            let lus = self
                .confrontees
                .libelles
                .get(champ)
                .map_or(0, |l| l.lignes.len());
            let melees = lieux()?.decalees(contraires.len(), lus);
            let motif = match contraires.first().filter(|_| melees) {
                Some(premiere) => Some(self.motif_des_melees(champ, &contraires, premiere)),
                None => self.autre_nomenclature(champ),
            };
            match motif {
                Some(motif) => self.refuse(champ, &motif),
                None => {
                    for contraire in &contraires {
                        self.rejette_le_contraire(champ, contraire);
                    }
                }
            }
        }
        Ok(())
    }

    fn contraires(&self, champ: usize) -> Vec<Contraire> {
        let (Some(lus), Some(codes)) = (
            self.confrontees.libelles.get(champ),
            self.modalites.get(champ),
        ) else {
            return Vec::new();
        };
        let variable = self.champs.get(champ).map_or(0, |c| c.variable);
        let variable = self.format.variables.get(variable);
        let echelle = variable.and_then(|v| v.echelle.as_ref());
        lus.contraires(codes, |libelle| {
            echelle?.code_du_libelle(libelle).map(str::to_owned)
        })
    }

    /// Why the column is of another nomenclature than that of its variable.
    fn autre_nomenclature(&self, champ: usize) -> Option<String> {
        let variable = self
            .format
            .variables
            .get(self.champs.get(champ)?.variable)?;
        let echelle = variable.echelle.as_ref()?;
        let noms = self.modalites.get(champ)?;
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for brute in self.gardees.cellules.get(champ)? {
            if let Brute::Classe(rang) = brute {
                let code = noms.get(*rang as usize).map_or("", |(code, _)| code);
                *codes.entry(code).or_default() += 1;
            }
        }
        if codes.is_empty() {
            return None;
        }
        let lus = self.confrontees.libelles.get(champ)?;
        let mut libelles: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, _, lu) in &lus.lignes {
            let nom = lus.noms.get(*lu as usize).map_or("", String::as_str);
            *libelles.entry(nom).or_default() += 1;
        }
        let motif = echelle.refus(&self.plan.dit, &codes, &libelles)?;
        Some(format!(
            "{motif}. Déposez le fichier tel qu'il est publié, ou faites dire au titre ou au nom du fichier laquelle c'est."
        ))
    }

    fn motif_des_melees(
        &self,
        champ: usize,
        contraires: &[Contraire],
        premiere: &Contraire,
    ) -> String {
        let (rang, libelle, autre) = premiere;
        let lus = self
            .confrontees
            .libelles
            .get(champ)
            .map_or(0, |l| l.lignes.len());
        let ligne = self.gardees.lignes.get(*rang).copied().unwrap_or_default();
        format!(
            "codes et libellés ne vont pas ensemble sur {} des {lus} lignes (ligne {ligne}, «\u{a0}{}\u{a0}» est le libellé du code {autre} et non de {})\u{a0}: une des deux \
             colonnes a été décalée ou triée sans l'autre. Remettez chaque code devant son libellé.",
            contraires.len(),
            affichable(libelle, 60),
            self.code_ecrit_de(champ, *rang),
        )
    }

    /// The class of a row.
    fn code_ecrit_de(&self, champ: usize, rang: usize) -> String {
        let brute = self.gardees.cellules.get(champ).and_then(|c| c.get(rang));
        let noms = self.modalites.get(champ);
        let code = match (brute, noms) {
            (Some(Brute::Classe(classe)), Some(noms)) => noms.get(*classe as usize),
            _ => None,
        };
        code.map(|(code, _)| code.clone()).unwrap_or_default()
    }

    fn rejette_le_contraire(&mut self, champ: usize, (rang, libelle, autre): &Contraire) {
        let code = self.code_ecrit_de(champ, *rang);
        let unite = self.gardees.unites.get(*rang).map(|u| UniteId(*u));
        self.table.rejets.push(Rejet {
            fichier: self.fichier.to_owned(),
            ligne: self.gardees.lignes.get(*rang).copied().unwrap_or_default(),
            colonne: self.entete(champ),
            valeur: affichable(&code, 80),
            motif: format!(
                "le code contredit son libellé\u{a0}: «\u{a0}{}\u{a0}» est celui du code {}",
                affichable(libelle, 60),
                affichable(autre, 20)
            ),
            commune: unite.map(|u| self.referentiel.unite(u).code),
        });
        self.remplace(champ, *rang, Brute::Rejetee);
    }

    /// Notes that a column is not used, for each of its series.
    fn refuse(&mut self, champ: usize, motif: &str) {
        let cibles = self.genres.iter().flatten();
        let mut series: Vec<usize> = cibles
            .filter(|c| c.champ == champ)
            .map(|c| c.serie)
            .collect();
        series.sort_unstable();
        series.dedup();
        let entete = self.entete(champ);
        for cle in series
            .iter()
            .filter_map(|s| self.series.get(*s))
            .map(|s| s.cle.clone())
        {
            let (entete, motif) = (entete.clone(), motif.to_owned());
            self.table.refus.push(Refus { cle, entete, motif });
        }
        if let Some(lus) = self.confrontees.libelles.get_mut(champ) {
            lus.refuse = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the classes, the rows whose label is that of another are all told, and no other.
        #[test]
        fn a_label_of_another_code_is_told(classes in prop::collection::vec(0..4_u32, 12..60), fautes in prop::collection::btree_map(0..12_usize, 1..4_u32, 0..2)) {
            let noms = ["Bourgs", "Villes", "Bourgs", "Hameaux"];
            let codes: Vec<(String, String)> = (0..4).map(|c| (c.to_string(), String::new())).collect();
            let mut lus = LibellesLus::default();
            // Each class has enough rows for its label to be known.
            let assez: Vec<u32> = (0..4).flat_map(|c| [c; 6]).collect();
            let mut attendues = Vec::new();
            for (rang, classe) in classes.iter().chain(&assez).enumerate() {
                let autre = fautes.get(&rang).map_or(*classe, |f| (classe + f) % 4);
                lus.note(rang, *classe, noms[autre as usize]);
                if noms[autre as usize] != noms[*classe as usize] {
                    attendues.push(rang);
                }
            }
            let dites: Vec<usize> = lus.contraires(&codes, |_| None).into_iter().map(|c| c.0).collect();
            prop_assert_eq!(dites, attendues);
        }
    }
}
