//! Map of the signs of scarcity of médecins: APL, ZIP, ZAC, ZAR, communes without any; it says nothing of the CPTS.

use super::categories::{elaguer, theme};
use super::palette::{self, classe};
use super::zonage::texte_zone;
use super::{Affichage, Contexte, Place};
use crate::francais::{ESPACE_INSECABLE, compte, nombre};
use crate::model::SourceId;
use crate::model::lecture::{ClasseLue, Domaine, Groupe, arrondissements, classe as classe_lue};
use crate::rapport::cartes::Theme;

/// Signs of scarcity of médecins, by the first that holds; the text gives them all.
pub(super) fn sous_densite(c: &Contexte) -> Option<Theme> {
    let seuil = nombre(c.sous_densite.seuil_apl, 1);
    let libelles = [
        format!("APL inférieure à {seuil}"),
        "Autre commune en ZIP".to_owned(),
        "Autre commune en ZAC".to_owned(),
        "Autre commune sans médecin généraliste".to_owned(),
        "Autre commune en zone d'appui régional (ZAR)".to_owned(),
        "Aucun de ces signes".to_owned(),
        "Aucun signe connu, mais tout n'est pas connu".to_owned(),
    ];
    let classes = libelles
        .iter()
        .zip(palette::SOUS_DENSITE.into_iter().chain([palette::INCONNU]))
        .enumerate()
        .map(|(rang, (libelle, couleur))| classe(libelle, couleur, rang == 0))
        .collect();
    let sources = sources_sous_densite(c);
    if sources.is_empty() {
        return None;
    }
    let notes: Vec<String> = sources.into_iter().map(|(s, m)| c.note(s, m)).collect();
    let note = format!(
        "Chaque commune est montrée par le premier des signes qu'elle porte, dans l'ordre de la légende\u{a0}; le détail \
         les donne tous. Cette carte ne dit rien des CPTS. {}",
        notes.join(" ")
    );
    let valeurs = c.valeurs(|p| signes(c, p));
    Some(elaguer(theme(
        "sous_densite",
        "Sous-densité en médecins généralistes",
        classes,
        valeurs,
        note,
    )))
}

fn sources_sous_densite(c: &Contexte) -> Vec<(SourceId, Option<u16>)> {
    let colonnes = ["apl_mg", "bpe_d265"].map(|v| c.d.derniere(v).map(|x| (x.source, x.millesime)));
    let zonage = c.d.classe("zonage_mg").map(|x| (x.source, x.millesime));
    let mut sources: Vec<_> = colonnes.into_iter().chain([zonage]).flatten().collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Class and text of a unit; `None` when nothing is known of it. A sign is read where it is known; that there is none is
/// said only where each of the signs that the map shows is known.
fn signes(c: &Contexte, p: &Place) -> Option<Affichage> {
    let apl = c.lire("apl_mg", p).connue();
    let zonage = c.d.classe("zonage_mg");
    let zonage = zonage.map(|z| (z, classe_lue(&c.d.referentiel, z, p.id)));
    let zone = zonage.as_ref().and_then(|(z, lue)| {
        let rang = lue.une()? as usize;
        z.modalites.get(rang).map(|(code, _)| code.as_str())
    });
    let medecins = c.lire("effectif_mg", p).connue();
    let connus: Vec<String> = [
        apl.map(|x| format!("APL{ESPACE_INSECABLE}{}", nombre(x, 2))),
        arrondissements_sous_seuil(c, p),
        zonage.as_ref().and_then(|(z, lue)| texte_zone(z, lue)),
        medecins.map(texte_medecins),
    ]
    .into_iter()
    .flatten()
    .collect();
    if connus.is_empty() {
        return None;
    }
    // A city in several zones is in none of them as one commune, but each is known.
    let zone_connue = zonage
        .as_ref()
        .map(|(_, lue)| !matches!(lue, ClasseLue::Inconnue(_)));
    let inconnus: Vec<String> = [
        (
            c.d.derniere("apl_mg").is_some() && apl.is_none(),
            "APL inconnue",
        ),
        (zone_connue == Some(false), "zonage inconnu"),
        (
            c.d.derniere("bpe_d265").is_some() && medecins.is_none(),
            "nombre de médecins inconnu",
        ),
    ]
    .into_iter()
    .filter(|(inconnu, _)| *inconnu)
    .map(|(_, texte)| texte.to_owned())
    .collect();
    let rang = match (apl, zone, medecins) {
        (Some(x), _, _) if x < c.sous_densite.seuil_apl => 0,
        (_, Some("ZIP"), _) => 1,
        (_, Some("ZAC"), _) => 2,
        (_, _, Some(n)) if n <= 0.0 => 3,
        (_, Some("ZAR"), _) => 4,
        _ if inconnus.is_empty() => 5,
        _ => 6,
    };
    let textes = [connus, inconnus].concat();
    Some(Affichage::classe(rang, textes.join("\u{a0}; ")))
}

fn texte_medecins(n: f64) -> String {
    if n <= 0.0 {
        "sans médecin généraliste".to_owned()
    } else if n.fract() != 0.0 {
        // A commune in part counts for its part, as in the table.
        let mot = if n < 2.0 {
            "médecin généraliste"
        } else {
            "médecins généralistes"
        };
        format!("{}{ESPACE_INSECABLE}{mot}", nombre(n, 1))
    } else {
        compte(n, "médecin généraliste", "médecins généralistes")
    }
}

/// « 2 arrondissements sous 2,5 », for a city whose mean hides them.
fn arrondissements_sous_seuil(c: &Contexte, p: &Place) -> Option<String> {
    let colonne = c.d.derniere("apl_mg")?;
    let seuil = c.sous_densite.seuil_apl;
    let apl = Groupe::seul(colonne, Domaine::Positif);
    let sous_seuil: f64 = arrondissements(&c.d.referentiel, p.id)
        .iter()
        .filter(|&&a| apl.propre(a).connu().is_some_and(|x| x < seuil))
        .map(|_| 1.0)
        .sum();
    let nom = compte(sous_seuil, "arrondissement", "arrondissements");
    (sous_seuil > 0.0).then(|| format!("{nom} sous {}", nombre(seuil, 1)))
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe as classe_de, theme as theme_de, valeur};

    use crate::geo::essais::*;
    use crate::model::Valeur;

    #[test]
    fn signs_are_ordered_and_all_given_in_the_text() {
        let mut d = france();
        ajouter_connues(&mut d, "apl_mg", &[(ALPHA, 2.0), (BETA, 3.0)]);
        ajouter_connues(
            &mut d,
            "bpe_d265",
            &[(ALPHA, 0.0), (BETA, 1.0), (GAMMA, 0.0)],
        );
        ajouter_classes(
            &mut d,
            "zonage_mg",
            &[(ALPHA, "ZIP"), (BETA, "ZAC"), (GAMMA, "HORS")],
        );
        let p = perimetre(&[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0), (ILE, 1.0)]);
        let t = theme_de(&d, &p, "sous_densite").unwrap();
        assert_eq!(classe_de(&t, "48001"), Some("APL inférieure à 2,5"));
        assert_eq!(
            valeur(&t, "48001").unwrap().texte,
            "APL\u{a0}2,00\u{a0}; ZIP\u{a0}; sans médecin généraliste"
        );
        assert_eq!(classe_de(&t, "48002"), Some("Autre commune en ZAC"));
        assert_eq!(
            classe_de(&t, "48003"),
            Some("Autre commune sans médecin généraliste")
        );
        assert!(valeur(&t, "97101").is_none(), "nothing is known of it");
        assert!(t.classes[0].hachures && !t.note.contains("zone blanche"));
        assert!(theme_de(&france(), &p, "sous_densite").is_none());
    }

    #[test]
    fn a_zar_is_a_sign_of_its_own_and_only_what_is_met_is_in_the_legend() {
        let mut d = france();
        ajouter_classes(&mut d, "zonage_mg", &[(ALPHA, "ZAR"), (BETA, "HORS")]);
        let p = perimetre(&[(ALPHA, 1.0), (BETA, 1.0)]);
        let t = theme_de(&d, &p, "sous_densite").unwrap();
        assert_eq!(
            classe_de(&t, "48001"),
            Some("Autre commune en zone d'appui régional (ZAR)")
        );
        assert_eq!(classe_de(&t, "48002"), Some("Aucun de ces signes"));
        assert_eq!(t.classes.len(), 2);
    }

    #[test]
    fn a_city_says_which_arrondissements_its_mean_hides() {
        let mut d = france();
        ajouter_connues(&mut d, "apl_mg", &[(PARIS_1, 2.0), (PARIS_2, 4.0)]);
        let t = theme_de(&d, &perimetre(&[(PARIS, 1.0)]), "sous_densite").unwrap();
        // Without weights, nobody knows the mean of the city.
        assert_eq!(
            classe_de(&t, "75056"),
            Some("Aucun signe connu, mais tout n'est pas connu")
        );
        assert!(
            valeur(&t, "75056")
                .unwrap()
                .texte
                .contains("1\u{a0}arrondissement sous 2,5")
        );
    }

    #[test]
    fn none_of_the_signs_is_said_only_where_each_is_known() {
        let mut d = france();
        ajouter(
            &mut d,
            "apl_mg",
            &[
                (ALPHA, Valeur::Connue(3.0)),
                (BETA, Valeur::Connue(3.0)),
                (GAMMA, Valeur::Masquee),
            ],
        );
        ajouter_classes(&mut d, "zonage_mg", &[(ALPHA, "HORS"), (GAMMA, "HORS")]);
        let p = perimetre(&[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]);
        let t = theme_de(&d, &p, "sous_densite").unwrap();
        assert_eq!(classe_de(&t, "48001"), Some("Aucun de ces signes"));
        let inconnu = Some("Aucun signe connu, mais tout n'est pas connu");
        for (code, dit) in [("48002", "zonage inconnu"), ("48003", "APL inconnue")] {
            assert_eq!(classe_de(&t, code), inconnu, "{code}");
            assert!(valeur(&t, code).unwrap().texte.ends_with(dit), "{code}");
        }
    }

    #[test]
    fn masked_scarcity_is_not_a_sign() {
        let mut d = france();
        ajouter(&mut d, "apl_mg", &[(ALPHA, Valeur::Masquee)]);
        let t = theme_de(&d, &perimetre(&[(ALPHA, 1.0)]), "sous_densite");
        assert!(t.is_none());
    }
}
