//! One file: what kind of container it is, then its reader.

use crate::load::fichier::atelier::{Atelier, illisible};
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::archive_dedans;
use crate::load::source::defaut::cause;
use crate::load::source::dossier::Fichier;
use crate::load::source::nature::Nature;
use crate::load::source::{nature, octets, texte};
use crate::model::{Emplacement, ErreurDonnees};

impl Atelier<'_> {
    /// Recognises and reads a file.
    ///
    /// # Errors
    /// A recognised file that is broken or lacks a required column, a file named .xlsx that is not one,
    /// and whatever is wrong with a file that the user mapped.
    pub fn traite(&self, fichier: &Fichier) -> Result<Devenir, ErreurDonnees> {
        match std::fs::metadata(&fichier.chemin) {
            Ok(m) if m.is_dir() => return Err(sous_dossier(fichier)),
            Ok(m) if !m.is_file() => {
                let motif = "ni un fichier ni un dossier (tube ou périphérique)\u{a0}: retirez-le du dossier";
                return self.refuse(fichier, motif.to_owned());
            }
            _ => {}
        }
        let tete = match octets::tete(fichier) {
            Ok(tete) => tete,
            Err(e) => return Err(illisible(fichier, &e)),
        };
        let o = tete.octets.as_slice();
        let nom = fichier.nom.to_lowercase();
        let xlsx = nom.ends_with(".xlsx") || nom.ends_with(".xlsm");
        if nom.ends_with(".md") && !self.designe {
            return Ok(Devenir::NonReconnu("document, pas un tableau".to_owned()));
        }
        let premier = o
            .iter()
            .find(|o| !o.is_ascii_whitespace() && **o != 0xef && **o != 0xbb && **o != 0xbf);
        if o.is_empty() {
            self.refuse(
                fichier,
                tete.defaut
                    .map_or_else(|| "fichier vide".to_owned(), |d| d.texte),
            )
        } else if o.starts_with(b"PK\x03\x04") || xlsx {
            self.classeur(fichier, xlsx)
        } else if let Some(nature) = nature::nature(&nom, o) {
            match nature {
                Nature::Ods | Nature::Xls => self.classeur(fichier, false),
                Nature::Parquet => self.parquet(fichier, &tete),
                autre => self.refuse(fichier, autre.message()),
            }
        } else if o.starts_with(&[0x1f, 0x8b]) {
            self.refuse(fichier, archive_dedans("gzip"))
        } else if o.contains(&0) && !o.starts_with(&[0xff, 0xfe]) && !o.starts_with(&[0xfe, 0xff]) {
            self.refuse(fichier, texte::motif_binaire(o).to_owned())
        } else if premier == Some(&b'{')
            && let Some(sort) = self.arbre(fichier, &tete)?
        {
            Ok(sort)
        } else if premier.is_some_and(|o| *o == b'{' || *o == b'[') || nom.ends_with(".geojson") {
            self.geojson(fichier, &tete)
        } else {
            self.csv(fichier, &tete)
        }
        .map(|sort| match sort {
            Devenir::NonReconnu(motif) if nom.ends_with(".gz") && !tete.gzip => {
                Devenir::NonReconnu(format!(
                    "ce n'est pas une archive gzip malgré son nom ; {motif}"
                ))
            }
            autre => autre,
        })
    }
}

/// A sub-folder whose files are not listed.
fn sous_dossier(fichier: &Fichier) -> ErreurDonnees {
    let probleme = match std::fs::read_dir(&fichier.chemin) {
        Err(e) => format!("sous-dossier illisible ({})", cause(&e)),
        Ok(_) => "sous-dossier trop profond".to_owned(),
    };
    ErreurDonnees::new(Emplacement::fichier(&fichier.nom), probleme)
        .attendu("des dossiers lisibles, emboîtés 32 fois au plus")
        .remede(
            "vérifiez les droits de lecture, ou remontez ses fichiers dans le dossier de données",
        )
}
