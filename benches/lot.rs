//! Many territories at once: the APL of every EPCI alone, and how the work grows with communes and with indicators.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use cpts::indicateurs::{Catalogue, Definition, Donnees, agreger};
use cpts::load::{self, Options, Seuils};
use cpts::model::lecture::Territoire;
use cpts::model::{Dataset, GenrePerimetre, Membre, Perimetre, Source, UniteId};
use cpts::progress::Progression;

use super::{TOURS, chronometre, ms};

/// Measures on the real data, loaded once out of the measure.
pub fn mesurer(sortie: &mut impl Write, donnees: &Path) {
    let dataset = charge(donnees);
    let catalogue = Catalogue::embarque().expect("catalogue");
    let epci = epci(&dataset);
    apl(sortie, &dataset, &catalogue, &epci);
    croissance(sortie, &dataset, &catalogue, &epci);
}

/// The EPCI of the country, each whole.
fn epci(d: &Dataset) -> Vec<Perimetre> {
    let r = &d.referentiel;
    let mut membres: BTreeMap<usize, Vec<UniteId>> = BTreeMap::new();
    for id in r.france() {
        let unite = r.unite(id);
        if let (Some(epci), None) = (unite.epci, unite.parent) {
            membres.entry(epci).or_default().push(id);
        }
    }
    membres.into_values().map(perimetre).collect()
}

fn perimetre(unites: Vec<UniteId>) -> Perimetre {
    let membre = |unite| Membre { unite, part: 1.0 };
    Perimetre {
        nom: String::new(),
        expression: String::new(),
        genre: GenrePerimetre::Epci,
        membres: unites.into_iter().map(membre).collect(),
        constats: Vec::new(),
        cpts: None,
    }
}

fn apl(sortie: &mut impl Write, d: &Dataset, catalogue: &Catalogue, epci: &[Perimetre]) {
    let definition = catalogue.definition("apl_mg").expect("APL");
    let mut publiees = 0;
    let duree = min(|| {
        let donnees = Donnees::selon(d, catalogue);
        let lire = |p: &Perimetre| {
            let territoire = Territoire::du_perimetre(&d.referentiel, p);
            agreger(&donnees, definition, &territoire).valeur
        };
        publiees = epci.iter().filter_map(lire).count();
    });
    let _ = writeln!(
        sortie,
        "APL de {} EPCI ({publiees} chiffres)   {:>8.1} ms   {:>5.3} × polars (410 ms, lecture de son CSV comprise)",
        epci.len(),
        ms(duree),
        ms(duree) / 410.0
    );
}

/// Twice the communes, then twice the indicators: what the time is multiplied by.
fn croissance(sortie: &mut impl Write, d: &Dataset, catalogue: &Catalogue, epci: &[Perimetre]) {
    let tous: Vec<&Definition> = catalogue.definitions().iter().collect();
    let mut avant: Option<(usize, f64)> = None;
    for (part, indicateurs) in [(8, 1), (4, 1), (2, 1), (1, 1), (1, 2), (1, 4)] {
        let voulus = epci.get(..epci.len() / part).unwrap_or_default();
        let communes: usize = voulus.iter().map(|p| p.membres.len()).sum();
        let siens = tous.get(..tous.len() / indicateurs).unwrap_or_default();
        let duree = ms(min(|| travail(d, catalogue, voulus, siens)));
        let produit = communes * siens.len();
        let rapport = avant.map_or(String::new(), |(n, t)| {
            let taille = produit as f64 / n as f64;
            format!(
                "{:>5.2} × le temps pour {taille:.2} × le travail",
                duree / t
            )
        });
        let _ = writeln!(
            sortie,
            "{communes:>6} communes × {:>3} indicateurs      {duree:>8.1} ms   {rapport}",
            siens.len()
        );
        avant = Some((produit, duree));
    }
}

fn travail(d: &Dataset, catalogue: &Catalogue, voulus: &[Perimetre], siens: &[&Definition]) {
    let donnees = Donnees::selon(d, catalogue);
    for p in voulus {
        let territoire = Territoire::du_perimetre(&d.referentiel, p);
        for definition in siens {
            std::hint::black_box(agreger(&donnees, definition, &territoire));
        }
    }
}

fn min(mut travail: impl FnMut()) -> Duration {
    let tours = (0..TOURS).map(|_| chronometre(&mut travail));
    tours.min().unwrap_or_default()
}

fn charge(donnees: &Path) -> Dataset {
    let options = Options {
        fichiers: Vec::new(),
        descripteurs: Vec::new(),
        population: None,
        vraisemblance: Seuils::embarques().expect("seuils"),
        source_referentiel: Source {
            id: "base".into(),
            libelle: "COG".into(),
            fichier: String::new(),
            sha256: String::new(),
            producteur: String::new(),
            millesime: String::new(),
            cog: None,
            licence: String::new(),
            url: None,
        },
        seul_processus: false,
        annexes: |_| Vec::new(),
        strict: false,
        cache: None,
    };
    let base = cpts::base::lire().expect("base embarquée");
    load::charger(donnees, base, &options, &Progression::muette()).expect("données réelles")
}
