//! Measures of the geometry on the real outlines: adjacency of all communes, from the raw GeoJSON and from a prepared file, and
//! the dissolve of the CPTS of a list; wall and processor time, and what peers give.
//!
//! `CPTS_DONNEES_REELLES=dossier cargo bench --bench geometrie`

#![expect(
    clippy::expect_used,
    reason = "a measure that cannot run has nothing to print"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cpts::financement::{Alentours, voisins};
use cpts::geo::fusion::fondre;
use cpts::geo::{Maille, adjacence};
use cpts::load::{Options, Seuils, charger};
use cpts::model::{Dataset, Genre, GenrePerimetre, Membre, Perimetre, UniteId};
use cpts::progress::Progression;

const TOURS: usize = 5;

fn main() {
    let mut sortie = std::io::stdout().lock();
    let Ok(donnees) = std::env::var("CPTS_DONNEES_REELLES") else {
        let _ = writeln!(sortie, "ignoré : CPTS_DONNEES_REELLES n'est pas défini");
        return;
    };
    let dossier = choisir(Path::new(&donnees));
    let brut = mesurer(|| adjacence(&lire(&dossier)));
    dire(
        &mut sortie,
        "adjacence de toutes les communes, GeoJSON brut",
        brut,
        "libpysal 14,6 s ; visé 0,5 s",
    );
    let d = lire(&dossier);
    dire(
        &mut sortie,
        "  dont le calcul seul",
        mesurer(|| adjacence(&d)),
        "",
    );
    let gardee = mesurer(|| voisins(&d).len());
    dire(
        &mut sortie,
        "  ce que le fichier préparé en garde, à écrire une fois",
        gardee,
        "",
    );
    let cache = dossier.with_extension("garde");
    // Read once for the cache, which takes no file of less than three seconds.
    std::thread::sleep(Duration::from_secs(4));
    let _ = lire_garde(&dossier, &cache);
    dire(
        &mut sortie,
        "gardée avec les fichiers : lire et donner les voisines",
        mesurer(|| voisines_gardees(&lire_garde(&dossier, &cache))),
        "",
    );
    let gardee = lire_garde(&dossier, &cache);
    dire(
        &mut sortie,
        "  dont les voisines seules",
        mesurer(|| voisines_gardees(&gardee)),
        "visé 50 ms",
    );
    let unions = mesurer(|| dissoudre(&d));
    dire(
        &mut sortie,
        "fusion des CPTS de la liste",
        unions,
        "geopandas 2,9 s ; visé 0,3 s",
    );
    let _ = std::fs::remove_dir_all(&dossier);
    let _ = std::fs::remove_dir_all(&cache);
}

/// A folder with the outlines and the list alone.
fn choisir(donnees: &Path) -> PathBuf {
    let dossier = std::env::temp_dir().join(format!("cpts-geometrie-{}", std::process::id()));
    std::fs::create_dir_all(&dossier).expect("un dossier provisoire");
    for nom in [
        "geo/communes_2025.geojson.gz",
        "cpts/cpts_paca_communes.csv",
    ] {
        let chemin = donnees.join(nom);
        let seul = chemin.file_name().expect("un nom de fichier");
        std::fs::copy(&chemin, dossier.join(seul)).expect("les contours et la liste");
    }
    dossier
}

fn lire(dossier: &Path) -> Dataset {
    lire_selon(dossier, None)
}

/// The same from a cache that holds the neighbours too, filled when it is empty.
fn lire_garde(dossier: &Path, cache: &Path) -> Dataset {
    lire_selon(dossier, Some(cache.to_owned()))
}

/// Communes of the country that the neighbours leave alone, through those of each commune.
fn voisines_gardees(d: &Dataset) -> usize {
    let r = &d.referentiel;
    let communes = r.ids().filter(|&id| r.unite(id).genre == Genre::Commune);
    let membres = communes.map(|unite| Membre { unite, part: 1.0 }).collect();
    let pays = Perimetre {
        nom: "pays:FR".to_owned(),
        expression: "pays:FR".to_owned(),
        genre: GenrePerimetre::Projet,
        membres,
        constats: Vec::new(),
        cpts: None,
    };
    let alentours = Alentours::new(d, std::slice::from_ref(&pays));
    alentours.sans_contour(&pays).len()
}

fn lire_selon(dossier: &Path, cache: Option<PathBuf>) -> Dataset {
    let options = Options {
        fichiers: Vec::new(),
        descripteurs: Vec::new(),
        population: None,
        vraisemblance: Seuils::embarques().expect("les seuils du programme"),
        source_referentiel: cpts::base::source(),
        seul_processus: false,
        strict: cache.is_none(),
        cache,
        annexes: voisins,
    };
    let base = cpts::base::lire().expect("la base embarquée");
    charger(
        dossier,
        Arc::clone(&base),
        &options,
        &Progression::new(true),
    )
    .expect("les contours")
}

/// Pairs of neighbours of the whole country.
fn adjacence(d: &Dataset) -> usize {
    let r = &d.referentiel;
    let toutes: BTreeSet<UniteId> = r
        .ids()
        .filter(|&id| r.unite(id).genre == Genre::Commune)
        .collect();
    let maille = Maille::new(r, d.traces(), &toutes);
    let graphe = adjacence::entre_dans(&maille, &toutes);
    graphe.values().map(BTreeSet::len).sum::<usize>() / 2
}

/// Polygons of the outlines of the CPTS.
fn dissoudre(d: &Dataset) -> usize {
    let mut cpts: BTreeMap<&str, Vec<UniteId>> = BTreeMap::new();
    for ligne in &d.cpts {
        cpts.entry(&ligne.cpts).or_default().push(ligne.unite);
    }
    let contour = |unites: &Vec<UniteId>| {
        let formes = unites.iter().filter_map(|id| d.traces().get(id));
        fondre(formes.map(|c| &*c.geometrie)).0.len()
    };
    cpts.values().map(contour).sum()
}

/// Median wall time, least processor time, and what was counted.
fn mesurer(mut faire: impl FnMut() -> usize) -> (Duration, Duration, usize) {
    let mut tours: Vec<(Duration, Duration, usize)> = (0..TOURS)
        .map(|_| {
            let (avant, debut) = (processeur(), Instant::now());
            let compte = faire();
            (debut.elapsed(), processeur().saturating_sub(avant), compte)
        })
        .collect();
    tours.sort_unstable();
    let moindre = tours.iter().map(|t| t.1).min().unwrap_or_default();
    let (mur, _, compte) = tours[TOURS / 2];
    (mur, moindre, compte)
}

/// User time of the process so far, in hundredths of a second; nothing where the system does not tell it.
fn processeur() -> Duration {
    let lu = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let apres = lu.rsplit(')').next().unwrap_or_default();
    let utilisateur = apres
        .split_whitespace()
        .nth(11)
        .and_then(|t| t.parse().ok());
    Duration::from_millis(10 * utilisateur.unwrap_or(0_u64))
}

fn dire(
    sortie: &mut impl Write,
    quoi: &str,
    (mur, processeur, compte): (Duration, Duration, usize),
    pairs: &str,
) {
    let _ = writeln!(
        sortie,
        "{quoi:<55} {:>8.1} ms   processeur {:>6} ms   {compte:>7}   {pairs}",
        mur.as_secs_f64() * 1000.0,
        processeur.as_millis(),
    );
}
