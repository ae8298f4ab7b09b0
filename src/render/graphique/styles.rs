//! Fills of the series: the perimeter is solid and dark, the others differ by pattern before colour.

use std::fmt::Write as _;

/// Patterns by name: ground and lines.
const MOTIFS: [(&str, &str, &str); 4] = [
    (
        "ma",
        "#fff7ed",
        "<path d=\"M0 6L6 0M-1 1L1-1M5 7L7 5\" stroke=\"#9a3412\" stroke-width=\"1.2\"/>",
    ),
    (
        "mb",
        "#f5f3ff",
        "<circle cx=\"3\" cy=\"3\" r=\"1.3\" fill=\"#4c1d95\"/>",
    ),
    (
        "mc",
        "#ecfdf5",
        "<path d=\"M0 1.5H6M0 4.5H6\" stroke=\"#065f46\" stroke-width=\"1\"/>",
    ),
    (
        "md",
        "#ffffff",
        "<path d=\"M3 0V6\" stroke=\"#374151\" stroke-width=\"1\"/>",
    ),
];

/// Pattern definitions of one chart, under identifiers that start with its own.
pub(super) fn motifs(id: &str) -> String {
    let mut sortie = String::from("<defs>");
    for (nom, fond, traits) in MOTIFS {
        let _ = write!(
            sortie,
            "<pattern id=\"{id}-{nom}\" patternUnits=\"userSpaceOnUse\" width=\"6\" height=\"6\">\
             <rect width=\"6\" height=\"6\" fill=\"{fond}\"/>{traits}</pattern>"
        );
    }
    sortie.push_str("</defs>\n");
    sortie
}

/// Fill and stroke attributes of a series.
pub(super) fn style(id: &str, rang: usize) -> String {
    let (fond, trait_) = match rang {
        0 => ("#1d4e79".to_owned(), "#1d4e79"),
        _ => match (rang - 1) % 6 {
            0 => (format!("url(#{id}-ma)"), "#9a3412"),
            1 => (format!("url(#{id}-mb)"), "#4c1d95"),
            2 => ("#b6bec9".to_owned(), "#4b5563"),
            3 => ("#ffffff".to_owned(), "#111827"),
            4 => (format!("url(#{id}-mc)"), "#065f46"),
            _ => (format!("url(#{id}-md)"), "#374151"),
        },
    };
    format!("fill=\"{fond}\" stroke=\"{trait_}\" stroke-width=\".8\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_seven_series_look_different() {
        let mut styles: Vec<String> = (0..7).map(|rang| style("g", rang)).collect();
        styles.sort();
        styles.dedup();
        assert_eq!(styles.len(), 7);
    }
}
