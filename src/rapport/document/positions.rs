//! Where the territory stands: the words of the strip plot.

use super::{Bloc, Case, Dessin, Figure, Table};
use crate::francais::{avec_unite_courte, unite_dite};
use crate::rapport::Rapport;
use crate::rapport::positions::{Position, Positions};

/// How the drawing is read.
const LECTURE: &str = "Lecture\u{a0}: un trait par territoire, un trait long pour la médiane, un losange pour celui du rapport\u{a0}; le rang va du \
     plus élevé au plus bas, sans dire lequel vaut mieux. Seuls comptent les territoires dont le chiffre est entièrement connu.";

/// The strip plot, when comparable territories are known.
#[must_use]
pub fn figure(rapport: &Rapport) -> Option<Figure<'_>> {
    let positions = rapport.positions.as_ref()?;
    let dites: Vec<String> = positions.lignes.iter().map(dite).collect();
    Some(Figure {
        id: "positions".to_owned(),
        titre: format!("Où se situe le territoire parmi {}", positions.parmi),
        alternative: format!("{}.", dites.join("\u{a0}; ")),
        note: LECTURE.to_owned(),
        valeurs: Some(valeurs(positions)),
        dessin: Dessin::Positions(positions),
    })
}

/// The same as a block.
pub(super) fn bloc(rapport: &Rapport) -> Option<Bloc<'_>> {
    figure(rapport).map(|f| Bloc::Figures(vec![f]))
}

/// « APL aux généralistes : 4,73, 3e sur 70, de 1,20 à 5,40, médiane 3,60 ».
fn dite(p: &Position) -> String {
    let ecrit = |x: f64| avec_unite_courte(x, p.decimales, &p.unite);
    let [bas, mediane, haut] = p.etendue();
    format!(
        "{}\u{a0}: {}, {}, de {} à {}, médiane {}",
        p.titre,
        ecrit(p.valeur),
        place(p),
        ecrit(bas),
        ecrit(haut),
        ecrit(mediane)
    )
}

/// « 1er sur 70 », « 3e sur 70 ».
#[must_use]
pub fn place(p: &Position) -> String {
    let rang = p.rang();
    let fin = if rang == 1 { "er" } else { "e" };
    format!("{rang}{fin} sur {}", p.territoires())
}

fn valeurs(positions: &Positions) -> Table {
    let colonnes = [
        ("Chiffre", false, 30),
        ("Territoire", true, 10),
        ("Rang", true, 10),
        ("Plus bas", true, 10),
        ("Médiane", true, 10),
        ("Plus élevé", true, 10),
    ];
    let ligne = |p: &Position| {
        let ecrit = |x: f64| Case::from(avec_unite_courte(x, p.decimales, &p.unite));
        let titre = if unite_dite(&p.titre, &p.unite) {
            format!("{} ({})", p.titre, p.unite)
        } else {
            p.titre.clone()
        };
        let [bas, mediane, haut] = p.etendue();
        vec![
            titre.into(),
            ecrit(p.valeur),
            place(p).into(),
            ecrit(bas),
            ecrit(mediane),
            ecrit(haut),
        ]
    };
    let titre = format!("Valeurs\u{a0}: le territoire parmi {}", positions.parmi);
    Table::new(&titre, &colonnes).avec(positions.lignes.iter().map(ligne))
}
