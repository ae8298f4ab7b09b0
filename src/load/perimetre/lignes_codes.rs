//! Communes of a list read by their codes.

use crate::model::ErreurDonnees;

use crate::load::perimetre::cellule::CodeEcrit;
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lignes::{CORRIGER, Lecteur, Lecture, Lue};
use crate::load::source::code_en_deux::compose;

impl Lecteur<'_, '_> {
    /// Codes of a cell; a number after a name that is no code is left, as a column of populations is.
    pub(super) fn codes(
        &self,
        ligne: &Ligne,
        rang: usize,
        codes: &[CodeEcrit],
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let (mut lues, mut erreurs) = (Vec::new(), Vec::new());
        for ecrit in codes {
            let departement = |c: &CodeEcrit| c.code.departement().to_owned();
            let voisin = codes.first().map(departement) == Some(departement(ecrit));
            match (ecrit.suit_un_nom, voisin || self.lexique.connu(ecrit.code)) {
                (false, _) => lues.push(self.par_code(ligne, rang, ecrit)),
                (true, true) => erreurs.push(self.code_ou_nombre(ligne, rang, ecrit.code)),
                (true, false) => {}
            }
        }
        (lues, erreurs)
    }

    fn par_code(&self, ligne: &Ligne, rang: usize, ecrit: &CodeEcrit) -> Lue {
        let colonne = self.colonnes.nom.map(|r| ligne.cellule(r).to_owned());
        let nom = colonne
            .filter(|n| !n.is_empty())
            .or_else(|| ecrit.nom.clone());
        let lecture = ecrit.reparation.map_or(Lecture::Code, Lecture::Repare);
        let mut lue = self.lue(ligne, rang, ecrit.code, nom, lecture);
        lue.ligne.part = ecrit.part;
        lue
    }

    pub(super) fn compose(
        &self,
        ligne: &Ligne,
        departement: usize,
        commune: usize,
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let (d, c) = (ligne.cellule(departement), ligne.cellule(commune));
        let nom = self
            .colonnes
            .nom
            .map(|n| (n, ligne.cellule(n)))
            .filter(|(_, n)| !n.is_empty());
        match compose(d, c) {
            Some(code) => {
                let nom = nom.map(|(_, n)| n.to_owned());
                (
                    vec![self.lue(ligne, commune, code, nom, Lecture::Code)],
                    Vec::new(),
                )
            }
            None => {
                match nom {
                    Some((rang, nom)) if c.is_empty() => self.un_nom(ligne, rang, nom),
                    _ => {
                        let erreur = ErreurDonnees::new(self.lieu(ligne, commune), "le département et le numéro de commune ne font pas un code commune")
                        .valeur(format!("{d} | {c}"))
                        .attendu("un département (48, 2A, 971) et un numéro de commune de trois chiffres")
                        .remede(CORRIGER);
                        (Vec::new(), vec![erreur])
                    }
                }
            }
        }
    }
}
