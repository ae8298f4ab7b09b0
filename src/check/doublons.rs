//! Two files that give the same variable of the same year: what each says of the perimeter, and the gap between them.

use std::collections::BTreeMap;

use super::contexte::{Contexte, communes, enumerer};
use crate::francais::{denombre, nombre};
use crate::model::lecture::population;
use crate::model::{Colonne, Constat, Ecartee, RegleConstat, SectionId, Severite, SourceId};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut ecarts: BTreeMap<(SourceId, SourceId), Vec<String>> = BTreeMap::new();
    for ecartee in &c.dataset.ecartees {
        let autre = &ecartee.colonne;
        // The reference population has its own finding.
        if autre.variable == population::VARIABLE {
            continue;
        }
        let Some(gardee) = c.dataset.colonne(&autre.variable, autre.millesime) else {
            continue;
        };
        if let Some(dit) = ecart(c, gardee, ecartee) {
            let paire = (gardee.source, autre.source);
            ecarts.entry(paire).or_default().push(dit);
        }
    }
    let constat = |((gardee, autre), dits): (_, Vec<String>)| {
        let (gardee, autre) = (c.dataset.source(gardee)?, c.dataset.source(autre)?);
        let texte = format!(
            "{} (retenu) et {} ne disent pas la même chose du {} pour {}\u{a0}: {}. Pour prendre l'autre, retirez le premier \
             du dossier.",
            gardee.fichier,
            autre.fichier,
            c.nom(),
            denombre(dits.len(), "variable", "variables"),
            enumerer(dits),
        );
        let regle = RegleConstat::DoublonEcart;
        Some(
            Constat::new(regle, Severite::Attention, SectionId::S0, texte)
                .avec_origine(autre.fichier.clone()),
        )
    };
    ecarts.into_iter().filter_map(constat).collect()
}

/// « medecins 2022, 12 contre 14 (+2) pour 3 communes »: the sums of a count, else the number of communes that differ.
fn ecart(c: &Contexte<'_>, gardee: &Colonne, ecartee: &Ecartee) -> Option<String> {
    let autre = &ecartee.colonne;
    let (mut sommes, mut differentes, mut premiere) = ((0.0, 0.0), 0, None);
    for m in &c.membres {
        let lus = (
            c.lire(gardee, m.unite).connu(),
            c.lire(autre, m.unite).connu(),
        );
        let (Some(a), Some(b)) = lus else { continue };
        sommes = (sommes.0 + a * m.part, sommes.1 + b * m.part);
        if (a - b).abs() > 1e-9 * a.abs().max(1.0) {
            differentes += 1;
            premiere = premiere.or(Some((m.unite, a, b)));
        }
    }
    let (unite, a, b) = premiere?;
    let an = autre.millesime.map_or(String::new(), |an| format!(" {an}"));
    let debut = format!("{}{an}", autre.variable);
    let ou = communes(differentes);
    if !ecartee.somme {
        let nom = &c.referentiel().unite(unite).nom;
        let (a, b) = (ecrit(a), ecrit(b));
        return Some(format!("{debut}, {ou} dont {nom} ({a} contre {b})"));
    }
    let (a, b) = sommes;
    let signe = if b >= a { "+" } else { "−" };
    let gap = ecrit((b - a).abs());
    let (a, b) = (ecrit(a), ecrit(b));
    Some(format!("{debut}, {a} contre {b} ({signe}{gap}) pour {ou}"))
}

fn ecrit(x: f64) -> String {
    nombre(x, if x.fract() == 0.0 { 0 } else { 2 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn the_gap_is_that_of_the_perimeter_and_equal_files_say_nothing() {
        let mut essai = Essai::communes(&[100, 200, 300]);
        let valeurs = |x: f64| {
            [
                ("96001", Connue(x)),
                ("96002", Connue(4.0)),
                ("96003", Connue(x)),
            ]
        };
        essai.colonne("medecins", Some(2022), &valeurs(3.0));
        for (x, somme, attendu) in [
            (
                5.0,
                true,
                Some("medecins 2022, 7 contre 9 (+2) pour 1\u{a0}commune"),
            ),
            (
                5.0,
                false,
                Some("medecins 2022, 1\u{a0}commune dont Commune 96001 (3 contre 5)"),
            ),
            (3.0, true, None),
        ] {
            let mut autre = Essai::communes(&[100, 200, 300]);
            autre.colonne("medecins", Some(2022), &valeurs(x));
            let colonne = autre.dataset.derniere("medecins").cloned().unwrap();
            essai.dataset.ecartees = vec![Ecartee {
                colonne,
                somme,
                repetees: None,
            }];
            let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0)]);
            let constats = verifier(&Contexte::new(&essai.dataset, &p));
            let texte = constats.first().map(|c| c.texte.as_str());
            assert_eq!(texte.is_some(), attendu.is_some());
            if let (Some(texte), Some(attendu)) = (texte, attendu) {
                assert!(texte.contains(attendu), "{texte}");
            }
        }
    }
}
