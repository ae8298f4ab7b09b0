//! Files of départements, régions, EPCI and France, on the fictional territory: comparators as they are published, and themes that
//! no commune has.

use serde_json::Value;

use crate::diagnostic::{indicateur, json_valide};
use crate::outils::{Sortie, cpts, dossier, racine};

mod lignes;
mod reperes;

/// Filosofi by commune: one of the two communes is hidden.
const COMMUNES: &str = "CODGEO;LIBGEO;NBPERSMENFISC21;MED21;TP6021\n96001;Fictive-la-Haute;1800;21000;12\n96002;Contefable;500;s;s\n";
const DEPARTEMENT: &str =
    "CODGEO;LIBGEO;NBPERSMENFISC21;MED21;TP6021\n96;Département-Fictif;60000;22500,5;14,5\n";
const CUBE: &str = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;CONF_STATUS;TIME_PERIOD;OBS_VALUE\nF;FRANCE;PR_MD60;F;2021;15.5\n\
    96;REG;PR_MD60;C;2021;\n960000002;EPCI;MED_SL;F;2021;20900\n";
const VACCINS: &str = "Année,Département Code,Département,Région,Région Code,HPV filles 1 dose à 15 ans,Grippe 65 ans et plus\n\
    2023,96,Département-Fictif,Région-Fictive,96,40.1,50.0\n2024,96,Département-Fictif,Région-Fictive,96,45.2,NS\n";
const ALD: &str = "annee;region;libelle_region;departement;libelle_departement;taux_patients_ald_sans_mt;taux_patients_ald_sans_mt_integer\n\
    2024;99;FRANCE;999;Tous départements;5,1;5.1\n2024;96;Région-Fictive;999;Tous départements;6,2;6.2\n\
    2024;96;Région-Fictive;96;Département-Fictif;NC;\n2024;inconnu;Inconnu;inconnu;Inconnu;9;9\n";
const PATHOLOGIES: &str = "annee;patho_niv1;patho_niv2;top;cla_age_5;sexe;region;dept;Ntop;Npop\n\
    2023;Diabète;;DIA_CAT_CAT;tsage;9;96;96;4000;60000\n2023;Diabète;;DIA_CAT_CAT;tsage;1;96;96;2500;29000\n\
    2023;Diabète;Sous-groupe;DIA_X_IND;tsage;9;96;96;9;60000\n2023;Cancers;;CAN_CAT_CAT;tsage;9;96;96;;60000\n";

fn projet(fichiers: &[(&str, &str)]) -> tempfile::TempDir {
    let referentiel = racine().join("data-samples/territoire-fictif/referentiel.csv");
    let projet = format!(
        "[cpts]\nnom = \"Essai\"\nperimetre = \"commune:96001,96002\"\ndonnees = \"donnees\"\n[referentiel]\nfichier = '{}'\n\
         nom = \"COG fictif\"\nfictif = true\nmillesime_population = 2023\n",
        referentiel.display()
    );
    let mut tous = vec![("cpts.toml", projet.as_str())];
    tous.extend(fichiers);
    dossier(&tous)
}

fn lance(fichiers: &[(&str, &str)], commande: &[&str]) -> Sortie {
    let d = projet(fichiers);
    let projet = d.path().join("cpts.toml");
    let mut arguments = commande.to_vec();
    if commande.first() == Some(&"donnees") {
        arguments.push("--projet");
    }
    arguments.push(projet.to_str().unwrap());
    cpts(&arguments)
}

fn rapport(fichiers: &[(&str, &str)]) -> Value {
    json_valide(&lance(fichiers, &["diagnostic", "--format", "json"]).reussie())
}

fn comparateur<'j>(i: &'j Value, niveau: &str) -> &'j Value {
    let tous = i["comparateurs"].as_array().expect("comparateurs");
    let sien = tous.iter().find(|c| c["niveau"] == niveau);
    sien.unwrap_or_else(|| panic!("{niveau} : {tous:?}"))
}

#[test]
fn a_published_figure_takes_the_place_of_the_recomputed_one() {
    let fichiers = [
        ("donnees/a_filosofi.csv", COMMUNES),
        ("donnees/cc_filosofi_2021_DEP.csv", DEPARTEMENT),
        ("donnees/cube.csv", CUBE),
    ];
    let json = rapport(&fichiers);
    let seul = rapport(&fichiers[..1]);
    for id in ["taux_pauvrete", "revenu_median"] {
        let nu = |j: &Value| {
            let mut i = indicateur(j, id).clone();
            i.as_object_mut().unwrap().remove("comparateurs");
            i
        };
        assert_eq!(
            nu(&json),
            nu(&seul),
            "le chiffre du territoire ne bouge pas"
        );
    }
    let pauvrete = indicateur(&json, "taux_pauvrete");
    let dep = comparateur(pauvrete, "departement");
    assert_eq!(
        (dep["valeur"].as_f64(), dep["statut"].as_str()),
        (Some(14.5), Some("publie"))
    );
    assert_eq!(dep["publie"]["millesime"], "2021");
    let source = dep["publie"]["sources"][0].as_str().unwrap();
    let sources = json["sources"].as_array().unwrap();
    let fichier = sources.iter().find(|s| s["id"] == source).unwrap();
    assert_eq!(fichier["fichier"], "cc_filosofi_2021_DEP.csv");
    assert_eq!(fichier["sha256"].as_str().unwrap().len(), 64);
    let france = comparateur(pauvrete, "france");
    assert_eq!(france["publie"]["champ"], "France hors Mayotte");
    // A hidden figure is shown hidden.
    let region = comparateur(pauvrete, "region");
    assert!(region["valeur"].is_null() && region["motif"].as_str().unwrap().contains("masqué"));
    let mediane = indicateur(&json, "revenu_median");
    assert_eq!(comparateur(mediane, "departement")["valeur"], 22_500.5);
    assert_eq!(comparateur(mediane, "epci")["valeur"], 20_900.0);
    let html = lance(&fichiers, &["diagnostic", "--format", "html"])
        .reussie()
        .stdout;
    assert!(html.contains("publié, France hors Mayotte") && html.contains("Publié autour"));
    let terminal = lance(&fichiers, &["diagnostic"]).reussie().stdout;
    assert!(
        terminal.contains("14,5°") || terminal.contains("14,5\u{a0}%°"),
        "{terminal}"
    );
}

#[test]
fn themes_without_communes_are_told_with_their_level() {
    let fichiers = [
        ("donnees/vaccins.csv", VACCINS),
        ("donnees/ald.csv", ALD),
        ("donnees/effectifs.csv", PATHOLOGIES),
    ];
    let json = rapport(&fichiers);
    for (id, section, dits) in [
        (
            "spf_hpv_filles_1",
            "S10",
            vec!["Département-Fictif, département\u{a0}: 45,2\u{a0}% (2024)"],
        ),
        (
            "spf_grippe_65",
            "S10",
            vec!["Département-Fictif, département\u{a0}: masqué (2024)"],
        ),
        (
            "cnam_diabete",
            "S4",
            vec!["Département-Fictif, département\u{a0}: 6,7\u{a0}% (2023)"],
        ),
        ("cnam_cancers", "S4", vec!["masqué (2023)"]),
        (
            "cnam_ald_sans_mt",
            "S5",
            vec![
                "Département-Fictif, département\u{a0}: masqué",
                "Région-Fictive, région\u{a0}: 6,2\u{a0}%",
                "5,1\u{a0}%",
            ],
        ),
    ] {
        let i = indicateur(&json, id);
        assert!(i["valeur"].is_null() && i["section"] == section, "{i}");
        let motif = i["motif"].as_str().unwrap();
        assert!(dits.iter().all(|d| motif.contains(d)), "{id} : {motif}");
    }
    let reste = json["a_completer"].to_string();
    assert!(!reste.contains("\"reperes_prevention\"") && reste.contains("\"vaccinations\""));
    assert!(
        rapport(&fichiers[1..2])["a_completer"]
            .to_string()
            .contains("\"reperes_prevention\"")
    );
    let terminal = lance(&fichiers, &["diagnostic", "--detail"])
        .reussie()
        .stdout;
    assert!(
        terminal.contains("REPÈRES PUBLIÉS À UN NIVEAU PLUS LARGE"),
        "{terminal}"
    );
    let etat = lance(&fichiers, &["donnees", "etat"]).reussie().stdout;
    assert!(etat.contains("vaccins.csv (2023,"), "{etat}");
}

#[test]
fn the_total_of_a_departement_is_held_against_its_communes() {
    let verifie = |total: &str| {
        let publie = DEPARTEMENT.replace("60000", total);
        let fichiers = [
            ("donnees/a_filosofi.csv", COMMUNES),
            ("donnees/cc_filosofi_2021_DEP.csv", publie.as_str()),
        ];
        lance(&fichiers, &["donnees", "verifier", "--format", "csv"])
            .reussie()
            .stdout
    };
    // Sixty communes are not given: the sum is only a least count.
    assert!(!verifie("60000").contains("total_different"));
    let faux = verifie("2000");
    assert!(
        faux.contains("total_different") && faux.contains("au moins 2\u{202f}300"),
        "{faux}"
    );
}

#[test]
fn the_user_describes_a_file_of_departements() {
    let descripteur = "id = \"tabac\"\nlibelle = \"Tabac\"\nproducteur = \"ORS\"\nlicence = \"x\"\ncle = \"dep\"\nniveau = \"departement\"\n\
        [reconnaissance]\nrequis = [\"dep\", \"fumeurs\"]\n[millesime]\nfixe = 2024\n[[variable]]\nid = \"fumeurs\"\ncolonne = \"fumeurs\"\nfusion = \"aucune\"\n";
    let catalogue = "[[indicateur]]\nid = \"fumeurs\"\nsection = \"S10\"\nlibelle = \"Fumeurs quotidiens\"\nunite = \"%\"\ndecimales = 1\n\
        couverture_min = 1\nregle = \"publie\"\nvariable = \"fumeurs\"\nformule = \"taux publié\"\nreference = \"ORS\"\n";
    let fichiers = [("donnees/tabac.csv", "dep;fumeurs\n96;27,5\n")];
    let d = dossier(&[("d.toml", descripteur), ("c.toml", catalogue)]);
    let lieu = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let (descripteur, catalogue) = (lieu("d.toml"), lieu("c.toml"));
    let options = [
        "diagnostic",
        "--format",
        "json",
        "--descripteur",
        &descripteur,
        "--catalogue",
        &catalogue,
    ];
    let json = json_valide(&lance(&fichiers, &options).reussie());
    let motif = indicateur(&json, "fumeurs")["motif"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        motif.contains("Département-Fictif, département\u{a0}: 27,5\u{a0}%"),
        "{motif}"
    );
}

#[test]
fn published_figures_are_carried_by_the_prepared_file() {
    let d = projet(&[
        ("donnees/a_filosofi.csv", COMMUNES),
        ("donnees/cube.csv", CUBE),
        ("donnees/vaccins.csv", VACCINS),
    ]);
    let lieu = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let (projet, donnees, prepare) = (lieu("cpts.toml"), lieu("donnees"), lieu("x.cpts"));
    let lu = |donnees: &str| {
        let options = [
            "diagnostic",
            &projet,
            "--format",
            "json",
            "--donnees",
            donnees,
        ];
        cpts(&options).reussie().json()["indicateurs"].clone()
    };
    let preparer = [
        "donnees",
        "preparer",
        "--donnees",
        &donnees,
        "--sortie",
        &prepare,
        "--projet",
        &projet,
    ];
    cpts(&preparer).reussie();
    assert_eq!(lu(&donnees), lu(&prepare));
    assert!(lu(&prepare).to_string().contains("France hors Mayotte"));
}
