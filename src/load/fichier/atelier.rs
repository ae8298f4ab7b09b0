//! What the readers of each container share: formats, référentiel, and how a refusal is told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::load::fichier::devenir::{Devenir, Lu};
use crate::load::format::compile::Format;
use crate::load::source::defaut::{Defaut, Genre, cause};
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::Apercu;
use crate::load::source::texte;
use crate::load::table::connues::Connues;
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees, Referentiel, Structure};

/// Reads files against formats.
pub struct Atelier<'a> {
    /// Territories.
    pub referentiel: &'a Referentiel,
    /// Formats to try.
    pub formats: &'a [Format],
    /// Whether the user named this file: what goes wrong is then an error.
    pub designe: bool,
    /// Largest content taken, bytes once decompressed.
    pub plafond: u64,
    /// Structures of the other files, by list then identifier, once they are read.
    pub connues: Option<&'a Connues>,
    /// Whether the file is larger.
    pub depasse: AtomicBool,
}

/// Largest text that is converted: the bytes and the text are then both held.
const CONVERTI_MAX: usize = 256 << 20;
/// A piece of this size without an end of line is that of no table, bytes.
const LIGNE_MAX: usize = 16 << 20;

impl Atelier<'_> {
    /// The whole of a file, within the bounds; a fault is in the content.
    pub(in crate::load) fn contenu(&self, fichier: &Fichier) -> Result<Contenu, ErreurDonnees> {
        let lu = octets::tout(fichier, self.plafond);
        let mut lu = lu.map_err(|e| illisible(fichier, &e))?;
        let gros = lu.defaut.as_ref().map(|d| d.genre) == Some(Genre::TropGros);
        self.depasse.store(gros, Ordering::Relaxed);
        if lu.octets.len() > CONVERTI_MAX
            && !lu.octets.starts_with(b"PK")
            && texte::se_copie(&lu.octets)
        {
            lu.octets = Vec::new();
            let dit = "plus de 256 Mio dans un autre encodage que l'UTF-8, ou sans saut de ligne";
            lu.defaut = Some(Defaut::new(Genre::TropGros, dit));
        }
        Ok(lu)
    }

    pub(in crate::load) fn tout(&self, fichier: &Fichier) -> Result<Contenu, ErreurDonnees> {
        let place = || Emplacement::fichier(&fichier.nom);
        let contenu = self.contenu(fichier)?;
        let demesuree =
            |o: &[u8]| o.len() == LIGNE_MAX && !o.iter().any(|o| matches!(o, b'\n' | b'\r'));
        if contenu.octets.chunks(LIGNE_MAX).any(demesuree) {
            let defaut = Defaut::new(Genre::TropGros, "une ligne de plus de 16 Mio");
            return Err(ErreurDonnees::new(place(), &defaut.texte).remede(defaut.remede()));
        }
        match &contenu.defaut {
            None => Ok(contenu),
            Some(defaut) => Err(ErreurDonnees::new(place(), &defaut.texte).remede(defaut.remede())),
        }
    }

    pub(in crate::load) fn lu(
        &self,
        format: &Format,
        fichier: &Fichier,
        sha256: String,
        table: Table,
    ) -> Lu {
        Lu {
            descripteur: format.d.clone(),
            chemin: fichier.nom.clone(),
            sha256,
            table,
            couche: 0,
        }
    }

    /// The structures that give their commune to the rows of a format that has no code; else what becomes of the file.
    pub(in crate::load) fn lieux(
        &self,
        format: &Format,
    ) -> Result<Option<&HashMap<String, Structure>>, Devenir> {
        let Some(liste) = &format.d.lieu_par else {
            return Ok(None);
        };
        let connues = self.connues.ok_or(Devenir::Differe)?;
        connues.get(liste).map(Some).ok_or_else(|| {
            Devenir::NonUtilise(format!(
                "{} : ses lignes ne disent pas leur commune\u{a0}; déposez aussi le fichier des établissements (FINESS)",
                format.d.libelle
            ))
        })
    }

    pub(in crate::load) fn refuse(
        &self,
        fichier: &Fichier,
        motif: String,
    ) -> Result<Devenir, ErreurDonnees> {
        if self.designe {
            return Err(
                ErreurDonnees::new(Emplacement::fichier(&fichier.nom), motif)
                    .remede("corrigez le fichier, ou retirez son [[fichier]] de cpts.toml"),
            );
        }
        Ok(Devenir::NonReconnu(motif))
    }

    pub(in crate::load) fn non_reconnu(
        &self,
        fichier: &Fichier,
        apercu: &Apercu,
        motif: String,
    ) -> Result<Devenir, ErreurDonnees> {
        if !self.designe {
            return Ok(Devenir::NonReconnu(motif));
        }
        let cle = self
            .formats
            .first()
            .and_then(|f| f.cle.as_ref())
            .map_or("", |m| m.nom());
        let colonnes = apercu
            .lignes
            .first()
            .map(|l| l.join(" », « "))
            .unwrap_or_default();
        Err(
            ErreurDonnees::new(Emplacement::fichier(&fichier.nom), motif)
                .valeur(colonnes)
                .attendu(format!("une colonne de code commune « {cle} »"))
                .remede("corrigez « cle » dans le [[fichier]] de cpts.toml"),
        )
    }
}

/// A file that the system does not let us read.
pub(in crate::load) fn illisible(fichier: &Fichier, e: &std::io::Error) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(&fichier.nom),
        format!("fichier illisible ({})", cause(e)),
    )
    .remede("vérifiez qu'il existe et que vous avez le droit de le lire, ou retirez-le du dossier")
}
