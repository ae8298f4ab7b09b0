//! `cpts perimetre exporter` and `cpts perimetre composer`: a perimeter, clean and sorted, to a file.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use crate::cli::OptionsCommunes;
use crate::cli::perimetre::{
    FormatExport, FormatListePerimetre, OptionsComposer, OptionsExporterPerimetre,
};
use crate::commands::pipeline::chargement::{Charge, charger};
use crate::commands::pipeline::esquisses;
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use crate::commands::terminal;
use crate::francais::denombre;
use crate::rapport::limites::{Limites, limites};
use crate::render::listes::puce;
use crate::render::perimetre;

/// Runs `cpts perimetre exporter`.
///
/// # Errors
/// Unusable perimeter or format, no outline known, output that cannot be written.
pub(super) fn exporter(options: &OptionsExporterPerimetre) -> Result<CodeSortie> {
    let sorties = formats(&options.sortie, options.format, FormatExport::Csv)?;
    let dessine = |f: FormatExport| matches!(f, FormatExport::Geojson | FormatExport::Kml);
    let contours = sorties.iter().any(|(_, f)| dessine(*f));
    if options.contour && !contours {
        return Err(echec(
            CodeSortie::Usage,
            "--contour ne vaut que pour un GeoJSON ou un KML\n  remède : --sortie contour.geojson, ou --format geojson",
        ));
    }
    let mut charge = charger(&options.perimetre, &options.communes, None)?;
    if contours {
        esquisses::completer(&mut charge.dataset, std::slice::from_ref(&charge.perimetre))?;
    }
    let l = limites(&charge.dataset, &charge.perimetre, contours);
    if contours {
        dire_les_contours(&l, options)?;
    }
    ecrire(&sorties, &charge, &options.communes, |format| {
        Ok(match format {
            FormatExport::Csv => perimetre::csv(&l),
            FormatExport::Txt => perimetre::txt(&l),
            FormatExport::Geojson => perimetre::geojson(&l, options.contour)?,
            FormatExport::Kml => perimetre::kml(&l, options.contour),
        })
    })
}

/// Runs `cpts perimetre composer`.
///
/// # Errors
/// Unusable perimeter or format, output that cannot be written.
pub(super) fn composer(options: &OptionsComposer) -> Result<CodeSortie> {
    let defaut = FormatListePerimetre::Csv;
    let sorties = formats(&options.sortie, options.format, defaut)?;
    let charge = super::depart::charge(options)?;
    let projet = sorties
        .iter()
        .any(|(_, f)| *f == FormatListePerimetre::Toml);
    if projet && charge.dataset.referentiel.fictif {
        return Err(echec(
            CodeSortie::Usage,
            format!(
                "{} : ses communes ne sont pas celles du COG, un projet composé ici ne les retrouverait pas\n  \
                 remède : composez un fichier .csv, et nommez-le dans le projet (perimetre = \"…\")",
                charge.perimetre.nom
            ),
        ));
    }
    let l = limites(&charge.dataset, &charge.perimetre, false);
    ecrire(&sorties, &charge, &options.communes, |format| {
        Ok(match format {
            FormatListePerimetre::Csv => perimetre::csv(&l),
            FormatListePerimetre::Txt => perimetre::txt(&l),
            FormatListePerimetre::Toml => perimetre::toml(&l)?,
        })
    })
}

/// The format of each file; without any, that of the standard output.
fn formats<F: ValueEnum + Copy>(
    sorties: &[PathBuf],
    voulu: Option<F>,
    defaut: F,
) -> Result<Vec<(Option<&Path>, F)>> {
    if sorties.is_empty() {
        return Ok(vec![(None, voulu.unwrap_or(defaut))]);
    }
    let format = |chemin: &PathBuf| {
        let extension = chemin.extension().map(|e| e.to_string_lossy());
        extension.and_then(|e| F::from_str(&e, true).ok())
    };
    let noms = F::value_variants().iter().filter_map(F::to_possible_value);
    let noms: Vec<String> = noms.map(|v| format!(".{}", v.get_name())).collect();
    let lu = |chemin| {
        let trouve = voulu.or_else(|| format(chemin)).ok_or_else(|| {
            let message = format!(
                "{} : format inconnu\n  attendu : un nom en {}, ou --format",
                chemin.display(),
                noms.join(", ")
            );
            echec(CodeSortie::Usage, message)
        })?;
        Ok((Some(chemin.as_path()), trouve))
    };
    sorties.iter().map(lu).collect()
}

fn ecrire<F: Copy>(
    sorties: &[(Option<&Path>, F)],
    charge: &Charge,
    options: &OptionsCommunes,
    rendu: impl Fn(F) -> Result<String>,
) -> Result<CodeSortie> {
    let (mut fichiers, mut texte) = (Vec::new(), String::new());
    for (chemin, format) in sorties {
        let rendue = rendu(*format)?;
        match chemin {
            Some(chemin) => fichiers.push((*chemin, rendue.into_bytes())),
            None => texte.push_str(&rendue),
        }
    }
    ecrire_fichiers(&fichiers, &charge.lus)?;
    if !options.quiet {
        for constat in &charge.perimetre.constats {
            informer(puce(&constat.texte, terminal::largeur()).trim_end());
        }
        for (chemin, _) in &fichiers {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// Which outlines they are, and what they do not show.
fn dire_les_contours(l: &Limites, options: &OptionsExporterPerimetre) -> Result<()> {
    let sans: Vec<String> = l
        .sans_contour()
        .map(|c| format!("{} ({})", c.nom, c.code))
        .collect();
    if sans.len() == l.communes.len() {
        return Err(echec(
            CodeSortie::Donnees,
            format!(
                "{} : aucun contour connu pour ces communes\n  remède : déposez un GeoJSON des communes dans le dossier de \
                 données, ou demandez la liste (--sortie perimetre.csv)",
                options.perimetre
            ),
        ));
    }
    if options.communes.quiet {
        return Ok(());
    }
    if l.simplifies {
        informer(
            "contours simplifiés du programme : aucun fichier du dossier de données ne trace ces communes",
        );
    }
    if !sans.is_empty() {
        informer(&format!("sans contour propre : {}", sans.join(", ")));
    }
    let partielles = l.partielles().count();
    if partielles > 0 {
        let combien = denombre(partielles, "commune en partie", "communes en partie");
        informer(&format!(
            "{combien} dans le périmètre : le contour est celui de la commune entière"
        ));
    }
    Ok(())
}
