//! Communes of which only a part is inside: their figures are shared out by population, which is an approximation.

use super::contexte::{Contexte, communes};
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let partielles = c.membres_ou(|id| c.perimetre.part(id) < 1.0 - 1e-9);
    if partielles.is_empty() {
        return Vec::new();
    }
    let texte = format!(
        "{} en partie dans le périmètre ({})\u{a0}: effectifs, populations et surfaces y sont pris au prorata de la part \
         déclarée, les taux et l'APL sont ceux de la commune entière.",
        communes(partielles.len()),
        c.noms(&partielles),
    );
    let constat = Constat::new(
        RegleConstat::CommunePartielle,
        Severite::Information,
        SectionId::S0,
        texte,
    );
    vec![constat.avec_communes(c.codes(&partielles))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;

    #[test]
    fn only_parts_are_named() {
        let essai = Essai::avec_ville();
        let p = essai.perimetre(&[("96001", 0.6), ("96002", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        assert_eq!(constats[0].communes[0].as_str(), "96001");
    }
}
