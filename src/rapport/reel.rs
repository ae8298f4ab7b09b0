//! Checks on the real national files, run when `CPTS_DONNEES_REELLES` names their folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Valeurs, cartes_pour, fond};
use crate::acces::sous_densite::seuil;
use crate::acces::{PlusProche, sous_densite, zones_blanches};
use crate::geo::essais::{LISTE, ajouter_connues, perimetre};
use crate::geo::reel::Reel;
use crate::geo::{distance, point_interieur};
use crate::model::{AffectationCpts, CodeCommune, Dataset, Departement, Perimetre, UniteId};

fn lignes(chemin: &Path) -> Vec<csv::StringRecord> {
    let mut lecteur = csv::Reader::from_path(chemin).unwrap();
    lecteur.records().map(Result::unwrap).collect()
}

/// The country with real names, populations, outlines, the CPTS of PACA and the médecins of the BPE 2024.
fn france() -> Option<Dataset> {
    let reel = Reel::lire()?;
    let dossier = PathBuf::from(std::env::var_os("CPTS_DONNEES_REELLES")?);
    let Reel {
        mut referentiel,
        contours,
    } = reel;
    let mut departements: BTreeMap<String, usize> = BTreeMap::new();
    for u in &referentiel.unites {
        departements.insert(u.code.departement().to_owned(), 0);
    }
    let region = 0;
    referentiel.departements = departements
        .keys()
        .map(|code| Departement {
            code: code.clone(),
            nom: format!("n° {code}"),
            region,
        })
        .collect();
    for (rang, valeur) in departements.values_mut().enumerate() {
        *valeur = rang;
    }
    for u in &mut referentiel.unites {
        u.departement = departements[u.code.departement()];
    }
    let communes = lignes(&dossier.join("cog/communes_2026.csv"));
    let mut anciennes = lignes(&dossier.join("cog/communes_historiques_2026.csv"));
    anciennes.retain(|l| &l[2] == "arrondissement-municipal");
    let communes = communes.iter().map(|l| (l, 6));
    for (l, population) in communes.chain(anciennes.iter().map(|l| (l, 5))) {
        let id = CodeCommune::parse(&l[0])
            .ok()
            .and_then(|c| referentiel.par_code(c));
        if let Some(id) = id {
            let unite = &mut referentiel.unites[id.0 as usize];
            unite.nom = l[1].to_owned();
            unite.population = l[population].parse().ok();
        }
    }
    let mut d = Dataset {
        referentiel: Arc::new(referentiel),
        contours,
        ..crate::geo::essais::france()
    };
    d.points = d
        .contours
        .iter()
        .filter_map(|(&id, c)| Some((id, point_interieur::point_interieur(&c.geometrie)?)))
        .collect();
    ajouter_medecins(&mut d, &dossier);
    ajouter_liste(&mut d, &dossier);
    Some(d)
}

fn ajouter_medecins(d: &mut Dataset, dossier: &Path) {
    let r = d.referentiel.clone();
    let mut effectifs: BTreeMap<UniteId, f64> = r.ids().map(|id| (id, 0.0)).collect();
    effectifs.retain(|&id, _| r.arrondissements(id).is_empty());
    for l in lignes(&dossier.join("bpe/bpe_2024_sante_long.csv")) {
        let id = CodeCommune::parse(&l[0]).ok().and_then(|c| r.par_code(c));
        if let (Some(id), "D265") = (id, &l[1]) {
            effectifs.insert(id, l[2].parse().unwrap());
        }
    }
    let valeurs: Vec<(UniteId, f64)> = effectifs.into_iter().collect();
    ajouter_connues(d, "bpe_d265", &valeurs);
}

fn ajouter_liste(d: &mut Dataset, dossier: &Path) {
    for l in lignes(&dossier.join("cpts/cpts_paca_communes.csv")) {
        let code = CodeCommune::parse(&l[0]).unwrap();
        // The référentiel is that of the outlines (2025): a commune created since has none.
        let Some(unite) = d.referentiel.par_code(code) else {
            continue;
        };
        let cpts = l[1].to_owned();
        d.cpts.push(AffectationCpts {
            unite,
            cpts,
            part: 1.0,
            source: LISTE,
        });
    }
}

/// Communes (not arrondissements) of départements.
fn departements(d: &Dataset, codes: &[&str]) -> Perimetre {
    let r = &d.referentiel;
    let membres: Vec<(UniteId, f64)> = r
        .france()
        .filter(|&id| codes.contains(&r.unite(id).code.departement()))
        .map(|id| (id, 1.0))
        .collect();
    perimetre(&membres)
}

#[test]
fn coverage_of_paca_and_the_unknown_elsewhere() {
    let Some(d) = france() else { return };
    let paca = departements(&d, &["04", "05", "06", "13", "83", "84"]);
    let z = zones_blanches(&d, &paca);
    let listees: std::collections::BTreeSet<UniteId> = d.cpts.iter().map(|l| l.unite).collect();
    let attendu = paca
        .membres
        .iter()
        .filter(|m| {
            !listees.contains(&m.unite) && d.referentiel.arrondissements(m.unite).is_empty()
        })
        .count();
    println!(
        "PACA : {} communes, {} sans CPTS, {:?} %, {} voisines",
        paca.membres.len(),
        z.communes_sans_cpts.len(),
        z.part_sans_cpts,
        z.voisines_sans_cpts.len()
    );
    assert_eq!(z.communes_sans_cpts.len(), attendu);
    assert!(z.communes_hors_champ.is_empty() && z.voisines_sans_cpts.is_empty());
    let lozere = zones_blanches(&d, &departements(&d, &["48"]));
    assert_eq!(
        (lozere.communes_sans_cpts.len(), lozere.part_sans_cpts),
        (0, None)
    );
    assert_eq!(lozere.communes_hors_champ.len(), 152);
}

#[test]
fn the_nearest_medecin_agrees_with_a_plain_search() {
    let Some(d) = france() else { return };
    let lozere = departements(&d, &["48"]);
    let s = sous_densite(&d, &lozere, &seuil());
    assert!(
        s.communes_sans_medecin.len() > 100,
        "{}",
        s.communes_sans_medecin.len()
    );
    let colonne = d.derniere("bpe_d265").unwrap();
    let distances: Vec<f64> = s
        .communes_sans_medecin
        .iter()
        .map(|c| {
            let ici = d.points[&d.referentiel.par_code(c.code).unwrap()];
            let ailleurs = d
                .referentiel
                .ids()
                .filter(|&id| colonne.valeur(id).connue() >= Some(1.0));
            let attendu = ailleurs
                .map(|id| distance::km(ici, d.points[&id]))
                .fold(f64::INFINITY, f64::min);
            let trouve = c.plus_proche.as_ref().unwrap().distance_km;
            assert!(
                (trouve - attendu).abs() < 1e-9,
                "{} {trouve} {attendu}",
                c.nom
            );
            trouve
        })
        .collect();
    assert!(distances.is_sorted_by(|a, b| a >= b) && distances[0] < 40.0);
    let debut = std::time::Instant::now();
    assert!(PlusProche::new(&d, "bpe_d265").is_some());
    println!("index national : {:?}", debut.elapsed());
}

#[test]
fn maps_of_a_whole_region_and_of_a_city() {
    let Some(d) = france() else { return };
    for (codes, projection) in [
        (
            &["04", "05", "06", "13", "83", "84"][..],
            "Lambert-93 (RGF93, EPSG:2154)",
        ),
        (&["48"], "Lambert-93 (RGF93, EPSG:2154)"),
        (&["2A"], "Lambert-93 (RGF93, EPSG:2154)"),
        (&["971"], "UTM 20 Nord (RGAF09, EPSG:5490)"),
        (&["973"], "UTM 22 Nord (RGFG95, EPSG:2972)"),
        (&["974"], "UTM 40 Sud (RGR92, EPSG:2975)"),
        (&["976"], "UTM 38 Sud (RGM04, EPSG:4471)"),
        (&["75"], "Lambert-93 (RGF93, EPSG:2154)"),
    ] {
        let p = departements(&d, codes);
        let debut = std::time::Instant::now();
        let (zones, sous_densite) = (zones_blanches(&d, &p), sous_densite(&d, &p, &seuil()));
        let dessus = (&zones, &sous_densite);
        let cartes = cartes_pour(&d, &p, &fond(&d, &p).unwrap(), &Valeurs::new(), dessus);
        let sommets: usize = cartes
            .communes
            .iter()
            .flat_map(|c| &c.anneaux)
            .map(Vec::len)
            .sum();
        println!(
            "{codes:?} : {} communes, {sommets} sommets, {:?}",
            cartes.communes.len(),
            debut.elapsed()
        );
        assert_eq!(cartes.projection, projection);
        assert!(cartes.sans_contour.is_empty(), "{:?}", cartes.sans_contour);
        assert!(sommets * 14 < 1_500_000);
        if let Some(sortie) = std::env::var_os("CARTES_ESSAI") {
            let f = PathBuf::from(sortie).join(format!("{}.json", codes[0]));
            std::fs::write(f, serde_json::to_string(&cartes).unwrap()).unwrap();
        }
    }
}
