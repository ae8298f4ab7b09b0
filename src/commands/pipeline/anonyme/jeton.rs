//! What stands for a name while a report is computed: two marks that no file of text holds, a letter and a number between them.

use std::fmt;

const DEBUT: char = '\u{E000}';
const FIN: char = '\u{E001}';

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Genre {
    /// Commune or arrondissement.
    Commune,
    /// EPCI.
    Epci,
    /// CPTS.
    Cpts,
    /// Département.
    Departement,
    /// Région.
    Region,
    /// Quartier prioritaire.
    Qpv,
    /// Structure.
    Structure,
    /// Bassin de vie, canton, aire d'attraction, territoire de vie-santé.
    Zone,
}

impl Genre {
    const TOUS: [(Self, char, &'static str); 8] = [
        (Self::Commune, 'A', "Commune"),
        (Self::Epci, 'B', "EPCI"),
        (Self::Cpts, 'C', "CPTS"),
        (Self::Departement, 'D', "Département"),
        (Self::Region, 'E', "Région"),
        (Self::Qpv, 'F', "QPV"),
        (Self::Structure, 'G', "Structure"),
        (Self::Zone, 'H', "Zone"),
    ];

    /// The word that the labels begin with.
    pub(super) fn mot(self) -> &'static str {
        let mut tous = Self::TOUS.iter();
        tous.find(|(genre, ..)| *genre == self)
            .map_or("", |(_, _, mot)| mot)
    }
}

/// A name that is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Jeton {
    pub(super) genre: Genre,
    pub(super) rang: usize,
}

impl Jeton {
    pub(super) const fn new(genre: Genre, rang: usize) -> Self {
        Self { genre, rang }
    }
}

impl fmt::Display for Jeton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tous = Genre::TOUS.iter();
        let lettre = tous.find(|(genre, ..)| *genre == self.genre);
        let lettre = lettre.map_or('?', |(_, lettre, _)| *lettre);
        // Of one width, so that what is sorted by name stays sorted.
        write!(f, "{DEBUT}{lettre}{:07}{FIN}", self.rang)
    }
}

/// The first token of a text, with what is before and after it.
pub(super) fn premier(texte: &str) -> Option<(&str, Jeton, &str)> {
    let (avant, reste) = texte.split_once(DEBUT)?;
    let (dedans, apres) = reste.split_once(FIN)?;
    let mut lettres = dedans.chars();
    let lettre = lettres.next()?.to_ascii_uppercase();
    let (genre, ..) = Genre::TOUS.iter().find(|(_, l, _)| *l == lettre)?;
    let rang = lettres.as_str().parse().ok()?;
    Some((avant, Jeton::new(*genre, rang), apres))
}

/// Every token of a text.
pub(super) fn lus(mut texte: &str) -> Vec<Jeton> {
    let mut jetons = Vec::new();
    while let Some((_, jeton, apres)) = premier(texte) {
        jetons.push(jeton);
        texte = apres;
    }
    jetons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_keeps_the_order() {
        let (a, b) = (
            Jeton::new(Genre::Commune, 9),
            Jeton::new(Genre::Commune, 10),
        );
        assert!(a.to_string() < b.to_string());
        assert_eq!(lus(&format!("de {a} à {b}.")), [a, b]);
        assert_eq!(lus("rien"), []);
    }
}
