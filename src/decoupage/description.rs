//! What a way to cut up gives: groups, what it cuts, who is far, what it leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::atomes::Atomes;
use super::demande::{Demande, Depart};
use super::figures::{distances, epci, ilots};
use super::montage::Montage;
use super::terrain::{Place, Terrain};
use super::zonage::GenreZone;
use super::zones_coupees::{Compte, coupees};
use crate::model::{
    CommunePlacee, Dataset, GenreGroupe, GroupePropose, Laisse, Proposition, RaisonLaisse,
};
use crate::tri::Tri;

/// What a description needs.
pub(super) struct Vue<'a> {
    pub(super) d: &'a Dataset,
    pub(super) t: &'a Terrain,
    pub(super) a: &'a Atomes,
    pub(super) m: &'a Montage,
    pub(super) demande: &'a Demande,
    pub(super) taille: &'a (dyn Fn(f64) -> Option<u8> + Sync),
}

/// A place in its group.
#[derive(Clone, Copy)]
struct Dite<'a> {
    place: &'a Place,
    ajoutee: bool,
}

impl Vue<'_> {
    /// A proposal, but for its rank and what its weights look for.
    pub(super) fn decrire(&self, groupe: &[usize]) -> Proposition {
        let mut groupes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (atome, &g) in groupe.iter().enumerate() {
            groupes.entry(g).or_default().push(atome);
        }
        let libres = self.a.places.len();
        // A CPTS that takes nothing, and what is in no group, are told apart.
        let dits = groupes
            .iter()
            .filter(|(_, a)| a.iter().any(|a| *a < libres));
        let laisse =
            (self.demande.depart != Depart::Zero).then(|| self.groupes().saturating_sub(1));
        let (laisses, dits): (Vec<_>, Vec<_>) = dits.partition(|(g, _)| Some(**g) == laisse);
        let (groupes_dits, rangs) = self.ranger(&dits);
        let epci = self.zones(GenreZone::Epci, groupe, &rangs);
        let bassins = self.zones(GenreZone::Bassin, groupe, &rangs);
        let nouveaux = || {
            groupes_dits
                .iter()
                .filter(|g| g.genre == GenreGroupe::Nouveau)
                .map(|g| g.population)
        };
        let population: f64 = groupes_dits.iter().map(|g| g.population).sum();
        let distance: f64 = groupes_dits
            .iter()
            .map(|g| g.distance_moyenne_km * g.population)
            .sum();
        Proposition {
            rang: 0,
            profil: String::new(),
            libelle: String::new(),
            objectif: 0.0,
            distance_moyenne_km: if population > 0.0 {
                distance / population
            } else {
                0.0
            },
            plus_petit: nouveaux().min_by(f64::total_cmp),
            plus_grand: nouveaux().max_by(f64::total_cmp),
            epci_entiers: epci.entieres,
            epci_coupes: epci.coupees,
            bassins_coupes: bassins.connues.then_some(bassins.coupees),
            cpts_inchangees: self.t.cpts.len()
                - groupes_dits
                    .iter()
                    .filter(|g| g.genre == GenreGroupe::Etendu)
                    .count(),
            groupes: groupes_dits,
            laisses: laisses
                .into_iter()
                .flat_map(|(_, a)| self.laisses(a))
                .collect(),
        }
    }

    /// The groups told, the most populated first, and the rank of each.
    fn ranger(
        &self,
        dits: &[(&usize, &Vec<usize>)],
    ) -> (Vec<GroupePropose>, BTreeMap<usize, usize>) {
        let mut decrits: Vec<(usize, GroupePropose)> = dits
            .iter()
            .map(|(g, atomes)| (**g, self.groupe(**g, atomes)))
            .collect();
        decrits.trie_par(|(i, a), (j, b)| b.population.total_cmp(&a.population).then(i.cmp(j)));
        let mut rangs = BTreeMap::new();
        for (rang, (g, decrit)) in decrits.iter_mut().enumerate() {
            decrit.rang = rang + 1;
            rangs.insert(*g, rang + 1);
        }
        (decrits.into_iter().map(|(_, g)| g).collect(), rangs)
    }

    fn groupes(&self) -> usize {
        let nouveaux = self.m.cpts.0;
        nouveaux
            + self.t.cpts.len()
            + self.a.geants.len()
            + usize::from(self.demande.depart != Depart::Zero)
    }

    /// Places of an atom; those of a CPTS are not added.
    fn places(&self, atome: usize) -> Vec<Dite<'_>> {
        match self.a.places.get(atome) {
            Some(places) => {
                let dite = |&p: &usize| Dite {
                    place: &self.t.libres[p],
                    ajoutee: true,
                };
                places.iter().map(dite).collect()
            }
            None => {
                let cpts = self.t.cpts.get(atome - self.a.places.len());
                let places = cpts.into_iter().flat_map(|c| &c.places);
                places
                    .map(|place| Dite {
                        place,
                        ajoutee: false,
                    })
                    .collect()
            }
        }
    }

    fn groupe(&self, g: usize, atomes: &[usize]) -> GroupePropose {
        let dites: Vec<Dite<'_>> = atomes.iter().flat_map(|&a| self.places(a)).collect();
        let (nouveaux, libres) = self.m.cpts;
        let cpts = g
            .checked_sub(nouveaux)
            .and_then(|rang| self.t.cpts.get(rang));
        let population: f64 = dites.iter().map(|d| d.place.habitants).sum();
        let avant = cpts.map(|c| c.places.iter().map(|p| p.habitants).sum::<f64>());
        let (distance_moyenne_km, plus_loin) = distances(self.d, &places(&dites));
        GroupePropose {
            rang: 0,
            nom: cpts.map_or_else(|| self.premiere(&dites), |c| c.nom.clone()),
            genre: match cpts {
                Some(_) => GenreGroupe::Etendu,
                None if g < nouveaux => GenreGroupe::Nouveau,
                None => GenreGroupe::HorsPlafond,
            },
            population,
            population_avant: avant,
            taille: (self.taille)(population),
            taille_avant: avant.and_then(self.taille),
            distance_moyenne_km,
            plus_loin,
            morceaux: self.morceaux(
                atomes.iter().copied().filter(|a| *a < libres),
                cpts.is_some(),
            ),
            epci: epci(self.d, &places(&dites)),
            communes: self.communes(&dites),
        }
    }

    fn premiere(&self, dites: &[Dite<'_>]) -> String {
        let premiere = dites.iter().max_by(|a, b| {
            let ordre = a.place.habitants.total_cmp(&b.place.habitants);
            ordre.then(b.place.unite.cmp(&a.place.unite))
        });
        premiere.map_or_else(String::new, |d| self.nom(d.place))
    }

    fn nom(&self, p: &Place) -> String {
        self.d.referentiel.unite(p.unite).nom.clone()
    }

    fn communes(&self, dites: &[Dite<'_>]) -> Vec<CommunePlacee> {
        let mut communes: Vec<CommunePlacee> = dites
            .iter()
            .map(|d| CommunePlacee {
                code: self.d.referentiel.unite(d.place.unite).code,
                nom: self.nom(d.place),
                population: d.place.habitants,
                part: d.place.part,
                ajoutee: d.ajoutee,
            })
            .collect();
        communes.trie_par_cle(|c| c.code);
        communes
    }

    /// Pieces of the free atoms of a group by the borders alone; those of a CPTS and what it takes are one.
    fn morceaux(&self, atomes: impl Iterator<Item = usize>, cpts: bool) -> usize {
        if cpts {
            return 1;
        }
        let places: BTreeSet<usize> = atomes
            .flat_map(|a| self.a.places[a].iter().copied())
            .collect();
        ilots(self.t, &places).len()
    }

    fn zones(&self, genre: GenreZone, groupe: &[usize], rangs: &BTreeMap<usize, usize>) -> Compte {
        coupees(self.m, genre, groupe, rangs)
    }

    /// What is in no group, piece by piece.
    fn laisses(&self, atomes: &[usize]) -> Vec<Laisse> {
        let places: BTreeSet<usize> = atomes
            .iter()
            .flat_map(|&a| self.a.places[a].iter().copied())
            .collect();
        let mut laisses: Vec<Laisse> = ilots(self.t, &places)
            .iter()
            .map(|i| self.laisse(i))
            .collect();
        laisses.trie_par(|a, b| b.population.total_cmp(&a.population));
        laisses
    }

    fn laisse(&self, ilot: &BTreeSet<usize>) -> Laisse {
        let dites: Vec<Dite<'_>> = ilot
            .iter()
            .map(|&p| Dite {
                place: &self.t.libres[p],
                ajoutee: false,
            })
            .collect();
        let population: f64 = dites.iter().map(|d| d.place.habitants).sum();
        let voisine = self
            .t
            .cpts
            .iter()
            .any(|c| c.touche.iter().any(|p| ilot.contains(p)));
        Laisse {
            nom: self.premiere(&dites),
            communes: self.communes(&dites),
            population,
            raison: match population < self.demande.min {
                true if voisine || self.demande.depart == Depart::PochesSeules => {
                    RaisonLaisse::SousLePlancherVoisinesFermees
                }
                true => RaisonLaisse::SousLePlancherSansVoisine,
                false => RaisonLaisse::NonPlacees,
            },
        }
    }
}

fn places<'a>(dites: &[Dite<'a>]) -> Vec<&'a Place> {
    dites.iter().map(|d| d.place).collect()
}
