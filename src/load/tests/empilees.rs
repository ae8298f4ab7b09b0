//! Files that stack years, by a column of the year: each is read as the file of that year alone.

use proptest::prelude::*;

use super::*;
use crate::base;

/// Communes of a split of 2024 and of a merger of 2025, former codes among them, and communes that did not move.
const CODES: [&str; 10] = [
    "85084", "85165", "85212", "85001", "85191", "01187", "01330", "01004", "48095", "48080",
];
const ANS: [u16; 3] = [2018, 2023, 2026];

/// Rows of a table with a header, in an order that no year decides.
fn texte(entete: &str, lignes: &[(u16, &str, u32)], ans: &[u16], ligne: &str) -> String {
    let siennes = lignes.iter().filter(|(an, ..)| ans.contains(an));
    let rangees = siennes.map(|(an, code, n)| {
        let texte = ligne.replace("AN", &an.to_string()).replace("CODE", code);
        texte.replace('N', &n.to_string())
    });
    let rangees: String = rangees.map(|l| l + "\n").collect();
    format!("{entete}\n{rangees}")
}

fn charge_en_base(texte: &str) -> Dataset {
    let d = tempfile::tempdir().unwrap();
    std::fs::write(d.path().join("fichier.csv"), texte).unwrap();
    charger(
        d.path(),
        base::embarquee(),
        &options(),
        &Progression::muette(),
    )
    .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_year_is_read_alone_as_it_is_beside_another(
        lignes in prop::collection::btree_map((0..ANS.len(), 0..CODES.len()), 1u32..900, 1..28),
        creux in any::<bool>(),
    ) {
        let lignes: Vec<_> = lignes.iter().map(|(&(a, c), &n)| (ANS[a], CODES[c], n)).collect();
        let (entete, ligne, variable) = if creux {
            ("code_commune;typequ;annee;nombre", "CODE;D265;AN;N", "bpe_d265")
        } else {
            ("code_commune;annee;medecins", "CODE;AN;N", "bpe_d265")
        };
        let empilees = charge_en_base(&texte(entete, &lignes, &ANS, ligne));
        for an in ANS {
            if !lignes.iter().any(|l| l.0 == an) {
                continue;
            }
            let seule = charge_en_base(&texte(entete, &lignes, &[an], ligne));
            let lue = |d: &Dataset| {
                let colonne = d.colonne(variable, Some(an));
                colonne.map(|c| (c.valeurs.clone(), c.autres.clone()))
            };
            prop_assert!(lue(&seule) == lue(&empilees), "{} {:?}", an, lignes);
        }
    }
}
