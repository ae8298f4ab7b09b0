//! What a row is, from its types alone: what a stream asks before it counts a row.

use crate::load::format::motifs::annee_de_date;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::tri::Tri;
use crate::model::Niveau;

/// What a row is, from its types alone.
#[derive(Debug, Clone, Copy)]
pub(in crate::load) enum Genre {
    /// Of another kind.
    Ecarte,
    /// Counted wherever its commune is known.
    Compte,
    /// Added to what is published of its territory, of a level wider than the commune.
    Publie(Niveau),
    /// To be read whole: something in it cannot be read, or is hidden.
    ALire,
}

impl Lignes<'_> {
    /// What a row is, from its level, its filters, its year and its types; nothing is noted.
    pub(in crate::load) fn genre_sur(&self, l: &Ligne<'_>) -> Genre {
        let niveau = self.niveau(l);
        let tri = match niveau {
            Some(niveau) => self.filtre_du_niveau(l, niveau),
            None => self.filtre(l),
        };
        match tri {
            Tri::Garde { masque: false } => {}
            Tri::Ecarte => return Genre::Ecarte,
            Tri::Garde { masque: true } | Tri::Illisible(_) => return Genre::ALire,
        }
        let an = self.plan.an.and_then(|p| l.cellules.get(p));
        let illisible = |c: &Cellule<'_>| !c.est_vide() && annee_de_date(&c.en_texte()).is_none();
        let types = self.plan.comptees.iter();
        let types = types.map(|c| (c.variable, c.quand.as_slice()));
        if an.is_some_and(illisible) || self.type_mal_forme(l, types).is_some() {
            return Genre::ALire;
        }
        match niveau {
            None => Genre::Compte,
            // Rows are counted of communes only.
            Some(_) if self.plan.comptees.iter().any(|c| c.place.is_none()) => Genre::Ecarte,
            Some(n) if n.cle == self.plan.cle && n.code.is_none() && n.nom.is_none() => {
                Genre::Publie(n.niveau)
            }
            Some(_) => Genre::ALire,
        }
    }
}
