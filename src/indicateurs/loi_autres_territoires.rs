//! The law of territories: a file that gives as one the communes of a split publishes for some of them nothing but the truth,
//! and for all of them together the figure of the whole.

use proptest::prelude::*;

use super::essai::Essai;
use crate::model::Valeur::{Connue, Masquee, Rejetee};
use crate::model::{SourceId, Statut, Valeur};

const CODES: [&str; 4] = ["96001", "96002", "96003", "96004"];
const ANNEE: Option<u16> = Some(2023);

/// Rules, and whether the whole has a figure when the file gives one for the communes together.
const REGLES: [(&str, bool); 10] = [
    ("regle = \"somme\"\nvariable = \"n\"", true),
    (
        "regle = \"ratio\"\nnumerateur = \"n\"\ndenominateur = \"population_municipale\"\nfacteur = 100\ndomaine = \"positif\"",
        true,
    ),
    (
        "regle = \"ratio\"\nnumerateur = \"n\"\ndenominateur = \"d\"\nfacteur = 100\ndomaine = \"positif\"",
        true,
    ),
    (
        "regle = \"moyenne_ponderee\"\nvariable = \"t\"\npoids = \"d\"",
        true,
    ),
    (
        "regle = \"part_population_seuil\"\nvariable = \"t\"\nseuil = 5\npopulation = \"d\"",
        true,
    ),
    (
        "regle = \"part_population_seuil\"\nvariable = \"t\"\nseuil = 5\npopulation = \"population_municipale\"",
        true,
    ),
    (
        "regle = \"part_population_classe\"\nclasse = \"z\"\nmodalite = \"ZIP\"\npopulation = \"population_municipale\"",
        true,
    ),
    (
        "regle = \"population_classe\"\nclasse = \"z\"\nmodalite = \"ZIP\"\npopulation = \"population_municipale\"",
        true,
    ),
    ("regle = \"communes_sans\"\nvariable = \"n\"", false),
    (
        "regle = \"population_sans\"\nvariable = \"n\"\npopulation = \"population_municipale\"",
        false,
    ),
];

/// How a file writes the three communes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Ecriture {
    /// Each its row.
    Chacune,
    /// One row under the code of the first.
    EnUne,
    /// The same, the two others being listed with zeros, or what could not be read.
    AZero,
    /// The same, in a file that no date places, whose population of zero gives it away.
    SansHabitant,
}
use Ecriture::{AZero, Chacune, EnUne, SansHabitant};

/// The three first communes were one until 2025; figures of each, or of the three under the code of the first.
fn essai(n: [u32; 4], d: [u32; 4], zip: bool, ecriture: Ecriture) -> Essai {
    let en_une = ecriture != Chacune;
    let annee = ANNEE.filter(|_| ecriture != SansHabitant);
    let mut essai = Essai::communes(&[900, 300, 500, 700]);
    essai.separe("96001", &["96001", "96002", "96003"], "2025-01-01");
    let f = |x: u32| f64::from(x);
    let poids = |i: usize| f(d[i]);
    // The rate of the three is the same everywhere, as is their class: the truth of each is then known.
    let taux = |i: usize| if i < 3 { 4.0 } else { 7.0 };
    let ecrire = |essai: &mut Essai, variable: &str, valeur: &dyn Fn(usize) -> f64, cumul: bool| {
        let cellules: Vec<_> = if en_une {
            let tous = if cumul {
                (0..3).map(valeur).sum()
            } else {
                valeur(0)
            };
            let mut cellules = vec![(CODES[0], Connue(tous)), (CODES[3], Connue(valeur(3)))];
            let listee = match (variable, ecriture) {
                ("t", SansHabitant) => Some(Connue(99.0)),
                (_, EnUne) | ("t", _) => None,
                ("d", _) => Some(Rejetee),
                _ => Some(Connue(0.0)),
            };
            cellules.extend(
                listee
                    .into_iter()
                    .flat_map(|v| [(CODES[1], v), (CODES[2], v)]),
            );
            cellules
        } else {
            (0..4).map(|i| (CODES[i], Connue(valeur(i)))).collect()
        };
        essai.colonne(variable, annee, &cellules);
    };
    ecrire(&mut essai, "n", &|i| f(n[i]), true);
    ecrire(&mut essai, "d", &poids, true);
    ecrire(&mut essai, "t", &taux, false);
    let classe = if zip { "ZIP" } else { "ZAC" };
    let classes = [classe, classe, classe, "ZAC"];
    let choisis: &[usize] = if en_une { &[0, 3] } else { &[0, 1, 2, 3] };
    let cellules: Vec<_> = choisis.iter().map(|&i| (CODES[i], classes[i])).collect();
    essai.classe("z", annee, &cellules);
    if ecriture == SansHabitant {
        let vides = [CODES[1], CODES[2]].map(|c| (SourceId(1), annee, essai.id(c)));
        essai.dataset.sans_habitant.extend(vides);
        essai.dataset.ecarte_les_autres_territoires();
    }
    essai
}

/// What a cell of a year may hold.
fn cellule() -> impl Strategy<Value = Valeur> {
    prop_oneof![
        (0u32..40).prop_map(|x| Connue(f64::from(x))),
        Just(Valeur::Absente),
        Just(Masquee),
        Just(Rejetee),
    ]
}

proptest! {
    /// A file may stack years of before and of after the split: none changes how another is read.
    #[test]
    fn a_year_is_read_alone_as_it_is_beside_another(
        cellules in prop::collection::vec(prop::array::uniform4(cellule()), 3),
        ans in prop::sample::subsequence(vec![2019u16, 2023, 2025, 2026], 3),
        vide in prop::option::of(0usize..3),
    ) {
        let essai = |choisis: &[usize]| {
            let mut essai = Essai::communes(&[900, 300, 500, 700]);
            essai.separe("96001", &["96001", "96002", "96003"], "2025-01-01");
            let vides = vide.map(|i| (SourceId(1), Some(ans[i]), essai.id(CODES[1])));
            essai.dataset.sans_habitant.extend(vides);
            for &i in choisis {
                let cellules: Vec<_> = CODES.into_iter().zip(cellules[i]).collect();
                essai.colonne("n", Some(ans[i]), &cellules);
            }
            essai
        };
        let empilees = essai(&[0, 1, 2]);
        for (i, &an) in ans.iter().enumerate() {
            let seule = essai(&[i]);
            let lue = |e: &Essai| e.dataset.colonne("n", Some(an)).unwrap().clone();
            let (seule, empilee) = (lue(&seule), lue(&empilees));
            prop_assert_eq!(&seule.valeurs, &empilee.valeurs);
            prop_assert_eq!(&seule.autres, &empilee.autres);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_figure_of_the_undivided_commune_is_never_that_of_a_part_and_its_bounds_hold_the_truth(
        n in prop::array::uniform4(0u32..40),
        d in prop::array::uniform4(50u32..400),
        zip in any::<bool>(),
        qui in 1usize..16,
        ecriture in prop_oneof![Just(EnUne), Just(AZero), Just(SansHabitant)],
        part in prop_oneof![Just(1.0), 0.1f64..1.0],
    ) {
        let (vrai, ancien) = (essai(n, d, zip, Chacune), essai(n, d, zip, ecriture));
        let membres: Vec<_> = (0..4).filter(|i| qui & (1 << i) != 0).map(|i| (CODES[i], part)).collect();
        let toutes = qui & 7 == 7;
        let touche = qui & 7 != 0;
        for (regle, additive) in REGLES {
            let (attendu, lu) = (vrai.agreger(regle, &membres), ancien.agreger(regle, &membres));
            let x = attendu.valeur.unwrap();
            if let Some(bornes) = lu.bornes {
                prop_assert!(bornes.contient(x), "{regle} : {x} hors de {bornes:?}");
            }
            if toutes && additive {
                prop_assert_eq!(lu.statut, Statut::Publie, "{}", regle);
            }
            // Figures of zero in the whole are zero in each part.
            let nul = n[..3].iter().sum::<u32>() == 0;
            if touche && !toutes && !nul {
                prop_assert!(lu.statut != Statut::Publie, "{regle} : publié {:?}", lu.valeur);
            }
            if lu.statut == Statut::Publie {
                let ecart = (lu.valeur.unwrap() - x).abs();
                prop_assert!(ecart <= 1e-9 * x.abs().max(1.0), "{regle} : {:?} au lieu de {x}", lu.valeur);
            }
        }
    }
}
