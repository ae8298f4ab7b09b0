//! Sparse files: a commune without a row has zero, but only where the file speaks, where the commune existed and where
//! no rejected row may be about it.

mod coupure;
mod grandes;
mod portee;
mod silence;
mod zeros;

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::load::table::resultat::Table;
use crate::load::table::silences::{Lieu, Silence};
use crate::model::lecture::se_lit;
use crate::model::{CodeCommune, DateCivile, Genre, Referentiel, UniteId, Valeur};
use crate::texte_toml::Embarque;

pub static SEUILS: Embarque<Seuils> = Embarque::new(include_str!("creux.toml"), "creux.toml");

/// Our own choices about sparse files and about cities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seuils {
    /// Share of the population of a département, or of a région, from which a file is whole there.
    couverture: Seuil,
    /// Share of the population of France from which a file is national.
    couverture_france: Seuil,
    /// Départements that a national file has at least.
    departements_france: Seuil,
    /// Communes by département that a regional or national file has at least.
    communes_par_departement: Seuil,
    /// Size under which a file is not said to be cut.
    habitants_coupe: Seuil,
    /// Share of the smallest communes that is set aside to read the size of a cut.
    petites_coupe: Seuil,
    /// Share of the communes above a size from which a file is cut there.
    part_coupe: Seuil,
    /// Chance that a whole file stops so far before the last commune.
    hasard_coupure: Seuil,
    /// Sizes that part the communes into classes.
    tailles: Seuil<Vec<f64>>,
    /// Inhabitants of a commune large enough to be judged alone.
    habitants_grande: Seuil,
    /// Communes of the same size that it is held against, at least, and the share of them that may be silent too.
    communes_grande: Seuil,
    part_muettes: Seuil,
    /// Chance that a whole file has nothing in some département.
    hasard_silence: Seuil,
    /// Relative gap between a city and its arrondissements that is tolerated.
    pub(super) ecart_ville: Seuil,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
pub(super) struct Seuil<T = f64> {
    pub(super) valeur: T,
    unite: String,
    reference: String,
    date: String,
    confiance: String,
}

/// Whether a list that names so many départements is that of the whole country.
pub(in crate::load) fn est_nationale(departements: usize) -> bool {
    let seuils = SEUILS.lu();
    seuils.is_some_and(|s| departements as f64 >= s.departements_france.valeur)
}

/// Writes the zeros of a sparse table; `liste` gives the day of the list of communes of a vintage (absent when nothing says it).
///
/// Each vintage is judged by its own rows: those of another year say nothing of its reach. Where it is whole (see
/// [`portee`], [`coupure`] and [`silence`]; `declaree` when its descriptor says that it is in each of its départements), every
/// commune is filled; elsewhere it is an extract, and only a commune that has a row of its own, of any type, has zeros. An arrondissement has
/// none when its city has a row. A commune re-created by a split is filled when the list of the vintage knows it for sure:
/// from the day after the split on, or by a row of its own.
pub fn remplit(
    referentiel: &Referentiel,
    liste: impl Fn(Option<u16>) -> Option<DateCivile>,
    (fichier, declaree): (&str, bool),
    table: &mut Table,
) {
    let Some(seuils) = SEUILS.lu() else {
        return;
    };
    let inconnues = std::mem::take(&mut table.inconnues);
    let ans: BTreeSet<Option<u16>> = table.series.keys().map(|(_, an)| *an).collect();
    for an in ans {
        let vues = vues(referentiel, table, an);
        let mut portee = portee::portee(referentiel, seuils, &vues, declaree);
        let incertaines = retablies(referentiel, liste(an), &vues);
        let derniere = table.derniere_triee.filter(|_| !declaree);
        let coupure = coupee(referentiel, (fichier, derniere), &vues, table);
        portee.entiers.retain(|d| !coupure.departements.contains(d));
        let tues = match declaree {
            true => BTreeSet::new(),
            false => du_fichier(referentiel, seuils, &mut portee.entiers, (an, &vues), table),
        };
        let parle = |id: &UniteId| {
            let unite = referentiel.unite(*id);
            (portee.entiers.contains(&unite.departement) || vues.contains(id))
                && unite.genre != Genre::CommuneCom
                && unite.parent.is_none_or(|ville| !vues.contains(&ville))
                && se_lit(referentiel, *id, |id| vues.contains(&id))
                && !incertaines.contains(id)
                && !tues.contains(id)
                && !coupure.contient(unite.departement, *id)
        };
        let parlees: Vec<UniteId> = referentiel.ids().filter(parle).collect();
        let champ = (!declaree).then_some(silence::Champ {
            entiers: &portee.entiers,
            tues: &tues,
            outre_mer_a_part: true,
        });
        let zeros = zeros::Zeros {
            referentiel,
            seuils,
            inconnues: &inconnues,
            parlees: &parlees,
            champ,
        };
        for (cle, valeurs) in table.series.iter_mut().filter(|(cle, _)| cle.1 == an) {
            table.silences.extend(zeros.ecrit(cle, valeurs));
        }
        // Where it is whole, a former commune without row has none; elsewhere it may have some.
        let entier = |id: UniteId| portee.entiers.contains(&referentiel.unite(id).departement);
        let douteuse = |(annee, id): &(Option<u16>, UniteId)| *annee != an || !entier(*id);
        table.fusions_incertaines.retain(douteuse);
        table.extraits.insert(an, portee.extrait());
    }
    table.inconnues = inconnues;
}

/// Takes away the départements of which the file should have rows and has none, and gives what it lacks of the cities.
fn du_fichier(
    referentiel: &Referentiel,
    seuils: &Seuils,
    entiers: &mut BTreeSet<usize>,
    (an, vues): (Option<u16>, &BTreeSet<UniteId>),
    table: &mut Table,
) -> BTreeSet<UniteId> {
    let dit = |id: UniteId| match vues.contains(&id) {
        true => silence::Dit::Quelque,
        false => silence::Dit::Rien,
    };
    let mut tues = BTreeSet::new();
    let champ = silence::Champ {
        entiers,
        tues: &tues,
        outre_mer_a_part: false,
    };
    let lus = silence::silences(referentiel, seuils, champ, dit);
    let mut note = |(lieu, attendues): (Lieu, f64), tues: &mut BTreeSet<UniteId>| {
        tues.extend(lieu.communes(referentiel));
        table.silences.push(Silence {
            an,
            variable: None,
            lieu,
            attendues,
        });
    };
    for lu in lus {
        if let Lieu::Departement(d) = &lu.0 {
            entiers.remove(d);
        }
        note(lu, &mut tues);
    }
    let champ = silence::Champ {
        entiers,
        tues: &tues,
        outre_mer_a_part: false,
    };
    let siennes = table.series.iter().filter(|(cle, _)| cle.1 == an);
    let siennes: Vec<&Vec<Valeur>> = siennes.map(|(_, valeurs)| valeurs).collect();
    let compte = |id: UniteId| {
        let lues = siennes
            .iter()
            .filter_map(|v| v.get(id.0 as usize)?.connue());
        (dit(id), Some(lues.sum()))
    };
    for lu in grandes::grandes(referentiel, seuils, champ, compte) {
        note(lu, &mut tues);
    }
    tues
}

/// What follows the last row of a file that was cut, and is told; nothing of one that may be whole.
fn coupee(
    referentiel: &Referentiel,
    (fichier, derniere): (&str, Option<CodeCommune>),
    vues: &BTreeSet<UniteId>,
    table: &mut Table,
) -> coupure::Coupure {
    let trouvee = SEUILS.lu().zip(derniere).and_then(|(seuils, code)| {
        let coupure = coupure::coupure(referentiel, seuils, vues, code)?;
        let constat = coupure.constat(referentiel, fichier, code);
        table.constats.push(constat);
        Some(coupure)
    });
    trouvee.unwrap_or_default()
}

/// Units of which a vintage has a row: of its own year, or of no year.
fn vues(referentiel: &Referentiel, table: &Table, an: Option<u16>) -> BTreeSet<UniteId> {
    let series = table.series.iter().filter(|(cle, _)| cle.1 == an);
    let series: Vec<&Vec<Valeur>> = series.map(|(_, valeurs)| valeurs).collect();
    let vue = |id: &UniteId| {
        [None, an].iter().any(|a| table.vues.contains(&(*a, *id)))
            || series.iter().any(|valeurs| connue(valeurs, *id))
    };
    referentiel.ids().filter(vue).collect()
}

/// Communes re-created by a split, of which the file may still give the figures under the code that was kept.
fn retablies(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    vues: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let mut incertaines = BTreeSet::new();
    for separation in &referentiel.separations {
        let autres = separation.vers.iter().filter(|&&c| c != separation.de);
        let autres: Vec<UniteId> = autres.filter_map(|&c| referentiel.par_code(c)).collect();
        let connue = autres.iter().any(|id| vues.contains(id));
        if !connue && liste.is_none_or(|jour| jour <= separation.date) {
            incertaines.extend(autres);
        }
    }
    incertaines
}

/// Communes re-created by a split that the list of a file may still count in the commune that kept the code.
pub fn detachees(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    vues: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let origine_vue = |id: &UniteId| {
        let code = referentiel.unite(*id).code;
        let mut siennes = referentiel.separations.iter();
        siennes.any(|s| {
            s.vers.contains(&code)
                && referentiel
                    .par_code(s.de)
                    .is_some_and(|de| vues.contains(&de))
        })
    };
    let mut detachees = retablies(referentiel, liste, vues);
    detachees.retain(origine_vue);
    detachees
}

/// Whether a unit has something of its own: what a row without a commune casts doubt on is not seen for that.
fn connue(valeurs: &[Valeur], id: UniteId) -> bool {
    let lue = valeurs.get(id.0 as usize);
    lue.is_some_and(|v| !matches!(v, Valeur::Absente | Valeur::Rejetee))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_are_shares() {
        let s = SEUILS.lire().unwrap();
        assert!(s.couverture.valeur > 0.0 && s.couverture.valeur < 0.575);
        assert!(s.ecart_ville.valeur > 0.0 && s.ecart_ville.valeur < 0.01);
    }
}
