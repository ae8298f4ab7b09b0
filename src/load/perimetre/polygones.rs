//! Reads the polygons of a perimeter from a GeoJSON file.

use geo::{MultiPolygon, Polygon};
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};

use crate::model::{Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::perimetre::PolygonesPerimetre;

use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::{sans_geometrie, umap};
use crate::load::source::anneaux::{self, Faute};

/// Reads the polygons of a map (WGS84 degrees).
///
/// # Errors
/// [`ErreurDonnees`] when it is not GeoJSON, holds no polygon, has an open ring or projected coordinates; the number of
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
    let mut lues = Lues::default();
    for (numero, geometrie) in (1..).zip(geometries(&lu)) {
        if let Some(geometrie) = geometrie {
            Lecture { fichier, numero }.geometrie(geometrie, &mut lues)?;
        }
    }
    if lues.polygones.is_empty() && lues.fermees.is_empty() {
        return Err(sans_polygone(fichier, &lues));
    }
    let mut constats = Vec::new();
    if lues.polygones.is_empty() {
        constats.push(lignes_fermees(lues.fermees.len()).avec_origine(fichier));
        lues.polygones.append(&mut lues.fermees);
    }
    let lignes = lues.ouvertes + lues.fermees.len();
    constats.extend(non_lues(lues.points, lignes).map(|c| c.avec_origine(fichier)));
    constats.extend(sans_geometrie::constat(&lu).map(|c| c.avec_origine(fichier)));
    Ok(PolygonesPerimetre {
        fichier: fichier.to_owned(),
        polygones: lues.polygones,
        constats,
    })
}

/// What the geometries of a file are.
#[derive(Default)]
struct Lues {
    polygones: Vec<MultiPolygon<f64>>,
    /// Closed lines, read as polygons when there is nothing else.
    fermees: Vec<MultiPolygon<f64>>,
    ouvertes: usize,
    points: usize,
}

fn sans_polygone(fichier: &str, lues: &Lues) -> ErreurDonnees {
    let (probleme, remede) = match (lues.ouvertes, lues.points) {
        (0, 0) => (
            "le fichier GeoJSON ne contient aucun polygone",
            "dessinez le contour du territoire (geojson.io, QGIS) et exportez-le en GeoJSON",
        ),
        (0, _) => (
            "le fichier GeoJSON ne contient aucun polygone, seulement des points",
            "exportez les contours au lieu des points (geo.api.gouv.fr : geometry=contour), ou donnez la liste des codes communes",
        ),
        _ => (
            "le fichier GeoJSON ne contient aucun polygone, seulement des lignes ouvertes",
            "fermez la ligne et convertissez-la en polygone (uMap, QGIS : « Lignes vers polygones »), puis exportez à nouveau",
        ),
    };
    ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
        .attendu("au moins un Polygon ou MultiPolygon")
        .remede(remede)
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

/// The text is not GeoJSON: the line is named when the JSON itself is broken.
fn illisible(fichier: &str, contenu: &str, erreur: &geojson::Error) -> ErreurDonnees {
    let lieu = Emplacement::fichier(fichier);
    let json = serde_json::from_str::<&serde_json::value::RawValue>(contenu).err();
    let lieu = match json.and_then(|e| u64::try_from(e.line()).ok()) {
        Some(ligne) => lieu.ligne(ligne),
        None => lieu,
    };
    ErreurDonnees::new(lieu, "ce n'est pas un fichier GeoJSON lisible")
        .valeur(en_francais(erreur))
        .attendu("un objet GeoJSON : FeatureCollection, Feature, Polygon ou MultiPolygon")
        .remede("exportez à nouveau le contour en GeoJSON (WGS84) ; un fichier tronqué doit être téléchargé à nouveau")
}

/// What is wrong, without the words of the JSON library.
fn en_francais(erreur: &geojson::Error) -> &'static str {
    let texte = erreur.to_string();
    [
        ("EOF", "le fichier s'arrête avant la fin"),
        ("recursion limit", "trop d'objets ou de listes imbriqués"),
        ("out of range", "un nombre dépasse les bornes"),
    ]
    .into_iter()
    .find(|(motif, _)| texte.contains(motif))
    .map_or("la structure n'est pas celle d'un GeoJSON", |(_, f)| f)
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
}

impl Lecture<'_> {
    /// Sorts the shapes of a geometry; collections are opened with a list, not by recursion.
    fn geometrie(&self, geometrie: &Geometry, lues: &mut Lues) -> Result<(), ErreurDonnees> {
        let mut pile = vec![geometrie];
        while let Some(geometrie) = pile.pop() {
            match &geometrie.value {
                GeometryValue::Polygon { coordinates } => {
                    let polygone = anneaux::polygone(coordinates).map_err(|f| self.dite(f))?;
                    lues.polygones.push(MultiPolygon::new(vec![polygone]));
                }
                GeometryValue::MultiPolygon { coordinates } => {
                    let parties = coordinates
                        .iter()
                        .map(|p| anneaux::polygone(p).map_err(|f| self.dite(f)));
                    let parties = parties.collect::<Result<_, _>>()?;
                    lues.polygones.push(MultiPolygon::new(parties));
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

    /// A line that comes back to its first position goes around something.
    fn ligne(&self, positions: &[Position], lues: &mut Lues) -> Result<(), ErreurDonnees> {
        let meme = positions
            .first()
            .zip(positions.last())
            .is_some_and(|(a, b)| a.as_slice() == b.as_slice());
        if positions.len() >= 4 && meme {
            let polygone = Polygon::new(
                anneaux::anneau(positions).map_err(|f| self.dite(f))?,
                Vec::new(),
            );
            lues.fermees.push(MultiPolygon::new(vec![polygone]));
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
                .remede("le contour est sans doute projeté (Lambert-93) : exportez-le en WGS84"),
        }
    }

    fn erreur(&self, probleme: &str) -> ErreurDonnees {
        let lieu = Emplacement::fichier(format!("{}, objet n° {}", self.fichier, self.numero));
        ErreurDonnees::new(lieu, probleme)
    }
}

#[cfg(test)]
mod tests;
