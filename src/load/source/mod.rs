//! Bytes to text and raw cells: archives, encodings, the folder; nothing is interpreted here.

pub mod acces;
pub mod anneaux;
pub mod arbre;
pub mod archive;
pub mod code_en_deux;
pub mod decimal;
pub mod decode;
pub mod defaut;
pub mod dossier;
pub mod nature;
pub mod normalise;
pub mod octets;
pub mod ole;
mod place;
pub mod tableau;
pub mod texte;
pub mod texte_liste;
