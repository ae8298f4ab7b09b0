//! The map of a territory: its CPTS, each in its tint, and what none covers, pocket by pocket.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CodeCommune, Dataset, Perimetre, Poche, ZonesBlanches};
use crate::rapport::carte_fond::{self, Fond};
use crate::rapport::cartes::{Croquis, GenreNom, NomCarte};
use crate::rapport::croquis::milieu;

/// The map; `None` without outline, or where there is nothing to tell apart.
///
/// Pockets bear their rank, that of the tables; a CPTS whose name has no room has a number of its own, « C12 ».
#[must_use]
pub fn carte(
    d: &Dataset,
    perimetre: &Perimetre,
    zones: &ZonesBlanches,
    poches: &[Poche],
) -> Option<Croquis> {
    let fond = carte_fond::fond(d, perimetre)?;
    let mut tous = fond.croquis(d, perimetre, zones).into_iter();
    let mut croquis = tous.find(|c| c.id == "couverture_cpts")?;
    croquis.titre = "CPTS et zones blanches".to_owned();
    numeroter(&mut croquis.noms);
    let poches = poches.iter().filter_map(|p| numero(d, p, &fond));
    croquis.noms.splice(0..0, poches);
    Some(croquis)
}

/// Gives each CPTS its number, in the order of the names.
fn numeroter(noms: &mut [NomCarte]) {
    let cpts = noms.iter().filter(|n| n.genre == GenreNom::Aire);
    let cpts: BTreeSet<String> = cpts.map(|n| n.texte.clone()).collect();
    let rangs: BTreeMap<String, usize> = cpts.into_iter().zip(1..).collect();
    for nom in noms.iter_mut().filter(|n| n.genre == GenreNom::Aire) {
        nom.numero = rangs.get(&nom.texte).map(|rang| format!("C{rang}"));
    }
}

/// The number of a pocket, in the commune nearest to its middle; none when it has no outline.
fn numero(d: &Dataset, poche: &Poche, fond: &Fond) -> Option<NomCarte> {
    let codes: BTreeSet<CodeCommune> = poche.communes.iter().map(|c| c.code).collect();
    let dedans = |id| codes.contains(&d.referentiel.unite(id).code);
    let siens: Vec<_> = fond.traces.iter().filter(|t| dedans(t.id)).collect();
    Some(NomCarte {
        texte: poche.nom.clone(),
        point: milieu(&siens)?,
        genre: GenreNom::Poche,
        numero: Some(poche.rang.to_string()),
    })
}
