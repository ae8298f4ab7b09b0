//! The column of names of a list, and what it says of the codes beside.

use std::collections::BTreeSet;

use crate::base::normaliser;
use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::colonnes::{Choix, Etude};
use crate::load::perimetre::etude::{Colonne, accord, explicite};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::intitules::Sens;

impl Etude<'_, '_> {
    /// The names beside say that these are not the codes of the communes: names are read, or the list is refused.
    pub(super) fn dement(&self, retenue: &Colonne) -> Result<Option<Choix>, ErreurDonnees> {
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

    /// The column of names: the only headed one, else the one whose words are the most often communes.
    pub(super) fn noms(&self, pris: Option<usize>) -> Option<usize> {
        let autres = || {
            self.colonnes
                .iter()
                .filter(|c| Some(c.rang) != pris && c.peut_nommer())
                .filter(|c| pris.is_none() || c.sens != Sens::Inconnu || !self.repete(c.rang))
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

    /// Whether a column says the same name on several rows, as a sector does.
    fn repete(&self, rang: usize) -> bool {
        let mut vus = BTreeSet::new();
        let mut lus = self.lignes.iter().map(|l| normaliser(l.cellule(rang)));
        lus.any(|t| !t.is_empty() && !vus.insert(t))
    }

    /// Rows whose cell is the name of a commune.
    pub(super) fn reconnus(&self, rang: usize) -> usize {
        let nommee = |l: &&Ligne| {
            let cellule = l.cellule(rang);
            !cellule.is_empty() && self.lexique.nomme(cellule)
        };
        self.lignes.iter().filter(nommee).count()
    }

    /// The header of a column, or its number.
    pub(super) fn titre(&self, rang: usize) -> String {
        let titre = self.colonnes.get(rang).map(|c| c.titre.as_str());
        match titre.filter(|t| !t.is_empty()) {
            Some(titre) => titre.to_owned(),
            None => format!("n° {}", rang + 1),
        }
    }

    /// The other columns of communes: one list pasted over several columns; or, when a commune comes
    /// twice as a chief town would, columns left out, to be told.
    pub(super) fn noms_partout(&self, choix: &Choix) -> (BTreeSet<usize>, Vec<String>) {
        let Choix::Noms(rang) = choix else {
            return Default::default();
        };
        let departement = self.departements(choix);
        let ouverte =
            |c: &&Colonne| matches!(c.sens, Sens::Nom(_) | Sens::Inconnu | Sens::SansTitre);
        let libre = |c: &&Colonne| {
            c.rang != *rang && Some(c.rang) != departement && c.mots > 0 && ouverte(c)
        };
        let autres = self.colonnes.iter().filter(libre);
        let rangs: BTreeSet<usize> = autres
            .filter(|c| self.reconnus(c.rang) * 2 >= c.mots)
            .filter(|c| departement.is_none() || c.sens != Sens::Inconnu)
            .map(|c| c.rang)
            .collect();
        let cellules = |l: &Ligne| -> Vec<String> {
            let lues = rangs.iter().chain([rang]);
            let lues = lues.map(|r| normaliser(l.cellule(*r)));
            lues.filter(|t| !t.is_empty()).collect()
        };
        let mut vus = BTreeSet::new();
        let mut toutes = self.lignes.iter().flat_map(cellules);
        let genre = |r: &usize| {
            self.colonnes
                .get(*r)
                .map(|c| matches!(c.sens, Sens::Nom(_)))
        };
        let memes = rangs.iter().all(|r| genre(r) == genre(rang));
        if memes && toutes.all(|t| vus.insert(t)) {
            return (rangs, Vec::new());
        }
        let titres = rangs.iter().map(|r| self.titre(*r)).collect();
        (BTreeSet::new(), titres)
    }

    /// Without header: the column whose cells are all départements, beside names.
    pub(super) fn departements(&self, choix: &Choix) -> Option<usize> {
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
        let libre = |c: &&Colonne| c.rang != nom && matches!(c.sens, Sens::SansTitre);
        let mut libres = self.colonnes.iter().filter(libre);
        libres
            .find(|c| tous(c) && !self.numerote(c.rang))
            .map(|c| c.rang)
    }

    /// A column that counts the rows: 1, 2, 3.
    fn numerote(&self, rang: usize) -> bool {
        let lus = self.lignes.iter().map(|l| l.cellule(rang).parse().ok());
        self.lignes.len() > 1 && lus.eq((1..=self.lignes.len()).map(Some))
    }
}
