//! The user's own plan over that of the program: what has the same id is replaced where it stands, the rest is added.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::plan::{
    ACompleterPlan, ComparaisonPlan, GraphiquePlan, GravitePlan, Plan, SectionPlan, TableauPlan,
};
use super::plan_constats::{
    AbsencePlan, ConcentrationPlan, ContrastePlan, EloignementPlan, RapprochementPlan, SeuilPlan,
    SujetPlan,
};
use crate::model::{Emplacement, ErreurDonnees};
use crate::texte_toml;

/// What a user's plan may hold: the same blocks as `plan.toml`, none of them required.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanUtilisateur {
    #[serde(default)]
    section: Vec<SectionPlan>,
    #[serde(default)]
    graphique: Vec<GraphiquePlan>,
    a_completer: Option<Vec<ACompleterPlan>>,
    gravite: Option<GravitePlan>,
    #[serde(default)]
    comparaison: Vec<ComparaisonPlan>,
    rapprochement: Option<Vec<RapprochementPlan>>,
    concentration: Option<Vec<ConcentrationPlan>>,
    sujet: Option<Vec<SujetPlan>>,
    #[serde(default)]
    seuil: Vec<SeuilPlan>,
    #[serde(default)]
    absence: Vec<AbsencePlan>,
    #[serde(default)]
    eloignement: Vec<EloignementPlan>,
    #[serde(default)]
    contraste: Vec<ContrastePlan>,
    #[serde(default)]
    tableau: Vec<TableauPlan>,
    #[serde(default)]
    titres_cartes: BTreeMap<String, String>,
}

impl Plan {
    /// Lays a user's plan over this one; `nom` names it in the error. `a_completer`, `rapprochement`, `concentration` and
    /// `sujet`, when they are there, replace the whole list.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with file and line: bad TOML, unknown key; a section that does not exist; a map theme without title.
    pub fn avec(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let sien: PlanUtilisateur = texte_toml::lire(texte, nom)?;
        self.verifie(&sien, nom)?;
        pose(&mut self.section, sien.section, |s| s.id.to_string());
        pose(&mut self.graphique, sien.graphique, |g| g.id.clone());
        pose(&mut self.tableau, sien.tableau, |t| t.id.clone());
        pose(&mut self.comparaison, sien.comparaison, |c| {
            c.indicateur.clone()
        });
        let constats = &mut self.constats;
        pose(&mut constats.seuil, sien.seuil, |s| s.indicateur.clone());
        pose(&mut constats.absence, sien.absence, |a| a.id.clone());
        pose(&mut constats.eloignement, sien.eloignement, |e| {
            e.id.clone()
        });
        pose(&mut constats.contraste, sien.contraste, |c| {
            c.indicateur.clone()
        });
        if let Some(liste) = sien.sujet {
            constats.sujet = liste;
        }
        self.titres_cartes.extend(sien.titres_cartes);
        if let Some(gravite) = sien.gravite {
            self.gravite = gravite;
        }
        if let Some(liste) = sien.rapprochement {
            self.rapprochement = liste;
        }
        if let Some(liste) = sien.concentration {
            self.concentration = liste;
        }
        if let Some(liste) = sien.a_completer {
            self.a_completer = liste;
        }
        Ok(self)
    }

    fn verifie(&self, sien: &PlanUtilisateur, nom: &str) -> Result<(), ErreurDonnees> {
        let themes = sien.section.iter().flat_map(|s| &s.cartes);
        let connu = |t: &&String| {
            self.titres_cartes.contains_key(*t) || sien.titres_cartes.contains_key(*t)
        };
        match themes.into_iter().find(|t| !connu(t)) {
            None => Ok(()),
            Some(theme) => Err(
                ErreurDonnees::new(Emplacement::fichier(nom), "carte inconnue")
                    .valeur(theme)
                    .attendu(
                        self.titres_cartes
                            .keys()
                            .cloned()
                            .collect::<Vec<_>>()
                            .join(", "),
                    )
                    .remede("corrigez le nom de la carte dans « cartes »"),
            ),
        }
    }
}

/// Replaces what has the same key where it stands, adds the rest at the end.
fn pose<T>(liste: &mut Vec<T>, ajouts: Vec<T>, cle: impl Fn(&T) -> String) {
    for ajout in ajouts {
        match liste.iter_mut().find(|t| cle(t) == cle(&ajout)) {
            Some(place) => *place = ajout,
            None => liste.push(ajout),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rapport::plan::plan;

    #[test]
    fn what_has_the_same_id_is_replaced_and_the_rest_added() {
        let texte = "[[section]]\nid = \"S2\"\ntitre = \"Chez nous\"\ntexte = \"t\"\n\
            [[tableau]]\nid = \"mien\"\nsection = \"S2\"\ntitre = \"T\"\ncolonnes = [{ titre = \"P\", indicateur = \"population_municipale\" }]\n";
        let avant = plan().unwrap();
        let p = plan().unwrap().avec(texte, "mien.toml").unwrap();
        assert_eq!(p.section.len(), avant.section.len());
        assert_eq!(p.section[2].titre, "Chez nous");
        assert_eq!(p.tableau.len(), avant.tableau.len() + 1);
        assert_eq!(p.a_completer.len(), avant.a_completer.len());
        let vide = plan()
            .unwrap()
            .avec("a_completer = []", "mien.toml")
            .unwrap();
        assert!(vide.a_completer.is_empty());
    }

    #[test]
    fn a_threshold_of_the_user_takes_the_place_of_that_of_the_program() {
        let texte = "sujet = []\n[[seuil]]\nindicateur = \"part_residences_secondaires\"\nsujet = \"S\"\nau_moins = 60.0\n\
            suite = \"s\"\nseverite = \"information\"\nreference = \"r\"\n";
        let avant = plan().unwrap().constats;
        let apres = plan().unwrap().avec(texte, "mien.toml").unwrap().constats;
        assert_eq!(apres.seuil.len(), avant.seuil.len());
        assert!((apres.seuil[0].au_moins - 60.0).abs() < f64::EPSILON);
        assert!(apres.sujet.is_empty() && !avant.sujet.is_empty());
    }

    #[test]
    fn an_unknown_key_section_or_map_is_named() {
        let faux = |texte: &str| {
            plan()
                .unwrap()
                .avec(texte, "mien.toml")
                .unwrap_err()
                .to_string()
        };
        let e = faux("[[sections]]\n");
        assert!(e.contains("ligne 1") && e.contains("« section »"), "{e}");
        assert!(faux("[[section]]\nid = \"S99\"\ntitre = \"x\"\ntexte = \"t\"\n").contains("S99"));
        let e =
            faux("[[section]]\nid = \"S2\"\ntitre = \"x\"\ntexte = \"t\"\ncartes = [\"lune\"]\n");
        assert!(e.contains("carte inconnue") && e.contains("lune"), "{e}");
    }
}
