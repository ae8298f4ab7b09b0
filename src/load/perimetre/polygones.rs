//! Reads the polygons of a perimeter from a GeoJSON file.

mod refus;

use geo::{MultiPolygon, Polygon};
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};

use crate::model::{Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::perimetre::PolygonesPerimetre;

use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::reserves::Reserves;
use crate::load::perimetre::{sans_geometrie, systeme, umap};
use crate::load::source::anneaux::{self, Faute, Lire};
use refus::{illisible, sans_polygone};

/// Reads the polygons of a map (WGS84 degrees).
///
/// # Errors
/// [`ErreurDonnees`] when it is not GeoJSON, holds no polygon, has an open ring or coordinates that are neither degrees nor Lambert-93; the number of
/// the feature is named.
pub fn lire_carte(fichier: &Fichier) -> Result<PolygonesPerimetre, ErreurDonnees> {
    match &fichier.contenu {
        Contenu::Carte(texte) | Contenu::Liste(texte) => analyser_geojson(&fichier.nom(), texte),
        Contenu::Classeur(_) => analyser_geojson(&fichier.nom(), ""),
    }
}

/// Reads polygons from the text of a GeoJSON or of a uMap export; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_carte`].
pub fn analyser_geojson(fichier: &str, contenu: &str) -> Result<PolygonesPerimetre, ErreurDonnees> {
    let couche = umap::couche(fichier, contenu)?;
    let lu: GeoJson = match couche {
        Some(couche) => couche,
        None => contenu
            .parse()
            .map_err(|e| illisible(fichier, contenu, &e))?,
    };
    let systeme = systeme::declare(&lu);
    let (mut zone, reserves) = lire_geojson(fichier, lu, systeme.as_deref())?;
    zone.constats.extend(reserves.constats(fichier));
    Ok(zone)
}

/// Reads the polygons of a GeoJSON, and what is to be told of their drawing; `systeme` is what it says that its coordinates are.
///
/// # Errors
/// Those of [`lire_carte`].
pub(super) fn lire_geojson(
    fichier: &str,
    lu: GeoJson,
    systeme: Option<&str>,
) -> Result<(PolygonesPerimetre, Reserves), ErreurDonnees> {
    let (mut lues, converties) = match toutes(fichier, &lu, anneaux::degres) {
        Ok(lues) => (lues, false),
        Err(erreur) if systeme::convertible(systeme) => {
            match toutes(fichier, &lu, systeme::lambert_93) {
                Ok(lues) => (lues, true),
                Err(_) => return Err(erreur),
            }
        }
        Err(erreur) => return Err(systeme::dit(erreur, systeme)),
    };
    if lues.polygones.is_empty() && lues.fermees.is_empty() {
        return Err(sans_polygone(fichier, (lues.ouvertes, lues.points)));
    }
    let mut constats = Vec::new();
    if lues.polygones.is_empty() {
        constats.push(lignes_fermees(lues.fermees.len()).avec_origine(fichier));
        lues.polygones.append(&mut lues.fermees);
    }
    let lignes = lues.ouvertes + lues.fermees.len();
    constats.extend(non_lues(lues.points, lignes).map(|c| c.avec_origine(fichier)));
    constats.extend(sans_geometrie::constat(&lu).map(|c| c.avec_origine(fichier)));
    // A large map is not kept while its drawing is looked at.
    let seul = matches!(lu, GeoJson::Geometry(_) | GeoJson::Feature(_));
    drop(lu);
    let reserves = Reserves::new(&lues.polygones, converties, seul);
    Ok((
        PolygonesPerimetre {
            fichier: fichier.to_owned(),
            polygones: lues.polygones.into_iter().map(|(_, p)| p).collect(),
            constats,
        },
        reserves,
    ))
}

/// The geometries of a file, their positions being read in some way.
fn toutes(fichier: &str, lu: &GeoJson, lire: Lire) -> Result<Lues, ErreurDonnees> {
    let mut lues = Lues::default();
    let seul = matches!(lu, GeoJson::Geometry(_) | GeoJson::Feature(_));
    for (numero, geometrie) in (1..).zip(geometries(lu)) {
        if let Some(geometrie) = geometrie {
            let lecture = Lecture {
                fichier,
                numero,
                seul,
                lire,
            };
            lecture.geometrie(geometrie, &mut lues)?;
        }
    }
    Ok(lues)
}

/// What the geometries of a file are.
#[derive(Default)]
struct Lues {
    /// With the rank of their features.
    polygones: Vec<(usize, MultiPolygon<f64>)>,
    /// Closed lines, read as polygons when there is nothing else.
    fermees: Vec<(usize, MultiPolygon<f64>)>,
    ouvertes: usize,
    points: usize,
}

fn lignes_fermees(nombre: usize) -> Constat {
    let texte = match nombre {
        1 => "Le fichier ne tient pas de polygone : sa ligne fermée a été lue comme un contour."
            .to_owned(),
        n => format!(
            "Le fichier ne tient pas de polygone : ses {n} lignes fermées ont été lues comme des contours."
        ),
    };
    Constat::new(
        RegleConstat::LigneFermee,
        Severite::Information,
        SectionId::S1,
        texte,
    )
}

fn non_lues(points: usize, lignes: usize) -> Option<Constat> {
    let compte = |n: usize, article: &str, nom: &str| match n {
        0 => None,
        1 => Some(format!("{article} {nom}")),
        n => Some(format!("{n} {nom}s")),
    };
    let dits: Vec<String> = [
        compte(points, "un", "point"),
        compte(lignes, "une", "ligne"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if dits.is_empty() {
        return None;
    }
    let texte = format!(
        "À côté des polygones, le fichier tient {} : ils ne délimitent rien et ne sont pas lus.",
        dits.join(" et ")
    );
    Some(Constat::new(
        RegleConstat::GeometriesNonLues,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}

fn geometries(lu: &GeoJson) -> Vec<Option<&Geometry>> {
    let de = |f: &Feature| f.geometry.is_some();
    match lu {
        GeoJson::Geometry(geometrie) => vec![Some(geometrie)],
        GeoJson::Feature(objet) if de(objet) => vec![objet.geometry.as_ref()],
        GeoJson::Feature(_) => Vec::new(),
        GeoJson::FeatureCollection(objets) => objets
            .features
            .iter()
            .map(|f| f.geometry.as_ref())
            .collect(),
    }
}

/// A feature being read.
struct Lecture<'a> {
    fichier: &'a str,
    numero: usize,
    /// The file holds no other: its rank says nothing.
    seul: bool,
    lire: Lire,
}

impl Lecture<'_> {
    /// Sorts the shapes of a geometry; collections are opened with a list, not by recursion.
    fn geometrie(&self, geometrie: &Geometry, lues: &mut Lues) -> Result<(), ErreurDonnees> {
        let mut pile = vec![geometrie];
        while let Some(geometrie) = pile.pop() {
            match &geometrie.value {
                GeometryValue::Polygon { coordinates } => {
                    let polygone = self.polygone(coordinates)?;
                    self.garder(vec![polygone], &mut lues.polygones);
                }
                GeometryValue::MultiPolygon { coordinates } => {
                    let parties = coordinates.iter().map(|p| self.polygone(p));
                    let parties = parties.collect::<Result<_, _>>()?;
                    self.garder(parties, &mut lues.polygones);
                }
                GeometryValue::GeometryCollection { geometries } => {
                    pile.extend(geometries.iter().rev());
                }
                GeometryValue::LineString { coordinates } => self.ligne(coordinates, lues)?,
                GeometryValue::MultiLineString { coordinates } => {
                    coordinates.iter().try_for_each(|l| self.ligne(l, lues))?;
                }
                GeometryValue::Point { .. } => lues.points += 1,
                GeometryValue::MultiPoint { coordinates } => lues.points += coordinates.len(),
            }
        }
        Ok(())
    }

    fn polygone(&self, anneaux: &[Vec<Position>]) -> Result<Polygon<f64>, ErreurDonnees> {
        anneaux::polygone_selon(anneaux, self.lire).map_err(|f| self.dite(f))
    }

    fn garder(&self, parties: Vec<Polygon<f64>>, vers: &mut Vec<(usize, MultiPolygon<f64>)>) {
        vers.push((self.numero, MultiPolygon::new(parties)));
    }

    /// A line that comes back to its first position goes around something.
    fn ligne(&self, positions: &[Position], lues: &mut Lues) -> Result<(), ErreurDonnees> {
        let meme = positions
            .first()
            .zip(positions.last())
            .is_some_and(|(a, b)| a.as_slice() == b.as_slice());
        if positions.len() >= 4 && meme {
            let polygone = Polygon::new(
                anneaux::anneau_selon(positions, self.lire).map_err(|f| self.dite(f))?,
                Vec::new(),
            );
            self.garder(vec![polygone], &mut lues.fermees);
        } else {
            lues.ouvertes += 1;
        }
        Ok(())
    }

    /// A fault as an error that names the feature and the remedy.
    fn dite(&self, faute: Faute) -> ErreurDonnees {
        match faute {
            Faute::SansAnneau => self.erreur("polygone sans anneau"),
            Faute::Court(n) => self
                .erreur("anneau de moins de quatre positions")
                .valeur(format!("{n} positions"))
                .attendu("au moins quatre positions, la dernière égale à la première"),
            Faute::Ouvert(debut, fin) => self
                .erreur("anneau ouvert : la dernière position n'est pas la première")
                .valeur(format!("{:?} … {:?}", debut.x_y(), fin.x_y()))
                .attendu("un anneau fermé (RFC 7946)")
                .remede("fermez le contour dans le logiciel qui l'a dessiné et exportez-le à nouveau"),
            Faute::SansPosition => self.erreur("position sans longitude et latitude"),
            Faute::HorsDegres(lon, lat) => self
                .erreur("coordonnées qui ne sont pas des degrés")
                .valeur(format!("[{lon}, {lat}]"))
                .attendu("des longitudes entre -180 et 180 et des latitudes entre -90 et 90 (WGS84, EPSG:4326)")
                .remede("le contour est sans doute projeté, dans un système qui n'est pas lu (le Lambert-93 l'est, en France métropolitaine) : exportez-le en WGS84"),
        }
    }

    fn erreur(&self, probleme: &str) -> ErreurDonnees {
        let lieu = match self.seul {
            true => self.fichier.to_owned(),
            false => format!("{}, objet n° {}", self.fichier, self.numero),
        };
        ErreurDonnees::new(Emplacement::fichier(lieu), probleme)
    }
}

#[cfg(test)]
mod tests;
