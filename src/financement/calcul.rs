//! Tier, margins and amounts of a population on a date.

use std::collections::BTreeSet;

use super::montants::{Lecture, montants};
use super::{ErreurFinancement, PopulationRetenue, Taille, taille, totaux};
use crate::baremes::{Bareme, DateCivile, Tranches, Version, regle};
use crate::francais::nombre;
use crate::model::{Confiance, Financement, Montant, Reference, Total};

/// Funding of a population on a date, or by the latest scale known without a date.
///
/// # Errors
/// [`ErreurFinancement`]: date before the agreement, negative population, scale without bands.
pub fn calculer(
    bareme: &Bareme,
    population: &PopulationRetenue,
    date: Option<DateCivile>,
) -> Result<Financement, ErreurFinancement> {
    population.verifier()?;
    let (version, tranches, jour) = accord(bareme, date)?;
    let rang = taille::taille(tranches, population.valeur);
    let montants = par_taille(bareme, jour, rang);
    let totaux = sommes(bareme, jour, rang);
    let references = references(bareme, version, tranches, &montants);
    Ok(Financement {
        version: version.titre.clone(),
        taille: rang.certaine(),
        motif: motif(rang),
        seuils: taille::seuils(tranches),
        marges: taille::marges(tranches, population.valeur),
        notes: notes(bareme, version, tranches, jour, population),
        montants,
        totaux,
        references,
    })
}

/// Version, bands and day of reading.
pub(super) fn accord(
    bareme: &Bareme,
    date: Option<DateCivile>,
) -> Result<(&Version, &Tranches, DateCivile), ErreurFinancement> {
    let jour = date.unwrap_or(DateCivile::DERNIERE);
    let Some(version) = bareme.version(Some(jour)) else {
        return Err(match bareme.debut() {
            Some(debut) => ErreurFinancement::AvantAccord { date: jour, debut },
            None => ErreurFinancement::SansTranches { date: jour },
        });
    };
    let tranches = bareme
        .tranches_au(jour)
        .ok_or(ErreurFinancement::SansTranches { date: jour })?;
    Ok((version, tranches, jour))
}

pub(super) fn lecture(bareme: &Bareme, date: DateCivile, taille: u8) -> Lecture<'_> {
    Lecture {
        bareme,
        taille: Some(taille),
        date,
    }
}

/// Amounts of the tier; of two possible tiers, what both share, the rest being not established.
fn par_taille(bareme: &Bareme, date: DateCivile, rang: Taille) -> Vec<Montant> {
    let mut listes = rang
        .possibles()
        .into_iter()
        .map(|t| montants(lecture(bareme, date, t)));
    let premiere = listes.next().unwrap_or_default();
    listes.fold(premiere, |a, b| {
        a.into_iter().zip(b).map(|(x, y)| commun(x, &y)).collect()
    })
}

fn commun(x: Montant, y: &Montant) -> Montant {
    if (x.fixe, x.variable_max, x.variable_crise, x.total)
        == (y.fixe, y.variable_max, y.variable_crise, y.total)
    {
        return x;
    }
    let references: BTreeSet<&String> = x.references.iter().chain(&y.references).collect();
    let garde = |a: Option<f64>, b: Option<f64>| a.filter(|_| a == b);
    Montant {
        fixe: garde(x.fixe, y.fixe),
        variable_max: garde(x.variable_max, y.variable_max),
        variable_crise: garde(x.variable_crise, y.variable_crise),
        total: garde(x.total, y.total),
        confiance: Confiance::NonEtabli,
        effet: None,
        references: references.into_iter().cloned().collect(),
        note: Some("Dépend de la taille, indéterminée.".into()),
        ..x
    }
}

/// Sums of one year; of two possible tiers, the range that holds both.
fn sommes(bareme: &Bareme, date: DateCivile, rang: Taille) -> Vec<Total> {
    let annuels = |t| totaux::totaux(lecture(bareme, date, t)).into_iter();
    let mut listes = rang.possibles().into_iter().map(|t| {
        annuels(t)
            .filter(|x| x.hypothese.annees == 1)
            .map(|x| x.total)
    });
    let premiere: Vec<Total> = listes.next().into_iter().flatten().collect();
    listes.fold(premiere, |a, b| {
        a.into_iter().zip(b).map(|(x, y)| enveloppe(x, y)).collect()
    })
}

fn enveloppe(x: Total, y: Total) -> Total {
    let mut manque = vec!["taille de la CPTS (borne indéterminée)".to_owned()];
    for m in x.manque.into_iter().chain(y.manque) {
        if !manque.contains(&m) {
            manque.push(m);
        }
    }
    Total {
        libelle: x.libelle,
        min: x.min.min(y.min),
        max: x.max.zip(y.max).map(|(a, b)| a.max(b)),
        complet: false,
        confiance: x.confiance.max(y.confiance),
        manque,
    }
}

pub(super) fn motif(rang: Taille) -> Option<String> {
    match rang {
        Taille::Certaine { borne, taille } => borne.map(|b| {
            format!(
                "Exactement {}\u{a0}habitants\u{a0}: taille {taille} déduite de la rédaction des sources, aucune ne nomme ce cas.",
                nombre(b, 0)
            )
        }),
        Taille::Indeterminee { dessous, dessus, borne } => Some(format!(
            "toutes les sources sont ambiguës à exactement {}\u{a0}habitants (taille {dessous} ou taille {dessus}).",
            nombre(borne, 0)
        )),
        Taille::SansBande => Some("Le barème n'a pas de taille pour cette population.".into()),
    }
}

fn notes(
    bareme: &Bareme,
    version: &Version,
    tranches: &Tranches,
    date: DateCivile,
    population: &PopulationRetenue,
) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(tranches.note.clone());
    notes.extend(version.note.clone());
    if population.valeur.fract() != 0.0 {
        notes.push("Population arrondie à l'habitant le plus proche (communes comprises en partie), la demie au-dessus.".into());
    }
    if let Some(motif) = &population.motif {
        notes.push(format!("Population donnée par l'utilisateur ({motif})."));
    }
    for p in bareme
        .parametres()
        .iter()
        .filter(|p| p.taille.is_none() && p.effet <= date)
    {
        let en_vigueur = bareme.parametre(&p.id, None, date);
        if let (Some(x), Some(r)) = (en_vigueur, regle(&p.id))
            && x == p
            && x.confiance == Confiance::NonEtabli
        {
            let suite = x.note.as_deref().unwrap_or_default();
            notes.push(format!("{}\u{a0}: montant non établi. {suite}", r.libelle));
        }
    }
    notes
}

/// References cited by what is shown, in the order of their ids.
fn references(
    bareme: &Bareme,
    version: &Version,
    tranches: &Tranches,
    montants: &[Montant],
) -> Vec<Reference> {
    let ids: BTreeSet<(usize, &String)> = montants
        .iter()
        .flat_map(|m| &m.references)
        .chain(&version.references)
        .chain(&tranches.references)
        .map(|id| (id.len(), id))
        .collect();
    ids.into_iter()
        .filter_map(|(_, id)| bareme.reference(id).cloned())
        .collect()
}

#[cfg(test)]
mod tests;
