//! Which findings about the files are about the communes of a perimeter.

use crate::model::lecture::lieux;
use crate::model::{
    CodeCommune, Constat, Dataset, Perimetre, RegleConstat, SectionId, Severite, UniteId,
};

/// A finding about a file, when it names communes of the perimeter: with these communes only, in the section on method.
/// An alert that names none is about the whole file: it changes what can be concluded of any perimeter. So does a column of
/// the user whose header is a letter away from one that is read.
#[must_use]
pub(super) fn qui_touche(
    constat: &Constat,
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Constat> {
    let dedans = |code: &CodeCommune| touche(dataset, perimetre, *code);
    let communes: Vec<CodeCommune> = constat.communes.iter().copied().filter(dedans).collect();
    let du_fichier = match constat.id.regle {
        RegleConstat::ColonnesNonLues => Severite::Attention,
        _ => Severite::Alerte,
    };
    let entier = constat.communes.is_empty() && constat.severite >= du_fichier;
    // A row without a legible commune may be that of any one which has no other.
    let douteuses = constat
        .origine
        .as_deref()
        .and_then(|o| dataset.douteuses.get(o));
    let douteuse = constat.id == RegleConstat::LignesRejetees
        && douteuses.is_some_and(|d| d.iter().any(|&id| concerne(dataset, perimetre, id)));
    (entier || douteuse || !communes.is_empty()).then(|| Constat {
        section: SectionId::S0,
        communes,
        ..constat.clone()
    })
}

/// Whether what is said of a unit is said of a perimeter: it holds the unit, its city, or one of its arrondissements.
fn concerne(dataset: &Dataset, perimetre: &Perimetre, id: UniteId) -> bool {
    let ville = dataset.referentiel.unite(id).parent;
    let mut siens = lieux(&dataset.referentiel, id).chain(ville);
    siens.any(|id| perimetre.contient(id))
}

/// The same, of a current code.
#[must_use]
pub(super) fn touche(dataset: &Dataset, perimetre: &Perimetre, code: CodeCommune) -> bool {
    let id = dataset.referentiel.par_code(code);
    id.is_some_and(|id| concerne(dataset, perimetre, id))
}
