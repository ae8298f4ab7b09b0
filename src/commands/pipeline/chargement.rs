//! From the arguments to what computation works on: référentiel, data folder, perimeter.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::regles::{Fichiers, nommes};
use crate::base;
use crate::cli::OptionsCommunes;
use crate::commands::sortie::{CodeSortie, echec, informer};
use crate::francais::espacer;
use crate::load::perimetre::demande::{self, Demande};
use crate::load::perimetre::{liste, polygones};
use crate::load::projet::cpts_toml::{self, Projet, SectionReferentiel};
use crate::load::projet::referentiel;
use crate::load::{self, Options, empreinte};
use crate::model::lecture::lieux;
use crate::model::{
    Constat, Dataset, Emplacement, ErreurDonnees, GenrePerimetre, Perimetre, Referentiel, Source,
    UniteId,
};
use crate::perimetre::{self, ErreurPerimetre, Expression, Operande, Signe, Terme};
use crate::progress::Progression;

const SANS_DOSSIER: &str = "aucun dossier de données (--donnees DIR, $CPTS_DONNEES ou ./donnees) : seule la base embarquée répond";

/// All that was loaded.
pub struct Charge {
    /// Files that were read, which no output may replace.
    pub lus: Vec<PathBuf>,
    /// What was read.
    pub dataset: Dataset,
    /// The territory.
    pub perimetre: Perimetre,
    /// Date given by the project.
    pub date: Option<String>,
}

/// Loads the data folder and resolves the perimeter.
///
/// # Errors
/// Argument that is neither a file nor an expression, unusable file, unknown code, empty perimeter.
pub fn charger(argument: &str, options: &OptionsCommunes, nom: Option<&str>) -> Result<Charge> {
    let mut dossier = PathBuf::new();
    let mut demande = demande::lire_demande(argument, &dossier).map_err(en_echec)?;
    let mut projet = None;
    if let Demande::Projet(chemin) = &demande {
        let lu = cpts_toml::lire_projet(chemin)?;
        dossier.clone_from(&lu.dossier);
        let voulue = demande::lire_demande(&lu.cpts.perimetre, &dossier);
        demande = voulue.map_err(|e| en_echec(dans_le_projet(e, chemin)))?;
        projet = Some(lu);
    }
    let dataset = dataset(options, projet.as_ref())?;
    let lus = lus(argument, options, projet.as_ref(), &demande, &dataset);
    let mut perimetre = resoudre(demande, &dossier, &dataset)?;
    let nom_du_projet = projet.as_ref().and_then(|p| p.cpts.nom.clone());
    // A project file is a CPTS project, whatever its perimeter is made of.
    if projet.is_some() && perimetre.genre != GenrePerimetre::Cpts {
        perimetre.genre = GenrePerimetre::Projet;
    }
    if let Some(nom) = nom.map(str::to_owned).or(nom_du_projet) {
        perimetre.nom = nom;
    }
    Ok(Charge {
        lus,
        dataset,
        perimetre,
        date: projet.and_then(|p| p.cpts.date),
    })
}

/// Several perimeters over the same data.
pub struct Lot {
    /// What was read.
    pub dataset: Dataset,
    /// Territories, in the order asked, then the CPTS by name.
    pub perimetres: Vec<Perimetre>,
    /// Date given by the project.
    pub date: Option<String>,
    /// Files that were read: never to be overwritten.
    pub lus: Vec<PathBuf>,
}

/// Loads the data folder once and resolves several perimeters; `territoire` adds the CPTS that touch it (all when empty).
///
/// # Errors
/// As [`charger`]; a project beside another perimeter, since its data are its own; no CPTS list.
pub fn charger_lot(
    arguments: &[String],
    territoire: Option<&str>,
    options: &OptionsCommunes,
) -> Result<Lot> {
    if let ([seul], None) = (arguments, territoire) {
        let charge = charger(seul, options, None)?;
        return Ok(Lot {
            dataset: charge.dataset,
            perimetres: vec![charge.perimetre],
            date: charge.date,
            lus: charge.lus,
        });
    }
    let dossier = PathBuf::new();
    let mut demandes = Vec::new();
    for (rang, argument) in arguments.iter().enumerate() {
        if arguments
            .iter()
            .take(rang)
            .any(|deja| deja.trim() == argument.trim())
        {
            let message = format!(
                "{argument} : périmètre donné deux fois, ses habitants compteraient double dans les totaux\n  \
                 remède : retirez l'un des deux"
            );
            return Err(echec(CodeSortie::Usage, message));
        }
        let demande = demande::lire_demande(argument, &dossier).map_err(en_echec)?;
        if matches!(demande, Demande::Projet(_)) {
            let message = format!("{argument} : un projet ne va pas avec d'autres périmètres");
            return Err(echec(CodeSortie::Usage, message));
        }
        demandes.push(demande);
    }
    let nommes: Vec<PathBuf> = demandes
        .iter()
        .flat_map(|d| fichiers_de(d, &dossier))
        .collect();
    let dataset = dataset(options, None)?;
    let mut perimetres = Vec::new();
    for demande in demandes {
        perimetres.push(resoudre(demande, &dossier, &dataset)?);
    }
    if let Some(territoire) = territoire {
        perimetres.extend(toutes_les_cpts(territoire, &dossier, &dataset)?);
    }
    let mut lus: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    lus.extend(nommes);
    lus.extend(sources(options, None, &dataset));
    Ok(Lot {
        dataset,
        perimetres,
        date: None,
        lus,
    })
}

/// CPTS of the list, by name; only those with a commune (or an arrondissement of a city) in the territory.
fn toutes_les_cpts(territoire: &str, dossier: &Path, dataset: &Dataset) -> Result<Vec<Perimetre>> {
    let dedans = match territoire {
        "" => None,
        texte => {
            let demande = demande::lire_demande(texte, dossier).map_err(en_echec)?;
            Some(resoudre(demande, dossier, dataset)?)
        }
    };
    let referentiel = &dataset.referentiel;
    let garde = |id: UniteId| {
        dedans.as_ref().is_none_or(|p| {
            let ville = referentiel.unite(id).parent;
            let mut lieux = lieux(referentiel, id).chain(ville);
            lieux.any(|id| p.contient(id))
        })
    };
    if dataset.cpts.is_empty() {
        return Err(echec(
            CodeSortie::Donnees,
            "aucune liste commune → CPTS dans le dossier de données\n  remède : demandez la liste à l'ARS, déposez le fichier dans le dossier de données (--donnees DIR) et relancez",
        ));
    }
    let noms: BTreeSet<&str> = dataset
        .cpts
        .iter()
        .filter(|a| garde(a.unite))
        .map(|a| a.cpts.as_str())
        .collect();
    if noms.is_empty() {
        let message = format!("aucune CPTS de la liste ne touche {territoire}");
        return Err(echec(CodeSortie::RienAFaire, message));
    }
    let resolue = |nom: &str| {
        let expression = Expression {
            texte: format!("cpts:\"{nom}\""),
            termes: vec![Terme {
                signe: Signe::Plus,
                operande: Operande::Cpts(nom.to_owned()),
            }],
        };
        perimetre::resoudre(&expression, referentiel, Some(dataset)).map_err(en_echec)
    };
    noms.into_iter().map(resolue).collect()
}

/// Files of the perimeter, of the project and of the data folder that the run has read.
fn lus(
    argument: &str,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
    demande: &Demande,
    dataset: &Dataset,
) -> Vec<PathBuf> {
    let base = projet.map(|p| p.dossier.clone()).unwrap_or_default();
    let mut lus = vec![PathBuf::from(argument)];
    lus.extend(fichiers_de(demande, &base));
    lus.extend(sources(options, projet, dataset));
    lus
}

/// Files that a perimeter names.
fn fichiers_de(demande: &Demande, base: &Path) -> Vec<PathBuf> {
    match demande {
        Demande::Liste(f) | Demande::Carte(f) => vec![f.chemin.clone()],
        Demande::Projet(chemin) => vec![chemin.clone()],
        Demande::Expression(expression) => {
            let operandes = expression.termes.iter().map(|t| &t.operande);
            let nommes = operandes.filter_map(|o| match o {
                Operande::Fichier(nom) => Some(base.join(nom)),
                _ => None,
            });
            nommes.collect()
        }
    }
}

/// Files of the data folder that were recognised; a report written there by an earlier run is not one of them.
fn sources(options: &OptionsCommunes, projet: Option<&Projet>, dataset: &Dataset) -> Vec<PathBuf> {
    let referentiel = projet.and_then(|p| Some(p.chemin(&p.referentiel.as_ref()?.fichier)));
    let dossier = dossier(options, projet).unwrap_or_default();
    let noms = dataset.non_utilises.iter().chain(&dataset.illisibles);
    let noms = noms.map(|n| &n.fichier);
    let noms = dataset.sources.iter().map(|s| &s.fichier).chain(noms);
    let mut sources: Vec<PathBuf> = noms.map(|nom| dossier.join(nom)).collect();
    sources.extend(referentiel);
    sources.extend(descripteurs(options, projet).chemins());
    sources
}

/// Loads the data folder alone; gives the files that were read too.
///
/// # Errors
/// Unusable project, folder or recognised file.
pub fn charger_donnees(
    options: &OptionsCommunes,
    chemin: Option<&Path>,
) -> Result<(Dataset, Vec<PathBuf>)> {
    let projet = chemin.map(cpts_toml::lire_projet).transpose()?;
    let dataset = dataset(options, projet.as_ref())?;
    let mut lus = sources(options, projet.as_ref(), &dataset);
    lus.extend(chemin.map(Path::to_owned));
    Ok((dataset, lus))
}

fn dataset(options: &OptionsCommunes, projet: Option<&Projet>) -> Result<Dataset> {
    let (referentiel, source) = match projet.and_then(|p| Some((p, p.referentiel.as_ref()?))) {
        Some((projet, section)) => referentiel_du_projet(projet, section)?,
        None => (base::lire()?, base::source()),
    };
    match dossier(options, projet) {
        Some(dossier) => lire_dossier(&dossier, referentiel, source, options, projet),
        None => {
            if !options.quiet {
                informer(SANS_DOSSIER);
            }
            Ok(load::base_seule(referentiel, source))
        }
    }
}

/// The user's own list of territories, and its birth certificate.
fn referentiel_du_projet(
    projet: &Projet,
    section: &SectionReferentiel,
) -> Result<(Arc<Referentiel>, Source)> {
    let chemin = projet.chemin(&section.fichier);
    let mut referentiel = referentiel::lire_referentiel(&chemin)?;
    let fichier = section.fichier.to_string_lossy().into_owned();
    referentiel.nom = section.nom.clone().unwrap_or_else(|| fichier.clone());
    referentiel.fictif = section.fictif;
    referentiel.millesime_population = section.millesime_population.unwrap_or_default();
    let source = Source {
        id: "referentiel".to_owned(),
        libelle: format!("Liste des communes et populations ({})", referentiel.nom),
        fichier,
        sha256: empreinte(&chemin)?,
        producteur: "liste du projet".to_owned(),
        millesime: section
            .millesime_population
            .map_or("non daté".to_owned(), |m| m.to_string()),
        cog: Some(referentiel.nom.clone()),
        licence: "non précisée".to_owned(),
        url: None,
    };
    Ok((Arc::new(referentiel), source))
}

/// `--donnees`, else that of the project, else `$CPTS_DONNEES`, else `./donnees` when it exists.
fn dossier(options: &OptionsCommunes, projet: Option<&Projet>) -> Option<PathBuf> {
    let environnement = || {
        std::env::var_os("CPTS_DONNEES")
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    options
        .donnees
        .clone()
        .or_else(|| projet.and_then(|p| Some(p.chemin(p.cpts.donnees.as_ref()?))))
        .or_else(environnement)
        .or_else(|| Some(PathBuf::from("donnees")).filter(|d| d.is_dir()))
}

/// Descriptors of the project, then of the command line.
fn descripteurs(options: &OptionsCommunes, projet: Option<&Projet>) -> Fichiers {
    let du_projet = projet.map(Fichiers::du_projet).unwrap_or_default();
    let mut descripteurs = du_projet.descripteurs;
    descripteurs.extend(nommes(&options.descripteur));
    Fichiers {
        descripteurs,
        ..Fichiers::default()
    }
}

fn lire_dossier(
    dossier: &Path,
    referentiel: Arc<Referentiel>,
    source: Source,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
) -> Result<Dataset> {
    let reglages = Options {
        fichiers: projet.map(|p| p.fichiers.clone()).unwrap_or_default(),
        population: projet.and_then(|p| p.cpts.population.clone()),
        descripteurs: descripteurs(options, projet).lire_descripteurs()?,
        source_referentiel: source,
        seul_processus: options.fils == Some(1),
        strict: options.strict,
    };
    let progression = Progression::new(options.quiet);
    let dataset = load::charger(dossier, referentiel, &reglages, &progression);
    progression.fin();
    let mut dataset = dataset.map_err(|e| du_projet(e, dossier, options, projet))?;
    soigner(&mut dataset.constats);
    if dataset.sources.len() <= 1 && !options.quiet {
        informer(&format!(
            "{} : aucun fichier de données reconnu, seule la liste des communes répond (détail : cpts donnees etat)",
            dossier.display()
        ));
    }
    Ok(dataset)
}

/// A data folder that is not there, when the project names it: the remedy is at that line of the project.
fn du_projet(
    erreur: ErreurDonnees,
    dossier: &Path,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
) -> ErreurDonnees {
    let lieu = projet.and_then(|p| p.lieu_donnees.as_ref());
    match lieu.filter(|_| options.donnees.is_none() && !dossier.exists()) {
        Some(lieu) => erreur.remede(format!(
            "corrigez « donnees » ({lieu}), créez ce dossier, ou indiquez-en un autre avec --donnees DOSSIER"
        )),
        None => erreur,
    }
}

fn resoudre(demande: Demande, dossier: &Path, dataset: &Dataset) -> Result<Perimetre> {
    let referentiel = &dataset.referentiel;
    match demande {
        Demande::Expression(mut expression) => {
            let lus = demande::charger_fichiers(&mut expression, dossier, referentiel)
                .map_err(en_echec)?;
            let resolu = perimetre::resoudre(&expression, referentiel, Some(dataset));
            avec(lus, resolu)
        }
        Demande::Liste(fichier) => {
            let liste = liste::lire_liste(&fichier, referentiel).map_err(en_echec)?;
            let resolu = perimetre::resoudre(&liste.expression(), referentiel, Some(dataset));
            avec(liste.constats, resolu)
        }
        Demande::Carte(fichier) => {
            let zone = polygones::lire_carte(&fichier)?;
            avec(
                zone.constats,
                perimetre::depuis_polygones(&zone.fichier, &zone.polygones, dataset),
            )
        }
        Demande::Projet(chemin) => Err(echec(
            CodeSortie::Donnees,
            format!(
                "{} : un projet ne peut pas être le périmètre d'un autre projet\n  \
                 attendu : une liste de communes, un GeoJSON ou une expression\n  \
                 remède : copiez dans ce projet la ligne « perimetre » de l'autre",
                chemin.display()
            ),
        )),
    }
}

/// The perimeter with what was found while reading its files, first.
fn avec(
    mut constats: Vec<Constat>,
    resolu: Result<Perimetre, ErreurPerimetre>,
) -> Result<Perimetre> {
    let mut perimetre = resolu.map_err(en_echec)?;
    constats.append(&mut perimetre.constats);
    soigner(&mut constats);
    perimetre.constats = constats;
    Ok(perimetre)
}

/// Findings whose high punctuation no longer breaks from its word, whatever the output.
fn soigner(constats: &mut [Constat]) {
    for constat in constats {
        constat.texte = espacer(&constat.texte);
        constat.origine = constat.origine.as_deref().map(espacer);
    }
}

/// What is wrong with the perimeter of a project is told at the project, not at the command line.
fn dans_le_projet(erreur: ErreurPerimetre, chemin: &Path) -> ErreurPerimetre {
    match erreur {
        ErreurPerimetre::Invalide(mut erreurs) => {
            for e in &mut erreurs {
                if e.emplacement.fichier.starts_with("périmètre") {
                    e.emplacement =
                        Emplacement::fichier(chemin.display().to_string()).colonne("perimetre");
                }
            }
            ErreurPerimetre::Invalide(erreurs)
        }
        autre => autre,
    }
}

fn en_echec(erreur: ErreurPerimetre) -> anyhow::Error {
    match erreur {
        ErreurPerimetre::Vide(_) => echec(CodeSortie::RienAFaire, erreur.to_string()),
        autre => anyhow::Error::new(autre),
    }
}
