//! Features of a GeoJSON as rows: the properties are the cells, the geometry goes with the commune.

use std::collections::BTreeSet;

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Genre;
use crate::load::format::plan::Plan;
use crate::load::source::tableau::{APERCU, Apercu, Cellule, Ligne};
use crate::load::table::geo_json::{Entite, Forme, cellule};
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::lecture::arrondissements;
use crate::model::{CodeCommune, ErreurDonnees, Referentiel, UniteId};

/// Property names, sorted, then the first features.
#[must_use]
pub fn apercu(entites: &[Entite<'_>]) -> Apercu {
    let mut noms: BTreeSet<&String> = BTreeSet::new();
    for e in entites {
        // Nearly all have the same.
        if e.proprietes.len() != noms.len() || !e.proprietes.keys().eq(noms.iter().copied()) {
            noms.extend(e.proprietes.keys());
        }
    }
    let mut lignes = vec![noms.iter().map(|n| (*n).clone()).collect::<Vec<_>>()];
    for e in entites.iter().take(APERCU) {
        lignes.push(
            noms.iter()
                .map(|n| cellule(e.proprietes.get(*n)).en_texte().into_owned())
                .collect(),
        );
    }
    Apercu {
        genre: Genre::Geojson,
        feuille: None,
        lignes,
    }
}

/// The same from the beginning of a broken file: its first properties.
#[must_use]
pub fn apercu_du_debut(debut: &str) -> Apercu {
    let premiere = debut.split_once("\"properties\"").and_then(|(_, suite)| {
        let objet = suite.trim_start().strip_prefix(':')?;
        serde_json::Deserializer::from_str(objet)
            .into_iter()
            .next()?
            .ok()
    });
    let entites: Vec<Entite<'_>> = premiere
        .map(|proprietes| Entite {
            proprietes,
            geometrie: None,
            surface: None,
        })
        .into_iter()
        .collect();
    apercu(&entites)
}

/// Reads the features of a recognised collection.
///
/// # Errors
/// The embedded rules are wrong.
pub fn lire(
    referentiel: &Referentiel,
    format: &Format,
    plan: &Plan,
    fichier: &str,
    entites: &mut [Entite<'_>],
) -> Result<Table, ErreurDonnees> {
    let noms = apercu(entites)
        .lignes
        .into_iter()
        .next()
        .unwrap_or_default();
    let mut lignes = Lignes::new(referentiel, format, plan, fichier, true)?;
    let mut unites: Vec<Option<(CodeCommune, UniteId)>> = Vec::with_capacity(entites.len());
    for (numero, entite) in (1u64..).zip(entites.iter()) {
        let cellules: Vec<Cellule<'_>> = plan
            .colonnes
            .iter()
            .map(|c| cellule(noms.get(*c).and_then(|n| entite.proprietes.get(n))))
            .collect();
        unites.push(lignes.ligne(&Ligne {
            numero,
            cellules: &cellules,
            largeur: None,
        })?);
    }
    if format.d.contours {
        lignes.geometries(entites, &noms, &unites)?;
    }
    let ville = |id| !arrondissements(lignes.referentiel, id).is_empty();
    // The polygon tells in which commune of today lies a quartier of a commune split since.
    let separations = referentiel.separations.iter();
    let separees: BTreeSet<UniteId> = separations
        .filter_map(|s| referentiel.partage(s).map(|(garde, _)| garde))
        .collect();
    for q in lignes.table.qpv.iter_mut().filter(|q| {
        let precisee = |c: &UniteId| ville(*c) || separees.contains(c);
        q.communes.is_empty() || q.communes.iter().any(precisee)
    }) {
        let rang = usize::try_from(q.entite).unwrap_or(0).wrapping_sub(1);
        if let Some(Ok(Forme::Surface(surface))) = entites.get_mut(rang).and_then(Entite::forme) {
            q.surface = Some(surface);
        }
    }
    lignes.termine()
}
