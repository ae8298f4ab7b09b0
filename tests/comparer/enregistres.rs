//! Saved reports: compared as they were, told when they were changed.

use super::*;

#[test]
fn a_saved_report_compares_as_the_one_it_was() {
    let donnees = lozere();
    let d = dossier(&[]);
    let ecrit = |nom: &str, perimetre: &str| {
        let chemin = d.path().join(nom).to_str().unwrap().to_owned();
        enregistre(perimetre, &donnees, &chemin);
        chemin
    };
    let (a, b) = (
        ecrit("a.json", "epci:200069151"),
        ecrit("b.json", "epci:200069151 - commune:48146"),
    );
    let (lus, faits) = (
        json(&a, &b, &[]),
        json(
            "epci:200069151",
            "epci:200069151 - commune:48146",
            &["--donnees", &donnees],
        ),
    );
    assert_eq!(lus["communes"], faits["communes"]);
    assert_eq!(lus["indicateurs"], faits["indicateurs"]);
    assert_eq!(lus["carte"], faits["carte"]);
    // Another program that finds another figure in the same files: the method.
    let mut autre: Value = serde_json::from_slice(&fs::read(&a).unwrap()).unwrap();
    autre["version"] = "0.0.1".into();
    for i in autre["indicateurs"].as_array_mut().unwrap() {
        if i["id"] == "densite_population" {
            i["valeur"] = 1.0.into();
        }
    }
    let ancien = d.path().join("ancien.json");
    fs::write(&ancien, autre.to_string()).unwrap();
    let lus = json(ancien.to_str().unwrap(), &a, &[]);
    let densite = indicateur(&lus, "densite_population");
    assert_eq!(densite["causes"]["methode"], densite["ecart"]);
    assert!(densite["ecart"].as_f64().unwrap() > 0.0);
}

#[test]
fn a_report_that_is_cut_edited_or_of_another_contract_is_told() {
    let donnees = lozere();
    let d = dossier(&[]);
    let chemin = d.path().join("a.json");
    let nom = chemin.to_str().unwrap();
    enregistre("commune:48095", &donnees, nom);
    let texte = fs::read_to_string(&chemin).unwrap();
    fs::write(&chemin, &texte[..texte.len() / 2]).unwrap();
    compare(nom, nom, &[]).echouee(3, &["a.json", "ligne", "coupé ou modifié"]);
    fs::write(
        &chemin,
        texte.replacen("\"valeur\": ", "\"valeur\": \"x\", \"v\": ", 1),
    )
    .unwrap();
    compare(nom, nom, &[]).echouee(3, &["a.json", "ligne"]);
    fs::write(
        &chemin,
        texte.replacen("cpts/diagnostic/1", "cpts/lot/1", 1),
    )
    .unwrap();
    compare(nom, nom, &[]).echouee(3, &["« cpts/lot/1 »", "cpts/diagnostic/1"]);
    compare("commune:48095", "commune:48095", &["--sortie", "x.odt"]).echouee(2, &["x.odt"]);
}

/// A figure corrected by hand in a saved report is told, and `--echec-si` can hold it.
#[test]
fn a_saved_report_that_was_edited_is_told() {
    let d = dossier(&[]);
    let chemin = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let (bon, change) = (chemin("a.json"), chemin("b.json"));
    cpts(&["diagnostic", "commune:48095", "-q", "--sortie", &bon]).reussie();
    let texte = fs::read_to_string(&bon).unwrap();
    let population = texte.split("\"valeur\": ").nth(1).unwrap();
    let population = population.split([',', '\n']).next().unwrap();
    let faux = texte.replacen(
        &format!("\"valeur\": {population}"),
        "\"valeur\": 999999",
        1,
    );
    fs::write(&change, faux).unwrap();
    let dits = |a: &str, b: &str| json(a, b, &[])["constats_apparus"].to_string();
    assert!(!dits(&bon, &bon).contains("rapport_modifie"));
    let dit = dits(&bon, &change);
    assert!(
        dit.contains("rapport_modifie") && dit.contains("b.json"),
        "{dit}"
    );
    compare(&bon, &change, &["--echec-si", "attention"]).echouee(1, &[]);
    // Written again by a program that escapes what is not ASCII: it says the same, and no more is told.
    let ecrit = chemin("c.json");
    let autrement = texte.chars().map(|c| match c {
        'é' => "\\u00e9".to_owned(),
        '\n' => "\n\t".to_owned(),
        autre => autre.to_string(),
    });
    fs::write(&ecrit, autrement.collect::<String>()).unwrap();
    assert!(!dits(&bon, &ecrit).contains("rapport_modifie"));
    // Its seal taken off: nothing tells any more whether it was changed, and that is told.
    let sans = chemin("d.json");
    let (corps, _) = texte.rsplit_once(",\n  \"empreinte\"").unwrap();
    fs::write(&sans, format!("{corps}\n}}\n")).unwrap();
    let dit = dits(&bon, &sans);
    assert!(dit.contains("n'a pas d'empreinte"), "{dit}");
}
