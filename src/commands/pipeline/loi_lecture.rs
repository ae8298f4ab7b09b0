//! The law of one reader: on one commune, indicator, table, map, summary, finding and funding give the same figure or
//! the same absence, whatever is hidden, rejected or missing; and numbers of communes are whole and agree.

use proptest::prelude::*;

use super::colonnes::{cartes, colonnes};
use crate::acces;
use crate::financement::populations;
use crate::geo::essais::*;
use crate::indicateurs::{Catalogue, calculer};
use crate::model::Valeur::{self, Absente, Connue, Masquee, Rejetee};
use crate::model::{Dataset, Indicateur, Perimetre, SousDensite, Statut, UniteId};
use crate::rapport::cartes::Cartes;
use crate::rapport::{self, plan};

const UNITES: [UniteId; 8] = [ALPHA, BETA, GAMMA, PARIS, PARIS_1, PARIS_2, VOISINE, ILE];
const VARIABLES: [&str; 7] = [
    "apl_mg",
    "apl_mg_pop_std",
    "bpe_d265",
    "revenu_median",
    "taux_pauvrete",
    "nb_personnes_fiscales",
    "surface_km2",
];

fn valeur() -> impl Strategy<Value = Valeur> {
    prop_oneof![
        4 => (0u8..9).prop_map(|n| Connue(f64::from(n) * 0.7)),
        1 => Just(Connue(0.0)),
        1 => Just(Masquee),
        1 => Just(Rejetee),
        2 => Just(Absente),
    ]
}

fn donnees() -> impl Strategy<Value = Dataset> {
    let valeurs = prop::collection::vec(prop::array::uniform8(valeur()), VARIABLES.len());
    let zones = prop::array::uniform8(prop::option::weighted(0.7, 0usize..3));
    (valeurs, zones, any::<bool>()).prop_map(|(valeurs, zones, autre)| {
        let mut d = france();
        for (variable, cellules) in VARIABLES.iter().zip(&valeurs) {
            let cellules: Vec<_> = UNITES.into_iter().zip(cellules.iter().copied()).collect();
            ajouter(&mut d, variable, &cellules);
        }
        let zones = UNITES.into_iter().zip(zones);
        let zones: Vec<_> = zones
            .filter_map(|(id, z)| Some((id, ["HORS", "ZAC", "ZIP"][z?])))
            .collect();
        ajouter_classes(&mut d, "zonage_mg", &zones);
        if autre {
            // Another population in the folder, later and partial: it never takes the place of the reference.
            ajouter(&mut d, "population_municipale", &[(ALPHA, Connue(7.0))]);
            if let Some(mut ans) = d.colonnes.remove("population_municipale")
                && let Some(mut colonne) = ans.remove(&Some(2023))
            {
                colonne.millesime = Some(2030);
                ans.insert(Some(2030), colonne);
                d.colonnes.insert("population_municipale".into(), ans);
            }
        }
        d
    })
}

struct Lus {
    indicateurs: Vec<Indicateur>,
    tableau: crate::rapport::tableaux::Colonnes,
    cartes: Cartes,
    sous_densite: SousDensite,
    financement: f64,
}

fn lire(d: &Dataset, p: &Perimetre) -> Lus {
    let catalogue = Catalogue::embarque().unwrap();
    let sous_densite = acces::sous_densite(d, p, &acces::sous_densite::seuil());
    let zones = acces::zones_blanches(d, p);
    let fond = rapport::fond(d, p).unwrap();
    let valeurs = cartes(d, p, &catalogue, &fond);
    Lus {
        indicateurs: calculer(d, p, &catalogue),
        tableau: colonnes(&plan::plan().unwrap(), d, p, &catalogue),
        cartes: rapport::cartes_pour(d, p, &fond, &valeurs, (&zones, &sous_densite)),
        sous_densite,
        financement: populations(d, p).populations[0].valeur,
    }
}

impl Lus {
    fn indicateur(&self, id: &str) -> &Indicateur {
        let trouve = self.indicateurs.iter().find(|i| i.id == id);
        trouve.unwrap_or_else(|| panic!("{id}"))
    }

    /// The figure of an indicator that is whole.
    fn publiee(&self, id: &str) -> Option<f64> {
        let i = self.indicateur(id);
        i.valeur.filter(|_| i.statut == Statut::Publie)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_commune_has_one_figure_everywhere(d in donnees(), rang in 0usize..8, entiere in any::<bool>()) {
        let unite = UNITES[rang];
        let code = d.referentiel.unite(unite).code;
        let p = perimetre(&[(unite, if entiere { 1.0 } else { 0.4 })]);
        let lus = lire(&d, &p);
        for (id, cellules) in &lus.tableau.valeurs {
            if lus.indicateurs.iter().any(|i| i.id == *id) {
                prop_assert_eq!(lus.publiee(id), cellules[0].connue(), "table {}", id);
            }
        }
        for (theme, id) in [
            ("population", "population_municipale"),
            ("densite_population", "densite_population"),
            ("revenu_median", "revenu_median"),
            ("apl_mg", "apl_mg"),
        ] {
            let theme = lus.cartes.themes.iter().find(|t| t.id == theme);
            let carte = theme.and_then(|t| t.valeurs.iter().find(|v| v.code == code));
            prop_assert_eq!(lus.publiee(id), carte.and_then(|v| v.valeur), "map {}", id);
        }
        prop_assert_eq!(lus.publiee("population_municipale"), Some(lus.financement));
        let sans = lus.sous_densite.communes_sans_medecin.len();
        if let Some(nombre) = lus.publiee("communes_sans_mg") {
            prop_assert_eq!(nombre, sans as f64);
            prop_assert_eq!(lus.publiee("population_sans_mg"), lus.sous_densite.population_sans_medecin);
        } else {
            prop_assert_eq!(sans, 0);
        }
        let sous_seuil = &lus.sous_densite.communes_sous_seuil;
        if let (Some(apl), [seule]) = (lus.publiee("apl_mg"), sous_seuil.as_slice())
            && seule.code == code
        {
            prop_assert_eq!(seule.apl, Some(apl));
        }
    }

    #[test]
    fn communes_are_counted_whole_and_the_same_everywhere(
        d in donnees(),
        choix in prop::array::uniform8(prop::bool::weighted(0.6)),
        part in 0.1f64..1.0,
    ) {
        let mut choisies: Vec<(UniteId, f64)> = Vec::new();
        for (id, oui) in UNITES.into_iter().zip(choix) {
            // A perimeter holds a city or some of its arrondissements, never both.
            let doublee = (id == PARIS_1 || id == PARIS_2) && choix[3];
            if oui && !doublee {
                choisies.push((id, if id == BETA { part } else { 1.0 }));
            }
        }
        prop_assume!(!choisies.is_empty());
        let lus = lire(&d, &perimetre(&choisies));
        let total = lus.publiee("nombre_communes").unwrap();
        let mut somme = lus.sous_densite.zonage_partage.len() as f64;
        for (id, classe) in [("communes_zip", "ZIP"), ("communes_zac", "ZAC"), ("communes_hors_zonage", "HORS")] {
            let nombre = lus.indicateur(id).valeur;
            let ligne = lus.sous_densite.zonage.iter().find(|z| z.classe == classe);
            let ligne = ligne.map_or(0.0, |z| z.communes as f64);
            somme += ligne;
            if let Some(nombre) = nombre {
                prop_assert_eq!(nombre.fract(), 0.0);
                prop_assert_eq!(nombre, ligne, "{}", id);
            }
        }
        prop_assert!(somme <= total, "{} communes de {}", somme, total);
        if let Some(nombre) = lus.indicateur("communes_sans_mg").valeur {
            prop_assert_eq!(nombre, lus.sous_densite.communes_sans_medecin.len() as f64);
        }
        // A summary never gives the known part as the whole: its figure is the published one, or none.
        if let Some(dans_le_resume) = lus.sous_densite.population_sans_medecin {
            let publiee = lus.indicateur("population_sans_mg").valeur;
            prop_assert!(publiee.is_some_and(|x| (x - dans_le_resume).abs() < 1e-9), "{:?} {}", publiee, dans_le_resume);
        }
        let part: f64 = lus.sous_densite.zonage.iter().filter(|z| z.classe == "ZIP").map(|z| z.part).sum();
        if let Some(indicateur) = lus.indicateur("part_pop_zip").valeur {
            prop_assert!((indicateur - part).abs() < 1e-9, "{} {}", indicateur, part);
        }
    }
}
