//! `cpts proposer --temps F --minutes-max N`.

use super::lance;
use crate::outils::{cpts, dossier};

/// Every commune near the most populated one of its group where a time is known; a time that nothing can keep is not found.
#[test]
fn travel_times_bound_the_groups_where_they_are_known() {
    let d = dossier(&[(
        "temps.csv",
        "origine;destination;minutes\n48095;48080;50\n48061;48095;90\n",
    )]);
    let temps = d.path().join("temps.csv");
    let options = |minutes: &str| {
        let temps = temps.to_str().unwrap().to_owned();
        [
            "--depuis-zero",
            "--population-min",
            "15000",
            "--population-max",
            "70000",
            "--temps",
            &temps,
            "--minutes-max",
            minutes,
        ]
        .map(str::to_owned)
    };
    let coupe = |minutes: &str, format: &[&str]| {
        let options = options(minutes);
        let options: Vec<&str> = options
            .iter()
            .map(String::as_str)
            .chain(format.iter().copied())
            .collect();
        lance("dep:48", &[], &options)
    };
    let json = coupe("60", &["--format", "json", "--propositions", "1"])
        .reussie()
        .json();
    assert_eq!(json["contraintes"]["minutes_max"], 60.0);
    let groupes = json["propositions"][0]["groupes"].as_array().unwrap();
    let de = |code: &str| {
        let tient = |g: &&serde_json::Value| {
            g["communes"]
                .as_array()
                .unwrap()
                .iter()
                .any(|c| c["code"] == code)
        };
        groupes.iter().position(|g| tient(&g)).unwrap()
    };
    assert_ne!(de("48061"), de("48095"), "90 minutes");
    assert!(
        json["notes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|n| n.as_str().unwrap().contains("temps.csv"))
    );
    // One group only has enough inhabitants, and it holds both ends of the ninety minutes: nothing proves it, nothing is found.
    let temps = temps.to_str().unwrap();
    let options = ["--depuis-zero", "--temps", temps, "--minutes-max", "60"];
    lance("dep:48", &[], &options).echouee(4, &["pas trouvé", "temps permis", "--graine"]);
    cpts(&["proposer", "dep:48", "--depuis-zero", "--minutes-max", "60"]).echouee(2, &["--temps"]);
}
