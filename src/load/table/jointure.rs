//! Rows kept to series: one value per unit, group by group, then what was lost or contradicts itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::fichier::devenir::liste;
use crate::load::format::descripteur::Fusion;
use crate::load::format::nombre::Brute;
use crate::load::table::champs::{Gardees, Serie};
use crate::load::table::cle::CleSerie;
use crate::load::table::fusions::Fusions;
use crate::load::table::groupes::Groupes;
use crate::load::table::lignes::Lignes;
use crate::load::table::regroupe::regroupe;
use crate::load::table::resultat::{SerieClasse, Table};
use crate::load::table::villes::confronte;
use crate::model::{CodeCommune, Emplacement, ErreurDonnees, UniteId, Valeur};

/// Series without any value yet: figures, and classes.
fn vides(series: &[Serie], unites: usize) -> (Vec<Vec<Valeur>>, Vec<Vec<Brute>>) {
    let combien = |oui: bool| if oui { unites } else { 0 };
    let nombres = series
        .iter()
        .map(|s| vec![Valeur::Absente; combien(!s.classe)]);
    let classes = series
        .iter()
        .map(|s| vec![Brute::Absente; combien(s.classe)]);
    (nombres.collect(), classes.collect())
}

impl Lignes<'_> {
    /// Joins the rows to the units and gives the table.
    ///
    /// # Errors
    /// The rows are too many to be indexed.
    pub fn termine(mut self) -> Result<Table, ErreurDonnees> {
        let n = self.referentiel.unites.len();
        self.table.millesime = self.plan.millesime;
        self.table.non_lues.clone_from(&self.plan.non_lues);
        let (mut nombres, mut classes) = vides(&self.series, n);
        let mut champs = vec![0; self.series.len()];
        self.juge_les_rangees()?;
        let melees = self.retient_les_dernieres_dates();
        let fusions = self.fusions();
        let unites = std::mem::take(&mut self.gardees.unites);
        let genres = std::mem::take(&mut self.gardees.genres);
        let series = std::mem::take(&mut self.series);
        let cibles = std::mem::take(&mut self.genres);
        let longue = self.plan.lues.iter().any(|l| !l.quand.is_empty());
        let mut groupes = Groupes {
            longue,
            melees: &melees,
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
        self.range_les_fusions(fusions);
        self.partage_les_cpts();
        self.juge_les_noms_vides();
        self.dit_les_finies();
        let seules = self.sans_commune(&genres);
        self.range(nombres, classes, &champs, &seules);
        self.ecarte_les_colonnes(&genres);
        let gardees = std::mem::take(&mut self.gardees);
        let cles: Vec<CleSerie> = self.series.iter().map(|s| s.cle.clone()).collect();
        self.oublie(&Gardees { genres, ..gardees }, &cles);
        self.range_les_comptes(n);
        self.juge_les_noms()?;
        self.juge_les_redites()?;
        self.ecarte_les_types_isoles()?;
        self.confronte_les_villes();
        self.situe_les_structures();
        self.juge_lieux()?;
        self.juge_les_places()?;
        self.table
            .rejets
            .sort_by(|a, b| (a.ligne, &a.colonne).cmp(&(b.ligne, &b.colonne)));
        Ok(self.table)
    }

    /// What the rows say together: their order, a second table, the marks of their thousands, the labels of their classes.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    fn juge_les_rangees(&mut self) -> Result<(), ErreurDonnees> {
        let creux = self.format.d.creux && self.format.d.flux.is_none();
        self.table.derniere_triee = self.ordre.derniere().filter(|_| creux);
        self.tranche_les_separateurs();
        self.dit_le_second_tableau();
        self.dit_les_repetitions();
        self.juge_les_libelles()
    }

    /// Takes out the columns that are not what their name says, or that others contradict.
    fn ecarte_les_colonnes(&mut self, genres: &[u32]) {
        self.ecarte_decimales();
        self.ecarte_les_rivales(genres);
        self.ecarte_les_unites();
    }

    /// Sums of a city held against those of its arrondissements; what is not a sum cannot be.
    fn confronte_les_villes(&mut self) {
        let autres: BTreeSet<&CleSerie> = self
            .series
            .iter()
            .filter(|s| s.regle.fusion != Fusion::Somme)
            .map(|s| &s.cle)
            .collect();
        confronte(self.referentiel, |c| !autres.contains(c), &mut self.table);
    }

    /// What the codes read say of the mergers, by year of the rows: rows without a year of their own are one list.
    fn fusions(&self) -> BTreeMap<Option<u16>, Fusions> {
        let mut codes: BTreeMap<Option<u16>, Vec<CodeCommune>> = BTreeMap::new();
        for (genre, code) in self.gardees.genres.iter().zip(&self.gardees.codes) {
            let an = self.annees.get(*genre as usize).copied().flatten();
            codes.entry(an).or_default().push(*code);
        }
        let fusions = |(an, codes): (_, Vec<CodeCommune>)| {
            let codes: BTreeSet<CodeCommune> = codes.into_iter().collect();
            (an, self.fusions_de(an, &codes))
        };
        codes.into_iter().map(fusions).collect()
    }

    /// What some codes say of the mergers; a list of CPTS lacks rows without lacking figures, and so
    /// does a sparse file where it is whole: see [`super::creux`].
    fn fusions_de(&self, an: Option<u16>, codes: &BTreeSet<CodeCommune>) -> Fusions {
        let derniere = || self.series.iter().filter_map(|s| s.cle.1).max();
        let annee = an.or_else(derniere).or(self.plan.millesime);
        let jour = liste(&self.format.d, annee);
        let mut fusions = Fusions::new(self.referentiel, codes, jour);
        if self.format.d.creux {
            let incompletes = std::mem::take(&mut fusions.incompletes);
            fusions.incertaines.extend(incompletes.into_keys());
        } else if self.plan.cpts.is_some() {
            fusions.incompletes.clear();
            fusions.incertaines.clear();
        }
        fusions
    }

    /// Communes of which a list of CPTS older than their merger does not name all the former ones: they may be covered in part.
    fn partage_les_cpts(&mut self) {
        if self.plan.cpts.is_none() {
            return;
        }
        let jour = liste(&self.format.d, self.plan.millesime);
        let fusions = Fusions::new(self.referentiel, &self.codes_cpts, jour);
        let partielles = fusions.incertaines.iter().chain(fusions.incompletes.keys());
        self.table.cpts_partielles.extend(partielles);
        self.table.fusions.incompletes.extend(fusions.incompletes);
    }

    /// Gives to the table what was found of the mergers.
    fn range_les_fusions(&mut self, fusions: BTreeMap<Option<u16>, Fusions>) {
        for (cibles, an) in self.genres.iter().zip(&self.annees) {
            let incertaines = fusions.get(an).into_iter().flat_map(|f| &f.incertaines);
            for &unite in incertaines {
                let ans = cibles.iter().filter_map(|c| self.series.get(c.serie));
                let cles = ans.map(|serie| (serie.cle.1, unite));
                self.table.fusions_incertaines.extend(cles);
            }
        }
        for siennes in fusions.into_values() {
            self.table.fusions.complete(siennes);
        }
    }

    fn range(
        &mut self,
        nombres: Vec<Vec<Valeur>>,
        classes: Vec<Vec<Brute>>,
        champs: &[usize],
        seules: &BTreeSet<usize>,
    ) {
        for (rang, (nombre, classe)) in nombres.into_iter().zip(classes).enumerate() {
            let Some(serie) = self.series.get(rang) else {
                continue;
            };
            let champ = champs.get(rang);
            if seules.contains(&rang) || champ.is_some_and(|c| self.est_refuse(*c)) {
                continue;
            }
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
