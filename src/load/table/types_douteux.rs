//! Rows that no variable counts, whose code no nomenclature has, at one character of a counted one: they are counted apart while the
//! file is read. In one commune only, such a code is mistyped, and what it may have been is not known there; else it is new.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::format::nomenclatures::nomenclature;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::cle::CleSerie;
use crate::load::table::lignes::Lignes;
use crate::load::table::types_isoles::Isole;
use crate::model::{ErreurDonnees, UniteId, Valeur};

/// What begins the id of such a series, and parts the code, the nomenclature and the series that it may be of.
const MARQUE: char = '?';

/// A code, its nomenclature and its vintage.
type Code = (String, String, Option<u16>);
/// Communes where it is read, and the codes that it may have been with their series.
type Lu = (BTreeSet<UniteId>, BTreeSet<(String, CleSerie)>);

impl Lignes<'_> {
    /// Id under which a row is counted apart for a variable.
    pub(super) fn id_douteux(
        &self,
        l: &Ligne<'_>,
        variable: usize,
        quand: &[usize],
    ) -> Option<String> {
        let conditions = &self.format.d.variables.get(variable)?.quand.0;
        let compilees = &self.format.variables.get(variable)?.quand;
        let mut fautes = quand
            .iter()
            .zip(conditions)
            .zip(compilees)
            .filter(|((place, _), c)| {
                let texte = l.cellules.get(**place).map(Cellule::en_texte);
                !texte.is_some_and(|t| c.motif.is_match(&t))
            });
        let ((place, condition), compilee) = fautes.next()?;
        if fautes.next().is_some() {
            return None;
        }
        let nom = condition.nomenclature.as_deref()?;
        let n = nomenclature(nom).ok().flatten()?;
        let code = l.cellules.get(*place)?.en_texte().trim().to_uppercase();
        if n.codes.contains(&code) {
            return None;
        }
        let proche = |autre: &&String| {
            strsim::osa_distance(autre, &code) == 1 && compilee.motif.is_match(autre)
        };
        let mut proches = Vec::new();
        for autre in n.codes.iter().filter(proche) {
            let mut cellules = l.cellules.to_vec();
            if let Some(cellule) = cellules.get_mut(*place) {
                *cellule = Cellule::texte(autre);
            }
            let ligne = Ligne {
                cellules: &cellules,
                ..*l
            };
            let id = self.id_selon(&ligne, variable, quand, None)?;
            proches.push(format!("{autre}={id}"));
        }
        let dit = format!("{MARQUE}{code}{MARQUE}{nom}{MARQUE}{}", proches.join(","));
        (!proches.is_empty()).then_some(dit)
    }

    /// Takes away what was counted apart, and leaves unknown what a mistyped code may have been.
    ///
    /// # Errors
    /// The embedded nomenclatures are wrong.
    pub(super) fn ecarte_les_douteux(&mut self) -> Result<(), ErreurDonnees> {
        let mut lus: BTreeMap<Code, Lu> = BTreeMap::new();
        let apart = |cle: &CleSerie| cle.0.starts_with(MARQUE);
        for (cle, valeurs) in self.table.series.iter().filter(|(cle, _)| apart(cle)) {
            let mut mots = cle.0.split(MARQUE).skip(1).map(str::to_owned);
            let (Some(code), Some(nom), Some(proches)) = (mots.next(), mots.next(), mots.next())
            else {
                continue;
            };
            let lu = lus.entry((code, nom, cle.1)).or_default();
            let vue = |v: &Valeur| *v == Valeur::Masquee || v.connue().is_some_and(|n| n > 0.0);
            let ids = (0u32..).map(UniteId).zip(valeurs);
            lu.0.extend(ids.filter(|(_, v)| vue(v)).map(|(id, _)| id));
            let proches = proches.split(',').filter_map(|p| p.split_once('='));
            lu.1.extend(proches.map(|(c, id)| (c.to_owned(), (id.to_owned(), cle.1))));
        }
        let table = &mut self.table;
        table.series.retain(|cle, _| !apart(cle));
        table.repetees.retain(|cle, _| !apart(cle));
        let sur = |cle: &Option<CleSerie>| !cle.as_ref().is_some_and(apart);
        table.inconnues.lignes.retain(|(_, cle)| sur(cle));
        for ((code, nom, an), (unites, proches)) in lus {
            let (Some(unite), 1, Some(n)) = (unites.first(), unites.len(), nomenclature(&nom)?)
            else {
                continue;
            };
            let ancien = an.is_some_and(|an| an < n.depuis);
            let lues = &self.table.series;
            let proches: Vec<_> = proches
                .into_iter()
                .filter(|(_, cle)| lues.contains_key(cle))
                .collect();
            if !ancien && !proches.is_empty() {
                let isole = Isole {
                    code,
                    unite: *unite,
                    proches,
                };
                self.inconnu(&isole, n);
            }
        }
        Ok(())
    }
}
