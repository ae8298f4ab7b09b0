//! « L'essentiel »: the key figures and the findings, on one page.

use minijinja::{Value, context};

use crate::model::{Constat, Indicateur, Niveau, Severite, Statut};
use crate::render::graphique::{Repere, reperes};
use crate::render::nombre::{pourcent, unite_courte};
use crate::render::svg::ancre;

use super::contexte::{Contexte, compte};
use super::{entete, indicateurs};

/// Key figures, in order; those that the report does not hold are skipped.
const CLES: [&str; 8] = [
    "population_municipale",
    "evolution_population_annuelle",
    "part_age_75_plus",
    "taux_pauvrete",
    "effectif_mg",
    "densite_mg",
    "apl_mg",
    "part_pop_apl_mg_inf_2_5",
];
/// Rates shown as bars beside the comparators.
const BARRES: [&str; 4] = ["apl_mg", "densite_mg", "part_age_75_plus", "taux_pauvrete"];

/// Tiles, bars and findings.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let cles: Vec<Value> = trouver(contexte, &CLES)
        .into_iter()
        .map(|i| tuile(contexte, i))
        .collect();
    let barres: Vec<Value> = trouver(contexte, &BARRES)
        .into_iter()
        .filter(|i| i.comparateurs.iter().any(|c| c.valeur.is_some()))
        .map(|i| barre(contexte, i))
        .collect();
    let rapport = contexte.rapport;
    let zones = &rapport.zones_blanches;
    context! {
        taille => entete::taille(&rapport.financement),
        sans_cpts => zones.part_sans_cpts.filter(|_| zones.liste_presente).map(|p| pourcent(p, 1)),
        liste_presente => zones.liste_presente,
        cles,
        barres,
        constats => constats(contexte),
        informations => informations(contexte),
        total => entete::resume(rapport.constats.len()),
        a_completer => compte(rapport.a_completer.len(), "élément", "éléments"),
        nb_a_completer => rapport.a_completer.len(),
    }
}

/// Published indicators among some identifiers, in their order.
fn trouver<'a>(contexte: &Contexte<'a>, ids: &[&str]) -> Vec<&'a Indicateur> {
    ids.iter()
        .filter_map(|id| contexte.rapport.indicateurs.iter().find(|i| i.id == *id))
        .filter(|i| i.valeur.is_some() && matches!(i.statut, Statut::Publie | Statut::Partiel))
        .collect()
}

fn tuile(contexte: &Contexte, indicateur: &Indicateur) -> Value {
    let mut comparateurs = indicateur.comparateurs.iter();
    let france = comparateurs.find(|c| c.niveau == Niveau::France && c.valeur.is_some());
    let court = unite_courte(&indicateur.unite);
    context! {
        libelle => &indicateur.libelle,
        valeur => indicateurs::valeur(indicateur),
        unite => if court { "" } else { indicateur.unite.as_str() },
        partiel => indicateur.statut == Statut::Partiel,
        repere => france.map(|c| format!("{} : {}", c.nom, indicateurs::comparee(indicateur, c))),
        sources => contexte.renvois(&indicateur.sources),
    }
}

/// Bars of the perimeter and of its comparators.
fn barre(contexte: &Contexte, indicateur: &Indicateur) -> Value {
    let mut lignes = vec![Repere {
        nom: "Territoire".to_owned(),
        valeur: indicateur.valeur,
        texte: indicateurs::valeur(indicateur),
    }];
    lignes.extend(indicateur.comparateurs.iter().map(|c| Repere {
        nom: c.nom.clone(),
        valeur: c.valeur,
        texte: indicateurs::comparee(indicateur, c),
    }));
    let svg = reperes(
        &indicateur.id,
        &indicateur.libelle,
        &indicateur.unite,
        &lignes,
    );
    context! {
        titre => &indicateur.libelle,
        unite => &indicateur.unite,
        millesime => &indicateur.millesime,
        svg => Value::from_safe_string(svg),
        sources => contexte.renvois(&indicateur.sources),
    }
}

/// Findings that matter, most serious first, with those that belong to no section.
fn constats(contexte: &Contexte) -> Vec<Value> {
    let mut choisis: Vec<&Constat> = contexte
        .rapport
        .constats
        .iter()
        .filter(|c| c.severite > Severite::Information || !a_section(contexte, c))
        .collect();
    choisis.sort_by_key(|c| std::cmp::Reverse(c.severite));
    choisis.into_iter().map(|c| constat(contexte, c)).collect()
}

fn a_section(contexte: &Contexte, constat: &Constat) -> bool {
    contexte
        .rapport
        .sections
        .iter()
        .any(|s| s.id == constat.section)
}

/// Number of findings that only their section shows.
fn informations(contexte: &Contexte) -> Option<String> {
    let nombre = contexte
        .rapport
        .constats
        .iter()
        .filter(|c| c.severite == Severite::Information && a_section(contexte, c))
        .count();
    (nombre > 0).then(|| {
        compte(
            nombre,
            "autre constat d’information",
            "autres constats d’information",
        )
    })
}

/// A finding for the templates.
pub(super) fn constat(contexte: &Contexte, constat: &Constat) -> Value {
    let (classe, mot) = match constat.severite {
        Severite::Information => ("information", "Information"),
        Severite::Attention => ("attention", "Attention"),
        Severite::Alerte => ("alerte", "Alerte"),
    };
    let communes: Vec<String> = constat
        .communes
        .iter()
        .map(|c| contexte.commune(*c))
        .collect();
    context! {
        classe,
        mot,
        texte => &constat.texte,
        nombre => compte(communes.len(), "commune", "communes"),
        long => communes.len() > 6,
        communes => communes.join(", "),
        origine => &constat.origine,
        section => a_section(contexte, constat).then(|| ancre(&constat.section)),
    }
}
