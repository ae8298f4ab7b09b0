//! Each perimeter through the funding analysis.

use std::collections::BTreeSet;

use anyhow::Result;

use super::contrat::Contrat;
use super::en_echec;
use super::perimetres::Lus;
use crate::baremes::{Bareme, DateCivile};
use crate::cli::financement::{OptionsFinancement, TypePopulation};
use crate::commands::sortie::{CodeSortie, echec};
use crate::financement::{
    self, Alentours, Demande, PopulationsLues, Voisinage, population_lue, populations,
};
use crate::model::{Dataset, Perimetre, Severite, Source, SourceId, UniteId};
use crate::rapport::financement::PerimetreFinancement;

/// Said when the tier is decided by a population given whole.
const SANS_DETAIL: &str = "La population donnée n'est pas détaillée par commune\u{a0}: celles dont le départ ou l'arrivée changerait la taille sont comptées avec leur population municipale.";

/// What every analysis shares.
struct Commun<'a> {
    options: &'a OptionsFinancement,
    bareme: &'a Bareme,
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
    bareme: &Bareme,
    jour: Option<DateCivile>,
    contrat: &Contrat,
) -> Result<Vec<PerimetreFinancement>> {
    let commun = Commun {
        options,
        bareme,
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

/// Tier, margins and what would change them, for the diagnostic; `retenue` decides.
///
/// # Errors
/// Date before the agreement, population that is not one.
pub fn pour_diagnostic(
    bareme: &Bareme,
    jour: Option<DateCivile>,
    dataset: &Dataset,
    perimetre: &Perimetre,
    retenue: financement::PopulationRetenue,
) -> Result<(PerimetreFinancement, Vec<String>)> {
    let mut lues = populations(dataset, perimetre);
    lues.populations
        .retain(|p| (&p.genre, p.millesime) != (&retenue.genre, retenue.millesime));
    lues.populations.insert(0, retenue);
    let alentours = Alentours::new(dataset, std::slice::from_ref(perimetre));
    let referentiel = &dataset.referentiel;
    let voisinage = alentours.voisinage(perimetre, |id| {
        referentiel.unite(id).population.map(f64::from)
    });
    let mut demande = Demande {
        bareme,
        date: jour,
        populations: lues.populations,
        voisinage: Some(&voisinage),
        signature: None,
        demarrages: std::collections::BTreeMap::new(),
        contrat: None,
        resultats: &[],
        crise_reconnue: false,
    };
    // Without any outline nor departure that counts, nothing is said rather than an empty table.
    if voisinage.communes.is_empty() {
        demande.voisinage = None;
    }
    lues.notes.extend(isolees(dataset, &alentours, perimetre));
    let analyse = financement::analyser(&demande)?;
    let sources = lues.sources.iter().filter_map(|&id| dataset.source(id));
    let sources = sources.map(|s| s.id.clone()).collect();
    Ok((
        PerimetreFinancement {
            nom: perimetre.nom.clone(),
            expression: perimetre.expression.clone(),
            communes: perimetre.membres.len(),
            analyse,
            notes: lues.notes,
        },
        sources,
    ))
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
            .filter_map(|m| dataset.contours.get(&m.unite));
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
        Ok(PerimetreFinancement {
            nom: perimetre.nom.clone(),
            expression: perimetre.expression.clone(),
            communes: perimetre.membres.len(),
            analyse: financement::analyser(&demande).map_err(en_echec)?,
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
        alentours.voisinage(perimetre, |id: UniteId| match colonne {
            Some(c) => population_lue(dataset, c, id),
            None => referentiel.unite(id).population.map(f64::from),
        })
    }
}

/// Members whose neighbours are unknown although others are placed.
fn isolees(dataset: &Dataset, alentours: &Alentours<'_>, perimetre: &Perimetre) -> Option<String> {
    if dataset.contours.is_empty() {
        return None;
    }
    let noms = alentours.sans_contour(perimetre);
    (!noms.is_empty()).then(|| {
        format!(
            "Sans voisine connue par les contours\u{a0}: {}. Les ensembles de communes qui changent la taille peuvent en manquer.",
            noms.join(", ")
        )
    })
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
