//! The themes of the maps: what each shows, commune by commune, neighbours included.

mod categories;
mod classes;
mod couverture;
mod palette;
mod signes;
mod taux;
mod zonage;

pub use classes::decoupes;

use super::cartes::Valeurs;
use super::cartes::{Theme, ValeurCarte};
use crate::francais::ESPACE_INSECABLE;
use crate::model::{Dataset, SourceId, SousDensite, UniteId, Valeur, ZonesBlanches};
use crate::tri::Tri;

/// Text of a masked figure.
const MASQUE: &str = "masqué (secret statistique)";
/// A figure that the file gives and that could not be read.
const REJETE: &str = "illisible dans le fichier (valeur rejetée)";

/// A unit drawn on the maps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Unit.
    pub id: UniteId,
    /// Part inside the perimeter; absent for a neighbour.
    pub part: Option<f64>,
}

/// All that the themes are made from.
pub(super) struct Contexte<'a> {
    /// Data.
    pub d: &'a Dataset,
    /// Units drawn.
    pub places: Vec<Place>,
    /// Values of the indicators shown.
    pub valeurs: &'a Valeurs,
    /// Coverage by CPTS.
    pub zones: &'a ZonesBlanches,
    /// Scarcity of médecins.
    pub sous_densite: &'a SousDensite,
}

impl Contexte<'_> {
    /// One value per unit that has something to show, by code.
    fn valeurs(&self, valeur: impl Fn(&Place) -> Option<Affichage>) -> Vec<ValeurCarte> {
        let mut valeurs: Vec<ValeurCarte> = self
            .places
            .iter()
            .filter_map(|p| {
                let a = valeur(p)?;
                Some(ValeurCarte {
                    code: self.d.referentiel.unite(p.id).code,
                    valeur: a.valeur,
                    classe: a.classe,
                    texte: a.texte,
                })
            })
            .collect();
        valeurs.trie_par_cle(|v| v.code);
        valeurs
    }

    /// Value of an indicator for a unit drawn.
    fn lire(&self, indicateur: &str, p: &Place) -> Valeur {
        let valeurs = self.valeurs.get(indicateur);
        let valeur = valeurs.and_then(|v| v.get(&p.id));
        valeur.copied().unwrap_or_default()
    }

    /// « Source : APL aux médecins généralistes, DREES, 2023. »
    fn note(&self, source: SourceId, millesime: Option<u16>) -> String {
        match self.citee(source, millesime) {
            citee if citee.is_empty() => citee,
            citee => format!("Source{ESPACE_INSECABLE}: {citee}"),
        }
    }

    /// « APL aux médecins généralistes, DREES, 2023. »
    fn citee(&self, source: SourceId, millesime: Option<u16>) -> String {
        let Some(s) = self.d.source(source) else {
            return String::new();
        };
        let annee = millesime.map_or_else(|| s.millesime.clone(), |m| m.to_string());
        format!("{}, {}, {annee}.", s.libelle, s.producteur)
    }
}

/// What a map shows of one unit.
struct Affichage {
    valeur: Option<f64>,
    classe: Option<usize>,
    texte: String,
}

impl Affichage {
    fn classe(classe: usize, texte: impl Into<String>) -> Self {
        let classe = Some(classe);
        Self {
            valeur: None,
            classe,
            texte: texte.into(),
        }
    }

    fn masque() -> Self {
        Self {
            valeur: None,
            classe: None,
            texte: MASQUE.to_owned(),
        }
    }

    fn rejete() -> Self {
        Self {
            texte: REJETE.to_owned(),
            ..Self::masque()
        }
    }
}

/// The maps that the data allow, in the order of the sections of the report.
pub(super) fn themes(c: &Contexte) -> Vec<Theme> {
    let tous = [
        Some(taux::population(c)),
        Some(taux::densite_population(c)),
        categories::densite(c),
        taux::revenu_median(c),
        taux::apl_mg(c),
        zonage::zonage(c),
        signes::sous_densite(c),
        couverture::couverture_cpts(c),
    ];
    tous.into_iter()
        .flatten()
        .filter(|t| !t.valeurs.is_empty())
        .collect()
}

#[cfg(test)]
pub(crate) mod essais {
    //! Themes of the tiny country.

    use super::super::carte_fond::{INDICATEURS, cartes_pour, fond};
    use super::super::cartes::Valeurs;
    use super::super::cartes::{Cartes, Theme, ValeurCarte};
    use crate::acces;
    use crate::indicateurs::{Catalogue, valeur_commune};
    use crate::model::{Dataset, Perimetre};

    pub fn cartes(d: &Dataset, p: &Perimetre) -> Option<Cartes> {
        let seuil = acces::sous_densite::seuil();
        let (z, s) = (
            acces::zones_blanches(d, p),
            acces::sous_densite(d, p, &seuil),
        );
        let fond = fond(d, p)?;
        let catalogue = Catalogue::embarque().unwrap();
        let valeurs: Valeurs = INDICATEURS
            .iter()
            .map(|id| {
                let definition = catalogue.definition(id).unwrap();
                let valeur = |u| (u, valeur_commune(d, definition, u));
                ((*id).to_owned(), fond.unites().map(valeur).collect())
            })
            .collect();
        Some(cartes_pour(d, p, &fond, &valeurs, (&z, &s)))
    }

    pub fn theme(d: &Dataset, p: &Perimetre, id: &str) -> Option<Theme> {
        let cartes = cartes(d, p)?;
        cartes.themes.into_iter().find(|t| t.id == id)
    }

    pub fn valeur<'a>(theme: &'a Theme, code: &str) -> Option<&'a ValeurCarte> {
        theme.valeurs.iter().find(|v| v.code.as_str() == code)
    }

    /// Label of the class of a commune.
    pub fn classe<'a>(theme: &'a Theme, code: &str) -> Option<&'a str> {
        let rang = valeur(theme, code)?.classe?;
        Some(theme.classes[rang].libelle.as_str())
    }
}
