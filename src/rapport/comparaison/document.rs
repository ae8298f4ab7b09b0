//! The comparison as pages to read: what moves, the map, the figures, the amounts, the findings.

use super::tableaux::tableaux;
use super::types::{Comparaison, Cote};
use crate::francais::{denombre, habitants, nombre, signe};
use crate::model::Constat;
use crate::rapport::document::{
    BANDEAU, Bloc, Dessin, Dit, Document, Figure, Partie, Vignette, en_table, soigner,
};
use crate::rapport::mots::gravite;

/// Builds the document.
#[must_use]
pub fn construire(c: &Comparaison) -> Document<'_> {
    let tous = tableaux(c);
    let tables = |ids: &[&str]| -> Vec<Bloc<'_>> {
        let voulus = tous.iter().filter(|t| ids.contains(&t.id.as_str()));
        voulus.map(|t| Bloc::Table(en_table(t))).collect()
    };
    let mut ouverture = vec![Bloc::Vignettes(vignettes(c)), Bloc::Puces(phrases(c))];
    ouverture.extend(carte(c));
    let parties = [
        partie("ensemble", "", ouverture),
        partie(
            "communes",
            "Communes",
            tables(&["entrees", "sorties", "parts"]),
        ),
        partie("chiffres", "Chiffres", tables(&["ecarts", "refuses"])),
        partie("financement", "Financement", tables(&["montants"])),
        partie("constats", "Constats", constats(c)),
        partie(
            "lire",
            "Pour lire cette comparaison",
            c.notes.iter().cloned().map(Bloc::Note).collect(),
        ),
    ];
    let mut document = Document {
        titre: titre(c),
        faits: vec![fait("Avant", &c.avant), fait("Après", &c.apres)],
        bandeau: c.fictif.then(|| BANDEAU.to_owned()),
        pied: format!("{} · cpts {}", titre(c), c.version),
        parties: parties
            .into_iter()
            .filter(|p| !p.blocs.is_empty())
            .collect(),
        ..Document::default()
    };
    soigner(&mut document);
    document
}

/// « CPTS du Verdon : ce qui change », or both names.
fn titre(c: &Comparaison) -> String {
    if c.avant.nom == c.apres.nom {
        format!("{}\u{a0}: ce qui change", c.avant.nom)
    } else {
        format!("{} → {}", c.avant.nom, c.apres.nom)
    }
}

fn partie<'a>(ancre: &str, titre: &str, blocs: Vec<Bloc<'a>>) -> Partie<'a> {
    Partie {
        ancre: ancre.to_owned(),
        titre: titre.to_owned(),
        page: false,
        blocs,
    }
}

fn fait(quand: &str, cote: &Cote) -> String {
    let fichier = cote.fichier.as_ref().map(|f| format!(", {f}"));
    format!(
        "{quand}\u{a0}: {} ({}), {}, {}{}",
        cote.nom,
        cote.expression,
        denombre(cote.communes, "commune", "communes"),
        habitants(cote.population),
        fichier.unwrap_or_default()
    )
}

fn vignettes(c: &Comparaison) -> Vec<Vignette> {
    let vignette = |titre: &str, valeur: String, detail: String| Vignette {
        titre: titre.to_owned(),
        valeur,
        detail: Some(detail),
        ..Vignette::default()
    };
    let taille = |t: Option<u8>| t.map_or_else(|| "non établie".to_owned(), |n| n.to_string());
    let compte = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    vec![
        vignette(
            "Habitants",
            signe(c.apres.population - c.avant.population, 0),
            format!(
                "de {} à {}",
                nombre(c.avant.population, 0),
                nombre(c.apres.population, 0)
            ),
        ),
        vignette(
            "Communes",
            signe(compte(c.apres.communes) - compte(c.avant.communes), 0),
            format!(
                "{}, {}",
                denombre(c.communes.entrees.len(), "entrée", "entrées"),
                denombre(c.communes.sorties.len(), "sortie", "sorties")
            ),
        ),
        vignette(
            "Taille ACI",
            if c.financement.taille_change == Some(false) {
                format!("{}, inchangée", taille(c.apres.taille))
            } else {
                format!("{} → {}", taille(c.avant.taille), taille(c.apres.taille))
            },
            marge(c),
        ),
    ]
}

/// How far the nearest threshold was, and is.
fn marge(c: &Comparaison) -> String {
    let dite = |m: Option<f64>| m.map_or_else(|| "sans seuil".to_owned(), |m| signe(m, 0));
    format!(
        "seuil le plus proche\u{a0}: {}, puis {} habitants",
        dite(c.financement.marge_avant),
        dite(c.financement.marge_apres)
    )
}

/// What one reads in a hurry, a sentence each.
#[must_use]
pub fn phrases(c: &Comparaison) -> Vec<String> {
    let noms = |communes: &[super::CommuneComparee]| {
        let noms: Vec<&str> = communes.iter().map(|c| c.nom.as_str()).collect();
        crate::francais::enumerer(&noms, 6)
    };
    let mut phrases = Vec::new();
    for (mot, pluriel, siennes) in [
        ("commune entre", "communes entrent", &c.communes.entrees),
        ("commune sort", "communes sortent", &c.communes.sorties),
    ] {
        if !siennes.is_empty() {
            let dites = denombre(siennes.len(), mot, pluriel);
            phrases.push(format!("{dites}\u{a0}: {}.", noms(siennes)));
        }
    }
    let changent = c
        .indicateurs
        .iter()
        .filter(|i| super::tableaux::change(i))
        .count();
    let refuses = c
        .indicateurs
        .iter()
        .filter(|i| i.ecart.is_none() && i.motif.is_some())
        .count();
    let d_ou = super::tableaux::cause_unique(c).map(|d_ou| format!("\u{a0}; cela vient {d_ou}"));
    phrases.push(format!(
        "{} sur {}{}.",
        denombre(changent, "chiffre change", "chiffres changent"),
        c.indicateurs.len(),
        d_ou.unwrap_or_default()
    ));
    if refuses > 0 {
        phrases.push(format!(
            "{} : leurs millésimes sont trop proches, ou l’unité a changé.",
            denombre(
                refuses,
                "chiffre ne se compare pas",
                "chiffres ne se comparent pas"
            )
        ));
    }
    phrases.push(format!(
        "Constats\u{a0}: {}, {}.",
        denombre(c.constats_apparus.len(), "apparu", "apparus"),
        denombre(c.constats_disparus.len(), "disparu", "disparus")
    ));
    phrases
}

fn carte(c: &Comparaison) -> Option<Bloc<'_>> {
    let croquis = c.carte.as_ref()?;
    Some(Bloc::Figures(vec![Figure {
        id: croquis.id.clone(),
        titre: croquis.titre.clone(),
        alternative: croquis.note.clone(),
        note: croquis.note.clone(),
        valeurs: None,
        dessin: Dessin::Croquis(croquis),
    }]))
}

fn constats(c: &Comparaison) -> Vec<Bloc<'static>> {
    let mut blocs = Vec::new();
    for (titre, siens) in [
        ("Apparus", &c.constats_apparus),
        ("Disparus", &c.constats_disparus),
    ] {
        if !siens.is_empty() {
            let dit = |c: &Constat| Dit::new(c.severite, gravite(c.severite), c.texte.clone());
            blocs.push(Bloc::Titre(titre.to_owned()));
            blocs.push(Bloc::Constats(siens.iter().map(dit).collect()));
        }
    }
    blocs
}
