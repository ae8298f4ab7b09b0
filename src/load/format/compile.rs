//! A descriptor ready to be matched: names normalised, regular expressions compiled.

use regex::Regex;

use crate::load::format::coherence;
pub use crate::load::format::conditions::ConditionFormat;
use crate::load::format::conditions::condition;
use crate::load::format::descripteur::{Descripteur, Noms, Valeurs, Variable};
use crate::load::format::echelle::EchelleFormat;
use crate::load::format::motifs::{Motifs, entiere, regex};
use crate::load::format::niveau_format::{self, NiveauFormat};
use crate::load::format::structure::StructureFormat;
use crate::model::{Emplacement, ErreurDonnees};

/// A variable, compiled.
#[derive(Debug, Clone)]
pub struct VariableFormat {
    /// Column.
    pub colonne: Motifs,
    /// Columns and expressions of the rows concerned.
    pub quand: Vec<ConditionFormat>,
    /// Column whose values are counted once.
    pub distinct: Option<Motifs>,
    /// Columns that make the identifier with it.
    pub distinct_avec: Vec<Motifs>,
    /// Column that all the rows of a person tell together.
    pub personne: Option<Motifs>,
    /// Column of the labels.
    pub libelle: Option<Motifs>,
    /// How its codes are told from those of another nomenclature.
    pub echelle: Option<EchelleFormat>,
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
    /// Path of the file.
    pub fichier: Option<Regex>,
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
    /// Postcode and town.
    pub cle_postale: Option<(Motifs, Motifs)>,
    /// Columns of the name and of the département.
    pub cle_nom: Option<(Motifs, Motifs)>,
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
    /// Levels wider than the commune.
    pub niveaux: Vec<NiveauFormat>,
    /// Variables, in their order.
    pub variables: Vec<VariableFormat>,
    /// CPTS name and part.
    pub cpts: Option<(Motifs, Option<Motifs>)>,
    /// Stage of the CPTS, and its date.
    pub stade: [Option<Motifs>; 2],
    /// Day on which the CPTS ends.
    pub fin_cpts: Option<Motifs>,
    /// Longitude and latitude.
    pub point: Option<(Motifs, Motifs)>,
    /// Structures named.
    pub structure: Option<StructureFormat>,
    /// QPV code, name, communes.
    pub qpv: Option<[Motifs; 3]>,
    /// Code and inhabitants of a quartier.
    pub habitants_qpv: Option<(Motifs, Motifs)>,
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
            fichier: regex(&r.fichier)?,
            titre: regex(&r.titre)?,
            contenu: r
                .contenu
                .iter()
                .map(|c| Ok((m(&c.colonne)?, entiere(&c.motif)?)))
                .collect::<Result<_, _>>()?,
            cle: d.cle.as_ref().map(m).transpose()?,
            cle_motif: regex(&d.cle_motif)?,
            cle_composee: paire(&d.cle_composee)?,
            cle_postale: paire(&d.cle_postale)?,
            cle_nom: paire(&d.cle_nom)?,
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
            niveaux: niveau_format::compile(d)?,
            variables: d.variables.iter().map(variable).collect::<Result<_, _>>()?,
            cpts: d
                .cpts
                .as_ref()
                .map(|c| Ok((m(&c.nom)?, c.part.as_ref().map(m).transpose()?)))
                .transpose()?,
            stade: stade(d)?,
            fin_cpts: colonne(d.cpts.as_ref().and_then(|c| c.fin.as_ref()))?,
            point: d
                .point
                .as_ref()
                .map(|p| Ok((m(&p.lon)?, m(&p.lat)?)))
                .transpose()?,
            structure: structure(d)?,
            qpv: liste_des_quartiers(d)?,
            habitants_qpv: habitants_des_quartiers(d)?,
            d: d.clone(),
        })
    }
}

/// Columns of a list of quartiers prioritaires.
fn liste_des_quartiers(d: &Descripteur) -> Result<Option<[Motifs; 3]>, regex::Error> {
    let m = Motifs::compile;
    let liste = d.qpv.as_ref().filter(|q| q.habitants.is_none());
    let liste = liste.map(|q| Ok([m(&q.code)?, m(&q.nom)?, m(&q.communes)?]));
    liste.transpose()
}

/// Columns of a file of their inhabitants.
fn habitants_des_quartiers(d: &Descripteur) -> Result<Option<(Motifs, Motifs)>, regex::Error> {
    let quartiers = d.qpv.as_ref();
    paire(&quartiers.and_then(|q| Some((q.code.clone(), q.habitants.clone()?))))
}

/// Two columns that go together.
fn paire(noms: &Option<(Noms, Noms)>) -> Result<Option<(Motifs, Motifs)>, regex::Error> {
    let m = Motifs::compile;
    let paire = noms.as_ref();
    paire.map(|(a, b)| Ok((m(a)?, m(b)?))).transpose()
}

fn colonne(noms: Option<&Noms>) -> Result<Option<Motifs>, regex::Error> {
    noms.map(Motifs::compile).transpose()
}

fn stade(d: &Descripteur) -> Result<[Option<Motifs>; 2], regex::Error> {
    let colonnes = d.cpts.as_ref();
    Ok([
        colonne(colonnes.and_then(|c| c.stade.as_ref()))?,
        colonne(colonnes.and_then(|c| c.date.as_ref()))?,
    ])
}

fn structure(d: &Descripteur) -> Result<Option<StructureFormat>, regex::Error> {
    d.structure
        .as_ref()
        .map(StructureFormat::compile)
        .transpose()
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
        distinct_avec: v
            .distinct_avec
            .iter()
            .map(|n| Motifs::compile(&Noms::Un(n.clone())))
            .collect::<Result<_, _>>()?,
        personne: v
            .personne
            .as_ref()
            .map(|p| Motifs::compile(&p.colonne))
            .transpose()?,
        libelle: v.libelle.as_ref().map(Motifs::compile).transpose()?,
        echelle: v.echelle.as_ref().map(EchelleFormat::compile).transpose()?,
    })
}
