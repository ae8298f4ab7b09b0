//! The perimeter beside its département(s), région(s) and France: one rule of severity, the gap to each, one grammar.

use super::lieux::nommer;
use crate::francais::{avec_unite, joindre, nombre};
use crate::model::{Comparateur, Constat, Indicateur, RegleConstat, Severite};
use crate::rapport::comparables::{self, Redondants};
use crate::rapport::mots::Chiffre;
use crate::rapport::plan::{ComparaisonPlan, GravitePlan};

/// Percent from which a gap is said by its ratio: « 57 fois plus » rather than « 5 584 % de plus ».
const EN_FOIS: f64 = 200.0;
const INSECABLE: char = '\u{a0}';
/// Territories of a level named in a sentence; with more, the level is left to the tables.
pub(super) const PAR_NIVEAU: usize = 2;

/// Sentences that set the perimeter beside its département(s), région(s) and France.
#[must_use]
pub fn comparaisons(
    plan: &[ComparaisonPlan],
    gravite: &GravitePlan,
    indicateurs: &[Indicateur],
) -> Vec<Constat> {
    let redondants = comparables::redondants(indicateurs);
    plan.iter()
        .filter_map(|p| {
            let indicateur = indicateurs.iter().find(|i| i.id == p.indicateur)?;
            comparaison(p, gravite, indicateur, &redondants)
        })
        .collect()
}

/// Gap of the perimeter to one territory, percent of the value of that territory.
pub(super) struct Ecart<'a> {
    pub(super) comparateur: &'a Comparateur,
    pub(super) reference: f64,
    pub(super) pourcent: f64,
}

/// Gaps to the territories that a sentence may name, départements first; none on a value that is not published.
pub(super) fn ecarts<'a>(indicateur: &'a Indicateur, redondants: &Redondants) -> Vec<Ecart<'a>> {
    let Some(valeur) = indicateur.valeur else {
        return Vec::new();
    };
    comparables::nommes(indicateur, redondants, PAR_NIVEAU)
        .into_iter()
        .filter_map(|comparateur| {
            let reference = comparateur.valeur.filter(|v| *v > 0.0)?;
            let pourcent = 100.0 * (valeur / reference - 1.0);
            pourcent.is_finite().then_some(Ecart {
                comparateur,
                reference,
                pourcent,
            })
        })
        .collect()
}

/// Said when one of the gaps reaches `ecart_min`; severe when the gap to the level of reference does, on the wrong side.
fn comparaison(
    plan: &ComparaisonPlan,
    gravite: &GravitePlan,
    indicateur: &Indicateur,
    redondants: &Redondants,
) -> Option<Constat> {
    let valeur = indicateur.valeur?;
    let ecarts = ecarts(indicateur, redondants);
    if !ecarts.iter().any(|e| e.pourcent.abs() >= plan.ecart_min) {
        return None;
    }
    let juge = |e: &Ecart| e.comparateur.niveau == gravite.comparateur;
    let severe = |e: &Ecart| {
        let defavorable = indicateur
            .favorable_si_haut
            .is_some_and(|haut| haut == (e.pourcent < 0.0));
        defavorable && e.pourcent.abs() >= plan.ecart_min
    };
    let severite = if ecarts.iter().any(|e| juge(e) && severe(e)) {
        Severite::Attention
    } else {
        Severite::Information
    };
    let dits: Vec<String> = ecarts.iter().map(|e| dire(e, valeur, indicateur)).collect();
    let texte = format!(
        "{} est de {}{INSECABLE}: {}.",
        plan.sujet,
        avec_unite(valeur, indicateur.decimales, &indicateur.unite),
        joindre(&dits),
    );
    Some(Constat::new(
        RegleConstat::Comparaison.sur(&indicateur.id),
        severite,
        indicateur.section,
        texte,
    ))
}

/// « 34 % de moins que la Lozère (3,12) », « autant que la France (3,74) », « 1,2 point de plus que la région X (6,8 %, communes
/// connues) ».
fn dire(ecart: &Ecart, valeur: f64, indicateur: &Indicateur) -> String {
    let part = indicateur.unite.starts_with('%');
    let unite = if part { "\u{a0}%" } else { "" };
    let chiffre = Chiffre::compare(indicateur, ecart.comparateur);
    let partiel = if chiffre.partiel_sans_le_dire() {
        ", communes connues"
    } else {
        ""
    };
    format!(
        "{} {} ({}{unite}{partiel})",
        difference(indicateur, valeur, ecart.reference),
        que(&nommer(ecart.comparateur)),
        nombre(ecart.reference, usize::from(indicateur.decimales))
    )
}

/// The gap of a figure to another: in points between percentages, in percent between all others.
#[must_use]
pub fn difference(indicateur: &Indicateur, valeur: f64, reference: f64) -> String {
    if indicateur.unite.starts_with('%') {
        points(valeur - reference, indicateur.decimales)
    } else {
        mesure(100.0 * (valeur / reference - 1.0))
    }
}

/// « 3,2 points de plus »: two percentages are not compared in percent.
fn points(ecart: f64, decimales: u8) -> String {
    let ecrit = nombre(ecart.abs(), usize::from(decimales.max(1)));
    if !ecrit.contains(|c: char| ('1'..='9').contains(&c)) {
        return "autant".to_owned();
    }
    let mot = if ecart.abs() < 2.0 { "point" } else { "points" };
    let sens = if ecart > 0.0 { "de plus" } else { "de moins" };
    format!("{ecrit}{INSECABLE}{mot} {sens}")
}

/// « 34 % de moins », « autant » under half a percent.
#[must_use]
pub fn mesure(pourcent: f64) -> String {
    let arrondi = nombre(pourcent.abs(), 0);
    match pourcent {
        _ if arrondi == "0" => "autant".to_owned(),
        p if p < 0.0 => format!("{arrondi}{INSECABLE}% de moins"),
        p if p >= EN_FOIS => {
            let fois = 1.0 + p / 100.0;
            let decimales = usize::from(fois < 10.0);
            format!("{}{INSECABLE}fois plus", nombre(fois, decimales))
        }
        _ => format!("{arrondi}{INSECABLE}% de plus"),
    }
}

/// « que la Lozère », « qu'Orbe »: the conjunction is elided before a vowel.
#[must_use]
pub fn que(nom: &str) -> String {
    let voyelle = nom
        .chars()
        .next()
        .is_some_and(|c| "AEIOUYÉÈÊÎÔaeiouyéèêîô".contains(c));
    if voyelle {
        format!("qu'{nom}")
    } else {
        format!("que {nom}")
    }
}

/// The level whose gap decides, for the tests.
#[cfg(test)]
pub(super) fn gravite() -> GravitePlan {
    crate::rapport::plan::plan().unwrap().gravite
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Niveau;
    use crate::rapport::comparables::essais::population;

    fn infirmiers(ici: f64, ailleurs: &[(Niveau, &str, f64)]) -> Indicateur {
        Indicateur {
            id: "apl_infirmiers".to_owned(),
            favorable_si_haut: Some(true),
            ..population(ici, ailleurs)
        }
    }

    fn phrase(ici: f64, ailleurs: &[(Niveau, &str, f64)]) -> Option<Constat> {
        let plan = [ComparaisonPlan {
            indicateur: "apl_infirmiers".to_owned(),
            sujet: "L'APL aux infirmiers".to_owned(),
            ecart_min: 10.0,
        }];
        comparaisons(&plan, &gravite(), &[infirmiers(ici, ailleurs)]).pop()
    }

    #[test]
    fn the_gap_to_each_is_said_in_one_grammar() {
        let constat = phrase(
            80.0,
            &[
                (Niveau::Departement, "48", 120.0),
                (Niveau::Region, "76", 80.0),
                (Niveau::France, "France", 100.0),
            ],
        )
        .unwrap();
        assert_eq!(
            constat.texte,
            "L'APL aux infirmiers est de 80\u{a0}: 33\u{a0}% de moins que la 48 (120), autant que la région 76 (80) et \
             20\u{a0}% de moins que la France (100)."
        );
        assert_eq!(constat.severite, Severite::Attention);
    }

    #[test]
    fn the_gap_to_france_alone_decides_the_severity() {
        let region = phrase(
            105.0,
            &[
                (Niveau::Region, "76", 200.0),
                (Niveau::France, "France", 100.0),
            ],
        )
        .unwrap();
        assert_eq!(region.severite, Severite::Information);
        assert!(region.texte.contains("48\u{a0}% de moins que la région 76"));
        assert!(region.texte.contains("5\u{a0}% de plus que la France"));
        assert_eq!(phrase(102.0, &[(Niveau::France, "France", 100.0)]), None);
    }

    #[test]
    fn many_departements_are_left_to_the_tables() {
        let d = |code| (Niveau::Departement, code, 200.0);
        let constat = phrase(
            80.0,
            &[d("13"), d("06"), d("83"), (Niveau::France, "France", 100.0)],
        )
        .unwrap();
        assert_eq!(
            constat.texte,
            "L'APL aux infirmiers est de 80\u{a0}: 20\u{a0}% de moins que la France (100)."
        );
    }

    #[test]
    fn no_sentence_without_a_published_value() {
        let mut i = infirmiers(80.0, &[(Niveau::France, "France", 100.0)]);
        (i.valeur, i.petit_effectif) = (None, Some(2.0));
        let plan = [ComparaisonPlan {
            indicateur: "apl_infirmiers".to_owned(),
            sujet: "L'APL".to_owned(),
            ecart_min: 10.0,
        }];
        assert!(comparaisons(&plan, &gravite(), &[i]).is_empty());
    }
}
