//! The page of a perimeter: its table, its maps, its findings.

use super::Apercu;
use crate::rapport::cartes::Croquis;
use crate::rapport::document::{
    BANDEAU, Bloc, Case, Dessin, Dit, Document, Figure, Partie, Table, soigner,
};
use crate::rapport::mots::gravite;

/// Builds the document; `pied` is at the foot of every page.
#[must_use]
pub fn construire<'a>(a: &'a Apercu, pied: &str) -> Document<'a> {
    let case = |texte: &String| Case {
        texte: texte.clone(),
        ..Case::default()
    };
    let lignes = a
        .lignes
        .iter()
        .map(|(quoi, dit)| vec![case(quoi), case(dit)]);
    let table = Table::new("", &[("Périmètre", false, 1), ("", false, 3)]).avec(lignes);
    let mut parties = vec![Partie {
        ancre: "perimetre".to_owned(),
        titre: "Le périmètre".to_owned(),
        blocs: a
            .cartes
            .first()
            .map(|c| Bloc::Figures(vec![figure(c)]))
            .into_iter()
            .chain([Bloc::Table(table)])
            .collect(),
        ..Partie::default()
    }];
    if !a.constats.is_empty() {
        let dits = a
            .constats
            .iter()
            .map(|c| Dit::new(c.severite, gravite(c.severite), c.texte.clone()));
        parties.push(Partie {
            ancre: "constats".to_owned(),
            titre: "Ce qu'il y a à en dire".to_owned(),
            blocs: vec![Bloc::Constats(dits.collect())],
            ..Partie::default()
        });
    }
    let autres: Vec<Bloc<'a>> = a
        .cartes
        .iter()
        .skip(1)
        .map(|c| Bloc::Figures(vec![figure(c)]))
        .collect();
    if !autres.is_empty() {
        parties.push(Partie {
            ancre: "alentours".to_owned(),
            titre: "Les alentours".to_owned(),
            blocs: autres,
            ..Partie::default()
        });
    }
    let mut document = Document {
        titre: a.nom.clone(),
        bandeau: a.fictif.then(|| BANDEAU.to_owned()),
        pied: pied.to_owned(),
        parties,
        ..Document::default()
    };
    soigner(&mut document);
    document
}

fn figure(c: &Croquis) -> Figure<'_> {
    let classes = c
        .classes
        .iter()
        .map(|k| k.libelle.as_str())
        .filter(|l| !l.is_empty());
    let classes: Vec<&str> = classes.collect();
    Figure {
        id: format!("carte-{}", c.id),
        titre: c.titre.clone(),
        alternative: format!("Carte\u{a0}: {}.", classes.join("\u{a0}; ")),
        note: c.note.clone(),
        valeurs: None,
        dessin: Dessin::Croquis(c),
    }
}
