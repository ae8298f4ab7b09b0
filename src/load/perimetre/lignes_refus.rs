//! Why a row of a list holds no commune, with what was probably meant.

use crate::model::{CodeCommune, ErreurDonnees, UniteId};
use crate::perimetre::propose_code;
use crate::tri::Tri;

use crate::load::perimetre::colonnes::Choix;
use crate::load::perimetre::erreur_tableur::{ERREUR_DE_TABLEUR, FORMULE, erreur_de_tableur};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lignes::{CORRIGER, Lecteur};
use crate::load::perimetre::recolle::proposer;

/// A SIREN among communes.
pub(super) const EPCI: &str = "ce nombre est le SIREN d'un EPCI, et non le code d'une commune";

impl Lecteur<'_, '_> {
    pub(super) fn manque(&self, ligne: &Ligne, rang: usize) -> ErreurDonnees {
        ErreurDonnees::new(self.lieu(ligne, rang), "code commune manquant")
            .valeur(ligne.resume())
            .attendu("un code commune INSEE de cinq caractères : 01001, 2A004, 97101…")
            .remede(CORRIGER)
    }

    /// A code badly written: proposals agree with the name beside when there is one.
    pub(super) fn douteux(&self, ligne: &Ligne, rang: usize, texte: &str) -> ErreurDonnees {
        let colonne = self
            .colonnes
            .nom
            .map(|n| ligne.cellule(n))
            .filter(|n| !n.is_empty());
        let mots: String = ligne.cellule(rang).replace(texte, " ");
        let nom = colonne.unwrap_or(&mots);
        let ids = self.propose(|| propose_code(self.lexique.referentiel, texte, Some(nom)));
        let erreur = ErreurDonnees::new(self.lieu(ligne, rang), "ce n'est pas un code commune")
            .valeur(texte)
            .attendu("un code commune INSEE de cinq caractères : 01001, 2A004, 97101…");
        erreur.remede(self.voulue(&ids))
    }

    /// The last number of « 48095 Mende 12202 » is a code or a population: nothing tells.
    pub(super) fn code_ou_nombre(
        &self,
        ligne: &Ligne,
        rang: usize,
        code: CodeCommune,
    ) -> ErreurDonnees {
        ErreurDonnees::new(
            self.lieu(ligne, rang),
            "ce nombre suit le nom d'une commune : est-ce un autre code, ou une population ?",
        )
        .valeur(code.to_string())
        .attendu("une commune par ligne, ou des colonnes séparées : 48095;Mende;12202")
        .remede(
            "séparez les colonnes par des points-virgules, ou mettez chaque commune sur sa ligne",
        )
    }

    fn propose(&self, cherche: impl Fn() -> Vec<UniteId>) -> Vec<UniteId> {
        let reste = self.propositions.get();
        self.propositions.set(reste.saturating_sub(1));
        if reste == 0 { Vec::new() } else { cherche() }
    }

    fn voulue(&self, ids: &[UniteId]) -> String {
        if ids.is_empty() {
            return CORRIGER.to_owned();
        }
        format!(
            "vouliez-vous écrire {} ? sinon {CORRIGER}",
            self.lexique.liste(ids)
        )
    }

    pub(super) fn inconnue(
        &self,
        ligne: &Ligne,
        rang: usize,
        nom: &str,
        departement: Option<usize>,
    ) -> ErreurDonnees {
        if let Some(epci) = self.lexique.epci(nom) {
            return ErreurDonnees::new(self.lieu(ligne, rang), EPCI)
                .valeur(nom)
                .attendu("un code commune INSEE ou un nom de commune")
                .remede(epci);
        }
        if erreur_de_tableur(nom) {
            return ErreurDonnees::new(self.lieu(ligne, rang), ERREUR_DE_TABLEUR)
                .valeur(nom)
                .remede(FORMULE);
        }
        let sans_code = !matches!(self.colonnes.choix, Choix::Noms(_));
        let probleme = match (
            sans_code,
            departement.and_then(|d| self.lexique.referentiel.departements.get(d)),
        ) {
            (true, _) => "ce n'est pas un code commune ni le nom d'une commune".to_owned(),
            (_, None) => "aucune commune ne porte ce nom".to_owned(),
            (_, Some(d)) => format!(
                "aucune commune ne porte ce nom dans le département {} ({})",
                d.code, d.nom
            ),
        };
        let lettres = nom.chars().any(char::is_alphabetic);
        let ids = self.propose(|| {
            let coupe = proposer(nom, self.lexique);
            if lettres && coupe.is_empty() {
                self.lexique.proches(nom, departement)
            } else {
                coupe
            }
        });
        ErreurDonnees::new(self.lieu(ligne, rang), probleme)
            .valeur(nom)
            .attendu(format!(
                "un code commune INSEE, ou le nom d'une commune du {}",
                self.lexique.referentiel.nom
            ))
            .remede(self.voulue(&ids))
    }

    pub(super) fn homonymes(
        &self,
        ligne: &Ligne,
        rang: usize,
        nom: &str,
        ids: &[UniteId],
    ) -> ErreurDonnees {
        let mut tries = ids.to_vec();
        tries.trie_par_cle(|id| {
            (
                std::cmp::Reverse(self.lexique.referentiel.unite(*id).population),
                *id,
            )
        });
        let suite = match ids.len().saturating_sub(5) {
            0 => String::new(),
            1 => " ou une autre".to_owned(),
            n => format!(" ou {n} autres"),
        };
        tries.truncate(5);
        ErreurDonnees::new(
            self.lieu(ligne, rang),
            format!("{} communes portent ce nom", ids.len()),
        )
        .valeur(nom)
        .attendu("un code, ou le nom suivi du département : Saint-Denis (974)")
        .remede(format!(
            "écrivez {}{suite} ; une colonne « departement » les départage aussi",
            self.lexique.liste(&tries)
        ))
    }
}
