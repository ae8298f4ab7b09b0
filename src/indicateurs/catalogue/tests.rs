//! The embedded catalogue holds the contract.

use super::*;

#[test]
fn the_embedded_catalogue_is_valid_and_holds_the_contract() {
    let catalogue = Catalogue::embarque().unwrap();
    for id in [
        "population_municipale",
        "apl_mg",
        "apl_mg_65",
        "apl_infirmiers",
        "apl_kines",
        "apl_sages_femmes",
        "apl_dentistes",
        "effectif_mg",
        "densite_mg",
        "part_pop_apl_mg_inf_2_5",
        "part_pop_densite_7",
        "part_pop_zip",
        "effectif_age_75_plus",
        "indice_vieillissement_60_15",
        "communes_sans_pharmacies",
        "nombre_maisons_sante",
    ] {
        assert!(catalogue.definition(id).is_some(), "{id}");
    }
    let sections: Vec<_> = catalogue.definitions().iter().map(|d| d.section).collect();
    assert!(sections.is_sorted());
    assert!(catalogue.definitions().len() > 120);
}

#[test]
fn every_entry_says_its_formula_its_reference_and_has_no_placeholder_left() {
    let coupe = regex::Regex::new("[0-9] [0-9]{3}").unwrap();
    for d in Catalogue::embarque().unwrap().definitions() {
        for texte in [
            &d.libelle,
            &d.unite,
            &d.formule,
            &d.lecture,
            &d.reference,
            &d.groupe,
        ] {
            assert!(!texte.contains(['{', '}']), "{} : {texte}", d.id);
        }
        assert!(
            !coupe.is_match(&d.unite) && !coupe.is_match(&d.libelle),
            "{} : un nombre pourrait être coupé en fin de ligne",
            d.id
        );
        assert!(d.formule.len() > 15 && d.reference.len() > 4, "{}", d.id);
        let sociale = ["S2", "S3", "S4"].contains(&d.section.as_str());
        let place = format!(" {} ", d.lecture).contains(" x ");
        assert!(place || !sociale, "{} : {}", d.id, d.lecture);
    }
}

#[test]
fn a_rate_on_a_count_gives_way_to_it_and_no_density_has_two_decimals() {
    use crate::indicateurs::definition::Regle;
    for d in Catalogue::embarque().unwrap().definitions() {
        let densite = d.unite.starts_with("pour ");
        assert!(!densite || d.decimales <= 1, "{}", d.id);
        let Regle::Ratio { numerateur, .. } = &d.regle else {
            assert!(!d.petit_effectif, "{}", d.id);
            continue;
        };
        // Equipments, professionals and events, then what the extracts of the user count.
        let noms = [
            "bpe_",
            "rpps_",
            "naissances",
            "deces",
            "mt_",
            "ald_",
            "urg_",
            "sas_",
            "pdsa_",
            "prev_",
            "agepro_",
            "flux_",
            "saison_",
            "qpv_",
            "etrangers",
            "logements_indignes",
            "accidents_",
            "pro_",
            "mg_patients",
        ];
        let compte = noms.iter().any(|n| numerateur.to_string().starts_with(n));
        assert_eq!(d.petit_effectif, compte, "{}", d.id);
    }
}

#[test]
fn two_decimals_on_a_count_and_an_unknown_domain_are_refused() {
    let bon = "[[indicateur]]\nid = \"a\"\nsection = \"S7\"\nlibelle = \"l\"\nunite = \"pour 100\"\n\
        decimales = 1\ncouverture_min = 0.8\nformule = \"f\"\nreference = \"r\"\npetit_effectif = true\n\
        domaine = \"pourcentage\"\nregle = \"ratio\"\nnumerateur = \"x\"\ndenominateur = \"y\"\nfacteur = 100\n";
    let mut catalogue = Catalogue::default();
    catalogue.avec(bon, "a.toml").unwrap();
    assert_eq!(
        catalogue.definitions()[0].domaine,
        crate::model::lecture::Domaine::Pourcentage
    );
    for (avant, apres, dit) in [
        ("decimales = 1", "decimales = 2", "une décimale au plus"),
        (
            "pourcentage",
            "part",
            "effectif, positif, pourcentage ou libre",
        ),
    ] {
        let erreur = catalogue
            .avec(&bon.replace(avant, apres), "a.toml")
            .unwrap_err();
        assert!(erreur.to_string().contains(dit), "{erreur}");
    }
}

#[test]
fn every_figure_that_a_rule_does_not_bound_says_its_domain() {
    use crate::indicateurs::definition::Regle;
    use crate::model::lecture::Domaine;
    for d in Catalogue::embarque().unwrap().definitions() {
        let part = d.unite.starts_with('%');
        match d.regle {
            Regle::Somme { .. } | Regle::Indice { .. } => {
                assert!(
                    matches!(d.domaine, Domaine::Effectif | Domaine::Positif),
                    "{}",
                    d.id
                );
            }
            Regle::Ratio { .. } | Regle::MoyennePonderee { .. } | Regle::Complement { .. } => {
                assert_eq!(d.domaine == Domaine::Pourcentage, part, "{}", d.id);
                assert_ne!(d.domaine, Domaine::Libre, "{}", d.id);
            }
            _ => {}
        }
    }
}

#[test]
fn each_apl_is_weighted_by_the_population_of_its_own_profession() {
    use crate::indicateurs::definition::Regle;
    let catalogue = Catalogue::embarque().unwrap();
    let apl = catalogue
        .definitions()
        .iter()
        .filter(|d| d.id.starts_with("apl_"));
    let mut vus = 0;
    for d in apl {
        let Regle::MoyennePonderee { variable, poids } = &d.regle else {
            panic!("{}", d.id)
        };
        let base = variable.to_string();
        let profession = base.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
        assert_eq!(
            poids.to_string(),
            format!("{profession}_pop_std"),
            "{}",
            d.id
        );
        vus += 1;
    }
    assert_eq!(vus, 8);
}

#[test]
fn a_user_file_replaces_in_place_and_extends() {
    let mut catalogue = Catalogue::embarque().unwrap();
    let avant = catalogue.definitions().len();
    let rang = catalogue
        .definitions()
        .iter()
        .position(|d| d.id == "apl_mg")
        .unwrap();
    let texte = "[defaut]\nsection = \"S7\"\nunite = \"u\"\ndecimales = 1\ncouverture_min = 0.9\n\
        formule = \"f\"\nreference = \"r\"\nregle = \"somme\"\n\
        [[indicateur]]\nid = \"apl_mg\"\nlibelle = \"Le mien\"\nvariable = \"x\"\n\
        [[indicateur]]\nid = \"nouveau\"\nlibelle = \"Nouveau\"\nvariable = \"y\"\n";
    catalogue.avec(texte, "mien.toml").unwrap();
    assert_eq!(catalogue.definitions().len(), avant + 1);
    assert_eq!(catalogue.definitions()[rang].libelle, "Le mien");
    assert!(
        catalogue
            .avec("[[indicateur]]\nid = \"a\"", "b.toml")
            .is_err()
    );
    assert_eq!(catalogue.definitions().len(), avant + 1);
}
