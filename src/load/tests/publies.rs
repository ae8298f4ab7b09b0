//! Files of départements, régions, EPCI and France: the same columns as by commune, or those of their own descriptor.

use proptest::prelude::*;

use super::*;
use crate::model::Niveau::{self, BassinVie, Departement, Epci, France, Region};
use crate::model::Valeur::{Absente, Connue, Masquee, Rejetee};

mod sommes;

/// The small référentiel, with a région of the INSEE and an EPCI.
fn avec_epci() -> Arc<Referentiel> {
    let mut r = (*petit()).clone();
    r.regions[0].code = "84".into();
    r.epcis = vec![crate::model::Epci {
        siren: "200069193".into(),
        nom: "CC".into(),
        genre: "CC".into(),
        membres: vec![UniteId(0)],
    }];
    r.indexer();
    Arc::new(r)
}

fn lus(fichiers: &[(&str, &str)]) -> Dataset {
    let octets: Vec<(&str, &[u8])> = fichiers.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    let d = dossier(&octets);
    charger(d.path(), avec_epci(), &options(), &Progression::muette()).unwrap()
}

/// Published figures: level, territory, variable, vintage, and what is read.
fn publies(d: &Dataset, attendus: &[(Niveau, &str, &str, u16, Valeur)]) {
    for (niveau, code, variable, an, attendu) in attendus {
        let serie = d.publies.serie(&(*niveau, (*code).to_owned()), variable);
        let lue = serie.and_then(|s| s.get(&Some(*an)));
        let lue = lue.map_or(Absente, |c| c.valeur);
        assert_eq!(lue, *attendu, "{niveau:?} {code} {variable} {an}");
    }
}

#[test]
fn the_wide_file_of_a_level_is_read_with_the_columns_of_the_communes() {
    let entete = "CODGEO;LIBGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n";
    let d = lus(&[
        (
            "cc_filosofi_2021_DEP.csv",
            &format!("{entete}01;Ain;900;2000;23450,5;11,2\n2A;Corse-du-Sud;s;s;s;s\n"),
        ),
        (
            "cc_filosofi_2021_REG.csv",
            &format!("{entete}84;Auvergne-Rhône-Alpes;9;20;23000;12,8\n"),
        ),
        (
            "cc_filosofi_2021_EPCI.csv",
            &format!("{entete}200069193;CC;9;20;22000;nd\n"),
        ),
        (
            "cc_filosofi_2021_COM.csv",
            &format!("{entete}01001;A;9;20;21000;9\n"),
        ),
    ]);
    tout_est_lu(&d);
    publies(
        &d,
        &[
            (Departement, "01", "revenu_median", 2021, Connue(23_450.5)),
            (Departement, "2A", "taux_pauvrete", 2021, Masquee),
            (Region, "84", "taux_pauvrete", 2021, Connue(12.8)),
            (Epci, "200069193", "revenu_median", 2021, Connue(22_000.0)),
            (Epci, "200069193", "taux_pauvrete", 2021, Absente),
        ],
    );
    assert_eq!(
        lue(&d, "revenu_median", Some(2021), "01001"),
        Connue(21_000.0)
    );
    let somme =
        |v: &str| d.publies.serie(&(Departement, "01".into()), v).unwrap()[&Some(2021)].somme;
    assert!(somme("nb_personnes_fiscales") && !somme("revenu_median"));
}

#[test]
fn the_rows_of_other_levels_of_a_cube_are_published_figures() {
    let d = lus(&[(
        "f.csv",
        "GEO;GEO_OBJECT;FILOSOFI_MEASURE;CONF_STATUS;TIME_PERIOD;OBS_VALUE\n\
        F;FRANCE;MED_SL;F;2021;23160\n01;DEP;MED_SL;F;2021;24000\n01;DEP;PR_MD60;C;2021;\n84;REG;MED_SL;F;2021;23500\n\
        200069193;EPCI;MED_SL;F;2021;22000\n01001;COM;MED_SL;F;2021;21000\n99;DEP;MED_SL;F;2021;1\n99;DEP;PR_MD60;F;2021;1\n",
    )]);
    publies(
        &d,
        &[(France, "F", "revenu_median", 2021, Connue(23_160.0))],
    );
    assert_eq!(
        d.publies.nom(&(France, "F".into())),
        Some("France hors Mayotte")
    );
    publies(
        &d,
        &[
            (Departement, "01", "revenu_median", 2021, Connue(24_000.0)),
            (Departement, "01", "taux_pauvrete", 2021, Masquee),
            (Region, "84", "revenu_median", 2021, Connue(23_500.0)),
        ],
    );
    assert_eq!(
        lue(&d, "revenu_median", Some(2021), "01001"),
        Connue(21_000.0)
    );
    // An unknown territory is told once.
    assert_eq!(d.rejets.len(), 1, "{:?}", d.rejets);
}

#[test]
fn two_rows_that_disagree_leave_the_figure_unknown() {
    let d = lus(&[(
        "f.csv",
        "GEO;GEO_OBJECT;FILOSOFI_MEASURE;TIME_PERIOD;OBS_VALUE\n\
        01;DEP;MED_SL;2021;24000\n01;DEP;MED_SL;2021;25000\n01001;COM;MED_SL;2021;21000\n",
    )]);
    publies(&d, &[(Departement, "01", "revenu_median", 2021, Rejetee)]);
}

#[test]
fn an_export_by_bassin_de_vie_never_speaks_of_the_communes_whose_codes_it_has() {
    let d = lus(&[(
        "bv.csv",
        "\u{feff}Insee - Statistiques locales; ;\nRéférentiel géographique : France par bassin de vie; ;\n\
        Code;Libellé;Taux de pauvreté 2021;Médiane du niveau de vie 2021\n01001;Ambert;11.1;23250\n48095;Mende;N/A - secret statistique;22000\n",
    )]);
    publies(
        &d,
        &[
            (BassinVie, "01001", "taux_pauvrete", 2021, Connue(11.1)),
            (BassinVie, "48095", "taux_pauvrete", 2021, Masquee),
        ],
    );
    assert_eq!(d.publies.nom(&(BassinVie, "48095".into())), Some("Mende"));
    assert!(!d.colonnes.contains_key("taux_pauvrete"));
    assert_eq!(d.sources[1].millesime, "2021");
}

#[test]
fn the_user_says_the_level_of_his_file() {
    let d = dossier(&[("d.csv", b"dep;taux\n48;12,5\n01;s\n")]);
    let mut o = options();
    o.fichiers = vec![FichierProjet {
        nom: "d.csv".into(),
        cle: "dep".into(),
        niveau: Some(Departement),
        millesime: Some(2024),
        variables: [("tabac".to_owned(), "taux".into())].into(),
        ..FichierProjet::default()
    }];
    let d = charger(d.path(), petit(), &o, &Progression::muette()).unwrap();
    publies(
        &d,
        &[
            (Departement, "48", "tabac", 2024, Connue(12.5)),
            (Departement, "01", "tabac", 2024, Masquee),
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Rows of wider levels never change what is read of the communes, in whatever order they come.
    #[test]
    fn wider_levels_never_change_a_commune(
        communes in prop::collection::vec(9_000u32..90_000, 2),
        larges in prop::collection::vec((0usize..4, 1u32..90_000), 0..6),
        rang in 0usize..8,
    ) {
        let entete = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;TIME_PERIOD;OBS_VALUE\n";
        let lignes: Vec<String> = ["01001", "01002"].iter().zip(&communes)
            .map(|(c, n)| format!("{c};COM;MED_SL;2021;{n}\n")).collect();
        let objets = ["01;DEP", "84;REG", "200069193;EPCI", "F;FRANCE"];
        let mut tout = lignes.clone();
        for (quoi, n) in &larges {
            let place = rang.min(tout.len());
            tout.insert(place, format!("{};MED_SL;2021;{n}\n", objets[*quoi]));
        }
        let seul = lus(&[("f.csv", &format!("{entete}{}", lignes.concat()))]);
        let mele = lus(&[("f.csv", &format!("{entete}{}", tout.concat()))]);
        for c in ["01001", "01002"] {
            prop_assert_eq!(lue(&seul, "revenu_median", Some(2021), c), lue(&mele, "revenu_median", Some(2021), c));
        }
        prop_assert_eq!(seul.rejets.len(), mele.rejets.len());
    }
}
