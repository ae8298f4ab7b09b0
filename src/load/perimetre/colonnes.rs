//! Which columns of a list hold the communes: codes, a code in two columns, or names.

use std::collections::BTreeSet;

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::entete::Sens;
use crate::load::perimetre::etude::{self, Colonne, accord, compose};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lexique::Lexique;

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
    let (choix, ecartees) = etude.choix()?;
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
        postal: rang(Sens::Postal),
        part,
        cpts: rang(Sens::Cpts),
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
        if let Some(autre) = self.dement(retenue)? {
            return Ok((autre, Vec::new()));
        }
        if une && let Some(partout) = self.ailleurs(retenue)? {
            return Ok((partout, Vec::new()));
        }
        let ecartees = self.colonnes.iter().filter(|c| c.rang != rang);
        let ecartees = ecartees.filter(|c| matches!(c.sens, Sens::Code(_)) && c.pleines > 0);
        Ok((
            Choix::Code(rang),
            ecartees.map(|c| c.titre.clone()).collect(),
        ))
    }

    /// Codes in columns that nothing names: one list pasted over several columns, or a doubt that is told.
    fn ailleurs(&self, retenue: &Colonne) -> Result<Option<Choix>, ErreurDonnees> {
        let nom = self.noms(Some(retenue.rang));
        let sure = |c: &&Colonne| c.codes > 0 && c.connus * 10 >= c.codes * 8;
        let autres = self
            .colonnes
            .iter()
            .filter(|c| c.rang != retenue.rang && c.codes + c.douteux > 0);
        let mut toutes: Vec<&Colonne> = autres.filter(|c| nom.is_none() || sure(c)).collect();
        if toutes.is_empty() {
            return Ok(None);
        }
        let nommees = |c: &&Colonne| {
            [c.rang + 1, c.rang.wrapping_sub(1)].into_iter().any(|n| {
                let (oui, total) = accord(self.lignes, c.rang, n, self.lexique);
                total > 0 && oui * 10 >= total * 8
            })
        };
        let paires = nom.is_some() && toutes.iter().all(nommees);
        toutes.insert(0, retenue);
        let intitulee = matches!(retenue.sens, Sens::Code(_)) && nom.is_none();
        if intitulee || (nom.is_none() || paires) && self.ensemble(&toutes) {
            return Ok(Some(Choix::Partout));
        }
        Err(self.plusieurs(&toutes))
    }

    /// The column of codes among several: by its header, by the names beside, or because they say the same.
    fn departage(&self, candidates: &[&Colonne]) -> Option<usize> {
        let intitulees: Vec<&Colonne> = candidates
            .iter()
            .copied()
            .filter(|c| matches!(c.sens, Sens::Code(_)))
            .collect();
        let reste = if intitulees.is_empty() {
            candidates
        } else {
            intitulees.as_slice()
        };
        if let [seule] = reste {
            return Some(seule.rang);
        }
        let insee: Vec<&&Colonne> = reste.iter().filter(|c| explicite(c)).collect();
        if let [seule] = insee.as_slice() {
            return Some(seule.rang);
        }
        let juste = |c: &&&Colonne| {
            self.noms(Some(c.rang)).is_some_and(|nom| {
                let (oui, total) = accord(self.lignes, c.rang, nom, self.lexique);
                total > 0 && oui * 10 >= total * 8
            })
        };
        let justes: Vec<&&Colonne> = reste.iter().filter(juste).collect();
        let premiere = reste.first()?;
        let memes = |c: &&Colonne| {
            let lus = |l: &Ligne, rang: usize| match lire_cellule(l.cellule(rang)) {
                Contenu::Codes(codes) => codes.into_iter().map(|c| c.code).collect(),
                _ => Vec::new(),
            };
            self.lignes
                .iter()
                .all(|l| lus(l, c.rang) == lus(l, premiere.rang))
        };
        match justes.as_slice() {
            [seule] => Some(seule.rang),
            _ => reste.iter().all(memes).then_some(premiere.rang),
        }
    }

    /// Whether the columns are one list: nearly all their codes exist, in few départements.
    fn ensemble(&self, candidates: &[&Colonne]) -> bool {
        let (mut codes, mut connus, mut departements) = (0, 0, BTreeSet::new());
        for ligne in self.lignes {
            for colonne in candidates {
                if let Contenu::Codes(lus) = lire_cellule(ligne.cellule(colonne.rang)) {
                    codes += lus.len();
                    connus += lus.iter().filter(|c| self.lexique.connu(c.code)).count();
                    departements.extend(lus.iter().map(|c| c.code.departement().to_owned()));
                }
            }
        }
        connus * 2 >= codes && departements.len() <= 4.max(codes / 4)
    }

    /// The names beside say that these are not the codes of the communes: names are read, or the list is refused.
    fn dement(&self, retenue: &Colonne) -> Result<Option<Choix>, ErreurDonnees> {
        let Some(nom) = self.noms(Some(retenue.rang)) else {
            return Ok(None);
        };
        let (oui, total) = accord(self.lignes, retenue.rang, nom, self.lexique);
        let doute = !retenue.existe() || total > 0 && oui * 2 < total;
        let intitule = matches!(retenue.sens, Sens::Code(_));
        let nommee = self
            .colonnes
            .get(nom)
            .is_some_and(|c| matches!(c.sens, Sens::Nom(_)));
        let lisibles = || self.reconnus(nom) * 10 >= self.lignes.len() * 8;
        if !doute || (intitule && explicite(retenue) && !retenue.existe()) {
            return Ok(None);
        }
        let faible = !retenue.existe() || (nommee && !intitule);
        if faible && lisibles() {
            return Ok(Some(Choix::Noms(nom)));
        }
        if total < 2 || !lisibles() {
            return Ok(None);
        }
        let exemple = self.lignes.iter().find(|l| !l.cellule(nom).is_empty());
        let lieu = Emplacement::fichier(self.fichier);
        let lieu = exemple.map_or(lieu.clone(), |l| lieu.ligne(l.numero));
        Err(ErreurDonnees::new(
            lieu,
            format!("les codes ne sont pas ceux des communes nommées à côté ({} sur {total} s'accordent)", oui),
        )
        .valeur(exemple.map(Ligne::resume).unwrap_or_default())
        .attendu("le code INSEE de la commune dont le nom est sur la même ligne (ni code postal, ni ligne décalée)")
        .remede("corrigez les codes, ou supprimez leur colonne : les communes seront lues par leur nom"))
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
            ouverte && (c.courts + c.codes) * 10 >= c.pleines * 9 && c.courts > 0
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

    /// The column of names: the only headed one, else the one whose words are the most often communes.
    fn noms(&self, pris: Option<usize>) -> Option<usize> {
        let autres = || {
            self.colonnes
                .iter()
                .filter(|c| Some(c.rang) != pris && c.peut_nommer())
        };
        let intitulees: Vec<&Colonne> = autres()
            .filter(|c| matches!(c.sens, Sens::Nom(_)))
            .collect();
        if let [seule] = intitulees.as_slice() {
            return Some(seule.rang);
        }
        let mut rangs = autres().map(|c| (self.reconnus(c.rang), std::cmp::Reverse(c.rang)));
        let seul = self.entete.is_none() && autres().count() == 1;
        let (reconnus, std::cmp::Reverse(rang)) = match seul {
            true => rangs.next()?,
            false => rangs.max()?,
        };
        (seul || reconnus * 10 >= self.lignes.len() * 3).then_some(rang)
    }

    /// Rows whose cell is the name of a commune.
    fn reconnus(&self, rang: usize) -> usize {
        let nommee = |l: &&Ligne| {
            let cellule = l.cellule(rang);
            !cellule.is_empty() && self.lexique.est_commune(cellule)
        };
        self.lignes.iter().filter(nommee).count()
    }

    /// Without header: the column whose cells are all départements, beside names.
    fn departements(&self, choix: &Choix) -> Option<usize> {
        let Choix::Noms(nom) = *choix else {
            return None;
        };
        let tous = |c: &&Colonne| {
            let lus = self
                .lignes
                .iter()
                .map(|l| l.cellule(c.rang))
                .filter(|t| !t.is_empty());
            c.pleines > 0
                && lus
                    .into_iter()
                    .all(|t| self.lexique.departement(t).is_some())
        };
        let libres = self
            .colonnes
            .iter()
            .filter(|c| c.rang != nom && matches!(c.sens, Sens::SansTitre));
        libres.clone().find(tous).map(|c| c.rang)
    }
}

/// A header that says INSEE or COG, not only « code ».
fn explicite(colonne: &Colonne) -> bool {
    let nom = crate::base::normaliser(&colonne.titre).replace(' ', "");
    ["insee", "codgeo", "depcom", "cog"]
        .iter()
        .any(|m| nom.contains(m))
}
