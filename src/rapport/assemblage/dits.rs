//! Every finding of a report: what was read, what the figures say, in the order of the sections, ranked.

use super::Ingredients;
use crate::francais::espacer;
use crate::model::{Constat, Indicateur, RegleConstat, SectionId};
use crate::rapport::plan::Plan;
use crate::rapport::{Tableau, constats, qualite, rangs, reunion, touches};
use crate::tri::Tri;

/// Findings in the order of the sections, the most serious first, then as they came.
pub(super) fn tous_les_constats(
    plan: &Plan,
    i: &Ingredients<'_>,
    tableaux: &[Tableau],
    gravite: impl FnOnce(&mut [Constat]),
) -> Vec<Constat> {
    let mut tous = lus(i);
    tous.extend(constats::comparaisons(
        &plan.comparaison,
        &plan.gravite,
        &i.indicateurs,
    ));
    tous.extend(constats::non_datees(
        &i.dataset.sources,
        &i.indicateurs,
        &i.zones_blanches,
    ));
    tous.extend(entre_sources(plan, &i.indicateurs));
    let genre = i.perimetre.genre;
    tous.extend(constats::couverture(&i.zones_blanches, genre));
    tous.extend(constats::sous_densite(&i.sous_densite));
    let (plan_c, lues) = (&plan.concentration, &i.colonnes);
    tous.extend(constats::concentrations(
        plan_c,
        i.dataset,
        i.perimetre,
        lues,
    ));
    tous.extend(du_plan(plan, i, tableaux));
    tous.extend(constats::financement(
        &i.financement,
        i.population.valeur,
        genre,
    ));
    for constat in &mut tous {
        constat.texte = espacer(&constat.texte);
    }
    gravite(&mut tous);
    let rang = |section: SectionId| {
        plan.section
            .iter()
            .position(|s| s.id == section)
            .unwrap_or(plan.section.len())
    };
    tous.trie_par(|a, b| {
        rang(a.section)
            .cmp(&rang(b.section))
            .then(b.severite.cmp(&a.severite))
    });
    tous.dedup();
    rangs::ranger(&plan.constats.sujet, &mut tous);
    tous
}

/// What the perimeter, the files and the checks say.
fn lus(i: &Ingredients<'_>) -> Vec<Constat> {
    let mut tous = i.perimetre.constats.clone();
    tous.extend(i.constats.iter().cloned());
    // Recoded codes are already told by the checks, with the communes of the perimeter.
    let lus = i.dataset.constats.iter();
    tous.extend(
        lus.filter(|c| c.id != RegleConstat::CodeRecode)
            .filter_map(|c| touches::qui_touche(c, i.dataset, i.perimetre)),
    );
    let mut tous = reunion::reunir(qualite::regrouper(tous, &i.dataset.referentiel));
    if let Some((dossier, _)) = qualite::sans_dossier(&i.perimetre.expression) {
        for constat in &mut tous {
            constat.texte = constat.texte.replace(dossier, "");
            constat.origine = constat.origine.take().map(|o| o.replace(dossier, ""));
        }
    }
    tous
}

/// What the rules of the plan say of one figure, of one table, or of the communes between them.
fn du_plan(plan: &Plan, i: &Ingredients<'_>, tableaux: &[Tableau]) -> Vec<Constat> {
    let (regles, dataset, perimetre) = (&plan.constats, i.dataset, i.perimetre);
    let figures = &i.indicateurs;
    let mut dits = constats::seuils(&regles.seuil, figures);
    dits.extend(constats::absences(
        &regles.absence,
        figures,
        i.population.valeur,
    ));
    dits.extend(constats::eloignements(
        &regles.eloignement,
        dataset,
        perimetre,
        tableaux,
    ));
    dits.extend(constats::contrastes(
        &regles.contraste,
        dataset,
        perimetre,
        figures,
        &i.colonnes,
    ));
    dits.extend(constats::zonage_contre_apl(dataset, &i.sous_densite));
    dits
}

/// What figures of the same profession say against each other.
fn entre_sources(plan: &Plan, indicateurs: &[Indicateur]) -> Vec<Constat> {
    let mut dits = constats::contradictions(&plan.rapprochement, indicateurs);
    dits.extend(constats::reconciliations(&plan.reconciliation, indicateurs));
    dits
}
