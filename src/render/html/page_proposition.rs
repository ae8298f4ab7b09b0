//! The page of `cpts proposer`: each proposal with its map, what it is worth, its groups.

use minijinja::{Value, context};

use crate::model::Decoupage;
use crate::rapport::cartes::Croquis;
use crate::rapport::proposition::{entete, explications, groupes, rattachements, resume};
use crate::render::svg::Cadre;
use crate::render::{ErreurRendu, map};

use super::page;
use super::tableau::{Grille, cases, colonnes};

/// The proposals as one HTML page; the maps are those of the proposals, in their order.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre(d: &Decoupage, cartes: &[Croquis], fictif: bool) -> Result<String, ErreurRendu> {
    let propositions = d.propositions.iter().map(|p| {
        let id = format!("proposition-{}", p.rang);
        let carte = cartes.iter().position(|c| c.id == id);
        // The patterns of the first map serve them all.
        let carte =
            carte.and_then(|rang| Some(map::croquis(cartes.get(rang)?, Cadre::PAGE, rang == 0)));
        let tableau = groupes(std::slice::from_ref(p));
        let mut grille = Grille::new(tableau.titre.clone(), &[]);
        grille.colonnes = colonnes(&tableau).into_iter().skip(1).collect();
        let ligne = |l: &Vec<_>| cases(&tableau, l).into_iter().skip(1).collect();
        grille.lignes = tableau.lignes.iter().map(ligne).collect();
        let mut phrases = vec![resume(p)];
        phrases.extend(explications(d, p));
        context! {
            id,
            titre => format!("Proposition {}\u{a0}: {}", p.rang, p.libelle),
            phrases,
            carte => Value::from_safe_string(carte.unwrap_or_default()),
            note => cartes.first().map(|c| c.note.clone()).unwrap_or_default(),
            grille => grille.nommee_par(1).vue(),
        }
    });
    let mut notes = rattachements(d);
    notes.extend(d.notes.iter().cloned());
    let vue = context! {
        genre => "Périmètres proposés",
        nom => &d.territoire,
        date => None::<String>,
        fictif,
        version => env!("CARGO_PKG_VERSION"),
        faits => entete(d),
        propositions => propositions.collect::<Vec<_>>(),
        notes,
    };
    page("page_proposition.html", vue)
}
