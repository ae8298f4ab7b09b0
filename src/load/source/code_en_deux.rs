//! A commune code written in two columns: that of the département and that of the commune, in lists and in data files.

use crate::base::normaliser;
use crate::model::CodeCommune;

/// Headers of a column of départements.
const DEPARTEMENTS: [&str; 16] = [
    "dep",
    "dept",
    "dpt",
    "departement",
    "departements",
    "codedepartement",
    "codedep",
    "codedept",
    "codedpt",
    "coddep",
    "numerodepartement",
    "ndepartement",
    "numdep",
    "nomdepartement",
    "departementcode",
    "codedudepartement",
];

/// Whether a header announces départements.
#[must_use]
pub fn est_departement(titre: &str) -> bool {
    let serre = normaliser(titre).replace(' ', "");
    DEPARTEMENTS.contains(&serre.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// The column of départements that completes a column of short commune numbers: its header says so, and most rows make a code.
///
/// `None` when the column `commune` holds codes of its own, or when no other column completes it.
#[must_use]
pub fn departement_de(
    entetes: &[String],
    lignes: &[&Vec<String>],
    commune: usize,
) -> Option<usize> {
    let cellule = |l: &Vec<String>, rang: usize| l.get(rang).map_or("", |c| c.trim()).to_owned();
    let dites: Vec<&&Vec<String>> = lignes
        .iter()
        .filter(|l| !cellule(l, commune).is_empty())
        .collect();
    let courte = |c: &str| (1..=3).contains(&c.len()) && c.bytes().all(|o| o.is_ascii_digit());
    let courtes = dites
        .iter()
        .filter(|l| courte(&cellule(l, commune)))
        .count();
    if courtes == 0 || courtes * 2 < dites.len() {
        return None;
    }
    let faits = |d: usize| {
        dites
            .iter()
            .filter(|l| compose(&cellule(l, d), &cellule(l, commune)).is_some())
            .count()
    };
    let mut rangs = (0..entetes.len())
        .filter(|&r| r != commune && entetes.get(r).is_some_and(|e| est_departement(e)));
    rangs.find(|&r| faits(r) * 2 >= dites.len())
}

/// Code made from a département and a commune column: `976` + `601` → `97601`, `1` + `4` → `01004`, `9A` + `101` → `97101`,
/// `971` + `5` → `97105`; a commune column that holds the whole code is enough.
#[must_use]
pub fn compose(departement: &str, commune: &str) -> Option<CodeCommune> {
    let net = |t: &str| {
        t.trim_matches(['\'', '"', '=', ' ', '\u{a0}'])
            .to_uppercase()
    };
    let (dep, com) = (net(departement), net(commune));
    if let (true, Ok(code)) = (com.len() == 5, CodeCommune::parse(&com)) {
        return Some(code);
    }
    let dep = outremer(&dep);
    let chiffres = !com.is_empty() && com.bytes().all(|o| o.is_ascii_digit());
    if !chiffres || com.len() > 3 || !dep.is_ascii() {
        return None;
    }
    let tete = match dep.len() {
        1 => format!("0{dep}"),
        2 => dep.to_owned(),
        3 if com.len() < 3 => return CodeCommune::parse(&format!("{dep}{com:0>2}")).ok(),
        // Overseas, the three digits of the commune begin with the last of the département.
        3 if dep.ends_with(com.get(..1)?) => dep.get(..2)?.to_owned(),
        _ => return None,
    };
    CodeCommune::parse(&format!("{tete}{com:0>3}")).ok()
}

/// Départements of overseas as FINESS and the BPE write them, on two characters.
///
/// Source: rows of the FINESS extract, where `9C` goes with the communes 3xx and `9F` with the communes 6xx.
const OUTREMER: [(&str, &str); 7] = [
    ("9A", "971"),
    ("9B", "972"),
    ("9C", "973"),
    ("9D", "974"),
    ("9E", "975"),
    ("9F", "976"),
    ("9J", "986"),
];

/// `9A` → `971`; any other département is left as it is.
fn outremer(departement: &str) -> &str {
    let trouve = OUTREMER
        .iter()
        .find(|(court, _)| departement.eq_ignore_ascii_case(court));
    trouve.map_or(departement, |(_, long)| long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_find_the_departement_that_completes_them() {
        let entetes: Vec<String> = ["Région", "Code département", "Code commune"]
            .map(str::to_owned)
            .to_vec();
        let ligne = |c: [&str; 3]| c.map(str::to_owned).to_vec();
        let lignes = [
            ligne(["76", "48", "095"]),
            ligne(["01", "971", "105"]),
            ligne(["76", "48", "ABC"]),
        ];
        let vues: Vec<&Vec<String>> = lignes.iter().collect();
        assert_eq!(departement_de(&entetes, &vues, 2), Some(1));
        let entiers = [ligne(["76", "48", "48095"])];
        assert_eq!(
            departement_de(&entetes, &entiers.iter().collect::<Vec<_>>(), 2),
            None
        );
        let muets: Vec<String> = ["a", "b", "Code commune"].map(str::to_owned).to_vec();
        assert_eq!(departement_de(&muets, &vues, 2), None);
    }

    #[test]
    fn a_code_is_made_of_its_departement_and_its_commune() {
        for (dep, com, attendu) in [
            ("01", "004", "01004"),
            ("1", "4", "01004"),
            ("48", "95", "48095"),
            ("2a", "004", "2A004"),
            ("976", "601", "97601"),
            ("971", "105", "97105"),
            ("971", "05", "97105"),
            ("971", "5", "97105"),
            ("9A", "101", "97101"),
            ("9f", "606", "97606"),
            ("48", "48095", "48095"),
            ("='48'", " 095", "48095"),
        ] {
            assert_eq!(compose(dep, com).unwrap().as_str(), attendu, "{dep} {com}");
        }
        for (dep, com) in [
            ("976", "101"),
            ("971", "205"),
            ("9A", "302"),
            ("", "101"),
            ("48", ""),
            ("48", "x"),
            ("Lozère", "95"),
            ("é", "101"),
        ] {
            assert!(compose(dep, com).is_none(), "{dep} {com}");
        }
    }
}
