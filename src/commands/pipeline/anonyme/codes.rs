//! Codes tell as much as names: those of communes and of EPCI are read wherever a text writes them, the others where they are.

use std::collections::BTreeMap;

use super::jeton::{Genre, Jeton};
use crate::model::{Niveau, Referentiel};
use crate::rapport::{Cellule, Rapport, Tableau};

/// The codes of the territories.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// Those that a text can hold as a word.
    mots: BTreeMap<String, Jeton>,
    /// Those of each token, the short ones included.
    siens: BTreeMap<Jeton, String>,
}

impl Codes {
    pub(super) fn new(r: &Referentiel) -> Self {
        let jeton = |genre| move |(rang, code): (usize, String)| (Jeton::new(genre, rang), code);
        let unites = r.unites.iter().map(|u| u.code.as_str().to_owned());
        let unites = unites.enumerate().map(jeton(Genre::Commune));
        let epcis = r.epcis.iter().map(|e| e.siren.clone());
        let epcis = epcis.enumerate().map(jeton(Genre::Epci));
        let departements = r.departements.iter().map(|d| d.code.clone());
        let departements = departements.enumerate().map(jeton(Genre::Departement));
        let regions = r.regions.iter().map(|r| r.code.clone());
        let regions = regions.enumerate().map(jeton(Genre::Region));
        let longs: BTreeMap<Jeton, String> = unites.chain(epcis).collect();
        let mots = longs.iter().map(|(j, c)| (c.clone(), *j)).collect();
        let siens = longs.into_iter().chain(departements).chain(regions);
        Self {
            mots,
            siens: siens.collect(),
        }
    }

    /// Those that a text holds.
    pub(super) fn lus(&self, texte: &str) -> Vec<Jeton> {
        let dits = mots(texte).into_iter();
        dits.filter_map(|(_, mot)| self.mots.get(mot).copied())
            .collect()
    }

    /// The same text, its codes being others.
    pub(super) fn remplacer(&self, texte: &str, autre: impl Fn(Jeton) -> String) -> String {
        let mut sortie = String::with_capacity(texte.len());
        let mut fin = 0;
        for (debut, mot) in mots(texte) {
            if let Some(jeton) = self.mots.get(mot) {
                sortie.push_str(texte.get(fin..debut).unwrap_or_default());
                sortie.push_str(&autre(*jeton));
                fin = debut + mot.len();
            }
        }
        sortie.push_str(texte.get(fin..).unwrap_or_default());
        sortie
    }

    /// What follows a name, without its code in brackets.
    pub(super) fn sans_le_sien<'t>(&self, jeton: Jeton, apres: &'t str) -> &'t str {
        let Some(code) = self.siens.get(&jeton) else {
            return apres;
        };
        let reste = apres.strip_prefix([' ', '\u{a0}', '\u{202f}']);
        let reste = reste.and_then(|r| r.strip_prefix('('));
        let reste = reste.and_then(|r| r.strip_prefix(code.as_str()));
        reste.and_then(|r| r.strip_prefix(')')).unwrap_or(apres)
    }
}

/// Runs of letters and digits as long as a code, with their place.
fn mots(texte: &str) -> Vec<(usize, &str)> {
    let mut trouves = Vec::new();
    let mut debut = None;
    for (place, c) in texte.char_indices().chain([(texte.len(), ' ')]) {
        match (c.is_alphanumeric(), debut) {
            (true, None) => debut = Some(place),
            (false, Some(d)) => {
                trouves.extend(texte.get(d..place).map(|mot| (d, mot)));
                debut = None;
            }
            _ => {}
        }
    }
    trouves.retain(|(_, mot)| mot.len() == 5 || mot.len() == 9);
    trouves
}

/// Tables whose first column is the code of a zone.
const ZONES: [&str; 3] = ["bassins_vie_coupes", "aav_coupees", "tvs_coupes"];

/// Takes away the codes that are not words of their own: those of départements, régions and zones.
pub(super) fn taire(rapport: &mut Rapport) {
    let perimetre = &mut rapport.perimetre;
    for d in &mut perimetre.departements {
        let (mot, lettre) = d.nom.split_once(' ').unwrap_or(("", &d.nom));
        (d.code, d.nom) = (lettre.to_owned(), mot.to_owned());
    }
    for r in &mut perimetre.regions {
        r.code.clone_from(&r.nom);
    }
    for commune in &mut perimetre.communes {
        "–".clone_into(&mut commune.departement);
    }
    for c in rapport
        .indicateurs
        .iter_mut()
        .flat_map(|i| &mut i.comparateurs)
    {
        if c.niveau != Niveau::France {
            c.code.clone_from(&c.nom);
        }
    }
    let zones = |t: &&mut Tableau| ZONES.contains(&t.id.as_str());
    for ligne in rapport
        .tableaux
        .iter_mut()
        .filter(zones)
        .flat_map(|t| &mut t.lignes)
    {
        if let Some(code) = ligne.first_mut() {
            *code = Cellule::Texte("–".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_word_and_goes_with_its_name() {
        let jeton = Jeton::new(Genre::Commune, 0);
        let codes = Codes {
            mots: [("48095".to_owned(), jeton)].into(),
            siens: [(jeton, "48095".to_owned())].into(),
        };
        let dit = |texte: &str| codes.remplacer(texte, |_| "00001".to_owned());
        assert_eq!(
            dit("48095, 480951 et a48095 (48095)"),
            "00001, 480951 et a48095 (00001)"
        );
        assert_eq!(codes.lus("x 48095"), [jeton]);
        assert_eq!(codes.sans_le_sien(jeton, "\u{a0}(48095), puis"), ", puis");
        assert_eq!(codes.sans_le_sien(jeton, " (48000)"), " (48000)");
    }
}
