//! Tokens → labels: « Commune A » in the perimeter, « Commune extérieure 1 » out of it, « Structure 3 », « le Département A ».

use std::collections::{BTreeMap, BTreeSet};

use super::Rangs;
use super::codes::Codes;
use super::jeton::{self, Genre, Jeton};

/// The label of each token of a report.
pub(super) struct Etiquettes {
    membres: Rangs,
    /// The others, by kind, in the order of their tokens.
    autres: Rangs,
}

impl Etiquettes {
    /// Those of the communes of the perimeter, then of what the report tells.
    pub(super) fn new(membres: &[Jeton], vus: &BTreeSet<Jeton>) -> Self {
        let membres: Rangs = membres.iter().copied().zip(0..).collect();
        let mut comptes: BTreeMap<Genre, usize> = BTreeMap::new();
        let mut autres = Rangs::new();
        for jeton in vus.iter().filter(|j| !membres.contains_key(j)) {
            let compte = comptes.entry(jeton.genre).or_default();
            autres.insert(*jeton, *compte);
            *compte += 1;
        }
        Self { membres, autres }
    }

    /// The word of a label, and what tells it from the others.
    fn dite(&self, jeton: Jeton) -> (&'static str, String) {
        let rang = self.autres.get(&jeton).copied().unwrap_or_default();
        let mot = jeton.genre.mot();
        match (jeton.genre, self.membres.get(&jeton)) {
            (Genre::Commune, Some(rang)) => (mot, lettres(*rang)),
            (Genre::Commune, None) => (mot, format!("extérieure {}", rang + 1)),
            (Genre::Departement | Genre::Region, _) => (mot, lettres(rang)),
            _ => (mot, (rang + 1).to_string()),
        }
    }

    /// What stands for a code: a number that is that of nothing.
    fn code(&self, jeton: Jeton) -> String {
        let autre = self.autres.get(&jeton).copied().unwrap_or_default();
        match (jeton.genre, self.membres.get(&jeton)) {
            (Genre::Commune, Some(rang)) => format!("{:05}", rang + 1),
            (Genre::Commune, None) => format!("{:05}", self.membres.len() + autre + 1),
            _ => format!("{:09}", autre + 1),
        }
    }

    /// A text with its labels.
    pub(super) fn ecrire(&self, texte: &str, codes: &Codes) -> String {
        if texte.starts_with("http") {
            return texte.to_owned();
        }
        let mut sortie = String::with_capacity(texte.len());
        let mut reste = texte;
        while let Some((avant, jeton, apres)) = jeton::premier(reste) {
            sortie.push_str(&codes.remplacer(avant, |j| self.code(j)));
            self.nommer(&mut sortie, jeton);
            reste = codes.sans_le_sien(jeton, apres);
        }
        sortie.push_str(&codes.remplacer(reste, |j| self.code(j)));
        sortie
    }

    /// Adds a label; the words before it that it would say again, or that go with another name, give way.
    fn nommer(&self, sortie: &mut String, jeton: Jeton) {
        let (mot, suite) = self.dite(jeton);
        if jeton.genre == Genre::Departement {
            let article = ["la ", "l'", "l’", "les "];
            let article = article.iter().find(|a| finit_par_mot(sortie, a));
            if let Some(article) = article {
                sortie.truncate(sortie.len() - article.len());
                sortie.push_str("le ");
            }
        }
        if finit_par_mot(&sortie.to_lowercase(), &format!("{} ", mot.to_lowercase())) {
            sortie.push_str(&suite);
        } else {
            sortie.push_str(mot);
            sortie.push(' ');
            sortie.push_str(&suite);
        }
    }
}

/// Whether a text ends with a word that nothing joins to the one before.
fn finit_par_mot(texte: &str, mot: &str) -> bool {
    let avant = texte.strip_suffix(mot);
    avant.is_some_and(|a| !a.ends_with(char::is_alphanumeric))
}

/// `A` to `Z`, then `AA`, `AB`…
fn lettres(rang: usize) -> String {
    let mut reste = rang;
    let mut sortie = Vec::new();
    loop {
        let lettre = u8::try_from(reste % 26).unwrap_or_default();
        sortie.push(char::from(b'A' + lettre));
        if reste < 26 {
            break;
        }
        reste = reste / 26 - 1;
    }
    sortie.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_the_last() {
        let dites = [0, 25, 26, 51, 52, 702].map(lettres);
        assert_eq!(dites, ["A", "Z", "AA", "AZ", "BA", "AAA"]);
    }

    #[test]
    fn a_label_fits_its_sentence() {
        let (ici, la) = (Jeton::new(Genre::Commune, 7), Jeton::new(Genre::Commune, 3));
        let dep = Jeton::new(Genre::Departement, 4);
        let region = Jeton::new(Genre::Region, 2);
        let vus = [ici, la, dep, region].into();
        let etiquettes = Etiquettes::new(&[ici], &vus);
        let dit = |texte: String| etiquettes.ecrire(&texte, &Codes::default());
        assert_eq!(
            dit(format!("à {ici}, loin de {la}")),
            "à Commune A, loin de Commune extérieure 1"
        );
        assert_eq!(
            dit(format!("que la {dep} et la région {region}")),
            "que le Département A et la région A"
        );
        assert_eq!(
            dit(format!("https://a.fr/{ici}")),
            format!("https://a.fr/{ici}")
        );
    }
}
