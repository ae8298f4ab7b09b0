//! One territory of the list: its row, and its reports unless nothing has changed since they were written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;

use super::super::formats::{Sortie, choix, choix_page, formats, sections_presentes};
use super::super::rendus::{Matiere, rendre_fichiers};
use super::etat::Etat;
use super::{Commun, Voulu};
use crate::commands::pipeline::{export, rapport};
use crate::commands::sortie::{CodeSortie, code_de, ecrire_fichiers};
use crate::financement;
use crate::indicateurs::{Calculateur, Releveur};
use crate::load::source::octets::empreinte;
use crate::model::{Constat, Dataset, Perimetre};
use crate::rapport::Population;
use crate::rapport::lot::{Dictionnaire, TerritoireLot, chiffres};

/// What became of a territory.
pub(super) struct Fait {
    /// Its rank in the list.
    pub rang: usize,
    /// Its name.
    pub nom: String,
    /// Its row; absent when it failed.
    pub ligne: Option<TerritoireLot>,
    /// Whether its reports were written, or left as they were; why it failed.
    pub devenir: Result<bool, String>,
    /// Whether a finding meets a condition of `--echec-si`.
    pub atteint: bool,
    /// Reports of earlier runs that are left as they were, in formats no longer asked for.
    pub restes: BTreeSet<String>,
}

/// What the territories of a group are made with.
pub(super) struct Atelier<'a, 'd> {
    pub commun: &'a Commun<'a>,
    pub dataset: &'d Dataset,
    pub calculateur: &'d Calculateur<'d>,
    pub releveur: Releveur<'d>,
    pub dictionnaire: &'a Mutex<Dictionnaire>,
}

impl Atelier<'_, '_> {
    /// Makes a territory.
    ///
    /// # Errors
    /// An output that cannot be written; anything else is in what it became.
    pub(super) fn faire(&self, voulu: Voulu<'_>) -> Result<Fait> {
        let mut fait = Fait {
            rang: voulu.rang,
            nom: voulu.perimetre.nom.clone(),
            ligne: None,
            devenir: Ok(false),
            atteint: false,
            restes: BTreeSet::new(),
        };
        let rendu = self.commun.etats.is_some();
        let rapports = self.commun.destination.noms(voulu.fichier);
        let cle = if rendu {
            self.cle(voulu.perimetre)?
        } else {
            String::new()
        };
        if let Some(etats) = self.commun.etats {
            fait.restes = etats.restes(voulu.fichier, &rapports);
        }
        let inchange = self.commun.etats.filter(|_| !self.commun.options.force);
        let inchange = inchange.and_then(|e| e.inchange(voulu.fichier, &cle, &rapports));
        let tentative = match inchange {
            Some(etat) => self.ligne_seule(voulu).map(|l| (l, etat.constats)),
            None if rendu => {
                fait.devenir = Ok(true);
                self.rapports(voulu, (cle, &fait.restes), &rapports)
            }
            None => self.ligne_seule(voulu).map(|l| (l, Vec::new())),
        };
        match tentative {
            Ok((ligne, constats)) => {
                fait.atteint = self.atteint(&constats);
                fait.ligne = Some(TerritoireLot {
                    fichier: rendu.then(|| voulu.fichier.to_owned()),
                    rapports,
                    ..ligne
                });
            }
            Err(e) if code_de(&e) == CodeSortie::Ecriture => return Err(e),
            Err(e) => fait.devenir = Err(format!("{e:#}")),
        }
        Ok(fait)
    }

    fn atteint(&self, constats: &[Constat]) -> bool {
        let conditions = &self.commun.options.echec_si;
        let atteint = |c: &Constat| conditions.iter().any(|condition| condition.atteint(c));
        constats.iter().any(atteint)
    }

    /// The figures of a territory, without report.
    fn ligne_seule(&self, voulu: Voulu<'_>) -> Result<TerritoireLot> {
        let population = rapport::population(self.dataset, voulu.perimetre);
        let retenue = rapport::retenue(&population);
        let regles = self.commun.regles;
        let taille = financement::calculer(&regles.bareme, &retenue, self.commun.date)?.taille;
        Ok(self.ligne(voulu, &population, taille))
    }

    fn ligne(
        &self,
        voulu: Voulu<'_>,
        population: &Population,
        taille: Option<u8>,
    ) -> TerritoireLot {
        let indicateurs = self.releveur.relever(voulu.perimetre);
        let mut dictionnaire = self
            .dictionnaire
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        dictionnaire.retient(voulu.rang, &indicateurs);
        drop(dictionnaire);
        TerritoireLot {
            nom: voulu.perimetre.nom.clone(),
            expression: voulu.perimetre.expression.clone(),
            fichier: None,
            rapports: Vec::new(),
            departements: departements(self.dataset, voulu.perimetre),
            communes: voulu.perimetre.membres.len(),
            lieux: noms(self.dataset, voulu.perimetre),
            population: population.valeur,
            millesime_population: population.millesime,
            taille,
            chiffres: chiffres(&indicateurs),
            semblables: Vec::new(),
            besoin_offre: None,
        }
    }

    /// Makes the reports of a territory, whole or not at all, then notes what they were made from.
    fn rapports(
        &self,
        voulu: Voulu<'_>,
        (cle, restes): (String, &BTreeSet<String>),
        noms: &[String],
    ) -> Result<(TerritoireLot, Vec<Constat>)> {
        let Commun {
            options,
            habillage,
            regles,
            date,
            lus,
            ..
        } = *self.commun;
        let lu = (self.dataset, voulu.perimetre);
        let rapport = rapport::avec(lu, regles, date, || {
            self.calculateur.calculer(voulu.perimetre)
        })?;
        let dossier = self.commun.etats.map(super::Etats::dossier);
        let dossier = dossier.unwrap_or(Path::new(""));
        let chemins: Vec<PathBuf> = noms.iter().map(|nom| dossier.join(nom)).collect();
        let sorties = formats(&chemins)?;
        sections_presentes(&rapport, regles, options, &sorties)?;
        let communes = sorties
            .iter()
            .any(|(_, s)| matches!(s, Sortie::Communes(_)))
            .then(|| export::table(self.dataset, voulu.perimetre, &regles.catalogue));
        let matiere = Matiere {
            atelier: None,
            rapport: &rapport,
            regles,
            choix: choix(options),
            choix_page: choix_page(options),
            habillage,
            communes: communes.as_ref(),
        };
        let fichiers = rendre_fichiers(&matiere, &sorties)?;
        ecrire_fichiers(&fichiers, lus)?;
        let ligne = self.ligne(voulu, &rapport.population, rapport.financement.taille);
        let etat = Etat {
            cle,
            fichiers: ecrits(&fichiers),
            constats: rapport.constats,
            restes: restes.clone(),
        };
        if let Some(etats) = self.commun.etats {
            let octets = serde_json::to_vec(&etat)?;
            ecrire_fichiers(&[(&etats.chemin(voulu.fichier), octets)], lus)?;
        }
        Ok((ligne, etat.constats))
    }

    /// What the reports are made from, as one fingerprint: program, options, rules, files read or not, perimeter.
    fn cle(&self, perimetre: &Perimetre) -> Result<String> {
        let Commun {
            options,
            destination,
            date,
            ..
        } = *self.commun;
        let d = self.dataset;
        let code = |id| d.referentiel.unite(id).code.to_string();
        let membres = perimetre.membres.iter().map(|m| (code(m.unite), m.part));
        let logo = options.logo.as_deref().and_then(|l| std::fs::read(l).ok());
        let tout = serde_json::json!({
            "programme": env!("CARGO_PKG_VERSION"),
            "formats": destination.formats,
            "date": date,
            "edition": options.edition.map(|e| format!("{e:?}")),
            "sections": options.sections,
            "couleur": options.couleur_principale,
            "logo": logo.as_deref().map(empreinte),
            "sources": d.sources,
            "choisies": d.choisies.empreinte(),
            "non_reconnus": d.non_reconnus,
            "illisibles": d.illisibles,
            "non_utilises": d.non_utilises,
            "rejets": d.rejets.len(),
            "constats": d.constats,
            "nom": perimetre.nom,
            "genre": perimetre.genre,
            "expression": perimetre.expression,
            "cpts": perimetre.cpts,
            "membres": membres.collect::<Vec<_>>(),
            "du_perimetre": perimetre.constats,
        });
        Ok(empreinte(&serde_json::to_vec(&tout)?))
    }
}

/// SHA-256 of each report, by its name.
fn ecrits(fichiers: &[(&Path, Vec<u8>)]) -> BTreeMap<String, String> {
    let nom = |chemin: &Path| {
        let nom = chemin.file_name().unwrap_or_default();
        nom.to_string_lossy().into_owned()
    };
    let ecrit = |(chemin, octets): &(&Path, Vec<u8>)| (nom(chemin), empreinte(octets));
    fichiers.iter().map(ecrit).collect()
}

/// Codes of the départements of a perimeter, sorted.
fn departements(dataset: &Dataset, perimetre: &Perimetre) -> Vec<String> {
    let code = |id| dataset.referentiel.unite(id).code.departement().to_owned();
    let mut codes: Vec<String> = perimetre.membres.iter().map(|m| code(m.unite)).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Names of the communes of a perimeter, in its order.
fn noms(dataset: &Dataset, perimetre: &Perimetre) -> Vec<String> {
    let nom = |id| dataset.referentiel.unite(id).nom.clone();
    perimetre.membres.iter().map(|m| nom(m.unite)).collect()
}
