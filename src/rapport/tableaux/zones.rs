//! Tables of the zones that the perimeter meets: EPCI, quartiers prioritaires, zones of which it holds a part only.

use std::collections::BTreeSet;

use super::{Colonnes, texte};
use crate::model::lecture::lieux;
use crate::model::{Dataset, Indicateur, Perimetre, Qpv, SectionId, UniteId, ZoneCoupee};
use crate::rapport::{Cellule, ColonneTableau, PerimetreRapport, Tableau};

/// EPCI met by the perimeter and the share of each inside.
#[must_use]
pub fn epci(territoire: &PerimetreRapport, source: &str) -> Option<Tableau> {
    if territoire.epci.is_empty() {
        return None;
    }
    let nombre = |titre: &str, unite: &str, decimales| ColonneTableau {
        titre: titre.to_owned(),
        unite: unite.to_owned(),
        decimales,
        variable: None,
    };
    let compte = |n: usize| Cellule::Nombre(f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
    Some(Tableau {
        id: "epci".to_owned(),
        section: SectionId::S1,
        titre: "Intercommunalités (EPCI) rencontrées par le périmètre".to_owned(),
        colonnes: vec![
            texte("SIREN"),
            texte("EPCI"),
            nombre("Communes dans le périmètre", "", 0),
            nombre("Communes de l'EPCI", "", 0),
            nombre("Habitants dans le périmètre", "habitants", 0),
            nombre("Part de la population de l'EPCI", "%", 1),
        ],
        lignes: territoire
            .epci
            .iter()
            .map(|e| {
                vec![
                    Cellule::Texte(e.siren.clone()),
                    Cellule::Texte(e.nom.clone()),
                    compte(e.communes_dedans),
                    compte(e.communes_total),
                    Cellule::Nombre(e.population_dedans),
                    Cellule::Nombre(e.part_dedans * 100.0),
                ]
            })
            .collect(),
        note: None,
        sources: vec![source.to_owned()],
    })
}

/// Quartiers prioritaires that lie in a commune of the perimeter.
#[must_use]
pub fn qpv(dataset: &Dataset, perimetre: &Perimetre) -> Option<Tableau> {
    let dedans = |id: UniteId| {
        let ville = dataset.referentiel.unite(id).parent;
        let mut lieux = lieux(&dataset.referentiel, id).chain(ville);
        lieux.any(|id| perimetre.contient(id))
    };
    let choisis: Vec<&Qpv> = dataset.qpv.iter().filter(|q| q.est_dans(dedans)).collect();
    let premier = choisis.first()?;
    let source = dataset.source(premier.source).map(|s| s.id.clone());
    let noms = |q: &crate::model::Qpv| {
        let noms: Vec<_> = q
            .unites()
            .map(|c| dataset.referentiel.unite(c).nom.clone())
            .collect();
        noms.join(", ")
    };
    let mut tableau = Tableau {
        id: "qpv".to_owned(),
        section: SectionId::S1,
        titre: "Quartiers prioritaires de la politique de la ville (QPV)".to_owned(),
        colonnes: vec![texte("Code"), texte("Quartier"), texte("Communes")],
        lignes: choisis
            .iter()
            .map(|q| {
                vec![
                    Cellule::Texte(q.code.clone()),
                    Cellule::Texte(q.nom.clone()),
                    Cellule::Texte(noms(q)),
                ]
            })
            .collect(),
        note: Some(
            "Les millésimes successifs des QPV ne se comparent pas entre eux (INSEE).".to_owned(),
        ),
        sources: source.into_iter().collect(),
    };
    habitants(dataset, &choisis, &mut tableau);
    Some(tableau)
}

/// Adds the inhabitants of the quartiers, where a file gives those of one at least; the whole quartier is counted, outside too.
fn habitants(dataset: &Dataset, choisis: &[&Qpv], tableau: &mut Tableau) {
    let connus = choisis.iter().filter_map(|q| q.habitants);
    let sources: BTreeSet<_> = connus.clone().map(|h| h.source).collect();
    let annees: BTreeSet<_> = connus.map(|h| h.annee).collect();
    if sources.is_empty() {
        return;
    }
    let titre = match annees.into_iter().collect::<Vec<_>>()[..] {
        [Some(an)] => format!("Habitants du quartier entier ({an})"),
        _ => "Habitants du quartier entier".to_owned(),
    };
    tableau.colonnes.push(ColonneTableau {
        titre,
        unite: "habitants".to_owned(),
        decimales: 0,
        variable: None,
    });
    for (ligne, q) in tableau.lignes.iter_mut().zip(choisis) {
        ligne.push(match q.habitants {
            Some(h) => Cellule::Nombre(h.nombre),
            None => Cellule::Texte("non disponible".to_owned()),
        });
    }
    let sources = sources.into_iter().filter_map(|id| dataset.source(id));
    tableau.sources.extend(sources.map(|s| s.id.clone()));
}

/// Indicators of the zones that the limit cuts, and the title of their table.
pub const ZONES_COUPEES: [(&str, &str); 3] = [
    (
        "bassins_vie_coupes",
        "Bassins de vie dont une partie seulement est dans le périmètre",
    ),
    (
        "aav_coupees",
        "Aires d'attraction des villes dont une partie seulement est dans le périmètre",
    ),
    (
        "tvs_coupes",
        "Territoires de vie-santé dont une partie seulement est dans le périmètre",
    ),
];

/// Zones (bassins de vie, aires d'attraction) of which the perimeter holds a part only, as an indicator counts them.
#[must_use]
pub fn zones_coupees(
    indicateurs: &[Indicateur],
    lues: &Colonnes,
    indicateur: &str,
    titre: &str,
) -> Option<Tableau> {
    let zones = lues.zones_coupees.get(indicateur)?;
    if zones.is_empty() {
        return None;
    }
    let compte = |n: usize| Cellule::Nombre(f64::from(u32::try_from(n).unwrap_or(u32::MAX)));
    let part = |z: &ZoneCoupee| match z.population_total {
        total if total > 0.0 => Cellule::Nombre(100.0 * z.population_dedans / total),
        _ => Cellule::Texte("non disponible".to_owned()),
    };
    let colonne_nombre = |titre: &str, unite: &str, decimales| ColonneTableau {
        titre: titre.to_owned(),
        unite: unite.to_owned(),
        decimales,
        variable: None,
    };
    let sources = indicateurs.iter().find(|i| i.id == indicateur);
    Some(Tableau {
        id: indicateur.to_owned(),
        section: SectionId::S1,
        titre: titre.to_owned(),
        colonnes: vec![
            texte("Code"),
            texte("Zone"),
            colonne_nombre("Communes dans le périmètre", "", 0),
            colonne_nombre("Communes de la zone", "", 0),
            colonne_nombre("Part de la population de la zone dans le périmètre", "%", 1),
        ],
        lignes: zones
            .iter()
            .map(|z| {
                vec![
                    Cellule::Texte(z.code.clone()),
                    Cellule::Texte(z.nom.clone()),
                    compte(z.communes_dedans),
                    compte(z.communes_total),
                    part(z),
                ]
            })
            .collect(),
        note: None,
        sources: sources.map(|i| i.sources.clone()).unwrap_or_default(),
    })
}
