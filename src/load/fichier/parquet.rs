//! A Parquet file: recognised as the CSV of the same columns, then read in the same way.

use std::io;
use std::sync::atomic::Ordering;

use crate::load::fichier::atelier::{Atelier, illisible};
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::abime;
use crate::load::flux;
use crate::load::format::compile::Format;
use crate::load::format::plan::Plan;
use crate::load::source::acces::Acces;
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::table::parquet::{DELIMITEUR, EnTexte, Parquet, RECONNAISSANCE_MAX};
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees};

/// Most that the pages of the columns weigh at the same time, bytes; and a file held whole, from a container.
pub(in crate::load) const TENUS_MAX: u64 = 320 << 20;

impl Atelier<'_> {
    pub(in crate::load) fn parquet(
        &self,
        fichier: &Fichier,
        tete: &Contenu,
    ) -> Result<Devenir, ErreurDonnees> {
        let max = self.plafond.min(TENUS_MAX);
        let (parquet, sha256) = ouvre(fichier, tete.gzip, max)
            .map_err(|e| illisible(fichier, &e))?
            .map_err(|defaut| {
                self.note_le_depassement(&defaut, max);
                refus(fichier, &defaut)
            })?;
        // The fingerprint reads all of a file of which a few columns are read.
        let empreinte = || match sha256 {
            Some(sha256) => Ok(sha256),
            None => octets::empreinte_sur_disque(&fichier.chemin),
        };
        let (sha256, sort) = rayon::join(empreinte, || self.parquet_ouvert(fichier, &parquet, max));
        let (sha256, mut sort) = (sha256.map_err(|e| illisible(fichier, &e))?, sort?);
        if let Devenir::Lu(lus) = &mut sort {
            lus.iter_mut().for_each(|lu| lu.sha256.clone_from(&sha256));
        }
        Ok(sort)
    }

    /// What becomes of a file, but its fingerprint.
    fn parquet_ouvert(
        &self,
        fichier: &Fichier,
        parquet: &Parquet,
        max: u64,
    ) -> Result<Devenir, ErreurDonnees> {
        let sha256 = String::new();
        let (apercu, defaut) = parquet.apercu(RECONNAISSANCE_MAX);
        let defaut = defaut.map(|d| Defaut::new(d.genre, format!("{d}\u{a0}: {}", d.remede())));
        let (format, plan) = match self.choisit(fichier, &apercu, defaut.as_ref())? {
            Ok(choix) => choix,
            Err(sort) => return Ok(sort),
        };
        if let Err(sort) = self.lieux(format) {
            return Ok(sort);
        }
        let lue = Lue {
            fichier,
            format,
            plan: &plan,
            parquet,
            max,
        };
        if format.d.flux.is_some() {
            let table = self.parquet_compte(&lue)?;
            return Ok(Devenir::de(vec![self.lu(format, fichier, sha256, table)]));
        }
        let lignes = self.retenues(format, lue.plan, fichier, |visite| {
            let lues = parquet.lire(lue.plan.depart(), &lue.plan.colonnes, visite);
            lues.map_err(|defaut| self.abandonne(&lue, &defaut))
        })?;
        self.conclut(format, fichier, sha256, lignes)
    }

    /// The rows counted as they are read, as those of a text.
    fn parquet_compte(&self, lue: &Lue<'_>) -> Result<Table, ErreurDonnees> {
        let plan = Plan {
            colonnes: (0..lue.plan.colonnes.len()).collect(),
            largeur: lue.plan.colonnes.len(),
            ..lue.plan.clone()
        };
        let mut texte = EnTexte::new(lue.parquet, &lue.plan.colonnes, !plan.sans_entete);
        let (referentiel, nom) = (self.referentiel, &lue.fichier.nom);
        let table = flux::lire(&mut texte, referentiel, lue.format, &plan, nom, DELIMITEUR);
        table.map_err(|echec| match (texte.defaut.take(), echec) {
            (Some(defaut), _) => self.abandonne(lue, &defaut),
            (None, flux::Echec::Autre(e)) => e,
            (None, flux::Echec::Flux(defaut, ligne)) => {
                let place = Emplacement::fichier(nom);
                let place = ligne.map_or_else(|| place.clone(), |l| place.clone().ligne(l));
                abime(lue.format, place, &defaut)
            }
        })
    }

    /// A recognised file whose rows cannot be read to their end.
    fn abandonne(&self, lue: &Lue<'_>, defaut: &Defaut) -> ErreurDonnees {
        self.note_le_depassement(defaut, lue.max);
        abime(lue.format, Emplacement::fichier(&lue.fichier.nom), defaut)
    }

    /// A file too large to be read beside others is read again alone.
    fn note_le_depassement(&self, defaut: &Defaut, max: u64) {
        let seul = defaut.genre == Genre::TropGros && max < TENUS_MAX;
        self.depasse.store(seul, Ordering::Relaxed);
    }
}

/// Opens a Parquet file, held whole when a container holds it, and gives then its fingerprint.
///
/// # Errors
/// The file cannot be read; what is wrong with its bytes is inside.
pub(in crate::load) fn ouvre(
    fichier: &Fichier,
    gzip: bool,
    max: u64,
) -> io::Result<Result<(Parquet, Option<String>), Defaut>> {
    let (acces, sha256) = if gzip || fichier.membre.is_some() {
        let contenu = octets::tout(fichier, max)?;
        if let Some(defaut) = contenu.defaut {
            return Ok(Err(defaut));
        }
        (Acces::de_la_memoire(contenu.octets), Some(contenu.sha256))
    } else {
        (Acces::du_disque(&fichier.chemin)?, None)
    };
    Ok(Parquet::ouvre(acces, max).map(|parquet| (parquet, sha256)))
}

/// A file whose columns cannot even be known.
pub(in crate::load) fn refus(fichier: &Fichier, defaut: &Defaut) -> ErreurDonnees {
    ErreurDonnees::new(Emplacement::fichier(&fichier.nom), &defaut.texte)
        .attendu("un fichier Parquet entier, une ligne par commune ou par équipement")
        .remede(defaut.remede())
}

/// A recognised file.
struct Lue<'a> {
    fichier: &'a Fichier,
    format: &'a Format,
    plan: &'a Plan,
    parquet: &'a Parquet,
    max: u64,
}
