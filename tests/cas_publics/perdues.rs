//! Rows and cells that could not be read: what they leave unknown is said wherever a figure could hide it.

use serde_json::Value;

use crate::outils::{constats, cpts, diagnostic, dossier, indicateur, lance};

/// A row that may be a commune of « CPTS A », of which no figure is then silently exact.
const LISTE: &str = "code_commune,cpts\n48095,CPTS A\n48080,CPTS A\n4808x,CPTS A\n48030,CPTS B\n";

#[test]
fn a_lost_row_of_the_list_of_cpts_is_said_by_the_funding() {
    let d = dossier(&[("cpts.csv", LISTE)]);
    let donnees = d.path().to_str().unwrap();
    let finance = |format: &str| {
        let debut = ["financement", "--toutes-les-cpts", "dep:48"];
        cpts(&[&debut[..], &["--donnees", donnees, "--format", format]].concat()).reussie()
    };
    let dit = finance("csv").stderr.replace('\u{a0}', " ");
    for texte in [
        "1 ligne de la liste des CPTS",
        "ligne 4 : « 4808x »",
        "qu'un minimum",
    ] {
        assert!(dit.contains(texte), "« {texte} » : {dit}");
    }
    let json = finance("json").json();
    let notes = |nom: &str| {
        let mut tous = json["perimetres"].as_array().unwrap().iter();
        let sien = tous.find(|p| p["nom"] == nom).unwrap();
        sien["notes"].to_string()
    };
    assert!(
        notes("CPTS A").contains("peut manquer une commune"),
        "{}",
        notes("CPTS A")
    );
    assert!(
        !notes("CPTS B").contains("peut manquer"),
        "la ligne nomme sa CPTS"
    );
}

#[test]
fn a_lost_row_without_commune_is_a_finding_of_whom_it_may_concern() {
    let dite = |perimetre: &str, liste: &str| {
        let json = diagnostic(perimetre, &[("cpts.csv", liste)]);
        let constats = json["constats"].as_array().unwrap().iter();
        let siens = constats.filter(|c| c["id"] == "lignes_rejetees");
        siens
            .map(|c| c["texte"].as_str().unwrap().to_owned())
            .collect::<String>()
    };
    let texte = dite("commune:48095,48140", LISTE);
    assert!(
        texte.contains("cpts.csv") && texte.contains("que l'on ne peut pas lire"),
        "{texte}"
    );
    assert!(
        dite("commune:48095,48080", LISTE).is_empty(),
        "chacune a sa ligne"
    );
    assert!(
        dite("commune:13001", LISTE).is_empty(),
        "un autre département"
    );
    // A row without département may be about what its CPTS holds or touches; of a CPTS that no other row places, about anyone.
    let proche = LISTE.replace("4808x", "4808");
    assert!(dite("commune:13001", &proche).is_empty(), "loin de sa CPTS");
    assert!(!dite("commune:48140", &proche).is_empty());
    let partout = LISTE.replace("4808x,CPTS A", "4808,CPTS perdue");
    assert!(!dite("commune:13001", &partout).is_empty());
    let cpts_a = dite("cpts:\"CPTS A\"", LISTE);
    assert!(cpts_a.contains("peut manquer une commune"), "{cpts_a}");
}

#[test]
fn a_reject_of_an_arrondissement_is_a_reject_of_its_city() {
    let bons: String = (1..=15).map(|i| format!("132{i:02};D265;{i}\n")).collect();
    let texte = format!("code_commune;typequ;nombre\n{bons}13216;D265;x\n");
    let json = diagnostic("commune:13055", &[("bpe_2024.csv", &texte)]);
    assert_eq!(json["donnees"]["rejets_perimetre"][0]["commune"], "13216");
    let constats = json["constats"].to_string();
    assert!(
        constats.contains("Marseille 16e Arrondissement (13216)"),
        "{constats}"
    );
}

/// Spreadsheets write wide numbers in powers of ten, rounded: none is a count.
#[test]
fn powers_of_ten_are_refused_with_the_remedy() {
    for ecrit in ["1e3", "1E+03", "1,3E+04", "1.25e2"] {
        let texte = format!("code_commune;typequ;nombre\n48095;D265;{ecrit}\n");
        let json = diagnostic("commune:48095", &[("bpe_2024.csv", &texte)]);
        assert!(
            indicateur(&json, "effectif_mg")["valeur"].is_null(),
            "{ecrit}"
        );
        let rejet = &json["donnees"]["rejets_perimetre"][0];
        assert_eq!(rejet["valeur"], ecrit);
        assert!(
            rejet["motif"].to_string().contains("format Nombre"),
            "{rejet}"
        );
    }
}

/// Class of a commune on a map, and what its tooltip says.
fn carte<'a>(json: &'a Value, theme: &str, code: &str) -> Option<(&'a str, &'a str)> {
    let mut themes = json["cartes"]["themes"].as_array()?.iter();
    let theme = themes.find(|t| t["id"] == theme)?;
    let mut valeurs = theme["valeurs"].as_array()?.iter();
    let valeur = valeurs.find(|v| v["code"] == code)?;
    let rang = valeur["classe"].as_u64()? as usize;
    let libelle = theme["classes"][rang]["libelle"].as_str()?;
    Some((libelle, valeur["texte"].as_str()?))
}

#[test]
fn none_of_the_signs_is_never_said_of_a_commune_partly_unknown() {
    let apl = "code_commune;apl_mg_2023\n48095;3,1\n48140;3,2\n48080;s\n";
    let zonage = "code_commune;zonage_mg\n48095;4_HV\n48080;4_HV\n";
    let fichiers = [("apl.csv", apl), ("zonage.csv", zonage)];
    let json = diagnostic("commune:48095,48140,48080", &fichiers);
    let classes: Vec<_> = ["48095", "48140", "48080"]
        .iter()
        .filter_map(|c| carte(&json, "sous_densite", c))
        .collect();
    for (libelle, texte) in classes {
        let inconnu = texte.contains("inconnu");
        assert_eq!(
            libelle == "Aucun de ces signes",
            !inconnu,
            "{libelle} : {texte}"
        );
    }
}

/// The word of the descriptor alone makes a few counted rows those of a whole département.
#[test]
fn a_few_counted_rows_are_an_extract_unless_their_descriptor_says_otherwise() {
    let descripteur = "id = \"liste\"\nlibelle = \"Liste\"\nproducteur = \"P\"\nlicence = \"LO\"\ncreux = true\n\
        cle = \"insee\"\n[reconnaissance]\nrequis = [\"insee\", \"categ\"]\n\
        [[variable]]\nid = \"bpe_d265\"\ncompter = true\nquand = { colonne = \"categ\", motif = 'MG' }\n";
    let valeur = |texte: &str| {
        let d = dossier(&[
            ("donnees/l.csv", "insee;categ\n48095;MG\n"),
            ("d.toml", texte),
        ]);
        let chemin = d.path().join("d.toml");
        let options = [
            "--descripteur",
            chemin.to_str().unwrap(),
            "--format",
            "json",
        ];
        let json = lance("commune:48080", &d.path().join("donnees"), &options)
            .reussie()
            .json();
        let dit = constats(&json, "fichier_partiel");
        (indicateur(&json, "effectif_mg")["valeur"].as_f64(), dit)
    };
    let (lue, dit) = valeur(descripteur);
    assert_eq!(lue, None);
    assert!(dit.contains("departements_entiers = true"), "{dit}");
    let entier = descripteur.replace("creux = true", "creux = true\ndepartements_entiers = true");
    assert_eq!(valeur(&entier).0, Some(0.0));
}

/// What is outside the scope of the list is not covered for all that: the share is between bounds.
#[test]
fn the_share_without_cpts_is_bounded_when_a_commune_is_unknown() {
    let d = dossier(&[("cpts.csv", "code_commune,cpts\n48095,CPTS A\n4808,CPTS B\n")]);
    let json = crate::outils::rapport("commune:48095,48080", d.path());
    let bornes = &json["zones_blanches"]["bornes_sans_cpts"];
    assert_eq!(bornes[0].as_f64(), Some(0.0), "{bornes}");
    assert!(bornes[1].as_f64().is_some_and(|x| x > 10.0), "{bornes}");
    let terminal = lance("commune:48095,48080", d.path(), &["--detail"]).reussie();
    let plat = terminal.stdout.split_whitespace().collect::<Vec<_>>();
    assert!(
        plat.join(" ")
            .contains("sont couvertes par une CPTS ; les autres sont inconnues : entre 0,0 et")
    );
}

/// The types that the BPE renumbered in 2024 are read whichever way a table is made.
#[test]
fn renumbered_types_are_read_in_both_layouts() {
    for (nom, texte) in [
        ("bpe.csv", "CODGEO;NB_D265;NB_D307\n48095;8;3\n"),
        ("bpe.csv", "CODGEO;NB_D201;NB_D301\n48095;8;3\n"),
        (
            "bpe.csv",
            "AN;DEPCOM;TYPEQU;NB_EQUIP\n2020;48095;D201;4\n2021;48095;D201;8\n",
        ),
        ("bpe_2024.csv", "DEPCOM;TYPEQU;NB_EQUIP\n48095;D265;8\n"),
    ] {
        let json = diagnostic("commune:48095", &[(nom, texte)]);
        assert_eq!(
            indicateur(&json, "effectif_mg")["valeur"].as_f64(),
            Some(8.0),
            "{texte}"
        );
    }
}
