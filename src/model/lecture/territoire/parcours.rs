//! A territory gone through: by unit, by commune, by place of a class, by commune that a file reads with others.

use super::{Atome, CommuneLue, Territoire};
use crate::model::lecture::Groupe;
use crate::model::lecture::classe::par_arrondissements;
use crate::model::{ColonneClasse, UniteId};

impl Territoire {
    /// Calls `f` with each commune and each arrondissement that is itself a member, with the arrondissements of a city.
    pub fn unites(&self, f: impl FnMut(&Atome, &[UniteId])) {
        self.parcourir(|_| false, f);
    }

    /// The same, and each arrondissement apart in the cities that `eclater` chooses.
    pub fn parcourir(
        &self,
        eclater: impl Fn(&[UniteId]) -> bool,
        mut f: impl FnMut(&Atome, &[UniteId]),
    ) {
        self.simples.iter().for_each(|atome| f(atome, &[]));
        self.parcourir_villes(eclater, f);
    }

    /// The same as [`Self::unites`], the communes that one of the groups reads as one being given together.
    pub fn ensemble(&self, groupes: &[&Groupe<'_>], f: impl FnMut(&Atome, &[UniteId])) {
        self.ensemble_par(groupes, |_| false, f);
    }

    /// The same, and each arrondissement apart in the cities that `eclater` chooses.
    pub fn ensemble_par(
        &self,
        groupes: &[&Groupe<'_>],
        eclater: impl Fn(&[UniteId]) -> bool,
        mut f: impl FnMut(&Atome, &[UniteId]),
    ) {
        let lue = |ids: &[UniteId]| groupes.iter().any(|g| g.reunit(ids));
        self.parcourir_reunis(lue, &mut f);
        self.parcourir_villes(eclater, f);
    }

    /// Simple communes, those of a set that is chosen being given together.
    fn parcourir_reunis(
        &self,
        choisir: impl Fn(&[UniteId]) -> bool,
        mut f: impl FnMut(&Atome, &[UniteId]),
    ) {
        let mut pris: Vec<UniteId> = Vec::new();
        for reuni in &self.reunis {
            if choisir(&reuni.ids) && !reuni.ids.iter().any(|id| pris.contains(id)) {
                pris.extend(&reuni.ids);
                f(&reuni.entier, &reuni.ids);
            }
        }
        let seuls = self.simples.iter().filter(|a| !pris.contains(&a.unite));
        seuls.for_each(|atome| f(atome, &[]));
    }

    fn parcourir_villes(
        &self,
        eclater: impl Fn(&[UniteId]) -> bool,
        mut f: impl FnMut(&Atome, &[UniteId]),
    ) {
        for ville in &self.villes {
            if ville.entiere && !eclater(&ville.ids) {
                f(&ville.ville, &ville.ids);
            } else {
                for atome in &ville.arrondissements {
                    f(atome, &[]);
                }
            }
        }
    }

    /// The places where a class holds: each arrondissement apart when the classes and the counts are given so.
    pub fn places_de_classe(
        &self,
        colonne: &ColonneClasse,
        compte: &Groupe<'_>,
        mut f: impl FnMut(&Atome, &[UniteId]),
    ) {
        let classe = |ids: &[UniteId]| {
            let premier = ids.first().and_then(|&id| colonne.autre_territoire(id));
            premier.is_some_and(|a| a.est_celle_de(ids))
        };
        self.parcourir_reunis(|ids| classe(ids) || compte.reunit(ids), &mut f);
        self.parcourir_villes(
            |ids| par_arrondissements(colonne, ids) && compte.par_arrondissements(ids),
            f,
        );
    }

    /// The places whose inhabitants are in one class: each arrondissement apart when the classes are given so.
    pub fn habitants_par_classe(&self, colonne: &ColonneClasse, mut f: impl FnMut(&Atome)) {
        self.parcourir(|ids| par_arrondissements(colonne, ids), |atome, _| f(atome));
    }

    /// Calls `f` with each commune, some arrondissements of a city being one.
    pub fn par_commune(&self, mut f: impl FnMut(CommuneLue<'_>)) {
        for atome in &self.simples {
            f(CommuneLue {
                atome,
                arrondissements: &[],
                ids: &[],
                entiere: true,
            });
        }
        for ville in &self.villes {
            f(CommuneLue {
                atome: &ville.ville,
                arrondissements: &ville.arrondissements,
                ids: &ville.ids,
                entiere: ville.entiere,
            });
        }
    }
}
