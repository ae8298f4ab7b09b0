//! Access to care on the territory: who is covered by a CPTS, who lacks a médecin, and how far the nearest one is.

pub mod audit;
pub mod couverture;
pub mod plus_proche;
pub mod reprise;
pub mod sous_densite;
pub mod zones_blanches;

pub use audit::{Regles as ReglesAudit, auditer, par_stade, restreindre};
pub use couverture::{CouvertureCpts, EtatCpts};
pub use plus_proche::{MEDECINS, PlusProche, lieux_a_garder};
pub use reprise::{Reprise, cpts_reprise};
pub use sous_densite::{SeuilApl, sous_densite};
pub use zones_blanches::zones_blanches;
