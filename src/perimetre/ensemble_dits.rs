//! The entries of a set of communes, and what is said of them: conflicts of parts, cities counted once with their arrondissements.

use std::collections::BTreeSet;

use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, Referentiel, RegleConstat, SectionId,
    Severite, UniteId,
};

/// Two parts closer than this are the same.
pub(super) const EPSILON: f64 = 1e-9;

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

/// Nine decimals: `1 - 0.4` and `0.6` are the same part.
pub(super) fn arrondi(part: f64) -> f64 {
    (part * 1e9).round() / 1e9
}

pub(super) fn egales(a: f64, b: f64) -> bool {
    (a - b).abs() < EPSILON
}

pub(super) fn entiere(part: f64) -> bool {
    egales(part, 1.0)
}

/// « 48095 Mende ».
pub(super) fn designe(referentiel: &Referentiel, id: UniteId) -> String {
    let unite = referentiel.unite(id);
    format!("{} {}", unite.code, unite.nom)
}

/// A part with a French comma.
pub(super) fn ecrit(part: f64) -> String {
    part.to_string().replace('.', ",")
}

pub(super) fn conflit(referentiel: &Referentiel, entree: &Entree, deja: f64) -> ErreurDonnees {
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

pub(super) fn somme(referentiel: &Referentiel, entree: &Entree, somme: f64) -> ErreurDonnees {
    let nom = designe(referentiel, entree.unite);
    let probleme = format!("les parts de la commune {nom} dépassent la commune entière");
    ErreurDonnees::new(entree.lieu.clone(), probleme)
        .valeur(ecrit(arrondi(somme)))
        .attendu("des parts dont la somme ne dépasse pas 1")
        .remede("les anciennes communes d'une même commune se partagent sa population : corrigez leurs parts")
}

pub(super) fn ville_partielle(
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

pub(super) fn regroupee(referentiel: &Referentiel, ville: UniteId) -> Constat {
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

/// Arrondissements asked for with their whole city.
pub(super) fn redondants(
    referentiel: &Referentiel,
    dedans: &[(UniteId, UniteId)],
    lieu: Option<&Emplacement>,
) -> Option<Constat> {
    let noms: Vec<String> = dedans
        .iter()
        .map(|(a, _)| designe(referentiel, *a))
        .collect();
    let villes: BTreeSet<String> = dedans
        .iter()
        .map(|(_, v)| designe(referentiel, *v))
        .collect();
    let villes = villes.into_iter().collect::<Vec<_>>().join(", ");
    let texte = match noms.len() {
        0 => return None,
        1 => format!(
            "{} est demandé avec {villes}, qui le contient\u{a0}: il est compté une fois.",
            noms.join("")
        ),
        n => format!(
            "{n} arrondissements sont demandés avec leur ville ({villes}), qui les contient\u{a0}: {}\u{a0}; ils sont comptés une fois.",
            noms.join(", ")
        ),
    };
    let constat = Constat::new(
        RegleConstat::CommuneEnDouble,
        Severite::Information,
        SectionId::S1,
        texte,
    )
    .avec_communes(dedans.iter().map(|(a, _)| referentiel.unite(*a).code));
    Some(match lieu {
        Some(lieu) => constat.avec_origine(lieu.to_string()),
        None => constat,
    })
}
