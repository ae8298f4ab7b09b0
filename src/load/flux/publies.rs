//! Rows of a level wider than the commune in a stream: the figures of each territory, added up.

use std::collections::HashMap;

use crate::load::flux::bloc::Cadre;
use crate::load::flux::decoupe::{Cellules, texte};
use crate::load::flux::rangee::chiffre;
use crate::load::flux::releve::{Cible, Releve};
use crate::load::table::lignes::Lignes;
use crate::model::Niveau;
use crate::model::melange::Vite;

impl Cadre<'_> {
    /// Adds a row of a wider level to the sums of its territory; one that cannot be is read.
    pub(super) fn publie(
        &self,
        record: &[u8],
        cellules: &Cellules,
        (genre, niveau): (u32, Niveau),
        releve: &mut Releve,
    ) {
        let cle = self.decoupe.brute(record, cellules, self.cle);
        let ajout = self.valeur.map(|p| self.decoupe.brute(record, cellules, p));
        let Some(ajout) = ajout.and_then(chiffre) else {
            return self.remet(record, cellules, releve);
        };
        let siennes = releve.publies.entry(genre).or_default();
        if let Some(somme) = siennes.get_mut(cle) {
            *somme += ajout;
        } else if self.lignes.territoire_connu(niveau, &texte(cle)) {
            siennes.insert(cle.to_vec(), ajout);
        } else {
            self.remet(record, cellules, releve);
        }
    }
}

/// Figures of a piece by kind, then by territory as its code is written.
pub(super) type Publies = HashMap<u32, HashMap<Vec<u8>, f64, Vite>, Vite>;

/// Adds what a piece says of the territories, its kinds having their levels, and their ranks in the file the series that they feed.
pub(super) fn ajoute(
    lignes: &mut Lignes<'_>,
    (publies, niveaux): (Publies, &[Option<Niveau>]),
    (genres, cibles): (&[u32], &[Vec<Cible>]),
) {
    for (genre, territoires) in publies {
        let niveau = niveaux.get(genre as usize).copied().flatten();
        let rang = genres.get(genre as usize);
        let siennes = rang.and_then(|g| cibles.get(*g as usize));
        let (Some(niveau), Some(siennes)) = (niveau, siennes) else {
            continue;
        };
        for (ecrit, somme) in territoires {
            let series = siennes.iter().map(|c| c.serie);
            lignes.ajoute_aux_sommes(niveau, &texte(&ecrit), series, somme);
        }
    }
}
