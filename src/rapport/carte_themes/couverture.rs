//! Map of the coverage by CPTS: who is covered by none, by this one, by another; it says nothing of médecins.

use super::categories::{elaguer, theme};
use super::palette::classe;
use super::{Affichage, Contexte, Place};
use crate::acces::{CouvertureCpts, EtatCpts};
use crate::francais::avec_unite;
use crate::rapport::cartes::{ClasseCarte, Theme};

/// Coverage by the CPTS of the list; absent without a list.
pub(super) fn couverture_cpts(c: &Contexte) -> Option<Theme> {
    // Nobody in the scope of the list: a blank map would say less than the sentence.
    c.zones.part_sans_cpts?;
    let couverture = CouvertureCpts::new(c.d)?;
    let valeurs = c.valeurs(|p| Some(etat(c, &couverture, p)));
    let titre = "Couverture par les CPTS";
    Some(elaguer(theme(
        "couverture_cpts",
        titre,
        legende(c),
        valeurs,
        c.zones.note.clone(),
    )))
}

/// All classes of coverage, in order; « cette CPTS » exists only when the perimeter is one.
fn legende(c: &Contexte) -> Vec<ClasseCarte> {
    let autre = match c.zones.cpts_reprise {
        Some(_) => "Une autre CPTS",
        None => "Une CPTS",
    };
    vec![
        classe("Aucune CPTS (zone blanche)", "#fdae61", true),
        classe("Couverte en partie", "#fee8c8", true),
        classe("Cette CPTS", "#2c7bb6", false),
        classe(autre, "#abd9e9", false),
        classe("Plusieurs CPTS", "#40246b", false),
        classe("Hors du champ de la liste", "#f7f7f7", false),
    ]
}

fn etat(c: &Contexte, couverture: &CouvertureCpts, p: &Place) -> Affichage {
    let noms: Vec<&str> = couverture.noms(p.id).into_iter().collect();
    let texte = noms.join(", ");
    match couverture.etat(p.id) {
        EtatCpts::SansCpts => Affichage::classe(0, "aucune CPTS"),
        EtatCpts::EnPartie => {
            let part = avec_unite(100.0 * couverture.part_couverte(p.id), 0, "%");
            Affichage::classe(1, format!("{texte}, pour {part} de la population"))
        }
        EtatCpts::UneCpts if c.zones.cpts_reprise.as_deref() == noms.first().copied() => {
            Affichage::classe(2, texte)
        }
        EtatCpts::UneCpts => Affichage::classe(3, texte),
        EtatCpts::PlusieursCpts => Affichage::classe(4, texte),
        EtatCpts::HorsChamp => Affichage::classe(5, "hors du champ de la liste"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe as classe_de, theme as theme_de, valeur};
    use super::super::palette;
    use super::*;
    use crate::geo::essais::*;

    fn libelles(t: &Theme) -> Vec<&str> {
        t.classes.iter().map(|c| c.libelle.as_str()).collect()
    }

    #[test]
    fn coverage_knows_this_cpts_the_others_and_the_unknown() {
        let mut d = france();
        ajouter_cpts(&mut d, &[(BETA, "CPTS A", 1.0), (GAMMA, "CPTS B", 0.5)]);
        let mut p = perimetre(&[(BETA, 1.0), (GAMMA, 1.0), (VOISINE, 1.0)]);
        p.genre = crate::model::GenrePerimetre::Region;
        let t = theme_de(&d, &p, "couverture_cpts").unwrap();
        assert_eq!(
            libelles(&t),
            [
                "Aucune CPTS (zone blanche)",
                "Couverte en partie",
                "Une CPTS",
                "Hors du champ de la liste"
            ]
        );
        assert_eq!(valeur(&t, "48001").unwrap().texte, "aucune CPTS");
        assert_eq!(
            valeur(&t, "48003").unwrap().texte,
            "CPTS B, pour 50\u{a0}% de la population"
        );
        p.cpts = Some("CPTS A".into());
        let t = theme_de(&d, &p, "couverture_cpts").unwrap();
        assert_eq!(classe_de(&t, "48002"), Some("Cette CPTS"));
        assert!(!t.note.contains("médecin"));
        assert!(theme_de(&france(), &p, "couverture_cpts").is_none());
    }

    #[test]
    fn coverage_reads_in_grey_or_by_its_hatching() {
        let d = france();
        let (zones, sous_densite) = Default::default();
        let c = Contexte {
            d: &d,
            places: vec![],
            valeurs: &Default::default(),
            zones: &zones,
            sous_densite: &sous_densite,
        };
        let l = legende(&c);
        for (i, a) in l.iter().enumerate() {
            for b in l.iter().skip(i + 1).filter(|b| b.hachures == a.hachures) {
                assert!(
                    palette::contraste(&a.couleur, &b.couleur) > 1.2,
                    "{a:?} {b:?}"
                );
            }
        }
    }
}
