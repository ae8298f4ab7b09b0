//! The pace of ageing: told when two censuses far enough apart are there, silent otherwise.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::FICTIF;
use crate::outils::{cpts, echantillon};

/// The census of the fictional territory, as an older one in which the 75 and over were fewer.
fn ancien(an: &str) -> String {
    let chemin = echantillon("territoire-fictif/donnees/base-cc-evol-struct-pop-2022.CSV");
    let recent = fs::read_to_string(chemin).expect("recensement");
    let mut sortie = String::new();
    for (rang, ligne) in recent.lines().enumerate() {
        let cellules: Vec<&str> = ligne.split(';').take(9).collect();
        if rang == 0 {
            let _ = writeln!(sortie, "{}", cellules.join(";").replace("P22", an));
            continue;
        }
        let age = |texte: &str| texte.parse::<f64>().map(|x| x * 0.6);
        let ecrite = |(i, c): (usize, &&str)| match age(c) {
            Ok(x) if i >= 7 => x.to_string(),
            _ => (*c).to_owned(),
        };
        let neuves: Vec<String> = cellules.iter().enumerate().map(ecrite).collect();
        let _ = writeln!(sortie, "{}", neuves.join(";"));
    }
    sortie
}

fn rapport(an: Option<&str>) -> Value {
    let dossier = tempfile::tempdir().expect("dossier");
    let siennes = echantillon("territoire-fictif/donnees");
    let (siennes, autres) = (
        siennes.to_str().expect("utf-8"),
        dossier.path().to_str().expect("utf-8"),
    );
    let mut options = vec![
        "diagnostic",
        FICTIF,
        "--format",
        "json",
        "--donnees",
        siennes,
    ];
    if let Some(an) = an {
        fs::write(dossier.path().join("recensement-ancien.csv"), ancien(an)).expect("fichier");
        options.extend(["--donnees", autres]);
    }
    super::json_valide(&cpts(&options).reussie())
}

fn rythme(rapport: &Value) -> Option<&Value> {
    let mut tous = rapport["indicateurs"]
        .as_array()
        .expect("indicateurs")
        .iter();
    tous.find(|i| i["id"] == "evolution_part_75_plus")
}

fn constat(rapport: &Value) -> Option<&str> {
    let mut tous = rapport["constats"].as_array().expect("constats").iter();
    let dit = tous.find(|c| c["id"] == "seuil_evolution_part_75_plus")?;
    dit["texte"].as_str()
}

#[test]
fn the_pace_of_ageing_is_told_between_two_censuses() {
    let json = rapport(Some("P16"));
    let ici = rythme(&json).expect("rythme");
    assert_eq!(ici["unite"], "point par an");
    // Six years: the share of today less that of then, which had six tenths of the 75 and over of today and everyone else.
    let part = crate::outils::valeur(&json, "part_age_75_plus").expect("part");
    let gain = ici["valeur"].as_f64().expect("valeur");
    assert!((gain - part * 0.4 / 6.0).abs() < 0.02, "{gain} {part}");
    assert!(
        ici["comparateurs"]
            .as_array()
            .is_some_and(|c| !c.is_empty())
    );
    let dit = constat(&json).expect("constat");
    assert!(dit.contains("point par an (2016 et 2022)"), "{dit}");
}

#[test]
fn one_census_or_two_that_overlap_say_nothing() {
    let seul = rapport(None);
    assert!(rythme(&seul).is_none() && constat(&seul).is_none());
    let proches = rapport(Some("P19"));
    assert_eq!(constat(&proches), None);
    let refus = rythme(&proches).expect("rythme");
    assert!(
        refus["valeur"].is_null()
            && refus["motif"]
                .as_str()
                .is_some_and(|m| m.contains("moins de 5 ans"))
    );
}
