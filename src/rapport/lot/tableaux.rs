//! Tables of several territories: one row each, then the dictionary of the indicators, then what failed.

mod situation;

pub use situation::situation;

use super::types::{ChiffreLot, IndicateurLot, RapportLot, TerritoireLot};
use crate::model::lecture::nombre as en_figure;
use crate::model::{SectionId, Statut};
use crate::rapport::{Cellule, ColonneTableau, Tableau};

/// All of them, in order.
#[must_use]
pub fn tableaux(lot: &RapportLot) -> Vec<Tableau> {
    let mut tous = vec![territoires(lot), rangs(lot)];
    tous.extend(situation(lot));
    tous.push(dictionnaire(lot));
    if !lot.echecs.is_empty() {
        tous.push(echecs(lot));
    }
    tous
}

/// A row by territory, a column by indicator: the identifiers are the titles, for a script; the dictionary has the labels.
#[must_use]
pub fn territoires(lot: &RapportLot) -> Tableau {
    let chiffre = |t: &TerritoireLot, i: &IndicateurLot| match t.chiffres.get(&i.id) {
        Some(ChiffreLot {
            valeur: Some(x), ..
        }) => Cellule::Nombre(*x),
        _ => texte(""),
    };
    large(lot, "territoires", "Territoires", &chiffre)
}

/// A row by territory, a column by indicator: its place.
fn rangs(lot: &RapportLot) -> Tableau {
    let rang = |t: &TerritoireLot, i: &IndicateurLot| {
        let chiffre = t.chiffres.get(&i.id);
        chiffre
            .and_then(|c| c.rang)
            .map_or_else(|| texte(""), entier)
    };
    let mut table = large(lot, "rangs", "Rangs", &rang);
    for colonne in table.colonnes.iter_mut().skip(FIXES.len()) {
        colonne.decimales = 0;
    }
    table.note = Some("Rang 1\u{a0}: le chiffre le plus élevé, sans dire si c’est un bien. Ne sont rangés que les chiffres publiés en entier, à partir de trois territoires.".to_owned());
    table
}

/// Columns before the indicators.
const FIXES: [(&str, u8); 7] = [
    ("nom", 0),
    ("expression", 0),
    ("departements", 0),
    ("communes", 0),
    ("population", 0),
    ("millesime_population", 0),
    ("taille", 0),
];

fn large(
    lot: &RapportLot,
    id: &str,
    titre: &str,
    chiffre: &dyn Fn(&TerritoireLot, &IndicateurLot) -> Cellule,
) -> Tableau {
    let fixes = FIXES.iter().map(|(titre, d)| colonne(titre, *d));
    let siennes = lot.indicateurs.iter().map(|i| colonne(&i.id, i.decimales));
    let ligne = |t: &TerritoireLot| {
        let mut cellules = vec![
            texte(&t.nom),
            texte(&t.expression),
            texte(&t.departements.join(" ")),
            entier(t.communes),
            Cellule::Nombre(t.population),
            t.millesime_population
                .map_or_else(|| texte(""), |a| Cellule::Nombre(f64::from(a))),
            t.taille
                .map_or_else(|| texte(""), |n| Cellule::Nombre(f64::from(n))),
        ];
        cellules.extend(lot.indicateurs.iter().map(|i| chiffre(t, i)));
        cellules
    };
    Tableau {
        colonnes: fixes.chain(siennes).collect(),
        lignes: lot.territoires.iter().map(ligne).collect(),
        ..vide(id, titre)
    }
}

fn dictionnaire(lot: &RapportLot) -> Tableau {
    let ligne = |i: &IndicateurLot| {
        let compte = |voulu: &dyn Fn(Option<&ChiffreLot>) -> bool| {
            let siens = lot.territoires.iter().map(|t| t.chiffres.get(&i.id));
            entier(siens.filter(|c| voulu(*c)).count())
        };
        let entiere = |c: Option<&ChiffreLot>| {
            c.is_some_and(|c| c.valeur.is_some() && c.statut == Statut::Publie)
        };
        let partielle = |c: Option<&ChiffreLot>| {
            c.is_some_and(|c| c.valeur.is_some() && c.statut != Statut::Publie)
        };
        let muette = |c: Option<&ChiffreLot>| c.is_none_or(|c| c.valeur.is_none());
        let r = i.repartition;
        let quantile = |f: &dyn Fn(&super::Repartition) -> f64| {
            r.as_ref()
                .map_or_else(|| texte(""), |r| Cellule::Nombre(f(r)))
        };
        vec![
            texte(&i.id),
            texte(i.section.as_str()),
            texte(&i.libelle),
            texte(&i.unite),
            texte(i.millesime.as_deref().unwrap_or_default()),
            compte(&entiere),
            compte(&partielle),
            compte(&muette),
            quantile(&|r| r.minimum),
            quantile(&|r| r.quartile_1),
            quantile(&|r| r.mediane),
            quantile(&|r| r.quartile_3),
            quantile(&|r| r.maximum),
        ]
    };
    let titres = [
        ("indicateur", 0),
        ("section", 0),
        ("libellé", 0),
        ("unité", 0),
        ("millésime", 0),
        ("publiés en entier", 0),
        ("partiels", 0),
        ("sans chiffre", 0),
        ("minimum", 2),
        ("premier quartile", 2),
        ("médiane", 2),
        ("troisième quartile", 2),
        ("maximum", 2),
    ];
    Tableau {
        colonnes: titres.iter().map(|(t, d)| colonne(t, *d)).collect(),
        lignes: lot.indicateurs.iter().map(ligne).collect(),
        note: Some("Chaque territoire compte pour un, quelle que soit sa population.".to_owned()),
        ..vide("indicateurs", "Indicateurs et répartition")
    }
}

fn echecs(lot: &RapportLot) -> Tableau {
    let ligne = |e: &super::EchecLot| vec![texte(&e.nom), texte(&e.motif)];
    Tableau {
        colonnes: vec![colonne("nom", 0), colonne("motif", 0)],
        lignes: lot.echecs.iter().map(ligne).collect(),
        ..vide("echecs", "Territoires sans diagnostic")
    }
}

fn vide(id: &str, titre: &str) -> Tableau {
    Tableau {
        id: id.to_owned(),
        section: SectionId::S0,
        titre: titre.to_owned(),
        colonnes: Vec::new(),
        lignes: Vec::new(),
        note: None,
        sources: Vec::new(),
    }
}

fn colonne(titre: &str, decimales: u8) -> ColonneTableau {
    ColonneTableau {
        titre: titre.to_owned(),
        unite: String::new(),
        decimales,
        variable: None,
    }
}

fn texte(texte: &str) -> Cellule {
    Cellule::Texte(texte.to_owned())
}

fn entier(n: usize) -> Cellule {
    Cellule::Nombre(en_figure(n))
}
