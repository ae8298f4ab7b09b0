//! Figures of territories wider than a commune, file after file: the first that gives one is kept.

use crate::load::fichier::devenir::Lu;
use crate::load::format::niveau::conventions;
use crate::load::format::regle::additionne;
use crate::load::jeu::doublons::{Doublons, nomme};
use crate::model::{ChiffrePublie, Dataset, Niveau, SourceId};

/// Adds those of a file.
pub fn ajoute(d: &mut Dataset, source: SourceId, lu: &mut Lu, doublons: &mut Doublons) {
    let publies = std::mem::take(&mut lu.table.publies);
    for (territoire, series) in publies.chiffres {
        if territoire.0 == Niveau::France
            && let Some((_, Some(nom))) = conventions().france(&territoire.1)
        {
            d.publies.nomme(territoire.clone(), nom.to_owned());
        }
        for ((variable, an), valeur) in series {
            let chiffre = ChiffrePublie {
                valeur,
                source,
                somme: additionne(&lu.descripteur, &variable),
            };
            let place = territoire.clone();
            if let Err(deja) = d.publies.ajoute(place, &variable, an, chiffre) {
                doublons.note(deja, nomme(&variable, an));
            }
        }
    }
    for (territoire, nom) in publies.noms {
        d.publies.nomme(territoire, nom);
    }
}
