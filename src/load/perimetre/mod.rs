//! The user's territory: what the argument is, lists of communes as people make them, polygons.

pub mod demande;
pub mod liste;
pub mod liste_colonnes;
pub mod liste_tableau;
pub mod polygones;
