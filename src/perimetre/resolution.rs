//! From an expression to a checked perimeter: terms are looked up, then applied from left to right.

use std::collections::BTreeSet;

use crate::model::{
    Constat, Dataset, Emplacement, Perimetre, Referentiel, RegleConstat, SectionId, Severite,
    UniteId,
};

use super::ensemble::{Ensemble, Entree, designe};
use super::erreur::ErreurPerimetre;
use super::expression::{Expression, Signe};
use super::faits::{self, Demandes};
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
        lieu: Emplacement::fichier(format!("périmètre « {texte} »")),
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
        let faits = faits::constats(self.referentiel, &self.faits, &self.demandes);
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
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::model::Membre;
    use crate::perimetre::analyser;

    fn perimetre(texte: &str) -> Result<Perimetre, ErreurPerimetre> {
        resoudre(&analyser(texte)?, &embarquee(), None)
    }

    fn codes(texte: &str) -> Vec<String> {
        let base = embarquee();
        let membres = perimetre(texte).unwrap().membres;
        membres
            .iter()
            .map(|m| base.unite(m.unite).code.to_string())
            .collect()
    }

    fn ids(texte: &str) -> Vec<String> {
        let constats = perimetre(texte).unwrap().constats;
        constats.into_iter().map(|c| c.id.to_string()).collect()
    }

    fn message(texte: &str) -> String {
        perimetre(texte).unwrap_err().to_string()
    }

    #[test]
    fn departments_regions_and_epci_hold_their_communes() {
        assert_eq!(codes("dep:48").len(), 152);
        assert_eq!(codes("dep:75"), ["75056"]);
        assert_eq!(codes("dep:2A").len(), 124);
        assert_eq!(perimetre("dep:1").unwrap().nom, "Ain (01)");
        assert_eq!(perimetre("epci:200069193").unwrap().nom, "CC de la Dombes");
        assert_eq!(codes("epci:CC de la Dombes"), codes("epci:200069193"));
        assert_eq!(codes("reg:06"), codes("dep:976"));
    }

    #[test]
    fn terms_apply_from_left_to_right() {
        assert_eq!(codes("commune:48095,48080 - commune:48080"), ["48095"]);
        assert_eq!(codes("dep:48 - commune:48080 + commune:48080").len(), 152);
        let base = embarquee();
        let p = perimetre("commune:34154 - commune:34154@0.4").unwrap();
        assert_eq!(
            p.membres,
            [Membre {
                unite: base.par_code("34154".parse().unwrap()).unwrap(),
                part: 0.6
            }]
        );
    }

    #[test]
    fn former_codes_are_recoded_and_said_so() {
        assert_eq!(codes("commune:12076"), ["12218"]);
        assert_eq!(ids("commune:12076"), ["code_recode"]);
        assert_eq!(ids("commune:12114"), ["commune_deleguee_entiere"]);
        assert_eq!(codes("commune:12114,12173"), ["12218"]);
        let p = perimetre("commune:12114@0.4,12173@0.3").unwrap();
        assert!((p.membres[0].part - 0.7).abs() < 1e-9);
        assert!(message("commune:12114@0.8,12173@0.3").contains("dépassent la commune entière"));
        assert!(message("commune:51385").contains("51440 Pontfaverger-Moronvilliers"));
        assert_eq!(ids("commune:1001"), ["zero_initial_rendu"]);
    }

    #[test]
    fn unknown_codes_are_all_named_with_a_suggestion() {
        let texte = message("commune:48999,48000,Marvejosl,48095");
        assert!(
            texte.contains("48999") && texte.contains("code postal"),
            "{texte}"
        );
        assert!(texte.contains("48092 (Marvejols)"), "{texte}");
        assert!(message("epci:48095").contains("Mende est dans"));
        assert!(message("epci:200069139").contains("EPCI inconnu"));
        assert!(message("dep:2C").contains("dep:2A"));
        assert!(message("reg:occitani").contains("reg:76 (Occitanie)"));
        assert!(message("commune:48095 + 48080").contains("commune:48080"));
    }

    #[test]
    fn duplicates_and_conflicts() {
        assert_eq!(ids("commune:48095,48095"), ["commune_en_double"]);
        assert_eq!(ids("dep:48 + commune:48095"), ["commune_en_double"]);
        assert_eq!(ids("commune:48095@0.5,48095@0.5"), ["commune_en_double"]);
        assert!(message("commune:48095@0.5,48095@0.6").contains("conflit"));
        assert!(message("dep:48 + commune:48095@0.6").contains("commune:48095@0.4"));
        assert_eq!(ids("dep:48 - commune:12202"), ["soustraction_sans_effet"]);
    }

    #[test]
    fn a_city_never_stands_beside_its_arrondissements() {
        assert_eq!(codes("commune:75101,75102"), ["75101", "75102"]);
        assert!(message("commune:75056,75101").contains("ses arrondissements"));
        let lyon: Vec<String> = (69381..=69389).map(|n| n.to_string()).collect();
        let tous = format!("commune:{}", lyon.join(","));
        assert_eq!(codes(&tous), ["69123"]);
        assert_eq!(ids(&tous), ["ville_regroupee"]);
        assert_eq!(codes(&format!("{tous},69123")), ["69123"]);
        assert_eq!(codes("commune:69123 - commune:69381").len(), 8);
        assert_eq!(codes("commune:69381,69001 - commune:69123"), ["69001"]);
        assert!(message("commune:69123@0.5 - commune:69381").contains("conflit"));
    }

    #[test]
    fn an_empty_perimeter_and_missing_files_are_their_own_errors() {
        assert!(matches!(
            perimetre("dep:48 - dep:48"),
            Err(ErreurPerimetre::Vide(_))
        ));
        for texte in ["bv:48095", "aav:002", "cpts:CPTS du Verdon"] {
            let erreur = perimetre(texte).unwrap_err();
            assert!(matches!(erreur, ErreurPerimetre::DonneesManquantes(_)));
            assert!(erreur.to_string().contains("--donnees"), "{erreur}");
        }
    }
}
