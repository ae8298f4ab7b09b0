//! The places of a territory, each with what the list says of it: communes, or the arrondissements that the list names.

use std::collections::BTreeSet;

use crate::acces::{CouvertureCpts, EtatCpts};
use crate::model::lecture::{arrondissements, population};
use crate::model::{Dataset, Genre, Perimetre, UniteId};
use crate::tri::Tri;

/// A commune or an arrondissement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) unite: UniteId,
    /// Part in the territory.
    pub(super) part: f64,
    /// Inhabitants of that part.
    pub(super) habitants: f64,
    pub(super) etat: EtatCpts,
    /// Part of its inhabitants in a CPTS, from 0 to 1.
    pub(super) couverte: f64,
}

/// All of them, by identifier, none twice.
pub(super) struct Places<'a> {
    pub(super) d: &'a Dataset,
    pub(super) couverture: &'a CouvertureCpts<'a>,
    pub(super) liste: Vec<Place>,
}

impl<'a> Places<'a> {
    pub(super) fn new(
        d: &'a Dataset,
        perimetre: &Perimetre,
        couverture: &'a CouvertureCpts<'a>,
    ) -> Self {
        let mut liste = Vec::with_capacity(perimetre.membres.len());
        for m in &perimetre.membres {
            let eclatee = couverture.nomme_un_arrondissement(m.unite);
            let siens = arrondissements(&d.referentiel, m.unite);
            let unites = if eclatee { siens } else { &[m.unite] };
            liste.extend(unites.iter().map(|&unite| Place {
                unite,
                part: m.part,
                habitants: population::habitants(d, unite).unwrap_or(0.0) * m.part,
                etat: couverture.etat(unite),
                couverte: couverture.part_couverte(unite),
            }));
        }
        liste.trie_par_cle(|p| p.unite);
        Self {
            d,
            couverture,
            liste,
        }
    }

    /// Arrondissements that stand for their city.
    pub(super) fn municipaux(&self) -> usize {
        let genre = |p: &&Place| self.d.referentiel.unite(p.unite).genre == Genre::Arrondissement;
        self.liste.iter().filter(genre).count()
    }

    /// CPTS that hold a part of the territory.
    pub(super) fn cpts(&self) -> BTreeSet<&'a str> {
        let noms = self
            .liste
            .iter()
            .flat_map(|p| self.couverture.noms(p.unite));
        noms.collect()
    }
}

impl Place {
    /// Inhabitants in a CPTS; none where the list says nothing.
    pub(super) fn couverts(&self) -> f64 {
        if self.etat == EtatCpts::HorsChamp {
            0.0
        } else {
            self.habitants * self.couverte
        }
    }

    /// Inhabitants in no CPTS; none where the list says nothing.
    pub(super) fn sans_cpts(&self) -> f64 {
        if self.etat == EtatCpts::HorsChamp {
            0.0
        } else {
            self.habitants - self.couverts()
        }
    }
}
