//! Counts of communes, EPCI, départements, régions and QPV met by a territory.

use std::collections::BTreeSet;

use super::{Preparation, Prete, Provenance};
use crate::francais;
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::definition::{Definition, Denombrable};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{Parts, Territoire, arrondissements, lieux};
use crate::model::{
    Bornes, Couverture, Dataset, Genre, Membre, PlaceQpv, Qpv, Referentiel, SourceId, Statut,
    UniteId,
};

struct Denombrement<'a> {
    dataset: &'a Dataset,
    objet: Denombrable,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, objet: Denombrable) -> Preparation<'a> {
    if objet == Denombrable::Qpv && donnees.dataset.qpv.is_empty() {
        return Err(super::sans_source("qpv"));
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
            Denombrable::Qpv => return qpv(self.dataset, territoire),
        };
        Agregat::complet(compte(nombre))
    }

    fn provenance(&self) -> Provenance {
        let referentiel = &self.dataset.referentiel;
        if self.objet != Denombrable::Qpv {
            return Provenance {
                millesime: Some(referentiel.nom.clone()),
                sources: vec![SourceId(0)],
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

/// QPV of the communes of the territory; withheld when arrondissements are inside and the file knows only their city.
fn qpv(dataset: &Dataset, territoire: &Territoire) -> Agregat {
    let referentiel = &dataset.referentiel;
    let mut dedans: BTreeSet<UniteId> = territoire.membres.iter().map(|m| m.unite).collect();
    let villes: BTreeSet<UniteId> = dedans
        .iter()
        .filter_map(|&id| referentiel.unite(id).parent)
        .collect();
    let toutes = |ville: &UniteId| {
        let mut ids = arrondissements(referentiel, *ville).iter();
        ids.all(|id| dedans.contains(id))
    };
    let (completes, partielles): (Vec<_>, Vec<_>) = villes.into_iter().partition(toutes);
    let de_ville = |ville: &UniteId| dataset.qpv.iter().any(|q| q.communes.contains(ville));
    if partielles.iter().any(de_ville) {
        return indistinct();
    }
    dedans.extend(completes);
    for membre in &territoire.membres {
        dedans.extend(lieux(referentiel, membre.unite));
    }
    let nombre = dataset
        .qpv
        .iter()
        .filter(|q| q.communes.iter().any(|id| dedans.contains(id)))
        .count();
    let douteux = douteux(dataset, &dedans);
    if douteux == 0 {
        return Agregat::complet(compte(nombre));
    }
    if douteux == dataset.qpv.len() {
        return Agregat::absent(
            "le fichier des quartiers prioritaires ne dit pas leurs communes, et aucun contour ne les situe",
        );
    }
    let motif = format!(
        "{} du fichier {} dans aucune commune",
        francais::denombre(douteux, "quartier prioritaire", "quartiers prioritaires"),
        if douteux < 2 {
            "n'est situé"
        } else {
            "ne sont situés"
        }
    );
    Agregat {
        statut: Statut::NonPublie,
        couverture: Couverture::NULLE,
        bornes: Some(Bornes {
            min: Some(compte(nombre)),
            max: Some(compte(nombre + douteux)),
        }),
        ..Agregat::absent(motif)
    }
}

/// Quartiers that may lie in the territory without being known to: no commune nor polygon, or a commune without outline.
fn douteux(dataset: &Dataset, dedans: &BTreeSet<UniteId>) -> usize {
    let r = &dataset.referentiel;
    let situe = |id: &UniteId| {
        let ville = r.unite(*id).parent;
        dataset.contours.contains_key(id)
            || ville.is_some_and(|v| dataset.contours.contains_key(&v))
    };
    let dessines = dedans
        .iter()
        .all(|id| situe(id) || arrondissements(r, *id).iter().any(situe));
    let departements: BTreeSet<&str> = dedans
        .iter()
        .map(|&id| r.departement(id).code.as_str())
        .collect();
    let inconnu = |q: &&Qpv| match q.place {
        PlaceQpv::Ecrite => false,
        PlaceQpv::Dessinee => q.communes.is_empty() && !dessines,
        PlaceQpv::Inconnue => !q.communes.iter().any(|id| dedans.contains(id)),
    };
    let ici = |q: &&Qpv| departement(&q.code).is_none_or(|d| departements.contains(d));
    dataset.qpv.iter().filter(inconnu).filter(ici).count()
}

/// Département that the code of a quartier names: `QN06905M` → `69`, `QP974001` → `974` (ANCT, codification of the QPV).
fn departement(code: &str) -> Option<&str> {
    let reste = code
        .strip_prefix("QN")
        .or_else(|| code.strip_prefix("QP"))?;
    let trois = reste
        .get(..3)
        .filter(|t| t.is_ascii() && reste.len() >= 6)?;
    Some(trois.strip_prefix('0').unwrap_or(trois))
}

fn indistinct() -> Agregat {
    Agregat {
        statut: Statut::NonPublie,
        couverture: Couverture::NULLE,
        ..Agregat::absent(
            "le fichier des quartiers prioritaires ne distingue pas les arrondissements",
        )
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of territories fits exactly in an f64"
)]
pub(super) fn compte(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;
    use crate::model::{PlaceQpv, Qpv, SourceId, Statut};

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

    #[test]
    fn a_qpv_of_a_city_is_not_given_to_one_arrondissement() {
        let mut essai = Essai::avec_ville();
        assert_eq!(nombre(&essai, "qpv", &[("96001", 1.0)]), None);
        let qpv = |code: &str, commune| Qpv {
            code: code.to_owned(),
            nom: code.to_owned(),
            communes: vec![essai.id(commune)],
            place: PlaceQpv::Ecrite,
            source: SourceId(0),
        };
        let liste = vec![qpv("QN1", "96001"), qpv("QN2", "96100")];
        essai.dataset.qpv = liste;
        assert_eq!(
            nombre(&essai, "qpv", &[("96001", 1.0), ("96100", 1.0)]),
            Some(2.0)
        );
        assert_eq!(
            nombre(&essai, "qpv", &[("96101", 1.0), ("96102", 1.0)]),
            Some(1.0)
        );
        assert_eq!(nombre(&essai, "qpv", &[("96002", 1.0)]), Some(0.0));
        let a = essai.agreger(
            "regle = \"denombrement\"\nobjet = \"qpv\"",
            &[("96101", 1.0)],
        );
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    }
}
