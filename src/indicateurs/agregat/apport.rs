//! The sums of one commune, exported so that those of any set of communes can be added up elsewhere.

use super::Cumul;
use crate::model::lecture::{Cause, Intervalle};
use crate::model::{Apport, DouteApport};

impl Cumul {
    /// The sums of two sets of units that have none in common.
    pub(crate) fn plus(mut self, autre: &Self) -> Self {
        self.num += autre.num;
        self.den += autre.den;
        self.communes += autre.communes;
        self.habitants += autre.habitants;
        self.doute.0 = self.doute.0.plus(autre.doute.0);
        self.den_doute += autre.den_doute;
        self.rapports = match (self.rapports, autre.rapports) {
            (Some(a), Some(b)) => Some(a.ou(b)),
            (a, b) => a.or(b),
        };
        for (cause, n) in &autre.causes {
            *self.causes.entry(*cause).or_default() += n;
        }
        self.incomparables
            .extend(autre.incomparables.iter().cloned());
        self
    }

    /// What the units add to those of a territory, as it is exported.
    pub(crate) fn apport(&self) -> Apport {
        let borne = |x: f64| Some(x).filter(|x| x.is_finite());
        let entre = |i: Intervalle| [borne(i.min), borne(i.max)];
        let doute = (!self.causes.is_empty()).then(|| DouteApport {
            communes: self.communes,
            habitants: self.habitants,
            masque: self.causes.contains_key(&Cause::Masque),
            num: entre(self.doute.0),
            den: self.den_doute,
            rapports: self.rapports.map(entre),
        });
        Apport {
            num: self.num,
            den: self.den,
            doute,
        }
    }
}
