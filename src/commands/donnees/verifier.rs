//! `cpts donnees verifier`: what is wrong, doubtful or out of date in the data folder, as findings.

use anyhow::Result;
use serde_json::json;

use crate::check;
use crate::cli::FormatListe;
use crate::cli::donnees::OptionsVerifierDonnees;
use crate::commands::pipeline::chargement::charger_donnees;
use crate::commands::pipeline::regles::{Fichiers, nommes};
use crate::commands::sortie::{CodeSortie, ecrire_stdout};
use crate::commands::{date, liste, terminal};
use crate::francais::{denombre, espacer};
use crate::model::{Constat, DateCivile, Severite};
use crate::render::fiche::a_cote;
use crate::render::listes::Liste;

/// Column where the sentences begin.
const RETRAIT: usize = 15;

/// Severities, the most serious first, with their word.
const GRAVITES: [(Severite, &str); 3] = [
    (Severite::Alerte, "alerte"),
    (Severite::Attention, "attention"),
    (Severite::Information, "information"),
];

/// Runs `cpts donnees verifier`.
///
/// # Errors
/// Wrong date, folder or mapped file that cannot be read, stdout that cannot be written.
pub(super) fn executer(options: &OptionsVerifierDonnees) -> Result<CodeSortie> {
    let date = date::choisir(options.date.as_deref(), None)?;
    let (dataset, _) = charger_donnees(&options.communes, options.projet.as_deref())?;
    let mut regles = Fichiers::du_chemin(options.projet.as_deref())?;
    regles.plages.extend(nommes(&options.plages));
    let constats = check::donnees(&dataset, date, &regles.lire_plages()?)?;
    let fichiers = dataset.sources.len().saturating_sub(1);
    let texte = match options.format {
        FormatListe::Json => en_json(&constats, fichiers, date)?,
        FormatListe::Csv => en_csv(&constats),
        FormatListe::Terminal => en_texte(&constats, fichiers, date),
    };
    ecrire_stdout(&texte)?;
    let atteint = options
        .echec_si
        .iter()
        .any(|condition| constats.iter().any(|c| condition.atteint(c)));
    Ok(if atteint {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    })
}

fn en_json(constats: &[Constat], fichiers: usize, date: Option<DateCivile>) -> Result<String> {
    let mut gravites = serde_json::Map::new();
    for (severite, mot) in GRAVITES {
        let nombre = constats.iter().filter(|c| c.severite == severite).count();
        gravites.insert(mot.to_owned(), json!(nombre));
    }
    let valeur = json!({
        "date": date.map(|d| d.to_string()),
        "fichiers": fichiers,
        "gravites": gravites,
        "constats": constats,
    });
    Ok(serde_json::to_string_pretty(&valeur)? + "\n")
}

fn en_csv(constats: &[Constat]) -> String {
    let mut table = Liste::new(&["gravité", "règle", "fichier", "constat", "communes"]);
    for c in constats {
        let communes: Vec<String> = c.communes.iter().map(ToString::to_string).collect();
        table.ajouter(vec![
            mot(c.severite).to_owned(),
            c.id.to_string(),
            c.origine.clone().unwrap_or_default(),
            c.texte.clone(),
            communes.join(" "),
        ]);
    }
    liste::rendre(&table, FormatListe::Csv, terminal::largeur())
}

fn mot(severite: Severite) -> &'static str {
    let trouve = GRAVITES.iter().find(|(s, _)| *s == severite);
    trouve.map_or("", |(_, mot)| mot)
}

fn en_texte(constats: &[Constat], fichiers: usize, date: Option<DateCivile>) -> String {
    let largeur = usize::from(terminal::largeur());
    let mut texte = String::new();
    for c in constats {
        let dit = format!("{} [{}]", c.texte, c.id);
        texte.push_str(&a_cote(mot(c.severite), &dit, 2, RETRAIT, largeur));
    }
    if !constats.is_empty() {
        texte.push('\n');
    }
    let nombre = |severite| constats.iter().filter(|c| c.severite == severite).count();
    texte.push_str(&format!(
        "{} : {}, {}, {}\n",
        denombre(fichiers, "fichier vérifié", "fichiers vérifiés"),
        denombre(nombre(Severite::Alerte), "alerte", "alertes"),
        denombre(
            nombre(Severite::Attention),
            "point d'attention",
            "points d'attention"
        ),
        denombre(nombre(Severite::Information), "information", "informations"),
    ));
    if date.is_none() {
        texte.push_str("Âge des fichiers non vérifié : donnez le jour avec --date AAAA-MM-JJ\n");
    }
    espacer(&texte)
}
