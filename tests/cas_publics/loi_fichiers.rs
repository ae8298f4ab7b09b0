//! The law of the unknown, from the files to the figures: hiding, rejecting or removing a cell or a row never publishes a
//! figure that differs from the truth, and the bounds of what is partial hold it. Over the whole embedded catalogue.
//!
//! Two removals are left out, because the file then says something else and nothing shows it: a row of a sparse file (no
//! row is a zero, by the rule of that file), and the whole row of a former commune (the file is then one of a later COG).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use cpts::indicateurs::{Agregat, Catalogue, Donnees, Expression, Regle, agreger};
use cpts::load::{self, Descripteur, Options};
use cpts::model::lecture::Territoire;
use cpts::model::{
    AncienCode, CodeCommune, Dataset, Departement, Genre, Membre, MotifAncien, Referentiel, Region,
    Source, Statut, Unite, UniteId,
};
use cpts::progress::Progression;
use proptest::prelude::*;

const CODES: [&str; 6] = ["01001", "01002", "01187", "75101", "75102", "97601"];
const ANCIEN: (&str, usize) = ("01330", 2);
const CLASSES: [&str; 5] = ["1", "7", "ZIP", "ZAC", "000"];

fn code(texte: &str) -> CodeCommune {
    CodeCommune::parse(texte).unwrap()
}

/// A merged commune, a city of two arrondissements, three départements.
fn referentiel() -> Arc<Referentiel> {
    let unites = [
        ("01001", 800, None, 0),
        ("01002", 200, None, 0),
        ("01187", 700, None, 0),
        ("75056", 50_000, None, 1),
        ("75101", 15_000, Some(UniteId(3)), 1),
        ("75102", 35_000, Some(UniteId(3)), 1),
        ("97601", 5_192, None, 2),
    ];
    let mut r = Referentiel::default();
    r.nom = "essai".into();
    r.millesime_population = 2023;
    r.unites = unites
        .into_iter()
        .map(|(c, population, parent, departement)| Unite {
            code: code(c),
            nom: c.into(),
            genre: if parent.is_some() {
                Genre::Arrondissement
            } else {
                Genre::Commune
            },
            parent,
            departement,
            epci: None,
            population: Some(population),
        })
        .collect();
    r.departements = ["01", "75", "976"]
        .map(|c| Departement {
            code: c.into(),
            nom: c.into(),
            region: 0,
        })
        .into();
    r.regions = vec![Region {
        code: "00".into(),
        nom: "x".into(),
    }];
    let ancien = AncienCode {
        vers: UniteId(2),
        motif: MotifAncien::Ancien,
        nom: None,
        fin: None,
        entier: false,
    };
    r.anciens.insert(code(ANCIEN.0), ancien);
    r.indexer();
    Arc::new(r)
}

/// Numeric variables and classes that the catalogue reads.
fn variables(catalogue: &Catalogue) -> (Vec<String>, Vec<String>) {
    let (mut nombres, mut classes) = (BTreeSet::new(), BTreeSet::new());
    for d in catalogue.definitions() {
        let classe = matches!(
            d.regle,
            Regle::PartPopulationClasse { .. }
                | Regle::PopulationClasse { .. }
                | Regle::CommunesClasse { .. }
                | Regle::ZonesCoupees { .. }
        );
        for (rang, nom) in d.regle.variables().into_iter().enumerate() {
            if classe && rang == 0 {
                classes.insert(nom);
            } else if let Ok(e) = Expression::parse(&nom) {
                nombres.extend(e.variables().map(str::to_owned));
            }
        }
    }
    nombres.remove("population_municipale");
    nombres.remove("surface_km2");
    (nombres.into_iter().collect(), classes.into_iter().collect())
}

/// A wide format of all that is not an equipment.
fn descripteur(nombres: &[String], classes: &[String]) -> Descripteur {
    let mut texte = String::from(
        "id = \"essai\"\nlibelle = \"Essai\"\nproducteur = \"x\"\nlicence = \"x\"\nexclusif = true\nfusion = \"somme\"\ncle = \"code\"\n\
         [reconnaissance]\nrequis = [\"code\", \"essai\"]\n[marques]\nmasques = [\"s\"]\n[millesime]\nfixe = 2023\n",
    );
    for id in nombres {
        let _ = write!(texte, "[[variable]]\nid = \"{id}\"\ncolonne = \"{id}\"\n");
    }
    for id in classes {
        let _ = write!(
            texte,
            "[[variable]]\nid = \"{id}\"\ncolonne = \"{id}\"\nclasse = true\n[variable.codes]\n"
        );
        for c in CLASSES {
            let _ = writeln!(texte, "\"{}\" = \"{c}\"", c.to_lowercase());
        }
    }
    Descripteur::lire(&texte, "essai.toml").unwrap()
}

/// Inhabitants of each row of the wide file.
const HABITANTS: [u32; 7] = [800, 200, 350, 15_000, 35_000, 5_192, 350];

type Rangs = Vec<Vec<String>>;

/// The wide file and the sparse one, header first.
fn fichiers(
    nombres: &[String],
    classes: &[String],
    bpe: &[String],
    graine: &[u32],
    rangs: &BTreeMap<String, i32>,
) -> (Rangs, Rangs) {
    let tirage = |i: usize, j: usize| graine[(i * 7 + j) % graine.len()] % 97;
    let communes: Vec<&str> = CODES.into_iter().chain([ANCIEN.0]).collect();
    let entete = ["code", "essai"].map(str::to_owned).into_iter();
    let mut large = vec![
        entete
            .chain(nombres.iter().chain(classes).cloned())
            .collect::<Vec<_>>(),
    ];
    for (j, c) in communes.iter().enumerate() {
        let valeur = |(i, v): (usize, &String)| {
            super::figures::plausible(
                v,
                rangs.get(v).copied().unwrap_or(0),
                HABITANTS[j],
                tirage(i, j),
            )
        };
        let chiffres = nombres
            .iter()
            .enumerate()
            .map(valeur)
            .map(|x| x.to_string());
        let j_classe = if *c == ANCIEN.0 { ANCIEN.1 } else { j };
        let siennes = (0..classes.len())
            .map(|i| CLASSES[tirage(i + 31, j_classe) as usize % CLASSES.len()].to_owned());
        let debut = [(*c).to_owned(), "x".to_owned()];
        large.push(debut.into_iter().chain(chiffres).chain(siennes).collect());
    }
    let mut creux = vec![
        ["code_commune", "typequ", "nombre"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (i, v) in bpe.iter().enumerate() {
        for (j, c) in communes.iter().enumerate() {
            let n = tirage(i + 5, j) % 4;
            if n > 0 {
                let typequ = v.trim_start_matches("bpe_").to_uppercase();
                creux.push(vec![(*c).to_owned(), typequ, n.to_string()]);
            }
        }
    }
    (large, creux)
}

/// Damages a cell or a row.
fn abime(table: &mut Rangs, creux: bool, genre: u8, rang: usize, colonne: usize) {
    let rang = 1 + rang % (table.len() - 1);
    let largeur = table[rang].len();
    let debut = 2;
    // A row already cut short has nothing more to damage.
    if largeur <= debut {
        return;
    }
    let place = debut + colonne % (largeur - debut);
    // A code already damaged may be that of the former commune.
    let code = table[rang][0].as_str();
    let ancienne = code == CODES[ANCIEN.1] || !CODES.contains(&code);
    match genre % 8 {
        0 if !creux => "s".clone_into(&mut table[rang][place]),
        1 => table[rang][place].clear(),
        2 => table[rang].truncate(largeur - 1),
        3 => "4x9?".clone_into(&mut table[rang][0]),
        4 => table[rang][0].clear(),
        5 if !creux && !ancienne => drop(table.remove(rang)),
        6 if creux => "D?".clone_into(&mut table[rang][1]),
        _ => "x?".clone_into(&mut table[rang][place]),
    }
}

fn charge(r: &Arc<Referentiel>, d: &Descripteur, large: &Rangs, creux: &Rangs) -> Dataset {
    let dossier = tempfile::tempdir().unwrap();
    let ecrit = |nom: &str, table: &Rangs| {
        let lignes: Vec<String> = table.iter().map(|l| l.join(";")).collect();
        fs::write(dossier.path().join(nom), lignes.join("\n") + "\n").unwrap();
    };
    ecrit("essai.csv", large);
    ecrit("bpe_2023.csv", creux);
    let options = Options {
        fichiers: Vec::new(),
        descripteurs: vec![d.clone()],
        population: None,
        vraisemblance: cpts::load::Seuils::embarques().unwrap(),
        source_referentiel: Source {
            id: "r".into(),
            libelle: "r".into(),
            fichier: "r".into(),
            sha256: String::new(),
            producteur: "r".into(),
            millesime: "2023".into(),
            cog: None,
            licence: "r".into(),
            url: None,
        },
        seul_processus: true,
        annexes: |_| Vec::new(),
        strict: false,
        cache: None,
    };
    load::charger(
        dossier.path(),
        Arc::clone(r),
        &options,
        &Progression::muette(),
    )
    .unwrap()
}

fn agregats(catalogue: &Catalogue, d: &Dataset) -> BTreeMap<String, Agregat> {
    let donnees = Donnees::new(d);
    let membres = [0, 1, 2, 3].map(|i| Membre {
        unite: UniteId(i),
        part: 1.0,
    });
    let territoire = Territoire::new(&d.referentiel, &membres);
    let definitions = catalogue.definitions().iter();
    let retenues = definitions.filter(|d| !matches!(d.regle, Regle::PartCommunesConnues { .. }));
    retenues
        .map(|def| (def.id.clone(), agreger(&donnees, def, &territoire)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_file_publishes_another_figure(
        graine in prop::collection::vec(any::<u32>(), 53),
        degats in prop::collection::vec((any::<bool>(), any::<u8>(), any::<u16>(), any::<u16>()), 1..4),
    ) {
        let catalogue = Catalogue::embarque().unwrap();
        let (tous, classes) = variables(&catalogue);
        let (bpe, nombres): (Vec<_>, Vec<_>) = tous.into_iter().partition(|v| v.starts_with("bpe_"));
        let (r, d) = (referentiel(), descripteur(&nombres, &classes));
        let (mut large, mut creux) = fichiers(&nombres, &classes, &bpe, &graine, &catalogue.emboitements());
        let vrais = agregats(&catalogue, &charge(&r, &d, &large, &creux));
        let publies = vrais.values().filter(|a| a.statut == Statut::Publie).count();
        prop_assert!(publies > 40, "{publies} publiés seulement");
        for (sur_creux, genre, rang, colonne) in &degats {
            let table = if *sur_creux { &mut creux } else { &mut large };
            abime(table, *sur_creux, *genre, usize::from(*rang), usize::from(*colonne));
        }
        let lus = agregats(&catalogue, &charge(&r, &d, &large, &creux));
        for (id, vrai) in vrais.iter().filter(|(_, a)| a.statut == Statut::Publie) {
            let (Some(attendu), lu) = (vrai.valeur, &lus[id]) else { continue };
            if let (Some(x), Statut::Publie) = (lu.valeur, lu.statut) {
                prop_assert!((x - attendu).abs() <= 1e-9 * attendu.abs().max(1.0), "{id} : {x} publié au lieu de {attendu}");
            }
            if let Some(bornes) = lu.bornes {
                prop_assert!(bornes.contient(attendu), "{id} : {attendu} hors de {bornes:?}");
            }
        }
    }
}
