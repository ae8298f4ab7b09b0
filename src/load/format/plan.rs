//! What to read in a table once its format is known: which columns, for what, of which year.

use std::collections::BTreeSet;

use crate::load::format::compile::Format;
use crate::load::format::comptees::{Comptee, comptees};
use crate::load::format::frappe;
use crate::load::format::millesime::{dit, millesime};
use crate::load::format::niveau::NiveauPlan;
use crate::load::format::niveau_format;
use crate::load::format::places::{Places, Redit};
use crate::load::format::structure::PlacesStructure;
use crate::load::source::tableau::{Apercu, Depart};

/// A variable found in the table.
#[derive(Debug, Clone)]
pub struct Lue {
    /// Rank in the variables of the descriptor.
    pub variable: usize,
    /// Place of its column in [`Plan::colonnes`].
    pub place: usize,
    /// Year read in the header.
    pub an: Option<u16>,
    /// Code read in the header.
    pub code: Option<String>,
    /// Place of the column of the labels.
    pub libelle: Option<usize>,
    /// Places of the columns of the types, in the order of the conditions.
    pub quand: Vec<usize>,
}

/// What to read in a table; the places are ranks in `colonnes`.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Rank of the header in the preview.
    pub entete: usize,
    /// Number of columns that answered: the surest format wins.
    pub score: usize,
    /// Columns to read.
    pub colonnes: Vec<usize>,
    /// Their names, as written.
    pub noms: Vec<String>,
    /// Number of columns of the header.
    pub largeur: usize,
    /// Commune code.
    pub cle: Option<usize>,
    /// Département and commune.
    pub cle_composee: Option<(usize, usize)>,
    /// Postcode and town.
    pub cle_postale: Option<(usize, usize)>,
    /// Name of the commune, and its département when the table has it.
    pub cle_nom: Option<(usize, Option<usize>)>,
    /// Year.
    pub an: Option<usize>,
    /// Power of ten of the figures of a row.
    pub puissance: Option<usize>,
    /// Columns that the table says to be of another unit.
    pub unites: Vec<UniteDite>,
    /// Filters, in the order of the descriptor; `None` when the column is not there.
    pub filtres: Vec<Option<usize>>,
    /// Levels wider than the commune; a row of none is that of a commune.
    pub niveaux: Vec<NiveauPlan>,
    /// Variables read in one row.
    pub lues: Vec<Lue>,
    /// Variables made of all the rows of a commune.
    pub comptees: Vec<Comptee>,
    /// Whether the file has no header: its first row is data.
    pub sans_entete: bool,
    /// CPTS name and part.
    pub cpts: Option<(usize, Option<usize>)>,
    /// Stage of the CPTS, and its date.
    pub stade: [Option<usize>; 2],
    /// Place of the day on which the CPTS ends.
    pub fin_cpts: Option<usize>,
    /// Longitude and latitude.
    pub point: Option<(usize, usize)>,
    /// Name of the commune, compared with that of its code when the file places communes.
    pub nom: Option<usize>,
    /// First column that tells a service, a practice or a structure.
    pub structure: Option<String>,
    /// Structures named.
    pub structure_nommee: Option<PlacesStructure>,
    /// QPV code, name, communes.
    pub qpv: Option<(usize, usize, Option<usize>)>,
    /// QPV code, inhabitants.
    pub habitants_qpv: Option<(usize, usize)>,
    /// Year of all that has none of its own.
    pub millesime: Option<u16>,
    /// Of the columns to read, those that the format asks for.
    pub demandees: usize,
    /// Columns that nothing reads, as written, in a file whose columns are the user's.
    pub non_lues: Vec<NonLue>,
    /// Required variables that the table has not.
    pub manquantes: Vec<String>,
    /// What its title, its sheet, its header and its name say, normalised.
    pub dit: String,
    /// Columns that say again of which commune a row is.
    pub redites: Vec<(usize, Redit)>,
}

/// Columns of a table that are compared with the headers that are read; a table of hundreds is another file.
const COMPAREES: usize = 20;

/// A column that the table says to be of another unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniteDite {
    /// Place of the column in the plan.
    pub place: usize,
    /// What the table says, as written.
    pub texte: String,
    /// Where it says it, and against what.
    pub ou: Ou,
}

/// Where a table says that the figures of a column are not what they are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ou {
    /// Above or under the title, of a count.
    Autour,
    /// In the title, of a count.
    Effectif,
    /// In the title, of a percentage.
    Pourcentage,
}

/// A column that nothing reads.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NonLue {
    /// As written.
    pub nom: String,
    /// Header that would be read, a letter away.
    pub proche: Option<String>,
}

impl Plan {
    /// Where the rows of data begin.
    #[must_use]
    pub fn depart(&self) -> Depart {
        if self.sans_entete {
            Depart::SansEntete(self.largeur)
        } else {
            Depart::Apres(self.entete)
        }
    }

    /// Notes the columns that nothing reads: long to tell, and only of use for the format that is chosen.
    pub fn note_les_non_lues(&mut self, format: &Format, entetes: &[String], bruts: &[String]) {
        if format.d.reconnaissance.au_moins_une && lit(format, self) {
            self.non_lues = non_lues(format, self, entetes, bruts);
        }
    }
}

/// Builds the plan of a table whose header is row `rang`.
pub fn dresse(
    format: &Format,
    apercu: &Apercu,
    rang: usize,
    entetes: &[String],
    titre: &str,
    chemin: &str,
) -> Plan {
    let bruts = apercu.lignes.get(rang).map_or(&[][..], Vec::as_slice);
    let mut plan = Plan {
        entete: rang,
        largeur: largeur(entetes),
        millesime: millesime(format, apercu, titre, chemin),
        dit: dit(format, (apercu, titre), entetes, chemin),
        ..Plan::default()
    };
    let c = &mut Places {
        colonnes: &mut plan.colonnes,
        noms: &mut plan.noms,
        entetes,
        bruts,
    };
    plan.cle = format.cle.as_ref().and_then(|m| c.place(m));
    plan.cle_composee = c.deux(&format.cle_composee);
    plan.cle_postale = c.deux(&format.cle_postale);
    let nom = format.cle_nom.as_ref();
    plan.cle_nom = nom.and_then(|(nom, d)| Some((c.place(nom)?, c.place(d))));
    plan.an = format.an_colonne.as_ref().and_then(|m| c.place(m));
    plan.filtres = format.filtres.iter().map(|m| c.place(m)).collect();
    plan.cpts = format
        .cpts
        .as_ref()
        .and_then(|(nom, part)| Some((c.place(nom)?, part.as_ref().and_then(|m| c.place(m)))));
    let [stade, date] = &format.stade;
    plan.stade = [stade, date].map(|m| m.as_ref().and_then(|m| c.place(m)));
    plan.fin_cpts = format.fin_cpts.as_ref().and_then(|m| c.place(m));
    plan.point = c.deux(&format.point);
    plan.structure_nommee = format.structure.as_ref().and_then(|s| s.places(c));
    plan.qpv = format
        .qpv
        .as_ref()
        .and_then(|[a, b, d]| Some((c.place(a)?, c.place(b)?, c.place(d))));
    plan.habitants_qpv = c.deux(&format.habitants_qpv);
    plan.niveaux = niveau_format::places(&format.niveaux, c, titre);
    (plan.lues, plan.manquantes) = variables(format, c);
    let (comptees, fautes) = comptees(format, c);
    plan.comptees = comptees;
    plan.manquantes.extend(fautes);
    let place = format.d.contours || plan.point.is_some() || format.d.utilisateur;
    (plan.nom, plan.structure) = c.lieux(place, place || plan.cpts.is_some());
    plan.score = score(format, &plan, entetes);
    plan.note_les_annexes(format, apercu, entetes);
    plan
}

impl Plan {
    /// Whether the rows are of quartiers prioritaires, and of no commune.
    pub fn est_de_quartiers(&self) -> bool {
        self.qpv.is_some() || self.habitants_qpv.is_some()
    }
}

/// Columns up to the last that has a header.
fn largeur(entetes: &[String]) -> usize {
    let derniere = entetes.iter().rposition(|e| !e.is_empty());
    derniere.map_or(0, |i| i + 1)
}

/// Variables found in the table, and the required ones that it has not.
fn variables(format: &Format, c: &mut Places<'_>) -> (Vec<Lue>, Vec<String>) {
    let mut lues = Vec::new();
    let mut manquantes = Vec::new();
    for (variable, (v, d)) in format.variables.iter().zip(&format.d.variables).enumerate() {
        if d.par_lignes() {
            continue;
        }
        let credibles = super::titres::credibles(format, variable, c.entetes, c.bruts);
        let mut trouves = v.colonne.tous(credibles.as_deref().unwrap_or(c.entetes));
        if d.derniere {
            let dernier = trouves.iter().filter_map(|t| t.an).max();
            trouves.retain(|t| t.an == dernier);
        }
        if trouves.is_empty() && d.requise {
            manquantes.push(v.colonne.nom().to_owned());
        }
        let places = v.quand.iter().map(|q| c.place(&q.colonne));
        let Some(quand) = places.collect::<Option<Vec<usize>>>() else {
            continue;
        };
        let libelle = v.libelle.as_ref().and_then(|m| c.place(m));
        lues.extend(trouves.into_iter().map(|t| Lue {
            variable,
            place: c.garde(&t),
            an: t.an,
            code: t.code,
            libelle,
            quand: quand.clone(),
        }));
    }
    (lues, manquantes)
}

/// Whether something of the table is read: of another format, what it does not read says nothing.
fn lit(format: &Format, plan: &Plan) -> bool {
    let lieux = format.d.contours || plan.point.is_some() || plan.structure_nommee.is_some();
    let chiffres = !(plan.lues.is_empty() && plan.comptees.is_empty());
    chiffres || lieux || plan.cpts.is_some() || plan.est_de_quartiers()
}

/// Columns that are neither read nor known, with what they are a letter away from.
fn non_lues(format: &Format, plan: &Plan, entetes: &[String], bruts: &[String]) -> Vec<NonLue> {
    let lit = |e: &str| format.variables.iter().any(|v| v.colonne.repond(e));
    let demandees = plan.colonnes.get(..plan.demandees).unwrap_or_default();
    let connue = |rang: usize, entete: &String| {
        let mut connus = format.connus.iter().chain(&format.requis);
        entete.is_empty() || demandees.contains(&rang) || connus.any(|m| m.repond(entete))
    };
    let rangs = entetes.iter().enumerate();
    let inconnus = rangs.filter(|(rang, e)| !connue(*rang, e));
    inconnus
        .filter_map(|(rang, e)| Some((e, bruts.get(rang)?)))
        .enumerate()
        .map(|(n, (entete, brut))| NonLue {
            nom: brut.split_whitespace().collect::<Vec<_>>().join(" "),
            proche: (n < COMPAREES)
                .then(|| frappe::corriger(entete, lit))
                .flatten(),
        })
        .collect()
}

/// Number of columns that answered, each counted once.
fn score(format: &Format, plan: &Plan, entetes: &[String]) -> usize {
    let connues = format.connus.iter().chain(&format.requis);
    let trouvees = connues.filter_map(|m| m.trouve(entetes)).map(|t| t.colonne);
    let autres: BTreeSet<usize> = trouvees.filter(|n| !plan.colonnes.contains(n)).collect();
    autres.len() + plan.colonnes.len()
}
