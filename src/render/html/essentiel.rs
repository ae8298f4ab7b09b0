//! « L'essentiel »: the key figures and the findings, on one page.

use minijinja::{Value, context};

use crate::model::{Comparateur, Constat, Indicateur, Niveau, Statut};
use crate::rapport::document::{self, Dessin};
use crate::rapport::entete as mots_entete;
use crate::rapport::mots::{gravite, part_bornee};
use crate::rapport::ordre;
use crate::rapport::{Rapport, Voie, comparables, completer};
use crate::render::graphique::{self, Repere, reperes};
use crate::render::nombre::pourcent;
use crate::render::svg::{Cadre, ancre};

use super::contexte::Contexte;
use super::{entete, figures, indicateurs};
use crate::francais::denombre;

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

/// Most territories of a level shown as bars; the tables of the sections hold them all.
const BARRES_PAR_NIVEAU: usize = 4;

/// Tiles, bars and findings.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let cles: Vec<Value> = trouver(contexte, &CLES)
        .into_iter()
        .map(|i| tuile(contexte, i))
        .collect();
    let mut compares = trouver(contexte, &BARRES);
    compares.retain(|i| i.comparateurs.iter().any(|c| c.valeur.is_some()));
    let barres: Vec<Value> = compares.iter().map(|i| barre(contexte, i)).collect();
    let omis = compares.first().and_then(|i| dessines(contexte, i).1);
    let rapport = contexte.rapport;
    let zones = &rapport.zones_blanches;
    context! {
        taille => mots_entete::taille(&rapport.financement),
        est_cpts => rapport.perimetre.genre.est_cpts(),
        sans_cpts => part_bornee(zones).or_else(|| zones.part_sans_cpts.map(|p| pourcent(p, 1))).filter(|_| zones.liste_presente),
        liste_presente => zones.liste_presente,
        situation => figures::situation(contexte),
        cles,
        barres,
        omis,
        positions => positions(rapport),
        constats => constats(contexte),
        autres => autres(contexte),
        total => entete::resume(rapport.constats.len()),
        bilan => completer::bilan(rapport),
        a_completer => denombre(rapport.a_completer.len(), "élément", "éléments"),
        nb_a_completer => rapport.a_completer.len(),
        ouverts => rapport.a_completer.iter().filter(|a| a.voie == Voie::FichierOuvert).count(),
    }
}

/// Where the territory stands, as the document says it.
fn positions(rapport: &Rapport) -> Option<Value> {
    let figure = document::figure_des_positions(rapport)?;
    let Dessin::Positions(p) = figure.dessin else {
        return None;
    };
    let svg = Value::from_safe_string(graphique::places(p, Cadre::PAGE));
    Some(context! { titre => &figure.titre, note => &figure.note, svg, valeurs => () })
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
    context! {
        libelle => &indicateur.libelle,
        valeur => indicateurs::valeur(indicateur),
        unite => indicateurs::unite(indicateur),
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
    lignes.extend(
        dessines(contexte, indicateur)
            .0
            .into_iter()
            .map(|c| Repere {
                nom: c.nom.clone(),
                valeur: c.valeur,
                texte: indicateurs::comparee(indicateur, c),
            }),
    );
    let svg = reperes(
        &indicateur.id,
        &indicateur.libelle,
        &indicateur.unite,
        &lignes,
    );
    context! {
        titre => &indicateur.libelle,
        unite => &indicateur.unite,
        millesime => indicateur.millesime.as_deref().map(indicateurs::marquer),
        svg => Value::from_safe_string(svg),
        sources => contexte.renvois(&indicateur.sources),
    }
}

/// Comparators of the bars, and what they leave to the tables.
fn dessines<'a>(
    contexte: &Contexte,
    indicateur: &'a Indicateur,
) -> (Vec<&'a Comparateur>, Option<String>) {
    let redondants = comparables::redondants(&contexte.rapport.indicateurs);
    comparables::dessines(indicateur, &redondants, BARRES_PAR_NIVEAU)
}

/// Findings about the territory that matter most, then what changes the conclusions in the data.
fn constats(contexte: &Contexte) -> Vec<Value> {
    let tous = &contexte.rapport.constats;
    let mut tete = ordre::essentiels(tous);
    tete.truncate(ordre::ESSENTIELS);
    // A finding that no section shows is never left out.
    let suite = ordre::territoire(tous).into_iter();
    let suite: Vec<&Constat> = suite
        .filter(|c| !a_section(contexte, c) && !tete.contains(c))
        .collect();
    tete.into_iter()
        .chain(suite)
        .chain(ordre::alertes_sur_les_donnees(&contexte.rapport.constats))
        .map(|c| constat(contexte, c))
        .collect()
}

fn a_section(contexte: &Contexte, constat: &Constat) -> bool {
    contexte
        .rapport
        .sections
        .iter()
        .any(|s| s.id == constat.section)
}

/// What the list leaves to the sections: « 4 autres constats … ; 28 sur les données, en annexe ».
fn autres(contexte: &Contexte) -> Option<String> {
    let constats = &contexte.rapport.constats;
    let territoire = ordre::territoire(constats).len();
    let reste = territoire - ordre::essentiels(constats).len().min(ordre::ESSENTIELS);
    let alertes = ordre::alertes_sur_les_donnees(constats).count();
    let donnees = constats.len().saturating_sub(territoire + alertes);
    let mut phrases = Vec::new();
    if reste > 0 {
        phrases.push(format!(
            "{} sur le territoire, dans les sections",
            denombre(reste, "autre constat", "autres constats")
        ));
    }
    if donnees > 0 {
        phrases.push(format!(
            "{} sur les données et le périmètre, en annexe",
            denombre(donnees, "constat", "constats")
        ));
    }
    (!phrases.is_empty()).then(|| format!("{}.", phrases.join("\u{A0}; ")))
}

/// A finding for the templates.
pub(super) fn constat(contexte: &Contexte, constat: &Constat) -> Value {
    let mot = gravite(constat.severite);
    let classe = mot.to_lowercase();
    // Names and files that the sentence already gives are not repeated under it.
    let nommees = constat
        .communes
        .iter()
        .all(|c| constat.texte.contains(&contexte.nom(*c)));
    let communes: Vec<String> = constat
        .communes
        .iter()
        .filter(|c| !nommees && contexte.connait(**c))
        .map(|c| contexte.commune(*c))
        .collect();
    let origine = constat
        .origine
        .as_ref()
        .filter(|o| !constat.texte.contains(o.as_str()));
    context! {
        classe,
        mot,
        texte => &constat.texte,
        nombre => denombre(communes.len(), "commune", "communes"),
        long => communes.len() > 6,
        communes => communes.join(", "),
        origine,
        section => a_section(contexte, constat).then(|| ancre(constat.section.as_str())),
    }
}
