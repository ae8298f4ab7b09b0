//! What a table gave once joined to the référentiel: one value per unit and series, plain vectors.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;
use serde::{Deserialize, Serialize};

use crate::load::format::plan::NonLue;
use crate::load::table::cle::CleSerie;
use crate::load::table::fusions::Fusions;
use crate::load::table::habitants::HabitantsLus;
use crate::load::table::inconnues::Inconnues;
use crate::load::table::motifs_vus::MotifMuet;
use crate::load::table::publies::PubliesLus;
use crate::load::table::silences::Silence;
use crate::model::{
    CodeCommune, Constat, CptsFinie, CptsPerdue, DateCivile, Point, Rejet, StadeLu, UniteId, Valeur,
};

/// Classes of a series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SerieClasse {
    /// Code of the class of each unit.
    pub codes: Vec<Option<String>>,
    /// Units whose class could not be read.
    pub rejetees: BTreeSet<UniteId>,
    /// Label of each code.
    pub libelles: BTreeMap<String, String>,
}

impl SerieClasse {
    /// Adds the classes of another table of the same file; what is already there wins.
    fn complete(&mut self, serie: Self) {
        self.codes.resize(serie.codes.len(), None);
        for (deja, code) in self.codes.iter_mut().zip(serie.codes) {
            if deja.is_none() {
                *deja = code;
            }
        }
        let codes = &self.codes;
        let sans = |u: &UniteId| codes.get(u.0 as usize).is_none_or(Option::is_none);
        let rejetees = serie.rejetees.into_iter().filter(sans);
        self.rejetees.extend(rejetees);
        for (code, libelle) in serie.libelles {
            self.libelles.entry(code).or_insert(libelle);
        }
    }
}

/// A quartier prioritaire as a file gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QpvLu {
    /// Code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Communes.
    pub communes: Vec<UniteId>,
    /// Rank of the feature, from 1.
    pub entite: u64,
    /// Whether one of its communes could not be read.
    pub douteux: bool,
    /// Polygon, kept when no commune is written, or a city that has arrondissements, or a commune split since.
    #[serde(with = "crate::load::prepare::formes::surface")]
    pub surface: Option<MultiPolygon<f64>>,
    /// Communes of today that were one where it lies, nothing saying in which it is.
    pub ensembles: Vec<Vec<UniteId>>,
    /// Communes split since, of which its polygon tells the piece.
    pub situees: BTreeSet<UniteId>,
}

/// A column that is not used, as its figures cannot be what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refus {
    /// Variable and vintage.
    pub cle: CleSerie,
    /// Its header.
    pub entete: Option<String>,
    /// Why and what to do, in French sentences, the first without its capital.
    pub motif: String,
}

/// Where a sparse file is an extract.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Extrait {
    /// Départements, and the share of their population that it covers.
    pub departements: BTreeMap<usize, f64>,
    /// Inhabitants under which it has almost no commune: it is cut by size.
    pub coupe: Option<f64>,
}

/// A city whose figure is not the sum of those of its arrondissements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Discordance {
    /// Variable and vintage.
    pub cle: CleSerie,
    /// The city.
    pub ville: UniteId,
    /// Its own figure.
    pub entiere: f64,
    /// Sum of its arrondissements.
    pub somme: f64,
    /// Whether all of them have a figure.
    pub complete: bool,
}

/// What a table gave.
/// What is heavy is left out of what serde writes: the prepared file has a block for each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Year of the table itself, when it is known.
    pub millesime: Option<u16>,
    /// Numeric series, one value per unit.
    #[serde(skip)]
    pub series: BTreeMap<CleSerie, Vec<Valeur>>,
    /// Figures of territories wider than a commune.
    pub publies: PubliesLus,
    /// Persons that several units share, in the series that count persons.
    pub repetees: BTreeMap<CleSerie, crate::model::Repetees>,
    /// Structures named.
    pub structures: Vec<crate::model::Structure>,
    /// Rows of no place: they are in no commune.
    pub sans_lieu: u64,
    /// Series of classes.
    #[serde(skip)]
    pub classes: BTreeMap<CleSerie, SerieClasse>,
    /// Unit, CPTS, part.
    pub cpts: Vec<(UniteId, String, f64)>,
    /// Units whose CPTS could not be read.
    pub cpts_inconnues: BTreeSet<UniteId>,
    /// Communes of which the list of CPTS may name a part only, being older than their merger.
    pub cpts_partielles: BTreeSet<UniteId>,
    /// Rows of a list of CPTS that are not used.
    pub cpts_perdues: Vec<CptsPerdue>,
    /// Rows of a list of CPTS that are no more, or end.
    pub cpts_finies: Vec<CptsFinie>,
    /// Départements of which a row of a list of CPTS says that a commune has none.
    pub cpts_champ: BTreeSet<usize>,
    /// Stages that the rows of a list of CPTS write, each the first time.
    pub cpts_stades: Vec<StadeLu>,
    /// Representative points.
    pub points: Vec<(UniteId, Point)>,
    /// Polygons.
    #[serde(skip)]
    pub contours: BTreeMap<UniteId, MultiPolygon<f64>>,
    /// Quartiers prioritaires.
    pub qpv: Vec<QpvLu>,
    /// Inhabitants of quartiers prioritaires.
    pub habitants_qpv: Vec<HabitantsLus>,
    /// What the rows not used leave unknown.
    pub inconnues: Inconnues,
    /// Rows not used.
    pub rejets: Vec<Rejet>,
    /// Former codes met and the current commune they went to.
    pub recodes: BTreeMap<CodeCommune, UniteId>,
    /// Number of codes whose leading zero was given back.
    pub zeros_rendus: usize,
    /// Number of codes of zones whose first zeros were given back.
    pub zones_rendues: usize,
    /// Sheets of earlier years, not read.
    pub feuilles_anciennes: Vec<String>,
    /// Header of each numeric series.
    pub entetes: BTreeMap<CleSerie, String>,
    /// Lines that repeat the header.
    pub entetes_repetes: Vec<u64>,
    /// Columns that are not used.
    pub refus: Vec<Refus>,
    /// What was found of its figures.
    pub constats: Vec<Constat>,
    /// Columns that nothing reads, in a file of the user.
    pub non_lues: Vec<NonLue>,
    /// Units of which the file counts nobody although they have inhabitants, with the vintage.
    pub sans_habitant: BTreeSet<(Option<u16>, UniteId)>,
    /// Why the polygons or the points of the file are not those of the communes, in French.
    pub lieux_ecartes: Option<String>,
    /// Communes whose polygons are parts of them.
    pub morcelees: BTreeSet<UniteId>,
    /// Figures that could not be merged: variable and current commune.
    pub non_fusionnes: Vec<(String, UniteId)>,
    /// Variables among them whose descriptor does not say how figures merge.
    pub fusions_non_dites: BTreeSet<String>,
    /// Units of which a file that is sparse or counted has a row, whatever its type, with the vintage of the row.
    pub vues: BTreeSet<(Option<u16>, UniteId)>,
    /// Patterns of counted rows that no row has.
    pub motifs_muets: Vec<MotifMuet>,
    /// Where each vintage of a sparse file is an extract.
    pub extraits: BTreeMap<Option<u16>, Extrait>,
    /// Where a sparse file has no row although it ought to.
    pub silences: Vec<Silence>,
    /// Cities whose figure is not the sum of those of their arrondissements.
    pub discordances: Vec<Discordance>,
    /// What the codes say of the mergers, all vintages together: rows that a sum lacks, rows that would count twice.
    pub fusions: Fusions,
    /// Communes whose figure of a vintage may be that of before a merger.
    pub fusions_incertaines: BTreeSet<(Option<u16>, UniteId)>,
    /// Code of the last row of a sparse file whose rows follow the codes.
    pub derniere_triee: Option<CodeCommune>,
    /// Latest day that its rows write: of two files of one year, it is the later that is read.
    pub dernier_jour: Option<DateCivile>,
}

impl Table {
    /// Adds another table of the same file; what is already there wins.
    pub fn complete(&mut self, autre: Self) {
        for (cle, valeurs) in autre.series {
            let place = self
                .series
                .entry(cle)
                .or_insert_with(|| vec![Valeur::Absente; valeurs.len()]);
            for (deja, valeur) in place.iter_mut().zip(valeurs) {
                if *deja == Valeur::Absente {
                    *deja = valeur;
                }
            }
        }
        self.publies.complete(autre.publies);
        self.repetees.extend(autre.repetees);
        self.sans_lieu += autre.sans_lieu;
        self.structures.extend(autre.structures);
        for (cle, serie) in autre.classes {
            self.classes.entry(cle).or_default().complete(serie);
        }
        for (unite, contour) in autre.contours {
            self.contours.entry(unite).or_insert(contour);
        }
        self.cpts.extend(autre.cpts);
        self.cpts_inconnues.extend(autre.cpts_inconnues);
        self.cpts_partielles.extend(autre.cpts_partielles);
        self.cpts_perdues.extend(autre.cpts_perdues);
        self.cpts_finies.extend(autre.cpts_finies);
        self.cpts_champ.extend(autre.cpts_champ);
        self.cpts_stades.extend(autre.cpts_stades);
        self.points.extend(autre.points);
        self.qpv.extend(autre.qpv);
        self.habitants_qpv.extend(autre.habitants_qpv);
        self.inconnues.complete(autre.inconnues);
        self.rejets.extend(autre.rejets);
        self.recodes.extend(autre.recodes);
        self.zeros_rendus += autre.zeros_rendus;
        self.zones_rendues += autre.zones_rendues;
        self.entetes.extend(autre.entetes);
        self.refus.extend(autre.refus);
        self.entetes_repetes.extend(autre.entetes_repetes);
        self.constats.extend(autre.constats);
        self.non_lues.extend(autre.non_lues);
        self.morcelees.extend(autre.morcelees);
        self.lieux_ecartes = self.lieux_ecartes.take().or(autre.lieux_ecartes);
        self.non_fusionnes.extend(autre.non_fusionnes);
        self.fusions_non_dites.extend(autre.fusions_non_dites);
        self.vues.extend(autre.vues);
        self.extraits.extend(autre.extraits);
        self.silences.extend(autre.silences);
        self.motifs_muets.extend(autre.motifs_muets);
        self.discordances.extend(autre.discordances);
        self.fusions.complete(autre.fusions);
        self.fusions_incertaines.extend(autre.fusions_incertaines);
        // Two tables follow no order together.
        self.derniere_triee = None;
        self.dernier_jour = self.dernier_jour.max(autre.dernier_jour);
    }

    /// Whether there is nothing to use.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.series.is_empty()
            && self.publies.chiffres.is_empty()
            && self.classes.is_empty()
            && self.cpts.is_empty()
            && self.cpts_champ.is_empty()
            && self.cpts_perdues.is_empty()
            && self.structures.is_empty()
            && self.points.is_empty()
            && self.contours.is_empty()
            && self.qpv.is_empty()
            && self.habitants_qpv.is_empty()
            && self.refus.is_empty()
    }

    /// Years of the series, sorted, each once; else that of the table.
    #[must_use]
    pub fn millesimes(&self) -> Vec<u16> {
        let series = self.series.keys().chain(self.classes.keys());
        let publiees = self.publies.chiffres.values().flat_map(|s| s.keys());
        let mut ans: Vec<u16> = series.chain(publiees).filter_map(|(_, an)| *an).collect();
        if ans.is_empty() {
            ans.extend(self.millesime);
        }
        ans.sort_unstable();
        ans.dedup();
        ans
    }
}
