//! Decodes the outlines: a header by département, then for each its units (rings of arcs) and its arcs (steps).
//!
//! All numbers are LEB128. Header: number of départements, then for each its code (length, bytes), the ranks of the
//! départements within reach (count, ranks), numbers of units and arcs, lengths in bytes of its two sections. Units: for
//! each, what its code (without département) adds to that before, polygons, rings, arcs. An arc of a ring is 0 for the
//! next arc never met, else twice how far back it is, plus 1 when it is run along backwards. Arcs: number of vertices,
//! then zigzag steps of longitude and latitude from the vertex before, the last of the arc before for the first.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::DeflateDecoder;
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::octets::Octets;
use crate::base::colonnes::{BaseIllisible, Lu, code, illisible};
use crate::model::CodeCommune;

/// Steps of the grid in degrees of longitude and latitude: about 22 m at 47° N.
pub const PAS: [f64; 2] = [0.000_3, 0.000_2];

/// Most bytes that the outlines may inflate to.
const OCTETS_MAX: u64 = 16 << 20;

/// Outlines by code.
pub(super) type Formes = BTreeMap<CodeCommune, MultiPolygon<f64>>;

type Arc = Vec<Coord<f64>>;

struct Departement<'a> {
    code: &'a str,
    portee: Vec<usize>,
    unites: usize,
    /// Rank of its first arc, and how many it has.
    premier: usize,
    arcs: usize,
    octets_unites: &'a [u8],
    octets_arcs: &'a [u8],
}

/// Inflates the outlines.
///
/// # Errors
/// [`BaseIllisible`] when the bytes are truncated.
pub(super) fn deplier(octets: &[u8]) -> Lu<Vec<u8>> {
    let mut clair = Vec::with_capacity(4 << 20);
    DeflateDecoder::new(octets)
        .take(OCTETS_MAX)
        .read_to_end(&mut clair)
        .map_err(|e| BaseIllisible(e.to_string()))?;
    Ok(clair)
}

/// Outlines of the units of some départements and of those within reach of them, from inflated bytes.
///
/// # Errors
/// [`BaseIllisible`] when the bytes are truncated or not in that layout.
pub(super) fn lire(clair: &[u8], voulus: &BTreeSet<&str>) -> Lu<Formes> {
    let departements = entete(clair)?;
    let portee: BTreeSet<usize> = departements
        .iter()
        .filter(|d| voulus.contains(d.code))
        .flat_map(|d| d.portee.iter().copied())
        .collect();
    let mut arcs = Arcs {
        departements: &departements,
        lus: BTreeMap::new(),
    };
    let mut formes = Formes::new();
    for rang in portee {
        let departement = departements
            .get(rang)
            .ok_or_else(|| illisible("contours"))?;
        unites(departement, &mut arcs, &mut formes)?;
    }
    Ok(formes)
}

fn entete(clair: &[u8]) -> Lu<Vec<Departement<'_>>> {
    let mut octets = Octets(clair);
    let nombre = octets.nombre()?;
    let mut departements = Vec::new();
    let (mut longueurs, mut premier) = (Vec::new(), 0_usize);
    for _ in 0..nombre {
        let longueur = octets.nombre()?;
        let code = std::str::from_utf8(octets.prendre(longueur)?);
        let code = code.map_err(|e| BaseIllisible(e.to_string()))?;
        let portee = (0..octets.nombre()?)
            .map(|_| octets.naturel())
            .collect::<Lu<_>>()?;
        let (unites, arcs) = (octets.nombre()?, octets.nombre()?);
        longueurs.push((octets.naturel()?, octets.naturel()?));
        departements.push(Departement {
            code,
            portee,
            unites,
            premier,
            arcs,
            octets_unites: &[],
            octets_arcs: &[],
        });
        premier += arcs;
    }
    for (departement, (unites, arcs)) in departements.iter_mut().zip(longueurs) {
        departement.octets_unites = octets.prendre(unites)?;
        departement.octets_arcs = octets.prendre(arcs)?;
    }
    Ok(departements)
}

/// Arcs of the départements met so far.
struct Arcs<'a> {
    departements: &'a [Departement<'a>],
    lus: BTreeMap<usize, Vec<Arc>>,
}

impl Arcs<'_> {
    fn arc(&mut self, rang: usize) -> Lu<&Arc> {
        let du = self.departements.partition_point(|d| d.premier <= rang);
        let du = du.checked_sub(1).ok_or_else(|| illisible("contours"))?;
        let departement = self.departements.get(du);
        let departement = departement.ok_or_else(|| illisible("contours"))?;
        let arcs = match self.lus.entry(du) {
            Entry::Occupied(deja) => deja.into_mut(),
            Entry::Vacant(place) => place.insert(arcs(departement)?),
        };
        arcs.get(rang - departement.premier)
            .ok_or_else(|| illisible("contours"))
    }
}

fn arcs(departement: &Departement<'_>) -> Lu<Vec<Arc>> {
    let mut octets = Octets(departement.octets_arcs);
    let (mut x, mut y) = (0_i32, 0_i32);
    let mut arcs = Vec::new();
    for _ in 0..departement.arcs {
        let sommets = octets.nombre()?;
        let mut arc = Arc::with_capacity(sommets);
        for _ in 0..sommets {
            (x, y) = (
                x.wrapping_add(octets.relatif()?),
                y.wrapping_add(octets.relatif()?),
            );
            arc.push(Coord {
                x: f64::from(x) * PAS[0],
                y: f64::from(y) * PAS[1],
            });
        }
        arcs.push(arc);
    }
    Ok(arcs)
}

fn unites(departement: &Departement<'_>, arcs: &mut Arcs<'_>, formes: &mut Formes) -> Lu<()> {
    let mut octets = Octets(departement.octets_unites);
    let mut prochain = departement.premier;
    let largeur = 5_usize.saturating_sub(departement.code.len());
    let mut numero = 0_usize;
    for _ in 0..departement.unites {
        numero = numero.saturating_add(octets.naturel()?);
        let code = code(&format!("{}{numero:0largeur$}", departement.code))?;
        let mut polygones = Vec::new();
        for _ in 0..octets.nombre()? {
            let mut anneaux = Vec::new();
            for _ in 0..octets.nombre()? {
                anneaux.push(anneau(&mut octets, &mut prochain, arcs)?);
            }
            let exterieur = anneaux.drain(..1.min(anneaux.len())).next();
            let exterieur = exterieur.ok_or_else(|| illisible("contours"))?;
            polygones.push(Polygon::new(exterieur, anneaux));
        }
        formes.insert(code, MultiPolygon::new(polygones));
    }
    Ok(())
}

fn anneau(octets: &mut Octets<'_>, prochain: &mut usize, arcs: &mut Arcs<'_>) -> Lu<LineString> {
    let mut sommets: Vec<Coord<f64>> = Vec::new();
    for _ in 0..octets.nombre()? {
        let reference = octets.naturel()?;
        let rang = match reference / 2 {
            0 => {
                *prochain += 1;
                *prochain - 1
            }
            recul => prochain
                .checked_sub(recul)
                .ok_or_else(|| illisible("contours"))?,
        };
        let arc = arcs.arc(rang)?;
        // The last vertex of an arc is the first of the next.
        sommets.pop();
        if reference % 2 == 1 {
            sommets.extend(arc.iter().rev());
        } else {
            sommets.extend(arc);
        }
    }
    Ok(LineString::new(sommets))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares of ten steps side by side: the second runs along their border backwards.
    fn deux_carres() -> Vec<u8> {
        let unites = [1, 1, 1, 2, 0, 0, 1, 1, 1, 2, 0, 7];
        let arcs = [
            2, 20, 0, 0, 20, // (10,0) (10,10)
            4, 0, 0, 19, 0, 0, 19, 20, 0, // (10,10) (0,10) (0,0) (10,0)
            4, 0, 0, 20, 0, 0, 20, 19, 0, // (10,0) (20,0) (20,10) (10,10)
        ];
        let entete = [1, 2, b'4', b'8', 1, 0, 2, 3, 12, 23];
        [&entete[..], &unites, &arcs].concat()
    }

    #[test]
    fn two_units_share_the_arc_between_them() {
        let formes = lire(&deux_carres(), &BTreeSet::from(["48"])).unwrap();
        let codes: Vec<&str> = formes.keys().map(CodeCommune::as_str).collect();
        assert_eq!(codes, ["48001", "48002"]);
        let pas = |c: &Coord<f64>| [c.x / PAS[0], c.y / PAS[1]].map(f64::round);
        let cotes = |f: &MultiPolygon<f64>| -> Vec<_> {
            let anneau = &f.0[0].exterior().0;
            anneau
                .windows(2)
                .map(|c| (pas(&c[0]), pas(&c[1])))
                .collect()
        };
        let formes: Vec<_> = formes.values().map(cotes).collect();
        assert_eq!((formes[0].len(), formes[1].len()), (4, 4));
        assert!(formes[0].contains(&([10.0, 0.0], [10.0, 10.0])));
        assert!(formes[1].contains(&([10.0, 10.0], [10.0, 0.0])));
        assert!(
            lire(&deux_carres(), &BTreeSet::from(["49"]))
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn cut_or_changed_bytes_end_without_panic() {
        let (sains, voulus) = (deux_carres(), BTreeSet::from(["48"]));
        for fin in 0..sains.len() {
            assert!(lire(&sains[..fin], &voulus).is_err(), "{fin}");
        }
        for place in 0..sains.len() {
            for octet in [0, 1, 5, 0x7f, 0x80, 0xff] {
                let mut abimes = sains.clone();
                abimes[place] = octet;
                let _ = lire(&abimes, &voulus);
            }
            let mut long = sains[..place].to_vec();
            long.extend([0xff; 12]);
            assert!(lire(&long, &voulus).is_err());
        }
        assert!(deplier(&sains).is_err());
    }
}
