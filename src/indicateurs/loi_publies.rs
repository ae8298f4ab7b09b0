//! The law of published figures: they never change the figure of a commune nor that of a perimeter; a hidden one is shown hidden;
//! and one that is not there is never invented.

use proptest::prelude::*;

use super::essai::Essai;
use super::{Calculateur, Catalogue};
use crate::model::Niveau::{self, BassinVie, Departement, Epci, France, Region};
use crate::model::Valeur::{Absente, Connue, Masquee};
use crate::model::{ChiffrePublie, Indicateur, SourceId, Statut, Valeur};

const CATALOGUE: &str = "[defaut]\nsection = 'S3'\nunite = '%'\ndecimales = 1\nformule = 'f'\nreference = 'r'\ncouverture_min = 0.8\n\
    [[indicateur]]\nid = 'mediane'\nlibelle = 'Médiane'\nregle = 'mediane'\nvariable = 'm'\n\
    [[indicateur]]\nid = 'part'\nlibelle = 'Part'\nregle = 'ratio'\nnumerateur = 'n'\ndenominateur = 'd'\nfacteur = 100\n\
    [[indicateur]]\nid = 'taux'\nlibelle = 'Taux'\nregle = 'moyenne_ponderee'\nvariable = 't'\npoids = 'd'\n\
    [[indicateur]]\nid = 'somme'\nlibelle = 'Somme'\nregle = 'somme'\nvariable = 'n'\n\
    [[indicateur]]\nid = 'repere'\nlibelle = 'Repère'\nregle = 'publie'\nvariable = 'r'\nfacultatif = true\n";
const COMMUNES: [&str; 4] = ["96001", "96002", "96003", "96100"];
const TERRITOIRES: [(Niveau, &str); 6] = [
    (Departement, "960"),
    (Departement, "961"),
    (Region, "96"),
    (France, "FR"),
    (Epci, "200000000"),
    (BassinVie, "96001"),
];
const VARIABLES: [&str; 5] = ["m", "n", "d", "t", "r"];

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    catalogue.avec(CATALOGUE, "essai.toml").unwrap();
    catalogue
}

fn valeur() -> impl Strategy<Value = Valeur> {
    prop_oneof![3 => (1u32..90).prop_map(|x| Connue(f64::from(x))), 1 => Just(Masquee), 1 => Just(Absente)]
}

fn communes(valeurs: &[Valeur]) -> Essai {
    let mut essai = Essai::avec_ville();
    for (rang, variable) in VARIABLES[..4].iter().enumerate() {
        let cellules: Vec<_> = COMMUNES
            .iter()
            .zip(&valeurs[rang * 4..])
            .map(|(c, v)| (*c, *v))
            .collect();
        essai.colonne(variable, Some(2021), &cellules);
    }
    essai.classe(
        "bv2022",
        Some(2025),
        &[("96001", "96001"), ("96002", "96001")],
    );
    essai
}

fn publie(
    essai: &mut Essai,
    (niveau, code): (Niveau, &str),
    variable: &str,
    an: u16,
    valeur: Valeur,
) {
    if valeur == Absente {
        return;
    }
    let chiffre = ChiffrePublie {
        valeur,
        source: SourceId(1),
        somme: false,
    };
    let territoire = (niveau, code.to_owned());
    let publies = &mut essai.dataset.publies;
    publies
        .ajoute(territoire, variable, Some(an), chiffre)
        .unwrap();
}

fn calcule(essai: &Essai, membres: &[(&str, f64)]) -> Vec<Indicateur> {
    Calculateur::new(&essai.dataset, &catalogue()).calculer(&essai.perimetre(membres))
}

fn trouve<'i>(i: &'i [Indicateur], id: &str) -> &'i Indicateur {
    i.iter().find(|i| i.id == id).unwrap()
}

/// What an indicator says of the perimeter itself.
fn du_perimetre(i: &Indicateur) -> String {
    let nu = Indicateur {
        comparateurs: Vec::new(),
        ..i.clone()
    };
    format!("{nu:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_published_figure_changes_no_perimeter_is_shown_as_it_is_and_is_never_invented(
        valeurs in prop::collection::vec(valeur(), 16),
        publies in prop::collection::vec(valeur(), 30),
        annee in prop_oneof![Just(2021u16), Just(2018u16)],
    ) {
        // Neither an EPCI, a département nor a bassin de vie.
        let membres = [("96001", 1.0), ("96003", 0.5)];
        let sans = communes(&valeurs);
        let mut avec = communes(&valeurs);
        for (t, territoire) in TERRITOIRES.iter().enumerate() {
            for (v, variable) in VARIABLES.iter().enumerate() {
                publie(&mut avec, *territoire, variable, annee, publies[t * 5 + v]);
            }
        }
        let (seuls, tous) = (calcule(&sans, &membres), calcule(&avec, &membres));
        prop_assert!(seuls.iter().all(|i| i.id != "repere"));
        for i in &seuls {
            let j = trouve(&tous, &i.id);
            prop_assert_eq!(du_perimetre(i), du_perimetre(j));
            for c in &j.comparateurs {
                let t = TERRITOIRES.iter().position(|(n, code)| *n == c.niveau && *code == c.code).unwrap();
                let lue = |variable: &str| publies[t * 5 + VARIABLES.iter().position(|v| *v == variable).unwrap()];
                let attendue = match i.id.as_str() {
                    "mediane" => lue("m"),
                    "taux" => lue("t"),
                    "somme" => lue("n"),
                    _ => match (lue("n"), lue("d")) {
                        (Connue(n), Connue(d)) => Connue(100.0 * n / d),
                        (Absente, _) | (_, Absente) => Absente,
                        _ => Masquee,
                    },
                };
                // Those around are told with their year, whatever it is; those compared with are of the same year.
                let annee = if c.niveau.compare() { annee } else { 2021 };
                let seul = i.comparateurs.iter().find(|s| s.niveau == c.niveau && s.code == c.code);
                match (annee, attendue) {
                    (2021, Connue(x)) => prop_assert_eq!(c.valeur, Some(x)),
                    (2021, Masquee) => {
                        prop_assert_eq!((c.valeur, c.bornes, c.statut), (None, None, Statut::NonPublie));
                        prop_assert!(c.motif.as_ref().unwrap().contains("masqué"));
                    }
                    // Not published, or of another year: what the communes give, or nothing.
                    _ => {
                        prop_assert!(c.publie.is_none());
                        prop_assert_eq!(c.valeur, seul.and_then(|s| s.valeur));
                    }
                }
                prop_assert_eq!(c.publie.is_some(), annee == 2021 && attendue != Absente);
            }
        }
    }
}

#[test]
fn a_theme_without_commune_is_told_with_its_level_and_never_in_the_column_of_the_territory() {
    let mut essai = communes(&[Absente; 16]);
    let membres = [("96001", 1.0), ("96003", 1.0)];
    assert!(calcule(&essai, &membres).iter().all(|i| i.id != "repere"));
    for (annee, x) in [(2020, Connue(40.0)), (2024, Connue(45.2))] {
        publie(&mut essai, (Departement, "960"), "r", annee, x);
    }
    publie(&mut essai, (Departement, "961"), "r", 2024, Masquee);
    publie(&mut essai, (Epci, "200000000"), "r", 2024, Connue(50.0));
    let indicateurs = calcule(&essai, &membres);
    let i = trouve(&indicateurs, "repere");
    assert_eq!(
        (i.valeur, i.statut, i.est_un_repere()),
        (None, Statut::NonPublie, true)
    );
    let motif = i.motif.as_ref().unwrap();
    for dit in [
        "Département 0, département\u{a0}: 45,2\u{a0}% (2024)",
        "Département 1, département\u{a0}: masqué (2024)",
        "CC 0, EPCI\u{a0}: 50,0\u{a0}% (2024)",
    ] {
        assert!(motif.contains(dit), "{motif}");
    }
    assert!(!motif.contains("Région") && i.sources == ["fichier"]);
}

#[test]
fn a_figure_of_another_year_is_said_and_not_compared() {
    let mut essai = communes(&[Connue(10.0); 16]);
    publie(&mut essai, (Departement, "960"), "m", 2018, Connue(12.0));
    let indicateurs = calcule(&essai, &[("96001", 1.0)]);
    let c = &trouve(&indicateurs, "mediane").comparateurs[0];
    assert_eq!((c.valeur, c.statut), (None, Statut::NonPublie));
    assert!(
        c.motif
            .as_ref()
            .unwrap()
            .contains("publié pour 2018 et non pour 2021")
    );
}

#[test]
fn a_perimeter_that_is_exactly_an_epci_has_its_published_median() {
    let mut essai = communes(&[Connue(10.0); 16]);
    publie(&mut essai, (Epci, "200000000"), "m", 2021, Connue(12.0));
    let exact = [("96001", 1.0), ("96002", 1.0), ("96100", 1.0)];
    let lu = |membres: &[(&str, f64)]| {
        let i = trouve(&calcule(&essai, membres), "mediane").clone();
        (i.valeur, i.statut)
    };
    assert_eq!(lu(&exact), (Some(12.0), Statut::Publie));
    for autre in [
        &exact[..2],
        &[("96001", 0.5), ("96002", 1.0), ("96100", 1.0)],
    ] {
        assert_eq!(lu(autre), (None, Statut::ParCommune));
    }
}
