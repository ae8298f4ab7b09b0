//! Terminal summary: readable at 80 columns, in black and white, and safe whatever the names hold.

mod bref;
mod constats;
mod couverture;
pub mod croquis;
mod entete;
mod indicateurs;
mod page;
mod territoires;

use crate::rapport::Rapport;
use crate::rapport::ecran::Ecran;

use page::Page;

/// Narrowest page that is laid out.
const LARGEUR_MIN: u16 = 20;

/// A summary of the report in `largeur` columns (at least 20), with ANSI colours when asked; ends with a newline. In one
/// screen of 50 lines from 60 columns on, unless the detail is asked.
#[must_use]
pub fn rendre(
    (rapport, ecran): (&Rapport, &Ecran),
    largeur: u16,
    couleurs: bool,
    detail: bool,
) -> String {
    let mut page = Page::new(usize::from(largeur.max(LARGEUR_MIN)), couleurs);
    if !detail {
        bref::ecrire(&mut page, rapport, ecran);
        return page.finir();
    }
    entete::ecrire(&mut page, rapport);
    indicateurs::ecrire(&mut page, rapport, ecran);
    couverture::zones_blanches(&mut page, &rapport.zones_blanches, rapport.perimetre.genre);
    couverture::sous_densite(&mut page, &rapport.sous_densite);
    constats::ecrire(&mut page, rapport);
    constats::pied(&mut page, rapport);
    page.finir()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::ecran::ecran;
    use crate::render::essai;
    use crate::render::texte::largeur_affichee;

    fn ecrit(rapport: &Rapport, largeur: u16, couleurs: bool, detail: bool) -> String {
        rendre((rapport, &ecran().unwrap()), largeur, couleurs, detail)
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut rapport = essai::rapport();
        rapport.perimetre.nom = "Mot".repeat(100);
        rapport.indicateurs[0].libelle = "x".repeat(300);
        for largeur in [0_u16, 20, 40, 59, 60, 72, 80, 100, 132, 200] {
            for ligne in ecrit(&rapport, largeur, false, true).lines() {
                let vue = largeur_affichee(ligne);
                assert!(
                    vue <= usize::from(largeur.max(20)),
                    "{largeur} < {vue} : {ligne}"
                );
            }
        }
    }

    #[test]
    fn black_and_white_has_no_escape_and_hostile_names_cannot_paint() {
        let mut rapport = essai::rapport();
        rapport.perimetre.nom = "\u{1b}[31mRouge\u{7}\u{202E}".to_owned();
        let texte = ecrit(&rapport, 80, false, true);
        assert!(
            !texte.contains('\u{1b}') && !texte.contains('\u{7}') && !texte.contains('\u{202E}')
        );
        assert!(texte.contains("Rouge"));
    }

    #[test]
    fn colours_only_paint_the_same_text() {
        let couleurs = ecrit(&essai::rapport(), 80, true, true);
        assert!(couleurs.contains('\u{1b}'));
        let nu: String = couleurs
            .split('\u{1b}')
            .enumerate()
            .map(|(rang, bout)| {
                if rang == 0 {
                    bout
                } else {
                    bout.split_once('m').unwrap().1
                }
            })
            .collect();
        assert_eq!(nu, ecrit(&essai::rapport(), 80, false, true));
    }

    #[test]
    fn the_summary_says_what_matters() {
        let texte = ecrit(&essai::rapport(), 80, false, true);
        for attendu in [
            "Territoire fictif",
            "47\u{202F}276 habitants",
            "Taille de la CPTS (ACI)\u{202f}: 2",
            "2,37",
            "68\u{202F}350\u{202F}798",
            "non publié",
            "absente",
            "par commune",
            "ZONES BLANCHES",
            "SOUS-DENSITÉ",
            "Alerte",
            "42 des 45 éléments attendus",
            "5 sources",
            "37 lignes écartées",
        ] {
            assert!(
                texte.replace('\n', " ").contains(attendu),
                "{attendu}\n{texte}"
            );
        }
    }

    #[test]
    fn a_bare_report_is_still_a_summary() {
        let mut rapport = essai::rapport();
        rapport.indicateurs.clear();
        rapport.zones_blanches = crate::model::ZonesBlanches::default();
        rapport.sous_densite = crate::model::SousDensite::default();
        rapport.constats.clear();
        rapport.financement.taille = None;
        let texte = ecrit(&rapport, 80, false, true);
        assert!(texte.contains("indéterminée") && texte.contains("Aucun constat"));
        assert!(texte.ends_with('\n'));
    }

    /// Writes the summary where `CPTS_ECRIRE_TERMINAL` says, to be looked at.
    #[test]
    fn written_to_be_looked_at() {
        if let Ok(chemin) = std::env::var("CPTS_ECRIRE_TERMINAL") {
            std::fs::write(chemin, ecrit(&essai::rapport(), 80, false, true)).unwrap();
        }
    }
}
