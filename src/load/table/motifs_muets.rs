//! Patterns of counted rows that no row of the file has: they cannot tell zero from a wording that has changed.
//!
//! Rule: a variable counted by rows is zero only if each of its patterns is met somewhere in the file; else it is absent.

use std::collections::BTreeSet;

use crate::load::format::comptees::Comptee;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::motifs_vus::MotifMuet;

impl Lignes<'_> {
    /// Notes the patterns that a row has, and what its types are.
    pub(in crate::load) fn note_les_motifs(&mut self, l: &Ligne<'_>) {
        let mut motifs = std::mem::take(&mut self.comptage.motifs);
        for comptee in &self.plan.comptees {
            for (place, motif) in self.conditions(comptee) {
                let texte = l.cellules.get(place).map(Cellule::en_texte);
                let texte = texte.unwrap_or_default();
                let vu = motif.est_dans(&texte).then(|| motif.texte().to_owned());
                motifs.note(place, &texte, vu);
            }
        }
        self.comptage.motifs = motifs;
    }

    /// Patterns of a counted variable that no row has.
    fn motifs_muets(&self, comptee: &Comptee) -> Vec<MotifMuet> {
        let vus = &self.comptage.motifs;
        let muet = |(place, motif): (usize, Condition<'_>)| {
            let motif = motif.texte();
            if vus.a(place, motif) {
                return None;
            }
            Some(MotifMuet {
                variable: self.format.d.variables.get(comptee.variable)?.id.clone(),
                colonne: self.plan.noms.get(place).cloned().unwrap_or_default(),
                motif: motif.to_owned(),
                proches: vus.proches(place, motif),
                utilisateur: self.format.d.utilisateur,
            })
        };
        self.conditions(comptee)
            .into_iter()
            .filter_map(muet)
            .collect()
    }

    /// Variables whose id is whole: those of which all the patterns are met, then the others, whose patterns are noted.
    pub(in crate::load) fn variables_entieres(&mut self) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut entieres, mut muettes) = (BTreeSet::new(), BTreeSet::new());
        for comptee in &self.plan.comptees {
            let id = self.format.d.variables.get(comptee.variable).map(|v| &v.id);
            let Some(id) = id.filter(|id| !id.contains("{}")) else {
                continue;
            };
            let muets = self.motifs_muets(comptee);
            if muets.is_empty() {
                entieres.insert(id.clone());
            } else {
                muettes.insert(id.clone());
                self.table.motifs_muets.extend(muets);
            }
        }
        muettes.retain(|id| !entieres.contains(id));
        let muettes_de = |m: &MotifMuet| muettes.contains(&m.variable);
        self.table.motifs_muets.retain(muettes_de);
        (entieres, muettes)
    }

    /// Column and pattern of each condition of a counted variable, those on all the rows of a person among them.
    fn conditions(&self, comptee: &Comptee) -> Vec<(usize, Condition<'_>)> {
        let lues = self.format.variables.get(comptee.variable);
        let dite = self.format.d.variables.get(comptee.variable);
        let (Some(lues), Some(dite)) = (lues, dite) else {
            return Vec::new();
        };
        let ecrits = lues.quand.iter().zip(&dite.quand.0);
        let quand = comptee.quand.iter().zip(ecrits);
        let quand = quand.map(|(p, (c, q))| (*p, Condition::Motif(&c.motif, &q.motif)));
        let valeurs = dite
            .personne
            .iter()
            .flat_map(|p| p.avec.iter().chain(&p.sans));
        let personne = comptee.personne.into_iter();
        let personne =
            personne.flat_map(|p| valeurs.clone().map(move |v| (p, Condition::Valeur(v))));
        quand.chain(personne).collect()
    }
}

/// What a cell must be.
#[derive(Clone, Copy)]
enum Condition<'a> {
    /// An expression, and as it is written.
    Motif(&'a regex::Regex, &'a str),
    /// A value.
    Valeur(&'a str),
}

impl<'a> Condition<'a> {
    fn est_dans(self, texte: &str) -> bool {
        match self {
            Self::Motif(motif, _) => motif.is_match(texte),
            Self::Valeur(valeur) => valeur == texte.trim(),
        }
    }

    fn texte(self) -> &'a str {
        match self {
            Self::Motif(_, texte) | Self::Valeur(texte) => texte,
        }
    }
}
