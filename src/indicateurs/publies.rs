//! The figure that a publisher gives for a wider level, in the place of one computed from communes.
//!
//! Rule: an indicator is read on a département as on a commune, from the figures published for that département, all of one
//! vintage. A hidden one stays hidden; one of another vintage than the communes' is said and never compared.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Definition, Regle};
use super::expression::Expression;
use super::regles::Provenance;
use crate::model::{
    ChiffrePublie, CleTerritoire, Comparateur, Couverture, Dataset, Niveau, Publication,
    SeriePubliee, SourceId, Statut, Valeur,
};

/// Codes under which France is published, the whole first; the others name their field.
const FRANCE: [&str; 3] = ["FR", "F", "FM"];
/// What is said of a figure that its publisher hides.
pub(super) const MASQUE: &str = "chiffre masqué par son producteur à ce niveau (secret statistique)\u{a0}: il n'est ni nul ni recalculé";

type Annee = Option<u16>;

/// A published figure of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lu {
    pub(super) valeur: Valeur,
    pub(super) annee: Annee,
    sources: BTreeSet<SourceId>,
    champ: Option<String>,
}

/// What is published of one variable or of several added.
#[derive(Debug, Clone, Default)]
struct Terme {
    valeur: Valeur,
    sources: BTreeSet<SourceId>,
}

/// Codes under which a territory may be published.
pub(super) fn cles(niveau: Niveau, code: &str) -> Vec<CleTerritoire> {
    if niveau == Niveau::France {
        return FRANCE.map(|c| (niveau, c.to_owned())).to_vec();
    }
    vec![(niveau, code.to_owned())]
}

/// The published figure of an indicator in a territory, of one of these vintages, the latest first; of any when none is given.
pub(super) fn lire(
    dataset: &Dataset,
    d: &Definition,
    territoire: &[CleTerritoire],
    annees: &BTreeSet<Annee>,
) -> Option<Lu> {
    territoire.iter().find_map(|cle| {
        let lecteur = Lecteur {
            siennes: dataset.publies.du_territoire(cle)?,
        };
        let mut candidates = lecteur.annees(d);
        candidates.retain(|an| annees.is_empty() || annees.contains(an));
        let lu = candidates.iter().rev().find_map(|an| {
            let terme = lecteur.chiffre(d, *an)?;
            Some((*an, terme))
        });
        lu.map(|(annee, terme)| Lu {
            valeur: terme.valeur,
            annee,
            sources: terme.sources,
            champ: dataset.publies.nom(cle).map(str::to_owned),
        })
    })
}

struct Lecteur<'a> {
    /// What is published of the territory.
    siennes: &'a BTreeMap<String, SeriePubliee>,
}

impl Lecteur<'_> {
    /// Vintages of what the indicator reads here, sorted.
    fn annees(&self, d: &Definition) -> Vec<Annee> {
        let mut annees: Vec<Annee> = Vec::new();
        let mut ajoute = |nom: &str| {
            let serie = self.siennes.get(nom).into_iter();
            annees.extend(serie.flat_map(|s| s.keys().copied()));
        };
        for variable in d.regle.variables() {
            // Most indicators name nothing of what is published here, which is told without reading their formula.
            if !self
                .siennes
                .keys()
                .any(|nom| variable.contains(nom.as_str()))
            {
                continue;
            }
            if let Ok(expression) = Expression::parse(&variable) {
                expression.variables().for_each(&mut ajoute);
            }
        }
        ajoute(&d.id);
        annees.sort_unstable();
        annees.dedup();
        annees
    }

    /// The figure itself when it is published, else what its rule makes of published counts.
    fn chiffre(&self, d: &Definition, an: Annee) -> Option<Terme> {
        let lu = self.variable(&d.id, an).or_else(|| match &d.regle {
            Regle::Somme { variable }
            | Regle::MoyennePonderee { variable, .. }
            | Regle::ParCommune { variable, .. }
            | Regle::Mediane { variable } => self.expression(variable, an),
            Regle::Ratio {
                numerateur: a,
                denominateur: b,
                facteur,
            }
            | Regle::Indice {
                numerateur: a,
                denominateur: b,
                facteur,
            } => self.quotient(a, b, an, |a, b| facteur * a / b),
            Regle::Complement {
                numerateur: a,
                denominateur: b,
                facteur,
            } => self.quotient(a, b, an, |a, b| facteur * (b - a) / b),
            Regle::Publie {
                numerateur,
                denominateur: Some(b),
                facteur,
            } => self.quotient(numerateur, b, an, |a, b| facteur * a / b),
            Regle::Publie { numerateur, .. } => self.expression(numerateur, an),
            _ => None,
        })?;
        let domaine = d.domaine();
        let possible = |x: f64| (domaine.min..=domaine.max).contains(&x);
        lu.valeur.connue().is_none_or(possible).then_some(lu)
    }

    /// A variable; one that could not be read is as if it were not there.
    fn variable(&self, nom: &str, an: Annee) -> Option<Terme> {
        let chiffre: &ChiffrePublie = self.siennes.get(nom)?.get(&an)?;
        let utile = matches!(chiffre.valeur, Valeur::Connue(_) | Valeur::Masquee);
        utile.then(|| Terme {
            valeur: chiffre.valeur,
            sources: BTreeSet::from([chiffre.source]),
        })
    }

    /// The first alternative of which every addend is published; hidden as soon as one is.
    fn expression(&self, e: &Expression, an: Annee) -> Option<Terme> {
        e.alternatives().iter().find_map(|noms| {
            let termes: Option<Vec<Terme>> = noms.iter().map(|v| self.variable(v, an)).collect();
            let mut somme = Terme {
                valeur: Valeur::Connue(0.0),
                ..Terme::default()
            };
            for terme in termes? {
                somme.valeur = avec(somme.valeur, terme.valeur, |a, b| a + b);
                somme.sources.extend(terme.sources);
            }
            Some(somme)
        })
    }

    fn quotient(
        &self,
        a: &Expression,
        b: &Expression,
        an: Annee,
        calcul: impl Fn(f64, f64) -> f64,
    ) -> Option<Terme> {
        let (mut num, den) = (self.expression(a, an)?, self.expression(b, an)?);
        if den.valeur.connue().is_some_and(|x| x <= 0.0) {
            return None;
        }
        num.valeur = avec(num.valeur, den.valeur, calcul);
        num.sources.extend(den.sources);
        Some(num)
    }
}

/// Two figures made one; hidden as soon as one is.
fn avec(a: Valeur, b: Valeur, calcul: impl Fn(f64, f64) -> f64) -> Valeur {
    match (a, b) {
        (Valeur::Connue(a), Valeur::Connue(b)) => Valeur::Connue(calcul(a, b)),
        _ => Valeur::Masquee,
    }
}

/// « 2021 », « non daté ».
pub(super) fn en_mots(annee: Annee) -> String {
    annee.map_or_else(|| "non daté".to_owned(), |an| an.to_string())
}

impl Lu {
    /// What its publication is.
    fn publication(&self, dataset: &Dataset, niveau: Niveau) -> Publication {
        Publication {
            millesime: en_mots(self.annee),
            sources: dataset.ids_des_sources(self.sources.iter().copied()),
            champ: self.champ.clone().filter(|_| niveau == Niveau::France),
        }
    }

    /// Puts it in the place of a figure computed from communes.
    pub(super) fn dans(&self, dataset: &Dataset, c: &mut Comparateur) {
        c.valeur = self.valeur.connue();
        (c.bornes, c.intervalle, c.petit_effectif) = (None, None, None);
        (c.statut, c.motif, c.couverture) = match self.valeur {
            Valeur::Connue(_) => (Statut::Publie, None, Couverture::PLEINE),
            _ => (
                Statut::NonPublie,
                Some(MASQUE.to_owned()),
                Couverture::NULLE,
            ),
        };
        c.publie = Some(self.publication(dataset, c.niveau));
    }
}

/// Puts the published figure of a territory in the place of the computed one when it is of the same vintage; one of another
/// vintage is only said, where nothing else is.
pub(super) fn remplace(
    dataset: &Dataset,
    d: &Definition,
    provenance: &Provenance,
    c: &mut Comparateur,
) {
    if dataset.publies.est_vide() {
        return;
    }
    let territoire = cles(c.niveau, &c.code);
    if let Some(lu) = lire(dataset, d, &territoire, &provenance.annees) {
        return lu.dans(dataset, c);
    }
    let autre = lire(dataset, d, &territoire, &BTreeSet::new());
    if let Some(lu) = autre.filter(|_| c.valeur.is_none() && c.bornes.is_none()) {
        let annee = provenance.millesime.clone().unwrap_or_default();
        c.statut = Statut::NonPublie;
        c.motif = Some(format!(
            "publié pour {} et non pour {annee}, l'année du territoire\u{a0}: deux millésimes ne se comparent pas",
            en_mots(lu.annee)
        ));
    }
}
