//! Rows of one unit and one kind: duplicates set aside, former communes merged by the rule of each variable.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::format::nombre::Brute;
use crate::load::format::regle::{fusionne, valeur};
use crate::load::table::champs::{Cible, Serie};
use crate::load::table::fusions::Fusions;
use crate::load::table::lignes::Lignes;
use crate::model::{Rejet, UniteId, Valeur};

/// What the groups of rows fill.
pub(in crate::load) struct Groupes<'g, 'a> {
    pub(in crate::load) lignes: &'g mut Lignes<'a>,
    pub(in crate::load) series: &'g [Serie],
    /// Series fed by the rows of each kind.
    pub(in crate::load) cibles: &'g [Vec<Cible>],
    pub(in crate::load) nombres: &'g mut [Vec<Valeur>],
    pub(in crate::load) classes: &'g mut [Vec<Brute>],
    /// Series of which several rows of a year do not compare.
    pub(in crate::load) melees: &'g BTreeSet<usize>,
    /// Whether the rows are of several kinds.
    pub(in crate::load) longue: bool,
    pub(in crate::load) champs: &'g mut [usize],
    /// What the codes of each year say of the mergers.
    pub(in crate::load) fusions: &'g BTreeMap<Option<u16>, Fusions>,
}

impl Groupes<'_, '_> {
    /// Rows of one unit and one kind.
    pub(in crate::load) fn traite(&mut self, rangs: &[u32], unites: &[u32], genres: &[u32]) {
        let Some(premier) = rangs.first().map(|r| *r as usize) else {
            return;
        };
        let (Some(unite), Some(genre)) = (unites.get(premier), genres.get(premier)) else {
            return;
        };
        let unite = UniteId(*unite);
        let an = self.lignes.annees.get(*genre as usize).copied().flatten();
        let Some(fusions) = self.fusions.get(&an) else {
            return;
        };
        if fusions.incompletes.contains_key(&unite) {
            return;
        }
        let mut gardes = self.sans_doublons(rangs, unite);
        if gardes.len() > 1 {
            let codes = &self.lignes.gardees.codes;
            let partie = |r: &usize| codes.get(*r).is_some_and(|c| fusions.parties.contains(c));
            gardes.retain(|r| !partie(r));
        }
        let (series, cibles) = (self.series, self.cibles.get(*genre as usize));
        for cible in cibles.into_iter().flatten() {
            let Some(serie) = series.get(cible.serie) else {
                continue;
            };
            if let Some(place) = self.champs.get_mut(cible.serie) {
                *place = cible.champ;
            }
            if serie.classe {
                self.classe(cible, serie, &gardes, unite);
            } else {
                self.nombre(cible, serie, &gardes, unite);
            }
        }
    }

    /// First row of each code; the others are rejected, except when a commune → CPTS list repeats the same figures.
    ///
    /// Where two rows of a code differ, nothing tells which is right: the figure is unknown.
    fn sans_doublons(&mut self, rangs: &[u32], unite: UniteId) -> Vec<usize> {
        if let [seul] = rangs {
            return vec![*seul as usize];
        }
        let mut gardes: Vec<usize> = Vec::new();
        for rang in rangs.iter().map(|r| *r as usize) {
            let g = &self.lignes.gardees;
            let Some(deja) = gardes
                .iter()
                .find(|&&d| g.codes.get(d) == g.codes.get(rang))
                .copied()
            else {
                gardes.push(rang);
                continue;
            };
            let pareil = g.cellules.iter().all(|c| c.get(deja) == c.get(rang));
            if self.lignes.plan.cpts.is_some() && pareil {
                continue;
            }
            for colonne in &mut self.lignes.gardees.cellules {
                if colonne.get(deja) != colonne.get(rang)
                    && let Some(cellule) = colonne.get_mut(deja)
                {
                    *cellule = Brute::Rejetee;
                }
            }
            let g = &self.lignes.gardees;
            let ligne = |r: usize| g.lignes.get(r).copied().unwrap_or_default();
            let rejet = Rejet {
                fichier: self.lignes.fichier.to_owned(),
                ligne: ligne(rang),
                colonne: self
                    .lignes
                    .plan
                    .cle
                    .and_then(|p| self.lignes.plan.noms.get(p))
                    .cloned(),
                valeur: g
                    .codes
                    .get(rang)
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                motif: format!("commune en double : déjà lue ligne {}", ligne(deja)),
                commune: Some(self.lignes.referentiel.unite(unite).code),
            };
            self.lignes.table.rejets.push(rejet);
        }
        gardes
    }

    fn brute(&self, champ: usize, rang: usize) -> Brute {
        self.lignes
            .gardees
            .cellules
            .get(champ)
            .and_then(|c| c.get(rang))
            .copied()
            .unwrap_or_default()
    }

    fn nombre(&mut self, cible: &Cible, serie: &Serie, rangs: &[usize], unite: UniteId) {
        let lue = if let [seul] = rangs {
            Some(valeur(self.brute(cible.champ, *seul)))
        } else {
            let parts: Vec<(Brute, Brute)> = rangs
                .iter()
                .map(|&r| {
                    let poids = cible.poids.map_or(Brute::Absente, |p| self.brute(p, r));
                    (self.brute(cible.champ, r), poids)
                })
                .collect();
            fusionne(serie.regle.fusion, &parts)
        };
        let creuse = self.lignes.format.d.creux;
        match (
            lue,
            self.nombres
                .get_mut(cible.serie)
                .and_then(|v| v.get_mut(unite.0 as usize)),
        ) {
            (Some(Valeur::Absente), _) if creuse => {
                let sans = &mut self.lignes.table.inconnues.sans_chiffre;
                sans.insert((serie.cle.clone(), unite));
            }
            (Some(valeur), Some(place)) => {
                let deja = *place != Valeur::Absente;
                let melee = self.melees.contains(&cible.serie);
                let double = deja && (melee || self.longue && *place != valeur);
                if double {
                    *place = Valeur::Rejetee;
                } else if *place == Valeur::Absente {
                    *place = valeur;
                }
            }
            (None, _) => {
                let table = &mut self.lignes.table;
                let sans = &mut table.inconnues.sans_chiffre;
                sans.insert((serie.cle.clone(), unite));
                table.non_fusionnes.push((serie.cle.0.clone(), unite));
                if !serie.regle.dite {
                    table.fusions_non_dites.insert(serie.cle.0.clone());
                }
            }
            _ => {}
        }
    }

    fn classe(&mut self, cible: &Cible, serie: &Serie, rangs: &[usize], unite: UniteId) {
        let mut lues = rangs.iter().map(|&r| self.brute(cible.champ, r));
        let premiere = lues.next().unwrap_or_default();
        let rejetee = premiere == Brute::Rejetee || lues.clone().any(|b| b == Brute::Rejetee);
        if !rejetee && lues.any(|autre| autre != premiere) {
            self.lignes
                .table
                .non_fusionnes
                .push((serie.cle.0.clone(), unite));
            return;
        }
        if let Some(place) = self
            .classes
            .get_mut(cible.serie)
            .and_then(|v| v.get_mut(unite.0 as usize))
        {
            *place = if rejetee { Brute::Rejetee } else { premiere };
        }
    }
}
