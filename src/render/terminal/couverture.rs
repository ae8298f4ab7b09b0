//! Coverage by CPTS and scarcity of médecins: two titles, two notions.

use crate::francais::{denombre, enumerer};
use crate::model::{CommuneRef, GenrePerimetre, SousDensite, ZonesBlanches};
use crate::rapport::lieux_connus::{combien, sans_valeur};
use crate::rapport::mots::part_bornee;
use crate::render::nombre::{nombre, pourcent};

use super::page::{Page, Ton};

/// Most communes named in a sentence.
const NOMS_MAX: usize = 8;

/// What no CPTS covers.
pub(super) fn zones_blanches(page: &mut Page, zones: &ZonesBlanches, genre: GenrePerimetre) {
    page.titre("Zones blanches (couverture par une CPTS)");
    if !zones.liste_presente {
        page.puce(
            Ton::Normal,
            "donnée absente : sans liste des communes de chaque CPTS, rien ne peut être dit.",
        );
        return;
    }
    sans_cpts(page, zones);
    let deja = if genre.est_cpts() {
        "dans une autre CPTS"
    } else {
        "dans une CPTS"
    };
    for (communes, quoi) in [
        (&zones.communes_autre_cpts, deja),
        (&zones.communes_plusieurs_cpts, "dans plusieurs CPTS"),
        (
            &zones.communes_hors_champ,
            "hors du champ de la liste (inconnu)",
        ),
        (
            &zones.voisines_sans_cpts,
            if zones.voisines_sans_cpts.len() < 2 {
                "voisine sans CPTS"
            } else {
                "voisines sans CPTS"
            },
        ),
    ] {
        // The whole perimeter out of the scope of the list is one sentence, not a list of all its communes.
        let tout_hors_champ =
            std::ptr::eq(communes, &zones.communes_hors_champ) && zones.part_sans_cpts.is_none();
        if tout_hors_champ && !communes.is_empty() {
            page.puce(
                Ton::Normal,
                "couverture inconnue : aucune commune du périmètre n'est dans le champ de la liste",
            );
        } else if !communes.is_empty() {
            page.puce(Ton::Normal, &compte(communes, quoi, ""));
        }
    }
    if !zones.note.is_empty() {
        page.paragraphe(Ton::Discret, &zones.note);
    }
}

/// Communes that no CPTS covers; out of the scope of the list, « none » would be a figure that nobody knows.
fn sans_cpts(page: &mut Page, zones: &ZonesBlanches) {
    let bornee = part_bornee(zones).map(|p| format!("{p} de la population du périmètre"));
    let part = bornee.or_else(|| zones.part_sans_cpts.map(|p| pourcent(p, 1)));
    let part = part.map_or_else(String::new, |p| format!(" ({p})"));
    let suite = format!("{}{part}", habitants(zones.population_sans_cpts));
    let connues = &zones.communes_sans_cpts;
    let dit = match zones.bornes_sans_cpts {
        Some(_) if connues.is_empty() => {
            format!(
                "aucune commune connue sans CPTS, d'autres étant hors du champ de la liste{part}"
            )
        }
        Some(_) => format!("au moins {}", compte(connues, "sans CPTS", &suite)),
        None => compte(connues, "sans CPTS", &suite),
    };
    if !connues.is_empty() || zones.part_sans_cpts.is_some() {
        page.puce(Ton::Normal, &dit);
    }
}

/// Where médecins généralistes are scarce.
pub(super) fn sous_densite(page: &mut Page, densite: &SousDensite) {
    page.titre("Sous-densité (médecins généralistes)");
    match densite.millesime_apl {
        Some(annee) => {
            let quoi = format!(
                "sous {} consultations par habitant (APL {annee})",
                nombre(densite.seuil_apl, 1)
            );
            page.puce(
                Ton::Normal,
                &compte_connu(
                    &densite.communes_sous_seuil,
                    &quoi,
                    densite.population_sous_seuil,
                    densite.apl_inconnues,
                ),
            );
        }
        None => page.puce(Ton::Normal, "APL : donnée absente"),
    }
    if densite.zonage.is_empty() {
        page.puce(Ton::Normal, "zonage ZIP/ZAC : donnée absente");
    } else {
        let zones: Vec<String> = densite
            .zonage
            .iter()
            .map(|z| {
                let zone = if z.classe == "HORS" {
                    "hors zonage"
                } else {
                    z.classe.as_str()
                };
                let au_moins = z.bornes.map_or("", |_| "au moins ");
                format!("{zone} {au_moins}{} de la population", pourcent(z.part, 1))
            })
            .collect();
        page.puce(Ton::Normal, &format!("zonage : {}", zones.join(" ; ")));
        if let Some(note) = &densite.note_zonage {
            page.paragraphe(Ton::Discret, note);
        }
    }
    if medecins_connus(densite) {
        page.puce(
            Ton::Normal,
            &compte_connu(
                &densite.communes_sans_medecin,
                "sans médecin généraliste",
                densite.population_sans_medecin,
                densite.medecins_inconnus,
            ),
        );
    } else {
        page.puce(Ton::Normal, "communes sans médecin : donnée absente");
    }
}

/// Whether some file tells of the médecins of the perimeter.
fn medecins_connus(densite: &SousDensite) -> bool {
    densite.population_sans_medecin.is_some()
        || densite.medecins_inconnus > 0
        || !densite.communes_sans_medecin.is_empty()
}

fn habitants(population: Option<f64>) -> String {
    population.map_or_else(String::new, |p| {
        format!(", {}", crate::francais::compte(p, "habitant", "habitants"))
    })
}

/// « 2 communes sans médecin, 1 093 habitants : A, B », « au moins 2 communes sans médecin, 1 commune sans valeur connue : A, B ».
fn compte_connu(
    communes: &[CommuneRef],
    quoi: &str,
    population: Option<f64>,
    inconnues: usize,
) -> String {
    let suite = match sans_valeur(inconnues) {
        Some(dit) => format!(", {dit}"),
        None => habitants(population),
    };
    let nombre = combien(communes.len(), inconnues);
    format!("{nombre} {quoi}{suite}{}", liste(communes))
}

/// « : A, B ».
fn liste(communes: &[CommuneRef]) -> String {
    let noms: Vec<&str> = communes.iter().map(|c| c.nom.as_str()).collect();
    if noms.is_empty() {
        return String::new();
    }
    format!("\u{a0}: {}", enumerer(&noms, NOMS_MAX))
}

/// « 2 communes sans CPTS, 1 093 habitants : A, B ».
fn compte(communes: &[CommuneRef], quoi: &str, suite: &str) -> String {
    let nombre = denombre(communes.len(), "commune", "communes");
    format!("{nombre} {quoi}{suite}{}", liste(communes))
}
