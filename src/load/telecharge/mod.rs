//! Downloads: the only room that may use the network, and only for `cpts donnees telecharger`.
//!
//! [`offres`](offres::offres) says what can be downloaded, [`reception`] receives a file beside its place and checks it,
//! [`verrou`] keeps what was received in `cpts.lock`. `client`, built with the feature `telechargement`, is the only file that
//! knows the network; everything else is the same without it.

#[cfg(feature = "telechargement")]
pub mod client;
pub mod echec;
pub mod offres;
pub mod partie;
pub mod reception;
pub mod transport;
pub mod url;
pub mod verrou;

#[cfg(test)]
mod essais;
