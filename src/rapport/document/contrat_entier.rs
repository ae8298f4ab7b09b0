//! The report of the funding, whole: every table with all its columns, then remarks, references and files.

use super::methode::table_des_sources;
use super::soin::soigner_document;
use super::tableaux::du_rapport;
use super::{BANDEAU, Bloc, Case, Document, GenrePetit, Partie, Table};
use crate::francais::{date, denombre};
use crate::model::Reference;
use crate::rapport::Tableau;
use crate::rapport::financement::RapportFinancement;
use crate::rapport::financement_tableaux::{PERIMETRE, tableaux};

/// What kind of document it is.
const GENRE: &str = "Financement conventionnel (ACI)";

/// Builds the document of a funding report with all that it holds.
#[must_use]
pub fn construire(rapport: &RapportFinancement) -> Document<'static> {
    let seul = rapport.perimetres.len() == 1;
    let titre = match rapport.perimetres.as_slice() {
        [] => "Barème".to_owned(),
        [seul] => seul.nom.clone(),
        tous => denombre(tous.len(), "périmètre", "périmètres"),
    };
    let jour = rapport.date.map(|d| date(&d.to_string()));
    let lu = jour.as_ref().map_or_else(
        || "à sa dernière version connue".to_owned(),
        |jour| format!("au {jour}"),
    );
    let tous = tableaux(rapport);
    let mut parties: Vec<Partie<'static>> = tous.iter().map(|t| partie(t, seul)).collect();
    parties.push(appuis(rapport, seul));
    let mut document = Document {
        surtitre: GENRE.to_owned(),
        faits: vec![format!("Barème lu {lu}")],
        ample: true,
        bandeau: rapport.fictif.then(|| BANDEAU.to_owned()),
        pied: super::pied(&titre, rapport.date, &rapport.version),
        date: rapport.date,
        titre,
        parties,
        ..Document::default()
    };
    soigner_document(&mut document);
    document
}

/// A table under its name, without the column of the perimeter when there is only one.
fn partie(tableau: &Tableau, seul: bool) -> Partie<'static> {
    let tete = tableau.colonnes.first();
    let nommee = tete.is_some_and(|c| c.titre == PERIMETRE.0);
    let passer = usize::from(nommee && seul && tableau.colonnes.len() > 1);
    let table = du_rapport(tableau);
    let lignes = table.lignes.into_iter();
    let lignes = lignes.map(|l| l.into_iter().skip(passer).collect());
    Partie {
        ancre: tableau.id.clone(),
        titre: tableau.titre.clone(),
        page: false,
        blocs: vec![Bloc::Table(Table {
            titre: String::new(),
            colonnes: table.colonnes.into_iter().skip(passer).collect(),
            lignes: lignes.collect(),
            entete: 0,
            notes: table.notes,
            travers: table.travers,
            ..Table::default()
        })],
    }
}

/// Remarks, each under the name of its perimeter when there are several, references and files.
fn appuis(rapport: &RapportFinancement, seul: bool) -> Partie<'static> {
    let notes = rapport.perimetres.iter().flat_map(|p| {
        let siennes = p.analyse.financement.notes.iter().chain(&p.notes);
        siennes.map(move |n| {
            if seul {
                n.clone()
            } else {
                format!("{}\u{a0}: {n}", p.nom)
            }
        })
    });
    let reference = |r: &Reference| {
        let dite = format!("[{}] {}, {}", r.id, r.titre, date(&r.date));
        Case::lien(&dite, Some(&r.adresse)).suivie(GenrePetit::Adresse, r.adresse.as_str())
    };
    let mut blocs: Vec<Bloc<'static>> = notes.map(Bloc::Texte).collect();
    blocs.push(Bloc::Appuis(
        rapport.references.iter().map(reference).collect(),
    ));
    if !rapport.sources.is_empty() {
        let numerotees: Vec<_> = rapport.sources.iter().zip(1..).collect();
        blocs.push(Bloc::Table(table_des_sources("Fichiers lus", &numerotees)));
    }
    Partie {
        ancre: "references".to_owned(),
        titre: "Remarques, références et fichiers".to_owned(),
        page: false,
        blocs,
    }
}
