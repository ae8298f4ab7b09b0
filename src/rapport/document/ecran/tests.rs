//! The laws of a screen: as much as it holds, nothing lost on the way.

use super::*;
use crate::rapport::document::edition::edition;
use crate::rapport::ecran::ecran;
use crate::rapport::plan::plan;
use crate::render::essai;

#[test]
fn the_largest_that_holds_is_found() {
    for max in 0..40 {
        for seuil in 0..45 {
            let lu = plus_grand(max, |n| n <= seuil);
            assert_eq!(lu, max.min(seuil), "{max} {seuil}");
        }
    }
}

/// A row or the list of what is absent: no chosen indicator is silently missing from the detail.
#[test]
fn every_chosen_indicator_is_told_in_detail() {
    let mut rapport = essai::rapport();
    for (rang, i) in rapport.indicateurs.iter_mut().enumerate() {
        i.libelle = format!("Libellé-{rang}.");
    }
    let (plan, edition, ecran) = (plan().unwrap(), edition().unwrap(), ecran().unwrap());
    let cadre = Cadre {
        plan: &plan,
        edition: &edition,
        ecran: &ecran,
        largeur: 80,
    };
    let document = detail(&rapport, cadre);
    let mut dits = String::new();
    for bloc in document.parties.iter().flat_map(|p| &p.blocs) {
        match bloc {
            Bloc::Table(t) => t
                .lignes
                .iter()
                .filter_map(|l| l.first())
                .for_each(|c| dits.push_str(&c.texte)),
            Bloc::Note(t) => dits.push_str(t),
            Bloc::Puces(lignes) => dits.extend(lignes.iter().map(String::as_str)),
            _ => {}
        }
    }
    let sections = rapport.sections.iter();
    let choisis = sections.flat_map(|s| ecran.choisir(&rapport, s.id));
    for i in choisis {
        assert!(dits.contains(&i.libelle), "{}", i.id);
    }
}
