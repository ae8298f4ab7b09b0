//! A TOML text, once parsed by the library, given to serde: one road for every type, where the library compiles three of each
//! (a table, a value with its place, a date).

use serde::de::{
    self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::refus::{Refus, entier, reel, refus, refus_de_choix};
use super::situe;

/// A value of the text and its first byte; the place alone when the value was taken.
#[derive(Debug)]
pub(super) struct Noeud<'t> {
    valeur: Option<DeValue<'t>>,
    octet: usize,
}

impl<'t> From<Spanned<DeTable<'t>>> for Noeud<'t> {
    fn from(table: Spanned<DeTable<'t>>) -> Self {
        Self {
            octet: table.span().start,
            valeur: Some(DeValue::Table(table.into_inner())),
        }
    }
}

impl<'t> From<Spanned<DeValue<'t>>> for Noeud<'t> {
    fn from(valeur: Spanned<DeValue<'t>>) -> Self {
        Self {
            octet: valeur.span().start,
            valeur: Some(valeur.into_inner()),
        }
    }
}

impl<'de> de::Deserializer<'de> for Noeud<'de> {
    type Error = Refus;

    fn deserialize_any<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Refus> {
        let Some(valeur) = self.valeur else {
            return visiteur.visit_u64(self.octet as u64);
        };
        let rendu = match valeur {
            DeValue::String(texte) => visiteur.visit_str(&texte),
            DeValue::Integer(ecrit) => entier(&ecrit, visiteur),
            DeValue::Float(ecrit) => reel(&ecrit, visiteur),
            DeValue::Boolean(b) => visiteur.visit_bool(b),
            DeValue::Datetime(_) => Err(refus(Unexpected::Other("date"), &visiteur)),
            DeValue::Array(suite) => visiteur.visit_seq(Suite::Tableau(suite.into_iter())),
            DeValue::Table(table) => visiteur.visit_map(Table {
                entrees: table.into_iter(),
                valeur: None,
            }),
        };
        rendu.map_err(|e| e.en(self.octet))
    }

    // A key that is not written is `None`: one that is written is some value.
    fn deserialize_option<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Refus> {
        visiteur.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        visiteur.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        nom: &'static str,
        _champs: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        if nom == situe::NOM {
            return visiteur.visit_seq(Suite::Situee(Some(self.octet), Some(self)));
        }
        self.deserialize_any(visiteur)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        _variantes: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        let octet = self.octet;
        let choix = match self.valeur {
            Some(DeValue::String(nom)) => Choix {
                nom: Cle(nom, octet),
                contenu: None,
            },
            Some(DeValue::Table(table)) if table.len() == 1 => {
                let mut entrees = table.into_iter();
                let (nom, contenu) = entrees.next().ok_or_else(|| refus_de_choix(octet))?;
                Choix {
                    nom: Cle::from(nom),
                    contenu: Some(contenu.into()),
                }
            }
            _ => return Err(refus_de_choix(octet)),
        };
        visiteur.visit_enum(choix).map_err(|e| e.en(octet))
    }

    forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq bytes byte_buf map unit
        ignored_any unit_struct tuple_struct tuple identifier
    }
}

/// The values of an array, or a value after its place.
enum Suite<'t> {
    Tableau(<DeArray<'t> as IntoIterator>::IntoIter),
    Situee(Option<usize>, Option<Noeud<'t>>),
}

impl<'t> Suite<'t> {
    fn suivant(&mut self) -> Option<Noeud<'t>> {
        match self {
            Self::Tableau(reste) => reste.next().map(Noeud::from),
            Self::Situee(place, valeur) => match place.take() {
                Some(octet) => Some(Noeud {
                    valeur: None,
                    octet,
                }),
                None => valeur.take(),
            },
        }
    }
}

impl<'t> SeqAccess<'t> for Suite<'t> {
    type Error = Refus;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, Refus> {
        let Some(noeud) = self.suivant() else {
            return Ok(None);
        };
        let octet = noeud.octet;
        let lu = graine.deserialize(noeud);
        lu.map(Some).map_err(|e| e.en(octet))
    }

    fn size_hint(&self) -> Option<usize> {
        match self {
            Self::Tableau(reste) => Some(reste.len()),
            Self::Situee(..) => Some(2),
        }
    }
}

/// The keys of a table and their values.
struct Table<'t> {
    entrees: <DeTable<'t> as IntoIterator>::IntoIter,
    valeur: Option<Noeud<'t>>,
}

impl<'t> MapAccess<'t> for Table<'t> {
    type Error = Refus;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, Refus> {
        let Some((cle, valeur)) = self.entrees.next() else {
            return Ok(None);
        };
        self.valeur = Some(valeur.into());
        graine.deserialize(Cle::from(cle)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, graine: S) -> Result<S::Value, Refus> {
        let Some(valeur) = self.valeur.take() else {
            return Err(de::Error::custom("no value without its key"));
        };
        let octet = valeur.octet;
        graine.deserialize(valeur).map_err(|e| e.en(octet))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entrees.len())
    }
}

/// A key and its first byte.
struct Cle<'t>(DeString<'t>, usize);

impl<'t> From<Spanned<DeString<'t>>> for Cle<'t> {
    fn from(cle: Spanned<DeString<'t>>) -> Self {
        let octet = cle.span().start;
        Self(cle.into_inner(), octet)
    }
}

impl<'de> de::Deserializer<'de> for Cle<'de> {
    type Error = Refus;

    fn deserialize_any<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Refus> {
        visiteur.visit_str(&self.0).map_err(|e: Refus| e.en(self.1))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        visiteur.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        _variantes: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        let octet = self.1;
        let choix = Choix {
            nom: self,
            contenu: None,
        };
        visiteur.visit_enum(choix).map_err(|e| e.en(octet))
    }

    forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq bytes byte_buf map unit
        option struct ignored_any unit_struct tuple_struct tuple identifier
    }
}

/// A name among several, and what it holds when it holds something.
struct Choix<'t> {
    nom: Cle<'t>,
    contenu: Option<Noeud<'t>>,
}

impl<'t> EnumAccess<'t> for Choix<'t> {
    type Error = Refus;
    type Variant = Contenu<'t>;

    fn variant_seed<S: DeserializeSeed<'t>>(
        self,
        graine: S,
    ) -> Result<(S::Value, Contenu<'t>), Refus> {
        let octet = self.nom.1;
        let contenu = Contenu(self.contenu, octet);
        Ok((graine.deserialize(self.nom)?, contenu))
    }
}

/// What a name holds, and the byte of the name.
struct Contenu<'t>(Option<Noeud<'t>>, usize);

impl<'t> Contenu<'t> {
    fn noeud(self) -> Result<Noeud<'t>, Refus> {
        let vide = || refus(Unexpected::UnitVariant, &"a table").en(self.1);
        self.0.ok_or_else(vide)
    }
}

impl<'t> VariantAccess<'t> for Contenu<'t> {
    type Error = Refus;

    fn unit_variant(self) -> Result<(), Refus> {
        match self.0 {
            None => Ok(()),
            Some(noeud) => Err(refus(Unexpected::Map, &"a text").en(noeud.octet)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, graine: S) -> Result<S::Value, Refus> {
        graine.deserialize(self.noeud()?)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _len: usize, visiteur: V) -> Result<V::Value, Refus> {
        de::Deserializer::deserialize_any(self.noeud()?, visiteur)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        _champs: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Refus> {
        de::Deserializer::deserialize_any(self.noeud()?, visiteur)
    }
}
