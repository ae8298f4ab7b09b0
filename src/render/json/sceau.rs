//! The seal of a JSON report: the fingerprint of its own text, spaces apart, so that a change made since is told.
//!
//! It proves nothing against who would compute it anew: it tells a figure corrected by hand in a file that is passed around.

use sha2::{Digest, Sha256};

/// Key of the seal, the last of the report.
const CLE: &str = "\"empreinte\"";
/// Hexadecimal digits of a SHA-256.
const CHIFFRES: usize = 64;

/// What the seal of a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sceau {
    /// The text is as it was written.
    Intact,
    /// It was changed.
    Rompu,
    /// It has none: it was written before seals, or without its last line.
    Absent,
}

/// The text with its seal as its last key.
#[must_use]
pub(super) fn sceller(texte: &str) -> String {
    let Some(corps) = texte.trim_end().strip_suffix('}') else {
        return texte.to_owned();
    };
    let empreinte = empreinte(&serre_a_deux(texte));
    format!("{},\n  {CLE}: \"{empreinte}\"\n}}\n", corps.trim_end())
}

/// What the seal of a report says of its text.
#[must_use]
pub fn verifie(texte: &str) -> Sceau {
    let net = serre(texte.trim_start_matches('\u{feff}'));
    let fin = CHIFFRES + "\"\"}".len();
    let debut = net.len().checked_sub(fin + CLE.len() + ",:".len());
    let coupes = debut.and_then(|d| net.is_char_boundary(d).then(|| net.split_at(d)));
    let Some((corps, suite)) = coupes else {
        return Sceau::Absent;
    };
    let ecrite = suite
        .strip_prefix(&format!(",{CLE}:\""))
        .and_then(|s| s.strip_suffix("\"}"));
    match ecrite {
        Some(ecrite) if ecrite == empreinte(&format!("{corps}}}")) => Sceau::Intact,
        Some(_) => Sceau::Rompu,
        None => Sceau::Absent,
    }
}

fn empreinte(texte: &str) -> String {
    let octets = Sha256::digest(texte.as_bytes());
    octets.iter().map(|o| format!("{o:02x}")).collect()
}

/// A JSON text without what a program that reads it and writes it again may change without changing what it says: the spaces
/// between its tokens, `\u00e9` for `é`, `12` for `12.0`.
fn serre(texte: &str) -> String {
    let mut net = String::with_capacity(texte.len());
    let mut reste = texte;
    while let Some((entre, suite)) = reste.split_once('"') {
        nombres(&mut net, entre);
        let (mot, apres) = suite.split_at(fin_de_chaine(suite));
        chaine(&mut net, mot);
        reste = apres;
    }
    nombres(&mut net, reste);
    net
}

/// The same of a text that this program wrote, by halves: its strings hold no end of line.
fn serre_a_deux(texte: &str) -> String {
    let moitie = texte.len() / 2;
    let suite = texte.as_bytes().get(moitie..).unwrap_or_default();
    let saut = suite.iter().position(|o| *o == b'\n');
    let coupe = saut.and_then(|saut| texte.split_at_checked(moitie + saut));
    let Some((debut, fin)) = coupe else {
        return serre(texte);
    };
    let (debut, fin) = rayon::join(|| serre(debut), || serre(fin));
    debut + &fin
}

/// What stands between two strings: numbers without a null fraction, no space.
fn nombres(net: &mut String, entre: &str) {
    for mot in entre.split_ascii_whitespace() {
        let mut reste = mot;
        while let Some((avant, apres)) = reste.split_once(".0") {
            net.push_str(avant);
            if apres.starts_with(|c: char| c.is_ascii_digit() || "eE".contains(c)) {
                net.push_str(".0");
            }
            reste = apres;
        }
        net.push_str(reste);
    }
}

/// A string, given from after its first quotation mark, with the escapes that this program writes.
fn chaine(net: &mut String, mot: &str) {
    let relue = mot.contains('\\').then(|| format!("\"{mot}"));
    let relue = relue.and_then(|m| serde_json::from_str::<String>(&m).ok());
    match relue.and_then(|texte| serde_json::to_string(&texte).ok()) {
        Some(ecrite) => net.push_str(&ecrite),
        None => {
            net.push('"');
            net.push_str(mot);
        }
    }
}

/// Bytes of a JSON string up to its closing quotation mark, included; all of it when it is not closed.
fn fin_de_chaine(suite: &str) -> usize {
    // Both signs are bytes of their own in UTF-8.
    let octets = suite.as_bytes();
    let mut rang = 0;
    while let Some(saut) = octets
        .get(rang..)
        .and_then(|o| o.iter().position(|c| b"\"\\".contains(c)))
    {
        rang += saut + 1;
        if octets.get(rang - 1) == Some(&b'"') {
            return rang;
        }
        // What a backslash escapes is no end; an escaped sign of several bytes is gone through whole.
        rang += 1;
    }
    suite.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXTE: &str = "{\n  \"nom\": \"Val  de \\\"Lot\\\" \\\\\",\n  \"valeur\": 12.5\n}\n";

    proptest! {
        #[test]
        fn two_halves_say_what_the_whole_says(textes in prop::collection::vec("\\PC{0,12}|[\"\\\\\n]{0,4}", 0..12), n: f64) {
            let ecrit = serde_json::to_string_pretty(&(textes, n, 12.0)).unwrap();
            prop_assert_eq!(serre_a_deux(&ecrit), serre(&ecrit));
        }
    }

    #[test]
    fn a_sealed_text_is_still_a_json_and_its_seal_holds() {
        let scelle = sceller(TEXTE);
        let lu: serde_json::Value = serde_json::from_str(&scelle).unwrap();
        assert_eq!(lu["valeur"], 12.5);
        assert_eq!(verifie(&scelle), Sceau::Intact);
        assert_eq!(verifie(&format!("\u{feff}{scelle}")), Sceau::Intact);
        let autrement = serde_json::to_string(&lu["nom"]).unwrap();
        let compact = format!(
            "{{\"nom\":{autrement},\"valeur\":12.5,{}",
            scelle
                .split_once(CLE)
                .map(|(_, s)| format!("{CLE}{s}"))
                .unwrap()
        );
        assert_eq!(verifie(&compact), Sceau::Intact);
    }

    #[test]
    fn a_text_without_seal_is_not_said_to_be_changed() {
        for texte in [TEXTE, "", "{}", "é", "{\"empreinte\": \"x\"}"] {
            assert_eq!(verifie(texte), Sceau::Absent, "{texte}");
        }
    }

    /// Another program that reads the report and writes it again says the same things.
    #[test]
    fn escapes_and_null_fractions_written_otherwise_break_no_seal() {
        let texte = "{\n  \"nom\": \"Évaux\\nété\",\n  \"rang\": [12.0, -0.0, 1.05, 10.0]\n}\n";
        let scelle = sceller(texte);
        assert_eq!(verifie(&scelle), Sceau::Intact);
        let autrement = scelle
            .replace('É', "\\u00c9")
            .replace('é', "\\u00e9")
            .replace("12.0", "12")
            .replace("10.0", "10");
        assert_eq!(verifie(&autrement), Sceau::Intact, "{autrement}");
        for (avant, apres) in [
            ("1.05", "1.5"),
            ("12.0", "120"),
            ("\\n", " "),
            ("10.0", "1.0"),
        ] {
            let change = scelle.replacen(avant, apres, 1);
            assert_eq!(verifie(&change), Sceau::Rompu, "{change}");
        }
    }

    proptest! {
        /// The law: the spaces between tokens go, and none of those inside a text.
        #[test]
        fn an_indented_text_is_as_a_compact_one(mots in prop::collection::vec("\\PC{0,6}[\\\\\" \n\té]{0,3}", 0..6)) {
            let indente = serde_json::to_string_pretty(&mots).unwrap();
            prop_assert_eq!(serre(&indente), serde_json::to_string(&mots).unwrap());
        }

        /// The law: whatever the character changed between two spaces, the seal is broken or gone.
        #[test]
        fn a_character_changed_breaks_the_seal(rang in 0usize..70, par in "[0-9a-z]") {
            let scelle = sceller(TEXTE);
            let place = rang % (TEXTE.len() - 3);
            let mut lettres: Vec<char> = scelle.chars().collect();
            let avant = lettres[place];
            lettres[place] = par.chars().next().unwrap();
            let change: String = lettres.into_iter().collect();
            let attendu = avant == par.chars().next().unwrap();
            prop_assert_eq!(verifie(&change) == Sceau::Intact, attendu, "{}", change);
        }
    }
}
