//! Published figures: what is known of them without reading them, then those of each territory, one after the other.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::contenu::Lecture;
use super::curseur::{Lit, abime};
use crate::model::{ChiffresPublies, CleTerritoire, Publies, PubliesGardes, ResumePublies};

/// What is known of the figures, and the length of those of each territory.
#[derive(Serialize, Deserialize)]
struct Tete {
    resume: ResumePublies,
    longueurs: Vec<usize>,
}

/// Writes published figures: the length of the head on eight bytes, the head, the figures of each territory.
///
/// # Errors
/// Never in memory, but the library says so.
pub fn ecrit_publies(publies: &Publies) -> io::Result<Vec<u8>> {
    let resume = publies.resume();
    let (mut longueurs, mut suite) = (Vec::new(), Vec::new());
    for territoire in &resume.territoires {
        let siens = publies.du_territoire(territoire);
        let octets = rmp_serde::to_vec(&siens).map_err(io::Error::other)?;
        longueurs.push(octets.len());
        suite.extend(octets);
    }
    let tete = rmp_serde::to_vec(&Tete { resume, longueurs }).map_err(io::Error::other)?;
    let longueur = (tete.len() as u64).to_le_bytes();
    Ok([&longueur, tete.as_slice(), &suite].concat())
}

/// Published figures, those of a territory read when they are asked.
///
/// # Errors
/// Damaged bytes.
pub fn lit_publies(lecture: &Arc<Lecture>, octets: Vec<u8>) -> Lit<Publies> {
    let illisible = |e| abime(format!("un bloc est illisible ({e})"));
    let coupe = || abime("il manque des octets");
    let (longueur, reste) = octets.split_first_chunk::<8>().ok_or_else(coupe)?;
    let longueur = usize::try_from(u64::from_le_bytes(*longueur)).map_err(|_| coupe())?;
    let (tete, suite) = reste.split_at_checked(longueur).ok_or_else(coupe)?;
    let Tete { resume, longueurs } = crate::messagepack::lire(tete).map_err(illisible)?;
    if longueurs.len() != resume.territoires.len() {
        return Err(abime("un territoire sans chiffres"));
    }
    let mut fin = octets.len() - suite.len();
    let place = |longueur: usize| {
        let debut = fin;
        fin = debut.checked_add(longueur).filter(|f| *f <= octets.len())?;
        Some(debut..fin)
    };
    let places: Option<Vec<Range<usize>>> = longueurs.into_iter().map(place).collect();
    let places = places.ok_or_else(coupe)?;
    let gardes = Gardes {
        lecture: Arc::clone(lecture),
        places: resume.territoires.iter().cloned().zip(places).collect(),
        octets,
    };
    Ok(Publies::gardees(resume, Arc::new(gardes)))
}

#[derive(Debug)]
struct Gardes {
    lecture: Arc<Lecture>,
    places: BTreeMap<CleTerritoire, Range<usize>>,
    octets: Vec<u8>,
}

impl PubliesGardes for Gardes {
    fn du_territoire(&self, territoire: &CleTerritoire) -> ChiffresPublies {
        let place = self.places.get(territoire).cloned();
        let octets = place.and_then(|p| self.octets.get(p));
        let lus = octets.map(|o| {
            let lus = crate::messagepack::lire(o);
            let lus = lus.map_err(|e| abime(format!("un bloc est illisible ({e})")));
            self.lecture.note(lus).unwrap_or_default()
        });
        lus.unwrap_or_default()
    }
}
