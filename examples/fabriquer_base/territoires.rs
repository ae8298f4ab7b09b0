//! Regions, départements, EPCI and current communes.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, ensure};
use cpts::model::CodeCommune;

use crate::colonnes::{Colonnes, rang, rangs};
use crate::paquet::{Commune, Division, Epci, lire};

pub fn divisions(colonnes: &mut Colonnes, dossier: &Path) -> Result<()> {
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

pub fn epcis(colonnes: &mut Colonnes, dossier: &Path) -> Result<BTreeMap<String, usize>> {
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
pub fn lettre(commune: &Commune) -> Option<char> {
    match (commune.genre.as_str(), commune.zone.as_str()) {
        ("commune-actuelle", "com") => Some('O'),
        ("commune-actuelle", _) => Some('C'),
        ("arrondissement-municipal", _) => Some('A'),
        _ => None,
    }
}

/// Codes (5 characters) and ranks of EPCI (4, blank when none) are written at a fixed width: they are read faster.
pub fn unites(
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
