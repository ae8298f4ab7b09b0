//! A delimited text: its head recognises it, then all its rows are read.

use std::io::Read;
use std::sync::atomic::Ordering;

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::abime;
use crate::load::flux;
use crate::load::format::compile::Format;
use crate::load::format::descripteur::Genre;
use crate::load::format::plan::Plan;
use crate::load::source::defaut::{Defaut, Genre as DefautGenre};
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::{Apercu, Ligne};
use crate::load::source::texte;
use crate::load::table::csv_lignes::{self, Arret};
use crate::load::table::csv_table;
use crate::load::table::lignes::Lignes;
use crate::model::{Emplacement, ErreurDonnees};

/// Most that is kept of the rows of a file, bytes.
const GARDE_MAX: u64 = 320 << 20;
/// Rows and values told one by one when they cannot be used; beyond, the file is not what it should be.
const REJETS_MAX: usize = 200_000;

/// The first rows of a delimited text, from the head of the file, and its delimiter.
pub(in crate::load) fn apercu_de_texte(tete: &Contenu) -> (Apercu, u8) {
    let coupe = tete.octets.len() as u64 >= octets::TETE;
    let debut = if coupe {
        texte::lignes_entieres(&tete.octets)
    } else {
        &tete.octets
    };
    let (debut, _) = texte::decode(debut);
    let delimiteur = csv_table::delimiteur(&debut);
    let apercu = Apercu {
        genre: Genre::Csv,
        feuille: None,
        lignes: csv_table::apercu(&debut, delimiteur),
    };
    (apercu, delimiteur)
}

impl Atelier<'_> {
    pub(in crate::load) fn csv(
        &self,
        fichier: &Fichier,
        tete: &Contenu,
    ) -> Result<Devenir, ErreurDonnees> {
        let (apercu, d) = apercu_de_texte(tete);
        let (format, plan) = match self.choisit(fichier, &apercu, tete.defaut.as_ref())? {
            Ok(choix) => choix,
            Err(sort) => return Ok(sort),
        };
        if format.d.flux.is_some() && tete.octets.contains(&b'\n') {
            return self.flux(fichier, format, &plan, d);
        }
        if let Err(sort) = self.lieux(format) {
            return Ok(sort);
        }
        let (lignes, sha256) = self.rangees(format, &plan, fichier, tete, d)?;
        self.conclut(format, fichier, sha256, lignes)
    }

    /// All the rows, read as a stream unless the encoding wants the whole file.
    fn rangees<'a>(
        &'a self,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a Fichier,
        tete: &Contenu,
        d: u8,
    ) -> Result<(Lignes<'a>, String), ErreurDonnees> {
        if texte::se_lit_entier(&tete.octets) {
            let contenu = self.tout(fichier).map_err(|e| e.du_format(&format.d.id))?;
            let (texte, _) = texte::decode(&contenu.octets);
            let gzip = contenu.gzip;
            let lignes = self.lignes(format, plan, fichier, (&mut texte.as_bytes(), gzip), d)?;
            return Ok((lignes, contenu.sha256));
        }
        let lu = octets::en_flux(fichier, |flux| {
            self.lignes(format, plan, fichier, (flux, tete.gzip), d)
        });
        lu.map_err(|e| {
            let defaut = octets::interrompue(tete.gzip, e.kind());
            refus_de(&defaut, fichier).du_format(&format.d.id)
        })?
    }

    /// Rows counted as they are read.
    fn flux(
        &self,
        fichier: &Fichier,
        format: &Format,
        plan: &Plan,
        delimiteur: u8,
    ) -> Result<Devenir, ErreurDonnees> {
        let place = || Emplacement::fichier(&fichier.nom);
        let lu = octets::en_flux(fichier, |flux| {
            flux::lire(
                flux,
                self.referentiel,
                format,
                plan,
                &fichier.nom,
                delimiteur,
            )
        });
        let (table, sha256) = match lu {
            Ok(Ok(lu)) => lu,
            Ok(Err(flux::Echec::Autre(e))) => return Err(e),
            Ok(Err(flux::Echec::Flux(defaut, ligne))) => {
                let place = ligne.map_or_else(place, |l| place().ligne(l));
                return Err(abime(format, place, &defaut));
            }
            Err(e) => {
                let defaut = Defaut::abime(format!("lecture impossible ({})", e.kind()));
                return Err(abime(format, place(), &defaut));
            }
        };
        Ok(Devenir::de(vec![self.lu(format, fichier, sha256, table)]))
    }

    /// All the rows below the header.
    fn lignes<'a>(
        &'a self,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a Fichier,
        (flux, gzip): (&mut dyn Read, bool),
        delimiteur: u8,
    ) -> Result<Lignes<'a>, ErreurDonnees> {
        self.retenues(format, plan, fichier, |visite| {
            let lues = csv_lignes::lire_de(flux, delimiteur, plan.depart(), &plan.colonnes, visite);
            lues.map_err(|arret| match arret {
                Arret::Ligne(i) => {
                    let place = Emplacement::fichier(&fichier.nom).ligne(i.ligne);
                    abime(format, place, &i.defaut)
                }
                Arret::Lecture(genre) => {
                    refus_de(&octets::interrompue(gzip, genre), fichier).du_format(&format.d.id)
                }
            })
        })
    }

    /// The rows that `lit` gives one by one; what is kept of them is bounded.
    ///
    /// # Errors
    /// Those of `lit`; the rows hold too much, or too many of them cannot be used.
    pub(in crate::load) fn retenues<'a>(
        &'a self,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a Fichier,
        lit: impl FnOnce(&mut dyn FnMut(&Ligne<'_>) -> bool) -> Result<(), ErreurDonnees>,
    ) -> Result<Lignes<'a>, ErreurDonnees> {
        let mut lignes = Lignes::new(self.referentiel, format, plan, &fichier.nom, false)?;
        lignes.connues = self.lieux(format).ok().flatten();
        let (mut erreur, mut trop) = (None, false);
        let place = self.plafond.min(GARDE_MAX);
        lit(&mut |l| {
            erreur = lignes.ligne(l).err();
            trop = lignes.gardees.octets() > place;
            erreur.is_none() && !trop && lignes.rejets() <= REJETS_MAX
        })?;
        self.depasse
            .store(trop && place < GARDE_MAX, Ordering::Relaxed);
        let defaut = if trop {
            let dit = format!("plus de {} Mio de valeurs à garder", place >> 20);
            Defaut::new(DefautGenre::TropGros, dit)
        } else if lignes.rejets() > REJETS_MAX {
            Defaut::abime("plus de 200 000 lignes ou valeurs inutilisables")
        } else {
            return erreur.map_or(Ok(lignes), Err);
        };
        Err(abime(format, Emplacement::fichier(&fichier.nom), &defaut))
    }

    /// The table of the rows, but for a file of the user that has several of them by commune.
    ///
    /// # Errors
    /// Those of the conclusion of the rows.
    pub(in crate::load) fn conclut(
        &self,
        format: &Format,
        fichier: &Fichier,
        sha256: String,
        lignes: Lignes<'_>,
    ) -> Result<Devenir, ErreurDonnees> {
        if format.d.reconnaissance.au_moins_une && lignes.est_longue() {
            return self.refuse(
                fichier,
                "plusieurs lignes par commune : il faut un descripteur pour ce format".to_owned(),
            );
        }
        let table = lignes.termine()?;
        Ok(Devenir::de(vec![self.lu(format, fichier, sha256, table)]))
    }
}

/// A file that cannot be read to its end.
fn refus_de(defaut: &Defaut, fichier: &Fichier) -> ErreurDonnees {
    ErreurDonnees::new(Emplacement::fichier(&fichier.nom), &defaut.texte).remede(defaut.remede())
}
