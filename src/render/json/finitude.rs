//! Refuses a report that carries an infinite or undetermined number: JSON would silently write `null`.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use crate::render::ErreurRendu;

/// Walks the whole report.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`] at the first number that is not finite, with the field that holds it.
pub(super) fn verifier(rapport: &impl Serialize) -> Result<(), ErreurRendu> {
    let mut champ = "rapport";
    rapport
        .serialize(Marche { champ: &mut champ })
        .map_err(|Fautif(champ)| ErreurRendu::NombreNonFini(champ))
}

/// Field at fault.
#[derive(Debug)]
struct Fautif(String);

impl fmt::Display for Fautif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fautif {}

impl ser::Error for Fautif {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// A serialiser that writes nothing and remembers the last field entered.
struct Marche<'a> {
    champ: &'a mut &'static str,
}

impl Marche<'_> {
    fn dedans(&mut self) -> Marche<'_> {
        Marche { champ: self.champ }
    }
}

macro_rules! ignorer {
    ($($nom:ident: $genre:ty),* $(,)?) => {
        $(fn $nom(self, _: $genre) -> Result<(), Fautif> { Ok(()) })*
    };
}

impl Serializer for Marche<'_> {
    type Ok = ();
    type Error = Fautif;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    ignorer! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    fn serialize_f32(self, valeur: f32) -> Result<(), Fautif> {
        self.serialize_f64(f64::from(valeur))
    }

    fn serialize_f64(self, valeur: f64) -> Result<(), Fautif> {
        if valeur.is_finite() {
            Ok(())
        } else {
            Err(Fautif((*self.champ).to_owned()))
        }
    }

    fn serialize_none(self) -> Result<(), Fautif> {
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, valeur: &T) -> Result<(), Fautif> {
        valeur.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fautif> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
    ) -> Result<(), Fautif> {
        Ok(())
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        valeur: &T,
    ) -> Result<(), Fautif> {
        valeur.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        valeur: &T,
    ) -> Result<(), Fautif> {
        valeur.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Fautif> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Fautif> {
        Ok(self)
    }
}

macro_rules! suites {
    ($($trait_:ident::$element:ident),* $(,)?) => {
        $(impl ser::$trait_ for Marche<'_> {
            type Ok = ();
            type Error = Fautif;

            fn $element<T: ?Sized + Serialize>(&mut self, valeur: &T) -> Result<(), Fautif> {
                valeur.serialize(self.dedans())
            }

            fn end(self) -> Result<(), Fautif> {
                Ok(())
            }
        })*
    };
}

suites! {
    SerializeSeq::serialize_element, SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field, SerializeTupleVariant::serialize_field,
}

macro_rules! structures {
    ($($trait_:ident),*) => {
        $(impl ser::$trait_ for Marche<'_> {
            type Ok = ();
            type Error = Fautif;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, nom: &'static str, valeur: &T) -> Result<(), Fautif> {
                *self.champ = nom;
                valeur.serialize(self.dedans())
            }

            fn end(self) -> Result<(), Fautif> {
                Ok(())
            }
        })*
    };
}

structures!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Marche<'_> {
    type Ok = ();
    type Error = Fautif;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, _: &T) -> Result<(), Fautif> {
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, valeur: &T) -> Result<(), Fautif> {
        valeur.serialize(self.dedans())
    }

    fn end(self) -> Result<(), Fautif> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn names_the_field_at_fault() {
        let mut rapport = essai::rapport();
        verifier(&rapport).unwrap();
        rapport.perimetre.communes[2].part = f64::NAN;
        assert!(
            matches!(verifier(&rapport), Err(ErreurRendu::NombreNonFini(champ)) if champ == "part")
        );
    }
}
