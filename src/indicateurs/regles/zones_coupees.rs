//! Zones (bassins de vie, aires d'attraction) of which some but not all communes are inside a territory.

use std::collections::{BTreeMap, BTreeSet};

use super::{Preparation, Prete, Provenance};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{
    Cause, ClasseLue, Intervalle, Parts, Territoire, classe, commune_de, nombre as en_figure,
};
use crate::model::{
    ColonneClasse, Dataset, Genre, Membre, Perimetre, Referentiel, TotauxZones, UniteId, ZoneCoupee,
};

/// Why the count is a minimum.
const DOUTE_DEHORS: &str = "une commune de la région n'a pas de zone dans le fichier\u{a0}: elle peut appartenir à une zone \
     qui paraît entière";

struct ZonesCoupees<'a> {
    dataset: &'a Dataset,
    referentiel: &'a Referentiel,
    colonne: &'a ColonneClasse,
    hors: &'a [String],
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    classe: &str,
    hors: &'a [String],
) -> Preparation<'a> {
    let colonne = donnees.dataset.classe(classe);
    Ok(Box::new(ZonesCoupees {
        dataset: donnees.dataset,
        referentiel: &donnees.dataset.referentiel,
        colonne: colonne.ok_or_else(|| donnees.fichiers.absence(classe))?,
        hors,
    }))
}

/// Zones that an indicator of cut zones counts, sorted by code; empty for another rule, or when no file gives the zoning.
#[must_use]
pub fn zones_coupees(
    dataset: &Dataset,
    perimetre: &Perimetre,
    definition: &Definition,
) -> Vec<ZoneCoupee> {
    let Regle::ZonesCoupees { classe, hors } = &definition.regle else {
        return Vec::new();
    };
    zones_coupees_de(dataset, perimetre, classe, hors).unwrap_or_default()
}

/// Zones of a class of which some but not all communes are inside, sorted by code; `None` when no file gives it.
#[must_use]
pub fn zones_coupees_de(
    dataset: &Dataset,
    perimetre: &Perimetre,
    classe: &str,
    hors: &[String],
) -> Option<Vec<ZoneCoupee>> {
    let zones = ZonesCoupees {
        dataset,
        referentiel: &dataset.referentiel,
        colonne: dataset.classe(classe)?,
        hors,
    };
    let connus = Territoire::du_perimetre(&dataset.referentiel, perimetre).membres;
    Some(zones.coupees(&connus))
}

/// Communes of some zones of a class in the whole country, by the code of the zone.
#[must_use]
pub fn communes_des_zones(
    dataset: &Dataset,
    classe_lue: &str,
    codes: &BTreeSet<&str>,
) -> BTreeMap<String, Vec<UniteId>> {
    let (r, mut communes) = (
        &dataset.referentiel,
        BTreeMap::<String, Vec<UniteId>>::new(),
    );
    let Some(colonne) = dataset.classe(classe_lue).filter(|_| !codes.is_empty()) else {
        return communes;
    };
    let entiere = |id: &UniteId| r.unite(*id).genre != Genre::Arrondissement;
    for id in r.ids().filter(entiere) {
        let rang = classe(r, colonne, id).une();
        let zone = rang.and_then(|rang| colonne.modalites.get(rang as usize));
        if let Some((code, _)) = zone.filter(|(code, _)| codes.contains(code.as_str())) {
            communes.entry(code.clone()).or_default().push(id);
        }
    }
    communes
}

#[derive(Default)]
struct Bilan {
    dedans: usize,
    entieres: usize,
    total: usize,
    population_dedans: f64,
    population_total: f64,
}

impl ZonesCoupees<'_> {
    fn rang(&self, id: UniteId) -> Option<u32> {
        let rang = classe(self.referentiel, self.colonne, id).une()?;
        let (code, _) = self.colonne.modalites.get(rang as usize)?;
        (!self.hors.contains(code)).then_some(rang)
    }

    fn coupees(&self, membres: &[Membre]) -> Vec<ZoneCoupee> {
        let bilans = self.bilans(&Parts::new(self.referentiel, membres));
        let coupees = bilans.into_iter().filter(|(_, b)| b.entieres < b.total);
        coupees
            .filter_map(|(rang, bilan)| self.zone(rang, &bilan))
            .collect()
    }

    /// Zones met, each with what of it is inside.
    fn bilans(&self, parts: &Parts) -> BTreeMap<u32, Bilan> {
        let mut bilans: BTreeMap<u32, Bilan> = BTreeMap::new();
        for &id in &parts.communes {
            if let Some(rang) = self.rang(id) {
                let bilan = bilans.entry(rang).or_default();
                bilan.dedans += 1;
                bilan.entieres += usize::from(parts.entiere(id));
                bilan.population_dedans += self.referentiel.population(id) * parts.part(id);
            }
        }
        self.totaux(&mut bilans);
        bilans
    }

    /// Whether a commune outside, in a région of the territory, has no known zone: it may be in one that seems whole.
    fn doute_dehors(&self, parts: &Parts) -> Option<Cause> {
        let region = |id: UniteId| {
            let departement = self.referentiel.unite(id).departement;
            self.referentiel
                .departements
                .get(departement)
                .map(|d| d.region)
        };
        let regions: BTreeSet<_> = parts.communes.iter().map(|&id| region(id)).collect();
        let dehors = self.referentiel.france();
        let dehors = dehors.filter(|&id| parts.part(id) <= 0.0 && regions.contains(&region(id)));
        let cause = |id| match classe(self.referentiel, self.colonne, id) {
            ClasseLue::Inconnue(cause) => Some(cause),
            ClasseLue::Une(_) | ClasseLue::Partagee(_) => None,
        };
        dehors.filter_map(cause).max()
    }

    fn totaux(&self, bilans: &mut BTreeMap<u32, Bilan>) {
        if bilans.is_empty() {
            return;
        }
        let nom = self.colonne.nom_des_zones();
        let gardes = || self.dataset.annexe_lue::<TotauxZones>(&nom);
        if let Some(gardes) = self.dataset.une_fois(&nom, gardes).as_ref() {
            return complete(bilans, gardes);
        }
        self.colonne.classes.lire();
        for id in self.referentiel.ids() {
            if self.referentiel.unite(id).genre == Genre::Arrondissement {
                continue;
            }
            // A zone that was met is none of those left out.
            let rang = classe(self.referentiel, self.colonne, id).une();
            if let Some(bilan) = rang.and_then(|rang| bilans.get_mut(&rang)) {
                bilan.total += 1;
                bilan.population_total += self.referentiel.population(id);
            }
        }
    }

    fn zone(&self, rang: u32, bilan: &Bilan) -> Option<ZoneCoupee> {
        let (code, nom) = self.colonne.modalites.get(rang as usize)?;
        Some(ZoneCoupee {
            code: code.clone(),
            nom: nom.clone(),
            communes_dedans: bilan.dedans,
            communes_total: bilan.total,
            population_dedans: bilan.population_dedans,
            population_total: bilan.population_total,
        })
    }
}

/// The totals of the zones met, as they were kept.
fn complete(bilans: &mut BTreeMap<u32, Bilan>, gardes: &TotauxZones) {
    for (rang, bilan) in bilans {
        if let Some((communes, habitants)) = gardes.get(rang) {
            bilan.total = *communes as usize;
            bilan.population_total = *habitants;
        }
    }
}

impl Prete for ZonesCoupees<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let parts = Parts::new(self.referentiel, &territoire.membres);
        let bilans = self.bilans(&parts);
        let coupees = bilans.values().filter(|b| b.entieres < b.total).count();
        let mut cumul = Cumul::default();
        territoire.par_commune(
            // The whole city counts, as in the zones met, even when only some of its arrondissements are inside.
            |commune| match classe(
                self.referentiel,
                self.colonne,
                commune_de(self.referentiel, commune.atome.unite),
            ) {
                // It may be in a zone that nothing else shows.
                ClasseLue::Inconnue(cause) => {
                    cumul.inconnu(cause, Intervalle::entre(0.0, 1.0), 0.0);
                }
                ClasseLue::Une(_) | ClasseLue::Partagee(_) => cumul.connu(commune.atome, 0.0, 0.0),
            },
        );
        cumul.ajouter(en_figure(coupees));
        let entieres = bilans.len() - coupees;
        if entieres > 0
            && let Some(cause) = self.doute_dehors(&parts)
        {
            cumul.inconnu(cause, Intervalle::entre(0.0, en_figure(entieres)), 0.0);
            return Agregat {
                motif: Some(DOUTE_DEHORS.to_owned()),
                ..cumul.conclure(territoire, definition, Forme::Somme)
            };
        }
        cumul.conclure(territoire, definition, Forme::Somme)
    }

    fn provenance(&self) -> Provenance {
        Provenance::de_classe(self.colonne, &[])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, definition, proche};

    const REGLE: &str = "regle = \"zones_coupees\"\nclasse = \"aav2020\"\nhors = [\"000\"]";

    #[test]
    fn a_zone_is_cut_when_some_but_not_all_of_its_communes_are_inside() {
        let mut essai = Essai::avec_ville();
        let zones = [
            ("96001", "A"),
            ("96002", "A"),
            ("96100", "B"),
            ("96003", "000"),
        ];
        essai.classe("aav2020", Some(2025), &zones);
        proche(
            essai
                .agreger(REGLE, &[("96001", 1.0), ("96003", 1.0)])
                .valeur,
            1.0,
        );
        proche(
            essai
                .agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)])
                .valeur,
            0.0,
        );
        // One of the two arrondissements of B, and a part of a commune of A.
        let morceaux = [("96001", 0.5), ("96002", 1.0), ("96101", 1.0)];
        proche(essai.agreger(REGLE, &morceaux).valeur, 2.0);
        proche(
            essai
                .agreger(REGLE, &[("96101", 1.0), ("96102", 1.0)])
                .valeur,
            0.0,
        );
    }

    #[test]
    fn lists_the_zones_with_their_population() {
        let mut essai = Essai::avec_ville();
        essai.classe("bv2022", Some(2025), &[("96001", "A"), ("96002", "A")]);
        let perimetre = essai.perimetre(&[("96001", 1.0)]);
        let zones = super::zones_coupees(
            &essai.dataset,
            &perimetre,
            &definition("regle = \"zones_coupees\"\nclasse = \"bv2022\""),
        );
        assert_eq!(zones.len(), 1);
        assert_eq!((zones[0].communes_dedans, zones[0].communes_total), (1, 2));
        proche(Some(zones[0].population_total), 1500.0);
    }
}
