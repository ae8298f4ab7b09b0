//! Figures that a commune cannot have, set aside as unreadable ones are and named; thresholds in `vraisemblance.toml`.
//!
//! The law: an inhabited commune has no population, household or income of zero; the population of a commune is near the one
//! that is known; its population totale holds its population municipale; no population is that of a year to come.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::francais::{enumerer, nombre};
use crate::load::fichier::devenir::Lu;
use crate::load::format::grandeurs::Motif;
use crate::load::jeu::rejets::libelle;
use crate::load::jeu::section::SECTION;
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, Table};
use crate::model::lecture::population::VARIABLE;
use crate::model::{
    Constat, ErreurDonnees, Referentiel, RegleConstat, Severite, UniteId, Valeur, date_de_liste,
};
use crate::texte_toml;

const SEUILS: &str = include_str!("vraisemblance.toml");
const TOTALE: &str = "population_totale";
const NOMS: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seuils {
    zero: Vec<Seuil>,
    ecart: Seuil,
    ecart_annees: Seuil,
    ecart_habitants: Seuil,
    avance: Seuil,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
struct Seuil {
    #[serde(default)]
    variables: Option<Motif>,
    valeur: f64,
    unite: String,
    reference: String,
    date: String,
    confiance: String,
}

impl Seuil {
    fn concerne(&self, variable: &str) -> bool {
        self.variables
            .as_ref()
            .is_some_and(|m| m.concerne(variable))
    }
}

/// A figure to set aside: the unit, what the file gives, why.
type Ecartee = (UniteId, String);

/// Sets aside the figures that no commune can have; the file that the user designates as the reference is his own choice.
///
/// # Errors
/// The embedded rules are wrong.
pub fn controle(
    referentiel: &Referentiel,
    lus: &mut [Lu],
    designe: Option<&str>,
) -> Result<(), ErreurDonnees> {
    let seuils: Seuils = texte_toml::lire(SEUILS, "vraisemblance.toml")?;
    let juge = Juge {
        referentiel,
        seuils,
    };
    for lu in lus {
        let nom = lu.chemin.clone();
        let libre = designe == Some(nom.as_str());
        juge.table(&nom, &mut lu.table, libre);
    }
    Ok(())
}

struct Juge<'a> {
    referentiel: &'a Referentiel,
    seuils: Seuils,
}

impl Juge<'_> {
    fn table(&self, nom: &str, table: &mut Table, libre: bool) {
        let douteuses = self.autres_territoires(table);
        let cles: Vec<CleSerie> = table.series.keys().cloned().collect();
        for cle in cles {
            if self.a_venir(&cle) {
                table.series.remove(&cle);
                table.refus.push(self.refus(&cle, table));
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
                if self.zero(&cle.0, x, p) {
                    zeros.push((id, self.nom(id)));
                } else if !libre && !douteuses.contains(&id) && self.loin(&cle, x, p) {
                    ecarts.push((id, self.dit(id, x, p)));
                }
            }
            self.ecarte(nom, table, &cle, zeros, Raison::Zero);
            self.ecarte(nom, table, &cle, ecarts, Raison::Ecart);
        }
        self.totales(nom, table);
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

    fn zero(&self, variable: &str, x: f64, habitants: f64) -> bool {
        let mut zeros = self.seuils.zero.iter();
        x == 0.0 && zeros.any(|z| habitants >= z.valeur && z.concerne(variable))
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

    /// Year of the list of communes, or of the population when the list has none.
    fn annee(&self) -> i32 {
        let liste = date_de_liste(Some(&self.referentiel.nom), None);
        let population = i32::from(self.referentiel.millesime_population);
        liste.map_or(population, |jour| jour.annee().max(population))
    }

    fn a_venir(&self, (variable, an): &CleSerie) -> bool {
        let reference = self.annee();
        let avance = |an: u16| f64::from(an) > f64::from(reference) + self.seuils.avance.valeur;
        reference > 0 && self.seuils.avance.concerne(variable) && an.is_some_and(avance)
    }

    fn refus(&self, cle: &CleSerie, table: &Table) -> Refus {
        Refus {
            cle: cle.clone(),
            entete: table.entetes.get(cle).cloned(),
            motif: format!(
                "aucune population n'est connue pour une année postérieure à {}, celle de la liste des communes de cpts. \
                 Corrigez l'année\u{a0}; si elle est juste, mettez cpts à jour.",
                self.annee()
            ),
        }
    }

    /// A population totale holds the municipale of the same year: that of the file, else the one that is known.
    fn totales(&self, nom: &str, table: &mut Table) {
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
            self.ecarte(nom, table, &cle, moindres, Raison::Totale);
        }
    }

    fn ecarte(
        &self,
        nom: &str,
        table: &mut Table,
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
        let texte = format!(
            "{nom}\u{a0}: {}{an}, {} ({}). Ces chiffres ne sont pas retenus\u{a0}: {}.",
            libelle(&cle.0),
            raison.fait(),
            enumerer(&dits, NOMS),
            raison.remede(cle.1.is_none()),
        );
        let constat = Constat::new(
            RegleConstat::ValeurInvraisemblable,
            Severite::Alerte,
            SECTION,
            texte,
        );
        table
            .constats
            .push(constat.avec_communes(codes).avec_origine(nom));
    }
}

#[derive(Clone, Copy)]
enum Raison {
    Zero,
    Ecart,
    Totale,
}

impl Raison {
    fn fait(self) -> &'static str {
        match self {
            Self::Zero => "zéro pour une commune habitée",
            Self::Ecart => "un chiffre sans rapport avec la population connue",
            Self::Totale => {
                "une population totale inférieure à la population municipale, qu'elle comprend"
            }
        }
    }

    fn remede(self, non_date: bool) -> &'static str {
        match self {
            Self::Zero => "laissez la cellule vide si le chiffre n'est pas connu",
            Self::Totale if non_date => {
                "corrigez la ligne, ou donnez l'année des chiffres dans le nom du fichier si elle est autre"
            }
            Self::Ecart | Self::Totale => "corrigez la ligne du fichier",
        }
    }
}

#[cfg(test)]
mod tests;
