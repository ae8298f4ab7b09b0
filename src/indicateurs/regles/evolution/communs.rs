//! Communes that one of the two vintages reads as a single one: compared together, never apart.

use std::collections::BTreeMap;

use crate::francais;
use crate::model::lecture::{Atome, Groupe, Lu};
use crate::model::{CodeCommune, Dataset, DateCivile, Referentiel, UniteId};

/// Communes of today that were one at the beginning, at the end, or at both.
pub(super) struct Commun {
    garde: UniteId,
    pieces: Vec<UniteId>,
    date: DateCivile,
}

impl Commun {
    /// The one that kept the code, then all of them.
    pub(super) fn unites(&self) -> (UniteId, &[UniteId]) {
        (self.garde, &self.pieces)
    }

    /// Figure of them all at the beginning.
    pub(super) fn avant(&self, groupe: &Groupe<'_>) -> Lu {
        groupe.compte(self.garde, &self.pieces)
    }

    /// Figure of them all at the end.
    pub(super) fn apres(&self, groupe: &Groupe<'_>) -> Lu {
        groupe.compte(self.garde, &self.pieces)
    }

    /// Why one of them alone has no change.
    pub(super) fn motif(&self, referentiel: &Referentiel) -> String {
        format!(
            "{} n'en faisaient qu'une avant le {}\u{a0}: les deux millésimes ne portent pas sur le même territoire, sauf dans un périmètre qui les tient toutes",
            referentiel.noms_et_codes(&self.pieces),
            francais::date(&self.date.to_string())
        )
    }
}

/// Every such set.
pub(super) struct Communs {
    liste: Vec<Commun>,
    rangs: BTreeMap<UniteId, usize>,
}

impl Communs {
    /// Those of which `touche` holds for one of the communes.
    pub(super) fn parmi(
        dataset: &Dataset,
        groupes: [&Groupe<'_>; 2],
        touche: &dyn Fn(UniteId) -> bool,
    ) -> Self {
        let mut par_code: BTreeMap<CodeCommune, Commun> = BTreeMap::new();
        for groupe in groupes {
            let colonnes = groupe.colonnes.iter();
            let ensembles = colonnes.flat_map(|c| dataset.ensembles_parmi(c, touche));
            for e in ensembles {
                par_code.entry(e.separation.de).or_insert_with(|| Commun {
                    garde: e.garde,
                    pieces: e.pieces(&dataset.referentiel),
                    date: e.separation.date,
                });
            }
        }
        let liste: Vec<Commun> = par_code.into_values().collect();
        let rangs = liste.iter().enumerate();
        let rangs = rangs.flat_map(|(i, c)| c.pieces.iter().map(move |&id| (id, i)));
        Self {
            rangs: rangs.collect(),
            liste,
        }
    }

    /// Starts to gather those of a territory.
    pub(super) fn reunir(&self) -> Reunis<'_> {
        Reunis {
            communs: self,
            atomes: BTreeMap::new(),
        }
    }
}

/// Units of a territory that belong to such sets.
pub(super) struct Reunis<'a> {
    communs: &'a Communs,
    atomes: BTreeMap<usize, Vec<Atome>>,
}

impl<'a> Reunis<'a> {
    /// Keeps a unit for its set; false when it belongs to none.
    pub(super) fn prend(&mut self, atome: &Atome) -> bool {
        let Some(&rang) = self.communs.rangs.get(&atome.unite) else {
            return false;
        };
        self.atomes.entry(rang).or_default().push(*atome);
        true
    }

    /// Each set met: as one unit when the territory holds all of it for the same part, else what it is.
    pub(super) fn finir(self) -> impl Iterator<Item = Result<(Atome, &'a Commun), &'a Commun>> {
        let communs = self.communs;
        self.atomes.into_iter().filter_map(move |(rang, atomes)| {
            let commun = communs.liste.get(rang)?;
            let premier = *atomes.first()?;
            let meme = |a: &Atome| a.part.to_bits() == premier.part.to_bits();
            if atomes.len() < commun.pieces.len() || !atomes.iter().all(meme) {
                return Some(Err(commun));
            }
            let entier = Atome {
                unite: commun.garde,
                part: premier.part,
                communes: atomes.iter().map(|a| a.communes).sum(),
                habitants: atomes.iter().map(|a| a.habitants).sum(),
            };
            Some(Ok((entier, commun)))
        })
    }
}
