//! The report as a document, built once from the JSON contract: two editions, every word included, no layout.

mod chiffres;
mod completude;
mod constats;
mod contexte;
pub mod contrat;
mod ecart;
pub mod edition;
mod figures;
mod financement;
mod indicateurs;
mod ouverture;
mod positions;
mod soin;
mod sources;
mod synthese;
mod table;
mod tableaux;
mod types;

pub use positions::{figure as figure_des_positions, place};
pub use table::*;
pub use types::*;

use super::{Rapport, Section};
use crate::model::SectionId;
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
    let edition = choix.edition;
    let contexte = Contexte::new(rapport, plans);
    let mut parties = vec![ouverture::partie(&contexte)];
    match edition {
        Edition::Courte => parties.extend(
            contexte
                .edition
                .page
                .iter()
                .filter(|p| choix.garde(&p.sections))
                .filter_map(|p| page(&contexte, p)),
        ),
        Edition::Complete => {
            let gardees = rapport.sections.iter().filter(|s| choix.garde(&[s.id]));
            parties.extend(gardees.map(|s| section(&contexte, s)));
        }
    }
    if choix.garde(&[SectionId::S12]) {
        parties.push(synthese::partie(&contexte));
        parties.push(financement::partie(&contexte));
    }
    parties.push(match edition {
        Edition::Courte => completude::resume(&contexte),
        Edition::Complete => completude::detail(&contexte),
    });
    parties.push(match edition {
        Edition::Courte => sources::resume(&contexte, choix),
        Edition::Complete => sources::detail(&contexte),
    });
    let mut document = Document {
        titre: rapport.perimetre.nom.clone(),
        faits: ouverture::faits(rapport),
        bandeau: rapport.fictif.then(|| BANDEAU.to_owned()),
        pied: pied(rapport),
        date: rapport.date,
        parties,
        atlas: figures::atlas(rapport),
        logo: None,
        couleur: None,
    };
    soin::soigner_document(&mut document);
    document
}

/// Said on every page of an invented territory.
/// What every page of an invented territory says.
pub const BANDEAU: &str = "Territoire fictif : aucun de ces chiffres n'est réel.";

/// « Diagnostic territorial, CPTS X, 30 juin 2026, cpts 0.1.0 ».
fn pied(rapport: &Rapport) -> String {
    let date = rapport.date.map(|d| crate::francais::date(&d.to_string()));
    let morceaux = [
        Some(rapport.perimetre.nom.clone()),
        date,
        Some(format!("cpts {}", rapport.version)),
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
    blocs.extend(indicateurs::table(contexte, &choisis).map(Bloc::Table));
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

/// A section of the complete edition: all that the report holds for it.
fn section<'a>(contexte: &Contexte<'a>, section: &'a Section) -> Partie<'a> {
    let rapport = contexte.rapport;
    let mut blocs: Vec<Bloc<'a>> = section.textes.iter().cloned().map(Bloc::Texte).collect();
    let dits = constats::des_sections(contexte, &[section.id], usize::MAX);
    if !dits.is_empty() {
        blocs.push(Bloc::Constats(dits));
    }
    blocs.extend(indicateurs::groupes(contexte, section));
    let figures = figures::de_la_section(contexte, section);
    blocs.extend(figures.into_iter().map(|f| Bloc::Figures(vec![f])));
    let siens = rapport.tableaux.iter().filter(|t| t.section == section.id);
    // The funding has its own part.
    let siens = siens.filter(|_| section.id != SectionId::S12);
    blocs.extend(siens.map(|t| Bloc::Table(tableaux::du_rapport(t))));
    Partie {
        ancre: section.id.as_str().to_owned(),
        titre: format!("{}. {}", section.id.as_str(), section.titre),
        page: false,
        blocs,
    }
}

#[cfg(test)]
mod tests;
