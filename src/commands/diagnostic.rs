//! `cpts diagnostic`: load → compute → rapport → render.

mod formats;
mod habillage;
mod rendus;
mod tous;

use anyhow::Result;

use super::date;
use super::pipeline::anonyme;
use super::pipeline::atelier::atelier;
use super::pipeline::chargement::{Charge, charger};
use super::pipeline::cible::liste_ou_perimetre;
use super::pipeline::esquisses;
use super::pipeline::export;
use super::pipeline::rapport;
use super::pipeline::regles::{Fichiers, nommes};
use super::sortie::{CodeSortie, echec, ecrire_fichiers_dans, ecrire_stdout, informer};
use crate::check;
use crate::cli::echec_si::EchecSi;
use crate::cli::{Format, OptionsDiagnostic};
use crate::model::DateCivile;
use crate::rapport::Rapport;
use crate::render;
use crate::texte_toml::plus_proche;
use formats::{
    Sortie, choix, choix_page, edition_utile, formats_de, sans_lieu, sections_presentes,
};
use habillage::{Habillage, mots};
use rendus::{Matiere, dessins, rendre_fichiers, rendre_stdout};

/// Runs `cpts diagnostic`.
///
/// # Errors
/// Wrong option, unusable perimeter or file, output that cannot be written; nothing is written before all is computed.
pub fn executer(options: &OptionsDiagnostic) -> Result<CodeSortie> {
    liste_ou_perimetre(
        (options.tous.as_deref(), options.perimetre.as_deref()),
        |liste| tous::executer(liste, options),
        |perimetre| un(perimetre, options),
    )
}

/// The report of one perimeter.
fn un(perimetre: &str, options: &OptionsDiagnostic) -> Result<CodeSortie> {
    let formats = formats_de(options)?;
    edition_utile(options, &formats)?;
    sans_lieu(options, &formats)?;
    let habillage = Habillage::lire(options)?;
    if let Some(nom) = &options.nom {
        mots("--nom", nom)?;
    }
    let fichiers_de_regles = regles(Fichiers::de(perimetre)?, options);
    let (regles, mut charge) = lire(perimetre, options, &fichiers_de_regles)?;
    let date = date::choisir(options.date.as_deref(), charge.date.as_deref())?;
    check::termine(&mut charge.dataset, date);
    esquisser(&mut charge, options)?;
    charge.dataset.sources.extend(fichiers_de_regles.sources()?);
    let rapport = rapporter(&mut charge, &regles, date, options)?;
    sujets_connus(&rapport, options)?;
    sections_presentes(&rapport, &regles, options, &formats)?;
    let communes = formats
        .iter()
        .any(|(_, s)| matches!(s, Sortie::Communes(_)))
        .then(|| export::table(&charge.dataset, &charge.perimetre, &regles.catalogue));
    let atelier = (options.format == Format::Atelier)
        .then(|| atelier(&charge, &regles, &rapport, options.autour_km))
        .transpose()?;
    let matiere = Matiere {
        atelier: atelier.as_ref(),
        rapport: &rapport,
        regles: &regles,
        choix: choix(options),
        choix_page: choix_page(options),
        habillage: &habillage,
        communes: communes.as_ref(),
    };
    let mut fichiers = rendre_fichiers(&matiere, &formats)?;
    let stdout = rendre_stdout(&matiere, options, &formats)?;
    if let Some(chemin) = &options.rejets {
        fichiers.push((chemin, render::rejets::rendre(&charge.dataset.rejets)));
    }
    let figures = match &options.figures {
        Some(dossier) => dessins(&matiere, dossier)?,
        None => Vec::new(),
    };
    let figures = figures.iter();
    fichiers.extend(figures.map(|(chemin, octets)| (chemin.as_path(), octets.clone())));
    let mut lus = charge.lus.clone();
    lus.extend(fichiers_de_regles.chemins());
    lus.extend(options.logo.clone());
    ecrire_fichiers_dans(options.figures.as_deref(), &fichiers, &lus)?;
    for (chemin, _) in &fichiers {
        if !options.communes.quiet {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&stdout)?;
    let code = code(&rapport, options);
    // The process ends here: giving back hundreds of megabytes piece by piece would only make it wait.
    std::mem::forget((charge, rapport, regles));
    Ok(code)
}

/// The report, without a name when it is asked so.
fn rapporter(
    charge: &mut Charge,
    regles: &rapport::Regles,
    date: Option<DateCivile>,
    options: &OptionsDiagnostic,
) -> Result<Rapport> {
    if !options.anonyme {
        return rapport::construire(charge, regles, date);
    }
    let masque = anonyme::masquer(charge, options.nom.as_deref());
    masque.lever(&rapport::construire(charge, regles, date)?)
}

/// The outlines of the program where no file draws any; what is at some distance may be far from the départements.
fn esquisser(charge: &mut Charge, options: &OptionsDiagnostic) -> Result<()> {
    let dataset = &mut charge.dataset;
    match options.autour_km {
        Some(_) => esquisses::toutes(dataset)?,
        None => esquisses::completer(dataset, std::slice::from_ref(&charge.perimetre))?,
    }
    Ok(())
}

/// The rules, and the data: at once when the rules are those of the program, which are never wrong.
fn lire(
    perimetre: &str,
    options: &OptionsDiagnostic,
    fichiers: &Fichiers,
) -> Result<(rapport::Regles, Charge)> {
    let charge = || charger(perimetre, &options.communes, options.nom.as_deref());
    // A wrong date is a usage error: said before any work.
    let dite = || date::choisir(options.date.as_deref(), None);
    if fichiers.est_vide() {
        dite()?;
        let (regles, charge) = rayon::join(|| rapport::Regles::lire(fichiers), charge);
        return Ok((regles?, charge?));
    }
    let regles = rapport::Regles::lire(fichiers)?;
    dite()?;
    Ok((regles, charge()?))
}

/// The rules of the project, then those of the options.
fn regles(mut fichiers: Fichiers, options: &OptionsDiagnostic) -> Fichiers {
    fichiers
        .descripteurs
        .extend(nommes(&options.communes.descripteur));
    fichiers.catalogue.extend(nommes(&options.catalogue));
    fichiers.bareme.extend(nommes(&options.bareme));
    fichiers.plan.extend(nommes(&options.plan));
    fichiers.plages.extend(nommes(&options.plages));
    fichiers.severites.extend(nommes(&options.severites));
    fichiers
        .vraisemblance
        .extend(nommes(&options.communes.vraisemblance));
    fichiers.passages.extend(nommes(&options.communes.passages));
    fichiers
        .fichiers_officiels
        .extend(nommes(&options.fichiers_officiels));
    // The local contract is read by `cpts financement` alone.
    fichiers.contrat.clear();
    // The words of the stages are read by `cpts zones-blanches` alone.
    fichiers.stades.clear();
    fichiers
}

/// A condition on an indicator that the report has not would never be met: it is mistyped.
fn sujets_connus(rapport: &Rapport, options: &OptionsDiagnostic) -> Result<()> {
    let ids = || rapport.indicateurs.iter().map(|i| i.id.as_str());
    sujets_parmi(ids, options)
}

/// The same, among the indicators that are known.
fn sujets_parmi<'i, I: Iterator<Item = &'i str>>(
    ids: impl Fn() -> I,
    options: &OptionsDiagnostic,
) -> Result<()> {
    let sujets = options.echec_si.iter().filter_map(EchecSi::sujet);
    for sujet in sujets {
        if !ids().any(|id| id == sujet) {
            let remede = match plus_proche(ids(), sujet) {
                Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
                None => "voir les indicateurs : cpts indicateurs".to_owned(),
            };
            return Err(echec(
                CodeSortie::Usage,
                format!(
                    "--echec-si : aucun indicateur « {sujet} » dans ce rapport\n  remède : {remede}"
                ),
            ));
        }
    }
    Ok(())
}

fn code(rapport: &Rapport, options: &OptionsDiagnostic) -> CodeSortie {
    let atteinte = |condition: &EchecSi| rapport.constats.iter().any(|c| condition.atteint(c));
    if options.echec_si.iter().any(atteinte) {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    }
}
