//! Maps of categories: density grid, signs of scarcity of médecins, coverage by CPTS; the last two never mix.

use super::palette::{self, classe};
use super::{Affichage, Contexte, Place};
use crate::acces::{CouvertureCpts, EtatCpts};
use crate::francais::{ESPACE_INSECABLE, avec_unite, compte, nombre};
use crate::model::lecture::{ClasseLue, Domaine, Groupe, arrondissements, classe as classe_lue};
use crate::model::{ColonneClasse, SourceId};
use crate::rapport::cartes::{ClasseCarte, GenreTheme, Theme, ValeurCarte};

/// Classes of the INSEE grille communale de densité à 7 niveaux (2024), most urban first.
const GRILLE: [(&str, &str); 7] = [
    ("1", "Grands centres urbains"),
    ("2", "Centres urbains intermédiaires"),
    ("3", "Petites villes"),
    ("4", "Ceintures urbaines"),
    ("5", "Bourgs ruraux"),
    ("6", "Rural à habitat dispersé"),
    ("7", "Rural à habitat très dispersé"),
];

fn theme(
    id: &str,
    titre: &str,
    classes: Vec<ClasseCarte>,
    valeurs: Vec<ValeurCarte>,
    note: String,
) -> Theme {
    Theme {
        id: id.into(),
        titre: titre.into(),
        unite: String::new(),
        decimales: 0,
        genre: GenreTheme::Choroplethe,
        classes,
        valeurs,
        note,
    }
}

/// INSEE density grid, seven classes.
pub(super) fn densite(c: &Contexte) -> Option<Theme> {
    let colonne = c.d.classe("densite_7")?;
    let classes = GRILLE
        .iter()
        .zip(palette::GRILLE)
        .map(|((_, nom), couleur)| classe(nom, couleur, false))
        .collect();
    let valeurs = c.valeurs(|p| {
        let lue = classe_lue(&c.d.referentiel, colonne, p.id);
        let code = &colonne.modalites.get(lue.une()? as usize)?.0;
        let rang = GRILLE.iter().position(|(g, _)| g == code)?;
        Some(Affichage::classe(rang, GRILLE.get(rang)?.1))
    });
    let note = c.note(colonne.source, colonne.millesime);
    Some(theme(
        "densite",
        "Grille communale de densité",
        classes,
        valeurs,
        note,
    ))
}

/// Signs of scarcity of médecins, by the first that holds; the text gives them all.
pub(super) fn sous_densite(c: &Contexte) -> Option<Theme> {
    let seuil = nombre(c.sous_densite.seuil_apl, 1);
    let libelles = [
        format!("APL inférieure à {seuil}"),
        "Autre commune en ZIP".to_owned(),
        "Autre commune en ZAC".to_owned(),
        "Autre commune sans médecin généraliste".to_owned(),
        "Aucun de ces signes".to_owned(),
    ];
    let classes = libelles
        .iter()
        .zip(palette::SOUS_DENSITE)
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
    Some(theme(
        "sous_densite",
        "Sous-densité en médecins généralistes",
        classes,
        valeurs,
        note,
    ))
}

fn sources_sous_densite(c: &Contexte) -> Vec<(SourceId, Option<u16>)> {
    let colonnes = ["apl_mg", "bpe_d265"].map(|v| c.d.derniere(v).map(|x| (x.source, x.millesime)));
    let zonage = c.d.classe("zonage_mg").map(|x| (x.source, x.millesime));
    let mut sources: Vec<_> = colonnes.into_iter().chain([zonage]).flatten().collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// Class and text of a unit; `None` when nothing is known of it.
fn signes(c: &Contexte, p: &Place) -> Option<Affichage> {
    let apl = c.lire("apl_mg", p).connue();
    let zonage = c.d.classe("zonage_mg");
    let zonage = zonage.map(|z| (z, classe_lue(&c.d.referentiel, z, p.id)));
    let zone = zonage.as_ref().and_then(|(z, lue)| {
        let rang = lue.une()? as usize;
        z.modalites.get(rang).map(|(code, _)| code.as_str())
    });
    let medecins = c.lire("effectif_mg", p).connue();
    let textes: Vec<String> = [
        apl.map(|x| format!("APL{ESPACE_INSECABLE}{}", nombre(x, 2))),
        arrondissements_sous_seuil(c, p),
        zonage.and_then(|(z, lue)| texte_zone(z, &lue)),
        medecins.map(texte_medecins),
    ]
    .into_iter()
    .flatten()
    .collect();
    let rang = match (apl, zone, medecins) {
        (Some(x), _, _) if x < c.sous_densite.seuil_apl => 0,
        (_, Some("ZIP"), _) => 1,
        (_, Some("ZAC"), _) => 2,
        (_, _, Some(n)) if n <= 0.0 => 3,
        _ => 4,
    };
    (!textes.is_empty()).then(|| Affichage::classe(rang, textes.join("\u{a0}; ")))
}

/// « ZIP », « hors zonage », « ZAC, ZIP selon l'arrondissement » for a city that is in several.
fn texte_zone(colonne: &ColonneClasse, lue: &ClasseLue) -> Option<String> {
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

fn texte_medecins(n: f64) -> String {
    if n <= 0.0 {
        "sans médecin généraliste".to_owned()
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
    let autre = match c.perimetre.cpts {
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
        EtatCpts::UneCpts if c.perimetre.cpts.as_deref() == noms.first().copied() => {
            Affichage::classe(2, texte)
        }
        EtatCpts::UneCpts => Affichage::classe(3, texte),
        EtatCpts::PlusieursCpts => Affichage::classe(4, texte),
        EtatCpts::HorsChamp => Affichage::classe(5, "hors du champ de la liste"),
    }
}

/// Removes from the legend the classes that no commune has.
fn elaguer(mut theme: Theme) -> Theme {
    let mut utiles: Vec<usize> = theme.valeurs.iter().filter_map(|v| v.classe).collect();
    utiles.sort_unstable();
    utiles.dedup();
    let classes = std::mem::take(&mut theme.classes);
    theme.classes = utiles
        .iter()
        .filter_map(|&u| classes.get(u).cloned())
        .collect();
    for valeur in &mut theme.valeurs {
        valeur.classe = valeur.classe.and_then(|v| utiles.binary_search(&v).ok());
    }
    theme
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe as classe_de, theme as theme_de, valeur};
    use super::*;
    use crate::geo::essais::*;
    use crate::model::Valeur;

    fn libelles(t: &Theme) -> Vec<&str> {
        t.classes.iter().map(|c| c.libelle.as_str()).collect()
    }

    #[test]
    fn the_density_grid_keeps_its_seven_classes() {
        let mut d = france();
        ajouter_classes(&mut d, "densite_7", &[(BETA, "7"), (ALPHA, "5")]);
        let t = theme_de(&d, &perimetre(&[(BETA, 1.0)]), "densite").unwrap();
        assert_eq!(t.classes.len(), 7);
        assert_eq!(
            classe_de(&t, "48002"),
            Some("Rural à habitat très dispersé")
        );
        assert_eq!(valeur(&t, "48001").unwrap().texte, "Bourgs ruraux");
    }

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
    fn a_city_says_which_arrondissements_its_mean_hides() {
        let mut d = france();
        ajouter_connues(&mut d, "apl_mg", &[(PARIS_1, 2.0), (PARIS_2, 4.0)]);
        let t = theme_de(&d, &perimetre(&[(PARIS, 1.0)]), "sous_densite").unwrap();
        assert_eq!(classe_de(&t, "75056"), Some("Aucun de ces signes"));
        assert!(
            valeur(&t, "75056")
                .unwrap()
                .texte
                .contains("1\u{a0}arrondissement sous 2,5")
        );
    }

    #[test]
    fn coverage_knows_this_cpts_the_others_and_the_unknown() {
        let mut d = france();
        ajouter_cpts(&mut d, &[(BETA, "CPTS A", 1.0), (GAMMA, "CPTS B", 0.5)]);
        let mut p = perimetre(&[(BETA, 1.0), (GAMMA, 1.0), (VOISINE, 1.0)]);
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
        let p = perimetre(&[]);
        let (zones, sous_densite) = Default::default();
        let c = Contexte {
            d: &d,
            perimetre: &p,
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

    #[test]
    fn masked_scarcity_is_not_a_sign() {
        let mut d = france();
        ajouter(&mut d, "apl_mg", &[(ALPHA, Valeur::Masquee)]);
        let t = theme_de(&d, &perimetre(&[(ALPHA, 1.0)]), "sous_densite");
        assert!(t.is_none());
    }
}
