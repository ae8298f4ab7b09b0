//! A prepared file read back: what became of each file, as if it had just been read.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::TABLES;
use super::conteneur::Bloc;
use super::contenu::{Lecture, faute};
use super::curseur::{Lit, abime};
use super::fiches::{Entete, Fiche, LuEcrit, Sort as SortEcrit};
use super::formes::lit_formes;
use super::groupes::{Figures, Groupe};
use super::series::lit_classes;
use super::tranches::Tranches;
use crate::load::fichier::devenir::{Devenir, Lu, Sort};
use crate::load::source::acces::Acces;
use crate::load::source::defaut::cause;
use crate::load::table::resultat::Table;
use crate::model::{
    Dataset, Emplacement, ErreurDonnees, FichierPrepare, Referentiel, UniteId, lire_parmi,
};

const REMEDE: &str =
    "refaites-le avec « cpts donnees preparer », ou demandez-le de nouveau à qui vous l'a donné";

const REMEDE_CACHE: &str = "supprimez ce fichier du cache, ou relancez avec « --sans-cache »";

/// A prepared file, open.
pub struct Prepare {
    chemin: String,
    lecture: Arc<Lecture>,
    tranches: Arc<Tranches>,
    /// What it says of itself.
    pub entete: Entete,
}

impl Prepare {
    /// Opens a prepared file, for the list of communes of this fingerprint.
    ///
    /// # Errors
    /// Missing, of another version or list of communes, truncated, damaged.
    pub fn ouvre(
        chemin: &Path,
        referentiel: &Referentiel,
        sha256: &str,
    ) -> Result<Self, ErreurDonnees> {
        let nom = chemin.display().to_string();
        let octets = Acces::du_disque(chemin).map_err(|e| {
            let place = Emplacement::fichier(&nom);
            ErreurDonnees::new(place, format!("lecture impossible ({})", cause(&e)))
        })?;
        let ouvert = Lecture::ouvre::<Entete>(octets);
        let (lecture, entete) = ouvert.map_err(|e| erreur(&nom, &e.0, REMEDE))?;
        if entete.sha256 != sha256 || entete.unites as usize != referentiel.unites.len() {
            let dit = format!(
                "ce fichier préparé suit une autre liste des communes ({}, cpts {})",
                entete.referentiel, entete.programme
            );
            return Err(ErreurDonnees::new(Emplacement::fichier(nom), dit)
                .attendu(format!(
                    "{}, celle de ce programme (cpts {})",
                    referentiel.nom,
                    env!("CARGO_PKG_VERSION")
                ))
                .remede(REMEDE));
        }
        if entete.tables != TABLES {
            let dit = format!(
                "ce fichier préparé a été fait par un autre programme (cpts {}), qui ne lit pas les données comme celui-ci : ses \
                 formats, ses mots ou ses codes ont changé",
                entete.programme
            );
            return Err(ErreurDonnees::new(Emplacement::fichier(nom), dit)
                .attendu(format!(
                    "un fichier préparé par ce programme (cpts {})",
                    env!("CARGO_PKG_VERSION")
                ))
                .remede(REMEDE));
        }
        lecture.a_la_demande(&nom, REMEDE);
        Ok(Self {
            lecture: Arc::new(lecture),
            chemin: nom,
            tranches: Arc::new(Tranches::new(referentiel)),
            entete,
        })
    }

    /// Its territory, as the dataset says it.
    #[must_use]
    pub fn territoire(&self, fichier: &str) -> Option<FichierPrepare> {
        let territoire = self.entete.territoire.clone()?;
        Some(FichierPrepare {
            fichier: fichier.to_owned(),
            territoire: territoire.nom,
            departements: territoire.departements.into_iter().collect(),
        })
    }

    /// What a cache holds, when it follows this list of communes.
    pub(super) fn du_cache(
        chemin: &Path,
        (lecture, entete): (Lecture, Entete),
        referentiel: &Referentiel,
        sha256: &str,
    ) -> Option<Self> {
        let meme = entete.sha256 == sha256 && entete.unites as usize == referentiel.unites.len();
        let lecture = lecture.en_memoire().ok().filter(|_| meme)?;
        Some(Self {
            chemin: chemin.display().to_string(),
            lecture: Arc::new(lecture),
            tranches: Arc::new(Tranches::new(referentiel)),
            entete,
        })
    }

    /// What its files make together, when that was computed under the same rules.
    ///
    /// # Errors
    /// Damaged.
    pub fn image(
        &self,
        referentiel: &Arc<Referentiel>,
        cle: &str,
    ) -> Result<Option<Dataset>, ErreurDonnees> {
        let Some(image) = &self.entete.image else {
            return Ok(None);
        };
        let lue = image.lit((&self.lecture, &self.tranches), referentiel, cle);
        lue.map_err(|e| erreur(&self.chemin, &e.0, REMEDE))
    }

    /// The same of a cache: damaged, the files are read again; what is found damaged afterwards stops the run.
    pub(super) fn image_du_cache(
        &self,
        referentiel: &Arc<Referentiel>,
        cle: &str,
    ) -> Option<Dataset> {
        let image = self.image(referentiel, cle).ok().flatten();
        if image.is_some() {
            self.lecture.a_la_demande(&self.chemin, REMEDE_CACHE);
        }
        image
    }

    /// What became of each file, in the order in which they were read.
    ///
    /// # Errors
    /// Damaged.
    pub fn sorts(&self) -> Result<Vec<Sort>, ErreurDonnees> {
        let fiches = self.entete.fiches.par_iter();
        let lus: Lit<_> = fiches.map(|fiche| self.sort(*fiche)).collect();
        lus.map_err(|e| erreur(&self.chemin, &e.0, REMEDE))
    }

    /// What became of some files, each given as what the caller knows it by and its rank.
    pub(super) fn quelques_sorts(&self, voulus: &[(usize, usize)]) -> Lit<Vec<(usize, Devenir)>> {
        let sort = |(cle, rang): &(usize, usize)| {
            let fiche = self
                .entete
                .fiches
                .get(*rang)
                .ok_or_else(|| abime("une fiche manque"))?;
            Ok((*cle, self.sort(*fiche)?.1))
        };
        voulus.par_iter().map(sort).collect()
    }

    fn sort(&self, fiche: Bloc) -> Lit<Sort> {
        let fiche: Fiche = self.msgpack(fiche)?;
        Ok((fiche.nom, self.devenir(fiche.sort)?))
    }

    fn msgpack<T: serde::de::DeserializeOwned>(&self, bloc: Bloc) -> Lit<T> {
        let octets = self.lecture.bloc(bloc)?;
        let lu = lire_parmi(self.entete.unites, || crate::messagepack::lire(&octets));
        lu.map_err(|e| abime(format!("un bloc est illisible ({e})")))
    }

    fn devenir(&self, sort: SortEcrit) -> Lit<Devenir> {
        Ok(match sort {
            SortEcrit::Lu(lus) => Devenir::Lu(
                lus.into_par_iter()
                    .map(|lu| self.lu(lu))
                    .collect::<Lit<_>>()?,
            ),
            SortEcrit::NonUtilise(motif) => Devenir::NonUtilise(motif),
            SortEcrit::Illisible(e) => Devenir::Illisible(e),
            SortEcrit::NonReconnu(motif) => Devenir::NonReconnu(motif),
        })
    }

    fn lu(&self, ecrit: LuEcrit) -> Lit<Lu> {
        let unites = self.entete.unites as usize;
        let mut table: Table = self.msgpack(ecrit.reste)?;
        let colonnes = ecrit.series.len();
        let figures = (colonnes, ecrit.figures.as_slice());
        let figures = Groupe::new(&self.lecture, &self.tranches, figures, Figures)?;
        figures.deplie()?;
        let series = ecrit.series.into_par_iter().enumerate();
        let series = series.map(|(rang, cle)| Ok((cle, figures.toute(rang)?)));
        table.series = series.collect::<Lit<Vec<_>>>()?.into_iter().collect();
        let classes = ecrit.classes.into_par_iter();
        let classes =
            classes.map(|(cle, bloc)| Ok((cle, lit_classes(&self.lecture.bloc(bloc)?, unites)?)));
        table.classes = classes.collect::<Lit<Vec<_>>>()?.into_iter().collect();
        let contours = ecrit.contours.into_par_iter();
        let contours = contours.map(|(ids, bloc)| {
            let formes = lit_formes(&self.lecture.bloc(bloc)?)?;
            if formes.len() != ids.len() {
                return Err(abime("des contours sans commune"));
            }
            Ok(ids.into_iter().zip(formes).collect::<Vec<(UniteId, _)>>())
        });
        table.contours = contours
            .collect::<Lit<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        let mut descripteur = ecrit.descripteur;
        descripteur.utilisateur = ecrit.utilisateur;
        Ok(Lu {
            descripteur,
            chemin: ecrit.chemin,
            sha256: ecrit.sha256,
            table,
            couche: ecrit.couche,
        })
    }
}

/// Nothing of what was read of a prepared file was damaged: to be asked before anything is said of it.
///
/// # Errors
/// A block is not as it was written.
pub fn intact() -> Result<(), ErreurDonnees> {
    match faute() {
        Some(faute) => Err(erreur(&faute.fichier, &faute.dit, faute.remede)),
        None => Ok(()),
    }
}

fn erreur(chemin: &str, dit: &str, remede: &str) -> ErreurDonnees {
    let dit = format!("ce fichier préparé ne peut pas être lu : {dit}");
    ErreurDonnees::new(Emplacement::fichier(chemin), dit).remede(remede)
}
