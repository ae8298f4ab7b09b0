//! Former codes: communes déléguées and associées, mergers, changes of code, splits.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use crate::colonnes::{Colonnes, rang};
use crate::paquet::{Commune, Fusions, Mouvement, Mouvements};

pub fn historiques(
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
pub fn anciens(
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
pub fn fins(colonnes: &mut Colonnes, mouvements: &Mouvements, fusions: &Fusions) -> Result<()> {
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

pub fn par_date<'a>(
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

pub fn mouvements(
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
