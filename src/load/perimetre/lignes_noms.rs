//! Communes of a list read by their names.

use crate::model::ErreurDonnees;

use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lignes::{Lecteur, Lecture, Lue};

impl Lecteur<'_, '_> {
    /// A name: alone in the list it is read; beside codes too, as no line is dropped.
    pub(super) fn un_nom(
        &self,
        ligne: &Ligne,
        rang: usize,
        nom: &str,
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let departement = self.departement(ligne);
        let mut ids = self.lexique.cherche(nom, departement);
        if ids.len() > 1
            && let Some(indice) = self.indice(ligne)
        {
            let dedans = self.lexique.cherche(nom, Some(indice));
            if dedans.len() == 1 {
                ids = dedans;
            }
        }
        match ids.as_slice() {
            [seul] => {
                let code = self.lexique.referentiel.unite(*seul).code;
                (
                    vec![self.lue(ligne, rang, code, Some(nom.to_owned()), Lecture::Nom)],
                    Vec::new(),
                )
            }
            [] if !self.lexique.noms_de(nom).is_empty() => self.plusieurs_noms(ligne, rang, nom),
            [] => (
                Vec::new(),
                vec![self.inconnue(ligne, rang, nom, departement)],
            ),
            plusieurs => (
                Vec::new(),
                vec![self.homonymes(ligne, rang, nom, plusieurs)],
            ),
        }
    }

    fn plusieurs_noms(
        &self,
        ligne: &Ligne,
        rang: usize,
        texte: &str,
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let (mut lues, mut erreurs) = (Vec::new(), Vec::new());
        for nom in self.lexique.noms_de(texte) {
            let (l, e) = self.un_nom(ligne, rang, nom);
            lues.extend(l);
            erreurs.extend(e);
        }
        (lues, erreurs)
    }

    fn departement(&self, ligne: &Ligne) -> Option<usize> {
        self.lexique
            .departement(ligne.cellule(self.colonnes.departement?))
    }

    /// The département that a postal code suggests.
    fn indice(&self, ligne: &Ligne) -> Option<usize> {
        let postal = ligne.cellule(self.colonnes.postal?);
        let chiffres: String = postal.chars().filter(char::is_ascii_digit).collect();
        let chiffres = format!("{chiffres:0>5}");
        let longueur = if chiffres.starts_with("97") || chiffres.starts_with("98") {
            3
        } else {
            2
        };
        self.lexique.departement(chiffres.get(..longueur)?)
    }

    pub(super) fn tous_les_noms(
        &self,
        ligne: &Ligne,
        rang: usize,
    ) -> (Vec<Lue>, Vec<ErreurDonnees>) {
        let (mut lues, mut erreurs) = (Vec::new(), Vec::new());
        let rangs = &self.colonnes.noms_partout;
        let texte = |c: &str| c.chars().any(char::is_alphabetic);
        let lue =
            |r: usize, c: &str| r == rang || rangs.contains(&r) || rangs.is_empty() && texte(c);
        for (r, _) in ligne.pleines().filter(|(r, c)| lue(*r, c)) {
            let (l, e) = self.cellule(ligne, r, false);
            lues.extend(l);
            erreurs.extend(e);
        }
        (lues, erreurs)
    }
}
