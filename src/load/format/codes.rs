//! What the codes of a table are: communes, or the territories of a wider level that its name or its codes tell.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Usage;
use crate::load::format::niveau::{NiveauPlan, conventions};
use crate::load::format::plan::Plan;
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;
use crate::model::{CodeCommune, Niveau};

/// Columns that name the territory of a row, normalised.
const NOMS: [&str; 4] = ["libgeo", "libelle", "nom", "nom du territoire"];

/// Finds the level of the rows, or checks that their codes are those of communes.
///
/// # Errors
/// The column holds neither codes of communes nor those of a level that can be told, in French.
pub(super) fn juge(
    format: &Format,
    apercu: &Apercu,
    plan: &mut Plan,
    entetes: &[String],
    chemin: &str,
) -> Result<(), String> {
    if format.cle.is_none() && !plan.niveaux.is_empty() {
        return Ok(());
    }
    let Some(colonne) = plan.cle.and_then(|p| plan.colonnes.get(p)).copied() else {
        return Err("aucune colonne de code commune".to_owned());
    };
    let communale = |l: &&Vec<String>| {
        let cellule = |p: usize| l.get(*plan.colonnes.get(p)?);
        !plan.niveaux.iter().any(|n| n.repond(cellule))
    };
    let suite = apercu.lignes.iter().skip(plan.entete + 1);
    let codes: Vec<&str> = suite
        .filter(communale)
        .filter_map(|l| l.get(colonne))
        .map(|c| format.code_ecrit(c))
        .filter(|c| !c.is_empty())
        .collect();
    if let Some(niveau) = implicite(format, apercu, plan, &codes, chemin) {
        let nom = entetes.iter().position(|e| NOMS.contains(&e.as_str()));
        let nom = nom.map(|rang| place(plan, apercu, rang));
        plan.niveaux.push(NiveauPlan {
            niveau,
            cle: plan.cle,
            code: None,
            nom,
            quand: Vec::new(),
        });
        return Ok(());
    }
    let bons = codes
        .iter()
        .filter(|c| CodeCommune::parse_repare(c).is_ok())
        .count();
    if bons * 2 >= codes.len() {
        return Ok(());
    }
    Err(refus(plan, &codes))
}

/// Why a column holds no codes of communes, and what to write when they are those of a level that nothing tells.
fn refus(plan: &Plan, codes: &[&str]) -> String {
    let nom = plan
        .cle
        .and_then(|p| plan.noms.get(p))
        .map_or("", String::as_str);
    let larges = codes.iter().filter(|c| est_departement(c)).count();
    let remede = if larges * 2 > codes.len() {
        "\u{a0}; si ce sont des départements ou des régions, dites-le\u{a0}: DEP ou REG dans le nom du fichier, ou «\u{a0}niveau\u{a0}» dans un \
         [[fichier]] de cpts.toml"
    } else {
        ""
    };
    format!(
        "la colonne «\u{a0}{}\u{a0}» ne contient pas de codes commune INSEE («\u{a0}{}\u{a0}»…){remede}",
        affichable(nom, 60),
        affichable(codes.first().copied().unwrap_or_default(), 40)
    )
}

/// Place of one more column.
fn place(plan: &mut Plan, apercu: &Apercu, rang: usize) -> usize {
    if let Some(place) = plan.colonnes.iter().position(|c| *c == rang) {
        return place;
    }
    let entete = apercu.lignes.get(plan.entete).and_then(|l| l.get(rang));
    plan.colonnes.push(rang);
    plan.noms.push(entete.cloned().unwrap_or_default());
    plan.colonnes.len() - 1
}

/// The level of a table whose columns are those of a file by commune, and its codes others.
fn implicite(
    format: &Format,
    apercu: &Apercu,
    plan: &Plan,
    codes: &[&str],
    chemin: &str,
) -> Option<Niveau> {
    let d = &format.d;
    let lue = !plan.lues.is_empty() && plan.point.is_none() && plan.cpts.is_none();
    let communal = d.reconnaissance.au_moins_une || d.creux || d.contours || d.flux.is_some();
    if d.usage != Usage::Donnees || !lue || communal || !plan.niveaux.is_empty() {
        return None;
    }
    let tous = |forme: fn(&str) -> bool| {
        let bons = codes.iter().filter(|c| forme(c)).count();
        bons > 0 && bons * 2 > codes.len()
    };
    let fichier = chemin.rsplit(['/', '\\']).next().unwrap_or_default();
    let racine = fichier.split('.').next().unwrap_or_default();
    let feuille = apercu.feuille.as_deref().unwrap_or_default();
    let dit = [feuille, racine]
        .iter()
        .find_map(|nom| conventions().du_nom(&normalise(nom)));
    if tous(cle_siren) {
        return Some(Niveau::Epci);
    }
    if tous(est_departement) {
        let region = |c: &&&str| conventions().est_region(&format!("{c:0>2}"));
        return match dit {
            Some(Niveau::Departement | Niveau::Region) => dit,
            _ if codes.iter().any(|c| !region(&c)) => Some(Niveau::Departement),
            _ => None,
        };
    }
    dit.filter(|n| *n == Niveau::BassinVie)
}

/// Whether a code has the shape of that of a département or of a région.
fn est_departement(code: &str) -> bool {
    let chiffres = |c: &str| c.bytes().all(|o| o.is_ascii_digit());
    match code.len() {
        1 => chiffres(code),
        2 => chiffres(code) || code == "2A" || code == "2B",
        3 => chiffres(code) && (code.starts_with("97") || code.starts_with("98")),
        _ => false,
    }
}

/// Whether a text is a SIREN: nine digits, the last being its key (Luhn).
fn cle_siren(texte: &str) -> bool {
    texte.len() == 9 && luhn(texte)
}

/// Whether the last digit of a number is its key (Luhn), as in a SIREN.
pub(super) fn luhn(texte: &str) -> bool {
    let chiffres: Option<Vec<u32>> = texte.chars().rev().map(|c| c.to_digit(10)).collect();
    let valeur = |(rang, c): (usize, u32)| match (rang % 2, c * 2) {
        (0, _) => c,
        (_, double) => double / 10 + double % 10,
    };
    chiffres.is_some_and(|c| c.into_iter().enumerate().map(valeur).sum::<u32>() % 10 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_siren_has_its_key() {
        assert!(cle_siren("200069193") && cle_siren("244800405"));
        assert!(!cle_siren("200069194") && !cle_siren("48095010A") && !cle_siren("48"));
    }

    #[test]
    fn codes_of_departements() {
        for bon in ["1", "48", "2A", "971"] {
            assert!(est_departement(bon), "{bon}");
        }
        for faux in ["", "48095", "FR", "960"] {
            assert!(!est_departement(faux), "{faux}");
        }
    }
}
