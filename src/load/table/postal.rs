//! The commune of a row that only has a postcode and a town, as an address is written.

use std::collections::HashMap;

use crate::base::Nommes;
use crate::model::lecture::commune_de;
use crate::model::{Referentiel, UniteId};

/// Towns already met.
pub(super) struct Postes<'a> {
    referentiel: &'a Referentiel,
    nommes: Nommes<'a>,
    vues: HashMap<(String, String), Option<UniteId>>,
}

impl<'a> Postes<'a> {
    pub(super) fn new(referentiel: &'a Referentiel) -> Self {
        Self {
            referentiel,
            nommes: Nommes::new(referentiel),
            vues: HashMap::new(),
        }
    }

    /// The only commune of the département of the postcode that has, or had, this name; the city for an arrondissement,
    /// that addresses name or not.
    pub(super) fn commune(&mut self, postal: &str, ville: &str) -> Option<UniteId> {
        let cle = (postal.to_owned(), ville.to_owned());
        if let Some(lue) = self.vues.get(&cle) {
            return *lue;
        }
        let nom = sans_cedex(ville);
        let mut trouvees: Vec<UniteId> = self
            .departements(postal)
            .into_iter()
            .flat_map(|d| self.nommes.cherche(nom, Some(d)))
            .map(|id| commune_de(self.referentiel, id))
            .collect();
        trouvees.sort_unstable();
        trouvees.dedup();
        let lue = match trouvees.as_slice() {
            [seule] => Some(*seule),
            _ => None,
        };
        self.vues.insert(cle, lue);
        lue
    }

    /// Ranks of the départements of a postcode: both of Corsica, which share theirs; three digits overseas.
    fn departements(&self, postal: &str) -> Vec<usize> {
        let debut = |n: usize| postal.get(..n).unwrap_or_default();
        let codes: Vec<&str> = match debut(2) {
            "20" => vec!["2A", "2B"],
            "97" | "98" => vec![debut(3)],
            code => vec![code],
        };
        let connus = self.referentiel.departements.iter().enumerate();
        let siens = connus.filter(|(_, d)| codes.contains(&d.code.as_str()));
        siens.map(|(rang, _)| rang).collect()
    }
}

/// `MENDE CEDEX 9` → `MENDE`.
fn sans_cedex(ville: &str) -> &str {
    let fin = ville.to_ascii_uppercase().find(" CEDEX");
    fin.and_then(|f| ville.get(..f)).unwrap_or(ville)
}
