//! Holds the arrows of the house: who may use whom, and which crate stays at which door.
//!
//! Files are read as Rust tokens, whole: what is under `#[cfg(test)]` is left out wherever it stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::outils::racine;

/// Modules of ours that each module may use.
const FLECHES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("francais", &[]),
    ("texte_toml", &["model"]),
    ("progress", &[]),
    ("geo", &["model"]),
    ("base", &["model"]),
    ("baremes", &["model", "texte_toml"]),
    ("perimetre", &["model", "base", "geo"]),
    (
        "load",
        &[
            "model",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "perimetre",
            "progress",
        ],
    ),
    (
        "check",
        &[
            "model",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "indicateurs",
        ],
    ),
    ("indicateurs", &["model", "francais", "texte_toml"]),
    ("acces", &["model", "geo", "indicateurs"]),
    ("financement", &["model", "francais", "baremes", "geo"]),
    (
        "rapport",
        &[
            "model",
            "francais",
            "texte_toml",
            "base",
            "geo",
            "acces",
            "financement",
        ],
    ),
    ("render", &["model", "francais", "rapport"]),
    ("cli", &["model"]),
    (
        "commands",
        &[
            "acces",
            "baremes",
            "base",
            "check",
            "cli",
            "financement",
            "francais",
            "indicateurs",
            "load",
            "model",
            "perimetre",
            "progress",
            "rapport",
            "render",
            "texte_toml",
        ],
    ),
    ("main", &["cli", "commands"]),
];

/// Crates that stay at their door.
const PORTES: &[(&str, &[&str])] = &[
    ("anyhow", &["commands", "main"]),
    ("calamine", &["load"]),
    ("clap", &["cli", "main", "commands"]),
    ("comfy_table", &["render", "commands"]),
    ("csv", &["load", "render", "commands"]),
    ("encoding_rs", &["load"]),
    ("flate2", &["load", "base"]),
    ("geojson", &["load"]),
    ("indicatif", &["progress"]),
    ("minijinja", &["render"]),
    ("polars", &["load"]),
    ("rayon", &["load", "indicateurs", "commands"]),
    ("regex", &["load", "indicateurs"]),
    ("rstar", &["acces", "geo"]),
    ("rust_xlsxwriter", &["render"]),
    ("serde_json", &["load", "render", "commands"]),
    ("sha2", &["load", "base", "render"]),
    ("strsim", &["base", "perimetre", "load", "texte_toml"]),
    ("tempfile", &["commands"]),
    (
        "toml",
        &[
            "baremes",
            "check",
            "financement",
            "indicateurs",
            "load",
            "rapport",
            "texte_toml",
        ],
    ),
    ("unicode_normalization", &["base", "load"]),
    ("unicode_width", &["render"]),
    ("zip", &["load"]),
];

/// Doors to the outside, closed to computation.
const DEHORS: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "env", "var"],
    &["File", "open"],
    &["SystemTime"],
    &["Instant", "now"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
];

#[test]
fn every_module_uses_only_what_it_may() {
    let permis: BTreeMap<_, _> = FLECHES.iter().copied().collect();
    let mut fautes = Vec::new();
    for s in sources() {
        let Some(cibles) = permis.get(s.module.as_str()) else {
            assert_eq!(
                s.module,
                "lib",
                "{} n'a pas de flèches",
                s.relatif.display()
            );
            continue;
        };
        for utilise in s.modules_utilises() {
            if utilise != s.module && !cibles.contains(&utilise.as_str()) {
                fautes.push(format!(
                    "{} : {} → {utilise}",
                    s.relatif.display(),
                    s.module
                ));
            }
        }
    }
    assert!(
        fautes.is_empty(),
        "flèches interdites :\n{}",
        fautes.join("\n")
    );
}

#[test]
fn no_command_calls_another() {
    let mut fautes = Vec::new();
    for s in sources().iter().filter(|s| s.module == "commands") {
        let Some(commande) = s.relatif.iter().nth(1) else {
            continue;
        };
        let commande = commande.to_string_lossy();
        let commande = commande.trim_end_matches(".rs");
        for autre in [
            "diagnostic",
            "donnees",
            "financement",
            "indicateurs",
            "verifier",
        ] {
            let cite = s.cite(&["commands", autre]) || s.cite(&["super", autre]);
            // `perimetre` is the family of `verifier`.
            let sous_commande = commande == "perimetre" && autre == "verifier";
            // A file of `pipeline/` may bear the name of what it computes.
            if cite
                && commande != autre
                && !["mod", "pipeline"].contains(&commande)
                && !sous_commande
            {
                fautes.push(format!("{} → commands::{autre}", s.relatif.display()));
            }
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[test]
fn every_third_party_crate_stays_at_its_door() {
    let mut fautes = Vec::new();
    for s in sources() {
        for (caisse, portes) in PORTES {
            if s.nomme_la_caisse(caisse) && !portes.contains(&s.module.as_str()) {
                fautes.push(format!("{} utilise {caisse}", s.relatif.display()));
            }
        }
    }
    assert!(
        fautes.is_empty(),
        "caisses hors de leur porte :\n{}",
        fautes.join("\n")
    );
}

/// Where a city may be opened into its arrondissements: the reader of units, and what makes a perimeter or a référentiel.
const OUVRENT_UNE_VILLE: &[&str] = &[
    "model/lecture",
    "model/referentiel.rs",
    "perimetre/ensemble.rs",
    "perimetre/polygones.rs",
    "load/projet/referentiel.rs",
];

#[test]
fn only_the_reader_of_units_opens_a_city() {
    let mut fautes = Vec::new();
    for s in sources() {
        let permise = OUVRENT_UNE_VILLE.iter().any(|p| s.relatif.starts_with(p));
        let ouvre = |w: &[String]| w[0] == "." && w[1] == "arrondissements" && w[2] == "(";
        if !permise && s.mots.windows(3).any(ouvre) {
            fautes.push(s.relatif.display().to_string());
        }
    }
    assert!(
        fautes.is_empty(),
        "lire une unité passe par model/lecture :\n{}",
        fautes.join("\n")
    );
}

#[test]
fn computation_reads_no_file_and_prints_nothing() {
    for s in sources() {
        if ["load", "commands", "main", "progress"].contains(&s.module.as_str()) {
            continue;
        }
        for chemin in DEHORS {
            assert!(
                !s.cite(chemin),
                "{} : {}",
                s.relatif.display(),
                chemin.join("::")
            );
        }
    }
}

/// Files that import each other in a loop, however long.
#[test]
fn no_file_imports_itself_through_others() {
    let sources = sources();
    let modules: BTreeMap<Vec<String>, usize> = sources
        .iter()
        .enumerate()
        .map(|(rang, s)| (s.chemin_de_module(), rang))
        .collect();
    let faces: Vec<bool> = sources
        .iter()
        .map(|s| s.relatif.ends_with("mod.rs"))
        .collect();
    // A face (`mod.rs`) only hands names on: what it names is not an import of its own.
    let vers = |s: &Source| -> Vec<usize> {
        let cibles = s.chemins().into_iter().filter_map(|chemin| {
            (1..=chemin.len())
                .rev()
                .find_map(|n| modules.get(&chemin[..n]).copied())
        });
        cibles.filter(|&c| !faces[c]).collect()
    };
    let graphe: Vec<Vec<usize>> = sources
        .iter()
        .enumerate()
        .map(|(rang, s)| if faces[rang] { Vec::new() } else { vers(s) })
        .collect();
    let atteint = |depart: usize| {
        let mut vus = vec![false; graphe.len()];
        let mut pile: Vec<usize> = graphe[depart]
            .iter()
            .copied()
            .filter(|&c| c != depart)
            .collect();
        while let Some(i) = pile.pop() {
            if !std::mem::replace(&mut vus[i], true) {
                pile.extend(graphe[i].iter().copied().filter(|&c| c != i));
            }
        }
        vus[depart]
    };
    let cercles: Vec<String> = (0..sources.len())
        .filter(|&i| atteint(i))
        .map(|i| sources[i].relatif.display().to_string())
        .collect();
    assert!(
        cercles.is_empty(),
        "fichiers pris dans un cercle d'imports :\n{}",
        cercles.join("\n")
    );
}

#[test]
fn files_and_functions_stay_readable() {
    let mut fautes = Vec::new();
    for s in sources() {
        let lignes = s.texte.lines().count();
        if lignes > 500 {
            fautes.push(format!("{} : {lignes} lignes", s.relatif.display()));
        }
        if !s.texte.starts_with("//!") {
            fautes.push(format!("{} ne dit pas à quoi il sert", s.relatif.display()));
        }
        for (nom, lignes) in s.fonctions() {
            if lignes >= 100 {
                fautes.push(format!("{} : {nom} a {lignes} lignes", s.relatif.display()));
            }
        }
    }
    assert!(fautes.is_empty(), "{}", fautes.join("\n"));
}

#[test]
fn the_guard_sees_past_the_first_test_and_inside_macros() {
    let s = Source::new(
        "load",
        Path::new("load/x.rs"),
        "//! X.\nuse crate::{model, geo::{self, aire}};\n#[cfg(test)]\nmod tests;\nfn f() { vec![crate::render::g(\"crate::cli\")]; }\n\
         #[cfg(test)]\nmod t { use crate::cli; fn g() { \"}\"; polars::x() } }\nfn h() { self::regex::k(); zip::l(); }\n",
    );
    assert_eq!(s.modules_utilises(), ["geo", "model", "render"]);
    assert!(s.nomme_la_caisse("zip"));
    assert!(!s.nomme_la_caisse("polars") && !s.nomme_la_caisse("regex"));
    let noms: Vec<String> = s.fonctions().into_iter().map(|(n, _)| n).collect();
    assert_eq!(noms, ["f", "h"]);
}

/// A file of `src/`, as tokens without its tests.
struct Source {
    module: String,
    relatif: PathBuf,
    texte: String,
    arbre: TokenStream,
    /// Every word of the file in order, paths as `a`, `::`, `b`.
    mots: Vec<String>,
}

impl Source {
    fn new(module: &str, relatif: &Path, texte: &str) -> Self {
        let arbre: TokenStream = texte
            .parse()
            .unwrap_or_else(|e| panic!("{} : {e}", relatif.display()));
        let arbre = sans_essais(arbre);
        let mut mots = Vec::new();
        aplatir(arbre.clone(), &mut mots);
        Self {
            module: module.to_owned(),
            relatif: relatif.to_owned(),
            texte: texte.to_owned(),
            arbre,
            mots,
        }
    }

    /// Whether a path is written: `std::fs`.
    fn cite(&self, chemin: &[&str]) -> bool {
        let mut voulu = Vec::new();
        for (rang, mot) in chemin.iter().enumerate() {
            if rang > 0 {
                voulu.push("::");
            }
            voulu.push(mot);
        }
        self.mots.windows(voulu.len()).any(|w| w == voulu)
    }

    /// Whether a crate is named at the head of a path: `zip::…`, not `self::zip::…`.
    fn nomme_la_caisse(&self, caisse: &str) -> bool {
        let avant = |i: usize| i.checked_sub(1).and_then(|i| self.mots.get(i));
        self.mots
            .windows(2)
            .enumerate()
            .any(|(i, w)| w[0] == caisse && w[1] == "::" && avant(i).is_none_or(|m| m != "::"))
    }

    /// First segment after each `crate::`, lists included; sorted, once each.
    fn modules_utilises(&self) -> Vec<String> {
        let mut modules = Vec::new();
        for (i, w) in self.mots.windows(3).enumerate() {
            if w[0] != "crate" || w[1] != "::" {
                continue;
            }
            if w[2] == "{" {
                modules.extend(tetes_de_liste(&self.mots[i + 3..]));
            } else {
                modules.push(w[2].clone());
            }
        }
        modules.sort();
        modules.dedup();
        modules
    }

    /// `load::table::lignes` for `load/table/lignes.rs`.
    fn chemin_de_module(&self) -> Vec<String> {
        let mut chemin: Vec<String> = self
            .relatif
            .with_extension("")
            .iter()
            .map(|m| m.to_string_lossy().into_owned())
            .collect();
        if chemin.last().is_some_and(|m| m == "mod") {
            chemin.pop();
        }
        chemin
    }

    /// Every path of ours that the file names, from the root of the crate.
    fn chemins(&self) -> Vec<Vec<String>> {
        let mut chemins = Vec::new();
        let mut i = 0;
        while i + 1 < self.mots.len() {
            let seul = i == 0 || self.mots[i - 1] != "::";
            let mut prefixe = match self.mots[i].as_str() {
                "crate" => Vec::new(),
                "super" | "self" => {
                    let mut ici = self.chemin_de_module();
                    let face = self.relatif.ends_with("mod.rs");
                    if self.mots[i] == "super" || !face {
                        ici.pop();
                    }
                    if self.mots[i] == "self" && !face {
                        ici = self.chemin_de_module();
                    }
                    ici
                }
                _ => {
                    i += 1;
                    continue;
                }
            };
            i += 1;
            if !seul || self.mots[i] != "::" {
                continue;
            }
            while self.mots.get(i + 1).is_some_and(|m| m == "super") && self.mots[i] == "::" {
                prefixe.pop();
                i += 2;
            }
            i = developper(&self.mots, i + 1, &prefixe, &mut chemins);
        }
        chemins
    }

    /// Name and number of lines of each function.
    fn fonctions(&self) -> Vec<(String, usize)> {
        let mut fonctions = Vec::new();
        chercher_fonctions(self.arbre.clone(), &mut fonctions);
        fonctions
    }
}

/// Reads the path that begins at `i`, after `::`; a list opens as many paths. Gives where the reading stopped.
fn developper(
    mots: &[String],
    mut i: usize,
    prefixe: &[String],
    chemins: &mut Vec<Vec<String>>,
) -> usize {
    let mut chemin = prefixe.to_vec();
    loop {
        match mots.get(i).map(String::as_str) {
            Some("{") => {
                i += 1;
                while i < mots.len() && mots[i] != "}" {
                    i = developper(mots, i, &chemin, chemins);
                    // `as name` and the comma.
                    while i < mots.len() && mots[i] != "," && mots[i] != "}" {
                        i += 1;
                    }
                    if mots.get(i).is_some_and(|m| m == ",") {
                        i += 1;
                    }
                }
                return i + 1;
            }
            Some(mot) => chemin.push(mot.to_owned()),
            None => break,
        }
        i += 1;
        if mots.get(i).is_none_or(|m| m != "::") {
            break;
        }
        i += 1;
    }
    chemins.push(chemin);
    i
}

/// Heads of the items of `{a, b::{c, d}}`, after its opening brace.
fn tetes_de_liste(mots: &[String]) -> Vec<String> {
    let (mut profondeur, mut attendue, mut tetes) = (0, true, Vec::new());
    for mot in mots {
        match mot.as_str() {
            "{" => profondeur += 1,
            "}" if profondeur == 0 => break,
            "}" => profondeur -= 1,
            "," if profondeur == 0 => attendue = true,
            tete if attendue => {
                tetes.push(tete.to_owned());
                attendue = false;
            }
            _ => {}
        }
    }
    tetes
}

/// The tokens without the items under `#[cfg(test)]`, at any depth.
fn sans_essais(arbre: TokenStream) -> TokenStream {
    let mut gardes: Vec<TokenTree> = Vec::new();
    let mut jetons = arbre.into_iter().peekable();
    while let Some(jeton) = jetons.next() {
        let diese = matches!(&jeton, TokenTree::Punct(p) if p.as_char() == '#');
        let essai = diese
            && matches!(jetons.peek(), Some(TokenTree::Group(g))
                if g.to_string().replace(' ', "") == "[cfg(test)]");
        if !essai {
            gardes.push(match jeton {
                TokenTree::Group(g) => {
                    let mut dedans =
                        proc_macro2::Group::new(g.delimiter(), sans_essais(g.stream()));
                    dedans.set_span(g.span());
                    TokenTree::Group(dedans)
                }
                autre => autre,
            });
            continue;
        }
        // The item ends with its braces, or with a semicolon.
        for suivant in jetons.by_ref().skip(1) {
            let fini = match &suivant {
                TokenTree::Group(g) => g.delimiter() == Delimiter::Brace,
                TokenTree::Punct(p) => p.as_char() == ';',
                _ => false,
            };
            if fini {
                break;
            }
        }
    }
    gardes.into_iter().collect()
}

fn aplatir(arbre: TokenStream, mots: &mut Vec<String>) {
    let mut deux_points = false;
    for jeton in arbre {
        match jeton {
            TokenTree::Group(g) => {
                let (ouvre, ferme) = match g.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                mots.push(ouvre.to_owned());
                aplatir(g.stream(), mots);
                mots.push(ferme.to_owned());
            }
            TokenTree::Ident(i) => mots.push(i.to_string()),
            TokenTree::Punct(p) if p.as_char() == ':' && deux_points => {
                mots.pop();
                mots.push("::".to_owned());
                deux_points = false;
                continue;
            }
            TokenTree::Punct(p) => {
                mots.push(p.as_char().to_string());
                deux_points = p.as_char() == ':';
                continue;
            }
            TokenTree::Literal(_) => mots.push("\"\"".to_owned()),
        }
        deux_points = false;
    }
}

fn chercher_fonctions(arbre: TokenStream, fonctions: &mut Vec<(String, usize)>) {
    let mut nom: Option<(String, usize)> = None;
    let mut apres_fn = false;
    for jeton in arbre {
        match jeton {
            TokenTree::Ident(i) if apres_fn => {
                nom = Some((i.to_string(), i.span().start().line));
                apres_fn = false;
            }
            TokenTree::Ident(i) => apres_fn = i == "fn",
            TokenTree::Punct(p) if p.as_char() == ';' => nom = None,
            TokenTree::Group(g) => {
                if g.delimiter() == Delimiter::Brace
                    && let Some((nom, debut)) = nom.take()
                {
                    fonctions.push((nom, g.span_close().end().line - debut + 1));
                }
                chercher_fonctions(g.stream(), fonctions);
                apres_fn = false;
            }
            _ => apres_fn = false,
        }
    }
}

/// Every Rust file of `src/` that is not only for tests.
fn sources() -> Vec<Source> {
    let src = racine().join("src");
    let mut fichiers = Vec::new();
    parcourir(&src, &mut fichiers);
    fichiers.sort();
    assert!(fichiers.len() > 20);
    let textes: Vec<(PathBuf, String)> = fichiers
        .into_iter()
        .map(|f| (f.clone(), fs::read_to_string(&f).expect("lisible")))
        .collect();
    let essais: Vec<PathBuf> = textes
        .iter()
        .flat_map(|(f, texte)| modules_d_essai(f, texte))
        .collect();
    let pour_essai = |f: &Path| {
        essais
            .iter()
            .any(|e| f.starts_with(e) || f == e.with_extension("rs"))
    };
    textes
        .into_iter()
        .filter(|(f, _)| !pour_essai(f))
        .map(|(f, texte)| {
            let relatif = f.strip_prefix(&src).expect("sous src");
            let premier = relatif.iter().next().expect("un nom").to_string_lossy();
            Source::new(premier.trim_end_matches(".rs"), relatif, &texte)
        })
        .collect()
}

/// Folders of the modules declared right after `#[cfg(test)]`.
fn modules_d_essai(fichier: &Path, texte: &str) -> Vec<PathBuf> {
    let dossier = match fichier.file_stem().and_then(|s| s.to_str()) {
        Some("mod" | "lib" | "main") | None => fichier.with_file_name(""),
        Some(nom) => fichier.with_file_name(nom),
    };
    let lignes: Vec<&str> = texte.lines().map(str::trim).collect();
    lignes
        .windows(2)
        .filter(|paire| paire[0] == "#[cfg(test)]")
        .filter_map(|paire| {
            paire[1]
                .strip_suffix(';')?
                .rsplit("mod ")
                .next()
                .map(|nom| dossier.join(nom))
        })
        .collect()
}

fn parcourir(dossier: &Path, fichiers: &mut Vec<PathBuf>) {
    for entree in fs::read_dir(dossier).expect("dossier") {
        let chemin = entree.expect("entrée").path();
        if chemin.is_dir() {
            parcourir(&chemin, fichiers);
        } else if chemin.extension().is_some_and(|e| e == "rs") {
            fichiers.push(chemin);
        }
    }
}
