//! Evolution of a count between two vintages, of the same territory at both dates and far enough apart.

mod communs;
mod dates;
pub(super) mod part;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use communs::Communs;
use dates::Dates;

use super::refusee::Refusee;
use super::{Preparation, Prete, Provenance, en_trop};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::comparaison::ecart;
use crate::indicateurs::definition::{Definition, MesureEvolution, PeriodeEvolution};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{Atome, Cause, Domaine, Groupe, Intervalle, Lu, Territoire, lieux};
use crate::model::{Dataset, Referentiel, Repetees, SourceId, UniteId};

/// Most units of a territory for which the communes that were one are sought apart from those of the country.
const PETIT: usize = 1000;

struct Evolution<'a> {
    dataset: &'a Dataset,
    referentiel: &'a Referentiel,
    avant: Groupe<'a>,
    apres: Groupe<'a>,
    /// Those of the whole country, when a large territory asks for them.
    communs: OnceLock<Communs>,
    annees: f64,
    mesure: MesureEvolution,
    /// What counts a person once, before and after.
    repetees: [Vec<&'a Repetees>; 2],
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &str,
    periode: PeriodeEvolution,
    mesure: MesureEvolution,
) -> Preparation<'a> {
    let groupe = |annee: u16| {
        let colonne = donnees.colonne(variable, Some(annee));
        let colonne = colonne.ok_or_else(|| donnees.fichiers.absence(variable))?;
        Ok::<_, String>(Groupe::seul(colonne, Domaine::Effectif))
    };
    let regle = ecart(variable);
    match dates::choisir(donnees, variable, periode, regle) {
        Dates::Insuffisantes => Err(format!(
            "il faut deux millésimes datés de «\u{a0}{variable}\u{a0}»"
        )),
        Dates::TropProches(annees, regle) => Ok(Box::new(Refusee {
            lues: annees
                .iter()
                .map(|&a| groupe(a))
                .collect::<Result<_, _>>()?,
            motif: regle.refus(donnees.fichiers, variable, &annees),
        })),
        Dates::Choisies(avant, apres) => {
            let groupes = (groupe(avant)?, groupe(apres)?);
            let annees = (avant, apres);
            Ok(Box::new(Evolution::entre(donnees, groupes, annees, mesure)))
        }
    }
}

impl<'a> Evolution<'a> {
    /// Between two vintages.
    fn entre(
        donnees: &'a Donnees<'a>,
        (avant, apres): (Groupe<'a>, Groupe<'a>),
        (debut, fin): (u16, u16),
        mesure: MesureEvolution,
    ) -> Self {
        Self {
            dataset: donnees.dataset,
            referentiel: &donnees.dataset.referentiel,
            communs: OnceLock::new(),
            repetees: [&avant, &apres].map(|g| donnees.repetees(g)),
            avant,
            apres,
            annees: f64::from(fin.saturating_sub(debut)),
            mesure,
        }
    }
}

impl Evolution<'_> {
    /// Does something with the communes that were one and that a territory meets.
    fn avec_communs<T>(&self, territoire: &Territoire, faire: impl FnOnce(&Communs) -> T) -> T {
        if territoire.membres.len() > PETIT {
            return faire(self.communs.get_or_init(|| self.communs_parmi(&|_| true)));
        }
        faire(&self.communs_de(territoire))
    }

    /// Those that a territory meets.
    fn communs_de(&self, territoire: &Territoire) -> Communs {
        let ville = |id: UniteId| self.referentiel.unite(id).parent;
        let membres = territoire.membres.iter().map(|m| m.unite);
        let siennes = membres.flat_map(|id| lieux(self.referentiel, id).chain(ville(id)));
        let siennes: BTreeSet<UniteId> = siennes.collect();
        self.communs_parmi(&|id| siennes.contains(&id))
    }

    fn communs_parmi(&self, touche: &dyn Fn(UniteId) -> bool) -> Communs {
        Communs::parmi(self.dataset, [&self.avant, &self.apres], touche)
    }

    /// Year of the population that the référentiel gives a unit, when it is not that of its column.
    fn autre_annee(&self, groupe: &Groupe<'_>, unite: UniteId) -> Option<u16> {
        // Once the user has declared another reference, the référentiel keeps no population of another year.
        let du_referentiel = self.dataset.source_population == SourceId(0)
            && groupe.colonnes.iter().any(|c| c.source == SourceId(0));
        let annee = self.referentiel.millesime_de(unite)?;
        (du_referentiel && Some(annee) != groupe.millesime).then_some(annee)
    }

    fn ajouter(&self, cumul: &mut Cumul, atome: &Atome, (avant, apres): (Lu, Lu)) {
        match (apres, avant) {
            (Lu::Connu(n), Lu::Connu(d)) => cumul.connu(atome, n * atome.part, d * atome.part),
            (n, d) => {
                let cause = n.cause().max(d.cause()).unwrap_or(Cause::Absent);
                cumul.inconnu(cause, Intervalle::TOUT, 0.0);
            }
        }
    }

    /// Whether a column may give the figure of the unit as it was before a merger.
    fn fusion_incertaine(&self, groupe: &Groupe<'_>, unite: UniteId) -> bool {
        let incertaines = &self.dataset.fusions_incertaines;
        let mut colonnes = groupe.colonnes.iter();
        colonnes.any(|c| incertaines.contains(&(c.source, c.millesime, unite)))
    }

    /// Why the two figures of a unit are not of the same territory or of the dates of the others.
    fn incomparable(&self, unite: UniteId) -> Option<String> {
        let groupes = [&self.avant, &self.apres];
        if groupes.iter().any(|g| self.fusion_incertaine(g, unite)) {
            let nom = self.referentiel.noms_et_codes(&[unite]);
            return Some(format!(
                "{nom} a absorbé une autre commune depuis\u{a0}: rien ne dit si le fichier le plus ancien la compte"
            ));
        }
        let annee = groupes.iter().find_map(|g| self.autre_annee(g, unite))?;
        let departement = &self.referentiel.departement(unite).nom;
        Some(format!("{departement}\u{a0}: population de {annee}"))
    }

    fn unite(&self, cumul: &mut Cumul, atome: &Atome, arrondissements: &[UniteId]) {
        if let Some(motif) = self.incomparable(atome.unite) {
            cumul.incomparable(motif);
            return;
        }
        let lire = |g: &Groupe<'_>| g.compte(atome.unite, arrondissements);
        self.ajouter(cumul, atome, (lire(&self.avant), lire(&self.apres)));
    }
}

impl Prete for Evolution<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let cumul = self.avec_communs(territoire, |communs| self.sommer(territoire, communs));
        let mut agregat = cumul.conclure(territoire, definition, Forme::Quotient(1.0));
        agregat.valeur = agregat.valeur.map(|rapport| self.taux(rapport));
        agregat
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.avant, &self.apres])
    }
}

impl Evolution<'_> {
    fn sommer(&self, territoire: &Territoire, communs: &Communs) -> Cumul {
        let (mut cumul, mut connues) = (Cumul::default(), Vec::new());
        let mut reunis = communs.reunir();
        territoire.unites(|atome, arrondissements| {
            let connue = |g: &Groupe<'_>| g.compte(atome.unite, arrondissements).connu().is_some();
            if connue(&self.avant) && connue(&self.apres) {
                connues.push((atome.unite, atome.part));
            }
            if !reunis.prend(atome) {
                self.unite(&mut cumul, atome, arrondissements);
            }
        });
        for reuni in reunis.finir() {
            match reuni {
                Ok((atome, commun)) => {
                    let lus = (commun.avant(&self.avant), commun.apres(&self.apres));
                    self.ajouter(&mut cumul, &atome, lus);
                }
                Err(commun) => cumul.incomparable(commun.motif(self.referentiel)),
            }
        }
        let [avant, apres] = self.repetees.each_ref().map(|r| en_trop(r, &connues));
        cumul.retrancher(apres, avant);
        cumul
    }

    /// Percent, from the ratio of the end to the beginning.
    fn taux(&self, rapport: f64) -> f64 {
        match self.mesure {
            MesureEvolution::Totale => (rapport - 1.0) * 100.0,
            MesureEvolution::Annuelle => (rapport.powf(1.0 / self.annees) - 1.0) * 100.0,
        }
    }
}

#[cfg(test)]
mod tests;
