//! The invented territory drawn by hand: an 8 × 8 board of cells, north first; every name and figure is made up.

/// Side of the board, in cells.
pub const COTE: usize = 8;

/// Names, row by row from the north; none is that of a real commune.
pub const NOMS: [[&str; COTE]; COTE] = [
    [
        "Fictive-la-Haute",
        "Contefable",
        "Songe-les-Pins",
        "Nullepart-le-Vieux",
        "Brumélie",
        "Oublieville",
        "Sans-Lieu",
        "Trois-Chimères",
    ],
    [
        "Légendebourg",
        "Chimère-sur-Aure",
        "Fable-le-Château",
        "La Feinte",
        "Nulle-Part",
        "Vaguemont",
        "Utopie-le-Désert",
        "Inventive",
    ],
    [
        "Mirage-le-Haut",
        "Val-Imaginaire",
        "Fictive-sur-Aure",
        "Rêverie-les-Bains",
        "Saint-Songe",
        "Songe-Neuf",
        "Lointainville",
        "Introuvable",
    ],
    [
        "Fausse-Rive",
        "Feintmont",
        "Imaginaire-la-Forêt",
        "L'Enclave-Fictive",
        "Conte-en-Val",
        "Sornette",
        "Billevesée",
        "Mont-Songé",
    ],
    [
        "Port-Chimère",
        "Allégorie-sur-Mer",
        "Mirage-le-Milieu",
        "Mirage-le-Bas",
        "Parabole",
        "Double-Fiction",
        "Songeville",
        "Haute-Invention",
    ],
    [
        "Aure-Inventée",
        "Fictive-Plage",
        "Utopie-sur-Aure",
        "Simulacre",
        "Partagée-les-Fables",
        "Vision-Feinte",
        "Apparence",
        "Rêvemont",
    ],
    [
        "Cité-Irréelle",
        "Illusion-le-Port",
        "Faux-Semblant",
        "Pays-Blanc",
        "Page-Blanche",
        "Onirie",
        "Somnolence",
        "Songe-Creux",
    ],
    [
        "Île-Fictive",
        "Hypothèse",
        "Conjecture",
        "Si-J'Étais",
        "Peut-Être",
        "Presque-Mont",
        "Quasi-Val",
        "Fin-du-Conte",
    ],
];

/// Population municipale 2023; the perimeter adds up to 43 127, 3 127 above the threshold of 40 000.
pub const POPULATIONS: [[u32; COTE]; COTE] = [
    [2313, 1478, 962, 719, 544, 377, 412, 287],
    [3118, 2147, 1633, 886, 463, 352, 298, 271],
    [1242, 3476, 6495, 2264, 1907, 643, 518, 331],
    [783, 1971, 2857, 1344, 1123, 704, 611, 1893],
    [1449, 933, 3352, 1208, 978, 2141, 4347, 2763],
    [8423, 2888, 1562, 847, 4210, 1927, 1283, 888],
    [5227, 3339, 1772, 418, 313, 981, 757, 642],
    [97, 1116, 692, 348, 243, 409, 383, 206],
];

/// Médecins généralistes in 2023.
pub const MEDECINS: [[u32; COTE]; COTE] = [
    [2, 1, 0, 0, 0, 0, 0, 0],
    [3, 1, 1, 0, 0, 0, 0, 0],
    [0, 1, 5, 1, 1, 0, 0, 0],
    [0, 1, 2, 0, 0, 0, 0, 1],
    [1, 0, 2, 0, 0, 2, 5, 2],
    [11, 3, 1, 0, 4, 1, 0, 0],
    [6, 4, 1, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
];

/// `x` in the perimeter, `p` in part (0,6); `(3,3)` is the enclave.
pub const PERIMETRE: [&str; COTE] = [
    "........", ".xxx....", "xxxxxx..", "xxx.xx..", "xxxxxx..", "..xxp...", "........", "........",
];

/// Commune → CPTS: `V`al-Imaginaire, `C`ôte-Fictive, `M`onts-Songés, `2` both V and M, `.` none (zone blanche).
pub const CPTS: [&str; COTE] = [
    "CCC.....", "CVV.....", "CVVVVV..", "VVV.VV.M", "VVVVV2MM", "CCVV2MMM", "CCC..MMM", "........",
];

/// EPCI of each cell: `a`…`d`, `-` none (the island).
pub const EPCIS: [&str; COTE] = [
    "bbbddddd", "baaadddd", "aaaaaadd", "aaaaaacc", "bbaaaccc", "bbbbcccc", "bbbccccc", "-bbbcccc",
];

/// SIREN, name and kind of the EPCI `a` to `d`.
pub const LISTE_EPCI: [(&str, &str, &str); 4] = [
    ("960000001", "CC du Val-Imaginaire (fictive)", "CC"),
    ("960000002", "CA de l'Aure-Inventée (fictive)", "CA"),
    ("960000003", "CC des Monts-Songés (fictive)", "CC"),
    ("960000004", "CC du Pays-de-Nulle-Part (fictive)", "CC"),
];

/// Name of the CPTS under study.
pub const CPTS_VAL: &str = "CPTS du Val-Imaginaire (fictive)";
/// Its western neighbour.
pub const CPTS_COTE: &str = "CPTS de la Côte-Fictive (fictive)";
/// Its eastern neighbour.
pub const CPTS_MONTS: &str = "CPTS des Monts-Songés (fictive)";

/// Cell from its row and column.
pub const fn rang(ligne: usize, colonne: usize) -> usize {
    ligne * COTE + colonne
}

/// Merged on 1 January 2025 into « Deux-Mirages », which keeps the code of the first.
pub const FUSION: (usize, usize) = (rang(4, 2), rang(4, 3));
/// Split on 1 January 2025: the second left the first and has no figure before.
pub const SCISSION: (usize, usize) = (rang(2, 4), rang(2, 5));
/// Changed code on 1 January 2023: 96091 until then.
pub const RECODEE: (usize, &str) = (rang(3, 1), "96091");
/// Commune in two pieces: an islet off its coast.
pub const AVEC_ILOT: usize = rang(4, 0);

/// Letter of a cell on a drawn board.
pub fn lettre(plan: &[&str; COTE], cellule: usize) -> char {
    plan[cellule / COTE]
        .chars()
        .nth(cellule % COTE)
        .unwrap_or('.')
}

/// Code of a cell today: 96001 to 96064; no commune has ever had a code in 96.
pub fn code(cellule: usize) -> String {
    format!("96{:03}", cellule + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perimeter_stands_just_above_the_threshold_of_40_000() {
        let (mut entiers, mut dixiemes) = (0, 0);
        for cellule in 0..COTE * COTE {
            let population = POPULATIONS[cellule / COTE][cellule % COTE];
            match lettre(&PERIMETRE, cellule) {
                'x' => dixiemes += 10 * population,
                'p' => dixiemes += 6 * population,
                _ => continue,
            }
            entiers += 1;
        }
        assert_eq!(dixiemes, 431_270);
        assert_eq!(entiers - 1, 22, "22 communes once two cells are merged");
    }

    #[test]
    fn names_are_all_different() {
        let noms: std::collections::BTreeSet<_> = NOMS.iter().flatten().collect();
        assert_eq!(noms.len(), COTE * COTE);
    }
}
