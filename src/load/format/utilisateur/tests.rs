//! Tests of `utilisateur`.

use super::*;

#[test]
fn the_mapping_of_the_project_file_is_read() {
    let f: FichierProjet = toml::from_str(
        r#"
nom = "mes-donnees.csv"
cle = "code_insee"
millesime = 2025
variables = { population_municipale = "Pop", logements = { colonne = "Logements", fusion = "somme", unite = "milliers" } }
classes = { zonage_mg = "Zone" }
masques = ["<6"]
"#,
    )
    .unwrap();
    let d = f.descripteur();
    assert_eq!(d.id, "projet_mes_donnees_csv");
    assert_eq!(d.variables.len(), 3);
    let logements = &d.variables[0];
    assert_eq!(
        (logements.fusion, logements.unite.as_deref()),
        (Some(Fusion::Somme), Some("milliers"))
    );
    assert_eq!(d.variables[1].fusion, None);
    assert!(d.variables[2].classe);
    assert_eq!(d.marques.bornes, Some((1.0, 5.0)));
    assert!(f.designe("mes-donnees.csv"));
    for faux in [
        "variable={}",
        "variables={x={colone='X'}}",
        "variables={x=3}",
    ] {
        let texte = format!("nom='a'\ncle='b'\n{faux}");
        assert!(toml::from_str::<FichierProjet>(&texte).is_err(), "{faux}");
    }
}

#[test]
fn marks_that_do_not_say_give_no_bounds() {
    assert_eq!(bornes(&["s".into()]), None);
    assert_eq!(bornes(&["<6".into(), "< 11".into()]), Some((1.0, 10.0)));
    assert_eq!(bornes(&[]), None);
    assert_eq!(bornes(&["<1".into()]), None);
}
