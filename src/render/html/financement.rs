//! ACI: tier, margins, bands, amounts with their confidence, totals that hide no hole.

use minijinja::{Value, context};

use crate::model::{Confiance, Financement, Marge, Montant, SeuilTaille, Total};
use crate::rapport::Rapport;
use crate::render::nombre::{euros, nombre, signe};

use super::entete;
use crate::francais::date;

/// Said where no source gives an amount.
const NON_ETABLI: &str = "montant non établi";

/// Tier and amounts.
pub(super) fn vue(rapport: &Rapport) -> Value {
    let financement = &rapport.financement;
    let population = &rapport.population;
    context! {
        version => &financement.version,
        taille => entete::taille(financement),
        est_cpts => rapport.perimetre.genre.est_cpts(),
        motif => &financement.motif,
        population => nombre(population.valeur, 0),
        genre => entete::genre(population).to_lowercase(),
        millesime => population.millesime.map(|a| a.to_string()),
        marges => financement.marges.iter().map(marge).collect::<Vec<_>>(),
        seuils => financement.seuils.iter().map(|s| seuil(financement, s)).collect::<Vec<_>>(),
        groupes => groupes(financement),
        totaux => financement.totaux.iter().map(total).collect::<Vec<_>>(),
        notes => &financement.notes,
        references => financement.references.iter().zip(1..).map(|(r, n)| context! {
            numero => n,
            titre => &r.titre,
            date => date(&r.date),
            adresse => &r.adresse,
            lien => lien_sur(&r.adresse),
        }).collect::<Vec<Value>>(),
    }
}

/// Whether an address may become a link.
pub(super) fn lien_sur(adresse: &str) -> bool {
    adresse.starts_with("https://") || adresse.starts_with("http://")
}

/// Word of a confidence.
fn confiance(confiance: Confiance) -> &'static str {
    match confiance {
        Confiance::Officiel => "officiel",
        Confiance::Recoupe => "recoupé",
        Confiance::SourceUnique => "source unique",
        Confiance::Deduit => "déduit",
        Confiance::NonEtabli => "non établi",
    }
}

/// « Il manque 32 724 habitants (+69,2 %) … ».
fn marge(marge: &Marge) -> String {
    let (seuil, pourcent) = (nombre(marge.seuil, 0), signe(marge.pourcent, 1));
    let habitants = nombre(marge.habitants.abs(), 0);
    let taille = marge.vers_taille;
    if marge.habitants >= 0.0 {
        format!(
            "Il faudrait {habitants}\u{A0}habitants de plus ({pourcent}\u{A0}%) pour atteindre le seuil de {seuil} et passer en taille {taille}."
        )
    } else {
        format!(
            "Il faudrait {habitants}\u{A0}habitants de moins ({pourcent}\u{A0}%) pour revenir au seuil de {seuil} et passer en taille {taille}."
        )
    }
}

/// A band of the agreement.
fn seuil(financement: &Financement, seuil: &SeuilTaille) -> Value {
    context! {
        taille => seuil.taille,
        bande => bande(seuil),
        courante => financement.taille == Some(seuil.taille),
        confiance => confiance(seuil.confiance),
        references => renvois(financement, &seuil.references),
    }
}

/// « de 40 000 (inclus) à 80 000 (borne non tranchée) habitants ».
fn bande(seuil: &SeuilTaille) -> String {
    let cote = |inclus: Option<bool>| match inclus {
        Some(true) => "inclus",
        Some(false) => "exclu",
        None => "borne non tranchée par les sources",
    };
    let borne = |valeur: f64, inclus| format!("{} ({})", nombre(valeur, 0), cote(inclus));
    match (seuil.min, seuil.max) {
        (None, Some(max)) if seuil.max_inclus == Some(false) => {
            format!("moins de {}\u{A0}habitants", nombre(max, 0))
        }
        (Some(min), None) if seuil.min_inclus == Some(false) => {
            format!("plus de {}\u{A0}habitants", nombre(min, 0))
        }
        (None, Some(max)) => format!("jusqu’à {}\u{A0}habitants", borne(max, seuil.max_inclus)),
        (Some(min), Some(max)) => format!(
            "de {} à {}\u{A0}habitants",
            borne(min, seuil.min_inclus),
            borne(max, seuil.max_inclus)
        ),
        (Some(min), None) => format!(
            "à partir de {}\u{A0}habitants",
            borne(min, seuil.min_inclus)
        ),
        (None, None) => "sans borne".to_owned(),
    }
}

/// Numbers of the references cited; an unknown one keeps its identifier.
fn renvois(financement: &Financement, ids: &[String]) -> Vec<Value> {
    ids.iter()
        .map(|id| {
            let rang = financement.references.iter().position(|r| r.id == *id);
            let numero = rang.map_or_else(|| id.clone(), |rang| (rang + 1).to_string());
            context! { numero, lien => rang.is_some() }
        })
        .collect()
}

/// Amounts by kind, in the order of the agreement.
fn groupes(financement: &Financement) -> Vec<Value> {
    let mut groupes: Vec<(&str, Vec<Value>)> = Vec::new();
    for montant in &financement.montants {
        let ligne = ligne(financement, montant);
        match groupes
            .iter_mut()
            .find(|(genre, _)| *genre == montant.genre)
        {
            Some((_, lignes)) => lignes.push(ligne),
            None => groupes.push((&montant.genre, vec![ligne])),
        }
    }
    groupes
        .into_iter()
        .map(|(genre, lignes)| context! { nom => nom_genre(genre), lignes })
        .collect()
}

fn nom_genre(genre: &str) -> &str {
    match genre {
        "fonctionnement" => "Fonctionnement",
        "mission_socle" => "Missions socles",
        "mission_complementaire" => "Missions complémentaires",
        "plafond" => "Plafond",
        autre => autre,
    }
}

/// An amount: a ceiling has no parts.
fn ligne(financement: &Financement, montant: &Montant) -> Value {
    let ecrit = |valeur: Option<f64>| valeur.map_or_else(|| NON_ETABLI.to_owned(), euros);
    let plafond = montant.genre == "plafond";
    let parts = |valeur| {
        if plafond {
            "sans objet".to_owned()
        } else {
            ecrit(valeur)
        }
    };
    context! {
        libelle => &montant.libelle,
        fixe => parts(montant.fixe),
        variable => parts(montant.variable_max),
        crise => montant.variable_crise.map(euros),
        total => ecrit(if plafond { montant.total.or(montant.fixe) } else { montant.total }),
        confiance => confiance(montant.confiance),
        effet => montant.effet.map(|d| date(&d.to_string())),
        references => renvois(financement, &montant.references),
        note => &montant.note,
    }
}

/// A sum, with what it does not hold.
fn total(total: &Total) -> Value {
    let montant = match total.max {
        Some(max) if (max - total.min).abs() < 0.5 => euros(max),
        Some(max) => format!(
            "de {} (parts fixes établies seules) à {} (parts variables au plus)",
            euros(total.min),
            euros(max)
        ),
        None => format!(
            "au moins {} ; le plus haut n’est pas établi",
            euros(total.min)
        ),
    };
    context! {
        libelle => &total.libelle,
        montant,
        complet => total.complet,
        confiance => confiance(total.confiance),
        manque => total.manque.join(" ; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn an_unsettled_bound_is_said() {
        let financement = essai::rapport().financement;
        let bandes: Vec<String> = financement.seuils.iter().map(bande).collect();
        assert_eq!(bandes[0], "moins de 40\u{202F}000\u{A0}habitants");
        assert!(bandes[1].contains("80\u{202F}000 (borne non tranchée par les sources)"));
        assert_eq!(
            bandes[3],
            "à partir de 175\u{202F}000 (inclus)\u{A0}habitants"
        );
    }

    #[test]
    fn margins_say_the_direction() {
        let marges: Vec<String> = essai::rapport()
            .financement
            .marges
            .iter()
            .map(marge)
            .collect();
        assert!(marges[0].contains("7\u{202F}276\u{A0}habitants de moins (\u{2212}15,4\u{A0}%)"));
        assert!(marges[1].contains("32\u{202F}724\u{A0}habitants de plus (+69,2\u{A0}%)"));
    }
}
