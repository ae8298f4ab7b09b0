//! Columns written and read back, whole or not.

use proptest::prelude::*;

use super::super::conteneur::{Ecriture, Pret};
use super::*;
use crate::load::source::acces::Acces;
use crate::load::tests::referentiel;

const DEPARTEMENTS: [&str; 9] = ["01", "01", "02", "2A", "2A", "2A", "48", "971", "971"];

/// The stretches of a list of communes of these départements.
fn tranches() -> Arc<Tranches> {
    let codes: Vec<String> = (10..)
        .zip(DEPARTEMENTS)
        .map(|(n, d)| format!("{d}{n:0>largeur$}", largeur = 5 - d.len()))
        .collect();
    let unites: Vec<_> = codes.iter().map(|c| (c.as_str(), None, None)).collect();
    Arc::new(Tranches::new(&referentiel(&unites, &[])))
}

/// Contents written and read back; `abime` damages a byte of each before it is sealed.
fn ecrits(contenus: Vec<Vec<u8>>, abime: Option<(usize, u8)>) -> (Arc<Lecture>, Vec<Bloc>) {
    let mut ecriture = Ecriture::new(Vec::new()).unwrap();
    let blocs = contenus.into_iter().map(|mut o| {
        if let Some((place, octet)) = abime {
            let place = place % o.len();
            o[place] = octet;
        }
        let pret = Pret::new(&o, 6, &ecriture.deja).unwrap();
        ecriture.ajoute(&pret).unwrap()
    });
    let blocs = blocs.collect();
    let octets = Acces::de_la_memoire(ecriture.finit(()).unwrap());
    (Arc::new(Lecture::ouvre::<()>(octets).unwrap().0), blocs)
}

/// All of a column, one unit at a time then whole: the same, and as it was written or a fault that is noted.
fn relue<D: Decode>(groupe: &Arc<Groupe<D>>, rang: usize, illisible: D::Valeur) -> Vec<D::Valeur>
where
    D::Valeur: PartialEq,
{
    let colonne = ColonneGardee::new(groupe, rang, illisible);
    let unites = DEPARTEMENTS.len();
    let unes: Vec<_> = (0..unites).filter_map(|u| colonne.une(u)).collect();
    let apres_unes = groupe.lecture.est_intacte();
    assert_eq!(unes.len(), unites);
    assert!(colonne.une(unites).is_none());
    let entiere = ColonneGardee::new(groupe, rang, illisible).toutes();
    if groupe.toute(rang).is_ok() {
        assert!(unes == entiere);
    } else {
        assert!(!apres_unes && !groupe.lecture.est_intacte());
    }
    unes
}

proptest! {
    #[test]
    fn columns_come_back_alone_or_whole_and_damage_is_told(
        valeurs in prop::collection::vec(prop::collection::vec(0..4_u8, 9), 1..4),
        place: usize, octet: u8,
    ) {
        let valeur = |n: &u8| match n {
            0 => Valeur::Absente,
            1 => Valeur::Masquee,
            n => Valeur::Connue(f64::from(*n) / 4.0),
        };
        let colonnes: Vec<Vec<Valeur>> =
            valeurs.iter().map(|c| c.iter().map(valeur).collect()).collect();
        let vues: Vec<&[Valeur]> = colonnes.iter().map(Vec::as_slice).collect();
        let tranches = tranches();
        for abime in [None, Some((place, octet))] {
            let (lecture, blocs) = ecrits(figures(&vues, &tranches), abime);
            let groupe = Groupe::new(&lecture, &tranches, (vues.len(), &blocs), Figures).unwrap();
            let groupe = Arc::new(groupe);
            for (rang, colonne) in colonnes.iter().enumerate() {
                let lue = relue(&groupe, rang, Valeur::Rejetee);
                prop_assert!(abime.is_some() || lue == *colonne);
            }
            prop_assert!(abime.is_some() || lecture.est_intacte());
        }
    }

    #[test]
    fn classes_come_back_and_damage_never_makes_one_of_no_list(
        colonne in prop::collection::vec(prop::option::of(0..3_u32), 9), place: usize, octet: u8,
    ) {
        let pays = Arc::new(Tranches::entiere(colonne.len()));
        for abime in [None, Some((place, octet))] {
            let (lecture, blocs) = ecrits(classes(&[&colonne]), abime);
            let groupe = Arc::new(Groupe::new(&lecture, &pays, (1, &blocs), Classes(3)).unwrap());
            let lue = relue(&groupe, 0, None);
            prop_assert!(lue.iter().flatten().all(|c| *c < 3));
            if abime.is_none() {
                prop_assert!(lue == colonne && lecture.est_intacte());
            } else if lecture.est_intacte() {
                // What is read of sound bytes is a figure or a class of the list, never one that does not exist.
                let fraiche = ColonneGardee::new(&groupe, 0, None).toutes();
                prop_assert_eq!(lue, fraiche);
            }
        }
    }
}
