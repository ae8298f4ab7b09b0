//! The law of the typography: no report for a reader breaks it, whatever the format.

use super::*;
use regex::Regex;

/// What no French text does: a name, and where it is seen.
const FAUTES: [(&str, &str); 6] = [
    (
        "espace qui se coupe devant une ponctuation haute",
        r" [;:!?»%](?:\s|$)",
    ),
    ("espace qui se coupe après un guillemet", "« "),
    ("apostrophe droite", r"\p{L}'[\p{L}«]"),
    ("point doublé", r"[\p{L})]\.\.(?:\s|$)"),
    (
        "pluriel avant deux",
        r"(?:^|[\s(])[01][ \u{a0}](?:habitants|communes|éléments|constats|indicateurs|lignes|fichiers|sources|autres|années)\b",
    ),
    ("date en chiffres", r"\b20\d\d-[01]\d-[0-3]\d\b"),
];

/// What is read of a page: no markup, styles, script, code nor address.
fn lu(page: &str) -> String {
    let mut texte = page.to_owned();
    for (motif, par) in [
        (
            r"(?s)<(?:style|script|code)\b.*?</(?:style|script|code)>",
            "",
        ),
        (r"<[^>]*>", "\n"),
        (r"\]\([^)]*\)", "]"),
        (r"`[^`]*`", ""),
        (r"\S*://\S*", ""),
    ] {
        texte = Regex::new(motif)
            .unwrap()
            .replace_all(&texte, par)
            .into_owned();
    }
    texte.replace("&#39;", "'").replace("&amp;", "&")
}

#[test]
fn no_report_breaks_the_typography() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    let (page, document, financement) = (chemin("d.html"), chemin("d.md"), chemin("f.html"));
    let detail = cpts(&["diagnostic", FICTIF, "--detail", "--couleur", "jamais"]).reussie();
    cpts(&[
        "diagnostic",
        FICTIF,
        "--sortie",
        &page,
        "--sortie",
        &document,
    ])
    .reussie();
    cpts(&[
        "financement",
        FICTIF,
        "--signature",
        "2026-04-15",
        "--sortie",
        &financement,
    ])
    .reussie();
    let lire = |chemin: &str| lu(&fs::read_to_string(chemin).unwrap());
    let textes = [
        ("terminal", lu(&detail.stdout)),
        ("HTML", lire(&page)),
        ("Markdown", lire(&document)),
        ("financement", lire(&financement)),
    ];
    let mut fautes = Vec::new();
    for (format, texte) in &textes {
        assert!(texte.len() > 5_000, "{format}");
        for (nom, motif) in FAUTES {
            let motif = Regex::new(&format!("(?m).{{0,30}}(?:{motif}).{{0,20}}")).unwrap();
            let vus = motif.find_iter(texte).take(5);
            fautes.extend(vus.map(|m| format!("{format}, {nom} : {}", m.as_str())));
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}
