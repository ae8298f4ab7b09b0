//! Lists that cannot be read, and what is said of them.

use super::{LEXIQUE, codes, lire, message};
use crate::base::embarquee;
use crate::load::perimetre::liste::analyser_liste;
use crate::perimetre::{ErreurPerimetre, resoudre};

#[test]
fn never_takes_postal_codes_or_populations_silently() {
    let par_nom = lire("Code postal;ville\n48000;Mende\n48300;Langogne\n");
    assert_eq!(par_nom.lignes[1].code.as_str(), "48080");
    assert_eq!(par_nom.constats[0].id, "communes_lues_par_nom");
    assert!(
        message("Code postal\n48000\n48300\n").contains("un code postal n'est pas un code commune")
    );
    assert!(message("a;b\n48095;12202\n48080;48095\n").contains("« a », « b »"));
    assert_eq!(
        codes("ville;habitants\nMende;12464\nLangogne;28520\n"),
        ["48095", "48080"]
    );
    assert!(message("population\n12464\n28520\n").contains("aucune colonne"));
}

#[test]
fn names_line_column_value_and_remedy_of_garbage() {
    let texte = message("code_insee;nom\n48095;Mende\n48O80;Langogne\n");
    for morceau in [
        "liste.csv, ligne 3",
        "« code_insee »",
        "« 48O80 »",
        "48080 (Langogne",
        "mettez # au début",
    ] {
        assert!(texte.contains(morceau), "{texte}");
    }
    assert!(message("48095\nMennde sur Rien\n").contains("ligne 2"));
    assert!(message("").contains("vide") && message("# rien\n").contains("vide"));
}

/// A line that cannot be read is no rule between two blocks, and a number is no title: no commune leaves with them.
#[test]
fn a_question_mark_or_a_broken_code_is_never_passed_over() {
    for (contenu, ligne) in [
        ("48095\n??\n48080\n", "ligne 2"),
        ("48095 Mende\n?\n48080 Langogne\n", "ligne 2"),
        ("# liste\n12 3\n48095\n48080\n", "ligne 2"),
    ] {
        let texte = message(contenu);
        assert!(
            texte.contains(ligne) && texte.contains("ni une commune"),
            "{texte}"
        );
    }
    assert_eq!(codes("Nord\n48095\n-----\n48080\n").len(), 2);
    assert_eq!(codes("Liste du 03/05/2025\n48095\n48080\n").len(), 2);
}

#[test]
fn our_own_advice_never_makes_a_wrong_perimeter() {
    let six = "63102;63430;63125\n63131;63214;63003\n";
    assert_eq!(codes(six).len(), 6);
    assert_eq!(codes(&format!("code_insee\n{six}")).len(), 6);
    assert!(message("code_insee;nom\n63102;Châteldon;63430\n").contains("« 63430 »"));
    let fausses = lire("63102;63430;63999\n63131;63214;63998\n");
    let refus = resoudre(&fausses.expression(), &embarquee(), None)
        .unwrap_err()
        .to_string();
    assert!(
        refus.contains("63999") && refus.contains("63998"),
        "{refus}"
    );
}

#[test]
fn the_first_line_is_read_or_refused_as_any_other() {
    for (contenu, valeur) in [
        ("631O2 Châteldon\n63430 Thiers\n63125 Courpière", "631O2"),
        ("631025;x\n63430;y\n63125;z\n", "631025"),
        ("2O A04;a\n2A041;b\n2A065;c\n", "2O A04"),
        ("Mendde\n48080\nx48O95\n", "Mendde"),
        ("Mende\n48080\nx48O95\n", "x48O95"),
    ] {
        assert!(
            message(contenu).contains(valeur),
            "{contenu} : {}",
            message(contenu)
        );
    }
    assert!(message("631O2 Châteldon\n63430 Thiers\n").contains("63102 (Châteldon"));
    assert_eq!(
        codes("Châteldon (63102)\n63430\n63125"),
        ["63102", "63430", "63125"]
    );
    assert_eq!(
        codes("COM 63102;Châteldon\nCOM 63430;Thiers\n"),
        ["63102", "63430"]
    );
}

#[test]
fn codes_that_are_not_those_of_the_names_are_refused() {
    let decalee = "code_insee;commune\n63102;Thiers\n63430;Courpière\n63125;Châteldon\n";
    assert!(message(decalee).contains("ne sont pas ceux des communes"));
    let postaux = message("63290 Châteldon\n63300 Thiers\n63120 Courpière\n");
    assert!(postaux.contains("63102 (Châteldon"), "{postaux}");
}

#[test]
fn a_header_alone_is_an_empty_perimeter() {
    for contenu in ["code;nom\n", "", "# rien\n\n  \n", "code_insee"] {
        let erreur = analyser_liste("l.csv", contenu, &LEXIQUE).unwrap_err();
        assert!(
            matches!(erreur, ErreurPerimetre::Vide(_)),
            "{contenu:?} : {erreur}"
        );
    }
}

#[test]
fn a_wrong_word_among_codes_on_one_line_is_told() {
    assert!(message("48095 48080 4814O\n").contains("« 4814O »"));
}

#[test]
fn every_faulty_line_is_told() {
    let texte = message("code;part\n48O95;1\n48080;2\n48140;1\n");
    assert!(
        texte.contains("ligne 2") && texte.contains("ligne 3"),
        "{texte}"
    );
}

#[test]
fn errors_and_findings_of_the_resolution_name_the_file_and_the_line() {
    let base = embarquee();
    let liste = lire("code;nom\n48095;Marvejols\n12076;Conques-en-Rouergue\n48095;Mende\n");
    let p = resoudre(&liste.expression(), &base, None).unwrap();
    let origine = |id: &str| {
        p.constats
            .iter()
            .find(|c| c.id == id)
            .and_then(|c| c.origine.clone())
            .unwrap()
    };
    assert!(origine("nom_different_du_code").contains("ligne 2"));
    assert!(origine("code_recode").contains("ligne 3"));
    assert!(origine("commune_en_double").contains("ligne 4"));
    let erreur = resoudre(&lire("code\n48095\n48999\n").expression(), &base, None).unwrap_err();
    assert!(erreur.to_string().starts_with("liste.csv, ligne 3"));
}

#[test]
fn a_percentage_is_a_part_that_a_column_names_or_a_refusal() {
    for texte in [
        "48095;60 %\n48080;100 %\n",
        "48095 Mende 60 %\n48080 Langogne\n",
        "Mende 60%\nLangogne\n",
        "code\n48095 60 %\n",
        "48095;Mende;60%\n48080;Langogne;\n",
    ] {
        let dit = message(texte);
        assert!(
            dit.contains("60") && dit.contains("ligne "),
            "{texte} : {dit}"
        );
    }
    let lue = lire("code;nom;chomage\n48095;Mende;12 %\n");
    assert_eq!(lue.lignes.len(), 1);
    assert_eq!(lire("code;part\n48095;60 %\n").lignes[0].part, Some(0.6));
    assert_eq!(lire("48095@60%\n").lignes[0].part, Some(0.6));
}
