//! What is to be told of the drawing of polygons, though they are read: converted from metres, crossing themselves.

use geo::MultiPolygon;

use crate::francais::{enumerer, nombre};
use crate::geo::croisement::{Croisement, croisement};
use crate::model::{Constat, RegleConstat, SectionId, Severite};

/// Features named in a sentence.
const DITS: usize = 5;

/// Features of a file, by their names, about which something is to be told.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reserves {
    /// Read from Lambert-93.
    converties: Vec<String>,
    /// Whose outline crosses itself, and where.
    croisees: Vec<String>,
    /// Of which it could not be told.
    non_verifiees: Vec<String>,
}

impl Reserves {
    /// Looks at polygons, each with the rank of its feature; `seul` when the file holds one only.
    pub(super) fn new(
        polygones: &[(usize, MultiPolygon<f64>)],
        converties: bool,
        seul: bool,
    ) -> Self {
        let mut reserves = Self::default();
        let nom = |numero: &usize| match seul {
            true => String::new(),
            false => format!("l'objet n° {numero}"),
        };
        for (numero, polygone) in polygones {
            if converties {
                reserves.converties.push(nom(numero));
            }
            let mut vus = polygone.iter().map(croisement);
            match vus.find(|c| *c != Croisement::Aucun) {
                Some(Croisement::En(p)) => {
                    let lieu = format!(
                        "longitude {}, latitude {}",
                        nombre(p.lon, 4),
                        nombre(p.lat, 4)
                    );
                    reserves.croisees.push(match nom(numero).as_str() {
                        "" => lieu,
                        nom => format!("{nom} ({lieu})"),
                    });
                }
                Some(_) => reserves.non_verifiees.push(nom(numero)),
                None => {}
            }
        }
        reserves.converties.dedup();
        reserves
    }

    /// The same, of the features of a CPTS.
    pub(super) fn de(mut self, cpts: &str) -> Self {
        for dit in self.croisees.iter_mut() {
            *dit = format!("{cpts} ({dit})");
        }
        for noms in [&mut self.converties, &mut self.non_verifiees] {
            noms.iter_mut().for_each(|nom| cpts.clone_into(nom));
        }
        self
    }

    /// Adds those of another feature.
    pub(super) fn ajouter(&mut self, autres: Self) {
        self.converties.extend(autres.converties);
        self.croisees.extend(autres.croisees);
        self.non_verifiees.extend(autres.non_verifiees);
    }

    /// A finding of each kind for the whole file.
    pub(super) fn constats(&self, fichier: &str) -> Vec<Constat> {
        let convertis = (!self.converties.is_empty()).then(|| {
            let texte = "Les coordonnées des contours sont en mètres (Lambert-93) et non en degrés\u{a0}: elles ont été converties. Si elles \
                         sont d'un autre système, exportez-les en WGS84 (EPSG:4326)."
                .to_owned();
            constat(RegleConstat::PointsConvertis, Severite::Information, texte)
        });
        let croises = dits(&self.croisees).map(|qui| {
            let texte = format!(
                "Contour qui se recoupe\u{a0}: {qui}. Il est lu selon ce qu'il entoure\u{a0}; réparez-le dans le logiciel qui l'a dessiné \
                 (QGIS\u{a0}: «\u{a0}Réparer les géométries\u{a0}»)."
            );
            constat(RegleConstat::ContourRecoupe, Severite::Attention, texte)
        });
        let non_verifies = dits(&self.non_verifiees).map(|qui| {
            let texte = format!(
                "Contour trop chargé pour qu'on sache s'il se recoupe\u{a0}: {qui}. Simplifiez-le (QGIS\u{a0}: «\u{a0}Simplifier\u{a0}»)."
            );
            constat(RegleConstat::ContourRecoupe, Severite::Information, texte)
        });
        let tous = [convertis, croises, non_verifies].into_iter().flatten();
        tous.map(|c| c.avec_origine(fichier)).collect()
    }
}

fn constat(regle: RegleConstat, severite: Severite, texte: String) -> Constat {
    Constat::new(regle, severite, SectionId::S1, texte)
}

/// « l'objet n° 2, l'objet n° 5 et 3 autres »; `None` when there is none.
fn dits(noms: &[String]) -> Option<String> {
    let pleins = noms
        .iter()
        .map(|n| if n.is_empty() { "celui du fichier" } else { n });
    let pleins: Vec<&str> = pleins.collect();
    (!pleins.is_empty()).then(|| enumerer(&pleins, DITS))
}
