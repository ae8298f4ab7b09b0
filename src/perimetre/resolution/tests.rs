//! Expressions resolved on the embedded base.

use super::*;
use crate::base::embarquee;
use crate::model::Membre;
use crate::perimetre::analyser;

fn perimetre(texte: &str) -> Result<Perimetre, ErreurPerimetre> {
    resoudre(&analyser(texte)?, &embarquee(), None)
}

fn codes(texte: &str) -> Vec<String> {
    let base = embarquee();
    let membres = perimetre(texte).unwrap().membres;
    membres
        .iter()
        .map(|m| base.unite(m.unite).code.to_string())
        .collect()
}

fn ids(texte: &str) -> Vec<String> {
    let constats = perimetre(texte).unwrap().constats;
    constats.into_iter().map(|c| c.id.to_string()).collect()
}

fn message(texte: &str) -> String {
    perimetre(texte).unwrap_err().to_string()
}

#[test]
fn departments_regions_and_epci_hold_their_communes() {
    assert_eq!(codes("dep:48").len(), 152);
    assert_eq!(codes("dep:75"), ["75056"]);
    assert_eq!(codes("dep:2A").len(), 124);
    assert_eq!(perimetre("dep:1").unwrap().nom, "Ain (01)");
    assert_eq!(perimetre("epci:200069193").unwrap().nom, "CC de la Dombes");
    assert_eq!(codes("epci:CC de la Dombes"), codes("epci:200069193"));
    assert_eq!(codes("reg:06"), codes("dep:976"));
}

#[test]
fn terms_apply_from_left_to_right() {
    assert_eq!(codes("commune:48095,48080 - commune:48080"), ["48095"]);
    assert_eq!(codes("dep:48 - commune:48080 + commune:48080").len(), 152);
    let base = embarquee();
    let p = perimetre("commune:34154 - commune:34154@0.4").unwrap();
    assert_eq!(
        p.membres,
        [Membre {
            unite: base.par_code("34154".parse().unwrap()).unwrap(),
            part: 0.6
        }]
    );
}

#[test]
fn former_codes_are_recoded_and_said_so() {
    assert_eq!(codes("commune:12076"), ["12218"]);
    assert_eq!(ids("commune:12076"), ["code_recode"]);
    assert_eq!(ids("commune:12114"), ["commune_deleguee_entiere"]);
    assert_eq!(codes("commune:12114,12173"), ["12218"]);
    let p = perimetre("commune:12114@0.4,12173@0.3").unwrap();
    assert!((p.membres[0].part - 0.7).abs() < 1e-9);
    assert!(message("commune:12114@0.8,12173@0.3").contains("dépassent la commune entière"));
    assert!(message("commune:51385").contains("51440 Pontfaverger-Moronvilliers"));
    assert_eq!(ids("commune:1001"), ["zero_initial_rendu"]);
}

#[test]
fn unknown_codes_are_all_named_with_a_suggestion() {
    let texte = message("commune:48999,48000,Marvejosl,48095");
    assert!(
        texte.contains("48999") && texte.contains("code postal"),
        "{texte}"
    );
    assert!(texte.contains("48092 (Marvejols)"), "{texte}");
    assert!(message("epci:48095").contains("Mende est dans"));
    assert!(message("epci:200069139").contains("EPCI inconnu"));
    assert!(message("dep:2C").contains("dep:2A"));
    assert!(message("reg:occitani").contains("reg:76 (Occitanie)"));
    assert!(message("commune:48095 + 48080").contains("commune:48080"));
}

#[test]
fn duplicates_and_conflicts() {
    assert_eq!(ids("commune:48095,48095"), ["commune_en_double"]);
    assert_eq!(ids("dep:48 + commune:48095"), ["commune_en_double"]);
    assert_eq!(ids("commune:48095@0.5,48095@0.5"), ["commune_en_double"]);
    assert!(message("commune:48095@0.5,48095@0.6").contains("conflit"));
    assert!(message("dep:48 + commune:48095@0.6").contains("commune:48095@0.4"));
    assert_eq!(ids("dep:48 - commune:12202"), ["soustraction_sans_effet"]);
}

#[test]
fn a_city_holds_its_arrondissements_and_nothing_counts_twice() {
    assert_eq!(codes("commune:75101,75102"), ["75101", "75102"]);
    for texte in [
        "commune:75056,75101",
        "commune:75101,75056",
        "dep:75 + commune:75101",
        "commune:75101 + dep:75",
    ] {
        assert_eq!(codes(texte), ["75056"], "{texte}");
        assert_eq!(ids(texte), ["commune_en_double"], "{texte}");
    }
    assert_eq!(codes("commune:75056,75101 - commune:75101").len(), 19);
    assert_eq!(
        codes("commune:75056,75101 - commune:75101 + commune:75101"),
        ["75056"]
    );
    for texte in [
        "commune:75056@0.5,75101",
        "commune:75056,75101@0.5",
        "commune:75101 + commune:75056@0.5",
    ] {
        assert!(
            message(texte).contains("ne sont pas demandés en entier"),
            "{texte}"
        );
    }
    let lyon: Vec<String> = (69381..=69389).map(|n| n.to_string()).collect();
    let tous = format!("commune:{}", lyon.join(","));
    assert_eq!(codes(&tous), ["69123"]);
    assert_eq!(ids(&tous), ["ville_regroupee"]);
    assert_eq!(codes(&format!("{tous},69123")), ["69123"]);
    assert_eq!(codes("commune:69123 - commune:69381").len(), 8);
    assert_eq!(codes("commune:69381,69001 - commune:69123"), ["69001"]);
    assert!(message("commune:69123@0.5 - commune:69381").contains("conflit"));
}

#[test]
fn an_empty_perimeter_and_missing_files_are_their_own_errors() {
    assert!(matches!(
        perimetre("dep:48 - dep:48"),
        Err(ErreurPerimetre::Vide(_))
    ));
    for texte in ["bv:48095", "aav:002", "cpts:CPTS du Verdon"] {
        let erreur = perimetre(texte).unwrap_err();
        assert!(matches!(erreur, ErreurPerimetre::DonneesManquantes(_)));
        assert!(erreur.to_string().contains("--donnees"), "{erreur}");
    }
}
