//! Which columns of a list hold the communes: codes, a code in two columns, or names.

use std::collections::BTreeSet;

use crate::model::ErreurDonnees;

use crate::load::perimetre::etude::{self, Colonne};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::intitules::Sens;
use crate::load::perimetre::lexique::Lexique;
use crate::load::source::code_en_deux::compose;

/// Where the communes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choix {
    /// One column of codes.
    Code(usize),
    /// Codes in all the cells that hold some: a list pasted with several codes by line.
    Partout,
    /// A column of départements and a column of commune numbers.
    Compose(usize, usize),
    /// Names; every cell of words when the list has no other column.
    Noms(usize),
}

/// What each column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonnes {
    /// Where the communes are.
    pub choix: Choix,
    /// Names beside the codes.
    pub nom: Option<usize>,
    /// Other columns of names when one list was pasted over several.
    pub noms_partout: BTreeSet<usize>,
    /// Départements, to tell homonyms apart.
    pub departement: Option<usize>,
    /// Postal codes, a weaker hint of the département.
    pub postal: Option<usize>,
    /// Parts, in percent when true.
    pub part: Option<(usize, bool)>,
    /// Names of CPTS.
    pub cpts: Option<usize>,
    /// Columns that have a header.
    pub titrees: BTreeSet<usize>,
    /// Titles of the columns that looked like codes and were left out.
    pub ecartees: Vec<String>,
}

/// A list being studied.
pub(super) struct Etude<'a, 'r> {
    pub(super) fichier: &'a str,
    pub(super) entete: Option<&'a Ligne>,
    pub(super) lignes: &'a [Ligne],
    pub(super) lexique: &'a Lexique<'r>,
    pub(super) colonnes: Vec<Colonne>,
}

/// Finds the columns; `entete` is the header row when there is one.
///
/// # Errors
/// [`ErreurDonnees`] when no column holds codes nor names, when several could be the codes, or when the codes are not
/// those of the communes named beside.
pub fn trouve(
    fichier: &str,
    entete: Option<&Ligne>,
    lignes: &[Ligne],
    lexique: &Lexique,
) -> Result<Colonnes, ErreurDonnees> {
    let etude = Etude {
        fichier,
        entete,
        lignes,
        lexique,
        colonnes: etude::colonnes(entete, lignes, lexique),
    };
    let (choix, mut ecartees) = etude.choix()?;
    let (noms_partout, repetees) = etude.noms_partout(&choix);
    ecartees.extend(repetees);
    let rang = |sens: Sens| {
        etude
            .colonnes
            .iter()
            .find(|c| c.sens == sens)
            .map(|c| c.rang)
    };
    let part = etude.colonnes.iter().find_map(|c| match c.sens {
        Sens::Part(pourcent) => Some((c.rang, pourcent)),
        _ => None,
    });
    Ok(Colonnes {
        nom: match choix {
            Choix::Noms(_) | Choix::Partout => None,
            Choix::Code(pris) | Choix::Compose(_, pris) => etude.noms(Some(pris)),
        },
        departement: rang(Sens::Departement).or_else(|| etude.departements(&choix)),
        noms_partout,
        postal: rang(Sens::Postal),
        part,
        cpts: rang(Sens::Cpts).filter(|r| choix != Choix::Noms(*r)),
        titrees: etude.titrees(),
        choix,
        ecartees,
    })
}

impl Etude<'_, '_> {
    fn titrees(&self) -> BTreeSet<usize> {
        self.entete
            .into_iter()
            .flat_map(Ligne::pleines)
            .map(|(rang, _)| rang)
            .collect()
    }

    fn choix(&self) -> Result<(Choix, Vec<String>), ErreurDonnees> {
        let toutes: Vec<&Colonne> = self.colonnes.iter().filter(|c| c.peut_coder()).collect();
        let existe = toutes.iter().any(|c| c.connus * 10 >= c.codes * 8);
        let gardees: Vec<&Colonne> = toutes
            .iter()
            .copied()
            .filter(|c| !existe || c.existe())
            .collect();
        let une = self.titrees().len() <= 1;
        let intitulees: Vec<&&Colonne> = gardees
            .iter()
            .filter(|c| matches!(c.sens, Sens::Code(_)))
            .collect();
        let rang = match gardees.as_slice() {
            [] => return Ok((self.sans_codes()?, Vec::new())),
            [seule] => seule.rang,
            _ if une && intitulees.len() == 1 => return Ok((Choix::Partout, Vec::new())),
            _ => match self.departage(&gardees) {
                Some(rang) => rang,
                None if une && self.ensemble(&gardees) => return Ok((Choix::Partout, Vec::new())),
                None => return Err(self.plusieurs(&gardees)),
            },
        };
        let Some(retenue) = self.colonnes.get(rang) else {
            return Err(self.introuvable());
        };
        // The second half of the codes, even when a cell that is wrong looks like a whole one.
        let moitie = self
            .compose()
            .filter(|(_, c)| *c == rang && retenue.courts > 0);
        if let Some((departement, commune)) = moitie {
            return Ok((Choix::Compose(departement, commune), Vec::new()));
        }
        if let Some(autre) = self.dement(retenue)? {
            return Ok((autre, Vec::new()));
        }
        if une && let Some(partout) = self.ailleurs(retenue)? {
            return Ok((partout, Vec::new()));
        }
        if let Some(double) = self.double(retenue) {
            return Err(self.plusieurs(&[retenue, double]));
        }
        let nombres = |c: &Colonne| self.entete.is_none() && c.connus > 0;
        let ecartees = self.colonnes.iter().filter(|c| c.rang != rang);
        let ecartees =
            ecartees.filter(|c| matches!(c.sens, Sens::Code(_)) && c.pleines > 0 || nombres(c));
        let titres = ecartees.map(|c| self.titre(c.rang)).collect();
        Ok((Choix::Code(rang), titres))
    }

    /// No column of codes: a code in two columns, names, a lone column, or nothing.
    fn sans_codes(&self) -> Result<Choix, ErreurDonnees> {
        if let Some((departement, commune)) = self.compose() {
            return Ok(Choix::Compose(departement, commune));
        }
        let intitulee = self
            .colonnes
            .iter()
            .find(|c| matches!(c.sens, Sens::Code(_)) && c.pleines > c.courts);
        if let Some(nom) = self.noms(None)
            && self.reconnus(nom) * 10 >= self.lignes.len() * 3
            && intitulee.is_none_or(|c| c.rang == nom)
        {
            return Ok(Choix::Noms(nom));
        }
        if let Some(colonne) = intitulee {
            return Ok(Choix::Code(colonne.rang));
        }
        match self.colonnes.as_slice() {
            [seule]
                if matches!(seule.sens, Sens::SansTitre | Sens::Nom(_) | Sens::Inconnu)
                    && seule.courts * 2 < seule.pleines =>
            {
                Ok(if seule.mots * 2 >= seule.pleines {
                    Choix::Noms(0)
                } else {
                    Choix::Code(0)
                })
            }
            _ => Err(self.introuvable()),
        }
    }

    /// A column of départements beside a column of short numbers, when most of the codes they make exist.
    fn compose(&self) -> Option<(usize, usize)> {
        let commune = |c: &&Colonne| {
            let ouverte = matches!(
                c.sens,
                Sens::Code(_) | Sens::Nom(_) | Sens::Inconnu | Sens::SansTitre
            );
            // Under its header, a faulty cell is told as one: it does not change what its column is.
            let seuil = if matches!(c.sens, Sens::Code(_)) {
                5
            } else {
                9
            };
            ouverte && (c.courts + c.codes) * 10 >= c.pleines * seuil && c.courts > 0
        };
        let departement = |c: &&Colonne| {
            matches!(c.sens, Sens::Departement)
                || self.entete.is_none() && c.courts + c.mots >= c.pleines
        };
        let paires = self.colonnes.iter().filter(departement).flat_map(|d| {
            let communes = self
                .colonnes
                .iter()
                .filter(commune)
                .filter(|c| c.rang != d.rang);
            communes.map(move |c| (d.rang, c.rang))
        });
        let notees = paires.map(|(d, c)| {
            let lus = self
                .lignes
                .iter()
                .filter_map(|l| compose(l.cellule(d), l.cellule(c)));
            (
                lus.filter(|code| self.lexique.connu(*code)).count(),
                std::cmp::Reverse((d, c)),
            )
        });
        let (connus, std::cmp::Reverse(paire)) = notees.max()?;
        let seuil = if self.entete.is_some() { 5 } else { 9 };
        (connus > 0 && connus * 10 >= self.lignes.len() * seuil).then_some(paire)
    }
}
