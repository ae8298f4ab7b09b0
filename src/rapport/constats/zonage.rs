//! The zoning of the médecins généralistes against their APL: communes that are short of care and that no zone helps.

use crate::francais::{avec_unite, compte, denombre};
use crate::model::lecture::classe;
use crate::model::{Constat, Dataset, RegleConstat, SectionId, Severite, SousDensite};

/// Zones that open aids to the installation everywhere in the commune.
const AIDEES: [&str; 2] = ["ZIP", "ZAC"];

/// Communes under the threshold of APL that are neither in ZIP nor in ZAC; nothing when the zone of one of them is not known.
#[must_use]
pub fn zonage_contre_apl(dataset: &Dataset, sous_densite: &SousDensite) -> Option<Constat> {
    let colonne = dataset.classe("zonage_mg")?;
    let referentiel = &dataset.referentiel;
    let sous = &sous_densite.communes_sous_seuil;
    let mut sans = Vec::new();
    for commune in sous.iter().filter(|c| c.population > 0.0) {
        let lue = classe(referentiel, colonne, referentiel.par_code(commune.code)?);
        let zones = lue.modalites(colonne);
        if zones.is_empty() {
            return None;
        }
        if zones.iter().all(|z| !AIDEES.contains(&z.0.as_str())) {
            sans.push(commune);
        }
    }
    let habitants: f64 = sans.iter().map(|c| c.population).sum();
    let (verbe, possessif) = if sans.len() < 2 {
        ("n'est", "lui")
    } else {
        ("ne sont", "leur")
    };
    (!sans.is_empty()).then(|| {
        let texte = format!(
            "{} ({}) sous {} par an {verbe} ni en ZIP ni en ZAC\u{a0}: le zonage ne {possessif} ouvre pas les aides de ces zones.",
            denombre(sans.len(), "commune", "communes"),
            compte(habitants, "habitant", "habitants"),
            avec_unite(sous_densite.seuil_apl, 1, "consultations"),
        );
        let regle = RegleConstat::ZonageContreApl;
        let constat = Constat::new(regle, Severite::Attention, SectionId::S7, texte);
        constat.avec_communes(sans.iter().map(|c| c.code))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;
    use crate::model::{CommuneRef, UniteId};

    fn dit(sous: &[UniteId], zones: &[(UniteId, &str)]) -> Option<Constat> {
        let mut d = france();
        ajouter_classes(&mut d, "zonage_mg", zones);
        let commune = |id: &UniteId| CommuneRef {
            code: d.referentiel.unite(*id).code,
            nom: String::new(),
            population: 500.0,
            cpts: Vec::new(),
            apl: Some(1.0),
            plus_proche: None,
        };
        let sous_densite = SousDensite {
            seuil_apl: 2.5,
            communes_sous_seuil: sous.iter().map(commune).collect(),
            ..SousDensite::default()
        };
        zonage_contre_apl(&d, &sous_densite)
    }

    #[test]
    fn what_is_under_the_threshold_and_in_no_zone_is_counted() {
        let zones = [(ALPHA, "ZIP"), (BETA, "HORS"), (GAMMA, "ZAC")];
        let constat = dit(&[ALPHA, BETA, GAMMA], &zones).unwrap();
        assert!(
            constat.texte.contains("500\u{a0}habitants")
                && constat.texte.contains("n'est ni en ZIP"),
            "{constat:?}"
        );
        assert_eq!(constat.communes.len(), 1);
        assert_eq!(dit(&[ALPHA, GAMMA], &zones), None);
        // A zone that is not known says nothing.
        assert_eq!(dit(&[BETA, GAMMA], &zones[..2]), None);
    }
}
