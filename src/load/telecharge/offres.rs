//! What can be downloaded, and what must be fetched by hand, from the descriptors.

use crate::load::format::adresse::Adresse;
use crate::load::format::catalogue::formats;
use crate::load::format::descripteur::{Descripteur, Usage};
use crate::model::ErreurDonnees;
use crate::tri::Tri;

/// A source of data, and how its files are got.
#[derive(Debug, Clone, PartialEq)]
pub struct Offre {
    /// Id of the descriptor.
    pub source: String,
    /// What it is.
    pub libelle: String,
    /// Publisher.
    pub producteur: String,
    /// Where it is published.
    pub page: Option<String>,
    /// Direct addresses; none when the file is fetched by hand.
    pub adresses: Vec<Adresse>,
    /// Why the file is fetched by hand.
    pub motif: Option<String>,
    /// Sources that are downloaded in its place.
    pub autre_forme_de: Vec<String>,
}

/// How the files of a source are got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voie {
    /// Downloaded.
    Directe,
    /// Fetched by hand.
    ALaMain,
    /// Nothing to fetch: another source gives the same.
    AutreForme,
}

impl Offre {
    /// How its files are got.
    #[must_use]
    pub fn voie(&self) -> Voie {
        match (self.adresses.is_empty(), self.autre_forme_de.is_empty()) {
            (false, _) => Voie::Directe,
            (true, true) => Voie::ALaMain,
            (true, false) => Voie::AutreForme,
        }
    }

    /// Why its files are not downloaded.
    #[must_use]
    pub fn dit_motif(&self) -> String {
        match (&self.motif, self.autre_forme_de.as_slice()) {
            (Some(motif), _) => motif.clone(),
            (None, []) => "adresse directe non connue".to_owned(),
            (None, formes) => format!("autre forme de : {}", formes.join(", ")),
        }
    }

    /// Whether a run that names no source downloads it.
    #[must_use]
    pub fn d_office(&self) -> bool {
        self.adresses.iter().any(|a| a.sur_demande.is_none())
    }
}

/// Every source that is published somewhere, by id.
///
/// # Errors
/// A descriptor is wrong.
pub fn offres(ajoutes: &[Descripteur]) -> Result<Vec<Offre>, ErreurDonnees> {
    let mut offres: Vec<Offre> = formats(ajoutes)?
        .iter()
        .map(|f| &f.d)
        .filter_map(offre)
        .collect();
    offres.trie_par(|a, b| a.source.cmp(&b.source));
    Ok(offres)
}

fn offre(d: &Descripteur) -> Option<Offre> {
    let connue = d.usage == Usage::Donnees
        && (d.url.is_some() || d.a_la_main.is_some() || !d.autre_forme_de.is_empty());
    if d.adresses.is_empty() && !connue {
        return None;
    }
    Some(Offre {
        source: d.id.clone(),
        libelle: d.libelle.clone(),
        producteur: d.producteur.clone(),
        page: d.url.clone(),
        adresses: d.adresses.clone(),
        motif: d.a_la_main.clone(),
        autre_forme_de: d.autre_forme_de.clone(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_address_of_the_program_is_safe_bounded_unique_and_says_where_it_was_read() {
        let toutes = offres(&[]).unwrap();
        let mut noms = BTreeSet::new();
        let mut urls = BTreeSet::new();
        for o in &toutes {
            assert!(
                o.adresses.is_empty() || o.page.is_some(),
                "{} sans page",
                o.source
            );
            for a in &o.adresses {
                assert!(a.url.starts_with("https://"), "{}", a.url);
                assert!(noms.insert(a.fichier.as_str()), "{} deux fois", a.fichier);
                assert!(urls.insert(a.url.as_str()), "{} deux fois", a.url);
                assert!(
                    a.taille_max_mo > 0 && !a.reference.is_empty() && a.date.len() == 7,
                    "{}",
                    a.fichier
                );
                let attendue = a.taille_mo.unwrap_or_default();
                assert!(
                    f64::from(a.taille_max_mo) >= 1.5 * attendue,
                    "{}",
                    a.fichier
                );
                assert!(super::super::url::verifie(&a.url).is_ok(), "{}", a.url);
            }
        }
        for forme in toutes.iter().flat_map(|o| &o.autre_forme_de) {
            let donnee = toutes.iter().find(|o| o.source == *forme);
            assert_eq!(donnee.map(Offre::voie), Some(Voie::Directe), "{forme}");
        }
        assert!(noms.len() >= 20, "{}", noms.len());
    }
}
