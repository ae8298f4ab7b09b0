//! Features of a collection with their surfaces, in one pass, as nearly all are written.
//!
//! What is written otherwise, right or wrong, is left to [`super::geo_json`], which says what is wrong with it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::load::table::geo_json::{self, ENTITES_MAX, Entite, PROPRIETES_MAX};
use crate::load::table::geo_vite::Curseur;

/// Largest text whose surfaces are all decoded before it is known whether they are of use, bytes.
const TEXTE_MAX: usize = 128 << 20;

/// Reads the features of a collection.
///
/// # Errors
/// Those of [`geo_json::entites`].
pub fn entites(texte: &str) -> Result<Vec<Entite<'_>>, serde_json::Error> {
    d_un_trait(texte).map_or_else(|| geo_json::entites(texte), Ok)
}

/// The features of a collection; `None` when it is not a plain one within the bounds.
fn d_un_trait(texte: &str) -> Option<Vec<Entite<'_>>> {
    let mut lu = Curseur(texte.as_bytes());
    let (mut lues, mut place) = (None, PROPRIETES_MAX);
    lu.signe(b'{').filter(|()| texte.len() <= TEXTE_MAX)?;
    loop {
        match lu.cle()? {
            b"features" if lues.is_none() => lues = Some(lu.liste(|lu| entite(lu, &mut place))?),
            b"features" => return None,
            _ => drop(valeur::<&RawValue>(&mut lu)?),
        }
        if !lu.est(b',') {
            break;
        }
    }
    lu.signe(b'}')?;
    lues.filter(|l| lu.est_fini() && l.len() <= ENTITES_MAX)
}

/// Reads a feature, within what is left of the place of the properties.
fn entite<'a>(lu: &mut Curseur<'a>, place: &mut usize) -> Option<Entite<'a>> {
    let (mut proprietes, mut geometrie) = (None, None);
    lu.signe(b'{')?;
    loop {
        match lu.cle()? {
            b"properties" if proprietes.is_none() => {
                let avant = lu.0.len();
                proprietes = Some(valeur::<Option<BTreeMap<_, _>>>(lu)?);
                *place = place.checked_sub(avant - lu.0.len())?;
            }
            b"geometry" if geometrie.is_none() => {
                lu.blancs();
                let debut = lu.0;
                geometrie = Some(match lu.surface() {
                    Some(surface) => {
                        let texte = debut.get(..debut.len() - lu.0.len())?;
                        (Some(std::str::from_utf8(texte).ok()?), Some(surface))
                    }
                    None => {
                        lu.0 = debut;
                        (valeur::<Option<&RawValue>>(lu)?.map(RawValue::get), None)
                    }
                });
            }
            b"properties" | b"geometry" => return None,
            _ => drop(valeur::<&RawValue>(lu)?),
        }
        if !lu.est(b',') {
            break;
        }
    }
    lu.signe(b'}')?;
    let (geometrie, surface) = geometrie.unwrap_or_default();
    Some(Entite {
        proprietes: proprietes.flatten().unwrap_or_default(),
        geometrie,
        surface,
    })
}

/// Reads a value of any kind.
fn valeur<'a, T: Deserialize<'a>>(lu: &mut Curseur<'a>) -> Option<T> {
    let mut suite = serde_json::Deserializer::from_slice(lu.0).into_iter();
    let lue = suite.next()?.ok()?;
    lu.0 = lu.0.get(suite.byte_offset()..)?;
    Some(lue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::table::geo_json::{Forme, forme_de_toute_sorte};

    /// A feature written in one way or another, of which the order of the members, the spaces and the geometry vary.
    fn ecrite((ordre, sorte, espace): (usize, usize, bool)) -> String {
        let geometrie = match sorte {
            0 => r#"{"type":"Polygon","coordinates":[[[0,0],[0,1.5],[-1,1],[0,0]]]}"#,
            1 => r#"{"coordinates":[[[0,0],[0,1],[1,1],[0,0]]],"type":"Polygon"}"#,
            2 => r#"{"type":"Point","coordinates":[2.1,48]}"#,
            3 => r#"{"type":"Polygon","coordinates":[[[0,0],[0,01],[1,1],[0,0]]]}"#,
            4 => r#"{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1]]]"#,
            _ => "null",
        };
        let proprietes = match (sorte + ordre) % 4 {
            0 => r#"{"code":"01001","n":[1,2.5],"nom":"L'\u00c9\"tang"}"#,
            1 => "null",
            _ => r#"{"code":"01002","x":{"y":null}}"#,
        };
        let membres = [
            format!(r#""geometry":{geometrie}"#),
            format!(r#""properties":{proprietes}"#),
            r#""type":"Feature""#.to_owned(),
            r#""id":12"#.to_owned(),
        ];
        let combien = [4, 4, 4, 3, 2, 5][ordre];
        let membres = (0..combien).map(|i| membres[(i + ordre) % 4].as_str());
        let entre = if espace { " ,\n\t" } else { "," };
        format!("{{{}}}", membres.collect::<Vec<_>>().join(entre))
    }

    proptest::proptest! {
        /// The law: what is read in one pass is what the whole reader reads, or refuses.
        #[test]
        fn a_collection_in_one_pass_is_the_collection(
            sortes in proptest::collection::vec((0..6usize, 0..6usize, proptest::bool::ANY), 1..5),
            fin in 0..6usize,
        ) {
            let ecrites: Vec<String> = sortes.iter().copied().map(ecrite).collect();
            let ecrites = ecrites.join(",");
            let texte = match fin {
                0 => format!("{{\"features\":[{ecrites}]"),
                1 => format!("{{\"features\":[{ecrites}],\"features\":[]}}"),
                2 => format!("{{\"features\":[{ecrites}]}} x"),
                3 => format!("{{\"crs\":{{\"a\":[1]}},\"features\":[{ecrites}],\"n\":1}}"),
                _ => format!("{{\"type\":\"FeatureCollection\",\"features\":[{ecrites}]}}\n"),
            };
            if let Some(mut lues) = d_un_trait(&texte) {
                let attendues = geo_json::entites(&texte).unwrap();
                for (lue, attendue) in lues.iter_mut().zip(&attendues) {
                    let decodee = lue.surface.clone().map(|s| Ok(Forme::Surface(s)));
                    proptest::prop_assert!(decodee.is_none() || decodee == lue.geometrie.map(forme_de_toute_sorte));
                    lue.surface = None;
                    proptest::prop_assert_eq!(lue, attendue);
                }
                proptest::prop_assert_eq!(lues.len(), attendues.len());
            } else if fin > 2 && sortes.iter().all(|(o, s, _)| *o < 5 && *s < 3) {
                proptest::prop_assert!(false, "{}", texte);
            }
        }
    }
}
