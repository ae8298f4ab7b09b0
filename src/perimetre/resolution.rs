//! From an expression to a checked perimeter: terms are looked up, then applied from left to right.

use std::collections::BTreeSet;

use crate::model::{
    Constat, Dataset, Emplacement, Perimetre, Referentiel, RegleConstat, SectionId, Severite,
    UniteId,
};

use super::constats_faits;
use super::ensemble::Ensemble;
use super::ensemble_dits::{Entree, designe};
use super::erreur::ErreurPerimetre;
use super::expression::{Expression, Signe};
use super::faits::Demandes;
use super::suivi::Resolution;
use super::terme::TermeResolu;
use super::valeurs::court;

/// Resolves an expression: former codes are recoded and said so, duplicates counted once and said so.
///
/// `bv:`, `aav:`, `tvs:` and `cpts:` need the files of the data folder.
///
/// # Errors
/// [`ErreurPerimetre::Invalide`] with every unknown code, conflict or name; [`ErreurPerimetre::DonneesManquantes`]
/// when a file is needed; [`ErreurPerimetre::Vide`] when no commune is left.
pub fn resoudre(
    expression: &Expression,
    referentiel: &Referentiel,
    donnees: Option<&Dataset>,
) -> Result<Perimetre, ErreurPerimetre> {
    let texte = court(&expression.texte);
    let mut resolution = Resolution {
        referentiel,
        donnees,
        lieu: Emplacement::demande(format!("périmètre « {texte} »")),
        constats: Vec::new(),
        faits: Vec::new(),
        erreurs: Vec::new(),
        demandes: Demandes::new(),
    };
    let mut ensemble = Ensemble::default();
    let mut seul = None;
    for terme in &expression.termes {
        let resolu = resolution.terme(&terme.operande)?;
        match terme.signe {
            Signe::Plus => {
                resolution.retient(&resolu);
                resolution.ajoute(&mut ensemble, &resolu);
            }
            Signe::Moins => resolution.soustrait(&mut ensemble, &resolu),
        }
        seul = Some(resolu);
    }
    let seul = seul.filter(|_| expression.termes.len() == 1);
    resolution.termine(expression, ensemble, seul)
}

impl Resolution<'_> {
    /// Notes under which codes the communes of a term are asked for.
    fn retient(&mut self, terme: &TermeResolu) {
        for entree in &terme.entrees {
            let codes = self.demandes.entry(entree.unite).or_default();
            codes.insert(entree.ancien);
        }
    }

    fn ajoute(&mut self, ensemble: &mut Ensemble, terme: &TermeResolu) {
        let mut doublons = Vec::new();
        for entree in &terme.entrees {
            match ensemble.ajoute(self.referentiel, entree) {
                Ok(true) => doublons.push(entree),
                Ok(false) => {}
                Err(erreur) => self.erreurs.push(erreur),
            }
        }
        self.doublons(&doublons);
    }

    fn doublons(&mut self, doublons: &[&Entree]) {
        let ids: BTreeSet<UniteId> = doublons.iter().map(|e| e.unite).collect();
        if ids.is_empty() {
            return;
        }
        let texte = match ids.len() {
            1 => format!(
                "La commune {} est demandée plusieurs fois : elle est comptée une fois.",
                self.noms(&ids)
            ),
            n => format!(
                "{n} communes sont demandées plusieurs fois, et comptées une fois : {}.",
                self.noms(&ids)
            ),
        };
        let constat = Constat::new(
            RegleConstat::CommuneEnDouble,
            Severite::Information,
            SectionId::S1,
            texte,
        )
        .avec_communes(self.codes(&ids));
        let origine = doublons
            .first()
            .filter(|e| e.lieu != self.lieu)
            .map(|e| e.lieu.to_string());
        self.constats.push(match origine {
            Some(origine) => constat.avec_origine(origine),
            None => constat,
        });
    }

    fn soustrait(&mut self, ensemble: &mut Ensemble, terme: &TermeResolu) {
        let mut retranche = Ensemble::default();
        self.ajoute(&mut retranche, terme);
        let mut absentes = BTreeSet::new();
        for id in retranche.unites() {
            let part = retranche.part(id);
            match ensemble.soustrait(self.referentiel, id, part, &self.lieu) {
                Ok(true) => {}
                Ok(false) => {
                    absentes.insert(id);
                }
                Err(erreur) => self.erreurs.push(erreur),
            }
        }
        if absentes.is_empty() {
            return;
        }
        let texte = format!(
            "Ce qui est retranché n'était pas (ou pas en totalité) dans le périmètre : {}.",
            self.noms(&absentes)
        );
        let constat = Constat::new(
            RegleConstat::SoustractionSansEffet,
            Severite::Attention,
            SectionId::S1,
            texte,
        );
        self.constats
            .push(constat.avec_communes(self.codes(&absentes)));
    }

    /// Five names, then the count of the others.
    fn noms(&self, ids: &BTreeSet<UniteId>) -> String {
        let debut: Vec<String> = ids
            .iter()
            .take(5)
            .map(|&id| designe(self.referentiel, id))
            .collect();
        match ids.len().saturating_sub(debut.len()) {
            0 => debut.join(", "),
            1 => format!("{} et une autre", debut.join(", ")),
            n => format!("{} et {n} autres", debut.join(", ")),
        }
    }

    fn codes(&self, ids: &BTreeSet<UniteId>) -> Vec<crate::model::CodeCommune> {
        ids.iter()
            .map(|&id| self.referentiel.unite(id).code)
            .collect()
    }

    fn termine(
        mut self,
        expression: &Expression,
        ensemble: Ensemble,
        seul: Option<TermeResolu>,
    ) -> Result<Perimetre, ErreurPerimetre> {
        if !self.erreurs.is_empty() {
            return Err(ErreurPerimetre::Invalide(self.erreurs));
        }
        let (membres, constats) = ensemble
            .termine(self.referentiel, &self.lieu)
            .map_err(ErreurPerimetre::Invalide)?;
        self.constats.extend(constats);
        let faits = constats_faits::constats(self.referentiel, &self.faits, &self.demandes);
        self.constats.splice(..0, faits);
        if membres.is_empty() {
            let texte = court(&expression.texte);
            return Err(ErreurPerimetre::Vide(format!(
                "« {texte} » ne retient aucune commune\n  attendu : au moins une commune\n  \
                 remède : retirez un des termes précédés de -, ou ajoutez des communes"
            )));
        }
        let seul = seul.map(|t| (t.nomme(self.referentiel, &membres), t.cpts));
        let (nom, cpts) = seul.unwrap_or_default();
        Ok(Perimetre {
            nom: if nom.is_empty() {
                court(&expression.texte)
            } else {
                nom
            },
            expression: expression.texte.clone(),
            genre: super::genre::genre(expression),
            membres,
            constats: self.constats,
            cpts,
        })
    }
}

#[cfg(test)]
mod tests;
