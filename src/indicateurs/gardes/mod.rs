//! Comparators computed once on a dataset and kept beside it: those of every département, every région and France.
//!
//! They are kept for the files as they are, and again, where they differ, for each choice of the files that a département, a
//! région or France makes. A figure is taken back only for the entry of the catalogue that it was computed for, word for
//! word, and for the same choice; or on files of which another choice has changed neither the variables that it reads nor
//! the other columns of their sources.

mod calcul;
mod lecture;

pub use calcul::calculer;
pub(super) use lecture::{Cle, Gardes, territoire};
