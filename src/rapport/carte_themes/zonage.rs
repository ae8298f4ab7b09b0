//! Map of the zoning of the médecins généralistes: ZIP, ZAC, ZAR, with its date.

use super::categories::{elaguer, theme};
use super::palette::classe;
use super::{Affichage, Contexte};
use crate::model::ColonneClasse;
use crate::model::lecture::{ClasseLue, classe as classe_lue};
use crate::rapport::cartes::{ClasseCarte, Theme};

/// Zones of the arrêté on the médecins généralistes, the most helped first; then what is in none, and a city that is in several.
const ZONES: [(&str, &str, &str); 4] = [
    ("ZIP", "Zone d'intervention prioritaire (ZIP)", "#b2182b"),
    ("ZAC", "Zone d'action complémentaire (ZAC)", "#f4a582"),
    ("ZAR", "Zone d'appui régional (ZAR)", "#fddbc7"),
    ("HORS", "Hors zonage", "#f7f7f7"),
];

/// Zoning of the médecins généralistes, by commune.
pub(super) fn zonage(c: &Contexte) -> Option<Theme> {
    let colonne = c.d.classe("zonage_mg")?;
    let mut classes: Vec<ClasseCarte> = ZONES
        .iter()
        .map(|(_, nom, couleur)| classe(nom, couleur, false))
        .collect();
    let plusieurs = classes.len();
    classes.push(classe("Plusieurs zones dans la commune", "#9970ab", false));
    let valeurs = c.valeurs(|p| {
        let lue = classe_lue(&c.d.referentiel, colonne, p.id);
        let texte = texte_zone(colonne, &lue)?;
        let Some(rang) = lue.une() else {
            let en_plusieurs = matches!(lue, ClasseLue::Partagee(_));
            return en_plusieurs.then(|| Affichage::classe(plusieurs, texte));
        };
        let code = &colonne.modalites.get(rang as usize)?.0;
        let rang = ZONES.iter().position(|(zone, ..)| zone == code)?;
        Some(Affichage::classe(rang, texte))
    });
    let note = c.note(colonne.source, colonne.millesime);
    let note =
        format!("Zonage des médecins généralistes arrêté par l'agence régionale de santé. {note}");
    let titre = "Zonage des médecins généralistes";
    Some(elaguer(theme("zonage_mg", titre, classes, valeurs, note)))
}

/// « ZIP », « hors zonage », « ZAC, ZIP selon l'arrondissement » for a city that is in several.
pub(super) fn texte_zone(colonne: &ColonneClasse, lue: &ClasseLue) -> Option<String> {
    let nom = |m: &&(String, String)| match m.0.as_str() {
        "HORS" => "hors zonage".to_owned(),
        code => code.to_owned(),
    };
    let noms: Vec<String> = lue.modalites(colonne).iter().map(nom).collect();
    match lue {
        ClasseLue::Partagee(_) => Some(format!("{} selon l'arrondissement", noms.join(", "))),
        _ => noms.into_iter().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe as classe_de, theme as theme_de, valeur};
    use crate::geo::essais::*;

    #[test]
    fn each_zone_is_a_class_and_a_city_in_several_is_said_to_be() {
        let mut d = france();
        let zones = [
            (ALPHA, "ZIP"),
            (BETA, "HORS"),
            (PARIS_1, "ZAC"),
            (PARIS_2, "ZAR"),
        ];
        ajouter_classes(&mut d, "zonage_mg", &zones);
        let t = theme_de(
            &d,
            &perimetre(&[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]),
            "zonage_mg",
        )
        .unwrap();
        let zip = Some("Zone d'intervention prioritaire (ZIP)");
        assert_eq!(
            (classe_de(&t, "48001"), classe_de(&t, "48002")),
            (zip, Some("Hors zonage"))
        );
        assert!(valeur(&t, "48003").is_none());
        assert_eq!(t.classes.len(), 2, "only what is met");
        assert!(t.note.contains("2024"));
        let t = theme_de(&d, &perimetre(&[(PARIS, 1.0)]), "zonage_mg").unwrap();
        assert_eq!(
            classe_de(&t, "75056"),
            Some("Plusieurs zones dans la commune")
        );
        assert!(theme_de(&france(), &perimetre(&[(ALPHA, 1.0)]), "zonage_mg").is_none());
    }
}
