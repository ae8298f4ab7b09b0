//! The commune of a row that only has its name, with its département or without.

use crate::base;
use crate::load::perimetre::lexique::{Lexique, cherche, proches};
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::commune::Lue;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::model::{CodeCommune, UniteId};

impl Lignes<'_> {
    /// The only commune of the département, or of the country, that has or had this name, or this code when it is one; a name
    /// of none or of several is rejected with those that it may mean.
    pub(super) fn commune_nommee(
        &mut self,
        l: &Ligne<'_>,
        place: usize,
        departement: Option<usize>,
    ) -> Lue {
        let texte = |p: usize| {
            let lue = l.cellules.get(p).map(Cellule::en_texte);
            lue.unwrap_or_default().trim().to_owned()
        };
        let nom = texte(place);
        if let Ok((code, _)) = CodeCommune::parse_repare(&nom) {
            return self.unite(l, code, &nom);
        }
        let voulu = departement.map(texte).unwrap_or_default();
        let mut autres = l.cellules.iter().enumerate();
        if !autres.any(|(p, c)| p != place && !c.est_vide()) {
            return Err(None);
        }
        let rang = base::departement(self.referentiel, &voulu);
        if rang.is_none() && !voulu.is_empty() {
            // A homonym elsewhere in the country is not this commune.
            let motif = "département inconnu\u{a0}: son code ou son nom est attendu";
            self.rejette(l, departement, &voulu, motif.into(), None);
            return Err(Some(Etendue::Partout));
        }
        let Some(nommes) = self.nommes.as_ref().filter(|_| !nom.is_empty()) else {
            self.rejette(l, Some(place), "", "nom de commune absent".into(), None);
            return Err(Some(Etendue::Partout));
        };
        let trouvees = cherche(nommes, &nom, rang);
        if let [seule] = trouvees.as_slice() {
            return Ok((self.referentiel.unite(*seule).code, *seule));
        }
        let proposees = if trouvees.is_empty() {
            proches(self.referentiel, nommes, &nom, rang)
        } else {
            trouvees.clone()
        };
        let liste = Lexique::new(self.referentiel).liste(&proposees);
        let motif = motif(trouvees.len(), &liste);
        self.rejette(l, Some(place), &format!("{nom} {voulu}"), motif, None);
        Err(Some(etendue(trouvees, rang)))
    }
}

fn motif(trouvees: usize, liste: &str) -> String {
    match trouvees {
        0 if liste.is_empty() => "nom d'aucune commune".to_owned(),
        0 => format!("nom d'aucune commune\u{a0}; au plus près\u{a0}: {liste}"),
        _ => format!("nom de plusieurs communes, à distinguer par le département\u{a0}: {liste}"),
    }
}

/// Where the row may stand: in one of those of that name, else in the département when it is given.
fn etendue(trouvees: Vec<UniteId>, rang: Option<usize>) -> Etendue {
    match rang {
        _ if !trouvees.is_empty() => Etendue::Parts(trouvees),
        Some(rang) => Etendue::Departement(rang),
        None => Etendue::Partout,
    }
}
