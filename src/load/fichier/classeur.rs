//! A workbook: each sheet is recognised on its own.

use std::sync::atomic::Ordering;

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::feuilles::{self, Feuille};
use crate::load::fichier::refus::{archive_dedans, faux_classeur};
use crate::load::format::descripteur::Genre as GenreFichier;
use crate::load::format::proche::Inconnu;
use crate::load::format::reconnaissance::reconnait;
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::dossier::Fichier;
use crate::load::source::nature::{Nature, nature};
use crate::load::source::tableau::Apercu;
use crate::load::table::classeur::Classeur;
use crate::model::ErreurDonnees;
use crate::tri::Tri;

/// A sheet that is not recognised: why, and its first rows.
type Ecartee = (Inconnu, Apercu);

impl Atelier<'_> {
    pub(in crate::load) fn classeur(
        &self,
        fichier: &Fichier,
        xlsx: bool,
    ) -> Result<Devenir, ErreurDonnees> {
        let contenu = self.contenu(fichier)?;
        let nature = nature(&fichier.nom, &contenu.octets);
        let connu = matches!(nature, Some(Nature::Ods | Nature::Xls));
        let refus = |defaut: Defaut| {
            if xlsx || self.designe || connu && defaut.genre != Genre::AutreNature {
                Err(faux_classeur(fichier, xlsx, &defaut))
            } else {
                Ok(Devenir::NonReconnu(defaut.texte))
            }
        };
        if let Some(defaut) = contenu.defaut {
            return refus(defaut);
        }
        match nature {
            Some(Nature::Zip | Nature::Ods | Nature::Xls) | None => {}
            Some(autre) if !xlsx => {
                return refus(Defaut::new(Genre::AutreNature, autre.message()));
            }
            Some(_) => {}
        }
        let mut classeur = match Classeur::ouvre(&contenu.octets, self.plafond) {
            Ok(Some(classeur)) => classeur,
            Ok(None) if xlsx => {
                return refus(Defaut::new(Genre::AutreNature, "archive zip sans classeur"));
            }
            Ok(None) if fichier.membre.is_some() || contenu.gzip => {
                return refus(Defaut::new(Genre::AutreNature, archive_dedans("zip")));
            }
            Ok(None) => {
                return refus(Defaut::new(Genre::AutreNature, Nature::Zip.message()));
            }
            Err(defaut) => {
                let gros = defaut.genre == Genre::TropGros;
                self.depasse.store(gros, Ordering::Relaxed);
                return refus(defaut);
            }
        };
        let (reconnus, motifs) = match self.feuilles(fichier, &mut classeur) {
            Ok(feuilles) => feuilles,
            Err(motif) => return refus(Defaut::abime(motif)),
        };
        if reconnus.is_empty() {
            let (motif, apercu) = le_plus_utile(motifs);
            return self.non_reconnu(fichier, &apercu, motif);
        }
        feuilles::lire(self, fichier, &contenu.sha256, &mut classeur, reconnus)
    }

    /// The sheets that a format describes, and why each of the others is not.
    fn feuilles(
        &self,
        fichier: &Fichier,
        classeur: &mut Classeur,
    ) -> Result<(Vec<Feuille>, Vec<Ecartee>), String> {
        let mut reconnus = Vec::new();
        let mut motifs = Vec::new();
        for feuille in classeur.feuilles() {
            if !classeur.est_tableau(&feuille) {
                continue;
            }
            let apercu = classeur.apercu(&feuille)?;
            match reconnait(self.formats, &apercu, &fichier.nom) {
                Ok(reconnu) => reconnus.push((feuille, reconnu, apercu)),
                Err(motif) => motifs.push((motif, apercu)),
            }
        }
        Ok((reconnus, motifs))
    }
}

/// The reason that says most: the sheet that is nearest to a format, or whose content is known.
fn le_plus_utile(mut motifs: Vec<Ecartee>) -> (String, Apercu) {
    motifs.trie_par_cle(|(inconnu, _)| !inconnu.precis);
    let vide = Apercu {
        genre: GenreFichier::Xlsx,
        feuille: None,
        lignes: Vec::new(),
    };
    let premier = motifs.into_iter().next();
    premier.map_or_else(
        || ("classeur sans feuille lisible".to_owned(), vide),
        |(inconnu, apercu)| (inconnu.texte, apercu),
    )
}
