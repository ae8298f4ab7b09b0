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
pub struct Territoire {
    /// `cpts diagnostic`, as JSON.
    pub rapport: Value,
    /// `cpts donnees etat`, as JSON.
    pub etat: Value,
}

impl Territoire {
    /// Reads both with these arguments.
    pub fn lire(diagnostic: &[&str], etat: &[&str]) -> Self {
        let lit = |debut: &[&str], suite: &[&str]| {
            let arguments = [debut, suite, &["--format", "json", "-q"]].concat();
            cpts(&arguments).reussie().json()
        };
        Self {
            rapport: lit(&["diagnostic"], diagnostic),
            etat: lit(&["donnees", "etat"], etat),
        }
    }

    pub fn liste(&self, cle: &str) -> impl Iterator<Item = &Value> {
        self.rapport[cle].as_array().into_iter().flatten()
    }

    /// Whether the report says a figure of an indicator: for the territory, by commune, or published for a wider level.
    pub fn chiffre(&self, id: &str) -> bool {
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

    /// The file to drop, or whom to ask, for an indicator, as the state of the data names it.
    fn fichier(&self, id: &str) -> Option<String> {
        let sections = self.etat["sections"].as_array().into_iter().flatten();
        let mut lignes = sections.filter_map(|s| s["lignes"].as_array()).flatten();
        let vise = |l: &&Value| {
            let mut ids = l["indicateurs"].as_array().into_iter().flatten();
            ids.any(|i| i == id)
        };
        let dit = |v: &Value| v.as_str().filter(|t| !t.is_empty()).map(str::to_owned);
        let quoi = |l: &Value| match (dit(&l["a_deposer"]), dit(&l["aupres_de"])) {
            (Some(fichier), Some(chez)) => Some(format!("{fichier} ({chez})")),
            (fichier, chez) => fichier.or(chez),
        };
        lignes.find(vise).and_then(quoi)
    }

    /// What answers an item: figures, files, persons; `None` when nothing does.
    fn repond(&self, e: &Element) -> Option<String> {
        let par_indicateur = |id: &String| match self.chiffre(id) {
            true => Some(format!("{id} = {}", self.valeur(id))),
            false => self.fichier(id).map(|f| format!("{id} : {f}")),
        };
        let lus: Option<Vec<String>> = e.indicateurs.iter().map(par_indicateur).collect();
        let tient = |cle: &str, ids: &[String]| {
            let trouve = ids
                .iter()
                .find(|id| self.liste(cle).any(|v| v["id"] == **id));
            trouve.map(|id| format!("{cle} : {id}"))
        };
        let dit = |a: &Value| {
            a["comment"]
                .as_str()
                .filter(|t| t.contains('\u{a0}'))
                .map(str::to_owned)
        };
        let reste = || {
            let mut restent = self.liste("a_completer");
            restent
                .find(|a| e.reste.iter().any(|id| a["id"] == *id))
                .and_then(dit)
        };
        lus.filter(|l| !l.is_empty())
            .map(|l| l.join(" ; "))
            .or_else(reste)
            .or_else(|| tient("tableaux", &e.tableaux))
            .or_else(|| tient("constats", &e.constats))
            .or_else(|| {
                e.cles
                    .iter()
                    .find(|c| !self.rapport[*c].is_null())
                    .map(|c| format!("rapport : {c}"))
            })
    }

    /// The figure of an indicator, or how it is told.
    fn valeur(&self, id: &str) -> String {
        let Some(i) = self.liste("indicateurs").find(|i| i["id"] == id) else {
            return String::new();
        };
        match i["valeur"].as_f64() {
            Some(x) => ((x * 100.0).round() / 100.0).to_string(),
            None if i["statut"] == "par_commune" => "par commune".to_owned(),
            None if !i["petit_effectif"].is_null() => "petit effectif".to_owned(),
            None if !i["bornes"].is_null() => format!("bornes {}", i["bornes"]),
            None => "publié plus large".to_owned(),
        }
    }

    /// Prints the table of the expected items; each must have an answer.
    pub fn complet(&self, nom: &str) {
        let attendus: Attendus = toml::from_str(include_str!("attendus.toml")).unwrap();
        assert!(attendus.element.len() > 70);
        let mut sans = Vec::new();
        for e in &attendus.element {
            let reponse = self.repond(e);
            let dite = reponse.as_deref().unwrap_or("SANS RÉPONSE");
            eprintln!("{nom} | {} | {} | {dite}", e.section, e.libelle);
            if reponse.is_none() {
                sans.push(&e.libelle);
            }
        }
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
