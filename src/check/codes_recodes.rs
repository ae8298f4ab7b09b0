//! Former codes recoded while loading, when they touch the perimeter.

use super::contexte::{Contexte, communes};
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    for constat in &c.dataset.constats {
        if constat.id != RegleConstat::CodeRecode {
            continue;
        }
        let touchees = c.membres_ou(|id| {
            let code = c.referentiel().unite(id).code;
            constat.communes.contains(&code)
        });
        if touchees.is_empty() {
            continue;
        }
        let texte = format!(
            "Données publiées sous un ancien code pour {} du périmètre ({}). {}",
            communes(touchees.len()),
            c.noms(&touchees),
            constat.texte,
        );
        let severite = constat.severite.max(Severite::Information);
        let mut nouveau = Constat::new(
            RegleConstat::CodesRecodesPerimetre,
            severite,
            SectionId::S0,
            texte,
        )
        .avec_communes(c.codes(&touchees));
        nouveau.origine.clone_from(&constat.origine);
        constats.push(nouveau);
    }
    constats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;

    #[test]
    fn only_what_touches_the_perimeter_is_brought_back() {
        let mut essai = Essai::avec_ville();
        let codes = [essai.id("96001"), essai.id("96003")]
            .map(|id| essai.dataset.referentiel.unite(id).code);
        let constat = Constat::new(
            RegleConstat::CodeRecode,
            Severite::Information,
            SectionId::S0,
            "2 codes recodés.",
        );
        essai.dataset.constats = vec![constat.avec_communes(codes).avec_origine("a.csv")];
        let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        assert_eq!(constats[0].communes, [codes[0]]);
        assert_eq!(constats[0].origine.as_deref(), Some("a.csv"));
        let ailleurs = essai.perimetre(&[("96002", 1.0)]);
        assert!(verifier(&Contexte::new(&essai.dataset, &ailleurs)).is_empty());
    }
}
