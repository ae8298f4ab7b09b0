//! `cpts indicateurs`: the catalogue by section, or the whole card of one indicator.

use std::collections::BTreeSet;

use anyhow::Result;

use super::pipeline::regles::{Fichiers, nommes};
use super::sortie::{CodeSortie, echec, ecrire_stdout};
use super::{liste, terminal};
use crate::cli::{FormatListe, OptionsIndicateurs};
use crate::francais::espacer;
use crate::indicateurs::notice::{Notice, notice};
use crate::indicateurs::{Catalogue, Definition};
use crate::load::format::catalogue::qui_donnent;
use crate::model::SectionId;
use crate::rapport::plan;
use crate::render::fiche;
use crate::render::listes::Liste;
use crate::texte_toml;

/// Widest column of identifiers: a longer one keeps its line.
const COLONNE_ID: usize = 34;

/// Runs `cpts indicateurs`.
///
/// # Errors
/// Catalogue that cannot be read, unknown indicator, section without indicator, stdout that cannot be written.
pub fn executer(options: &OptionsIndicateurs) -> Result<CodeSortie> {
    let fichiers = Fichiers {
        catalogue: nommes(&options.catalogue),
        fichiers_officiels: nommes(&options.fichiers_officiels),
        ..Fichiers::default()
    };
    let catalogue = &fichiers.lire_catalogue()?;
    let choisis = choisir(catalogue, options)?;
    let texte = match (options.format, &options.id) {
        (FormatListe::Json, Some(_)) => {
            let notices: Vec<Notice> = choisis.iter().map(|d| notice(catalogue, d)).collect();
            serde_json::to_string_pretty(&notices.first())? + "\n"
        }
        (FormatListe::Json, None) => {
            let notices: Vec<Notice> = choisis.iter().map(|d| notice(catalogue, d)).collect();
            serde_json::to_string_pretty(&serde_json::json!({ "indicateurs": notices }))? + "\n"
        }
        (FormatListe::Csv, _) => en_csv(catalogue, &choisis),
        (FormatListe::Terminal, Some(_)) => en_fiches(catalogue, &choisis)?,
        (FormatListe::Terminal, None) => par_section(&choisis)?,
    };
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// The indicators asked for.
fn choisir<'c>(
    catalogue: &'c Catalogue,
    options: &OptionsIndicateurs,
) -> Result<Vec<&'c Definition>> {
    let tous = catalogue.definitions();
    if let Some(id) = &options.id {
        let cherche = id.trim().to_lowercase();
        let trouve = catalogue.definition(&cherche);
        return trouve.map(|d| vec![d]).ok_or_else(|| inconnu(tous, id));
    }
    let choisis: Vec<&Definition> = tous
        .iter()
        .filter(|d| options.section.is_none_or(|s| s == d.section))
        .collect();
    if choisis.is_empty() {
        let sections: BTreeSet<SectionId> = tous.iter().map(|d| d.section).collect();
        let noms: Vec<&str> = sections.iter().map(|s| s.as_str()).collect();
        let message = format!(
            "aucun indicateur dans la section « {} »\n  attendu : {}",
            options.section.map_or("", SectionId::as_str),
            noms.join(", ")
        );
        return Err(echec(CodeSortie::RienAFaire, message));
    }
    Ok(choisis)
}

fn inconnu(tous: &[Definition], id: &str) -> anyhow::Error {
    let noms = tous.iter().map(|d| d.id.as_str());
    let remede = match texte_toml::plus_proche(noms, id) {
        Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
        None => "« cpts indicateurs » les liste tous".to_owned(),
    };
    let message = format!("aucun indicateur ne s'appelle « {id} »\n  remède : {remede}");
    echec(CodeSortie::RienAFaire, message)
}

fn en_csv(catalogue: &Catalogue, choisis: &[&Definition]) -> String {
    let mut table = Liste::new(&[
        "id",
        "libellé",
        "unité",
        "section",
        "formule",
        "lecture",
        "publication",
        "référence",
    ]);
    for n in choisis.iter().map(|d| notice(catalogue, d)) {
        table.ajouter(vec![
            n.id,
            n.libelle,
            n.unite,
            n.section.to_string(),
            n.formule,
            n.lecture,
            n.publication,
            n.reference,
        ]);
    }
    liste::rendre(&table, FormatListe::Csv, terminal::largeur())
}

/// Identifiers and labels, one section after the other.
fn par_section(choisis: &[&Definition]) -> Result<String> {
    let plan = plan::plan()?;
    let largeur = usize::from(terminal::largeur());
    let plus_long = choisis.iter().map(|d| d.id.len()).max().unwrap_or(0);
    let retrait = 4 + plus_long.min(COLONNE_ID);
    let mut texte = String::new();
    for section in SectionId::TOUTES {
        let siens: Vec<&&Definition> = choisis.iter().filter(|d| d.section == section).collect();
        if siens.is_empty() {
            continue;
        }
        let prevue = plan.section.iter().find(|s| s.id == section);
        let titre = prevue.map_or("", |s| s.titre.as_str());
        texte.push_str(&format!("{section}. {titre} ({})\n", siens.len()));
        for d in siens {
            texte.push_str(&fiche::a_cote(&d.id, &d.libelle, 2, retrait, largeur));
        }
        texte.push('\n');
    }
    texte.push_str("Fiche entière d'un indicateur : cpts indicateurs ID\n");
    Ok(espacer(&texte))
}

fn en_fiches(catalogue: &Catalogue, choisis: &[&Definition]) -> Result<String> {
    let mut texte = String::new();
    for d in choisis {
        let n = notice(catalogue, d);
        let mut champs = vec![
            ("Section", joindre(n.section.as_str(), &n.groupe)),
            ("Unité", n.unite),
            ("Formule", n.formule),
            ("Lecture", n.lecture),
            ("Sens", n.sens),
            ("Publication", n.publication),
            ("Référence", n.reference),
        ];
        for b in &n.variables {
            champs.push(("Variables", joindre(&b.variable, &b.libelle)));
        }
        champs.extend(fichiers(&n.variables)?);
        let titre = format!("{} : {}", n.id, n.libelle);
        texte.push_str(&fiche::terminal(&titre, &champs, terminal::largeur()));
    }
    Ok(espacer(&texte))
}

fn joindre(a: &str, b: &str) -> String {
    if b.is_empty() {
        a.to_owned()
    } else {
        format!("{a}, {b}")
    }
}

/// The official file to drop, then the formats that the program reads, each once.
fn fichiers(
    variables: &[crate::indicateurs::notice::Besoin],
) -> Result<Vec<(&'static str, String)>> {
    let mut dits: Vec<(&str, String)> = Vec::new();
    let mut ajouter = |nom: &'static str, texte: String| {
        if !texte.is_empty() && !dits.iter().any(|(_, t)| *t == texte) {
            dits.push((nom, texte));
        }
    };
    for b in variables {
        let demande = b.demande.as_deref().unwrap_or_default();
        ajouter("À demander à", demande.to_owned());
        ajouter(
            "À déposer",
            joindre(&b.fichier, b.adresse.as_deref().unwrap_or_default()),
        );
    }
    for b in variables {
        for d in qui_donnent(&b.variable)? {
            ajouter("Formats lus", format!("{} ({})", d.libelle, d.producteur));
        }
    }
    Ok(dits)
}
