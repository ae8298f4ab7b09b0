//! The typographic pass on a finished page: on what is read, never on markup, styles, code nor drawings' geometry.

use crate::francais::{a_soigner, soigner};

/// Elements whose content is not French prose.
const OPAQUES: [&str; 4] = ["style", "script", "code", "pre"];

/// The page with its texts cared for.
pub(super) fn page(html: &str) -> String {
    let mut sortie = String::with_capacity(html.len() + html.len() / 64);
    let mut opaque: Option<&str> = None;
    let mut reste = html;
    while let Some(debut) = reste.find('<') {
        let (texte, balise) = reste.split_at(debut);
        ecrire(&mut sortie, texte, opaque.is_some());
        let fin = fin_de_balise(balise);
        let (balise, suite) = balise.split_at(fin);
        sortie.push_str(balise);
        opaque = match opaque {
            Some(nom) if balise.starts_with("</") && nom_de(balise) == nom => None,
            Some(nom) => Some(nom),
            None => OPAQUES
                .into_iter()
                .find(|nom| nom_de(balise) == *nom && !balise.starts_with("</")),
        };
        reste = suite;
    }
    ecrire(&mut sortie, reste, opaque.is_some());
    sortie
}

fn ecrire(sortie: &mut String, texte: &str, opaque: bool) {
    // Most texts are a number or a name: nothing in them is ever changed.
    if opaque || texte.trim().is_empty() || !a_soigner(texte) && !texte.contains("&#") {
        sortie.push_str(texte);
    } else {
        // The template engine writes an apostrophe as an entity, which a text does not need.
        let clair = texte.replace("&#x27;", "'").replace("&#39;", "'");
        sortie.push_str(&soigner(&clair));
    }
}

/// Bytes of a tag, its quoted attributes included; the whole rest when it is not closed.
fn fin_de_balise(balise: &str) -> usize {
    // These signs are bytes of their own in UTF-8.
    let octets = balise.as_bytes();
    let mut rang = 0;
    while let Some(saut) = octets
        .get(rang..)
        .and_then(|o| o.iter().position(|c| b"\"'>".contains(c)))
    {
        rang += saut + 1;
        let signe = octets.get(rang - 1).copied();
        if signe == Some(b'>') {
            return rang;
        }
        let suite = octets.get(rang..).unwrap_or_default();
        match suite.iter().position(|&c| Some(c) == signe) {
            Some(fin) => rang += fin + 1,
            None => return balise.len(),
        }
    }
    balise.len()
}

/// Name of a tag, opening or closing.
fn nom_de(balise: &str) -> &str {
    let nu = balise.trim_start_matches('<').trim_start_matches('/');
    let fin = nu
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(nu.len());
    nu.get(..fin).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cared_for_and_markup_is_not() {
        let page_ = page(
            "<style>a : b { c : d }</style><p title=\"l'a : b\">l&#x27;APL : 3 ; « x »</p><code>a : b</code>",
        );
        assert_eq!(
            page_,
            "<style>a : b { c : d }</style><p title=\"l'a : b\">l’APL\u{202f}: 3\u{202f}; «\u{a0}x\u{a0}»</p><code>a : b</code>"
        );
        assert_eq!(
            page("<a title=\"a > b : c\">d : e"),
            "<a title=\"a > b : c\">d\u{202f}: e"
        );
        assert_eq!(page("sans balise : fin <"), "sans balise\u{202f}: fin <");
    }
}
