//! A territory ready to be read many times: its communes, their weight, the cities with arrondissements apart.

use super::classe::classe_de;
use super::parts::nombre;
use super::reunis::{Reuni, reunis};
use super::{ClasseLue, Groupe, Intervalle, Lu};
use crate::model::{ColonneClasse, Membre, Perimetre, Referentiel, UniteId};

/// A unit to read, with what it weighs in the coverage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atome {
    /// Commune or arrondissement.
    pub unite: UniteId,
    /// Part inside the territory, in ]0, 1].
    pub part: f64,
    /// Communes it stands for: 1, or its share of a city read through its arrondissements.
    pub communes: f64,
    /// Inhabitants of the reference population inside the territory.
    pub habitants: f64,
}

/// A city of several arrondissements: all of it, or some of them.
#[derive(Debug, Clone, PartialEq)]
struct Ville {
    /// The city, with what of it is inside.
    ville: Atome,
    /// Whether the city itself is a member, else some of its arrondissements are.
    entiere: bool,
    /// Arrondissements inside.
    arrondissements: Vec<Atome>,
    /// Their ids.
    ids: Vec<UniteId>,
}

/// A commune of a territory: one that has no arrondissements, a city, or some arrondissements of a city.
#[derive(Debug, Clone, Copy)]
pub struct CommuneLue<'a> {
    /// The commune (the city, for arrondissements), with what of it is inside.
    pub atome: &'a Atome,
    /// Arrondissements inside, empty for a commune that has none.
    pub arrondissements: &'a [Atome],
    ids: &'a [UniteId],
    entiere: bool,
}

impl CommuneLue<'_> {
    /// Class of what of the commune is inside.
    #[must_use]
    pub fn classe(&self, referentiel: &Referentiel, colonne: &ColonneClasse) -> ClasseLue {
        if self.ids.is_empty() {
            super::classe(referentiel, colonne, self.atome.unite)
        } else {
            classe_de(referentiel, colonne, self.atome.unite, self.ids)
        }
    }

    /// Figures that tell whether the commune has something: one per arrondissement inside, else its own.
    #[must_use]
    pub fn figures(&self, groupe: &Groupe<'_>) -> Vec<Lu> {
        if self.ids.is_empty() || (self.entiere && !groupe.par_arrondissements(self.ids)) {
            return vec![groupe.propre(self.atome.unite)];
        }
        self.ids.iter().map(|&id| groupe.propre(id)).collect()
    }

    /// Whether the commune has none of what is counted: 1 none, 0 some, between both when it cannot be told.
    ///
    /// A city is without when all its arrondissements inside are known to be.
    #[must_use]
    pub fn aucun(&self, groupe: &Groupe<'_>) -> Lu {
        let figures = self.figures(groupe);
        if figures.iter().any(|lu| lu.intervalle().min > 0.0) {
            return Lu::Connu(0.0);
        }
        match figures.iter().filter_map(|lu| lu.cause()).max() {
            Some(cause) => Lu::Inconnu(cause, Intervalle::entre(0.0, 1.0)),
            None => Lu::Connu(1.0),
        }
    }

    /// The unit to name: the commune, or its only arrondissement inside.
    #[must_use]
    pub fn designee(&self) -> UniteId {
        match self.ids {
            [seul] if !self.entiere => *seul,
            _ => self.atome.unite,
        }
    }

    /// Count of what of the commune is inside, each arrondissement for its part.
    #[must_use]
    pub fn compte(&self, groupe: &Groupe<'_>) -> Lu {
        if self.ids.is_empty() || self.entiere {
            return groupe
                .compte(self.atome.unite, self.ids)
                .fois(self.atome.part);
        }
        let parts = self.arrondissements.iter();
        parts
            .map(|a| groupe.propre(a.unite).fois(a.part))
            .fold(Lu::Connu(0.0), Lu::plus)
    }
}

/// Units of a perimeter, a département, a région or France.
#[derive(Debug, Clone, Default)]
pub struct Territoire {
    /// Members, in their order.
    pub membres: Vec<Membre>,
    simples: Vec<Atome>,
    villes: Vec<Ville>,
    /// Communes that were one before a split, when the territory holds them all.
    reunis: Vec<Reuni>,
    /// Number of communes: a commune in part, or some arrondissements of a city, count for one.
    pub communes: f64,
    /// Inhabitants of the reference population.
    pub habitants: f64,
}

impl Territoire {
    /// A territory made of whole or partial units, in their order; ids unknown to the référentiel are left out.
    #[must_use]
    pub fn new(referentiel: &Referentiel, membres: &[Membre]) -> Self {
        let mut territoire = Self::default();
        for membre in membres {
            if (membre.unite.0 as usize) < referentiel.unites.len() {
                territoire.ajouter(referentiel, *membre);
            }
        }
        for ville in territoire.villes.iter_mut().filter(|v| !v.entiere) {
            let part = 1.0 / nombre(ville.arrondissements.len());
            for arrondissement in &mut ville.arrondissements {
                arrondissement.communes = part;
            }
        }
        territoire.reunis = reunis(referentiel, &territoire.simples);
        territoire.communes = nombre(territoire.simples.len() + territoire.villes.len());
        territoire
    }

    /// The perimeter.
    #[must_use]
    pub fn du_perimetre(referentiel: &Referentiel, perimetre: &Perimetre) -> Self {
        Self::new(referentiel, &perimetre.membres)
    }

    /// Whole units.
    #[must_use]
    pub fn entier(referentiel: &Referentiel, unites: impl Iterator<Item = UniteId>) -> Self {
        let membres: Vec<_> = unites.map(|unite| Membre { unite, part: 1.0 }).collect();
        Self::new(referentiel, &membres)
    }

    fn ajouter(&mut self, referentiel: &Referentiel, membre: Membre) {
        let atome = Atome {
            unite: membre.unite,
            part: membre.part,
            communes: 1.0,
            habitants: referentiel.population(membre.unite) * membre.part,
        };
        self.membres.push(membre);
        self.habitants += atome.habitants;
        if let Some(ville) = referentiel.unite(membre.unite).parent {
            return self.ajouter_arrondissement(ville, atome);
        }
        let ids = referentiel.arrondissements(membre.unite);
        if ids.is_empty() {
            self.simples.push(atome);
        } else {
            self.villes.push(Ville {
                ville: atome,
                entiere: true,
                arrondissements: atomes_de_ville(referentiel, atome, ids),
                ids: ids.to_vec(),
            });
        }
    }

    fn ajouter_arrondissement(&mut self, ville: UniteId, atome: Atome) {
        let connue = |v: &&mut Ville| v.ville.unite == ville && !v.entiere;
        match self.villes.iter_mut().find(connue) {
            Some(deja) => {
                deja.ville.habitants += atome.habitants;
                deja.arrondissements.push(atome);
                deja.ids.push(atome.unite);
            }
            None => self.villes.push(Ville {
                ville: Atome {
                    unite: ville,
                    ..atome
                },
                entiere: false,
                arrondissements: vec![atome],
                ids: vec![atome.unite],
            }),
        }
    }

    /// Sets of communes of the territory that were one before a split, in the order in which they are read.
    pub fn reunies(&self) -> impl Iterator<Item = &[UniteId]> {
        self.reunis.iter().map(|r| r.ids.as_slice())
    }

    /// The only unit of the territory, with its arrondissements when it is a city.
    #[must_use]
    pub fn unite_seule(&self) -> Option<(UniteId, &[UniteId])> {
        match (self.simples.as_slice(), self.villes.as_slice()) {
            ([seule], []) => Some((seule.unite, &[])),
            ([], [ville]) if ville.entiere => Some((ville.ville.unite, &ville.ids)),
            ([], [ville]) => match ville.ids.as_slice() {
                [seul] => Some((*seul, &[])),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Arrondissements with the weight of their city shared by population (evenly when no population is known).
fn atomes_de_ville(referentiel: &Referentiel, ville: Atome, ids: &[UniteId]) -> Vec<Atome> {
    let total: f64 = ids.iter().map(|&id| referentiel.population(id)).sum();
    let nombre = nombre(ids.len());
    let atome = |&unite: &UniteId| {
        let cle = if total > 0.0 {
            referentiel.population(unite) / total
        } else {
            1.0 / nombre
        };
        Atome {
            unite,
            part: ville.part,
            communes: 1.0 / nombre,
            habitants: ville.habitants * cle,
        }
    };
    ids.iter().map(atome).collect()
}

mod parcours;
#[cfg(test)]
mod tests;
