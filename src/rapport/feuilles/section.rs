//! The sheet of a section: the figures, their state and their bounds, then the same elsewhere.

use super::briques::{Feuille, colonne, nombre, tableau, texte};
use crate::model::{Comparateur, Indicateur, Niveau, SectionId, Statut};
use crate::rapport::types::{Cellule, ColonneTableau};
use crate::rapport::{comparables, mots};

/// A territory of comparison: level, code, name.
type Territoire<'a> = (Niveau, &'a str, &'a str);

/// The indicators of a section: the figure, its state and its bounds, then the same figure elsewhere.
pub(super) fn de_section(id: SectionId, titre: &str, indicateurs: &[&Indicateur]) -> Feuille {
    let territoires = territoires(indicateurs);
    let fixes = [
        "Identifiant",
        "Groupe",
        "Indicateur",
        "Unité",
        "Valeur",
        "État",
        "Minimum",
        "Maximum",
        "Intervalle 95 %, bas",
        "Intervalle 95 %, haut",
        "Petit effectif",
        "Année",
        "Population couverte (%)",
    ];
    let mut colonnes: Vec<ColonneTableau> = fixes.into_iter().map(colonne).collect();
    colonnes.extend(territoires.iter().map(|(niveau, code, nom)| match niveau {
        Niveau::France => colonne(nom),
        _ => colonne(&format!("{nom} ({}\u{a0}{code})", niveau.en_mots())),
    }));
    let lignes = indicateurs.iter().map(|i| ligne(i, &territoires)).collect();
    Feuille {
        nom: id.as_str().to_owned(),
        decimales: indicateurs.iter().map(|i| Some(i.decimales)).collect(),
        tableau: tableau(id.as_str(), titre, colonnes, lignes),
    }
}

/// Territories of comparison that have something to say, in the order of the levels, then of the report.
fn territoires<'a>(indicateurs: &[&'a Indicateur]) -> Vec<Territoire<'a>> {
    let mut sortie: Vec<Territoire<'a>> = Vec::new();
    for niveau in [Niveau::Departement, Niveau::Region, Niveau::France] {
        let tous = indicateurs.iter().flat_map(|i| &i.comparateurs);
        for c in tous.filter(|c| c.niveau == niveau && comparables::dit(c)) {
            let lui = (niveau, c.code.as_str(), c.nom.as_str());
            if !sortie
                .iter()
                .any(|(n, code, _)| (*n, *code) == (lui.0, lui.1))
            {
                sortie.push(lui);
            }
        }
    }
    sortie
}

fn ligne(i: &Indicateur, territoires: &[Territoire<'_>]) -> Vec<Cellule> {
    let bornes = i.bornes;
    let (bas, haut) = i
        .intervalle
        .map_or((None, None), |[b, h]| (Some(b), Some(h)));
    let couverture = (i.statut != Statut::Absent).then_some(i.couverture.population * 100.0);
    let mut cellules = vec![
        texte(i.id.as_str()),
        texte(i.groupe.as_str()),
        texte(i.libelle.as_str()),
        texte(i.unite.as_str()),
        nombre(i.valeur),
        texte(etat(i.statut)),
        nombre(bornes.and_then(|b| b.min)),
        nombre(bornes.and_then(|b| b.max)),
        nombre(bas),
        nombre(haut),
        nombre(i.petit_effectif),
        texte(i.millesime.clone().unwrap_or_default()),
        nombre(couverture),
    ];
    cellules.extend(territoires.iter().map(|(niveau, code, _)| {
        let mut siens = i.comparateurs.iter();
        let lui = siens.find(|c| c.niveau == *niveau && c.code == *code);
        lui.map_or_else(|| texte(""), ailleurs)
    }));
    cellules
}

/// The figure elsewhere, or in a word why it is not there.
fn ailleurs(c: &Comparateur) -> Cellule {
    match (c.valeur, c.petit_effectif) {
        (Some(x), _) => nombre(Some(x)),
        (None, Some(n)) => texte(format!("{} (petit effectif)", mots::ecrire_effectif(n))),
        (None, None) => texte(etat(c.statut)),
    }
}

fn etat(statut: Statut) -> &'static str {
    match statut {
        Statut::Publie => "publié",
        Statut::Partiel => "partiel",
        Statut::NonPublie => "non publié",
        Statut::Absent => "absent",
        Statut::ParCommune => "par commune",
    }
}
