//! Structures of FINESS in the layouts at hand, and tables inside a zip; fictional names only.

use super::*;

use Valeur::Connue;

/// A row of the legacy file: number, name, commune, département, category.
fn legacy(numero: &str, nom: &str, commune: &str, departement: &str, categorie: &str) -> String {
    format!(
        "structureet;{numero};96;{nom};{nom} LONG;;;;;;;;{commune};{departement};D;00000 V;;;{categorie};Catégorie;11;G;;;;;;;;;2020-01-01;"
    )
}

#[test]
fn the_legacy_finess_without_header_names_and_counts_its_establishments() {
    let csv = format!(
        "finess;etalab;98;2026-05-12\n{}\n{}\n{}\ngeolocalisation;1;2;3;4;5\n",
        legacy("010000001", "LA FICTIVE", "001", "01", "500"),
        legacy("010000002", "PHARMACIE FICTIVE", "002", "01", "620"),
        legacy("980000003", "PMI FICTIVE", "601", "9F", "223"),
    );
    let d = charge(&[("etalab-cs1100507-stock-20260512-0335.csv", csv.as_bytes())]).unwrap();
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    assert_eq!(lue(&d, "finess_ehpad", Some(2026), "01001"), Connue(1.0));
    assert_eq!(lue(&d, "finess_ehpad", Some(2026), "01002"), Connue(0.0));
    assert_eq!(lue(&d, "finess_pmi", Some(2026), "97601"), Connue(1.0));
    let noms: Vec<&str> = d.structures.iter().map(|s| s.nom.as_str()).collect();
    assert_eq!(noms[1..], ["PHARMACIE FICTIVE LONG", "PMI FICTIVE LONG"]);
}

#[test]
fn the_points_of_the_legacy_finess_are_those_of_its_own_rows_in_each_projection() {
    // Mayotte: UTM 38 S; the first commune: Lambert-93; the third: metres of no place in its département.
    let csv = format!(
        "finess;etalab;111;2026-05-12\n{}\n{}\n{}\ngeolocalisation;010000001;872835.21;6569568.1;1,ATLASANTE,96,BAN,EPSG:2154;2026-05-01\n\
         geolocalisation;980000003;523000;8585000;1,X,96,BAN,EPSG:4471;2026-05-01\ngeolocalisation;010000002;523000;8585000;x;2026-05-01\n",
        legacy("010000001", "LA FICTIVE", "001", "01", "500"),
        legacy("980000003", "PMI FICTIVE", "601", "9F", "223"),
        legacy("010000002", "PHARMACIE FICTIVE", "002", "01", "620"),
    );
    let d = charge(&[("etalab-cs1100507-stock-20260512-0335.csv", csv.as_bytes())]).unwrap();
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    let point = |nom: &str| {
        let s = d.structures.iter().find(|s| s.nom.starts_with(nom));
        s.unwrap().point.map(|p| (p.lon, p.lat))
    };
    let (lon, lat) = point("LA FICTIVE").unwrap();
    assert!(
        (lon - 5.241822).abs() < 1e-5 && (lat - 46.203876).abs() < 1e-5,
        "{lon} {lat}"
    );
    let (lon, lat) = point("PMI FICTIVE").unwrap();
    assert!(
        (45.0..45.4).contains(&lon) && (-13.1..-12.6).contains(&lat),
        "{lon} {lat}"
    );
    assert_eq!(point("PHARMACIE"), None);
}

#[test]
fn in_each_departement_the_file_that_names_enough_speaks() {
    // The preferred file (t_finess) has one row in 01 and all of 48; the other has three in 01.
    let t = "finess,etat,type,rs,categ_code,categ_lib,com_code,geoloc_4326_lat,geoloc_4326_long\n\
        010000002,ACTUEL,ET,Extrait,620,Pharmacie,01002,46.1,5.2\n480000001,ACTUEL,ET,Préférée,620,Pharmacie,48095,44.5,3.5\n";
    let entete = "nofinesset;rs;rslongue;departement;commune;categetab;libcategetab\n010000002;P;A;01;002;620;Pharmacie\n\
        010000003;P;B;01;002;620;Pharmacie\n010000004;P;C;01;001;620;Pharmacie\n480000001;P;D;48;095;620;Pharmacie\n";
    let d = charge(&[
        ("t-finess.csv", t.as_bytes()),
        ("finess_etablissements.csv", entete.as_bytes()),
    ])
    .unwrap();
    let noms: Vec<&str> = d.structures.iter().map(|s| s.nom.as_str()).collect();
    assert_eq!(noms, ["A", "B", "C", "Préférée"]);
    assert!(
        d.structures[0].point.is_some(),
        "le point de l'autre fichier"
    );
}

#[test]
fn the_points_of_the_individual_bpe_are_structures_unless_drawn_at_random() {
    let ligne = |nom: &str, c: &str, t: &str, x: &str, y: &str, lon: &str, qualite: &str| {
        format!(
            "\"2025\";\"{nom}\";\"\";\"{c}\";\"{t}\";\"{x}\";\"{y}\";\"{lon}\";\"46.2\";\"{qualite}\""
        )
    };
    let csv = format!(
        "\"AN\";\"NOMRS\";\"SIRET\";\"DEPCOM\";\"TYPEQU\";\"LAMBERT_X\";\"LAMBERT_Y\";\"LONGITUDE\";\"LATITUDE\";\"QUALITE_GEOLOC\"\n{}\n",
        [
            ligne("", "01001", "D307", "", "", "5.1", "11"),
            ligne("", "01001", "D307", "", "", "5.2", "11"),
            ligne(
                "FICTIVE",
                "01001",
                "D302",
                "872835.21",
                "6569568.1",
                "_Z",
                "11"
            ),
            ligne("HASARD", "01001", "D307", "", "", "5.3", "33"),
            ligne("", "01002", "D265", "", "", "5.4", "11"),
        ]
        .join("\n")
    );
    let d = charge(&[("BPE25.csv", csv.as_bytes())]).unwrap();
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    let lues: Vec<(&str, &str, bool)> = d
        .structures
        .iter()
        .map(|s| (s.nom.as_str(), s.libelle.as_str(), s.point.is_some()))
        .collect();
    let labo = "Laboratoire d'analyses et de biologie médicales";
    let attendu = [
        ("FICTIVE", labo, true),
        ("", "Pharmacie", true),
        ("", "Pharmacie", true),
        ("HASARD", "Pharmacie", false),
    ];
    assert_eq!(lues, attendu);
}

#[test]
fn a_structure_is_named_once_by_list_and_keeps_its_point() {
    let t = "finess,etat,type,rs,categ_code,categ_lib,com_code,geoloc_4326_lat,geoloc_4326_long\n\
        010000002,ACTUEL,ET,Pharmacie fictive,620,Pharmacie,01002,46.1,5.2\n010000009,FERME,ET,Fermée,620,Pharmacie,01002,46.1,5.2\n";
    let entete = "nofinesset;rs;rslongue;departement;commune;categetab;libcategetab\n010000002;P;PHARMACIE;01;002;620;Pharmacie\n";
    let activites = "numero_finess_etablissement;raison_sociale;activite;libactivite;forme;code_insee;longitude;latitude\n\
        01;CH;14;Médecine d'urgence;14;01001;5,1;46,2\n01;CH;14;Médecine d'urgence;00;01001;5,1;46,2\n";
    let d = charge(&[
        ("t-finess.csv", t.as_bytes()),
        ("finess_etablissements.csv", entete.as_bytes()),
        ("activites.csv", activites.as_bytes()),
    ])
    .unwrap();
    let de = |liste: &str| -> Vec<&crate::model::Structure> {
        d.structures.iter().filter(|s| s.liste == liste).collect()
    };
    assert_eq!(
        de("finess").len(),
        1,
        "{:?} {:?}",
        d.structures,
        d.non_reconnus
    );
    assert_eq!(de("finess")[0].point.map(|p| p.lat), Some(46.1));
    assert_eq!(de("finess_activites").len(), 1);
    assert_eq!(lue(&d, "finess_urgences", None, "01001"), Connue(1.0));
}

#[test]
fn each_table_of_a_zip_is_read_in_place_under_its_own_name() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (nom, texte) in [
        ("data.csv", "code_commune,typequ,nombre\n01001,D265,3\n"),
        ("sous/meta.csv", "a;b\nx;y\n"),
        ("__MACOSX/data.csv", "x"),
    ] {
        zip.start_file(nom, options).unwrap();
        std::io::Write::write_all(&mut zip, texte.as_bytes()).unwrap();
    }
    let octets = zip.finish().unwrap().into_inner();
    let d = charge(&[("bpe_2024.zip", &octets)]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Connue(3.0));
    assert_eq!(d.sources[1].fichier, "bpe_2024.zip/data.csv");
    assert_eq!(d.sources[1].sha256, octets::empreinte(&octets));
    let autres: Vec<&str> = d.non_reconnus.iter().map(|n| n.fichier.as_str()).collect();
    assert_eq!(autres, ["bpe_2024.zip/sous/meta.csv"]);
}

proptest::proptest! {
    /// However often its rows come, and in whatever order, an establishment counts once.
    #[test]
    fn an_establishment_counts_once_however_often_it_comes(rangs in proptest::collection::vec(0..5_usize, 1..14)) {
        let rangees = [
            legacy("010000001", "A", "001", "01", "620"),
            legacy("010000002", "B", "001", "01", "620"),
            legacy("010000003", "C", "001", "01", "500"),
            legacy("480000001", "D", "095", "48", "620"),
            legacy("010000004", "E", "002", "01", "620"),
        ];
        let lignes: Vec<&str> = rangs.iter().map(|r| rangees[*r].as_str()).collect();
        let csv = format!("finess;etalab;98;2026-05-12\n{}\ngeolocalisation;1;2;3;4;5\n", lignes.join("\n"));
        let d = charge(&[("etalab-cs1100507-stock-20260512-0335.csv", csv.as_bytes())]).unwrap();
        let vus: BTreeSet<usize> = rangs.iter().copied().collect();
        let dans = |ids: &[usize]| ids.iter().filter(|r| vus.contains(r)).count() as f64;
        let lu = |v: &str, c: &str| d.colonne(v, Some(2026)).map_or(0.0, |k| k.valeur(d.referentiel.par_code(code(c)).unwrap()).connue().unwrap_or(0.0));
        proptest::prop_assert_eq!(lu("finess_pharmacies", "01001"), dans(&[0, 1]));
        proptest::prop_assert_eq!(lu("finess_ehpad", "01001"), dans(&[2]));
        proptest::prop_assert_eq!(lu("finess_pharmacies", "48095"), dans(&[3]));
        let dits = d.constats.iter().filter(|c| c.id == crate::model::RegleConstat::StructuresRepetees);
        let dits: Vec<&str> = dits.map(|c| c.texte.as_str()).collect();
        proptest::prop_assert_eq!(dits.len(), usize::from(vus.len() < rangs.len()), "{:?}", dits);
        if let Some(dit) = dits.first() {
            proptest::prop_assert!(dit.contains(&format!("{}\u{a0}ligne", rangs.len() - vus.len())), "{}", dit);
        }
    }
}

#[test]
fn a_number_of_two_categories_leaves_the_second_unknown_and_one_of_two_communes_is_told() {
    let csv = format!(
        "finess;etalab;98;2026-05-12\n{}\n{}\n{}\n{}\ngeolocalisation;1;2;3;4;5\n",
        legacy("010000001", "A", "001", "01", "620"),
        legacy("010000001", "A", "002", "01", "500"),
        legacy("010000003", "C", "001", "01", "620"),
        legacy("010000003", "C", "002", "01", "620"),
    );
    let d = charge(&[("etalab-cs1100507-stock-20260512-0335.csv", csv.as_bytes())]).unwrap();
    assert_eq!(
        lue(&d, "finess_ehpad", Some(2026), "01002"),
        Valeur::Rejetee
    );
    assert_eq!(
        lue(&d, "finess_pharmacies", Some(2026), "01001"),
        Connue(2.0)
    );
    assert_eq!(d.rejets.len(), 1, "{:?}", d.rejets);
    assert!(d.rejets[0].motif.contains("ligne 2"), "{:?}", d.rejets);
    let dit = d
        .constats
        .iter()
        .find(|c| c.id == crate::model::RegleConstat::StructuresRepetees);
    assert!(dit.unwrap().texte.contains("autre commune"));
    // What names nothing is no number.
    let liste = "nom;code_insee;identifiant\nMSP A;01001;0\nMSP B;01001;0\nMSP C;01001;nd\nMSP D;01001;nd\n";
    let d = charge(&[("maisons_de_sante.csv", liste.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "liste_maisons_sante", None, "01001"), Connue(4.0));
}
