//! Where the territory stands: its place is that of the reports of the others.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::FICTIF;
use crate::outils::{cpts, echantillon, valeur};

/// A list of more CPTS, three communes each, none of them in the perimeter.
fn liste(dossier: &std::path::Path) {
    let lire = |nom: &str| {
        fs::read_to_string(echantillon(&format!("territoire-fictif/{nom}"))).expect("fichier")
    };
    let (referentiel, perimetre) = (lire("referentiel.csv"), lire("perimetre.csv"));
    let communes = referentiel
        .lines()
        .skip(1)
        .filter(|l| l.contains(";commune;"));
    let codes = communes.filter_map(|l| l.split(';').next());
    let dehors: Vec<&str> = codes.filter(|c| !perimetre.contains(*c)).collect();
    let mut sortie = "code_commune,cpts\n".to_owned();
    for (rang, trois) in dehors.chunks_exact(3).enumerate() {
        for code in trois {
            let _ = writeln!(sortie, "{code},CPTS numéro {rang} (fictive)");
        }
    }
    fs::write(dossier.join("autres-cpts.csv"), sortie).expect("liste");
}

fn lance(dossier: &std::path::Path, options: &[&str]) -> crate::outils::Sortie {
    let siennes = echantillon("territoire-fictif/donnees");
    let siennes = siennes.to_str().expect("utf-8");
    let base = [
        "diagnostic",
        FICTIF,
        "--donnees",
        siennes,
        "--donnees",
        dossier.to_str().expect("utf-8"),
    ];
    cpts(&[&base[..], options].concat()).reussie()
}

#[test]
fn the_territory_stands_among_what_the_others_have() {
    let d = tempfile::tempdir().expect("dossier");
    liste(d.path());
    let (json, lot) = (d.path().join("r.json"), d.path().join("lot.json"));
    let page = d.path().join("r.html");
    let chemins = [&json, &page].map(|c| c.to_str().expect("utf-8"));
    lance(d.path(), &["--sortie", chemins[0], "--sortie", chemins[1]]);
    lance(
        d.path(),
        &["--tous", "cpts:*", "--sortie", lot.to_str().expect("utf-8")],
    );
    let lire = |c: &std::path::Path| -> Value {
        serde_json::from_str(&fs::read_to_string(c).expect("json")).expect("json")
    };
    let (rapport, lot) = (lire(&json), lire(&lot));
    let lignes = rapport["positions"]["lignes"]
        .as_array()
        .expect("positions");
    assert!(lignes.len() >= 3, "{lignes:?}");
    for ligne in lignes {
        let id = ligne["indicateur"].as_str().expect("id");
        assert_eq!(ligne["valeur"].as_f64(), valeur(&rapport, id), "{id}");
        let autres = lot["territoires"].as_array().expect("territoires").iter();
        // Laid over by the other list, the CPTS of the sample keep communes of the perimeter alone: they are the perimeter itself.
        let autres = autres.filter(|t| {
            let nom = t["nom"].as_str().expect("nom");
            nom.starts_with("CPTS numéro")
        });
        let chiffres = autres
            .map(|t| &t["chiffres"][id])
            .filter(|c| c["statut"] == "publie");
        let mut attendus: Vec<f64> = chiffres.filter_map(|c| c["valeur"].as_f64()).collect();
        attendus.sort_by(f64::total_cmp);
        let lus = ligne["autres"].as_array().expect("autres").iter();
        let lus: Vec<f64> = lus.filter_map(Value::as_f64).collect();
        assert!(lus.len() >= 4);
        assert_eq!(lus, attendus, "{id}");
    }
    let html = fs::read_to_string(&page).expect("page");
    assert!(
        html.contains("Où se situe le territoire parmi les autres CPTS de la liste dans la région")
    );
}

/// Four others at least: three EPCI are not enough, and a département has no list of its own.
#[test]
fn too_few_others_draw_nothing() {
    let json = cpts(&["diagnostic", FICTIF, "--format", "json"])
        .reussie()
        .json();
    assert!(json.get("positions").is_none());
}
