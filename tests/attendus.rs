//! What a territorial diagnostic is expected to hold: each item has a figure, the file to drop, or whom to ask or meet.

use serde::Deserialize;
use serde_json::Value;

use crate::outils::{cpts, donnees_reelles, echantillon};

#[derive(Deserialize)]
struct Attendus {
    element: Vec<Element>,
}

/// An item and where the program answers it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Element {
    section: String,
    libelle: String,
    /// Indicators; each must be answered.
    #[serde(default)]
    indicateurs: Vec<String>,
    /// Items left to complete.
    #[serde(default)]
    reste: Vec<String>,
    /// Keys of the report, tables, findings.
    #[serde(default)]
    cles: Vec<String>,
    #[serde(default)]
    tableaux: Vec<String>,
    #[serde(default)]
    constats: Vec<String>,
}

/// The report and the state of the data of a territory.
struct Territoire {
    rapport: Value,
    etat: Value,
}

impl Territoire {
    fn lire(diagnostic: &[&str], etat: &[&str]) -> Self {
        let lit = |debut: &[&str], suite: &[&str]| {
            let arguments = [debut, suite, &["--format", "json", "-q"]].concat();
            cpts(&arguments).reussie().json()
        };
        Self {
            rapport: lit(&["diagnostic"], diagnostic),
            etat: lit(&["donnees", "etat"], etat),
        }
    }

    fn liste(&self, cle: &str) -> impl Iterator<Item = &Value> {
        self.rapport[cle].as_array().into_iter().flatten()
    }

    /// Whether the report says a figure of an indicator: for the territory, by commune, or published for a wider level.
    fn chiffre(&self, id: &str) -> bool {
        let dit = |i: &Value| {
            let publies = i["comparateurs"].as_array().into_iter().flatten();
            !i["valeur"].is_null()
                || !i["bornes"].is_null()
                || !i["petit_effectif"].is_null()
                || i["statut"] == "par_commune"
                || publies.into_iter().any(|c| !c["publie"].is_null())
        };
        self.liste("indicateurs").any(|i| i["id"] == id && dit(i))
    }

    /// Whether the state of the data names the file to drop, or whom to ask, for an indicator.
    fn fichier(&self, id: &str) -> bool {
        let sections = self.etat["sections"].as_array().into_iter().flatten();
        let mut lignes = sections.filter_map(|s| s["lignes"].as_array()).flatten();
        let vise = |l: &Value| {
            let mut ids = l["indicateurs"].as_array().into_iter().flatten();
            ids.any(|i| i == id)
        };
        let dit = |v: &Value| v.as_str().is_some_and(|t| !t.is_empty());
        lignes.any(|l| vise(l) && (dit(&l["a_deposer"]) || dit(&l["aupres_de"])))
    }

    fn repond(&self, e: &Element) -> bool {
        let par_indicateurs = !e.indicateurs.is_empty()
            && e.indicateurs
                .iter()
                .all(|i| self.chiffre(i) || self.fichier(i));
        let tient = |cle: &str, ids: &[String]| {
            self.liste(cle).any(|v| ids.iter().any(|id| v["id"] == *id))
        };
        let dit = |a: &Value| a["comment"].as_str().is_some_and(|t| t.contains('\u{a0}'));
        let reste = || {
            self.liste("a_completer")
                .any(|a| e.reste.iter().any(|id| a["id"] == *id) && dit(a))
        };
        par_indicateurs
            || reste()
            || tient("tableaux", &e.tableaux)
            || tient("constats", &e.constats)
            || e.cles.iter().any(|c| !self.rapport[c].is_null())
    }

    fn complet(&self, nom: &str) {
        let attendus: Attendus = toml::from_str(include_str!("attendus.toml")).unwrap();
        assert!(attendus.element.len() > 70);
        let sans = attendus.element.iter().filter(|e| !self.repond(e));
        let sans: Vec<String> = sans
            .map(|e| format!("{} {}", e.section, e.libelle))
            .collect();
        assert!(sans.is_empty(), "{nom}, sans réponse : {sans:#?}");
    }
}

#[test]
fn every_expected_item_has_a_figure_a_file_or_someone_to_ask() {
    let chemin = |p: &str| echantillon(p).to_string_lossy().into_owned();
    let fictif = chemin("territoire-fictif/cpts.toml");
    Territoire::lire(&[&fictif], &["--projet", &fictif]).complet("territoire fictif");
    let lozere = chemin("lozere/donnees");
    Territoire::lire(&["dep:48", "--donnees", &lozere], &["--donnees", &lozere]).complet("Lozère");
}

#[test]
fn every_expected_item_is_answered_on_the_real_data_reel() {
    if let Some(d) = donnees_reelles() {
        Territoire::lire(&["dep:48", "--donnees", &d], &["--donnees", &d]).complet("Lozère réelle");
    }
}
