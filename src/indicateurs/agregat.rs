//! Adding units up: value, bounds, coverage and state, the same way for every rule.

use crate::model::{Couverture, Statut};

use super::definition::Definition;
use super::territoire::{Atome, Territoire};
use crate::francais;

/// Value of an indicator on a territory, with what is needed to judge it.
#[derive(Debug, Clone, PartialEq)]
pub struct Agregat {
    /// Value in the unit of the indicator; `None` unless published.
    pub valeur: Option<f64>,
    /// Minimum and maximum when something is masked and its bounds are known.
    pub bornes: Option<[f64; 2]>,
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
    /// Whether the file gave, for at least one commune, a figure that could not be read.
    pub rejete: bool,
    /// Count that stands in the place of a rate on too few cases.
    pub petit_effectif: Option<f64>,
    /// Exact interval of a rate on few cases, in the unit of the indicator.
    pub intervalle: Option<[f64; 2]>,
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
            rejete: false,
            petit_effectif: None,
            intervalle: None,
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
            rejete: false,
            petit_effectif: None,
            intervalle: None,
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

/// Running sums of a territory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cumul {
    num: f64,
    den: f64,
    masque_min: f64,
    masque_max: f64,
    masque_den: f64,
    communes: f64,
    habitants: f64,
    masques: usize,
    inclasses: usize,
    rejets: usize,
    bornes_inconnues: bool,
}

impl Cumul {
    /// A unit whose figures are known; `num` and `den` already scaled by the part inside.
    pub(crate) fn connu(&mut self, atome: &Atome, num: f64, den: f64) {
        self.num += num;
        self.den += den;
        self.communes += atome.communes;
        self.habitants += atome.habitants;
    }

    /// A unit hidden by the publisher, with the bounds of its numerator and its denominator when they are known.
    pub(crate) fn masque(&mut self, bornes: Option<([f64; 2], f64)>) {
        self.masques += 1;
        match bornes {
            Some(([min, max], den)) => {
                self.masque_min += min;
                self.masque_max += max;
                self.masque_den += den;
            }
            None => self.bornes_inconnues = true,
        }
    }

    /// A unit whose class is not published: it weighs in the whole, and may be in any class.
    pub(crate) fn inclasse(&mut self, poids: f64) {
        self.inclasses += 1;
        self.den += poids;
        self.masque_max += poids;
    }

    /// A unit whose class was given and could not be read: as [`Self::inclasse`], and the reason says so.
    pub(crate) fn classe_rejetee(&mut self, poids: Option<f64>) {
        self.rejets += 1;
        match poids {
            Some(poids) => self.inclasse(poids),
            None => self.absent(),
        }
    }

    /// A unit without value.
    pub(crate) fn absent(&mut self) {
        self.bornes_inconnues = true;
    }

    /// A unit whose figure was given and could not be read: as unknown as an absent one.
    pub(crate) fn rejete(&mut self) {
        self.rejets += 1;
        self.absent();
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
        } else if couverture.communes < 1.0 {
            (Statut::Partiel, Some(self.motif(couverture, d, false)))
        } else {
            (Statut::Publie, None)
        };
        let publie = statut != Statut::NonPublie;
        let quotient = matches!(forme, Forme::Quotient(_)) && publie;
        Agregat {
            valeur: valeur.filter(|_| publie),
            bornes: self.bornes(forme),
            statut,
            motif,
            couverture,
            numerateur: quotient.then_some(self.num),
            denominateur: quotient.then_some(self.den),
            masque: self.masques > 0,
            rejete: self.rejets > 0,
            petit_effectif: None,
            intervalle: None,
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

    fn bornes(&self, forme: Forme) -> Option<[f64; 2]> {
        let vide = self.masques + self.inclasses == 0 || self.communes <= 0.0 && self.masques == 0;
        if vide || self.bornes_inconnues {
            return None;
        }
        let (min, max) = (self.num + self.masque_min, self.num + self.masque_max);
        match forme {
            Forme::Somme => Some([min, max]),
            Forme::Quotient(facteur) => {
                let den = self.den + self.masque_den;
                Some([quotient(min, den, facteur)?, quotient(max, den, facteur)?])
            }
        }
    }

    fn couverture(&self, territoire: &Territoire) -> Couverture {
        let communes = part(self.communes, territoire.communes).unwrap_or(0.0);
        Couverture {
            communes,
            population: part(self.habitants, territoire.habitants).unwrap_or(communes),
        }
    }

    fn motif(&self, couverture: Couverture, d: &Definition, insuffisante: bool) -> String {
        let mut motif = if self.communes <= 0.0 {
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
        if self.masques > 0 {
            let communes = francais::denombre(self.masques, "commune masquée", "communes masquées");
            motif += &format!("\u{a0}; {communes} par le producteur (secret statistique)");
        }
        if self.rejets > 0 {
            let communes = francais::denombre(self.rejets, "commune", "communes");
            motif += &format!(
                "\u{a0}; {communes} dont la valeur a été rejetée (illisible dans le fichier)"
            );
        }
        motif
    }
}

fn quotient(num: f64, den: f64, facteur: f64) -> Option<f64> {
    let valeur = num / den * facteur;
    (den > 0.0 && valeur.is_finite()).then_some(valeur)
}

/// Share from 0 to 1, a sum that is complete up to rounding being exactly 1; `None` when the whole is empty.
fn part(partie: f64, tout: f64) -> Option<f64> {
    (tout > 0.0).then(|| {
        let x = partie / tout;
        if x > 1.0 - 1e-9 { 1.0 } else { x.max(0.0) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::{Essai, definition};

    fn deux_communes() -> (Territoire, Definition) {
        let essai = Essai::avec_ville();
        let t = essai.territoire(&[("96001", 1.0), ("96002", 1.0)]);
        (t, definition("regle = \"somme\"\nvariable = \"x\""))
    }

    #[test]
    fn a_masked_unit_gives_bounds_and_a_partial_state() {
        let (t, d) = deux_communes();
        let mut cumul = Cumul::default();
        cumul.connu(&t.simples[1], 10.0, 0.0);
        cumul.masque(Some(([1.0, 5.0], 0.0)));
        let mut tolerant = d.clone();
        tolerant.couverture_min = 0.3;
        let a = cumul.clone().conclure(&t, &tolerant, Forme::Somme);
        assert_eq!(a.valeur, Some(10.0));
        assert_eq!(a.bornes, Some([11.0, 15.0]));
        assert_eq!(a.statut, Statut::Partiel);
        assert!(a.motif.unwrap().contains("1\u{a0}commune masquée"));
        let mut strict = d;
        strict.couverture_min = 0.8;
        let a = cumul.conclure(&t, &strict, Forme::Somme);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
        assert_eq!(a.bornes, Some([11.0, 15.0]));
        assert!(a.motif.unwrap().contains("minimum déclaré 80\u{a0}%"));
    }

    #[test]
    fn an_absent_unit_leaves_no_bounds() {
        let (t, mut d) = deux_communes();
        d.couverture_min = 0.0;
        let mut cumul = Cumul::default();
        cumul.masque(Some(([1.0, 5.0], 0.0)));
        cumul.absent();
        let a = cumul.conclure(&t, &d, Forme::Somme);
        assert_eq!((a.valeur, a.bornes), (None, None));
        assert_eq!(a.statut, Statut::NonPublie);
    }

    #[test]
    fn a_null_denominator_is_not_a_value() {
        let (t, d) = deux_communes();
        let mut cumul = Cumul::default();
        cumul.connu(&t.simples[0], 0.0, 0.0);
        cumul.connu(&t.simples[1], 0.0, 0.0);
        let a = cumul.conclure(&t, &d, Forme::Quotient(100.0));
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
        assert!(a.motif.unwrap().contains("dénominateur"));
    }
}
