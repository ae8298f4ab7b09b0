//! Tests of `sous_densite`.

use super::*;
use crate::geo::essais::*;
use crate::model::Valeur;

fn noms(liste: &[CommuneRef]) -> Vec<&str> {
    liste.iter().map(|c| c.nom.as_str()).collect()
}

const TOUT: [(UniteId, f64); 4] = [(ALPHA, 1.0), (BETA, 0.5), (GAMMA, 1.0), (PARIS, 1.0)];

#[test]
fn the_threshold_is_that_of_the_catalogue_and_another_rule_is_refused() {
    assert_eq!(seuil().valeur, 2.5);
    assert!(seuil().reference.contains("DREES"));
    let autre = |regle: &str| {
        let mut catalogue = Catalogue::embarque().unwrap();
        let texte = format!(
            "[[indicateur]]\nid = \"{INDICATEUR}\"\nsection = \"S7\"\nlibelle = \"x\"\nunite = \"%\"\ndecimales = 1\ncouverture_min = 0.8\nreference = \"essai\"\nformule = \"f\"\n{regle}"
        );
        catalogue.avec(&texte, "essai.toml").unwrap();
        SeuilApl::du_catalogue(&catalogue)
    };
    let regle = "regle = \"part_population_seuil\"\nvariable = \"apl_mg\"\nseuil = 3\npopulation = \"apl_mg_pop\"";
    assert_eq!(autre(regle).unwrap().valeur, 3.0);
    let refus = autre("regle = \"somme\"\nvariable = \"apl_mg\"").unwrap_err();
    assert_eq!(refus.valeur.as_deref(), Some("somme"));
}

#[test]
fn without_files_nothing_is_said() {
    let s = sous_densite(&france(), &perimetre(&TOUT), &seuil());
    assert_eq!((s.seuil_apl, s.millesime_apl), (2.5, None));
    assert_eq!(
        (s.population_sous_seuil, s.population_sans_medecin),
        (None, None)
    );
    assert!(s.zonage.is_empty() && s.sources.is_empty());
}

#[test]
fn the_threshold_is_strict_and_the_lowest_comes_first() {
    let mut d = france();
    ajouter(
        &mut d,
        "apl_mg",
        &[
            (ALPHA, Valeur::Connue(2.5)),
            (BETA, Valeur::Connue(2.4)),
            (GAMMA, Valeur::Masquee),
            (PARIS_1, Valeur::Connue(1.0)),
            (PARIS_2, Valeur::Connue(4.0)),
        ],
    );
    let s = sous_densite(&d, &perimetre(&TOUT), &seuil());
    assert_eq!(noms(&s.communes_sous_seuil), ["Paris 1er", "Bêta"]);
    assert_eq!(s.communes_sous_seuil[0].apl, Some(1.0));
    // The APL of Gamma is hidden: what is known would be the least, not the figure.
    assert_eq!((s.population_sous_seuil, s.apl_inconnues), (None, 1));
    let connues: Vec<_> = TOUT.into_iter().filter(|(id, _)| *id != GAMMA).collect();
    let connu = sous_densite(&d, &perimetre(&connues), &seuil());
    // 1 000 in Paris 1er and half of the 2 000 of Bêta.
    assert_eq!(
        (connu.population_sous_seuil, connu.apl_inconnues),
        (Some(2000.0), 0)
    );
    assert_eq!(
        (s.millesime_apl, s.sources),
        (Some(2023), vec!["base".to_owned()])
    );
}

#[test]
fn communes_without_medecin_are_those_with_a_known_zero() {
    let mut d = france();
    ajouter(
        &mut d,
        "bpe_d265",
        &[
            (ALPHA, Valeur::Connue(0.0)),
            (BETA, Valeur::Connue(2.0)),
            (GAMMA, Valeur::Connue(0.0)),
            (VOISINE, Valeur::Masquee),
        ],
    );
    let s = sous_densite(
        &d,
        &perimetre(&[
            (ALPHA, 1.0),
            (BETA, 1.0),
            (GAMMA, 1.0),
            (VOISINE, 1.0),
            (ILE, 1.0),
        ]),
        &seuil(),
    );
    // Gamma is farther from Bêta (corner) than Alpha (side).
    assert_eq!(noms(&s.communes_sans_medecin), ["Gamma", "Alpha"]);
    assert_eq!(
        s.communes_sans_medecin[0].plus_proche.as_ref().unwrap().nom,
        "Bêta"
    );
    // Voisine is masked and Île has no row: 1 300 inhabitants would be the least, not the figure.
    assert_eq!((s.population_sans_medecin, s.medecins_inconnus), (None, 2));
}

#[test]
fn the_zoning_follows_arrondissements_and_says_what_it_does_not_know() {
    let mut d = france();
    ajouter_classes(
        &mut d,
        "zonage_mg",
        &[
            (ALPHA, "ZIP"),
            (BETA, "HORS"),
            (PARIS_1, "ZAC"),
            (PARIS_2, "HORS"),
        ],
    );
    let s = sous_densite(&d, &perimetre(&TOUT), &seuil());
    let lus: Vec<_> = s
        .zonage
        .iter()
        .map(|z| (z.classe.as_str(), z.communes, z.population))
        .collect();
    assert_eq!(
        lus,
        [("ZIP", 1, 1000.0), ("ZAC", 0, 1000.0), ("HORS", 1, 3000.0)]
    );
    // Paris is in no zone, being in two; its inhabitants are in that of their arrondissement.
    assert_eq!(noms(&s.zonage_partage), ["Paris"]);
    // Gamma (300 of 5 300) has no class.
    let parts: f64 = s.zonage.iter().map(|z| z.part).sum();
    assert!((parts - 100.0 * 5000.0 / 5300.0).abs() < 1e-9);
    let bornes = s.zonage[0].bornes.unwrap();
    let proche = |a: Option<f64>, b: f64| (a.unwrap() - 100.0 * b / 5300.0).abs() < 1e-9;
    assert!(proche(bornes.min, 1000.0) && proche(bornes.max, 1300.0));
    let s = sous_densite(&d, &perimetre(&[(GAMMA, 1.0)]), &seuil());
    assert!(s.zonage.is_empty());
}
