//! Counts of communes, EPCI, départements, régions and QPV met by a territory.

use super::{Preparation, Prete, Provenance};
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::definition::{Definition, Denombrable};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{Parts, Territoire, nombre as en_figure};
use crate::model::{Dataset, Genre, Membre, Referentiel, SourceId};

struct Denombrement<'a> {
    dataset: &'a Dataset,
    objet: Denombrable,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, objet: Denombrable) -> Preparation<'a> {
    if objet == Denombrable::Qpv && donnees.dataset.qpv.is_empty() {
        return Err(donnees.fichiers.absence("qpv"));
    }
    Ok(Box::new(Denombrement {
        dataset: donnees.dataset,
        objet,
    }))
}

impl Prete for Denombrement<'_> {
    fn agreger(&self, territoire: &Territoire, _: &Definition) -> Agregat {
        let referentiel = &self.dataset.referentiel;
        let membres = territoire.membres.iter().map(|m| m.unite);
        let nombre = match self.objet {
            Denombrable::Communes => Parts::new(referentiel, &territoire.membres).communes.len(),
            Denombrable::Epci => distincts(membres.filter_map(|id| referentiel.unite(id).epci)),
            Denombrable::Departements => {
                distincts(membres.map(|id| referentiel.unite(id).departement))
            }
            Denombrable::Regions => distincts(membres.map(|id| referentiel.departement(id).region)),
            Denombrable::EpciCoupes => epci_coupes(referentiel, &territoire.membres),
            Denombrable::Qpv => return super::qpv::qpv(self.dataset, territoire),
        };
        Agregat::complet(en_figure(nombre))
    }

    fn provenance(&self) -> Provenance {
        let referentiel = &self.dataset.referentiel;
        if self.objet != Denombrable::Qpv {
            return Provenance {
                millesime: Some(referentiel.nom.clone()),
                sources: vec![SourceId(0)],
                ..Provenance::default()
            };
        }
        let mut provenance = Provenance::new(
            std::iter::empty(),
            self.dataset.qpv.iter().map(|q| q.source),
        );
        let premiere = provenance.sources.first();
        provenance.millesime = premiere
            .and_then(|&s| self.dataset.source(s))
            .map(|s| s.millesime.clone());
        provenance
    }
}

/// How many different ranks there are.
fn distincts(rangs: impl Iterator<Item = usize>) -> usize {
    marques(rangs).into_iter().filter(|&vu| vu).count()
}

fn marques(rangs: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut vus = Vec::new();
    for rang in rangs {
        if rang >= vus.len() {
            vus.resize(rang + 1, false);
        }
        vus[rang] = true;
    }
    vus
}

fn epci_coupes(referentiel: &Referentiel, membres: &[Membre]) -> usize {
    let parts = Parts::new(referentiel, membres);
    let rencontres = marques(
        membres
            .iter()
            .filter_map(|m| referentiel.unite(m.unite).epci),
    );
    referentiel
        .epcis
        .iter()
        .zip(rencontres)
        .filter(|(_, rencontre)| *rencontre)
        .filter(|(epci, _)| {
            let mut communes = epci
                .membres
                .iter()
                .filter(|&&id| referentiel.unite(id).genre != Genre::Arrondissement);
            !communes.all(|&id| parts.entiere(id))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;

    fn nombre(essai: &Essai, objet: &str, membres: &[(&str, f64)]) -> Option<f64> {
        let regle = format!("regle = \"denombrement\"\nobjet = \"{objet}\"");
        essai.agreger(&regle, membres).valeur
    }

    #[test]
    fn counts_each_territory_once() {
        let essai = Essai::avec_ville();
        let membres = [
            ("96001", 1.0),
            ("96003", 1.0),
            ("96101", 1.0),
            ("96102", 1.0),
        ];
        assert_eq!(nombre(&essai, "communes", &membres), Some(3.0));
        assert_eq!(nombre(&essai, "epci", &membres), Some(2.0));
        assert_eq!(nombre(&essai, "departements", &membres), Some(2.0));
        assert_eq!(nombre(&essai, "regions", &membres), Some(1.0));
    }

    #[test]
    fn an_epci_is_cut_by_a_missing_or_partial_commune() {
        let essai = Essai::avec_ville();
        let entier = [
            ("96001", 1.0),
            ("96002", 1.0),
            ("96101", 1.0),
            ("96102", 1.0),
        ];
        assert_eq!(nombre(&essai, "epci_coupes", &entier), Some(0.0));
        assert_eq!(nombre(&essai, "epci_coupes", &entier[..3]), Some(1.0));
        let part = [("96001", 0.6), ("96002", 1.0), ("96100", 1.0)];
        assert_eq!(nombre(&essai, "epci_coupes", &part), Some(1.0));
    }
}
