//! Levels of a descriptor, compiled, then found in a table.

use regex::Regex;

use crate::load::format::conditions::{ConditionFormat, condition};
use crate::load::format::descripteur::{Conditions, Descripteur, Noms, Quand};
use crate::load::format::motifs::{Motifs, regex};
use crate::load::format::niveau::{NiveauLu, NiveauPlan, conventions};
use crate::load::format::places::Places;
use crate::model::Niveau;

/// Levels of a descriptor that says none, from the columns that it filters.
fn implicites(d: &Descripteur) -> Vec<NiveauLu> {
    let filtre = |colonne: &str| {
        let mut noms = d.filtres.iter().flat_map(|f| f.colonne.liste());
        noms.any(|n| n == colonne)
    };
    let siens = conventions().objets().filter(|(c, ..)| filtre(c));
    siens
        .map(|(colonne, motif, niveau)| NiveauLu {
            quand: Conditions(vec![Quand {
                colonne: Noms::Un(colonne.to_owned()),
                motif: motif.to_owned(),
                forme: None,
                nomenclature: None,
            }]),
            ..NiveauLu::du_fichier(niveau)
        })
        .collect()
}

/// A level, compiled.
#[derive(Debug, Clone)]
pub struct NiveauFormat {
    niveau: Niveau,
    cle: Option<Motifs>,
    code: Option<String>,
    nom: Option<Motifs>,
    quand: Vec<ConditionFormat>,
    titre: Option<Regex>,
}

/// Levels of a descriptor, compiled: its own, else those of the conventions.
///
/// # Errors
/// A regular expression is wrong.
pub fn compile(d: &Descripteur) -> Result<Vec<NiveauFormat>, regex::Error> {
    let lus = if d.niveaux.0.is_empty() {
        implicites(d)
    } else {
        d.niveaux.0.clone()
    };
    let motifs = |n: &Noms| {
        let nomme = Some(n).filter(|n| !n.liste().is_empty());
        nomme.map(Motifs::compile).transpose()
    };
    lus.iter()
        .map(|n| {
            let sienne = motifs(&n.cle)?;
            let commune = d.cle.as_ref().filter(|_| n.code.is_none());
            Ok(NiveauFormat {
                niveau: n.niveau,
                cle: match sienne {
                    None => commune.map(Motifs::compile).transpose()?,
                    sienne => sienne,
                },
                code: n.code.clone(),
                nom: motifs(&n.nom)?,
                quand: n.quand.0.iter().map(condition).collect::<Result<_, _>>()?,
                titre: n.titre.as_deref().map(regex).transpose()?,
            })
        })
        .collect()
}

/// The levels that a table holds, with their places.
pub(super) fn places(formats: &[NiveauFormat], c: &mut Places<'_>, titre: &str) -> Vec<NiveauPlan> {
    formats.iter().filter_map(|n| n.place(c, titre)).collect()
}

impl NiveauFormat {
    /// Its columns in a table; `None` when the table or its title has them not.
    fn place(&self, c: &mut Places<'_>, titre: &str) -> Option<NiveauPlan> {
        if self.titre.as_ref().is_some_and(|t| !t.is_match(titre)) {
            return None;
        }
        let quand = self.quand.iter();
        let quand = quand.map(|q| Some((c.place(&q.colonne)?, q.motif.clone())));
        let quand: Vec<_> = quand.collect::<Option<_>>()?;
        let cle = self.cle.as_ref().and_then(|m| c.place(m));
        (cle.is_some() || self.code.is_some()).then(|| NiveauPlan {
            niveau: self.niveau,
            cle,
            code: self.code.clone(),
            nom: self.nom.as_ref().and_then(|m| c.place(m)),
            quand,
        })
    }
}
