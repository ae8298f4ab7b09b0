//! Why the column of communes of a list cannot be told, with the remedy.

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::colonnes::Etude;
use crate::load::perimetre::etude::Colonne;
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::intitules::Sens;

impl Etude<'_, '_> {
    fn lieu(&self) -> Emplacement {
        let lieu = Emplacement::fichier(self.fichier);
        match self.entete.or_else(|| self.lignes.first()) {
            Some(l) => lieu.ligne(l.numero),
            None => lieu,
        }
    }

    /// Several columns could be the codes: they are named.
    pub(super) fn plusieurs(&self, candidates: &[&Colonne]) -> ErreurDonnees {
        let nom = |c: &&Colonne| match c.titre.is_empty() {
            true => format!("colonne {}", c.rang + 1),
            false => format!("« {} »", c.titre),
        };
        let noms: Vec<String> = candidates.iter().map(nom).collect();
        ErreurDonnees::new(
            self.lieu(),
            format!(
                "plusieurs colonnes ressemblent à des codes communes : {}",
                noms.join(", ")
            ),
        )
        .attendu("une seule colonne de codes communes INSEE, nommée « code_insee »")
        .remede("renommez « code_insee » celle qu'il faut lire, et donnez un autre nom aux autres")
    }

    /// No column holds communes: why, as far as the headers tell.
    pub(super) fn introuvable(&self) -> ErreurDonnees {
        let attendu = "une colonne de codes communes INSEE, nommée par exemple « code_insee », ou une colonne de noms de communes";
        let valeur = self
            .entete
            .or_else(|| self.lignes.first())
            .map(Ligne::resume);
        let erreur = |probleme: &str| {
            let e = ErreurDonnees::new(self.lieu(), probleme).attendu(attendu);
            e.valeur(valeur.clone().unwrap_or_default())
        };
        // Titles alone: no column is to blame.
        if self.colonnes.iter().all(|c| c.pleines == 0) {
            return erreur("aucune ligne sous les titres\u{a0}: la liste est vide")
                .remede("ajoutez les communes, une par ligne, sous les titres");
        }
        if let Some(c) = self.colonnes.iter().find(|c| c.sens == Sens::Postal) {
            let mut e = erreur("un code postal n'est pas un code commune : plusieurs communes le partagent")
                .remede("remplacez les codes postaux par les codes INSEE, ou ajoutez le nom des communes (cpts perimetre chercher \"nom de la commune\" donne les codes)");
            e.emplacement = e.emplacement.clone().colonne(c.titre.clone());
            return e;
        }
        if self.colonnes.iter().any(|c| {
            c.pleines > 0 && c.courts * 10 >= c.pleines * 9 && matches!(c.sens, Sens::Code(_))
        }) {
            return erreur("les codes communes n'ont que trois chiffres, et aucune colonne ne donne le département")
                .remede("ajoutez une colonne « departement », ou écrivez les codes en entier (48095)");
        }
        if self
            .colonnes
            .iter()
            .any(|c| matches!(c.sens, Sens::Nom(_)) && c.mots > 0)
        {
            return erreur("aucune colonne de codes communes, et trop peu de noms de communes sont reconnus")
                .remede("ajoutez une colonne « code_insee » (cpts perimetre chercher \"nom de la commune\" donne les codes)");
        }
        erreur("aucune colonne de codes communes ni de noms de communes")
            .remede("nommez les colonnes sur la première ligne du tableau, avec « code_insee » au-dessus des codes")
    }
}
