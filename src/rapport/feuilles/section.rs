//! The sheet of a section: the figures, their state and their bounds, then the same elsewhere.

use super::briques::{Feuille, colonne, nombre, tableau, texte};
use crate::model::{Comparateur, Indicateur, Niveau, SectionId, Statut};
use crate::rapport::comparables::{self, Redondants};
use crate::rapport::mots::Chiffre;
use crate::rapport::types::{Cellule, ColonneTableau};

/// A territory of comparison: level, code, name.
type Territoire<'a> = (Niveau, &'a str, &'a str);

/// The indicators of a section: the figure, its state and its bounds, then the same figure elsewhere.
pub(super) fn de_section(
    id: SectionId,
    titre: &str,
    indicateurs: &[&Indicateur],
    redondants: &Redondants,
) -> Feuille {
    let territoires = territoires(indicateurs, redondants);
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
    for (niveau, code, nom) in &territoires {
        let titre = match niveau {
            Niveau::France => (*nom).to_owned(),
            _ => format!("{nom} ({}\u{a0}{code})", niveau.en_mots()),
        };
        colonnes.extend([colonne(&titre), colonne(&format!("{titre}, état"))]);
    }
    let lignes = indicateurs.iter().map(|i| ligne(i, &territoires)).collect();
    Feuille {
        nom: id.as_str().to_owned(),
        decimales: indicateurs.iter().map(|i| Some(i.decimales)).collect(),
        tableau: tableau(id.as_str(), titre, colonnes, lignes),
    }
}

/// Territories of comparison that have something to say, in the order of the levels, then of the report.
fn territoires<'a>(indicateurs: &[&'a Indicateur], redondants: &Redondants) -> Vec<Territoire<'a>> {
    let mut sortie: Vec<Territoire<'a>> = Vec::new();
    for niveau in [Niveau::Departement, Niveau::Region, Niveau::France] {
        let tous = indicateurs.iter().flat_map(|i| &i.comparateurs);
        for c in tous.filter(|c| {
            c.niveau == niveau && comparables::utile(redondants, c) && comparables::dit(c)
        }) {
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
    for (niveau, code, _) in territoires {
        let mut siens = i.comparateurs.iter();
        let lui = siens.find(|c| c.niveau == *niveau && c.code == *code);
        cellules.extend(lui.map_or_else(|| [texte(""), texte("")], |c| ailleurs(i, c)));
    }
    cellules
}

/// The figure elsewhere, then its state, with its bounds when something is not known.
fn ailleurs(i: &Indicateur, c: &Comparateur) -> [Cellule; 2] {
    let chiffre = Chiffre::compare(i, c);
    let bornes = match c.valeur {
        Some(_) => chiffre.precision(),
        None => Some(chiffre.texte()).filter(|t| t != etat(c.statut)),
    };
    let dits = [Some(etat(c.statut).to_owned()), bornes];
    let dits: Vec<String> = dits.into_iter().flatten().collect();
    [nombre(c.valeur), texte(dits.join("\u{a0}; "))]
}

/// Word of a state.
pub(super) fn etat(statut: Statut) -> &'static str {
    match statut {
        Statut::Publie => "publié",
        Statut::Partiel => "partiel",
        Statut::NonPublie => "non publié",
        Statut::Absent => "absent",
        Statut::ParCommune => "par commune",
    }
}
