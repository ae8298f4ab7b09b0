//! What the list says of each commune.

use super::*;
use crate::geo::essais::*;

fn etats(lignes: &[(UniteId, &str, f64)], ids: &[UniteId]) -> Vec<(EtatCpts, f64)> {
    let mut d = france();
    ajouter_cpts(&mut d, lignes);
    let c = CouvertureCpts::new(&d).unwrap();
    ids.iter()
        .map(|&id| (c.etat(id), c.part_couverte(id)))
        .collect()
}

#[test]
fn outside_the_scope_is_unknown_not_uncovered() {
    assert!(CouvertureCpts::new(&france()).is_none());
    let e = etats(&[(ALPHA, "A", 1.0)], &[ALPHA, BETA, VOISINE]);
    assert_eq!(
        e,
        [
            (EtatCpts::UneCpts, 1.0),
            (EtatCpts::SansCpts, 0.0),
            (EtatCpts::HorsChamp, 0.0)
        ]
    );
}

#[test]
fn parts_add_up_and_never_beyond_the_whole() {
    let e = etats(
        &[
            (ALPHA, "A", 0.4),
            (ALPHA, "B", 0.6),
            (BETA, "A", 1.0),
            (BETA, "B", 1.0),
            (GAMMA, "A", 0.25),
        ],
        &[ALPHA, BETA, GAMMA],
    );
    assert_eq!(
        e,
        [
            (EtatCpts::PlusieursCpts, 1.0),
            (EtatCpts::PlusieursCpts, 1.0),
            (EtatCpts::EnPartie, 0.25)
        ]
    );
}

#[test]
fn a_city_covers_its_arrondissements_and_they_cover_their_share_of_it() {
    let e = etats(&[(PARIS, "A", 1.0)], &[PARIS, PARIS_1]);
    assert_eq!(e, [(EtatCpts::UneCpts, 1.0), (EtatCpts::UneCpts, 1.0)]);
    // 2 000 of the 3 000 inhabitants live in the second arrondissement.
    let e = etats(&[(PARIS_2, "A", 1.0)], &[PARIS, PARIS_1, PARIS_2]);
    assert_eq!(e[0], (EtatCpts::EnPartie, 2.0 / 3.0));
    assert_eq!((e[1].0, e[2].0), (EtatCpts::SansCpts, EtatCpts::UneCpts));
    let e = etats(&[(PARIS_1, "A", 1.0), (PARIS_2, "B", 1.0)], &[PARIS]);
    assert_eq!(e, [(EtatCpts::PlusieursCpts, 1.0)]);
}

#[test]
fn what_is_told_part_by_part_is_not_disputed() {
    for (lignes, id, attendu) in [
        (vec![(PARIS_1, "A", 1.0), (PARIS_2, "B", 1.0)], PARIS, false),
        (vec![(PARIS, "A", 1.0), (PARIS_2, "B", 1.0)], PARIS, true),
        (vec![(PARIS, "A", 1.0), (PARIS_2, "B", 1.0)], PARIS_2, true),
        (vec![(PARIS, "A", 1.0), (PARIS_2, "B", 1.0)], PARIS_1, false),
        (vec![(ALPHA, "A", 0.4), (ALPHA, "B", 0.6)], ALPHA, false),
        (vec![(ALPHA, "A", 0.5), (ALPHA, "B", 0.6)], ALPHA, true),
        (vec![(ALPHA, "A", 1.0), (ALPHA, "B", 1.0)], ALPHA, true),
        (vec![(ALPHA, "A", 1.0), (ALPHA, "A", 1.0)], ALPHA, false),
    ] {
        let mut d = france();
        ajouter_cpts(&mut d, &lignes);
        let c = CouvertureCpts::new(&d).unwrap();
        assert_eq!(c.disputee(id), attendu, "{lignes:?}");
    }
}

/// A row whose commune cannot be read, « CPTS A » being all that it says: the commune that it lacks is in the département of the
/// CPTS or touches one of its communes; elsewhere what has no row is uncovered for sure.
#[test]
fn a_row_without_commune_leaves_unknown_what_its_cpts_may_hold() {
    use crate::model::CptsPerdue;
    let mut d = france();
    ajouter_cpts(&mut d, &[(ALPHA, "CPTS A", 1.0), (PARIS_1, "CPTS B", 1.0)]);
    let etats = |d: &Dataset| {
        let c = CouvertureCpts::new(d).unwrap();
        let ids: Vec<UniteId> = d.referentiel.ids().collect();
        ids.iter().map(|&id| c.etat(id)).collect::<Vec<_>>()
    };
    let avant = etats(&d);
    let perdue = |cpts: &str| CptsPerdue {
        cpts: Some(cpts.to_owned()),
        fichier: "cpts.csv".into(),
        ligne: 2,
        valeur: "48O95".into(),
        sans_lieu: true,
    };
    for (cpts, partout) in [("CPTS A", false), ("CPTS B", false), ("CPTS C", true)] {
        d.cpts_perdues = vec![perdue(cpts)];
        let siens: BTreeSet<usize> = d
            .cpts
            .iter()
            .filter(|l| l.cpts == cpts)
            .map(|l| d.referentiel.unite(l.unite).departement)
            .collect();
        for (rang, (id, apres)) in d.referentiel.ids().zip(etats(&d)).enumerate() {
            let possible = partout || siens.contains(&d.referentiel.unite(id).departement);
            let attendu = match avant[rang] {
                EtatCpts::SansCpts if possible => EtatCpts::HorsChamp,
                autre => autre,
            };
            let touche = avant[rang] == EtatCpts::SansCpts && apres == EtatCpts::HorsChamp;
            assert!(
                apres == attendu || touche && !partout,
                "{cpts} {id:?} {apres:?}"
            );
        }
    }
}
