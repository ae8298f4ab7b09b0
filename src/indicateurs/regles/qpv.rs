//! Quartiers prioritaires of a territory: a count, and zero only where the list can tell.

use std::collections::BTreeSet;

use crate::francais;
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::publication::etendue_liste;
use crate::model::lecture::{Territoire, arrondissements, lieux, nombre as en_figure};
use crate::model::{Bornes, Couverture, Dataset, PlaceQpv, Qpv, Statut, UniteId};

/// QPV of the communes of the territory; withheld when arrondissements are inside and the file knows only their city.
pub(super) fn qpv(dataset: &Dataset, territoire: &Territoire) -> Agregat {
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
    let dans = |id: UniteId| dedans.contains(&id);
    let nombre = dataset.qpv.iter().filter(|q| q.est_dans(dans)).count();
    let muets = muets(dataset, &dedans);
    if muets > 0 {
        return hors_etendue(nombre, muets);
    }
    let douteux = douteux(dataset, &dedans);
    let partages = dataset.qpv.iter();
    let partages = partages.filter(|q| !q.est_dans(dans) && q.est_peut_etre_dans(dans));
    let partages: Vec<&Qpv> = partages.collect();
    if douteux == 0 && partages.is_empty() {
        return Agregat::complet(en_figure(nombre));
    }
    if douteux == dataset.qpv.len() {
        return Agregat::absent(
            "le fichier des quartiers prioritaires ne dit pas leurs communes, et aucun contour ne les situe",
        );
    }
    let motif = match partages.first() {
        Some(premier) => partage(dataset, premier, partages.len()),
        None => non_situes(douteux),
    };
    Agregat {
        statut: Statut::NonPublie,
        couverture: Couverture::NULLE,
        bornes: Some(Bornes {
            min: Some(en_figure(nombre)),
            max: Some(en_figure(nombre + douteux + partages.len())),
        }),
        ..Agregat::absent(motif)
    }
}

/// Quartiers that no commune holds.
fn non_situes(douteux: usize) -> String {
    format!(
        "{} du fichier {} dans aucune commune",
        francais::denombre(douteux, "quartier prioritaire", "quartiers prioritaires"),
        if douteux < 2 {
            "n'est situé"
        } else {
            "ne sont situés"
        }
    )
}

/// Quartiers of a commune split since, in one of its pieces.
fn partage(dataset: &Dataset, premier: &Qpv, nombre: usize) -> String {
    let pieces = premier.ensembles.first().map(Vec::as_slice);
    format!(
        "{} dans un territoire séparé depuis en {}, et rien ne dit de laquelle",
        francais::denombre(
            nombre,
            "quartier prioritaire est",
            "quartiers prioritaires sont"
        ),
        dataset
            .referentiel
            .noms_et_codes(pieces.unwrap_or_default()),
    )
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
        PlaceQpv::Dessinee => q.unites().next().is_none() && !dessines,
        PlaceQpv::Inconnue => !q.communes.iter().any(|id| dedans.contains(id)),
    };
    let ici = |q: &&Qpv| Qpv::departement_du_code(&q.code).is_none_or(|d| departements.contains(d));
    dataset.qpv.iter().filter(inconnu).filter(ici).count()
}

/// Départements of the territory of which the list says nothing, unless it is a list of the whole country.
fn muets(dataset: &Dataset, dedans: &BTreeSet<UniteId>) -> usize {
    let r = &dataset.referentiel;
    let nommes: BTreeSet<usize> = dataset
        .qpv
        .iter()
        .flat_map(|q| {
            let communes = q.unites().map(|id| r.unite(id).departement);
            let code = Qpv::departement_du_code(&q.code);
            let du_code = r
                .departements
                .iter()
                .position(|d| Some(d.code.as_str()) == code);
            communes.chain(du_code).collect::<Vec<_>>()
        })
        .collect();
    if en_figure(nommes.len()) >= etendue_liste() * en_figure(r.departements.len()) {
        return 0;
    }
    let siens: BTreeSet<usize> = dedans.iter().map(|&id| r.unite(id).departement).collect();
    siens.difference(&nommes).count()
}

/// A list of some départements says nothing of the others.
fn hors_etendue(nombre: usize, muets: usize) -> Agregat {
    let motif = format!(
        "la liste des quartiers prioritaires n'en nomme aucun dans {}, et n'est pas celle de toute la France",
        francais::denombre(
            muets,
            "département du territoire",
            "départements du territoire"
        ),
    );
    Agregat {
        statut: Statut::NonPublie,
        couverture: Couverture::NULLE,
        bornes: (nombre > 0).then(|| Bornes {
            min: Some(en_figure(nombre)),
            max: None,
        }),
        ..Agregat::absent(motif)
    }
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

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;
    use crate::model::{Departement, PlaceQpv, Qpv, SourceId, Statut};

    const REGLE: &str = "regle = \"denombrement\"\nobjet = \"qpv\"";

    fn nombre(essai: &Essai, membres: &[(&str, f64)]) -> Option<f64> {
        essai.agreger(REGLE, membres).valeur
    }

    #[test]
    fn a_list_of_some_departements_says_nothing_of_the_others() {
        let mut essai = Essai::avec_ville();
        let r = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
        // Two départements of the territory and three more: a list that names one of five is not national.
        let ailleurs = ["97", "98", "99"].map(|c| Departement {
            code: c.into(),
            nom: c.into(),
            region: 0,
        });
        r.departements.extend(ailleurs);
        essai.dataset.qpv = vec![Qpv {
            code: "x".into(),
            nom: "x".into(),
            communes: vec![essai.id("96001")],
            ensembles: Vec::new(),
            place: PlaceQpv::Ecrite,
            source: SourceId(0),
            habitants: None,
        }];
        assert_eq!(nombre(&essai, &[("96001", 1.0)]), Some(1.0));
        assert_eq!(nombre(&essai, &[("96002", 1.0)]), Some(0.0));
        let a = essai.agreger(REGLE, &[("96003", 1.0)]);
        assert_eq!(
            (a.valeur, a.statut, a.bornes),
            (None, Statut::NonPublie, None)
        );
        let a = essai.agreger(REGLE, &[("96001", 1.0), ("96003", 1.0)]);
        assert_eq!((a.valeur, a.bornes.unwrap().min), (None, Some(1.0)));
    }

    #[test]
    fn a_qpv_of_a_city_is_not_given_to_one_arrondissement() {
        let mut essai = Essai::avec_ville();
        assert_eq!(nombre(&essai, &[("96001", 1.0)]), None);
        let qpv = |code: &str, commune| Qpv {
            code: code.to_owned(),
            nom: code.to_owned(),
            communes: vec![essai.id(commune)],
            ensembles: Vec::new(),
            place: PlaceQpv::Ecrite,
            source: SourceId(0),
            habitants: None,
        };
        let liste = vec![qpv("QN1", "96001"), qpv("QN2", "96100")];
        essai.dataset.qpv = liste;
        assert_eq!(nombre(&essai, &[("96001", 1.0), ("96100", 1.0)]), Some(2.0));
        assert_eq!(nombre(&essai, &[("96101", 1.0), ("96102", 1.0)]), Some(1.0));
        assert_eq!(nombre(&essai, &[("96002", 1.0)]), Some(0.0));
        let a = essai.agreger(REGLE, &[("96101", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    }
}
