//! Small bricks of WordprocessingML: escaped texts, runs, paragraphs.

use std::fmt::Write as _;

/// Text made inert for XML 1.0: what the standard does not allow is dropped.
pub(super) fn echappe(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len() + 8);
    for c in texte.chars() {
        match c {
            '&' => sortie.push_str("&amp;"),
            '<' => sortie.push_str("&lt;"),
            '>' => sortie.push_str("&gt;"),
            '"' => sortie.push_str("&quot;"),
            '\n' | '\r' | '\t' => sortie.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => sortie.push(c),
        }
    }
    sortie
}

/// A run of text; `proprietes` is the inside of `w:rPr`.
pub(super) fn suite(texte: &str, proprietes: &str) -> String {
    let p = if proprietes.is_empty() {
        String::new()
    } else {
        format!("<w:rPr>{proprietes}</w:rPr>")
    };
    format!(
        "<w:r>{p}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
        echappe(texte)
    )
}

/// Bold.
pub(super) const GRAS: &str = "<w:b/>";

/// A paragraph of a style; `contenu` is made of runs.
pub(super) fn paragraphe(style: &str, contenu: &str) -> String {
    avec_proprietes(style, "", contenu)
}

/// A paragraph with other properties than those of its style.
pub(super) fn avec_proprietes(style: &str, proprietes: &str, contenu: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{proprietes}</w:pPr>{contenu}</w:p>")
}

/// A heading with the bookmark that the table of contents leads to.
pub(super) fn titre(niveau: u8, signet: Option<(usize, &str)>, texte: &str, page: bool) -> String {
    let saut = if page { "<w:pageBreakBefore/>" } else { "" };
    let mut contenu = String::new();
    if let Some((rang, nom)) = signet {
        let _ = write!(
            contenu,
            "<w:bookmarkStart w:id=\"{rang}\" w:name=\"{nom}\"/>"
        );
    }
    contenu.push_str(&suite(texte, ""));
    if let Some((rang, _)) = signet {
        let _ = write!(contenu, "<w:bookmarkEnd w:id=\"{rang}\"/>");
    }
    avec_proprietes(&format!("Titre{niveau}"), saut, &contenu)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_is_markup() {
        assert_eq!(
            echappe("<w:p>&\"\u{0}\u{b}\u{fffe}x"),
            "&lt;w:p&gt;&amp;&quot;x"
        );
        assert!(suite("a  b", "").contains("xml:space=\"preserve\">a  b<"));
    }
}
