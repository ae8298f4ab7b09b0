//! The same professionals counted by two sources: both figures, and the gap.

use crate::francais::nombre;
use crate::model::{Constat, Indicateur, RegleConstat, Severite};
use crate::rapport::plan::ReconciliationPlan;

/// One finding for each profession that the BPE and the RPPS both count on the territory.
#[must_use]
pub fn reconciliations(plan: &[ReconciliationPlan], indicateurs: &[Indicateur]) -> Vec<Constat> {
    let trouver = |id: &str| indicateurs.iter().find(|i| i.id == id);
    plan.iter()
        .filter_map(|p| reconciliation(p, trouver(&p.bpe)?, trouver(&p.rpps)?))
        .collect()
}

fn reconciliation(
    plan: &ReconciliationPlan,
    bpe: &Indicateur,
    rpps: &Indicateur,
) -> Option<Constat> {
    let (a, b) = (bpe.valeur?, rpps.valeur?);
    let date = |i: &Indicateur| {
        let an = i.millesime.as_ref();
        an.map_or(String::new(), |an| format!(" {an}"))
    };
    let ecart = b - a;
    let signe = if ecart > 0.0 { "+" } else { "\u{2212}" };
    let texte = format!(
        "{}\u{a0}: {} selon la BPE{}, {} selon le RPPS{} (écart\u{a0}: {signe}{}). Les deux ne comptent pas la même chose\u{a0}: \
         le RPPS compte les personnes présentes dans son extraction, salariés compris, chacune une fois\u{a0}; la BPE compte celles \
         qu'elle recense à son millésime. Vérifiez auprès des professionnels lequel convient.",
        plan.nom,
        nombre(a, 0),
        date(bpe),
        nombre(b, 0),
        date(rpps),
        nombre(ecart.abs(), 0),
    );
    (ecart.abs() >= 0.5).then(|| {
        let regle = RegleConstat::SourcesDivergentes.sur(&rpps.id);
        Constat::new(regle, Severite::Information, rpps.section, texte)
    })
}
