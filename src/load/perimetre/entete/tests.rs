//! Tables cut in titles, header, rows and footnotes.

use super::*;
use crate::load::perimetre::grille_texte::grille;

fn cut(contenu: &str) -> (Option<u64>, usize, usize) {
    let commune = |t: &str| t == "Mende";
    let d = decoupe(grille("x", contenu).unwrap(), &commune);
    (
        d.entete.map(|l| l.numero),
        d.lignes.len(),
        d.hors_table.len(),
    )
}

#[test]
fn titles_headers_rows_and_footnotes_are_told_apart() {
    assert_eq!(
        cut("Liste des communes;;\n;;\nCode INSEE;Commune;Hab\n48095;Mende;12318\nTotal;;12318\n"),
        (Some(3), 1, 2)
    );
    assert_eq!(cut("48095\n48080\n"), (None, 2, 0));
    assert_eq!(cut("code_insee\n48095\n"), (Some(1), 1, 0));
    assert_eq!(cut("pop;machin\n12464;48095\n"), (Some(1), 1, 1));
    assert_eq!(cut("CPTS de Mende\n\n48095\n"), (Some(1), 1, 1));
    assert_eq!(cut("Nom;Type\nMende;Commune\n"), (Some(1), 1, 0));
}

#[test]
fn a_first_row_that_speaks_of_a_code_or_a_commune_is_not_a_header() {
    for contenu in [
        "631O2 Châteldon\n63430\n",
        "Châteldon (63102)\n63430\n",
        "COM 63102;x\n63430;y\n",
        "631025;x\n63430;y\n",
        "2O A04;x\n63430;y\n",
        "Mende\n63430\n",
    ] {
        assert_eq!(cut(contenu).0, None, "{contenu}");
        assert_eq!(cut(contenu).1, 2, "{contenu}");
    }
}

#[test]
fn headers_are_known_by_their_meaning() {
    assert!(
        matches!(sens("Code INSEE"), Sens::Code(0)) && matches!(sens("CODGEO_2025"), Sens::Code(_))
    );
    assert_eq!(
        (sens("Code postal"), sens("dpt"), sens("siren_epci")),
        (Sens::Postal, Sens::Departement, Sens::Jamais)
    );
    assert_eq!(
        (sens("Nom CPTS"), sens("% part"), sens("")),
        (Sens::Cpts, Sens::Part(true), Sens::SansTitre)
    );
    assert!(matches!(sens("Territoire CPTS"), Sens::Nom(_)));
}
