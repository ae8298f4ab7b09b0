//! What the readers of each container share: formats, référentiel, and how a refusal is told.

use crate::load::fichier::devenir::{Devenir, Lu};
use crate::load::format::compile::Format;
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::Apercu;
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees, Referentiel};

/// Reads files against formats.
pub struct Atelier<'a> {
    /// Territories.
    pub referentiel: &'a Referentiel,
    /// Formats to try.
    pub formats: &'a [Format],
    /// Whether the user named this file: what goes wrong is then an error.
    pub designe: bool,
}

impl Atelier<'_> {
    pub(in crate::load) fn tout(&self, fichier: &Fichier) -> Result<Contenu, ErreurDonnees> {
        let place = || Emplacement::fichier(&fichier.nom);
        let contenu = octets::tout(fichier).map_err(|e| {
            ErreurDonnees::new(place(), format!("fichier illisible ({})", e.kind()))
        })?;
        match &contenu.defaut {
            None => Ok(contenu),
            Some(defaut) => Err(ErreurDonnees::new(place(), &defaut.texte).remede(defaut.remede())),
        }
    }

    pub(in crate::load) fn lu(
        &self,
        format: &Format,
        fichier: &Fichier,
        contenu: &Contenu,
        table: Table,
    ) -> Lu {
        Lu {
            descripteur: format.d.clone(),
            chemin: fichier.nom.clone(),
            sha256: contenu.sha256.clone(),
            table,
        }
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
