//! Writes the outlines in the layout that `cpts::base` reads (see `src/base/contours/decodage.rs`).

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cpts::geo::topologie::{Sommet, Topologie};
use cpts::model::CodeCommune;

/// Rings of a unit, polygon by polygon, as ranks in the topology.
pub type Anneaux = Vec<Vec<usize>>;

#[derive(Default)]
struct Section {
    unites: Vec<u8>,
    arcs: Vec<u8>,
    nombre_unites: usize,
    nombre_arcs: usize,
    numero: usize,
    position: Sommet,
}

/// Bytes to deflate; `portees` gives the départements within reach of each.
pub fn octets(
    topologie: &Topologie,
    unites: &BTreeMap<CodeCommune, Anneaux>,
    portees: &BTreeMap<&str, Vec<usize>>,
) -> Result<Vec<u8>> {
    let mut sections: BTreeMap<&str, Section> = BTreeMap::new();
    let mut prochain = 0;
    for (code, polygones) in unites {
        let section = sections.entry(code.departement()).or_default();
        let suffixe = code.as_str().get(code.departement().len()..);
        let numero: usize = suffixe.context("code court")?.parse()?;
        naturel(&mut section.unites, numero - section.numero);
        section.numero = numero;
        section.nombre_unites += 1;
        naturel(&mut section.unites, polygones.len());
        for polygone in polygones {
            naturel(&mut section.unites, polygone.len());
            for &anneau in polygone {
                ecrire_anneau(section, topologie, anneau, &mut prochain)?;
            }
        }
    }
    assembler(&sections, portees)
}

fn ecrire_anneau(
    section: &mut Section,
    topologie: &Topologie,
    anneau: usize,
    prochain: &mut usize,
) -> Result<()> {
    let parcours = topologie.anneaux.get(anneau).context("anneau")?;
    naturel(&mut section.unites, parcours.len());
    for p in parcours {
        if p.arc < *prochain {
            let recul = 2 * (*prochain - p.arc) + usize::from(p.retourne);
            naturel(&mut section.unites, recul);
            continue;
        }
        naturel(&mut section.unites, 0);
        *prochain += 1;
        section.nombre_arcs += 1;
        let arc = topologie.arcs.get(p.arc).context("arc")?;
        naturel(&mut section.arcs, arc.len());
        for &(x, y) in arc {
            relatif(&mut section.arcs, x - section.position.0)?;
            relatif(&mut section.arcs, y - section.position.1)?;
            section.position = (x, y);
        }
    }
    Ok(())
}

fn assembler(
    sections: &BTreeMap<&str, Section>,
    portees: &BTreeMap<&str, Vec<usize>>,
) -> Result<Vec<u8>> {
    let mut octets = Vec::new();
    naturel(&mut octets, sections.len());
    for (code, section) in sections {
        naturel(&mut octets, code.len());
        octets.extend(code.as_bytes());
        let portee = portees.get(code).context("portée")?;
        naturel(&mut octets, portee.len());
        for &rang in portee {
            naturel(&mut octets, rang);
        }
        naturel(&mut octets, section.nombre_unites);
        naturel(&mut octets, section.nombre_arcs);
        naturel(&mut octets, section.unites.len());
        naturel(&mut octets, section.arcs.len());
    }
    for section in sections.values() {
        octets.extend(&section.unites);
        octets.extend(&section.arcs);
    }
    Ok(octets)
}

/// LEB128.
fn naturel(octets: &mut Vec<u8>, mut valeur: usize) {
    while valeur >= 0x80 {
        octets.push((valeur & 0x7f) as u8 | 0x80);
        valeur >>= 7;
    }
    octets.push(valeur as u8);
}

/// Zigzag then LEB128.
fn relatif(octets: &mut Vec<u8>, valeur: i64) -> Result<()> {
    naturel(octets, usize::try_from((valeur << 1) ^ (valeur >> 63))?);
    Ok(())
}
