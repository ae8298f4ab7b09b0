//! Two editions of a list of CPTS: in a département, the later replaces the earlier, whose communes are not added to its own.
//!
//! The law: a commune that the later edition no longer gives to a CPTS has none. A later list that names less than half of the
//! communes of the earlier is no edition of it, but another list: both are kept, and it is said.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{denombre, pluriel};
use crate::load::fichier::devenir::Lu;
use crate::load::jeu::section::SECTION;
use crate::model::{Constat, Dataset, Referentiel, RegleConstat, Severite, UniteId};

/// Communes of a list that have a CPTS, by département.
type Communes = BTreeMap<usize, BTreeSet<UniteId>>;

/// A dated list.
struct Edition {
    couche: usize,
    an: u16,
    chemin: String,
    communes: Communes,
}

/// The dated lists read so far, the latest first.
#[derive(Default)]
pub struct Editions(Vec<Edition>);

/// What an earlier list gives that a later one does not.
#[derive(Default)]
struct Bilan {
    /// Communes left without CPTS.
    sorties: BTreeSet<UniteId>,
    /// Communes kept from the earlier list.
    gardees: BTreeSet<UniteId>,
}

impl Editions {
    /// Leaves out of a list the départements of which a later one is an edition, and says so.
    pub fn remplace(&mut self, d: &mut Dataset, lu: &mut Lu) {
        let Some(an) = lu.table.millesime.filter(|_| !lu.table.cpts.is_empty()) else {
            return;
        };
        let communes = communes(&d.referentiel, lu);
        let suivantes = self.0.iter().filter(|e| e.couche == lu.couche && e.an > an);
        for edition in suivantes {
            let bilan = edition.bilan(&communes);
            lu.table.cpts.retain(|(unite, ..)| {
                let departement = d.referentiel.unite(*unite).departement;
                !edition.reedite(&communes, departement)
            });
            d.constats
                .extend(constat(&d.referentiel, lu, an, edition, &bilan));
        }
        self.0.push(Edition {
            couche: lu.couche,
            an,
            chemin: lu.chemin.clone(),
            communes,
        });
    }
}

fn communes(referentiel: &Referentiel, lu: &Lu) -> Communes {
    let mut communes = Communes::new();
    for (unite, ..) in &lu.table.cpts {
        let departement = referentiel.unite(*unite).departement;
        communes.entry(departement).or_default().insert(*unite);
    }
    communes
}

impl Edition {
    /// Whether it names at least half of the communes that an earlier list has in a département.
    fn reedite(&self, anterieures: &Communes, departement: usize) -> bool {
        let (Some(siennes), Some(autres)) = (
            self.communes.get(&departement),
            anterieures.get(&departement),
        ) else {
            return false;
        };
        2 * siennes.intersection(autres).count() >= autres.len()
    }

    fn bilan(&self, anterieures: &Communes) -> Bilan {
        let mut bilan = Bilan::default();
        for (departement, autres) in anterieures {
            let siennes = self.communes.get(departement);
            let seules = autres
                .iter()
                .filter(|u| siennes.is_none_or(|s| !s.contains(u)));
            if self.reedite(anterieures, *departement) {
                bilan.sorties.extend(seules);
            } else if siennes.is_some() {
                bilan.gardees.extend(seules);
            }
        }
        bilan
    }
}

fn constat(r: &Referentiel, lu: &Lu, an: u16, edition: &Edition, bilan: &Bilan) -> Option<Constat> {
    let (sorties, gardees) = (bilan.sorties.len(), bilan.gardees.len());
    let mut texte = format!(
        "{} ({an}) et {} ({}) sont des listes de CPTS",
        lu.chemin, edition.chemin, edition.an
    );
    if sorties > 0 {
        texte += &format!(
            "\u{a0}: dans un département, la plus récente remplace l'autre\u{a0}; {} {} CPTS que dans l'ancienne et n'en {} plus",
            denombre(sorties, "commune", "communes"),
            if sorties > 1 {
                "n'avaient de"
            } else {
                "n'avait de"
            },
            if sorties > 1 { "ont" } else { "a" },
        );
    }
    if gardees > 0 {
        texte += &format!(
            "\u{a0}; la plus récente ne nomme pas la moitié des communes de l'autre, qui reste lue pour {} restée{}",
            denombre(gardees, "commune", "communes"),
            pluriel(gardees)
        );
    }
    let codes = bilan
        .sorties
        .iter()
        .chain(&bilan.gardees)
        .map(|u| r.unite(*u).code);
    let constat = Constat::new(
        RegleConstat::DoublonSource,
        Severite::Attention,
        SECTION,
        texte + ".",
    );
    (sorties + gardees > 0).then(|| constat.avec_communes(codes).avec_origine(&lu.chemin))
}
