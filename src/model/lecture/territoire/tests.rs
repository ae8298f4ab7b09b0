//! Tests of `territoire`.

use crate::indicateurs::essai::Essai;

#[test]
fn shares_the_weight_of_a_city_between_its_arrondissements() {
    let essai = Essai::avec_ville();
    let t = essai.territoire(&[("96001", 1.0), ("96100", 0.5)]);
    let (mut habitants, mut communes, mut n) = (0.0, 0.0, 0);
    t.parcourir(
        |_| true,
        |a, _| {
            habitants += a.habitants;
            communes += a.communes;
            n += 1;
        },
    );
    assert_eq!((n, t.communes), (3, 2.0));
    assert!((communes - 2.0).abs() < 1e-12);
    assert!((habitants - t.habitants).abs() < 1e-9);
    assert!((t.habitants - (1000.0 + 0.5 * 10_000.0)).abs() < 1e-9);
}

#[test]
fn some_arrondissements_of_a_city_are_one_commune() {
    let essai = Essai::avec_ville();
    let t = essai.territoire(&[("96001", 0.3), ("96101", 1.0), ("96102", 0.5)]);
    assert_eq!(t.communes, 2.0);
    let mut vues = Vec::new();
    t.par_commune(|c| vues.push((c.atome.unite, c.arrondissements.len())));
    assert_eq!(vues, [(essai.id("96001"), 0), (essai.id("96100"), 2)]);
    assert_eq!(t.unite_seule(), None);
    let seul = essai.territoire(&[("96102", 1.0)]);
    assert_eq!(seul.unite_seule(), Some((essai.id("96102"), [].as_slice())));
}
