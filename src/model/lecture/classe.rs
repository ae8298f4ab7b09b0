//! The class of a unit: its own, that of its city, or several when its arrondissements differ.

use super::Cause;
use crate::model::{ColonneClasse, Referentiel, UniteId};

/// Class of a unit, as a rank in the classes of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClasseLue {
    /// All of the unit is in this class.
    Une(u32),
    /// Its arrondissements are in several classes, sorted: it is in none of them.
    Partagee(Vec<u32>),
    /// Not known for a part of it at least: not published, or not readable.
    Inconnue(Cause),
}

/// Class of a place that has no arrondissements.
type Simple = Result<u32, Cause>;

impl ClasseLue {
    /// The class, when there is only one.
    #[must_use]
    pub fn une(&self) -> Option<u32> {
        match self {
            Self::Une(rang) => Some(*rang),
            Self::Partagee(_) | Self::Inconnue(_) => None,
        }
    }

    /// Codes and labels of the classes, one or several; empty when it is not known.
    #[must_use]
    pub fn modalites<'a>(&self, colonne: &'a ColonneClasse) -> Vec<&'a (String, String)> {
        let rangs = match self {
            Self::Une(rang) => std::slice::from_ref(rang),
            Self::Partagee(rangs) => rangs.as_slice(),
            Self::Inconnue(_) => &[],
        };
        let modalite = |rang: &u32| colonne.modalites.get(*rang as usize);
        rangs.iter().filter_map(modalite).collect()
    }

    /// Class of several places taken together.
    fn de(classes: impl Iterator<Item = Simple>) -> Self {
        let (mut rangs, mut trou) = (Vec::new(), None);
        for classe in classes {
            match classe {
                Ok(rang) => rangs.push(rang),
                Err(cause) => trou = trou.max(Some(cause)),
            }
        }
        rangs.sort_unstable();
        rangs.dedup();
        match (rangs.as_slice(), trou) {
            ([seul], None) => Self::Une(*seul),
            ([] | [_], trou) => Self::Inconnue(trou.unwrap_or(Cause::Absent)),
            _ => Self::Partagee(rangs),
        }
    }
}

impl From<Simple> for ClasseLue {
    fn from(simple: Simple) -> Self {
        simple.map_or_else(Self::Inconnue, Self::Une)
    }
}

fn propre(colonne: &ColonneClasse, id: UniteId) -> Simple {
    if colonne.est_rejetee(id) {
        return Err(Cause::Rejete);
    }
    let classe = colonne.classes.une(id.0 as usize).flatten();
    classe.ok_or_else(|| match colonne.autre_territoire(id) {
        Some(_) => Cause::AutreTerritoire,
        None => Cause::Absent,
    })
}

/// Class of a commune or of an arrondissement.
#[must_use]
pub fn classe(referentiel: &Referentiel, colonne: &ColonneClasse, unite: UniteId) -> ClasseLue {
    let arrondissements = referentiel.arrondissements(unite);
    if arrondissements.is_empty() {
        simple(referentiel, colonne, unite).into()
    } else {
        classe_de(referentiel, colonne, unite, arrondissements)
    }
}

/// Class of communes that the file may read as one; of a single unit when there are none of these.
#[must_use]
pub fn classe_commune(
    referentiel: &Referentiel,
    colonne: &ColonneClasse,
    unite: UniteId,
    pieces: &[UniteId],
) -> ClasseLue {
    let commune = colonne.autre_territoire(unite);
    let commune = commune.filter(|a| a.est_celle_de(pieces));
    match commune.and_then(|a| a.valeur) {
        Some(rang) => ClasseLue::Une(rang),
        None if pieces.contains(&unite) => {
            let pieces = pieces.iter();
            ClasseLue::de(pieces.map(|&p| simple(referentiel, colonne, p)))
        }
        None => classe(referentiel, colonne, unite),
    }
}

/// Class of some arrondissements of a city taken together: that of the city where they have none.
#[must_use]
pub(super) fn classe_de(
    referentiel: &Referentiel,
    colonne: &ColonneClasse,
    ville: UniteId,
    arrondissements: &[UniteId],
) -> ClasseLue {
    if !par_arrondissements(colonne, arrondissements) {
        return propre(colonne, ville).into();
    }
    let arrondissements = arrondissements.iter();
    ClasseLue::de(arrondissements.map(|&a| simple(referentiel, colonne, a)))
}

/// Class of a unit that has no arrondissements: its own, else that of its city.
fn simple(referentiel: &Referentiel, colonne: &ColonneClasse, unite: UniteId) -> Simple {
    let propre_a = |id| propre(colonne, id);
    match propre_a(unite) {
        Err(Cause::Absent) => {
            let parent = referentiel.unites.get(unite.0 as usize);
            let parent = parent.and_then(|u| u.parent).ok_or(Cause::Absent)?;
            propre_a(parent)
        }
        lue => lue,
    }
}

/// Whether a class is given at arrondissement level for a city, readable or not.
#[must_use]
pub(super) fn par_arrondissements(colonne: &ColonneClasse, arrondissements: &[UniteId]) -> bool {
    arrondissements
        .iter()
        .any(|&a| propre(colonne, a) != Err(Cause::Absent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;

    fn codes(classes: &[(&str, &str)], unite: &str) -> Vec<String> {
        let mut essai = Essai::avec_ville();
        essai.classe("z", Some(2024), classes);
        let d = &essai.dataset;
        let colonne = d.classe("z").unwrap();
        let lue = classe(&d.referentiel, colonne, essai.id(unite));
        let modalites = lue.modalites(colonne);
        modalites.iter().map(|m| m.0.clone()).collect()
    }

    #[test]
    fn an_arrondissement_inherits_and_a_city_is_what_all_its_arrondissements_are() {
        let ville = [("96100", "1"), ("96001", "5")];
        assert_eq!(codes(&ville, "96101"), ["1"]);
        assert_eq!(codes(&ville, "96100"), ["1"]);
        assert!(codes(&ville, "96002").is_empty());
        let memes = [("96101", "ZIP"), ("96102", "ZIP")];
        assert_eq!(codes(&memes, "96100"), ["ZIP"]);
        let autres = [("96101", "ZIP"), ("96102", "ZAC")];
        assert_eq!(codes(&autres, "96100"), ["ZAC", "ZIP"]);
    }

    #[test]
    fn one_arrondissement_without_class_leaves_the_city_without() {
        assert!(codes(&[("96101", "ZIP")], "96100").is_empty());
        let avec = [("96101", "ZIP"), ("96100", "HORS")];
        assert_eq!(codes(&avec, "96100"), ["HORS", "ZIP"]);
    }
}
