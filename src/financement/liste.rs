//! Every parameter of the scale with its birth certificate, those to check again, and the amounts that nobody gives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::baremes::{Bareme, DateCivile, Mission, Parametre, Tranches, regle};
use crate::model::Confiance;

/// A parameter as it is listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LigneParametre {
    /// Identifier: `mission.acces_soins.fixe`, `tranche.min`, `version.aci-2019`.
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// Tier; every tier when absent.
    pub taille: Option<u8>,
    /// Value; absent when not established.
    pub valeur: Option<f64>,
    /// Unit.
    pub unite: String,
    /// First day of effect; absent for an amount that no file gives.
    pub effet: Option<DateCivile>,
    /// How sure it is.
    pub confiance: Confiance,
    /// Ids of the references.
    pub references: Vec<String>,
    /// Last date on which a source gives it.
    pub valide_au: Option<DateCivile>,
    /// Whether it is the value in force on the date asked, or by the latest scale known.
    pub en_vigueur: bool,
    /// Whether its « still valid » date is before the date asked; absent without a date asked or without that date.
    pub a_verifier: Option<bool>,
    /// What must be known.
    pub note: Option<String>,
    /// File and line where it stands: `aci/avenant-2.toml:41`.
    pub lieu: Option<String>,
}

/// Lists the versions, the bands, then every parameter by id, tier and date, then the amounts that no file gives.
#[must_use]
pub fn lister(bareme: &Bareme, date: Option<DateCivile>) -> Vec<LigneParametre> {
    let jour = date.unwrap_or(DateCivile::DERNIERE);
    let mut liste = versions(bareme, jour);
    let tranches = bareme.tranches_au(jour);
    for t in bareme.tranches() {
        liste.extend(bandes(t, tranches == Some(t)));
    }
    for p in bareme.parametres() {
        liste.push(ligne(bareme, p, jour));
    }
    liste.extend(trous(bareme, jour));
    for l in &mut liste {
        l.a_verifier = date
            .zip(l.valide_au)
            .filter(|_| l.en_vigueur)
            .map(|(d, v)| v < d);
    }
    liste
}

fn vide(id: String, libelle: String, unite: &str) -> LigneParametre {
    LigneParametre {
        id,
        libelle,
        taille: None,
        valeur: None,
        unite: unite.to_owned(),
        effet: None,
        confiance: Confiance::NonEtabli,
        references: Vec::new(),
        valide_au: None,
        en_vigueur: true,
        a_verifier: None,
        note: None,
        lieu: None,
    }
}

fn versions(bareme: &Bareme, jour: DateCivile) -> Vec<LigneParametre> {
    let courante = bareme.version(Some(jour));
    let ligne = |v: &crate::baremes::Version| LigneParametre {
        effet: Some(v.effet),
        confiance: Confiance::Officiel,
        references: v.references.clone(),
        valide_au: v.valide_au,
        en_vigueur: courante == Some(v),
        note: v.note.clone(),
        lieu: Some(format!("{}:{}", v.lieu.fichier, v.lieu.ligne)),
        ..vide(format!("version.{}", v.id), v.titre.clone(), "")
    };
    bareme.versions().iter().map(ligne).collect()
}

fn bandes(t: &Tranches, en_vigueur: bool) -> Vec<LigneParametre> {
    let ligne = |taille: u8, cote: &str, mot: &str, valeur: f64, inclus: Option<bool>| {
        let borne = match inclus {
            Some(true) => "borne comprise, par déduction",
            Some(false) => "borne exclue",
            None => "borne comprise ou non\u{a0}: aucune source ne tranche",
        };
        LigneParametre {
            taille: Some(taille),
            valeur: Some(valeur),
            effet: Some(t.effet),
            confiance: t.confiance,
            references: t.references.clone(),
            valide_au: t.valide_au,
            en_vigueur,
            note: Some(borne.to_owned()),
            lieu: Some(format!("{}:{}", t.lieu.fichier, t.lieu.ligne)),
            ..vide(
                format!("tranche.{cote}"),
                format!("Population {mot} de la taille"),
                "habitants",
            )
        }
    };
    let mut liste = Vec::new();
    for b in &t.bandes {
        liste.extend(
            b.min
                .map(|x| ligne(b.taille, "min", "minimale", x, b.min_inclus)),
        );
        liste.extend(
            b.max
                .map(|x| ligne(b.taille, "max", "maximale", x, b.max_inclus)),
        );
    }
    liste
}

fn ligne(bareme: &Bareme, p: &Parametre, jour: DateCivile) -> LigneParametre {
    let missions = bareme.missions_au(DateCivile::DERNIERE);
    LigneParametre {
        taille: p.taille,
        valeur: p.valeur,
        effet: Some(p.effet),
        confiance: p.confiance,
        references: p.references.clone(),
        valide_au: p.valide_au,
        en_vigueur: bareme.parametre(&p.id, p.taille, jour) == Some(p),
        note: p.note.clone(),
        lieu: Some(format!("{}:{}", p.lieu.fichier, p.lieu.ligne)),
        ..vide(p.id.clone(), libelle(&p.id, &missions), &p.unite)
    }
}

fn libelle(id: &str, missions: &[&Mission]) -> String {
    let Some(r) = regle(id) else {
        return id.to_owned();
    };
    let Some(nom) = r.mission else {
        return r.libelle.to_owned();
    };
    let mission = missions.iter().find(|m| m.id == nom);
    format!(
        "{}\u{a0}: {}",
        mission.map_or(nom.as_str(), |m| &m.libelle),
        r.libelle
    )
}

/// Amounts of the missions in force that no file gives for a tier.
fn trous(bareme: &Bareme, jour: DateCivile) -> Vec<LigneParametre> {
    let missions = bareme.missions_au(jour);
    let bandes = bareme.tranches_au(jour).map(|t| t.bandes.as_slice());
    let mut liste = Vec::new();
    for m in &missions {
        let crise = format!("mission.{}.variable_crise", m.id);
        let paie_en_crise = bareme
            .parametres()
            .iter()
            .any(|p| p.id == crise && p.effet <= jour);
        for champ in ["fixe", "variable", "variable_crise"] {
            if champ == "variable_crise" && !paie_en_crise {
                continue;
            }
            let id = format!("mission.{}.{champ}", m.id);
            for b in bandes.unwrap_or_default() {
                if bareme.parametre(&id, Some(b.taille), jour).is_none() {
                    liste.push(LigneParametre {
                        taille: Some(b.taille),
                        note: Some(
                            "Montant non établi\u{a0}: aucune source lue ne le donne.".into(),
                        ),
                        ..vide(id.clone(), libelle(&id, &missions), "€/an")
                    });
                }
            }
        }
    }
    liste
}

#[cfg(test)]
mod tests {
    use super::*;

    fn liste(date: Option<&str>) -> Vec<LigneParametre> {
        let date = date.map(|d| DateCivile::parse(d).unwrap());
        lister(&Bareme::embarque().unwrap(), date)
    }

    #[test]
    fn every_established_value_has_unit_reference_date_and_confidence() {
        for l in liste(None) {
            assert!(!l.libelle.is_empty());
            if l.confiance != Confiance::NonEtabli {
                assert!(
                    !l.references.is_empty() && l.effet.is_some() && l.lieu.is_some(),
                    "{}",
                    l.id
                );
                assert!(
                    l.valeur.is_some() || l.id.starts_with("version."),
                    "{}",
                    l.id
                );
            }
        }
    }

    #[test]
    fn amounts_that_nobody_gives_are_listed() {
        let l = liste(None);
        let trous = l
            .iter()
            .filter(|l| l.id == "mission.acces_soins.fixe" && l.valeur.is_none());
        assert_eq!(
            trous.map(|l| l.taille).collect::<Vec<_>>(),
            [Some(1), Some(2), Some(4)]
        );
    }

    #[test]
    fn a_value_whose_still_valid_date_has_passed_is_to_be_checked() {
        let a_voir = |date: Option<&str>, id: &str, taille: Option<u8>| {
            liste(date)
                .into_iter()
                .rfind(|l| l.id == id && l.taille == taille && l.en_vigueur)
                .unwrap()
                .a_verifier
        };
        assert_eq!(a_voir(None, "mission.acces_soins.fixe", Some(3)), None);
        assert_eq!(
            a_voir(Some("2026-12-01"), "mission.acces_soins.fixe", Some(3)),
            Some(false)
        );
        assert_eq!(
            a_voir(Some("2027-04-15"), "mission.acces_soins.fixe", Some(3)),
            Some(true)
        );
        assert_eq!(
            a_voir(Some("2026-12-01"), "fonctionnement", Some(2)),
            Some(true)
        );
        let anciens = liste(Some("2026-12-01"));
        let plafond = anciens
            .iter()
            .find(|l| l.id == "plafond" && l.taille == Some(1))
            .unwrap();
        assert!(
            !plafond.en_vigueur && plafond.a_verifier.is_none(),
            "220 000 is superseded"
        );
    }
}
