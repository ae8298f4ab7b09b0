//! What each commune brings to the figures of the workshop, and only to those that its sums give back exactly.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::agregat::{Agregat, Cumul, Forme};
use super::calcul::Calculateur;
use super::definition::Definition;
use super::publication::{self, Role, publier};
use super::regles::{self, Prete};
use crate::model::lecture::Territoire;
use crate::model::{Apport, Apports, Cumulables, Referentiel, Seul, UniteId};
use crate::texte_toml::Embarque;

static LISTE: Embarque<Liste> = Embarque::new(include_str!("apports.toml"), "apports.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Liste {
    chiffres: Vec<String>,
}

/// What some whole communes bring to each figure of the list.
#[must_use]
pub fn apports(calculateur: &Calculateur<'_>, unites: &[UniteId]) -> Cumulables {
    let donnees = calculateur.donnees();
    let referentiel = &donnees.dataset.referentiel;
    let ids = LISTE.lu().map_or(&[][..], |l| l.chiffres.as_slice());
    let (mut figures, mut laisses) = (Vec::new(), Vec::new());
    for id in ids {
        let Some(d) = calculateur.definitions().iter().find(|d| d.id == *id) else {
            continue;
        };
        // Without its file, a figure is absent everywhere: nothing to add up.
        let Ok(regle) = regles::preparer(donnees, d) else {
            continue;
        };
        match de(regle.as_ref(), d, (referentiel, unites)) {
            Some(apports) => figures.push(apports),
            None => laisses.push(d.libelle.clone()),
        }
    }
    let (couverture_min, effectif_min) = publication::seuils();
    Cumulables {
        figures,
        laisses,
        couverture_min,
        effectif_min,
    }
}

fn de(
    regle: &dyn Prete,
    d: &Definition,
    (referentiel, unites): (&Referentiel, &[UniteId]),
) -> Option<Apports> {
    let seule = |id: &UniteId| Territoire::entier(referentiel, std::iter::once(*id));
    let (mut communes, mut seuls) = (Vec::with_capacity(unites.len()), Vec::new());
    let (mut cumuls, mut facteur) = (Vec::with_capacity(unites.len()), None);
    for (commune, id) in unites.iter().enumerate() {
        let territoire = seule(id);
        let (cumul, forme) = regle.cumuler(&territoire)?;
        if let Forme::Quotient(k) = forme {
            facteur = Some(k);
        }
        communes.push(cumul.apport());
        cumuls.push(cumul.clone());
        let vrai = publier(regle.agreger(&territoire, d), d, Role::Perimetre);
        let ici = publier(cumul.conclure(&territoire, d, forme), d, Role::Perimetre);
        if (vrai.valeur, vrai.statut) != (ici.valeur, ici.statut) {
            let (valeur, statut) = (vrai.valeur, vrai.statut);
            seuls.push(Seul {
                commune,
                valeur,
                statut,
            });
        }
    }
    let tout = Territoire::entier(referentiel, unites.iter().copied());
    let (groupes, somme) = grouper(regle, (referentiel, &tout), (unites, &cumuls))?;
    let forme = facteur.map_or(Forme::Somme, Forme::Quotient);
    if !memes(&somme.conclure(&tout, d, forme), &regle.agreger(&tout, d)) && unites.len() > 1 {
        return None;
    }
    let domaine = d.domaine();
    let borne = |x: f64| Some(x).filter(|x| x.is_finite());
    Some(Apports {
        id: d.id.clone(),
        libelle: d.libelle.clone(),
        unite: d.unite.clone(),
        decimales: d.decimales,
        millesime: regle.provenance().millesime,
        facteur,
        couverture_min: d.couverture_min,
        petit_effectif: d.petit_effectif,
        domaine: [borne(domaine.min), borne(domaine.max)],
        communes,
        groupes,
        seuls,
    })
}

/// What the communes that a file reads as one bring together, and the sums of all.
#[expect(
    clippy::type_complexity,
    reason = "the type of the field that it fills, and a sum"
)]
fn grouper(
    regle: &dyn Prete,
    (referentiel, tout): (&Referentiel, &Territoire),
    (unites, cumuls): (&[UniteId], &[Cumul]),
) -> Option<(Vec<(Vec<usize>, Apport)>, Cumul)> {
    let (mut groupes, mut somme) = (Vec::new(), Cumul::default());
    let mut pris: BTreeSet<usize> = BTreeSet::new();
    for ids in tout.reunies() {
        let rangs = ids.iter().map(|id| unites.binary_search(id).ok());
        let rangs: Vec<usize> = rangs.collect::<Option<_>>()?;
        if rangs.iter().any(|r| pris.contains(r)) {
            continue;
        }
        let ensemble = Territoire::entier(referentiel, ids.iter().copied());
        let (cumul, _) = regle.cumuler(&ensemble)?;
        let siens = rangs.iter().filter_map(|r| cumuls.get(*r));
        let separes = siens.fold(Cumul::default(), Cumul::plus);
        if cumul.apport() != separes.apport() {
            pris.extend(&rangs);
            somme = somme.plus(&cumul);
            groupes.push((rangs, cumul.apport()));
        }
    }
    let seuls = cumuls.iter().enumerate();
    let seuls = seuls.filter(|(rang, _)| !pris.contains(rang));
    Some((groupes, seuls.fold(somme, |s, (_, c)| s.plus(c))))
}

/// Whether two aggregates say the same: what several communes share (a person active in two, a figure from before a split) is
/// not the sum of what each has.
fn memes(a: &Agregat, b: &Agregat) -> bool {
    let proches = |x: Option<f64>, y: Option<f64>| match (x, y) {
        (Some(x), Some(y)) => (x - y).abs() <= 1e-9 * x.abs().max(1.0),
        (x, y) => x == y,
    };
    a.statut == b.statut
        && proches(a.valeur, b.valeur)
        && proches(a.numerateur, b.numerateur)
        && proches(a.bornes.and_then(|x| x.max), b.bornes.and_then(|x| x.max))
        && (a.couverture.population - b.couverture.population).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::{Essai, definition};
    use crate::indicateurs::{Catalogue, Donnees};
    use crate::model::Valeur::{Connue, Masquee};

    const DENSITE: &str = "regle = \"ratio\"\nnumerateur = \"n\"\ndenominateur = \"w\"\nfacteur = 100\ndomaine = \"positif\"";

    fn essai() -> Essai {
        let mut essai = Essai::avec_ville();
        essai.colonne("n", None, &[("96001", Connue(3.0)), ("96002", Masquee)]);
        essai.colonne("w", None, &[("96001", Connue(9.0)), ("96002", Connue(5.0))]);
        essai
    }

    fn de_deux(essai: &Essai, regle: &str) -> Option<Apports> {
        let d = definition(regle);
        let catalogue = Catalogue::default();
        let donnees = Donnees::selon(&essai.dataset, &catalogue);
        let regle = regles::preparer(&donnees, &d).unwrap();
        let unites = [essai.id("96001"), essai.id("96002")];
        de(regle.as_ref(), &d, (&essai.dataset.referentiel, &unites))
    }

    #[test]
    fn a_known_commune_brings_its_terms_and_a_masked_one_its_bounds() {
        let apports = de_deux(&essai(), DENSITE).unwrap();
        assert_eq!(apports.facteur, Some(100.0));
        let [connue, masquee] = apports.communes.as_slice() else {
            panic!("{apports:?}");
        };
        assert_eq!((connue.num, connue.den, &connue.doute), (3.0, 9.0, &None));
        let doute = masquee.doute.as_ref().unwrap();
        assert!(doute.masque && doute.den == 5.0 && doute.num == [Some(0.0), None]);
    }

    #[test]
    fn what_two_communes_share_is_left_out() {
        let mut essai = essai();
        essai.colonne("n", None, &[("96001", Connue(3.0)), ("96002", Connue(2.0))]);
        assert!(de_deux(&essai, DENSITE).is_some());
        let partagee = [(essai.id("96001"), 5), (essai.id("96002"), 5)];
        let repetees = crate::model::Repetees::new(partagee.to_vec());
        let cle = ("n".to_owned(), None);
        essai.dataset.repetees.insert(cle, repetees);
        assert!(de_deux(&essai, DENSITE).is_none());
    }

    #[test]
    fn every_figure_of_the_list_is_in_the_catalogue_and_its_rule_adds_up() {
        let catalogue = Catalogue::embarque().unwrap();
        for id in &LISTE.lu().unwrap().chiffres {
            assert!(catalogue.definitions().iter().any(|d| d.id == *id), "{id}");
        }
    }
}
