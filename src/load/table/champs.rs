//! What rows are kept as: columns to read, series that they feed, cells by column.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::{NatureVariable, Variable};
use crate::load::format::grandeurs::grandeurs;
use crate::load::format::largeurs::{LARGEURS, Largeur};
use crate::load::format::nombre::Brute;
use crate::load::format::plan::Plan;
use crate::load::format::regle::{Regle, regle};
use crate::load::table::cle::CleSerie;
use crate::model::{CodeCommune, Emplacement, ErreurDonnees};

/// Cells for which room is made before the rows are read, at most: a table may have a million columns.
const RESERVE: usize = 4 << 20;

/// A column to read as figures or as classes.
#[derive(Debug, Clone)]
pub struct Champ {
    /// Place in the plan.
    pub place: usize,
    /// Rank of the variable that says how to read it.
    pub variable: usize,
    /// Place of the labels.
    pub libelle: Option<usize>,
    /// Whether a negative figure is possible.
    pub negatif: bool,
    /// Whether the figures are counts, without decimals.
    pub effectif: bool,
    /// Whether the figures add up: none is a percentage.
    pub additif: bool,
    /// Whether they may have decimals as well as thousands parted by a mark: the column decides.
    pub separe: bool,
    /// What multiplies the figures, from the unit that the descriptor states.
    pub facteur: f64,
    /// Width of the codes of the zones, for classes that are some.
    pub largeur: Option<&'static Largeur>,
}

/// A series fed by the rows of one kind.
#[derive(Debug, Clone)]
pub struct Cible {
    /// Rank of the series.
    pub serie: usize,
    /// Rank of the column.
    pub champ: usize,
    /// Rank of the column of the weights.
    pub poids: Option<usize>,
}

/// A series: variable, vintage, rule, whether it holds classes.
#[derive(Debug, Clone)]
pub struct Serie {
    /// Variable and vintage.
    pub cle: CleSerie,
    /// Merging rule.
    pub regle: Regle,
    /// Whether the values are classes.
    pub classe: bool,
}

/// Rows kept, by columns.
#[derive(Debug, Default)]
pub struct Gardees {
    /// Unit of each row.
    pub unites: Vec<u32>,
    /// Kind of each row.
    pub genres: Vec<u32>,
    /// Code of each row, as in the file.
    pub codes: Vec<CodeCommune>,
    /// Line of each row.
    pub lignes: Vec<u64>,
    /// Cells, by column then row.
    pub cellules: Vec<Vec<Brute>>,
}

impl Gardees {
    /// With room for so many columns, and a row a unit, most often.
    #[must_use]
    pub fn new(colonnes: usize, unites: usize) -> Self {
        let place = unites.min(RESERVE / colonnes.max(1));
        Self {
            cellules: (0..colonnes).map(|_| Vec::with_capacity(place)).collect(),
            ..Self::default()
        }
    }

    /// Memory that the rows take, bytes.
    #[must_use]
    pub fn octets(&self) -> u64 {
        let ligne = 32 + self.cellules.len() * size_of::<Brute>();
        (self.codes.len() * ligne) as u64
    }
}

/// Whether a variable counts: its descriptor says it, else the rules tell it from its id.
fn effectif(variable: Option<&Variable>) -> Result<bool, ErreurDonnees> {
    let dit = variable.and_then(|v| v.nature);
    let id = variable.map_or("", |v| v.id.as_str());
    Ok(match dit {
        Some(nature) => nature == NatureVariable::Effectif,
        None => grandeurs()?.est_effectif(id),
    })
}

/// What multiplies the figures of a variable, from the unit that its descriptor states.
fn facteur(variable: Option<&Variable>, fichier: &str) -> Result<f64, ErreurDonnees> {
    let Some((v, unite)) = variable.and_then(|v| Some((v, v.unite.as_ref()?))) else {
        return Ok(1.0);
    };
    let grandeurs = grandeurs()?;
    grandeurs.facteur(unite, &v.id).ok_or_else(|| {
        let probleme = format!("unité inconnue pour {}", v.id);
        ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
            .valeur(unite)
            .attendu(format!(
                "l'une de\u{a0}: {}",
                grandeurs.unites_de(&v.id).join(", ")
            ))
            .remede("corrigez « unite » dans le [[fichier]] de cpts.toml ou dans le descripteur")
    })
}

/// Columns to read, and that of each series of the plan.
pub(in crate::load) fn champs(
    format: &Format,
    plan: &Plan,
    fichier: &str,
) -> Result<(Vec<Champ>, Vec<usize>), ErreurDonnees> {
    let mut champs: Vec<Champ> = Vec::new();
    let mut champ_de_lue = Vec::new();
    for lue in &plan.lues {
        let variable = format.d.variables.get(lue.variable);
        let classe = variable.is_some_and(|v| v.classe);
        let meme = |c: &Champ| c.place == lue.place && !classe;
        let rang = champs.iter().position(meme).map_or_else(
            || {
                let regle = variable.map(|v| regle(&format.d, v, &v.id)).transpose()?;
                let additif = !classe && regle.as_ref().is_some_and(Regle::est_une_somme);
                let negatif = regle.is_none_or(|r| r.negatif);
                let effectif = !classe && effectif(variable)?;
                let facteur = facteur(variable, fichier)?;
                let id = variable.filter(|v| v.classe).map(|v| v.id.as_str());
                let largeur = id.and_then(|id| Some((LARGEURS.lu()?, id)));
                let decimal = variable.is_some_and(Variable::est_estimee);
                champs.push(Champ {
                    effectif,
                    additif,
                    separe: additif && !effectif && !decimal && facteur == 1.0,
                    facteur,
                    largeur: largeur.and_then(|(largeurs, id)| largeurs.de(id)),
                    place: lue.place,
                    variable: lue.variable,
                    libelle: lue.libelle,
                    negatif,
                });
                Ok::<_, ErreurDonnees>(champs.len() - 1)
            },
            Ok,
        )?;
        champ_de_lue.push(rang);
    }
    Ok((champs, champ_de_lue))
}
