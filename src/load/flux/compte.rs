//! A stream to a table: blocks read while the one before is counted, then persons, then what the ordinary reader concludes.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Read};

use rayon::prelude::*;

use crate::load::flux::bloc::{Activite, Cadre, Releve, SANS_LIEU, en_ligne};
use crate::load::flux::decoupe::Decoupe;
use crate::load::flux::lots::{Lots, pieces};
use crate::load::flux::personnes::{Cible, Regles, personnes};
use crate::load::format::compile::Format;
use crate::load::format::personne::Personne;
use crate::load::format::plan::Plan;
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{ErreurDonnees, Referentiel, UniteId};

/// Rows shown one by one when they cannot be used; beyond, the file is not what it should be.
const REJETS_MAX: usize = 20_000;

/// Why a stream could not be read to its end: the file, or a rule of ours.
pub enum Echec {
    /// The bytes, with the line when it is known.
    Flux(Defaut, Option<u64>),
    /// Another error, already told.
    Autre(ErreurDonnees),
}

impl From<ErreurDonnees> for Echec {
    fn from(e: ErreurDonnees) -> Self {
        Self::Autre(e)
    }
}

/// Reads all the rows of a stream.
///
/// # Errors
/// The stream cannot be read to its end, too many rows cannot be used, or the embedded rules are wrong.
pub fn lire(
    flux: impl Read,
    referentiel: &Referentiel,
    format: &Format,
    plan: &Plan,
    fichier: &str,
    delimiteur: u8,
) -> Result<Table, Echec> {
    let guillemets = delimiteur != b'|';
    let mut compte = Compte::new(referentiel, format, plan, fichier)?;
    let decoupe = Decoupe::new(delimiteur, guillemets, &plan.colonnes);
    let mut lots = Lots::new(flux, guillemets);
    let mut en_cours = sans_entete(&mut lots, plan, &mut compte)?;
    while let Some((lot, debut)) = en_cours.take() {
        let mut releves = Vec::new();
        let mut suivant = Ok(None);
        {
            let cadre = compte.cadre(&decoupe, guillemets);
            let (cadre, releves, lot) = (&cadre, &mut releves, &lot);
            rayon::in_place_scope(|s| {
                s.spawn(move |_| {
                    let morceaux = pieces(lot.get(debut..).unwrap_or_default(), guillemets);
                    *releves = morceaux
                        .into_par_iter()
                        .map(|p| {
                            let p = p.start + debut..p.end + debut;
                            cadre.releve(lot.get(p).unwrap_or_default())
                        })
                        .collect();
                });
                suivant = lots.suivant();
            });
        }
        for releve in releves {
            compte.prend(releve)?;
        }
        let lu = suivant.map_err(|e| illisible(&e, Some(compte.ligne + 1)))?;
        en_cours = lu.map(|lot| (lot, 0));
    }
    Ok(compte.termine()?)
}

/// A stream that breaks: cut, or a record without end.
fn illisible(e: &io::Error, ligne: Option<u64>) -> Echec {
    let defaut = match e.kind() {
        io::ErrorKind::UnexpectedEof => Defaut::abime("archive tronquée"),
        io::ErrorKind::InvalidData => Defaut::new(
            Genre::GuillemetOuvert,
            "un guillemet ouvert n'est jamais refermé",
        ),
        autre => Defaut::abime(format!("lecture impossible ({autre})")),
    };
    Echec::Flux(defaut, ligne)
}

/// The first block, and where its first row of data begins.
fn sans_entete<R: Read>(
    lots: &mut Lots<R>,
    plan: &Plan,
    compte: &mut Compte<'_>,
) -> Result<Option<(Vec<u8>, usize)>, Echec> {
    let lu = lots.suivant();
    let Some(lot) = lu.map_err(|e| illisible(&e, None))? else {
        return Ok(None);
    };
    let mut debut = if lot.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let mut restent = if plan.sans_entete { 0 } else { plan.entete + 1 };
    while restent > 0 {
        let suite = lot.get(debut..).unwrap_or_default();
        let fin = suite.iter().position(|&o| o == b'\n');
        let ligne = suite.get(..fin.unwrap_or(suite.len())).unwrap_or_default();
        restent -= usize::from(!ligne.trim_ascii().is_empty());
        compte.ligne += 1;
        debut = fin.map_or(lot.len(), |f| debut + f + 1);
        if fin.is_none() {
            break;
        }
    }
    Ok(Some((lot, debut)))
}

/// What was counted so far.
struct Compte<'a> {
    lignes: Lignes<'a>,
    plan: &'a Plan,
    format: &'a Format,
    /// Places that make the kind of a row.
    places: Vec<usize>,
    personne: Option<usize>,
    lieu: Option<usize>,
    rangs: HashMap<Vec<String>, u32>,
    cibles: Vec<Vec<Cible>>,
    /// Vintage of each kind.
    annees: Vec<Option<u16>>,
    activites: Vec<Vec<Activite>>,
    /// Lines read.
    ligne: u64,
    sans_lieu: u64,
}

impl<'a> Compte<'a> {
    fn new(
        referentiel: &'a Referentiel,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a str,
    ) -> Result<Self, ErreurDonnees> {
        let lignes = Lignes::new(referentiel, format, plan, fichier, false)?;
        let condition = |c: &usize| format.d.variables.get(*c).and_then(|v| v.personne.as_ref());
        let comptees = plan.comptees.iter();
        let lieu = comptees
            .clone()
            .find(|c| condition(&c.variable).is_some_and(|p| p.plusieurs))
            .and_then(|c| c.personne);
        let types = comptees.clone().flat_map(|c| c.quand.iter().copied());
        let structure = plan.structure_nommee.iter();
        let structure = structure.flat_map(|s| s.quand.iter().map(|(place, _)| *place));
        let conditions = comptees.clone().filter_map(|c| c.personne);
        let mut places: Vec<usize> = types
            .chain(structure)
            .chain(conditions.filter(|p| Some(*p) != lieu))
            .chain(plan.an)
            .chain(plan.filtres.iter().filter_map(|f| *f))
            .collect();
        places.sort_unstable();
        places.dedup();
        Ok(Self {
            lignes,
            plan,
            format,
            places,
            personne: plan.comptees.iter().find_map(|c| c.distinct),
            lieu,
            rangs: HashMap::new(),
            cibles: Vec::new(),
            annees: Vec::new(),
            activites: Vec::new(),
            ligne: 0,
            sans_lieu: 0,
        })
    }

    fn cadre<'b>(&'b self, decoupe: &'b Decoupe, guillemets: bool) -> Cadre<'b> {
        Cadre {
            lignes: &self.lignes,
            decoupe,
            guillemets,
            largeur: self.plan.largeur,
            genre: &self.places,
            cle: self.plan.cle.unwrap_or_default(),
            valeur: self.plan.comptees.iter().find_map(|c| c.place),
            personne: self.personne,
            lieu: self.lieu,
            sans_lieu: self.format.d.flux.is_some_and(|f| f.sans_lieu),
        }
    }

    /// Adds what a piece says, in the order of the file.
    fn prend(&mut self, releve: Releve) -> Result<(), Echec> {
        let genres: Vec<u32> = releve.genres.iter().map(|g| self.rang(g)).collect();
        let communes: Vec<u32> = releve
            .communes
            .iter()
            .map(|c| self.lignes.vue(c).0)
            .collect();
        let lieu = |rang: u32| communes.get(rang as usize).copied().unwrap_or(SANS_LIEU);
        let genre = |rang: u32| genres.get(rang as usize).copied().unwrap_or_default();
        let mut activites = releve.activites;
        let mut vues: BTreeSet<(u32, u32)> = BTreeSet::new();
        for a in &mut activites {
            (a.unite, a.genre) = (lieu(a.unite), genre(a.genre));
            vues.insert((a.genre, a.unite));
        }
        self.activites.push(activites);
        vues.extend(releve.comptes.keys().map(|&(g, c)| (genre(g), lieu(c))));
        for (g, unite) in vues.into_iter().filter(|(_, u)| *u != SANS_LIEU) {
            let an = self.annees.get(g as usize).copied().flatten();
            self.lignes.vue_en(an, UniteId(unite));
        }
        for ((g, c), n) in releve.comptes {
            for cible in self.cibles.get(genre(g) as usize).into_iter().flatten() {
                self.lignes.ajoute(cible.serie, lieu(c), n);
            }
        }
        for (cellules, commune) in &releve.structures {
            let unite = UniteId(lieu(*commune));
            self.lignes
                .structure(&en_ligne(cellules, self.ligne + 1, None).ligne(), unite);
        }
        for a_lire in releve.a_lire {
            let numero = self.ligne + a_lire.ligne + 1;
            let ligne = en_ligne(&a_lire.cellules, numero, a_lire.largeur);
            self.lignes.ligne(&ligne.ligne())?;
        }
        if self.lignes.rejets() > REJETS_MAX {
            let motif = format!("plus de {REJETS_MAX} lignes inutilisables");
            return Err(Echec::Flux(Defaut::abime(motif), Some(self.ligne + 1)));
        }
        self.ligne += releve.lignes;
        self.sans_lieu += releve.sans_lieu;
        Ok(())
    }

    /// Rank of a kind in the whole file.
    fn rang(&mut self, textes: &[String]) -> u32 {
        let cles = self.places.iter().filter_map(|p| textes.get(*p));
        let cle: Vec<String> = cles.map(|c| c.trim().to_owned()).collect();
        if let Some(rang) = self.rangs.get(&cle) {
            return *rang;
        }
        let ligne = en_ligne(textes, 0, None);
        self.annees.push(self.lignes.annee_vue(&ligne.ligne()));
        let feedees = self.lignes.series_du_genre(&ligne.ligne());
        let cible = |&(serie, comptee): &(u32, usize)| {
            let c = self.plan.comptees.get(comptee)?;
            let condition = self.condition(c.variable);
            let valeur = c.personne.and_then(|p| textes.get(p)).map(|v| v.trim());
            Some(Cible {
                serie,
                variable: u32::try_from(c.variable).ok()?,
                marque: condition.map_or(0, |p| p.marque(valeur.unwrap_or_default())),
            })
        };
        self.cibles.push(feedees.iter().filter_map(cible).collect());
        let rang = u32::try_from(self.cibles.len() - 1).unwrap_or(u32::MAX);
        self.rangs.insert(cle, rang);
        rang
    }

    fn condition(&self, variable: usize) -> Option<&'a Personne> {
        self.format.d.variables.get(variable)?.personne.as_ref()
    }

    fn termine(mut self) -> Result<Table, ErreurDonnees> {
        let variables = 0..self.format.d.variables.len();
        let conditions: Vec<_> = variables.map(|v| self.condition(v)).collect();
        let regles = Regles {
            cibles: &self.cibles,
            conditions: &conditions,
            unites: self.lignes.unites(),
            series: self.lignes.series_comptees_lues(),
        };
        let activites = std::mem::take(&mut self.activites).concat();
        let lues = personnes(activites, &regles);
        for (serie, lue) in (0u32..).zip(lues) {
            for (unite, n) in (0u32..).zip(lue.comptes).filter(|(_, n)| *n > 0) {
                self.lignes.ajoute(serie, unite, f64::from(n));
            }
            self.lignes.note_repetees(serie, lue.repetees);
        }
        self.lignes.note_sans_lieu(self.sans_lieu);
        self.lignes.termine()
    }
}
