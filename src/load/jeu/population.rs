//! The reference population: that of the référentiel, or the one that the user designates; what disagrees with it is said.

use std::sync::Arc;

use crate::load::jeu::section::SECTION;
use crate::model::lecture::{compte, population};
use crate::model::{
    Colonne, Constat, Dataset, Emplacement, ErreurDonnees, RegleConstat, Severite, SourceId,
    UniteId,
};

/// Most communes named in a sentence.
const NOMS_MAX: usize = 3;

/// Settles the population that weighs and divides: that of the designated file, else that of the référentiel, else, when
/// it has none at all, the latest that a file gives.
///
/// # Errors
/// The designated file gives no population municipale, or gives it without its year.
pub fn choisir(d: &mut Dataset, designe: Option<&str>) -> Result<(), ErreurDonnees> {
    let colonne = match designe {
        Some(fichier) => Some(du_fichier(d, fichier)?),
        None if population::colonne(d).is_none() => d.derniere(population::VARIABLE).cloned(),
        None => None,
    };
    match colonne {
        Some(colonne) => installer(d, &colonne),
        None => dire_plus_recente(d),
    }
    Ok(())
}

/// Latest population municipale of a file, which must be dated.
fn du_fichier(d: &Dataset, fichier: &str) -> Result<Colonne, ErreurDonnees> {
    let source = |c: &&Colonne| d.source(c.source).is_some_and(|s| s.fichier == fichier);
    let ans = d.colonnes.get(population::VARIABLE);
    let derniere = ans.into_iter().flat_map(|ans| ans.values()).rfind(source);
    let erreur = |probleme: &str| {
        ErreurDonnees::new(
            Emplacement::fichier("cpts.toml").colonne("population"),
            probleme,
        )
        .valeur(fichier)
    };
    let Some(colonne) = derniere else {
        return Err(
            erreur("ce fichier ne donne pas la population de référence demandée")
                .attendu("un fichier du dossier de données avec une colonne population_municipale")
                .remede("vérifiez son nom avec « cpts donnees etat »"),
        );
    };
    if colonne.millesime.is_none() {
        return Err(erreur("la population de référence n'est pas datée")
            .attendu("une année dans l'en-tête ou dans le nom du fichier : population 2023")
            .remede("renommez le fichier avec son année, par exemple populations-2023.csv"));
    }
    Ok(colonne.clone())
}

/// Puts a column in the place of the population of the référentiel, for every figure at once.
fn installer(d: &mut Dataset, colonne: &Colonne) {
    oublier_autres_annees(d);
    let referentiel = Arc::make_mut(&mut d.referentiel);
    let lues: Vec<Option<u32>> = referentiel
        .ids()
        .map(|id| entiere(compte(referentiel, colonne, id).connu()?))
        .collect();
    for (unite, lue) in referentiel.unites.iter_mut().zip(&lues) {
        unite.population = *lue;
    }
    referentiel.millesime_population = colonne.millesime.unwrap_or_default();
    referentiel.note_population = String::new();
    referentiel.autres_millesimes.clear();
    d.source_population = colonne.source;
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be in range"
)]
fn entiere(x: f64) -> Option<u32> {
    (0.0..=f64::from(u32::MAX))
        .contains(&x)
        .then(|| x.round() as u32)
}

/// The column of the référentiel keeps no population of another year than its own (Mayotte).
fn oublier_autres_annees(d: &mut Dataset) {
    let autres = &d.referentiel.autres_millesimes;
    let ailleurs: Vec<UniteId> = d
        .referentiel
        .ids()
        .filter(|&id| autres.contains_key(&d.referentiel.unite(id).departement))
        .collect();
    let ans = d.colonnes.get_mut(population::VARIABLE);
    for colonne in ans.into_iter().flat_map(|ans| ans.values_mut()) {
        if colonne.source == SourceId(0) {
            for id in &ailleurs {
                if let Some(place) = colonne.valeurs.get_mut(id.0 as usize) {
                    *place = crate::model::Valeur::Absente;
                }
            }
        }
    }
}

/// Says that the folder holds a later population, which is read for changes only.
fn dire_plus_recente(d: &mut Dataset) {
    let Some(autre) = d.derniere(population::VARIABLE) else {
        return;
    };
    let reference = d.referentiel.millesime_population;
    let Some(annee) = autre.millesime.filter(|&a| a > reference) else {
        return;
    };
    let fichier = d
        .source(autre.source)
        .map_or_else(String::new, |s| s.fichier.clone());
    let texte = format!(
        "{fichier} donne une population municipale {annee}, plus récente que celle qui pèse et divise ({})\u{a0}: pour \
         qu'elle le fasse, écrivez population = \"{fichier}\" sous [cpts] dans cpts.toml.",
        population::libelle(d)
    );
    let constat = Constat::new(
        RegleConstat::AutrePopulation,
        Severite::Information,
        SECTION,
        texte,
    );
    d.constats.push(constat.avec_origine(fichier));
}

/// Says where a file gives another population of the same year as the référentiel.
pub fn dire_conflit(d: &mut Dataset, autre: &Colonne, fichier: &str) {
    let referentiel = &d.referentiel;
    let mut conflits: Vec<(UniteId, f64, f64)> = Vec::new();
    for id in referentiel.ids() {
        let ici = referentiel.unite(id).population.map(f64::from);
        if let (Some(a), Some(b)) = (ici, autre.valeur(id).connue())
            && (a - b).abs() >= 0.5
        {
            conflits.push((id, a, b));
        }
    }
    if conflits.is_empty() {
        return;
    }
    let exemple = |(id, a, b): &(UniteId, f64, f64)| {
        format!(
            "{} ({} au lieu de {})",
            referentiel.unite(*id).nom,
            crate::francais::nombre(*b, 0),
            crate::francais::nombre(*a, 0)
        )
    };
    let exemples: Vec<String> = conflits.iter().take(NOMS_MAX).map(exemple).collect();
    let texte = format!(
        "{fichier} donne une autre population municipale {} que {} pour {}, dont {}\u{a0}: celle de {} est retenue\u{a0}; \
         pour prendre l'autre, écrivez population = \"{fichier}\" sous [cpts] dans cpts.toml.",
        referentiel.millesime_population,
        referentiel.nom,
        crate::francais::denombre(conflits.len(), "commune", "communes"),
        exemples.join(", "),
        referentiel.nom,
    );
    let communes: Vec<_> = conflits
        .iter()
        .map(|(id, ..)| referentiel.unite(*id).code)
        .collect();
    let constat = Constat::new(
        RegleConstat::AutrePopulation,
        Severite::Attention,
        SECTION,
        texte,
    );
    d.constats
        .push(constat.avec_communes(communes).avec_origine(fichier));
}
