//! A map of several perimeters: a GeoJSON whose features are each the territory of a CPTS, named by a property.

use geojson::{Feature, GeoJson};

use crate::base::normaliser;
use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::polygones::{analyser_geojson, lire_geojson};
use crate::load::perimetre::reserves::Reserves;
use crate::load::perimetre::systeme;
use crate::load::table::nom_cpts::{NomCpts, nom_cpts, prepare};
use crate::model::{Emplacement, ErreurDonnees};
use crate::perimetre::PolygonesPerimetre;

/// Properties that name a CPTS, the surest first.
const NOMS: [&str; 7] = [
    "cpts",
    "nom cpts",
    "nom de la cpts",
    "nom",
    "libelle",
    "name",
    "title",
];
/// Most features of a map: ten times the CPTS that France has.
const OBJETS_MAX: usize = 20_000;

/// The polygons of each CPTS of a map, in its order; features of the same name are one. `None` when the file is no map.
///
/// # Errors
/// Unreadable GeoJSON, feature without name, open ring, coordinates that are not degrees: the feature is named.
pub fn lire(fichier: &Fichier) -> Result<Option<Vec<(String, PolygonesPerimetre)>>, ErreurDonnees> {
    let Contenu::Carte(texte) = &fichier.contenu else {
        return Ok(None);
    };
    let nom = fichier.nom();
    let lu = texte.parse::<GeoJson>();
    let systeme = lu.as_ref().ok().and_then(systeme::declare);
    let objets = match lu {
        Ok(GeoJson::FeatureCollection(collection)) => collection.features,
        Ok(GeoJson::Feature(objet)) => vec![objet],
        // What is wrong is told as of any map.
        Ok(GeoJson::Geometry(_)) | Err(_) => {
            analyser_geojson(&nom, texte)?;
            return Err(sans_nom(&nom, 1));
        }
    };
    if objets.len() > OBJETS_MAX {
        let trop = format!("{} objets, {OBJETS_MAX} au plus sont lus", objets.len());
        return Err(
            ErreurDonnees::new(Emplacement::fichier(nom), &trop).attendu("un objet par CPTS")
        );
    }
    prepare()?;
    let mut lus: Vec<(String, PolygonesPerimetre)> = Vec::new();
    let mut reserves = Reserves::default();
    for (rang, objet) in objets.into_iter().enumerate() {
        let cpts = nomme(&objet).ok_or_else(|| sans_nom(&nom, rang + 1))?;
        match nom_cpts(&cpts) {
            NomCpts::Dit => {}
            // « Zone blanche » drawn on the map: it is no CPTS.
            NomCpts::Sans => continue,
            NomCpts::Illisible => return Err(sans_nom(&nom, rang + 1).valeur(&cpts)),
        }
        let lieu = format!("{nom}, objet n° {} ({cpts})", rang + 1);
        let (zone, siennes) = lire_geojson(&lieu, GeoJson::Feature(objet), systeme.as_deref())?;
        reserves.ajouter(siennes.de(&cpts));
        match lus.iter_mut().find(|(deja, _)| *deja == cpts) {
            Some((_, deja)) => {
                deja.polygones.extend(zone.polygones);
                deja.constats.extend(zone.constats);
            }
            None => lus.push((cpts, zone)),
        }
    }
    if let Some((_, premiere)) = lus.first_mut() {
        premiere.constats.extend(reserves.constats(&nom));
    }
    Ok(Some(lus))
}

/// The name of a feature, in the first of the properties that gives one.
fn nomme(objet: &Feature) -> Option<String> {
    let proprietes = objet.properties.as_ref()?;
    let de = |voulu: &&str| {
        let trouve = proprietes
            .iter()
            .find(|(cle, _)| normaliser(cle) == **voulu);
        let texte = trouve?.1.as_str()?.trim();
        (!texte.is_empty()).then(|| texte.to_owned())
    };
    NOMS.iter().find_map(de)
}

fn sans_nom(fichier: &str, numero: usize) -> ErreurDonnees {
    let lieu = Emplacement::fichier(format!("{fichier}, objet n° {numero}"));
    ErreurDonnees::new(lieu, "aucun nom de CPTS")
        .attendu("une propriété « cpts » ou « nom » dans chaque objet du GeoJSON")
        .remede("nommez chaque polygone dans le logiciel qui l'a dessiné, et exportez-le à nouveau")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carte(objets: &[(&str, &str)]) -> Fichier {
        let objet = |(nom, anneau): &(&str, &str)| {
            format!(
                "{{\"type\":\"Feature\",\"properties\":{{{nom}}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{anneau}]}}}}"
            )
        };
        let objets: Vec<String> = objets.iter().map(objet).collect();
        Fichier {
            chemin: "cpts.geojson".into(),
            contenu: Contenu::Carte(format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
                objets.join(",")
            )),
        }
    }

    const CARRE: &str = "[[3,44],[4,44],[4,45],[3,45],[3,44]]";

    #[test]
    fn a_feature_is_a_cpts_and_those_of_one_name_are_one() {
        let lus = lire(&carte(&[
            ("\"Nom\":\"Un\",\"cpts\":\"CPTS A\"", CARRE),
            ("\"nom\":\"CPTS B\"", CARRE),
            ("\"CPTS\":\"CPTS A\"", CARRE),
        ]));
        let lus = lus.unwrap().unwrap();
        let noms: Vec<(&str, usize)> = lus
            .iter()
            .map(|(n, z)| (n.as_str(), z.polygones.len()))
            .collect();
        assert_eq!(noms, [("CPTS A", 2), ("CPTS B", 1)]);
    }

    #[test]
    fn a_feature_without_name_or_in_metres_is_named() {
        let erreur = lire(&carte(&[
            ("\"cpts\":\"A\"", CARRE),
            ("\"nom\":\" \"", CARRE),
        ]));
        assert!(erreur.unwrap_err().to_string().contains("objet n° 2"));
        let metres = "[[300000,900000],[300010,900000],[300010,900010],[300000,900000]]";
        let erreur = lire(&carte(&[("\"cpts\":\"A\"", metres)]))
            .unwrap_err()
            .to_string();
        assert!(
            erreur.contains("pas des degrés") && erreur.contains("(A)"),
            "{erreur}"
        );
    }

    #[test]
    fn metres_are_converted_and_a_crossing_outline_is_named_once_for_the_file() {
        let lambert = "[[700000,6600000],[700010,6600000],[700010,6600010],[700000,6600000]]";
        let noeud = "[[3,44],[4,45],[4,44],[3,45],[3,44]]";
        let lus = lire(&carte(&[
            ("\"cpts\":\"A\"", lambert),
            ("\"cpts\":\"B\"", noeud),
            ("\"cpts\":\"C\"", CARRE),
        ]));
        let lus = lus.unwrap().unwrap();
        let dits: Vec<&str> = lus
            .iter()
            .flat_map(|(_, z)| &z.constats)
            .map(|c| c.texte.as_str())
            .collect();
        assert_eq!(dits.len(), 2, "{dits:?}");
        assert!(dits[0].contains("Lambert-93"));
        assert!(
            dits[1].contains("B (longitude 3,5000, latitude 44,5000)"),
            "{dits:?}"
        );
        let coin = lus[0].1.polygones[0].0[0].exterior().0[0];
        assert!((coin.x - 3.0).abs() < 1e-6 && (coin.y - 46.5).abs() < 1e-6);
    }
}
