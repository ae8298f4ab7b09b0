//! Index of the names of communes: from a name as written, and its département when given, to the units that bear it.

use std::collections::HashMap;

use crate::model::{Referentiel, UniteId};

use super::nom::{cle, normaliser};

/// Words that people put before the name of a commune.
const DEVANT: [&str; 4] = ["commune", "ville", "mairie", "communes"];

/// Names of a référentiel, by their key; built once for a list.
pub struct Nommes<'r> {
    referentiel: &'r Referentiel,
    par_cle: HashMap<String, Vec<(UniteId, bool)>>,
}

impl<'r> Nommes<'r> {
    /// Indexes the current names, and those of communes déléguées and former communes.
    #[must_use]
    pub fn new(referentiel: &'r Referentiel) -> Self {
        let mut par_cle: HashMap<String, Vec<(UniteId, bool)>> = HashMap::new();
        for (id, nom, ancien) in super::recherche::noms(referentiel) {
            par_cle.entry(cle(nom)).or_default().push((id, ancien));
        }
        Self {
            referentiel,
            par_cle,
        }
    }

    /// Units that bear a name, sorted: one when the name is enough, several for homonyms, none when nobody bears it.
    ///
    /// Current names come before those of former communes, and the exact spelling before the one that only differs by
    /// its articles. `« Marseille 14 »` is the arrondissement.
    #[must_use]
    pub fn cherche(&self, nom: &str, departement: Option<usize>) -> Vec<UniteId> {
        let voulue = cle(nom);
        for essai in [
            Some(voulue.clone()),
            arrondissement(&voulue),
            sans_devant(&voulue),
        ] {
            let trouves = essai.map_or(Vec::new(), |e| self.portent(&e, nom, departement));
            if !trouves.is_empty() {
                return trouves;
            }
        }
        Vec::new()
    }

    fn portent(&self, voulue: &str, ecrit: &str, departement: Option<usize>) -> Vec<UniteId> {
        let dedans =
            |id: UniteId| departement.is_none_or(|d| self.referentiel.unite(id).departement == d);
        let porteurs = self.par_cle.get(voulue).map_or(&[][..], Vec::as_slice);
        let porteurs: Vec<(UniteId, bool)> =
            porteurs.iter().copied().filter(|p| dedans(p.0)).collect();
        let actuels = porteurs.iter().any(|(_, ancien)| !ancien);
        let mut ids: Vec<UniteId> = porteurs
            .iter()
            .filter(|(_, ancien)| !(actuels && *ancien))
            .map(|(id, _)| *id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if actuels && ids.len() > 1 {
            let net = normaliser(ecrit);
            let exact = |id: &UniteId| normaliser(&self.referentiel.unite(*id).nom) == net;
            let exacts: Vec<UniteId> = ids.iter().copied().filter(exact).collect();
            if !exacts.is_empty() {
                return exacts;
            }
        }
        ids
    }

    /// Splits « Châteldon (63) », « Châteldon, Puy-de-Dôme » or « Châteldon 63 » into the name and its département.
    #[must_use]
    pub fn separe<'t>(&self, texte: &'t str) -> (&'t str, Option<usize>) {
        let net = texte.trim();
        let coupe = net
            .trim_end_matches([')', ']'])
            .rsplit_once(['(', '[', ',', '-', '–']);
        for (nom, fin) in coupe.into_iter().chain(net.rsplit_once(' ')) {
            let departement = departement(self.referentiel, fin);
            if departement.is_some() && nom.chars().any(char::is_alphabetic) {
                return (
                    nom.trim_end_matches(['(', '[', ',', '-', '–', ' ']),
                    departement,
                );
            }
        }
        (net, None)
    }
}

/// The département that a text names: `63`, `1`, `2A`, « Puy-de-Dôme », « 63 - Puy-de-Dôme », « Puy-de-Dôme (63) ».
#[must_use]
pub fn departement(referentiel: &Referentiel, texte: &str) -> Option<usize> {
    let net = normaliser(texte);
    if net.is_empty() {
        return None;
    }
    let du_code = |code: &str| {
        let code = code.trim_start_matches('0');
        let est = |c: &str| c.trim_start_matches('0').eq_ignore_ascii_case(code);
        let departements = &referentiel.departements;
        (!code.is_empty()).then(|| departements.iter().position(|d| est(&d.code)))?
    };
    let du_nom = |nom: &str| {
        let voulu = cle(nom);
        let departements = &referentiel.departements;
        departements.iter().position(|d| cle(&d.nom) == voulu)
    };
    let deux = || {
        let (debut, reste) = net.split_once(' ')?;
        du_code(debut).filter(|d| du_nom(reste) == Some(*d))
    };
    let inverse = || {
        let (nom, fin) = net.rsplit_once(' ')?;
        du_code(fin).filter(|d| du_nom(nom) == Some(*d))
    };
    du_code(&net)
        .or_else(|| du_nom(&net))
        .or_else(deux)
        .or_else(inverse)
}

/// « marseille 14 », « paris 1er arrt » as the COG writes an arrondissement.
fn arrondissement(cle: &str) -> Option<String> {
    let mut mots = cle.split(' ');
    let ville = mots.next()?;
    if !["paris", "lyon", "marseille"].contains(&ville) {
        return None;
    }
    let rang = mots.next()?;
    let chiffres: String = rang.chars().take_while(char::is_ascii_digit).collect();
    let suffixe = rang.get(chiffres.len()..)?;
    let connu = ["", "e", "er", "eme", "ieme", "ème"].contains(&suffixe);
    let suite: Vec<&str> = mots.collect();
    let seul = suite.is_empty()
        || suite
            .iter()
            .all(|m| m.starts_with("arr") || ["e", "er", "eme"].contains(m));
    let numero: u8 = chiffres.parse().ok()?;
    let fin = if numero == 1 {
        "1er".to_owned()
    } else {
        format!("{numero}e")
    };
    (connu && seul).then(|| format!("{ville} {fin} arrondissement"))
}

fn sans_devant(cle: &str) -> Option<String> {
    let (premier, reste) = cle.split_once(' ')?;
    DEVANT.contains(&premier).then(|| reste.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;

    fn codes(texte: &str, dep: &str) -> Vec<String> {
        let base = embarquee();
        let ids = Nommes::new(&base).cherche(texte, departement(&base, dep));
        ids.iter()
            .map(|&id| base.unite(id).code.to_string())
            .collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for texte in [
            "Saint-Chély-d'Apcher",
            "ST CHELY D APCHER",
            "saint chely d\u{2019}apcher",
            "Saint-Che\u{301}ly-d'Apcher",
            "commune de Saint-Chély-d'Apcher",
        ] {
            assert_eq!(codes(texte, ""), ["48140"], "{texte}");
        }
        assert_eq!(codes("Rochelle (La)", "17"), ["17300"]);
        assert_eq!(codes("Marseille 14e Arrondissement", "13"), ["13214"]);
        assert_eq!(codes("Paris 1", ""), ["75101"]);
        assert_eq!(codes("Lyon 3ème", ""), ["69383"]);
        assert!(codes("Nulle-Part-sur-Rien", "").is_empty());
    }

    #[test]
    fn homonyms_are_settled_by_the_departement() {
        assert!(codes("Saint-Denis", "").len() > 1);
        assert_eq!(codes("Saint-Denis", "974"), ["97411"]);
        assert_eq!(codes("Saint-Denis", "La Réunion"), ["97411"]);
        assert_eq!(codes("Sainte-Enimie", "48"), ["48146"]);
    }

    #[test]
    fn a_departement_is_told_from_the_end_of_a_name() {
        let base = embarquee();
        let noms = Nommes::new(&base);
        for texte in [
            "Thiers (63)",
            "Thiers, Puy-de-Dôme",
            "Thiers 63",
            "Thiers - 63",
        ] {
            let (nom, dep) = noms.separe(texte);
            assert_eq!(nom, "Thiers");
            assert_eq!(dep, departement(&base, "63 - Puy-de-Dôme"), "{texte}");
        }
        assert_eq!(noms.separe("Saint-Denis"), ("Saint-Denis", None));
        assert_eq!(noms.separe("63"), ("63", None));
    }
}
