//! Figures published for the EPCI, bassins de vie and cantons that a perimeter meets, and themes that no commune has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::definition::{Definition, Regle};
use super::publies;
use super::regles::Provenance;
use crate::francais::{avec_unite_courte, joindre};
use crate::model::lecture::classe;
use crate::model::{
    ColonneClasse, Comparateur, Couverture, Dataset, Genre, Indicateur, Membre, Niveau, Perimetre,
    Statut, UniteId,
};
use crate::tri::Tri;

/// Territories of a level that are given, the most populated inside the perimeter first (choice of the project: a région
/// meets more than a hundred EPCI).
const PAR_NIVEAU: usize = 6;
/// Levels of which a class tells the territory of a commune, and these classes, the latest first.
const ZONES: [(Niveau, &[&str]); 2] = [
    (Niveau::BassinVie, &["bv2022", "bv2012"]),
    (Niveau::Canton, &["canton_ville"]),
];
/// Before the figures of a theme that no commune has.
const REPERE: &str =
    "pas de chiffre communal, ni donc du territoire\u{a0}; publié à un niveau plus large";

/// A territory that the perimeter meets.
#[derive(Debug)]
pub(super) struct Voisin {
    niveau: Niveau,
    code: String,
    nom: String,
    habitants: f64,
    /// Whether the perimeter is exactly this territory.
    exact: bool,
}

impl Voisin {
    /// The known figure that is published for it, of one of the vintages of the communes.
    pub(super) fn lire(
        &self,
        dataset: &Dataset,
        d: &Definition,
        provenance: &Provenance,
    ) -> Option<f64> {
        let cles = publies::cles(self.niveau, &self.code);
        let lu = publies::lire(dataset, d, &cles, &provenance.annees)?;
        lu.valeur.connue()
    }
}

/// The territories that a perimeter exactly is.
pub(super) fn exacts(dataset: &Dataset, perimetre: &Perimetre) -> Vec<Voisin> {
    let mut voisins = Autour::new(dataset, perimetre).voisins;
    voisins.retain(|v| v.exact);
    voisins
}

/// Territories wider than a commune around a perimeter.
pub(super) struct Autour<'a> {
    dataset: &'a Dataset,
    voisins: Vec<Voisin>,
}

impl<'a> Autour<'a> {
    /// Finds them; none when no file publishes anything.
    pub(super) fn new(dataset: &'a Dataset, perimetre: &Perimetre) -> Self {
        let mut voisins = Vec::new();
        if !dataset.publies.est_vide() {
            voisins.extend(retenus(epci(dataset, perimetre)));
            for (niveau, classes) in ZONES {
                voisins.extend(retenus(zones(dataset, perimetre, niveau, classes)));
            }
        }
        Self { dataset, voisins }
    }

    /// Adds the figures of these territories to an indicator, and says those of a theme that no commune has.
    pub(super) fn complete(&self, d: &Definition, provenance: &Provenance, i: &mut Indicateur) {
        let theme = matches!(d.regle, Regle::Publie { .. });
        if theme {
            i.comparateurs.retain(|c| c.publie.is_some());
        }
        for voisin in &self.voisins {
            let cles = publies::cles(voisin.niveau, &voisin.code);
            // They are told beside with their year, and compared with nothing: any vintage will do.
            let lu = publies::lire(self.dataset, d, &cles, &provenance.annees);
            let meme = lu.is_some();
            let toutes = BTreeSet::new();
            let Some(lu) = lu.or_else(|| publies::lire(self.dataset, d, &cles, &toutes)) else {
                continue;
            };
            let mut c = vide(voisin);
            lu.dans(self.dataset, &mut c);
            if meme && voisin.exact && i.statut == Statut::ParCommune && c.valeur.is_some() {
                prend(i, &c);
            }
            i.comparateurs.push(c);
        }
        if theme && !i.comparateurs.is_empty() {
            dit(i);
        }
    }
}

/// The perimeter is exactly a territory: its published figure, which communes do not make, is that of the perimeter.
fn prend(i: &mut Indicateur, c: &Comparateur) {
    let Some(publication) = &c.publie else {
        return;
    };
    (i.valeur, i.statut, i.couverture) = (c.valeur, Statut::Publie, Couverture::PLEINE);
    i.motif = None;
    i.formule = format!(
        "{}\u{a0}; pour le territoire, chiffre publié de {}",
        i.formule, c.nom
    );
    for source in &publication.sources {
        if !i.sources.contains(source) {
            i.sources.push(source.clone());
        }
    }
}

/// « Lozère, département : 12,3 % (2025) » for each level, and where the figures come from.
fn dit(i: &mut Indicateur) {
    let mut dits = Vec::new();
    let mut millesimes: Vec<String> = Vec::new();
    for c in &i.comparateurs {
        let Some(publication) = &c.publie else {
            continue;
        };
        let chiffre = match c.valeur {
            Some(x) => avec_unite_courte(x, i.decimales, &i.unite),
            None => "masqué".to_owned(),
        };
        let an = &publication.millesime;
        dits.push(format!("{}\u{a0}: {chiffre} ({an})", c.nom_et_niveau()));
        if !millesimes.contains(an) {
            millesimes.push(an.clone());
        }
        for source in &publication.sources {
            if !i.sources.contains(source) {
                i.sources.push(source.clone());
            }
        }
    }
    millesimes.sort();
    i.statut = Statut::NonPublie;
    i.millesime = Some(joindre(&millesimes));
    i.motif = Some(format!("{REPERE}\u{a0}: {}", dits.join("\u{a0}; ")));
}

fn vide(voisin: &Voisin) -> Comparateur {
    Comparateur {
        niveau: voisin.niveau,
        code: voisin.code.clone(),
        nom: voisin.nom.clone(),
        valeur: None,
        bornes: None,
        intervalle: None,
        petit_effectif: None,
        statut: Statut::NonPublie,
        motif: None,
        couverture: Couverture::NULLE,
        publie: None,
    }
}

/// The most populated inside the perimeter first, then by code.
fn retenus(mut voisins: Vec<Voisin>) -> Vec<Voisin> {
    voisins.trie_par(|a, b| {
        let habitants = b.habitants.total_cmp(&a.habitants);
        habitants.then_with(|| a.code.cmp(&b.code))
    });
    voisins.truncate(PAR_NIVEAU);
    voisins
}

/// Whether the members are exactly these communes, whole.
fn exact(perimetre: &Perimetre, communes: &[UniteId]) -> bool {
    let membres = &perimetre.membres;
    let dedans = |id: &UniteId| entier(perimetre.part(*id));
    membres.len() == communes.len() && communes.iter().all(dedans)
}

fn epci(dataset: &Dataset, perimetre: &Perimetre) -> Vec<Voisin> {
    let r = &dataset.referentiel;
    let mut habitants: BTreeMap<usize, f64> = BTreeMap::new();
    for m in &perimetre.membres {
        if let Some(rang) = r.unites.get(m.unite.0 as usize).and_then(|u| u.epci) {
            *habitants.entry(rang).or_default() += m.part * r.population(m.unite);
        }
    }
    let voisin = |(rang, habitants): (usize, f64)| {
        let epci = r.epcis.get(rang)?;
        Some(Voisin {
            niveau: Niveau::Epci,
            code: epci.siren.clone(),
            nom: epci.nom.clone(),
            habitants,
            exact: exact(perimetre, &epci.membres),
        })
    };
    habitants.into_iter().filter_map(voisin).collect()
}

/// Territories of a level that the files publish and that communes of the perimeter are in, by the class that tells it.
fn zones(
    dataset: &Dataset,
    perimetre: &Perimetre,
    niveau: Niveau,
    classes: &[&str],
) -> Vec<Voisin> {
    let r = &dataset.referentiel;
    let Some(colonne) = classes.iter().find_map(|v| dataset.classe(v)) else {
        return Vec::new();
    };
    let rang = |id: UniteId| classe(r, colonne, id).une();
    let mut habitants: BTreeMap<u32, f64> = BTreeMap::new();
    for m in &perimetre.membres {
        if let Some(rang) = rang(m.unite) {
            *habitants.entry(rang).or_default() += m.part * r.population(m.unite);
        }
    }
    // Only one of which all the communes are inside, and nothing else, is exact.
    let entiere = |m: &Membre| {
        let commune = r.unite(m.unite).genre != Genre::Arrondissement;
        commune && entier(m.part) && rang(m.unite).is_some()
    };
    let seule = habitants.len() == 1 && perimetre.membres.iter().all(entiere);
    let communes = seule.then(|| communes_des_zones(dataset, colonne));
    let voisin = |(zone, habitants): (u32, f64)| {
        let (code, libelle) = colonne.modalites.get(zone as usize)?;
        let siennes = communes.as_ref().and_then(|c| c.get(&zone));
        let cle = (niveau, code.clone());
        Some(Voisin {
            niveau,
            code: code.clone(),
            nom: dataset.publies.nom(&cle).unwrap_or(libelle).to_owned(),
            habitants,
            exact: siennes.is_some_and(|n| *n == perimetre.membres.len()),
        })
    };
    habitants.into_iter().filter_map(voisin).collect()
}

/// Number of communes of each zone of a class in the whole country, by its rank in the classes of the column.
fn communes_des_zones(dataset: &Dataset, colonne: &ColonneClasse) -> Arc<BTreeMap<u32, usize>> {
    let r = &dataset.referentiel;
    let compter = || {
        let mut nombres: BTreeMap<u32, usize> = BTreeMap::new();
        let communes = r
            .ids()
            .filter(|id| r.unite(*id).genre != Genre::Arrondissement);
        for rang in communes.filter_map(|id| classe(r, colonne, id).une()) {
            *nombres.entry(rang).or_default() += 1;
        }
        nombres
    };
    let nom = dataset.nom_d_annexe(&format!("communes, {}", colonne.nom_des_zones()));
    dataset.une_fois(&nom, compter)
}

/// Whether a part is the whole.
fn entier(part: f64) -> bool {
    (part - 1.0).abs() < f64::EPSILON
}
