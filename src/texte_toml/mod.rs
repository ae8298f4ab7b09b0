//! TOML texts, of the program and of its users: one reader, and one voice when they are wrong.
//!
//! Every unknown key is refused by the types that are read; what the library says is put in French: file, line, character,
//! key, nearest known key, what was expected, what to do. Nothing of it stays in English.

mod embarque;
mod lieu;
mod mots;
mod noeud;
mod refus;
mod situe;

use serde::de::DeserializeOwned;
use toml::de::DeTable;

use crate::model::{Emplacement, ErreurDonnees, GenreErreur};
use crate::tri::Tri;
pub use embarque::Embarque;
pub use lieu::place;
use lieu::{caractere, ligne_en};
use mots::{BARRE, genre, remede_de_type, syntaxe};
use noeud::Noeud;
use refus::Refus;
pub use situe::Situe;

/// Two keys closer than this are taken for one mistyped, from 0 to 1; a choice of the project, a letter or two in a word.
const PROCHE: f64 = 0.6;

/// Reads a TOML text into a type; `fichier` names it in the error.
///
/// # Errors
/// [`ErreurDonnees`] with file and line: bad syntax, unknown key, missing key, wrong type, value out of its list.
pub fn lire<T: DeserializeOwned>(texte: &str, fichier: &str) -> Result<T, ErreurDonnees> {
    let table = DeTable::parse(texte).map_err(|e| traduire(&e, texte, fichier))?;
    T::deserialize(Noeud::from(table)).map_err(|e| dire(&e, texte, fichier))
}

/// A text between TOML quotes.
#[must_use]
pub fn cite(texte: &str) -> String {
    let mut cite = String::from("\"");
    for c in texte.chars() {
        match c {
            '"' | '\\' => cite.extend(['\\', c]),
            c if c.is_control() => cite.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => cite.push(c),
        }
    }
    cite.push('"');
    cite
}

/// The nearest of some names, when it is near.
#[must_use]
pub fn plus_proche<'n>(noms: impl IntoIterator<Item = &'n str>, lu: &str) -> Option<&'n str> {
    let lu = lu.to_lowercase();
    let semblable = |nom: &str| strsim::normalized_damerau_levenshtein(&nom.to_lowercase(), &lu);
    let mut proches: Vec<(f64, &str)> = noms
        .into_iter()
        .map(|nom| (semblable(nom), nom))
        .filter(|(s, _)| *s >= PROCHE)
        .collect();
    proches.trie_par(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    proches.first().map(|(_, nom)| *nom)
}

/// What the library says of a text, in French.
#[must_use]
pub fn traduire(e: &toml::de::Error, texte: &str, fichier: &str) -> ErreurDonnees {
    let refus = Refus {
        message: e.message().to_owned(),
        octet: e.span().map(|s| s.start),
    };
    dire(&refus, texte, fichier)
}

/// What serde says of a text, in French.
fn dire(e: &Refus, texte: &str, fichier: &str) -> ErreurDonnees {
    let debut = e.octet;
    let lieu = debut.map_or_else(
        || Emplacement::fichier(fichier),
        |octet| place(texte, fichier, octet),
    );
    let message = e.message.as_str();
    let cites: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (cite, autres) = cites.split_first().map_or(("", &[][..]), |(a, b)| (*a, b));
    let ligne = ligne_en(texte, debut.unwrap_or_default());
    if message.starts_with("unknown field") {
        let erreur = ErreurDonnees::new(lieu, format!("clé inconnue « {cite} »"));
        return inconnue(erreur, cite, autres);
    }
    if message.starts_with("unknown variant") {
        let erreur = ErreurDonnees::new(lieu, format!("valeur inconnue « {cite} »"));
        return inconnue(erreur, cite, autres);
    }
    if message.starts_with("missing field") {
        return ErreurDonnees::new(lieu, format!("clé manquante « {cite} »"))
            .genre(GenreErreur::CleManquante(cite.to_owned()))
            .remede(format!("ajoutez « {cite} = … » dans ce bloc"));
    }
    if message.starts_with("duplicate") {
        return ErreurDonnees::new(lieu, "clé écrite deux fois")
            .valeur(ligne)
            .remede("gardez une seule des deux");
    }
    if message.starts_with("invalid type")
        || message.starts_with("invalid value") && message.contains("expected ")
    {
        let attendu = message.rsplit_once("expected ").map_or("", |(_, m)| m);
        if let Some(genre) = genre(attendu) {
            return ErreurDonnees::new(lieu, "valeur du mauvais type")
                .valeur(ligne)
                .attendu(genre)
                .remede(remede_de_type(ligne, genre));
        }
    }
    if message.starts_with('«') {
        return ErreurDonnees::new(lieu, message);
    }
    let caractere = debut.map_or(1, |octet| caractere(texte, octet));
    let (probleme, remede) = if ligne.contains('\\') && ligne.contains('"') {
        BARRE
    } else {
        syntaxe(message)
    };
    ErreurDonnees::new(
        lieu,
        format!("TOML mal formé, caractère {caractere} : {probleme}"),
    )
    .valeur(ligne)
    .attendu("cle = \"texte\", cle = 3 ou [bloc], une par ligne")
    .remede(remede)
}

/// The same error of an unknown name: the value, what was expected, the nearest, else the general remedy.
#[must_use]
pub fn inconnue(erreur: ErreurDonnees, lu: &str, connues: &[&str]) -> ErreurDonnees {
    let erreur = erreur.valeur(lu);
    let erreur = if connues.is_empty() {
        erreur
    } else {
        erreur.attendu(connues.join(", "))
    };
    let proche = plus_proche(connues.iter().copied(), lu);
    let erreur = erreur.genre(GenreErreur::NomInconnu {
        connus: connues.iter().map(|&c| c.to_owned()).collect(),
        proche: proche.map(str::to_owned),
    });
    erreur.remede(match proche {
        Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
        None => "corrigez ce nom ou retirez-le : une clé inconnue n'est jamais ignorée".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Exemple {
        #[expect(dead_code, reason = "only read by serde")]
        unite: String,
        #[expect(dead_code, reason = "only read by serde")]
        #[serde(default)]
        nombre: u16,
        #[expect(dead_code, reason = "only read by serde")]
        #[serde(default)]
        liste: Vec<String>,
    }

    fn refus(texte: &str) -> String {
        lire::<Exemple>(texte, "x.toml").unwrap_err().to_string()
    }

    #[test]
    fn names_the_line_the_key_and_the_nearest() {
        let e = refus("unite = \"€\"\n\nunitee = 1\n");
        assert!(
            e.starts_with("x.toml, ligne 3 : clé inconnue « unitee »"),
            "{e}"
        );
        assert!(e.contains("attendu : unite, nombre, liste"), "{e}");
        assert!(e.contains("vouliez-vous écrire « unite »"), "{e}");
        assert!(refus("# rien\n").contains("clé manquante « unite »"));
        assert!(refus("unite = 3").contains("un texte entre guillemets"));
        assert!(refus("unite = \"a\"\nunite = \"b\"").contains("ligne 2 : clé écrite deux fois"));
        assert!(refus("unite = ").contains("ligne 1 : TOML mal formé, caractère 9"));
        assert!(refus("unite = \"a\"\n[x\n").contains("un crochet ouvert n'est pas refermé"));
        assert!(refus("unite = oui").contains("un texte sans guillemets"));
    }

    #[test]
    fn a_value_of_the_wrong_type_says_how_to_write_it() {
        for (texte, remede) in [
            ("unite = \"€\"\nnombre = \"2024\"", "nombre = 2024"),
            ("unite = 3", "unite = \"3\""),
            ("unite = \"€\"\n[liste]", "[[liste]]"),
            ("unite = \"C:\\Users\\moi\"", "écrivez / à la place de \\"),
            ("unite = \"C:\\donnees\\\"", "écrivez / à la place de \\"),
        ] {
            let e = refus(texte);
            assert!(e.contains(remede), "{e}");
        }
        assert!(!refus("nombre = \"2024\"\nunite = \"\"").contains("entre guillemets"));
    }

    #[test]
    fn nothing_of_the_library_stays_in_english() {
        let phrases = [
            "",
            "x",
            "x=",
            "=",
            "unite = \"a",
            "unite = 'a",
            "unite = \"\\q\"",
            "unite = [1",
            "unite = {a",
            "unite = {a=1",
            "[",
            "[[x]",
            "[x",
            "unite = a",
            "unite = 01",
            "unite = 1__2",
            "unite = 0X1",
            "unite = +0x1",
            "a..b = 1",
            "é = 1",
            "unite = 2026-01-01",
            "unite = 99999999999999999999",
            "nombre = -1\nunite=\"\"",
            "nombre = 99999\nunite=\"\"",
            "liste = 3\nunite=\"\"",
            "liste = [1]\nunite=\"\"",
            "unite = []",
            "unite = {}",
            "unite = true",
            "unite = \"a\" b",
            "unite = \"a\",",
            "unite = [,]",
            "unite.a = 1\nunite = 2",
            "a = 1\na.b = 2",
            "unite = \"\"\"a",
            "unite = \"\\u12\"",
            "\u{7f}",
            "unite = 1 = 2",
        ];
        let profonde = format!("x = {}", "[".repeat(20_000));
        for texte in phrases.into_iter().chain([profonde.as_str()]) {
            let e = refus(texte);
            let sans_valeur: Vec<&str> = e.lines().filter(|l| !l.contains("valeur lue")).collect();
            let e = sans_valeur.join("\n");
            for mot in [
                "expected",
                "invalid",
                "unknown",
                "missing",
                "string",
                "key",
                "integer",
                "unclosed",
                "extra",
                "must",
                "unexpected",
                "duplicate",
                "cannot",
                "found",
            ] {
                assert!(!e.contains(mot), "« {mot} » : {texte} : {e}");
            }
            assert!(e.contains("remède"), "{texte} : {e}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(texte in "\\PC{0,80}") {
            let _ = lire::<Exemple>(&texte, "x");
            let _ = lire::<Exemple>(&format!("unite = \"é\"\n{texte}"), "x");
        }
    }
}
