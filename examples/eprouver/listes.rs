//! One code or one share of a list of communes made unreadable: the list is refused, gives the same perimeter, or names the line
//! that it passed over (a word above the first commune may be a title).

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cpts::load::perimetre::{fichier, liste};
use cpts::model::{Perimetre, Referentiel};
use rust_xlsxwriter::Workbook;

use crate::alea::Alea;
use crate::degats::cellule;
use crate::mutation::rang;

/// Communes and their shares.
type Communes = Vec<(String, f64)>;

/// The lists of the fictional territory, and what they are lists of.
pub struct Listes {
    referentiel: Arc<Referentiel>,
    listes: Vec<(String, Vec<u8>, Communes)>,
}

impl Listes {
    /// Reads the lists.
    #[expect(
        clippy::unwrap_used,
        reason = "the samples are those of the repository"
    )]
    pub fn lire(echantillons: &Path) -> Self {
        let territoire = echantillons.join("territoire-fictif/referentiel.csv");
        let referentiel = cpts::load::projet::referentiel::lire_referentiel(&territoire).unwrap();
        let mut listes = Self {
            referentiel: Arc::new(referentiel),
            listes: Vec::new(),
        };
        for nom in [
            "territoire-fictif/perimetre.csv",
            "utilisateur/csv-noms-evidents/perimetre.txt",
        ] {
            let octets = fs::read(echantillons.join(nom)).unwrap();
            let fin = nom.rsplit('/').next().unwrap();
            let (communes, _) = listes.communes(fin, &octets).unwrap();
            listes.listes.push((fin.to_owned(), octets, communes));
        }
        listes
    }

    /// Damages a list, as a text or as a workbook, and compares.
    pub fn eprouver(&self, alea: &mut Alea) -> Result<(), String> {
        let Some((nom, octets, vraies)) = self.listes.get(rang(alea, self.listes.len())) else {
            return Ok(());
        };
        let Some((abimee, dit)) = cellule(alea, octets, 0) else {
            return Ok(());
        };
        let ligne = dit.split([' ', ',']).nth(1).unwrap_or_default();
        let classeur = if alea.entier(0, 1) == 0 {
            en_classeur(&abimee)
        } else {
            None
        };
        let lues = match classeur {
            Some(classeur) => self.communes("perimetre.xlsx", &classeur),
            None => self.communes(nom, &abimee),
        };
        match lues {
            Ok((lues, dites)) if lues != *vraies && !nomme(&dites, ligne) => Err(format!(
                "{nom}, {dit} : {} communes au lieu de {}",
                lues.len(),
                vraies.len()
            )),
            _ => Ok(()),
        }
    }

    /// The communes of a list and their shares, and what is said of the list.
    fn communes(&self, nom: &str, octets: &[u8]) -> Result<(Communes, String), String> {
        let dossier = tempfile::tempdir().map_err(|e| e.to_string())?;
        let chemin = dossier.path().join(nom);
        fs::write(&chemin, octets).map_err(|e| e.to_string())?;
        let lue = fichier::lire(&chemin).map_err(|e| e.to_string())?;
        let liste = liste::lire_liste(&lue, &self.referentiel).map_err(|e| e.to_string())?;
        let expression = liste.expression();
        let perimetre: Perimetre = cpts::perimetre::resoudre(&expression, &self.referentiel, None)
            .map_err(|e| e.to_string())?;
        let membres = perimetre.membres.iter();
        let communes = membres.map(|m| (format!("{:?}", m.unite), m.part));
        let dites = liste.constats.iter().map(|c| c.texte.as_str());
        Ok((communes.collect(), dites.collect::<Vec<_>>().join(" ")))
    }
}

/// Whether what is said of a list names a line of it: « ligne 2 », « lignes 1, 2 », « lignes 1 et 2 ».
fn nomme(dites: &str, ligne: &str) -> bool {
    dites.split("ligne").skip(1).any(|suite| {
        let suite = suite.strip_prefix('s').unwrap_or(suite);
        let nombre = |c: char| !c.is_ascii_digit();
        let liste = suite.split(|c: char| !(c.is_ascii_digit() || " ,et\u{a0}".contains(c)));
        let liste = liste.into_iter().next().unwrap_or_default();
        liste.split(nombre).any(|mot| mot == ligne)
    })
}

/// The rows of a text in a sheet, whole numbers as numbers.
fn en_classeur(octets: &[u8]) -> Option<Vec<u8>> {
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet();
    for (ligne, texte) in (0_u32..).zip(std::str::from_utf8(octets).ok()?.lines()) {
        for (colonne, cellule) in (0_u16..).zip(texte.split(';')) {
            let net = cellule.trim().trim_matches('"').trim();
            match net.parse::<u32>() {
                Ok(x) => feuille.write(ligne, colonne, x).ok()?,
                Err(_) => feuille.write(ligne, colonne, net).ok()?,
            };
        }
    }
    classeur.save_to_buffer().ok()
}
