//! One property or one coordinate of a GeoJSON made unreadable.

use serde_json::{Value, json};

use crate::alea::Alea;
use crate::degats::{est_chiffree, fichiers, illisible};
use crate::mutation::rang;
use crate::verite::{Degat, Verite};

/// A figure or a code of a property, or a number of the outline.
pub fn abimer(alea: &mut Alea, verite: &Verite) -> Option<Degat> {
    let choix = fichiers(verite, ".geojson");
    let (place, nom, octets) = *choix.get(rang(alea, choix.len()))?;
    let mut carte: Value = serde_json::from_slice(octets).ok()?;
    let entites = carte.get_mut("features")?.as_array_mut()?;
    let numero = rang(alea, entites.len());
    let entite = entites.get_mut(numero)?;
    let dit = if alea.entier(0, 1) == 0 {
        propriete(alea, entite.get_mut("properties")?)?
    } else {
        coordonnee(alea, entite.get_mut("geometry")?.get_mut("coordinates")?)?
    };
    Some(Degat {
        rang: place,
        nom: None,
        octets: serde_json::to_vec(&carte).ok()?,
        dit: format!("{}, entité {}, {dit}", nom.display(), numero + 1),
        entier: false,
    })
}

fn propriete(alea: &mut Alea, proprietes: &mut Value) -> Option<String> {
    let objet = proprietes.as_object_mut()?;
    let chiffrees: Vec<String> = objet
        .iter()
        .filter(|(_, v)| v.is_number() || v.is_array() || v.as_str().is_some_and(est_chiffree))
        .map(|(nom, _)| nom.clone())
        .collect();
    let nom = chiffrees.get(rang(alea, chiffrees.len()))?;
    let neuve = match alea.entier(0, 4) {
        0 => json!({"a": 1}),
        1 => json!(true),
        2 => json!([[1]]),
        _ => json!(illisible(alea)),
    };
    let dit = format!("{nom} = {neuve}");
    objet.insert(nom.clone(), neuve);
    Some(dit)
}

fn coordonnee(alea: &mut Alea, coordonnees: &mut Value) -> Option<String> {
    let mut ici = coordonnees;
    while ici.as_array().is_some_and(|a| !a.is_empty()) {
        let suite = ici.as_array_mut()?;
        let place = rang(alea, suite.len());
        ici = suite.get_mut(place)?;
    }
    *ici = match alea.entier(0, 4) {
        0 => Value::Null,
        1 => json!(9999),
        2 => json!(1e300),
        3 => json!({}),
        _ => json!(illisible(alea)),
    };
    Some(format!("coordonnée {ici}"))
}
