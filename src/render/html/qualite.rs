//! Annex « Qualité des données »: what was found in the files, those that nothing cites, and what was set aside.

use minijinja::{Value, context};

use crate::francais::denombre;
use crate::rapport::ordre;

use super::contexte::Contexte;
use super::tableau::Grille;
use super::{essentiel, methode};

/// Findings on the data, unused sources, files not recognised, rejected rows.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let rapport = contexte.rapport;
    let donnees = &rapport.donnees;
    let alertes = ordre::alertes_sur_les_donnees(&rapport.constats);
    let constats = alertes.chain(ordre::donnees(&rapport.constats));
    context! {
        constats => constats.map(|c| essentiel::constat(contexte, c)).collect::<Vec<_>>(),
        sources => methode::sources(contexte).1,
        rejets_total => donnees.rejets_total,
        rejets_dits => denombre(donnees.rejets_total, "ligne écartée", "lignes écartées"),
        rejets => rejets(contexte),
        non_reconnus => non_reconnus(contexte),
    }
}

fn rejets(contexte: &Contexte) -> Option<Value> {
    let mut grille = Grille::new(
        "Lignes écartées qui touchent le périmètre",
        &[
            ("Fichier", false),
            ("Ligne", true),
            ("Colonne", false),
            ("Valeur lue", false),
            ("Motif", false),
            ("Commune", false),
        ],
    );
    grille.lignes = contexte
        .rapport
        .donnees
        .rejets_perimetre
        .iter()
        .map(|r| {
            vec![
                r.fichier.clone(),
                r.ligne.to_string(),
                r.colonne.clone().unwrap_or_default(),
                r.valeur.clone(),
                r.motif.clone(),
                r.commune.map_or_else(String::new, |c| contexte.commune(c)),
            ]
        })
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}

fn non_reconnus(contexte: &Contexte) -> Option<Value> {
    let mut grille = Grille::new(
        "Fichiers non reconnus",
        &[("Fichier", false), ("Motif", false)],
    );
    let fichiers = &contexte.rapport.donnees.non_reconnus;
    grille.lignes = fichiers
        .iter()
        .map(|f| vec![f.fichier.clone(), f.motif.clone()])
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}
