//! `cpts zones-blanches` on a list whose cells say that there is no CPTS, or name nothing.

use super::{lance, somme};

const LISTE: &str = "code_commune;cpts\n48095;Aucune\n48080;zone blanche\n48140;-\n48029;#N/A\n48061;ND\n48009;En projet\n";

#[test]
fn what_names_no_cpts_covers_nobody_and_what_cannot_be_read_is_unknown() {
    for (liste, couvertes) in [
        (LISTE.to_owned(), 0),
        (format!("{LISTE}48042;CPTS Sans Frontières\n"), 1),
    ] {
        let json = lance("dep:48", &liste, &["--format", "json"])
            .reussie()
            .json();
        assert_eq!(json["couvert"]["communes"], couvertes, "{liste}");
        assert_eq!(json["inconnu"]["communes"], 3, "{liste}");
        assert_eq!(json["sans_cpts"]["communes"], 149 - couvertes, "{liste}");
        assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    }
}
