//! A stream to a table: blocks read while the one before is counted, then persons, then what the ordinary reader concludes.

use std::collections::HashMap;
use std::io::Read;

use rayon::prelude::*;

use crate::load::flux::bloc::Cadre;
use crate::load::flux::communes::{Communes, Vues};
use crate::load::flux::decoupe::Decoupe;
use crate::load::flux::entete::{Echec, illisible, sans_entete};
use crate::load::flux::genres::Genres;
use crate::load::flux::lots::{Lot, Lots, pieces};
use crate::load::flux::personnes::{Regles, personnes};
use crate::load::flux::publies;
use crate::load::flux::rangee::{cle_de, en_ligne, suivi};
use crate::load::flux::releve::{Activite, Cible, Lieu, Releve, unite};
use crate::load::format::compile::Format;
use crate::load::format::personne::Personne;
use crate::load::format::plan::Plan;
use crate::load::source::defaut::Defaut;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{ErreurDonnees, Referentiel, UniteId};

/// Rows shown one by one when they cannot be used; beyond, the file is not what it should be.
const REJETS_MAX: usize = 20_000;

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
    let mut en_cours = None;
    if let Some((lot, debut, lignes)) = sans_entete(&mut lots, plan)? {
        compte.ligne = lignes;
        en_cours = Some((lot, debut));
    }
    let mut ancien = Lot::default();
    while let Some((lot, debut)) = en_cours.take() {
        let mut releves = Vec::new();
        let mut suivant = Ok(None);
        {
            let cadre = compte.cadre(&decoupe, delimiteur);
            let (cadre, releves, lot) = (&cadre, &mut releves, lot.octets());
            let libre = std::mem::take(&mut ancien);
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
                suivant = lots.suivant(libre);
            });
        }
        for releve in releves {
            compte.prend(releve)?;
        }
        compte.series_connues = compte.lignes.series_comptees_lues();
        let lu = suivant.map_err(|e| illisible(&e, Some(compte.ligne + 1)))?;
        en_cours = lu.map(|lot| (lot, 0));
        ancien = lot;
    }
    Ok(compte.termine()?)
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
    genres: Genres,
    rangs: HashMap<Vec<String>, u32>,
    /// Communes met, as they are written.
    communes: Communes,
    cibles: Vec<Vec<Cible>>,
    /// Vintage of each kind.
    annees: Vec<Option<u16>>,
    /// Vintages and units that have rows.
    vues: Vues,
    activites: Vec<Vec<Activite>>,
    /// Lines read.
    ligne: u64,
    sans_lieu: u64,
    /// Series met in the blocks before the one that is read.
    series_connues: usize,
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
        let niveaux = plan.niveaux.iter();
        let niveaux = niveaux.flat_map(|n| n.quand.iter().map(|(place, _)| *place));
        let mut places: Vec<usize> = types
            .chain(structure)
            .chain(conditions.filter(|p| Some(*p) != lieu))
            .chain(plan.an)
            .chain(plan.filtres.iter().filter_map(|f| *f))
            // What tells the level of a row tells its kind too.
            .chain(niveaux)
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
            genres: Genres::default(),
            rangs: HashMap::new(),
            communes: Communes::default(),
            cibles: Vec::new(),
            annees: Vec::new(),
            vues: Vues::default(),
            activites: Vec::new(),
            ligne: 0,
            sans_lieu: 0,
            series_connues: 0,
        })
    }

    fn cadre<'b>(&'b self, decoupe: &'b Decoupe, delimiteur: u8) -> Cadre<'b> {
        Cadre {
            lignes: &self.lignes,
            decoupe,
            delimiteur,
            guillemets: delimiteur != b'|',
            largeur: self.plan.largeur,
            genre: &self.places,
            genre_suivi: suivi(&self.places, &self.plan.colonnes),
            genres: &self.genres,
            cle: self.plan.cle.unwrap_or_default(),
            valeur: self.plan.comptees.iter().find_map(|c| c.place),
            personne: self.personne,
            lieu: self.lieu,
            sans_lieu: self.format.d.flux.is_some_and(|f| f.sans_lieu),
            rangs: &self.rangs,
            communes: &self.communes,
            cibles: &self.cibles,
            annees: &self.annees,
            series: self.series_connues,
        }
    }

    /// Adds what a piece says, in the order of the file.
    fn prend(&mut self, releve: Releve) -> Result<(), Echec> {
        let genres: Vec<u32> = releve.genres.iter().map(|g| self.rang(g)).collect();
        let communes = releve.communes.into_iter().map(|lieu| match lieu {
            Lieu::Connu(unite) => unite,
            Lieu::Nouveau(ecrite, sure) => self.communes.ou(ecrite, || self.lignes.vue(&sure).0),
        });
        let communes: Vec<u32> = communes.collect();
        let lieu = |rang: u32| unite(&communes, rang);
        let genre = |rang: u32| genres.get(rang as usize).copied().unwrap_or_default();
        let mut activites = releve.activites;
        for a in &mut activites {
            (a.unite, a.genre) = (lieu(a.unite), genre(a.genre));
            self.note_vue(self.annee(a.genre), a.unite);
        }
        self.activites.push(activites);
        for &(g, c) in releve.comptes.keys() {
            self.note_vue(self.annee(genre(g)), lieu(c));
        }
        for (an, c) in releve.vues {
            self.note_vue(an, lieu(c));
        }
        let n = self.series_connues.max(1);
        for (place, somme) in releve.sommes.into_iter().enumerate() {
            let serie = u32::try_from(place % n).unwrap_or(u32::MAX);
            if let (Some(somme), Some(&unite)) = (somme, communes.get(place / n)) {
                self.lignes.ajoute(serie, unite, somme);
            }
        }
        for ((g, c), n) in releve.comptes {
            for cible in self.cibles.get(genre(g) as usize).into_iter().flatten() {
                self.lignes.ajoute(cible.serie, lieu(c), n);
            }
        }
        let publies = (releve.publies, releve.niveaux.as_slice());
        publies::ajoute(&mut self.lignes, publies, (&genres, &self.cibles));
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

    /// Vintage of a kind.
    fn annee(&self, genre: u32) -> Option<u16> {
        self.annees.get(genre as usize).copied().flatten()
    }

    /// Notes that a unit has a row of a vintage.
    fn note_vue(&mut self, an: Option<u16>, unite: u32) {
        if self.vues.premiere(an, unite, self.lignes.unites()) {
            self.lignes.vue_en(an, UniteId(unite));
        }
    }

    /// Rank of a kind in the whole file.
    fn rang(&mut self, textes: &[String]) -> u32 {
        let cle = cle_de(&self.places, textes);
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
        let conditions = variables.map(|v| self.condition(v)).collect::<Vec<_>>();
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
