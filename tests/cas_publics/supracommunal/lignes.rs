//! Rows of several levels in one file: whole or rejected, and counted the same in a stream.

use super::*;

/// A row cut short may end with half a figure: nothing of it is published, whatever is left of it.
#[test]
fn a_row_of_a_departement_cut_short_is_rejected() {
    let entete = "CODGEO;LIBGEO;NBMENFISC21;NBPERSMENFISC21;MED21;PIMP21;TP6021;TP60AGE121;TP60AGE221;TP60AGE321";
    let communes = format!(
        "{entete}\n96001;A;800;1800;21000;50;12;20;18;17\n96002;B;200;500;20000;50;13;20;18;17\n"
    );
    let publiee = |ligne: &str| {
        let departement = format!("{entete}\n{ligne}\n");
        let json = rapport(&[
            ("donnees/cc_filosofi_2021_COM.csv", communes.as_str()),
            ("donnees/cc_filosofi_2021_DEP.csv", departement.as_str()),
        ]);
        let i = indicateur(&json, "revenu_median");
        let tous = i["comparateurs"].as_array().expect("comparateurs");
        let sien = tous.iter().find(|c| c["niveau"] == "departement");
        (
            sien.and_then(|c| c["valeur"].as_f64()),
            json["donnees"]["rejets_total"].as_u64(),
        )
    };
    assert_eq!(
        publiee("96;D;30000;60000;22500;50;14;20;18;17"),
        (Some(22_500.0), Some(0))
    );
    for coupee in [
        "96;D;30000;60000;2250",
        "96;D;30000;60000;22500;50;1",
        "96;D;30000;60000",
    ] {
        let (valeur, rejets) = publiee(coupee);
        assert_eq!(valeur, None, "{coupee}");
        assert!(rejets > Some(0), "{coupee}");
    }
}

/// What a stream counts is what the same file counts without it, whatever the order of its rows and of its levels.
#[test]
fn a_stream_counts_what_the_file_says_whatever_the_order_of_its_levels() {
    let descripteur = |flux: &str| {
        format!(
            "id = \"mes_pros\"\nlibelle = \"Mes pros\"\nproducteur = \"moi\"\nlicence = \"libre\"\nurl = \"https://example.org\"\n\
             creux = true\ncle = \"CODGEO\"\n[reconnaissance]\nrequis = [\"CODGEO\", \"NIV\", \"CATEG\", \"NUM\"]\n[millesime]\nfixe = 2026\n\
             {flux}[[niveau]]\nniveau = \"departement\"\nquand = {{ colonne = \"NIV\", motif = \"DEP\" }}\n[[variable]]\nid = \"bpe_d265\"\n\
             compter = true\nquand = {{ colonne = \"CATEG\", motif = \"A[12]\" }}\n"
        )
    };
    let mut lignes = [
        "96;DEP;A1;0",
        "96001;COM;A1;1",
        "96001;COM;A2;1",
        "96002;COM;A1;1",
    ];
    for _ in 0..lignes.len() {
        lignes.rotate_left(1);
        let fichier = format!("CODGEO;NIV;CATEG;NUM\n{}\n", lignes.join("\n"));
        let compte = |flux: &str| {
            let dossier = projet(&[
                ("donnees/pros.csv", fichier.as_str()),
                ("d.toml", &descripteur(flux)),
            ]);
            let chemin = |nom: &str| dossier.path().join(nom).display().to_string();
            let (projet, descripteur) = (chemin("cpts.toml"), chemin("d.toml"));
            let arguments = [
                "diagnostic",
                &projet,
                "--descripteur",
                &descripteur,
                "--format",
                "json",
            ];
            cpts(&arguments).reussie().json()
        };
        let lu = |json: &Value| indicateur(json, "effectif_mg")["valeur"].as_f64();
        let (en_flux, sans) = (compte("[flux]\n"), compte(""));
        assert_eq!(lu(&sans), Some(3.0), "{fichier}");
        assert_eq!(lu(&en_flux), lu(&sans), "{fichier}");
    }
}
