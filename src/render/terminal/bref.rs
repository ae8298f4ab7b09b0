//! The summary in one screen: who, how many, the key figures, what matters most; the rest on demand.

use super::indicateurs::{LARGEUR_TABLE, a_part, entete as colonnes, est_publie, lignes};
use super::page::{Page, Ton};
use super::territoires::territoires;
use super::{constats, entete};
use crate::francais::denombre;
use crate::model::{Constat, Indicateur, Severite};
use crate::rapport::ecran::Ecran;
use crate::rapport::mots::{LEGENDE_IC, LEGENDE_PARTIEL};
use crate::rapport::publies::LEGENDE_PUBLIE;
use crate::rapport::qualite::sur_les_donnees;
use crate::rapport::{Rapport, ordre};

/// Lines of a screen.
pub(super) const LIGNES: usize = 50;
/// Lines kept for the findings and the foot.
const CONSTATS: usize = 15;
/// Lines kept for the foot.
const PIED: usize = 4;

/// One screen.
pub(super) fn ecrire(page: &mut Page, rapport: &Rapport, ecran: &Ecran) {
    entete::ecrire(page, rapport);
    chiffres(page, rapport, ecran, LIGNES - CONSTATS);
    page.vide();
    // What changes what can be concluded comes first.
    let alertes = ordre::alertes_sur_les_donnees(&rapport.constats);
    let tous: Vec<_> = alertes
        .chain(ordre::essentiels(&rapport.constats))
        .collect();
    if tous.is_empty() {
        page.puce(Ton::Normal, "Aucun constat.");
    }
    let mut dits = 0;
    for constat in &tous {
        if !page.si_tient(LIGNES - PIED, |p| constats::puce(p, constat)) {
            break;
        }
        dits += 1;
    }
    constats::pied(page, rapport);
    page.paragraphe(
        Ton::Discret,
        &suite(rapport, tous.get(..dits).unwrap_or_default()),
    );
}

/// What the screen leaves out, and how to have it: findings on the files that are to be checked are counted apart.
fn suite(rapport: &Rapport, dits: &[&Constat]) -> String {
    let reste = rapport.constats.len().saturating_sub(dits.len());
    let grave = |c: &&Constat| sur_les_donnees(c) && c.severite >= Severite::Attention;
    let graves = rapport.constats.iter().filter(grave).count();
    let donnees = graves.saturating_sub(dits.iter().copied().filter(grave).count());
    let dont = match donnees {
        0 => String::new(),
        n if n == reste => " à vérifier sur les données".to_owned(),
        n => format!(" (dont {n} à vérifier sur les données)"),
    };
    let autres = match reste {
        0 => String::new(),
        n => format!(
            "{}{dont} et ",
            denombre(n, "autre constat", "autres constats")
        ),
    };
    format!("--detail\u{a0}: tous les chiffres, {autres}la couverture par les CPTS")
}

/// Key figures without their sections, as many as the page holds.
fn chiffres(page: &mut Page, rapport: &Rapport, ecran: &Ecran, limite: usize) {
    let territoires = territoires(rapport, page.largeur);
    page.vide();
    if page.largeur >= LARGEUR_TABLE {
        colonnes(page, &territoires);
    }
    let mut montres: Vec<&Indicateur> = Vec::new();
    let (dits, tus) = ecran.brefs(rapport);
    for i in dits {
        if !page.si_tient(limite, |p| lignes(p, &[i], &territoires)) {
            break;
        }
        montres.push(i);
    }
    let legendes = [
        (montres.iter().any(|i| i.intervalle.is_some()), LEGENDE_IC),
        (
            montres.iter().any(|i| a_part(i, &territoires)),
            LEGENDE_PARTIEL,
        ),
        (
            montres.iter().any(|i| est_publie(i, &territoires)),
            LEGENDE_PUBLIE,
        ),
    ];
    for (_, legende) in legendes.into_iter().filter(|(vue, _)| *vue) {
        page.paragraphe(Ton::Discret, legende);
    }
    if !tus.is_empty() {
        let noms: Vec<&str> = tus.iter().map(|i| i.libelle.as_str()).collect();
        let dit = format!(
            "Sans chiffre publiable dans ces fichiers\u{a0}: {}.",
            noms.join("\u{a0}; ")
        );
        page.paragraphe(Ton::Discret, &dit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::ecran::ecran;
    use crate::render::essai;
    use crate::render::terminal::rendre;

    #[test]
    fn a_report_of_any_length_is_one_screen() {
        let mut rapport = essai::rapport();
        for rang in 0..30 {
            let mut constat = rapport.constats[0].clone();
            constat.texte = format!("{rang} {}", "mot ".repeat(rang));
            rapport.constats.push(constat);
        }
        for largeur in [60, 72, 80, 100, 132] {
            let texte = rendre((&rapport, &ecran().unwrap()), largeur, false, false);
            assert!(texte.lines().count() <= LIGNES, "{largeur}\n{texte}");
            assert!(texte.contains("--detail"));
        }
    }

    #[test]
    fn what_changes_the_conclusions_is_never_left_to_the_detail() {
        let mut rapport = essai::rapport();
        let mut attention = rapport.constats[0].clone();
        attention.severite = Severite::Attention;
        rapport.constats = vec![attention; 20];
        let regle = crate::model::RegleConstat::FichierIllisible;
        let s0 = crate::model::SectionId::S0;
        let alerte = Constat::new(regle, Severite::Alerte, s0, "Un fichier est tronqué.");
        rapport.constats.push(alerte);
        let texte = rendre((&rapport, &ecran().unwrap()), 80, false, false);
        assert!(texte.contains("Un fichier est tronqué."), "{texte}");
    }
}
