//! Published formats that no real file is at hand for, in their exact layout; only invented territories carry figures.

use super::*;
use crate::model::Valeur::{Absente, Connue, Masquee};

#[test]
fn the_age_file_of_insee_gives_bands_and_earlier_populations() {
    let csv = "CODGEO;LIBGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP7589;P22_POP90P;P16_POP;P11_POP\n\
        01001;A;801.5;100;100;150;150.5;200;91;10;790;780\n75056;P;50000;9000;8000;9000;9000;9000;5000;1000;49000;48000\n75101;P;15000;3000;3000;3000;2000;2000;1900;100;14000;14500\n";
    let d = charge(&[("base-cc.CSV", csv.as_bytes())]).unwrap();
    assert_eq!(
        lue(&d, "age_population", Some(2022), "01001"),
        Connue(801.5)
    );
    assert_eq!(lue(&d, "age_90_plus", Some(2022), "01001"), Connue(10.0));
    assert_eq!(
        lue(&d, "population_municipale", Some(2016), "01001"),
        Connue(790.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2011), "01001"),
        Connue(780.0)
    );
    assert!(d.colonne("age_population", Some(2016)).is_none());
    assert_eq!(lue(&d, "age_0_14", Some(2022), "75056"), Connue(9000.0));
}

#[test]
fn the_long_files_of_melodi_are_read_in_any_order_of_columns() {
    let pop = "\u{feff}\"POPREF_MEASURE\";\"GEO\";\"FREQ\";\"GEO_OBJECT\";TIME_PERIOD;OBS_VALUE\n\
        \"PMUN\";\"01001\";\"A\";\"COM\";2023;832\n\"PTOT\";\"01001\";\"A\";\"COM\";2023;840\n\"PMUN\";\"01\";\"A\";\"DEP\";2023;1\n\"PMUN\";\"2026-COM-01002\";\"A\";\"COM\";2022;210\n";
    let bpe = "\"GEO\";\"GEO_OBJECT\";\"FACILITY_DOM\";\"FACILITY_SDOM\";\"FACILITY_TYPE\";\"BPE_MEASURE\";\"TIME_PERIOD\";\"OBS_VALUE\"\n\
        \"01001\";\"COM\";\"D\";\"D2\";\"D265\";\"FACILITIES\";2025;4\n\"01187\";\"COM\";\"D\";\"D2\";\"D265\";\"FACILITIES\";2025;1\n\"01001\";\"COM\";\"D\";\"D2\";\"_T\";\"FACILITIES\";2025;9\n\"01\";\"DEP\";\"D\";\"D2\";\"D265\";\"FACILITIES\";2025;4\n";
    let filo = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;UNIT_MEASURE;UNIT_MULT;CONF_STATUS;OBS_STATUS;TIME_PERIOD;OBS_VALUE\n\
        01001;COM;MED_SL;EUR;0;F;A;2023;23450\n01001;COM;PR_MD60;PT;0;C;A;2023;\n01002;COM;MED_SL;EUR;0;F;O;2023;\n01001;COM;GI_SL;X;0;F;A;2023;0.3\n";
    let d = charge(&[
        ("p.csv", pop.as_bytes()),
        ("b.csv", bpe.as_bytes()),
        ("f.csv", filo.as_bytes()),
    ])
    .unwrap();
    tout_est_lu(&d);
    assert_eq!(
        lue(&d, "population_totale", Some(2023), "01001"),
        Connue(840.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2022), "01002"),
        Connue(210.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2023), "01001"),
        Connue(800.0),
        "le référentiel prime"
    );
    assert_eq!(lue(&d, "bpe_d265", Some(2025), "01001"), Connue(4.0));
    assert_eq!(lue(&d, "bpe_d265", Some(2025), "01002"), Connue(0.0));
    assert_eq!(
        d.colonnes.keys().filter(|k| k.starts_with("bpe")).count(),
        1
    );
    assert_eq!(
        lue(&d, "revenu_median", Some(2023), "01001"),
        Connue(23_450.0)
    );
    assert_eq!(lue(&d, "revenu_median", Some(2023), "01002"), Absente);
    assert_eq!(lue(&d, "taux_pauvrete", Some(2023), "01001"), Masquee);
}

#[test]
fn the_wide_filosofi_file_keeps_hidden_apart_from_missing() {
    let csv = "CODGEO;NBMENFISC21;NBPERSMENFISC21;MED21;TP6021\n01001;300;700;23450,5;s\n01002;100;200;nd;ns\n01330;10;20;20000;5\n01187;10;20;30000;5\n";
    let d = charge(&[("cc_filosofi.csv", csv.as_bytes())]).unwrap();
    assert_eq!(
        lue(&d, "revenu_median", Some(2021), "01001"),
        Connue(23_450.5)
    );
    assert_eq!(lue(&d, "taux_pauvrete", Some(2021), "01001"), Masquee);
    assert_eq!(lue(&d, "revenu_median", Some(2021), "01002"), Absente);
    assert_eq!(
        lue(&d, "revenu_median", Some(2021), "01187"),
        Absente,
        "une médiane ne se fusionne pas"
    );
    assert_eq!(
        lue(&d, "nb_menages_fiscaux", Some(2021), "01187"),
        Connue(20.0)
    );
}

#[test]
fn mayotte_has_its_code_in_two_columns() {
    let csv = "CODREG;REG;DEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\r\n06;;976;;;601;;5000;12;5012\r\n01;;01;;;001;01001;790;1;791\r\n";
    let d = charge(&[("2017/communes.csv", csv.as_bytes())]).unwrap();
    assert_eq!(
        lue(&d, "population_totale", Some(2017), "97601"),
        Connue(5012.0)
    );
    assert_eq!(
        lue(&d, "population_comptee_a_part", Some(2017), "01001"),
        Connue(1.0)
    );
}

#[test]
fn the_wide_bpe_takes_the_new_ids_of_the_same_professions() {
    let csv =
        "CODGEO;NB_D201;NB_D233;NB_D307;NB_D206\n01001;2;1;1;0\n75056;9;9;9;9\n75101;5;4;3;2\n";
    let d = charge(&[("medical-2021.csv", csv.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2021), "01001"), Connue(2.0));
    assert_eq!(lue(&d, "bpe_d279", Some(2021), "75101"), Connue(4.0));
    assert_eq!(lue(&d, "bpe_d265", Some(2021), "75056"), Connue(9.0));
    assert_eq!(lue(&d, "bpe_d307", Some(2021), "01001"), Connue(1.0));
    assert_eq!(lue(&d, "bpe_d206", Some(2021), "75101"), Connue(2.0));
}

#[test]
fn a_cpts_workbook_of_an_ars_is_read() {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    for (c, e) in (0u16..).zip(["département", "code INSEE", "libellé commune", "CPTS"]) {
        f.write(0, c, e).unwrap();
    }
    f.write(1, 1, 1001).unwrap();
    f.write(1, 2, "Aiglun (04)").unwrap();
    f.write(1, 3, "CPTS du Lac").unwrap();
    f.write(2, 1, "2A004").unwrap();
    f.write(2, 3, "CPTS du Golfe").unwrap();
    let octets = w.save_to_buffer().unwrap();
    let d = charge(&[("CPTS-communes.xlsx", &octets)]).unwrap();
    let noms: Vec<_> = d.cpts.iter().map(|a| a.cpts.as_str()).collect();
    assert_eq!(noms, ["CPTS du Lac", "CPTS du Golfe"]);
    assert_eq!(d.sources[1].id, "cpts_communes");
    assert!(d.constats.iter().any(|c| c.id == "zero_initial_rendu"));
}

#[test]
fn quartiers_without_commune_are_found_from_the_polygons() {
    let carre = |x: f64| {
        format!(
            r#"{{"type":"Polygon","coordinates":[[[{x},0],[{x},1],[{},1],[{},0],[{x},0]]]}}"#,
            x + 1.0,
            x + 1.0
        )
    };
    let communes = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"01001","nom":"A"}},"geometry":{}}},{{"type":"Feature","properties":{{"code":"01002","nom":"B"}},"geometry":{}}}]}}"#,
        carre(0.0),
        carre(1.0)
    );
    let qpv = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code_qp":"QN00101M","lib_qp":"Un","lib_com":"B"},"geometry":{"type":"Polygon","coordinates":[[[1.2,0.2],[1.2,0.4],[1.4,0.4],[1.2,0.2]]]}},
        {"type":"Feature","properties":{"code_qp":"QN00102M","lib_qp":"Deux","communes":["01330","01001","x"]},"geometry":null}]}"#;
    let d = charge(&[
        ("c.geojson", communes.as_bytes()),
        ("q.geojson", qpv.as_bytes()),
    ])
    .unwrap();
    let codes = |i: usize| -> Vec<String> {
        d.qpv[i]
            .communes
            .iter()
            .map(|u| d.referentiel.unite(*u).code.to_string())
            .collect()
    };
    assert_eq!(
        (d.qpv[0].code.as_str(), codes(0)),
        ("QN00101M", vec!["01002".to_owned()])
    );
    assert_eq!(
        (d.qpv[1].nom.as_str(), codes(1)),
        ("Deux", vec!["01001".to_owned(), "01187".to_owned()])
    );
    assert_eq!(d.rejets.len(), 1);
}

#[test]
fn the_surface_is_measured_on_the_outlines_when_no_file_gives_it() {
    let contours = br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01001","nom":"A"},"geometry":
        {"type":"Polygon","coordinates":[[[3,0],[3,1],[4,1],[4,0],[3,0]]]}}]}"#;
    let d = charge(&[("c.geojson", contours)]).unwrap();
    // One degree by one degree on the equator of GRS80: 12 308.46 km².
    let Connue(mesuree) = lue(&d, "surface_km2", None, "01001") else {
        panic!("aucune surface");
    };
    assert!((mesuree - 12_308.46).abs() < 0.01, "{mesuree}");
    assert_eq!(lue(&d, "surface_km2", None, "01002"), Absente);
    assert!(d.constats.iter().any(|c| c.id == "surface_mesuree"));

    let surfaces = b"code,surface_km2,lat,lon\n01001,12300.5,0.5,3.5\n01002,10,0,4\n";
    let d = charge(&[("c.geojson", contours), ("s.csv", surfaces)]).unwrap();
    assert_eq!(lue(&d, "surface_km2", None, "01001"), Connue(12_300.5));
    assert!(d.constats.iter().all(|c| c.id != "surface_mesuree"));
}

#[test]
fn other_levels_than_the_commune_are_never_taken_for_communes() {
    let export = "\u{feff}Insee - Statistiques locales; ;\nRéférentiel géographique : France par zone d'emploi; ;\nCode;Libellé;Taux de pauvreté 2021\n01001;A;3\n";
    let communal = export.replace("zone d'emploi", "commune");
    let d = charge(&[("a.csv", export.as_bytes()), ("z.csv", b"code_commune,annee_x,indicateur,apl\n01001,1,a,2\n01001,1,b,2\n01002,1,a,2\n01002,1,b,2\n")]).unwrap();
    let motifs: Vec<_> = d.non_reconnus.iter().map(|n| n.motif.as_str()).collect();
    assert!(
        motifs[0].contains("zones d'emploi") && motifs[1].contains("plusieurs lignes par commune"),
        "{motifs:?}"
    );
    let d = charge(&[("a.csv", communal.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "taux_pauvrete", Some(2021), "01001"), Connue(3.0));
}

#[test]
fn a_descriptor_of_the_user_adds_a_format() {
    let d = dossier(&[("p.csv", b"INSEE_X;SANS_MT\n01001;12\n")]);
    let texte = "id='sans_mt'\nlibelle='Patients sans médecin traitant'\nproducteur='CPAM'\nlicence='usage interne'\ncle='INSEE_X'\n\
        [reconnaissance]\nrequis=['INSEE_X','SANS_MT']\n[millesime]\nfixe=2025\n[[variable]]\nid='nb_sans_mt'\ncolonne='SANS_MT'\n";
    let o = Options {
        descripteurs: vec![Descripteur::lire(texte, "d.toml").unwrap()],
        ..options()
    };
    let d = charger(d.path(), petit(), &o, &Progression::muette()).unwrap();
    assert_eq!(lue(&d, "nb_sans_mt", Some(2025), "01001"), Connue(12.0));
    assert_eq!(d.sources[1].producteur, "CPAM");
}
