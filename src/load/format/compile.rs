//! A descriptor ready to be matched: names normalised, regular expressions compiled.

use regex::{Regex, RegexBuilder};

use crate::load::format::coherence;
use crate::load::format::descripteur::{Descripteur, Noms, Quand, Valeurs, Variable};
use crate::load::source::normalise::normalise;
use crate::model::{Emplacement, ErreurDonnees};

/// A header name or a regular expression on it.
#[derive(Debug, Clone)]
pub enum Motif {
    /// Normalised name.
    Exact(String),
    /// Expression on the normalised name.
    Expression(Regex),
}

/// What a header gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouve {
    /// Rank of the column.
    pub colonne: usize,
    /// Vintage read in the header.
    pub an: Option<u16>,
    /// Code read in the header.
    pub code: Option<String>,
}

impl Motif {
    fn compile(nom: &str) -> Result<Self, regex::Error> {
        match nom.strip_prefix('~') {
            Some(expression) => regex(expression).map(Self::Expression),
            None => Ok(Self::Exact(normalise(nom))),
        }
    }

    fn essaie(&self, colonne: usize, entete: &str) -> Option<Trouve> {
        match self {
            Self::Exact(nom) => (nom == entete).then_some(Trouve {
                colonne,
                an: None,
                code: None,
            }),
            Self::Expression(e) => e.captures(entete).map(|c| Trouve {
                colonne,
                an: c.name("an").and_then(|an| annee(an.as_str())),
                code: c.name("code").map(|m| m.as_str().to_owned()),
            }),
        }
    }
}

/// Compiles an expression where `\d` and `\w` are those of ASCII, much faster to build, unless it needs Unicode.
fn regex(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .unicode(false)
        .build()
        .or_else(|_| Regex::new(expression))
}

/// Year of two or four digits: `22` → 2022, `99` → 1999.
#[must_use]
pub fn annee(texte: &str) -> Option<u16> {
    let an: u16 = texte.trim().parse().ok()?;
    match (texte.trim().len(), an) {
        (2, 0..=69) => Some(2000 + an),
        (2, _) => Some(1900 + an),
        (4, 1800..=2200) => Some(an),
        _ => None,
    }
}

/// Names by order of preference, compiled.
#[derive(Debug, Clone)]
pub struct Motifs(Vec<Motif>);

impl Motifs {
    fn compile(noms: &Noms) -> Result<Self, regex::Error> {
        noms.liste()
            .iter()
            .map(|n| Motif::compile(n))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// First column that answers, by order of preference then of column.
    #[must_use]
    pub fn trouve(&self, entetes: &[String]) -> Option<Trouve> {
        self.0
            .iter()
            .find_map(|m| entetes.iter().enumerate().find_map(|(i, e)| m.essaie(i, e)))
    }

    /// All columns that answer to the expressions, or the first that answers to a name.
    #[must_use]
    pub fn tous(&self, entetes: &[String]) -> Vec<Trouve> {
        for motif in &self.0 {
            let trouves = entetes
                .iter()
                .enumerate()
                .filter_map(|(i, e)| motif.essaie(i, e));
            let trouves: Vec<_> = match motif {
                Motif::Exact(_) => trouves.take(1).collect(),
                Motif::Expression(_) => trouves.collect(),
            };
            if !trouves.is_empty() {
                return trouves;
            }
        }
        Vec::new()
    }

    /// The preferred name, to be shown.
    #[must_use]
    pub fn nom(&self) -> &str {
        match self.0.first() {
            Some(Motif::Exact(nom)) => nom,
            Some(Motif::Expression(e)) => e.as_str(),
            None => "",
        }
    }
}

/// A condition on a row, compiled.
#[derive(Debug, Clone)]
pub struct ConditionFormat {
    /// Column of the types.
    pub colonne: Motifs,
    /// Types concerned.
    pub motif: Regex,
    /// Shape of a legible type.
    pub forme: Option<Regex>,
}

/// A variable, compiled.
#[derive(Debug, Clone)]
pub struct VariableFormat {
    /// Column.
    pub colonne: Motifs,
    /// Columns and expressions of the rows concerned.
    pub quand: Vec<ConditionFormat>,
    /// Column whose values are counted once.
    pub distinct: Option<Motifs>,
    /// Column of the labels.
    pub libelle: Option<Motifs>,
}

/// A descriptor ready to be matched.
#[derive(Debug, Clone)]
pub struct Format {
    /// What it was made from.
    pub d: Descripteur,
    /// Signature columns.
    pub requis: Vec<Motifs>,
    /// Forbidden columns.
    pub interdits: Vec<Motifs>,
    /// Known columns.
    pub connus: Vec<Motifs>,
    /// Column, expression and SIREN key of the cells that sign the format, in the order of the descriptor.
    pub valeurs: Vec<(Motifs, Regex, bool)>,
    /// Sheet name.
    pub feuille: Option<Regex>,
    /// Text above the header.
    pub titre: Option<Regex>,
    /// What the cells look like.
    pub contenu: Vec<(Motifs, Regex)>,
    /// Commune code.
    pub cle: Option<Motifs>,
    /// Code in its cell.
    pub cle_motif: Option<Regex>,
    /// Département and commune columns.
    pub cle_composee: Option<(Motifs, Motifs)>,
    /// Column of the year.
    pub an_colonne: Option<Motifs>,
    /// Year in the sheet name.
    pub an_feuille: Option<Regex>,
    /// Year in the text above the header.
    pub an_titre: Option<Regex>,
    /// Year in the path.
    pub an_nom: Option<Regex>,
    /// Columns of the filters, in their order.
    pub filtres: Vec<Motifs>,
    /// Shapes of their legible values, in the same order.
    pub formes: Vec<Option<Regex>>,
    /// Variables, in their order.
    pub variables: Vec<VariableFormat>,
    /// CPTS name and part.
    pub cpts: Option<(Motifs, Option<Motifs>)>,
    /// Longitude and latitude.
    pub point: Option<(Motifs, Motifs)>,
    /// QPV code, name, communes.
    pub qpv: Option<[Motifs; 3]>,
}

impl Format {
    /// Compiles a descriptor; `nom` is the file named in the error.
    ///
    /// # Errors
    /// A regular expression is wrong, or a mean has no weights.
    pub fn compile(d: Descripteur, nom: &str) -> Result<Self, ErreurDonnees> {
        coherence::verifie(&d, nom)?;
        Self::essaie(&d).map_err(|e| {
            ErreurDonnees::new(Emplacement::fichier(nom), "expression régulière invalide")
                .valeur(e.to_string())
                .attendu("une expression régulière (syntaxe de la bibliothèque regex)")
        })
    }

    /// The commune code in its cell, by the expression of the descriptor; the whole cell when there is none or it does not answer.
    #[must_use]
    pub fn code_ecrit<'t>(&self, cellule: &'t str) -> &'t str {
        let texte = cellule.trim();
        let lu = self.cle_motif.as_ref().and_then(|m| m.captures(texte));
        lu.and_then(|c| c.name("code").or_else(|| c.get(1)))
            .map_or(texte, |m| m.as_str())
    }

    fn essaie(d: &Descripteur) -> Result<Self, regex::Error> {
        let m = Motifs::compile;
        let plusieurs = |noms: &[Noms]| noms.iter().map(m).collect::<Result<Vec<_>, _>>();
        let regex = |e: &Option<String>| e.as_deref().map(regex).transpose();
        let r = &d.reconnaissance;
        Ok(Self {
            requis: plusieurs(&r.requis)?,
            interdits: plusieurs(&r.interdits)?,
            connus: plusieurs(&r.connus)?,
            valeurs: r.valeurs.iter().map(valeurs).collect::<Result<_, _>>()?,
            feuille: regex(&r.feuille)?,
            titre: regex(&r.titre)?,
            contenu: r
                .contenu
                .iter()
                .map(|c| Ok((m(&c.colonne)?, entiere(&c.motif)?)))
                .collect::<Result<_, _>>()?,
            cle: d.cle.as_ref().map(m).transpose()?,
            cle_motif: regex(&d.cle_motif)?,
            cle_composee: d
                .cle_composee
                .as_ref()
                .map(|(a, b)| Ok((m(a)?, m(b)?)))
                .transpose()?,
            an_colonne: d.millesime.colonne.as_ref().map(m).transpose()?,
            an_feuille: regex(&d.millesime.feuille)?,
            an_titre: regex(&d.millesime.titre)?,
            an_nom: regex(&d.millesime.nom.clone().filter(|n| n != "auto"))?,
            filtres: d
                .filtres
                .iter()
                .map(|f| m(&f.colonne))
                .collect::<Result<_, _>>()?,
            formes: d
                .filtres
                .iter()
                .map(|f| f.forme.as_deref().map(entiere).transpose())
                .collect::<Result<_, _>>()?,
            variables: d.variables.iter().map(variable).collect::<Result<_, _>>()?,
            cpts: d
                .cpts
                .as_ref()
                .map(|c| Ok((m(&c.nom)?, c.part.as_ref().map(m).transpose()?)))
                .transpose()?,
            point: d
                .point
                .as_ref()
                .map(|p| Ok((m(&p.lon)?, m(&p.lat)?)))
                .transpose()?,
            qpv: d
                .qpv
                .as_ref()
                .map(|q| Ok([m(&q.code)?, m(&q.nom)?, m(&q.communes)?]))
                .transpose()?,
            d: d.clone(),
        })
    }
}

fn condition(q: &Quand) -> Result<ConditionFormat, regex::Error> {
    Ok(ConditionFormat {
        colonne: Motifs::compile(&q.colonne)?,
        motif: entiere(&q.motif)?,
        forme: q.forme.as_deref().map(entiere).transpose()?,
    })
}

/// An expression on the whole cell.
fn entiere(expression: &str) -> Result<Regex, regex::Error> {
    regex(&format!("^(?:{expression})$"))
}

fn valeurs(v: &Valeurs) -> Result<(Motifs, Regex, bool), regex::Error> {
    let motif = entiere(&v.motif)?;
    Ok((Motifs::compile(&v.colonne)?, motif, v.siren))
}

fn variable(v: &Variable) -> Result<VariableFormat, regex::Error> {
    Ok(VariableFormat {
        colonne: Motifs::compile(&v.colonne)?,
        quand: v.quand.0.iter().map(condition).collect::<Result<_, _>>()?,
        distinct: Some(&v.distinct)
            .filter(|d| !d.liste().is_empty())
            .map(Motifs::compile)
            .transpose()?,
        libelle: v.libelle.as_ref().map(Motifs::compile).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entetes(noms: &[&str]) -> Vec<String> {
        noms.iter().map(|n| normalise(n)).collect()
    }

    #[test]
    fn a_header_gives_its_year_and_its_code() {
        let m = Motifs::compile(&Noms::Un(r"~^p(?<an>\d\d) pop$".into())).unwrap();
        let trouves = m.tous(&entetes(&["CODGEO", "P22_POP", "P16_POP", "P22_POP0014"]));
        let ans: Vec<_> = trouves.iter().map(|t| (t.colonne, t.an)).collect();
        assert_eq!(ans, [(1, Some(2022)), (2, Some(2016))]);
    }

    #[test]
    fn the_preferred_name_wins_over_the_first_column() {
        let m = Motifs::compile(&Noms::Plusieurs(vec!["COM".into(), "Code".into()])).unwrap();
        assert_eq!(m.trouve(&entetes(&["code", "com"])).unwrap().colonne, 1);
    }

    #[test]
    fn years_of_two_and_four_digits() {
        assert_eq!(annee("22"), Some(2022));
        assert_eq!(annee("99"), Some(1999));
        assert_eq!(annee("2023"), Some(2023));
        assert_eq!(annee("123"), None);
    }
}
