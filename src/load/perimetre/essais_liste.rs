//! Lists as people make them, read from their text: layouts, headers, names, faults.

mod refus;

use std::path::Path;
use std::sync::LazyLock;

use crate::base::embarquee;
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::liste::{analyser_liste, lire_liste};
use crate::perimetre::resoudre;
use crate::perimetre::{ErreurPerimetre, ListeCommunes};
use proptest::prelude::*;

static LEXIQUE: LazyLock<Lexique<'static>> =
    LazyLock::new(|| Lexique::new(Box::leak(Box::new(embarquee()))));

fn lire(contenu: &str) -> ListeCommunes {
    analyser_liste("liste.csv", contenu, &LEXIQUE).unwrap()
}

fn fichier(chemin: &Path) -> Result<ListeCommunes, ErreurPerimetre> {
    lire_liste(
        &crate::load::perimetre::fichier::lire(chemin)?,
        &embarquee(),
    )
}

fn codes(contenu: &str) -> Vec<String> {
    lire(contenu)
        .lignes
        .iter()
        .map(|l| l.code.to_string())
        .collect()
}

fn message(contenu: &str) -> String {
    analyser_liste("liste.csv", contenu, &LEXIQUE)
        .unwrap_err()
        .to_string()
}

#[test]
fn reads_the_same_list_whatever_its_shape() {
    for contenu in [
        "48095\n48080\n",
        "code_insee\r\n48095\r\n48080\r\n",
        "CODGEO;LIBGEO\n48095;Mende\n48080;Langogne\n",
        "nom,code postal,Code INSEE\n\"Mende\",48000,\"48095\"\nLangogne,48300,48080\n",
        "48095 48080",
        "48095, 48080",
        "48095\tMende\n48080\tLangogne",
        "48095 Mende\n48080 Langogne\n",
        "# ma CPTS\n\n48095|Mende|12464\n48080|Langogne|2852\n",
        "commune\n48095\n48080\n",
        "pop;machin\n12464;48095\n2852;48080\n",
        "'48095\n48 080\n",
        "48095.0\n48080.0\n",
    ] {
        assert_eq!(codes(contenu), ["48095", "48080"], "{contenu:?}");
    }
}

#[test]
fn gives_leading_zeros_back_and_says_on_which_lines() {
    let liste =
        lire("code;nom\n1001;L'Abergement-Clémenciat\n48095;Mende\n1004;Ambérieu-en-Bugey\n");
    assert_eq!(liste.lignes[0].code.as_str(), "01001");
    assert!(
        liste.constats[0].texte.contains("2 codes")
            && liste.constats[0].texte.contains("lignes 2, 4")
    );
}

#[test]
fn a_code_cut_by_a_space_is_read_and_said() {
    let liste = lire("code;nom\n48095;Mende\n4 8080;Langogne\n");
    assert_eq!(liste.lignes[1].code.as_str(), "48080");
    let constat = &liste.constats[0];
    assert_eq!(constat.id, "espace_retiree");
    assert!(constat.texte.contains("ligne 3") && constat.texte.contains("48080"));
}

#[test]
fn reads_parts_and_names_with_their_lines() {
    let liste =
        lire("code_insee;part;nom\n34154;0,6;Mauguio\n34172;60 %;Montpellier\n34057;;Castelnau\n");
    let parts: Vec<Option<f64>> = liste.lignes.iter().map(|l| l.part).collect();
    assert_eq!(parts, [Some(0.6), Some(0.6), None]);
    assert_eq!(
        liste.lignes[1].origine.to_string(),
        "liste.csv, ligne 3, colonne « code_insee »"
    );
    assert_eq!(
        lire("insee;pourcentage\n34154;60\n34172;100\n").lignes[0].part,
        Some(0.6)
    );
    assert!(message("insee;part\n34154;60\n").contains("hors de ]0"));
}

#[test]
fn totals_and_titles_are_said_and_names_among_codes_are_read() {
    let lue = lire("Liste des communes;\n;\nCode INSEE;Commune\n48095;Mende\nTotal;1\n");
    let constat = &lue.constats[0];
    assert_eq!(constat.id, "lignes_non_lues");
    assert_eq!(lue.lignes.len(), 1);
    assert!(constat.texte.contains("lignes 1, 5"), "{}", constat.texte);
    assert_eq!(codes("48095\nLangogne\n"), ["48095", "48080"]);
}

#[test]
fn the_column_whose_codes_exist_wins() {
    let banatic = "siren;dep_com;insee;nom_membre\n200029999;01;01304;Pont-d'Ain\n200029999;01;01199;Jujurieux\n";
    assert_eq!(codes(banatic), ["01304", "01199"]);
    assert_eq!(
        codes("DEP;COM;LIBELLE\n48;095;Mende\n48;080;Langogne\n"),
        ["48095", "48080"]
    );
    assert_eq!(
        codes("Code département;Code commune;Nom\n971;105;Basse-Terre\n973;353;Maripasoula\n"),
        ["97105", "97353"]
    );
    assert_eq!(codes("973353\n97302\n"), ["97353", "97302"]);
    assert!(
        message("code 1;code 2\n48095;12202\n48080;12145\n").contains("« code 1 », « code 2 »")
    );
    assert!(message("Com;Nom\n095;Inconnue-du-Tout\n080;Autre Inconnue\n").contains("département"));
}

#[test]
fn names_without_codes_are_looked_up() {
    assert_eq!(
        codes("Nom Commune;Habitants\nAjaccio;72647\nBASTIA;48044\n"),
        ["2A004", "2B033"]
    );
    assert_eq!(
        codes("commune;dpt\nSaint-Denis;974\nST DENIS;93\n"),
        ["97411", "93066"]
    );
    assert_eq!(
        codes("Commune\nThiers, Courpière\nChâteldon\n"),
        ["63430", "63125", "63102"]
    );
    let homonymes = message("commune\nSaint-Denis\nThiers\nCourpière\n");
    assert!(
        homonymes.contains("communes portent ce nom") && homonymes.contains("97411"),
        "{homonymes}"
    );
    let faute = message("commune;dep\nThier;63\nCourpière;63\n");
    assert!(
        faute.contains("63430 (Thiers") && faute.contains("ligne 2"),
        "{faute}"
    );
    let cedex = lire("Commune;INSEE\nLE MANS;72900\nALLONNES;72003\nARNAGE;72008\n");
    let mans = resoudre(&cedex.expression(), &embarquee(), None)
        .unwrap_err()
        .to_string();
    assert!(mans.contains("72181 (Le Mans"), "{mans}");
}

#[test]
fn reads_windows_1252_and_bom_and_refuses_workbooks() {
    let dossier = tempfile::tempdir().unwrap();
    let ecrit = |nom: &str, octets: &[u8]| {
        let chemin = dossier.path().join(nom);
        std::fs::write(&chemin, octets).unwrap();
        chemin
    };
    let latin = ecrit("l.csv", b"code;nom\n48140;Saint-Ch\xe9ly-d'Apcher\n");
    assert_eq!(
        fichier(&latin).unwrap().lignes[0].nom.as_deref(),
        Some("Saint-Chély-d'Apcher")
    );
    let bom = ecrit("b.csv", "\u{feff}code_insee\n48140\n".as_bytes());
    assert_eq!(fichier(&bom).unwrap().lignes.len(), 1);
    let classeur = ecrit("x.csv", b"PK\x03\x04reste");
    assert!(fichier(&classeur).unwrap_err().to_string().contains("CSV"));
    assert!(
        fichier(&dossier.path().join("rien.csv"))
            .unwrap_err()
            .to_string()
            .contains("introuvable")
    );
}

/// Whole commune lists of older years resolve: every code is current, recoded or split back, none is lost.
#[test]
fn resolves_the_commune_lists_of_other_years() {
    let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
        eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
        return;
    };
    let base = embarquee();
    for (fichier, communes) in [
        ("cog/communes_2022.csv", 34_962),
        ("cog/communes_2024.csv", 34_965),
        ("cog/communes_2026.csv", 34_969),
        ("cpts/cpts_paca_communes.csv", 0),
    ] {
        let liste = self::fichier(&Path::new(&dossier).join(fichier)).unwrap();
        let p = resoudre(&liste.expression(), &base, None).unwrap();
        let noms = p
            .constats
            .iter()
            .filter(|c| c.id == "nom_different_du_code");
        let textes: Vec<&str> = noms.map(|c| c.texte.as_str()).collect();
        // Communes renamed since (Céreste…) may look like errors of code; they are few.
        assert!(textes.len() <= 6, "{fichier} : {textes:?}");
        assert!(communes == 0 || p.membres.len() == communes, "{fichier}");
    }
}

proptest! {
    #[test]
    fn never_fails_on_any_text(contenu in "(?s).*") {
        let _ = analyser_liste("x", &contenu, &LEXIQUE);
    }

    #[test]
    fn never_fails_on_tables(contenu in "([0-9a-z;,\"#|%.]{0,8}[;,\t\n ]){0,30}") {
        let _ = analyser_liste("x", &contenu, &LEXIQUE);
    }
}
