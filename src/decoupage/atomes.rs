//! Free places gathered into atoms: those to be kept together, those above the ceiling, and what nothing links.

use std::collections::{BTreeMap, BTreeSet};

use super::demande::{Demande, Depart, Refus};
use super::probleme::corde;
use super::terrain::{Place, Terrain};
use super::unis::Unis;
use crate::francais::joindre;
use crate::geo::liaison::liaison;
use crate::model::{Referentiel, UniteId};

/// Something attached to the nearest, as no border links it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lien {
    /// Free places on both sides, by rank.
    pub(super) de: usize,
    pub(super) vers: usize,
    /// Places that it links.
    pub(super) places: BTreeSet<usize>,
    pub(super) km: Option<f64>,
}

/// Atoms of the free places.
pub(super) struct Atomes {
    /// Places of each, by rank.
    pub(super) places: Vec<Vec<usize>>,
    pub(super) voisins: Vec<BTreeSet<usize>>,
    /// Those above the ceiling, each a group by itself.
    pub(super) geants: Vec<usize>,
    /// Atoms that only one above the ceiling can take, and which.
    pub(super) enclaves: Vec<(usize, usize)>,
    pub(super) interdits: Vec<(usize, usize)>,
    pub(super) liens: Vec<Lien>,
}

impl Atomes {
    /// Gathers the places.
    ///
    /// # Errors
    /// [`Refus`]: pairs that contradict each other or the bounds.
    pub(super) fn new(t: &Terrain, r: &Referentiel, demande: &Demande) -> Result<Self, Refus> {
        let mut unis = Unis::new(t.libres.len());
        for groupe in &demande.ensemble {
            garder_ensemble(t, r, demande, groupe, &mut unis)?;
        }
        let (places, de) = unis.classes();
        let mut voisins = vec![BTreeSet::new(); places.len()];
        for (rang, siens) in t.voisins.iter().enumerate() {
            let autres = siens.iter().map(|v| de[*v]).filter(|a| *a != de[rang]);
            voisins[de[rang]].extend(autres);
        }
        let habitants = |a: &Vec<usize>| a.iter().map(|&p| t.libres[p].habitants).sum::<f64>();
        if let Some(trop) = places
            .iter()
            .find(|a| a.len() > 1 && habitants(a) > demande.max)
        {
            return Err(Refus::EnsembleSansLien {
                noms: noms(r, trop.iter().map(|&p| t.libres[p].unite)),
            });
        }
        let geants = (0..places.len())
            .filter(|&a| habitants(&places[a]) > demande.max)
            .collect();
        let mut atomes = Self {
            places,
            voisins,
            geants,
            enclaves: Vec::new(),
            interdits: Vec::new(),
            liens: Vec::new(),
        };
        atomes.separer(t, r, demande, &de)?;
        if demande.depart == Depart::Zero {
            atomes.rattacher(t, demande.min);
        }
        Ok(atomes)
    }

    fn separer(
        &mut self,
        t: &Terrain,
        r: &Referentiel,
        demande: &Demande,
        de: &[usize],
    ) -> Result<(), Refus> {
        for groupe in &demande.separer {
            let rangs = rangs(t, r, groupe)?;
            for (i, &a) in rangs.iter().enumerate() {
                for &b in rangs.iter().skip(i + 1) {
                    if de[a] == de[b] {
                        let noms = noms(r, [a, b].map(|p| t.libres[p].unite));
                        return Err(Refus::EnsembleEtSepare { noms });
                    }
                    self.interdits.push((de[a], de[b]));
                }
            }
        }
        Ok(())
    }

    /// Sets of free atoms that a chain of them links, without those above the ceiling and what they enclose.
    pub(super) fn composantes(&self) -> Vec<Vec<usize>> {
        let mut hors: BTreeSet<usize> = self.geants.iter().copied().collect();
        hors.extend(self.enclaves.iter().map(|(a, _)| *a));
        let mut unis = Unis::new(self.places.len());
        for (a, siens) in self.voisins.iter().enumerate() {
            for &b in siens
                .iter()
                .filter(|b| !hors.contains(b) && !hors.contains(&a))
            {
                unis.unir(a, b);
            }
        }
        let (classes, _) = unis.classes();
        classes
            .into_iter()
            .filter(|c| c.iter().all(|a| !hors.contains(a)))
            .collect()
    }

    /// Attaches what has too few inhabitants to be a group: to the city above the ceiling that it touches, itself or through what
    /// that city already encloses, else to the nearest.
    ///
    /// It ends: what touches a city is set aside for good, and a link either joins two sets in one or makes the next step set one
    /// aside.
    fn rattacher(&mut self, t: &Terrain, min: f64) {
        loop {
            let composantes = self.composantes();
            let habitants = |c: &Vec<usize>| -> f64 {
                let places = c.iter().flat_map(|&a| &self.places[a]);
                places.map(|&p| t.libres[p].habitants).sum()
            };
            let petites = composantes.iter().filter(|c| habitants(c) < min);
            let Some(petite) = petites.min_by(|a, b| habitants(a).total_cmp(&habitants(b))) else {
                return;
            };
            let touches = petite.iter().flat_map(|&a| &self.voisins[a]);
            if let Some(geant) = touches.clone().find_map(|&a| self.ville_de(a)) {
                self.enclaves.extend(petite.iter().map(|&a| (a, geant)));
                continue;
            }
            let Some(lien) = self.plus_proche(t, petite) else {
                return;
            };
            let de = |p: usize| self.places.iter().position(|a| a.contains(&p));
            let (Some(a), Some(b)) = (de(lien.de), de(lien.vers)) else {
                return;
            };
            self.voisins[a].insert(b);
            self.voisins[b].insert(a);
            self.liens.push(lien);
        }
    }

    /// The city above the ceiling that an atom is, or that encloses it.
    fn ville_de(&self, atome: usize) -> Option<usize> {
        if self.geants.contains(&atome) {
            return Some(atome);
        }
        let mut enclaves = self.enclaves.iter();
        enclaves.find(|(a, _)| *a == atome).map(|(_, ville)| *ville)
    }

    /// The shortest way from some atoms to the others; to the most populated place when nothing says where they are.
    fn plus_proche(&self, t: &Terrain, petite: &[usize]) -> Option<Lien> {
        let dedans: BTreeSet<usize> = petite
            .iter()
            .flat_map(|&a| self.places[a].iter().copied())
            .collect();
        let dehors = || (0..t.libres.len()).filter(|p| !dedans.contains(p));
        let mut meilleur: Option<(f64, usize, usize)> = None;
        for &de in &dedans {
            let Some(ici) = t.libres[de].position else {
                continue;
            };
            for vers in dehors() {
                let Some(la) = t.libres[vers].position else {
                    continue;
                };
                let km = corde(ici, la);
                if meilleur.is_none_or(|(m, ..)| km < m) {
                    meilleur = Some((km, de, vers));
                }
            }
        }
        if let Some((km, de, vers)) = meilleur {
            return Some(Lien {
                de,
                vers,
                places: dedans,
                km: Some(km),
            });
        }
        let peuplee = |p: &usize| t.libres[*p].habitants;
        let vers = dehors().max_by(|a, b| peuplee(a).total_cmp(&peuplee(b)).then(b.cmp(a)))?;
        Some(Lien {
            de: *dedans.first()?,
            vers,
            places: dedans,
            km: None,
        })
    }
}

/// Joins units that must be together, with the shortest chain of free ones between them.
fn garder_ensemble(
    t: &Terrain,
    r: &Referentiel,
    demande: &Demande,
    groupe: &[UniteId],
    unis: &mut Unis,
) -> Result<(), Refus> {
    let rangs = rangs(t, r, groupe)?;
    let nommees = || noms(r, groupe.iter().copied());
    let population: f64 = rangs.iter().map(|&p| t.libres[p].habitants).sum();
    if population > demande.max {
        return Err(Refus::EnsembleTropPeuple {
            noms: nommees(),
            population,
            max: demande.max,
        });
    }
    trop_loin(t, r, demande, &rangs)?;
    let id = |p: usize| UniteId(u32::try_from(p).unwrap_or(u32::MAX));
    let graphe: BTreeMap<UniteId, BTreeSet<UniteId>> = t
        .voisins
        .iter()
        .enumerate()
        .map(|(p, v)| (id(p), v.iter().map(|&v| id(v)).collect()))
        .collect();
    let poids = |u: UniteId| {
        t.libres
            .get(u.0 as usize)
            .map_or(0, |p: &Place| p.habitants.round() as u64)
    };
    let Some((&premier, autres)) = rangs.split_first() else {
        return Ok(());
    };
    let mut relies = BTreeSet::from([id(premier)]);
    for &autre in autres {
        let Some(chaine) = liaison(&graphe, (&relies, &BTreeSet::from([id(autre)])), poids) else {
            return Err(Refus::EnsembleSansLien { noms: nommees() });
        };
        for u in chaine.into_iter().chain([id(autre)]) {
            unis.unir(premier, u.0 as usize);
            relies.insert(u);
        }
    }
    Ok(())
}

/// Two places of a group are at most twice the limit from each other, on both sides of its centre.
fn trop_loin(
    t: &Terrain,
    r: &Referentiel,
    demande: &Demande,
    rangs: &[usize],
) -> Result<(), Refus> {
    let Some(km_max) = demande.km_max else {
        return Ok(());
    };
    for (i, &a) in rangs.iter().enumerate() {
        for &b in rangs.iter().skip(i + 1) {
            if let (Some(x), Some(y)) = (t.libres[a].position, t.libres[b].position) {
                let km = corde(x, y);
                if km > 2.0 * km_max {
                    let noms = noms(r, [a, b].map(|p| t.libres[p].unite));
                    return Err(Refus::EnsembleTropLoin { noms, km, km_max });
                }
            }
        }
    }
    Ok(())
}

/// Ranks of some units among the free places.
fn rangs(t: &Terrain, r: &Referentiel, unites: &[UniteId]) -> Result<Vec<usize>, Refus> {
    let rang = |&id: &UniteId| {
        t.rang(id).ok_or_else(|| Refus::HorsTerritoire {
            code: r.noms_et_codes(&[id]),
        })
    };
    unites.iter().map(rang).collect()
}

fn noms(r: &Referentiel, unites: impl IntoIterator<Item = UniteId>) -> String {
    let noms: Vec<&str> = unites
        .into_iter()
        .map(|id| r.unite(id).nom.as_str())
        .collect();
    joindre(&noms)
}
