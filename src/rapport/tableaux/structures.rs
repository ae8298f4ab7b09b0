//! Structures by name and by commune, and how far the nearest one is as the crow flies.

use std::collections::BTreeSet;

use super::super::plan::StructuresPlan;
use super::super::{Cellule, ColonneTableau, Tableau};
use super::texte;
use crate::acces::PlusProche;
use crate::francais::denombre;
use crate::geo::distance;
use crate::model::etendue::premiere_assez_etendue;
use crate::model::lecture::lieux;
use crate::model::{Colonne, Dataset, Perimetre, SectionId, SourceId, Structure, UniteId, Valeur};

/// Rows of the table of names; beyond, the table says how many it leaves out.
const LIGNES: usize = 400;

/// The structures of the perimeter, by commune, kind then name.
#[must_use]
pub fn structures(
    plan: &[StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let dedans = |id: UniteId| {
        let ville = dataset.referentiel.unite(id).parent;
        let mut places = lieux(&dataset.referentiel, id).chain(ville);
        places.any(|id| perimetre.contient(id))
    };
    let plan = &retenues(plan, dataset, perimetre);
    let mut choisies: Vec<(usize, &Structure)> = dataset
        .structures
        .iter()
        .filter(|s| dedans(s.unite) && !s.nom.is_empty())
        .filter_map(|s| Some((plan.iter().position(|p| p.concerne(s))?, s)))
        .collect();
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
            let genre = plan.get(*rang).map_or(&s.libelle, |p| &p.nom);
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

/// For each commune, the distance to the nearest structure of each kind that has a distance, in France: from its point, else from
/// that of the nearest commune that counts one.
#[must_use]
pub fn distances(
    plan: &[StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let retenues = retenues(plan, dataset, perimetre);
    let genres = retenues.into_iter().filter(|p| p.distance);
    let genre = |p: &StructuresPlan| {
        let siennes = dataset.structures.iter();
        let siennes: Vec<_> = siennes
            .filter(|s| p.concerne(s) && s.point.is_some())
            .collect();
        let lieux = match siennes.is_empty() {
            false => Lieux::Structures(siennes),
            true => Lieux::communes(plan, &p.nom, dataset)?,
        };
        Some((p.nom.clone(), lieux))
    };
    let genres: Vec<(String, Lieux<'_>)> = genres.filter_map(genre).collect();
    let mut colonnes = vec![texte("Code"), texte("Commune")];
    for (nom, lieux) in &genres {
        colonnes.push(texte(&format!("{nom}, {}", lieux.en_mots())));
        colonnes.push(ColonneTableau {
            titre: format!("{nom}, distance"),
            unite: "km à vol d'oiseau".to_owned(),
            decimales: 1,
        });
    }
    let mut sources = BTreeSet::new();
    for (_, lieux) in &genres {
        sources.extend(lieux.sources());
    }
    (!genres.is_empty()).then(|| Tableau {
        id: "structures_proches".to_owned(),
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

/// Of the kinds of one name, that of the list which names enough of them in the départements of the perimeter, the first of
/// the plan when several do: the BPE has the pharmacies of a région whose FINESS is not there.
fn retenues<'p>(
    plan: &'p [StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Vec<&'p StructuresPlan> {
    let departement = |id: UniteId| dataset.referentiel.unite(id).departement;
    let membres = perimetre.membres.iter().map(|m| departement(m.unite));
    let departements: BTreeSet<usize> = membres.collect();
    let nombre = |p: &StructuresPlan| {
        let siennes = dataset.structures.iter().filter(|s| p.concerne(s));
        let (mut ici, mut ailleurs) = (0_usize, 0_usize);
        for s in siennes {
            let dedans = departements.contains(&departement(s.unite));
            *if dedans { &mut ici } else { &mut ailleurs } += 1;
        }
        // Elsewhere only counts when nothing is here.
        ici as f64 + ailleurs as f64 / (1.0 + dataset.structures.len() as f64)
    };
    let mut retenues: Vec<&StructuresPlan> = Vec::new();
    for p in plan {
        if retenues.iter().any(|deja| deja.nom == p.nom) {
            continue;
        }
        let siens: Vec<&StructuresPlan> = plan.iter().filter(|q| q.nom == p.nom).collect();
        let nombres: Vec<f64> = siens.iter().map(|q| nombre(q)).collect();
        let rang = premiere_assez_etendue(&nombres).unwrap_or(0);
        retenues.extend(siens.get(rang));
    }
    retenues
}

/// Where the structures of a kind are.
enum Lieux<'a> {
    /// Structures that have a point.
    Structures(Vec<&'a Structure>),
    /// Communes that count one.
    Communes(&'a Colonne, PlusProche<'a>),
}

impl<'a> Lieux<'a> {
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
            Self::Structures(siennes) => siennes.iter().map(|s| s.source).collect(),
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

/// The nearest structure and its distance, the first name on a tie.
fn proche(dataset: &Dataset, id: UniteId, structures: &[&Structure]) -> Option<(f64, String)> {
    let ici = *dataset.points.get(&id)?;
    let mut proche: Option<(f64, String)> = None;
    for s in structures {
        let Some(la) = s.point else { continue };
        // Most are farther by their latitude alone.
        if proche
            .as_ref()
            .is_some_and(|(km, _)| distance::au_moins(ici, la) > *km)
        {
            continue;
        }
        let (km, nom) = (distance::km(ici, la), nom(s));
        let gagne = proche
            .as_ref()
            .is_none_or(|(autre, deja)| km.total_cmp(autre).then_with(|| nom.cmp(deja)).is_lt());
        if gagne {
            proche = Some((km, nom));
        }
    }
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
