//! The proposals as pages to read: for each, what it is worth, its map, its groups.

use super::tableaux::groupes;
use super::{entete, explications, rattachements, resume};
use crate::model::{Decoupage, Proposition};
use crate::rapport::cartes::Croquis;
use crate::rapport::document::{
    BANDEAU, Bloc, Dessin, Document, Figure, Partie, Table, en_table, soigner,
};

/// Builds the document; the maps are those of the proposals, in their order, `pied` is at the foot of every page.
#[must_use]
pub fn construire<'a>(
    d: &Decoupage,
    cartes: &'a [Croquis],
    pied: &str,
    fictif: bool,
) -> Document<'a> {
    let mut parties: Vec<Partie<'a>> = d
        .propositions
        .iter()
        .map(|p| {
            let id = format!("proposition-{}", p.rang);
            let carte = cartes.iter().find(|c| c.id == id);
            let mut phrases = vec![resume(p)];
            phrases.extend(explications(d, p));
            let mut blocs = vec![Bloc::Puces(phrases)];
            blocs.extend(carte.map(|c| Bloc::Figures(vec![figure(c)])));
            blocs.push(Bloc::Table(table(p)));
            Partie {
                titre: format!("Proposition {}\u{a0}: {}", p.rang, p.libelle),
                ancre: id,
                page: p.rang > 1,
                blocs,
            }
        })
        .collect();
    let mut notes = rattachements(d);
    notes.extend(d.notes.iter().cloned());
    parties.push(Partie {
        ancre: "notes".to_owned(),
        titre: "Ce qu'il faut savoir".to_owned(),
        page: false,
        blocs: vec![Bloc::Puces(notes)],
    });
    let mut document = Document {
        titre: format!("{}\u{a0}: périmètres proposés", d.territoire),
        faits: entete(d),
        bandeau: fictif.then(|| BANDEAU.to_owned()),
        pied: pied.to_owned(),
        parties,
        ..Document::default()
    };
    soigner(&mut document);
    document
}

/// The groups, without the rank of the proposal, which the title says, each row under the name of its group.
fn table(p: &Proposition) -> Table {
    let mut table = en_table(&groupes(std::slice::from_ref(p)));
    table.colonnes = table.colonnes.into_iter().skip(1).collect();
    let lignes = table.lignes.into_iter();
    table.lignes = lignes.map(|l| l.into_iter().skip(1).collect()).collect();
    table.nommee_par(1)
}

fn figure(c: &Croquis) -> Figure<'_> {
    let noms: Vec<&str> = c.noms.iter().map(|n| n.texte.as_str()).collect();
    Figure {
        id: format!("carte-{}", c.id),
        titre: c.titre.clone(),
        alternative: format!("Carte des groupes proposés. {}.", noms.join(" ; ")),
        note: c.note.clone(),
        valeurs: None,
        dessin: Dessin::Croquis(c),
    }
}
