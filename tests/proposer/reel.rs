//! Proposals on the real data of a région that most draws failed on.

use crate::outils::{cpts, donnees_reelles, dossier};

/// Île-de-France, where cities leave small communes between them: whatever the seed, proposals that keep every rule, Paris by its
/// arrondissements, those above the ceiling alone.
#[test]
fn reel_ile_de_france_has_its_proposals_whatever_the_seed() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let d = dossier(&[(
        "peu.toml",
        "reprises = 1\nrelances = 0\npaliers = 6\nessais_par_commune = 4\n",
    )]);
    let regles = d.path().join("peu.toml");
    for graine in ["1", "2"] {
        let options = [
            "proposer",
            "reg:11",
            "--depuis-zero",
            "--propositions",
            "2",
            "--graine",
            graine,
            "--regles",
            regles.to_str().unwrap(),
            "--format",
            "json",
            "--donnees",
            &donnees,
        ];
        let json = cpts(&options).reussie().json();
        let propositions = json["propositions"].as_array().unwrap();
        assert_eq!(propositions.len(), 2, "graine {graine}");
        for groupe in propositions
            .iter()
            .flat_map(|p| p["groupes"].as_array().unwrap())
        {
            let population = groupe["population"].as_f64().unwrap();
            let seule = groupe["communes"].as_array().unwrap().len() == 1;
            assert!(
                population >= 40_000.0 && (population <= 175_000.0 || seule),
                "{groupe}"
            );
            assert_eq!(groupe["morceaux"], 1, "{groupe}");
        }
    }
}
