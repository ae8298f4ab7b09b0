//! Rows that name a structure: kept as they are, each once, with its point whatever its projection.

use crate::geo::{Projection, est_geographique};
use crate::load::format::nombre::nombre;
use crate::load::format::structure::{ConditionPlacee, PlacesStructure};
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Ligne;
use crate::load::table::lignes::Lignes;
use crate::model::{Point, Referentiel, Structure, UniteId};

/// Longest name kept, characters.
const NOM: usize = 120;

/// Whether a row answers to a condition.
fn repond(l: &Ligne<'_>, (place, motif): &ConditionPlacee) -> bool {
    let cellule = l.cellules.get(*place);
    cellule.is_some_and(|c| motif.is_match(c.en_texte().trim()))
}

fn texte(l: &Ligne<'_>, place: Option<usize>) -> String {
    let cellule = place.and_then(|p| l.cellules.get(p));
    cellule.map_or_else(String::new, |c| affichable(&c.en_texte(), NOM))
}

impl Lignes<'_> {
    /// Whether a row names a structure.
    pub(in crate::load) fn nomme_une_structure(&self, l: &Ligne<'_>) -> bool {
        let places = self.plan.structure_nommee.as_ref();
        places.is_some_and(|p| p.quand.iter().all(|q| repond(l, q)))
    }

    /// Keeps the structure of a row.
    pub(in crate::load) fn structure(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let (Some(places), Some(d)) = (
            self.plan.structure_nommee.as_ref(),
            self.format.d.structure.as_ref(),
        ) else {
            return;
        };
        if !self.nomme_une_structure(l) {
            return;
        }
        let [identifiant, mut nom, categorie, mut libelle] = places.textes.map(|p| texte(l, p));
        let connue = self.connues.and_then(|c| c.get(&identifiant));
        if let Some(connue) = connue.filter(|_| nom.is_empty()) {
            nom.clone_from(&connue.nom);
        }
        if libelle.is_empty() {
            let connu = d.libelles.get(&categorie).or(d.genre.as_ref());
            libelle = connu.cloned().unwrap_or_default();
        }
        let ailleurs = places.sans_point.as_ref().is_some_and(|q| repond(l, q));
        let point = if ailleurs {
            None
        } else {
            point_de_la_ligne(self.referentiel, places, l, unite).or(connue.and_then(|c| c.point))
        };
        if nom.is_empty() && point.is_none() {
            return;
        }
        self.table.structures.push(Structure {
            unite,
            liste: d.liste.clone(),
            identifiant,
            nom,
            categorie,
            libelle,
            point,
            source: crate::model::SourceId(0),
        });
    }

    /// Keeps the point of a row that holds nothing else; whether it is one.
    pub(in crate::load) fn point_de_structure(&mut self, l: &Ligne<'_>) -> bool {
        let places = self.plan.structure_nommee.as_ref();
        let Some((quand, [identifiant, x, y])) = places.and_then(|p| p.rangees_de_points.as_ref())
        else {
            return false;
        };
        if !repond(l, quand) {
            return false;
        }
        let nombre_de = |p: &usize| nombre(&texte(l, Some(*p)));
        if let Some(paire) = nombre_de(x).zip(nombre_de(y)) {
            let qui = texte(l, Some(*identifiant));
            self.points_des_structures.insert(qui, paire);
        }
        true
    }

    /// Gives their points to the structures that other rows locate.
    pub(in crate::load) fn situe_les_structures(&mut self) {
        let points = std::mem::take(&mut self.points_des_structures);
        for s in self
            .table
            .structures
            .iter_mut()
            .filter(|s| s.point.is_none())
        {
            let paire = points.get(&s.identifiant);
            s.point = paire.and_then(|&(x, y)| point(self.referentiel, s.unite, x, y));
        }
    }
}

/// The first pair of columns that gives a point.
fn point_de_la_ligne(
    referentiel: &Referentiel,
    places: &PlacesStructure,
    l: &Ligne<'_>,
    unite: UniteId,
) -> Option<Point> {
    let paires = places.points.iter();
    let mut lues = paires.filter_map(|[x, y]| {
        let (x, y) = (nombre(&texte(l, *x))?, nombre(&texte(l, *y))?);
        point(referentiel, unite, x, y)
    });
    lues.next().or_else(|| {
        let cellule = texte(l, places.lat_lon);
        let (lat, lon) = cellule.split_once([',', ';', ' '])?;
        point(referentiel, unite, nombre(lon.trim())?, nombre(lat.trim())?)
    })
}

/// Degrees as they are; metres in the legal projection of the département. The origin, and a point of another territory, are
/// no point.
fn point(referentiel: &Referentiel, unite: UniteId, x: f64, y: f64) -> Option<Point> {
    if x == 0.0 && y == 0.0 {
        return None;
    }
    if est_geographique(x, y) {
        return Some(Point { lon: x, lat: y });
    }
    let departement = referentiel
        .departements
        .get(referentiel.unite(unite).departement)?;
    let projection = Projection::du_departement(&departement.code)?;
    let (lon, lat) = projection.inverser([x, y])?;
    Some(Point { lon, lat })
}
