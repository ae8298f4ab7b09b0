//! Which file speaks for a perimeter: one that says almost nothing of it never silences one that does.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{denombre, enumerer};
use crate::model::etendue::{Choisies, PART, Tue};
use crate::model::lecture::{lieux, population};
use crate::model::{
    Colonne, ColonneClasse, Constat, Dataset, Ecartee, Perimetre, RegleConstat, SectionId,
    Severite, SourceId, UniteId, Valeur,
};

/// Variables named in a finding.
const NOMS: usize = 3;

/// What is set aside: the narrow source, the one that takes its place, the variables.
type Ecartes = BTreeMap<(SourceId, SourceId), Vec<String>>;

/// Sets aside, variable by variable, the columns that say almost nothing of the perimeter when another one says more of it,
/// and tells which. The reference population has rules of its own.
pub fn retenir(d: &mut Dataset, perimetre: &Perimetre) -> Vec<Constat> {
    let choix = Choix::nouveau(d, &perimetre.membres);
    choix.applique(d);
    choix.dit(d)
}

/// What [`retenir`] would change and tell of a dataset of which no choice was made, without changing it: where it is the same
/// for two perimeters, they are read in the same dataset.
#[must_use]
pub fn prevoir(d: &Dataset, perimetre: &Perimetre) -> (Choisies, Vec<Constat>) {
    let choix = Choix::nouveau(d, &perimetre.membres);
    (choix.choisies(), choix.dit(d))
}

/// The columns that are not heard for a perimeter: those of figures, then those of classes, by variable.
pub(super) struct Choix {
    etroites: Vec<Etroite>,
}

impl Choix {
    /// Which columns are set aside, and for which.
    fn dit(&self, d: &Dataset) -> Vec<Constat> {
        let mut ecartes = Ecartes::new();
        // What is older would not have been read.
        for e in self.etroites.iter().filter(|e| e.dite) {
            let noms = ecartes.entry((e.tue.source, e.large)).or_default();
            noms.push(e.tue.variable.clone());
        }
        ecartes
            .into_iter()
            .filter_map(|((etroite, large), noms)| constat(d, etroite, large, &noms))
            .collect()
    }

    /// The choice for a perimeter, on a dataset of which no other was made.
    pub(super) fn nouveau(d: &Dataset, membres: &[crate::model::Membre]) -> Self {
        let membres = membres.iter();
        let membres: Vec<Membre> = membres.map(|m| membre(d, m.unite, m.part)).collect();
        let mut etroites = nombres(d, &membres);
        etroites.extend(classes(d, &membres));
        Self { etroites }
    }

    /// What it changes.
    pub(super) fn choisies(&self) -> Choisies {
        let siennes = self.etroites.iter();
        let nombres = siennes.clone().filter(|e| !e.tue.classes);
        let entendues = nombres.map(|e| e.large);
        Choisies {
            tues: siennes.clone().map(|e| e.tue.clone()).collect(),
            variables: siennes.clone().map(|e| e.tue.variable.clone()).collect(),
            sources: siennes.map(|e| e.tue.source).chain(entendues).collect(),
        }
    }

    /// Makes it.
    pub(super) fn applique(&self, d: &mut Dataset) {
        for Etroite { tue, .. } in &self.etroites {
            if tue.classes {
                let ans = d.classes.get_mut(&tue.variable);
                let _ = ans.map(|ans| ans.remove(&tue.an));
            } else {
                ecarte(d, &tue.variable, tue.an, tue.remplacante);
            }
        }
        d.choisies = self.choisies();
        if !self.etroites.is_empty() {
            let sources = d.choisies.sources.clone();
            d.ecarte_les_autres_territoires_de(&sources);
        }
    }
}

/// Vintage, source, inhabitants of whom a column speaks.
type Dite = (Option<u16>, SourceId, f64);

/// The places where a file may speak of a member, and its inhabitants inside.
struct Membre {
    places: Vec<UniteId>,
    habitants: f64,
}

fn membre(d: &Dataset, unite: UniteId, part: f64) -> Membre {
    let ville = d.referentiel.unite(unite).parent;
    Membre {
        places: lieux(&d.referentiel, unite).chain(ville).collect(),
        habitants: part * d.referentiel.population(unite).max(1.0),
    }
}

/// Inhabitants of whom a column speaks.
fn etendue(membres: &[Membre], dit: impl Fn(UniteId) -> bool) -> f64 {
    let dits = membres
        .iter()
        .filter(|m| m.places.iter().any(|&id| dit(id)));
    dits.map(|m| m.habitants).sum()
}

/// Inhabitants of whom a column of figures speaks; one that is hidden, damaged, or lost in a row without commune is told.
fn dite(d: &Dataset, membres: &[Membre], c: &Colonne) -> f64 {
    let fichier = d.source(c.source).map(|s| s.fichier.as_str());
    let perdues = fichier.and_then(|f| d.douteuses.get(f));
    etendue(membres, |id| {
        c.valeur(id) != Valeur::Absente
            || c.autre_territoire(id).is_some()
            || perdues.is_some_and(|p| p.contains(&id))
    })
}

fn dite_classe(membres: &[Membre], c: &ColonneClasse) -> f64 {
    let autre = |id| c.autres.iter().any(|a| a.pieces.contains(&id));
    etendue(membres, |id| {
        c.code(id).is_some() || c.est_rejetee(id) || autre(id)
    })
}

fn nombres(d: &Dataset, membres: &[Membre]) -> Vec<Etroite> {
    let autres: BTreeSet<&str> = d
        .ecartees
        .iter()
        .map(|e| e.colonne.variable.as_str())
        .collect();
    let concernees = d.colonnes.iter().filter(|(v, ans)| {
        *v != population::VARIABLE && (ans.len() > 1 || autres.contains(v.as_str()))
    });
    concernees
        .flat_map(|(variable, _)| etroites(d, membres, variable))
        .collect()
}

/// A column that is set aside.
struct Etroite {
    tue: Tue,
    /// Source that is heard instead.
    large: SourceId,
    /// Whether it would have been read.
    dite: bool,
}

/// The columns of a variable that speak of too little beside another one.
fn etroites(d: &Dataset, membres: &[Membre], variable: &str) -> Vec<Etroite> {
    let siennes = d.ecartees.iter().enumerate();
    let siennes = siennes.filter(|(_, e)| e.colonne.variable == variable);
    let lue = |c: &Colonne| (c.millesime, c.source, dite(d, membres, c));
    let autres: Vec<(usize, Dite)> = siennes.map(|(i, e)| (i, lue(&e.colonne))).collect();
    let gardees = d.colonnes.get(variable).into_iter().flatten();
    let gardees: Vec<Dite> = gardees.map(|(_, c)| lue(c)).collect();
    let toutes = gardees.iter().chain(autres.iter().map(|(_, lue)| lue));
    let Some((dernier, large, plus)) = toutes.copied().reduce(le_plus_etendu) else {
        return Vec::new();
    };
    let assez = |dit: f64| dit >= PART * plus;
    let etroites = gardees.iter().filter(|(.., dit)| !assez(*dit));
    let ecartee = |&(an, source, _): &Dite| {
        let remplacante = autres
            .iter()
            .find(|(_, (m, _, dit))| *m == an && assez(*dit));
        Etroite {
            tue: Tue {
                variable: variable.to_owned(),
                classes: false,
                an,
                source,
                remplacante: remplacante.map(|(i, _)| *i),
            },
            large: remplacante.map_or(large, |(_, (_, source, _))| *source),
            dite: an >= dernier,
        }
    };
    etroites.map(ecartee).collect()
}

/// The column that speaks of most, the first of two.
fn le_plus_etendu(a: Dite, b: Dite) -> Dite {
    if b.2 > a.2 { b } else { a }
}

/// Takes a column away, or puts another one of the same vintage in its place.
fn ecarte(d: &mut Dataset, variable: &str, an: Option<u16>, remplacante: Option<usize>) {
    let cle = (variable.to_owned(), an);
    let repetees = d.repetees.remove(&cle);
    let Some(ans) = d.colonnes.get_mut(variable) else {
        return;
    };
    let Some(colonne) = ans.remove(&an) else {
        return;
    };
    if let Some(place) = remplacante.and_then(|i| d.ecartees.get_mut(i)) {
        let Ecartee {
            colonne, repetees, ..
        } = std::mem::replace(
            place,
            Ecartee {
                colonne,
                somme: place.somme,
                repetees,
            },
        );
        ans.insert(an, colonne);
        d.repetees.extend(repetees.map(|r| (cle, r)));
    } else {
        d.ecartees.push(Ecartee {
            colonne,
            somme: false,
            repetees,
        });
    }
}

fn classes(d: &Dataset, membres: &[Membre]) -> Vec<Etroite> {
    let mut etroites = Vec::new();
    for (variable, ans) in d.classes.iter().filter(|(_, ans)| ans.len() > 1) {
        let dites: Vec<Dite> = ans
            .iter()
            .map(|(an, c)| (*an, c.source, dite_classe(membres, c)))
            .collect();
        let Some(large) = dites.iter().copied().reduce(le_plus_etendu) else {
            continue;
        };
        let tues = dites.iter().filter(|(.., dit)| *dit < PART * large.2);
        etroites.extend(tues.map(|&(an, source, _)| Etroite {
            tue: Tue {
                variable: variable.clone(),
                classes: true,
                an,
                source,
                remplacante: None,
            },
            large: large.1,
            dite: an >= large.0,
        }));
    }
    etroites
}

fn constat(d: &Dataset, etroite: SourceId, large: SourceId, noms: &[String]) -> Option<Constat> {
    let (etroite, large) = (d.source(etroite)?, d.source(large)?);
    let variables = format!(
        "{} ({})",
        denombre(noms.len(), "variable", "variables"),
        enumerer(noms, NOMS)
    );
    let texte = if etroite.fichier == large.fichier {
        format!(
            "{}\u{a0}: pour {variables}, une année ne dit presque rien du périmètre\u{a0}; une autre du même fichier est retenue, quelle que \
             soit sa date.",
            etroite.fichier
        )
    } else {
        format!(
            "{} ({}) ne dit presque rien du périmètre\u{a0}: pour {variables}, c'est {} ({}) qui est retenu, quelle que soit sa date.",
            etroite.fichier, etroite.millesime, large.fichier, large.millesime,
        )
    };
    let regle = RegleConstat::SourceMoinsEtendue;
    Some(
        Constat::new(regle, Severite::Information, SectionId::S0, texte)
            .avec_origine(etroite.fichier.clone()),
    )
}

#[cfg(test)]
mod tests;
