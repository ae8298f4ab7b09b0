//! Lists of communes as people make them: each is read, or refused with the remedy; no line is dropped without a word.

mod dossier;

mod noms;

mod cartes;

use std::path::Path;

use serde_json::Value;

use crate::outils::{Sortie, cpts, echantillon};

/// Runs `cpts perimetre verifier` on a file of these bytes.
fn verifie(nom: &str, octets: &[u8]) -> Sortie {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join(nom);
    std::fs::write(&chemin, octets).unwrap();
    verifie_fichier(&chemin)
}

/// Runs `cpts perimetre verifier` on a file.
pub(super) fn verifie_fichier(chemin: &Path) -> Sortie {
    cpts(&[
        "perimetre",
        "verifier",
        chemin.to_str().unwrap(),
        "--format",
        "json",
    ])
}

fn lue(contenu: &str) -> (Vec<String>, Value) {
    lue_de(verifie("liste.csv", contenu.as_bytes()))
}

fn lue_de(sortie: Sortie) -> (Vec<String>, Value) {
    let json = sortie.reussie().json();
    let communes = json["communes"].as_array().unwrap();
    let codes = communes
        .iter()
        .map(|c| c["code"].as_str().unwrap().to_owned());
    (codes.collect(), json.clone())
}

fn codes(contenu: &str) -> Vec<String> {
    lue(contenu).0
}

fn refusee(contenu: &str, textes: &[&str]) {
    let sortie = verifie("liste.csv", contenu.as_bytes()).echouee(3, textes);
    let dite = sortie.stderr.replace('\u{a0}', " ");
    assert!(dite.contains("attendu : ") && dite.contains("remède : "));
}

fn constat(json: &Value, id: &str) -> String {
    let constats = json["constats"].as_array().unwrap();
    let dits: Vec<&Value> = constats.iter().filter(|c| c["id"] == id).collect();
    assert_eq!(dits.len(), 1, "{id} : {constats:#?}");
    let texte = dits[0]["texte"].as_str().unwrap();
    assert_eq!(cpts::francais::espacer(texte), texte);
    texte.replace('\u{a0}', " ")
}

/// Case 41: the first line is read or refused as any other.
#[test]
fn the_first_line_is_never_dropped() {
    refusee(
        "631O2 Châteldon\n63430 Thiers\n63125 Courpière\n",
        &["ligne 1", "« 631O2 »", "63102 (Châteldon, Puy-de-Dôme)"],
    );
    for contenu in [
        "Châteldon (63102)\n63430\n63125\n",
        "COM 63102;Châteldon\nCOM 63430;Thiers\nCOM 63125;Courpière\n",
        "2026-COM-63102\ninsee:63430\nCOM-63125\n",
    ] {
        assert_eq!(codes(contenu), ["63102", "63125", "63430"], "{contenu}");
    }
    refusee(
        "631025;Châteldon\n63430;Thiers\n",
        &["ligne 1", "« 631025 »", "63102"],
    );
    refusee(
        "2O A04;Ajaccio\n2A041;Bonifacio\n",
        &["ligne 1", "« 2O A04 »", "2A004 (Ajaccio"],
    );
}

/// Case 42: several codes by line, and our own advice does not lose any.
#[test]
fn several_codes_by_line() {
    let bloc = "63102;63430;63125\n63131;63214;63003\n";
    let (lues, json) = lue(bloc);
    assert_eq!(lues.len(), 6);
    assert!(constat(&json, "communes_par_ligne").contains("6 communes ont été lues sur 2 lignes"));
    assert_eq!(codes(&format!("code_insee\n{bloc}")).len(), 6);
    assert_eq!(codes("63102, 63430\t63125\n63131 63214\n63003\n").len(), 6);
    refusee(
        "code_insee;nom\n63102;Châteldon;63430\n",
        &["ligne 2", "« 63430 »", "une commune par ligne"],
    );
}

/// Case 63: postal codes repeat a commune; it is counted once, in the title too.
#[test]
fn a_commune_on_several_rows_counts_once() {
    let (lues, json) = lue("code_insee\n48095\n48095\n48095\n48080\n48140\n");
    assert_eq!(lues.len(), 3);
    assert_eq!(json["nom"], "Mende, Langogne et une autre commune");
    constat(&json, "commune_en_double");
}

/// Case 55: Banatic has two columns that look like codes.
#[test]
fn the_column_whose_codes_exist_is_read() {
    let banatic = "siren;dep_com;insee;nom_membre\n200029999;01;01304;Pont-d'Ain\n200029999;01;01199;Jujurieux\n";
    let (lues, json) = lue(banatic);
    assert_eq!(lues, ["01199", "01304"]);
    assert!(constat(&json, "colonne_non_lue").contains("« dep_com »"));
    refusee(
        "code 1;code 2\n48095;12202\n48080;12145\n",
        &["« code 1 », « code 2 »", "renommez « code_insee »"],
    );
}

/// Cases 03 and 64: the département beside a commune number, in France and overseas.
#[test]
fn a_code_in_two_columns() {
    let (lues, json) = lue("DEP;COM;LIBELLE\n48;095;Mende\n48;80;Langogne\n");
    assert_eq!(lues, ["48080", "48095"]);
    constat(&json, "codes_composes");
    let insee = "Populations légales;;;\n;;;\nCode département;Code commune;Nom;Population\n971;105;Basse-Terre;9000\n971;01;Les Abymes;1\n973;353;Maripasoula;1\n";
    assert_eq!(codes(insee), ["97101", "97105", "97353"]);
    let (lues, json) = lue("code\n973353\n97302\n");
    assert_eq!(lues, ["97302", "97353"]);
    assert!(constat(&json, "code_six_chiffres").contains("973353 a été lu 97353"));
}

/// Case 14: JSON lists, as geo.api.gouv.fr gives them and in other clothes.
#[test]
fn json_lists() {
    let objets = r#"[{"nom":"Mende","code":"48095","codesPostaux":["48000"],"population":12000},{"nom":"Langogne","code":"48080","codesPostaux":["48300"]}]"#;
    for contenu in [
        objets.to_owned(),
        objets.replace("},{", "},\n  {"),
        format!("{{\"communes\":{objets}}}"),
        "[\"48095\",\"48080\"]".to_owned(),
        "[\n  \"48095\",\n  \"48080\"\n]\n".to_owned(),
        "c(\"48095\", \"48080\")".to_owned(),
        "communes = ['48095', '48080']".to_owned(),
    ] {
        let lues = lue_de(verifie("liste.json", contenu.as_bytes())).0;
        assert_eq!(lues, ["48080", "48095"], "{contenu}");
    }
    verifie("liste.json", b"[{\"code\":\"48095\"},\n{\"code\":")
        .echouee(3, &["ligne 2", "interrompu"]);
}

/// Case 13: title lines above the header, total below.
#[test]
fn titles_and_totals_are_said() {
    let (lues, json) = lue(
        "Liste des communes;;\n;;\nCode INSEE;Commune;Hab\n48095;Mende;12318\n48080;Langogne;2900\nTotal;;15218\nSource : mairie;;\n",
    );
    assert_eq!(lues, ["48080", "48095"]);
    let dit = constat(&json, "lignes_non_lues");
    for morceau in ["lignes 1, 6, 7", "« Liste des communes »", "Total"] {
        assert!(dit.contains(morceau), "{dit}");
    }
}

/// Case 11: one finding for all the lines that have the same trouble.
#[test]
fn one_finding_for_a_file() {
    let corse: Vec<String> = [4, 6, 8, 11, 14, 33, 50, 96]
        .iter()
        .map(|n| format!("20{n:03}"))
        .collect();
    let (lues, json) = lue(&format!("INSEE\n{}\n", corse.join("\n")));
    assert_eq!(lues.len(), 8);
    let dit = constat(&json, "code_recode");
    assert!(
        dit.contains("8 codes sont anciens")
            && dit.contains("lignes 2 à 9")
            && dit.contains("20004"),
        "{dit}"
    );
    let (_, json) = lue("code\n1001\n1004\n1005\n");
    assert!(constat(&json, "zero_initial_rendu").contains("3 codes"));
}

/// Case 53: a listing of an ARS has a title, a CPTS, a territory by its name and a département, in a workbook.
#[test]
fn a_listing_of_an_ars_in_a_workbook() {
    let octets = classeur(&[
        ("Lisez-moi", &[&["Listing au 01/01"]]),
        (
            "CPTS",
            &[
                &["CPTS de la région"],
                &["Nom CPTS", "Territoire CPTS", "dpt"],
                &["CPTS A", "Marseille 14e Arrondissement", "13"],
                &["CPTS B", "Gréoux-les-Bains", "04"],
            ],
        ),
    ]);
    let (lues, json) = lue_de(verifie("liste.xlsx", &octets));
    assert_eq!(lues, ["04094", "13214"]);
    assert!(constat(&json, "liste_de_plusieurs_cpts").contains("2 CPTS"));
}

#[test]
fn a_workbook_is_read_as_a_csv() {
    let octets = classeur(&[
        ("Notes", &[&["Rien à lire"]]),
        (
            "Communes",
            &[
                &["Code INSEE", "Commune"],
                &["48095", "Mende"],
                &["48080", "Langogne"],
            ],
        ),
    ]);
    let (lues, json) = lue_de(verifie("liste.xlsx", &octets));
    assert_eq!(lues, ["48080", "48095"]);
    assert!(constat(&json, "feuille_lue").contains("« Communes »"));
    let deux = classeur(&[
        ("A", &[&["code"], &["48095"]]),
        ("B", &[&["code"], &["48080"]]),
    ]);
    verifie("deux.xlsx", &deux).echouee(3, &["« A » (1), « B » (1)", "fichier à part"]);
}

/// In a workbook as in a text, the error of a spreadsheet is in the place of a code, and is no title.
#[test]
fn the_error_of_a_spreadsheet_above_the_first_code_is_no_title() {
    for erreur in ["#N/A", "#REF!"] {
        let lignes: [&[&str]; 3] = [&["Un code par ligne", "fictif"], &[erreur], &["48095"]];
        verifie("liste.xlsx", &classeur(&[("Liste", &lignes)]))
            .echouee(3, &["ligne 2", erreur, "erreur de tableur"]);
    }
}

fn classeur(feuilles: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut classeur = rust_xlsxwriter::Workbook::new();
    for (nom, lignes) in feuilles {
        let feuille = classeur.add_worksheet();
        feuille.set_name(*nom).unwrap();
        for (l, ligne) in (0..).zip(*lignes) {
            for (c, cellule) in (0..).zip(*ligne) {
                feuille.write(l, c, *cellule).unwrap();
            }
        }
    }
    classeur.save_to_buffer().unwrap()
}

/// All the parts of a commune are the commune; a part alone brings in more, and it is said.
#[test]
fn parts_of_a_commune_warn_only_when_more_is_brought_in() {
    let (_, json) = lue("code\n12114\n");
    assert!(constat(&json, "commune_deleguee_entiere").contains("commune entière"));
    let (_, json) = lue("code\n12114\n12218\n");
    assert!(
        !json["constats"]
            .to_string()
            .contains("commune_deleguee_entiere")
    );
}

/// What the terminal shows: French numbers, names of the territories, 80 columns.
#[test]
fn the_check_is_readable_in_80_columns() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("l.csv");
    std::fs::write(&chemin, "code;part\n48095;0,6\n12114;\n48080;\n").unwrap();
    let texte = cpts(&["perimetre", "verifier", chemin.to_str().unwrap()])
        .reussie()
        .stdout;
    for morceau in ["département", "Lozère (48)", "0,6", "CC "] {
        assert!(texte.contains(morceau), "{texte}");
    }
    for texte in [
        texte,
        cpts(&["perimetre", "chercher", "saint chely"])
            .reussie()
            .stdout,
    ] {
        for ligne in texte.lines().filter(|l| !l.starts_with("forme normale")) {
            assert!(ligne.chars().count() <= 80, "{ligne}");
        }
    }
}
