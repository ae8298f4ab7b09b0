//! Small bricks of SVG text: escaping, coordinates, widths of labels.

use std::fmt::Write as _;

/// Size of a drawing, in units of its view box: letters keep theirs, so that a narrow one stays readable in a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cadre {
    /// Width.
    pub largeur: f64,
    /// Greatest height of a map, so that it fits on a page with its legend.
    pub hauteur: f64,
}

impl Cadre {
    /// The width of a page.
    pub const PAGE: Self = Self {
        largeur: 640.0,
        hauteur: 560.0,
    };
    /// Two thirds of it, for a picture alone between texts.
    pub const SEULE: Self = Self {
        largeur: 500.0,
        hauteur: 340.0,
    };
    /// Half of it.
    pub const COLONNE: Self = Self {
        largeur: 400.0,
        hauteur: 330.0,
    };
}

/// Text made inert for HTML and SVG, in content and in attributes; control characters are dropped.
pub(crate) fn echappe(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    echappe_dans(&mut sortie, texte);
    sortie
}

/// The same, written after what is there.
pub(crate) fn echappe_dans(sortie: &mut String, texte: &str) {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || c.is_control();
    let mut reste = texte;
    while let Some(rang) = reste.find(special) {
        let (sur, suite) = reste.split_at(rang);
        sortie.push_str(sur);
        let mut lettres = suite.chars();
        match lettres.next() {
            Some('&') => sortie.push_str("&amp;"),
            Some('<') => sortie.push_str("&lt;"),
            Some('>') => sortie.push_str("&gt;"),
            Some('"') => sortie.push_str("&quot;"),
            Some('\'') => sortie.push_str("&#39;"),
            Some(c @ ('\n' | '\t')) => sortie.push(c),
            _ => {}
        }
        reste = lettres.as_str();
    }
    sortie.push_str(reste);
}

/// A coordinate rounded to a tenth, without useless zeros.
pub(crate) fn coord(valeur: f64) -> String {
    let dixiemes = dixiemes(valeur);
    let signe = if dixiemes < 0 { "-" } else { "" };
    let (entier, reste) = (dixiemes.unsigned_abs() / 10, dixiemes.unsigned_abs() % 10);
    if reste == 0 {
        format!("{signe}{entier}")
    } else {
        format!("{signe}{entier}.{reste}")
    }
}

/// A coordinate as a whole number of tenths; zero when it is not finite.
#[allow(
    clippy::cast_possible_truncation,
    reason = "clamped to a million before the cast"
)]
pub(crate) fn dixiemes(valeur: f64) -> i64 {
    if valeur.is_finite() {
        (valeur.clamp(-1e6, 1e6) * 10.0).round() as i64
    } else {
        0
    }
}

/// Estimated width of a text in a sans-serif font, in the unit of `corps`.
pub(crate) fn largeur_texte(texte: &str, corps: f64) -> f64 {
    let cadratins: f64 = texte
        .chars()
        .map(|c| match c {
            'i' | 'l' | 'j' | 'I' | '\'' | '’' | '.' | ',' | ':' | '|' | '\u{202F}' => 0.32,
            'm' | 'w' | 'M' | 'W' | '%' | 'œ' | 'æ' => 0.9,
            c if c.is_uppercase() => 0.7,
            ' ' | '\u{A0}' | 't' | 'f' | 'r' => 0.4,
            _ => 0.6,
        })
        .sum();
    cadratins * corps
}

/// A text element; `attributs` are written as they are and must be safe.
pub(crate) fn texte(x: f64, y: f64, attributs: &str, contenu: &str) -> String {
    format!(
        "<text x=\"{}\" y=\"{}\"{}{attributs}>{}</text>",
        coord(x),
        coord(y),
        if attributs.is_empty() { "" } else { " " },
        echappe(contenu)
    )
}

/// Opens an accessible image: role, name and description.
pub(crate) fn ouvrir(
    id: &str,
    classe: &str,
    taille: (f64, f64),
    titre: &str,
    desc: &str,
) -> String {
    let mut sortie = String::new();
    let (largeur, hauteur) = (coord(taille.0.ceil()), coord(taille.1.ceil()));
    let _ = write!(
        sortie,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" class=\"{classe}\" role=\"img\" \
         viewBox=\"0 0 {largeur} {hauteur}\" width=\"{largeur}\" height=\"{hauteur}\" \
         aria-labelledby=\"{id}-t {id}-d\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif\">\n\
         <title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n",
        echappe(titre),
        echappe(desc)
    );
    sortie
}

/// A text usable as an identifier or a fragment: letters, digits, `-` and `_` only.
pub(crate) fn ancre(texte: &str) -> String {
    texte
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' || c == '-' {
                c
            } else {
                '-'
            }
        })
        .collect()
}

/// Cuts a label into at most `lignes` lines of a given width, at spaces, after hyphens, else inside a word that is too
/// wide; what does not fit ends with « … ».
pub(crate) fn couper(texte: &str, corps: f64, largeur: f64, lignes: usize) -> Vec<String> {
    let mut sortie: Vec<String> = Vec::new();
    let mut reste = false;
    for (espace, morceau) in morceaux(texte, corps, largeur, lignes > 1) {
        let tient = sortie
            .last()
            .map(|l| format!("{l}{}{morceau}", if espace { " " } else { "" }))
            .filter(|l| !l.contains("-\u{ad}") && largeur_texte(l, corps) <= largeur);
        match tient {
            Some(ligne) => {
                sortie.pop();
                sortie.push(ligne);
            }
            None if sortie.len() < lignes => sortie.push(morceau),
            None => {
                reste = true;
                break;
            }
        }
    }
    let dernier = sortie.len().saturating_sub(1);
    for (rang, ligne) in sortie.iter_mut().enumerate() {
        ligne.retain(|c| c != '\u{ad}');
        raccourcir(ligne, corps, largeur, reste && rang == dernier);
    }
    sortie
}

/// Pieces of a label and whether a space comes before; a piece cut inside a word ends with a hyphen and a soft hyphen.
fn morceaux(texte: &str, corps: f64, largeur: f64, coupe: bool) -> Vec<(bool, String)> {
    let mut sortie = Vec::new();
    for mot in texte.split_whitespace() {
        for (rang, partie) in mot.split_inclusive('-').enumerate() {
            let mut espace = rang == 0;
            let mut courant = String::new();
            for lettre in partie.chars() {
                let plein = largeur_texte(&format!("{courant}{lettre}-"), corps) > largeur;
                if coupe && plein && courant.chars().count() > 2 && lettre != '-' {
                    sortie.push((espace, format!("{courant}-\u{ad}")));
                    espace = false;
                    courant.clear();
                }
                courant.push(lettre);
            }
            sortie.push((espace, courant));
        }
    }
    sortie
}

/// Ends a line with « … » when it is too wide or when something follows that is not shown.
fn raccourcir(ligne: &mut String, corps: f64, largeur: f64, suite: bool) {
    if !suite && largeur_texte(ligne, corps) <= largeur {
        return;
    }
    while !ligne.is_empty() && largeur_texte(ligne, corps) + 0.6 * corps > largeur {
        ligne.pop();
    }
    ligne.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_inert_and_control_free() {
        assert_eq!(
            echappe("<script>\"&'\u{0}\u{1b}[31m"),
            "&lt;script&gt;&quot;&amp;&#39;[31m"
        );
        assert_eq!(ancre("a\"b<c> é"), "a-b-c---");
    }

    #[test]
    fn coordinates_are_short_and_finite() {
        assert_eq!(coord(12.0), "12");
        assert_eq!(coord(12.34), "12.3");
        assert_eq!(coord(-0.04), "0");
        assert_eq!(coord(-3.26), "-3.3");
        assert_eq!(coord(f64::NAN), "0");
    }

    #[test]
    fn long_labels_are_cut_with_an_ellipsis() {
        let lignes = couper("75 ans et plus vivant seuls à domicile", 10.0, 60.0, 2);
        assert_eq!(lignes.len(), 2);
        assert!(lignes.last().unwrap().ends_with('…'), "{lignes:?}");
        assert!(lignes.iter().all(|l| largeur_texte(l, 10.0) <= 66.0));
        assert_eq!(couper("0–14", 10.0, 60.0, 2), ["0–14"]);
    }
}
