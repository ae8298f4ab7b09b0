//! Mapping of the user's own file, as written in `[[fichier]]` of `cpts.toml`, turned into a descriptor.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::load::format::compile::Format;
use crate::load::format::descripteur::{
    Conditions, Descripteur, Fusion, Genre, Marques, Millesime, NatureVariable, NiveauLu, Niveaux,
    Noms, Reconnaissance, Usage, Variable,
};
use crate::load::source::dossier::Fichier;
use crate::load::source::normalise::normalise;
use crate::model::{Emplacement, ErreurDonnees, Niveau};

/// Mapping of a file of the data folder; it wins over the recognition by content.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FichierProjet {
    /// Path relative to the data folder.
    pub nom: String,
    /// Column that holds the commune code.
    pub cle: String,
    /// Level of its rows, when they are wider than the commune: `departement`, `epci`…
    pub niveau: Option<Niveau>,
    /// Year of the figures.
    pub millesime: Option<u16>,
    /// Publisher.
    pub producteur: Option<String>,
    /// Variable id → column, for figures; the column alone, or a table that says how to read and to merge it.
    #[serde(default)]
    pub variables: BTreeMap<String, VariableProjet>,
    /// Variable id → column, for classes.
    #[serde(default)]
    pub classes: BTreeMap<String, String>,
    /// Cells that mean « no figure ».
    #[serde(default)]
    pub manquants: Vec<String>,
    /// Cells that mean « hidden »; `<6` also gives the bounds 1 to 5.
    #[serde(default)]
    pub masques: Vec<String>,
}

/// A variable of the user's file: `"Logements"`, or `{ colonne = "Logements", fusion = "somme" }`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VariableProjet {
    /// Column.
    pub colonne: String,
    /// How the figures of former communes merge; else as the embedded variable of the same id.
    pub fusion: Option<Fusion>,
    /// Variable of the same file that weighs the mean.
    pub poids: Option<String>,
    /// Whether a negative figure is possible.
    pub negatif: Option<bool>,
    /// Unit of the column, when it is not that of the variable: `milliers`, `hectares`.
    pub unite: Option<String>,
    /// Whether the figures are counts, without decimals, or estimates.
    pub nature: Option<NatureVariable>,
    /// Rows concerned, in a file of several rows by commune.
    pub quand: Conditions,
    /// Whether an empty cell is a hidden figure.
    pub vide_masque: bool,
}

impl From<&str> for VariableProjet {
    fn from(colonne: &str) -> Self {
        Self {
            colonne: colonne.to_owned(),
            ..Self::default()
        }
    }
}

/// The long form, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormeLongue {
    colonne: String,
    fusion: Option<Fusion>,
    poids: Option<String>,
    negatif: Option<bool>,
    unite: Option<String>,
    nature: Option<NatureVariable>,
    #[serde(default)]
    quand: Conditions,
    #[serde(default)]
    vide_masque: bool,
}

impl<'de> Deserialize<'de> for VariableProjet {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Formes;
        impl<'de> Visitor<'de> for Formes {
            type Value = VariableProjet;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string or a map")
            }

            fn visit_str<E>(self, colonne: &str) -> Result<VariableProjet, E> {
                Ok(colonne.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<VariableProjet, A::Error> {
                let l = FormeLongue::deserialize(MapAccessDeserializer::new(table))?;
                Ok(VariableProjet {
                    colonne: l.colonne,
                    fusion: l.fusion,
                    poids: l.poids,
                    negatif: l.negatif,
                    unite: l.unite,
                    nature: l.nature,
                    quand: l.quand,
                    vide_masque: l.vide_masque,
                })
            }
        }
        d.deserialize_any(Formes)
    }
}

/// A file is recognised by its column of codes alone.
fn par_le_code(cle: &Noms) -> Reconnaissance {
    Reconnaissance {
        genres: vec![Genre::Csv, Genre::Xlsx, Genre::Geojson],
        feuille: None,
        titre: None,
        entete_double: false,
        fichier: None,
        requis: vec![cle.clone()],
        contenu: Vec::new(),
        interdits: Vec::new(),
        connus: Vec::new(),
        valeurs: Vec::new(),
        au_moins_une: false,
    }
}

impl FichierProjet {
    /// The descriptor that the mapping stands for; all the columns it names are required.
    #[must_use]
    pub fn descripteur(&self) -> Descripteur {
        let cle = Noms::Un(self.cle.clone());
        let nombres = self.variables.iter().map(|(id, v)| variable(id, v, false));
        let classes = self.classes.iter();
        let classes = classes.map(|(id, colonne)| variable(id, &colonne.as_str().into(), true));
        let producteur = self.producteur.clone();
        let producteur = producteur.unwrap_or_else(|| "non précisé".to_owned());
        Descripteur {
            id: format!("projet_{}", normalise(&self.nom).replace(' ', "_")),
            libelle: format!("Données de l'utilisateur ({})", self.nom),
            producteur,
            licence: "non précisée".to_owned(),
            url: None,
            adresses: Vec::new(),
            a_la_main: None,
            autre_forme_de: Vec::new(),
            cog: None,
            priorite: 1000,
            usage: Usage::Donnees,
            exclusif: false,
            motif: None,
            creux: false,
            departements_entiers: false,
            contours: true,
            fusion: None,
            flux: None,
            reconnaissance: par_le_code(&cle),
            arbre: None,
            sans_entete: None,
            cle: Some(cle),
            cle_motif: None,
            cle_composee: None,
            niveaux: Niveaux(self.niveau.map(NiveauLu::du_fichier).into_iter().collect()),
            cle_postale: None,
            cle_nom: None,
            lieu_par: None,
            millesime: Millesime {
                fixe: self.millesime,
                ..Millesime::default()
            },
            marques: Marques {
                manquants: self.manquants.clone(),
                masques: self.masques.clone(),
                bornes: bornes(&self.masques),
            },
            filtres: Vec::new(),
            variables: nombres.chain(classes).collect(),
            cpts: None,
            point: None,
            structure: None,
            qpv: None,
            utilisateur: true,
        }
    }

    /// Whether the mapping is that of a file, by its path relative to the data folder.
    #[must_use]
    pub fn designe(&self, chemin: &str) -> bool {
        self.nom.replace('\\', "/").trim_start_matches("./") == chemin
    }
}

fn variable(id: &str, v: &VariableProjet, classe: bool) -> Variable {
    Variable {
        id: id.to_owned(),
        colonne: Noms::Un(v.colonne.clone()),
        quand: v.quand.clone(),
        compter: false,
        additionner: false,
        distinct: Noms::default(),
        distinct_avec: Vec::new(),
        personne: None,
        requise: true,
        classe,
        codes: BTreeMap::new(),
        libelles: BTreeMap::new(),
        libelle: None,
        echelle: None,
        derniere: false,
        vide_masque: v.vide_masque,
        fusion: v.fusion,
        poids: v.poids.clone(),
        negatif: v.negatif,
        unite: v.unite.clone(),
        nature: v.nature,
    }
}

/// Compiled mappings by file name.
///
/// # Errors
/// A mapped file is not in the folder, or a column expression is wrong.
pub(in crate::load) fn formats(
    mappings: &[FichierProjet],
    fichiers: &[Fichier],
) -> Result<BTreeMap<String, Format>, ErreurDonnees> {
    let mut formats = BTreeMap::new();
    for m in mappings {
        let Some(fichier) = fichiers.iter().find(|f| m.designe(&f.nom)) else {
            return Err(ErreurDonnees::new(
                Emplacement::fichier("cpts.toml"),
                "fichier décrit mais absent du dossier de données",
            )
            .valeur(&m.nom)
            .attendu("un chemin relatif au dossier de données")
            .remede("corrigez « nom » dans [[fichier]], ou déposez le fichier"));
        };
        formats.insert(
            fichier.nom.clone(),
            Format::compile(m.descripteur(), "cpts.toml")?,
        );
    }
    Ok(formats)
}

/// Bounds that the marks give: `<6` hides 1 to 5; none when a mark does not say.
fn bornes(masques: &[String]) -> Option<(f64, f64)> {
    let hauts: Option<Vec<u32>> = masques
        .iter()
        .map(|m| {
            m.trim()
                .strip_prefix('<')?
                .trim()
                .parse::<u32>()
                .ok()?
                .checked_sub(1)
        })
        .collect();
    let haut = hauts?.into_iter().max()?;
    (haut >= 1).then_some((1.0, f64::from(haut)))
}

#[cfg(test)]
mod tests;
