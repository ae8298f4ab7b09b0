//! Files of the CAF: counts rounded or hidden, vintage of the rows or of the name.

use super::*;
use crate::model::Valeur::Connue;

#[test]
fn the_file_of_the_caf_is_dated_by_its_day() {
    let csv = "dtreffre;numcomdo;nomcom;indfoy_rsa;indmtt_rsa;indfoy_ppa;indfoy_ndur;indnbp_ndur\n\
        2024-12-31;01001;A;10;5000;25;120;300\n2023-12-31;01001;A;15;5000;20;120;300\n2024-12-31;;;5;1;5;5;5\n";
    let d = charge(&[("s_ben_com_f.csv", csv.as_bytes())]).unwrap();
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    assert_eq!(lue(&d, "foyers_rsa", Some(2024), "01001"), Connue(10.0));
    assert_eq!(lue(&d, "personnes_caf", Some(2023), "01001"), Connue(300.0));
}

/// Blank is hidden or missing: it never counts as zero, and the households of nowhere are left out without a word.
#[test]
fn the_older_files_of_the_caf_are_dated_by_their_name() {
    let dependance = "Communes;Codes_Insee;NB_allocataires;TR50PFRB;TR100PFRB\n\
        A;01001;120;40;12\nB;01002;30;;\nEtranger;99999;1;1;1\nInconnue;XXXXX;1;1;1\n";
    let aah = "Communes;Codes_Insee;NB_Allocataires;ALL_AAH\nA;01001;120;7\nB;01002;30;\n";
    let d = charge(&[
        ("DependancePrestaCom2014.csv", dependance.as_bytes()),
        ("AAHCom2014.csv", aah.as_bytes()),
    ])
    .unwrap();
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    let dite = |v: &str, c: &str| lue(&d, v, Some(2014), c);
    assert_eq!(dite("foyers_prestations_50", "01001"), Connue(40.0));
    assert_eq!(dite("foyers_prestations_100", "01001"), Connue(12.0));
    assert_eq!(dite("foyers_allocataires", "01002"), Connue(30.0));
    assert_eq!(dite("foyers_aah", "01001"), Connue(7.0));
    for v in ["foyers_prestations_100", "foyers_aah"] {
        assert!(!matches!(dite(v, "01002"), Connue(_)), "{v}");
    }
}
