//! Which indicators the summary shows: the key ones, and a few of every section that has none.

use crate::model::{Indicateur, SectionId, Statut};
use crate::rapport::Rapport;

/// Key indicators, in no order: the report orders them.
const CLES: [&str; 43] = [
    "nombre_communes",
    "surface_km2",
    "densite_population",
    "part_pop_zip",
    "part_pop_zac",
    "nombre_qpv",
    "population_municipale",
    "evolution_population_annuelle",
    "part_age_0_14",
    "part_age_60_plus",
    "part_age_75_plus",
    "indice_vieillissement_60_15",
    "part_seules_80_plus",
    "part_familles_monoparentales",
    "part_residences_secondaires",
    "taux_natalite",
    "taux_solde_migratoire",
    "revenu_median",
    "taux_pauvrete",
    "taux_chomage",
    "part_sans_diplome",
    "part_hlm",
    "part_sans_voiture",
    "fdep",
    "part_pop_fdep_q5",
    "effectif_mg",
    "densite_mg",
    "communes_sans_mg",
    "apl_mg",
    "apl_mg_65",
    "part_pop_apl_mg_inf_2_5",
    "densite_infirmiers",
    "apl_infirmiers",
    "densite_kines",
    "apl_kines",
    "densite_sages_femmes",
    "apl_sages_femmes",
    "densite_dentistes",
    "apl_dentistes",
    "densite_orthophonistes",
    "densite_psychologues",
    "densite_podologues",
    "densite_pharmacies",
];
/// Indicators of the summary in one screen, in their order.
const BREFS: [&str; 16] = [
    "population_municipale",
    "evolution_population_annuelle",
    "part_age_75_plus",
    "part_seules_80_plus",
    "taux_pauvrete",
    "taux_chomage",
    "effectif_mg",
    "densite_mg",
    "communes_sans_mg",
    "apl_mg",
    "part_pop_apl_mg_inf_2_5",
    "part_pop_zip",
    "part_sans_medecin_traitant",
    "apl_infirmiers",
    "apl_kines",
    "nombre_maisons_sante",
];
/// Reports with no more indicators than this are shown whole.
const COURT: usize = 24;
/// Indicators shown for a section that has no key one.
const PAR_SECTION: usize = 4;

/// Indicators of the summary in one screen: those that have something to say.
pub(super) fn brefs(rapport: &Rapport) -> Vec<&Indicateur> {
    let lus = BREFS
        .iter()
        .filter_map(|id| rapport.indicateurs.iter().find(|i| i.id == *id));
    lus.filter(|i| i.statut != Statut::Absent && !i.est_un_repere())
        .collect()
}

/// Indicators of a section to show.
pub(super) fn choisir(rapport: &Rapport, section: SectionId) -> Vec<&Indicateur> {
    let siens: Vec<&Indicateur> = rapport
        .indicateurs
        .iter()
        .filter(|i| i.section == section && !i.est_un_repere())
        .collect();
    if rapport.indicateurs.len() <= COURT {
        return siens;
    }
    let cles: Vec<&Indicateur> = siens
        .iter()
        .copied()
        .filter(|i| CLES.contains(&i.id.as_str()))
        .collect();
    if cles.is_empty() {
        siens
            .into_iter()
            .filter(|i| i.valeur.is_some())
            .take(PAR_SECTION)
            .collect()
    } else {
        cles
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn a_long_report_is_cut_to_its_key_indicators() {
        let mut rapport = essai::rapport();
        for rang in 0..40 {
            let mut autre = rapport.indicateurs[0].clone();
            autre.id = format!("autre_{rang}");
            autre.section = SectionId::S8;
            rapport.indicateurs.push(autre);
        }
        assert_eq!(choisir(&rapport, SectionId::S8).len(), PAR_SECTION);
        let offre: Vec<&str> = choisir(&rapport, SectionId::S7)
            .iter()
            .map(|i| i.id.as_str())
            .collect();
        assert_eq!(offre, ["effectif_mg", "densite_mg", "apl_mg"]);
    }
}
