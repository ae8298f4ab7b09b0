//! `cpts donnees preparer`, layers of data and the cache: the same report from a folder, a prepared file and a cache.

mod cache;
mod territoire;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, dossier, echantillon, lance};

const PROJET: &str = "territoire-fictif/cpts.toml";

fn texte(chemin: &Path) -> &str {
    chemin.to_str().expect("chemin en UTF-8")
}

fn prepare(donnees: &Path, sortie: &Path, options: &[&str]) -> Sortie {
    let debut = [
        "donnees",
        "preparer",
        "--donnees",
        texte(donnees),
        "--sortie",
        texte(sortie),
    ];
    cpts(&[&debut, options].concat())
}

/// The sample, prepared with the mappings of its project.
fn echantillon_prepare(lieu: &Path) -> PathBuf {
    let sortie = lieu.join("fictif.cpts");
    let projet = echantillon(PROJET);
    prepare(
        &echantillon("territoire-fictif/donnees"),
        &sortie,
        &["--projet", texte(&projet)],
    )
    .reussie();
    sortie
}

#[test]
fn a_report_is_the_same_from_the_folder_and_from_the_prepared_file() {
    let d = dossier(&[]);
    let prepare = echantillon_prepare(d.path());
    let projet = echantillon(PROJET);
    for format in ["json", "html", "terminal"] {
        let lit = |donnees: &Path| {
            let sortie = cpts(&[
                "diagnostic",
                texte(&projet),
                "--donnees",
                texte(donnees),
                "--format",
                format,
            ]);
            sortie.reussie().stdout
        };
        let du_dossier = lit(&echantillon("territoire-fictif/donnees"));
        assert!(du_dossier.contains("fictif"), "{format}");
        assert!(lit(&prepare) == du_dossier, "{format}");
    }
    // Twice the same bytes.
    let autre = d.path().join("b");
    fs::create_dir(&autre).unwrap();
    assert_eq!(
        fs::read(&prepare).unwrap(),
        fs::read(echantillon_prepare(&autre)).unwrap()
    );
}

const POPULATION: &str = "CODGEO;LIBGEO;POP2018\n48095;Mende;11000\n48080;Langogne;2900\n";

fn mg(commune_mende: u32) -> String {
    format!("codgeo;libgeo;medecins\n48095;Mende;{commune_mende}\n48080;Langogne;2\n")
}

/// A folder of one table of médecins and its descriptor.
fn table(mende: u32) -> tempfile::TempDir {
    dossier(&[
        ("medecins-2024.csv", mg(mende).as_str()),
        ("populations.csv", POPULATION),
        (
            "d.toml",
            "id = 'mes_medecins'\nlibelle = 'Mes médecins'\nproducteur = 'CPTS'\nlicence = 'interne'\ncle = 'codgeo'\n\
             [reconnaissance]\nrequis = ['codgeo', 'medecins']\n[millesime]\nnom = 'auto'\n\
             [[variable]]\nid = 'bpe_d265'\ncolonne = 'medecins'\n",
        ),
    ])
}

fn medecins(json: &Value) -> f64 {
    let indicateurs = json["indicateurs"].as_array().expect("indicateurs");
    let mg = indicateurs
        .iter()
        .find(|i| i["id"] == "effectif_mg")
        .expect("effectif_mg");
    mg["valeur"].as_f64().expect("valeur")
}

#[test]
fn the_later_layer_wins_and_the_report_names_both() {
    let (national, mien) = (table(10), table(12));
    let descripteur = national.path().join("d.toml");
    let fichier = national.path().join("france.cpts");
    prepare(
        national.path(),
        &fichier,
        &["--descripteur", texte(&descripteur)],
    )
    .reussie();
    let lit = |couches: &[&Path]| {
        let mut arguments = vec![
            "diagnostic",
            "commune:48095,48080",
            "--format",
            "json",
            "--descripteur",
            texte(&descripteur),
        ];
        for couche in couches {
            arguments.extend(["--donnees", texte(couche)]);
        }
        cpts(&arguments).reussie().json()
    };
    assert_eq!(medecins(&lit(&[&fichier])), 12.0);
    assert_eq!(medecins(&lit(&[mien.path(), &fichier])), 12.0);
    let dessus = lit(&[&fichier, mien.path()]);
    assert_eq!(medecins(&dessus), 14.0);
    let sources = dessus["sources"].to_string();
    assert!(
        sources.contains("france.cpts/medecins-2024.csv"),
        "{sources}"
    );
    let constats = dessus["donnees"]["constats"].to_string();
    assert!(constats.contains("doublon_source"), "{constats}");
}

#[test]
fn a_damaged_truncated_or_other_file_is_refused_with_its_remedy() {
    let d = dossier(&[("rien.csv", "a;b\n1;2\n")]);
    let fichier = echantillon_prepare(d.path());
    let entier = fs::read(&fichier).unwrap();
    let essai = |octets: &[u8], dit: &str| {
        fs::write(&fichier, octets).unwrap();
        lance(texte(&echantillon(PROJET)), &fichier, &[])
            .echouee(3, &["fictif.cpts", dit, "cpts donnees preparer"]);
    };
    essai(&entier[..entier.len() - 1], "tronqué");
    essai(&entier[..20], "tronqué");
    let mut futur = entier.clone();
    futur[7] = b'9';
    essai(&futur, "autre version");
    // Every block, so that those that are read are damaged.
    let mut abime = entier.clone();
    let table = u64::from_le_bytes(entier[entier.len() - 28..][..8].try_into().unwrap());
    abime[8..table as usize]
        .iter_mut()
        .step_by(16)
        .for_each(|o| *o ^= 0x55);
    essai(&abime, "abîmé");
    let place = entier.len() - 60;
    abime = entier.clone();
    abime[place] ^= 0x55;
    essai(&abime, "table est abîmée");
    fs::write(&fichier, &entier).unwrap();
    // Made for the fictional list of communes, read with the national one.
    lance("commune:48095", &fichier, &[])
        .echouee(3, &["suit une autre liste des communes", "COG 2026"]);
    lance("commune:48095", &d.path().join("rien.csv"), &[])
        .echouee(3, &["ni un dossier ni un fichier préparé"]);
    prepare(
        &echantillon("territoire-fictif/donnees"),
        &d.path().join("absent/x.cpts"),
        &[],
    )
    .echouee(5, &["absent"]);
}

/// The law: what a run reads of a damaged file is refused, and what it does not read changes nothing.
#[test]
fn a_damaged_byte_is_refused_or_changes_nothing() {
    let d = dossier(&[]);
    let fichier = echantillon_prepare(d.path());
    let entier = fs::read(&fichier).unwrap();
    let projet = echantillon(PROJET);
    let lit = || lance(texte(&projet), &fichier, &["--format", "json"]);
    let juste = lit().reussie().stdout;
    let (mut refuses, tours) = (0, 24);
    for tour in 0..tours {
        let mut abime = entier.clone();
        abime[8 + tour * (entier.len() - 16) / tours] ^= 1;
        fs::write(&fichier, abime).unwrap();
        let sortie = lit();
        if sortie.code == 0 {
            assert!(sortie.stdout == juste, "tour {tour}");
        } else {
            sortie.echouee(3, &["ne peut pas être lu", "cpts donnees preparer"]);
            refuses += 1;
        }
    }
    assert!(refuses > 0);
}

/// On the national files: eight perimeters, the folder, its cache and the prepared file.
#[test]
fn reel_the_same_report_from_folder_cache_and_prepared_file() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let d = dossier(&[]);
    let (fichier, cache) = (d.path().join("france.cpts"), d.path().join("cache"));
    prepare(Path::new(&donnees), &fichier, &[]).reussie();
    assert!(fs::metadata(&fichier).unwrap().len() < 25_000_000);
    let perimetres = [
        "dep:48",
        "epci:200069151",
        "commune:75056",
        "cpts:\"CPTS du Verdon\"",
        "commune:34172",
        "dep:2A",
        "dep:971",
        "commune:85084",
    ];
    for perimetre in perimetres {
        let lit = |donnees: &Path, cache: &[&str]| {
            lance(perimetre, donnees, &[&["--format", "json"], cache].concat())
                .reussie()
                .stdout
        };
        let brut = lit(Path::new(&donnees), &[]);
        let garde = lit(Path::new(&donnees), &["--cache", texte(&cache)]);
        assert!(brut == garde && brut == lit(&fichier, &[]), "{perimetre}");
    }
}
