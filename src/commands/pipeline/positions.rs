//! Where a territory stands: the same figures on the CPTS of the list, else on the EPCI of its départements.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::cle;
use crate::indicateurs::{Catalogue, Donnees, valeurs_entieres};
use crate::model::lecture::Territoire;
use crate::model::{Dataset, GenrePerimetre, Indicateur, Membre, Perimetre, Statut, UniteId};
use crate::rapport::document::edition::PositionsPlan;
use crate::rapport::positions::{Position, Positions};

/// The positions of a perimeter; none for a kind of territory of which no list is known, or with too few comparable ones.
pub fn positions(
    (dataset, perimetre): (&Dataset, &Perimetre),
    catalogue: &Catalogue,
    plan: &PositionsPlan,
    indicateurs: &[Indicateur],
) -> Option<Positions> {
    let (parmi, autres) = comparables(dataset, perimetre, plan.minimum)?;
    let referentiel = &dataset.referentiel;
    let territoires = autres.iter().map(|m| Territoire::new(referentiel, m));
    let territoires: Vec<Territoire> = territoires.collect();
    let donnees = Donnees::selon(dataset, catalogue);
    let ligne = |p: &(String, String)| {
        let (titre, id) = p;
        let ici = indicateurs.iter().find(|i| i.id == *id)?;
        let valeur = ici.valeur.filter(|_| ici.statut == Statut::Publie)?;
        let definition = catalogue.definition(id)?;
        let mut autres = valeurs_entieres(&donnees, definition, &territoires);
        autres.sort_by(f64::total_cmp);
        (autres.len() >= plan.minimum).then(|| Position {
            indicateur: id.clone(),
            titre: titre.clone(),
            unite: ici.unite.clone(),
            decimales: ici.decimales,
            valeur,
            autres,
        })
    };
    let lignes: Vec<Position> = plan.indicateurs.iter().filter_map(ligne).collect();
    (!lignes.is_empty()).then_some(Positions { parmi, lignes })
}

/// What the comparable territories are, and the communes of each.
fn comparables(
    d: &Dataset,
    perimetre: &Perimetre,
    minimum: usize,
) -> Option<(String, Vec<Vec<Membre>>)> {
    // A commune is no peer of the EPCI that holds it, nor a région of a CPTS.
    let sans_pair = matches!(
        perimetre.genre,
        GenrePerimetre::Commune | GenrePerimetre::Departement | GenrePerimetre::Region
    );
    if sans_pair {
        return None;
    }
    let cpts = des_cpts(d, perimetre);
    if cpts.len() >= minimum {
        return Some((
            "les autres CPTS de la liste dans la région".to_owned(),
            cpts,
        ));
    }
    let epci = des_epci(d, perimetre);
    let plusieurs = departements(d, perimetre).len() > 1;
    let parmi = if plusieurs {
        "les EPCI de ses départements"
    } else {
        "les EPCI de son département"
    };
    (epci.len() >= minimum).then(|| (parmi.to_owned(), epci))
}

/// CPTS of the lists that have a commune in the régions of the perimeter, but the perimeter itself.
fn des_cpts(d: &Dataset, perimetre: &Perimetre) -> Vec<Vec<Membre>> {
    let referentiel = &d.referentiel;
    let region = |id: UniteId| referentiel.region(id).code.as_str();
    let regions: BTreeSet<&str> = perimetre.membres.iter().map(|m| region(m.unite)).collect();
    // A name written two ways is one CPTS.
    let mut listes: BTreeMap<String, Vec<Membre>> = BTreeMap::new();
    for ligne in &d.cpts {
        let membre = Membre {
            unite: ligne.unite,
            part: ligne.part,
        };
        listes.entry(cle(&ligne.cpts)).or_default().push(membre);
    }
    let du_departement = departements(d, perimetre);
    let connue = |id: UniteId| du_departement.contains(referentiel.departement(id).code.as_str());
    if !d.cpts.iter().any(|l| connue(l.unite)) {
        return Vec::new();
    }
    let voisines = listes.into_values().filter(|membres| {
        let ici = membres.iter().any(|m| regions.contains(region(m.unite)));
        ici && !est_le_perimetre(perimetre, membres)
    });
    voisines.collect()
}

/// EPCI that have a commune in the départements of the perimeter, but the perimeter itself.
fn des_epci(d: &Dataset, perimetre: &Perimetre) -> Vec<Vec<Membre>> {
    let siens = departements(d, perimetre);
    let ici = |id: &UniteId| siens.contains(d.referentiel.departement(*id).code.as_str());
    let epcis = d
        .referentiel
        .epcis
        .iter()
        .filter(|e| e.membres.iter().any(ici));
    let entiers = epcis.map(|e| {
        let membres = e.membres.iter().map(|&unite| Membre { unite, part: 1.0 });
        membres.collect::<Vec<Membre>>()
    });
    entiers
        .filter(|m| !est_le_perimetre(perimetre, m))
        .collect()
}

fn departements<'d>(d: &'d Dataset, perimetre: &Perimetre) -> BTreeSet<&'d str> {
    let membres = perimetre.membres.iter();
    membres
        .map(|m| d.referentiel.departement(m.unite).code.as_str())
        .collect()
}

/// Whether most of the communes of a territory are those of the perimeter: it is the same one, before or after a change.
fn est_le_perimetre(perimetre: &Perimetre, membres: &[Membre]) -> bool {
    let communs = membres
        .iter()
        .filter(|m| perimetre.contient(m.unite))
        .count();
    communs * 2 > membres.len()
}
