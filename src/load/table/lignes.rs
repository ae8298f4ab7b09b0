//! Rows of a recognised table, one by one: filter, commune, series, cells; bad ones are set aside with the reason.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::base::Nommes;
use crate::load::format::compile::Format;
use crate::load::format::nombre::Lecteur;
use crate::load::format::plan::Plan;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::champs::{Champ, Cible, Gardees, Serie, champs};
use crate::load::table::cle::CleSerie;
use crate::load::table::comptage::Comptage;
use crate::load::table::confrontees::Confrontees;
use crate::load::table::decimales::Decimales;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lieux_lus::LieuxLus;
use crate::load::table::noms_vides::{NomsEcrits, Place};
use crate::load::table::ordre_des_codes::Ordre;
use crate::load::table::postal::Postes;
use crate::load::table::resultat::Table;
use crate::load::table::separateurs::Separateurs;
use crate::load::table::tri::Tri;
use crate::model::{CodeCommune, ErreurDonnees, Referentiel, Structure, UniteId};

/// Reads the rows of one table.
pub struct Lignes<'a> {
    pub(in crate::load) referentiel: &'a Referentiel,
    pub(in crate::load) format: &'a Format,
    pub(in crate::load) plan: &'a Plan,
    pub(in crate::load) fichier: &'a str,
    pub(in crate::load) champs: Vec<Champ>,
    pub(in crate::load) champ_de_lue: Vec<usize>,
    pub(in crate::load) series: Vec<Serie>,
    pub(in crate::load) rang_serie: HashMap<CleSerie, usize>,
    /// Series fed by the rows of each kind.
    pub(in crate::load) genres: Vec<Vec<Cible>>,
    /// For each kind, which columns its series take.
    pub(in crate::load) utiles: Vec<Arc<[bool]>>,
    /// Year that the rows of each kind write.
    pub(in crate::load) annees: Vec<Option<u16>>,
    pub(in crate::load) rang_genre: HashMap<String, u32>,
    /// Places of the cells that make the kind of a row.
    pub(in crate::load) places_du_genre: Vec<usize>,
    /// Those that make its kind for what is counted.
    pub(in crate::load) places_comptees: Vec<usize>,
    /// Those cells of the row in hand.
    pub(in crate::load) signature: String,
    pub(in crate::load) gardees: Gardees,
    /// Classes met, by column: code and label.
    pub(in crate::load) modalites: Vec<Vec<(String, String)>>,
    pub(in crate::load) rang_modalite: Vec<HashMap<String, u32>>,
    pub(in crate::load) lecteur: Lecteur,
    /// Decimals met in the columns of counts.
    pub(in crate::load) decimales: Vec<Decimales>,
    /// Marks met in the columns that add up and may have decimals.
    pub(super) separateurs: Vec<Separateurs>,
    /// Rows rejected: where they may stand, and their kind when it is legible.
    pub(in crate::load) perdues: BTreeSet<(Etendue, Option<u32>)>,
    pub(in crate::load) comptage: Comptage,
    /// What the rows say twice.
    pub(super) confrontees: Confrontees,
    /// SIREN of the EPCI: a file may have millions of such rows.
    pub(super) epcis: BTreeSet<&'a str>,
    /// Ranks of the series that rows of a level wider than the commune feed.
    pub(in crate::load) publiees: BTreeSet<usize>,
    /// Names and points met, which tell whether the file is about communes.
    pub(in crate::load) lieux: LieuxLus,
    /// Structures that give their commune to the rows, by identifier.
    pub(in crate::load) connues: Option<&'a HashMap<String, Structure>>,
    /// Towns, when they give their commune to the rows.
    pub(super) postes: Option<Postes<'a>>,
    /// Names of communes, where they give that of a row.
    pub(super) nommes: Option<Nommes<'a>>,
    /// Points of structures, by identifier, that rows of their own hold.
    pub(in crate::load) points_des_structures: HashMap<String, (f64, f64)>,
    /// Codes that a list of CPTS names.
    pub(in crate::load) codes_cpts: BTreeSet<CodeCommune>,
    /// What its rows write in the place of a name.
    pub(super) noms_ecrits: NomsEcrits<Place>,
    /// Stages already kept, by CPTS.
    pub(in crate::load) stades_vus: BTreeSet<(String, Option<String>, Option<String>)>,
    /// Vintage and unit noted last.
    pub(super) derniere_vue: Option<(Option<u16>, UniteId)>,
    /// Date that the rows of each kind write, as written.
    pub(super) dates: Vec<String>,
    /// Line of the header of another table.
    pub(super) second_tableau: Option<u64>,
    /// Whether the rows follow the codes.
    pub(super) ordre: Ordre,
    entite: bool,
    /// Whether its rows may be those of communes.
    communale: bool,
    commencee: bool,
    pub(in crate::load) table: Table,
}

impl<'a> Lignes<'a> {
    /// Prepares the reading of a table.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn new(
        referentiel: &'a Referentiel,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a str,
        entite: bool,
    ) -> Result<Self, ErreurDonnees> {
        crate::load::table::nom_cpts::prepare()?;
        let (champs, champ_de_lue) = champs(format, plan, fichier)?;
        let n = champs.len();
        Ok(Self {
            referentiel,
            format,
            plan,
            fichier,
            champs,
            champ_de_lue,
            series: Vec::new(),
            rang_serie: HashMap::new(),
            genres: Vec::new(),
            utiles: Vec::new(),
            annees: Vec::new(),
            rang_genre: HashMap::new(),
            places_du_genre: avec_l_annee(plan, plan.lues.iter().map(|l| &l.quand)),
            places_comptees: avec_l_annee(plan, plan.comptees.iter().map(|c| &c.quand)),
            signature: String::new(),
            gardees: Gardees::new(n, referentiel.unites.len()),
            modalites: vec![Vec::new(); n],
            rang_modalite: vec![HashMap::new(); n],
            epcis: referentiel.epcis.iter().map(|e| e.siren.as_str()).collect(),
            lecteur: Lecteur::new(&format.d.marques),
            decimales: vec![Decimales::default(); n],
            separateurs: vec![Separateurs::default(); n],
            perdues: BTreeSet::new(),
            comptage: Comptage::default(),
            confrontees: Confrontees::new(n),
            publiees: BTreeSet::new(),
            lieux: LieuxLus::default(),
            connues: None,
            postes: plan.cle_postale.map(|_| Postes::new(referentiel)),
            nommes: plan.cle_nom.map(|_| Nommes::new(referentiel)),
            points_des_structures: HashMap::new(),
            codes_cpts: BTreeSet::new(),
            noms_ecrits: NomsEcrits::default(),
            stades_vus: BTreeSet::new(),
            derniere_vue: None,
            dates: Vec::new(),
            second_tableau: None,
            ordre: Ordre::default(),
            entite,
            communale: est_communale(plan),
            commencee: false,
            table: Table::default(),
        })
    }

    /// Reads a row; gives its code and its unit when it names one.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn ligne(
        &mut self,
        l: &Ligne<'_>,
    ) -> Result<Option<(CodeCommune, UniteId)>, ErreurDonnees> {
        let premiere = !std::mem::replace(&mut self.commencee, true);
        if !self.entite && l.cellules.iter().all(Cellule::est_vide) {
            return Ok(None);
        }
        if self.est_ailleurs(l) || self.mise_de_cote(l)? {
            return Ok(None);
        }
        self.note_le_nom(l);
        let masque = match self.filtre(l) {
            Tri::Garde { masque } => masque,
            // Cells that moved: what the filters read is not theirs.
            Tri::Ecarte if self.est_decalee(l) => false,
            Tri::Ecarte => return Ok(None),
            Tri::Illisible(place) => {
                return self.filtre_illisible(l, place, premiere).map(|()| None);
            }
        };
        if self.quartier(l) {
            return Ok(None);
        }
        let (code, unite) = match self.commune(l, premiere) {
            Ok(lue) => lue,
            Err(None) => return Ok(None),
            Err(Some(ou)) => {
                if self.est_decalee(l) {
                    self.perd_les_sommes(l);
                }
                let genre = self.genre(l, None)?;
                self.perd_le_lieu(l, ou, genre);
                return Ok(None);
            }
        };
        self.note_la_commune(l, code, unite);
        if let Some(motif) = self.motif_de_refus(l, code, unite) {
            self.rejette(l, None, &code.to_string(), motif, Some(unite));
            let genre = self.genre(l, Some(unite))?;
            let ou = Etendue::Commune(unite, code);
            self.perd_les_comptes(l, &ou);
            self.perd(ou, genre);
            self.perd_la_cpts(l);
            return Ok(None);
        }
        self.cpts(l, code, unite);
        self.nomme(l, unite)?;
        self.point(l, code, unite);
        self.valeurs(l, code, unite, masque)?;
        if self.compte(l, code, unite, masque) {
            self.structure(l, unite);
        }
        Ok(Some((code, unite)))
    }

    /// Whether a row is not that of a commune: the header again, the point of a structure, a wider level.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    fn mise_de_cote(&mut self, l: &Ligne<'_>) -> Result<bool, ErreurDonnees> {
        if self.repete_l_entete(l) {
            self.table.entetes_repetes.push(l.numero);
            return Ok(true);
        }
        if let Some(niveau) = self.niveau(l) {
            self.publie(l, niveau)?;
            return Ok(true);
        }
        Ok(!self.communale || self.point_de_structure(l))
    }

    /// Whether the rows are features: each is a commune, none is a note.
    pub(in crate::load) fn est_entite(&self) -> bool {
        self.entite
    }

    /// Whether most rows repeat a commune already read: a long table, that only a descriptor of its own can read.
    pub fn est_longue(&self) -> bool {
        let g = &self.gardees;
        let distinctes: BTreeSet<_> = g.codes.iter().zip(&g.genres).collect();
        self.plan.cpts.is_none() && distinctes.len() * 2 <= g.codes.len() && g.codes.len() > 1
    }
}

/// Whether the rows of a plan may be those of communes.
fn est_communale(plan: &Plan) -> bool {
    let cle = plan.cle.or(plan.cle_composee.map(|c| c.0));
    plan.niveaux.is_empty() || cle.is_some()
}

/// Places of the year and of some types, in order.
fn avec_l_annee<'p>(plan: &Plan, types: impl Iterator<Item = &'p Vec<usize>>) -> Vec<usize> {
    let annee = plan.an.into_iter();
    let mut places: Vec<usize> = annee.chain(types.flatten().copied()).collect();
    places.dedup();
    places
}

/// Writes the cells of a row that tell its kind from the others.
pub(super) fn signe(signature: &mut String, places: &[usize], l: &Ligne<'_>) {
    signature.clear();
    for &place in places {
        let cellule = l.cellules.get(place).map(Cellule::en_texte);
        signature.push_str(&cellule.unwrap_or_default());
        signature.push('\u{1f}');
    }
}
