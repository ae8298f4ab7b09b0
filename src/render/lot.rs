//! Several territories: JSON, rows, workbook, terminal.

use super::ligne::compact;
use super::listes::puce;
use super::{ErreurRendu, diagnostic_classeur, json as contrat, tableau_csv};
use crate::francais::{denombre, enumerer, inerte, nombre};
use crate::rapport::lot::index::colonnes;
use crate::rapport::lot::{IndicateurLot, RapportLot, SCHEMA_LOT, TerritoireLot, tableaux};
use serde_json::Value;

/// Territories that the terminal shows: one screen.
const DITS: usize = 40;

/// What was done of the reports.
pub struct Faits<'f> {
    /// Territories whose reports were written.
    pub ecrits: usize,
    /// Those whose reports were left as they were.
    pub inchanges: usize,
    /// Whether reports were asked for.
    pub rapports: bool,
    /// Territories of earlier runs that are still in the folder.
    pub anciens: &'f [String],
    /// Reports of earlier runs in formats no longer asked for.
    pub restes: &'f [String],
}

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(lot: &RapportLot) -> Result<String, ErreurRendu> {
    contrat::ecrire(lot)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<RapportLot>(SCHEMA_LOT, "Plusieurs territoires, une ligne chacun")
}

/// A row by territory, a column by indicator.
#[must_use]
pub fn csv(lot: &RapportLot) -> String {
    tableau_csv::rendre(&tableaux::territoires(lot))
}

/// Figures, places, dictionary and failures, a sheet each.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more rows or columns than the format has.
pub fn xlsx(lot: &RapportLot) -> Result<Vec<u8>, ErreurRendu> {
    diagnostic_classeur::de_tableaux(&lot.demande, tableaux::tableaux(lot))
}

/// What one reads in a hurry.
#[must_use]
pub fn terminal(lot: &RapportLot, faits: &Faits<'_>, largeur: u16) -> String {
    let n = lot.territoires.len();
    let mut texte = format!(
        "{}\u{a0}: {}",
        lot.demande,
        denombre(n, "territoire", "territoires")
    );
    if faits.rapports {
        let inchanges = match faits.inchanges {
            0 => String::new(),
            k => format!(", {}", denombre(k, "inchangé", "inchangés")),
        };
        texte.push_str(&format!(
            " ({}{inchanges})",
            denombre(faits.ecrits, "écrit", "écrits")
        ));
    }
    texte.push('\n');
    if lot.fictif {
        texte.push_str("TERRITOIRES FICTIFS\u{a0}: noms et chiffres inventés\n");
    }
    if n > 0 {
        texte.push('\n');
        texte.push_str(&lignes(lot, usize::from(largeur)));
    }
    if n > DITS {
        texte.push_str(&format!(
            "et {} dans les résumés (.csv, .xlsx, .json, .html)\n",
            denombre(n - DITS, "autre territoire", "autres territoires")
        ));
    }
    if !lot.echecs.is_empty() {
        let noms: Vec<&str> = lot.echecs.iter().map(|e| e.nom.as_str()).collect();
        let dits = format!(
            "{} sans diagnostic\u{a0}: {}",
            denombre(noms.len(), "territoire", "territoires"),
            enumerer(&noms, 5)
        );
        texte.push('\n');
        texte.push_str(&puce(&dits, largeur));
    }
    if !faits.anciens.is_empty() {
        let dits = format!(
            "Des rapports d’une exécution précédente sont restés dans le dossier, hors de la liste\u{a0}: {}",
            enumerer(faits.anciens, 5)
        );
        texte.push_str(&puce(&dits, largeur));
    }
    if !faits.restes.is_empty() {
        let dits = format!(
            "Des rapports d’une exécution précédente, dans des formats non demandés cette fois, n’ont pas été refaits et peuvent ne plus dire la même chose\u{a0}: {}",
            enumerer(faits.restes, 5)
        );
        texte.push_str(&puce(&dits, largeur));
    }
    inerte::lignes(&texte)
}

/// A line by territory, its name first, as long as the width lets it be.
fn lignes(lot: &RapportLot, largeur: usize) -> String {
    let montrees: Vec<_> = colonnes(lot)
        .into_iter()
        .filter_map(|(c, i)| Some((c.court.as_deref()?, i)))
        .collect();
    let mut titres = vec!["Communes", "Habitants", "Taille"];
    titres.extend(montrees.iter().map(|(titre, _)| *titre));
    let cellules = |t: &TerritoireLot| {
        let mut cellules = vec![
            t.communes.to_string(),
            nombre(t.population, 0),
            t.taille.map_or_else(|| "–".to_owned(), |n| n.to_string()),
        ];
        cellules.extend(montrees.iter().map(|(_, i)| dit(t, i)));
        cellules
    };
    let corps: Vec<(&str, Vec<String>)> = lot
        .territoires
        .iter()
        .take(DITS)
        .map(|t| (t.nom.as_str(), cellules(t)))
        .collect();
    let titres: Vec<String> = titres.iter().map(|t| (*t).to_owned()).collect();
    compact("Territoire", &titres, &corps, largeur)
}

/// A figure as it is shown: a star when a part is not known, a dash when there is none.
#[must_use]
pub fn dit(t: &TerritoireLot, i: &IndicateurLot) -> String {
    use crate::model::Statut;
    let Some(chiffre) = t.chiffres.get(&i.id) else {
        return "–".to_owned();
    };
    let etoile = if chiffre.statut == Statut::Partiel {
        "*"
    } else {
        ""
    };
    chiffre.valeur.map_or_else(
        || "–".to_owned(),
        |x| format!("{}{etoile}", nombre(x, usize::from(i.decimales))),
    )
}
