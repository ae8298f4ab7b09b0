//! A set of communes and parts under construction: union, difference, cities and their arrondissements.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, Membre, Referentiel, RegleConstat, SectionId,
    Severite, UniteId,
};

/// Two parts closer than this are the same.
const EPSILON: f64 = 1e-9;

/// A commune to add or take away.
#[derive(Debug, Clone)]
pub(super) struct Entree {
    /// Current unit.
    pub unite: UniteId,
    /// Code under which it was written, when it is not its current one.
    pub ancien: Option<CodeCommune>,
    /// Part in ]0, 1].
    pub part: f64,
    /// Where it was written.
    pub lieu: Emplacement,
}

/// The communes held, each with its parts by the code under which they were written.
#[derive(Debug, Default, Clone)]
pub(super) struct Ensemble {
    membres: BTreeMap<UniteId, BTreeMap<Option<CodeCommune>, f64>>,
    /// Where each unit was first written.
    lieux: BTreeMap<UniteId, Emplacement>,
}

/// Nine decimals: `1 - 0.4` and `0.6` are the same part.
fn arrondi(part: f64) -> f64 {
    (part * 1e9).round() / 1e9
}

fn egales(a: f64, b: f64) -> bool {
    (a - b).abs() < EPSILON
}

fn entiere(part: f64) -> bool {
    egales(part, 1.0)
}

/// « 48095 Mende ».
pub(super) fn designe(referentiel: &Referentiel, id: UniteId) -> String {
    let unite = referentiel.unite(id);
    format!("{} {}", unite.code, unite.nom)
}

/// A part with a French comma.
fn ecrit(part: f64) -> String {
    part.to_string().replace('.', ",")
}

impl Ensemble {
    /// Units held, sorted.
    pub fn unites(&self) -> impl Iterator<Item = UniteId> + '_ {
        self.membres.keys().copied()
    }

    /// Total part of a unit, 0 when it is not held.
    pub fn part(&self, id: UniteId) -> f64 {
        let parts = self.membres.get(&id);
        parts.map_or(0.0, total)
    }

    /// Adds a commune; true when it was already there with the same part.
    ///
    /// Parts written under different former codes of one commune add up; any other difference is a conflict.
    pub fn ajoute(
        &mut self,
        referentiel: &Referentiel,
        entree: &Entree,
    ) -> Result<bool, ErreurDonnees> {
        let lieu = || entree.lieu.clone();
        self.lieux.entry(entree.unite).or_insert_with(lieu);
        let parts = self.membres.entry(entree.unite).or_default();
        if let Some(&deja) = parts.get(&entree.ancien) {
            return if egales(deja, entree.part) {
                Ok(true)
            } else {
                Err(conflit(referentiel, entree, deja))
            };
        }
        let deja = total(parts);
        let toutes_entieres = entiere(entree.part) && parts.values().all(|&p| entiere(p));
        let tous_anciens = entree.ancien.is_some() && parts.keys().all(Option::is_some);
        let sommables =
            tous_anciens && !entiere(entree.part) && !parts.values().any(|&p| entiere(p));
        if !parts.is_empty() && !toutes_entieres && !sommables {
            return Err(conflit(referentiel, entree, deja));
        }
        if sommables && deja + entree.part > 1.0 + EPSILON {
            return Err(somme(referentiel, entree, deja + entree.part));
        }
        let doublon = !parts.is_empty() && toutes_entieres;
        parts.insert(entree.ancien, entree.part);
        Ok(doublon)
    }

    /// Takes a part of a unit away; false when there was less than that.
    fn retire(&mut self, id: UniteId, part: f64) -> bool {
        let reste = arrondi(self.part(id) - part);
        if reste > EPSILON {
            self.membres.insert(id, BTreeMap::from([(None, reste)]));
        } else {
            self.membres.remove(&id);
        }
        reste > -EPSILON
    }

    /// Takes a commune away; false when it (or as much of it) was not there.
    ///
    /// Taking an arrondissement from a whole city leaves its other arrondissements; taking a city takes them all.
    pub fn soustrait(
        &mut self,
        referentiel: &Referentiel,
        id: UniteId,
        part: f64,
        lieu: &Emplacement,
    ) -> Result<bool, ErreurDonnees> {
        if let Some(ville) = referentiel.unite(id).parent
            && self.part(id) == 0.0
            && self.part(ville) > 0.0
        {
            if !entiere(self.part(ville)) {
                return Err(ville_partielle(referentiel, ville, id, lieu));
            }
            self.decoupe(referentiel, ville);
        }
        let dedans: Vec<UniteId> = referentiel
            .arrondissements(id)
            .iter()
            .copied()
            .filter(|&a| self.part(a) > 0.0)
            .collect();
        if dedans.is_empty() {
            return Ok(self.retire(id, part));
        }
        if !entiere(part) {
            return Err(ville_partielle(referentiel, id, id, lieu));
        }
        self.membres.remove(&id);
        for arrondissement in dedans {
            self.membres.remove(&arrondissement);
        }
        Ok(true)
    }

    /// Replaces a whole city by its arrondissements.
    fn decoupe(&mut self, referentiel: &Referentiel, ville: UniteId) {
        self.membres.remove(&ville);
        for &arrondissement in referentiel.arrondissements(ville) {
            self.membres
                .insert(arrondissement, BTreeMap::from([(None, 1.0)]));
        }
    }

    /// The members, sorted; a city replaces its arrondissements when all are whole.
    pub fn termine(
        mut self,
        referentiel: &Referentiel,
        lieu: &Emplacement,
    ) -> Result<(Vec<Membre>, Vec<Constat>), Vec<ErreurDonnees>> {
        let mut constats = Vec::new();
        let mut erreurs = Vec::new();
        let villes: BTreeSet<UniteId> = self
            .unites()
            .filter_map(|id| referentiel.unite(id).parent)
            .collect();
        for ville in villes {
            let tous = referentiel
                .arrondissements(ville)
                .iter()
                .all(|&a| entiere(self.part(a)));
            let ville_dedans = self.part(ville);
            if tous && (ville_dedans == 0.0 || entiere(ville_dedans)) {
                for arrondissement in referentiel.arrondissements(ville) {
                    self.membres.remove(arrondissement);
                }
                self.membres.insert(ville, BTreeMap::from([(None, 1.0)]));
                constats.push(regroupee(referentiel, ville));
            } else if ville_dedans > 0.0 {
                erreurs.push(self.ville_et_arrondissements(referentiel, ville, lieu));
            }
        }
        let membre = |(&unite, parts): (&UniteId, &BTreeMap<_, f64>)| Membre {
            unite,
            part: total(parts),
        };
        if erreurs.is_empty() {
            Ok((self.membres.iter().map(membre).collect(), constats))
        } else {
            Err(erreurs)
        }
    }

    /// Error at the first arrondissement written beside its city; `ailleurs` when nothing says where.
    fn ville_et_arrondissements(
        &self,
        referentiel: &Referentiel,
        ville: UniteId,
        ailleurs: &Emplacement,
    ) -> ErreurDonnees {
        let dedans: Vec<UniteId> = referentiel
            .arrondissements(ville)
            .iter()
            .copied()
            .filter(|&a| self.part(a) > 0.0)
            .collect();
        let ligne = |id: UniteId| self.lieux.get(&id).and_then(|l| l.ligne);
        let place = |id: UniteId| ligne(id).map_or(String::new(), |l| format!(" (ligne {l})"));
        let cite = |&id: &UniteId| format!("{}{}", designe(referentiel, id), place(id));
        let lieu = dedans.first().and_then(|a| self.lieux.get(a));
        let probleme = format!(
            "conflit : {}{} est demandée avec une partie de ses arrondissements, qu'elle contient déjà",
            designe(referentiel, ville),
            place(ville)
        );
        let valeurs: Vec<String> = dedans.iter().map(cite).collect();
        ErreurDonnees::new(lieu.unwrap_or(ailleurs).clone(), probleme)
            .valeur(valeurs.join(", "))
            .attendu("la ville entière, ou des arrondissements")
            .remede(format!(
                "retirez {}, ou retirez les arrondissements",
                referentiel.unite(ville).code
            ))
    }
}

/// Whole when one of the parts is; their sum otherwise.
fn total(parts: &BTreeMap<Option<CodeCommune>, f64>) -> f64 {
    if parts.values().any(|&p| entiere(p)) {
        return 1.0;
    }
    arrondi(parts.values().sum())
}

fn conflit(referentiel: &Referentiel, entree: &Entree, deja: f64) -> ErreurDonnees {
    let nom = designe(referentiel, entree.unite);
    let probleme = format!("conflit : la commune {nom} est demandée avec deux parts différentes");
    ErreurDonnees::new(entree.lieu.clone(), probleme)
        .valeur(format!("{} et {}", ecrit(deja), ecrit(entree.part)))
        .attendu("une seule part par commune")
        .remede(format!(
            "gardez une seule des deux ; pour n'en prendre qu'une partie dans un ensemble, retranchez le reste : \
             … - commune:{}@{}",
            referentiel.unite(entree.unite).code,
            if entiere(entree.part) { arrondi(1.0 - deja) } else { arrondi(1.0 - entree.part) }
        ))
}

fn somme(referentiel: &Referentiel, entree: &Entree, somme: f64) -> ErreurDonnees {
    let nom = designe(referentiel, entree.unite);
    let probleme = format!("les parts de la commune {nom} dépassent la commune entière");
    ErreurDonnees::new(entree.lieu.clone(), probleme)
        .valeur(ecrit(arrondi(somme)))
        .attendu("des parts dont la somme ne dépasse pas 1")
        .remede("les anciennes communes d'une même commune se partagent sa population : corrigez leurs parts")
}

fn ville_partielle(
    referentiel: &Referentiel,
    ville: UniteId,
    id: UniteId,
    lieu: &Emplacement,
) -> ErreurDonnees {
    let nom = designe(referentiel, ville);
    ErreurDonnees::new(
        lieu.clone(),
        format!("conflit : {nom} est prise en partie, et retranchée autrement"),
    )
    .valeur(designe(referentiel, id))
    .attendu("la ville, ou ses arrondissements, mais pas les deux")
    .remede("écrivez la part de chaque arrondissement à garder")
}

fn regroupee(referentiel: &Referentiel, ville: UniteId) -> Constat {
    let nom = designe(referentiel, ville);
    let texte = format!(
        "Tous les arrondissements de {nom} sont demandés : la ville est comptée comme une seule commune."
    );
    Constat::new(
        RegleConstat::VilleRegroupee,
        Severite::Information,
        SectionId::S1,
        texte,
    )
    .avec_communes([referentiel.unite(ville).code])
}
