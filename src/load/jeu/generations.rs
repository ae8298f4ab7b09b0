//! Two geographies of the quartiers prioritaires are never added up: in a département, the file of the latest replaces the others.
//!
//! Codes: `QP` then six characters for the quartiers of 2014, `QN` for those of 2024, as the ANCT writes both. The geography of a
//! file is that of more than half of its codes: one mistyped code changes nothing, a list with codes of its own has none.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::jeu::section::SECTION;
use crate::load::table::resultat::QpvLu;
use crate::model::{Constat, Dataset, RegleConstat, Severite, SourceId};

/// First letters of the codes, from the oldest geography.
const GENERATIONS: [&str; 2] = ["QP", "QN"];

/// Whether each quartier is kept: not in the départements where a file of a later geography than its own has some, which is said.
pub fn gardes(d: &mut Dataset, lus: &[(SourceId, QpvLu)]) -> Vec<bool> {
    let geographies = geographies(lus);
    // The files of each département, with their geography.
    let mut fichiers: BTreeMap<usize, BTreeSet<(usize, SourceId)>> = BTreeMap::new();
    for (source, q) in lus {
        for departement in departements(d, q) {
            let siens = fichiers.entry(departement).or_default();
            siens.extend(geographies.get(source).map(|g| (*g, *source)));
        }
    }
    let mut remplaces: BTreeMap<(SourceId, SourceId), BTreeSet<&str>> = BTreeMap::new();
    let mut gardes = Vec::with_capacity(lus.len());
    for (source, q) in lus {
        let plus_recent = |departement: &usize| {
            let (g, autre) = fichiers.get(departement)?.last()?;
            (g > geographies.get(source)?).then_some(*autre)
        };
        let siens = departements(d, q);
        let autres: Option<Vec<SourceId>> = siens.iter().map(plus_recent).collect();
        let autre = autres.and_then(|a| a.first().copied());
        gardes.push(autre.is_none());
        if let Some(autre) = autre {
            let codes = remplaces.entry((*source, autre)).or_default();
            codes.insert(&q.code);
        }
    }
    for ((source, autre), codes) in remplaces {
        let constat = constat(d, source, autre, codes.len());
        d.constats.push(constat);
    }
    gardes
}

/// Geography of the files that have one.
fn geographies(lus: &[(SourceId, QpvLu)]) -> BTreeMap<SourceId, usize> {
    let mut codes: BTreeMap<SourceId, BTreeSet<&str>> = BTreeMap::new();
    for (source, q) in lus {
        codes.entry(*source).or_default().insert(&q.code);
    }
    let geographie = |(source, codes): (SourceId, BTreeSet<&str>)| {
        let de = |g: &&str| {
            let siens = codes.iter().filter(|c| c.to_uppercase().starts_with(*g));
            2 * siens.count() > codes.len()
        };
        Some((source, GENERATIONS.iter().position(de)?))
    };
    codes.into_iter().filter_map(geographie).collect()
}

fn departements(d: &Dataset, q: &QpvLu) -> BTreeSet<usize> {
    let unites = q.communes.iter().chain(q.ensembles.iter().flatten());
    unites
        .map(|id| d.referentiel.unite(*id).departement)
        .collect()
}

fn constat(d: &Dataset, source: SourceId, autre: SourceId, nombre: usize) -> Constat {
    let nom = |id| d.source(id).map(|s| s.fichier.clone()).unwrap_or_default();
    let (fichier, autre) = (nom(source), nom(autre));
    let combien =
        crate::francais::denombre(nombre, "quartier prioritaire", "quartiers prioritaires");
    let texte = format!(
        "{fichier}\u{a0}: {combien} d'une géographie antérieure à celle de {autre} (codes QP, puis QN)\u{a0}; dans un département, la plus récente \
         remplace l'autre, qui n'y est pas comptée."
    );
    Constat::new(
        RegleConstat::DoublonSource,
        Severite::Attention,
        SECTION,
        texte,
    )
    .avec_origine(&fichier)
}

#[cfg(test)]
mod tests {
    use super::{QpvLu, SourceId, geographies};

    #[test]
    fn the_geography_of_a_file_is_that_of_most_of_its_codes() {
        let cas: [(&[&str], Option<usize>); 5] = [
            (&["QP048001", "qp048002", "QN048003"], Some(0)),
            (&["QN04801M"], Some(1)),
            (&["QP048001", "QN04801M"], None),
            (&["MENDE1", "MENDE2", "QP048001"], None),
            (&["MENDE1"], None),
        ];
        for (codes, attendue) in cas {
            let lu = |code: &&str| QpvLu {
                code: (*code).to_owned(),
                nom: String::new(),
                communes: Vec::new(),
                entite: 1,
                douteux: false,
                surface: None,
                ensembles: Vec::new(),
                situees: [].into(),
            };
            let lus: Vec<_> = codes.iter().map(|c| (SourceId(7), lu(c))).collect();
            let trouvee = geographies(&lus).get(&SourceId(7)).copied();
            assert_eq!(trouvee, attendue, "{codes:?}");
        }
    }
}
