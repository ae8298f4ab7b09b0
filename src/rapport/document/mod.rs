//! The report as a document, built once from the JSON contract: two editions, every word included, no layout.

mod chiffres;
mod communes;
mod communes_colonnes;
mod completude;
mod constats;
mod contexte;
pub mod contrat;
pub mod contrat_entier;
mod couverture;
mod detail;
mod detail_ligne;
mod ecart;
pub mod ecran;
pub mod edition;
mod essentiel;
mod figures;
mod financement;
mod financement_totaux;
mod indicateurs;
mod methode;
mod ouverture;
mod plat;
mod positions;
mod qualite;
mod sections;
mod soin;
mod sources;
mod sous_densite;
mod synthese;
mod table;
mod tableaux;
mod types;

pub use positions::{figure as figure_des_positions, place};
pub use table::*;
pub use types::*;

use super::Rapport;
use crate::model::{DateCivile, SectionId};
use contexte::Contexte;
use edition::{PagePlan, PlanEdition};

/// A table of the report as a table of a document.
#[must_use]
pub fn en_table(tableau: &super::Tableau) -> Table {
    tableaux::du_rapport(tableau)
}

/// The typographic pass on every text of a document.
pub fn soigner(document: &mut Document<'_>) {
    soin::soigner_document(document);
}

/// Builds the document of a report.
#[must_use]
pub fn construire<'a, 'c>(
    rapport: &'a Rapport,
    plans: (&'a super::plan::Plan, &'a PlanEdition),
    choix: impl Into<Choix<'c>>,
) -> Document<'a> {
    let choix = choix.into();
    let contexte = Contexte::new(rapport, plans, choix.edition);
    let complete = choix.edition == Edition::Complete;
    let date = rapport.date.map(|d| crate::francais::date(&d.to_string()));
    let mut document = Document {
        titre: rapport.perimetre.nom.clone(),
        surtitre: if complete {
            GENRE.to_owned()
        } else {
            String::new()
        },
        faits: if complete {
            date.into_iter().collect()
        } else {
            ouverture::faits(rapport)
        },
        fiche: if complete {
            essentiel::fiche(rapport)
        } else {
            Vec::new()
        },
        ample: complete,
        bandeau: rapport.fictif.then(|| BANDEAU.to_owned()),
        pied: pied(&rapport.perimetre.nom, rapport.date, &rapport.version),
        date: rapport.date,
        parties: match choix.edition {
            Edition::Courte => courte(&contexte, choix),
            Edition::Complete => entiere(&contexte, choix),
        },
        atlas: figures::atlas(rapport),
        logo: None,
        couleur: None,
    };
    soin::soigner_document(&mut document);
    document
}

/// A theme a page, between the first page and the sources.
fn courte<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Vec<Partie<'a>> {
    let mut parties = vec![ouverture::partie(contexte)];
    let pages = contexte.edition.page.iter();
    let pages = pages.filter(|p| choix.garde(&p.sections));
    parties.extend(pages.filter_map(|p| page(contexte, p)));
    parties.extend(fin(contexte, choix));
    parties.push(completude::resume(contexte));
    parties.push(sources::resume(contexte, choix));
    parties
}

/// Everything, section by section, then what all the sections lean on.
fn entiere<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Vec<Partie<'a>> {
    let mut parties = vec![essentiel::partie(contexte)];
    parties.extend(sections::parties(contexte, choix));
    parties.extend(fin(contexte, choix));
    parties.push(completude::detail(contexte));
    parties.push(communes::partie(contexte, choix));
    parties.push(methode::partie(contexte, choix));
    parties.push(qualite::partie(contexte));
    parties
}

/// The synthesis and the funding.
fn fin<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Vec<Partie<'a>> {
    if !choix.garde(&[SectionId::S12]) {
        return Vec::new();
    }
    vec![synthese::partie(contexte), financement::partie(contexte)]
}

/// What kind of document it is.
const GENRE: &str = "Diagnostic territorial de santé";

/// What every page of an invented territory says.
pub const BANDEAU: &str = "Territoire fictif : aucun de ces chiffres n'est réel.";

/// « CPTS X · 30 juin 2026 · cpts 0.1.0 »: what every page carries.
fn pied(titre: &str, date: Option<DateCivile>, version: &str) -> String {
    let date = date.map(|d| crate::francais::date(&d.to_string()));
    let morceaux = [
        Some(titre.to_owned()),
        date,
        Some(format!("cpts {version}")),
    ];
    let dits: Vec<String> = morceaux.into_iter().flatten().collect();
    dits.join(" · ")
}

/// A theme: its table, a chart, a map, its findings; nothing when the report holds none of them.
fn page<'a>(contexte: &Contexte<'a>, plan: &PagePlan) -> Option<Partie<'a>> {
    let limites = contexte.edition.limites;
    let choisis = contexte.indicateurs(&plan.indicateurs, limites.lignes);
    let dits = constats::des_sections(contexte, &plan.sections, limites.constats);
    let mut blocs = Vec::new();
    if !dits.is_empty() {
        blocs.push(Bloc::Constats(dits));
    }
    let figures = figures::choisies(contexte, plan);
    blocs.extend(indicateurs::table(contexte, &choisis, &indicateurs::PAGE).map(Bloc::Table));
    if !figures.is_empty() {
        blocs.push(Bloc::Figures(figures));
    }
    (!blocs.is_empty()).then(|| Partie {
        ancre: plan.ancre.clone(),
        titre: plan.titre.clone(),
        page: true,
        blocs,
    })
}

#[cfg(test)]
mod tests;
