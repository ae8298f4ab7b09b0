//! Indicators of a local contract: a TOML file, read and checked against the amounts of the missions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ErreurFinancement;
use super::montants::Lecture;
use crate::baremes::{Bareme, DateCivile, Situe, lire, place};
use crate::francais::nombre;
use crate::model::{Emplacement, ErreurDonnees};

/// Which way a result improves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SensIndicateur {
    /// The step is reached at or above its threshold.
    Hausse,
    /// The step is reached at or below its threshold.
    Baisse,
    /// Done or not: the result is 1 or 0, the one step has no threshold.
    OuiNon,
}

/// Step of an indicator: reaching it pays its value instead of that of the steps before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Palier {
    /// Result to reach, in the unit of the indicator; absent for done or not.
    pub seuil: Option<f64>,
    /// Euros paid when this step is the highest reached.
    pub valeur: f64,
}

/// Indicator of a local contract.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct IndicateurContrat {
    /// Stable identifier, cited by the results.
    pub id: String,
    /// Mission that pays it.
    pub mission: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit of the result: « patients », « % ».
    pub unite: Option<String>,
    /// Which way it improves.
    pub sens: SensIndicateur,
    /// Steps, easiest first.
    pub paliers: Vec<Palier>,
    /// Line in the file.
    pub ligne: u64,
}

/// Local contract.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ContratLocal {
    /// Name of the CPTS or of the contract.
    pub nom: String,
    /// Where the annex is kept or published.
    pub reference: String,
    /// First day of the year of the contract.
    pub debut: DateCivile,
    /// Line of that date in the file.
    pub ligne_debut: u64,
    /// Last day of the year of the contract.
    pub fin: Option<DateCivile>,
    /// File.
    pub fichier: String,
    /// Indicators, in the order of the file.
    pub indicateurs: Vec<IndicateurContrat>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    contrat: Tete,
    #[serde(default, rename = "indicateur")]
    indicateurs: Vec<Situe<Ligne>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tete {
    nom: String,
    reference: String,
    debut: Situe<DateCivile>,
    fin: Option<DateCivile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ligne {
    id: String,
    mission: String,
    libelle: String,
    unite: Option<String>,
    sens: SensIndicateur,
    paliers: Vec<Palier>,
}

/// Reads a local contract.
///
/// ```
/// let texte = r#"
/// [contrat]
/// nom = "CPTS du Val"
/// reference = "annexe signée le 15 avril 2026"
/// debut = "2026-04-15"
///
/// [[indicateur]]
/// id = "sein"
/// mission = "prevention"
/// libelle = "Dépistage du cancer du sein"
/// unite = "%"
/// sens = "hausse"           # ou "baisse", ou "oui_non" (un palier sans seuil)
/// paliers = [{ seuil = 69.7, valeur = 1000 }, { seuil = 75, valeur = 3500 }]
/// "#;
/// let contrat = cpts::financement::lire_contrat(texte, "contrat.toml")?;
/// assert_eq!(contrat.indicateurs.len(), 1);
/// # Ok::<(), cpts::model::ErreurDonnees>(())
/// ```
///
/// # Errors
/// [`ErreurDonnees`] with file and line: bad TOML, unknown key, duplicate indicator, steps that do not follow each other.
pub fn lire_contrat(texte: &str, fichier: &str) -> Result<ContratLocal, ErreurDonnees> {
    let brut: Fichier = lire(texte, fichier)?;
    let mut indicateurs: Vec<IndicateurContrat> = Vec::new();
    for ecrit in &brut.indicateurs {
        let lieu = place(texte, fichier, ecrit.octet());
        let i = ecrit.valeur();
        verifier(i, &lieu)?;
        if indicateurs.iter().any(|x| x.id == i.id) {
            return Err(ErreurDonnees::new(lieu, "indicateur défini deux fois").valeur(&i.id));
        }
        indicateurs.push(IndicateurContrat {
            id: i.id.clone(),
            mission: i.mission.clone(),
            libelle: i.libelle.clone(),
            unite: i.unite.clone(),
            sens: i.sens,
            paliers: i.paliers.clone(),
            ligne: lieu.ligne.unwrap_or(1),
        });
    }
    if indicateurs.is_empty() {
        return Err(
            ErreurDonnees::new(Emplacement::fichier(fichier), "aucun indicateur")
                .attendu("au moins un bloc [[indicateur]]"),
        );
    }
    Ok(ContratLocal {
        nom: brut.contrat.nom,
        reference: brut.contrat.reference,
        debut: *brut.contrat.debut.valeur(),
        ligne_debut: place(texte, fichier, brut.contrat.debut.octet())
            .ligne
            .unwrap_or(1),
        fin: brut.contrat.fin,
        fichier: fichier.to_owned(),
        indicateurs,
    })
}

fn verifier(i: &Ligne, lieu: &Emplacement) -> Result<(), ErreurDonnees> {
    let refus = |probleme: &str| ErreurDonnees::new(lieu.clone(), probleme).valeur(&i.id);
    if i.paliers.is_empty() {
        return Err(
            refus("indicateur sans palier").attendu("paliers = [{ seuil = …, valeur = … }]")
        );
    }
    if i.paliers.iter().any(|p| !(0.0..=1e8).contains(&p.valeur)) {
        return Err(
            refus("valeur de palier illisible").attendu("un nombre d'euros, positif ou nul")
        );
    }
    if i.sens == SensIndicateur::OuiNon {
        let seul = i.paliers.len() == 1 && i.paliers.iter().all(|p| p.seuil.is_none());
        return if seul {
            Ok(())
        } else {
            Err(refus("« oui_non » a un seul palier, sans seuil"))
        };
    }
    if i.paliers
        .iter()
        .any(|p| !p.seuil.is_some_and(f64::is_finite))
    {
        return Err(refus("palier sans seuil")
            .remede("donnez « seuil », ou sens = \"oui_non\" pour une action faite ou non"));
    }
    let monte = |a: Option<f64>, b: Option<f64>| {
        if i.sens == SensIndicateur::Hausse {
            a < b
        } else {
            a > b
        }
    };
    let suivent = i.paliers.windows(2).all(|p| match p {
        [a, b] => monte(a.seuil, b.seuil) && a.valeur <= b.valeur,
        _ => true,
    });
    if suivent {
        return Ok(());
    }
    Err(refus("paliers qui ne se suivent pas")
        .attendu("du plus facile au plus difficile, chacun payé au moins autant que le précédent"))
}

/// Variable part that a mission can pay at most, `None` when not established.
pub(super) fn enveloppe(
    bareme: &Bareme,
    taille: Option<u8>,
    date: DateCivile,
    mission: &str,
    crise_reconnue: bool,
) -> Option<f64> {
    let l = Lecture {
        bareme,
        taille,
        date,
    };
    let valeur = |champ: &str| l.mission(mission, champ).and_then(|p| p.valeur);
    if crise_reconnue && l.paie_en_crise(mission) {
        return valeur("variable")
            .zip(valeur("variable_crise"))
            .map(|(a, b)| a + b);
    }
    valeur("variable")
}

impl ContratLocal {
    /// Checks the contract against the scale: missions known, steps within the variable part of their mission.
    ///
    /// A mission whose variable part is not established is not checked. A part paid in a year of crisis counts.
    ///
    /// # Errors
    /// [`ErreurFinancement::Donnees`] with file and line of the indicator that goes beyond the amount.
    pub fn confronter(&self, bareme: &Bareme, taille: Option<u8>) -> Result<(), ErreurFinancement> {
        if let Some(debut) = bareme.debut().filter(|d| self.debut < *d) {
            let lieu = Emplacement::fichier(&self.fichier).ligne(self.ligne_debut);
            return Err(
                ErreurDonnees::new(lieu, "contrat qui commence avant l'accord")
                    .valeur(self.debut.to_string())
                    .attendu(format!("une date à partir du {debut}"))
                    .into(),
            );
        }
        let missions = bareme.missions_au(self.debut);
        let mut cumuls: std::collections::BTreeMap<&str, f64> = std::collections::BTreeMap::new();
        for i in &self.indicateurs {
            let lieu = Emplacement::fichier(&self.fichier).ligne(i.ligne);
            if !missions.iter().any(|m| m.id == i.mission) {
                let connues: Vec<&str> = missions.iter().map(|m| m.id.as_str()).collect();
                return Err(ErreurDonnees::new(lieu, "mission inconnue")
                    .valeur(&i.mission)
                    .attendu(connues.join(", "))
                    .into());
            }
            let cumul = cumuls.entry(&i.mission).or_insert(0.0);
            *cumul += i.paliers.last().map_or(0.0, |p| p.valeur);
            let plafond = enveloppe(bareme, taille, self.debut, &i.mission, true);
            if let Some(p) = plafond.filter(|p| *cumul > *p + 0.005) {
                return Err(ErreurDonnees::new(
                    lieu,
                    "les paliers dépassent la part variable de la mission",
                )
                .valeur(format!(
                    "{} : {}\u{a0}€ au total",
                    i.mission,
                    nombre(*cumul, 0)
                ))
                .attendu(format!("{}\u{a0}€ au plus", nombre(p, 0)))
                .remede(
                    "corrigez les valeurs des paliers, ou donnez l'annexe du contrat comme barème",
                )
                .into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
pub(super) mod tests;
