//! Tables of the report: by commune, by EPCI, QPV and zones cut by the perimeter.

use std::collections::BTreeMap;

use super::plan::{ColonnePlan, TableauPlan};
use super::{Cellule, ColonneTableau, PerimetreRapport, Tableau};
use crate::model::lecture::lieux;
use crate::model::{
    Dataset, Indicateur, Membre, Perimetre, SectionId, UniteId, Valeur, ZoneCoupee,
};

/// What the tables by commune show, read once by the caller, in the order of the members of the perimeter.
#[derive(Debug, Clone, Default)]
pub struct Colonnes {
    /// Values of each indicator of the plan.
    pub valeurs: BTreeMap<String, Vec<Valeur>>,
    /// Label of the class of each member, by variable.
    pub classes: BTreeMap<String, Vec<Option<String>>>,
    /// Zones that an indicator of cut zones counts, sorted by code.
    pub zones_coupees: BTreeMap<String, Vec<ZoneCoupee>>,
}

/// Tables by commune; a column without any value in the perimeter is left out, a table without column too.
#[must_use]
pub fn par_commune(
    plan: &[TableauPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
    indicateurs: &[Indicateur],
    lues: &Colonnes,
) -> Vec<Tableau> {
    plan.iter()
        .filter_map(|t| tableau(t, dataset, perimetre, indicateurs, lues))
        .collect()
}

fn tableau(
    plan: &TableauPlan,
    dataset: &Dataset,
    perimetre: &Perimetre,
    indicateurs: &[Indicateur],
    lues: &Colonnes,
) -> Option<Tableau> {
    let mut colonnes = vec![texte("Code"), texte("Commune")];
    let mut cellules: Vec<Vec<Cellule>> = Vec::new();
    let mut sources = Vec::new();
    for colonne in &plan.colonnes {
        let Some(valeurs) = remplir(colonne, lues) else {
            continue;
        };
        let indicateur = colonne
            .indicateur
            .as_deref()
            .and_then(|id| indicateurs.iter().find(|i| i.id == id));
        colonnes.push(ColonneTableau {
            titre: colonne.titre.clone(),
            unite: indicateur.map(|i| i.unite.clone()).unwrap_or_default(),
            decimales: indicateur.map_or(0, |i| i.decimales),
        });
        sources.extend(sources_de(colonne, indicateur, dataset));
        cellules.push(valeurs);
    }
    if cellules.is_empty() {
        return None;
    }
    let lignes = perimetre
        .membres
        .iter()
        .enumerate()
        .map(|(rang, membre)| ligne(rang, membre, dataset, &cellules))
        .collect();
    sources.sort();
    sources.dedup();
    Some(Tableau {
        id: plan.id.clone(),
        section: plan.section,
        titre: plan.titre.clone(),
        colonnes,
        lignes,
        note: plan.note.clone(),
        sources,
    })
}

fn texte(titre: &str) -> ColonneTableau {
    ColonneTableau {
        titre: titre.to_owned(),
        unite: String::new(),
        decimales: 0,
    }
}

/// Cells of a column, or nothing when no commune has a value.
fn remplir(colonne: &ColonnePlan, lues: &Colonnes) -> Option<Vec<Cellule>> {
    let cellules: Vec<Option<Cellule>> = match (&colonne.indicateur, &colonne.classe) {
        (Some(indicateur), _) => {
            let valeurs = lues.valeurs.get(indicateur)?;
            valeurs.iter().map(|v| cellule(*v)).collect()
        }
        (None, Some(classe)) => {
            let libelles = lues.classes.get(classe)?.iter().cloned();
            libelles.map(|l| l.map(Cellule::Texte)).collect()
        }
        (None, None) => return None,
    };
    cellules.iter().any(Option::is_some).then(|| {
        let absente = || Cellule::Texte("non disponible".to_owned());
        cellules
            .into_iter()
            .map(|c| c.unwrap_or_else(absente))
            .collect()
    })
}

/// Nothing when the file has no value.
fn cellule(valeur: Valeur) -> Option<Cellule> {
    match valeur {
        Valeur::Connue(x) => Some(Cellule::Nombre(x)),
        Valeur::Masquee => Some(Cellule::Texte("masqué".to_owned())),
        Valeur::Rejetee => Some(Cellule::Texte("illisible".to_owned())),
        Valeur::Absente => None,
    }
}

fn sources_de(
    colonne: &ColonnePlan,
    indicateur: Option<&Indicateur>,
    dataset: &Dataset,
) -> Vec<String> {
    match (indicateur, &colonne.classe) {
        (Some(indicateur), _) => indicateur.sources.clone(),
        (None, Some(classe)) => dataset
            .classe(classe)
            .and_then(|c| dataset.source(c.source))
            .map(|s| vec![s.id.clone()])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn ligne(
    rang: usize,
    membre: &Membre,
    dataset: &Dataset,
    cellules: &[Vec<Cellule>],
) -> Vec<Cellule> {
    let unite = dataset.referentiel.unite(membre.unite);
    let mut nom = unite.nom.clone();
    if membre.part < 1.0 {
        nom.push_str(&format!(
            " (part\u{a0}: {}\u{a0}%)",
            crate::francais::nombre(membre.part * 100.0, 0)
        ));
    }
    let mut ligne = vec![Cellule::Texte(unite.code.to_string()), Cellule::Texte(nom)];
    ligne.extend(
        cellules
            .iter()
            .filter_map(|colonne| colonne.get(rang).cloned()),
    );
    ligne
}

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
    let dedans = |id: &UniteId| {
        let ville = dataset.referentiel.unite(*id).parent;
        let mut lieux = lieux(&dataset.referentiel, *id).chain(ville);
        lieux.any(|id| perimetre.contient(id))
    };
    let choisis: Vec<_> = dataset
        .qpv
        .iter()
        .filter(|q| q.communes.iter().any(dedans))
        .collect();
    let premier = choisis.first()?;
    let source = dataset.source(premier.source).map(|s| s.id.clone());
    let noms = |q: &crate::model::Qpv| {
        let noms: Vec<_> = q
            .communes
            .iter()
            .map(|&c| dataset.referentiel.unite(c).nom.clone())
            .collect();
        noms.join(", ")
    };
    Some(Tableau {
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
    })
}

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
