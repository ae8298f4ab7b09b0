//! A JSON tree read as a stream: one element of its first array at a time, whatever the size of the file.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::load::format::arbre::champ;

/// Largest element, and largest field of the root, bytes; only one is held.
const ELEMENT_MAX: u64 = 32 << 20;

/// What is met.
pub enum Rencontre<'a> {
    /// A text of the root, and its name.
    Racine(&'a str, &'a str),
    /// A row, last, under the elements of the arrays gone through.
    Ligne(&'a [&'a Value]),
}

/// Goes through a tree until `visite` answers that it has enough.
///
/// # Errors
/// The text is not JSON, is cut, or one of its elements is too large.
pub fn parcourt(
    flux: impl Read,
    chemin: &[String],
    visite: &mut dyn FnMut(&Rencontre<'_>) -> bool,
) -> Result<(), serde_json::Error> {
    let lus = Cell::new(0);
    let arrete = Cell::new(false);
    let borne = BufReader::with_capacity(1 << 16, Borne { flux, lus: &lus });
    let mut json = serde_json::Deserializer::from_reader(borne);
    let racine = Racine {
        chemin,
        visite,
        lus: &lus,
        arrete: &arrete,
    };
    let lu = json.deserialize_map(racine).and_then(|()| json.end());
    if arrete.get() { Ok(()) } else { lu }
}

/// A stream that fails when too much is read since the count was last put back to zero.
struct Borne<'c, R> {
    flux: R,
    lus: &'c Cell<u64>,
}

impl<R: Read> Read for Borne<'_, R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        let lus = self.flux.read(tampon)?;
        self.lus.set(self.lus.get() + lus as u64);
        if self.lus.get() > ELEMENT_MAX {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(lus)
    }
}

struct Racine<'a> {
    chemin: &'a [String],
    visite: &'a mut dyn FnMut(&Rencontre<'_>) -> bool,
    lus: &'a Cell<u64>,
    arrete: &'a Cell<bool>,
}

impl<'de> Visitor<'de> for Racine<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut champs: A) -> Result<(), A::Error> {
        while let Some(cle) = champs.next_key::<String>()? {
            self.lus.set(0);
            let voulu = self
                .chemin
                .first()
                .is_some_and(|c| c.eq_ignore_ascii_case(&cle));
            if voulu {
                champs.next_value_seed(Tableau(&mut self))?;
            } else if let Some(texte) = champs.next_value_seed(Texte(self.lus))?
                && !(self.visite)(&Rencontre::Racine(&cle, &texte))
            {
                self.arrete.set(true);
                return Err(A::Error::custom("assez"));
            }
        }
        Ok(())
    }
}

/// The first array, element by element.
struct Tableau<'r, 'a>(&'r mut Racine<'a>);

impl<'de> DeserializeSeed<'de> for Tableau<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<(), D::Error> {
        d.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Tableau<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let suite = self.0.chemin.get(1..).unwrap_or_default();
        self.0.lus.set(0);
        while let Some(element) = elements.next_element::<Value>()? {
            if !descend(&mut vec![&element], suite, self.0.visite) {
                self.0.arrete.set(true);
                return Err(A::Error::custom("assez"));
            }
            self.0.lus.set(0);
        }
        Ok(())
    }
}

/// The rows under an element; whether to go on.
fn descend<'v>(
    niveaux: &mut Vec<&'v Value>,
    chemin: &[String],
    visite: &mut dyn FnMut(&Rencontre<'_>) -> bool,
) -> bool {
    let Some((cle, suite)) = chemin.split_first() else {
        return visite(&Rencontre::Ligne(niveaux));
    };
    let tableau = niveaux.last().and_then(|e| champ(e, cle));
    for element in tableau.and_then(Value::as_array).into_iter().flatten() {
        niveaux.push(element);
        let encore = descend(niveaux, suite, visite);
        niveaux.pop();
        if !encore {
            return false;
        }
    }
    true
}

/// A text of the root; anything else is passed without being held.
struct Texte<'a>(&'a Cell<u64>);

impl<'de> DeserializeSeed<'de> for Texte<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Texte<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: Error>(self, texte: &str) -> Result<Self::Value, E> {
        Ok(Some(texte.to_owned()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {
            self.0.set(0);
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut champs: A) -> Result<Self::Value, A::Error> {
        while champs.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lues(texte: &str, chemin: &[&str], assez: usize) -> Result<Vec<String>, serde_json::Error> {
        let chemin: Vec<String> = chemin.iter().map(|c| (*c).to_owned()).collect();
        let mut lues = Vec::new();
        parcourt(texte.as_bytes(), &chemin, &mut |r| {
            lues.push(match r {
                Rencontre::Racine(cle, texte) => format!("{cle}={texte}"),
                Rencontre::Ligne(niveaux) => format!("{}", niveaux[niveaux.len() - 1]),
            });
            lues.len() < assez
        })?;
        Ok(lues)
    }

    #[test]
    fn rows_come_one_by_one_under_the_arrays_gone_through() {
        let texte = r#"{"gco":[{"x":[1]}],"generatedAt":"2026","n":1.5,"pmej":[{"ege":[1,2]},{"autre":3},{"EGE":[4]}],"fin":null}"#;
        let tout = lues(texte, &["pmej", "ege"], 99).unwrap();
        assert_eq!(tout, ["generatedAt=2026", "1", "2", "4"]);
        assert_eq!(lues(texte, &["pmej", "ege"], 2).unwrap().len(), 2);
    }

    #[test]
    fn what_is_cut_damaged_or_endless_is_an_error_and_never_held() {
        for faux in [
            "{\"pmej\":[{\"ege\":[1",
            "[1]",
            "{\"pmej\":3}",
            "{\"pmej\":[1]} x",
        ] {
            assert!(lues(faux, &["pmej"], 99).is_err(), "{faux}");
        }
        struct Sans(u64);
        impl Read for Sans {
            fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
                let debut = b"{\"pmej\":[\"";
                let n = tampon.len().min(1 << 16);
                for o in tampon.iter_mut().take(n) {
                    *o = debut.get(self.0 as usize).copied().unwrap_or(b'a');
                    self.0 += 1;
                }
                Ok(n)
            }
        }
        let mut flux = Sans(0);
        let e = parcourt(&mut flux, &["pmej".to_owned()], &mut |_| true).unwrap_err();
        assert!(flux.0 < ELEMENT_MAX + (64 << 16), "{e} {}", flux.0);
    }
}
