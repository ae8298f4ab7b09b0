//! Audit of a territory: what the CPTS of the list cover of it, the pockets they leave, and scarcity beside coverage.

mod comptes;
mod cpts;
mod places;
mod poches;
mod stades;

pub use stades::{par_stade, restreindre};

use crate::indicateurs::Catalogue;
use crate::model::{AuditCouverture, Dataset, Perimetre, SCHEMA_ZONES_BLANCHES};

use super::{CouvertureCpts, SeuilApl};
use places::Places;

/// What the list does not say, so that no rate is read as that of a stage.
const SANS_STADE: &str = "La liste ne dit pas le stade des CPTS (lettre d'intention, projet de santé validé, ACI signé)\u{a0}: \
     ces taux comptent toutes celles qu'elle nomme.";

/// What the audit asks of the other rules.
pub struct Regles<'a> {
    /// Catalogue of indicators.
    pub catalogue: &'a Catalogue,
    /// Threshold of scarcity.
    pub seuil: &'a SeuilApl,
    /// Tier of a population, when the scale tells it.
    pub taille: &'a (dyn Fn(f64) -> Option<u8> + Sync),
}

/// Coverage of a territory; `None` when no list is given. Findings are added by the caller.
#[must_use]
pub fn auditer(d: &Dataset, perimetre: &Perimetre, regles: &Regles<'_>) -> Option<AuditCouverture> {
    let couverture = CouvertureCpts::new(d)?;
    let places = Places::new(d, perimetre, &couverture);
    let comptes = comptes::compter(&places);
    let vues = cpts::toutes(d, regles.taille);
    let poches = poches::poches(&places, &vues, regles);
    let rencontrees = places.cpts();
    let sources = d.cpts.iter().map(|l| l.source);
    let apl = d.derniere("apl_mg").map(|c| c.source);
    Some(AuditCouverture {
        schema: SCHEMA_ZONES_BLANCHES.to_owned(),
        territoire: perimetre.nom.clone(),
        expression: perimetre.expression.clone(),
        referentiel: d.referentiel.nom.clone(),
        communes: places.liste.len(),
        arrondissements: places.municipaux(),
        population: places.liste.iter().map(|p| p.habitants).sum(),
        couvert: comptes.couvert,
        sans_cpts: comptes.sans_cpts,
        en_partie: comptes.en_partie,
        inconnu: comptes.inconnu,
        note: SANS_STADE.to_owned(),
        etapes: Vec::new(),
        par_stade: Vec::new(),
        croisement: comptes::croiser(&places, regles),
        poches,
        cpts: vues
            .into_iter()
            .filter(|v| rencontrees.contains(v.nom.as_str()))
            .collect(),
        constats: Vec::new(),
        sources: d.ids_des_sources(sources.chain(apl)),
    })
}

#[cfg(test)]
mod tests;
