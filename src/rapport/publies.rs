//! The words of published figures: the mark of a comparator, the territories around, each with its level.

use crate::francais::avec_unite_courte;
use crate::model::{Comparateur, Indicateur};

/// What `°` means beside a comparator in a narrow column.
pub const LEGENDE_PUBLIE: &str =
    "°\u{a0}: chiffre publié tel quel par son producteur pour ce territoire, non recalculé.";

/// « publié », with its field when it is not the whole territory: « publié, France métropolitaine ».
#[must_use]
pub fn publie(c: &Comparateur) -> Option<String> {
    let publication = c.publie.as_ref()?;
    Some(match &publication.champ {
        Some(champ) => format!("publié, {champ}"),
        None => "publié".to_owned(),
    })
}

/// Figures of the EPCI and bassins de vie around, each with its level: « CC du Val, EPCI\u{a0}: 21 400 € (publié, 2021) ».
#[must_use]
pub fn autour(i: &Indicateur) -> Option<String> {
    if i.est_un_repere() {
        return None;
    }
    let dits: Vec<String> = autres_niveaux(i).map(|c| chiffre(i, c)).collect();
    (!dits.is_empty()).then(|| format!("Publié autour\u{a0}: {}", dits.join("\u{a0}; ")))
}

/// The same of a figure that the territory has not, the `max` first ones with a value: « Taux de pauvreté, publié autour\u{a0}: … ».
#[must_use]
pub fn a_defaut(i: &Indicateur, max: usize) -> Option<String> {
    if i.est_un_repere() || i.valeur.is_some() {
        return None;
    }
    let connus: Vec<&Comparateur> = autres_niveaux(i).filter(|c| c.valeur.is_some()).collect();
    let dits: Vec<String> = connus.iter().take(max).map(|c| chiffre(i, c)).collect();
    let reste = match connus.len().saturating_sub(max) {
        0 => String::new(),
        1 => "\u{a0}; 1 autre dans l’édition complète".to_owned(),
        n => format!("\u{a0}; {n} autres dans l’édition complète"),
    };
    let dits = dits.join("\u{a0}; ");
    (!connus.is_empty()).then(|| format!("{}, publié autour\u{a0}: {dits}{reste}.", i.libelle))
}

/// Territories that are neither a département, a région nor France.
fn autres_niveaux(i: &Indicateur) -> impl Iterator<Item = &Comparateur> {
    i.comparateurs.iter().filter(|c| !c.niveau.compare())
}

fn chiffre(i: &Indicateur, c: &Comparateur) -> String {
    let an = c.publie.as_ref().map_or("", |p| p.millesime.as_str());
    let chiffre = match c.valeur {
        Some(x) => avec_unite_courte(x, i.decimales, &i.unite),
        None => "masqué".to_owned(),
    };
    format!("{}\u{a0}: {chiffre} ({an})", c.nom_et_niveau())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Niveau;
    use crate::rapport::comparables::essais::population;

    #[test]
    fn what_the_territory_has_not_is_told_of_those_around_and_how_many_are_left() {
        let ailleurs = ["1", "2", "3"].map(|code| (Niveau::BassinVie, code, 15.0));
        let mut i = population(12.0, &ailleurs);
        i.libelle = "Taux de pauvreté".to_owned();
        assert_eq!(a_defaut(&i, 2), None);
        i.valeur = None;
        let dit = a_defaut(&i, 2).unwrap();
        assert!(dit.starts_with("Taux de pauvreté, publié autour"), "{dit}");
        assert!(dit.ends_with("1 autre dans l’édition complète."), "{dit}");
        assert_eq!(dit.matches("bassin de vie").count(), 2, "{dit}");
        i.comparateurs.iter_mut().for_each(|c| c.valeur = None);
        assert_eq!(a_defaut(&i, 2), None);
    }
}
