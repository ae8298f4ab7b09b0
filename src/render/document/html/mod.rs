//! HTML: one file that opens without network, with the styles and the buttons of the page of the report.

mod blocs;
mod case;
mod figures;
mod noms;
mod table;

use minijinja::{Value, context};

use super::Rendu;
use crate::rapport::document::{Document, Partie};
use crate::render::ErreurRendu;
use crate::render::html::{Tenue, page};

use blocs::Visite;

/// The document as one HTML page.
pub struct Html;

impl Rendu for Html {
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu> {
        Ok(page("document.html", vue(document))?.into_bytes())
    }
}

fn vue(document: &Document<'_>) -> Value {
    let mut visite = Visite::new(document);
    let parties = document.parties.iter().map(|p| partie(&mut visite, p));
    let parties: Vec<Value> = parties.collect();
    let tenue = Tenue {
        logo: document.logo.as_ref(),
        couleur: document.couleur,
    };
    let fiche = document.fiche.iter();
    let fiche = fiche.map(|(titre, fait)| context! { titre, fait => visite.case(fait) });
    context! {
        fiche => fiche.collect::<Vec<_>>(),
        nom => &document.titre,
        surtitre => &document.surtitre,
        ample => document.ample,
        faits => document.faits.join(" · "),
        fictif => document.bandeau.is_some(),
        bandeau => &document.bandeau,
        pied => &document.pied,
        version => env!("CARGO_PKG_VERSION"),
        fond => Value::from_safe_string(figures::fond(document)),
        parties,
        ..tenue.vue()
    }
}

fn partie(visite: &mut Visite<'_>, partie: &Partie<'_>) -> Value {
    let id = visite.noms.prendre(&partie.ancre);
    let titre_id = visite.noms.prendre(&format!("titre-{id}"));
    visite.entrer(&partie.titre);
    let blocs = visite.blocs(&partie.blocs);
    context! { id, titre_id, titre => &partie.titre, page => partie.page, blocs }
}
