//! Structures by name and by commune, and how far the nearest one is as the crow flies.

use std::collections::BTreeSet;

mod rangees;

use super::super::plan::StructuresPlan;
use super::super::{Cellule, ColonneTableau, Tableau};
use super::texte;
use crate::acces::PlusProche;
use crate::francais::denombre;
use crate::geo::distance;
use crate::model::lecture::lieux;
use crate::model::{
    Colonne, Dataset, Perimetre, Point, SectionId, SourceId, Structure, UniteId, Valeur,
};
pub use rangees::Rangees;

/// Identifier of the table of distances.
pub(super) const PROCHES: &str = "structures_proches";

/// Title of the column of the distance to the nearest of a kind.
pub(super) fn titre_distance(genre: &str) -> String {
    format!("{genre}, distance")
}

/// Rows of the table of names; beyond, the table says how many it leaves out.
const LIGNES: usize = 400;

/// The structures of the perimeter, by commune, kind then name.
#[must_use]
pub fn structures(
    rangees: &Rangees<'_>,
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let dedans = |id: UniteId| dans(dataset, perimetre, id);
    let mut choisies: Vec<(usize, &Structure)> = Vec::new();
    for (rang, (_, siennes)) in rangees.iter().enumerate() {
        let deja = |s: &Structure| rangees.iter().take(rang).any(|(p, _)| p.concerne(s));
        let ici = siennes.iter().copied();
        let ici = ici.filter(|s| !s.nom.is_empty() && dedans(s.unite) && !deja(s));
        choisies.extend(ici.map(|s| (rang, s)));
    }
    choisies.sort_by(|a, b| {
        let cle = |(rang, s): &(usize, &Structure)| {
            let code = dataset.referentiel.unite(s.unite).code;
            (code, *rang, s.nom.clone(), s.identifiant.clone())
        };
        cle(a).cmp(&cle(b))
    });
    let total = choisies.len();
    let lignes: Vec<Vec<Cellule>> = choisies
        .iter()
        .take(LIGNES)
        .map(|(rang, s)| {
            let genre = rangees.retenues.get(*rang).map_or(&s.libelle, |p| &p.nom);
            let commune = &dataset.referentiel.unite(s.unite).nom;
            [commune, genre, &s.nom]
                .map(|t| Cellule::Texte(t.clone()))
                .into()
        })
        .collect();
    let mut note = "Structures telles que leur liste les nomme, ouvertes à sa date\u{a0}; un même lieu peut en abriter plusieurs.".to_owned();
    if total > LIGNES {
        let reste = denombre(total - LIGNES, "structure n'est", "structures ne sont");
        note.push_str(&format!(" {reste} pas dans ce tableau."));
    }
    (total > 0).then(|| Tableau {
        id: "structures".to_owned(),
        section: SectionId::S8,
        titre: "Structures par commune".to_owned(),
        colonnes: vec![texte("Commune"), texte("Catégorie"), texte("Nom")],
        lignes,
        note: Some(note),
        sources: sources(dataset, choisies.iter().map(|(_, s)| *s)),
    })
}

/// Whether what is in a commune, or in an arrondissement, is in the perimeter.
pub(in crate::rapport) fn dans(dataset: &Dataset, perimetre: &Perimetre, id: UniteId) -> bool {
    let ville = dataset.referentiel.unite(id).parent;
    let mut places = lieux(&dataset.referentiel, id).chain(ville);
    places.any(|id| perimetre.contient(id))
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
    let genres = rangees.iter().filter(|(p, _)| p.distance);
    let genre = |(p, siennes): (&StructuresPlan, &Vec<&'a Structure>)| {
        let siennes = siennes.iter().copied();
        let siennes: Vec<_> = siennes.filter_map(|s| Some((s.point?, s))).collect();
        let lieux = match siennes.is_empty() {
            false => Lieux::structures(siennes),
            true => Lieux::communes(plan, &p.nom, dataset)?,
        };
        Some((p.nom.clone(), lieux))
    };
    let genres: Vec<(String, Lieux<'_>)> = genres.filter_map(genre).collect();
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
             en compte une (0 quand elle est sur place)\u{a0}: la route est plus longue. Seuls les lieux du fichier sont connus\u{a0}: s'il \
             s'arrête à la région, un plus proche peut exister au-delà."
                .to_owned(),
        ),
        sources: dataset.ids_des_sources(sources),
    })
}

/// Where the structures of a kind are.
enum Lieux<'a> {
    /// Structures that have a point, from south to north.
    Structures(Vec<(Point, &'a Structure)>),
    /// Communes that count one.
    Communes(&'a Colonne, PlusProche<'a>),
}

impl<'a> Lieux<'a> {
    fn structures(mut siennes: Vec<(Point, &'a Structure)>) -> Self {
        siennes.sort_by(|(a, _), (b, _)| a.lat.total_cmp(&b.lat));
        Self::Structures(siennes)
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
            Self::Structures(_) => "le plus proche",
            Self::Communes(..) => "commune la plus proche",
        }
    }

    fn sources(&self) -> BTreeSet<SourceId> {
        match self {
            Self::Structures(siennes) => siennes.iter().map(|(_, s)| s.source).collect(),
            Self::Communes(_, index) => BTreeSet::from([index.source()]),
        }
    }

    /// The nearest of a commune and its distance; `None` when nothing tells it.
    fn proche(&self, dataset: &Dataset, id: UniteId) -> Option<(f64, String)> {
        match self {
            Self::Structures(siennes) => proche(dataset, id, siennes),
            Self::Communes(colonne, index) => match colonne.valeur(id) {
                Valeur::Connue(n) if n >= 1.0 => {
                    Some((0.0, dataset.referentiel.unite(id).nom.clone()))
                }
                Valeur::Connue(_) => index.chercher(id).map(|p| (p.distance_km, p.nom)),
                _ => None,
            },
        }
    }
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
            match lieux.proche(dataset, id) {
                Some((km, nom)) => ligne.extend([Cellule::Texte(nom), Cellule::Nombre(km)]),
                None => ligne.extend([absente(), absente()]),
            }
        }
        ligne
    };
    perimetre.membres.iter().map(|m| ligne(m.unite)).collect()
}

/// The nearest structure and its distance, the first name on a tie; the structures are sorted by latitude.
fn proche(
    dataset: &Dataset,
    id: UniteId,
    structures: &[(Point, &Structure)],
) -> Option<(f64, String)> {
    let ici = *dataset.points.get(&id)?;
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

fn absente() -> Cellule {
    Cellule::Texte("non disponible".to_owned())
}

fn sources<'s>(dataset: &Dataset, structures: impl Iterator<Item = &'s Structure>) -> Vec<String> {
    dataset.ids_des_sources(structures.map(|s| s.source))
}
