//! One file knows the network.

use super::lecture::sources;

/// Nothing leaves the machine but by the client of `cpts donnees telecharger`, which is built on demand.
#[test]
fn one_file_knows_the_network() {
    for s in sources() {
        let client = s.relatif.ends_with("load/telecharge/client.rs");
        for caisse in ["ureq", "rustls"] {
            assert_eq!(
                s.nomme_la_caisse(caisse),
                client,
                "{} : {caisse}",
                s.relatif.display()
            );
        }
        for module in [&["std", "net"][..], &["std", "os", "unix", "net"]] {
            assert!(
                !s.cite(module),
                "{} : {}",
                s.relatif.display(),
                module.join("::")
            );
        }
        // Only the downloads make one, and only the commands ask for it.
        let demande = s.cite(&["load", "telecharge", "client"]);
        let permis = s
            .relatif
            .ends_with("commands/donnees/telecharger/fichier.rs");
        assert!(!demande || permis, "{}", s.relatif.display());
    }
}
