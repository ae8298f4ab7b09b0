//! How far the nearest structure of each kind is, for each commune, as the crow flies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::portee::Portee;
use super::rangees::Rangees;
use crate::acces::PlusProche;
use crate::francais::nombre;
use crate::geo::distance;
use crate::model::{
    Colonne, Dataset, Membre, Perimetre, Point, SectionId, SourceId, Structure, UniteId, Valeur,
};
use crate::rapport::plan::StructuresPlan;
use crate::rapport::tableaux::texte;
use crate::rapport::{Cellule, ColonneTableau, Tableau};

/// Identifier of the table of distances.
pub(in crate::rapport::tableaux) const PROCHES: &str = "structures_proches";

/// Title of the column of the distance to the nearest of a kind.
pub(in crate::rapport::tableaux) fn titre_distance(genre: &str) -> String {
    format!("{genre}, distance")
}

/// For each commune, the distance to the nearest structure of each kind that has a distance, in France: from its point, else from
/// that of the nearest commune that counts one.
#[must_use]
pub fn distances<'a>(
    rangees: &Rangees<'a>,
    plan: &'a [StructuresPlan],
    dataset: &'a Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let genres: Vec<_> = rangees.iter().filter(|(p, _)| p.distance).collect();
    let listes: BTreeSet<&str> = genres.iter().map(|(p, _)| p.liste.as_str()).collect();
    let portee = |liste| (liste, Portee::de(dataset, liste));
    let portees: BTreeMap<&str, Arc<Portee>> = listes.into_par_iter().map(portee).collect();
    let genre = |(p, siennes): (&'a StructuresPlan, &Vec<&'a Structure>)| {
        let siennes = siennes.iter().copied();
        let siennes: Vec<_> = siennes.filter_map(|s| Some((s.point?, s))).collect();
        let communes = || Lieux::communes(plan, &p.nom, dataset);
        if siennes.is_empty() {
            return Some((p.nom.clone(), communes()?));
        }
        let nommees = Lieux::structures(siennes, Arc::clone(portees.get(p.liste.as_str())?));
        // A list that may not know the nearest gives way to the counts of the communes.
        let sure = |m: &Membre| matches!(nommees.proche(dataset, m.unite)[1], Cellule::Nombre(_));
        let comptes = match perimetre.membres.iter().all(sure) {
            true => None,
            false => communes(),
        };
        Some((p.nom.clone(), comptes.unwrap_or(nommees)))
    };
    let genres = genres.into_par_iter().filter_map(genre);
    let genres: Vec<(String, Lieux<'_>)> = genres.collect();
    let mut colonnes = vec![texte("Code"), texte("Commune")];
    for (nom, lieux) in &genres {
        colonnes.push(texte(&format!("{nom}, {}", lieux.en_mots())));
        colonnes.push(ColonneTableau {
            titre: titre_distance(nom),
            unite: "km à vol d'oiseau".to_owned(),
            decimales: 1,
            variable: None,
        });
    }
    let mut sources = BTreeSet::new();
    for (_, lieux) in &genres {
        sources.extend(lieux.sources());
    }
    (!genres.is_empty()).then(|| Tableau {
        id: PROCHES.to_owned(),
        section: SectionId::S8,
        titre: "Structure la plus proche de chaque commune".to_owned(),
        colonnes,
        lignes: lignes_proches(dataset, perimetre, &genres),
        note: Some(
            "Distances à vol d'oiseau, du point représentatif de la commune à celui de la structure, ou de la commune la plus proche qui \
             en compte une (0 quand elle est sur place)\u{a0}: la route est plus longue. « Au plus »\u{a0}: la commune est près d'un \
             département dont le fichier ne dit rien, où une structure plus proche peut exister."
                .to_owned(),
        ),
        sources: dataset.ids_des_sources(sources),
    })
}

/// Where the structures of a kind are.
enum Lieux<'a> {
    /// Structures that have a point, from south to north.
    Structures(Vec<(Point, &'a Structure)>, Arc<Portee>),
    /// Communes that count one.
    Communes(&'a Colonne, PlusProche<'a>),
}

impl<'a> Lieux<'a> {
    fn structures(mut siennes: Vec<(Point, &'a Structure)>, portee: Arc<Portee>) -> Self {
        siennes.sort_by(|(a, _), (b, _)| a.lat.total_cmp(&b.lat));
        Self::Structures(siennes, portee)
    }

    /// The communes that count structures of a name, when a file tells it.
    fn communes(plan: &[StructuresPlan], nom: &str, dataset: &'a Dataset) -> Option<Self> {
        let mut siens = plan.iter().filter(|p| p.distance && p.nom == nom);
        let variable = siens.find_map(|p| p.effectif.as_deref())?;
        let colonne = dataset.derniere(variable)?;
        let index = PlusProche::new(dataset, variable)?;
        Some(Self::Communes(colonne, index))
    }

    fn en_mots(&self) -> &'static str {
        match self {
            Self::Structures(..) => "le plus proche",
            Self::Communes(..) => "commune la plus proche",
        }
    }

    fn sources(&self) -> BTreeSet<SourceId> {
        match self {
            Self::Structures(siennes, _) => siennes.iter().map(|(_, s)| s.source).collect(),
            Self::Communes(_, index) => BTreeSet::from([index.source()]),
        }
    }

    /// The nearest of a commune and how far it is.
    fn proche(&self, dataset: &Dataset, id: UniteId) -> [Cellule; 2] {
        match self {
            Self::Structures(siennes, portee) => parmi(dataset, id, siennes, portee),
            Self::Communes(colonne, index) => {
                let trouvee = match colonne.valeur(id) {
                    Valeur::Connue(n) if n >= 1.0 => {
                        Some((0.0, dataset.referentiel.unite(id).nom.clone()))
                    }
                    Valeur::Connue(_) => index.chercher(id).map(|p| (p.distance_km, p.nom)),
                    _ => None,
                };
                trouvee.map_or_else(inconnue, |(km, nom)| {
                    [Cellule::Texte(nom), Cellule::Nombre(km)]
                })
            }
        }
    }
}

/// The nearest of a list, whose distance is no more than an upper bound near what the list does not speak of.
fn parmi(
    dataset: &Dataset,
    id: UniteId,
    structures: &[(Point, &Structure)],
    portee: &Portee,
) -> [Cellule; 2] {
    let ici = dataset.points.get(&id).copied();
    let Some((ici, (km, nom))) = ici.and_then(|p| Some((p, proche(p, structures)?))) else {
        return inconnue();
    };
    if !portee.dit(dataset, id) {
        return inconnue();
    }
    let distance = if portee.doute(ici, km) {
        Cellule::Texte(format!("au plus {}", nombre(km, 1)))
    } else {
        Cellule::Nombre(km)
    };
    [Cellule::Texte(nom), distance]
}

fn inconnue() -> [Cellule; 2] {
    ["non disponible", "non disponible"].map(|t| Cellule::Texte(t.to_owned()))
}

fn lignes_proches(
    dataset: &Dataset,
    perimetre: &Perimetre,
    genres: &[(String, Lieux<'_>)],
) -> Vec<Vec<Cellule>> {
    let ligne = |id: UniteId| {
        let unite = dataset.referentiel.unite(id);
        let mut ligne = vec![
            Cellule::Texte(unite.code.to_string()),
            Cellule::Texte(unite.nom.clone()),
        ];
        for (_, lieux) in genres {
            ligne.extend(lieux.proche(dataset, id));
        }
        ligne
    };
    perimetre.membres.iter().map(|m| ligne(m.unite)).collect()
}

/// The nearest structure and its distance, the first name on a tie; the structures are sorted by latitude.
fn proche(ici: Point, structures: &[(Point, &Structure)]) -> Option<(f64, String)> {
    let milieu = structures.partition_point(|(la, _)| la.lat < ici.lat);
    let (sud, nord) = structures.split_at_checked(milieu)?;
    let mut proche: Option<(f64, String)> = None;
    // Farther by the latitude alone, so are all that follow.
    let mut regarde = |la: Point, s: &Structure| {
        let loin = |(km, _): &(f64, String)| distance::au_moins(ici, la) > *km;
        if proche.as_ref().is_some_and(loin) {
            return false;
        }
        let (km, nom) = (distance::km(ici, la), nom(s));
        let gagne =
            |(autre, deja): &(f64, String)| km.total_cmp(autre).then_with(|| nom.cmp(deja)).is_lt();
        if proche.as_ref().is_none_or(gagne) {
            proche = Some((km, nom));
        }
        true
    };
    let _ = nord.iter().all(|(la, s)| regarde(*la, s));
    let _ = sud.iter().rev().all(|(la, s)| regarde(*la, s));
    proche
}

/// Name of a structure, else what it is.
fn nom(s: &Structure) -> String {
    if s.nom.is_empty() {
        format!("{} (nom non publié)", s.libelle)
    } else {
        s.nom.clone()
    }
}
