//! The aggregation rules, one per file: what the publishers prescribe, not arithmetic habit.

mod arrondi;
mod classe;
mod complement;
mod connues;
mod denombrement;
mod evolution;
mod mediane;
mod moyenne_ponderee;
mod provenance;
mod qpv;
mod ratio;
mod refusee;
mod sans;
mod seuil;
mod solde;
mod somme;
pub mod zones_coupees;

use super::agregat::{Agregat, Cumul, Forme};
use super::definition::{Definition, Regle};
use super::donnees::Donnees;
use super::expression::Expression;
use crate::model::lecture::{Groupe, Territoire};
use crate::model::{Repetees, UniteId};

pub(crate) use provenance::Provenance;

/// A rule whose columns are found: ready to be applied to any territory.
pub(crate) trait Prete: Send + Sync {
    /// The figure of a territory.
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat;

    /// The running sums of a territory, for a rule that adds its units up and concludes; `None` for any other.
    fn cumuler(&self, _territoire: &Territoire) -> Option<(Cumul, Forme)> {
        None
    }

    /// Units of a share whose part is larger than its whole, with both: they count for nothing in it.
    fn depassements(&self, _territoire: &Territoire) -> Vec<(UniteId, f64, f64)> {
        Vec::new()
    }

    /// Vintages and sources of the figures.
    fn provenance(&self) -> Provenance;
}

/// A boxed rule, or why it cannot be applied, in French.
pub(crate) type Preparation<'a> = Result<Box<dyn Prete + 'a>, String>;

/// Finds the columns of a rule, whose counts may be rounded by their publisher.
pub(crate) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    definition: &'a Definition,
) -> Preparation<'a> {
    Ok(arrondi::borner(
        selon_la_regle(donnees, definition)?,
        definition.precision,
    ))
}

fn selon_la_regle<'a>(donnees: &'a Donnees<'a>, definition: &'a Definition) -> Preparation<'a> {
    match &definition.regle {
        Regle::Somme { variable } => somme::preparer(donnees, variable, definition.domaine),
        Regle::Ratio {
            numerateur,
            denominateur,
            facteur,
        }
        | Regle::Indice {
            numerateur,
            denominateur,
            facteur,
        } => ratio::preparer(
            donnees,
            numerateur,
            denominateur,
            *facteur,
            definition.domaine,
        ),
        Regle::MoyennePonderee { variable, poids } => {
            moyenne_ponderee::preparer(donnees, variable, poids, definition.domaine)
        }
        Regle::PartPopulationSeuil {
            variable,
            seuil,
            population,
        } => seuil::preparer(donnees, variable, *seuil, population),
        Regle::PartPopulationClasse { .. }
        | Regle::PopulationClasse { .. }
        | Regle::CommunesClasse { .. } => classe::preparer(donnees, &definition.regle),
        Regle::CommunesSans { .. }
        | Regle::PopulationSans { .. }
        | Regle::PartPopulationSans { .. } => sans::preparer(donnees, &definition.regle),
        Regle::PartCommunesConnues { variable } => connues::preparer(donnees, variable),
        Regle::Denombrement { objet } => denombrement::preparer(donnees, *objet),
        Regle::ZonesCoupees { classe, hors } => zones_coupees::preparer(donnees, classe, hors),
        Regle::Evolution {
            variable,
            periode,
            mesure,
        } => evolution::preparer(donnees, variable, *periode, *mesure),
        Regle::EvolutionPart {
            numerateur,
            denominateur,
        } => evolution::part::preparer(donnees, numerateur, denominateur),
        Regle::Solde { mouvement, annuel } => solde::preparer(donnees, *mouvement, *annuel),
        Regle::Mediane { variable } => mediane::preparer(donnees, variable, mediane::MOTIF),
        Regle::ParCommune { variable, motif } => mediane::preparer(donnees, variable, motif),
        Regle::Publie { numerateur, .. } => Err(donnees.fichiers.absence(&numerateur.to_string())),
        Regle::Complement {
            numerateur,
            denominateur,
            facteur,
        } => complement::preparer(donnees, numerateur, denominateur, *facteur),
    }
}

/// Columns of an expression, or the French motive of their absence.
fn trouver<'a>(donnees: &'a Donnees<'a>, expression: &Expression) -> Result<Groupe<'a>, String> {
    donnees
        .resoudre(expression)
        .ok_or_else(|| donnees.fichiers.absence(&expression.to_string()))
}

/// Columns at the vintage of another group when there are such, else the latest.
fn trouver_vers<'a>(
    donnees: &'a Donnees<'a>,
    expression: &Expression,
    autre: &Groupe<'_>,
) -> Result<Groupe<'a>, String> {
    donnees
        .resoudre_vers(expression, autre.millesime)
        .ok_or_else(|| donnees.fichiers.absence(&expression.to_string()))
}

/// What the sum of some units counts too many, in all the columns added.
fn en_trop(repetees: &[&Repetees], unites: &[(UniteId, f64)]) -> f64 {
    repetees.iter().map(|r| r.en_trop(unites)).sum()
}
