//! Adding units up: value, bounds, coverage and state, the same way for every rule.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::Definition;
use super::partiel::{self, part};
use crate::francais;
use crate::model::lecture::{Atome, Cause, Intervalle, Territoire};
use crate::model::{Bornes, Couverture, Statut};

/// Value of an indicator on a territory, with what is needed to judge it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Agregat {
    /// Value in the unit of the indicator; `None` unless published.
    pub valeur: Option<f64>,
    /// Between what the truth lies when something is not known.
    pub bornes: Option<Bornes>,
    /// State.
    pub statut: Statut,
    /// Why it is partial, not published or absent, in French.
    pub motif: Option<String>,
    /// Share of the territory that has a value.
    pub couverture: Couverture,
    /// Numerator of a ratio.
    pub numerateur: Option<f64>,
    /// Denominator of a ratio.
    pub denominateur: Option<f64>,
    /// Whether the publisher hid the figure of at least one commune.
    pub masque: bool,
    /// Count that stands in the place of a rate on too few cases.
    pub petit_effectif: Option<f64>,
    /// Exact interval of a rate on few cases, in the unit of the indicator.
    pub intervalle: Option<[f64; 2]>,
    /// The worst reason for which the figure of a commune is not known.
    pub cause: Option<Cause>,
}

impl Agregat {
    /// Nothing in the data folder gives this figure.
    #[must_use]
    pub fn absent(motif: impl Into<String>) -> Self {
        Self {
            valeur: None,
            bornes: None,
            statut: Statut::Absent,
            motif: Some(motif.into()),
            couverture: Couverture::NULLE,
            numerateur: None,
            denominateur: None,
            masque: false,
            petit_effectif: None,
            intervalle: None,
            cause: None,
        }
    }

    /// A figure that the files give, but that must not be published.
    #[must_use]
    pub fn non_publie(motif: impl Into<String>) -> Self {
        Self {
            statut: Statut::NonPublie,
            ..Self::absent(motif)
        }
    }

    /// A figure that does not depend on any file of the folder: always complete.
    #[must_use]
    pub fn complet(valeur: f64) -> Self {
        Self {
            valeur: Some(valeur),
            bornes: None,
            statut: Statut::Publie,
            motif: None,
            couverture: Couverture::PLEINE,
            numerateur: None,
            denominateur: None,
            masque: false,
            petit_effectif: None,
            intervalle: None,
            cause: None,
        }
    }
}

/// Shape of the result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Forme {
    /// The sum itself.
    Somme,
    /// Sum of numerators ÷ sum of denominators × factor.
    Quotient(f64),
}

/// Running sums of a territory: what is known, and between what lies the rest.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cumul {
    num: f64,
    den: f64,
    communes: f64,
    habitants: f64,
    /// Numerators that are not known, and their known denominators.
    doute: Doute,
    den_doute: f64,
    /// Ratios of the units whose denominator is not known: the whole is a mean, it may be drawn as far as they are.
    rapports: Option<Intervalle>,
    causes: BTreeMap<Cause, usize>,
    incomparables: BTreeSet<String>,
}

#[derive(Debug, Clone, Copy)]
struct Doute(Intervalle);

impl Default for Doute {
    fn default() -> Self {
        Self(Intervalle::point(0.0))
    }
}

impl Cumul {
    /// A unit whose figures are known; `num` and `den` already scaled by the part inside.
    pub(crate) fn connu(&mut self, atome: &Atome, num: f64, den: f64) {
        self.num += num;
        self.den += den;
        self.communes += atome.communes;
        self.habitants += atome.habitants;
    }

    /// What the territory has beside its units.
    pub(crate) fn ajouter(&mut self, num: f64) {
        self.num += num;
    }

    /// Takes off what the units counted twice: a person active in several of them.
    pub(crate) fn retrancher(&mut self, num: f64, den: f64) {
        self.num -= num;
        self.den -= den;
    }

    /// A unit whose numerator is not known, its denominator being so.
    pub(crate) fn inconnu(&mut self, cause: Cause, num: Intervalle, den: f64) {
        *self.causes.entry(cause).or_default() += 1;
        self.doute.0 = self.doute.0.plus(num);
        self.den_doute += den;
    }

    /// A unit whose denominator is not known: only what its own ratio can be, before the factor.
    pub(crate) fn sans_poids(&mut self, cause: Cause, rapport: Intervalle) {
        *self.causes.entry(cause).or_default() += 1;
        self.rapports = Some(self.rapports.map_or(rapport, |r| r.ou(rapport)));
    }

    /// A unit that weighs in the whole without its class being published.
    pub(crate) fn inclasse(&mut self, cause: Cause, poids: f64) {
        self.inconnu(cause, Intervalle::entre(0.0, poids), 0.0);
        self.den += poids;
    }

    /// A unit whose two figures are not of the same territory or of the dates of the others: without value, and why.
    pub(crate) fn incomparable(&mut self, motif: String) {
        self.incomparables.insert(motif);
        self.inconnu(Cause::Absent, Intervalle::TOUT, 0.0);
    }

    /// The figure: published, partial, or withheld below the declared coverage.
    pub(crate) fn conclure(self, territoire: &Territoire, d: &Definition, forme: Forme) -> Agregat {
        let couverture = self.couverture(territoire);
        let (valeur, vide) = self.valeur(forme);
        let insuffisante = couverture.population < d.couverture_min - 1e-9;
        let (statut, motif) = if self.communes <= 0.0 || insuffisante {
            (
                Statut::NonPublie,
                Some(self.motif(couverture, d, insuffisante)),
            )
        } else if vide {
            let motif = "dénominateur nul sur ce territoire".to_owned();
            (Statut::NonPublie, Some(motif))
        } else if couverture.communes < 1.0 || !self.causes.is_empty() {
            (Statut::Partiel, Some(self.motif(couverture, d, false)))
        } else {
            (Statut::Publie, None)
        };
        let bornes = self.bornes(forme, d.domaine());
        let somme = forme == Forme::Somme;
        let (statut, motif) =
            match partiel::retenir(valeur, bornes, somme).filter(|_| statut == Statut::Partiel) {
                Some(dit) => (Statut::NonPublie, Some(partiel::ajouter(motif, dit))),
                None => (statut, motif),
            };
        let motif = partiel::borne(statut, bornes, motif);
        let publie = statut != Statut::NonPublie;
        let quotient = matches!(forme, Forme::Quotient(_)) && publie;
        Agregat {
            valeur: valeur.filter(|_| publie),
            bornes,
            statut,
            motif,
            couverture,
            numerateur: quotient.then_some(self.num),
            denominateur: quotient.then_some(self.den),
            masque: self.causes.contains_key(&Cause::Masque),
            petit_effectif: None,
            intervalle: None,
            cause: self.causes.keys().next_back().copied(),
        }
    }

    fn valeur(&self, forme: Forme) -> (Option<f64>, bool) {
        match forme {
            Forme::Somme => (Some(self.num), false),
            Forme::Quotient(facteur) => {
                let valeur = quotient(self.num, self.den, facteur);
                (valeur, valeur.is_none())
            }
        }
    }

    /// Between what the truth lies, whatever the unknown figures are; `None` when nothing bounds it.
    fn bornes(&self, forme: Forme, domaine: Intervalle) -> Option<Bornes> {
        if self.causes.is_empty() {
            return None;
        }
        let num = Intervalle::point(self.num).plus(self.doute.0);
        let intervalle = match forme {
            Forme::Somme => num,
            Forme::Quotient(facteur) => {
                let den = self.den + self.den_doute;
                let connue = (den > 0.0).then(|| num.fois(1.0 / den));
                let tout = match (connue, self.rapports) {
                    (Some(a), Some(b)) => a.ou(b),
                    (a, b) => a.or(b)?,
                };
                tout.fois(facteur)
            }
        };
        Bornes::de(intervalle, domaine)
    }

    fn couverture(&self, territoire: &Territoire) -> Couverture {
        let communes = part(self.communes, territoire.communes).unwrap_or(0.0);
        Couverture {
            communes,
            population: part(self.habitants, territoire.habitants).unwrap_or(communes),
        }
    }

    fn motif(&self, couverture: Couverture, d: &Definition, insuffisante: bool) -> String {
        let raisons: Vec<&str> = self.incomparables.iter().map(String::as_str).collect();
        let raisons = raisons.join("\u{a0}; ");
        let mut motif = if self.communes <= 0.0 && !raisons.is_empty() {
            raisons.clone()
        } else if self.communes <= 0.0 {
            "aucune valeur publiée sur ce territoire".to_owned()
        } else {
            format!(
                "valeur connue pour {} des communes et {} de la population",
                francais::part(couverture.communes),
                francais::part(couverture.population)
            )
        };
        if insuffisante && self.communes > 0.0 {
            motif += &format!(", minimum déclaré {}", francais::part(d.couverture_min));
        }
        let nombre = |cause| self.causes.get(&cause).copied().unwrap_or(0);
        if nombre(Cause::Masque) > 0 {
            let n = nombre(Cause::Masque);
            let communes = francais::denombre(n, "commune masquée", "communes masquées");
            motif += &format!("\u{a0}; {communes} par le producteur (secret statistique)");
        }
        if nombre(Cause::AutreTerritoire) > 0 {
            let communes =
                francais::denombre(nombre(Cause::AutreTerritoire), "commune", "communes");
            motif += &format!(
                "\u{a0}; {communes} dont le fichier donne le chiffre d'un autre territoire, celui d'avant une séparation ou une fusion"
            );
        }
        if nombre(Cause::Rejete) > 0 {
            let communes = francais::denombre(nombre(Cause::Rejete), "commune", "communes");
            motif += &format!(
                "\u{a0}; {communes} dont la valeur a été rejetée (illisible dans le fichier)"
            );
        }
        if self.communes > 0.0 && !raisons.is_empty() {
            motif += &format!("\u{a0}; {raisons}");
        }
        motif
    }
}

fn quotient(num: f64, den: f64, facteur: f64) -> Option<f64> {
    let valeur = num / den * facteur;
    (den > 0.0 && valeur.is_finite()).then_some(valeur)
}

mod apport;
#[cfg(test)]
mod tests;
