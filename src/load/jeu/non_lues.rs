//! Columns of the user's own tables that nothing reads: those that are a slip away from one that is read, and the others.

use crate::francais::{denombre, enumerer_des};
use crate::load::format::plan::NonLue;
use crate::load::jeu::section::SECTION;
use crate::load::source::normalise::affichable;
use crate::load::table::resultat::Table;
use crate::model::{Constat, RegleConstat, Severite};

/// Columns named in a sentence.
const COLONNES: usize = 8;

/// At most two findings of a file: the columns whose figures the user may believe used, then the others.
pub fn constats(nom: &str, table: &Table) -> Vec<Constat> {
    let (proches, autres): (Vec<&NonLue>, Vec<&NonLue>) =
        table.non_lues.iter().partition(|c| c.proche.is_some());
    let a_corriger = "corrigez l'en-tête, ou dites dans un [[fichier]] de cpts.toml ce que c'est";
    let a_dire = "un [[fichier]] de cpts.toml peut dire ce que c'est";
    [
        (proches, Severite::Attention, a_corriger),
        (autres, Severite::Information, a_dire),
    ]
    .into_iter()
    .filter_map(|(colonnes, severite, remede)| constat(nom, &colonnes, severite, remede))
    .collect()
}

fn constat(nom: &str, colonnes: &[&NonLue], severite: Severite, remede: &str) -> Option<Constat> {
    let cites: Vec<String> = colonnes.iter().map(|c| citer(c)).collect();
    let texte = format!(
        "{nom}\u{a0}: {} ({})\u{a0}; {remede}.",
        match colonnes.len() {
            1 => "une colonne n'est pas lue".to_owned(),
            n => format!("{} ne sont pas lues", denombre(n, "colonne", "colonnes")),
        },
        enumerer_des(&cites, COLONNES, "colonnes"),
    );
    let constat = Constat::new(RegleConstat::ColonnesNonLues, severite, SECTION, texte);
    (!colonnes.is_empty()).then(|| constat.avec_origine(nom))
}

/// « habs », proche de « hab ».
fn citer(c: &NonLue) -> String {
    let nom = format!("«\u{a0}{}\u{a0}»", affichable(&c.nom, 60));
    match &c.proche {
        Some(proche) => format!("{nom}, proche de «\u{a0}{proche}\u{a0}»"),
        None => nom,
    }
}
