//! Where the territory is: its région and the départements around, the territory filled.

use std::collections::BTreeSet;

use super::{boite, elargir};
use crate::base::{contours, departements};
use crate::geo::dissolution::{aire, dissoudre};
use crate::geo::simplification::{self, Anneau};
use crate::geo::{Emprise, Projection};
use crate::model::{Dataset, Perimetre};
use crate::rapport::carte_trace::Trace;
use crate::rapport::cartes::{Aire, ClasseCarte, Croquis, GenreNom, NomCarte};
use crate::tri::Tri;

/// Share of its frame under which a territory is ringed too: its fill alone would hardly be seen.
const CERNE: f64 = 0.05;
/// Share of its régions from which a territory is shown in the whole country.
const ETENDUE: f64 = 0.5;
/// Vertices of the territory, seen from far.
const SOMMETS: usize = 300;

/// Classes: what is around, the régions, the départements of the territory, the territory.
const TEINTES: [&str; 4] = ["#e5e9ee", "#ffffff", "#cfe0f0", "#1d4e79"];

/// A département: its code, its name, its région, its rings in metres.
struct Voisin<'a> {
    code: &'a str,
    nom: &'a str,
    region: usize,
    anneaux: Vec<Anneau>,
}

/// Where the perimeter is; absent for an invented territory, and where it is all that there would be to see.
pub fn situation(
    d: &Dataset,
    perimetre: &Perimetre,
    siens: &[&Trace],
    projection: &Projection,
) -> Option<Croquis> {
    let r = &d.referentiel;
    if r.fictif {
        return None;
    }
    let membres = perimetre
        .membres
        .iter()
        .map(|m| r.unite(m.unite).departement);
    let leurs: BTreeSet<&str> = membres
        .filter_map(|rang| r.departements.get(rang).map(|d| d.code.as_str()))
        .collect();
    let metropole = leurs.iter().any(|c| c.len() == 2);
    let tous = voisins(d, projection, metropole);
    let regions: BTreeSet<usize> = tous
        .iter()
        .filter(|v| leurs.contains(v.code))
        .map(|v| v.region)
        .collect();
    let territoire = alleger(siens);
    let (montres, entier) = montres(&tous, &regions, &territoire);
    // An island all taken: its own maps show as much.
    if montres.is_empty() || entier && !metropole {
        return None;
    }
    let cadre = elargir(boite(montres.iter().flat_map(|v| &v.anneaux))?, 0.03);
    let noms = if entier {
        Vec::new()
    } else {
        noms(&montres, &leurs)
    };
    let ou = match regions.first().filter(|_| !entier && regions.len() == 1) {
        Some(rang) => r.regions.get(*rang)?.nom.clone(),
        None => "France".to_owned(),
    };
    let territoire = Aire {
        nom: "Le territoire".to_owned(),
        classe: 3,
        anneaux: territoire,
    };
    Some(Croquis {
        id: "situation".to_owned(),
        titre: format!("Situation du territoire ({ou})"),
        cadre,
        aires: aires((&tous, cadre), &leurs, &regions, territoire),
        limite: Vec::new(),
        classes: classes(leurs.len()),
        repere: repere(siens, cadre),
        noms,
        note: note(),
    })
}

/// The départements of the régions, or all of them when the territory takes up most of these; whether it does.
fn montres<'v, 'a>(
    tous: &'v [Voisin<'a>],
    regions: &BTreeSet<usize>,
    territoire: &[Anneau],
) -> (Vec<&'v Voisin<'a>>, bool) {
    let dedans = tous.iter().filter(|v| regions.contains(&v.region));
    let surface = |a: &[Anneau]| a.iter().map(aire).sum::<f64>();
    let des_regions: f64 = dedans.clone().map(|v| surface(&v.anneaux)).sum();
    let entier = surface(territoire) > des_regions * ETENDUE;
    let montres = if entier {
        tous.iter().collect()
    } else {
        dedans.collect()
    };
    (montres, entier)
}

/// The départements of metropolitan France, or of the others, projected.
fn voisins<'a>(d: &'a Dataset, projection: &Projection, metropole: bool) -> Vec<Voisin<'a>> {
    let projeter = |a: &Vec<[f64; 2]>| -> Anneau {
        let points = a.iter().map(|[lon, lat]| projection.projeter(*lon, *lat));
        points.map(|p| p.map(f64::round)).collect()
    };
    let contours = departements::contours();
    let siens = d.referentiel.departements.iter();
    let siens = siens.filter(|d| (d.code.len() == 2) == metropole);
    siens
        .filter_map(|d| {
            Some(Voisin {
                code: &d.code,
                nom: &d.nom,
                region: d.region,
                anneaux: contours
                    .get(d.code.as_str())?
                    .iter()
                    .map(projeter)
                    .collect(),
            })
        })
        .collect()
}

/// The territory in one piece, light.
fn alleger(siens: &[&Trace]) -> Vec<Anneau> {
    let fondu = dissoudre(siens.iter().flat_map(|t| &t.anneaux));
    let mut formes = simplification::simplifier(&[fondu], SOMMETS).formes;
    formes.pop().unwrap_or_default()
}

fn aires(
    (tous, cadre): (&[Voisin<'_>], [f64; 4]),
    leurs: &BTreeSet<&str>,
    regions: &BTreeSet<usize>,
    territoire: Aire,
) -> Vec<Aire> {
    let aire = |v: &Voisin<'_>| Aire {
        nom: v.nom.to_owned(),
        classe: match (leurs.contains(v.code), regions.contains(&v.region)) {
            (true, _) => 2,
            (_, true) => 1,
            _ => 0,
        },
        anneaux: v.anneaux.clone(),
    };
    let vue = Emprise::from(cadre);
    let visible = |v: &&Voisin<'_>| boite(&v.anneaux).is_some_and(|b| b.touche(&vue));
    let visibles = tous.iter().filter(visible).map(aire);
    visibles.chain([territoire]).collect()
}

/// The départements of the territory first, then the others by code.
fn noms(montres: &[&Voisin<'_>], leurs: &BTreeSet<&str>) -> Vec<NomCarte> {
    let mut montres: Vec<&&Voisin> = montres.iter().collect();
    montres.trie_par_cle(|v| !leurs.contains(v.code));
    let nom = |v: &&&Voisin| {
        let grand = v.anneaux.first()?;
        Some(NomCarte {
            texte: v.nom.to_owned(),
            point: boite([grand])?.centre(),
            genre: GenreNom::Voisine,
            numero: None,
        })
    };
    montres.iter().filter_map(nom).collect()
}

fn classes(departements: usize) -> Vec<ClasseCarte> {
    let leur = if departements > 1 {
        "ses départements"
    } else {
        "son département"
    };
    let libelles = ["", "sa région", leur, "le territoire"];
    let classe = |(libelle, couleur): (&str, &str)| ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        hachures: false,
        ..ClasseCarte::default()
    };
    libelles.into_iter().zip(TEINTES).map(classe).collect()
}

/// Where a territory too small to be seen is.
fn repere(siens: &[&Trace], [x0, y0, x1, y1]: [f64; 4]) -> Option<[f64; 2]> {
    let boite = boite(siens.iter().flat_map(|t| &t.anneaux))?;
    (boite.cote() < CERNE * (x1 - x0).max(y1 - y0)).then(|| boite.centre().map(f64::round))
}

/// Where the outlines come from.
fn note() -> String {
    let s = contours::source();
    let (producteur, millesime, licence) = (&s.producteur, &s.millesime, &s.licence);
    format!("Limites des départements, simplifiées ({producteur}, {millesime}, {licence}).")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;
    use crate::model::UniteId;
    use crate::rapport::carte_themes::essais::cartes;
    use crate::rapport::cartes::Cartes;

    fn situee(membres: &[(UniteId, f64)]) -> Option<Croquis> {
        let croquis = cartes(&france(), &perimetre(membres)).map(|c: Cartes| c.croquis);
        croquis?.into_iter().find(|c| c.id == "situation")
    }

    #[test]
    fn the_territory_is_filled_in_its_region_and_ringed_when_it_is_small() {
        let c = situee(&[(BETA, 1.0)]).unwrap();
        let territoire = c.aires.last().unwrap();
        assert_eq!(
            (territoire.nom.as_str(), territoire.classe),
            ("Le territoire", 3)
        );
        let lozere = c.aires.iter().find(|a| a.nom == "Lozère").unwrap();
        assert_eq!(lozere.classe, 2);
        assert!(
            c.aires.iter().any(|a| a.nom == "Paris" && a.classe == 1),
            "the région of the tiny country"
        );
        let [x, y] = c.repere.unwrap();
        let boite = boite(&territoire.anneaux).unwrap();
        assert!(boite.contient([x, y]) && Emprise::from(c.cadre).englobe(&boite));
        assert_eq!(c.noms[0].texte, "Lozère");
    }

    #[test]
    fn overseas_is_shown_at_its_place_with_nothing_else() {
        let c = situee(&[(ILE, 1.0)]).unwrap();
        let noms: Vec<&str> = c.aires.iter().map(|a| a.nom.as_str()).collect();
        assert_eq!(noms, ["Guadeloupe", "Le territoire"]);
        assert!(Emprise::from(c.cadre).cote() < 150_000.0);
    }

    #[test]
    fn an_invented_territory_is_nowhere() {
        let mut d = france();
        std::sync::Arc::make_mut(&mut d.referentiel).fictif = true;
        assert!(
            cartes(&d, &perimetre(&[(BETA, 1.0)]))
                .unwrap()
                .croquis
                .is_empty()
        );
    }
}
