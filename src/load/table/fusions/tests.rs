//! Tests of `fusions`.

use proptest::prelude::*;

use super::*;
use crate::base::embarquee;

fn lit(codes: &[&str], jour: &str) -> Fusions {
    let codes = codes.iter().map(|c| c.parse().unwrap()).collect();
    Fusions::new(&embarquee(), &codes, DateCivile::parse(jour).ok())
}

fn noms(codes: impl IntoIterator<Item = CodeCommune>) -> Vec<String> {
    codes.into_iter().map(|c| c.to_string()).collect()
}

/// COG, INSEE: Porte des Pierres Dorées had the code 69159 until 14 March 2024, 69114 since; both are also communes
/// déléguées.
#[test]
fn a_code_given_to_another_commune_is_the_whole_until_that_day_and_a_part_since() {
    let deux = ["69114", "69159"];
    assert_eq!(noms(lit(&deux, "2024-01-01").parties), ["69114"]);
    assert_eq!(noms(lit(&deux, "2024-03-14").parties), ["69114"]);
    assert_eq!(noms(lit(&deux, "2024-03-15").parties), ["69159"]);
    assert_eq!(noms(lit(&deux, "2025-01-01").parties), ["69159"]);
    for seul in ["69114", "69159"] {
        assert!(lit(&[seul], "2024-01-01").parties.is_empty(), "{seul}");
    }
}

/// COG, INSEE: Haut Valromey (01187) took Ruffieu (01330) in on 1 January 2025.
#[test]
fn a_row_missing_before_the_merger_makes_the_commune_unknown() {
    let base = embarquee();
    let unite = base.par_code("01187".parse().unwrap()).unwrap();
    let deux = lit(&["01187", "01330"], "2021-01-01");
    assert!(deux.incompletes.is_empty() && deux.incertaines.is_empty());
    let sans = lit(&["01330"], "2021-01-01");
    assert_eq!(noms(sans.incompletes[&unite].clone()), ["01187"]);
    // 16238 ended on that day too: the file is older than the merger.
    let datee = lit(&["01187", "16238", "16192"], "2021-01-01");
    assert_eq!(noms(datee.incompletes[&unite].clone()), ["01330"]);
    let seule = lit(&["01187"], "2021-01-01");
    assert!(seule.incompletes.is_empty() && seule.incertaines.contains(&unite));
    assert_eq!(lit(&["01187"], "2025-01-01"), Fusions::default());
}

/// Every date of the base is that of the movements that INSEE publishes.
#[test]
fn mergers_of_the_base_agree_with_the_published_movements() {
    let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
        eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
        return;
    };
    let chemin = std::path::Path::new(&dossier).join("cog/v_mvt_commune_2025_cogiter.csv");
    let mut lecteur = csv::Reader::from_path(chemin).unwrap();
    let entetes = lecteur.headers().unwrap().clone();
    let rang = |nom: &str| entetes.iter().position(|e| e == nom).unwrap();
    let rangs = ["DATE_EFF", "TYPECOM_AV", "COM_AV"].map(rang);
    let publies: BTreeSet<(String, String)> = lecteur
        .records()
        .map(Result::unwrap)
        .filter(|r| &r[rangs[1]] == "COM")
        .map(|r| (r[rangs[2]].to_owned(), r[rangs[0]].to_owned()))
        .collect();
    let base = embarquee();
    let dates = base
        .anciens
        .iter()
        .filter_map(|(c, a)| Some((c.to_string(), a.fin?)));
    let dates: Vec<_> = dates.filter(|(_, fin)| fin.annee() >= 2012).collect();
    assert!(dates.len() > 1_800, "{}", dates.len());
    for (code, fin) in dates {
        assert!(
            publies.contains(&(code.clone(), fin.to_string())),
            "{code} {fin}"
        );
    }
}

proptest! {
    /// The law: a merger at t1 (with or without a third commune), a change of code at t2, a file that follows the list
    /// of any day and lacks some rows. What is added up is always the whole commune of today.
    #[test]
    fn what_is_published_is_the_territory_of_today(
        debut in 2013u16..2020, duree in 1u16..5, annee in 2010u16..2026, tierce in any::<bool>(),
        garde in proptest::collection::vec(any::<bool>(), 3),
    ) {
        let mut essai = crate::indicateurs::essai::Essai::communes(&[900, 300]);
        let jour = |an| DateCivile::premier_janvier(an).unwrap();
        let code = |c: &str| -> CodeCommune { c.parse().unwrap() };
        let (actuel, ancien, autre) = (code("96001"), code("96801"), code("96802"));
        let unite = essai.id("96001");
        let base = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
        let mut finit = |c, an, entier| {
            base.anciens.insert(c, crate::model::AncienCode {
                vers: unite, motif: crate::model::MotifAncien::Ancien, nom: None, fin: Some(jour(an)), entier,
            });
        };
        finit(ancien, debut + duree, true);
        if tierce {
            finit(autre, debut, false);
        }
        base.origines.insert(ancien, jour(debut));
        let tous: Vec<CodeCommune> = match annee {
            an if an < debut && tierce => vec![actuel, ancien, autre],
            an if an < debut => vec![actuel, ancien],
            an if an < debut + duree => vec![ancien],
            _ => vec![actuel],
        };
        let lus = tous.iter().zip(&garde).filter(|(_, g)| **g).map(|(&c, _)| c);
        let lus: BTreeSet<CodeCommune> = lus.collect();
        let fusions = Fusions::new(base, &lus, Some(jour(annee)));
        let inconnue = fusions.incompletes.contains_key(&unite) || fusions.incertaines.contains(&unite);
        let somme: BTreeSet<CodeCommune> = lus.difference(&fusions.parties).copied().collect();
        let entiere = somme.len() == tous.len();
        prop_assert!(lus.is_empty() || inconnue != entiere, "{lus:?} de {tous:?} : {fusions:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever rows are left, a commune is either given as a whole, or by all its former ones, or is said unknown.
    #[test]
    fn a_sum_is_never_published_without_one_of_its_former_communes(
        garde in proptest::collection::vec(any::<bool>(), 3_000), annee in 2012u16..2026,
    ) {
        let base = embarquee();
        let mut fusions: BTreeMap<_, Vec<CodeCommune>> = BTreeMap::new();
        for (&code, a) in base.anciens.iter().filter(|(_, a)| !a.entier) {
            if let Some(fin) = a.fin {
                fusions.entry((a.vers, fin)).or_default().push(code);
            }
        }
        let mut codes: BTreeSet<CodeCommune> = fusions.values().flatten().copied().collect();
        codes.extend(fusions.keys().map(|(vers, _)| base.unite(*vers).code));
        let lus = codes.iter().zip(&garde).filter(|(_, g)| **g).map(|(&c, _)| c);
        let lus: BTreeSet<CodeCommune> = lus.collect();
        let lu = Fusions::new(&base, &lus, DateCivile::premier_janvier(annee));
        for ((vers, _), anciennes) in &fusions {
            let presentes = anciennes.iter().filter(|c| lus.contains(c)).count();
            if presentes > 0 && presentes < anciennes.len() {
                prop_assert!(lu.incompletes.contains_key(vers), "{vers:?}");
            }
        }
    }
}

/// The law: two rows of one commune that are added up are told when the file is long after the merger, and only then.
#[test]
fn rows_added_up_long_after_the_merger_are_told() {
    let deux = ["01187", "01330"];
    for (jour, dites) in [
        ("2024-01-01", 0),
        ("2025-06-01", 0),
        ("2027-01-01", 1),
        ("2030-01-01", 1),
    ] {
        assert_eq!(lit(&deux, jour).additionnees.len(), dites, "{jour}");
    }
    assert!(lit(&["01187"], "2030-01-01").additionnees.is_empty());
}
