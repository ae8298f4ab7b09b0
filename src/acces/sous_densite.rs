//! Scarcity of médecins généralistes: APL under the threshold, ZIP / ZAC, communes without any; nothing here speaks of CPTS.

use std::collections::BTreeMap;

use super::plus_proche::MEDECINS;
use super::{PlusProche, plus_proche};
use crate::indicateurs::{Catalogue, Regle};
use crate::model::lecture::{ClasseLue, Domaine, Groupe, Territoire, classe};
use crate::model::{
    Bornes, ClasseZonage, Colonne, ColonneClasse, CommuneRef, Dataset, Emplacement, ErreurDonnees,
    Perimetre, SousDensite, UniteId,
};
use crate::tri::Tri;

/// Indicator of the catalogue that holds the threshold and its reference, so that both are written once.
const INDICATEUR: &str = "part_pop_apl_mg_inf_2_5";

/// Threshold of APL under which a commune is « sous-dense ».
#[derive(Debug, Clone, PartialEq)]
pub struct SeuilApl {
    /// Consultations per year per standardised inhabitant; equal is not under.
    pub valeur: f64,
    /// Where it comes from.
    pub reference: String,
}

impl SeuilApl {
    /// The threshold of the catalogue, which a user can override.
    ///
    /// # Errors
    /// The catalogue of the user replaced the indicator of the threshold by another rule.
    pub fn du_catalogue(catalogue: &Catalogue) -> Result<Self, ErreurDonnees> {
        let definition = catalogue.definition(INDICATEUR);
        match definition.map(|d| (&d.regle, &d.reference)) {
            Some((Regle::PartPopulationSeuil { seuil, .. }, reference)) => Ok(Self {
                valeur: *seuil,
                reference: reference.clone(),
            }),
            autre => Err(ErreurDonnees::new(
                Emplacement::fichier("catalogue des indicateurs"),
                format!("« {INDICATEUR} » ne donne plus le seuil d'APL de la sous-densité"),
            )
            .valeur(autre.map_or("absent", |(regle, _)| regle.nom()))
            .attendu("la règle part_population_seuil, avec son seuil")
            .remede("donnez un autre id à votre indicateur")),
        }
    }
}

/// Classes of the zoning of the médecins (article L. 1434-4 du code de la santé publique), in order.
pub const ZONAGE: [(&str, &str); 3] = [
    ("ZIP", "Zone d'intervention prioritaire (ZIP)"),
    ("ZAC", "Zone d'action complémentaire (ZAC)"),
    ("HORS", "Hors zonage"),
];

/// Scarcity of médecins in the perimeter.
///
/// A commune whose figure is not known is in no list: unknown is neither scarce nor well served. The APL is read by
/// arrondissement when the file gives it so; a city is without médecin, or in a zone, as one commune.
#[must_use]
pub fn sous_densite(d: &Dataset, perimetre: &Perimetre, seuil: &SeuilApl) -> SousDensite {
    let territoire = Territoire::du_perimetre(&d.referentiel, perimetre);
    let apl = d.derniere("apl_mg");
    let sous_seuil = apl.and_then(|c| communes_sous_seuil(d, c, &territoire, seuil.valeur));
    let sans_medecin = PlusProche::new(d, MEDECINS).and_then(|index| {
        let colonne = d.derniere(MEDECINS)?;
        communes_sans_medecin(d, colonne, &index, &territoire)
    });
    let zonage = d.classe("zonage_mg");
    let sources = [
        apl.map(|c| c.source),
        zonage.map(|c| c.source),
        d.derniere(MEDECINS).map(|c| c.source),
    ];
    let (zonage, zonage_partage) = zonage.map_or_else(Default::default, |colonne| {
        classes_du_zonage(d, colonne, &territoire)
    });
    SousDensite {
        seuil_apl: seuil.valeur,
        reference_seuil: seuil.reference.clone(),
        millesime_apl: apl.and_then(|c| c.millesime),
        population_sous_seuil: sous_seuil.as_ref().and_then(Comptees::habitants),
        apl_inconnues: sous_seuil.as_ref().map_or(0, |s| s.inconnues),
        communes_sous_seuil: sous_seuil.map_or_else(Vec::new, |s| s.liste),
        zonage,
        note_zonage: note_du_partage(&zonage_partage),
        zonage_partage,
        population_sans_medecin: sans_medecin.as_ref().and_then(Comptees::habitants),
        medecins_inconnus: sans_medecin.as_ref().map_or(0, |s| s.inconnues),
        communes_sans_medecin: sans_medecin.map_or_else(Vec::new, |s| s.liste),
        note_distance: plus_proche::NOTE.to_owned(),
        sources: d.ids_des_sources(sources.into_iter().flatten()),
    }
}

/// Communes found, and how many could be others.
#[derive(Default)]
struct Comptees {
    liste: Vec<CommuneRef>,
    connues: usize,
    /// Inhabited units of which nothing is known.
    inconnues: usize,
}

impl Comptees {
    /// A unit of which nothing is known.
    fn inconnue(&mut self, habitants: f64) {
        self.inconnues += usize::from(habitants > 0.0);
    }

    /// Inhabitants of the list, when it is whole.
    fn habitants(&self) -> Option<f64> {
        let habitants = self.liste.iter().map(|c| c.population);
        (self.inconnues == 0).then(|| habitants.sum())
    }

    /// The list, when the file says something of the territory.
    fn fini(self) -> Option<Self> {
        (self.connues > 0).then_some(self)
    }
}

/// Communes under the threshold, lowest APL first, then by code; `None` when no figure is known.
fn communes_sous_seuil(
    d: &Dataset,
    apl: &Colonne,
    territoire: &Territoire,
    seuil: f64,
) -> Option<Comptees> {
    let apl = Groupe::seul(apl, Domaine::Positif);
    let mut comptees = Comptees::default();
    territoire.parcourir(
        |arrondissements| apl.par_arrondissements(arrondissements),
        |atome, _| {
            let Some(x) = apl.propre(atome.unite).connu() else {
                return comptees.inconnue(atome.habitants);
            };
            comptees.connues += 1;
            if x < seuil {
                comptees.liste.push(CommuneRef {
                    apl: Some(x),
                    ..commune(d, atome.unite, atome.habitants)
                });
            }
        },
    );
    let cle = |c: &CommuneRef| c.apl.unwrap_or(f64::INFINITY);
    let ordre =
        |a: &CommuneRef, b: &CommuneRef| cle(a).total_cmp(&cle(b)).then(a.code.cmp(&b.code));
    comptees.liste.trie_par(ordre);
    comptees.fini()
}

/// Communes with a known count of zero, farthest from a médecin first (unknown distance last), then by code.
fn communes_sans_medecin(
    d: &Dataset,
    medecins: &Colonne,
    index: &PlusProche,
    territoire: &Territoire,
) -> Option<Comptees> {
    let medecins = Groupe::seul(medecins, Domaine::Effectif);
    let mut comptees = Comptees::default();
    territoire.par_commune(|lue| {
        let Some(aucun) = lue.aucun(&medecins).connu() else {
            return comptees.inconnue(lue.atome.habitants);
        };
        comptees.connues += 1;
        if aucun > 0.0 {
            let unite = lue.designee();
            comptees.liste.push(CommuneRef {
                plus_proche: index.chercher(unite),
                ..commune(d, unite, lue.atome.habitants)
            });
        }
    });
    let cle = |c: &CommuneRef| c.plus_proche.as_ref().map_or(-1.0, |p| p.distance_km);
    let ordre =
        |a: &CommuneRef, b: &CommuneRef| cle(b).total_cmp(&cle(a)).then(a.code.cmp(&b.code));
    comptees.liste.trie_par(ordre);
    comptees.fini()
}

fn commune(d: &Dataset, id: UniteId, population: f64) -> CommuneRef {
    let unite = d.referentiel.unite(id);
    CommuneRef {
        code: unite.code,
        nom: unite.nom.clone(),
        population,
        cpts: Vec::new(),
        apl: None,
        plus_proche: None,
    }
}

/// ZIP, ZAC and hors zonage, each with its communes and inhabitants, and the communes that several share; what has no
/// class is in none of them.
fn classes_du_zonage(
    d: &Dataset,
    colonne: &ColonneClasse,
    territoire: &Territoire,
) -> (Vec<ClasseZonage>, Vec<CommuneRef>) {
    let (mut cumuls, mut partagees) = (BTreeMap::<u32, (usize, f64)>::new(), Vec::new());
    territoire.par_commune(|lue| match lue.classe(&d.referentiel, colonne) {
        ClasseLue::Une(rang) => cumuls.entry(rang).or_default().0 += 1,
        ClasseLue::Partagee(_) => {
            partagees.push(commune(d, lue.designee(), lue.atome.habitants));
        }
        ClasseLue::Inconnue(_) => {}
    });
    territoire.habitants_par_classe(colonne, |atome| {
        if let Some(rang) = classe(&d.referentiel, colonne, atome.unite).une() {
            cumuls.entry(rang).or_default().1 += atome.habitants;
        }
    });
    (lignes_du_zonage(colonne, cumuls, territoire), partagees)
}

/// What is said of the cities whose arrondissements are in several zones.
fn note_du_partage(partagees: &[CommuneRef]) -> Option<String> {
    let noms: Vec<&str> = partagees.iter().map(|c| c.nom.as_str()).collect();
    (!noms.is_empty()).then(|| {
        format!(
            "Selon l'arrondissement, plusieurs zones se partagent {}\u{a0}: la ville n'est comptée dans aucune, ses \
             habitants le sont dans celle de leur arrondissement.",
            noms.join(" et ")
        )
    })
}

fn lignes_du_zonage(
    colonne: &ColonneClasse,
    cumuls: BTreeMap<u32, (usize, f64)>,
    territoire: &Territoire,
) -> Vec<ClasseZonage> {
    if cumuls.is_empty() {
        return Vec::new();
    }
    let mut par_code: BTreeMap<&str, (&str, (usize, f64))> = BTreeMap::new();
    for (rang, cumul) in cumuls {
        if let Some((code, libelle)) = colonne.modalites.get(rang as usize) {
            par_code.insert(code, (libelle, cumul));
        }
    }
    let ensemble = territoire.habitants;
    let classes: f64 = cumuls_habitants(&par_code);
    let inconnue = part_de((ensemble - classes).max(0.0), ensemble);
    // Rounding of a sum is not an inhabitant of an unknown class.
    let bornes = |part: f64| {
        (inconnue > 1e-6).then(|| Bornes {
            min: Some(part),
            max: Some((part + inconnue).min(100.0)),
        })
    };
    let ligne = |classe: &str, libelle: &str, (communes, population): (usize, f64)| ClasseZonage {
        classe: classe.to_owned(),
        libelle: libelle.to_owned(),
        communes,
        population,
        part: part_de(population, ensemble),
        bornes: bornes(part_de(population, ensemble)),
    };
    let mut lignes: Vec<ClasseZonage> = ZONAGE
        .iter()
        .map(|(code, libelle)| {
            let cumul = par_code.remove(code).map(|(_, cumul)| cumul);
            ligne(code, libelle, cumul.unwrap_or_default())
        })
        .collect();
    // A class that the law does not know stays visible, under the label of its file.
    let autres = par_code.into_iter();
    lignes.extend(autres.map(|(code, (libelle, cumul))| ligne(code, libelle, cumul)));
    lignes
}

fn cumuls_habitants(par_code: &BTreeMap<&str, (&str, (usize, f64))>) -> f64 {
    par_code.values().map(|(_, (_, habitants))| habitants).sum()
}

/// Percent of a whole; zero of an empty one.
fn part_de(partie: f64, tout: f64) -> f64 {
    if tout > 0.0 {
        100.0 * partie / tout
    } else {
        0.0
    }
}

/// The threshold of the embedded catalogue, for the tests.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "used by tests only")]
pub(crate) fn seuil() -> SeuilApl {
    SeuilApl::du_catalogue(&Catalogue::embarque().unwrap()).unwrap()
}

#[cfg(test)]
mod tests;
