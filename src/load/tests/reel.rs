//! The real national data, when `CPTS_DONNEES_REELLES` names their folder.

use std::path::PathBuf;

use super::*;
use crate::model::Colonne;

pub(super) fn dossier_reel() -> Option<PathBuf> {
    let dossier = std::env::var_os("CPTS_DONNEES_REELLES");
    if dossier.is_none() {
        eprintln!("ignoré : CPTS_DONNEES_REELLES absent");
    }
    dossier.map(PathBuf::from)
}

fn france(d: &Dataset, valeur: impl Fn(UniteId) -> f64) -> f64 {
    let dom = |id: &UniteId| d.referentiel.unite(*id).genre != Genre::CommuneCom;
    d.referentiel.ids().filter(dom).map(valeur).sum()
}

/// What the file gives under a code, be it for another territory than that of today.
fn donne(c: &Colonne, id: UniteId) -> Option<f64> {
    let autre = c.autres.iter().find(|a| a.garde == id).map(|a| a.valeur);
    autre.unwrap_or_else(|| c.valeur(id)).connue()
}

fn somme(d: &Dataset, variable: &str, an: Option<u16>) -> f64 {
    let c = d.colonne(variable, an).unwrap();
    france(d, |id| donne(c, id).unwrap_or(0.0))
}

fn moyenne(d: &Dataset, variable: &str, poids: &str, an: Option<u16>) -> f64 {
    let (x, p) = (
        d.colonne(variable, an).unwrap(),
        d.colonne(poids, an).unwrap(),
    );
    let produit = |id| donne(x, id).zip(donne(p, id)).map_or(0.0, |(x, p)| x * p);
    france(d, produit) / france(d, |id| donne(x, id).and(donne(p, id)).unwrap_or(0.0))
}

fn part(d: &Dataset, variable: &str, classe: &str) -> f64 {
    let c = d.classe(variable).unwrap();
    let r = &d.referentiel;
    // A city is read through its arrondissements where these have the class.
    let compte = |id: UniteId| r.arrondissements(id).is_empty() && c.code(id) == Some(classe);
    let population: f64 = r.france().map(|id| r.population(id)).sum();
    100.0 * france(d, |id| if compte(id) { r.population(id) } else { 0.0 }) / population
}

#[test]
fn the_national_files_give_the_published_figures() {
    let Some(racine) = dossier_reel() else { return };
    let referentiel = crate::base::embarquee();
    let d = charger(&racine, referentiel, &options(), &Progression::muette()).unwrap();
    let sources: Vec<_> = d
        .sources
        .iter()
        .map(|s| (s.id.as_str(), s.millesime.as_str()))
        .collect();
    let attendues = [
        ("referentiel", "2026"),
        ("apl_autres_professions", "2022, 2023"),
        ("drees_apl_mg", "2023"),
        ("bpe_2024_long", "2024"),
        ("bpe_2021_large", "2021"),
        ("bpe_2021_large_2", "2021"),
        ("bpe_2021_large_3", "2021"),
        ("appartenance", "2025"),
        ("cpts_communes", "non daté"),
        ("insee_densite", "2024"),
        ("finess_activites", "non daté"),
        ("finess_equipements", "non daté"),
        ("finess_entete", "non daté"),
        ("finess_sans_entete", "2026"),
        ("insee_populations", "2017"),
        ("insee_populations_2", "2021"),
        ("rpps", "2026"),
        ("contours_communes", "2025"),
        ("contours_communes_2", "2025"),
        ("communes_surfaces", "non daté"),
        ("contours_communes_3", "non daté"),
        ("mairies", "2025"),
        ("qpv", "2024"),
        ("filosofi_indicateurs", "non daté"),
        ("insee_stats_locales", "2021, 2022, 2024"),
        ("rp2018_communes", "2018"),
        ("zonage_mg", "non daté"),
    ];
    assert_eq!(sources, attendues);
    let non_reconnus: Vec<_> = d.non_reconnus.iter().map(|n| n.fichier.as_str()).collect();
    let attendus = [
        "README.md",
        "cog/departements.json",
        "cog/regions.json",
        "distances/gironde_couples_osrm_metric.csv",
        "formats/finess_schema-structures-v1.json",
        "formats/insee_base-ic-evol-struct-pop-2022_header_extract.csv",
        "zonage/zonmed_brut.csv",
    ];
    assert_eq!(non_reconnus, attendus);
    assert_eq!(
        d.constats
            .iter()
            .filter(|c| c.id == "fichier_non_utilise")
            .count(),
        14
    );
    assert!(
        d.constats.iter().all(|c| c.id != "poids_apl_douteux"),
        "les poids sont normalisés"
    );
    assert_eq!(d.rejets.len(), 2, "{:?}", d.rejets);
    assert!((moyenne(&d, "apl_mg", "apl_mg_pop_std", Some(2023)) - 3.7446).abs() < 1e-4);
    assert!((moyenne(&d, "apl_mg_65", "apl_mg_pop_std", Some(2023)) - 3.2947).abs() < 1e-4);
    assert_eq!(somme(&d, "bpe_d265", Some(2024)), 60_573.0);
    assert!((part(&d, "zonage_mg", "ZIP") - 28.4).abs() < 0.05);
    assert!((part(&d, "zonage_mg", "ZAC") - 39.6).abs() < 0.05);
    assert!(d.contours.len() > 34_800 && d.points.len() > 34_900);
    assert_eq!(
        d.cpts
            .iter()
            .map(|a| a.cpts.as_str())
            .collect::<BTreeSet<_>>()
            .len(),
        71
    );
    assert_eq!(d.qpv.len(), 1584);
    let ville = |id: &UniteId| d.referentiel.unite(*id).parent.unwrap_or(*id);
    let lieux = d.qpv.iter().flat_map(|q| &q.communes);
    assert!(lieux.clone().any(|id| ville(id) != *id));
    let qpv: BTreeSet<_> = lieux.map(ville).collect();
    // 834 codes in the file, 93059 being now part of 93066, which is there too.
    assert_eq!(qpv.len(), 833);
    joint(&d);
}

/// Where joins break in the real files.
fn joint(d: &Dataset) {
    let v = |variable, an, c| lue(d, variable, an, c);
    assert_eq!(
        v("apl_mg", Some(2023), "15031"),
        Valeur::Absente,
        "commune rétablie en 2025"
    );
    assert_eq!(v("bpe_d265", Some(2024), "15031"), Valeur::Absente);
    assert_eq!(
        v("bpe_d265", Some(2024), "12218"),
        Valeur::Connue(4.0),
        "publié sous 12076"
    );
    assert!(v("apl_mg", Some(2023), "12218").connue().is_some());
    assert_eq!(
        v("apl_mg", Some(2023), "97611"),
        Valeur::Absente,
        "pas d'APL à Mayotte"
    );
    assert_eq!(
        v("apl_kines", Some(2023), "2A004"),
        Valeur::Absente,
        "fichier sans la Corse"
    );
    assert!(v("apl_mg", Some(2023), "2A004").connue().is_some());
    assert_eq!(
        v("population_municipale", Some(2023), "55039"),
        Valeur::Connue(0.0)
    );
    assert_eq!(
        v("population_municipale", Some(2017), "97611")
            .connue()
            .map(|p| p > 50_000.0),
        Some(true)
    );
    // The file gives Paris and its arrondissements: both are kept, and the reader of units counts them once.
    let arrondissements: f64 = (75101..=75120)
        .filter_map(|c| lue(d, "bpe_d265", Some(2021), &c.to_string()).connue())
        .sum();
    assert_eq!(
        v("bpe_d265", Some(2021), "75056"),
        Valeur::Connue(arrondissements)
    );
    assert_eq!(v("revenu_median", None, "75056"), Valeur::Connue(29_730.0));
    assert_eq!(v("taux_pauvrete", None, "01001"), Valeur::Masquee);
    assert_eq!(
        v("surface_km2", None, "34172")
            .connue()
            .map(|s| (50.0..60.0).contains(&s)),
        Some(true)
    );
    let partielle = d.colonne("age_0_14", Some(2018)).unwrap();
    let renseignees = d
        .referentiel
        .france()
        .filter(|u| donne(partielle, *u).is_some())
        .count();
    assert!((5_300..5_420).contains(&renseignees), "{renseignees}");
    assert_eq!(classe(d, "bv2022", "48095"), Some("48095"));
    assert_eq!(classe(d, "densite_7", "75056"), Some("1"));
    assert_eq!(classe(d, "aav2020", "01002"), Some("000"));
    let verdon = d.cpts.iter().filter(|a| a.cpts == "CPTS du Verdon").count();
    assert_eq!(verdon, 15);
    let gapencais = d
        .cpts
        .iter()
        .filter(|a| a.cpts.contains("Gapençais"))
        .map(|a| &a.cpts);
    assert_eq!(
        gapencais.collect::<BTreeSet<_>>().len(),
        2,
        "deux graphies gardées"
    );
}

#[test]
fn one_thread_or_many_read_the_national_files_alike() {
    let Some(racine) = dossier_reel() else { return };
    let referentiel = crate::base::embarquee();
    let lit = |seul_processus| {
        let o = Options {
            seul_processus,
            ..options()
        };
        charger(
            &racine,
            Arc::clone(&referentiel),
            &o,
            &Progression::muette(),
        )
        .unwrap()
    };
    let (a, b) = (lit(true), lit(false));
    assert_eq!(format!("{:?}", a.colonnes), format!("{:?}", b.colonnes));
    assert_eq!(format!("{:?}", a.classes), format!("{:?}", b.classes));
    assert_eq!(
        (a.sources, a.constats, a.rejets),
        (b.sources, b.constats, b.rejets)
    );
    assert_eq!((a.cpts, a.points, a.qpv), (b.cpts, b.points, b.qpv));
}

/// One type of the BPE as a file of its own: national for the common ones, an extract for one that too few towns have.
#[test]
fn the_bpe_cut_to_one_type_stays_national() {
    let Some(racine) = dossier_reel() else { return };
    let longue = std::fs::read_to_string(racine.join("bpe/bpe_2024_sante_long.csv")).unwrap();
    let large = std::fs::read_to_string(racine.join("bpe/equip-serv-medical-para-com-2021.csv"));
    let un = |typequ: &str| {
        let siennes = longue
            .lines()
            .filter(|l| l.split(',').nth(1) == Some(typequ));
        let lignes: Vec<String> = siennes.map(|l| format!("{l}\n")).collect();
        format!("code_commune,typequ,nombre,libelle\n{}", lignes.concat())
    };
    let d201 = || {
        let texte = large.as_deref().unwrap();
        let rang = texte
            .lines()
            .next()
            .unwrap()
            .split(';')
            .position(|c| c == "NB_D201");
        let rang = rang.unwrap();
        let mut lignes = String::from("code_commune,typequ,nombre\n");
        for cellules in texte
            .lines()
            .skip(1)
            .map(|l| l.split(';').collect::<Vec<_>>())
        {
            if cellules[rang] != "0" {
                lignes.push_str(&format!("{},D201,{}\n", cellules[0], cellules[rang]));
            }
        }
        lignes
    };
    let extrait = |texte: String| {
        let dossier = dossier(&[("bpe_2024.csv", texte.as_bytes())]);
        let referentiel = crate::base::embarquee();
        let d = charger(
            dossier.path(),
            referentiel,
            &options(),
            &Progression::muette(),
        )
        .unwrap();
        d.constats
            .iter()
            .any(|c| c.texte.contains("n'est qu'un extrait"))
    };
    for typequ in [
        "D265", "D281", "D277", "D302", "D303", "D108", "D107", "D103",
    ] {
        assert!(!extrait(un(typequ)), "{typequ}");
    }
    assert!(!extrait(d201()));
    assert!(extrait(un("D256")), "49 départements, 118 communes");
}
