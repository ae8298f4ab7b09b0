//! Outlines of the départements, to show where a territory is: those of their communes melted, seen from far.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Step of the vertices, degrees of longitude and latitude: that of the outlines of the communes.
const PAS: [f64; 2] = super::contours::PAS;

/// A line by ring: code, first vertex, then what each adds to the one before. Made, and held to the outlines of the communes, by
/// the test of this file.
const ANNEAUX: &str = include_str!("departements2025.txt");

/// A ring, longitude and latitude in degrees, without its first vertex at its end.
pub type Anneau = Vec<[f64; 2]>;

/// Outlines by code of département, decoded once per process; those of the collectivités d'outre-mer are not there.
#[must_use]
pub fn contours() -> &'static BTreeMap<&'static str, Vec<Anneau>> {
    static CONTOURS: OnceLock<BTreeMap<&'static str, Vec<Anneau>>> = OnceLock::new();
    CONTOURS.get_or_init(|| lire(ANNEAUX))
}

fn lire(texte: &str) -> BTreeMap<&str, Vec<Anneau>> {
    let mut contours: BTreeMap<&str, Vec<Anneau>> = BTreeMap::new();
    for ligne in texte.lines() {
        let mut mots = ligne.split(' ');
        if let Some(code) = mots.next() {
            contours.entry(code).or_default().push(anneau(mots));
        }
    }
    contours
}

fn anneau<'a>(mots: impl Iterator<Item = &'a str>) -> Anneau {
    let pas = mots.filter_map(|m| m.split_once(','));
    let pas = pas.filter_map(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
    let sommets = pas.scan([0_i64; 2], |ici, [dx, dy]: [i64; 2]| {
        *ici = [ici[0] + dx, ici[1] + dy];
        Some(*ici)
    });
    #[expect(
        clippy::cast_precision_loss,
        reason = "steps on Earth are far below 2^52"
    )]
    let degres = sommets.map(|[x, y]| [x as f64 * PAS[0], y as f64 * PAS[1]]);
    degres.collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::base::{contours as communes, embarquee};
    use crate::geo::dissolution::{aire, dissoudre};
    use crate::geo::{anneaux, simplification};

    /// Vertices of the départements of metropolitan France together, and of each other.
    const SOMMETS: usize = 6_000;

    /// Rings of each département in steps: islands too small to be seen from far go.
    fn fondus() -> BTreeMap<String, Vec<simplification::Anneau>> {
        let base = embarquee();
        let codes = base.departements.iter().map(|d| d.code.as_str());
        let mut siens: BTreeMap<String, Vec<simplification::Anneau>> = BTreeMap::new();
        for (code, forme) in communes::lire(&codes.collect()).unwrap() {
            // A city and its arrondissements cover each other.
            let unite = base.unite(base.par_code(code).unwrap());
            if unite.parent.is_some() {
                continue;
            }
            let pas = |c: &geo::Coord<f64>| [(c.x / PAS[0]).round(), (c.y / PAS[1]).round()];
            let rings = anneaux(&forme).map(|a| a.0.iter().skip(1).map(pas).collect());
            siens
                .entry(code.departement().to_owned())
                .or_default()
                .extend(rings);
        }
        siens
            .into_iter()
            .map(|(code, a)| (code, dissoudre(&a)))
            .collect()
    }

    fn texte() -> String {
        let fondus = fondus();
        let (metropole, ailleurs): (Vec<_>, Vec<_>) =
            fondus.into_iter().partition(|(code, _)| code.len() == 2);
        let mut groupes = vec![metropole];
        groupes.extend(ailleurs.into_iter().map(|d| vec![d]));
        let mut lignes: Vec<String> = Vec::new();
        for groupe in groupes {
            let formes: Vec<_> = groupe.iter().map(|(_, a)| a.clone()).collect();
            let legeres = simplification::simplifier(
                &formes,
                SOMMETS / if groupe.len() > 1 { 1 } else { 20 },
            );
            for ((code, _), forme) in groupe.iter().zip(&legeres.formes) {
                let grande = forme.iter().map(aire).fold(0.0, f64::max);
                for anneau in forme.iter().filter(|a| aire(a) > grande / 200.0) {
                    let (mut ligne, mut avant) = (code.clone(), [0.0; 2]);
                    for p in anneau {
                        write!(ligne, " {},{}", p[0] - avant[0], p[1] - avant[1]).unwrap();
                        avant = *p;
                    }
                    lignes.push(ligne);
                }
            }
        }
        lignes.sort();
        lignes.join("\n") + "\n"
    }

    /// With `CPTS_ECRIRE=1`, writes the file instead.
    #[test]
    fn the_outlines_are_those_of_the_communes_and_of_every_departement() {
        let texte = texte();
        if std::env::var_os("CPTS_ECRIRE").is_some() {
            let chemin = concat!(env!("CARGO_MANIFEST_DIR"), "/src/base/departements2025.txt");
            std::fs::write(chemin, &texte).unwrap();
        }
        assert!(texte.len() < 60_000, "{}", texte.len());
        assert!(texte == ANNEAUX, "à refaire : CPTS_ECRIRE=1");
        let base = embarquee();
        let codes = base.departements.iter().map(|d| d.code.as_str());
        let sans: Vec<&str> = codes.filter(|c| !contours().contains_key(c)).collect();
        assert!(
            sans.iter()
                .all(|c| c.starts_with("97") || c.starts_with("98")),
            "{sans:?}"
        );
        let lozere = &contours()["48"][0];
        assert!(
            lozere
                .iter()
                .all(|[x, y]| (2.9..4.1).contains(x) && (44.0..45.1).contains(y))
        );
    }
}
