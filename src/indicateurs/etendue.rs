//! Which file speaks for a perimeter: one that says almost nothing of it never silences one that does.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{denombre, enumerer};
use crate::model::etendue::PART;
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
    let mut ecartes = Ecartes::new();
    let membres: Vec<Membre> = perimetre
        .membres
        .iter()
        .map(|m| membre(d, m.unite, m.part))
        .collect();
    nombres(d, &membres, &mut ecartes);
    classes(d, &membres, &mut ecartes);
    if !ecartes.is_empty() {
        let sources = d.choisies.sources.clone();
        d.ecarte_les_autres_territoires_de(&sources);
    }
    ecartes
        .into_iter()
        .filter_map(|((etroite, large), noms)| constat(d, etroite, large, &noms))
        .collect()
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

fn nombres(d: &mut Dataset, membres: &[Membre], ecartes: &mut Ecartes) {
    let variables: BTreeSet<String> = d
        .ecartees
        .iter()
        .map(|e| e.colonne.variable.clone())
        .collect();
    let concernees: Vec<String> = d
        .colonnes
        .iter()
        .filter(|(v, ans)| *v != population::VARIABLE && (ans.len() > 1 || variables.contains(*v)))
        .map(|(v, _)| v.clone())
        .collect();
    for variable in concernees {
        for e in etroites(d, membres, &variable) {
            d.choisies.variables.insert(variable.clone());
            d.choisies.sources.extend([e.source, e.large]);
            ecarte(d, &variable, e.an, e.remplacante);
            // What is older would not have been read.
            if e.dite {
                let noms = ecartes.entry((e.source, e.large)).or_default();
                noms.push(variable.clone());
            }
        }
    }
}

/// A column that is set aside.
struct Etroite {
    an: Option<u16>,
    source: SourceId,
    /// Rank, among those that were not kept, of the one of the same vintage that takes its place.
    remplacante: Option<usize>,
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
            an,
            source,
            remplacante: remplacante.map(|(i, _)| *i),
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

fn classes(d: &mut Dataset, membres: &[Membre], ecartes: &mut Ecartes) {
    for (variable, ans) in d.classes.iter_mut().filter(|(_, ans)| ans.len() > 1) {
        let dites: Vec<Dite> = ans
            .iter()
            .map(|(an, c)| (*an, c.source, dite_classe(membres, c)))
            .collect();
        let Some(large) = dites.iter().copied().reduce(le_plus_etendu) else {
            continue;
        };
        for (an, source, _) in dites.iter().filter(|(.., dit)| *dit < PART * large.2) {
            ans.remove(an);
            d.choisies.variables.insert(variable.clone());
            d.choisies.sources.insert(*source);
            if *an >= large.0 {
                let noms = ecartes.entry((*source, large.1)).or_default();
                noms.push(variable.clone());
            }
        }
    }
}

fn constat(d: &Dataset, etroite: SourceId, large: SourceId, noms: &[String]) -> Option<Constat> {
    let (etroite, large) = (d.source(etroite)?, d.source(large)?);
    let texte = format!(
        "{} ({}) ne dit presque rien du périmètre\u{a0}: pour {} ({}), c'est {} ({}) qui est retenu, quelle que soit sa date.",
        etroite.fichier,
        etroite.millesime,
        denombre(noms.len(), "variable", "variables"),
        enumerer(noms, NOMS),
        large.fichier,
        large.millesime,
    );
    let regle = RegleConstat::SourceMoinsEtendue;
    Some(
        Constat::new(regle, Severite::Information, SectionId::S0, texte)
            .avec_origine(etroite.fichier.clone()),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Absente, Connue, Masquee, Rejetee};

    fn essai(columns: &[(Option<u16>, [Valeur; 3])]) -> (Essai, Perimetre) {
        let mut essai = Essai::communes(&[100, 100, 100]);
        for (an, valeurs) in columns {
            let codes = ["96001", "96002", "96003"];
            let valeurs: Vec<_> = codes.into_iter().zip(*valeurs).collect();
            essai.colonne("v", *an, &valeurs);
        }
        let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0), ("96003", 1.0)]);
        (essai, p)
    }

    #[test]
    fn the_latest_that_speaks_of_the_perimeter_is_kept_and_the_others_told() {
        let un = Connue(1.0);
        let (mut e, p) = essai(&[(None, [un; 3]), (Some(2026), [un, Absente, Absente])]);
        let constats = retenir(&mut e.dataset, &p);
        assert_eq!(e.dataset.derniere("v").unwrap().millesime, None);
        assert_eq!(constats.len(), 1);
        // Hidden or damaged figures are spoken of: nothing older takes their place.
        for dit in [Masquee, Rejetee] {
            let (mut e, p) = essai(&[(Some(2020), [un; 3]), (Some(2026), [dit; 3])]);
            assert!(retenir(&mut e.dataset, &p).is_empty());
            assert_eq!(e.dataset.derniere("v").unwrap().millesime, Some(2026));
        }
    }

    #[test]
    fn of_two_files_of_one_year_the_one_that_speaks_of_the_perimeter_is_kept() {
        let un = Connue(1.0);
        let (mut e, p) = essai(&[(Some(2026), [Absente, Absente, un])]);
        let (autre, _) = essai(&[(Some(2026), [un; 3])]);
        let colonne = autre.dataset.derniere("v").cloned().unwrap();
        e.dataset.ecartees.push(Ecartee {
            colonne,
            somme: true,
            repetees: None,
        });
        retenir(&mut e.dataset, &p);
        assert_eq!(e.dataset.derniere("v").unwrap().valeurs, vec![un; 3]);
        assert_eq!(e.dataset.ecartees.len(), 1);
    }

    proptest! {
        /// The law: what is kept last speaks of half at least of what any file speaks of, and nothing that does is lost.
        #[test]
        fn no_file_silences_one_that_speaks_of_twice_as_much(dits in prop::collection::vec(prop::array::uniform3(any::<bool>()), 1..5)) {
            let lue = |dit: bool| if dit { Connue(1.0) } else { Absente };
            let colonnes: Vec<_> = (2020u16..).zip(&dits).map(|(an, d)| (Some(an), d.map(lue))).collect();
            let (mut e, p) = essai(&colonnes);
            retenir(&mut e.dataset, &p);
            let nombre = |d: &[bool; 3]| d.iter().filter(|x| **x).count();
            let plus = dits.iter().map(nombre).max().unwrap_or(0);
            for (an, d) in (2020u16..).zip(&dits) {
                let gardee = e.dataset.colonne("v", Some(an)).is_some();
                prop_assert_eq!(gardee, nombre(d) * 2 >= plus);
            }
        }
    }
}
