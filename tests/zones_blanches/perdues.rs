//! A row of the list whose commune cannot be read: what it leaves unknown goes no farther than what it still says.

use super::{lance, somme};

/// Mende and Le Puy-en-Velay are read; the row that follows is that of Langogne (48080), more and more damaged.
const LISTE: &str =
    "code_commune;commune;cpts\n48095;Mende;CPTS du Nord\n43157;Le Puy-en-Velay;CPTS du Puy\n";

/// The law: Langogne, whose row was lost, is never uncovered for sure; what the row cannot be about is.
#[test]
fn what_a_lost_row_cannot_be_about_stays_certain() {
    // The row, and what it leaves unknown in its département and in the other one: one commune, some or all.
    for (ligne, ici, ailleurs) in [
        ("48O80;Langogne;CPTS du Nord", Doute::Une, Doute::Aucune),
        ("?;Langogne;CPTS du Nord", Doute::Une, Doute::Aucune),
        (";Langogne;CPTS du Nord", Doute::Une, Doute::Aucune),
        ("48O80;Lengongne;CPTS du Nord", Doute::Toutes, Doute::Aucune),
        ("?;;CPTS du Nord", Doute::Toutes, Doute::Aucune),
        ("?;;CPTS perdue", Doute::Toutes, Doute::Toutes),
        ("48080;Langogne;#REF!", Doute::Une, Doute::Aucune),
    ] {
        for (territoire, doute) in [("dep:48", ici), ("dep:43", ailleurs)] {
            let texte = format!("{LISTE}{ligne}\n");
            let json = lance(territoire, &texte, &["--format", "json"])
                .reussie()
                .json();
            let compte = |etat: &str| json[etat]["communes"].as_u64().unwrap();
            let attendu = match doute {
                Doute::Aucune => 0,
                Doute::Une => 1,
                Doute::Toutes => compte("inconnu") + compte("sans_cpts"),
            };
            assert_eq!(
                compte("inconnu"),
                attendu,
                "{territoire} {ligne} {}",
                json["constats"]
            );
            assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
        }
    }
}

#[derive(Clone, Copy)]
enum Doute {
    Aucune,
    Une,
    Toutes,
}
