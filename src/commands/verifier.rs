//! `cpts perimetre verifier`: what a perimeter is, after all corrections, and what there is to say of it before the ARS.

mod tous;

use anyhow::Result;

use super::pipeline::chargement::{Charge, charger};
use super::pipeline::cible::liste_ou_perimetre;
use super::pipeline::constats::du_perimetre;
use super::pipeline::coupes::{self, Coupes};
use super::pipeline::regles::{Fichiers, nommes};
use super::pipeline::{esquisses, rapport};
use super::sortie::{CodeSortie, ecrire_stdout, informer};
use super::{liste, terminal};
use crate::cli::FormatListe;
use crate::cli::perimetre::OptionsVerifier;
use crate::francais::{compte, denombre, nombre};
use crate::model::Constat;
use crate::perimetre;
use crate::rapport::PerimetreRapport;
use crate::rapport::examen::{ExamenPerimetre, SCHEMA_PERIMETRE};
use crate::render::examen::json;
use crate::render::listes::{Liste, puce, puce_constat};

/// Communes up to which the normal form is written in the terminal: those of a CPTS, and more.
const FORME_MAX: usize = 150;

/// A perimeter and what was found of it.
struct Examen<'a> {
    charge: &'a Charge,
    decrit: &'a PerimetreRapport,
    /// The most serious first.
    constats: Vec<Constat>,
    coupes: Coupes,
}

/// Runs `cpts perimetre verifier`.
///
/// # Errors
/// Perimeter that cannot be resolved, rule file of the project that is wrong, stdout that cannot be written.
pub fn executer(options: &OptionsVerifier) -> Result<CodeSortie> {
    liste_ou_perimetre(
        (options.tous.as_deref(), options.perimetre.as_deref()),
        |liste| tous::executer(liste, options),
        |perimetre| un(perimetre, options),
    )
}

/// One perimeter.
fn un(perimetre: &str, options: &OptionsVerifier) -> Result<CodeSortie> {
    let mut fichiers = Fichiers::de(perimetre)?;
    fichiers.severites.extend(nommes(&options.severites));
    let regles = rapport::Regles::lire(&fichiers)?;
    let mut charge = charger(perimetre, &options.communes, None)?;
    esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    let rapport = rapport::construire(&charge, &regles, None)?;
    let examen = Examen {
        charge: &charge,
        decrit: &rapport.perimetre,
        constats: du_perimetre(&charge.perimetre, &rapport.constats, &regles),
        coupes: coupes::coupes(&charge, &rapport.perimetre, &regles.catalogue),
    };
    let texte = match options.format {
        FormatListe::Json => en_json(&examen)?,
        FormatListe::Csv => liste::rendre(&communes(examen.decrit), FormatListe::Csv, 0),
        FormatListe::Terminal => crate::francais::inerte::lignes(&resume(&examen)),
    };
    if options.format == FormatListe::Csv {
        for constat in &examen.constats {
            informer(puce(&constat.texte, terminal::largeur()).trim_end());
        }
    }
    ecrire_stdout(&texte)?;
    Ok(echec_atteint(examen.constats.iter(), options))
}

/// How the run ends: whether a finding meets a condition of `--echec-si`.
fn echec_atteint<'c>(
    mut constats: impl Iterator<Item = &'c Constat>,
    options: &OptionsVerifier,
) -> CodeSortie {
    let conditions = &options.echec_si;
    if constats.any(|c| conditions.iter().any(|condition| condition.atteint(c))) {
        CodeSortie::Constats
    } else {
        CodeSortie::Succes
    }
}

/// The communes for a program: bare numbers, codes of the territories.
fn communes(decrit: &PerimetreRapport) -> Liste {
    let mut liste = Liste::new(&["code", "nom", "part", "population", "departement", "epci"]);
    for c in &decrit.communes {
        liste.ajouter(vec![
            c.code.to_string(),
            c.nom.clone(),
            c.part.to_string(),
            c.population.map(|p| p.to_string()).unwrap_or_default(),
            c.departement.clone(),
            c.epci.clone().unwrap_or_default(),
        ]);
    }
    liste
}

/// The communes for a reader: French numbers, names of the territories, parts only when one is not whole.
fn lisibles(decrit: &PerimetreRapport) -> Liste {
    let partielles = decrit.communes.iter().any(|c| c.part < 1.0);
    let mut titres = vec!["code", "nom", "habitants", "département", "EPCI"];
    if partielles {
        titres.insert(2, "part");
    }
    let mut liste = Liste::new(&titres);
    for c in &decrit.communes {
        let nom = |siren: &String| {
            decrit
                .epci
                .iter()
                .find(|e| e.siren == *siren)
                .map(|e| e.nom.clone())
        };
        let departement = decrit.departements.iter().find(|d| d.code == c.departement);
        let mut ligne = vec![
            c.code.to_string(),
            c.nom.clone(),
            c.population.map(|p| nombre(p, 0)).unwrap_or_default(),
            departement.map_or(c.departement.clone(), |d| format!("{} ({})", d.nom, d.code)),
            c.epci.as_ref().and_then(nom).unwrap_or_default(),
        ];
        if partielles {
            ligne.insert(2, c.part.to_string().replace('.', ","));
        }
        liste.ajouter(ligne);
    }
    liste
}

fn population(decrit: &PerimetreRapport) -> f64 {
    decrit
        .communes
        .iter()
        .map(|c| c.part * c.population.unwrap_or(0.0))
        .sum()
}

fn resume(examen: &Examen<'_>) -> String {
    let decrit = examen.decrit;
    let largeur = terminal::largeur();
    let mut texte = format!(
        "{}\n{}, {} ({})\n",
        decrit.nom,
        denombre(decrit.communes.len(), "commune", "communes"),
        compte(population(decrit), "habitant", "habitants"),
        decrit.referentiel,
    );
    let en_table = |liste: &Liste| liste::rendre(liste, FormatListe::Terminal, largeur);
    texte.push_str(&en_table(&lisibles(decrit)));
    if !examen.coupes.coupes.is_empty() {
        texte.push_str("\nCe que la limite coupe\n");
        texte.push_str(&en_table(&coupes::lisibles(&examen.coupes.coupes)));
        let cotes = examen.coupes.coupes.iter().filter_map(coupes::phrase);
        cotes.for_each(|phrase| texte.push_str(&puce(&phrase, largeur)));
    }
    for manque in &examen.coupes.manques {
        texte.push_str(&puce(manque, largeur));
    }
    if !examen.constats.is_empty() {
        texte.push('\n');
    }
    for constat in &examen.constats {
        texte.push_str(&puce_constat(constat, largeur));
    }
    let forme = perimetre::normaliser(&examen.charge.perimetre, &examen.charge.dataset.referentiel);
    texte.push_str(&forme_normale(&forme));
    texte
}

/// The normal form, which is to be copied: one too long for that is left to the JSON and to `composer`.
fn forme_normale(forme: &str) -> String {
    let communes = forme.split(',').count();
    if communes <= FORME_MAX {
        return format!("forme normale : {forme}\n");
    }
    format!(
        "forme normale : {communes} communes, en entier avec --format json ; cpts perimetre composer en fait un fichier\n"
    )
}

fn en_json(examen: &Examen<'_>) -> Result<String> {
    let (charge, decrit) = (examen.charge, examen.decrit);
    Ok(json(&ExamenPerimetre {
        schema: SCHEMA_PERIMETRE.to_owned(),
        nom: decrit.nom.clone(),
        expression: decrit.expression.clone(),
        forme_normale: perimetre::normaliser(&charge.perimetre, &charge.dataset.referentiel),
        population: population(decrit),
        communes: decrit.communes.clone(),
        epci: decrit.epci.clone(),
        departements: decrit.departements.clone(),
        regions: decrit.regions.clone(),
        zonages_coupes: examen.coupes.coupes.clone(),
        zonages_inconnus: examen.coupes.manques.clone(),
        constats: examen.constats.clone(),
    })?)
}
