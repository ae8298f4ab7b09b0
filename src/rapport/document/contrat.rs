//! The report of the funding alone as a document: tier, amounts, what flips the tier, calendar, variable part.

use std::collections::BTreeSet;

use super::financement::{ECHELLE, NATURE, accord, references};
use super::soin::soigner_document;
use super::tableaux::du_rapport;
use super::{Bloc, Document, Partie};
use crate::francais::{denombre, habitants};
use crate::model::Reference;
use crate::rapport::financement::{Ingredients, PerimetreFinancement, RapportFinancement};
use crate::rapport::financement_tableaux::{COLONNES, PERIMETRE, REFERENCES, tableaux};
use crate::rapport::{Cellule, Tableau};

/// Tables that compare perimeters.
const ENSEMBLE: [&str; 2] = ["perimetres", "totaux_par_taille"];
/// Tables that the page of a perimeter says in other words.
const DITES: [&str; 3] = ["montants", "totaux", "parametres"];
/// Tables that a screen leaves to who asks for more.
const EN_DETAIL: [&str; 2] = ["tailles", "projections"];
/// The first of so many perimeters have a page each; how many have none is said.
const PERIMETRES_MAX: usize = 200;

/// Builds the document of a funding report.
#[must_use]
pub fn construire(rapport: &RapportFinancement) -> Document<'static> {
    let mut document = composer(rapport, &DITES);
    document.parties.push(appuis(rapport));
    soigner_document(&mut document);
    document
}

/// The same for one screen: without what leads to the same tier, the far future and what it all leans on.
#[must_use]
pub fn construire_bref(rapport: &RapportFinancement) -> Document<'static> {
    let mut document = composer(rapport, &[&DITES[..], &EN_DETAIL[..]].concat());
    let titre = &document.titre;
    for partie in &mut document.parties {
        // A page that bears the name of the document was named above; small print is for paper.
        if titre.starts_with(&partie.titre) {
            partie.titre.clear();
        }
        let petit = |b: &Bloc<'_>| matches!(b, Bloc::Note(_) | Bloc::Appuis(_));
        partie.blocs.retain(|b| !est_su(b, rapport) && !petit(b));
        for bloc in &mut partie.blocs {
            let Bloc::Table(t) = bloc else {
                continue;
            };
            t.notes.clear();
            if let Some(rang) = t.colonnes.iter().position(|c| c.titre == NATURE) {
                t.sans_colonne(rang);
            }
        }
    }
    soigner_document(&mut document);
    document
}

/// Whether a block is the scale of the agreement, of which the margins say what matters to a territory whose tier is known.
fn est_su(bloc: &Bloc<'_>, rapport: &RapportFinancement) -> bool {
    let mut tailles = rapport.perimetres.iter();
    let connues = tailles.all(|p| p.analyse.financement.taille.is_some());
    connues && matches!(bloc, Bloc::Table(t) if t.titre == ECHELLE)
}

/// The document before the typographic pass, tables of these names left out of the pages of the perimeters.
fn composer(rapport: &RapportFinancement, dites: &[&str]) -> Document<'static> {
    let mut parties = vec![ouverture(rapport, &tableaux(rapport))];
    let pages = rapport.perimetres.iter().enumerate().take(PERIMETRES_MAX);
    parties.extend(pages.map(|(rang, p)| page((rang, p), rapport, dites)));
    let titre = match rapport.perimetres.as_slice() {
        [seul] => format!("{}\u{a0}: financement conventionnel", seul.nom),
        _ => "Financement conventionnel (ACI)".to_owned(),
    };
    Document {
        faits: faits(rapport),
        bandeau: rapport.fictif.then(|| super::BANDEAU.to_owned()),
        pied: super::pied(&titre, rapport.date, &rapport.version),
        date: rapport.date,
        titre,
        parties,
        ..Document::default()
    }
}

fn faits(rapport: &RapportFinancement) -> Vec<String> {
    let version = rapport
        .perimetres
        .first()
        .map(|p| p.analyse.financement.version.clone());
    let nombre = rapport.perimetres.len();
    let combien = (nombre > 1).then(|| denombre(nombre, "périmètre", "périmètres"));
    combien.into_iter().chain(version).collect()
}

/// What compares the perimeters, when there are several; the parameters when there is none.
fn ouverture(rapport: &RapportFinancement, tous: &[Tableau]) -> Partie<'static> {
    let voulues: &[&str] = match rapport.perimetres.len() {
        0 => &["parametres"],
        1 => &[],
        _ => &ENSEMBLE,
    };
    let siennes = tous.iter().filter(|t| voulues.contains(&t.id.as_str()));
    let tables = siennes.map(|t| Bloc::Table(du_rapport(&utile(t, false))));
    let sans_page = rapport.perimetres.len().saturating_sub(PERIMETRES_MAX);
    let note = (sans_page > 0).then(|| {
        Bloc::Note(format!(
            "{} sans page ici\u{a0}: leur détail est dans les sorties .xlsx, .csv et .json.",
            denombre(sans_page, "périmètre", "périmètres")
        ))
    });
    Partie {
        ancre: "ensemble".to_owned(),
        blocs: tables.chain(note).collect(),
        ..Partie::default()
    }
}

/// A perimeter: its population, the agreement, then what its own tables say.
fn page(
    (rang, p): (usize, &PerimetreFinancement),
    rapport: &RapportFinancement,
    dites: &[&str],
) -> Partie<'static> {
    let analyse = &p.analyse;
    let mut blocs: Vec<Bloc<'static>> = population(p).map(Bloc::Texte).into_iter().collect();
    if !analyse.tailles_concordantes {
        let doute =
            "Attention\u{a0}: la taille dépend de la population retenue (tableau plus bas).";
        blocs.push(Bloc::Texte(doute.to_owned()));
    }
    blocs.extend(accord(&analyse.financement, false));
    // From a report of its own: two perimeters may have the same name.
    let seul = RapportFinancement::new(Ingredients {
        date: rapport.date,
        perimetres: vec![p.clone()],
        ..Ingredients::default()
    });
    let siens = tableaux(&seul).into_iter().filter(|t| {
        let id = t.id.as_str();
        // Which population decides is what matters most when they do not agree.
        let utile = id == "tailles" && !analyse.tailles_concordantes;
        !ENSEMBLE.contains(&id) && (utile || !dites.contains(&id))
    });
    let tables = siens.map(|t| utile(&t, true));
    blocs.extend(tables.map(|t| Bloc::Table(du_rapport(&t))));
    if !p.notes.is_empty() {
        blocs.push(Bloc::Note(p.notes.join(" ")));
    }
    Partie {
        ancre: format!("perimetre-{}", rang + 1),
        titre: nom(p, rapport),
        page: rang > 0,
        blocs,
    }
}

/// « 76 486 habitants (population municipale 2023) : taille 2. »
fn population(p: &PerimetreFinancement) -> Option<String> {
    let lue = p.analyse.tailles.first()?;
    let millesime = lue.population.millesime.map(|m| format!(" {m}"));
    let motif = lue.population.motif.as_ref().map(|m| format!(", {m}"));
    let taille = lue
        .taille
        .map_or_else(|| "indéterminée".to_owned(), |t| t.to_string());
    Some(format!(
        "{} (population {}{}{})\u{a0}: taille {taille}.",
        habitants(lue.habitants),
        lue.population.genre,
        millesime.unwrap_or_default(),
        motif.unwrap_or_default(),
    ))
}

/// Its name, with what was asked for when another has the same.
fn nom(p: &PerimetreFinancement, rapport: &RapportFinancement) -> String {
    let homonymes = rapport.perimetres.iter().filter(|autre| autre.nom == p.nom);
    if homonymes.count() > 1 {
        format!("{} ({})", p.nom, p.expression)
    } else {
        p.nom.clone()
    }
}

/// The columns that a reader needs, without the one that would repeat the name of a perimeter on its own page.
fn utile(tableau: &Tableau, seul: bool) -> Tableau {
    let nommee = tableau.colonnes.first();
    let nommee = nommee.is_some_and(|c| c.titre == PERIMETRE.0);
    let choisies = COLONNES.iter().find(|(id, _)| *id == tableau.id);
    let choisies = choisies.map(|(_, rangs)| *rangs).filter(|r| !r.is_empty());
    let toutes: Vec<usize> = (0..tableau.colonnes.len()).collect();
    let rangs: Vec<usize> = choisies
        .unwrap_or(&toutes)
        .iter()
        .copied()
        .filter(|r| !(nommee && seul && *r == 0))
        .filter(|r| {
            let colonne = tableau.colonnes.get(*r);
            colonne.is_some_and(|c| c.titre != REFERENCES.0)
        })
        .collect();
    let choisir = |ligne: &Vec<Cellule>| {
        rangs
            .iter()
            .filter_map(|r| ligne.get(*r).cloned())
            .collect()
    };
    let colonnes = rangs
        .iter()
        .filter_map(|r| tableau.colonnes.get(*r).cloned());
    Tableau {
        colonnes: colonnes.collect(),
        lignes: tableau.lignes.iter().map(choisir).collect(),
        ..tableau.clone()
    }
}

/// References that the amounts cite, once.
fn appuis(rapport: &RapportFinancement) -> Partie<'static> {
    let siennes = rapport
        .perimetres
        .iter()
        .flat_map(|p| &p.analyse.financement.references);
    let toutes: Vec<&Reference> = if rapport.perimetres.is_empty() {
        rapport.references.iter().collect()
    } else {
        siennes.collect()
    };
    let mut vues = BTreeSet::new();
    let uniques: Vec<Reference> = toutes
        .into_iter()
        .filter(|r| vues.insert(r.id.as_str()))
        .cloned()
        .collect();
    Partie {
        ancre: "references".to_owned(),
        titre: "Sur quoi ces montants s'appuient".to_owned(),
        page: false,
        blocs: references(&uniques).into(),
    }
}
