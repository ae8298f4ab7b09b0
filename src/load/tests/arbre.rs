//! FINESS+: a JSON tree of structures, and that of their activities, which have no commune; fictional names only.

use super::*;

use Valeur::Connue;

/// FINESS+ with the two shapes of a state and of coordinates that are read about; fictional names only.
fn finess_plus() -> String {
    let ege = |numero: &str,
               nom: &str,
               categorie: &str,
               etat: &str,
               fermeture: &str,
               commune: &str,
               coordonnees: &str| {
        format!(
            r#"{{"informationsGeneralesEGE":{{"egeId":"1","nomEgeCourt":"{nom}","nomEgeLong":"{nom} LONG","numFinessEge":"{numero}","dateFermeture":{fermeture}}},
            "categorieentiteGeographiqueExercice":"{categorie}","etatObjet":{etat},
            "adresse":[{{"usageAdresse":"04","cogCommune":"01002","coordonneesGeographique":null}},
                       {{"usageAdresse":"03","cogCommune":"{commune}","coordonneesGeographique":{coordonnees}}}]}}"#
        )
    };
    let metres = r#"{"coordonneeX":"872835.21","coordonneeY":"6569568.1","directionLongitude":"5.241822","directionLatitude":"46.203876"}"#;
    let inverses = r#"{"coordonneeX":"5.2","coordonneeY":"46.2","directionLongitude":"872835.21","directionLatitude":"6569568.1"}"#;
    let entites = [
        ege(
            "010000001",
            "PHARMACIE FICTIVE",
            "620",
            "\"A\"",
            "null",
            "01001",
            metres,
        ),
        ege(
            "010000002",
            "EHPAD FICTIF",
            "500",
            r#"{"code":"A","system":"x"}"#,
            "\"\"",
            "01187",
            inverses,
        ),
        ege(
            "010000003",
            "FERMÉE",
            "620",
            "\"A\"",
            "\"2020-01-01\"",
            "01001",
            "null",
        ),
        ege(
            "010000004",
            "INACTIVE",
            "620",
            "\"I\"",
            "null",
            "01001",
            "null",
        ),
        ege(
            "010000005",
            "SERVICE FICTIF",
            "209",
            "\"A\"",
            "null",
            "01002",
            "null",
        ),
    ];
    format!(
        r#"{{"schemaVersion":"v1.0.0","generatedAt":"2026-09-29T02:06:22Z","gco":[{{"pmSmsseId":"1","pmejDuGco":[]}}],"gcc":[],
        "pmej":[{{"informationsGeneralesPMEJ":{{"numFinessPm":"010000000"}},"ege":[{}]}},{{"ege":null}},{{"ege":[{}]}}]}}"#,
        entites[..3].join(","),
        entites[3..].join(",")
    )
}

#[test]
fn finess_plus_is_read_as_a_stream_and_its_activities_find_their_commune() {
    let activite = |code: &str, etat: &str| {
        format!(
            r#"{{"caracteristiquesGeneriques":{{"activiteAeId":"1","etatObjet":"{etat}"}},"nature":{{"codeNature":"ASMR",
            "caracteristiquesSpecifiques":{{"typeActiviteAMSR":{{"activiteSocialeRegulee":"{code}"}}}}}},"capacite":[]}}"#
        )
    };
    let activites = format!(
        r#"{{"schemaVersion":"v1","generatedAt":"2026-09-29T02:06:22Z","pmej":[{{"numFiness":"010000000","ege":[
        {{"egeId":"5","numFinessEge":"010000005","activitesExercees":[{0},{0},{1}]}},
        {{"egeId":"1","numFinessEge":"010000001","activitesExercees":[{2}]}},
        {{"egeId":"9","numFinessEge":"010000009","activitesExercees":[{0}]}}]}}]}}"#,
        activite("358", "A"),
        activite("924", "A"),
        activite("358", "I"),
    );
    let structures = finess_plus();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, structures.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let d = charge(&[
        (
            "a-finess-activites-journalier-20260929.json",
            activites.as_bytes(),
        ),
        ("finess-structures-journalier-20260929.json.gz", &gz),
    ])
    .unwrap();
    tout_est_lu(&d);
    let lu = |v: &str, c: &str| lue(&d, v, Some(2026), c);
    assert_eq!(
        lu("finess_pharmacies", "01001"),
        Connue(1.0),
        "ni fermée, ni inactive"
    );
    assert_eq!(lu("finess_ehpad", "01187"), Connue(1.0));
    // The service is of category 209: its activity makes it a SSIAD, once.
    assert_eq!(lu("finess_ssiad_activite", "01002"), Connue(1.0));
    assert_eq!(lu("finess_ssiad_activite", "01001"), Connue(0.0));
    let noms: Vec<(&str, &str)> = d
        .structures
        .iter()
        .map(|s| (s.liste.as_str(), s.nom.as_str()))
        .collect();
    assert!(
        noms.contains(&("finess_ssiad", "SERVICE FICTIF LONG")),
        "{noms:?}"
    );
    for s in d
        .structures
        .iter()
        .filter(|s| s.categorie == "620" || s.categorie == "500")
    {
        let p = s.point.unwrap();
        assert!(
            (p.lon - 5.241822).abs() < 1e-5 && (p.lat - 46.203876).abs() < 1e-5,
            "{p:?}"
        );
    }
    let dit = d
        .constats
        .iter()
        .any(|c| c.texte.contains("1\u{a0}ligne sans commune"));
    assert!(dit, "{:?}", d.constats);
    // Alone, the activities are of no use, and it is said.
    let d = charge(&[("activites.json", activites.as_bytes())]).unwrap();
    assert!(
        d.non_utilises[0].motif.contains("déposez aussi"),
        "{:?}",
        d.non_utilises
    );
}

#[test]
fn a_tree_that_is_cut_is_told_and_another_json_is_not_one() {
    let entier = finess_plus();
    let coupe = &entier[..entier.len() - 200];
    let e = charge(&[("finess-structures-202609.json", coupe.as_bytes())]).unwrap_err();
    assert!(e.to_string().contains("tronqué"), "{e}");
    let d = charge(&[("x.json", br#"{"pmej": [{"ege": [{"autre": 1}]}]}"#)]).unwrap();
    assert_eq!(d.non_reconnus.len(), 1, "{:?}", d.sources);
}

#[test]
fn the_annuaire_counts_persons_once_whatever_their_slots_and_finds_their_commune() {
    let entete = "ps_activite_nom;ps_activite_prenom;ps_activite_civilite;specialite_code;specialite_libelle;type_ps_code;type_ps_libelle;coordonnees_code_postal;coordonnees_ville;secteur_conventionnel_libelle";
    let ligne = |nom: &str, sp: &str, postal: &str, ville: &str, secteur: &str| {
        format!("{nom};ANNE;MME;{sp};X;1;Médecins;{postal};{ville};{secteur}")
    };
    let rangees = [
        ligne("FICTIVE", "1", "01000", "C ZERO UN CEDEX", "Secteur 1"),
        ligne("Fictive", "1", "01000", "C ZERO UN", "Secteur 1"),
        ligne("FICTIVE", "1", "01000", "C ZERO DEUX", "Secteur 1"),
        ligne("AUTRE", "3", "75012", "VILLE LUMIERE CEDEX 12", "Secteur 2"),
        ligne("PERDU", "1", "99999", "NULLE PART", "Secteur 1"),
    ];
    let csv = format!("\u{feff}{entete}\n{}\n", rangees.join("\n"));
    let mut r = (*petit()).clone();
    for (code, nom) in [
        ("01001", "C Zéro-Un"),
        ("01002", "C Zéro-Deux"),
        ("75056", "Ville Lumière"),
    ] {
        let id = r.par_code(self::code(code)).unwrap();
        r.unites[id.0 as usize].nom = nom.to_owned();
    }
    r.indexer();
    let dossier = dossier(&[("liste-ps-20260316-023101.csv", csv.as_bytes())]);
    let d = charger(
        dossier.path(),
        Arc::new(r),
        &options(),
        &Progression::new(true),
    )
    .unwrap();
    let lu = |v: &str, c: &str| lue(&d, v, Some(2026), c);
    tout_est_lu(&d);
    assert_eq!(lu("ameli_mg", "01001"), Connue(1.0));
    assert_eq!(lu("ameli_mg_secteur_1", "01002"), Connue(1.0));
    assert_eq!(lu("ameli_medecins_secteur_2", "75056"), Connue(1.0));
    let cle = ("ameli_mg".to_owned(), Some(2026));
    let unes = ["01001", "01002"].map(|c| (d.referentiel.par_code(code(c)).unwrap(), 1.0));
    assert_eq!(
        d.repetees[&cle].en_trop(&unes),
        1.0,
        "une fois sur le territoire"
    );
    assert!(
        d.constats
            .iter()
            .any(|c| c.texte.contains("1\u{a0}ligne sans commune"))
    );
}

#[test]
fn lists_are_recognised_by_their_name_and_their_columns() {
    let csv = "Nom;Adresse;Code_commune;Latitude;Longitude\nLa Fictive;1 rue X;01001;46,1;5,2\n";
    let geo = "nom;code_insee;geo_point_2d\nFS Fictive;01002;\"46.1, 5.2\"\n";
    let d = charge(&[
        (
            "Maisons-de-santé-pluriprofessionnelles 2025.csv",
            csv.as_bytes(),
        ),
        ("liste-france-services.csv", geo.as_bytes()),
    ])
    .unwrap();
    assert_eq!(
        lue(&d, "liste_maisons_sante", Some(2025), "01001"),
        Connue(1.0)
    );
    let lues: Vec<(&str, &str, bool)> = d
        .structures
        .iter()
        .map(|s| (s.liste.as_str(), s.nom.as_str(), s.point.is_some()))
        .collect();
    let attendu = [
        ("france_services", "FS Fictive", true),
        ("maisons_sante", "La Fictive", true),
    ];
    assert_eq!(lues, attendu, "{:?} {:?}", d.non_reconnus, d.rejets);
    // The same columns under another name are those of anything.
    let d = charge(&[("clients.csv", csv.as_bytes())]).unwrap();
    assert!(d.structures.is_empty());
}
