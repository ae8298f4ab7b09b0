//! Small hand-built datasets for the tests: a fictional département 96 with a city of two arrondissements.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agregat::Agregat;
use super::catalogue::Catalogue;
use super::definition::Definition;
use super::donnees::Donnees;
use crate::model::lecture::Territoire;
use crate::model::{
    Autres, CodeCommune, Colonne, ColonneClasse, Dataset, DateCivile, Departement, Epci, Genre,
    Membre, Perimetre, Referentiel, Region, Separation, Source, SourceId, Unite, UniteId, Valeur,
};

/// A dataset under construction.
pub(crate) struct Essai {
    pub(crate) dataset: Dataset,
}

/// One definition, with the keys that every indicator needs.
pub(crate) fn definition(regle: &str) -> Definition {
    let couverture = if regle.contains("couverture_min") {
        ""
    } else {
        "couverture_min = 0.8\n"
    };
    let texte = format!(
        "[[indicateur]]\nid = \"essai\"\nsection = \"S1\"\nlibelle = \"Essai\"\nunite = \"u\"\ndecimales = 1\n\
         formule = \"f\"\nreference = \"r\"\n{couverture}{regle}\n"
    );
    let mut catalogue = Catalogue::default();
    catalogue.avec(&texte, "essai.toml").unwrap();
    catalogue.definitions()[0].clone()
}

/// Equality up to rounding.
#[track_caller]
pub(crate) fn proche(valeur: Option<f64>, attendu: f64) {
    let x = valeur.unwrap_or_else(|| panic!("sans valeur, attendu {attendu}"));
    let ecart = (x - attendu).abs();
    assert!(
        ecart <= 1e-9 * attendu.abs().max(1.0),
        "{x} au lieu de {attendu}"
    );
}

fn code(texte: &str) -> CodeCommune {
    CodeCommune::parse(texte).unwrap()
}

/// Sources of the tests: the référentiel, then a file.
pub(crate) fn source(id: &str) -> Source {
    Source {
        id: id.to_owned(),
        libelle: id.to_owned(),
        fichier: format!("{id}.csv"),
        sha256: String::new(),
        producteur: "essai".to_owned(),
        millesime: "2024".to_owned(),
        cog: None,
        licence: "Licence Ouverte 2.0".to_owned(),
        url: None,
    }
}

impl Essai {
    /// 96001 (1 000 inhabitants), 96002 (500), 96003 (200, other département and EPCI),
    /// city 96100 (10 000) with arrondissements 96101 (6 000) and 96102 (4 000).
    pub(crate) fn avec_ville() -> Self {
        Self::new(
            &[
                ("96001", None, 0, 0, 1000),
                ("96002", None, 0, 0, 500),
                ("96003", None, 1, 1, 200),
                ("96100", None, 0, 0, 10_000),
                ("96101", Some(3), 0, 0, 6000),
                ("96102", Some(3), 0, 0, 4000),
            ],
            2,
        )
    }

    /// `n` communes `96001`… of one EPCI, with these populations.
    pub(crate) fn communes(populations: &[u32]) -> Self {
        let codes: Vec<String> = (1..=populations.len())
            .map(|i| format!("96{i:03}"))
            .collect();
        let lignes: Vec<_> = codes
            .iter()
            .zip(populations)
            .map(|(c, &p)| (c.as_str(), None, 0, 0, p))
            .collect();
        Self::new(&lignes, 1)
    }

    fn new(lignes: &[(&str, Option<u32>, usize, usize, u32)], departements: usize) -> Self {
        let unites: Vec<Unite> = lignes
            .iter()
            .map(|&(c, parent, departement, epci, population)| Unite {
                code: code(c),
                nom: format!("Commune {c}"),
                genre: parent.map_or(Genre::Commune, |_| Genre::Arrondissement),
                parent: parent.map(UniteId),
                departement,
                epci: Some(epci),
                population: Some(population),
            })
            .collect();
        let mut referentiel = Referentiel::default();
        referentiel.nom = "COG fictif 2026".to_owned();
        referentiel.millesime_population = 2023;
        referentiel.fictif = true;
        referentiel.departements = (0..departements)
            .map(|i| Departement {
                code: format!("96{i}"),
                nom: format!("Département {i}"),
                region: 0,
            })
            .collect();
        referentiel.regions = vec![Region {
            code: "96".to_owned(),
            nom: "Région fictive".to_owned(),
        }];
        referentiel.epcis = epcis(&unites, departements);
        referentiel.unites = unites;
        referentiel.indexer();
        Self {
            dataset: Dataset {
                referentiel: Arc::new(referentiel),
                sources: vec![source("referentiel"), source("fichier")],
                ..Dataset::default()
            },
        }
    }

    /// A split: what `de` became on a day.
    pub(crate) fn separe(&mut self, de: &str, vers: &[&str], jour: &str) {
        let referentiel = Arc::make_mut(&mut self.dataset.referentiel);
        referentiel.separations.push(Separation {
            de: code(de),
            nom: format!("Commune {de} d'avant"),
            date: DateCivile::parse(jour).unwrap(),
            vers: vers.iter().map(|c| code(c)).collect(),
        });
    }

    pub(crate) fn id(&self, commune: &str) -> UniteId {
        self.dataset.referentiel.par_code(code(commune)).unwrap()
    }

    /// Adds a numeric column of source 1; units not named are absent.
    pub(crate) fn colonne(
        &mut self,
        variable: &str,
        millesime: Option<u16>,
        valeurs: &[(&str, Valeur)],
    ) {
        let mut toutes = vec![Valeur::Absente; self.dataset.referentiel.unites.len()];
        for (c, valeur) in valeurs {
            toutes[self.id(c).0 as usize] = *valeur;
        }
        let colonne = Colonne {
            variable: variable.to_owned(),
            millesime,
            source: SourceId(1),
            valeurs: toutes.into(),
            bornes_masque: None,
            autres: Autres::default(),
        };
        let versions = self
            .dataset
            .colonnes
            .entry(variable.to_owned())
            .or_default();
        versions.insert(millesime, colonne);
        self.dataset.ecarte_les_autres_territoires();
    }

    /// Declares the bounds of the masked values of a column.
    pub(crate) fn bornes(&mut self, variable: &str, millesime: Option<u16>, bornes: (f64, f64)) {
        let versions = self.dataset.colonnes.get_mut(variable).unwrap();
        versions.get_mut(&millesime).unwrap().bornes_masque = Some(bornes);
    }

    /// Adds a class column of source 1.
    pub(crate) fn classe(
        &mut self,
        variable: &str,
        millesime: Option<u16>,
        codes: &[(&str, &str)],
    ) {
        let mut modalites: Vec<(String, String)> = codes
            .iter()
            .map(|(_, m)| ((*m).to_owned(), format!("Zone {m}")))
            .collect();
        modalites.sort();
        modalites.dedup();
        let mut classes = vec![None; self.dataset.referentiel.unites.len()];
        for (c, m) in codes {
            let rang = modalites.iter().position(|(code, _)| code == m).unwrap();
            classes[self.id(c).0 as usize] = Some(u32::try_from(rang).unwrap());
        }
        let colonne = ColonneClasse {
            autres: Autres::default(),
            rejetees: Vec::new(),
            variable: variable.to_owned(),
            millesime,
            source: SourceId(1),
            classes: classes.into(),
            modalites,
        };
        let versions = BTreeMap::from([(millesime, colonne)]);
        self.dataset.classes.insert(variable.to_owned(), versions);
        self.dataset.ecarte_les_autres_territoires();
    }

    pub(crate) fn membres(&self, membres: &[(&str, f64)]) -> Vec<Membre> {
        let mut membres: Vec<Membre> = membres
            .iter()
            .map(|&(c, part)| Membre {
                unite: self.id(c),
                part,
            })
            .collect();
        membres.sort_by_key(|m| m.unite);
        membres
    }

    pub(crate) fn perimetre(&self, membres: &[(&str, f64)]) -> Perimetre {
        Perimetre {
            nom: "Essai".to_owned(),
            expression: "essai".to_owned(),
            genre: crate::model::GenrePerimetre::default(),
            membres: self.membres(membres),
            constats: Vec::new(),
            cpts: None,
        }
    }

    pub(crate) fn territoire(&self, membres: &[(&str, f64)]) -> Territoire {
        Territoire::new(&self.dataset.referentiel, &self.membres(membres))
    }

    /// Applies one rule, written as in the catalogue.
    pub(crate) fn agreger(&self, regle: &str, membres: &[(&str, f64)]) -> Agregat {
        let donnees = Donnees::new(&self.dataset);
        super::agreger(&donnees, &definition(regle), &self.territoire(membres))
    }
}

fn epcis(unites: &[Unite], nombre: usize) -> Vec<Epci> {
    let membres = |i: usize| {
        (0u32..)
            .zip(unites)
            .filter(|(_, u)| u.epci == Some(i) && u.genre == Genre::Commune)
            .map(|(id, _)| UniteId(id))
            .collect()
    };
    (0..nombre)
        .map(|i| Epci {
            siren: format!("20000000{i}"),
            nom: format!("CC {i}"),
            genre: "CC".to_owned(),
            membres: membres(i),
        })
        .collect()
}
