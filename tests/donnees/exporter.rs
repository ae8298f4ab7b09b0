//! `cpts donnees exporter`: the four formats say the same thing.

use std::fs;

use serde_json::Value;

use crate::outils::{cpts, dossier, echantillon};

#[test]
fn the_table_of_the_communes_is_the_same_in_every_format() {
    let d = dossier(&[]);
    let sorties = ["csv", "xlsx", "geojson", "parquet"]
        .map(|e| d.path().join(format!("communes.{e}")).display().to_string());
    let projet = echantillon("territoire-fictif/cpts.toml")
        .display()
        .to_string();
    let mut arguments = vec!["donnees", "exporter", &projet];
    sorties
        .iter()
        .for_each(|s| arguments.extend(["--sortie", s.as_str()]));
    let dit = cpts(&arguments).reussie().stderr.replace('\u{a0}', " ");
    assert!(dit.contains("22 communes"), "{dit}");
    let lit = |nom: &str| fs::read_to_string(d.path().join(nom)).expect(nom);
    let csv = lit("communes.csv");
    let titres: Vec<&str> = csv.lines().next().expect("titre").split(';').collect();
    let rang = |id: &str| titres.iter().position(|t| *t == id).expect(id);
    let json: Value = serde_json::from_str(&lit("communes.geojson")).expect("GeoJSON");
    let entites = json["features"].as_array().expect("entités");
    assert_eq!((csv.lines().count(), entites.len()), (23, 22));
    for (ligne, entite) in csv.lines().skip(1).zip(entites) {
        let cellules: Vec<&str> = ligne.split(';').collect();
        let proprietes = &entite["properties"];
        assert_eq!(proprietes["code"], cellules[0]);
        for id in ["apl_mg", "effectif_mg", "population"] {
            let Some(colonne) = titres.contains(&id).then(|| cellules[rang(id)]) else {
                continue;
            };
            let lue = proprietes[id].as_f64();
            assert_eq!(colonne.parse().ok(), lue, "{id} {ligne}");
        }
    }
    let dictionnaire = lit("communes-dictionnaire.csv");
    assert_eq!(dictionnaire.lines().count(), titres.len() + 1);
    assert!(
        dictionnaire.contains("apl-medecins-generalistes-fictif.xlsx"),
        "{dictionnaire}"
    );
    assert!(
        fs::read(d.path().join("communes.parquet"))
            .expect("Parquet")
            .starts_with(b"PAR1")
    );
}

#[test]
fn an_unknown_format_is_a_usage_error_and_nothing_is_written() {
    let d = dossier(&[]);
    let sortie = |nom: &str| d.path().join(nom).display().to_string();
    let (bonne, fausse) = (sortie("a.csv"), sortie("a.shp"));
    cpts(&[
        "donnees",
        "exporter",
        "commune:48095",
        "-s",
        &bonne,
        "-s",
        &fausse,
    ])
    .echouee(2, &[".parquet"]);
    assert_eq!(fs::read_dir(d.path()).expect("dossier").count(), 0);
}
