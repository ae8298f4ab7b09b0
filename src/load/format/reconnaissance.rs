//! Which published format a table is: the one whose signature is there and that knows most of its columns.

use crate::load::format::codes;
use crate::load::format::compile::Format;
use crate::load::format::descripteur::{Genre, Usage};
use crate::load::format::entete_double;
use crate::load::format::plan::{Plan, dresse};
use crate::load::format::proche::{Echec, Inconnu, Proche, SANS_DONNEE};
use crate::load::format::sans_entete;
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;

/// Header rows are looked for in the first rows only.
const ENTETE_MAX: usize = 30;

/// A recognised table.
#[derive(Debug, Clone)]
pub struct Reconnu {
    /// Rank of the format.
    pub format: usize,
    /// What to read.
    pub plan: Plan,
}

/// Recognises a table.
///
/// # Errors
/// Why no format answers: what the table seems to be, or the nearest format and what it lacks.
pub fn reconnait(formats: &[Format], apercu: &Apercu, chemin: &str) -> Result<Reconnu, Inconnu> {
    let lignes: Vec<Vec<String>> = apercu
        .lignes
        .iter()
        .take(ENTETE_MAX)
        .map(|l| l.iter().map(|c| normalise(c)).collect())
        .collect();
    let mut meilleur: Option<Reconnu> = None;
    let mut proche = Proche::default();
    for (rang, format) in formats.iter().enumerate() {
        match essaie(format, apercu, &lignes, chemin) {
            Ok(plan) => {
                let cle = |f: &Format, p: &Plan| (sien(f), f.d.exclusif, p.score, f.d.priorite);
                let gagne = meilleur.as_ref().is_none_or(|m| {
                    formats
                        .get(m.format)
                        .is_none_or(|f| cle(format, &plan) > cle(f, &m.plan))
                });
                if gagne {
                    meilleur = Some(Reconnu { format: rang, plan });
                }
            }
            Err(essai) => proche.retient(essai, format, &lignes),
        }
    }
    let mut reconnu = meilleur.ok_or_else(|| proche.motif(apercu))?;
    if let Some(format) = formats.get(reconnu.format) {
        note_les_non_lues(format, &mut reconnu.plan, apercu, &lignes);
    }
    Ok(reconnu)
}

/// Notes the columns that the format chosen does not read.
fn note_les_non_lues(format: &Format, plan: &mut Plan, apercu: &Apercu, lignes: &[Vec<String>]) {
    if let Some(noms) = format.d.sans_entete.as_ref().filter(|_| plan.sans_entete) {
        let entetes: Vec<String> = noms.iter().map(|n| normalise(n)).collect();
        return plan.note_les_non_lues(format, &entetes, noms);
    }
    let double = format.d.reconnaissance.entete_double;
    let entetes = entete_double::noms(double, lignes, plan.entete);
    let bruts = apercu.lignes.get(plan.entete);
    plan.note_les_non_lues(format, &entetes, bruts.map_or(&[][..], Vec::as_slice));
}

/// Whether the user describes the file by more than one sign: no embedded format is then put before his own.
fn sien(format: &Format) -> bool {
    let signes = format.requis.len() + format.contenu.len();
    format.d.utilisateur && (signes > 1 || format.d.sans_entete.is_some())
}

/// Tries one format on a table, at each possible header row.
///
/// # Errors
/// What was found and what lacks.
pub fn essaie(
    format: &Format,
    apercu: &Apercu,
    lignes: &[Vec<String>],
    chemin: &str,
) -> Result<Plan, Echec> {
    let r = &format.d.reconnaissance;
    let feuille = apercu.feuille.as_deref().map(normalise).unwrap_or_default();
    if !r.genres.contains(&apercu.genre)
        || format
            .feuille
            .as_ref()
            .is_some_and(|e| apercu.feuille.is_some() && !e.is_match(&feuille))
        || format
            .fichier
            .as_ref()
            .is_some_and(|e| !e.is_match(&normalise(chemin)))
    {
        return Err(Echec::default());
    }
    if let Some(noms) = &format.d.sans_entete {
        return sans_entete::essaie(format, noms, apercu, chemin).ok_or_else(Echec::default);
    }
    let mut echec = Echec::default();
    let mut titre = String::new();
    for rang in 0..lignes.len() {
        let entetes = &*entete_double::noms(r.entete_double, lignes, rang);
        let manquants: Vec<String> = format
            .requis
            .iter()
            .filter(|m| !m.est_dans(entetes))
            .map(|m| m.nom().to_owned())
            .collect();
        let presents = format.requis.len() - manquants.len();
        if manquants.is_empty() && !format.interdits.iter().any(|m| m.est_dans(entetes)) {
            match accepte(format, apercu, rang, entetes, &titre, chemin) {
                Ok(plan) => return Ok(plan),
                Err(motif) => {
                    echec = Echec {
                        presents,
                        manquants,
                        motif: Some(motif),
                        entete: rang,
                    }
                }
            }
        } else if presents > echec.presents {
            echec = Echec {
                presents,
                manquants,
                motif: None,
                entete: rang,
            };
        }
        titre.push_str(&entetes.join(" "));
        titre.push(' ');
    }
    Err(echec)
}

/// Last checks once the signature is there.
fn accepte(
    format: &Format,
    apercu: &Apercu,
    rang: usize,
    entetes: &[String],
    titre: &str,
    chemin: &str,
) -> Result<Plan, String> {
    if format.titre.as_ref().is_some_and(|e| !e.is_match(titre)) {
        return Err("le titre au-dessus de l'en-tête n'est pas celui attendu".to_owned());
    }
    valeurs_attendues(format, apercu, rang, entetes)?;
    let mut plan = dresse(format, apercu, rang, entetes, titre, chemin);
    let contours = format.d.contours && apercu.genre == Genre::Geojson;
    let suite: Vec<&Vec<String>> = apercu.lignes.iter().skip(rang + 1).collect();
    if !sans_entete::contenu_repond(format, entetes, &suite) {
        return Err("le contenu n'est pas celui attendu".to_owned());
    }
    let lue = !plan.lues.is_empty() || !plan.comptees.is_empty();
    let utile = lue || plan.cpts.is_some() || plan.point.is_some() || contours;
    if format.d.reconnaissance.au_moins_une && !utile {
        return Err(SANS_DONNEE.to_owned());
    }
    if format.d.usage == Usage::Donnees && plan.cle_composee.is_none() && format.d.a_code() {
        plan.compose(apercu, entetes);
    }
    let code = format.d.a_code() && plan.cle_composee.is_none() && !plan.est_de_quartiers();
    if format.d.usage == Usage::Donnees && code {
        codes::juge(format, apercu, &mut plan, entetes, chemin)?;
    }
    Ok(plan)
}

/// Most cells of the columns that sign the format have the shape that it says; a header alone is not judged.
fn valeurs_attendues(
    format: &Format,
    apercu: &Apercu,
    rang: usize,
    entetes: &[String],
) -> Result<(), String> {
    let regles = format.valeurs.iter().zip(&format.d.reconnaissance.valeurs);
    for ((motifs, motif, siren), regle) in regles {
        let Some(trouve) = motifs.trouve(entetes) else {
            continue;
        };
        let cellules = apercu.colonne(rang, trouve.colonne);
        let bonne = |c: &&&str| motif.is_match(c) && (!siren || codes::luhn(c));
        let bonnes = cellules.iter().filter(bonne).count();
        if bonnes * 2 <= cellules.len() && !cellules.is_empty() {
            let entete = apercu.lignes.get(rang).and_then(|l| l.get(trouve.colonne));
            return Err(format!(
                "la colonne «\u{a0}{}\u{a0}» ne contient pas de {} («\u{a0}{}\u{a0}»…)",
                affichable(entete.map_or("", |e| e.trim()), 60),
                regle.quoi,
                affichable(cellules.first().copied().unwrap_or_default(), 40)
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::catalogue::embarques;

    fn apercu(genre: Genre, lignes: &[&[&str]]) -> Apercu {
        let ligne = |l: &&[&str]| l.iter().map(|c| (*c).to_owned()).collect();
        Apercu {
            genre,
            feuille: None,
            lignes: lignes.iter().map(ligne).collect(),
        }
    }

    fn id(genre: Genre, lignes: &[&[&str]]) -> String {
        let formats = embarques().unwrap();
        match reconnait(formats, &apercu(genre, lignes), "x") {
            Ok(r) => formats[r.format].d.id.clone(),
            Err(e) => e.texte,
        }
    }

    /// Codes and names of the INSEE and of the ANCT.
    #[test]
    fn polygons_with_code_and_nom_are_what_their_codes_are() {
        for (attendu, lignes) in [
            (
                "contours_communes",
                [&["code", "nom"][..], &["48095", "Mende"]],
            ),
            (
                "contours_departements",
                [&["code", "nom"], &["48", "Lozère"]],
            ),
            (
                "contours_departements",
                [&["code", "nom"], &["75", "Paris"]],
            ),
            ("contours_regions", [&["code", "nom"], &["76", "Occitanie"]]),
            ("contours_epci", [&["code", "nom"], &["200069193", "x"]]),
            (
                "contours_iris",
                [&["code", "nom"], &["480950101", "Mende Nord"]],
            ),
            (
                "contours_iris",
                [&["CODE_IRIS", "NOM_IRIS"], &["2A0040101", "x"]],
            ),
            ("qpv", [&["code", "nom"], &["QN02A01M", "Pifano"]]),
            ("qpv", [&["code_qp", "nom_qp"], &["QP031001", "x"]]),
        ] {
            assert_eq!(id(Genre::Geojson, &lignes), attendu, "{lignes:?}");
        }
        let qpv = [
            &["code_qp", "code_commune", "nom_qp"][..],
            &["QP066001", "66136", "x"],
        ];
        assert_eq!(id(Genre::Geojson, &qpv), "qpv");
        assert_eq!(id(Genre::Csv, &qpv), "qpv_liste");
    }

    #[test]
    fn a_table_by_iris_is_told_to_be_one() {
        let iris = [&["IRIS", "DISP_MED21"][..], &["010040101", "21000"]];
        assert_eq!(id(Genre::Csv, &iris), "non_iris");
    }
}
