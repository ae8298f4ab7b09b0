//! A GeoJSON: its features recognise it; a broken one is told with its line.

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::abime;
use crate::load::format::compile::Format;
use crate::load::format::reconnaissance::{Reconnu, reconnait};
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::Contenu;
use crate::load::source::texte;
use crate::load::table::resultat::Table;
use crate::load::table::{entites, geo_collection};
use crate::model::{Emplacement, ErreurDonnees};

impl Atelier<'_> {
    pub(in crate::load) fn geojson(
        &self,
        fichier: &Fichier,
        tete: &Contenu,
    ) -> Result<Devenir, ErreurDonnees> {
        let (debut, _) = texte::decode(&tete.octets);
        if !debut.contains("\"FeatureCollection\"")
            && !fichier.nom.to_lowercase().contains(".geojson")
        {
            return self.refuse(
                fichier,
                "JSON sans « FeatureCollection » : ce n'est pas un GeoJSON".to_owned(),
            );
        }
        let contenu = self.contenu(fichier)?;
        if contenu.octets.is_empty() {
            return self.geojson_abime(fichier, &debut, &contenu, None);
        }
        let (texte, _) = texte::decode(&contenu.octets);
        let mut lues = match geo_collection::entites(&texte) {
            Ok(lues) if contenu.defaut.is_none() => lues,
            Ok(_) => return self.geojson_abime(fichier, &debut, &contenu, None),
            Err(e) => return self.geojson_abime(fichier, &debut, &contenu, Some(&e)),
        };
        if lues.is_empty() {
            return self.refuse(fichier, "GeoJSON sans aucune entité".to_owned());
        }
        let apercu = entites::apercu(&lues);
        let (format, plan) = match self.choisit(fichier, &apercu, None)? {
            Ok(choix) => choix,
            Err(sort) => return Ok(sort),
        };
        let table = entites::lire(self.referentiel, format, &plan, &fichier.nom, &mut lues)?;
        if format.d.contours
            && table.contours.is_empty()
            && table.lieux_ecartes.is_none()
            && table.morcelees.is_empty()
            && plan.lues.is_empty()
            && table.points.is_empty()
        {
            return Err(sans_polygone(format, fichier, &table));
        }
        Ok(Devenir::de(vec![self.lu(
            format,
            fichier,
            contenu.sha256,
            table,
        )]))
    }

    /// A broken GeoJSON (or gzip) is an error when its beginning is recognised, else it is only listed.
    fn geojson_abime(
        &self,
        fichier: &Fichier,
        debut: &str,
        contenu: &Contenu,
        e: Option<&serde_json::Error>,
    ) -> Result<Devenir, ErreurDonnees> {
        let defaut = match (&contenu.defaut, e) {
            (Some(defaut), _) => defaut.clone(),
            // A bound of ours has no place in the text.
            (None, Some(e)) if e.line() == 0 => Defaut::new(Genre::TropGros, e.to_string()),
            (None, Some(e)) if !e.is_eof() => {
                Defaut::abime(format!("GeoJSON illisible, colonne {}", e.column()))
            }
            _ => Defaut::abime("GeoJSON tronqué"),
        };
        let place = Emplacement::fichier(&fichier.nom);
        let place = match e {
            Some(e) if e.line() > 0 => place.ligne(e.line() as u64),
            _ => place,
        };
        let apercu = entites::apercu_du_debut(debut);
        match reconnait(self.formats, &apercu, &fichier.nom) {
            Ok(Reconnu { format, .. }) => match self.formats.get(format) {
                Some(f) => Err(abime(f, place, &defaut)),
                None => self.refuse(fichier, defaut.texte),
            },
            Err(_) => self.refuse(fichier, defaut.texte),
        }
    }
}

/// Outlines of communes were expected and none could be used.
fn sans_polygone(format: &Format, fichier: &Fichier, table: &Table) -> ErreurDonnees {
    let erreur = abime(
        format,
        Emplacement::fichier(&fichier.nom),
        &Defaut::abime("GeoJSON sans polygone utilisable"),
    )
    .attendu("des polygones de communes, en longitude et latitude (WGS84)");
    match table.rejets.first() {
        Some(rejet) => erreur.valeur(&rejet.motif),
        None => erreur,
    }
}
