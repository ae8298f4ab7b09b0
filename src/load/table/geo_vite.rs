//! Outlines read straight to their points, as nearly all are written: a type, then its coordinates, closed rings of degrees.
//!
//! What is written otherwise, right or wrong, is left to [`super::geo_json`], which says what is wrong with it.

use std::fmt;
use std::marker::PhantomData;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::load::source::anneaux;

/// The surface of a geometry; `None` when it is not a plain one.
pub(super) fn surface(texte: &str) -> Option<MultiPolygon<f64>> {
    serde_json::from_str::<Surface>(texte).ok().map(|s| s.0)
}

struct Surface(MultiPolygon<f64>);

impl<'de> Deserialize<'de> for Surface {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Objet;
        impl<'de> Visitor<'de> for Objet {
            type Value = Surface;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a surface")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut carte: A) -> Result<Surface, A::Error> {
                let autre = || A::Error::custom("another shape");
                let (Some("type"), genre) = (carte.next_key()?, carte.next_value::<&str>()?) else {
                    return Err(autre());
                };
                let Some("coordinates") = carte.next_key()? else {
                    return Err(autre());
                };
                let polygones = match genre {
                    "Polygon" => vec![carte.next_value::<Anneaux>()?.0],
                    "MultiPolygon" => carte.next_value::<Liste<Anneaux, Polygon<f64>>>()?.0,
                    _ => return Err(autre()),
                };
                if carte.next_key::<&str>()?.is_some() || polygones.is_empty() {
                    return Err(autre());
                }
                Ok(Surface(MultiPolygon(polygones)))
            }
        }
        d.deserialize_map(Objet)
    }
}

/// Items read one by one, and turned into what they are.
struct Liste<T, U>(Vec<U>, PhantomData<T>);

impl<'de, T: Deserialize<'de> + Into<U>, U> Deserialize<'de> for Liste<T, U> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Suite<T, U>(PhantomData<(T, U)>);
        impl<'de, T: Deserialize<'de> + Into<U>, U> Visitor<'de> for Suite<T, U> {
            type Value = Liste<T, U>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut suite: A) -> Result<Self::Value, A::Error> {
                let mut lus = Vec::new();
                while let Some(lu) = suite.next_element::<T>()? {
                    lus.push(lu.into());
                }
                Ok(Liste(lus, PhantomData))
            }
        }
        d.deserialize_seq(Suite(PhantomData))
    }
}

/// The rings of a polygon.
struct Anneaux(Polygon<f64>);

impl From<Anneaux> for Polygon<f64> {
    fn from(anneaux: Anneaux) -> Self {
        anneaux.0
    }
}

impl<'de> Deserialize<'de> for Anneaux {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let anneaux = Liste::<Anneau, LineString<f64>>::deserialize(d)?.0;
        let mut anneaux = anneaux.into_iter();
        let exterieur = anneaux.next().ok_or_else(|| D::Error::custom("no ring"))?;
        Ok(Self(Polygon::new(exterieur, anneaux.collect())))
    }
}

/// A closed ring.
struct Anneau(LineString<f64>);

impl From<Anneau> for LineString<f64> {
    fn from(anneau: Anneau) -> Self {
        anneau.0
    }
}

impl<'de> Deserialize<'de> for Anneau {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let points = Liste::<Position, Coord<f64>>::deserialize(d)?.0;
        let anneau = anneaux::ferme(points);
        anneau.map(Self).map_err(|_| D::Error::custom("a ring"))
    }
}

/// Longitude and latitude, then what nobody reads.
struct Position(Coord<f64>);

impl From<Position> for Coord<f64> {
    fn from(position: Position) -> Self {
        position.0
    }
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Paire;
        impl<'de> Visitor<'de> for Paire {
            type Value = Position;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a longitude and a latitude")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut suite: A) -> Result<Position, A::Error> {
                let autre = || A::Error::custom("no position");
                let x = suite.next_element()?.ok_or_else(autre)?;
                let y = suite.next_element()?.ok_or_else(autre)?;
                // A height, or anything else, is for the reader that knows them.
                if suite.next_element::<IgnoredAny>()?.is_some() {
                    return Err(autre());
                }
                let lue = anneaux::degres(x, y);
                lue.map(Position).map_err(|_| autre())
            }
        }
        d.deserialize_seq(Paire)
    }
}
