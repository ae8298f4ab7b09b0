//! Communes that were split: in a file older than the split, the figure of the one that kept the code covers them all.

use super::contexte::{Colonnes, Contexte, enumerer};
use crate::model::{Constat, RegleConstat, SectionId, Separation, UniteId};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    for separation in &c.referentiel().separations {
        let Some(garde) = c.referentiel().par_code(separation.de) else {
            continue;
        };
        let autres: Vec<UniteId> = separation
            .vers
            .iter()
            .filter(|&&code| code != separation.de)
            .filter_map(|&code| c.referentiel().par_code(code))
            .collect();
        let touchees = c.membres_ou(|id| id == garde || autres.contains(&id));
        if touchees.is_empty() || autres.is_empty() {
            continue;
        }
        for (source, colonnes) in c.sources() {
            if avant(c, separation, colonnes, garde, &autres) {
                let texte = format!(
                    "{} ({}) est plus ancien que la séparation de {} ({}) en {}\u{a0}: ses chiffres pour {} portent aussi sur {}, \
                     qui n'y {} pas de chiffres à {}.",
                    source.libelle,
                    source.fichier,
                    separation.nom,
                    separation.de,
                    annee(separation).unwrap_or_default(),
                    separation.de,
                    enumerer(noms(c, &autres)),
                    if autres.len() > 1 { "ont" } else { "a" },
                    if autres.len() > 1 { "elles" } else { "elle" },
                );
                constats.push(c.attention(
                    RegleConstat::CommuneScindee,
                    SectionId::S0,
                    texte,
                    &touchees,
                    source,
                ));
            }
        }
    }
    constats
}

fn annee(separation: &Separation) -> Option<u16> {
    separation.date.get(..4)?.parse().ok()
}

fn noms(c: &Contexte<'_>, unites: &[UniteId]) -> Vec<String> {
    let nomme = |&id: &UniteId| {
        let unite = c.referentiel().unite(id);
        format!("{} ({})", unite.nom, unite.code)
    };
    unites.iter().map(nomme).collect()
}

/// Whether the file has figures for the commune that kept the code and none for the others, at a vintage not after
/// the split.
fn avant(
    c: &Contexte<'_>,
    separation: &Separation,
    colonnes: &Colonnes<'_>,
    garde: UniteId,
    autres: &[UniteId],
) -> bool {
    let limite = annee(separation).unwrap_or(u16::MAX);
    let date = |an: Option<u16>| an.is_none_or(|an| an <= limite);
    let parle = |id: UniteId| {
        let anciennes = colonnes.valeurs.iter().filter(|v| date(v.millesime));
        anciennes.map(|v| c.lire(v, id)).any(|lu| !lu.est_absent())
    };
    parle(garde) && !autres.iter().any(|&id| parle(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn essai() -> Essai {
        let mut essai = Essai::communes(&[900, 300, 50]);
        let codes = ["96001", "96002"].map(|c| essai.dataset.referentiel.unite(essai.id(c)).code);
        let r = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
        r.separations = vec![Separation {
            de: codes[0],
            nom: "Grande".to_owned(),
            date: "2025-01-01".to_owned(),
            vers: codes.to_vec(),
        }];
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
