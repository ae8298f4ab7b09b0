//! What `cpts proposer` writes: files by extension, and a folder of perimeters.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::proposer::OptionsProposer;
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers_dans};
use crate::model::{Dataset, Decoupage};
use crate::rapport::cartes::Croquis;
use crate::rapport::proposition::{cartes, construire, contours, tableaux};
use crate::render::document::{self, Rendu};
use crate::render::{proposition, tableau_csv};

/// Letters of the name of a group in the name of its file.
const NOM_MAX: usize = 40;

/// Formats of a file.
#[derive(Clone, Copy)]
pub(super) enum Genre {
    Json,
    Csv,
    Xlsx,
    Geojson,
    Svg,
    Document(&'static dyn Rendu),
}

/// The format of each file asked for.
///
/// # Errors
/// An extension that is none of them.
pub(super) fn genres(options: &OptionsProposer) -> Result<Vec<Genre>> {
    options.sortie.iter().map(|s| genre(s)).collect()
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
        Some("svg") => Ok(Genre::Svg),
        _ => Err(echec(
            CodeSortie::Usage,
            format!(
                "{} : format inconnu\n  attendu : un nom en .svg, .json, .csv, .xlsx, .geojson, .{}",
                chemin.display(),
                document::extensions().join(" ou .")
            ),
        )),
    }
}

/// Writes all that was asked for, all or nothing; gives the names of what was written.
///
/// # Errors
/// An output that cannot be written, or that would replace a file that was read.
pub(super) fn ecrire(
    options: &OptionsProposer,
    genres: &[Genre],
    (decoupage, d): (&Decoupage, &Dataset),
    lus: &[PathBuf],
) -> Result<Vec<String>> {
    let dessine = |g: &Genre| matches!(g, Genre::Svg | Genre::Document(_));
    let cartes = match options.dossier.is_some() || genres.iter().any(dessine) {
        true => cartes(d, decoupage),
        false => Vec::new(),
    };
    let mut fichiers: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for (chemin, genre) in options.sortie.iter().zip(genres) {
        let octets = octets(*genre, (decoupage, d, &cartes), options)?;
        fichiers.push((chemin.clone(), octets));
    }
    let mut ecrits: Vec<String> = options
        .sortie
        .iter()
        .map(|s| s.display().to_string())
        .collect();
    if let Some(dossier) = &options.dossier {
        let perimetres = perimetres(decoupage, &cartes);
        ecrits.push(format!(
            "{} ({} fichiers)",
            dossier.display(),
            perimetres.len()
        ));
        let places = perimetres.into_iter();
        fichiers.extend(places.map(|(nom, octets)| (dossier.join(nom), octets)));
    }
    let a_ecrire: Vec<(&Path, Vec<u8>)> = fichiers
        .iter()
        .map(|(c, o)| (c.as_path(), o.clone()))
        .collect();
    ecrire_fichiers_dans(options.dossier.as_deref(), &a_ecrire, lus)?;
    Ok(ecrits)
}

fn octets(
    genre: Genre,
    (decoupage, d, cartes): (&Decoupage, &Dataset, &[Croquis]),
    options: &OptionsProposer,
) -> Result<Vec<u8>> {
    Ok(match genre {
        Genre::Json => proposition::json(decoupage)?.into_bytes(),
        Genre::Csv => csv(decoupage, options).into_bytes(),
        Genre::Xlsx => proposition::xlsx(decoupage)?,
        Genre::Geojson => proposition::geojson(decoupage, &contours(d, decoupage))?.into_bytes(),
        Genre::Svg => match cartes.first() {
            Some(carte) => proposition::svg(carte).into_bytes(),
            None => {
                let message = "aucune commune placée n'a de contour : il n'y a pas de carte";
                return Err(echec(CodeSortie::RienAFaire, message));
            }
        },
        Genre::Document(rendu) => {
            let pied = format!(
                "{} · cpts {}",
                decoupage.territoire,
                env!("CARGO_PKG_VERSION")
            );
            let fictif = d.referentiel.fictif;
            rendu.rendre(&construire(decoupage, cartes, &pied, fictif))?
        }
    })
}

/// The table asked for, as CSV.
pub(super) fn csv(decoupage: &Decoupage, options: &OptionsProposer) -> String {
    let tous = tableaux(decoupage);
    let voulu = tous.iter().find(|t| t.id == options.tableau.id());
    voulu.map(tableau_csv::rendre).unwrap_or_default()
}

/// By proposal, its map and its commune → CPTS list, then a list of communes by group.
fn perimetres(decoupage: &Decoupage, cartes: &[Croquis]) -> Vec<(String, Vec<u8>)> {
    let mut fichiers = Vec::new();
    for p in &decoupage.propositions {
        let texte = proposition::liste_de_cpts(p);
        fichiers.push((
            format!("proposition-{}-liste.csv", p.rang),
            texte.into_bytes(),
        ));
        let carte = cartes
            .iter()
            .find(|c| c.id == format!("proposition-{}", p.rang));
        if let Some(carte) = carte {
            let nom = format!("proposition-{}-carte.svg", p.rang);
            fichiers.push((nom, proposition::svg(carte).into_bytes()));
        }
        for g in &p.groupes {
            let nom = format!(
                "proposition-{}-groupe-{:02}-{}.csv",
                p.rang,
                g.rang,
                en_nom(&g.nom)
            );
            fichiers.push((nom, proposition::perimetre(g).into_bytes()));
        }
    }
    fichiers
}

/// A name as a part of the name of a file: lower case letters and digits without accent, hyphens.
fn en_nom(nom: &str) -> String {
    let simple = crate::base::normaliser(nom);
    let mut sortie = String::new();
    for c in simple.chars().take(NOM_MAX) {
        match c {
            c if c.is_ascii_alphanumeric() => sortie.push(c.to_ascii_lowercase()),
            _ if !sortie.ends_with('-') => sortie.push('-'),
            _ => {}
        }
    }
    sortie.trim_matches('-').to_owned()
}
