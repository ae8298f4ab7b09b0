//! The first rows of a file, whatever its container, for a descriptor to be drafted from them.

use std::path::Path;

use crate::load::fichier::parquet;
use crate::load::fichier::texte::apercu_de_texte;
use crate::load::format::ebauche::{self, ErreurEbauche};
use crate::load::source::dossier::Fichier;
use crate::load::source::nature::Nature;
use crate::load::source::tableau::Apercu;
use crate::load::source::{nature, octets as lire, texte};
use crate::load::table::classeur::Classeur;
use crate::load::table::parquet::EBAUCHE_MAX;
use crate::model::{Emplacement, ErreurDonnees, Referentiel};

/// Marks of UTF-16, whose texts are full of null bytes.
const UTF_16: [[u8; 2]; 2] = [[0xff, 0xfe], [0xfe, 0xff]];

/// A descriptor drafted from a file; `feuille` is the sheet of a workbook, the first that has commune codes when not said.
///
/// # Errors
/// File that cannot be read or is no table, without commune codes or figures.
pub fn ebauche(
    chemin: &Path,
    feuille: Option<&str>,
    referentiel: &Referentiel,
) -> Result<String, ErreurEbauche> {
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
    let mut dernier = None;
    for apercu in apercus(chemin, feuille)? {
        match ebauche::ebauche(&apercu, &nom, referentiel) {
            Ok(texte) => return Ok(texte),
            Err(e) => dernier = dernier.or(Some(e)),
        }
    }
    Err(dernier.unwrap_or_else(|| ErreurEbauche::SansCle(String::new())))
}

fn apercus(chemin: &Path, feuille: Option<&str>) -> Result<Vec<Apercu>, ErreurDonnees> {
    let nom = chemin.display().to_string();
    let erreur = |probleme: String| ErreurDonnees::new(Emplacement::fichier(nom.clone()), probleme);
    let illisible = |e: std::io::Error| erreur(format!("fichier illisible ({})", e.kind()));
    let tete = lire::tete(&fichier(chemin)).map_err(illisible)?;
    let octets = tete.octets.as_slice();
    let petit = nom.to_lowercase();
    let classeur = petit.ends_with(".xlsx") || petit.ends_with(".xlsm");
    match nature::nature(&petit, octets) {
        Some(Nature::Ods | Nature::Xls) => return du_classeur(chemin, feuille, &erreur),
        _ if octets.starts_with(b"PK\x03\x04") || classeur => {
            return du_classeur(chemin, feuille, &erreur);
        }
        Some(Nature::Parquet) => {
            let fichier = fichier(chemin);
            let ouvert = parquet::ouvre(&fichier, tete.gzip, parquet::TENUS_MAX);
            let lu = ouvert.map_err(illisible)?;
            let lu = lu.map_err(|defaut| parquet::refus(&fichier, &defaut))?.0;
            return Ok(vec![lu.apercu(EBAUCHE_MAX).0]);
        }
        Some(nature) => return Err(erreur(nature.message())),
        None if octets.contains(&0)
            && !octets.starts_with(&UTF_16[0])
            && !octets.starts_with(&UTF_16[1]) =>
        {
            return Err(erreur(texte::motif_binaire(octets).to_owned()));
        }
        None => {}
    }
    Ok(vec![apercu_de_texte(&tete).0])
}

/// A file given by its path, outside any data folder.
fn fichier(chemin: &Path) -> Fichier {
    Fichier {
        chemin: chemin.to_owned(),
        nom: chemin.display().to_string(),
        taille: 0,
        membre: None,
    }
}

fn du_classeur(
    chemin: &Path,
    feuille: Option<&str>,
    erreur: &dyn Fn(String) -> ErreurDonnees,
) -> Result<Vec<Apercu>, ErreurDonnees> {
    let contenu = lire::tout(&fichier(chemin), lire::TAILLE_MAX)
        .map_err(|e| erreur(format!("fichier illisible ({})", e.kind())))?;
    let mut classeur = match Classeur::ouvre(&contenu.octets, lire::TAILLE_MAX) {
        Ok(Some(classeur)) => classeur,
        Ok(None) => return Err(erreur(Nature::Zip.message())),
        Err(defaut) => return Err(erreur(defaut.texte)),
    };
    let toutes = classeur.feuilles();
    let voulues = toutes
        .iter()
        .filter(|f| feuille.is_none_or(|v| v == f.as_str()));
    let mut apercus = Vec::new();
    for nom in voulues {
        if classeur.est_tableau(nom) {
            apercus.push(classeur.apercu(nom).map_err(erreur)?);
        }
    }
    if apercus.is_empty() {
        return Err(erreur("aucune feuille de ce nom".to_owned()).attendu(toutes.join(", ")));
    }
    Ok(apercus)
}
