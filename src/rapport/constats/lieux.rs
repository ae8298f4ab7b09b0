//! How a territory of comparison is named in a sentence: « la Lozère », « la région Occitanie », « la France ».

use std::collections::BTreeMap;

use crate::model::{Comparateur, ErreurDonnees, Niveau};
use crate::texte_toml::Embarque;

/// Article → codes of the départements that take it.
type Articles = BTreeMap<String, Vec<String>>;

/// The embedded articles.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn articles() -> Result<&'static Articles, ErreurDonnees> {
    static ARTICLES: Embarque<Articles> = Embarque::new(include_str!("lieux.toml"), "lieux.toml");
    ARTICLES.lire()
}

/// « la Lozère », « l'Ain », « Paris »; « le département Orbe » when its article is not known.
#[must_use]
pub fn nommer(c: &Comparateur) -> String {
    match c.niveau {
        Niveau::Departement => departement(c),
        Niveau::Region => format!("la région {}", c.nom),
        Niveau::France if c.nom == "France" => "la France".to_owned(),
        Niveau::BassinVie => format!("le bassin de vie {}", c.nom),
        Niveau::Canton => format!("le canton {}", c.nom),
        Niveau::Epci => format!("l'EPCI {}", c.nom),
        // A référentiel of the user is not France: « Ensemble du territoire fictif ».
        Niveau::France => format!("l'{}", minuscule(&c.nom)),
    }
}

fn departement(c: &Comparateur) -> String {
    // The commands have read them: see `rapport::lire_les_regles`.
    let article = articles()
        .into_iter()
        .flatten()
        .find(|(_, codes)| codes.contains(&c.code))
        .map(|(article, _)| article.as_str());
    match article {
        Some("l") => format!("l'{}", c.nom),
        Some("aucun") => c.nom.clone(),
        Some(article) => format!("{article} {}", c.nom),
        None => format!("le département {}", c.nom),
    }
}

fn minuscule(nom: &str) -> String {
    let mut lettres = nom.chars();
    let premiere = lettres.next().into_iter().flat_map(char::to_lowercase);
    premiere.chain(lettres).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::comparateur;

    fn dit(niveau: Niveau, code: &str, nom: &str) -> String {
        let mut c = comparateur(niveau, code, 1.0);
        c.nom = nom.to_owned();
        nommer(&c)
    }

    #[test]
    fn every_territory_takes_its_article() {
        for (niveau, code, nom, attendu) in [
            (Niveau::Departement, "48", "Lozère", "la Lozère"),
            (Niveau::Departement, "01", "Ain", "l'Ain"),
            (
                Niveau::Departement,
                "04",
                "Alpes-de-Haute-Provence",
                "les Alpes-de-Haute-Provence",
            ),
            (Niveau::Departement, "75", "Paris", "Paris"),
            (Niveau::Departement, "96", "Orbe", "le département Orbe"),
            (Niveau::Region, "76", "Occitanie", "la région Occitanie"),
            (Niveau::France, "FR", "France", "la France"),
            (
                Niveau::France,
                "FR",
                "Ensemble du territoire fictif",
                "l'ensemble du territoire fictif",
            ),
        ] {
            assert_eq!(dit(niveau, code, nom), attendu);
        }
    }

    #[test]
    fn each_departement_of_the_base_has_one_article() {
        let mut codes: Vec<&String> = articles().unwrap().values().flatten().collect();
        let nombre = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!((codes.len(), nombre), (101, 101));
    }
}
