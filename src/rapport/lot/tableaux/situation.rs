//! Need beside supply, and who resembles whom: one row a territory, with the numbers of cases that a place alone hides.

use super::{colonne, entier, texte, vide};
use crate::francais::{joindre, nombre};
use crate::rapport::lot::situation::{BesoinOffre, Semblable, VariableLot};
use crate::rapport::lot::types::{RapportLot, TerritoireLot};
use crate::rapport::{Cellule, Tableau};

/// The table; nothing when no territory is placed nor resembles another.
#[must_use]
pub fn situation(lot: &RapportLot) -> Option<Tableau> {
    let dite = |t: &TerritoireLot| t.besoin_offre.is_some() || !t.semblables.is_empty();
    if !lot.territoires.iter().any(dite) {
        return None;
    }
    let confrontes = lot.territoires.iter().any(|t| t.besoin_offre.is_some());
    let mut titres = vec!["Territoire", "Habitants", "Généralistes"];
    if confrontes {
        titres.extend(CONFRONTATION);
    }
    titres.push("Territoires semblables");
    let titre = match confrontes {
        true => "Besoin, offre et territoires semblables",
        false => "Territoires semblables",
    };
    Some(Tableau {
        colonnes: titres.iter().map(|t| colonne(t, 0)).collect(),
        lignes: lot
            .territoires
            .iter()
            .map(|t| ligne(lot, t, confrontes))
            .collect(),
        note: Some(note(lot, confrontes)),
        ..vide("situation", titre)
    })
}

/// Columns of the need beside the supply.
const CONFRONTATION: [&str; 5] = [
    "Besoin, rang",
    "Offre, rang",
    "Rang du besoin moins rang de l'offre",
    "Selon les poids",
    "Sens",
];

fn ligne(lot: &RapportLot, t: &TerritoireLot, confrontes: bool) -> Vec<Cellule> {
    let medecins = t.chiffres.get("effectif_mg").and_then(|c| c.valeur);
    let mut ligne = vec![
        texte(&t.nom),
        Cellule::Nombre(t.population),
        medecins.map_or_else(|| texte(""), Cellule::Nombre),
    ];
    if confrontes {
        ligne.extend(confrontation(t.besoin_offre.as_ref()));
    }
    ligne.push(texte(&semblables(lot, &t.semblables)));
    ligne
}

fn confrontation(b: Option<&BesoinOffre>) -> [Cellule; 5] {
    let Some(b) = b else {
        return ["", "", "", "", "non disponible"].map(texte);
    };
    let sens = match b.stable {
        true => b.sens.en_mots().to_owned(),
        false => format!("{}, selon les poids", b.sens.en_mots()),
    };
    [
        entier(b.rang_besoin),
        entier(b.rang_offre),
        Cellule::Nombre(b.ecart as f64),
        texte(&format!("de {} à {}", b.ecart_min, b.ecart_max)),
        texte(&sens),
    ]
}

/// « CPTS A (0,42), CPTS B (0,57) ».
fn semblables(lot: &RapportLot, siens: &[Semblable]) -> String {
    if siens.is_empty() {
        return "non disponible".to_owned();
    }
    let homonyme = |s: &Semblable| lot.territoires.iter().filter(|t| t.nom == s.nom).count() > 1;
    let dit = |s: &Semblable| match homonyme(s) {
        true => format!("{} [{}] ({})", s.nom, s.rang + 1, nombre(s.distance, 2)),
        false => format!("{} ({})", s.nom, nombre(s.distance, 2)),
    };
    let dits: Vec<String> = siens.iter().map(dit).collect();
    dits.join(", ")
}

/// What the places are made of, and how far they can be trusted.
fn note(lot: &RapportLot, confrontes: bool) -> String {
    let dites = |variables: &[VariableLot]| {
        let dite = |v: &VariableLot| {
            let mut connus = lot.indicateurs.iter();
            let connu = connus.find(|i| i.id == v.indicateur);
            let nom = connu.map_or(v.indicateur.as_str(), |i| i.libelle.as_str());
            match v.poids {
                p if (p - 1.0).abs() < 1e-9 => nom.to_owned(),
                p => format!("{nom} (poids {})", nombre(p, 1)),
            }
        };
        let noms: Vec<String> = variables.iter().filter(|v| v.retenue).map(dite).collect();
        match noms.is_empty() {
            true => "aucune variable que les fichiers donnent à assez de territoires".to_owned(),
            false => joindre(&noms),
        }
    };
    let c = &lot.contexte;
    let (besoin, offre) = (dites(&c.besoin), dites(&c.offre));
    let places = if confrontes {
        format!(
            "Rang 1\u{a0}: le besoin, ou l'offre, le plus élevé. Besoin\u{a0}: {besoin}. Offre\u{a0}: {offre}. Un écart négatif dit que \
             l'offre est en retrait du besoin ; « selon les poids »\u{a0}: ce que devient l'écart quand chaque poids est divisé puis \
             multiplié par deux, un à la fois. Ces rangs situent, ils ne jugent pas\u{a0}: lisez-les avec les nombres d'habitants et de \
             médecins."
        )
    } else {
        format!(
            "Le besoin n'est pas mis en regard de l'offre, faute de chiffres publiés en entier pour assez de territoires. Besoin\u{a0}: \
             {besoin}. Offre\u{a0}: {offre}."
        )
    };
    let semblables = dites(&c.contexte);
    format!(
        "Semblables\u{a0}: les plus proches par {semblables}, distance en écarts-types. {places}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::lot::essais::{lot, territoire};
    use crate::rapport::lot::{comparer, tableaux};

    #[test]
    fn each_territory_is_told_with_its_cases_and_what_its_place_is_worth() {
        let figures = |a: f64, b: f64| {
            [
                ("part_age_75_plus", a),
                ("apl_mg", b),
                ("effectif_mg", 12.0),
            ]
        };
        let mut territoires: Vec<TerritoireLot> = [(20.0, 1.0), (10.0, 3.0), (5.0, 6.0)]
            .iter()
            .enumerate()
            .map(|(i, (a, b))| territoire(&format!("T{i}"), &figures(*a, *b)))
            .collect();
        let contexte = comparer(&mut territoires);
        let lot = RapportLot {
            territoires,
            contexte,
            ..lot()
        };
        let table = situation(&lot).unwrap();
        assert_eq!(table.lignes[0][2], Cellule::Nombre(12.0));
        assert_eq!(table.lignes[0][5], Cellule::Nombre(-2.0));
        assert_eq!(table.lignes[0][7], texte("offre en retrait du besoin"));
        assert_eq!(table.lignes[0][8], texte("non disponible"));
        assert!(table.note.unwrap().contains("apl_mg"));
        assert!(tableaux::tableaux(&lot).iter().any(|t| t.id == "situation"));
    }

    #[test]
    fn a_list_that_places_nothing_has_no_table() {
        let lot = RapportLot {
            territoires: vec![territoire("T", &[])],
            ..lot()
        };
        assert_eq!(situation(&lot), None);
    }

    #[test]
    fn without_need_the_likes_alone_are_told() {
        let figures = |p: f64| {
            [
                ("population_municipale", p),
                ("densite_population", p / 100.0),
                ("part_pop_densite_1", p.sqrt()),
            ]
        };
        let mut territoires: Vec<TerritoireLot> = [9_000.0, 10_000.0, 40_000.0]
            .iter()
            .enumerate()
            .map(|(i, p)| territoire(&format!("T{i}"), &figures(*p)))
            .collect();
        let contexte = comparer(&mut territoires);
        let table = situation(&RapportLot {
            territoires,
            contexte,
            ..lot()
        })
        .unwrap();
        assert_eq!(table.colonnes.len(), 4);
        assert_eq!(table.titre, "Territoires semblables");
        assert!(matches!(&table.lignes[0][3], Cellule::Texte(t) if t.starts_with("T1 (")));
    }
}
