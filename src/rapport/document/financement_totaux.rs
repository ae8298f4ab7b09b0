//! The sums of the funding in words: what is the same whatever the case is said once.

use crate::model::Total;
use crate::rapport::aci::{confiance, montant};

/// The sums, those that are the same said once.
pub(super) fn totaux(totaux: &[Total], detail: bool) -> Vec<String> {
    let mut groupes: Vec<(String, Vec<&str>)> = Vec::new();
    let tous: Vec<&str> = totaux.iter().map(|t| t.libelle.as_str()).collect();
    for t in totaux {
        let ecrit = if detail { en_detail(t) } else { montant(t) };
        match groupes.iter_mut().find(|(deja, _)| *deja == ecrit) {
            Some((_, siens)) => siens.push(&t.libelle),
            None => groupes.push((ecrit, vec![&t.libelle])),
        }
    }
    let dire = |(ecrit, siens): (String, Vec<&str>)| {
        let libelles = ensemble(&siens, &tous).map_or_else(
            || siens.iter().map(|l| (*l).to_owned()).collect(),
            |un| vec![un],
        );
        let un = move |l: String| format!("Total {l}\u{a0}: {ecrit}.");
        libelles.into_iter().map(un).collect::<Vec<_>>()
    };
    groupes.into_iter().flat_map(dire).collect()
}

/// The sum with its confidence, and whether it lacks some of the amounts that are said above not to be settled.
fn en_detail(t: &Total) -> String {
    let incomplet = if t.complet { "" } else { ". Total incomplet" };
    let sure = confiance(t.confiance);
    format!("{} (confiance\u{a0}: {sure}){incomplet}", montant(t))
}

/// « par an, toutes missions ou missions socles seules, sans crise »: labels in as many parts, when they are all that their parts
/// can make; « par an, dans tous les cas » when no other label has the parts that they share.
fn ensemble(libelles: &[&str], tous: &[&str]) -> Option<String> {
    let decoupes: Vec<Vec<&str>> = libelles.iter().map(|l| l.split(", ").collect()).collect();
    let parts = decoupes.first()?.len();
    let mut places = Vec::new();
    for rang in 0..parts {
        let mut vues: Vec<&str> = Vec::new();
        for decoupe in &decoupes {
            let vue = decoupe.get(rang).filter(|_| decoupe.len() == parts)?;
            if !vues.contains(vue) {
                vues.push(vue);
            }
        }
        places.push(vues);
    }
    let produit: usize = places.iter().map(Vec::len).product();
    let constantes: Vec<&str> = places
        .iter()
        .filter(|v| v.len() == 1)
        .flatten()
        .copied()
        .collect();
    let semblables = tous.iter().filter(|l| {
        let siennes: Vec<&str> = l.split(", ").collect();
        constantes.iter().all(|c| siennes.contains(c))
    });
    let plusieurs = places.len() - constantes.len() > 1;
    if plusieurs && produit == libelles.len() && semblables.count() == produit {
        return Some(
            [&constantes[..], &["dans tous les cas"]]
                .concat()
                .join(", "),
        );
    }
    let dites: Vec<String> = places.iter().map(|vues| vues.join(" ou ")).collect();
    (produit == libelles.len()).then(|| dites.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Confiance;

    #[test]
    fn labels_that_are_all_that_their_parts_can_make_are_said_once() {
        let quatre = [
            "an, toutes, sans",
            "an, toutes, avec",
            "an, socles, sans",
            "an, socles, avec",
        ];
        assert_eq!(ensemble(&quatre, &quatre).unwrap(), "an, dans tous les cas");
        let autre = [&quatre[..], &["an, autres, sans"]].concat();
        assert_eq!(
            ensemble(&quatre, &autre).unwrap(),
            "an, toutes ou socles, sans ou avec"
        );
        assert_eq!(
            ensemble(&quatre[..2], &quatre).unwrap(),
            "an, toutes, sans ou avec"
        );
        assert_eq!(ensemble(&quatre[..1], &quatre).unwrap(), "an, toutes, sans");
        assert_eq!(ensemble(&quatre[..3], &quatre), None, "one is missing");
        let deux = ["an, toutes", "an, toutes, avec"];
        assert_eq!(ensemble(&deux, &deux), None);
    }

    #[test]
    fn the_same_sum_is_one_line_and_no_label_is_lost() {
        let total = |libelle: &str, min: f64| Total {
            libelle: libelle.to_owned(),
            min,
            max: Some(9.0),
            complet: false,
            confiance: Confiance::Recoupe,
            manque: Vec::new(),
        };
        let dits = totaux(
            &[
                total("par an, toutes missions, sans crise", 5.0),
                total("par an, toutes missions, avec crise", 6.0),
                total("par an, socles, sans crise", 5.0),
            ],
            false,
        );
        assert_eq!(dits.len(), 2, "{dits:?}");
        assert!(dits[0].starts_with("Total par an, toutes missions ou socles, sans crise"));
    }
}
