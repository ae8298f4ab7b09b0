//! A column whose figures disagree with what is known by a constant factor is in another unit: it is refused, and why.
//!
//! The law, tested below: a table multiplied by a factor is never published as it is, a true one is never refused.

mod echelles;
mod pourcents;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::francais::{court, denombre};
use crate::geo::aire;
use crate::load::fichier::devenir::Lu;
use crate::load::format::descripteur::NatureVariable;
use crate::load::format::gabarits::est_un_extrait;
use crate::load::format::grandeurs::{
    Controle, Grandeurs, Maximum, Mediane, Reference, Soupcon, grandeurs,
};
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, Table};
use crate::model::{ErreurDonnees, Referentiel, UniteId, Valeur};

/// Outlines measured for a comparison; beyond, one in so many is enough for a median.
const MESURES: usize = 2000;

/// Takes out of the tables the columns whose unit is wrong, and notes why.
///
/// # Errors
/// The embedded rules are wrong.
pub fn controle(referentiel: &Referentiel, lus: &mut [Lu]) -> Result<(), ErreurDonnees> {
    let grandeurs = grandeurs()?;
    let surfaces = surfaces(lus);
    let connu = Connu {
        referentiel,
        surfaces,
    };
    let juge = |lu: &Lu| {
        let mut refuses = refus(grandeurs, &connu, &lu.table);
        refuses.extend(effectifs_en_pourcents(grandeurs, referentiel, lu));
        refuses
    };
    let juges: Vec<_> = lus.par_iter().map(juge).collect();
    for (lu, refuses) in lus.iter_mut().zip(juges) {
        echelles::controle_les_publies(grandeurs, &mut lu.table);
        for (cle, motif) in refuses {
            lu.table.series.remove(&cle);
            let entete = lu.table.entetes.get(&cle).cloned();
            lu.table.refus.push(Refus { cle, entete, motif });
        }
    }
    Ok(())
}

/// What figures are compared with.
struct Connu<'a> {
    referentiel: &'a Referentiel,
    /// Area of the outlines, km².
    surfaces: BTreeMap<UniteId, f64>,
}

/// Area of the outlines of the files, when a file gives surfaces to compare.
fn surfaces(lus: &[Lu]) -> BTreeMap<UniteId, f64> {
    let donnees = |lu: &&Lu| {
        lu.table
            .series
            .keys()
            .any(|(v, _)| v == super::surfaces::VARIABLE)
    };
    if !lus.iter().any(|lu| donnees(&lu)) {
        return BTreeMap::new();
    }
    let mut contours = BTreeMap::new();
    for lu in lus {
        for (unite, contour) in &lu.table.contours {
            contours.entry(*unite).or_insert(contour);
        }
    }
    let pas = contours.len().div_ceil(MESURES).max(1);
    let choisis: Vec<_> = contours.into_iter().step_by(pas).collect();
    choisis
        .into_par_iter()
        .filter_map(|(unite, contour)| Some((unite, aire::surface_km2(contour)?)))
        .filter(|(_, surface)| *surface > 0.0)
        .collect()
}

/// The columns to refuse, with the reason.
fn refus(grandeurs: &Grandeurs, connu: &Connu<'_>, table: &Table) -> Vec<(CleSerie, String)> {
    let recodees: BTreeSet<UniteId> = table.recodes.values().copied().collect();
    let juge = |(cle, valeurs): (&CleSerie, &Vec<Valeur>)| {
        let (variable, an) = cle;
        let compare = |c: &Controle| compare(c, connu, *an, valeurs, &recodees);
        let controles = grandeurs.controles.iter();
        let maximums = grandeurs.maximums.iter();
        let motif = controles
            .filter(|c| c.variables.concerne(variable))
            .find_map(compare)
            .or_else(|| echelles::hors_echelle(grandeurs, variable, valeurs))
            .or_else(|| {
                maximums
                    .filter(|m| m.variables.concerne(variable))
                    .find_map(|m| trop_grand(m, connu, valeurs))
            })?;
        Some((cle.clone(), motif))
    };
    table.series.iter().filter_map(juge).collect()
}

/// The columns of counts of a file filled by hand that hold percentages.
fn effectifs_en_pourcents(
    grandeurs: &Grandeurs,
    referentiel: &Referentiel,
    lu: &Lu,
) -> Vec<(CleSerie, String)> {
    let d = &lu.descripteur;
    if d.utilisateur || !(d.reconnaissance.au_moins_une || est_un_extrait(&d.id)) {
        return Vec::new();
    }
    let compte = |variable: &str| {
        let mut variables = d.variables.iter();
        let dite =
            variables.any(|v| v.id == variable && v.nature == Some(NatureVariable::Effectif));
        dite || grandeurs.est_effectif(variable)
    };
    let series = lu.table.series.iter().filter(|(cle, _)| compte(&cle.0));
    let refus = series.filter_map(|(cle, valeurs)| {
        let motif = pourcents::pourcents(&grandeurs.pourcents, referentiel, valeurs)?;
        Some((cle.clone(), motif))
    });
    refus.collect()
}

/// Compares a column with what is known.
fn compare(
    c: &Controle,
    connu: &Connu<'_>,
    an: Option<u16>,
    valeurs: &[Valeur],
    exclues: &BTreeSet<UniteId>,
) -> Option<String> {
    let rapports = rapports(valeurs, exclues, |id| match c.reference {
        Reference::Population => connu.referentiel.unite(id).population.map(f64::from),
        Reference::Contours => connu.surfaces.get(&id).copied(),
    });
    let reference = connu.referentiel.millesime_population;
    let age = an.map(|an| reference.saturating_sub(an));
    let facteur = desaccord(c, age, &rapports)?;
    let combien = if facteur >= 1.0 {
        format!(
            "valent en médiane {} fois {}",
            chiffre(facteur),
            c.reference_nom
        )
    } else {
        let moindres = chiffre(1.0 / facteur);
        format!(
            "sont en médiane {moindres} fois plus petites que {}",
            c.reference_nom
        )
    };
    Some(format!(
        "ses valeurs {combien} ({}). {}",
        denombre(rapports.len(), "commune comparée", "communes comparées"),
        remede(&c.soupcons, facteur)
    ))
}

/// Ratios of the figures to the reference, sorted; a zero says nothing of the unit.
fn rapports(
    valeurs: &[Valeur],
    exclues: &BTreeSet<UniteId>,
    reference: impl Fn(UniteId) -> Option<f64>,
) -> Vec<f64> {
    let mut rapports: Vec<f64> = (0u32..)
        .zip(valeurs)
        .filter_map(|(i, v)| Some((UniteId(i), v.connue().filter(|x| *x > 0.0)?)))
        .filter(|(id, _)| !exclues.contains(id))
        .filter_map(|(id, x)| Some(x / reference(id).filter(|r| *r > 0.0)?))
        .collect();
    rapports.sort_by(f64::total_cmp);
    rapports
}

/// The median of sorted figures.
fn mediane(tries: &[f64]) -> Option<f64> {
    tries.get(tries.len() / 2).copied()
}

/// The factor between a column and the reference, when it cannot be that of a true column.
///
/// `age` is the number of years from the figures to the reference, `None` when they are not dated.
fn desaccord(c: &Controle, age: Option<u16>, rapports: &[f64]) -> Option<f64> {
    let m = mediane(rapports)?;
    let (bas, haut) = c.attendu;
    let vieux = age.is_some_and(|age| age > c.anciennete);
    let ecart = if vieux { c.ecart_ancien } else { c.ecart_max };
    if m < bas / ecart || m > haut * ecart {
        return Some(m);
    }
    if (bas..=haut).contains(&m) || rapports.len() < c.constant.communes {
        return None;
    }
    let pres = |ecart: f64, part: f64| {
        let autour = (m / ecart)..=(m * ecart);
        let proches = rapports.iter().filter(|r| autour.contains(r)).count();
        proches as f64 >= part * rapports.len() as f64
    };
    // Old or undated figures may have doubled: a power of ten, or the same factor for nearly all, then tells a unit.
    let puissance = (m.log10() - m.log10().round()).abs() < 0.2 && m.log10().round() != 0.0;
    let recent = age.is_some() && !vieux || c.reference == Reference::Contours;
    let constant = if recent || puissance || c.constant.part <= 0.0 {
        pres(c.autour, c.constant.part)
    } else {
        pres(1.2, 0.95)
    };
    constant.then_some(m)
}

fn hors_plage(m: &Mediane, valeurs: &[Valeur]) -> Option<String> {
    let mut connues: Vec<f64> = valeurs
        .iter()
        .filter_map(|v| v.connue().filter(|x| *x > 0.0))
        .collect();
    connues.sort_by(f64::total_cmp);
    let lue = mediane(&connues)?;
    let (bas, haut) = m.plage;
    if (bas..=haut).contains(&lue) {
        return None;
    }
    let facteur = lue / m.usuel;
    Some(format!(
        "la médiane de ses valeurs est {}, hors de l'intervalle {} à {} {}. {}",
        chiffre(lue),
        court(bas),
        court(haut),
        m.unite,
        remede(&m.soupcons, facteur)
    ))
}

/// Values that no commune has, when no outline can be put beside the column.
fn trop_grand(m: &Maximum, connu: &Connu<'_>, valeurs: &[Valeur]) -> Option<String> {
    let valeur = |id: &UniteId| valeurs.get(id.0 as usize).and_then(|v| v.connue());
    if connu.surfaces.keys().any(|id| valeur(id).is_some()) {
        return None;
    }
    let borne = |id: UniteId| {
        let departement = &connu.referentiel.departement(id).code;
        !m.sauf_departements.contains(departement)
    };
    let connues: Vec<f64> = (0u32..)
        .zip(valeurs)
        .filter(|(i, _)| borne(UniteId(*i)))
        .filter_map(|(_, v)| v.connue())
        .collect();
    let beaucoup = connues.iter().filter(|x| **x > m.valeur).count();
    if beaucoup == 0 || (beaucoup as f64) < m.part * connues.len() as f64 {
        return None;
    }
    let plus = connues.iter().copied().fold(0.0, f64::max);
    let facteur = if plus > m.valeur * 1000.0 { 1e6 } else { 100.0 };
    Some(format!(
        "ses valeurs vont jusqu'à {}, au-delà de {} {} ({}). {}",
        chiffre(plus),
        court(m.valeur),
        m.unite,
        m.justification,
        remede(&m.soupcons, facteur)
    ))
}

/// The probable unit and what to do.
fn remede(soupcons: &[Soupcon], facteur: f64) -> String {
    let loin = |s: &&Soupcon| (facteur / s.facteur).ln().abs();
    let proche = soupcons
        .iter()
        .min_by(|a, b| loin(a).total_cmp(&loin(b)))
        .filter(|s| loin(s) < 1.2);
    match proche {
        Some(s) => format!(
            "Elle est sans doute {}\u{a0}: corrigez-la, ou déclarez unite = \"{}\" à cette variable dans un [[fichier]] de cpts.toml.",
            s.dit, s.unite
        ),
        None => "Vérifiez son unité et ce que la colonne contient\u{a0}: corrigez-la, ou retirez-la du fichier.".to_owned(),
    }
}

/// A factor or a figure with three significant digits.
fn chiffre(x: f64) -> String {
    if !x.is_finite() || x <= 0.0 {
        return court(x);
    }
    let ordre = 10f64.powf(x.log10().floor() - 2.0);
    court((x / ordre).round() * ordre)
}

#[cfg(test)]
mod tests;
