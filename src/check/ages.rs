//! Age bands that do not add up to the population of the same file within one percent.

use super::contexte::{Contexte, communes};
use crate::indicateurs::{Donnees, Expression};
use crate::model::lecture::{Domaine, Groupe, Lu};
use crate::model::{Constat, RegleConstat, SectionId};

const BANDES: &str =
    "age_0_14 + age_15_29 + age_30_44 + age_45_59 + age_60_74 + age_75_89 + age_90_plus";
/// Relative gap that is tolerated.
const TOLERANCE: f64 = 0.01;

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let donnees = Donnees::new(c.dataset);
    constat(c, &donnees).into_iter().collect()
}

fn constat(c: &Contexte<'_>, donnees: &Donnees<'_>) -> Option<Constat> {
    let bandes = donnees.resoudre(&Expression::parse(BANDES).ok()?)?;
    let population = donnees.colonne("age_population", bandes.millesime)?;
    let total = Groupe::seul(population, Domaine::Effectif);
    let fausses = c.unites_ou(|id| match (bandes.propre(id), total.propre(id)) {
        (Lu::Connu(somme), Lu::Connu(p)) => (somme - p).abs() > TOLERANCE * p.abs().max(1.0),
        _ => false,
    });
    let source = c.dataset.source(population.source)?;
    (!fausses.is_empty()).then(|| {
        let texte = format!(
            "Les tranches d'âge de {} s'écartent de plus de 1\u{a0}% de la population du même fichier pour {}\u{a0}: {}.",
            source.fichier,
            communes(fausses.len()),
            c.noms(&fausses),
        );
        c.attention(RegleConstat::AgesIncoherents, SectionId::S2, texte, &fausses, source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn one_percent_is_tolerated_and_more_is_said() {
        let mut essai = Essai::communes(&[700, 700, 700]);
        for bande in BANDES.split(" + ") {
            let valeurs = ["96001", "96002"].map(|c| (c, Connue(100.0)));
            essai.colonne(bande, Some(2022), &valeurs);
        }
        let population = [
            ("96001", Connue(705.0)),
            ("96002", Connue(720.0)),
            ("96003", Connue(5.0)),
        ];
        essai.colonne("age_population", Some(2022), &population);
        let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0), ("96003", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        let codes: Vec<_> = constats[0]
            .communes
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(codes, ["96002"]);
    }
}
