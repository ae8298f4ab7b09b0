//! Communes whose row is added to those of its former communes long after their merger: it may be counted twice.

use crate::francais::{denombre, enumerer};
use crate::load::jeu::section::SECTION;
use crate::load::table::resultat::Table;
use crate::model::{Constat, Referentiel, RegleConstat, Severite};

/// Communes named in a sentence.
const NOMS: usize = 4;

/// What is said of a file.
#[must_use]
pub fn constat(r: &Referentiel, nom: &str, table: &Table) -> Option<Constat> {
    let additionnees = &table.fusions.additionnees;
    let dites: Vec<String> = additionnees
        .iter()
        .map(|(unite, anciennes)| {
            let unite = r.unite(*unite);
            let codes: Vec<String> = anciennes.iter().map(ToString::to_string).collect();
            format!(
                "{} ({}) avec {}",
                unite.nom,
                unite.code,
                enumerer(&codes, NOMS)
            )
        })
        .collect();
    let n = dites.len();
    let texte = format!(
        "{nom}\u{a0}: la ligne de {} est additionnée à celles de ses anciennes communes, fusionnées bien avant l'année du fichier ({}). Si elle est déjà celle de la commune \
         entière, elles comptent deux fois\u{a0}: retirez les lignes des communes déléguées.",
        denombre(n, "commune nouvelle", "communes nouvelles"),
        enumerer(&dites, NOMS),
    );
    let codes = additionnees.keys().map(|u| r.unite(*u).code);
    let regle = RegleConstat::LignesAdditionnees;
    let constat = Constat::new(regle, Severite::Attention, SECTION, texte);
    (n > 0).then(|| constat.avec_communes(codes).avec_origine(nom))
}
