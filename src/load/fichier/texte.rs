//! A delimited text: its head recognises it, then all its rows are read.

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::{abime, exige, inutile, joint};
use crate::load::flux;
use crate::load::format::compile::Format;
use crate::load::format::descripteur::Genre;
use crate::load::format::plan::Plan;
use crate::load::format::reconnaissance::reconnait;
use crate::load::source::defaut::Defaut;
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::Apercu;
use crate::load::source::texte;
use crate::load::table::csv_table;
use crate::load::table::lignes::Lignes;
use crate::model::{Emplacement, ErreurDonnees};

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
        let reconnu = match reconnait(self.formats, &apercu, &fichier.nom) {
            Ok(reconnu) => reconnu,
            Err(inconnu) => {
                let motif = joint(inconnu.texte, tete.defaut.as_ref());
                return self.non_reconnu(fichier, &apercu, motif);
            }
        };
        let Some(format) = self.formats.get(reconnu.format) else {
            return self.refuse(fichier, String::new());
        };
        if let Some(sort) = inutile(format) {
            return Ok(sort);
        }
        exige(format, &reconnu.plan, &apercu, &fichier.nom)?;
        if format.d.flux.is_some() && tete.octets.contains(&b'\n') {
            return self.flux(fichier, format, &reconnu.plan, d);
        }
        let contenu = self.tout(fichier).map_err(|e| e.du_format(&format.d.id))?;
        let (texte, _) = texte::decode(&contenu.octets);
        let lignes = self.lignes(format, &reconnu.plan, fichier, &texte, d)?;
        if format.d.reconnaissance.au_moins_une && lignes.est_longue() {
            return self.refuse(
                fichier,
                "plusieurs lignes par commune : il faut un descripteur pour ce format".to_owned(),
            );
        }
        Ok(Devenir::de(vec![self.lu(
            format,
            fichier,
            &contenu,
            lignes.termine()?,
        )]))
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
            Ok((Ok(table), sha256)) => (table, sha256),
            Ok((Err(flux::Echec::Autre(e)), _)) => return Err(e),
            Ok((Err(flux::Echec::Flux(defaut, ligne)), _)) => {
                let place = ligne.map_or_else(place, |l| place().ligne(l));
                return Err(abime(format, place, &defaut));
            }
            Err(e) => {
                let defaut = Defaut::abime(format!("lecture impossible ({})", e.kind()));
                return Err(abime(format, place(), &defaut));
            }
        };
        let contenu = Contenu {
            sha256,
            ..Contenu::default()
        };
        Ok(Devenir::de(vec![self.lu(format, fichier, &contenu, table)]))
    }

    /// All the rows below the header.
    fn lignes<'a>(
        &'a self,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a Fichier,
        texte: &str,
        delimiteur: u8,
    ) -> Result<Lignes<'a>, ErreurDonnees> {
        let mut lignes = Lignes::new(self.referentiel, format, plan, &fichier.nom, false)?;
        let mut erreur = None;
        csv_table::lire(texte, delimiteur, plan.depart(), &plan.colonnes, |l| {
            erreur = erreur.take().or(lignes.ligne(l).err());
        })
        .map_err(|i| {
            let place = Emplacement::fichier(&fichier.nom).ligne(i.ligne);
            abime(format, place, &i.defaut)
        })?;
        erreur.map_or(Ok(lignes), Err)
    }
}
