//! One sample that holds every kind of block, through every format: each word is there, in order.

use super::echantillon::{PAROLES, echantillon};
use super::*;
use crate::rapport::document::{Bloc, Document};

/// Every kind of block; adding one to [`Bloc`] makes this match, hence the sample, incomplete.
fn genre(bloc: &Bloc<'_>) -> usize {
    match bloc {
        Bloc::Titre(_) => 0,
        Bloc::Texte(_) => 1,
        Bloc::Note(_) => 2,
        Bloc::Appuis(_) => 3,
        Bloc::Puces(_) => 4,
        Bloc::Vignettes(_) => 5,
        Bloc::Constats(_) => 6,
        Bloc::Table(_) => 7,
        Bloc::Figures(_) => 8,
        Bloc::Synthese(_) => 9,
        Bloc::Phrase(_) => 10,
        Bloc::Encadre(_) => 11,
        Bloc::Repli(_) => 12,
    }
}

/// The text of a markup, with the descriptions of its pictures.
fn nu(xml: &str) -> String {
    let mut sortie = String::new();
    for morceau in xml.split('<') {
        let (balise, texte) = morceau.split_once('>').unwrap_or(("", morceau));
        sortie.extend(attributs(balise, "descr"));
        sortie.push_str(texte);
        sortie.push(' ');
    }
    sortie
}

/// Every text of a JSON value, without the spaces around it.
fn textes(valeur: &serde_json::Value) -> Vec<&str> {
    match valeur {
        serde_json::Value::String(texte) => vec![texte.trim()],
        serde_json::Value::Array(valeurs) => valeurs.iter().flat_map(textes).collect(),
        serde_json::Value::Object(champs) => champs.values().flat_map(textes).collect(),
        _ => Vec::new(),
    }
}

/// What a format writes, in the order in which it is read.
fn lu(extension: &str, document: &Document<'_>) -> String {
    let rendu = pour_chemin(Path::new(&format!("rapport.{extension}"))).unwrap();
    let octets = || rendu.rendre(document).unwrap();
    match extension {
        "docx" => {
            let parties = parties(octets());
            let lue = |nom: &str| nu(&texte(&parties, nom));
            lue("word/document.xml") + &lue("word/footer1.xml")
        }
        "pdf" => pdf::tests::paroles(document),
        "html" => nu(&String::from_utf8(octets()).unwrap()),
        _ => String::from_utf8(octets()).unwrap(),
    }
}

#[test]
fn every_word_of_every_block_is_in_every_format_in_order() {
    let rapport = essai::rapport();
    let document = echantillon(&rapport.graphiques[0]);
    let blocs = document.parties.iter().flat_map(|p| &p.blocs);
    let genres: BTreeSet<usize> = blocs.map(genre).collect();
    assert_eq!(genres.len(), 13);
    for extension in extensions() {
        let lu = lu(extension, &document);
        let mut reste = lu.as_str();
        for parole in PAROLES {
            // The pages of a PDF keep what tells a picture in their structure, not among their words.
            if extension == "pdf" && parole == "figuredite" {
                continue;
            }
            // In JSON a key says what a word is, whatever its place.
            if extension == "document.json" {
                let valeur: serde_json::Value = serde_json::from_str(&lu).unwrap();
                let dits = textes(&valeur);
                assert!(dits.contains(&parole), "{extension} : « {parole} » manque");
                continue;
            }
            let suite = reste.split_once(parole).map(|(_, suite)| suite);
            reste = suite.unwrap_or_else(|| {
                panic!("{extension} : « {parole} » manque ou n’est pas à sa place")
            });
        }
    }
}

/// A word that tells where more is said leads there, on paper too.
#[test]
fn what_tells_more_is_led_to() {
    let rapport = essai::rapport();
    let document = echantillon(&rapport.graphiques[0]);
    let docx = parties(
        pour_chemin(Path::new("r.docx"))
            .unwrap()
            .rendre(&document)
            .unwrap(),
    );
    let corps = texte(&docx, "word/document.xml");
    let lien = corps.split("<w:hyperlink w:anchor=\"partie_1\"");
    assert!(lien.filter(|l| l.contains("phrasedeux</w:t>")).count() > 0);
    assert!(corps.contains("w:name=\"partie_1\"/>"));
    // The table of contents, and the sentence.
    assert_eq!(pdf::tests::vers_des_parties(&document), 2);
}

/// A terminal has no foot of a page; all the rest is for it too.
#[test]
fn every_word_of_every_block_is_on_a_screen_in_order() {
    let rapport = essai::rapport();
    let lu = texte::ecrire(&echantillon(&rapport.graphiques[0]), 80, false).to_lowercase();
    let mut reste = lu.as_str();
    for parole in PAROLES.iter().filter(|p| **p != "pieddepage") {
        let suite = reste.split_once(parole).map(|(_, suite)| suite);
        reste =
            suite.unwrap_or_else(|| panic!("« {parole} » manque ou n’est pas à sa place\n{lu}"));
    }
}
