//! Known, masked, rejected, absent, zero: five things, on every path.

use serde_json::Value;

use crate::outils::{constats, cpts, diagnostic, dossier, echantillon, indicateur, lance};

fn sans_medecin(json: &Value) -> Vec<&str> {
    let liste = json["sous_densite"]["communes_sans_medecin"].as_array();
    liste
        .unwrap()
        .iter()
        .map(|c| c["code"].as_str().unwrap())
        .collect()
}

fn fictif() -> String {
    echantillon("territoire-fictif/cpts.toml")
        .to_string_lossy()
        .into_owned()
}

const ENTETE: &str = "code_commune;typequ;nombre\n";

/// Communes that hold more than half of the population of Lozère, without those that the tests look at.
const LOZERE: &str = "48009 48061 48099 48034 48039 48132 48127 48103 48027 \
    48017 48042 48094 48013 48075 48146 48156 48018 48096 \
    48090 48070 48051 48147 48128 48198 48016 48137 48104 \
    48002 48116 48038 48043 48148 48089 48050 48155 48194 \
    48056 48025 48030 48126 48081 48105 48064 48010 48005 \
    48012 48177 48059 48144 48045 48166 48178 48119 48003 \
    48188 48139 48152 48026 48129 48087";

/// Rows of a type that nothing reads: the file is then whole in Lozère.
pub(super) fn entier() -> String {
    let codes = LOZERE.split_whitespace();
    codes.map(|c| format!("{c};A203;1\n")).collect()
}

/// Placeholder counts of médecins around one row of Mende.
fn avec(ligne: &str) -> Value {
    let texte = format!("{ENTETE}48140;D265;3\n{ligne}48092;D281;2\n{}", entier());
    diagnostic("commune:48095,48140", &[("bpe_2024.csv", &texte)])
}

#[test]
fn an_unreadable_count_does_not_make_a_commune_without_medecin() {
    for ligne in [
        "48095;D265;deux\n",
        "48095;D265\n",
        "48095;D265;2;3;4\n",
        "48095;D265;\n",
        "48095;D2G5;2\n",
        "48095;;2\n",
        "4809S;D265;2\n",
        "48999;D265;2\n",
        "?????;D265;2\n",
        ";D265;2\n",
        "48095;D265;2\n48095;D265;5\n",
    ] {
        let json = avec(ligne);
        assert!(!sans_medecin(&json).contains(&"48095"), "{ligne}");
        let effectif = indicateur(&json, "effectif_mg");
        assert_ne!(effectif["statut"], "publie", "{ligne} : {effectif}");
        let densite = indicateur(&json, "densite_mg");
        assert_ne!(densite["statut"], "publie", "{ligne} : {densite}");
    }
    let sans_ligne = avec("");
    assert_eq!(
        sans_medecin(&sans_ligne),
        ["48095"],
        "la règle du fichier creux"
    );
}

#[test]
fn the_report_says_what_a_reject_leaves_unknown() {
    let json = avec("48095;D265;deux\n");
    let texte = constats(&json, "lignes_rejetees");
    for dit in [
        "bpe_2024.csv",
        "médecins généralistes (D265)",
        "Mende (48095)",
        "--rejets",
    ] {
        assert!(texte.contains(dit), "« {dit} » : {texte}");
    }
    let motif = indicateur(&json, "effectif_mg")["motif"].to_string();
    assert!(
        motif.contains("1\u{a0}commune dont la valeur a été rejetée"),
        "{motif}"
    );
    let json = avec("48999;D265;2\n");
    let texte = constats(&json, "lignes_rejetees");
    assert!(texte.contains("du département 48"), "{texte}");
    assert!(!texte.contains("D281"), "{texte}");
}

#[test]
fn a_total_row_leaves_nothing_unknown() {
    for ligne in ["Total;D265;3\n", "Ensemble;D265;3\n"] {
        let json = avec(ligne);
        assert_eq!(sans_medecin(&json), ["48095"], "{ligne}");
    }
}

#[test]
fn the_sample_with_short_rows_lists_no_rejected_commune() {
    let donnees = echantillon("erreurs/ligne-trop-courte");
    let json = cpts(&[
        "diagnostic",
        &fictif(),
        "--donnees",
        donnees.to_str().unwrap(),
        "--format",
        "json",
    ])
    .reussie()
    .json();
    let sans = sans_medecin(&json);
    assert!(
        !sans.contains(&"96020") && !sans.contains(&"96026"),
        "{sans:?}"
    );
}

/// One broken file beside a good one: the good one is used, the broken one is an alert that names what is missing.
#[test]
fn a_broken_file_is_an_alert_and_the_others_are_used() {
    let bpe = "code_commune;typequ;nombre\n48095;D265;3\n";
    let filosofi = "CODGEO;LIBGEO;MED21;NBPERSMENFISC21\n48095;\"Mende;20000;9\n";
    let d = dossier(&[("bpe_2024.csv", bpe), ("filosofi_2021.csv", filosofi)]);
    let sortie = lance("commune:48095", d.path(), &["--format", "json"]).reussie();
    let json = sortie.json();
    assert_eq!(indicateur(&json, "effectif_mg")["valeur"], 3.0);
    let texte = constats(&json, "fichier_illisible");
    for dit in [
        "filosofi_2021.csv n'est pas utilisé",
        "guillemet",
        "revenu_median",
        "Refermez le guillemet",
        "--strict",
    ] {
        assert!(texte.contains(dit), "« {dit} » : {texte}");
    }
    let terminal = cpts(&[
        "diagnostic",
        "commune:48095",
        "--donnees",
        d.path().to_str().unwrap(),
    ])
    .reussie();
    let plat = terminal
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        plat.contains("filosofi_2021.csv n’est pas utilisé"),
        "{plat}"
    );
    lance("commune:48095", d.path(), &["--strict"])
        .echouee(3, &["filosofi_2021.csv, ligne 2", "remède"]);
    let etat = cpts(&[
        "donnees",
        "etat",
        "--donnees",
        d.path().to_str().unwrap(),
        "--format",
        "json",
    ])
    .reussie()
    .json();
    assert_eq!(etat["illisibles"][0]["fichier"], "filosofi_2021.csv");
}

/// The user named the file: what is wrong with it stays an error.
#[test]
fn a_broken_file_named_in_the_project_stays_an_error() {
    let projet = "[cpts]\nperimetre = \"commune:48095\"\ndonnees = \".\"\n\n[[fichier]]\nnom = \"a.csv\"\ncle = \"code\"\nvariables = { logements = \"n\" }\n";
    let d = dossier(&[("a.csv", "code;n\n48095;\"3\n"), ("cpts.toml", projet)]);
    let chemin = d.path().join("cpts.toml");
    cpts(&["diagnostic", chemin.to_str().unwrap(), "--format", "json"])
        .echouee(3, &["a.csv", "guillemet"]);
}

/// Placeholder quartier with these properties and a square around the middle of Mende.
fn qpv(proprietes: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code_qp":"QN04801M","lib_qp":"Quartier"{proprietes}}},"geometry":{{"type":"Polygon","coordinates":[[[3.49,44.51],[3.51,44.51],[3.51,44.53],[3.49,44.53],[3.49,44.51]]]}}}}]}}"#
    )
}

/// A count of zero is published only when the files can tell.
#[test]
fn quartiers_that_nothing_places_are_not_a_zero() {
    let nombre = |proprietes: &str, perimetre: &str| {
        let texte = qpv(proprietes);
        let json = diagnostic(perimetre, &[("qpv_2024.geojson", &texte)]);
        indicateur(&json, "nombre_qpv").clone()
    };
    let sans = nombre("", "commune:48095");
    assert_ne!(sans["statut"], "publie", "{sans}");
    assert!(sans["valeur"].is_null(), "{sans}");
    let illisible = nombre(r#","insee_com":"4809S""#, "commune:48095");
    assert_ne!(illisible["statut"], "publie", "{illisible}");
    let ecrit = nombre(r#","insee_com":"48095""#, "commune:48095");
    assert_eq!(ecrit["valeur"].as_f64(), Some(1.0), "{ecrit}");
    assert_eq!(ecrit["statut"], "publie");
    let ailleurs = nombre(r#","insee_com":"48095""#, "commune:48140");
    assert_eq!(ailleurs["valeur"].as_f64(), Some(0.0), "{ailleurs}");
    assert_eq!(ailleurs["statut"], "publie");
}

/// A row of the list of CPTS that could not be read: its commune is not said to be uncovered.
#[test]
fn a_rejected_row_of_the_list_of_cpts_is_not_a_zone_blanche() {
    let sans_cpts = |ligne: &str| {
        let texte = format!("code_insee;cpts;part\n48140;CPTS d'essai;1\n{ligne}");
        let json = diagnostic("commune:48095,48140", &[("cpts.csv", &texte)]);
        json["zones_blanches"]["communes_sans_cpts"].to_string()
    };
    assert!(sans_cpts("").contains("48095"), "la règle de la liste");
    for ligne in [
        "48095;CPTS d'essai;beaucoup\n",
        "4809S;CPTS d'essai;1\n",
        "48095;CPTS d'essai;1;x;y\n",
    ] {
        assert!(!sans_cpts(ligne).contains("48095"), "{ligne}");
    }
}

/// An undated list may be older than the split: the commune re-created may be in the CPTS of the one that kept the code.
#[test]
fn a_commune_re_created_since_the_list_is_not_said_to_be_without_cpts() {
    let liste = [("cpts.csv", "code;cpts\n85084;CPTS B\n85001;CPTS C\n")];
    let json = diagnostic("commune:85165,85084", &liste);
    let zones = &json["zones_blanches"];
    assert_eq!(
        zones["communes_sans_cpts"].as_array().unwrap().len(),
        0,
        "{zones}"
    );
    assert_eq!(zones["communes_hors_champ"][0]["code"], "85165");
    // A list that does not name the commune that kept the code covers neither.
    let liste = [("cpts.csv", "code;cpts\n85001;CPTS C\n")];
    let json = diagnostic("commune:85165,85084", &liste);
    let sans = json["zones_blanches"]["communes_sans_cpts"]
        .as_array()
        .unwrap();
    assert_eq!(sans.len(), 2);
}

/// A list of quartiers prioritaires that names one département says nothing of the others, nor of France.
#[test]
fn a_partial_list_of_qpv_gives_no_zero_elsewhere() {
    let qpv = [(
        "qpv.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"code_qp":"QP013001","nom_qp":"A","insee_com":"13055"}}]}"#,
    )];
    let json = diagnostic("commune:48095", &qpv);
    let nombre = indicateur(&json, "nombre_qpv");
    assert!(nombre["valeur"].is_null(), "{nombre}");
    for c in nombre["comparateurs"].as_array().unwrap() {
        assert!(c["valeur"].is_null(), "{c}");
    }
}
