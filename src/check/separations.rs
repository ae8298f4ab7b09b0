//! Communes that were split: in a file older than the split, the figure of the one that kept the code covers them all.

use std::collections::{BTreeMap, BTreeSet};

use super::contexte::{Contexte, enumerer};
use crate::model::{CodeCommune, Constat, Ensemble, RegleConstat, SectionId, Source, UniteId};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    for (source, colonnes) in c.sources() {
        let lus = colonnes.valeurs.iter();
        let lus = lus.flat_map(|v| {
            let siens = c.dataset.ensembles_parmi(v, &|id| c.perimetre.contient(id));
            siens.into_iter().map(|e| (v.millesime, e))
        });
        let classes = colonnes.classes.iter().copied();
        let classes = classes.flat_map(|v| {
            let siens = c
                .dataset
                .ensembles_de_classe(v, |id| c.perimetre.contient(id));
            siens.map(|e| (v.millesime, e))
        });
        let mut vus: BTreeMap<CodeCommune, (Ensemble<'_>, BTreeSet<Option<u16>>)> = BTreeMap::new();
        for (an, ensemble) in lus.chain(classes) {
            let place = vus.entry(ensemble.separation.de);
            place.or_insert((ensemble, BTreeSet::new())).1.insert(an);
        }
        let ans = colonnes.valeurs.iter().map(|v| v.millesime);
        let ans: BTreeSet<_> = ans
            .chain(colonnes.classes.iter().map(|v| v.millesime))
            .collect();
        for (ensemble, siennes) in vus.into_values() {
            // Years are named where the file gives others too.
            let siennes: Vec<u16> = siennes.into_iter().flatten().collect();
            let annees = if ans.len() > 1 {
                siennes.as_slice()
            } else {
                &[]
            };
            constats.extend(constat(c, source, ensemble, annees));
        }
    }
    for reuni in c.dataset.contours_reunis.values() {
        let source = c.dataset.source(reuni.contour.source);
        let touchees = c.membres_ou(|id| reuni.pieces.contains(&id));
        if let Some(source) = source.filter(|_| !touchees.is_empty()) {
            let texte = format!(
                "{} ({}) ne dessine pas à part {}, séparées depuis\u{a0}: leur contour commun n'est celui d'aucune d'elles, et n'est \
                 dessiné, une fois, que pour un périmètre qui les tient toutes.",
                source.libelle,
                source.fichier,
                c.referentiel().noms_et_codes(&reuni.pieces),
            );
            let regle = RegleConstat::CommuneScindee;
            constats.push(c.attention(regle, SectionId::S0, texte, &touchees, source));
        }
    }
    constats
}

/// What must be said of a file that reads as one the communes of a split, when the perimeter holds one of them.
fn constat(
    c: &Contexte<'_>,
    source: &Source,
    ensemble: Ensemble<'_>,
    annees: &[u16],
) -> Option<Constat> {
    let separation = ensemble.separation;
    let mut autres = ensemble.pieces(c.referentiel());
    let touchees = c.membres_ou(|id| autres.contains(&id));
    autres.retain(|&id| id != ensemble.garde);
    if touchees.is_empty() {
        return None;
    }
    let annees = match annees {
        [] => String::new(),
        annees => format!(
            " pour {}",
            enumerer(annees.iter().map(u16::to_string).collect())
        ),
    };
    let (date, portent) = if ensemble.certain {
        ("d'avant", "portent aussi sur")
    } else {
        (
            "sans date, peut-être d'avant",
            "portent peut-être aussi sur",
        )
    };
    // Neither the file nor its figures are the subject: the same sentence is said of several files.
    let texte = format!(
        "{} ({})\u{a0}: {date} la séparation de {} ({}) en {}\u{a0}; les chiffres de {}{annees} y {portent} {}, \
         sans compte à part.",
        source.libelle,
        source.fichier,
        separation.de,
        separation.nom,
        separation.date.annee(),
        c.referentiel().unite(ensemble.garde).code,
        enumerer(noms(c, &autres)),
    );
    Some(c.attention(
        RegleConstat::CommuneScindee,
        SectionId::S0,
        texte,
        &touchees,
        source,
    ))
}

fn noms(c: &Contexte<'_>, unites: &[UniteId]) -> Vec<String> {
    let nomme = |&id: &UniteId| {
        let unite = c.referentiel().unite(id);
        format!("{} ({})", unite.nom, unite.code)
    };
    unites.iter().map(nomme).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn essai() -> Essai {
        let mut essai = Essai::communes(&[900, 300, 50]);
        essai.separe("96001", &["96001", "96002"], "2025-01-01");
        essai
    }

    #[test]
    fn a_figure_older_than_the_split_covers_both_communes_and_it_is_said() {
        let mut essai = essai();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[("96001", Connue(3.0)), ("96003", Connue(0.0))],
        );
        for membres in [[("96001", 1.0)], [("96002", 1.0)]] {
            let p = essai.perimetre(&membres);
            let constats = verifier(&Contexte::new(&essai.dataset, &p));
            assert_eq!(constats.len(), 1);
            assert!(
                constats[0].texte.contains("en 2025"),
                "{}",
                constats[0].texte
            );
            assert!(constats[0].texte.contains("96002"));
        }
        let ailleurs = essai.perimetre(&[("96003", 1.0)]);
        assert_eq!(verifier(&Contexte::new(&essai.dataset, &ailleurs)), []);
    }

    #[test]
    fn a_file_that_knows_both_or_is_newer_says_nothing() {
        let mut ensemble = essai();
        ensemble.colonne(
            "bpe_d265",
            Some(2024),
            &[("96001", Connue(3.0)), ("96002", Connue(1.0))],
        );
        let mut neuf = essai();
        neuf.colonne("bpe_d265", Some(2026), &[("96001", Connue(3.0))]);
        for essai in [ensemble, neuf] {
            let p = essai.perimetre(&[("96001", 1.0)]);
            assert_eq!(verifier(&Contexte::new(&essai.dataset, &p)), []);
        }
    }
}
