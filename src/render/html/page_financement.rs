//! The page of `cpts financement`: every table of the funding report, its remarks, its references.

use minijinja::{Value, context};

use crate::francais::{date, denombre};
use crate::rapport::Tableau;
use crate::rapport::financement::RapportFinancement;
use crate::rapport::financement_tableaux::{PERIMETRE, tableaux};
use crate::rapport::mots::lien_sur;
use crate::render::ErreurRendu;
use crate::render::svg::ancre;

use super::tableau::{Grille, cases, colonnes};
use super::{methode, page};

/// The funding report as one HTML page.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre(rapport: &RapportFinancement) -> Result<String, ErreurRendu> {
    page("page_financement.html", vue(rapport))
}

fn vue(rapport: &RapportFinancement) -> Value {
    let seul = rapport.perimetres.len() == 1;
    let nom = match rapport.perimetres.as_slice() {
        [] => "Barème".to_owned(),
        [seul] => seul.nom.clone(),
        tous => denombre(tous.len(), "périmètre", "périmètres"),
    };
    let tous = tableaux(rapport);
    let tableaux = tous.iter().map(|t| {
        context! { id => ancre(&t.id), titre => &t.titre, grille => grille(t, seul) }
    });
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
    let references = rapport.references.iter().map(|r| {
        context! {
            id => &r.id,
            titre => &r.titre,
            date => date(&r.date),
            adresse => &r.adresse,
            lien => lien_sur(&r.adresse),
        }
    });
    context! {
        genre => "Financement conventionnel (ACI)",
        nom,
        date => rapport.date.map(|d| format!("au {}", date(&d.to_string()))),
        fictif => rapport.fictif,
        version => &rapport.version,
        tableaux => tableaux.collect::<Vec<_>>(),
        notes => notes.collect::<Vec<_>>(),
        references => references.collect::<Vec<_>>(),
        fichiers => rapport.sources.iter().zip(1..).map(|(s, n)| methode::source(s, n)).collect::<Vec<_>>(),
    }
}

/// A table, without the column of the perimeter when there is only one, dates in words.
fn grille(tableau: &Tableau, seul: bool) -> Value {
    let tete = tableau
        .colonnes
        .first()
        .is_some_and(|c| c.titre == PERIMETRE.0);
    let passer = usize::from(tete && seul && tableau.colonnes.len() > 1);
    let mut grille = Grille::new(tableau.titre.clone(), &[]);
    grille.colonnes = colonnes(tableau).into_iter().skip(passer).collect();
    let ligne = |l: &Vec<_>| {
        cases(tableau, l)
            .iter()
            .skip(passer)
            .map(|t| date(t))
            .collect()
    };
    grille.lignes = tableau.lignes.iter().map(ligne).collect();
    grille.note = tableau.note.clone().unwrap_or_default();
    grille.vue()
}
