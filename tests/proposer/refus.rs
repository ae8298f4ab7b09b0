//! What cannot be: refused, with the name of the constraint.

use super::lance;

#[test]
fn what_cannot_be_is_refused_with_the_name_of_the_constraint() {
    let refus = |options: &[&str], code, textes: &[&str]| {
        lance("dep:48", &[], &[&["--depuis-zero"], options].concat()).echouee(code, textes);
    };
    refus(
        &["--population-min", "100000"],
        4,
        &["impossible", "plancher", "76"],
    );
    refus(
        &["--groupes", "3"],
        4,
        &["impossible", "--groupes 3", "exactement 1"],
    );
    refus(
        &["--population-min", "9000", "--population-max", "8000"],
        2,
        &["dépasse le plafond"],
    );
    refus(
        &["--ensemble", "48095,48080", "--km-max", "5"],
        4,
        &["--ensemble", "--km-max", "Mende"],
    );
    // Around a commune of the edge, twice five kilometres do not hold fifteen thousand inhabitants: a proof that names it.
    refus(
        &["--population-min", "15000", "--km-max", "5"],
        4,
        &[
            "impossible",
            "--km-max",
            "--population-min",
            "aucun groupe ne peut la tenir",
        ],
    );
    refus(
        &["--ensemble", "48095,48080", "--separer", "48095,48080"],
        4,
        &["ensemble et séparées"],
    );
    refus(
        &["--ensemble", "48095,99999"],
        2,
        &["99999", "n'est pas une commune"],
    );
    refus(&["--ensemble", "48095"], 2, &["au moins deux"]);
    refus(
        &["--separer", "48095,34172"],
        2,
        &["Montpellier", "pas une commune à placer"],
    );
    refus(&["--profil", "rapide"], 2, &["profil inconnu", "compromis"]);
    refus(&["--population-min", "0"], 2, &["plus grand que 0"]);
    refus(
        &["--km-max", "3"],
        4,
        &["impossible", "--km-max", "aucun groupe ne peut la tenir"],
    );
}

/// Where the list does not tell of the territory, nothing is known to be uncovered: never « none is without CPTS ».
#[test]
fn a_territory_of_which_the_list_does_not_tell_is_not_said_to_be_covered() {
    let liste = [(
        "cpts.csv",
        "code_commune;cpts\n48095;CPTS du Nord\n48029;CPTS du Nord\n",
    )];
    let dit = lance("dep:30", &liste, &[]);
    dit.echouee(4, &["hors du champ de la liste", "--depuis-zero"]);
}
