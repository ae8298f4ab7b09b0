//! Map data of the invented report: a grid of irregular polygons.

use super::{COMMUNES, code};
use crate::rapport::cartes::{Cartes, ClasseCarte, CommuneCarte, GenreTheme, Theme, ValeurCarte};

/// A grid node moved by a fixed pseudo-random offset, metres.
fn noeud(colonne: i32, ligne: i32) -> [f64; 2] {
    let gigue = |graine: i32| f64::from((graine * 7919 + 104_729).rem_euclid(1000)) / 1000.0 - 0.5;
    [
        600_000.0 + 5_000.0 * f64::from(colonne) + 2_200.0 * gigue(colonne * 31 + ligne * 17),
        6_400_000.0 + 4_200.0 * f64::from(ligne) + 1_900.0 * gigue(colonne * 13 + ligne * 41 + 5),
    ]
}

fn milieu(a: [f64; 2], b: [f64; 2], graine: i32) -> [f64; 2] {
    let ecart = f64::from((graine * 331).rem_euclid(700)) - 350.0;
    [
        f64::midpoint(a[0], b[0]) + ecart,
        f64::midpoint(a[1], b[1]) - ecart,
    ]
}

fn cote(a: (i32, i32), b: (i32, i32)) -> [f64; 2] {
    let (min, max) = if a < b { (a, b) } else { (b, a) };
    milieu(
        noeud(min.0, min.1),
        noeud(max.0, max.1),
        min.0 * 5 + min.1 * 3 + max.0 * 7 + max.1,
    )
}

fn anneau(colonne: i32, ligne: i32) -> Vec<[f64; 2]> {
    let coins = [
        (colonne, ligne),
        (colonne + 1, ligne),
        (colonne + 1, ligne + 1),
        (colonne, ligne + 1),
    ];
    let mut points = Vec::new();
    for rang in 0..4 {
        let (a, b) = (coins[rang], coins[(rang + 1) % 4]);
        points.push(noeud(a.0, a.1));
        points.push(cote(a, b));
    }
    points.push(points[0]);
    points
}

fn commune(texte: &str, nom: &str, place: (i32, i32), dedans: bool) -> CommuneCarte {
    let [x, y] = noeud(place.0, place.1);
    CommuneCarte {
        code: code(texte),
        nom: nom.to_owned(),
        dans_perimetre: dedans,
        anneaux: vec![anneau(place.0, place.1)],
        centre: [x + 2_500.0, y + 2_100.0],
        habitants: Some(f64::from(1_000 + 37 * place.0 + 11 * place.1)),
    }
}

fn communes() -> Vec<CommuneCarte> {
    let mut sortie: Vec<CommuneCarte> = COMMUNES
        .iter()
        .zip(0_i32..)
        .take(11)
        .map(|((c, nom, _), rang)| commune(c, nom, (rang % 4, rang / 4), true))
        .collect();
    let voisines = [
        ("96010", (-1, 0)),
        ("96011", (-1, 1)),
        ("96012", (-1, 2)),
        ("96013", (0, -1)),
        ("96014", (1, -1)),
        ("96015", (2, -1)),
        ("96016", (3, -1)),
        ("99010", (4, 0)),
        ("99011", (4, 1)),
        ("99012", (4, 2)),
        ("99013", (0, 3)),
        ("99014", (1, 3)),
        ("99015", (2, 3)),
        ("99016", (3, 3)),
        ("99017", (3, 2)),
    ];
    sortie.extend(
        voisines
            .iter()
            .map(|(c, place)| commune(c, &format!("Voisine {c}"), *place, false)),
    );
    sortie
}

fn classe(libelle: &str, couleur: &str, hachures: bool) -> ClasseCarte {
    ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        hachures,
        ..ClasseCarte::default()
    }
}

fn valeur(rang: usize, valeur: Option<f64>, classe: Option<usize>, texte: &str) -> ValeurCarte {
    ValeurCarte {
        code: code(COMMUNES[rang].0),
        valeur,
        classe,
        texte: texte.to_owned(),
    }
}

fn theme(
    id: &str,
    titre: &str,
    genre: GenreTheme,
    classes: Vec<ClasseCarte>,
    valeurs: Vec<ValeurCarte>,
) -> Theme {
    Theme {
        id: id.to_owned(),
        titre: titre.to_owned(),
        unite: String::new(),
        decimales: 0,
        genre,
        classes,
        valeurs,
        note: "Source inventée, 2023.".to_owned(),
        ..Theme::default()
    }
}

fn apl() -> Theme {
    let classes = vec![
        classe("moins de 1,5", "#7f2704", true),
        classe("de 1,5 à 2,5", "#d94801", true),
        classe("de 2,5 à 4", "#9ecae1", false),
        classe("4 et plus", "#2171b5", false),
    ];
    let valeurs = (0..10)
        .map(|rang| {
            valeur(
                rang,
                Some(1.0 + rang as f64 * 0.4),
                Some(rang * 4 / 10),
                &format!("{},{} consultations", 1 + rang * 4 / 10, rang * 4 % 10),
            )
        })
        .chain([valeur(10, None, None, "masqué")])
        .collect();
    let mut theme = theme(
        "apl_mg",
        "APL aux médecins généralistes",
        GenreTheme::Choroplethe,
        classes,
        valeurs,
    );
    theme.unite = "consultations par an et par habitant standardisé".to_owned();
    theme
}

/// Map data of the invented report.
pub(super) fn cartes() -> Cartes {
    let population = (0..11)
        .map(|rang| {
            valeur(
                rang,
                Some(COMMUNES[rang].2),
                None,
                &format!("{} habitants", COMMUNES[rang].2),
            )
        })
        .collect();
    let mut population = theme(
        "population",
        "Population municipale",
        GenreTheme::Cercles,
        Vec::new(),
        population,
    );
    population.unite = "habitants".to_owned();
    let couverture = (0..11)
        .map(|rang| {
            valeur(
                rang,
                None,
                Some(rang % 3),
                ["sans CPTS", "CPTS du Val & d'Ambre", "plusieurs CPTS"][rang % 3],
            )
        })
        .collect();
    let densite = (0..9)
        .map(|rang| valeur(rang, None, Some(rang % 2), "densité"))
        .collect();
    Cartes {
        projection: "Projection fictive".to_owned(),
        emprise: [594_000.0, 6_395_000.0, 627_000.0, 6_418_000.0],
        communes: communes(),
        themes: vec![
            theme(
                "couverture_cpts",
                "Couverture par une CPTS",
                GenreTheme::Choroplethe,
                vec![
                    classe("sans CPTS (zone blanche)", "#ffffff", true),
                    classe("dans une CPTS", "#a6bddb", false),
                    classe("dans plusieurs CPTS", "#6a51a3", true),
                ],
                couverture,
            ),
            theme(
                "densite",
                "Grille de densité",
                GenreTheme::Choroplethe,
                vec![
                    classe("petites villes", "#8c6bb1", false),
                    classe("rural à habitat dispersé", "#edf8e9", false),
                ],
                densite,
            ),
            population,
            apl(),
        ],
        source: "Contours inventés".to_owned(),
        sans_contour: vec![code("99004")],
        croquis: Vec::new(),
    }
}
