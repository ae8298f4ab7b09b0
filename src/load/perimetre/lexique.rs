//! What a list is compared with: the codes and the names of the référentiel, names indexed only when they are needed.

use std::sync::OnceLock;

use crate::base::{self, Nommes, Resolution, chercher};
use crate::model::{CodeCommune, Referentiel, UniteId};
use crate::perimetre::nom_accorde;

use crate::load::perimetre::numeros::sans_numero;

/// Proposals of a message.
const PROPOSITIONS: usize = 3;

/// The codes and names known.
pub struct Lexique<'r> {
    /// The territories.
    pub referentiel: &'r Referentiel,
    noms: OnceLock<Nommes<'r>>,
}

impl<'r> Lexique<'r> {
    /// A lexicon whose names are not indexed yet.
    #[must_use]
    pub fn new(referentiel: &'r Referentiel) -> Self {
        Self {
            referentiel,
            noms: OnceLock::new(),
        }
    }

    fn noms(&self) -> &Nommes<'r> {
        self.noms.get_or_init(|| Nommes::new(self.referentiel))
    }

    /// Whether a code is that of a commune, now or before.
    #[must_use]
    pub fn connu(&self, code: CodeCommune) -> bool {
        base::resoudre(self.referentiel, code) != Resolution::Inconnue
    }

    /// Whether a name is that of the commune of a code, `None` when the base does not know.
    #[must_use]
    pub fn accord(&self, code: CodeCommune, nom: &str) -> Option<bool> {
        nom_accorde(self.referentiel, code, sans_numero(nom))
    }

    /// Whether a text is the name of a commune, alone or with its département.
    #[must_use]
    pub fn est_commune(&self, texte: &str) -> bool {
        texte.chars().any(char::is_alphabetic) && !self.cherche(texte, None).is_empty()
    }

    /// « Thiers, Courpière et Châteldon » in one cell: the pieces, when half of them at least are communes.
    #[must_use]
    pub fn noms_de<'t>(&self, texte: &'t str) -> Vec<&'t str> {
        let morceaux: Vec<&str> = texte
            .split([',', ';', '/', '\n'])
            .flat_map(|m| m.split(" et "))
            .map(str::trim)
            .filter(|m| !m.is_empty())
            .collect();
        let connus = morceaux.iter().filter(|m| self.est_commune(m)).count();
        if morceaux.len() > 1 && connus * 2 >= morceaux.len() {
            morceaux
        } else {
            Vec::new()
        }
    }

    /// Whether a cell names a commune, or several and nothing else: such a row is no title.
    #[must_use]
    pub fn nomme(&self, texte: &str) -> bool {
        let morceaux = self.noms_de(texte);
        let tous = || morceaux.iter().all(|m| self.est_commune(m));
        self.est_commune(texte) || !morceaux.is_empty() && tous()
    }

    /// Communes that a name designates, in the département when it is given or written beside the name.
    #[must_use]
    pub fn cherche(&self, nom: &str, departement: Option<usize>) -> Vec<UniteId> {
        cherche(self.noms(), nom, departement)
    }

    /// The département that a cell names.
    #[must_use]
    pub fn departement(&self, cellule: &str) -> Option<usize> {
        base::departement(self.referentiel, cellule)
    }

    /// The closest communes of a name that nobody bears.
    #[must_use]
    pub fn proches(&self, nom: &str, departement: Option<usize>) -> Vec<UniteId> {
        proches(self.referentiel, self.noms(), nom, departement)
    }

    /// What to write when a cell is the SIREN of an EPCI.
    #[must_use]
    pub fn epci(&self, cellule: &str) -> Option<String> {
        let siren: String = cellule.chars().filter(|c| !c.is_whitespace()).collect();
        let mut epci = self.referentiel.epcis.iter();
        let trouve = epci.find(|e| e.siren == siren)?;
        Some(format!(
            "pour toutes les communes de {}, écrivez epci:{siren}, et commune: devant le code de chaque autre commune du fichier",
            trouve.nom
        ))
    }

    /// « 48095 (Mende, Lozère) ou 48080 (Langogne, Lozère) ».
    #[must_use]
    pub fn liste(&self, ids: &[UniteId]) -> String {
        let une = |id: &UniteId| {
            let unite = self.referentiel.unite(*id);
            let departement = &self.referentiel.departement(*id).nom;
            format!("{} ({}, {departement})", unite.code, unite.nom)
        };
        let noms: Vec<String> = ids.iter().map(une).collect();
        noms.join(" ou ")
    }
}

/// Communes that a name designates, in the département when it is given or written beside the name.
#[must_use]
pub fn cherche(noms: &Nommes<'_>, nom: &str, departement: Option<usize>) -> Vec<UniteId> {
    let nom = sans_numero(nom);
    let entier = noms.cherche(nom, departement);
    if entier.len() == 1 {
        return entier;
    }
    let (court, ecrit) = noms.separe(nom);
    match ecrit {
        Some(_) if entier.is_empty() && (departement.is_none() || departement == ecrit) => {
            noms.cherche(court, ecrit)
        }
        _ => entier,
    }
}

/// The closest communes of a name that nobody bears.
#[must_use]
pub fn proches(
    referentiel: &Referentiel,
    noms: &Nommes<'_>,
    nom: &str,
    departement: Option<usize>,
) -> Vec<UniteId> {
    let (court, ecrit) = noms.separe(sans_numero(nom));
    let voulu = departement.or(ecrit);
    let code = voulu.and_then(|d| referentiel.departements.get(d));
    let dedans = code.map(|d| format!("{court} {}", d.code));
    let trouves = dedans.map_or(Vec::new(), |t| chercher(referentiel, &t, PROPOSITIONS));
    if trouves.is_empty() {
        return chercher(referentiel, court, PROPOSITIONS);
    }
    trouves
}
