//! All that was read, put together: sources numbered, conflicts settled by priority then path, findings told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::load::fichier::devenir::Lu;
use crate::load::format::regle::additionne;
use crate::load::jeu::doublons::{Doublons, nomme};
use crate::load::jeu::ordre;
use crate::load::jeu::points;
use crate::load::jeu::population::dire_conflit;
use crate::load::jeu::quartiers;
use crate::load::jeu::quartiers_habites;
use crate::load::jeu::quartiers_peuples;
use crate::load::jeu::structures::Nommees;
use crate::load::jeu::{cpts, cpts_editions};
use crate::load::table::resultat::{SerieClasse, Table};
use crate::model::lecture::population::VARIABLE;
use crate::model::{
    AffectationCpts, Autres, Colonne, ColonneClasse, Contour, Dataset, Ecartee, ErreurDonnees,
    Referentiel, Source, SourceId, Valeur,
};
use crate::tri::Tri;
/// Puts together the files read, in path order, over the référentiel.
///
/// # Errors
/// The embedded rules are wrong.
pub fn assemble(
    referentiel: Arc<Referentiel>,
    source: Source,
    lus: Vec<Lu>,
    population: Option<&str>,
) -> Result<Dataset, ErreurDonnees> {
    let mut d = crate::load::jeu::base::base(referentiel, source);
    let ordre = ranges(&mut d, lus);
    let mut pris = points::Points::default();
    let mut nommees = Nommees::default();
    // Communes that a later layer or list gives to a CPTS: its word replaces that of the earlier ones.
    let mut couvertes = cpts::Couvertes::new();
    let mut editions = cpts_editions::Editions::default();
    let mut quartiers = Vec::new();
    let mut peuples = Vec::new();
    for (id, mut lu) in ordre {
        let nom = lu.chemin.clone();
        crate::load::jeu::constats::du_fichier(&mut d, &nom, &lu.table);
        let douteuses = crate::load::jeu::rejets::douteuses(&d.referentiel, &lu.table);
        d.douteuses
            .entry(nom.clone())
            .or_default()
            .extend(douteuses);
        if lu.descripteur.utilisateur {
            d.sources_utilisateur.insert(id);
        }
        lieux(&mut d, id, &mut lu, &mut pris);
        territoires(&mut d, id, &mut lu.table);
        let mut doublons = Doublons::default();
        series(&mut d, id, &mut lu, &mut doublons, population);
        crate::load::jeu::publies::ajoute(&mut d, id, &mut lu, &mut doublons);
        classes(&mut d, id, &mut lu.table, &mut doublons);
        contours(&mut d, id, &mut lu.table, &mut doublons);
        editions.remplace(&mut d, &mut lu);
        cpts::au_dessus(&mut couvertes, &mut lu);
        cpts::ajoute(&mut d, id, &mut lu.table);
        nommees.ajoute(&d, id, &mut lu);
        let siens = std::mem::take(&mut lu.table.qpv).into_iter();
        quartiers.extend(siens.map(|q| (id, q)));
        let habitants = std::mem::take(&mut lu.table.habitants_qpv);
        peuples.push((id, lu.table.millesime, habitants));
        doublons.constat(&mut d, &nom);
        d.rejets.append(&mut lu.table.rejets);
    }
    d.ecarte_les_autres_territoires();
    if crate::load::jeu::surfaces::mesure(&mut d) {
        d.ecarte_les_autres_territoires();
    }
    d.ecarte_les_contours_reunis();
    pris.complete(&mut d)?;
    quartiers::range(&mut d, quartiers);
    quartiers_habites::complete(&mut d);
    quartiers_peuples::peuple(&mut d, peuples);
    nommees.retient(&mut d);
    finit(&mut d);
    Ok(d)
}

/// Files with their source, numbered in path order, from that whose word wins: later layer, priority, date, path.
fn ranges(d: &mut Dataset, lus: Vec<Lu>) -> Vec<(SourceId, Lu)> {
    let mut numeros: BTreeMap<String, usize> = BTreeMap::new();
    let mut ordre: Vec<(SourceId, Lu)> = Vec::new();
    for lu in lus {
        let id = SourceId(d.sources.len());
        let numero = numeros.entry(lu.descripteur.id.clone()).or_default();
        *numero += 1;
        d.sources.push(source_de(&lu, *numero));
        ordre.push((id, lu));
    }
    let cle = |(_, lu): &(SourceId, Lu)| {
        let date = Reverse(date_des_lieux(lu));
        (Reverse(lu.couche), Reverse(lu.descripteur.priorite), date)
    };
    ordre.trie_par_cle(cle);
    ordre::le_plus_tardif_d_abord(&mut ordre);
    ordre
}

/// Year of a file of outlines, points or CPTS: of two, the latest is first, as no year tells what it says apart from the other's.
fn date_des_lieux(lu: &Lu) -> Option<u16> {
    let d = &lu.descripteur;
    lu.table
        .millesime
        .filter(|_| d.contours || d.point.is_some() || d.cpts.is_some())
}

/// The points of a file.
fn lieux(d: &mut Dataset, id: SourceId, lu: &mut Lu, pris: &mut points::Points) {
    let mairie = lu.descripteur.point.as_ref().is_some_and(|p| p.mairie);
    if !lu.table.points.is_empty() {
        d.sources_points.insert(id);
    }
    pris.ajoute(id, std::mem::take(&mut lu.table.points), mairie);
}

/// What a file says of communes whose figures may be those of another territory.
fn territoires(d: &mut Dataset, id: SourceId, table: &mut Table) {
    let incertaines = std::mem::take(&mut table.fusions_incertaines);
    d.fusions_incertaines
        .extend(incertaines.into_iter().map(|(an, u)| (id, an, u)));
    let vides = std::mem::take(&mut table.sans_habitant);
    d.sans_habitant
        .extend(vides.into_iter().map(|(an, u)| (id, an, u)));
}

fn source_de(lu: &Lu, numero: usize) -> Source {
    let f = &lu.descripteur;
    let ans = lu.table.millesimes();
    let ans: Vec<String> = ans.iter().map(u16::to_string).collect();
    Source {
        id: if numero == 1 {
            f.id.clone()
        } else {
            format!("{}_{numero}", f.id)
        },
        libelle: f.libelle.clone(),
        fichier: lu.chemin.clone(),
        sha256: lu.sha256.clone(),
        producteur: f.producteur.clone(),
        millesime: if ans.is_empty() {
            "non daté".to_owned()
        } else {
            ans.join(", ")
        },
        cog: lu.cog(),
        licence: f.licence.clone(),
        url: f.url.clone(),
    }
}

fn series(
    d: &mut Dataset,
    source: SourceId,
    lu: &mut Lu,
    doublons: &mut Doublons,
    population: Option<&str>,
) {
    for ((variable, millesime), valeurs) in std::mem::take(&mut lu.table.series) {
        // A series of which nothing could be read is not one: another file may give it. Nor is a column left blank from
        // top to bottom, where blanks are secrets.
        let mut variables = lu.descripteur.variables.iter();
        let blancs = variables.any(|v| v.id == variable && v.vide_masque);
        let dit = |v: &Valeur| match v {
            Valeur::Connue(_) => true,
            Valeur::Masquee => !blancs,
            _ => false,
        };
        if !valeurs.iter().any(dit) {
            continue;
        }
        let colonne = Colonne {
            variable: variable.clone(),
            millesime,
            source,
            valeurs: valeurs.into(),
            bornes_masque: lu.descripteur.marques.bornes,
            autres: Autres::default(),
        };
        let deja = d.colonne(&variable, millesime).map(|c| c.source);
        let designe = variable == VARIABLE && population == Some(lu.chemin.as_str());
        match deja {
            // The file that the user designates wins over the référentiel.
            Some(SourceId(0)) if designe => {}
            Some(deja) => {
                doublons.note(deja, nomme(&variable, millesime));
                if deja == SourceId(0) && variable == VARIABLE {
                    dire_conflit(d, &colonne, &lu.chemin);
                }
                let somme = additionne(&lu.descripteur, &variable);
                let repetees = lu.table.repetees.remove(&(variable, millesime));
                d.ecartees.push(Ecartee {
                    colonne,
                    somme,
                    repetees,
                });
                continue;
            }
            None => {}
        }
        let cle = (variable, millesime);
        if let Some(repetees) = lu.table.repetees.remove(&cle) {
            d.repetees.insert(cle.clone(), repetees);
        }
        let ans = d.colonnes.entry(cle.0).or_default();
        ans.insert(millesime, colonne);
    }
}

fn classes(d: &mut Dataset, source: SourceId, table: &mut Table, doublons: &mut Doublons) {
    for ((variable, millesime), serie) in std::mem::take(&mut table.classes) {
        if serie.codes.iter().all(Option::is_none) {
            continue;
        }
        let ans = d.classes.entry(variable.clone()).or_default();
        if let Some(deja) = ans.get(&millesime) {
            doublons.note(deja.source, nomme(&variable, millesime));
            continue;
        }
        ans.insert(
            millesime,
            colonne_classe(variable, millesime, source, serie),
        );
    }
}

fn colonne_classe(
    variable: String,
    millesime: Option<u16>,
    source: SourceId,
    serie: SerieClasse,
) -> ColonneClasse {
    let modalites: Vec<(String, String)> = serie.libelles.into_iter().collect();
    let codes = (0u32..).zip(&modalites);
    let rangs: HashMap<&str, u32> = codes.map(|(rang, (c, _))| (c.as_str(), rang)).collect();
    let rang = |code: &String| rangs.get(code.as_str()).copied();
    // As many texts as units to look for, and to give back.
    let codes = serie.codes.into_par_iter();
    let classes = codes.map(|c| c.as_ref().and_then(rang));
    let classes = classes.collect::<Vec<_>>().into();
    let rejetees = serie.rejetees.into_iter().collect();
    ColonneClasse {
        autres: Autres::default(),
        variable,
        millesime,
        source,
        classes,
        rejetees,
        modalites,
    }
}

fn contours(d: &mut Dataset, source: SourceId, table: &mut Table, doublons: &mut Doublons) {
    for (unite, surface) in std::mem::take(&mut table.contours) {
        match d.contours.get(&unite) {
            Some(deja) => doublons.note(deja.source, "contours".to_owned()),
            None => {
                d.contours.insert(
                    unite,
                    Contour {
                        geometrie: surface.into(),
                        source,
                    },
                );
            }
        }
    }
}

/// Sorts what must be, and removes the lines that say the same.
fn finit(d: &mut Dataset) {
    let cle = |a: &AffectationCpts| (a.unite, a.cpts.clone());
    d.cpts.trie_par_cle(|a| (cle(a), a.source));
    d.cpts.dedup_by(|b, a| cle(a) == cle(b));
    d.rejets
        .trie_par(|a, b| (&a.fichier, a.ligne, &a.colonne).cmp(&(&b.fichier, b.ligne, &b.colonne)));
}
