//! Tables of indicators: the perimeter, then the territories that have a column, then the year.

use super::contexte::Contexte;
use super::ecart::{self, ici};
use super::{Case, Table};
use crate::francais::unite_dite;
use crate::model::{Indicateur, Niveau};
use crate::rapport::comparables;
use crate::rapport::ecran::Ecran;
use crate::rapport::mots::{LEGENDE_IC, LEGENDE_PARTIEL};
use crate::rapport::publies::{self, LEGENDE_PUBLIE};

/// What is written where a territory has no figure.
const RIEN: &str = "–";
/// Territories around that a note names, and figures of a table that have such a note: what a page holds.
pub(super) const AUTOUR: usize = 3;
pub(super) const NOTES_AUTOUR: usize = 2;

/// What there is room for beside a figure.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    /// Territories of comparison from which a level of several is left out.
    pub territoires: usize,
    /// Whether the year has its column.
    pub annee: bool,
    /// Whether the figures of other territories say more than their marks.
    pub precisions: bool,
    /// Figures that the territory has not and that those around tell.
    pub autour: usize,
    /// What shortens the units.
    pub unites: Option<&'p Ecran>,
}

/// A page of paper.
pub(super) const PAGE: Place<'static> = Place {
    territoires: usize::MAX,
    annee: true,
    precisions: true,
    autour: NOTES_AUTOUR,
    unites: None,
};

/// A territory that has a column.
struct Territoire<'a> {
    niveau: Niveau,
    code: &'a str,
    nom: &'a str,
}

/// One table of some indicators; nothing when there are none.
pub(super) fn table(
    contexte: &Contexte<'_>,
    indicateurs: &[&Indicateur],
    place: &Place<'_>,
) -> Option<Table> {
    if indicateurs.is_empty() {
        return None;
    }
    let territoires = territoires(contexte, indicateurs, place.territoires);
    let mut colonnes = vec![("Indicateur", false, 40), ("Territoire", true, 18)];
    colonnes.extend(territoires.iter().map(|t| (t.nom, true, 14)));
    colonnes.extend(place.annee.then_some(("Année", false, 12)));
    let lignes = indicateurs.iter().map(|i| ligne(i, &territoires, place));
    let lignes: Vec<Vec<Case>> = lignes.collect();
    let ecrit = |marque: &str| lignes.iter().flatten().any(|c| c.texte.contains(marque));
    let legendes = [
        ("IC ", LEGENDE_IC),
        ("*", LEGENDE_PARTIEL),
        ("°", LEGENDE_PUBLIE),
    ];
    let notes = legendes.into_iter().filter(|(marque, _)| ecrit(marque));
    let notes: Vec<String> = notes.map(|(_, legende)| legende.to_owned()).collect();
    // A figure that the territory has not, those around it may have: it says more than « non publié » alone.
    let autour = indicateurs
        .iter()
        .filter_map(|i| publies::a_defaut(i, AUTOUR));
    let notes = notes.into_iter().chain(autour.take(place.autour));
    let table = Table::new("", &colonnes).avec(lignes.into_iter());
    Some(table.notees(notes))
}

/// Territories with a figure in the table. A level of which there are too many has none: those of them that have a figure
/// would not speak for the others; nor, where there is room for `place` of them only, has the first of several.
fn territoires<'a>(
    contexte: &Contexte<'_>,
    indicateurs: &[&'a Indicateur],
    place: usize,
) -> Vec<Territoire<'a>> {
    let max = contexte.edition.limites.territoires;
    let mut niveaux = Vec::new();
    for niveau in [Niveau::Departement, Niveau::Region, Niveau::France] {
        // Each with whether a figure of it is known.
        let mut siens: Vec<(Territoire<'a>, bool)> = Vec::new();
        let tous = indicateurs.iter().flat_map(|i| &i.comparateurs);
        let utiles =
            tous.filter(|c| c.niveau == niveau && comparables::utile(&contexte.redondants, c));
        for c in utiles {
            let dit = comparables::dit(c);
            match siens.iter_mut().find(|(t, _)| t.code == c.code) {
                Some((_, connu)) => *connu |= dit,
                None => siens.push((
                    Territoire {
                        niveau,
                        code: &c.code,
                        nom: &c.nom,
                    },
                    dit,
                )),
            }
        }
        if siens.len() <= max {
            let connus = siens.into_iter().filter(|(_, dit)| *dit);
            let connus = connus.map(|(territoire, _)| territoire);
            niveaux.push(connus.collect::<Vec<Territoire<'a>>>());
        }
    }
    let mut total: usize = niveaux.iter().map(Vec::len).sum();
    for siens in &mut niveaux {
        if siens.len() > 1 && total > place {
            total -= siens.len();
            siens.clear();
        }
    }
    niveaux.into_iter().flatten().collect()
}

fn ligne(i: &Indicateur, territoires: &[Territoire<'_>], place: &Place<'_>) -> Vec<Case> {
    let libelle = if unite_dite(&i.libelle, &i.unite) {
        let courte = place.unites.map(|e| e.abreger(&i.unite));
        format!("{} ({})", i.libelle, courte.as_ref().unwrap_or(&i.unite))
    } else {
        i.libelle.clone()
    };
    let mut cases = vec![Case::from(libelle), Case::fort(ici(i), true)];
    let ailleurs = |t: &Territoire<'_>| {
        let mut siens = i.comparateurs.iter();
        siens.find(|c| c.niveau == t.niveau && c.code == t.code)
    };
    cases.extend(territoires.iter().map(|t| match ailleurs(t) {
        Some(c) if !comparables::dit(c) => RIEN.into(),
        Some(c) if place.precisions => ecart::ailleurs(i, c).into(),
        Some(c) => ecart::marque_ailleurs(i, c).into(),
        None => Case::from(RIEN),
    }));
    if place.annee {
        let annee = i.millesime.clone();
        cases.push(annee.unwrap_or_else(|| RIEN.to_owned()).into());
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;
    use crate::rapport::document::Edition;
    use crate::rapport::document::edition::edition;
    use crate::rapport::plan::plan;
    use crate::render::essai;

    /// Never one of several: two in two columns where they fit, otherwise none.
    #[test]
    fn a_level_is_shown_whole_or_not_at_all() {
        let (plan, edition) = (plan().unwrap(), edition().unwrap());
        let (d, r, f) = (Niveau::Departement, Niveau::Region, Niveau::France);
        let vus = |autres: &[(Niveau, &str, f64)], place: usize| -> Vec<String> {
            let mut rapport = essai::rapport();
            rapport.indicateurs = vec![population(100.0, autres)];
            let contexte = Contexte::new(&rapport, (&plan, &edition), Edition::Courte);
            let tous: Vec<&Indicateur> = rapport.indicateurs.iter().collect();
            let lus = territoires(&contexte, &tous, place).into_iter();
            lus.map(|t| t.code.to_owned()).collect()
        };
        let deux = [(d, "04", 200.0), (d, "06", 300.0), (f, "FR", 900.0)];
        assert_eq!(vus(&deux, 3), ["04", "06", "FR"]);
        let quatre = [
            (d, "04", 200.0),
            (d, "06", 300.0),
            (r, "93", 700.0),
            (f, "FR", 900.0),
        ];
        assert_eq!(vus(&quatre, 3), ["93", "FR"]);
        assert_eq!(vus(&quatre, 5), ["04", "06", "93", "FR"]);
        let trois = [
            (d, "04", 200.0),
            (d, "06", 300.0),
            (d, "05", 400.0),
            (f, "FR", 900.0),
        ];
        assert_eq!(vus(&trois, 9), ["FR"]);
    }
}
