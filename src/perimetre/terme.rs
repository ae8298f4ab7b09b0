//! The communes of one term of an expression, and its name.

use std::collections::BTreeSet;

use crate::model::{ErreurDonnees, Membre, Referentiel, UniteId};

use super::codes::commune;
use super::cpts::cpts;
use super::ensemble_dits::Entree;
use super::erreur::ErreurPerimetre;
use super::expression::{CommuneDemandee, Operande};
use super::suivi::Resolution;
use super::zonages::{departement, epci, pays, region, zone};

/// Errors beyond this number are counted by the message: no proposal is looked for.
const ERREURS: usize = 1000;

/// Communes of a term, and its name.
pub(super) struct TermeResolu {
    /// Name; `None` when it is a list, named after its communes.
    nom: Option<String>,
    /// Communes.
    pub entrees: Vec<Entree>,
    /// The CPTS that it is.
    pub cpts: Option<String>,
}

impl TermeResolu {
    /// Its name, a list being named after the communes that were kept, each once, in the order they were written.
    pub fn nomme(&self, referentiel: &Referentiel, membres: &[Membre]) -> String {
        if let Some(nom) = &self.nom {
            return nom.clone();
        }
        let retenue = |id: UniteId| {
            let dedans = |id: UniteId| membres.iter().any(|m| m.unite == id);
            let ville = referentiel.unite(id).parent;
            if dedans(id) {
                Some(id)
            } else {
                ville.filter(|v| dedans(*v))
            }
        };
        let mut vues = BTreeSet::new();
        let ids = self.entrees.iter().filter_map(|e| retenue(e.unite));
        let noms: Vec<&str> = ids
            .filter(|id| vues.insert(*id))
            .take(2)
            .map(|id| referentiel.unite(id).nom.as_str())
            .collect();
        match (noms.as_slice(), membres.len()) {
            ([], _) => String::new(),
            ([une], _) => (*une).to_owned(),
            ([une, autre, ..], 2) => format!("{une} et {autre}"),
            ([une, autre, ..], 3) => format!("{une}, {autre} et une autre commune"),
            ([une, autre, ..], n) => {
                format!("{une}, {autre} et {} autres communes", n.saturating_sub(2))
            }
        }
    }
}

impl Resolution<'_> {
    /// Looks a term up; errors that do not stop the others are kept.
    pub(super) fn terme(&mut self, operande: &Operande) -> Result<TermeResolu, ErreurPerimetre> {
        let (donnees, lieu, referentiel) = (self.donnees, self.lieu.clone(), self.referentiel);
        match operande {
            Operande::Communes(demandees) => Ok(self.communes(demandees)),
            Operande::Epci(valeurs) => Ok(self.divisions(valeurs, |v| epci(referentiel, v, &lieu))),
            Operande::Departement(valeurs) => {
                Ok(self.divisions(valeurs, |v| departement(referentiel, v, &lieu)))
            }
            Operande::Region(valeurs) => {
                Ok(self.divisions(valeurs, |v| region(referentiel, v, &lieu)))
            }
            Operande::Pays(valeurs) => Ok(self.divisions(valeurs, |v| pays(referentiel, v, &lieu))),
            Operande::Zonage(zonage, valeurs) => {
                let trouvees: Result<Vec<_>, _> = valeurs
                    .iter()
                    .map(|valeur| zone(donnees, referentiel, *zonage, valeur, &lieu))
                    .collect();
                Ok(self.reunit(trouvees?))
            }
            Operande::Cpts(nom) => {
                let (nom, entrees) = cpts(donnees, nom, &lieu, &mut self.constats)?;
                Ok(TermeResolu {
                    cpts: Some(nom.clone()),
                    nom: Some(nom),
                    entrees,
                })
            }
            Operande::Fichier(nom) => Err(ErreurDonnees::new(
                lieu,
                "la liste de ce fichier n'a pas été lue",
            )
            .valeur(nom.as_str())
            .into()),
        }
    }

    fn communes(&mut self, demandees: &[CommuneDemandee]) -> TermeResolu {
        let mut entrees = Vec::with_capacity(demandees.len());
        for demandee in demandees {
            if self.erreurs.len() >= ERREURS {
                break;
            }
            match commune(self.referentiel, demandee, &self.lieu, &mut self.faits) {
                Ok(entree) => entrees.push(entree),
                Err(erreur) => self.erreurs.push(erreur),
            }
        }
        TermeResolu {
            nom: None,
            entrees,
            cpts: None,
        }
    }

    /// Looks up each value, keeping the errors for the end.
    fn divisions(
        &mut self,
        valeurs: &[String],
        cherche: impl Fn(&str) -> Result<(String, Vec<UniteId>), ErreurDonnees>,
    ) -> TermeResolu {
        let mut trouvees = Vec::new();
        for valeur in valeurs {
            match cherche(valeur) {
                Ok(trouvee) => trouvees.push(trouvee),
                Err(erreur) => self.erreurs.push(erreur),
            }
        }
        self.reunit(trouvees)
    }

    fn reunit(&self, trouvees: Vec<(String, Vec<UniteId>)>) -> TermeResolu {
        let noms: Vec<&str> = trouvees.iter().map(|(nom, _)| nom.as_str()).collect();
        let nom = noms.join(", ");
        let entree = |unite| Entree {
            unite,
            ancien: None,
            part: 1.0,
            lieu: self.lieu.clone(),
        };
        TermeResolu {
            nom: Some(nom),
            entrees: trouvees
                .into_iter()
                .flat_map(|(_, ids)| ids)
                .map(entree)
                .collect(),
            cpts: None,
        }
    }
}
