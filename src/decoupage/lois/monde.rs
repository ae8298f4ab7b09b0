//! A country of squares, and what the laws ask of what is proposed there.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::*;
use crate::geo::essais::{SOURCE, carre, france, perimetre};
use crate::model::{
    CodeCommune, Contour, Departement, Epci, Forme, Genre, Point, Referentiel, Region, Unite,
    UniteId,
};

pub(super) const COTE: u32 = 6;

/// A grid of communes of a tenth of a degree, four to an EPCI; the first `ilots` are moved out to sea.
pub(super) fn pays(populations: &[u32], ilots: usize) -> (Dataset, Perimetre) {
    let mut d = france();
    d.contours.clear();
    d.points.clear();
    let mut r = Referentiel::default();
    r.departements = vec![Departement {
        code: "48".into(),
        nom: "Lozère".into(),
        region: 0,
    }];
    r.regions = vec![Region {
        code: "76".into(),
        nom: "Région".into(),
    }];
    for (rang, &population) in (0_u32..).zip(populations) {
        let id = UniteId(rang);
        let (x, y) = (f64::from(rang % COTE) * 0.1, f64::from(rang / COTE) * 0.1);
        let x = if (rang as usize) < ilots {
            x * 2.0 - 5.0
        } else {
            x
        };
        r.unites.push(Unite {
            code: CodeCommune::parse(&format!("48{:03}", rang + 1)).unwrap(),
            nom: format!("Commune {}", rang + 1),
            genre: Genre::Commune,
            parent: None,
            departement: 0,
            epci: Some(rang as usize / 4),
            population: Some(population),
        });
        let geometrie = Forme::from(carre(3.0 + x, 44.0 + y, 0.1));
        d.contours.insert(
            id,
            Contour {
                geometrie,
                source: SOURCE,
            },
        );
        d.points.insert(
            id,
            Point {
                lon: 3.05 + x,
                lat: 44.05 + y,
            },
        );
    }
    r.epcis = (0..populations.len().div_ceil(4))
        .map(|e| Epci {
            siren: format!("2000000{e:02}"),
            nom: format!("EPCI {e}"),
            genre: "CC".into(),
            membres: (4 * e..populations.len().min(4 * e + 4))
                .map(|u| UniteId(u as u32))
                .collect(),
        })
        .collect();
    r.indexer();
    d.referentiel = Arc::new(r);
    let membres: Vec<(UniteId, f64)> = (0..populations.len() as u32)
        .map(|u| (UniteId(u), 1.0))
        .collect();
    (d, perimetre(&membres))
}

pub(super) fn demande(depart: Depart) -> Demande {
    Demande {
        depart,
        min: 1_000.0,
        max: 4_000.0,
        groupes: None,
        km_max: None,
        temps: None,
        ensemble: Vec::new(),
        separer: Vec::new(),
        villes_entieres: false,
        propositions: 2,
        graine: 7,
    }
}

pub(super) fn objectif() -> Objectif {
    let texte = "population_visee = 1500.0\nreprises = 2\npaliers = 6\nessais_par_commune = 6\n";
    Objectif::lire(Some((texte, "essai.toml"))).unwrap()
}

pub(super) fn lancer(d: &Dataset, p: &Perimetre, demande: &Demande) -> Result<Decoupage, Refus> {
    let regles = Regles {
        objectif: &objectif(),
        taille: &|_| Some(1),
        suivi: Suivi {
            arret: &|| false,
            avance: &|| {},
        },
    };
    proposer(d, p, demande, &regles)
}

/// Whether communes of the grid hold together by their sides, or by the links that were told.
pub(super) fn tient(
    d: &Dataset,
    codes: &BTreeSet<CodeCommune>,
    liens: &[(CodeCommune, CodeCommune)],
) -> bool {
    let rang = |c: &CodeCommune| d.referentiel.par_code(*c).unwrap();
    let touche = |a: &CodeCommune, b: &CodeCommune| {
        let (p, q) = (d.points[&rang(a)], d.points[&rang(b)]);
        let pas = (p.lon - q.lon).abs() + (p.lat - q.lat).abs();
        pas < 0.15 || liens.contains(&(*a, *b)) || liens.contains(&(*b, *a))
    };
    let mut restent = codes.clone();
    let mut a_voir: Vec<CodeCommune> = restent.pop_first().into_iter().collect();
    while let Some(ici) = a_voir.pop() {
        let proches: Vec<CodeCommune> = restent
            .iter()
            .filter(|c| touche(&ici, c))
            .copied()
            .collect();
        proches.iter().for_each(|c| {
            restent.remove(c);
        });
        a_voir.extend(proches);
    }
    restent.is_empty()
}

/// Names are unique here: the commune that a link goes to.
pub(super) fn liens(d: &Dataset, propose: &Decoupage) -> Vec<(CodeCommune, CodeCommune)> {
    let code = |nom: &str| {
        d.referentiel
            .unites
            .iter()
            .find(|u| u.nom == nom)
            .unwrap()
            .code
    };
    propose
        .liens
        .iter()
        .map(|l| (l.code, code(&l.vers)))
        .collect()
}

pub(super) fn codes(g: &crate::model::GroupePropose) -> BTreeSet<CodeCommune> {
    g.communes.iter().map(|c| c.code).collect()
}
