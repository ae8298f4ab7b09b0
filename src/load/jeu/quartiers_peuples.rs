//! Inhabitants of each quartier prioritaire: a code on several rows, one by commune, is one quartier, counted once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{denombre, enumerer};
use crate::load::jeu::section::SECTION;
use crate::load::table::habitants::HabitantsLus;
use crate::model::{Constat, Dataset, HabitantsQpv, Qpv, RegleConstat, Severite, SourceId, Valeur};
use crate::tri::Tri;

/// Codes named in a finding.
const NOMS: usize = 5;

/// What a file gives: its source, its year, its rows.
pub type Fichier = (SourceId, Option<u16>, Vec<HabitantsLus>);

/// Gives their inhabitants to the quartiers of the list, those of the latest year first, and says what was found of the rows.
pub fn peuple(d: &mut Dataset, mut fichiers: Vec<Fichier>) {
    fichiers.retain(|(_, _, lus)| !lus.is_empty());
    fichiers.trie_par_cle(|(_, an, _)| Reverse(*an));
    for (source, annee, lus) in fichiers {
        let mut par_code: BTreeMap<String, Vec<Valeur>> = BTreeMap::new();
        for lu in lus {
            let valeurs = par_code.entry(Qpv::code_normal(&lu.code)).or_default();
            valeurs.push(lu.habitants);
        }
        let connus: BTreeMap<&str, f64> = par_code
            .iter()
            .filter_map(|(code, valeurs)| Some((code.as_str(), une(valeurs)?)))
            .collect();
        let mut nommes = 0;
        for q in &mut d.qpv {
            if let Some((code, valeurs)) = par_code.get_key_value(&Qpv::code_normal(&q.code)) {
                nommes += usize::from(!valeurs.is_empty());
                let nombre = connus.get(code.as_str()).copied();
                q.habitants = q.habitants.or(nombre.map(|nombre| HabitantsQpv {
                    nombre,
                    annee,
                    source,
                }));
            }
        }
        let dits = constats(d, source, &par_code, nommes);
        d.constats.extend(dits);
    }
}

/// The figure of all the rows of a quartier: none when two differ, or when one cannot be read or is hidden; a blank one says nothing.
fn une(valeurs: &[Valeur]) -> Option<f64> {
    let mut dits = valeurs.iter().filter(|v| **v != Valeur::Absente);
    let premier = dits.next()?;
    dits.all(|v| v == premier).then(|| premier.connue())?
}

fn constats(
    d: &Dataset,
    source: SourceId,
    par_code: &BTreeMap<String, Vec<Valeur>>,
    nommes: usize,
) -> Vec<Constat> {
    let fichier = d
        .source(source)
        .map(|s| s.fichier.clone())
        .unwrap_or_default();
    let constat = |severite, texte: String| {
        let texte = format!("{fichier}\u{a0}: {texte}");
        Constat::new(RegleConstat::QuartiersHabitants, severite, SECTION, texte)
            .avec_origine(&fichier)
    };
    let repetes = par_code.iter().filter(|(_, v)| v.len() > 1);
    let (unis, contredits): (Vec<_>, Vec<_>) = repetes.partition(|(_, v)| une(v).is_some());
    let dits = |codes: &[(&String, &Vec<Valeur>)]| {
        let codes: BTreeSet<&str> = codes.iter().map(|(code, _)| code.as_str()).collect();
        enumerer(&codes.into_iter().collect::<Vec<_>>(), NOMS)
    };
    let combien = |n: usize| denombre(n, "quartier prioritaire", "quartiers prioritaires");
    let mut constats = Vec::new();
    if !unis.is_empty() {
        let texte = format!(
            "{} sur plusieurs lignes, chacune avec la même population, celle du quartier entier\u{a0}: comptée une fois ({}).",
            combien(unis.len()),
            dits(&unis)
        );
        constats.push(constat(Severite::Information, texte));
    }
    if !contredits.is_empty() {
        let texte = format!(
            "{} sur plusieurs lignes dont les populations diffèrent ou ne se lisent pas\u{a0}: aucune n'est retenue ({}).",
            combien(contredits.len()),
            dits(&contredits)
        );
        constats.push(constat(Severite::Attention, texte));
    }
    if nommes == 0 {
        let texte = if d.qpv.is_empty() {
            "aucun fichier ne dit où sont ces quartiers\u{a0}: déposez la liste des quartiers prioritaires (ANCT).".to_owned()
        } else {
            "aucun de ces quartiers n'est dans la liste des quartiers prioritaires, sans doute d'une autre géographie (codes QP en 2015, QN en 2024)\u{a0}: leurs habitants ne servent pas.".to_owned()
        };
        constats.push(constat(Severite::Attention, texte));
    }
    constats
}
