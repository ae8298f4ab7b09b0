//! Tier, margins and amounts of a population on a date.

use std::collections::BTreeSet;

use super::montants::{Lecture, montants};
use super::{ErreurFinancement, PopulationRetenue, Taille, taille, totaux};
use crate::baremes::{Bareme, DateCivile, Tranches, Version, regle};
use crate::francais::nombre;
use crate::model::{Confiance, Financement, Montant, Reference, Total};

/// Funding of a population on a date, or by the latest scale known without a date.
///
/// # Errors
/// [`ErreurFinancement`]: date before the agreement, negative population, scale without bands.
pub fn calculer(
    bareme: &Bareme,
    population: &PopulationRetenue,
    date: Option<DateCivile>,
) -> Result<Financement, ErreurFinancement> {
    population.verifier()?;
    let (version, tranches, jour) = accord(bareme, date)?;
    let rang = taille::taille(tranches, population.valeur);
    let montants = par_taille(bareme, jour, rang);
    let totaux = sommes(bareme, jour, rang);
    let references = references(bareme, version, tranches, &montants);
    Ok(Financement {
        version: version.titre.clone(),
        taille: rang.certaine(),
        motif: motif(rang),
        seuils: taille::seuils(tranches),
        marges: taille::marges(tranches, population.valeur),
        notes: notes(bareme, version, tranches, jour, population),
        montants,
        totaux,
        references,
    })
}

/// Version, bands and day of reading.
pub(super) fn accord(
    bareme: &Bareme,
    date: Option<DateCivile>,
) -> Result<(&Version, &Tranches, DateCivile), ErreurFinancement> {
    let jour = date.unwrap_or(DateCivile::DERNIERE);
    let Some(version) = bareme.version(Some(jour)) else {
        return Err(match bareme.debut() {
            Some(debut) => ErreurFinancement::AvantAccord { date: jour, debut },
            None => ErreurFinancement::SansTranches { date: jour },
        });
    };
    let tranches = bareme
        .tranches_au(jour)
        .ok_or(ErreurFinancement::SansTranches { date: jour })?;
    Ok((version, tranches, jour))
}

pub(super) fn lecture(bareme: &Bareme, date: DateCivile, taille: u8) -> Lecture<'_> {
    Lecture {
        bareme,
        taille: Some(taille),
        date,
    }
}

/// Amounts of the tier; of two possible tiers, what both share, the rest being not established.
fn par_taille(bareme: &Bareme, date: DateCivile, rang: Taille) -> Vec<Montant> {
    let mut listes = rang
        .possibles()
        .into_iter()
        .map(|t| montants(lecture(bareme, date, t)));
    let premiere = listes.next().unwrap_or_default();
    listes.fold(premiere, |a, b| {
        a.into_iter().zip(b).map(|(x, y)| commun(x, &y)).collect()
    })
}

fn commun(x: Montant, y: &Montant) -> Montant {
    if (x.fixe, x.variable_max, x.variable_crise, x.total)
        == (y.fixe, y.variable_max, y.variable_crise, y.total)
    {
        return x;
    }
    let references: BTreeSet<&String> = x.references.iter().chain(&y.references).collect();
    let garde = |a: Option<f64>, b: Option<f64>| a.filter(|_| a == b);
    Montant {
        fixe: garde(x.fixe, y.fixe),
        variable_max: garde(x.variable_max, y.variable_max),
        variable_crise: garde(x.variable_crise, y.variable_crise),
        total: garde(x.total, y.total),
        confiance: Confiance::NonEtabli,
        effet: None,
        references: references.into_iter().cloned().collect(),
        note: Some("Dépend de la taille, indéterminée.".into()),
        ..x
    }
}

/// Sums of one year; of two possible tiers, the range that holds both.
fn sommes(bareme: &Bareme, date: DateCivile, rang: Taille) -> Vec<Total> {
    let annuels = |t| totaux::totaux(lecture(bareme, date, t)).into_iter();
    let mut listes = rang.possibles().into_iter().map(|t| {
        annuels(t)
            .filter(|x| x.hypothese.annees == 1)
            .map(|x| x.total)
    });
    let premiere: Vec<Total> = listes.next().into_iter().flatten().collect();
    listes.fold(premiere, |a, b| {
        a.into_iter().zip(b).map(|(x, y)| enveloppe(x, y)).collect()
    })
}

fn enveloppe(x: Total, y: Total) -> Total {
    let mut manque = vec!["taille de la CPTS (borne indéterminée)".to_owned()];
    for m in x.manque.into_iter().chain(y.manque) {
        if !manque.contains(&m) {
            manque.push(m);
        }
    }
    Total {
        libelle: x.libelle,
        min: x.min.min(y.min),
        max: x.max.zip(y.max).map(|(a, b)| a.max(b)),
        complet: false,
        confiance: x.confiance.max(y.confiance),
        manque,
    }
}

pub(super) fn motif(rang: Taille) -> Option<String> {
    match rang {
        Taille::Certaine { borne, taille } => borne.map(|b| {
            format!(
                "Exactement {}\u{a0}habitants\u{a0}: taille {taille} déduite de la rédaction des sources, aucune ne nomme ce cas.",
                nombre(b, 0)
            )
        }),
        Taille::Indeterminee { dessous, dessus, borne } => Some(format!(
            "toutes les sources sont ambiguës à exactement {}\u{a0}habitants (taille {dessous} ou taille {dessus}).",
            nombre(borne, 0)
        )),
        Taille::SansBande => Some("Le barème n'a pas de taille pour cette population.".into()),
    }
}

fn notes(
    bareme: &Bareme,
    version: &Version,
    tranches: &Tranches,
    date: DateCivile,
    population: &PopulationRetenue,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(tranches.note.clone());
    notes.extend(version.note.clone());
    if population.valeur.fract() != 0.0 {
        notes.push("Population arrondie à l'habitant le plus proche (communes comprises en partie), la demie au-dessus.".into());
    }
    if let Some(motif) = &population.motif {
        notes.push(format!("Population donnée par l'utilisateur ({motif})."));
    }
    for p in bareme
        .parametres()
        .iter()
        .filter(|p| p.taille.is_none() && p.effet <= date)
    {
        let en_vigueur = bareme.parametre(&p.id, None, date);
        if let (Some(x), Some(r)) = (en_vigueur, regle(&p.id))
            && x == p
            && x.confiance == Confiance::NonEtabli
        {
            let suite = x.note.as_deref().unwrap_or_default();
            notes.push(format!("{}\u{a0}: montant non établi. {suite}", r.libelle));
        }
    }
    notes
}

/// References cited by what is shown, in the order of their ids.
fn references(
    bareme: &Bareme,
    version: &Version,
    tranches: &Tranches,
    montants: &[Montant],
) -> Vec<Reference> {
    let ids: BTreeSet<(usize, &String)> = montants
        .iter()
        .flat_map(|m| &m.references)
        .chain(&version.references)
        .chain(&tranches.references)
        .map(|id| (id.len(), id))
        .collect();
    ids.into_iter()
        .filter_map(|(_, id)| bareme.reference(id).cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finance(population: f64, date: Option<&str>) -> Financement {
        let date = date.map(|d| DateCivile::parse(d).unwrap());
        let p = PopulationRetenue::municipale(population, Some(2023));
        calculer(&Bareme::embarque().unwrap(), &p, date).unwrap()
    }

    #[test]
    fn tier_3_after_avenant_2_adds_up_to_the_published_annexes() {
        let f = finance(91_710.0, None);
        assert_eq!(f.version, "ACI du 20 juin 2019, avenant 2");
        let sommes: Vec<(f64, Option<f64>, bool, Confiance)> = f
            .totaux
            .iter()
            .map(|t| (t.min, t.max, t.complet, t.confiance))
            .collect();
        assert_eq!(
            sommes,
            [
                (275_000.0, Some(397_500.0), true, Confiance::Deduit),
                (275_000.0, Some(465_000.0), true, Confiance::Deduit),
                (250_000.0, Some(347_500.0), true, Confiance::Deduit),
                (250_000.0, Some(415_000.0), true, Confiance::Deduit),
            ]
        );
        let totaux: Vec<(&str, Option<f64>)> = f
            .montants
            .iter()
            .map(|m| (m.id.as_str(), m.total))
            .collect();
        assert_eq!(
            totaux,
            [
                ("fonctionnement", Some(75_000.0)),
                ("acces_soins", Some(125_000.0)),
                ("parcours", Some(90_000.0)),
                ("prevention", Some(35_000.0)),
                ("crise", Some(22_500.0)),
                ("qualite", Some(30_000.0)),
                ("accompagnement", Some(20_000.0)),
                ("plafond", None),
            ]
        );
    }

    #[test]
    fn what_no_source_gives_stays_visible() {
        let f = finance(22_937.0, None);
        let t = &f.totaux[0];
        assert_eq!(
            (t.min, t.max, t.complet),
            (50_000.0, Some(287_500.0), false)
        );
        assert_eq!(t.confiance, Confiance::SourceUnique);
        // Fixed and variable parts of the six missions; « Réponse aux crises » is paid without variable part.
        assert_eq!(t.manque.len(), 2, "{:?}", t.manque);
        assert!(t.manque[0].starts_with("montant non établi, part fixe"));
        for mission in ["Accès aux soins", "Prévention", "Réponse aux crises"] {
            assert!(t.manque[0].contains(mission), "{mission}");
        }
        assert!(t.manque[1].contains("Prévention") && !t.manque[1].contains("crises"));
        let crise = f.montants.iter().find(|m| m.id == "crise").unwrap();
        assert_eq!(
            (crise.fixe, crise.total, crise.confiance),
            (None, None, Confiance::NonEtabli)
        );
        let t2 = &finance(50_000.0, None).totaux[0];
        assert_eq!((t2.min, t2.max, t2.complet), (60_000.0, None, false));
        let t4 = &finance(200_000.0, None).totaux[0];
        assert_eq!(
            (t4.min, t4.max, t4.confiance),
            (90_000.0, Some(580_000.0), Confiance::Recoupe)
        );
        assert!(
            f.notes
                .iter()
                .any(|n| n.contains("dès la validation de la lettre d'intention")
                    && n.contains("non établi"))
        );
    }

    #[test]
    fn the_initial_agreement_is_chosen_by_date() {
        let f = finance(50_000.0, Some("2020-01-01"));
        assert_eq!(f.version, "ACI du 20 juin 2019");
        assert_eq!(f.montants.last().unwrap().total, Some(287_000.0));
        assert_eq!(f.totaux.len(), 2, "no crisis mission before avenant 2");
        let p = PopulationRetenue::municipale(1.0, None);
        let tot = DateCivile::parse("2019-08-24").ok();
        let e = calculer(&Bareme::embarque().unwrap(), &p, tot).unwrap_err();
        assert!(e.to_string().contains("2019-08-24 précède l'accord"));
    }

    #[test]
    fn exactly_80_000_is_undetermined_and_hides_nothing() {
        let f = finance(80_000.0, None);
        assert_eq!(f.taille, None);
        assert!(
            f.motif
                .unwrap()
                .contains("toutes les sources sont ambiguës")
        );
        assert_eq!(f.montants[0].fixe, None);
        assert_eq!((f.totaux[0].min, f.totaux[0].max), (60_000.0, None));
        assert!(f.totaux[0].manque[0].contains("taille"));
    }

    #[test]
    fn exactly_on_a_settled_bound_is_said_to_be_deduced() {
        assert!(
            finance(40_000.0, None)
                .motif
                .unwrap()
                .contains("taille 2 déduite")
        );
        assert!(
            finance(175_000.0, None)
                .motif
                .unwrap()
                .contains("taille 3 déduite")
        );
        assert_eq!(finance(39_999.0, None).motif, None);
    }

    #[test]
    fn a_population_that_is_not_one_is_refused() {
        let b = Bareme::embarque().unwrap();
        for x in [-1.0, f64::NAN, f64::INFINITY, 2e9] {
            let p = PopulationRetenue::municipale(x, None);
            assert!(matches!(
                calculer(&b, &p, None),
                Err(ErreurFinancement::Population(_))
            ));
        }
        assert_eq!(
            calculer(&b, &PopulationRetenue::municipale(0.0, None), None)
                .unwrap()
                .taille,
            Some(1)
        );
    }

    #[test]
    fn the_annex_of_the_user_fills_a_hole_and_names_itself() {
        let annexe = r#"
[[reference]]
id = "contrat"
titre = "Annexe du contrat de la CPTS"
adresse = "archives de la CPTS"
date = "2026-02-01"
[[parametres]]
unite = "€/an"
effet = "2026-02-01"
confiance = "officiel"
references = ["contrat"]
valeurs = [
  { id = "mission.parcours.fixe", valeur = 1000 },
  { id = "mission.parcours.variable", valeur = 2000 },
]
"#;
        let b = Bareme::embarque()
            .unwrap()
            .avec_fichier(annexe, "annexe.toml")
            .unwrap();
        let f = calculer(&b, &PopulationRetenue::municipale(50_000.0, None), None).unwrap();
        let m = f.montants.iter().find(|m| m.id == "parcours").unwrap();
        assert_eq!((m.total, m.confiance), (Some(3_000.0), Confiance::Officiel));
        assert_eq!(m.references, ["contrat"]);
        assert!(m.note.as_deref().unwrap().contains("annexe.toml"));
        assert!(
            f.references
                .iter()
                .any(|r| r.titre.starts_with("Annexe du contrat"))
        );
        assert_eq!(f.totaux[0].min, 61_000.0);
    }
}
