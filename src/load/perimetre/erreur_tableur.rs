//! The errors that spreadsheets write in place of what they cannot compute: in a list of communes, in place of a code.

/// What spreadsheets write in a cell that they cannot compute, in French and in English.
const ERREURS: [&str; 12] = [
    "#n/a", "#ref!", "#nom?", "#name?", "#valeur!", "#value!", "#div/0!", "#nul!", "#null!",
    "#nombre!", "#num!", "#calc!",
];

/// What is wrong with one.
pub(super) const ERREUR_DE_TABLEUR: &str =
    "une erreur de tableur tient la place du code de la commune";
/// What to do about it.
pub(super) const FORMULE: &str = "corrigez la formule, ou écrivez le code INSEE à sa place";

/// Whether a cell is one.
pub(super) fn erreur_de_tableur(cellule: &str) -> bool {
    let net = cellule.trim().to_lowercase();
    ERREURS.iter().any(|e| net.starts_with(e))
}
