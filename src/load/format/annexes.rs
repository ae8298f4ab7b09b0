//! What a table says of its own columns beside their names: powers of ten by row, units above or under the header.

use crate::load::format::compile::Format;
use crate::load::format::motifs::Trouve;
use crate::load::format::places::Places;
use crate::load::format::plan::{Ou, Plan, UniteDite};
use crate::load::format::titres::{additive, dement, est_une_unite, se_lit_par_les_titres};
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Apercu;

/// Column of the power of ten of a row, as SDMX names it (code list CL_UNIT_MULT: 3 for thousands).
const PUISSANCE: &str = "unit mult";

impl Plan {
    /// Notes what the table says of its columns, then how many of them the format asks for.
    pub(super) fn note_les_annexes(
        &mut self,
        format: &Format,
        apercu: &Apercu,
        entetes: &[String],
    ) {
        let bruts = apercu
            .lignes
            .get(self.entete)
            .map_or(&[][..], Vec::as_slice);
        let puissance = entetes.iter().position(|e| e == PUISSANCE);
        // What a stream counts is added up without looking at each row.
        if let Some(rang) = puissance.filter(|_| format.d.flux.is_none()) {
            let mut places = Places {
                colonnes: &mut self.colonnes,
                noms: &mut self.noms,
                entetes,
                bruts,
            };
            self.puissance = Some(places.garde(&Trouve::colonne(rang)));
        }
        // The columns that the user describes himself are what he says.
        if se_lit_par_les_titres(format) {
            self.unites = unites(format, self, apercu);
        }
        self.demandees = self.colonnes.len();
        self.note_les_redondances(format, apercu, entetes);
    }
}

/// The columns of which the title says another unit, and those that add up of which a group of columns or the row under the
/// header does.
fn unites(format: &Format, plan: &Plan, apercu: &Apercu) -> Vec<UniteDite> {
    let bruts = apercu.lignes.get(plan.entete);
    let mut dites: Vec<UniteDite> = Vec::new();
    for lue in &plan.lues {
        let colonne = plan.colonnes.get(lue.place).copied().unwrap_or_default();
        let additive = additive(format, lue.variable);
        let titre = bruts.and_then(|b| b.get(colonne)).cloned();
        let titre = titre.filter(|t| dement(format, lue.variable, t));
        let autour = || dessus(plan, apercu, colonne).or_else(|| dessous(plan, apercu, colonne));
        let (ou, dite) = match titre {
            Some(titre) if additive => (Ou::Effectif, Some(titre)),
            Some(titre) => (Ou::Pourcentage, Some(titre)),
            None if additive => (Ou::Autour, autour()),
            None => continue,
        };
        if let Some(texte) = dite.filter(|_| dites.iter().all(|d| d.place != lue.place)) {
            let texte = affichable(&texte, 80);
            let place = lue.place;
            dites.push(UniteDite { place, texte, ou });
        }
    }
    dites
}

/// What the rows above the header say of a column: a title alone in its row is that of all, a group runs to the next one.
fn dessus(plan: &Plan, apercu: &Apercu, colonne: usize) -> Option<String> {
    let mut lignes = apercu.lignes.get(..plan.entete)?.iter().rev();
    let texte = |ligne: &Vec<String>| {
        let pleines: Vec<usize> = (0..ligne.len()).filter(|r| plein(ligne, *r)).collect();
        let rang = match pleines.as_slice() {
            [seule] => *seule,
            plusieurs => *plusieurs.iter().rfind(|r| **r <= colonne)?,
        };
        ligne.get(rang).filter(|t| est_une_unite(t)).cloned()
    };
    lignes.find_map(texte)
}

/// What the row under the header says of a column, when it is not that of a commune.
fn dessous(plan: &Plan, apercu: &Apercu, colonne: usize) -> Option<String> {
    let ligne = apercu.lignes.get(plan.entete + 1)?;
    let cle = plan.cle.and_then(|p| plan.colonnes.get(p)).copied()?;
    let texte = ligne.get(colonne).filter(|t| est_une_unite(t));
    texte.filter(|_| !plein(ligne, cle)).cloned()
}

fn plein(ligne: &[String], rang: usize) -> bool {
    ligne.get(rang).is_some_and(|c| !c.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::load::format::titres::est_une_unite;

    #[test]
    fn shares_rates_and_thousands_are_told_from_counts() {
        for texte in [
            "Densité de médecins pour 100 000 habitants",
            "pour 10 000 hab.",
            "En % de la population",
            "(%)",
            "taux",
            "en milliers",
            "Médecins (pour 1000 habitants)",
            "‰",
        ] {
            assert!(est_une_unite(texte), "{texte}");
        }
        for texte in [
            "Données 2019",
            "Effectifs et densités pour 100 000 habitants",
            "Nombre de médecins",
            "Population comptée à part",
            "Extrait du 3 mai, 100 000 lignes",
            "Libéraux",
            "",
        ] {
            assert!(!est_une_unite(texte), "{texte}");
        }
    }
}
