//! Each perimeter through the funding analysis.

use std::collections::BTreeSet;

use anyhow::Result;

use super::contrat::Contrat;
use super::erreur::en_echec;
use super::perimetres::Lus;
use crate::baremes::{Bareme, DateCivile};
use crate::cli::financement::{OptionsFinancement, TypePopulation};
use crate::commands::pipeline::financement::{ecart_minimal, isolees, sans_projection};
use crate::commands::sortie::{CodeSortie, echec};
use crate::financement::{self, Alentours, Demande, PopulationsLues, Voisinage, populations};
use crate::indicateurs::FichiersOfficiels;
use crate::model::lecture::compte;
use crate::model::{Dataset, Perimetre, Severite, Source, SourceId, UniteId};
use crate::rapport::financement::PerimetreFinancement;

/// Said when the tier is decided by a population given whole.
const SANS_DETAIL: &str = "La population donnée n'est pas détaillée par commune\u{a0}: celles dont le départ ou l'arrivée changerait la taille sont comptées avec leur population municipale.";

/// What every analysis shares.
struct Commun<'a> {
    options: &'a OptionsFinancement,
    bareme: &'a Bareme,
    officiels: &'a FichiersOfficiels,
    jour: Option<DateCivile>,
    contrat: &'a Contrat,
}

/// Analyses every perimeter, or the population given alone.
///
/// # Errors
/// Population that no file gives, date before the agreement, contract that cannot be used.
pub fn analyser(
    options: &OptionsFinancement,
    lus: &Lus,
    (bareme, officiels): (&Bareme, &FichiersOfficiels),
    jour: Option<DateCivile>,
    contrat: &Contrat,
) -> Result<Vec<PerimetreFinancement>> {
    let commun = Commun {
        options,
        bareme,
        officiels,
        jour,
        contrat,
    };
    let Some(dataset) = &lus.dataset else {
        let seule = lus.population.clone().map(|p| commun.sans_perimetre(p));
        return Ok(seule.transpose()?.into_iter().collect());
    };
    let alentours = Alentours::new(dataset, &lus.perimetres);
    lus.perimetres
        .iter()
        .map(|p| commun.perimetre(lus, dataset, &alentours, p))
        .collect()
}

/// Files that the figures come from.
pub fn sources(lus: &Lus) -> Vec<Source> {
    let Some(dataset) = &lus.dataset else {
        return Vec::new();
    };
    let mut ids: BTreeSet<SourceId> = BTreeSet::new();
    for p in &lus.perimetres {
        ids.extend(populations(dataset, p).sources);
        let cpts = dataset
            .cpts
            .iter()
            .filter(|a| Some(&a.cpts) == p.cpts.as_ref());
        ids.extend(cpts.map(|a| a.source));
        let contours = p
            .membres
            .iter()
            .filter_map(|m| dataset.traces().get(&m.unite));
        ids.extend(contours.map(|c| c.source));
    }
    ids.into_iter()
        .filter_map(|id| dataset.source(id).cloned())
        .collect()
}

impl Commun<'_> {
    fn demande(&self, populations: PopulationsLues) -> Demande<'_> {
        Demande {
            bareme: self.bareme,
            date: self.jour,
            populations: populations.populations,
            ecart_minimal: ecart_minimal(),
            voisinage: None,
            signature: self.contrat.signature,
            demarrages: self.contrat.demarrages.clone(),
            contrat: self.contrat.local.as_ref(),
            resultats: &self.contrat.resultats,
            crise_reconnue: self.options.crise,
        }
    }

    fn sans_perimetre(
        &self,
        population: financement::PopulationRetenue,
    ) -> Result<PerimetreFinancement> {
        let lues = PopulationsLues {
            populations: vec![population],
            ..PopulationsLues::default()
        };
        Ok(PerimetreFinancement {
            nom: "Population donnée".to_owned(),
            expression: "--population".to_owned(),
            communes: 0,
            analyse: financement::analyser(&self.demande(lues)).map_err(en_echec)?,
            notes: Vec::new(),
        })
    }

    fn perimetre(
        &self,
        lus: &Lus,
        dataset: &Dataset,
        alentours: &Alentours<'_>,
        perimetre: &Perimetre,
    ) -> Result<PerimetreFinancement> {
        let mut lues = populations(dataset, perimetre);
        let genre = self.options.population_type.nom();
        if !lues.retenir(genre) && lus.population.is_none() {
            return Err(sans_population(perimetre, genre, &lues.notes));
        }
        if let Some(p) = &lus.population {
            lues.populations.insert(0, p.clone());
        }
        let voisinage = self.voisinage(dataset, alentours, perimetre);
        let mut notes: Vec<String> = std::mem::take(&mut lues.notes);
        let constats = perimetre.constats.iter();
        notes.extend(
            constats
                .filter(|c| c.severite >= Severite::Attention)
                .map(|c| c.texte.clone()),
        );
        notes.extend(isolees(dataset, alentours, perimetre));
        if lus.population.is_some() {
            notes.push(SANS_DETAIL.to_owned());
        }
        let demande = Demande {
            voisinage: Some(&voisinage),
            ..self.demande(lues)
        };
        let analyse = financement::analyser(&demande).map_err(en_echec)?;
        notes.extend(sans_projection(&analyse, self.officiels));
        Ok(PerimetreFinancement {
            nom: perimetre.nom.clone(),
            expression: perimetre.expression.clone(),
            communes: perimetre.membres.len(),
            analyse,
            notes,
        })
    }

    /// Communes around, counted with the population that decides; with the municipale one when the user gives his own.
    fn voisinage(
        &self,
        dataset: &Dataset,
        alentours: &Alentours<'_>,
        perimetre: &Perimetre,
    ) -> Voisinage {
        let totale = self.options.population_type == TypePopulation::Totale;
        let colonne = dataset.derniere("population_totale").filter(|_| totale);
        let referentiel = &dataset.referentiel;
        // A figure that covers several communes of today is that of none of them.
        let ensembles = colonne.iter().flat_map(|c| dataset.ensembles(c));
        let reunies: BTreeSet<UniteId> = ensembles.flat_map(|e| e.pieces(referentiel)).collect();
        alentours.voisinage(perimetre, |id: UniteId| match colonne {
            Some(_) if reunies.contains(&id) => None,
            Some(c) => compte(&dataset.referentiel, c, id).connu(),
            None => referentiel.unite(id).population.map(f64::from),
        })
    }
}

fn sans_population(perimetre: &Perimetre, genre: &str, notes: &[String]) -> anyhow::Error {
    let mut message = format!(
        "{} : aucune population {genre} pour toutes les communes du périmètre",
        perimetre.nom
    );
    for note in notes {
        message.push_str(&format!("\n  {note}"));
    }
    message.push_str(
        "\n  remède : déposez le fichier des populations de référence de l'INSEE dans le dossier de données, ou donnez --population N",
    );
    echec(CodeSortie::Donnees, message)
}
