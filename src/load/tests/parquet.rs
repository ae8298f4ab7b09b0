//! The law of Parquet: a table gives the same Dataset whether it is written as CSV or as Parquet, in every test of the loader.

use super::*;

#[path = "../../../tests/de_csv.rs"]
mod de_csv;

/// Loads the same files again, each plain CSV written as Parquet: nothing but names and fingerprints may change.
pub(super) fn meme_en_parquet(fichiers: &[(&str, &[u8])], attendu: &Dataset) {
    let mut neufs: Vec<(String, Vec<u8>)> = Vec::new();
    let mut changes = Vec::new();
    for (nom, octets) in fichiers {
        let (souche, fin) = nom.rsplit_once('.').unwrap_or((nom, ""));
        let table = ["csv", "txt"].contains(&fin.to_lowercase().as_str());
        match table.then(|| de_csv::parquet_de_csv(octets)).flatten() {
            Some(parquet) => {
                let neuf = format!("{souche}.parquet");
                let empreinte = |o: &[u8]| octets::empreinte(o);
                changes.push((empreinte(&parquet), empreinte(octets)));
                changes.push((neuf.clone(), (*nom).to_owned()));
                neufs.push((neuf, parquet));
            }
            None => neufs.push(((*nom).to_owned(), octets.to_vec())),
        }
    }
    if changes.is_empty() {
        return;
    }
    let neufs: Vec<(&str, &[u8])> = neufs
        .iter()
        .map(|(n, o)| (n.as_str(), o.as_slice()))
        .collect();
    let lu = charge_tel_quel(&neufs).unwrap();
    let dit = |d: &Dataset| {
        let mut d = d.clone();
        d.referentiel = Arc::default();
        format!("{d:#?}")
    };
    let mut dit_en_parquet = dit(&lu);
    for (neuf, ancien) in &changes {
        dit_en_parquet = dit_en_parquet.replace(neuf, ancien);
    }
    similaires(&dit(attendu), &dit_en_parquet);
}

/// Two texts, of which the first line that differs is shown.
fn similaires(attendu: &str, lu: &str) {
    let ecart = attendu.lines().zip(lu.lines()).position(|(a, b)| a != b);
    if let Some(rang) = ecart {
        let autour = |t: &str| {
            t.lines()
                .skip(rang.saturating_sub(12))
                .take(16)
                .collect::<Vec<_>>()
                .join("\n")
        };
        panic!(
            "en CSV :\n{}\nen Parquet :\n{}",
            autour(attendu),
            autour(lu)
        );
    }
    assert_eq!(attendu.lines().count(), lu.lines().count());
}
