//! Rows that name a structure: kept as they are, each once.

use crate::load::format::nombre::nombre;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Ligne;
use crate::load::table::lignes::Lignes;
use crate::model::{Point, Structure, UniteId};

/// Longest name kept, characters.
const NOM: usize = 120;

impl Lignes<'_> {
    /// Keeps the structure of a row.
    pub(in crate::load) fn structure(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let (Some(places), Some(d)) = (self.plan.structure_nommee, &self.format.d.structure) else {
            return;
        };
        let texte = |place: Option<usize>| {
            let cellule = place.and_then(|p| l.cellules.get(p));
            cellule.map_or_else(String::new, |c| affichable(&c.en_texte(), NOM))
        };
        let [identifiant, nom, categorie, libelle, lon, lat] = places.map(texte);
        let degre = |texte: &str| nombre(texte);
        let point = degre(&lon)
            .zip(degre(&lat))
            .map(|(lon, lat)| Point { lon, lat });
        let libelle = match &d.genre {
            Some(genre) if libelle.is_empty() => genre.clone(),
            _ => libelle,
        };
        if nom.is_empty() {
            return;
        }
        self.table.structures.push(Structure {
            unite,
            liste: d.liste.clone(),
            identifiant,
            nom,
            categorie,
            libelle,
            point: point.filter(|p| crate::geo::est_geographique(p.lon, p.lat)),
            source: crate::model::SourceId(0),
        });
    }
}
