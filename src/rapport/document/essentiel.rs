//! The head of the complete edition: what the territory is, its key figures beside its comparators, what matters most.

use super::contexte::Contexte;
use super::detail_ligne::{comparee, marquer};
use super::{
    Bloc, Case, Dessin, Figure, GenrePetit, Partie, Repere, Reperes, Vignette, chiffres,
    completude, constats, figures,
};
use crate::francais::{avec_unite_courte, majuscule};
use crate::model::{Indicateur, Statut};
use crate::rapport::mots::{Chiffre, part_bornee};
use crate::rapport::{Rapport, comparables, entete};

/// Rates shown as bars beside the comparators.
const BARRES: [&str; 4] = ["apl_mg", "densite_mg", "part_age_75_plus", "taux_pauvrete"];
/// Most territories of a level shown as bars; the tables of the sections hold them all.
const BARRES_PAR_NIVEAU: usize = 4;
/// Small bars side by side.
const PAR_LIGNE: usize = 2;

/// What the territory is, and what was asked for.
pub(super) fn fiche(rapport: &Rapport) -> Vec<(String, Case)> {
    let faits = entete::faits(rapport).into_iter();
    let faits = faits.map(|(titre, texte)| (titre.to_owned(), Case::from(texte)));
    // What was written stays as it was, quotes and colons included.
    let expression = rapport.perimetre.expression.as_str();
    let demande = Case::default().suivie(GenrePetit::Code, expression);
    faits
        .chain([("Périmètre demandé".to_owned(), demande)])
        .collect()
}

/// Key figures, place, bars, findings, and how much of the diagnostic is done.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let note = contexte.rapport.population.note.clone();
    let mut blocs: Vec<Bloc<'a>> = note.map(Bloc::Note).into_iter().collect();
    let mut vignettes = chiffres::vignettes(contexte);
    vignettes.extend(sans_cpts(contexte.rapport));
    blocs.push(Bloc::Titre("Chiffres clés".to_owned()));
    blocs.push(Bloc::Vignettes(vignettes));
    let situation = figures::carte(contexte, "situation");
    blocs.extend(situation.map(|f| Bloc::Figures(vec![f])));
    blocs.extend(barres(contexte));
    blocs.push(Bloc::Titre("Constats".to_owned()));
    let dits = constats::de_l_essentiel(contexte);
    blocs.push(if dits.is_empty() {
        Bloc::Texte("Aucun constat sur le territoire.".to_owned())
    } else {
        Bloc::Constats(dits)
    });
    blocs.extend(constats::autres(contexte).map(|dit| {
        Bloc::Phrase(vec![
            format!("{dit} ").into(),
            Case::vers("Qualité des données", "qualite"),
            ".".into(),
        ])
    }));
    blocs.push(Bloc::Phrase(vec![
        Case::default().suivie(GenrePetit::Marque, completude::A_COMPLETER),
        format!("\u{a0}: {} ", completude::reste(contexte)).into(),
        Case::vers("Ce qui reste à réunir", "completude"),
        ".".into(),
    ]));
    Partie {
        ancre: "essentiel".to_owned(),
        titre: "L'essentiel".to_owned(),
        page: false,
        blocs,
    }
}

/// The share that no CPTS covers, when a list tells.
fn sans_cpts(rapport: &Rapport) -> Option<Vignette> {
    let zones = &rapport.zones_blanches;
    let part = zones.part_sans_cpts.map(|p| avec_unite_courte(p, 1, "%"));
    let part = part_bornee(zones).or(part);
    part.filter(|_| zones.liste_presente).map(|part| Vignette {
        titre: "Population qu’aucune CPTS ne couvre".to_owned(),
        valeur: majuscule(&part),
        vers: Some("zones-blanches".to_owned()),
        ..Vignette::default()
    })
}

/// A few rates beside the same elsewhere.
fn barres<'a>(contexte: &Contexte<'a>) -> Vec<Bloc<'a>> {
    let lus = BARRES.iter().filter_map(|id| contexte.indicateur(id));
    let publie = |i: &Indicateur| matches!(i.statut, Statut::Publie | Statut::Partiel);
    let compares: Vec<&Indicateur> = lus
        .filter(|i| i.valeur.is_some() && publie(i))
        .filter(|i| i.comparateurs.iter().any(|c| c.valeur.is_some()))
        .collect();
    let Some(premier) = compares.first() else {
        return Vec::new();
    };
    let titre = "Le territoire et ses comparateurs".to_owned();
    let mut blocs = vec![Bloc::Titre(titre)];
    let figures: Vec<Figure<'a>> = compares.iter().map(|i| barre(contexte, i)).collect();
    let lignes = figures.chunks(PAR_LIGNE);
    blocs.extend(lignes.map(|l| Bloc::Figures(l.to_vec())));
    let redondants = &contexte.redondants;
    let (_, omis) = comparables::dessines(premier, redondants, BARRES_PAR_NIVEAU);
    blocs.extend(omis.map(Bloc::Note));
    blocs
}

/// Bars of the perimeter and of its comparators.
fn barre<'a>(contexte: &Contexte<'a>, i: &Indicateur) -> Figure<'a> {
    let (siens, _) = comparables::dessines(i, &contexte.redondants, BARRES_PAR_NIVEAU);
    let ici = Repere {
        nom: "Territoire".to_owned(),
        valeur: i.valeur,
        texte: Chiffre::du_perimetre(i).texte(),
    };
    let autres = siens.into_iter().map(|c| Repere {
        nom: c.nom.clone(),
        valeur: c.valeur,
        texte: comparee(i, c),
    });
    let lignes: Vec<Repere> = std::iter::once(ici).chain(autres).collect();
    let dits: Vec<String> = lignes
        .iter()
        .map(|l| format!("{}\u{a0}: {}", l.nom, l.texte))
        .collect();
    let millesime = i.millesime.as_deref().map(marquer);
    let note: Vec<String> = [i.unite.clone()].into_iter().chain(millesime).collect();
    Figure {
        id: format!("reperes-{}", i.id),
        titre: i.libelle.clone(),
        alternative: format!("{}. Unité\u{a0}: {}.", dits.join("\u{a0}; "), i.unite),
        note: format!("{} {}", note.join(", "), contexte.renvois(&i.sources)),
        valeurs: None,
        dessin: Dessin::Reperes(Reperes {
            id: i.id.clone(),
            titre: i.libelle.clone(),
            unite: i.unite.clone(),
            lignes,
        }),
    }
}
