//! Figures of wider levels that a file gives in several rows, ages year by year: added up as those of a commune are.
//!
//! Law: a sum that may lack a row is not known. A row that cannot be used may be of any territory whose code is its own or one
//! character away.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::format::niveau::NiveauPlan;
use crate::load::format::nombre::Brute;
use crate::load::source::tableau::Ligne;
use crate::load::table::lignes::Lignes;
use crate::load::table::publication::{ecrit, nu};
use crate::model::{CleTerritoire, Niveau, Valeur};

/// Code of a row that may be of any territory of a level.
const PARTOUT: &str = "*";

impl Lignes<'_> {
    /// Adds the figure of a row to the sums of its territory.
    pub(super) fn publie_les_sommes(
        &mut self,
        l: &Ligne<'_>,
        niveau: &NiveauPlan,
        territoire: &CleTerritoire,
        masque: bool,
    ) {
        let plan = self.plan;
        if plan.comptees.iter().all(|c| c.place.is_none()) {
            return;
        }
        let Some(cibles) = self.series_comptees(l, None) else {
            return self.perd_la_somme(l, niveau);
        };
        for &(serie, rang) in cibles.iter() {
            let Some(comptee) = plan.comptees.get(rang).filter(|c| c.place.is_some()) else {
                continue;
            };
            let brute = match masque {
                true => Brute::Masquee,
                false => self.ajout(l, comptee, None),
            };
            self.ajoute_au_publie(territoire, serie, brute);
        }
    }

    fn ajoute_au_publie(&mut self, territoire: &CleTerritoire, serie: u32, brute: Brute) {
        let cumuls = &mut self.comptage.publiees.cumuls;
        let cumul = cumuls.entry((territoire.clone(), serie)).or_default();
        cumul.ajoute(brute);
    }

    /// Adds so much to the sums of a territory, as its code is written.
    pub(in crate::load) fn ajoute_aux_sommes(
        &mut self,
        niveau: Niveau,
        ecrit: &str,
        series: impl Iterator<Item = u32>,
        somme: f64,
    ) {
        if let Some((code, _)) = self.code(niveau, &nu(ecrit)) {
            let territoire = (niveau, code);
            for serie in series {
                self.ajoute_au_publie(&territoire, serie, Brute::Nombre(somme));
            }
        }
    }

    /// Whether the référentiel has the territory of a level, as its code is written.
    pub(in crate::load) fn territoire_connu(&self, niveau: Niveau, ecrit: &str) -> bool {
        self.code(niveau, &nu(ecrit))
            .is_some_and(|(_, connu)| connu)
    }

    /// Notes a row of a level that could not be used.
    pub(super) fn perd_la_somme(&mut self, l: &Ligne<'_>, niveau: &NiveauPlan) {
        let perdus = &mut self.comptage.publiees.perdus;
        perdus.insert((niveau.niveau, ecrit(l, niveau)));
    }

    /// Notes a row that may be of any level: of the territories near its code, of all when it is none.
    pub(super) fn perd_les_sommes(&mut self, l: &Ligne<'_>) {
        let niveaux = &self.plan.niveaux;
        let codes: Vec<CleTerritoire> = niveaux.iter().map(|n| (n.niveau, ecrit(l, n))).collect();
        if codes
            .iter()
            .any(|(_, code)| self.commune_sure(code).is_some())
        {
            return;
        }
        let connu = codes
            .iter()
            .any(|(niveau, code)| self.territoire_connu(*niveau, code));
        let perdus = codes.into_iter().map(|(niveau, code)| {
            let code = if connu { code } else { PARTOUT.to_owned() };
            (niveau, code)
        });
        self.comptage.publiees.perdus.extend(perdus);
    }

    /// Gives the sums to the table; the series that no row of a commune feeds.
    pub(super) fn range_les_sommes_publiees(&mut self) -> BTreeSet<u32> {
        let lues = std::mem::take(&mut self.comptage.publiees);
        let communales: BTreeSet<u32> = self.comptage.cumuls.keys().map(|(s, _)| *s).collect();
        let manque = |(niveau, code): &CleTerritoire| {
            let proche = |p: &CleTerritoire| {
                p.0 == *niveau && (p.1 == PARTOUT || strsim::osa_distance(&p.1, code) <= 1)
            };
            lues.perdus.iter().any(proche)
        };
        let (mut seules, mut incomplets) = (BTreeSet::new(), BTreeMap::new());
        for ((territoire, serie), cumul) in lues.cumuls {
            if !communales.contains(&serie) {
                seules.insert(serie);
            }
            let connu = incomplets.get(&territoire).copied();
            let incomplet = connu.unwrap_or_else(|| manque(&territoire));
            incomplets.insert(territoire.clone(), incomplet);
            let valeur = match incomplet {
                true => Valeur::Rejetee,
                false => cumul.valeur(),
            };
            if let Some(cle) = self.comptage.series.get(serie as usize) {
                self.table.publies.ajoute(&territoire, cle, valeur);
            }
        }
        seules
    }
}
