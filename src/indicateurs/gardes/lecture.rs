//! The comparators that were kept, and which of them hold for a run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::catalogue::Catalogue;
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::fichiers::FichiersOfficiels;
use crate::indicateurs::notice;
use crate::indicateurs::regles;
use crate::model::lecture::Territoire;
use crate::model::{Dataset, Niveau, Referentiel, SourceId};

/// Level and rank of a territory.
pub(in crate::indicateurs) type Cle = (Niveau, usize);

/// Name of the list of the entries.
pub(super) const ENTREES: &str = "comparateurs";
/// Name of the list of those of which a choice changes the figures.
pub(super) const TOUCHEES: &str = "comparateurs choisis";

/// An entry of the catalogue for which figures are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entree {
    /// Rank in the catalogue of the program.
    pub(super) rang: usize,
    /// Fingerprint of its words.
    pub(super) empreinte: u64,
    /// Files that gave its figures.
    pub(super) sources: Vec<SourceId>,
}

/// What is kept beside a dataset.
#[derive(Debug, Default)]
pub(in crate::indicateurs) struct Gardes {
    entrees: Vec<Entree>,
    /// The entry of each definition.
    rangs: Vec<Option<usize>>,
    /// Entries of which the choice of the perimeter changes the figures, when it was foreseen.
    touchees: Option<BTreeSet<usize>>,
}

/// The units of a territory, whole.
pub(in crate::indicateurs) fn territoire(
    referentiel: &Referentiel,
    (niveau, rang): Cle,
) -> Territoire {
    match niveau {
        Niveau::Departement => {
            Territoire::entier(referentiel, referentiel.communes_du_departement(rang))
        }
        Niveau::Region => Territoire::entier(referentiel, referentiel.communes_de_la_region(rang)),
        _ => Territoire::entier(referentiel, referentiel.france()),
    }
}

/// Name of the figures of a territory, in the order of the entries.
pub(super) fn nom((niveau, rang): Cle) -> String {
    format!("{ENTREES} {niveau:?} {rang}")
}

/// Name of those that a choice changes, with the rank of their entry.
pub(super) fn nom_choisi((niveau, rang): Cle) -> String {
    format!("{TOUCHEES} {niveau:?} {rang}")
}

impl Gardes {
    /// What is kept beside a dataset, when the words of the absences are those of the program.
    pub(in crate::indicateurs) fn de(dataset: &Dataset, catalogue: &Catalogue) -> Self {
        let lit = || {
            if catalogue.fichiers_officiels() != FichiersOfficiels::lus() {
                return None;
            }
            let entrees: Vec<Entree> = dataset.annexe_lue(ENTREES)?;
            let touchees = if dataset.choisies.est_vide() {
                Some(BTreeSet::new())
            } else {
                dataset.annexe_lue(&dataset.nom_d_annexe(TOUCHEES))
            };
            Some(Self {
                rangs: rangs(&entrees, catalogue),
                entrees,
                touchees,
            })
        };
        lit().unwrap_or_default()
    }

    /// The figures kept for a territory, in the order of the definitions: `None` where one must be computed.
    pub(in crate::indicateurs) fn du_territoire(
        &self,
        donnees: &Donnees<'_>,
        definitions: &[Definition],
        cle: Cle,
    ) -> Vec<Option<Agregat>> {
        let lit = || {
            let lus: Vec<Option<Agregat>> = donnees.dataset.annexe_lue(&nom(cle))?;
            (lus.len() == self.entrees.len()).then_some(lus)
        };
        let lus = (!self.entrees.is_empty()).then(lit).flatten();
        let Some(mut lus) = lus else {
            return vec![None; definitions.len()];
        };
        let mut choisis = self.choisis(donnees.dataset, cle);
        let garde = |(rang, d): (usize, &Definition)| {
            let entree = (*self.rangs.get(rang)?)?;
            let vaut = match &self.touchees {
                Some(touchees) if touchees.contains(&entree) => return choisis.remove(&entree),
                Some(_) => true,
                None => self.vaut(donnees, d, entree),
            };
            if vaut {
                lus.get_mut(entree)?.take()
            } else {
                None
            }
        };
        definitions.iter().enumerate().map(garde).collect()
    }

    /// The figures of a territory that the choice of the perimeter changes, by entry.
    fn choisis(&self, dataset: &Dataset, cle: Cle) -> BTreeMap<usize, Agregat> {
        let touchees = self.touchees.as_ref().filter(|t| !t.is_empty());
        let nom = || dataset.nom_d_annexe(&nom_choisi(cle));
        let lus = touchees.and_then(|_| dataset.annexe_lue::<Vec<(usize, Agregat)>>(&nom()));
        lus.unwrap_or_default().into_iter().collect()
    }

    /// Whether the figures of an entry hold under a choice that was not foreseen.
    fn vaut(&self, donnees: &Donnees<'_>, d: &Definition, entree: usize) -> bool {
        let entree = self.entrees.get(entree);
        entree.is_some_and(|e| inchangee(donnees, d, &e.sources))
    }
}

/// Whether the choice of the files has changed nothing of what an entry reads, whose figures these files gave.
pub(super) fn inchangee(donnees: &Donnees<'_>, d: &Definition, avant: &[SourceId]) -> bool {
    let choisies = &donnees.dataset.choisies;
    if choisies.est_vide() {
        return true;
    }
    // A balance reads variables that its entry does not name.
    if matches!(d.regle, Regle::Solde { .. }) {
        return false;
    }
    let lues = notice::variables(d);
    if lues.iter().any(|v| choisies.variables.contains(v)) {
        return false;
    }
    let Ok(regle) = regles::preparer(donnees, d) else {
        return false;
    };
    let sources: BTreeSet<SourceId> = regle.provenance().sources.into_iter().collect();
    let avant: BTreeSet<SourceId> = avant.iter().copied().collect();
    sources == avant && sources.is_disjoint(&choisies.sources)
}

/// The entry of each definition: by rank in the catalogue of the program, else word for word.
fn rangs(entrees: &[Entree], catalogue: &Catalogue) -> Vec<Option<usize>> {
    let definitions = catalogue.definitions();
    if catalogue.est_celui_du_programme() {
        let mut rangs = vec![None; definitions.len()];
        for (place, entree) in entrees.iter().enumerate() {
            if let Some(rang) = rangs.get_mut(entree.rang) {
                *rang = Some(place);
            }
        }
        return rangs;
    }
    let siens = entrees
        .iter()
        .enumerate()
        .map(|(rang, e)| (e.empreinte, rang));
    let siens: BTreeMap<u64, usize> = siens.collect();
    let definitions = definitions.iter();
    definitions
        .map(|d| siens.get(&empreinte(d)).copied())
        .collect()
}

/// Fingerprint of all that an entry says.
pub(super) fn empreinte(d: &Definition) -> u64 {
    let mut hache = Hache(DefaultHasher::new());
    // A hasher takes whatever is written.
    let _ = write!(hache, "{d:?}");
    hache.0.finish()
}

struct Hache(DefaultHasher);

impl fmt::Write for Hache {
    fn write_str(&mut self, texte: &str) -> fmt::Result {
        self.0.write(texte.as_bytes());
        Ok(())
    }
}
