//! Figures that a commune cannot have, set aside as unreadable ones are and named; thresholds in `vraisemblance.toml`.
//!
//! The law: an inhabited commune has no population, household or income of zero; the population of a commune is near the one
//! that is known; its population totale holds its population municipale; no population is that of a year to come.

mod avenir;
mod raison;
mod seuils;
mod totale;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::francais::{enumerer, enumerer_des, nombre};
use crate::load::fichier::devenir::Lu;
use crate::load::jeu::rejets::libelle;
use crate::load::jeu::section::SECTION;
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::Table;
use crate::model::lecture::population::VARIABLE;
use crate::model::{CodeCommune, Constat, Referentiel, RegleConstat, UniteId, Valeur};
use raison::Raison;
use seuils::Seuil;
pub use seuils::Seuils;

const TOTALE: &str = "population_totale";
const NOMS: usize = 5;

/// A figure to set aside: the unit, what the file gives, why.
type Ecartee = (UniteId, String);

/// A fault of some communes: its reason, whether the series has no year, the communes, what the file gives for each.
type Fait = (Raison, bool, Vec<CodeCommune>, String);

/// Sets aside the figures that no commune can have; the file that the user designates as the reference is his own choice.
pub fn controle(referentiel: &Referentiel, seuils: &Seuils, lus: &mut [Lu], designe: Option<&str>) {
    let juge = Juge {
        referentiel,
        seuils,
    };
    lus.par_iter_mut().for_each(|lu| {
        let fichier = Fichier {
            nom: &lu.chemin,
            libre: designe == Some(lu.chemin.as_str()),
            officiel: !lu.descripteur.utilisateur,
            sien: lu.descripteur.utilisateur || lu.descripteur.reconnaissance.au_moins_une,
        };
        juge.table(fichier, &mut lu.table);
    });
}

/// A file as it is judged.
#[derive(Clone, Copy)]
struct Fichier<'a> {
    /// Path, relative to the data folder.
    nom: &'a str,
    /// Whether the user designates it as the reference.
    libre: bool,
    /// Whether it is read as its producer publishes it.
    officiel: bool,
    /// Whether its columns are those of the user.
    sien: bool,
}

struct Juge<'a> {
    referentiel: &'a Referentiel,
    seuils: &'a Seuils,
}

impl Juge<'_> {
    fn table(&self, fichier: Fichier<'_>, table: &mut Table) {
        let douteuses = self.autres_territoires(table);
        let mut faits: BTreeMap<Fait, Vec<String>> = BTreeMap::new();
        self.ecarte_l_avenir(fichier, table);
        self.ecarte_les_fausses_totales(fichier, table);
        let cles: Vec<CleSerie> = table.series.keys().cloned().collect();
        for cle in cles {
            // Most series are of no concern to any threshold: their figures are not looked at.
            if !self.seuils.concernent(&cle.0) {
                continue;
            }
            let Some(valeurs) = table.series.get(&cle) else {
                continue;
            };
            let mut zeros = Vec::new();
            let mut ecarts = Vec::new();
            for (rang, valeur) in (0u32..).zip(valeurs) {
                let id = UniteId(rang);
                let (Valeur::Connue(x), Some(p)) = (*valeur, self.habitants(id)) else {
                    continue;
                };
                if let Some(zero) = self.zero(&cle.0, x, p) {
                    if zero.habitants {
                        table.sans_habitant.insert((cle.1, id));
                    }
                    zeros.push((id, self.nom(id)));
                } else if !fichier.libre && !douteuses.contains(&id) && self.loin(&cle, x, p) {
                    ecarts.push((id, self.dit(id, x, p)));
                }
            }
            let (retablies, autres) = zeros.into_iter().partition(|(id, _)| self.retablie(*id));
            for (ecartees, raison) in [
                (retablies, Raison::AncienTerritoire),
                (autres, Raison::Zero),
                (ecarts, Raison::Ecart),
            ] {
                self.ecarte((table, &mut faits), &cle, ecartees, raison);
            }
        }
        self.totales(table, &mut faits);
        for ((raison, non_date, codes, dits), series) in faits {
            let fait = (raison, non_date, dits.as_str());
            table
                .constats
                .push(constat(fichier, fait, &series).avec_communes(codes));
        }
    }

    fn habitants(&self, id: UniteId) -> Option<f64> {
        let unite = self.referentiel.unites.get(id.0 as usize)?;
        unite.population.map(f64::from)
    }

    fn nom(&self, id: UniteId) -> String {
        self.referentiel.noms_et_codes(&[id])
    }

    fn dit(&self, id: UniteId, x: f64, p: f64) -> String {
        let (nom, x, p) = (self.nom(id), nombre(x, 0), nombre(p, 0));
        match self.referentiel.millesime_de(id) {
            Some(an) => format!("{nom}\u{a0}: {x}, pour {p} en {an}"),
            None => format!("{nom}\u{a0}: {x}, pour {p}"),
        }
    }

    /// Communes whose code had another meaning, or gathers several rows: their figures are those of another territory.
    fn autres_territoires(&self, table: &Table) -> BTreeSet<UniteId> {
        let separations = self.referentiel.separations.iter();
        let pieces = separations.filter_map(|s| self.referentiel.partage(s));
        let mut unites: BTreeSet<UniteId> = pieces.flat_map(|(_, ids)| ids).collect();
        unites.extend(table.recodes.values());
        unites.extend(&table.fusions.incertaines);
        unites.extend(table.fusions.incompletes.keys());
        unites
    }

    /// Whether a commune was given back by a split, after the one that kept the code.
    fn retablie(&self, id: UniteId) -> bool {
        let mut separations = self.referentiel.separations.iter();
        separations.any(|s| {
            let partage = self.referentiel.partage(s);
            partage.is_some_and(|(garde, pieces)| id != garde && pieces.contains(&id))
        })
    }

    /// The rule that a zero breaks.
    fn zero(&self, variable: &str, x: f64, habitants: f64) -> Option<&Seuil> {
        let mut zeros = self.seuils.zero.iter();
        zeros.find(|z| x == 0.0 && habitants >= z.valeur && z.concerne(variable))
    }

    /// Whether a population is too far from the one that is known, at a date when it cannot be.
    fn loin(&self, (variable, an): &CleSerie, x: f64, p: f64) -> bool {
        let s = &self.seuils;
        let reference = self.referentiel.millesime_population;
        let age = an.map_or(0.0, |an| f64::from(an.abs_diff(reference)));
        let facteur = s.ecart.valeur;
        s.ecart.concerne(variable)
            && p > 0.0
            && age <= s.ecart_annees.valeur
            && x.max(p) >= s.ecart_habitants.valeur
            && (x >= p * facteur || x * facteur <= p)
    }

    /// A population totale holds the municipale of the same year: that of the file, else the one that is known.
    fn totales(&self, table: &mut Table, faits: &mut BTreeMap<Fait, Vec<String>>) {
        let cles: Vec<CleSerie> = table.series.keys().cloned().collect();
        for cle in cles.into_iter().filter(|(v, _)| v == TOTALE) {
            let municipale = table.series.get(&(VARIABLE.to_owned(), cle.1));
            let de_reference = |id: UniteId| {
                let an = self.referentiel.millesime_de(id);
                let meme = cle.1.is_none() || cle.1 == an;
                self.habitants(id).filter(|_| meme)
            };
            let valeurs = table.series.get(&cle).into_iter().flatten();
            let mut moindres = Vec::new();
            for (rang, valeur) in (0u32..).zip(valeurs) {
                let id = UniteId(rang);
                let connue = municipale.map(|m| m.get(rang as usize).and_then(|v| v.connue()));
                let connue = connue.unwrap_or_else(|| de_reference(id));
                if let (Valeur::Connue(x), Some(p)) = (*valeur, connue)
                    && x < p
                {
                    let dit = format!(
                        "{}\u{a0}: {} et {}",
                        self.nom(id),
                        nombre(x, 0),
                        nombre(p, 0)
                    );
                    moindres.push((id, dit));
                }
            }
            self.ecarte((table, faits), &cle, moindres, Raison::Totale);
        }
    }

    /// Sets the figures aside, and notes what is to be said of them.
    fn ecarte(
        &self,
        (table, faits): (&mut Table, &mut BTreeMap<Fait, Vec<String>>),
        cle: &CleSerie,
        ecartees: Vec<Ecartee>,
        raison: Raison,
    ) {
        if ecartees.is_empty() {
            return;
        }
        for (id, _) in &ecartees {
            let valeurs = table.series.get_mut(cle);
            if let Some(place) = valeurs.and_then(|v| v.get_mut(id.0 as usize)) {
                *place = Valeur::Rejetee;
            }
        }
        let codes: Vec<_> = ecartees
            .iter()
            .map(|(id, _)| self.referentiel.unite(*id).code)
            .collect();
        let dits: Vec<String> = ecartees.into_iter().map(|(_, dit)| dit).collect();
        let an = cle.1.map(|an| format!(" {an}")).unwrap_or_default();
        let fait = (raison, cle.1.is_none(), codes, enumerer(&dits, NOMS));
        let series = faits.entry(fait).or_default();
        series.push(format!("{}{an}", libelle(&cle.0)));
    }
}

/// What is said of a file: the series that share a fault, in one sentence.
fn constat(
    fichier: Fichier<'_>,
    (raison, non_date, dits): (Raison, bool, &str),
    series: &[String],
) -> Constat {
    let texte = format!(
        "{}\u{a0}: {}, {} ({dits}). Ces chiffres ne sont pas retenus\u{a0}: {}.",
        fichier.nom,
        enumerer_des(series, NOMS, "variables"),
        raison.fait(),
        raison.remede(non_date, fichier.officiel),
    );
    let severite = raison.severite(fichier.officiel);
    Constat::new(
        RegleConstat::ValeurInvraisemblable,
        severite,
        SECTION,
        texte,
    )
    .avec_origine(fichier.nom)
}

#[cfg(test)]
mod tests;
