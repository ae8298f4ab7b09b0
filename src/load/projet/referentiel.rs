//! Reads the user's own list of territories (fictional sample, foreign territory) instead of the embedded COG.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::model::{Departement, Epci, ErreurDonnees, Genre, Referentiel, Region, Unite, UniteId};

use crate::load::projet::referentiel_anciens::{anciens, deleguees, parent, separations};
use crate::load::projet::referentiel_lignes::{Lue, lignes};
use crate::load::source::texte_liste::texte;

/// Reads a référentiel; its name, vintage and whether it is fictional are for the caller to set.
///
/// # Errors
/// [`ErreurDonnees`] with the line of a missing column, an unreadable or duplicate code, an unknown genre or parent, or
/// a population that is not a whole positive number.
pub fn lire_referentiel(chemin: &Path) -> Result<Referentiel, ErreurDonnees> {
    analyser_referentiel(&chemin.display().to_string(), &texte(chemin)?)
}

/// Reads a référentiel from its text; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_referentiel`] but for the file itself.
pub fn analyser_referentiel(fichier: &str, contenu: &str) -> Result<Referentiel, ErreurDonnees> {
    let lues = lignes(fichier, contenu)?;
    let mut referentiel = Referentiel::default();
    divisions(&mut referentiel, &lues);
    let (actuelles, historiques): (Vec<&Lue>, Vec<&Lue>) =
        lues.iter().partition(|l| genre(l).is_some());
    unites(&mut referentiel, &actuelles)?;
    referentiel.indexer();
    rattache(&mut referentiel, &actuelles)?;
    referentiel.indexer();
    deleguees(&mut referentiel, &historiques)?;
    anciens(&mut referentiel, &actuelles)?;
    separations(&mut referentiel, &actuelles)?;
    Ok(referentiel)
}

/// Genre of a current unit, `None` for a historical one; unknown genres are caught by [`deleguees`].
fn genre(lue: &Lue) -> Option<Genre> {
    match lue.rangee.genre.as_str() {
        "commune"
            if matches!(lue.code.departement(), "975" | "977" | "978")
                || lue.code.as_str().starts_with("98") =>
        {
            Some(Genre::CommuneCom)
        }
        "commune" => Some(Genre::Commune),
        "arrondissement" => Some(Genre::Arrondissement),
        _ => None,
    }
}

fn divisions(referentiel: &mut Referentiel, lues: &[Lue]) {
    let regions: BTreeMap<&str, &str> = lues
        .iter()
        .map(|l| (l.rangee.region.as_str(), l.rangee.region_nom.as_str()))
        .collect();
    let rang = |code: &str| regions.keys().position(|r| *r == code).unwrap_or(0);
    let departements: BTreeMap<&str, (&str, usize)> = lues
        .iter()
        .map(|l| {
            (
                l.rangee.departement.as_str(),
                (l.rangee.departement_nom.as_str(), rang(&l.rangee.region)),
            )
        })
        .collect();
    let epcis: BTreeMap<&str, (&str, &str)> = lues
        .iter()
        .filter(|l| !l.rangee.epci.is_empty())
        .map(|l| {
            (
                l.rangee.epci.as_str(),
                (l.rangee.epci_nom.as_str(), l.rangee.epci_genre.as_str()),
            )
        })
        .collect();
    let texte = str::to_owned;
    referentiel.regions = regions
        .iter()
        .map(|(c, n)| Region {
            code: texte(c),
            nom: texte(n),
        })
        .collect();
    referentiel.departements = departements
        .iter()
        .map(|(c, (n, region))| Departement {
            code: texte(c),
            nom: texte(n),
            region: *region,
        })
        .collect();
    referentiel.epcis = epcis
        .iter()
        .map(|(c, (n, g))| Epci {
            siren: texte(c),
            nom: texte(n),
            genre: texte(g),
            membres: Vec::new(),
        })
        .collect();
}

fn unites(referentiel: &mut Referentiel, lues: &[&Lue]) -> Result<(), ErreurDonnees> {
    let mut vus = BTreeSet::new();
    for lue in lues {
        if !vus.insert(lue.code) {
            return Err(
                ErreurDonnees::new(lue.lieu.clone().colonne("code"), "code en double")
                    .valeur(lue.code.to_string())
                    .attendu("chaque commune ou arrondissement une seule fois"),
            );
        }
        let rangee = &lue.rangee;
        let departement = referentiel
            .departements
            .iter()
            .position(|d| d.code == rangee.departement);
        referentiel.unites.push(Unite {
            code: lue.code,
            nom: rangee.nom.clone(),
            genre: genre(lue).unwrap_or(Genre::Commune),
            parent: None,
            departement: departement.unwrap_or(0),
            epci: referentiel
                .epcis
                .iter()
                .position(|e| e.siren == rangee.epci),
            population: population(lue)?,
        });
    }
    Ok(())
}

fn population(lue: &Lue) -> Result<Option<u32>, ErreurDonnees> {
    let texte = &lue.rangee.population;
    if texte.is_empty() {
        return Ok(None);
    }
    texte.parse().map(Some).map_err(|_| {
        ErreurDonnees::new(
            lue.lieu.clone().colonne("population"),
            "population illisible",
        )
        .valeur(texte.as_str())
        .attendu("un nombre entier d'habitants, positif ou nul, sans espace")
    })
}

/// Links the arrondissements to their city and the communes to their EPCI.
fn rattache(referentiel: &mut Referentiel, lues: &[&Lue]) -> Result<(), ErreurDonnees> {
    for (lue, id) in lues.iter().zip((0u32..).map(UniteId)) {
        let arrondissement = genre(lue) == Some(Genre::Arrondissement);
        let parent = if arrondissement {
            Some(parent(referentiel, lue)?)
        } else {
            None
        };
        let Some(unite) = referentiel.unites.get_mut(id.0 as usize) else {
            continue;
        };
        unite.parent = parent;
        let epci = unite.epci;
        if let Some(epci) = epci
            .filter(|_| !arrondissement)
            .and_then(|e| referentiel.epcis.get_mut(e))
        {
            epci.membres.push(id);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
