//! Several columns that answer to one variable: the same figures are read once, others are not chosen between.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::format::nombre::Brute;
use crate::load::source::normalise::affichable;
use crate::load::table::cle::CleSerie;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Refus;

/// Two columns of one series, and a line where they differ.
struct Rivales {
    champs: [usize; 2],
    ligne: u64,
}

impl Lignes<'_> {
    /// Takes out of the table the series that several columns give differently, and says which.
    pub(super) fn ecarte_les_rivales(&mut self, genres: &[u32]) {
        let trouvees = self.rivales(genres);
        for (cle, rivales) in trouvees {
            let nom = |champ: &usize| {
                let place = self.champs.get(*champ).map(|c| c.place);
                let rang = place
                    .and_then(|p| self.plan.colonnes.get(p))
                    .map_or(0, |c| c + 1);
                let nom = place.and_then(|p| self.plan.noms.get(p));
                let nom = affichable(nom.map_or("", String::as_str), 60);
                format!("«\u{a0}{nom}\u{a0}» (colonne {rang})")
            };
            let [a, b] = rivales.champs.each_ref().map(nom);
            let motif = format!(
                "une autre répond au même nom et ne dit pas la même chose\u{a0}: {a} et {b} diffèrent dès la ligne {}. Rien ne dit laquelle prendre\u{a0}: retirez-en \
                 une, ou nommez la bonne par un [[fichier]] de cpts.toml.",
                rivales.ligne
            );
            let entete = self.table.entetes.get(&cle).cloned();
            let chiffres = self.table.series.remove(&cle).is_some();
            if chiffres || self.table.classes.remove(&cle).is_some() {
                self.table.refus.push(Refus { cle, entete, motif });
            }
        }
    }

    fn rivales(&self, genres: &[u32]) -> BTreeMap<CleSerie, Rivales> {
        let mut trouvees = BTreeMap::new();
        for (genre, cibles) in (0u32..).zip(&self.genres) {
            let mut champs: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for c in cibles {
                champs.entry(c.serie).or_default().insert(c.champ);
            }
            for (serie, siens) in champs.into_iter().filter(|(_, c)| c.len() > 1) {
                let Some(cle) = self.series.get(serie).map(|s| s.cle.clone()) else {
                    continue;
                };
                if let Some(rivales) = self.differentes(&siens, genre, genres) {
                    trouvees.entry(cle).or_insert(rivales);
                }
            }
        }
        trouvees
    }

    /// Two of some columns that differ on a row of a kind; one that is blank from top to bottom says nothing.
    fn differentes(&self, champs: &BTreeSet<usize>, genre: u32, genres: &[u32]) -> Option<Rivales> {
        let rangs = || (0..genres.len()).filter(|r| genres.get(*r) == Some(&genre));
        let lue = |champ: &usize, rang: usize| {
            let colonne = self.gardees.cellules.get(*champ);
            colonne
                .and_then(|c| c.get(rang))
                .copied()
                .unwrap_or_default()
        };
        let dit = |champ: &&usize| rangs().any(|r| lue(champ, r) != Brute::Absente);
        let pleins: Vec<&usize> = champs.iter().filter(dit).collect();
        let (premier, autres) = pleins.split_first()?;
        autres.iter().find_map(|autre| {
            let rang = rangs()
                .find(|r| !self.pareilles((premier, lue(premier, *r)), (autre, lue(autre, *r))))?;
            Some(Rivales {
                champs: [**premier, **autre],
                ligne: self.gardees.lignes.get(rang).copied().unwrap_or_default(),
            })
        })
    }

    /// Whether two cells say the same; classes are ranked column by column.
    fn pareilles(&self, a: (&usize, Brute), b: (&usize, Brute)) -> bool {
        let code = |champ: &usize, rang: u32| {
            let noms = self.modalites.get(*champ)?;
            Some(noms.get(rang as usize)?.0.as_str())
        };
        match (a, b) {
            ((a, Brute::Classe(x)), (b, Brute::Classe(y))) => code(a, x) == code(b, y),
            ((_, x), (_, y)) => x == y,
        }
    }
}
