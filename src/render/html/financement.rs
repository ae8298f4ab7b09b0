//! ACI: tier, margins, bands, amounts with their confidence, totals that hide no hole.

use minijinja::{Value, context};

use crate::francais::{date, euros};
use crate::model::{Financement, Montant, SeuilTaille, Total};
use crate::rapport::aci::{self, bande, confiance, marge, nom_genre};
use crate::rapport::mots::lien_sur;
use crate::rapport::{Rapport, entete};
use crate::render::nombre::nombre;

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

/// Numbers of the references cited; an unknown one keeps its identifier.
fn renvois(financement: &Financement, ids: &[String]) -> Vec<String> {
    let rang = |id: &String| financement.references.iter().position(|r| r.id == *id);
    ids.iter()
        .map(|id| rang(id).map_or_else(|| id.clone(), |rang| (rang + 1).to_string()))
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
    context! {
        libelle => &total.libelle,
        montant => aci::montant(total),
        complet => total.complet,
        confiance => confiance(total.confiance),
        manque => total.manque.join(" ; "),
    }
}
