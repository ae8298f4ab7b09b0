//! Rows kept to series: one value per unit, former communes merged by the rule of each variable, duplicates set aside.

use std::collections::BTreeSet;

use crate::load::fichier::devenir::cog_declare;
use crate::load::format::descripteur::Fusion;
use crate::load::format::nombre::Brute;
use crate::load::format::regle::{fusionne, valeur};
use crate::load::table::champs::{Cible, Gardees, Serie};
use crate::load::table::cle::CleSerie;
use crate::load::table::fusions::Fusions;
use crate::load::table::lignes::Lignes;
use crate::load::table::regroupe::regroupe;
use crate::load::table::resultat::{SerieClasse, Table};
use crate::load::table::villes::confronte;
use crate::model::{Emplacement, ErreurDonnees, Rejet, UniteId, Valeur, date_de_liste};

impl Lignes<'_> {
    /// Joins the rows to the units and gives the table.
    ///
    /// # Errors
    /// The rows are too many to be indexed.
    pub fn termine(mut self) -> Result<Table, ErreurDonnees> {
        let n = self.referentiel.unites.len();
        self.table.millesime = self.plan.millesime;
        self.table.non_lues.clone_from(&self.plan.non_lues);
        let mut nombres: Vec<Vec<Valeur>> = Vec::new();
        let mut classes: Vec<Vec<Brute>> = Vec::new();
        for serie in &self.series {
            nombres.push(if serie.classe {
                Vec::new()
            } else {
                vec![Valeur::Absente; n]
            });
            classes.push(if serie.classe {
                vec![Brute::Absente; n]
            } else {
                Vec::new()
            });
        }
        let mut champs = vec![0; self.series.len()];
        let fusions = self.fusions();
        let unites = std::mem::take(&mut self.gardees.unites);
        let genres = std::mem::take(&mut self.gardees.genres);
        let series = std::mem::take(&mut self.series);
        let cibles = std::mem::take(&mut self.genres);
        let mut groupes = Groupes {
            lignes: &mut self,
            series: &series,
            cibles: &cibles,
            nombres: &mut nombres,
            classes: &mut classes,
            champs: &mut champs,
            fusions: &fusions,
        };
        regroupe(unites.clone(), genres.clone(), |rangs| {
            groupes.traite(rangs, &unites, &genres)
        })
        .map_err(|e| {
            ErreurDonnees::new(
                Emplacement::fichier(self.fichier),
                format!("regroupement impossible ({e})"),
            )
        })?;
        self.series = series;
        self.genres = cibles;
        self.table.fusions = fusions;
        self.range(nombres, classes, &champs);
        self.ecarte_decimales();
        let gardees = std::mem::take(&mut self.gardees);
        let cles: Vec<CleSerie> = self.series.iter().map(|s| s.cle.clone()).collect();
        self.oublie(&Gardees { genres, ..gardees }, &cles);
        self.range_les_comptes(n);
        let autres: BTreeSet<&CleSerie> = self
            .series
            .iter()
            .filter(|s| s.regle.fusion != Fusion::Somme)
            .map(|s| &s.cle)
            .collect();
        confronte(self.referentiel, |c| !autres.contains(c), &mut self.table);
        self.juge_lieux()?;
        self.table
            .rejets
            .sort_by(|a, b| (a.ligne, &a.colonne).cmp(&(b.ligne, &b.colonne)));
        Ok(self.table)
    }

    /// What the codes read say of the mergers; a sparse file or a list of CPTS lacks rows without lacking figures.
    fn fusions(&self) -> Fusions {
        let annee = self.series.iter().filter_map(|s| s.cle.1).max();
        let annee = annee.or(self.plan.millesime);
        let cog = cog_declare(&self.format.d, annee);
        let codes = self.gardees.codes.iter().copied().collect();
        let liste = date_de_liste(cog.as_deref(), annee);
        let mut fusions = Fusions::new(self.referentiel, &codes, liste);
        if self.format.d.creux || self.plan.cpts.is_some() {
            fusions.incompletes.clear();
            fusions.incertaines.clear();
        }
        fusions
    }

    fn range(&mut self, nombres: Vec<Vec<Valeur>>, classes: Vec<Vec<Brute>>, champs: &[usize]) {
        for (rang, (nombre, classe)) in nombres.into_iter().zip(classes).enumerate() {
            let Some(serie) = self.series.get(rang) else {
                continue;
            };
            if !serie.classe {
                self.table.series.insert(serie.cle.clone(), nombre);
                continue;
            }
            let Some(noms) = champs.get(rang).and_then(|c| self.modalites.get(*c)) else {
                continue;
            };
            let code = |b: &Brute| match b {
                Brute::Classe(i) => noms.get(*i as usize).map(|(code, _)| code.clone()),
                _ => None,
            };
            let rejetee = |(i, b): (u32, &Brute)| (*b == Brute::Rejetee).then_some(UniteId(i));
            self.table.classes.insert(
                serie.cle.clone(),
                SerieClasse {
                    codes: classe.iter().map(code).collect(),
                    rejetees: (0u32..).zip(&classe).filter_map(rejetee).collect(),
                    libelles: noms.iter().cloned().collect(),
                },
            );
        }
    }
}

/// What the groups of rows fill.
struct Groupes<'g, 'a> {
    lignes: &'g mut Lignes<'a>,
    series: &'g [Serie],
    /// Series fed by the rows of each kind.
    cibles: &'g [Vec<Cible>],
    nombres: &'g mut [Vec<Valeur>],
    classes: &'g mut [Vec<Brute>],
    champs: &'g mut [usize],
    fusions: &'g Fusions,
}

impl Groupes<'_, '_> {
    /// Rows of one unit and one kind.
    fn traite(&mut self, rangs: &[u32], unites: &[u32], genres: &[u32]) {
        let Some(premier) = rangs.first().map(|r| *r as usize) else {
            return;
        };
        let (Some(unite), Some(genre)) = (unites.get(premier), genres.get(premier)) else {
            return;
        };
        let unite = UniteId(*unite);
        if self.fusions.incompletes.contains_key(&unite) {
            return;
        }
        let mut gardes = self.sans_doublons(rangs, unite);
        if gardes.len() > 1 {
            let codes = &self.lignes.gardees.codes;
            let partie = |r: &usize| {
                codes
                    .get(*r)
                    .is_some_and(|c| self.fusions.parties.contains(c))
            };
            gardes.retain(|r| !partie(r));
        }
        let (series, cibles) = (self.series, self.cibles.get(*genre as usize));
        for cible in cibles.into_iter().flatten() {
            let Some(serie) = series.get(cible.serie) else {
                continue;
            };
            if let Some(place) = self.champs.get_mut(cible.serie) {
                *place = cible.champ;
            }
            if serie.classe {
                self.classe(cible, serie, &gardes, unite);
            } else {
                self.nombre(cible, serie, &gardes, unite);
            }
        }
    }

    /// First row of each code; the others are rejected, except when a commune → CPTS list repeats the same figures.
    ///
    /// Where two rows of a code differ, nothing tells which is right: the figure is unknown.
    fn sans_doublons(&mut self, rangs: &[u32], unite: UniteId) -> Vec<usize> {
        if let [seul] = rangs {
            return vec![*seul as usize];
        }
        let mut gardes: Vec<usize> = Vec::new();
        for rang in rangs.iter().map(|r| *r as usize) {
            let g = &self.lignes.gardees;
            let Some(deja) = gardes
                .iter()
                .find(|&&d| g.codes.get(d) == g.codes.get(rang))
                .copied()
            else {
                gardes.push(rang);
                continue;
            };
            let pareil = g.cellules.iter().all(|c| c.get(deja) == c.get(rang));
            if self.lignes.plan.cpts.is_some() && pareil {
                continue;
            }
            for colonne in &mut self.lignes.gardees.cellules {
                if colonne.get(deja) != colonne.get(rang)
                    && let Some(cellule) = colonne.get_mut(deja)
                {
                    *cellule = Brute::Rejetee;
                }
            }
            let g = &self.lignes.gardees;
            let ligne = |r: usize| g.lignes.get(r).copied().unwrap_or_default();
            let rejet = Rejet {
                fichier: self.lignes.fichier.to_owned(),
                ligne: ligne(rang),
                colonne: self
                    .lignes
                    .plan
                    .cle
                    .and_then(|p| self.lignes.plan.noms.get(p))
                    .cloned(),
                valeur: g
                    .codes
                    .get(rang)
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                motif: format!("commune en double : déjà lue ligne {}", ligne(deja)),
                commune: Some(self.lignes.referentiel.unite(unite).code),
            };
            self.lignes.table.rejets.push(rejet);
        }
        gardes
    }

    fn brute(&self, champ: usize, rang: usize) -> Brute {
        self.lignes
            .gardees
            .cellules
            .get(champ)
            .and_then(|c| c.get(rang))
            .copied()
            .unwrap_or_default()
    }

    fn nombre(&mut self, cible: &Cible, serie: &Serie, rangs: &[usize], unite: UniteId) {
        let lue = if let [seul] = rangs {
            Some(valeur(self.brute(cible.champ, *seul)))
        } else {
            let parts: Vec<(Brute, Brute)> = rangs
                .iter()
                .map(|&r| {
                    let poids = cible.poids.map_or(Brute::Absente, |p| self.brute(p, r));
                    (self.brute(cible.champ, r), poids)
                })
                .collect();
            fusionne(serie.regle.fusion, &parts)
        };
        let creuse = self.lignes.format.d.creux;
        let longue = self.lignes.plan.lues.iter().any(|l| !l.quand.is_empty());
        match (
            lue,
            self.nombres
                .get_mut(cible.serie)
                .and_then(|v| v.get_mut(unite.0 as usize)),
        ) {
            (Some(Valeur::Absente), _) if creuse => {
                let sans = &mut self.lignes.table.inconnues.sans_chiffre;
                sans.insert((serie.cle.clone(), unite));
            }
            (Some(valeur), Some(place)) => {
                let double = longue && *place != Valeur::Absente && *place != valeur;
                if double {
                    *place = Valeur::Rejetee;
                } else if *place == Valeur::Absente {
                    *place = valeur;
                }
            }
            (None, _) => {
                let table = &mut self.lignes.table;
                let sans = &mut table.inconnues.sans_chiffre;
                sans.insert((serie.cle.clone(), unite));
                table.non_fusionnes.push((serie.cle.0.clone(), unite));
                if !serie.regle.dite {
                    table.fusions_non_dites.insert(serie.cle.0.clone());
                }
            }
            _ => {}
        }
    }

    fn classe(&mut self, cible: &Cible, serie: &Serie, rangs: &[usize], unite: UniteId) {
        let mut lues = rangs.iter().map(|&r| self.brute(cible.champ, r));
        let premiere = lues.next().unwrap_or_default();
        let rejetee = premiere == Brute::Rejetee || lues.clone().any(|b| b == Brute::Rejetee);
        if !rejetee && lues.any(|autre| autre != premiere) {
            self.lignes
                .table
                .non_fusionnes
                .push((serie.cle.0.clone(), unite));
            return;
        }
        if let Some(place) = self
            .classes
            .get_mut(cible.serie)
            .and_then(|v| v.get_mut(unite.0 as usize))
        {
            *place = if rejetee { Brute::Rejetee } else { premiere };
        }
    }
}
