//! Rows of former communes against the dates of their mergers: what is missing for a sum, and what would count twice.
//!
//! Rule: figures follow the list of communes of a day (see `model::geographie`). Before the merger, a commune of today is the
//! sum of all its former ones, and its figure is unknown when one of them has no row. From the day on which a chef-lieu
//! gave its code to another commune, the old code is that of a part; until then it is that of the whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CodeCommune, DateCivile, Referentiel, UniteId};

/// What the codes of a file say of the mergers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fusions {
    /// Communes of today for which the row of a former commune is missing: which ones.
    pub incompletes: BTreeMap<UniteId, Vec<CodeCommune>>,
    /// Communes of today whose row may be that of the chef-lieu before the merger: the file is older, and too short to tell.
    pub incertaines: BTreeSet<UniteId>,
    /// Codes whose row is a part of a commune that has its own row: not to be added.
    pub parties: BTreeSet<CodeCommune>,
}

/// Former communes that ended the same day in the same commune of today.
type Evenements = BTreeMap<(UniteId, DateCivile), Vec<CodeCommune>>;

impl Fusions {
    /// Looks at the codes of a file that follows the list of communes of a day, when it is known.
    #[must_use]
    pub fn new(
        referentiel: &Referentiel,
        codes: &BTreeSet<CodeCommune>,
        liste: Option<DateCivile>,
    ) -> Self {
        let mut evenements = Evenements::new();
        let mut entiers = Vec::new();
        for (&code, ancien) in &referentiel.anciens {
            match ancien.fin {
                Some(fin) if ancien.entier => entiers.push((code, ancien.vers, fin)),
                Some(fin) => evenements.entry((ancien.vers, fin)).or_default().push(code),
                None => {}
            }
        }
        // The old and the new chef-lieu were parts of the merger that made the commune, even of no other commune.
        for &(code, unite, _) in &entiers {
            if let Some(&debut) = referentiel.origines.get(&code) {
                evenements.entry((unite, debut)).or_default();
            }
        }
        let anciens = codes.iter().filter_map(|c| referentiel.anciens.get(c));
        let fins = anciens.filter_map(|a| a.fin);
        let examen = Examen {
            referentiel,
            codes,
            liste,
            premiere_fin: fins.filter(|&fin| liste < Some(fin)).min(),
            entiers: &entiers,
        };
        let mut fusions = Self::default();
        let mut separees = BTreeSet::new();
        for ((unite, fin), anciennes) in &evenements {
            match examen.evenement(*unite, *fin, anciennes) {
                Verdict::Apres => {}
                Verdict::Separees => {
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
    entiers: &'a [(CodeCommune, UniteId, DateCivile)],
}

impl Examen<'_> {
    fn lue(&self, code: CodeCommune) -> bool {
        self.codes.contains(&code)
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
        let mut entiers = self.entiers.iter();
        if let Some(ancien) = ancien {
            let deux = [chef_lieu, ancien];
            manquantes.extend(deux.into_iter().filter(|&c| !self.lue(c)));
        } else if !self.lue(chef_lieu)
            && !entiers.any(|(c, vers, _)| *vers == unite && self.lue(*c))
        {
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
        let mut entiers = self.entiers.iter();
        let trouve = entiers.find(|(code, vers, _)| {
            *vers == unite && self.referentiel.origines.get(code) == Some(&fin)
        });
        trouve.map(|(code, ..)| *code)
    }

    /// Whether nothing is known of a merger of that commune before that day: its two chefs-lieux were then parts.
    fn avant_tout(&self, unite: UniteId, fin: DateCivile) -> bool {
        let connue = |(code, vers, _): &&(CodeCommune, UniteId, DateCivile)| {
            *vers == unite && self.referentiel.origines.contains_key(code)
        };
        self.cree(unite, fin).is_some() || !self.entiers.iter().any(|e| connue(&e))
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
        let (mut lues, mut toutes) = (0_usize, 0_usize);
        let departement = self.referentiel.unite(unite).departement;
        for id in self.referentiel.communes_du_departement(departement) {
            toutes += 1;
            lues += usize::from(self.lue(self.referentiel.unite(id).code));
        }
        lues > 1 && lues * 2 >= toutes
    }

    /// Of an old and a new chef-lieu that both have a row, the one that is only a part at the date of the file.
    fn parties(&self, separees: &BTreeSet<UniteId>) -> BTreeSet<CodeCommune> {
        let mut parties = BTreeSet::new();
        for &(code, unite, fin) in self.entiers {
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::embarquee;

    fn lit(codes: &[&str], jour: &str) -> Fusions {
        let codes = codes.iter().map(|c| c.parse().unwrap()).collect();
        Fusions::new(&embarquee(), &codes, DateCivile::parse(jour).ok())
    }

    fn noms(codes: impl IntoIterator<Item = CodeCommune>) -> Vec<String> {
        codes.into_iter().map(|c| c.to_string()).collect()
    }

    /// COG, INSEE: Porte des Pierres Dorées had the code 69159 until 14 March 2024, 69114 since; both are also communes
    /// déléguées.
    #[test]
    fn a_code_given_to_another_commune_is_the_whole_until_that_day_and_a_part_since() {
        let deux = ["69114", "69159"];
        assert_eq!(noms(lit(&deux, "2024-01-01").parties), ["69114"]);
        assert_eq!(noms(lit(&deux, "2024-03-14").parties), ["69114"]);
        assert_eq!(noms(lit(&deux, "2024-03-15").parties), ["69159"]);
        assert_eq!(noms(lit(&deux, "2025-01-01").parties), ["69159"]);
        for seul in ["69114", "69159"] {
            assert!(lit(&[seul], "2024-01-01").parties.is_empty(), "{seul}");
        }
    }

    /// COG, INSEE: Haut Valromey (01187) took Ruffieu (01330) in on 1 January 2025.
    #[test]
    fn a_row_missing_before_the_merger_makes_the_commune_unknown() {
        let base = embarquee();
        let unite = base.par_code("01187".parse().unwrap()).unwrap();
        let deux = lit(&["01187", "01330"], "2021-01-01");
        assert!(deux.incompletes.is_empty() && deux.incertaines.is_empty());
        let sans = lit(&["01330"], "2021-01-01");
        assert_eq!(noms(sans.incompletes[&unite].clone()), ["01187"]);
        // 16238 ended on that day too: the file is older than the merger.
        let datee = lit(&["01187", "16238", "16192"], "2021-01-01");
        assert_eq!(noms(datee.incompletes[&unite].clone()), ["01330"]);
        let seule = lit(&["01187"], "2021-01-01");
        assert!(seule.incompletes.is_empty() && seule.incertaines.contains(&unite));
        assert_eq!(lit(&["01187"], "2025-01-01"), Fusions::default());
    }

    /// Every date of the base is that of the movements that INSEE publishes.
    #[test]
    fn mergers_of_the_base_agree_with_the_published_movements() {
        let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
            eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
            return;
        };
        let chemin = std::path::Path::new(&dossier).join("cog/v_mvt_commune_2025_cogiter.csv");
        let mut lecteur = csv::Reader::from_path(chemin).unwrap();
        let entetes = lecteur.headers().unwrap().clone();
        let rang = |nom: &str| entetes.iter().position(|e| e == nom).unwrap();
        let rangs = ["DATE_EFF", "TYPECOM_AV", "COM_AV"].map(rang);
        let publies: BTreeSet<(String, String)> = lecteur
            .records()
            .map(Result::unwrap)
            .filter(|r| &r[rangs[1]] == "COM")
            .map(|r| (r[rangs[2]].to_owned(), r[rangs[0]].to_owned()))
            .collect();
        let base = embarquee();
        let dates = base
            .anciens
            .iter()
            .filter_map(|(c, a)| Some((c.to_string(), a.fin?)));
        let dates: Vec<_> = dates.filter(|(_, fin)| fin.annee() >= 2012).collect();
        assert!(dates.len() > 1_800, "{}", dates.len());
        for (code, fin) in dates {
            assert!(
                publies.contains(&(code.clone(), fin.to_string())),
                "{code} {fin}"
            );
        }
    }

    proptest! {
        /// The law: a merger at t1 (with or without a third commune), a change of code at t2, a file that follows the list
        /// of any day and lacks some rows. What is added up is always the whole commune of today.
        #[test]
        fn what_is_published_is_the_territory_of_today(
            debut in 2013u16..2020, duree in 1u16..5, annee in 2010u16..2026, tierce in any::<bool>(),
            garde in proptest::collection::vec(any::<bool>(), 3),
        ) {
            let mut essai = crate::indicateurs::essai::Essai::communes(&[900, 300]);
            let jour = |an| DateCivile::premier_janvier(an).unwrap();
            let code = |c: &str| -> CodeCommune { c.parse().unwrap() };
            let (actuel, ancien, autre) = (code("96001"), code("96801"), code("96802"));
            let unite = essai.id("96001");
            let base = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
            let mut finit = |c, an, entier| {
                base.anciens.insert(c, crate::model::AncienCode {
                    vers: unite, motif: crate::model::MotifAncien::Ancien, nom: None, fin: Some(jour(an)), entier,
                });
            };
            finit(ancien, debut + duree, true);
            if tierce {
                finit(autre, debut, false);
            }
            base.origines.insert(ancien, jour(debut));
            let tous: Vec<CodeCommune> = match annee {
                an if an < debut && tierce => vec![actuel, ancien, autre],
                an if an < debut => vec![actuel, ancien],
                an if an < debut + duree => vec![ancien],
                _ => vec![actuel],
            };
            let lus = tous.iter().zip(&garde).filter(|(_, g)| **g).map(|(&c, _)| c);
            let lus: BTreeSet<CodeCommune> = lus.collect();
            let fusions = Fusions::new(base, &lus, Some(jour(annee)));
            let inconnue = fusions.incompletes.contains_key(&unite) || fusions.incertaines.contains(&unite);
            let somme: BTreeSet<CodeCommune> = lus.difference(&fusions.parties).copied().collect();
            let entiere = somme.len() == tous.len();
            prop_assert!(lus.is_empty() || inconnue != entiere, "{lus:?} de {tous:?} : {fusions:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        /// Whatever rows are left, a commune is either given as a whole, or by all its former ones, or is said unknown.
        #[test]
        fn a_sum_is_never_published_without_one_of_its_former_communes(
            garde in proptest::collection::vec(any::<bool>(), 3_000), annee in 2012u16..2026,
        ) {
            let base = embarquee();
            let mut fusions: BTreeMap<_, Vec<CodeCommune>> = BTreeMap::new();
            for (&code, a) in base.anciens.iter().filter(|(_, a)| !a.entier) {
                if let Some(fin) = a.fin {
                    fusions.entry((a.vers, fin)).or_default().push(code);
                }
            }
            let mut codes: BTreeSet<CodeCommune> = fusions.values().flatten().copied().collect();
            codes.extend(fusions.keys().map(|(vers, _)| base.unite(*vers).code));
            let lus = codes.iter().zip(&garde).filter(|(_, g)| **g).map(|(&c, _)| c);
            let lus: BTreeSet<CodeCommune> = lus.collect();
            let lu = Fusions::new(&base, &lus, DateCivile::premier_janvier(annee));
            for ((vers, _), anciennes) in &fusions {
                let presentes = anciennes.iter().filter(|c| lus.contains(c)).count();
                if presentes > 0 && presentes < anciennes.len() {
                    prop_assert!(lu.incompletes.contains_key(vers), "{vers:?}");
                }
            }
        }
    }
}
