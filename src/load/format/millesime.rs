//! The year of a table: from its cells above the header, its sheet, its file name.

use regex::Regex;

use crate::load::format::compile::Format;
use crate::load::format::motifs::annee;
use crate::load::source::normalise::normalise;
use crate::load::source::tableau::Apercu;

/// Year of the table: sheet, text above the header, fixed, path.
pub(in crate::load) fn millesime(
    format: &Format,
    apercu: &Apercu,
    titre: &str,
    chemin: &str,
) -> Option<u16> {
    let premier = |e: &Option<Regex>, texte: &str| {
        let captures = e.as_ref()?.captures(texte)?;
        annee(captures.get(1)?.as_str())
    };
    premier(
        &format.an_feuille,
        apercu.feuille.as_deref().unwrap_or_default(),
    )
    .or_else(|| premier(&format.an_titre, titre))
    .or(format.d.millesime.fixe)
    .or_else(|| premier(&format.an_nom, chemin))
    .or_else(|| an_de_la_feuille(format, apercu))
    .or_else(|| {
        format
            .d
            .millesime
            .nom
            .as_deref()
            .filter(|n| *n == "auto")
            .and_then(|_| an_du_chemin(chemin))
    })
}

/// The only year of the name of the sheet, in a workbook of the user: the sheets of the others are as their format says.
fn an_de_la_feuille(format: &Format, apercu: &Apercu) -> Option<u16> {
    let libre = format.d.reconnaissance.au_moins_une && format.d.millesime.nom.is_some();
    an_du_chemin(apercu.feuille.as_deref().filter(|_| libre)?)
}

/// The only year of the file name, else of the nearest folder that has one.
#[must_use]
pub fn an_du_chemin(chemin: &str) -> Option<u16> {
    chemin.rsplit('/').find_map(|morceau| {
        let mut ans: Vec<u16> = morceau
            .split(|c: char| !c.is_ascii_digit())
            .filter(|m| m.len() == 4)
            .filter_map(annee)
            .filter(|an| (1900..2100).contains(an))
            .collect();
        ans.dedup();
        match ans.as_slice() {
            [an] => Some(*an),
            _ => None,
        }
    })
}

/// What a table says of itself: file name, sheet, title, header; nothing when no variable of its format asks for it.
pub(super) fn dit(
    format: &Format,
    (apercu, titre): (&Apercu, &str),
    entetes: &[String],
    chemin: &str,
) -> String {
    if format.variables.iter().all(|v| v.echelle.is_none()) {
        return String::new();
    }
    let fichier = chemin.rsplit(['/', '\\']).next().unwrap_or_default();
    let feuille = apercu.feuille.as_deref().unwrap_or_default();
    [
        &normalise(fichier),
        &normalise(feuille),
        titre,
        &entetes.join(" "),
    ]
    .join(" ")
}

#[cfg(test)]
mod tests;
