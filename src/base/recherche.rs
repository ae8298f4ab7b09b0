//! Search by name: communes, arrondissements, communes déléguées, EPCI; exact and prefix first, then typos.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{CodeCommune, Referentiel, UniteId};

use super::nom::cle;
use super::recodage::resoudre;

/// How well a name answers, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Accord {
    Exact,
    Debut,
    Mots,
    Faute,
}

/// Longest text worth a search, in characters.
const MAX_TEXTE: usize = 120;

/// Current communes and arrondissements whose name answers a text, best first, at most `max`.
///
/// The text may be a code of any year, a name without accents, hyphens or articles, with typos, or followed by a
/// département code (`saint denis 974`). Names of communes déléguées lead to their commune. Exact names come first,
/// then beginnings, then names that hold all the words, each by decreasing population; typos only when nothing else.
#[must_use]
pub fn chercher(referentiel: &Referentiel, texte: &str, max: usize) -> Vec<UniteId> {
    if let Ok((code, _)) = CodeCommune::parse_repare(texte)
        && let Some(id) = resoudre(referentiel, code).unite()
    {
        return vec![id];
    }
    let (cherche, departement) = decoupe(referentiel, texte);
    if cherche.is_empty() {
        return Vec::new();
    }
    let dedans = |id: UniteId| departement.is_none_or(|d| referentiel.unite(id).departement == d);
    let mut trouves: BTreeMap<UniteId, (Accord, bool)> = BTreeMap::new();
    for (id, nom, ancien) in noms(referentiel).filter(|&(id, ..)| dedans(id)) {
        if let Some(accord) = accord(&cherche, &cle(nom)) {
            let note = trouves.entry(id).or_insert((accord, ancien));
            *note = (*note).min((accord, ancien));
        }
    }
    let mut liste: Vec<_> = garde_le_meilleur(trouves.into_iter().collect(), |t| t.1.0);
    liste.sort_by_key(|&(id, note)| (note, Reverse(referentiel.unite(id).population), id));
    liste.into_iter().take(max).map(|(id, _)| id).collect()
}

/// Names that can be searched, with the current unit, and whether they are those of a former or déléguée commune.
pub(super) fn noms(referentiel: &Referentiel) -> impl Iterator<Item = (UniteId, &str, bool)> {
    let actuels = referentiel
        .ids()
        .map(|id| (id, referentiel.unite(id).nom.as_str(), false));
    let deleguees = referentiel
        .deleguees
        .iter()
        .map(|d| (d.vers, d.nom.as_str(), true));
    let anciens = referentiel
        .anciens
        .values()
        .filter_map(|a| Some((a.vers, a.nom.as_deref()?, true)));
    actuels.chain(deleguees).chain(anciens)
}

/// The key to look for, and the département when the text ends with its code.
fn decoupe(referentiel: &Referentiel, texte: &str) -> (String, Option<usize>) {
    let court: String = texte.chars().take(MAX_TEXTE).collect();
    let entier = cle(&court);
    if let Some((debut, fin)) = entier.rsplit_once(' ') {
        let du_code = |code: &str| code.eq_ignore_ascii_case(fin);
        let departement = referentiel
            .departements
            .iter()
            .position(|d| du_code(&d.code));
        if departement.is_some() && !debut.is_empty() {
            return (debut.to_owned(), departement);
        }
    }
    (entier, None)
}

fn accord(cherche: &str, nom: &str) -> Option<Accord> {
    if nom == cherche {
        return Some(Accord::Exact);
    }
    if nom.starts_with(cherche) {
        return Some(Accord::Debut);
    }
    let present = |mot: &str| nom.split(' ').any(|m| m.starts_with(mot));
    if cherche.split(' ').all(present) {
        return Some(Accord::Mots);
    }
    faute(cherche, nom).then_some(Accord::Faute)
}

/// One slip up to 5 letters, two up to 10, three beyond, on the name or on its beginning.
fn faute(cherche: &str, nom: &str) -> bool {
    let longueur = cherche.chars().count();
    let permis = match longueur {
        0..=2 => return false,
        3..=5 => 1,
        6..=10 => 2,
        _ => 3,
    };
    let total = nom.chars().count();
    if total + permis < longueur {
        return false;
    }
    let fin = nom
        .char_indices()
        .nth(longueur)
        .map_or(nom.len(), |(i, _)| i);
    let debut = nom.get(..fin).unwrap_or(nom);
    strsim::osa_distance(cherche, debut) < permis
        || (total <= longueur + permis && strsim::osa_distance(cherche, nom) <= permis)
}

/// Drops the typos when anything answers better.
fn garde_le_meilleur<T>(liste: Vec<T>, accord: impl Fn(&T) -> Accord) -> Vec<T> {
    let mieux = liste.iter().any(|t| accord(t) < Accord::Faute);
    liste
        .into_iter()
        .filter(|t| !mieux || accord(t) < Accord::Faute)
        .collect()
}

/// EPCI whose name or SIREN answers a text, best first then by decreasing population: indexes in [`Referentiel::epcis`].
#[must_use]
pub fn chercher_epci(referentiel: &Referentiel, texte: &str, max: usize) -> Vec<usize> {
    let net = texte.trim();
    if let Some(rang) = referentiel.epcis.iter().position(|e| e.siren == net) {
        return vec![rang];
    }
    let court: String = net.chars().take(MAX_TEXTE).collect();
    let cherche = cle(&court);
    if cherche.is_empty() {
        return Vec::new();
    }
    let trouves: Vec<(Accord, usize)> = referentiel
        .epcis
        .iter()
        .enumerate()
        .filter_map(|(i, e)| {
            let nom = cle(&e.nom);
            let sans_genre = nom.split_once(' ').map_or(nom.as_str(), |(_, reste)| reste);
            let note = accord(&cherche, &nom)
                .into_iter()
                .chain(accord(&cherche, sans_genre));
            Some((note.min()?, i))
        })
        .collect();
    let mut liste = garde_le_meilleur(trouves, |t| t.0);
    let population = |i: usize| -> f64 {
        let membres = referentiel.epcis.get(i).map(|e| e.membres.as_slice());
        membres
            .unwrap_or_default()
            .iter()
            .map(|&m| referentiel.population(m))
            .sum()
    };
    liste.sort_by(|a, b| {
        let ordre = population(b.1).total_cmp(&population(a.1));
        a.0.cmp(&b.0).then(ordre).then(a.1.cmp(&b.1))
    });
    liste.into_iter().take(max).map(|(_, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;

    fn noms_trouves(texte: &str, max: usize) -> Vec<String> {
        let base = embarquee();
        let ids = chercher(&base, texte, max);
        ids.into_iter()
            .map(|id| base.unite(id).nom.clone())
            .collect()
    }

    #[test]
    fn finds_saint_chely_however_it_is_written() {
        for texte in [
            "saint chely",
            "st chely",
            "Saint-Chély",
            "SAINT CHELY",
            "st. chély",
        ] {
            let noms = noms_trouves(texte, 5);
            assert_eq!(noms[0], "Saint-Chély-d'Apcher", "{texte}");
            assert!(noms.contains(&"Saint-Chély-d'Aubrac".to_owned()));
        }
    }

    #[test]
    fn exact_then_beginning_then_population_and_articles_do_not_count() {
        assert_eq!(noms_trouves("saint denis", 2)[0], "Saint-Denis");
        let base = embarquee();
        let premier = chercher(&base, "saint denis 974", 1);
        assert_eq!(base.unite(premier[0]).code.as_str(), "97411");
        assert_eq!(noms_trouves("hay les roses", 1), ["L'Haÿ-les-Roses"]);
        assert_eq!(noms_trouves("lyon", 2), ["Lyon", "Lyon 3e Arrondissement"]);
        assert_eq!(noms_trouves("12076", 1), ["Conques-en-Rouergue"]);
    }

    #[test]
    fn forgives_typos_and_knows_communes_deleguees() {
        assert_eq!(noms_trouves("montpelier", 1), ["Montpellier"]);
        assert_eq!(noms_trouves("Marvejosl", 1), ["Marvejols"]);
        assert_eq!(noms_trouves("sainte enimie", 1), ["Gorges du Tarn Causses"]);
        assert!(noms_trouves("", 5).is_empty() && noms_trouves("zzzzzzzz", 5).is_empty());
    }

    #[test]
    fn finds_an_epci_by_name_or_siren() {
        let base = embarquee();
        let nom = |texte: &str| {
            let trouves = chercher_epci(&base, texte, 1);
            trouves.first().map(|&i| base.epcis[i].nom.clone())
        };
        assert_eq!(nom("dombes").as_deref(), Some("CC de la Dombes"));
        assert_eq!(nom("200069193").as_deref(), Some("CC de la Dombes"));
        assert_eq!(
            nom("montpelier mediterranee").as_deref(),
            Some("Montpellier Méditerranée Métropole")
        );
        assert_eq!(nom("zzzzzzzzzz"), None);
    }
}
