//! A value of a TOML text, with the place where it is written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// Name by which the reader knows that the place is asked.
pub(super) const NOM: &str = "$cpts::texte_toml::Situe";

/// A value and the rank of its first byte in the text.
#[derive(Debug, Clone)]
pub struct Situe<T> {
    valeur: T,
    octet: usize,
}

impl<T> Situe<T> {
    /// The value.
    pub fn valeur(&self) -> &T {
        &self.valeur
    }

    /// Rank of its first byte, from 0.
    pub fn octet(&self) -> usize {
        self.octet
    }
}

impl<'t, T: Deserialize<'t>> Deserialize<'t> for Situe<T> {
    fn deserialize<D: Deserializer<'t>>(lecteur: D) -> Result<Self, D::Error> {
        lecteur.deserialize_struct(NOM, &[], Place(PhantomData))
    }
}

struct Place<T>(PhantomData<T>);

impl<'t, T: Deserialize<'t>> Visitor<'t> for Place<T> {
    type Value = Situe<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value and its place")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut suite: A) -> Result<Situe<T>, A::Error> {
        let manque = || A::Error::invalid_length(0, &"a value and its place");
        let octet = suite.next_element()?.ok_or_else(manque)?;
        let valeur = suite.next_element()?.ok_or_else(manque)?;
        Ok(Situe { valeur, octet })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texte_toml::lire;

    #[derive(serde::Deserialize)]
    struct Blocs {
        bloc: Vec<Situe<Bloc>>,
        seuil: Situe<f64>,
    }

    #[derive(serde::Deserialize)]
    struct Bloc {
        nom: String,
    }

    #[test]
    fn a_value_knows_where_it_is_written() {
        let texte = "seuil = 1.5\n[[bloc]]\nnom = \"a\"\n\n[[bloc]]\nnom = \"b\"\n";
        let lus: Blocs = lire(texte, "x.toml").unwrap();
        let [a, b] = lus.bloc.as_slice() else {
            panic!("deux blocs");
        };
        assert_eq!((a.valeur().nom.as_str(), a.octet()), ("a", 12));
        assert_eq!(texte.get(b.octet()..), Some("[[bloc]]\nnom = \"b\"\n"));
        assert_eq!((*lus.seuil.valeur(), lus.seuil.octet()), (1.5, 8));
    }

    #[test]
    fn a_number_too_large_is_refused_with_its_line_never_infinite() {
        for (seuil, lu) in [
            ("1e308", Some(1e308)),
            ("inf", Some(f64::INFINITY)),
            ("1e-999", Some(0.0)),
        ] {
            let lus = lire::<Blocs>(&format!("bloc = []\nseuil = {seuil}\n"), "x.toml");
            assert_eq!(lus.ok().map(|b| *b.seuil.valeur()), lu, "{seuil}");
        }
        for seuil in ["1e309", "-1e999", "99999999999999999999"] {
            let texte = format!("bloc = []\nseuil = {seuil}\n");
            let refus = lire::<Blocs>(&texte, "x.toml").err().unwrap().to_string();
            assert!(refus.contains("x.toml, ligne 2"), "{refus}");
            assert!(refus.contains("remède"), "{refus}");
        }
    }
}
