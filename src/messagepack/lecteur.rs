//! The things written, given to serde as each type asks for them.

use serde::de::{
    self, DeserializeSeed, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::Illisible;
use super::jeton::{Jeton, Reste};

/// Deeper than anything the program writes: its types are some ten deep.
const PROFONDEUR_MAX: u16 = 128;

/// Bytes being read.
#[derive(Debug)]
pub(super) struct Lecteur<'o> {
    reste: Reste<'o>,
    profondeur: u16,
}

impl<'o> Lecteur<'o> {
    pub(super) fn new(octets: &'o [u8]) -> Self {
        Self {
            reste: Reste(octets),
            profondeur: 0,
        }
    }

    pub(super) fn fini(&self) -> bool {
        self.reste.0.is_empty()
    }

    fn suivant(&mut self) -> Result<Jeton<'o>, Illisible> {
        let manque = || de::Error::custom("des octets manquent ou ne sont pas les nôtres");
        self.reste.suivant().ok_or_else(manque)
    }

    fn descend(&mut self) -> Result<(), Illisible> {
        self.profondeur += 1;
        if self.profondeur > PROFONDEUR_MAX {
            return Err(de::Error::custom("trop profond"));
        }
        Ok(())
    }

    fn contenu(&mut self, nombre: u32) -> Result<Contenu<'_, 'o>, Illisible> {
        self.descend()?;
        Ok(Contenu {
            lecteur: self,
            nombre,
        })
    }

    /// Comes back from a sequence or a table, all of which must have been read.
    fn remonte(&mut self, entier: bool) -> Result<(), Illisible> {
        self.profondeur -= 1;
        if entier {
            Ok(())
        } else {
            Err(de::Error::custom("une suite est trop longue"))
        }
    }
}

fn refus(lu: Unexpected<'_>, attendu: &dyn Expected) -> Illisible {
    de::Error::invalid_type(lu, attendu)
}

impl<'de> de::Deserializer<'de> for &mut Lecteur<'de> {
    type Error = Illisible;

    fn deserialize_any<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        match self.suivant()? {
            Jeton::Rien => visiteur.visit_unit(),
            Jeton::Booleen(b) => visiteur.visit_bool(b),
            Jeton::Positif(n) => visiteur.visit_u64(n),
            Jeton::Negatif(n) => visiteur.visit_i64(n),
            Jeton::Reel(x) => visiteur.visit_f64(x),
            Jeton::Texte(t) => visiteur.visit_borrowed_str(t),
            Jeton::Octets(o) => visiteur.visit_borrowed_bytes(o),
            Jeton::Suite(nombre) => {
                let mut contenu = self.contenu(nombre)?;
                let lu = visiteur.visit_seq(&mut contenu)?;
                let entier = contenu.nombre == 0;
                self.remonte(entier)?;
                Ok(lu)
            }
            Jeton::Table(nombre) => {
                let mut contenu = self.contenu(nombre)?;
                let lu = visiteur.visit_map(&mut contenu)?;
                let entier = contenu.nombre == 0;
                self.remonte(entier)?;
                Ok(lu)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visiteur: V) -> Result<V::Value, Illisible> {
        if self.reste.premier() == Some(0xc0) {
            self.suivant()?;
            return visiteur.visit_none();
        }
        visiteur.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        visiteur.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        match self.suivant()? {
            Jeton::Rien | Jeton::Suite(0) => visiteur.visit_unit(),
            _ => Err(refus(Unexpected::Other("something"), &visiteur)),
        }
    }

    // A name alone, or a table of one thing named.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _nom: &'static str,
        _variantes: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        let table = self.reste.premier() == Some(0x81);
        if table {
            self.suivant()?;
        }
        self.descend()?;
        let lu = visiteur.visit_enum(Variante {
            lecteur: self,
            table,
        })?;
        self.remonte(true)?;
        Ok(lu)
    }

    forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char str string seq bytes byte_buf map unit
        struct ignored_any tuple_struct tuple identifier
    }
}

/// What is left of a sequence or of a table.
struct Contenu<'l, 'o> {
    lecteur: &'l mut Lecteur<'o>,
    nombre: u32,
}

impl Contenu<'_, '_> {
    fn encore(&mut self) -> bool {
        let encore = self.nombre > 0;
        self.nombre = self.nombre.saturating_sub(1);
        encore
    }
}

impl<'o> SeqAccess<'o> for &mut Contenu<'_, 'o> {
    type Error = Illisible;

    fn next_element_seed<S: DeserializeSeed<'o>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, Illisible> {
        if !self.encore() {
            return Ok(None);
        }
        graine.deserialize(&mut *self.lecteur).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.nombre).ok()
    }
}

impl<'o> MapAccess<'o> for &mut Contenu<'_, 'o> {
    type Error = Illisible;

    fn next_key_seed<S: DeserializeSeed<'o>>(
        &mut self,
        graine: S,
    ) -> Result<Option<S::Value>, Illisible> {
        if !self.encore() {
            return Ok(None);
        }
        graine.deserialize(&mut *self.lecteur).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'o>>(
        &mut self,
        graine: S,
    ) -> Result<S::Value, Illisible> {
        graine.deserialize(&mut *self.lecteur)
    }

    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.nombre).ok()
    }
}

/// A name among several, which holds something in a table.
struct Variante<'l, 'o> {
    lecteur: &'l mut Lecteur<'o>,
    table: bool,
}

impl<'l, 'o> EnumAccess<'o> for Variante<'l, 'o> {
    type Error = Illisible;
    type Variant = Tenu<'l, 'o>;

    fn variant_seed<S: DeserializeSeed<'o>>(
        self,
        graine: S,
    ) -> Result<(S::Value, Tenu<'l, 'o>), Illisible> {
        let nom = graine.deserialize(&mut *self.lecteur)?;
        Ok((nom, Tenu(self.table.then_some(self.lecteur))))
    }
}

/// What a name holds, when it holds something.
struct Tenu<'l, 'o>(Option<&'l mut Lecteur<'o>>);

impl<'l, 'o> Tenu<'l, 'o> {
    fn lecteur(self) -> Result<&'l mut Lecteur<'o>, Illisible> {
        let vide = || refus(Unexpected::UnitVariant, &"something");
        self.0.ok_or_else(vide)
    }
}

impl<'o> VariantAccess<'o> for Tenu<'_, 'o> {
    type Error = Illisible;

    fn unit_variant(self) -> Result<(), Illisible> {
        match self.0 {
            None => Ok(()),
            Some(_) => Err(refus(Unexpected::Map, &"nothing")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'o>>(
        self,
        graine: S,
    ) -> Result<S::Value, Illisible> {
        graine.deserialize(self.lecteur()?)
    }

    fn tuple_variant<V: Visitor<'o>>(
        self,
        _len: usize,
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        de::Deserializer::deserialize_any(self.lecteur()?, visiteur)
    }

    fn struct_variant<V: Visitor<'o>>(
        self,
        _champs: &'static [&'static str],
        visiteur: V,
    ) -> Result<V::Value, Illisible> {
        de::Deserializer::deserialize_any(self.lecteur()?, visiteur)
    }
}
