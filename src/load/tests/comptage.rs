//! Rows counted by commune and by category, and files without header.

use super::*;
use crate::model::RegleConstat;

use Valeur::{Absente, Connue, Rejetee};

fn compte(descripteur: &str, fichiers: &[(&str, &[u8])]) -> Dataset {
    let d = dossier(fichiers);
    let o = Options {
        descripteurs: vec![Descripteur::lire(descripteur, "d.toml").unwrap()],
        ..options()
    };
    charger(d.path(), petit(), &o, &Progression::muette()).unwrap()
}

const TETE: &str = "id='liste'\nlibelle='Liste'\nproducteur='P'\nlicence='L'\ncreux=true\ndepartements_entiers=true\n";

/// One row per establishment, with a header.
fn par_categorie(variables: &str) -> String {
    format!(
        "{TETE}cle='insee'\n[reconnaissance]\nrequis=['insee','categ']\n[[filtre]]\ncolonne='etat'\nexclues=['fermé']\n{variables}"
    )
}

#[test]
fn rows_are_counted_by_category_former_communes_with_the_current_one() {
    let d = compte(
        &par_categorie("[[variable]]\nid='nb_{}'\ncompter=true\nquand={colonne='categ',motif='\\d{3}'}\n"),
        &[(
            "f.csv",
            b"insee;categ;etat\n01187;355;o\n01330;355;o\n01999;355;o\n01001;500;o\n01001;500;ferm\xc3\xa9\n01001;x;o\n",
        )],
    );
    assert_eq!(lue(&d, "nb_355", None, "01187"), Connue(3.0));
    assert_eq!(lue(&d, "nb_500", None, "01001"), Connue(1.0));
    // Absent is zero in the départements that the file speaks of, and there only.
    assert_eq!(lue(&d, "nb_355", None, "01002"), Connue(0.0));
    assert_eq!(lue(&d, "nb_355", None, "48095"), Absente);
    assert!(d.rejets.is_empty());
}

#[test]
fn a_count_is_zero_where_the_file_speaks_if_each_of_its_patterns_is_met_somewhere() {
    let texte = par_categorie(
        "[[variable]]\nid='ehpad'\ncompter=true\nquand=[{colonne='categ',motif='EHPAD'},{colonne='mode',motif='public'}]\n\
         [[variable]]\nid='places'\nadditionner=true\ncolonne='places'\nquand={colonne='categ',motif='EHPAD'}\n",
    );
    let lit = |categ: &str, mode: &str| {
        let csv = format!(
            "insee;categ;etat;mode;places\n01001;{categ};o;{mode};7\n01001;SSIAD;o;public;9\n"
        );
        let d = compte(&texte, &[("f.csv", csv.as_bytes())]);
        let dits = d
            .constats
            .iter()
            .filter(|c| c.id == RegleConstat::MotifSansLigne);
        let dits: String = dits.map(|c| c.texte.clone()).collect();
        let lue = |variable: &str| {
            d.colonne(variable, None)
                .map(|c| c.valeur(d.referentiel.par_code(code("01001")).unwrap()))
        };
        (lue("ehpad"), lue("places"), dits)
    };
    assert_eq!(
        lit("EHPAD", "public"),
        (Some(Connue(1.0)), Some(Connue(7.0)), String::new())
    );
    // Never together, but each is met: none is.
    assert_eq!(
        lit("EHPAD", "privé"),
        (Some(Connue(0.0)), Some(Connue(7.0)), String::new())
    );
    // The wording of this year: nothing tells none from another word.
    let (ehpad, places, dits) = lit("E.H.P.A.D.", "public");
    assert_eq!((ehpad, places), (None, None));
    for mot in [
        "« categ »",
        "« EHPAD » (ehpad)",
        "(places)",
        "« E.H.P.A.D. »",
        "non à zéro",
    ] {
        assert!(dits.replace('\u{a0}', " ").contains(mot), "{mot} : {dits}");
    }
}

// A category that nobody can read is of any kind: what its commune has is unknown, without the descriptor saying it.
proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    /// The law: a type that cannot be read is never another type, without any shape declared: its commune's count is not known.
    #[test]
    fn junk_in_the_place_of_a_category_is_never_another_category(
        illisible in "#(N/A|REF!|VALEUR!)|[?]{1,3}|[.!*…]{1,4}|5[?]0|M[?]decin|50[?]|5\u{fffd}0|\u{1}500",
    ) {
        let csv = format!("insee;categ;etat\n01001;500;o\n01001;{illisible};o\n01002;500;o\n01002;-;o\n01002;Autre ?;o\n");
        let d = compte(
            &par_categorie(
                "[[variable]]\nid='ehpad'\ncompter=true\nquand={colonne='categ',motif='500'}\n",
            ),
            &[("f.csv", csv.as_bytes())],
        );
        proptest::prop_assert_eq!(lue(&d, "ehpad", None, "01001"), Rejetee);
        proptest::prop_assert_eq!(lue(&d, "ehpad", None, "01002"), Connue(1.0));
        proptest::prop_assert_eq!(d.rejets.len(), 1);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]

    /// The law: a counted code with a letter in the place of the digit that looks like it, or in lower case, is no other type.
    #[test]
    fn a_code_mistyped_is_never_another_type(
        faute in "D26S|D2G5|d265|D26s| d265|DZ65",
        autre in "D266|X265|Dermatologue|D2A5|-|S\\.O\\.",
    ) {
        let csv = format!("insee;categ;etat\n01001;D265;o\n01001;{faute};o\n01002;D265;o\n01002;{autre};o\n");
        let d = compte(
            &par_categorie("[[variable]]\nid='mg'\ncompter=true\nquand={colonne='categ',motif='D265'}\n"),
            &[("f.csv", csv.as_bytes())],
        );
        proptest::prop_assert_eq!(lue(&d, "mg", None, "01001"), Rejetee);
        proptest::prop_assert_eq!(lue(&d, "mg", None, "01002"), Connue(1.0));
        proptest::prop_assert_eq!(d.rejets.len(), 1);
    }
}

#[test]
fn a_type_of_no_nomenclature_in_one_commune_leaves_unknown_what_it_may_have_been() {
    let lit = |types: &[&str]| {
        let rangees = types.iter().map(|t| format!("01001,{t},1\n"));
        let csv = format!(
            "code_commune,typequ,nombre\n01002,D265,3\n01002,D281,2\n{}",
            rangees.collect::<String>()
        );
        let bpe = charge(&[("bpe_2024.csv", csv.as_bytes())]).unwrap();
        let rangees = csv.lines().skip(1).flat_map(|l| {
            let c: Vec<&str> = l.split(',').collect();
            vec![format!("2024;{};{};1\n", c[0], c[1]); c[2].parse().unwrap()]
        });
        let csv = format!(
            "AN;DEPCOM;TYPEQU;LAMBERT_X\n{}",
            rangees.collect::<String>()
        );
        [bpe, charge(&[("BPE24.csv", csv.as_bytes())]).unwrap()]
    };
    let dit = |d: &Dataset| {
        d.constats
            .iter()
            .filter(|c| c.id == RegleConstat::TypeIsole)
            .count()
    };
    for d in lit(&["D265", "D295"]) {
        assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Rejetee);
        assert_eq!(lue(&d, "bpe_d265", Some(2024), "01002"), Connue(3.0));
        assert_eq!(lue(&d, "bpe_d281", Some(2024), "01002"), Connue(2.0));
        assert!(d.colonne("bpe_d295", Some(2024)).is_none() && dit(&d) == 1);
    }
    let csv =
        b"code_commune,typequ,nombre\n01002,D26S,3\n01002,D281,2\n01001,D295,1\n01001,D265,1\n";
    let d = charge(&[("bpe_2024.csv", csv)]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Rejetee);
    assert_eq!(dit(&d), 1, "une ligne perdue ailleurs n'y change rien");
    // A known type, a type near none, and one in two communes are types.
    for (types, autre) in [
        (&["D265", "D266"][..], "bpe_d266"),
        (&["D265", "D999"], "bpe_d999"),
    ] {
        for d in lit(types) {
            assert_eq!(
                lue(&d, "bpe_d265", Some(2024), "01001"),
                Connue(1.0),
                "{autre}"
            );
            assert!(d.colonne(autre, Some(2024)).is_some() && dit(&d) == 0);
        }
    }
    let csv = b"code_commune,typequ,nombre\n01002,D295,3\n01001,D295,2\n01001,D265,2\n";
    let d = charge(&[("bpe_2024.csv", csv)]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Connue(2.0));
}

#[test]
fn a_person_counts_once_by_commune_and_columns_are_added() {
    let texte = par_categorie(
        "[[variable]]\nid='personnes_{}_{}'\ncompter=true\ndistinct='qui'\nquand=[{colonne='categ',motif='.+'},{colonne='mode',motif='L|S'}]\n\
         [[variable]]\nid='places'\nadditionner=true\ncolonne='places'\n",
    );
    let csv = b"insee;categ;etat;qui;mode;places\n01001;10;o;A;L;5\n01001;10;o;A;L;7\n01001;10;o;B;L;1\n01002;10;o;A;L;2\n01002;10;o;C;S;deux\n";
    let d = compte(&texte, &[("f.csv", csv)]);
    assert_eq!(lue(&d, "personnes_10_l", None, "01001"), Connue(2.0));
    assert_eq!(lue(&d, "personnes_10_l", None, "01002"), Connue(1.0));
    assert_eq!(lue(&d, "personnes_10_s", None, "01002"), Connue(1.0));
    assert_eq!(lue(&d, "places", None, "01001"), Connue(13.0));
    // A cell that cannot be read makes the sum unknown, not smaller.
    assert_eq!(lue(&d, "places", None, "01002"), Rejetee);
    // Nor does an empty one: without its figure the sum is not one, and is no zero.
    let vide = b"insee;categ;etat;qui;mode;places\n01001;10;o;A;L;5\n01001;10;o;B;L;\n01002;10;o;A;L;\n01187;10;o;A;L;4\n";
    let d = compte(&texte, &[("f.csv", vide)]);
    assert_eq!(lue(&d, "places", None, "01001"), Absente);
    assert_eq!(lue(&d, "places", None, "01002"), Absente);
    assert_eq!(lue(&d, "places", None, "01187"), Connue(4.0));
}

#[test]
fn a_row_that_cannot_be_read_makes_the_counts_of_its_commune_unknown() {
    let d = compte(
        &par_categorie(
            "[[variable]]\nid='nb_{}'\ncompter=true\nquand={colonne='categ',motif='.+'}\n",
        ),
        &[(
            "f.csv",
            b"insee;categ;etat\n01001;355;o\n01001;355\n01002;355;o\n01002;500;o\n01999999;500;o\n",
        )],
    );
    assert_eq!(lue(&d, "nb_355", None, "01001"), Rejetee);
    assert_eq!(lue(&d, "nb_355", None, "01002"), Connue(1.0));
    // The commune of the last row cannot be read: a 500 may be anywhere, a 355 is not concerned.
    assert!(d.colonne("nb_500", None).is_none());
    assert_eq!(lue(&d, "nb_355", None, "01187"), Connue(0.0));
}

const SANS_ENTETE: &str = "sans_entete=['nature','numero','commune','departement','categ']\ncle_composee=['departement','commune']\n\
    [[reconnaissance.contenu]]\ncolonne='nature'\nmotif='structureet'\n[[filtre]]\ncolonne='nature'\nvaleurs=['structureet']\n\
    [[variable]]\nid='f_{}'\ncompter=true\nquand={colonne='categ',motif='\\d+'}\n";

#[test]
fn a_file_without_header_is_known_by_its_content_and_loses_no_row() {
    let texte = format!("{TETE}[reconnaissance]\n").replace("[reconnaissance]\n", "") + SANS_ENTETE;
    let csv = "finess;etalab;9;2026-05-12\nstructureet;1;095;48;355;\nstructureet;2;601;9F;355;\nstructureet;3;001;01;355;\n\
        structureet;4;056;75;355\ngeolocalisation;1;2;3\n";
    let d = compte(&texte, &[("f.csv", csv.as_bytes())]);
    for c in ["48095", "97601", "01001", "75056"] {
        assert_eq!(lue(&d, "f_355", None, c), Connue(1.0), "{c}");
    }
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    let autre = csv.replace("structureet", "autre");
    let d = compte(&texte, &[("f.csv", autre.as_bytes())]);
    assert_eq!(d.non_reconnus.len(), 1);
}

#[test]
fn a_code_is_found_in_its_cell() {
    let texte = format!(
        "{TETE}cle='lieu'\ncle_motif='(?<code>\\d{{5}})'\n[reconnaissance]\nrequis=['lieu','categ']\n\
         [[variable]]\nid='n'\ncompter=true\n"
    );
    let d = compte(
        &texte,
        &[(
            "f.csv",
            "lieu;categ\nMende (48095);1\n01001 - Abc;1\n".as_bytes(),
        )],
    );
    assert_eq!(lue(&d, "n", None, "48095"), Connue(1.0));
    assert_eq!(lue(&d, "n", None, "01001"), Connue(1.0));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// The law: each count is that of the rows, whatever their order.
    #[test]
    fn counts_are_those_of_the_rows(lignes in proptest::collection::vec((0..4usize, 0..3u8, 0..5u8), 1..40)) {
        let codes = ["01001", "01002", "01187", "01330"];
        let mut csv = String::from("insee;categ;etat;qui\n");
        for (c, categ, qui) in &lignes {
            csv.push_str(&format!("{};{categ};o;{qui}\n", codes[*c]));
        }
        let texte = par_categorie(
            "[[variable]]\nid='nb_{}'\ncompter=true\nquand={colonne='categ',motif='\\d'}\n\
             [[variable]]\nid='qui'\ncompter=true\ndistinct='qui'\n",
        );
        let d = compte(&texte, &[("f.csv", csv.as_bytes())]);
        for (unite, rangs) in [("01001", &[0usize][..]), ("01002", &[1]), ("01187", &[2, 3])] {
            for categ in 0..3u8 {
                let n = lignes.iter().filter(|l| rangs.contains(&l.0) && l.1 == categ).count();
                if lignes.iter().any(|l| l.1 == categ) {
                    proptest::prop_assert_eq!(lue(&d, &format!("nb_{categ}"), None, unite), Connue(n as f64));
                }
            }
            let qui: BTreeSet<u8> = lignes.iter().filter(|l| rangs.contains(&l.0)).map(|l| l.2).collect();
            proptest::prop_assert_eq!(lue(&d, "qui", None, unite), Connue(qui.len() as f64));
        }
    }
}
