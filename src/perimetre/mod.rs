//! From what the user asks for (expression, list, polygons) to a checked [`crate::model::Perimetre`].
//!
//! ```text
//! texte ─analyser─▶ Expression ┐
//! liste de codes ──────────────┴─resoudre─▶ Perimetre ─normaliser─▶ texte
//! polygones ───────depuis_polygones────────▶ Perimetre
//! points ──────────depuis_points───────────▶ Perimetre
//! commune ─────────a_distance, a_minutes───▶ Perimetre
//! ```

mod analyse;
mod autour;
mod codes;
mod constats_faits;
mod cpts;
mod ensemble;
mod ensemble_dits;
mod erreur;
mod expression;
mod faits;
mod faits_recodes;
mod genre;
mod hors_points;
mod index_contours;
mod liste;
mod normal;
mod points;
mod polygones;
mod resolution;
mod suivi;
mod terme;
mod valeurs;
mod zonages;

pub use analyse::{analyser, ressemble_a_une_expression};
pub use autour::{a_distance, a_minutes};
pub use codes::{nom_accorde, propose_code};
pub use cpts::lignes_perdues;
pub use erreur::ErreurPerimetre;
pub use expression::{CodeDemande, CommuneDemandee, Expression, Operande, Signe, Terme, Zonage};
pub use index_contours::PointEcrit;
pub use liste::{LigneListe, ListeCommunes, PolygonesPerimetre};
pub use normal::normaliser;
pub use points::depuis_points;
pub use polygones::depuis_polygones;
pub use resolution::resoudre;
pub use valeurs::{lignes, lire_part};
