//! `cpts comparer`: two perimeters, two data sets, two saved reports: what changed, and why.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::pipeline::chargement::charger;
use super::pipeline::regles::Fichiers;
use super::pipeline::{enregistre, esquisses, rapport};
use super::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use super::{date, terminal};
use crate::cli::OptionsCommunes;
use crate::cli::comparer::{Condition, FormatComparaison, OptionsComparer};
use crate::indicateurs::{calculer, incomparables};
use crate::load::source::texte_liste::{octets, texte_de};
use crate::model::{Dataset, DateCivile, Indicateur, Perimetre};
use crate::rapport::Rapport;
use crate::rapport::comparaison::{self, Comparaison, Foi, Lu};
use crate::render;
use crate::render::document::{self, Rendu};
use crate::render::json::sceau;
use crate::texte_toml::plus_proche;

/// A side of the comparison.
struct Cote {
    rapport: Rapport,
    /// The file that the report was read from.
    fichier: Option<String>,
    /// What the seal of that file says.
    foi: Foi,
    /// What it was computed from, when it was.
    donnees: Option<(Dataset, Perimetre)>,
    /// Files that were read: never to be overwritten.
    lus: Vec<PathBuf>,
}

impl Cote {
    fn lu(&self) -> Lu<'_> {
        Lu {
            rapport: &self.rapport,
            fichier: self.fichier.clone(),
            foi: self.foi,
        }
    }
}

/// Formats of a file.
#[derive(Clone, Copy)]
enum Genre {
    Json,
    Document(&'static dyn Rendu),
}

/// Runs `cpts comparer`.
///
/// # Errors
/// A report of another contract, cut or edited; an unusable perimeter or file; output that cannot be written.
pub fn executer(options: &OptionsComparer) -> Result<CodeSortie> {
    let sorties = options.sortie.iter().map(|s| Ok((s.as_path(), genre(s)?)));
    let sorties = sorties.collect::<Result<Vec<_>>>()?;
    let date = date::choisir(options.date.as_deref(), None)?;
    let regles = rapport::Regles::lire(&Fichiers::default())?;
    let mut seconde = options.communes.clone();
    if !options.donnees_apres.is_empty() {
        seconde.donnees.clone_from(&options.donnees_apres);
    }
    let avant = cote(&options.avant, &options.communes, (&regles, date))?;
    let apres = cote(&options.apres, &seconde, (&regles, date))?;
    let milieu = milieu(options, &avant, &apres, &regles)?;
    let refus = |a: &Indicateur, b: &Indicateur| incomparables::refus(&regles.catalogue, a, b);
    let comparaison = comparaison::comparer(&avant.lu(), &apres.lu(), &milieu, &refus);
    connues(&comparaison, options)?;
    let ecrits = sorties
        .into_iter()
        .map(|(chemin, genre)| {
            let octets = match genre {
                Genre::Json => render::comparaison::json(&comparaison)?.into_bytes(),
                Genre::Document(rendu) => rendu.rendre(&comparaison::document(&comparaison))?,
            };
            Ok((chemin, octets))
        })
        .collect::<Result<Vec<_>>>()?;
    ecrire_fichiers(&ecrits, &[avant.lus, apres.lus].concat())?;
    for (chemin, _) in ecrits.iter().filter(|_| !options.communes.quiet) {
        informer(&format!("écrit : {}", chemin.display()));
    }
    ecrire_stdout(&match options.format {
        FormatComparaison::Json => render::comparaison::json(&comparaison)?,
        FormatComparaison::Markdown => {
            document::markdown::ecrire(&comparaison::document(&comparaison))
        }
        FormatComparaison::Terminal => {
            render::comparaison::terminal(&comparaison, options.detail, terminal::largeur())
        }
    })?;
    let atteinte = options.echec_si.iter().any(|c| atteint(c, &comparaison));
    Ok(if atteinte {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    })
}

/// A saved report, or one that is made now.
fn cote(
    argument: &str,
    options: &OptionsCommunes,
    (regles, date): (&rapport::Regles, Option<DateCivile>),
) -> Result<Cote> {
    let chemin = Path::new(argument.trim());
    if chemin
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"))
        && chemin.is_file()
    {
        let nom = chemin.display().to_string();
        let texte = texte_de(&nom, &octets(chemin)?)?;
        let lu = enregistre::lire(&texte);
        let lu = lu.map_err(|e| echec(CodeSortie::Donnees, format!("{nom} : {e}")))?;
        if let Some(rapport) = lu {
            return Ok(Cote {
                rapport,
                fichier: Some(nom),
                foi: match sceau::verifie(&texte) {
                    sceau::Sceau::Intact => Foi::Entiere,
                    sceau::Sceau::Rompu => Foi::Modifie,
                    sceau::Sceau::Absent => Foi::SansSceau,
                },
                donnees: None,
                lus: vec![chemin.to_owned()],
            });
        }
    }
    let mut charge = charger(argument, options, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    Ok(Cote {
        rapport: rapport::construire(&charge, regles, date)?,
        fichier: None,
        foi: Foi::Entiere,
        lus: charge.lus,
        donnees: Some((charge.dataset, charge.perimetre)),
    })
}

/// The figures of the second perimeter in the files of the first one, when both changed; those of the second when the files
/// are the same.
fn milieu(
    options: &OptionsComparer,
    avant: &Cote,
    apres: &Cote,
    regles: &rapport::Regles,
) -> Result<Vec<Indicateur>> {
    let (Some((_, p)), Some((_, q))) = (&avant.donnees, &apres.donnees) else {
        return Ok(Vec::new());
    };
    if p.membres == q.membres {
        return Ok(Vec::new());
    }
    if options.donnees_apres.is_empty() {
        return Ok(apres.rapport.indicateurs.clone());
    }
    let charge = charger(&options.apres, &options.communes, None)?;
    Ok(calculer(
        &charge.dataset,
        &charge.perimetre,
        &regles.catalogue,
    ))
}

/// A condition on a figure that neither report has would never be met: it is mistyped.
fn connues(c: &Comparaison, options: &OptionsComparer) -> Result<()> {
    let ids = || c.indicateurs.iter().map(|i| i.id.as_str());
    for condition in &options.echec_si {
        let Condition::Ecart {
            indicateur: Some(voulu),
            ..
        } = condition
        else {
            continue;
        };
        if !ids().any(|id| id == voulu) {
            let remede = match plus_proche(ids(), voulu) {
                Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
                None => "voir les indicateurs : cpts indicateurs".to_owned(),
            };
            return Err(echec(
                CodeSortie::Usage,
                format!(
                    "--echec-si : aucun indicateur « {voulu} » dans ces rapports\n  remède : {remede}"
                ),
            ));
        }
    }
    Ok(())
}

fn atteint(condition: &Condition, c: &Comparaison) -> bool {
    match condition {
        Condition::Taille => c.avant.taille != c.apres.taille,
        Condition::Constat(condition) => c
            .constats_apparus
            .iter()
            .any(|constat| condition.atteint(constat)),
        Condition::Ecart { indicateur, seuil } => c
            .indicateurs
            .iter()
            .filter(|i| indicateur.as_ref().is_none_or(|id| *id == i.id))
            .filter_map(|i| {
                i.ecart_pourcent
                    .or(i.ecart.filter(|_| comparaison::en_points(&i.unite)))
            })
            .any(|x| x.abs() > *seuil),
    }
}

fn genre(chemin: &Path) -> Result<Genre> {
    let extension = chemin
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase());
    if let Some(rendu) = document::pour_chemin(chemin) {
        return Ok(Genre::Document(rendu));
    }
    if extension.as_deref() == Some("json") {
        return Ok(Genre::Json);
    }
    Err(echec(
        CodeSortie::Usage,
        format!(
            "{} : format inconnu\n  attendu : un nom en .json, .{}",
            chemin.display(),
            document::extensions().join(" ou .")
        ),
    ))
}
