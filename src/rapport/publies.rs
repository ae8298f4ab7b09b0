//! The words of published figures: the mark of a comparator, the territories around, each with its level.

use crate::francais::avec_unite_courte;
use crate::model::{Comparateur, Indicateur};

/// What `°` means beside a comparator in a narrow column.
pub const LEGENDE_PUBLIE: &str =
    "°\u{a0}: chiffre publié tel quel par son producteur pour ce territoire, non recalculé.";

/// « publié », with its field when it is not the whole territory: « publié, France métropolitaine ».
#[must_use]
pub fn publie(c: &Comparateur) -> Option<String> {
    let publication = c.publie.as_ref()?;
    Some(match &publication.champ {
        Some(champ) => format!("publié, {champ}"),
        None => "publié".to_owned(),
    })
}

/// Figures of the EPCI and bassins de vie around, each with its level: « CC du Val, EPCI\u{a0}: 21 400 € (publié, 2021) ».
#[must_use]
pub fn autour(i: &Indicateur) -> Option<String> {
    if i.est_un_repere() {
        return None;
    }
    let siens = i.comparateurs.iter().filter(|c| !c.niveau.compare());
    let dits: Vec<String> = siens
        .map(|c| {
            let an = c.publie.as_ref().map_or("", |p| p.millesime.as_str());
            let chiffre = match c.valeur {
                Some(x) => avec_unite_courte(x, i.decimales, &i.unite),
                None => "masqué".to_owned(),
            };
            format!("{}\u{a0}: {chiffre} ({an})", c.nom_et_niveau())
        })
        .collect();
    (!dits.is_empty()).then(|| format!("Publié autour\u{a0}: {}", dits.join("\u{a0}; ")))
}
