//! The download itself, file by file: what is there already, what is received, what could not be.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::dossier;
use super::liste::demandee;
use crate::cli::donnees::OptionsTelecharger;
use crate::commands::date;
use crate::commands::sortie::{CodeSortie, echec, informer};
use crate::francais::{denombre, octets};
use crate::load::format::adresse::Adresse;
use crate::load::telecharge::echec::Echec;
use crate::load::telecharge::offres::{Offre, Voie};
use crate::load::telecharge::reception::{Consigne, Recu, recevoir};
use crate::load::telecharge::transport::Transport;
use crate::load::telecharge::verrou::{Entree, Etat, Verrou};
use crate::progress::Progression;

/// Wait after the first failure; a choice of the project.
const ATTENTE: Duration = Duration::from_millis(500);

/// What became of a file.
enum Sort {
    /// Received: its size, and the new address when it changed for good.
    Recu(u64, Option<String>),
    /// Already there, the very one of the lock.
    DejaLa,
}

/// Downloads the sources.
///
/// # Errors
/// A program built without the network, a wrong date, a lock that cannot be read, a folder that cannot be made.
pub fn executer(offres: &[Offre], options: &OptionsTelecharger) -> Result<CodeSortie> {
    let date = date::choisir(options.date.as_deref(), None)?.map(|d| d.to_string());
    let nommees = !options.sources.is_empty();
    let a_prendre: Vec<(&Offre, &Adresse)> = offres
        .iter()
        .flat_map(|o| o.adresses.iter().map(move |a| (o, a)))
        .filter(|(_, a)| nommees || a.sur_demande.is_none())
        .collect();
    let mut code = CodeSortie::RienAFaire;
    if !a_prendre.is_empty() {
        let reseau = reseau(Duration::from_secs(u64::from(options.delai)))?;
        let dossier = dossier(options);
        prepare(&dossier)?;
        code = tout(
            reseau.as_ref(),
            &a_prendre,
            &dossier,
            date.as_deref(),
            options,
        )?;
    }
    if !options.quiet || a_prendre.is_empty() {
        a_la_main(offres, nommees);
    }
    Ok(code)
}

#[cfg(feature = "telechargement")]
fn reseau(delai: Duration) -> Result<Box<dyn Transport>> {
    Ok(Box::new(crate::load::telecharge::client::Client::new(
        delai,
    )))
}

#[cfg(not(feature = "telechargement"))]
fn reseau(_: Duration) -> Result<Box<dyn Transport>> {
    Err(echec(
        CodeSortie::Usage,
        "ce programme a été compilé sans le téléchargement\n  \
         remède : cargo install --path . --features telechargement ; ou prenez les fichiers à la main aux adresses que donne --liste",
    ))
}

/// Makes the folder when it is missing.
fn prepare(dossier: &Path) -> Result<()> {
    let erreur = |probleme: String| {
        echec(
            CodeSortie::Ecriture,
            format!(
                "{} : {probleme}\n  remède : donnez par --donnees un dossier où vous pouvez écrire",
                dossier.display()
            ),
        )
    };
    if dossier.exists() && !dossier.is_dir() {
        return Err(erreur("ce n'est pas un dossier".to_owned()));
    }
    std::fs::create_dir_all(dossier).map_err(|e| erreur(Echec::disque(&e, false).to_string()))
}

fn tout(
    reseau: &dyn Transport,
    a_prendre: &[(&Offre, &Adresse)],
    dossier: &Path,
    date: Option<&str>,
    options: &OptionsTelecharger,
) -> Result<CodeSortie> {
    let (mut recus, mut la, mut manques) = (0, 0, 0);
    let mut code = CodeSortie::Succes;
    for (o, a) in a_prendre {
        match un(reseau, o, a, dossier, date, options)? {
            Ok(Sort::Recu(taille, demenage)) => {
                recus += 1;
                dire_recu(options, (o, a), taille, demenage);
            }
            Ok(Sort::DejaLa) => {
                la += 1;
                dire(options, &format!("déjà là : {}", a.fichier));
            }
            Err(e) => {
                manques += 1;
                code = CodeSortie::Donnees;
                dire_manque(options, (o, a), &e);
                // The next ones would fail as well.
                if let Echec::Disque(..) = e {
                    code = CodeSortie::Ecriture;
                    break;
                }
            }
        }
    }
    let bilan = [
        (recus, "téléchargé", "téléchargés"),
        (la, "déjà là", "déjà là"),
        (manques, "manque", "manquent"),
    ];
    let dits = bilan.iter().filter(|(n, ..)| *n > 0);
    let dits = dits.map(|(n, un, des)| denombre(*n, un, des));
    dire(options, &dits.collect::<Vec<_>>().join(", "));
    Ok(code)
}

fn dire_recu(
    options: &OptionsTelecharger,
    (o, a): (&Offre, &Adresse),
    taille: u64,
    demenage: Option<String>,
) {
    dire(
        options,
        &format!("téléchargé : {} ({})", a.fichier, octets(taille)),
    );
    if let Some(nouvelle) = demenage {
        let nouvelle: String = nouvelle.chars().take(300).collect();
        let dit = format!(
            "  l'adresse de {} a changé pour de bon : {nouvelle}",
            o.source
        );
        dire(options, &dit);
    }
}

/// A file that is not there is told even to who asked for silence.
fn dire_manque(options: &OptionsTelecharger, (o, a): (&Offre, &Adresse), e: &Echec) {
    informer(&format!(
        "{} : {e}\n  adresse : {}\n  remède : {}",
        a.fichier,
        demandee(a, options),
        e.remede(o.page.as_deref())
    ));
}

fn dire(options: &OptionsTelecharger, texte: &str) {
    if !options.quiet {
        informer(texte);
    }
}

/// One file; the outer error is that of the lock, which stops everything.
fn un(
    reseau: &dyn Transport,
    o: &Offre,
    a: &Adresse,
    dossier: &Path,
    date: Option<&str>,
    options: &OptionsTelecharger,
) -> Result<Result<Sort, Echec>> {
    let verrou = Verrou::lire(dossier)?.unwrap_or_default();
    // An entry of another address is that of another edition: nothing is expected of the new one.
    let inscrite = verrou.entree(&a.fichier);
    let meme = inscrite.filter(|e| e.url == a.url && !options.actualiser);
    match inscrite.map(|e| e.etat(dossier)) {
        Some(Etat::Conforme) if meme.is_some() => return Ok(Ok(Sort::DejaLa)),
        Some(Etat::Taille(_) | Etat::Contenu(_) | Etat::Illisible(_)) if !options.actualiser => {
            return Ok(Err(Echec::Modifie));
        }
        None if dossier.join(&a.fichier).exists() => return Ok(Err(Echec::Etranger)),
        _ => {}
    }
    let url = demandee(a, options);
    let consigne = Consigne {
        dossier,
        fichier: &a.fichier,
        url: &url,
        max_mo: a.taille_max_mo,
        attendue: meme.map(|e| e.sha256.as_str()),
        essais: options.essais,
        attente: ATTENTE,
    };
    let barre = Progression::new(options.quiet);
    let recu = recevoir(reseau, &consigne, &|recus, total| {
        barre.octets(&a.fichier, recus, total)
    });
    barre.fin();
    let Recu {
        partie,
        sha256,
        demenage,
    } = match recu {
        Ok(recu) => recu,
        Err(e) => return Ok(Err(e)),
    };
    let taille = partie.taille();
    // The lock first: a run killed here downloads again, and finds the same file. Read again: another run may have written.
    let mut verrou = Verrou::lire(dossier)?.unwrap_or_default();
    verrou.inscrit(Entree {
        nom: a.fichier.clone(),
        source: o.source.clone(),
        url: a.url.clone(),
        taille,
        sha256,
        date: date.map(str::to_owned),
    });
    if let Err(e) = verrou.ecrire(dossier) {
        return Ok(Err(Echec::disque(&e, true)));
    }
    Ok(partie.pose().map(|()| Sort::Recu(taille, demenage)))
}

/// What is left to fetch by hand.
fn a_la_main(offres: &[Offre], nommees: bool) {
    let garde = |o: &&Offre| match o.voie() {
        Voie::Directe => false,
        Voie::ALaMain => true,
        Voie::AutreForme => nommees,
    };
    let restent: Vec<&Offre> = offres.iter().filter(garde).collect();
    if !restent.is_empty() {
        informer("à prendre à la main, puis à déposer dans le dossier sous n'importe quel nom :");
    }
    for o in restent {
        let page = o.page.as_deref();
        let page = page.map_or_else(String::new, |p| format!("\n    {p}"));
        let dit = o.dit_motif();
        informer(&format!("  {} ({}) : {dit}{page}", o.libelle, o.producteur));
    }
    let demandees: Vec<&str> = offres
        .iter()
        .filter(|o| !o.adresses.is_empty() && !o.d_office())
        .map(|o| o.source.as_str())
        .collect();
    if !nommees && !demandees.is_empty() {
        informer(&format!(
            "seulement si vous les nommez (pourquoi : --liste) : {}",
            demandees.join(", ")
        ));
    }
}
