//! The JSON contracts: what a script reads today it reads tomorrow, until the number of the contract changes.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::outils::{cpts, racine};

const CONTRATS: [&str; 9] = [
    "diagnostic",
    "financement",
    "zones-blanches",
    "lot",
    "comparaison",
    "proposer",
    "verifications",
    "document",
    "perimetre",
];

/// What a reader of the kept schema would miss in the new one: a property, a type, a value, something always there.
fn pertes(ancien: &Value, nouveau: &Value, place: &str, pertes: &mut Vec<String>) {
    let (Some(a), Some(b)) = (ancien.as_object(), nouveau.as_object()) else {
        if ancien != nouveau {
            pertes.push(format!("{place} : {ancien} → {nouveau}"));
        }
        return;
    };
    for (cle, avant) in a {
        let ici = format!("{place}/{cle}");
        match (cle.as_str(), b.get(cle)) {
            // Words for people may change.
            ("description" | "title" | "$id" | "$schema", _) => {}
            (_, None) => pertes.push(format!("{ici} a disparu")),
            ("required", Some(apres)) => manquent(avant, apres, &ici, pertes),
            ("enum", Some(apres)) => manquent(avant, apres, &ici, pertes),
            ("anyOf" | "oneOf" | "allOf", Some(apres)) => {
                let (x, y) = (avant.as_array().unwrap(), apres.as_array().unwrap());
                // An alternative may be added at the end, none taken away.
                for (rang, un) in x.iter().enumerate() {
                    let autre = y.get(rang).unwrap_or(&Value::Null);
                    self::pertes(un, autre, &format!("{ici}/{rang}"), pertes);
                }
            }
            (_, Some(apres)) => self::pertes(avant, apres, &ici, pertes),
        }
    }
}

fn manquent(avant: &Value, apres: &Value, ici: &str, pertes: &mut Vec<String>) {
    let textes = |v: &Value| -> BTreeSet<String> {
        v.as_array().unwrap().iter().map(Value::to_string).collect()
    };
    for perdu in textes(avant).difference(&textes(apres)) {
        pertes.push(format!("{ici} : {perdu} a disparu"));
    }
}

/// The schemas that the repository keeps are those of the contracts; with `CPTS_ECRIRE=1` they take what was added.
#[test]
fn a_contract_only_grows() {
    for contrat in CONTRATS {
        let texte = cpts(&["schema", contrat]).reussie().stdout;
        let nouveau: Value = serde_json::from_str(&texte).unwrap();
        let chemin = racine()
            .join("tests/contrats")
            .join(format!("{contrat}.json"));
        let garde = fs::read_to_string(&chemin).unwrap_or_default();
        if let Ok(ancien) = serde_json::from_str::<Value>(&garde) {
            let mut perdu = Vec::new();
            pertes(&ancien, &nouveau, contrat, &mut perdu);
            assert!(
                perdu.is_empty(),
                "le contrat {contrat} perd quelque chose : donnez-lui un autre numéro\n{}",
                perdu.join("\n")
            );
        }
        if std::env::var_os("CPTS_ECRIRE").is_some() {
            fs::write(&chemin, &texte).unwrap();
        } else {
            assert!(
                garde == texte,
                "{contrat} a grandi : CPTS_ECRIRE=1 cargo test contrats"
            );
        }
    }
}

#[test]
fn what_a_reader_would_miss_is_seen() {
    let schema = |texte: &str| serde_json::from_str::<Value>(texte).unwrap();
    let ancien = schema(
        r#"{"required":["a","b"],"properties":{"a":{"type":"number"},"b":{"enum":["x","y"]}}}"#,
    );
    let vus = |nouveau: &str| {
        let mut vus = Vec::new();
        pertes(&ancien, &schema(nouveau), "c", &mut vus);
        vus.len()
    };
    let plus = r#"{"required":["a","b","c"],"properties":{"a":{"type":"number"},"b":{"enum":["x","y","z"]},"c":{}}}"#;
    assert_eq!(vus(plus), 0);
    assert_eq!(
        vus(
            r#"{"required":["a","b"],"properties":{"a":{"type":"string"},"b":{"enum":["x","y"]}}}"#
        ),
        1
    );
    assert_eq!(
        vus(r#"{"required":["a"],"properties":{"a":{"type":"number"},"b":{"enum":["x"]}}}"#),
        2
    );
    assert_eq!(
        vus(r#"{"required":["a","b"],"properties":{"a":{"type":"number"}}}"#),
        1
    );
}
