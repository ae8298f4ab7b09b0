//! Makes the embedded base `src/base/cog2026.bin` from the npm package `@etalab/decoupage-administratif` 6.0.0.
//!
//! ```sh
//! npm pack @etalab/decoupage-administratif@6.0.0
//! tar xzf etalab-decoupage-administratif-6.0.0.tgz
//! cargo run --release --features outils --example fabriquer_base -- package
//! ```
//!
//! Writes `src/base/cog2026.bin` (columns of text, deflated; read back by `cpts::base`) and the SHA-256 of these
//! bytes in `src/base/cog2026.sha256`. The same package gives the same bytes. What the package does not state
//! (former codes, splits) comes from `src/base/mouvements.toml`, the dates of mergers from `src/base/fusions.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use cpts::model::CodeCommune;
use flate2::{Compression, write::DeflateEncoder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// An entry of `communes.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commune {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    genre: String,
    zone: String,
    departement: String,
    population: Option<u32>,
    commune: Option<String>,
    chef_lieu: Option<String>,
    #[serde(default)]
    anciens_codes: Vec<String>,
}

/// An entry of `departements.json` or `regions.json`.
#[derive(Deserialize)]
struct Division {
    code: String,
    nom: String,
    region: Option<String>,
}

/// An entry of `epci.json`.
#[derive(Deserialize)]
struct Epci {
    code: String,
    nom: String,
    #[serde(rename = "type")]
    genre: String,
    membres: Vec<MembreEpci>,
}

#[derive(Deserialize)]
struct MembreEpci {
    code: String,
}

/// `src/base/mouvements.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mouvements {
    #[serde(rename = "source")]
    _source: String,
    code: Vec<Mouvement>,
    scission: Vec<Mouvement>,
    separation: Vec<Mouvement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mouvement {
    #[serde(alias = "de")]
    ancien: String,
    nom: String,
    vers: Cibles,
    date: String,
}

/// `src/base/fusions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fusions {
    #[serde(rename = "source")]
    _source: String,
    fusion: Vec<Fusion>,
}

/// Codes that stood for a commune until a day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fusion {
    date: String,
    anciens: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Cibles {
    Une(String),
    Plusieurs(Vec<String>),
}

impl Cibles {
    fn liste(&self) -> &[String] {
        match self {
            Self::Une(code) => std::slice::from_ref(code),
            Self::Plusieurs(codes) => codes,
        }
    }
}

/// The columns of the base, one line each: name, tab, values separated by tabs.
#[derive(Default)]
struct Colonnes(String);

impl Colonnes {
    fn ajoute<T: ToString>(
        &mut self,
        nom: &str,
        valeurs: impl IntoIterator<Item = T>,
    ) -> Result<()> {
        self.0.push_str(nom);
        for valeur in valeurs {
            let texte = valeur.to_string();
            ensure!(
                !texte.contains(['\t', '\n', '\r']),
                "tabulation dans {texte:?}"
            );
            self.0.push('\t');
            self.0.push_str(&texte);
        }
        self.0.push('\n');
        Ok(())
    }
}

fn lire<T: DeserializeOwned>(dossier: &Path, nom: &str) -> Result<Vec<T>> {
    let chemin = dossier.join("data").join(nom);
    let octets = fs::read(&chemin).with_context(|| format!("lecture de {}", chemin.display()))?;
    Ok(serde_json::from_slice(&octets)?)
}

fn rangs<'a>(codes: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    codes.into_iter().enumerate().map(|(i, c)| (c, i)).collect()
}

fn rang(index: &BTreeMap<&str, usize>, code: &str) -> Result<usize> {
    index
        .get(code)
        .copied()
        .with_context(|| format!("code sans cible : {code}"))
}

fn divisions(colonnes: &mut Colonnes, dossier: &Path) -> Result<()> {
    let mut regions: Vec<Division> = lire(dossier, "regions.json")?;
    let mut departements: Vec<Division> = lire(dossier, "departements.json")?;
    regions.sort_by(|a, b| a.code.cmp(&b.code));
    departements.sort_by(|a, b| a.code.cmp(&b.code));
    let index = rangs(regions.iter().map(|r| r.code.as_str()));
    colonnes.ajoute("region.code", regions.iter().map(|r| &r.code))?;
    colonnes.ajoute("region.nom", regions.iter().map(|r| &r.nom))?;
    colonnes.ajoute("departement.code", departements.iter().map(|d| &d.code))?;
    colonnes.ajoute("departement.nom", departements.iter().map(|d| &d.nom))?;
    let des_regions: Vec<usize> = departements
        .iter()
        .map(|d| rang(&index, d.region.as_deref().unwrap_or_default()))
        .collect::<Result<_>>()?;
    colonnes.ajoute("departement.region", des_regions)
}

fn epcis(colonnes: &mut Colonnes, dossier: &Path) -> Result<BTreeMap<String, usize>> {
    let mut epcis: Vec<Epci> = lire(dossier, "epci.json")?;
    epcis.sort_by(|a, b| a.code.cmp(&b.code));
    colonnes.ajoute("epci.siren", epcis.iter().map(|e| &e.code))?;
    colonnes.ajoute("epci.nom", epcis.iter().map(|e| &e.nom))?;
    colonnes.ajoute("epci.genre", epcis.iter().map(|e| &e.genre))?;
    let mut de_la_commune = BTreeMap::new();
    for (i, epci) in epcis.iter().enumerate() {
        for membre in &epci.membres {
            let deja = de_la_commune.insert(membre.code.clone(), i);
            ensure!(deja.is_none(), "{} dans deux EPCI", membre.code);
        }
    }
    Ok(de_la_commune)
}

/// `C` commune, `O` collectivité d'outre-mer, `A` arrondissement municipal; `None` for a historical entry.
fn lettre(commune: &Commune) -> Option<char> {
    match (commune.genre.as_str(), commune.zone.as_str()) {
        ("commune-actuelle", "com") => Some('O'),
        ("commune-actuelle", _) => Some('C'),
        ("arrondissement-municipal", _) => Some('A'),
        _ => None,
    }
}

/// Codes (5 characters) and ranks of EPCI (4, blank when none) are written at a fixed width: they are read faster.
fn unites(
    colonnes: &mut Colonnes,
    unites: &[&Commune],
    des_epci: &BTreeMap<String, usize>,
) -> Result<()> {
    for unite in unites {
        let code = CodeCommune::parse(&unite.code)?;
        let coherent = unite.departement == code.departement();
        ensure!(coherent, "{code} hors de son département");
    }
    let epci = |c: &&Commune| {
        let code = c.commune.as_ref().unwrap_or(&c.code);
        let rang = des_epci.get(code).map_or(String::new(), usize::to_string);
        format!("{rang:>4}")
    };
    let nombre = |x: Option<u32>| x.map_or(String::new(), |n| n.to_string());
    let codes: String = unites.iter().map(|c| c.code.as_str()).collect();
    colonnes.ajoute("unite.code", [codes])?;
    colonnes.ajoute("unite.nom", unites.iter().map(|c| &c.nom))?;
    let genres: String = unites.iter().filter_map(|c| lettre(c)).collect();
    colonnes.ajoute("unite.genre", [genres])?;
    colonnes.ajoute(
        "unite.population",
        unites.iter().map(|c| nombre(c.population)),
    )?;
    colonnes.ajoute("unite.epci", [unites.iter().map(epci).collect::<String>()])?;
    let parents = unites.iter().filter(|c| lettre(c) == Some('A'));
    colonnes.ajoute("unite.ville", parents.filter_map(|c| c.commune.as_ref()))
}

fn historiques(
    colonnes: &mut Colonnes,
    communes: &[Commune],
    index: &BTreeMap<&str, usize>,
) -> Result<()> {
    let mut deleguees: Vec<(&Commune, usize, char)> = Vec::new();
    for commune in communes {
        let motif = match commune.genre.as_str() {
            "commune-deleguee" => 'D',
            "commune-associee" => 'S',
            _ => continue,
        };
        let chef_lieu = commune
            .chef_lieu
            .as_deref()
            .context("déléguée sans chef-lieu")?;
        deleguees.push((commune, rang(index, chef_lieu)?, motif));
    }
    deleguees.sort_by(|a, b| (&a.0.code, &a.0.nom).cmp(&(&b.0.code, &b.0.nom)));
    colonnes.ajoute("deleguee.code", deleguees.iter().map(|d| &d.0.code))?;
    colonnes.ajoute("deleguee.nom", deleguees.iter().map(|d| &d.0.nom))?;
    colonnes.ajoute("deleguee.vers", deleguees.iter().map(|d| d.1))?;
    colonnes.ajoute(
        "deleguee.motif",
        [deleguees.iter().map(|d| d.2).collect::<String>()],
    )
}

/// Former codes; a commune déléguée or associée knows its commune better than `anciensCodes`
/// (60455 and 55273 moved to another commune at a split), so codes of these are left out.
fn anciens(
    colonnes: &mut Colonnes,
    communes: &[Commune],
    index: &BTreeMap<&str, usize>,
    mouvements: &Mouvements,
) -> Result<()> {
    let mut table: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for commune in communes {
        for ancien in &commune.anciens_codes {
            let deja = table.insert(ancien, (rang(index, &commune.code)?, ""));
            ensure!(deja.is_none(), "{ancien} : deux communes actuelles");
        }
    }
    let historique = |c: &&Commune| c.chef_lieu.is_some();
    for exclu in communes.iter().filter(historique).map(|c| &c.code) {
        table.remove(exclu.as_str());
    }
    for m in &mouvements.code {
        let [vers] = m.vers.liste() else {
            bail!("{} : une seule cible attendue", m.ancien)
        };
        table.insert(&m.ancien, (rang(index, vers)?, &m.nom));
    }
    for exclu in mouvements.scission.iter().map(|m| &m.ancien) {
        table.remove(exclu.as_str());
    }
    table.retain(|code, _| !index.contains_key(code));
    colonnes.ajoute("ancien.code", table.keys())?;
    colonnes.ajoute("ancien.vers", table.values().map(|v| v.0))?;
    colonnes.ajoute("ancien.nom", table.values().map(|v| v.1))
}

/// Day from which each former code no longer stands for a commune: mergers, then codes given to another commune.
fn fins(colonnes: &mut Colonnes, mouvements: &Mouvements, fusions: &Fusions) -> Result<()> {
    let fusions = fusions
        .fusion
        .iter()
        .flat_map(|f| f.anciens.iter().map(|c| (f.date.as_str(), c.as_str())));
    let changements = mouvements
        .code
        .iter()
        .map(|m| (m.date.as_str(), m.ancien.as_str()));
    par_date(colonnes, "fusion", fusions)?;
    par_date(colonnes, "changement", changements)
}

fn par_date<'a>(
    colonnes: &mut Colonnes,
    prefixe: &str,
    faits: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<()> {
    let mut par_date: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (date, code) in faits {
        par_date.entry(date).or_default().push(code);
    }
    for codes in par_date.values_mut() {
        codes.sort_unstable();
    }
    colonnes.ajoute(&format!("{prefixe}.date"), par_date.keys())?;
    let codes = par_date.values().map(|codes| codes.join(" "));
    colonnes.ajoute(&format!("{prefixe}.codes"), codes)
}

fn mouvements(
    colonnes: &mut Colonnes,
    prefixe: &str,
    liste: &[Mouvement],
    index: &BTreeMap<&str, usize>,
) -> Result<()> {
    for code in liste.iter().flat_map(|m| m.vers.liste()) {
        rang(index, code)?;
    }
    colonnes.ajoute(&format!("{prefixe}.code"), liste.iter().map(|m| &m.ancien))?;
    colonnes.ajoute(&format!("{prefixe}.nom"), liste.iter().map(|m| &m.nom))?;
    colonnes.ajoute(&format!("{prefixe}.date"), liste.iter().map(|m| &m.date))?;
    colonnes.ajoute(
        &format!("{prefixe}.vers"),
        liste.iter().map(|m| m.vers.liste().join(" ")),
    )
}

fn fabrique(dossier: &Path, faits: &Mouvements, fusions: &Fusions) -> Result<String> {
    let mut colonnes = Colonnes::default();
    colonnes.ajoute(
        "base",
        [
            "COG 2026",
            "2023",
            "Population municipale 2023 (Mayotte : 2017)",
        ],
    )?;
    // INSEE, populations municipales 2023: Mayotte keeps that of its census of 2017.
    colonnes.ajoute("population.departement", ["976"])?;
    colonnes.ajoute("population.annee", ["2017"])?;
    divisions(&mut colonnes, dossier)?;
    let des_epci = epcis(&mut colonnes, dossier)?;
    let mut communes: Vec<Commune> = lire(dossier, "communes.json")?;
    communes.sort_by(|a, b| a.code.cmp(&b.code));
    let actuelles: Vec<&Commune> = communes.iter().filter(|c| lettre(c).is_some()).collect();
    let index = rangs(actuelles.iter().map(|c| c.code.as_str()));
    ensure!(
        index.len() == actuelles.len(),
        "code en double parmi les communes actuelles"
    );
    unites(&mut colonnes, &actuelles, &des_epci)?;
    historiques(&mut colonnes, &communes, &index)?;
    anciens(&mut colonnes, &communes, &index, faits)?;
    fins(&mut colonnes, faits, fusions)?;
    mouvements(&mut colonnes, "scindee", &faits.scission, &index)?;
    mouvements(&mut colonnes, "separation", &faits.separation, &index)?;
    Ok(colonnes.0)
}

fn main() -> Result<()> {
    let dossier = std::env::args()
        .nth(1)
        .context("usage : fabriquer_base DOSSIER_DU_PAQUET_NPM")?;
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/base");
    let faits: Mouvements = toml::from_str(&fs::read_to_string(base.join("mouvements.toml"))?)?;
    let fusions: Fusions = toml::from_str(&fs::read_to_string(base.join("fusions.toml"))?)?;
    let texte = fabrique(Path::new(&dossier), &faits, &fusions)?;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(texte.as_bytes())?;
    let octets = deflate.finish()?;
    let empreinte: String = Sha256::digest(&octets)
        .iter()
        .map(|o| format!("{o:02x}"))
        .collect();
    fs::write(base.join("cog2026.bin"), &octets)?;
    fs::write(base.join("cog2026.sha256"), format!("{empreinte}\n"))?;
    writeln!(
        std::io::stdout(),
        "{} octets de texte, {} octets comprimés, sha256 {empreinte}",
        texte.len(),
        octets.len()
    )?;
    Ok(())
}
