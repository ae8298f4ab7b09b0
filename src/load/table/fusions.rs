//! Rows of former communes against the dates of their mergers: what is missing for a sum, and what would count twice.
//!
//! Rule: figures follow the list of communes of a day (see `model::geographie`). Before the merger, a commune of today is the
//! sum of all its former ones, and its figure is unknown when one of them has no row. From the day on which a chef-lieu
//! gave its code to another commune, the old code is that of a part; until then it is that of the whole.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{CodeCommune, DateCivile, Genre, Referentiel, Unite, UniteId};

/// What the codes of a file say of the mergers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fusions {
    /// Communes of today for which the row of a former commune is missing: which ones.
    pub incompletes: BTreeMap<UniteId, Vec<CodeCommune>>,
    /// Communes of today whose row may be that of the chef-lieu before the merger: the file is older, and too short to tell.
    pub incertaines: BTreeSet<UniteId>,
    /// Codes whose row is a part of a commune that has its own row: not to be added.
    pub parties: BTreeSet<CodeCommune>,
    /// Communes whose own code is added to those of its former communes, long after their merger: it may be that of the whole.
    #[serde(default)]
    pub additionnees: BTreeMap<UniteId, Vec<CodeCommune>>,
}

/// Years after a merger from which a file that still gives the former communes is no longer simply late. Choice of the project: the
/// published files follow the communes of one or two years before.
const ANS_DE_RETARD: i32 = 2;

/// Former communes that ended the same day in the same commune of today, sorted; none when only its chefs-lieux were parts.
type Evenements = Vec<((UniteId, DateCivile), Option<CodeCommune>)>;
/// Old codes of the communes of today that changed theirs, and their last day.
type Entiers = BTreeMap<UniteId, Vec<(CodeCommune, DateCivile)>>;

/// What the référentiel says of the mergers.
fn evenements(referentiel: &Referentiel) -> (Evenements, Entiers) {
    let (mut evenements, mut entiers) = (Evenements::new(), Entiers::new());
    for (&code, ancien) in &referentiel.anciens {
        match ancien.fin {
            Some(fin) if ancien.entier => {
                entiers.entry(ancien.vers).or_default().push((code, fin));
                // The old and the new chef-lieu were parts of the merger that made the commune, even of no other commune.
                let debut = referentiel.origines.get(&code);
                evenements.extend(debut.map(|&debut| ((ancien.vers, debut), None)));
            }
            Some(fin) => evenements.push(((ancien.vers, fin), Some(code))),
            None => {}
        }
    }
    evenements.sort_unstable();
    (evenements, entiers)
}

impl Fusions {
    /// Adds what the codes of another list say.
    pub fn complete(&mut self, autre: Self) {
        self.incompletes.extend(autre.incompletes);
        self.incertaines.extend(autre.incertaines);
        self.parties.extend(autre.parties);
        self.additionnees.extend(autre.additionnees);
    }

    /// Looks at the codes of a file that follows the list of communes of a day, when it is known.
    #[must_use]
    pub fn new(
        referentiel: &Referentiel,
        codes: &BTreeSet<CodeCommune>,
        liste: Option<DateCivile>,
    ) -> Self {
        let (evenements, entiers) = evenements(referentiel);
        let anciens = codes.iter().filter_map(|c| referentiel.anciens.get(c));
        let fins = anciens.filter_map(|a| a.fin);
        let examen = Examen {
            referentiel,
            codes,
            liste,
            premiere_fin: fins.filter(|&fin| liste < Some(fin)).min(),
            entiers: &entiers,
            lues: OnceCell::new(),
        };
        let mut fusions = Self::default();
        let mut separees = BTreeSet::new();
        let mut anciennes: Vec<CodeCommune> = Vec::new();
        for memes in evenements.chunk_by(|a, b| a.0 == b.0) {
            let Some(((unite, fin), _)) = memes.first() else {
                continue;
            };
            anciennes.clear();
            anciennes.extend(memes.iter().filter_map(|(_, code)| *code));
            match examen.evenement(*unite, *fin, &anciennes) {
                Verdict::Apres => {}
                Verdict::Separees => {
                    let tardif = |jour: DateCivile| jour.annee() >= fin.annee() + ANS_DE_RETARD;
                    if liste.is_some_and(tardif) && !anciennes.is_empty() {
                        fusions.additionnees.insert(*unite, anciennes.clone());
                    }
                    if examen.avant_tout(*unite, *fin) {
                        separees.insert(*unite);
                    }
                }
                Verdict::Incertaine => {
                    fusions.incertaines.insert(*unite);
                }
                Verdict::Manquent(codes) => {
                    if examen.cree(*unite, *fin).is_some() {
                        separees.insert(*unite);
                    }
                    fusions.incompletes.entry(*unite).or_default().extend(codes);
                }
            }
        }
        fusions.incertaines.extend(examen.scindees());
        fusions.parties = examen.parties(&separees);
        fusions
    }
}

/// How a file stands to a merger.
enum Verdict {
    /// It gives the commune as it is today, or nothing of it.
    Apres,
    /// It gives each of the former communes.
    Separees,
    /// It gives a row that may be either.
    Incertaine,
    /// It gives some of the former communes.
    Manquent(Vec<CodeCommune>),
}

struct Examen<'a> {
    referentiel: &'a Referentiel,
    codes: &'a BTreeSet<CodeCommune>,
    liste: Option<DateCivile>,
    /// First day on which a code of the file ended, after the day of its list.
    premiere_fin: Option<DateCivile>,
    entiers: &'a Entiers,
    /// Communes of each département, and those that the file has.
    lues: OnceCell<Vec<(usize, usize)>>,
}

impl Examen<'_> {
    fn lue(&self, code: CodeCommune) -> bool {
        self.codes.contains(&code)
    }

    /// Old codes of a commune of today.
    fn anciens_codes(&self, unite: UniteId) -> &[(CodeCommune, DateCivile)] {
        self.entiers.get(&unite).map_or(&[], Vec::as_slice)
    }

    fn evenement(&self, unite: UniteId, fin: DateCivile, anciennes: &[CodeCommune]) -> Verdict {
        let chef_lieu = self.referentiel.unite(unite).code;
        // Before the merger that made the commune, its old code was that of a part, like the new one.
        let ancien = self.cree(unite, fin);
        let ancien_lu = ancien.is_some_and(|c| self.lue(c));
        let deux_parts = ancien_lu && self.lue(chef_lieu);
        if !anciennes.iter().any(|&c| self.lue(c)) {
            if !(ancien_lu || self.lue(chef_lieu)) || self.liste.is_none_or(|jour| jour >= fin) {
                return Verdict::Apres;
            }
            // The date says that the file is older: its codes must say so too, or be too few to tell.
            if !deux_parts && self.premiere_fin.is_none_or(|premiere| premiere > fin) {
                if self.couvre(unite) {
                    return Verdict::Apres;
                }
                if !ancien_lu {
                    return Verdict::Incertaine;
                }
            }
        }
        let mut manquantes: Vec<CodeCommune> = anciennes
            .iter()
            .copied()
            .filter(|&c| !self.lue(c))
            .collect();
        let mut entiers = self.anciens_codes(unite).iter();
        if let Some(ancien) = ancien {
            let deux = [chef_lieu, ancien];
            manquantes.extend(deux.into_iter().filter(|&c| !self.lue(c)));
        } else if !self.lue(chef_lieu) && !entiers.any(|(c, _)| self.lue(*c)) {
            manquantes.push(chef_lieu);
        }
        if manquantes.is_empty() {
            Verdict::Separees
        } else {
            Verdict::Manquent(manquantes)
        }
    }

    /// The old code of a commune, when the merger of that day is the one that made it.
    fn cree(&self, unite: UniteId, fin: DateCivile) -> Option<CodeCommune> {
        let mut siens = self.anciens_codes(unite).iter();
        let trouve = siens.find(|(code, _)| self.referentiel.origines.get(code) == Some(&fin));
        trouve.map(|(code, _)| *code)
    }

    /// Whether nothing is known of a merger of that commune before that day: its two chefs-lieux were then parts.
    fn avant_tout(&self, unite: UniteId, fin: DateCivile) -> bool {
        let mut siens = self.anciens_codes(unite).iter();
        let connue =
            |(code, _): &(CodeCommune, DateCivile)| self.referentiel.origines.contains_key(code);
        self.cree(unite, fin).is_some() || !siens.any(connue)
    }

    /// Communes that kept their code through a merger then a split, when the file is older than the merger, or may be,
    /// and has no row for those that merged with them: the figure is that of the whole or of a part.
    fn scindees(&self) -> BTreeSet<UniteId> {
        let mut incertaines = BTreeSet::new();
        for separation in &self.referentiel.separations {
            let Some(&debut) = self.referentiel.origines.get(&separation.de) else {
                continue;
            };
            let Some(garde) = self.referentiel.par_code(separation.de) else {
                continue;
            };
            let autres = separation.vers.iter().filter(|&&c| c != separation.de);
            let seule = self.lue(separation.de) && !autres.into_iter().any(|&c| self.lue(c));
            let apres = self.premiere_fin.is_none_or(|fin| fin > debut) && self.couvre(garde);
            if seule && self.liste.is_some_and(|jour| jour < debut) && !apres {
                incertaines.insert(garde);
            }
        }
        incertaines
    }

    /// Whether the file has a row for at least half of the communes of the département.
    fn couvre(&self, unite: UniteId) -> bool {
        let departement = self.referentiel.unite(unite).departement;
        let lues = self.lues.get_or_init(|| {
            let mut comptes = vec![(0, 0); self.referentiel.departements.len()];
            let mut compte = |u: &Unite, une: (usize, usize)| {
                let place = comptes.get_mut(u.departement);
                if let Some(place) = place.filter(|_| u.genre != Genre::Arrondissement) {
                    *place = (place.0 + une.0, place.1 + une.1);
                }
            };
            self.referentiel
                .unites
                .iter()
                .for_each(|u| compte(u, (1, 0)));
            let lues = self
                .codes
                .iter()
                .filter_map(|c| self.referentiel.par_code(*c));
            lues.for_each(|id| compte(self.referentiel.unite(id), (0, 1)));
            comptes
        });
        let (toutes, lues) = lues.get(departement).copied().unwrap_or_default();
        lues > 1 && lues * 2 >= toutes
    }

    /// Of an old and a new chef-lieu that both have a row, the one that is only a part at the date of the file.
    fn parties(&self, separees: &BTreeSet<UniteId>) -> BTreeSet<CodeCommune> {
        let mut parties = BTreeSet::new();
        let tous = self.entiers.iter();
        let tous =
            tous.flat_map(|(unite, siens)| siens.iter().map(|&(code, fin)| (code, *unite, fin)));
        for (code, unite, fin) in tous {
            let actuel = self.referentiel.unite(unite).code;
            if self.lue(code) && self.lue(actuel) && !separees.contains(&unite) {
                let change = self.liste.is_some_and(|jour| jour >= fin);
                parties.insert(if change { code } else { actuel });
            }
        }
        parties
    }
}

#[cfg(test)]
mod tests;
