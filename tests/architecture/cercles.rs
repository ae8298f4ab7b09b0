//! No file imports itself through others, however long the loop.

use std::collections::BTreeMap;

use super::lecture::sources;
use super::source::Source;

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
