//! « 48 095 Mende »: a code that a space cuts beside a name, joined when the name leaves no doubt.

use std::ops::Range;

use crate::base::{self, Resolution};
use crate::model::{CodeCommune, UniteId};
use crate::perimetre::propose_code;

use crate::load::perimetre::cellule::compte_des_habitants;
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::jetons::{Reparation, jetons};
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::lignes::{Lecture, Lue};
use crate::load::perimetre::nom_a_cote::nom;

/// A code that was joined: its line, what was written, what is read.
pub struct Recolle {
    numero: u64,
    ecrit: String,
    code: CodeCommune,
}

/// Joins the cut codes that exist and whose commune is named beside, in the same piece of the cell; the others are left as
/// they are, to be refused with [`proposer`].
pub fn recoller(lignes: &mut [Ligne], lexique: &Lexique) -> Vec<Recolle> {
    let mut recolles = Vec::new();
    for ligne in lignes {
        let numero = ligne.numero;
        for cellule in &mut ligne.cellules {
            let morceaux: Vec<String> = cellule
                .split_inclusive([',', ';', '|', '\n'])
                .map(|m| match sur(m, lexique) {
                    Some((ou, code)) => {
                        let ecrit = m.get(ou.clone()).unwrap_or_default().to_owned();
                        let entier = m.replacen(&ecrit, code.as_str(), 1);
                        recolles.push(Recolle {
                            numero,
                            ecrit,
                            code,
                        });
                        entier
                    }
                    None => m.to_owned(),
                })
                .collect();
            *cellule = morceaux.concat();
        }
    }
    recolles
}

/// Says of the communes read how their code was written.
pub fn rappeler(lues: &mut [Lue], recolles: &[Recolle]) {
    for lue in lues {
        let sien =
            |r: &&Recolle| Some(r.numero) == lue.ligne.origine.ligne && r.code == lue.ligne.code;
        if let Some(recolle) = recolles.iter().find(sien) {
            lue.lecture = Lecture::Repare(Reparation::Espace);
            lue.ecrit.clone_from(&recolle.ecrit);
        }
    }
}

/// The communes that a cell with a cut code may mean: that of the code, those of the name.
pub fn proposer(cellule: &str, lexique: &Lexique) -> Vec<UniteId> {
    let Some((ou, code)) = coupe(cellule) else {
        return Vec::new();
    };
    let mut ids = match base::resoudre(lexique.referentiel, code) {
        Resolution::Actuelle(id) => vec![id],
        _ => Vec::new(),
    };
    let reste = a_cote(cellule, ou);
    for id in propose_code(lexique.referentiel, code.as_str(), reste.as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The only cut code of a text, when it exists and agrees with the name beside.
fn sur(texte: &str, lexique: &Lexique) -> Option<(Range<usize>, CodeCommune)> {
    let (ou, code) = coupe(texte)?;
    let nom = a_cote(texte, ou.clone())?;
    let accorde = lexique.connu(code) && lexique.accord(code, &nom) == Some(true);
    accorde.then_some((ou, code))
}

fn a_cote(texte: &str, ou: Range<usize>) -> Option<String> {
    let morceau = |r: Range<usize>| nom(texte.get(r).unwrap_or_default());
    let (avant, apres) = (morceau(0..ou.start), morceau(ou.end..texte.len()));
    match (avant, apres) {
        (Some(a), Some(b)) => Some(format!("{a} {b}")),
        (a, b) => a.or(b),
    }
}

/// Two pieces that make a code, one space or point apart: « 48 095 », « 2A 004 », « 971 05 »; none when there are several.
fn coupe(texte: &str) -> Option<(Range<usize>, CodeCommune)> {
    let places = jetons(texte);
    let joint = |&((a, b), (c, d)): &((usize, usize), (usize, usize))| {
        let entre = texte.get(b..c)?;
        let mut signes = entre.chars();
        let signe = signes.next().filter(|s| s.is_whitespace() || *s == '.')?;
        let (debut, fin) = (texte.get(a..b)?, texte.get(c..d)?);
        let chiffres = fin.bytes().all(|o| o.is_ascii_digit());
        let outre_mer = debut.len() == 3 && debut.starts_with('9');
        let longueurs = debut.len() == 2 && fin.len() == 3 || outre_mer && fin.len() == 2;
        let seul = signes.next().is_none() && signe.len_utf8() == entre.len();
        let code = CodeCommune::parse(&format!("{debut}{fin}")).ok()?;
        let habitants = compte_des_habitants(texte.get(d..));
        (seul && chiffres && longueurs && !habitants).then_some((a..d, code))
    };
    let couples = places.iter().copied().zip(places.iter().copied().skip(1));
    let mut trouves = couples.filter_map(|c| joint(&c));
    let premier = trouves.next()?;
    trouves.next().is_none().then_some(premier)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::embarquee;

    fn lu(cellule: &str) -> String {
        let base = embarquee();
        let mut lignes = [Ligne::new(1, [cellule])];
        recoller(&mut lignes, &Lexique::new(&base));
        lignes[0].cellule(0).to_owned()
    }

    #[test]
    fn a_cut_code_is_joined_beside_its_own_name_only() {
        for (ecrit, attendu) in [
            ("48 095 Mende", "48095 Mende"),
            ("48\u{a0}095 Mende", "48095 Mende"),
            ("Mende (48 095)", "Mende (48095)"),
            ("2A 004 Ajaccio", "2A004 Ajaccio"),
            ("971 05 Basse-Terre", "97105 Basse-Terre"),
            (
                "48 095 Mende, 48 080 Langogne",
                "48095 Mende, 48080 Langogne",
            ),
        ] {
            assert_eq!(lu(ecrit), attendu);
        }
        for autre in [
            "48 095",
            "48 095 Langogne",
            "48 000 Mende",
            "Mende 13 048 habitants",
            "48 095 48 080 Mende",
            "48  095 Mende",
        ] {
            assert_eq!(lu(autre), autre);
        }
    }

    proptest! {
        /// Whatever the commune, its cut code beside its name is read as itself, or not at all.
        #[test]
        fn a_joined_code_is_that_of_the_name(rang in 0usize..34_000, espace in "[ \u{a0}\u{202f}.]") {
            let base = embarquee();
            let unite = base.unites.get(rang % base.unites.len()).unwrap();
            let (debut, fin) = unite.code.as_str().split_at(2);
            let lu = lu(&format!("{debut}{espace}{fin} {}", unite.nom));
            prop_assert_eq!(lu, format!("{} {}", unite.code, unite.nom));
        }
    }
}
