//! What `cpts donnees preparer` writes: everything that was read, or what is around a territory.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::conteneur::NIVEAU;
use super::ecriture::EnCours;
use super::fiches::Territoire;
use crate::geo::adjacence;
use crate::load::fichier::devenir::{Devenir, Sort};
use crate::load::jeu::surfaces;
use crate::load::table::resultat::Table;
use crate::model::{Annexees, Contour, Dataset, Referentiel, UniteId};

/// What files make together, and what was computed on it.
pub struct Imagee {
    /// The files put together.
    pub dataset: Dataset,
    /// What that depends on besides them.
    pub cle: String,
    /// What was computed, by name.
    pub annexes: Annexees,
}

/// Everything that was read, ready to be written.
pub struct Preparation {
    sorts: Vec<Sort>,
    territoire: Option<Territoire>,
}

impl Preparation {
    /// Of files and what became of them.
    #[must_use]
    pub fn new(sorts: Vec<Sort>) -> Self {
        Self {
            sorts,
            territoire: None,
        }
    }

    /// Keeps the outlines, points, structures, quartiers and CPTS of the départements of a territory and of those that touch
    /// them, as outlines tell, and all the figures, which compare; the outlines too on which a surface is measured: those of
    /// the arrondissements, and all when no file gives the surfaces.
    pub fn restreindre(
        &mut self,
        referentiel: &Referentiel,
        nom: &str,
        territoire: &BTreeSet<UniteId>,
        contours: &BTreeMap<UniteId, Contour>,
    ) {
        let departement = |id: UniteId| referentiel.unite(id).departement;
        let ici: BTreeSet<usize> = territoire.iter().map(|id| departement(*id)).collect();
        let entiers = referentiel
            .ids()
            .filter(|id| ici.contains(&departement(*id)))
            .collect();
        let voisines = adjacence::voisines(referentiel, contours, &entiers);
        let autour: BTreeSet<usize> = voisines
            .into_iter()
            .map(departement)
            .chain(ici.iter().copied())
            .collect();
        let garde = |id: UniteId| autour.contains(&referentiel.unite(id).departement);
        let donnees = self.donne_les_surfaces();
        let mesure = |id: UniteId| !donnees || referentiel.unite(id).parent.is_some();
        for (_, devenir) in &mut self.sorts {
            if let Devenir::Lu(lus) = devenir {
                lus.iter_mut()
                    .for_each(|lu| restreint(&mut lu.table, garde, mesure));
            }
        }
        let code = |d: &usize| referentiel.departements.get(*d).map(|d| d.code.clone());
        self.territoire = Some(Territoire {
            nom: nom.to_owned(),
            departements: ici.iter().filter_map(code).collect(),
        });
    }

    /// Whether a file gives the surface of the communes, which is measured on their outlines otherwise.
    fn donne_les_surfaces(&self) -> bool {
        let lus = self.sorts.iter().filter_map(|(_, d)| match d {
            Devenir::Lu(lus) => Some(lus),
            _ => None,
        });
        let mut cles = lus.flatten().flat_map(|lu| lu.table.series.keys());
        cles.any(|(variable, _)| variable == surfaces::VARIABLE)
    }

    /// Names of the files that were recognised.
    pub fn noms(&self) -> impl Iterator<Item = &str> {
        let connu = |d: &Devenir| !matches!(d, Devenir::NonReconnu(_));
        self.sorts
            .iter()
            .filter(move |(_, d)| connu(d))
            .map(|(nom, _)| nom.as_str())
    }

    /// Number of files whose figures were read, and of files that could not be, or are of no use.
    #[must_use]
    pub fn comptes(&self) -> (usize, usize) {
        let lus = self
            .sorts
            .iter()
            .filter(|(_, d)| matches!(d, Devenir::Lu(_)))
            .count();
        (lus, self.sorts.len() - lus)
    }

    /// The bytes of the file; `sha256` is the fingerprint of the list of communes. `image` puts the files together, computes
    /// on what they make and gives its key, or gives nothing when that cannot stand for them.
    ///
    /// # Errors
    /// Something cannot be written: never in memory, but the libraries say so.
    pub fn octets(
        self,
        referentiel: &Referentiel,
        sha256: &str,
        image: impl FnOnce(Vec<Sort>) -> Option<Imagee>,
    ) -> io::Result<Vec<u8>> {
        let mut fichier = EnCours::des_sorts(Vec::new(), referentiel, &self.sorts, NIVEAU)?;
        if let Some(i) = image(self.sorts) {
            fichier.image(&i.dataset, &i.cle, &i.annexes)?;
        }
        fichier.finit((referentiel, sha256), self.territoire, |entete| entete)
    }
}

fn restreint(table: &mut Table, garde: impl Fn(UniteId) -> bool, mesure: impl Fn(UniteId) -> bool) {
    table.contours.retain(|id, _| garde(*id) || mesure(*id));
    table.points.retain(|(id, _)| garde(*id));
    table.structures.retain(|s| garde(s.unite));
    table.cpts.retain(|(id, ..)| garde(*id));
    table
        .qpv
        .retain(|q| q.communes.is_empty() || q.communes.iter().any(|id| garde(*id)));
}
