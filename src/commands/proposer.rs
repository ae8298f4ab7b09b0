//! `cpts proposer`: perimeters in one piece for what no CPTS covers, or for a whole territory.

mod sorties;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::pipeline::chargement::{Charge, charger};
use super::pipeline::regles::{self, Fichiers};
use super::pipeline::{esquisses, rapport};
use super::sortie::{CodeSortie, echec, ecrire_stdout, informer};
use super::terminal;
use crate::baremes::Tranches;
use crate::cli::FormatListe;
use crate::cli::proposer::{CptsExistantes, OptionsProposer};
use crate::decoupage::{self, Demande, Depart, Objectif, Refus, Regles, Suivi, TempsMax};
use crate::financement::taille;
use crate::francais::denombre;
use crate::load::perimetre::{fichier, temps};
use crate::model::{CodeCommune, Dataset, Decoupage, UniteId};
use crate::progress::Progression;
use crate::render::proposition;

/// Runs `cpts proposer`.
///
/// # Errors
/// Nothing to place, constraints that nothing satisfies, unusable territory or file, output that cannot be written.
pub fn executer(options: &OptionsProposer) -> Result<CodeSortie> {
    let genres = sorties::genres(options)?;
    let fichiers = Fichiers::de(&options.territoire)?;
    let regles = rapport::Regles::lire(&fichiers)?;
    let objectif = objectif(options)?;
    let mut charge = charger(&options.territoire, &options.communes, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    let tranches = regles.bareme.tranches().last();
    let demande = demande(options, &charge.dataset, &objectif, tranches)?;
    let decoupage = chercher(options, &charge, (&demande, &objectif), tranches)?;
    let mut lus = charge.lus.clone();
    lus.extend(fichiers.chemins());
    lus.extend(options.regles.clone());
    lus.extend(options.temps.clone());
    let ecrits = sorties::ecrire(options, &genres, (&decoupage, &charge.dataset), &lus)?;
    if !options.communes.quiet {
        ecrits
            .iter()
            .for_each(|ecrit| informer(&format!("écrit : {ecrit}")));
    }
    ecrire_stdout(&match options.format {
        FormatListe::Json => proposition::json(&decoupage)?,
        FormatListe::Csv => sorties::csv(&decoupage, options),
        FormatListe::Terminal => crate::francais::inerte::lignes(&proposition::terminal(
            &decoupage,
            options.detail,
            terminal::largeur(),
        )),
    })?;
    Ok(CodeSortie::Succes)
}

/// The weights of the program or of the user, the wanted profile first.
fn objectif(options: &OptionsProposer) -> Result<Objectif> {
    let sien = options.regles.as_deref();
    let sien = sien
        .map(|chemin| Ok::<_, anyhow::Error>((regles::lire(chemin)?, chemin.to_string_lossy())))
        .transpose()?;
    let mut objectif = Objectif::lire(
        sien.as_ref()
            .map(|(texte, nom)| (texte.as_str(), nom.as_ref())),
    )?;
    if let Some(id) = &options.profil
        && !objectif.preferer(id)
    {
        let connus: Vec<&str> = objectif.profils.iter().map(|p| p.id.as_str()).collect();
        let message = format!(
            "--profil {id} : profil inconnu\n  attendu : {}",
            connus.join(", ")
        );
        return Err(echec(CodeSortie::Usage, message));
    }
    Ok(objectif)
}

/// The constraints; the bounds that are not given are those of the tiers that the objective names.
fn demande(
    options: &OptionsProposer,
    d: &Dataset,
    objectif: &Objectif,
    tranches: Option<&Tranches>,
) -> Result<Demande> {
    let bande = |taille: u8| tranches.and_then(|t| t.bandes.iter().find(|b| b.taille == taille));
    let (bas, haut) = objectif.tailles;
    let manque = |option: &str| {
        let message =
            format!("le barème ne donne pas la borne des groupes\n  remède : donnez {option}");
        echec(CodeSortie::Usage, message)
    };
    let min = options
        .population_min
        .or_else(|| bande(bas)?.min)
        .ok_or_else(|| manque("--population-min"))?;
    let max = options
        .population_max
        .or_else(|| bande(haut)?.max)
        .ok_or_else(|| manque("--population-max"))?;
    Ok(Demande {
        depart: match (options.depuis_zero, options.cpts) {
            (true, _) => Depart::Zero,
            (false, CptsExistantes::Etendues) => Depart::Poches,
            (false, CptsExistantes::Intactes) => Depart::PochesSeules,
        },
        min,
        max,
        groupes: options.groupes.map(usize::from),
        km_max: options.km_max,
        temps: temps(options, d)?,
        ensemble: communes(d, "--ensemble", &options.ensemble)?,
        separer: communes(d, "--separer", &options.separer)?,
        villes_entieres: options.villes_entieres,
        propositions: usize::from(options.propositions),
        graine: options.graine,
    })
}

/// The longest travel, and the times of the file.
fn temps(options: &OptionsProposer, d: &Dataset) -> Result<Option<TempsMax>> {
    let Some((chemin, minutes)) = options.temps.as_deref().zip(options.minutes_max) else {
        return Ok(None);
    };
    let lus = temps::lire(&fichier::lire(chemin)?, &d.referentiel)?;
    if !lus.illisibles.is_empty() {
        informer(&format!(
            "{} : {} sans deux codes de communes et un nombre de minutes, non lues (la première : {})",
            lus.fichier,
            denombre(lus.illisibles.len(), "ligne", "lignes"),
            lus.illisibles.first().copied().unwrap_or_default()
        ));
    }
    Ok(Some(TempsMax {
        minutes,
        fichier: lus.fichier,
        connus: lus.minutes,
    }))
}

/// Communes that an option names, at least two each time.
fn communes(d: &Dataset, option: &str, textes: &[String]) -> Result<Vec<Vec<UniteId>>> {
    let mut groupes = Vec::new();
    for texte in textes {
        let mut unites = BTreeSet::new();
        for code in texte
            .split([',', '+', ' '])
            .map(str::trim)
            .filter(|c| !c.is_empty())
        {
            let unite = CodeCommune::parse(code)
                .ok()
                .and_then(|code| d.referentiel.par_code(code));
            let Some(unite) = unite else {
                let message = format!(
                    "{option} {texte} : « {code} » n'est pas une commune du {}\n  attendu : des codes de communes séparés par des virgules",
                    d.referentiel.nom
                );
                return Err(echec(CodeSortie::Usage, message));
            };
            unites.insert(unite);
        }
        if unites.len() < 2 {
            let message = format!(
                "{option} {texte} : il faut au moins deux communes\n  attendu : {option} 84007,84031"
            );
            return Err(echec(CodeSortie::Usage, message));
        }
        groupes.push(unites.into_iter().collect());
    }
    Ok(groupes)
}

/// The search, with its progress and its clock.
fn chercher(
    options: &OptionsProposer,
    charge: &Charge,
    (demande, objectif): (&Demande, &Objectif),
    tranches: Option<&Tranches>,
) -> Result<Decoupage> {
    let debut = Instant::now();
    let delai = options.delai.map(Duration::from_secs_f64);
    let arret = || delai.is_some_and(|d| debut.elapsed() >= d);
    let progression = Progression::new(options.communes.quiet);
    progression.recherches(objectif.reprises * objectif.profils.len().min(demande.propositions));
    let avance = || progression.avance();
    let de_taille = |population: f64| tranches.and_then(|t| taille(t, population).certaine());
    let regles = Regles {
        objectif,
        taille: &de_taille,
        suivi: Suivi {
            arret: &arret,
            avance: &avance,
        },
    };
    let trouve = decoupage::proposer(&charge.dataset, &charge.perimetre, demande, &regles);
    progression.fin();
    trouve.map_err(|refus| {
        let code = match refus {
            Refus::BornesCroisees { .. } | Refus::HorsTerritoire { .. } => CodeSortie::Usage,
            _ => CodeSortie::RienAFaire,
        };
        echec(code, format!("{refus}\n  remède : {}", refus.remede()))
    })
}
