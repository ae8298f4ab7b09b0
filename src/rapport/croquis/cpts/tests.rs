//! The CPTS of the tiny country.

use super::*;
use crate::geo::essais::*;
use crate::rapport::carte_themes::essais::cartes;

#[test]
fn each_cpts_has_its_tint_its_name_and_its_limits() {
    let mut d = france();
    let lignes = [
        (ALPHA, "CPTS A", 1.0),
        (BETA, "CPTS B", 1.0),
        (GAMMA, "CPTS B", 1.0),
    ];
    ajouter_cpts(&mut d, &lignes);
    let mut p = perimetre(&[(BETA, 1.0), (GAMMA, 1.0)]);
    p.cpts = Some("CPTS B".into());
    let croquis = cartes(&d, &p).unwrap().croquis;
    let c = croquis
        .into_iter()
        .find(|c| c.id == "couverture_cpts")
        .unwrap();
    let noms: Vec<&str> = c.aires.iter().map(|a| a.nom.as_str()).collect();
    assert_eq!(noms[..2], ["CPTS A", "CPTS B"]);
    assert_eq!(
        (c.classes[0].libelle.as_str(), c.classes[0].couleur.as_str()),
        ("CPTS B", SIENNE)
    );
    assert_ne!(c.classes[c.aires[0].classe].couleur, SIENNE);
    assert_eq!(c.limite, c.aires[1].anneaux, "the perimeter is that CPTS");
    let ecrits: Vec<(&str, GenreNom)> =
        c.noms.iter().map(|n| (n.texte.as_str(), n.genre)).collect();
    assert!(ecrits.contains(&("CPTS A", GenreNom::Aire)));
    assert!(
        ecrits.contains(&("Alpha", GenreNom::Voisine))
            && ecrits.contains(&("Bêta", GenreNom::Commune))
    );
    // Nothing to tell apart, or no list.
    let croquis = cartes(&france(), &p).unwrap().croquis;
    assert!(croquis.iter().all(|c| c.id == "situation"));
}

#[test]
fn beyond_what_a_legend_holds_the_tints_are_explained_once() {
    let (mut d, ids) = (france(), [ALPHA, BETA, GAMMA, PARIS_1, VOISINE, ILE]);
    let noms: Vec<String> = (0..12).map(|n| format!("CPTS {n:02}")).collect();
    let traces: Vec<Trace> = noms
        .iter()
        .enumerate()
        .map(|(rang, _)| Trace {
            id: ids[rang % ids.len()],
            reunies: Vec::new(),
            anneaux: vec![vec![
                [rang as f64, 0.0],
                [rang as f64 + 1.0, 0.0],
                [rang as f64, 9.0],
            ]],
            centre: [rang as f64, 1.0],
        })
        .collect();
    ajouter_cpts(&mut d, &[(ALPHA, "CPTS 00", 1.0)]);
    let groupes: Groupes<'_> = noms
        .iter()
        .zip(&traces)
        .map(|(n, t)| (Groupe::Cpts(n), vec![t]))
        .collect();
    let (classes, rangs) = classes(&groupes, None);
    assert_eq!(classes.iter().filter(|c| !c.libelle.is_empty()).count(), 1);
    for (a, b) in groupes.keys().zip(groupes.keys().skip(1)) {
        assert_ne!(
            classes[rangs[a]].couleur, classes[rangs[b]].couleur,
            "they touch"
        );
    }
}
