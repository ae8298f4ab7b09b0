//! The end of a CPTS in a commune → CPTS list: what its stage, its name or a date says; a CPTS that is no more covers nobody.

use std::collections::BTreeSet;

use crate::base::normaliser;
use crate::francais::{denombre, enumerer};
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::dates_d_annee::jour;
use crate::load::table::lignes::Lignes;
use crate::load::table::mots_de_fin::{est_fini, mention, nom_fini};
use crate::model::{
    Constat, CptsFinie, DateCivile, RegleConstat, SectionId, Severite, UniteId, date_de_liste,
};

/// CPTS named in a sentence.
const NOMS: usize = 4;
/// Letters kept of what a cell writes.
const MENTION_MAX: usize = 60;
/// Day from which the serial days of a workbook are counted from 1970.
const EPOQUE: f64 = 25_569.0;

/// What a row says of the end of its CPTS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::load) enum Fin {
    /// Nothing.
    Aucune,
    /// It is no more: what says so.
    Finie(String),
    /// It ends that day, which the list of communes does not reach.
    AVenir(DateCivile),
    /// A date that cannot be read.
    Illisible(usize, String),
}

/// What a name says of the stage of its CPTS: « CPTS X (en projet) », « Projet CPTS X ».
pub(in crate::load) fn stade_du_nom(nom: &str) -> Option<String> {
    let net = normaliser(nom);
    let projet = ["projet cpts ", "projet de cpts ", "pre projet cpts "];
    if projet.iter().any(|debut| net.starts_with(debut)) {
        return Some("projet".to_owned());
    }
    let dit = mention(nom).map(str::trim).filter(|m| !m.is_empty())?;
    crate::load::table::nom_cpts::est_un_stade(dit).then(|| affichable(dit, MENTION_MAX))
}

/// The day of an end: a day, the last of a year, a day of a workbook.
fn dernier_jour(texte: &str) -> Option<DateCivile> {
    let net = texte.trim();
    let an = || (net.len() == 4).then(|| net.parse().ok()).flatten();
    let fin_d_an = || DateCivile::new(an()?, 12, 31).ok();
    let serie = || {
        let rang: f64 = net
            .strip_prefix("date (jour ")?
            .strip_suffix(')')?
            .parse()
            .ok()?;
        let jours = (rang - EPOQUE).floor();
        (jours >= 0.0).then_some(())?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a floor that is not negative; a conversion is bounded"
        )]
        DateCivile::depuis_epoch((jours as u64).saturating_mul(86_400))
    };
    jour(net).or_else(fin_d_an).or_else(serie)
}

impl Lignes<'_> {
    /// What a row says of the end of its CPTS.
    pub(super) fn fin_de_cpts(&self, l: &Ligne<'_>, nom: &str) -> Fin {
        let [stade, _] = self.plan.stade;
        let ecrit = |place: Option<usize>| {
            let cellule = l
                .cellules
                .get(place?)
                .filter(|c: &&Cellule<'_>| !c.est_vide())?;
            Some(affichable(&cellule.en_texte(), MENTION_MAX))
        };
        if let Some(mention) = ecrit(stade).filter(|t| est_fini(t)) {
            return Fin::Finie(mention);
        }
        if nom_fini(nom) {
            return Fin::Finie(affichable(nom, MENTION_MAX));
        }
        let Some((place, texte)) = self.plan.fin_cpts.and_then(|p| Some((p, ecrit(Some(p))?)))
        else {
            return Fin::Aucune;
        };
        let liste = date_de_liste(Some(&self.referentiel.nom), None);
        match dernier_jour(&texte) {
            Some(jour) if liste.is_some_and(|l| jour < l) => {
                Fin::Finie(format!("fin\u{a0}: {jour}"))
            }
            Some(jour) => Fin::AVenir(jour),
            None => Fin::Illisible(place, texte),
        }
    }

    /// Leaves out a row whose CPTS is no more; its département is one of which the list speaks.
    pub(super) fn cpts_finie(&mut self, l: &Ligne<'_>, unite: UniteId, nom: &str, mention: String) {
        let departement = self.referentiel.unite(unite).departement;
        self.table.cpts_champ.insert(departement);
        self.table.cpts_finies.push(CptsFinie {
            unite,
            cpts: nom.to_owned(),
            mention,
            fin: None,
            fichier: self.fichier.to_owned(),
            ligne: l.numero,
        });
    }

    /// Says which CPTS of the list are no more.
    pub(super) fn dit_les_finies(&mut self) {
        let finies: Vec<&CptsFinie> = self
            .table
            .cpts_finies
            .iter()
            .filter(|f| f.fin.is_none())
            .collect();
        let Some(premiere) = finies.first() else {
            return;
        };
        let noms: BTreeSet<&str> = finies.iter().map(|f| f.cpts.as_str()).collect();
        let cites: Vec<String> = noms.iter().map(|n| format!("«\u{a0}{n}\u{a0}»")).collect();
        let texte = format!(
            "{}\u{a0}: {} de CPTS que la liste dit terminée{} (ligne {}, «\u{a0}{}\u{a0}»)\u{a0}: {}. Une CPTS terminée ne couvre aucune \
             commune.",
            self.fichier,
            denombre(finies.len(), "ligne", "lignes"),
            if noms.len() > 1 { "s" } else { "" },
            premiere.ligne,
            premiere.mention,
            enumerer(&cites, NOMS),
        );
        let codes = finies.iter().map(|f| self.referentiel.unite(f.unite).code);
        let constat = Constat::new(
            RegleConstat::CptsStade,
            Severite::Attention,
            SectionId::S1,
            texte,
        )
        .avec_communes(codes)
        .avec_origine(self.fichier);
        self.table.constats.push(constat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cpts_that_is_no_more_is_told_by_its_stage_or_its_name() {
        for fini in [
            "Abandonnée",
            "DISSOUTE le 12/03/2024",
            "projet abandonné",
            "sans suite",
        ] {
            assert!(est_fini(fini), "{fini}");
        }
        for vivant in ["ACI signé", "non abandonnée", "en réflexion", "fin 2026"] {
            assert!(!est_fini(vivant), "{vivant}");
        }
        for fini in [
            "CPTS X (dissoute)",
            "CPTS X - abandonnée",
            "CPTS du Nord dissoute",
            "X [Abandon]",
        ] {
            assert!(nom_fini(fini), "{fini}");
        }
        for vivant in [
            "CPTS Haute-Terre (Nord)",
            "CPTS Nord - Sud",
            "CPTS de la Fermée",
        ] {
            assert!(!nom_fini(vivant), "{vivant}");
        }
        assert_eq!(
            stade_du_nom("Projet CPTS du Nord").as_deref(),
            Some("projet")
        );
        assert_eq!(
            stade_du_nom("CPTS X (en projet)").as_deref(),
            Some("en projet")
        );
        assert_eq!(stade_du_nom("CPTS X (Nord)"), None);
    }

    #[test]
    fn an_end_is_a_day_or_the_last_of_a_year() {
        let jour = |t: &str| dernier_jour(t).map(|j| j.to_string());
        assert_eq!(jour("31/12/2023").as_deref(), Some("2023-12-31"));
        assert_eq!(jour("2023").as_deref(), Some("2023-12-31"));
        assert_eq!(jour("date (jour 45291)").as_deref(), Some("2023-12-31"));
        assert_eq!((jour("bientôt"), jour("date (jour -3)")), (None, None));
    }
}
