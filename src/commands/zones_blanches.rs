//! `cpts zones-blanches`: what no CPTS of the list covers in a territory, in contiguous pockets.

mod liste;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::pipeline::chargement::{Charge, charger};
use super::pipeline::regles::{Fichiers, nommes};
use super::pipeline::{esquisses, rapport};
use super::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use super::terminal;
use crate::acces::{self, ReglesAudit, SeuilApl, auditer};
use crate::check::{self, MotsDesStades};
use crate::cli::FormatListe;
use crate::cli::zones_blanches::OptionsZonesBlanches;
use crate::commands::date;
use crate::financement::taille;
use crate::model::{AuditCouverture, Constat};
use crate::rapport::audit::carte;
use crate::rapport::audit::{construire, tableaux};
use crate::rapport::cartes::Croquis;
use crate::render::document::{self, Rendu};
use crate::render::{audit, tableau_csv};

/// Formats of a file.
#[derive(Clone, Copy)]
enum Genre {
    Json,
    Csv,
    Xlsx,
    Geojson,
    Document(&'static dyn Rendu),
}

/// Runs `cpts zones-blanches`.
///
/// # Errors
/// No list of CPTS in the data, unusable territory or file, output that cannot be written.
pub fn executer(options: &OptionsZonesBlanches) -> Result<CodeSortie> {
    let sorties = options.sortie.iter().map(|s| Ok((s.as_path(), genre(s)?)));
    let sorties = sorties.collect::<Result<Vec<_>>>()?;
    // A wrong date is a usage error: said before any work.
    if options.date.is_some() {
        date::choisir(options.date.as_deref(), None)?;
    }
    let mut fichiers = Fichiers::de(&options.territoire)?;
    fichiers.stades.extend(nommes(&options.stades));
    let regles = rapport::Regles::lire(&fichiers)?;
    let mut charge = charger(&options.territoire, &options.communes, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    let audit = calculer(&mut charge, (&regles, &fichiers.lire_stades()?), options)?;
    let dessinee = sorties.iter().any(|(_, g)| matches!(g, Genre::Document(_)));
    let carte = dessinee.then(|| dessiner(&charge, &audit)).flatten();
    let ecrits = sorties
        .into_iter()
        .map(|(chemin, genre)| {
            Ok((
                chemin,
                octets(genre, (&audit, carte.as_ref()), &charge, options)?,
            ))
        })
        .collect::<Result<Vec<_>>>()?;
    let mut lus = charge.lus.clone();
    lus.extend(fichiers.chemins());
    lus.extend(options.liste.clone());
    ecrire_fichiers(&ecrits, &lus)?;
    if !options.communes.quiet {
        for (chemin, _) in &ecrits {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&match options.format {
        FormatListe::Json => audit::json(&audit)?,
        FormatListe::Csv => csv(&audit, options),
        FormatListe::Terminal => crate::francais::inerte::lignes(&audit::terminal(
            &audit,
            options.detail,
            terminal::largeur(),
        )),
    })?;
    let conditions = &options.echec_si;
    let atteint = |c: &Constat| conditions.iter().any(|condition| condition.atteint(c));
    Ok(if audit.constats.iter().any(atteint) {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    })
}

/// The map of the CPTS and of what none covers.
fn dessiner(charge: &Charge, audit: &AuditCouverture) -> Option<Croquis> {
    let (dataset, perimetre) = (&charge.dataset, &charge.perimetre);
    let zones = acces::zones_blanches(dataset, perimetre);
    carte(dataset, perimetre, &zones, &audit.poches)
}

fn calculer(
    charge: &mut Charge,
    (regles, mots): (&rapport::Regles, &MotsDesStades),
    options: &OptionsZonesBlanches,
) -> Result<AuditCouverture> {
    let jour = date::choisir(options.date.as_deref(), charge.date.as_deref())?;
    let Charge {
        dataset, perimetre, ..
    } = charge;
    let lus = options
        .liste
        .as_deref()
        .map(|chemin| liste::remplacer(dataset, chemin));
    let lus = lus.transpose()?.unwrap_or_default();
    check::termine(dataset, jour);
    let liste = liste::selon_le_stade(dataset, perimetre, (mots, &options.etapes))?;
    let tranches = regles.bareme.tranches().last();
    let de_taille = |population: f64| tranches.and_then(|t| taille(t, population).certaine());
    let aide = ReglesAudit {
        catalogue: &regles.catalogue,
        seuil: &SeuilApl::du_catalogue(&regles.catalogue)?,
        taille: &de_taille,
    };
    let Some(mut audit) = auditer(dataset, perimetre, &aide) else {
        return Err(echec(
            CodeSortie::RienAFaire,
            "aucune liste commune → CPTS dans les données : rien ne dit quelles communes sont couvertes\n  attendu : un \
             fichier CSV ou XLSX avec une colonne de codes communes et une colonne de noms de CPTS\n  remède : demandez la \
             liste à l'ARS, déposez-la dans le dossier de données (--donnees DIR) et relancez",
        ));
    };
    audit.constats = lus.into_iter().chain(liste.constats).collect();
    audit.selon(liste.stades, liste.par_stade, &liste.etapes);
    Ok(audit)
}

fn octets(
    genre: Genre,
    (a, carte): (&AuditCouverture, Option<&Croquis>),
    charge: &Charge,
    options: &OptionsZonesBlanches,
) -> Result<Vec<u8>> {
    Ok(match genre {
        Genre::Json => audit::json(a)?.into_bytes(),
        Genre::Csv => csv(a, options).into_bytes(),
        Genre::Xlsx => audit::xlsx(a)?,
        Genre::Geojson => {
            let traces = charge.dataset.traces();
            let contours = a.poches.iter().flat_map(|p| &p.communes).filter_map(|c| {
                let id = charge.dataset.referentiel.par_code(c.code)?;
                Some((c.code, (*traces.get(&id)?.geometrie).clone()))
            });
            audit::geojson(a, &contours.collect::<BTreeMap<_, _>>())?.into_bytes()
        }
        Genre::Document(rendu) => {
            let pied = format!("{} · cpts {}", a.territoire, env!("CARGO_PKG_VERSION"));
            rendu.rendre(&construire(a, carte, &pied))?
        }
    })
}

fn csv(a: &AuditCouverture, options: &OptionsZonesBlanches) -> String {
    let tous = tableaux(a);
    let voulu = tous.iter().find(|t| t.id == options.tableau.id());
    voulu.map(tableau_csv::rendre).unwrap_or_default()
}

fn genre(chemin: &Path) -> Result<Genre> {
    let extension = chemin
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase());
    if let Some(rendu) = document::pour_chemin(chemin) {
        return Ok(Genre::Document(rendu));
    }
    match extension.as_deref() {
        Some("json") => Ok(Genre::Json),
        Some("csv") => Ok(Genre::Csv),
        Some("xlsx") => Ok(Genre::Xlsx),
        Some("geojson") => Ok(Genre::Geojson),
        _ => Err(echec(
            CodeSortie::Usage,
            format!(
                "{} : format inconnu\n  attendu : un nom en .json, .csv, .xlsx, .geojson, .{}",
                chemin.display(),
                document::extensions().join(" ou .")
            ),
        )),
    }
}
