//! A territory ready to be read many times: its units, their weight, the cities with arrondissements apart.

use crate::model::{Membre, Perimetre, Referentiel, UniteId};

/// A unit to read, with what it weighs in the coverage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Atome {
    /// Commune or arrondissement.
    pub unite: UniteId,
    /// Part inside the territory, in ]0, 1].
    pub part: f64,
    /// Communes it stands for: 1, or its share of a city read through its arrondissements.
    pub communes: f64,
    /// Inhabitants (population municipale of the référentiel) inside the territory.
    pub habitants: f64,
}

/// A city of several arrondissements, read whole or through them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ville {
    pub(crate) entiere: Atome,
    pub(crate) arrondissements: Vec<Atome>,
}

/// Units of a perimeter, a département, a région or France.
#[derive(Debug, Clone, Default)]
pub struct Territoire {
    pub(crate) membres: Vec<Membre>,
    pub(crate) simples: Vec<Atome>,
    pub(crate) villes: Vec<Ville>,
    pub(crate) communes: f64,
    pub(crate) habitants: f64,
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
        let entiere = Atome {
            unite: membre.unite,
            part: membre.part,
            communes: 1.0,
            habitants: referentiel.population(membre.unite) * membre.part,
        };
        self.membres.push(membre);
        self.communes += 1.0;
        self.habitants += entiere.habitants;
        let arrondissements = referentiel.arrondissements(membre.unite);
        if arrondissements.is_empty() {
            self.simples.push(entiere);
        } else {
            self.villes.push(Ville {
                entiere,
                arrondissements: atomes_de_ville(referentiel, entiere, arrondissements),
            });
        }
    }

    /// Calls `f` with each unit to read, and with the arrondissements of a city that `eclater` leaves whole.
    pub(crate) fn parcourir(
        &self,
        eclater: impl Fn(&[Atome]) -> bool,
        mut f: impl FnMut(&Atome, &[Atome]),
    ) {
        for atome in &self.simples {
            f(atome, &[]);
        }
        for ville in &self.villes {
            if eclater(&ville.arrondissements) {
                for atome in &ville.arrondissements {
                    f(atome, &[]);
                }
            } else {
                f(&ville.entiere, &ville.arrondissements);
            }
        }
    }
}

/// Arrondissements with the weight of their city shared by population (evenly when no population is known).
fn atomes_de_ville(referentiel: &Referentiel, ville: Atome, ids: &[UniteId]) -> Vec<Atome> {
    let total: f64 = ids.iter().map(|&id| referentiel.population(id)).sum();
    #[expect(
        clippy::cast_precision_loss,
        reason = "a city has at most a few dozen arrondissements"
    )]
    let nombre = ids.len() as f64;
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

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;

    #[test]
    fn shares_the_weight_of_a_city_between_its_arrondissements() {
        let essai = Essai::avec_ville();
        let t = essai.territoire(&[("96001", 1.0), ("96100", 0.5)]);
        assert_eq!((t.simples.len(), t.villes.len()), (1, 1));
        let ville = &t.villes[0];
        let habitants: f64 = ville.arrondissements.iter().map(|a| a.habitants).sum();
        assert!((habitants - ville.entiere.habitants).abs() < 1e-9);
        assert!((t.habitants - (1000.0 + 0.5 * 10_000.0)).abs() < 1e-9);
    }
}
