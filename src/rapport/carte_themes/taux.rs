//! Maps of figures: population in circles; density, income and APL by classes with fixed bounds.

use super::palette::{self, classes_entre};
use super::{Affichage, Contexte, Place, classes};
use crate::francais::{ESPACE_INSECABLE, avec_unite, compte, nombre};
use crate::model::Valeur;
use crate::model::lecture::population as habitants;
use crate::rapport::cartes::{GenreTheme, Theme};

/// Bounds of the APL, consultations: the threshold of a « commune sous-dense » is the second one, they are one apart.
pub(super) fn bornes_apl(seuil: f64) -> [f64; 4] {
    [-1.0, 0.0, 1.0, 2.0].map(|ecart| seuil + ecart)
}

/// Bounds of a map that no source cuts, from the communes of the perimeter; what made them.
fn decouper(c: &Contexte, indicateur: &str) -> (Vec<f64>, &'static str) {
    let siennes = c.places.iter().filter(|p| p.part.is_some());
    let valeurs = siennes.filter_map(|p| c.lire(indicateur, p).connue());
    classes::bornes(indicateur, valeurs.collect())
}

/// Population municipale, circles.
pub(super) fn population(c: &Contexte) -> Theme {
    let r = &c.d.referentiel;
    let mut note = format!(
        "Population municipale {}, {}.",
        r.millesime_population, r.nom
    );
    if !r.note_population.is_empty() {
        note.push(' ');
        note.push_str(&r.note_population);
    }
    Theme {
        id: "population".into(),
        titre: "Population municipale".into(),
        unite: "habitants".into(),
        decimales: 0,
        genre: GenreTheme::Cercles,
        classes: Vec::new(),
        valeurs: c.valeurs(|p| {
            let entiere = habitants::habitants(c.d, p.id)?;
            let dedans = entiere * p.part.unwrap_or(1.0);
            Some(Affichage {
                valeur: Some(dedans),
                classe: None,
                texte: format!(
                    "{}{}",
                    compte(dedans, "habitant", "habitants"),
                    sur(p, entiere)
                ),
            })
        }),
        note,
        ..Theme::default()
    }
}

/// «  dans le périmètre (60 % des 2 000 de la commune) », for a commune that is there in part.
fn sur(p: &Place, entiere: f64) -> String {
    match p.part {
        Some(part) if part < 1.0 => format!(
            " dans le périmètre ({} des {} de la commune)",
            avec_unite(100.0 * part, 0, "%"),
            nombre(entiere, 0)
        ),
        _ => String::new(),
    }
}

/// Inhabitants per km².
pub(super) fn densite_population(c: &Contexte) -> Theme {
    let r = &c.d.referentiel;
    let (bornes, dit) = decouper(c, "densite_population");
    let surface =
        c.d.derniere("surface_km2")
            .map_or_else(String::new, |colonne| {
                format!(
                    "Surface{ESPACE_INSECABLE}: {}",
                    c.citee(colonne.source, colonne.millesime)
                )
            });
    Theme {
        id: "densite_population".into(),
        titre: "Densité de population".into(),
        unite: "habitants par km²".into(),
        decimales: 1,
        genre: GenreTheme::Choroplethe,
        classes: classes_entre(
            &bornes,
            palette::repartir(&palette::DENSITE, bornes.len() + 1),
            0,
        ),
        valeurs: c.valeurs(|p| {
            afficher(c.lire("densite_population", p), &bornes, |x| {
                avec_unite(x, 1, "habitants par km²")
            })
        }),
        note: format!(
            "{dit} Population municipale {}. {surface}",
            r.millesime_population
        ),
        ..Theme::default()
    }
}

/// Median income by commune (a median is never averaged, so a city read through its arrondissements shows none).
pub(super) fn revenu_median(c: &Contexte) -> Option<Theme> {
    let colonne = c.d.derniere("revenu_median")?;
    let (bornes, dit) = decouper(c, "revenu_median");
    Some(Theme {
        id: "revenu_median".into(),
        titre: "Revenu médian par unité de consommation".into(),
        unite: "€ par an et par unité de consommation".into(),
        decimales: 0,
        genre: GenreTheme::Choroplethe,
        classes: classes_entre(
            &bornes,
            palette::repartir(&palette::REVENU, bornes.len() + 1),
            0,
        ),
        valeurs: c.valeurs(|p| {
            afficher(c.lire("revenu_median", p), &bornes, |x| {
                avec_unite(x, 0, "€ par an et par unité de consommation")
            })
        }),
        note: format!("{dit} {}", c.note(colonne.source, colonne.millesime)),
        ..Theme::default()
    })
}

/// APL of the médecins généralistes; what is under the threshold is hatched.
pub(super) fn apl_mg(c: &Contexte) -> Option<Theme> {
    let bornes = bornes_apl(c.sous_densite.seuil_apl);
    let colonne = c.d.derniere("apl_mg")?;
    Some(Theme {
        id: "apl_mg".into(),
        titre: "Accessibilité aux médecins généralistes (APL)".into(),
        unite: "consultations par an et par habitant standardisé".into(),
        decimales: 1,
        genre: GenreTheme::Choroplethe,
        classes: classes_entre(&bornes, palette::ALARME.to_vec(), 2),
        valeurs: c.valeurs(|p| {
            afficher(c.lire("apl_mg", p), &bornes, |x| {
                let nom = if x < 2.0 {
                    "consultation"
                } else {
                    "consultations"
                };
                avec_unite(x, 2, &format!("{nom} par an et par habitant"))
            })
        }),
        note: format!(
            "Hachures{ESPACE_INSECABLE}: sous le seuil de {} de la DREES. {}",
            nombre(c.sous_densite.seuil_apl, 1),
            c.note(colonne.source, colonne.millesime)
        ),
        ..Theme::default()
    })
}

/// A known figure in its class, a masked one as masked, nothing for an absent one.
fn afficher(valeur: Valeur, bornes: &[f64], texte: impl Fn(f64) -> String) -> Option<Affichage> {
    match valeur {
        Valeur::Connue(x) => Some(classer(x, bornes, texte(x))),
        Valeur::Masquee => Some(Affichage::masque()),
        Valeur::Rejetee => Some(Affichage::rejete()),
        Valeur::Absente => None,
    }
}

fn classer(valeur: f64, bornes: &[f64], texte: String) -> Affichage {
    Affichage {
        valeur: Some(valeur),
        classe: Some(palette::rang(bornes, valeur)),
        texte,
    }
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe, theme, valeur};
    use super::*;
    use crate::geo::essais::*;

    #[test]
    fn the_threshold_is_the_second_bound() {
        assert_eq!(bornes_apl(2.5), [1.5, 2.5, 3.5, 4.5]);
    }

    #[test]
    fn population_in_circles_with_its_part() {
        let t = theme(&france(), &perimetre(&[(BETA, 0.6)]), "population").unwrap();
        assert_eq!(t.genre, GenreTheme::Cercles);
        assert!(t.classes.is_empty());
        let beta = valeur(&t, "48002").unwrap();
        // The figure of the part inside, as in the tables.
        assert_eq!(beta.valeur, Some(1200.0));
        assert_eq!(
            beta.texte,
            "1\u{202f}200\u{a0}habitants dans le périmètre (60\u{a0}% des 2\u{202f}000 de la commune)"
        );
        assert_eq!(
            valeur(&t, "48001").unwrap().texte,
            "1\u{202f}000\u{a0}habitants"
        );
    }

    #[test]
    fn density_is_that_of_the_indicator() {
        let mut d = france();
        let p = perimetre(&[(BETA, 1.0)]);
        assert!(theme(&d, &p, "densite_population").is_none());
        ajouter_connues(&mut d, "surface_km2", &[(BETA, 10.0)]);
        let t = theme(&d, &p, "densite_population").unwrap();
        assert_eq!(
            valeur(&t, "48002").unwrap().texte,
            "200,0\u{a0}habitants par km²"
        );
    }

    #[test]
    fn apl_known_masked_and_absent_differ() {
        let mut d = france();
        let valeurs = [(ALPHA, Valeur::Connue(2.31)), (BETA, Valeur::Masquee)];
        ajouter(&mut d, "apl_mg", &valeurs);
        let t = theme(
            &d,
            &perimetre(&[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]),
            "apl_mg",
        )
        .unwrap();
        assert_eq!(classe(&t, "48001"), Some("de 1,5 à moins de 2,5"));
        assert_eq!(
            valeur(&t, "48001").unwrap().texte,
            "2,31\u{a0}consultations par an et par habitant"
        );
        let masquee = valeur(&t, "48002").unwrap();
        assert_eq!(
            (masquee.valeur, masquee.classe, masquee.texte.as_str()),
            (None, None, MASQUE_LU)
        );
        assert!(valeur(&t, "48003").is_none());
        let hachures: Vec<bool> = t.classes.iter().map(|c| c.hachures).collect();
        assert_eq!(hachures, [true, true, false, false, false]);
    }

    const MASQUE_LU: &str = "masqué (secret statistique)";

    #[test]
    fn a_city_reads_its_apl_through_its_arrondissements_but_never_a_median() {
        let mut d = france();
        ajouter_connues(&mut d, "apl_mg", &[(PARIS_1, 1.0), (PARIS_2, 4.0)]);
        ajouter_connues(
            &mut d,
            "revenu_median",
            &[
                (PARIS_1, 30_000.0),
                (PARIS_2, 40_000.0),
                (VOISINE, 21_500.0),
            ],
        );
        let p = perimetre(&[(PARIS, 1.0)]);
        // Never a mean with other weights than its own.
        assert!(theme(&d, &p, "apl_mg").is_none());
        ajouter_connues(
            &mut d,
            "apl_mg_pop_std",
            &[(PARIS_1, 1000.0), (PARIS_2, 2000.0)],
        );
        let t = theme(&d, &p, "apl_mg").unwrap();
        assert_eq!(valeur(&t, "75056").unwrap().valeur, Some(3.0));
        let t = theme(&d, &p, "revenu_median").unwrap();
        assert!(valeur(&t, "75056").is_none());
        assert_eq!(
            classe(&t, "92001"),
            Some("de 20\u{202f}000 à moins de 22\u{202f}000")
        );
    }
}
