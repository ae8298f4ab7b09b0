//! Contiguous pockets of communes that no CPTS covers, with what is around and what taking them would do.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Regles;
use super::places::{Place, Places};
use crate::acces::EtatCpts;
use crate::geo::alentours::alentours;
use crate::geo::composantes::composantes;
use crate::geo::{Maille, adjacence};
use crate::indicateurs::{Donnees, valeur_territoire};
use crate::model::lecture::{Territoire, classe};
use crate::model::{
    Chiffre, CommuneRef, CptsVoisine, CptsVue, Membre, Morceau, Poche, Statut, UniteId,
};
use crate::tri::Tri;

/// Variable of the classes of density, and of the bassins de vie.
const DENSITE: &str = "densite_7";
const BASSINS: &str = "bv2022";

/// Lengths of the borders around the territory, by pair.
type Longueurs = BTreeMap<(UniteId, UniteId), f64>;

/// Every pocket, that of most inhabitants first.
pub(super) fn poches(places: &Places<'_>, vues: &[CptsVue], regles: &Regles<'_>) -> Vec<Poche> {
    let longueurs = longueurs(places);
    let sans: BTreeMap<UniteId, &Place> = places
        .liste
        .iter()
        .filter(|p| p.etat == EtatCpts::SansCpts)
        .map(|p| (p.unite, p))
        .collect();
    let mut graphe: BTreeMap<UniteId, BTreeSet<UniteId>> =
        sans.keys().map(|&id| (id, BTreeSet::new())).collect();
    for &(a, b) in longueurs.keys() {
        if sans.contains_key(&a) && sans.contains_key(&b) {
            graphe.entry(a).or_default().insert(b);
            graphe.entry(b).or_default().insert(a);
        }
    }
    let groupes = composantes(&graphe).into_iter();
    let groupes = groupes.map(|g| g.iter().filter_map(|id| sans.get(id).copied()).collect());
    let mut groupes: Vec<Vec<&Place>> = groupes.collect();
    groupes.trie_par_cle(|g| Reverse(milliemes(g)));
    let donnees = Donnees::selon(places.d, regles.catalogue);
    let decrit = |(rang, groupe): (usize, &Vec<&Place>)| Poche {
        rang: rang + 1,
        ..poche(places, groupe, &longueurs, (vues, regles, &donnees))
    };
    groupes.iter().enumerate().map(decrit).collect()
}

/// Thousandths of inhabitants, to sort.
fn milliemes(groupe: &[&Place]) -> u64 {
    (habitants(groupe) * 1000.0).round() as u64
}

fn habitants(groupe: &[&Place]) -> f64 {
    groupe.iter().map(|p| p.habitants).sum()
}

/// Borders of the territory, inside and with its neighbours.
fn longueurs(places: &Places<'_>) -> Longueurs {
    let ensemble: BTreeSet<UniteId> = places.liste.iter().map(|p| p.unite).collect();
    let traces = places.d.traces_de(&ensemble, true);
    let maille = Maille::new(&places.d.referentiel, &traces, &ensemble);
    adjacence::longueurs_dans(&maille, &alentours(&maille, &ensemble, 1))
}

fn poche(
    places: &Places<'_>,
    groupe: &[&Place],
    longueurs: &Longueurs,
    (vues, regles, donnees): (&[CptsVue], &Regles<'_>, &Donnees<'_>),
) -> Poche {
    let referentiel = &places.d.referentiel;
    let membres: Vec<Membre> = groupe
        .iter()
        .map(|p| Membre {
            unite: p.unite,
            part: p.part,
        })
        .collect();
    let territoire = Territoire::new(referentiel, &membres);
    let chiffre = |id: &str| chiffre(donnees, regles, id, &territoire);
    let premiere = groupe.iter().max_by(|a, b| {
        a.habitants
            .total_cmp(&b.habitants)
            .then(b.unite.cmp(&a.unite))
    });
    let population = habitants(groupe);
    Poche {
        rang: 0,
        nom: premiere.map_or_else(String::new, |p| referentiel.unite(p.unite).nom.clone()),
        communes: groupe.iter().map(|p| commune(places, p)).collect(),
        population,
        densite: par_classe(places, DENSITE, groupe),
        epci: par_epci(places, groupe),
        bassins_de_vie: par_classe(places, BASSINS, groupe),
        voisines: voisines(places, groupe, longueurs, (vues, regles, population)),
        apl: chiffre("apl_mg"),
        medecins: chiffre("effectif_mg"),
        communes_sans_medecin: chiffre("communes_sans_mg"),
    }
}

fn commune(places: &Places<'_>, p: &Place) -> CommuneRef {
    let unite = places.d.referentiel.unite(p.unite);
    CommuneRef {
        code: unite.code,
        nom: unite.nom.clone(),
        population: p.habitants,
        cpts: Vec::new(),
        apl: None,
        plus_proche: None,
    }
}

fn chiffre(
    donnees: &Donnees<'_>,
    regles: &Regles<'_>,
    id: &str,
    territoire: &Territoire,
) -> Chiffre {
    let Some(definition) = regles.catalogue.definition(id) else {
        return Chiffre {
            valeur: None,
            bornes: None,
            statut: Statut::Absent,
        };
    };
    let agregat = valeur_territoire(donnees, definition, territoire);
    Chiffre {
        valeur: agregat.valeur,
        bornes: agregat.bornes,
        statut: agregat.statut,
    }
}

/// CPTS beyond the border of a pocket, the longest border first; a commune of several CPTS counts for each.
fn voisines(
    places: &Places<'_>,
    groupe: &[&Place],
    longueurs: &Longueurs,
    (vues, regles, population): (&[CptsVue], &Regles<'_>, f64),
) -> Vec<CptsVoisine> {
    let dedans: BTreeSet<UniteId> = groupe.iter().map(|p| p.unite).collect();
    let mut bords: BTreeMap<&str, f64> = BTreeMap::new();
    for (&(a, b), km) in longueurs {
        let dehors = match (dedans.contains(&a), dedans.contains(&b)) {
            (true, false) => b,
            (false, true) => a,
            _ => continue,
        };
        for nom in places.couverture.noms(dehors) {
            *bords.entry(nom).or_default() += km;
        }
    }
    let mut voisines: Vec<CptsVoisine> = bords
        .into_iter()
        .filter_map(|(nom, frontiere_km)| {
            let vue = vues.iter().find(|v| v.nom == nom)?;
            let population_avec = vue.population + population;
            Some(CptsVoisine {
                nom: nom.to_owned(),
                frontiere_km,
                population: vue.population,
                taille: vue.taille,
                population_avec,
                taille_avec: (regles.taille)(population_avec),
            })
        })
        .collect();
    voisines.trie_par(|a, b| b.frontiere_km.total_cmp(&a.frontiere_km));
    voisines
}

/// Inhabitants by class of a zoning; what has none is left out.
fn par_classe(places: &Places<'_>, variable: &str, groupe: &[&Place]) -> Vec<Morceau> {
    let Some(colonne) = places.d.classe(variable) else {
        return Vec::new();
    };
    let zone = |p: &Place| {
        let rang = classe(&places.d.referentiel, colonne, p.unite).une()?;
        colonne.modalites.get(rang as usize).cloned()
    };
    morceaux(groupe, zone)
}

fn par_epci(places: &Places<'_>, groupe: &[&Place]) -> Vec<Morceau> {
    morceaux(groupe, |p| {
        let epci = places.d.referentiel.epci(p.unite)?;
        Some((epci.siren.clone(), epci.nom.clone()))
    })
}

/// The one with most inhabitants first, then by code.
fn morceaux(groupe: &[&Place], zone: impl Fn(&Place) -> Option<(String, String)>) -> Vec<Morceau> {
    let mut comptes: BTreeMap<(String, String), (usize, f64)> = BTreeMap::new();
    for place in groupe {
        if let Some(cle) = zone(place) {
            let compte = comptes.entry(cle).or_default();
            *compte = (compte.0 + 1, compte.1 + place.habitants);
        }
    }
    let mut morceaux: Vec<Morceau> = comptes
        .into_iter()
        .map(|((code, nom), (communes, population))| Morceau {
            code,
            nom,
            communes,
            population,
        })
        .collect();
    morceaux.trie_par(|a, b| b.population.total_cmp(&a.population));
    morceaux
}
