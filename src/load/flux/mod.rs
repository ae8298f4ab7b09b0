//! Files of millions of rows, counted as they are read: whole records by blocks, cut in parallel, put together in order.
//!
//! A row is kept as a few numbers (person, commune, kind, site); one that cannot be counted without a word goes, whole, to
//! the ordinary reader, so that what is rejected and what is then unknown are the same as in any other file.

mod bloc;
mod communes;
mod compte;
mod decoupe;
mod entete;
mod genres;
mod lots;
mod masques;
mod personnes;
mod publies;
mod rangee;
mod releve;

pub use compte::lire;
pub use entete::Echec;
