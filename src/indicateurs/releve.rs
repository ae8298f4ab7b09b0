//! The figures of many perimeters, without their comparators: rules are made ready once, those without file are never asked.

use super::autour::exacts;
use super::calcul::Calculateur;
use super::definition::Definition;
use super::publication::{Role, publier};
use super::regles::{self, Prete, Provenance};
use crate::model::lecture::Territoire;
use crate::model::{Dataset, Indicateur, Perimetre, Statut};

/// The rules of a catalogue, ready for a dataset.
pub struct Releveur<'c> {
    dataset: &'c Dataset,
    regles: Vec<(&'c Definition, Box<dyn Prete + 'c>, Provenance)>,
}

impl<'c> Releveur<'c> {
    /// Makes ready the rules that have their files.
    #[must_use]
    pub fn new(calculateur: &'c Calculateur<'c>) -> Self {
        let donnees = calculateur.donnees();
        let prete = |d: &'c Definition| {
            let regle = regles::preparer(donnees, d).ok()?;
            let provenance = regle.provenance();
            Some((d, regle, provenance))
        };
        Self {
            dataset: donnees.dataset,
            regles: calculateur.definitions().iter().filter_map(prete).collect(),
        }
    }

    /// The figures of a perimeter, the very ones of [`Calculateur::calculer`], without comparator, formula nor source; an
    /// indicator without file is left out.
    #[must_use]
    pub fn relever(&self, perimetre: &Perimetre) -> Vec<Indicateur> {
        let territoire = Territoire::du_perimetre(&self.dataset.referentiel, perimetre);
        let exacts = exacts(self.dataset, perimetre);
        let releve = |(d, regle, provenance): &(&Definition, Box<dyn Prete + 'c>, Provenance)| {
            let a = publier(regle.agreger(&territoire, d), d, Role::Perimetre);
            let mut valeur = (a.valeur, a.statut);
            // What communes do not make, where the perimeter is exactly a territory of which it is published.
            if a.statut == Statut::ParCommune
                && let Some(x) = exacts
                    .iter()
                    .find_map(|e| e.lire(self.dataset, d, provenance))
            {
                valeur = (Some(x), Statut::Publie);
            }
            Indicateur {
                id: d.id.clone(),
                section: d.section,
                groupe: String::new(),
                libelle: d.libelle.clone(),
                unite: d.unite.clone(),
                decimales: d.decimales,
                valeur: valeur.0,
                bornes: a.bornes,
                intervalle: a.intervalle,
                petit_effectif: a.petit_effectif,
                statut: valeur.1,
                motif: a.motif,
                couverture: a.couverture,
                millesime: provenance.millesime.clone(),
                formule: String::new(),
                numerateur: a.numerateur,
                denominateur: a.denominateur,
                comparateurs: Vec::new(),
                sources: Vec::new(),
                favorable_si_haut: d.favorable_si_haut,
            }
        };
        self.regles.iter().map(releve).collect()
    }
}
