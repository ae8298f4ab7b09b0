//! Laws of the pages, on documents that nobody would write.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::{DateCivile, Severite};
use crate::rapport::document::{Bloc, Cadran, Case, Colonne, Dit, Partie, Table, Vignette};

/// Words, addresses without a space, and characters that no font has.
fn texte() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zéà ’]{0,60}",
        "[A-Z]{0,150}",
        "[\u{200e}\u{1F600}漢<&\"é ]{0,20}",
        Just(String::new()),
    ]
}

fn textes(plus: usize) -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(texte(), 0..plus)
}

fn table() -> impl Strategy<Value = Bloc<'static>> {
    let colonnes = proptest::collection::vec((texte(), any::<bool>(), 0_u16..60), 1..12);
    (colonnes, textes(60), texte(), "[a-z ]{0,5000}").prop_map(
        |(colonnes, cases, titre, longue)| {
            let colonnes: Vec<Colonne> = colonnes
                .into_iter()
                .map(|(titre, nombre, poids)| Colonne {
                    titre,
                    nombre,
                    poids,
                })
                .collect();
            let mut lignes: Vec<Vec<Case>> = cases
                .chunks_exact(colonnes.len())
                .map(|l| {
                    l.iter()
                        .map(|c| Case::fort(c.clone(), c.len() > 40))
                        .collect()
                })
                .collect();
            lignes.push(
                colonnes
                    .iter()
                    .map(|_| Case::lien(&longue, Some("https://exemple.fr/")))
                    .collect(),
            );
            Bloc::Table(Table {
                titre: titre.clone(),
                colonnes,
                lignes,
                entete: 0,
                notes: vec![titre],
                ..Table::default()
            })
        },
    )
}

fn bloc() -> impl Strategy<Value = Bloc<'static>> {
    let dit = |texte| Dit::new(Severite::Attention, "attention", texte);
    let vignette = |(titre, valeur)| Vignette {
        titre,
        valeur,
        detail: Some("x".repeat(40)),
        ..Vignette::default()
    };
    let cadran = |lignes| Cadran {
        titre: "Forces".to_owned(),
        lignes,
    };
    prop_oneof![
        texte().prop_map(Bloc::Titre),
        texte().prop_map(Bloc::Texte),
        texte().prop_map(Bloc::Note),
        textes(8).prop_map(Bloc::Puces),
        textes(8).prop_map(|t| Bloc::Appuis(
            t.iter()
                .map(|t| Case::lien(t, Some("https://exemple.fr/")))
                .collect()
        )),
        textes(8).prop_map(move |t| Bloc::Constats(t.into_iter().map(dit).collect())),
        proptest::collection::vec((texte(), texte()), 0..9)
            .prop_map(move |v| Bloc::Vignettes(v.into_iter().map(vignette).collect())),
        proptest::collection::vec(textes(40), 0..5)
            .prop_map(move |c| Bloc::Synthese(c.into_iter().map(cadran).collect())),
        table(),
    ]
}

fn document() -> impl Strategy<Value = Document<'static>> {
    let partie = (
        texte(),
        any::<bool>(),
        proptest::collection::vec(bloc(), 0..6),
    );
    (texte(), proptest::collection::vec(partie, 1..5)).prop_map(|(titre, parties)| Document {
        titre: titre.clone(),
        faits: vec!["22 communes".to_owned()],
        bandeau: Some("Territoire fictif".to_owned()),
        pied: titre.repeat(3),
        date: (!titre.is_empty()).then(|| DateCivile::parse("2026-06-30").unwrap()),
        parties: parties
            .into_iter()
            .map(|(titre, page, blocs)| Partie {
                ancre: "a".to_owned(),
                titre,
                page,
                blocs,
            })
            .collect(),
        ..Document::default()
    })
}

/// What is written on the pages, in the order of reading, and the places that it takes.
fn ecrits(feuilles: &[Feuille]) -> (String, Vec<usize>) {
    let (mut ecrit, mut places) = (String::new(), Vec::new());
    for trace in feuilles.iter().flat_map(|f| &f.traces) {
        match trace {
            Trace::Texte {
                texte,
                place: Some(place),
                ..
            } => {
                ecrit.push_str(texte);
                places.push(*place);
            }
            Trace::Dessin { place, .. } | Trace::Lien { place, .. } | Trace::Logo { place, .. } => {
                places.push(*place)
            }
            _ => {}
        }
    }
    (ecrit, places)
}

/// What is written on the pages of a document, a word a line, then what each page repeats.
pub(in crate::render::document) fn paroles(document: &Document<'_>) -> String {
    let polices = Polices::lire().unwrap();
    let dessins = dessins(document).unwrap();
    let mut compose = composer(document, &polices, &dessins, &[]);
    repeter(&mut compose.feuilles, document, &polices);
    let traces = compose.feuilles.iter().flat_map(|f| &f.traces);
    let (mut lus, mut repetes) = (String::new(), String::new());
    for trace in traces {
        if let Trace::Texte { texte, place, .. } = trace {
            let ou = if place.is_some() {
                &mut lus
            } else {
                &mut repetes
            };
            ou.push_str(texte);
            ou.push('\n');
        }
    }
    lus + &repetes
}

/// Number of places of the pages that lead to a part of the document.
pub(in crate::render::document) fn vers_des_parties(document: &Document<'_>) -> usize {
    let polices = Polices::lire().unwrap();
    let dessins = dessins(document).unwrap();
    let compose = composer(document, &polices, &dessins, &[]);
    let mut traces = compose.feuilles.iter().flat_map(|f| &f.traces);
    let vers = |t: &&Trace| {
        matches!(
            t,
            Trace::Lien {
                cible: feuille::Cible::Partie(_),
                ..
            }
        )
    };
    traces.by_ref().filter(vers).count()
}

/// Paragraphs that must be found whole.
fn attendus(document: &Document<'_>) -> Vec<String> {
    let mut sortie = vec![document.titre.clone()];
    for partie in &document.parties {
        sortie.push(partie.titre.clone());
        for bloc in &partie.blocs {
            match bloc {
                Bloc::Titre(t) | Bloc::Texte(t) | Bloc::Note(t) => sortie.push(t.clone()),
                Bloc::Appuis(c) => sortie.extend(c.iter().map(|c| c.texte.clone())),
                Bloc::Puces(p) => sortie.extend(p.iter().cloned()),
                Bloc::Constats(d) => sortie.extend(d.iter().map(|d| d.texte.clone())),
                Bloc::Vignettes(v) => sortie.extend(v.iter().map(|v| v.valeur.clone())),
                Bloc::Synthese(c) => sortie.extend(c.iter().flat_map(|c| c.lignes.clone())),
                // A long cell is continued on the next page slice by slice, beside those of its row.
                Bloc::Table(t) => sortie.extend(
                    t.lignes
                        .iter()
                        .flatten()
                        .filter(|c| c.texte.len() < 60)
                        .map(|c| c.texte.clone()),
                ),
                Bloc::Phrase(_) | Bloc::Figures(_) | Bloc::Encadre(_) | Bloc::Repli(_) => {}
            }
        }
    }
    sortie
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn whatever_is_said_is_on_the_pages_inside_their_margins_and_the_file_is_accepted(document in document()) {
        let polices = Polices::lire().unwrap();
        let mut compose = composer(&document, &polices, &[], &[]);
        repeter(&mut compose.feuilles, &document, &polices);
        let (ecrit, places) = ecrits(&compose.feuilles);
        let seules: String = ecrit.split_whitespace().collect();
        for attendu in attendus(&document) {
            let attendu: String = polices.lisible(&attendu).split_whitespace().collect();
            prop_assert!(seules.contains(&attendu), "« {attendu} » n’est pas écrit");
        }
        let uniques: BTreeSet<usize> = places.iter().copied().collect();
        prop_assert_eq!(uniques.len(), places.len());
        prop_assert_eq!(places.len(), compose.arbre.places());
        for feuille in &compose.feuilles {
            for trace in &feuille.traces {
                if let Trace::Texte { x, y, texte, style, .. } = trace {
                    let fin = x + polices.largeur(style.gras, style.corps, texte.trim_end());
                    prop_assert!(*x >= styles::MARGE - 1.0 && fin <= feuille.largeur - styles::MARGE + 1.0, "« {texte} » sort de la page en largeur");
                    let pied = *y == feuille.hauteur - styles::PIED;
                    prop_assert!(pied || *y <= feuille.hauteur - styles::BAS + 1.0, "« {texte} » sort de la page en hauteur");
                }
            }
        }
        let octets = Pdf.rendre(&document).unwrap();
        prop_assert!(octets.starts_with(b"%PDF-1.7"));
        prop_assert_eq!(octets, Pdf.rendre(&document).unwrap());
    }
}
