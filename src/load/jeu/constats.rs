//! What must be said of a file once read: codes recoded, zeros given back, figures that could not be merged.

use std::collections::BTreeMap;

use crate::francais::{denombre, pluriel};
use crate::load::jeu::assemblage::SECTION;
use crate::load::table::resultat::Table;
use crate::model::{CodeCommune, Constat, Dataset, Severite, UniteId};

/// Examples given in a sentence.
const EXEMPLES: usize = 5;

/// Adds the findings about a file.
pub fn du_fichier(d: &mut Dataset, nom: &str, table: &Table) {
    let code = |u: &UniteId| d.referentiel.unite(*u).code;
    let mut constats = Vec::new();
    if !table.recodes.is_empty() {
        let couples: Vec<String> = table
            .recodes
            .iter()
            .take(EXEMPLES)
            .map(|(ancien, u)| format!("{ancien} → {}", code(u)))
            .collect();
        let suite = if table.recodes.len() > EXEMPLES {
            "…"
        } else {
            ""
        };
        let texte = format!(
            "{nom}\u{a0}: {} recodé{} vers la commune actuelle ({}{suite}).",
            denombre(table.recodes.len(), "code ancien", "codes anciens"),
            pluriel(table.recodes.len()),
            couples.join(", ")
        );
        constats.push(constat(
            "code_recode",
            Severite::Information,
            texte,
            nom,
            table.recodes.values().map(code),
        ));
    }
    if table.zeros_rendus > 0 {
        let texte = format!(
            "{nom}\u{a0}: zéro initial rendu à {} (un tableur l'avait retiré).",
            denombre(table.zeros_rendus, "code commune", "codes commune")
        );
        constats.push(constat(
            "zero_initial_rendu",
            Severite::Information,
            texte,
            nom,
            [],
        ));
    }
    if !table.feuilles_anciennes.is_empty() {
        let texte = format!(
            "{nom}\u{a0}: seule l'année la plus récente est lue, les années ne se comparant pas entre elles\u{a0}; non lu\u{a0}: {}.",
            table.feuilles_anciennes.join(", ")
        );
        constats.push(constat(
            "annees_anciennes",
            Severite::Information,
            texte,
            nom,
            [],
        ));
    }
    let mut refus: BTreeMap<&str, Vec<CodeCommune>> = BTreeMap::new();
    for (variable, unite) in &table.non_fusionnes {
        refus.entry(variable).or_default().push(code(unite));
    }
    for (variable, codes) in refus {
        let texte = format!(
            "{nom}\u{a0}: {variable} sans valeur pour {} issue{} d'une fusion, les valeurs des anciennes communes ne se combinent pas.",
            denombre(codes.len(), "commune", "communes"),
            pluriel(codes.len())
        );
        constats.push(constat(
            "fusion_impossible",
            Severite::Attention,
            texte,
            nom,
            codes,
        ));
    }
    if !table.rejets.is_empty() {
        let communes = table.rejets.iter().filter_map(|r| r.commune);
        let texte = format!(
            "{nom}\u{a0}: {} non utilisée{}.",
            denombre(table.rejets.len(), "ligne ou valeur", "lignes ou valeurs"),
            pluriel(table.rejets.len())
        );
        constats.push(constat(
            "lignes_rejetees",
            Severite::Attention,
            texte,
            nom,
            communes,
        ));
    }
    d.constats.extend(constats);
}

/// A file recognised but of no use.
pub fn non_utilise(d: &mut Dataset, nom: &str, motif: &str) {
    let texte = format!("{nom} n'est pas utilisé. {motif}.");
    d.constats.push(constat(
        "fichier_non_utilise",
        Severite::Information,
        texte,
        nom,
        [],
    ));
}

/// A folder without any file to read.
pub fn dossier_vide(d: &mut Dataset) {
    let texte = "Le dossier de données ne contient aucun fichier\u{a0}: le diagnostic se limite à la liste des communes.";
    d.constats.push(Constat::new(
        "dossier_vide",
        Severite::Attention,
        SECTION,
        texte,
    ));
}

fn constat(
    id: &str,
    severite: Severite,
    texte: String,
    nom: &str,
    communes: impl IntoIterator<Item = CodeCommune>,
) -> Constat {
    Constat::new(id, severite, SECTION, texte)
        .avec_communes(communes)
        .avec_origine(nom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_in_french() {
        assert_eq!(denombre(1, "code", "codes"), "1\u{a0}code");
        assert_eq!(denombre(12345, "code", "codes"), "12\u{202f}345\u{a0}codes");
        assert_eq!(denombre(0, "code", "codes"), "0\u{a0}code");
    }
}
