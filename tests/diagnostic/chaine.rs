//! The command in a pipeline: dates, closed outputs, findings that fail.

use super::*;

#[test]
fn date_comes_from_the_user_never_from_the_clock() {
    let json = |mut c: std::process::Command| {
        let sortie = c.output().unwrap();
        serde_json::from_slice::<Value>(&sortie.stdout).unwrap()["date"].clone()
    };
    let base = ["diagnostic", "dep:48", "--format", "json"];
    assert_eq!(json(commande(&base)), Value::Null);
    let mut epoch = commande(&base);
    epoch.env("SOURCE_DATE_EPOCH", "1782777600");
    assert_eq!(json(epoch), "2026-06-30");
    assert_eq!(
        json(commande(&[
            "diagnostic",
            "dep:48",
            "--format",
            "json",
            "--date",
            "2025-12-31"
        ])),
        "2025-12-31"
    );
    cpts(&["diagnostic", "dep:48", "--date", "31/12/2025"])
        .echouee(2, &["31/12/2025", "AAAA-MM-JJ"]);
}

#[test]
fn a_reader_that_goes_away_is_not_a_failure() {
    let mut enfant = commande(&["diagnostic", FICTIF, "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(enfant.stdout.take());
    let sortie = enfant.wait_with_output().unwrap();
    assert!(
        sortie.status.success(),
        "{}",
        String::from_utf8_lossy(&sortie.stderr)
    );
}

#[test]
fn findings_can_fail_a_pipeline() {
    cpts(&["diagnostic", FICTIF, "--echec-si", "attention"]).echouee(1, &[]);
    let json = cpts(&[
        "diagnostic",
        "dep:48",
        "--format",
        "json",
        "--echec-si",
        "alerte",
    ]);
    assert_eq!(json.code, 0, "{}", json.stderr);
}
