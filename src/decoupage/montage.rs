//! The problem to search, from the atoms of the territory and the groups that each piece gets.

use super::atomes::Atomes;
use super::demande::{Demande, Depart, Refus};
use super::objectif::{Objectif, Profil};
use super::probleme::{Atome, Genre, Lieu, Poids, Probleme, Regle, Zone};
use super::repartition::{Piece, ajuster, repartir};
use super::repli::Repli;
use super::terrain::{Place, Terrain};
use super::trajets_lus::trajets;
use super::zonage::{GenreZone, Zonage, ZoneNommee, bassin, epci};
use crate::model::Dataset;

/// The problem, and what its numbers stand for.
pub(super) struct Montage {
    /// Without weights: see [`Montage::pour`].
    probleme: Probleme,
    pub(super) zones: Vec<ZoneNommee>,
    /// Free atoms of each piece, and its new groups.
    pub(super) pieces: Vec<(Vec<usize>, Vec<usize>)>,
    dites: Vec<Piece>,
    /// New groups that were first looked for.
    pub(super) vises: usize,
    /// First group, and first atom, of the CPTS; they are in the same order.
    pub(super) cpts: (usize, usize),
    laisse_km: f64,
}

impl Montage {
    /// Puts the problem together.
    ///
    /// # Errors
    /// [`Refus`]: no number of groups suits a piece of the territory.
    pub(super) fn new(
        d: &Dataset,
        (t, a): (&Terrain, &Atomes),
        demande: &Demande,
        objectif: &Objectif,
    ) -> Result<Self, Refus> {
        let composantes = a.composantes();
        let dites: Vec<Piece> = composantes
            .iter()
            .map(|c| piece(d, t, a, c, demande.min))
            .collect();
        let nombres = repartir(&dites, demande, objectif.population_visee)?;
        Ok(Self::avec(
            d,
            (t, a),
            demande,
            objectif.laisse_km,
            (composantes, dites, &nombres),
        ))
    }

    /// The same territory with other numbers of groups, from what a search broke in each piece: groups under the floor and
    /// above the ceiling. `None` when they cannot be others.
    pub(super) fn ajuster(
        &self,
        d: &Dataset,
        (t, a): (&Terrain, &Atomes),
        demande: &Demande,
        fautes: &[(usize, usize)],
    ) -> Option<Self> {
        let nombres: Vec<usize> = self.pieces.iter().map(|(_, g)| g.len()).collect();
        let nombres = ajuster(&self.dites, demande, &nombres, fautes)?;
        let composantes = self.pieces.iter().map(|(a, _)| a.clone()).collect();
        let pieces = (composantes, self.dites.clone(), &nombres[..]);
        Some(Self {
            vises: self.vises,
            ..Self::avec(d, (t, a), demande, self.laisse_km, pieces)
        })
    }

    fn avec(
        d: &Dataset,
        (t, a): (&Terrain, &Atomes),
        demande: &Demande,
        laisse_km: f64,
        (composantes, dites, nombres): (Vec<Vec<usize>>, Vec<Piece>, &[usize]),
    ) -> Self {
        let (pieces, suivant) = pieces(composantes, nombres);
        let repli = Repli::new(d, t);
        let mut zonage = Zonage::default();
        let siens = a
            .places
            .iter()
            .map(|p| p.iter().map(|&p| t.libres[p]).collect());
        let cpts = t.cpts.iter().map(|c| c.places.clone());
        let tous: Vec<Vec<Place>> = siens.chain(cpts).collect();
        let mut atomes: Vec<Atome> = tous
            .iter()
            .map(|p| atome(d, p, |p| repli.position(p), &mut zonage))
            .collect();
        let groupes = groupes((t, a), demande, suivant, &mut atomes);
        let mut voisins: Vec<Vec<usize>> = a
            .voisins
            .iter()
            .map(|v| v.iter().copied().collect())
            .collect();
        voisins.resize(atomes.len(), Vec::new());
        relier(&mut voisins, (t, a));
        let interdits = interdits(a, atomes.len());
        let zones = zonage.habitants.iter();
        let zones = zones
            .map(|&habitants| Zone {
                poids: 0.0,
                habitants,
            })
            .collect();
        Self {
            cpts: (suivant, a.places.len()),
            probleme: Probleme {
                atomes,
                voisins,
                groupes,
                zones,
                interdits,
                poids: Poids {
                    distance: 0.0,
                    egalite: 0.0,
                    laisse: 0.0,
                },
                km_max: demande.km_max,
                trajets: demande.temps.as_ref().map(|max| trajets((t, a), max)),
            },
            zones: zonage.nommees(),
            pieces,
            dites,
            vises: suivant,
            laisse_km,
        }
    }

    /// Its atoms: those of the free places, then the CPTS.
    pub(super) fn atomes(&self) -> &[Atome] {
        &self.probleme.atomes
    }

    /// The problem with the weights of a profile.
    pub(super) fn pour(&self, profil: &Profil) -> Probleme {
        let mut p = self.probleme.clone();
        p.poids = Poids {
            distance: profil.distance_km,
            egalite: profil.egalite,
            laisse: self.laisse_km,
        };
        for (zone, nommee) in p.zones.iter_mut().zip(&self.zones) {
            zone.poids = match nommee.genre {
                GenreZone::Epci => profil.epci,
                GenreZone::Bassin => profil.bassin_de_vie,
            };
        }
        p
    }
}

/// Free atoms of each piece of the territory, and the new groups that it gets.
type Pieces = Vec<(Vec<usize>, Vec<usize>)>;

/// The pieces, and how many new groups there are in all.
fn pieces(composantes: Vec<Vec<usize>>, nombres: &[usize]) -> (Pieces, usize) {
    let mut suivant = 0;
    let avec = |(c, n)| {
        suivant += n;
        (c, (suivant - n..suivant).collect())
    };
    let pieces: Pieces = composantes.into_iter().zip(nombres).map(avec).collect();
    (pieces, suivant)
}

/// Atoms with which each may not be.
fn interdits(a: &Atomes, atomes: usize) -> Vec<Vec<usize>> {
    let mut interdits = vec![Vec::new(); atomes];
    for &(x, y) in &a.interdits {
        interdits[x].push(y);
        interdits[y].push(x);
    }
    interdits
}

fn piece(d: &Dataset, t: &Terrain, a: &Atomes, composante: &[usize], min: f64) -> Piece {
    let places = composante
        .iter()
        .flat_map(|&c| &a.places[c])
        .map(|&p| &t.libres[p]);
    let premiere = places.clone().max_by(|x, y| {
        let ordre = x.habitants.total_cmp(&y.habitants);
        ordre.then(y.unite.cmp(&x.unite))
    });
    let habitants =
        |c: &usize| -> f64 { a.places[*c].iter().map(|&p| t.libres[p].habitants).sum() };
    let (grands, petits): (Vec<f64>, Vec<f64>) =
        composante.iter().map(habitants).partition(|h| *h >= min);
    Piece {
        suffisants: grands.len(),
        petits: petits.iter().sum(),
        nom: premiere.map_or_else(String::new, |p| d.referentiel.unite(p.unite).nom.clone()),
        population: places.map(|p| p.habitants).sum(),
        atomes: composante.len(),
    }
}

/// New groups, the CPTS, those above the ceiling, and none at all; what stays is fixed.
fn groupes(
    (t, a): (&Terrain, &Atomes),
    demande: &Demande,
    nouveaux: usize,
    atomes: &mut [Atome],
) -> Vec<Regle> {
    let nouveau = Regle {
        min: demande.min,
        max: demande.max,
        genre: Genre::Nouveau,
    };
    let mut groupes = vec![nouveau; nouveaux];
    for rang in 0..t.cpts.len() {
        if let Some(atome) = atomes.get_mut(a.places.len() + rang) {
            atome.fixe = Some(groupes.len());
            // One that is above the ceiling takes nothing more.
            groupes.push(existant(atome.habitants().max(demande.max)));
        }
    }
    for &geant in &a.geants {
        let siens = a
            .enclaves
            .iter()
            .filter(|(_, g)| *g == geant)
            .map(|(e, _)| *e);
        let mut population = 0.0;
        for atome in siens.chain([geant]) {
            atomes[atome].fixe = Some(groupes.len());
            population += atomes[atome].habitants();
        }
        groupes.push(existant(population));
    }
    if demande.depart != Depart::Zero {
        groupes.push(Regle {
            min: 0.0,
            max: f64::INFINITY,
            genre: Genre::Laisse,
        });
    }
    groupes
}

fn existant(max: f64) -> Regle {
    Regle {
        min: 0.0,
        max,
        genre: Genre::Existant,
    }
}

/// Links the CPTS with the atoms of the free places that they touch.
fn relier(voisins: &mut [Vec<usize>], (t, a): (&Terrain, &Atomes)) {
    let mut de = vec![0; t.libres.len()];
    for (atome, places) in a.places.iter().enumerate() {
        places.iter().for_each(|&p| de[p] = atome);
    }
    for (rang, cpts) in t.cpts.iter().enumerate() {
        let sien = a.places.len() + rang;
        let mut touches: Vec<usize> = cpts.touche.iter().map(|&p| de[p]).collect();
        touches.sort_unstable();
        touches.dedup();
        touches.iter().for_each(|&atome| voisins[atome].push(sien));
        voisins[sien] = touches;
    }
}

fn atome(
    d: &Dataset,
    places: &[Place],
    repli: impl Fn(&Place) -> Option<[f64; 3]>,
    zonage: &mut Zonage,
) -> Atome {
    let mut zones: Vec<(usize, f64)> = Vec::new();
    let mut verser = |rang: usize, habitants: f64| match zones.iter_mut().find(|(r, _)| *r == rang)
    {
        Some((_, siens)) => *siens += habitants,
        None => zones.push((rang, habitants)),
    };
    for p in places {
        for zone in [epci(d, p.unite), bassin(d, p.unite)].into_iter().flatten() {
            verser(zonage.rang(zone, p.habitants), p.habitants);
        }
    }
    let lieu = |p: &Place| Lieu {
        position: p.position.or(repli(p)).unwrap_or(NULLE_PART),
        habitants: p.habitants,
    };
    Atome {
        lieux: places.iter().map(lieu).collect(),
        zones,
        fixe: None,
    }
}

/// Where places are that nothing says anything of, when none has companions: all at the same point, so that none is far.
const NULLE_PART: [f64; 3] = [0.0, 0.0, super::probleme::RAYON_KM];
