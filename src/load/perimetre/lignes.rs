//! From the rows of a list to its communes: each is read, by its code or by its name, or refused with a remedy.

use std::cell::Cell;

use crate::model::{CodeCommune, Emplacement, ErreurDonnees};
use crate::perimetre::LigneListe;

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::colonnes::{Choix, Colonnes};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::jetons::Reparation;
use crate::load::perimetre::lexique::Lexique;

/// How a commune was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lecture {
    /// By its code, as written.
    Code,
    /// By its code, mended.
    Repare(Reparation),
    /// By its name.
    Nom,
}

/// A commune read, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Lue {
    /// The commune as the perimeter takes it.
    pub ligne: LigneListe,
    /// How it was read.
    pub lecture: Lecture,
    /// The cell it was read from.
    pub ecrit: String,
}

/// Reads rows: what is needed to do it.
pub struct Lecteur<'a, 'r> {
    /// File (and sheet) for messages.
    pub fichier: &'a str,
    /// Header.
    pub entete: Option<&'a Ligne>,
    /// Columns.
    pub colonnes: &'a Colonnes,
    /// Codes and names known.
    pub lexique: &'a Lexique<'r>,
    /// Proposals that may still be looked for: a search reads all the names of France.
    pub propositions: Cell<usize>,
}

/// Remedy when nothing better can be proposed.
pub(super) const CORRIGER: &str =
    "corrigez la cellule, supprimez la ligne, ou mettez # au début pour l'ignorer";

impl Lecteur<'_, '_> {
    /// Communes of a row.
    ///
    /// # Errors
    /// Every cell that should hold a commune and does not, with the place, the value and a proposal.
    pub fn lire(&self, ligne: &Ligne) -> Result<Vec<Lue>, Vec<ErreurDonnees>> {
        self.rien_au_dela(ligne)
            .and_then(|()| self.rien_en_pourcents(ligne))
            .map_err(|e| vec![e])?;
        let (lues, mut erreurs) = match self.colonnes.choix {
            Choix::Code(rang) => self.cellule(ligne, rang, true),
            Choix::Partout => self.partout(ligne),
            Choix::Compose(departement, commune) => self.compose(ligne, departement, commune),
            Choix::Noms(rang) if self.seule_colonne(ligne) => self.tous_les_noms(ligne, rang),
            Choix::Noms(rang) => self.cellule(ligne, rang, true),
        };
        let mut lues = lues;
        match self.part(ligne) {
            Ok(part) => lues
                .iter_mut()
                .for_each(|l| l.ligne.part = part.or(l.ligne.part)),
            Err(erreur) => erreurs.push(erreur),
        }
        if erreurs.is_empty() {
            Ok(lues)
        } else {
            Err(erreurs)
        }
    }

    pub(super) fn lieu(&self, ligne: &Ligne, rang: usize) -> Emplacement {
        let lieu = Emplacement::fichier(self.fichier).ligne(ligne.numero);
        match self
            .entete
            .map(|l| l.cellule(rang))
            .filter(|t| !t.is_empty())
        {
            Some(titre) => lieu.colonne(titre),
            None => lieu,
        }
    }

    fn seule_colonne(&self, ligne: &Ligne) -> bool {
        if !self.colonnes.noms_partout.is_empty() {
            return true;
        }
        self.entete.is_some() && self.colonnes.titrees.len() <= 1 && ligne.pleines().count() > 1
    }

    /// A cell under no header must not hold a commune.
    fn rien_au_dela(&self, ligne: &Ligne) -> Result<(), ErreurDonnees> {
        let libre = self.entete.is_none() || self.colonnes.titrees.len() <= 1;
        let noms = matches!(self.colonnes.choix, Choix::Noms(_));
        let lu = |r: usize| match self.colonnes.choix {
            Choix::Code(rang) | Choix::Noms(rang) => r == rang,
            Choix::Compose(d, c) => r == d || r == c,
            Choix::Partout => true,
        };
        let commune = |c: &str| match lire_cellule(c) {
            Contenu::Codes(codes) => !libre && codes.iter().any(|c| self.lexique.connu(c.code)),
            Contenu::Douteux(texte) => !libre || texte.chars().any(char::is_alphabetic),
            Contenu::Mots => !libre && noms && self.lexique.est_commune(c),
            Contenu::Vide => false,
        };
        let annexe =
            |r: usize| Some(r) == self.colonnes.departement || Some(r) == self.colonnes.nom;
        let mut dehors = ligne
            .pleines()
            .filter(|(r, _)| !self.colonnes.titrees.contains(r) && !lu(*r) && !annexe(*r));
        match dehors.find(|(_, c)| commune(c)) {
            None => Ok(()),
            Some((_, cellule)) => Err(ErreurDonnees::new(
                self.lieu(ligne, usize::MAX),
                "une cellule hors des colonnes nommées tient une commune",
            )
            .valeur(cellule)
            .attendu("les communes dans une seule colonne, ou une liste sans en-tête")
            .remede("mettez une commune par ligne, ou nommez cette colonne")),
        }
    }

    /// Communes of one cell; the row must hold one when `requise`.
    pub(super) fn cellule(
        &self,
        ligne: &Ligne,
        rang: usize,
        requise: bool,
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let cellule = ligne.cellule(rang);
        match lire_cellule(cellule) {
            Contenu::Codes(codes) => self.codes(ligne, rang, &codes),
            Contenu::Douteux(texte) => (Vec::new(), vec![self.douteux(ligne, rang, &texte)]),
            Contenu::Mots => self.un_nom(ligne, rang, cellule),
            Contenu::Vide => match self.colonnes.nom.map(|n| (n, ligne.cellule(n))) {
                Some((n, nom)) if !nom.is_empty() => self.un_nom(ligne, n, nom),
                _ if requise => (Vec::new(), vec![self.manque(ligne, rang)]),
                _ => (Vec::new(), Vec::new()),
            },
        }
    }

    pub(super) fn lue(
        &self,
        ligne: &Ligne,
        rang: usize,
        code: CodeCommune,
        nom: Option<String>,
        lecture: Lecture,
    ) -> Lue {
        Lue {
            ecrit: nom
                .clone()
                .unwrap_or_else(|| ligne.cellule(rang).to_owned()),
            ligne: LigneListe {
                code,
                part: None,
                nom: nom.filter(|_| lecture != Lecture::Nom),
                origine: self.lieu(ligne, rang),
            },
            lecture,
        }
    }

    /// Codes wherever they are; words beside a code are its name, which is checked, and words alone are a name.
    fn partout(&self, ligne: &Ligne) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let (mut lues, mut erreurs): (Vec<Lue>, Vec<ErreurDonnees>) = (Vec::new(), Vec::new());
        let code = |c: &str| matches!(lire_cellule(c), Contenu::Codes(_));
        let mots = |c: &str| {
            c.chars().any(char::is_alphabetic) && matches!(lire_cellule(c), Contenu::Mots)
        };
        let codee = ligne.pleines().any(|(_, c)| code(c));
        let devant = ligne.pleines().next().is_some_and(|(_, c)| mots(c));
        let mut attente: Option<(usize, &str)> = None;
        for (rang, cellule) in ligne
            .pleines()
            .filter(|(_, c)| c.chars().any(char::is_alphanumeric))
        {
            let libre = lues
                .last_mut()
                .filter(|l| codee && !devant && l.ligne.nom.is_none());
            if codee && devant && mots(cellule) && attente.is_none() {
                attente = Some((rang, cellule));
                continue;
            }
            if let Some(lue) = libre
                && mots(cellule)
            {
                lue.ligne.nom = Some(cellule.to_owned());
                continue;
            }
            let (mut l, e) = self.cellule(ligne, rang, false);
            if let (Some(premiere), true) = (l.first_mut(), code(cellule))
                && let Some((_, nom)) = attente.take()
            {
                premiere.ligne.nom.get_or_insert(nom.to_owned());
            }
            lues.extend(l);
            erreurs.extend(e);
        }
        if let Some((rang, nom)) = attente {
            let (l, e) = self.un_nom(ligne, rang, nom);
            lues.extend(l);
            erreurs.extend(e);
        }
        (lues, erreurs)
    }
}
