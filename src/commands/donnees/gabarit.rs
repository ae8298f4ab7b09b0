//! `cpts donnees gabarit`: the CSV to have filled for a section that no open file feeds, and the request that goes with it.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::donnees::OptionsGabarit;
use crate::commands::pipeline::chargement::{Charge, charger};
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use crate::francais::{denombre, espacer};
use crate::load::format::gabarits::{ANNEE, BORNES, CODE, Gabarit, MASQUES, NOM, gabarits};
use crate::model::SectionId;
use crate::render::fiche::paragraphe;
use crate::render::listes::csv_titre;

/// Width of the request: that of a mail.
const LARGEUR: usize = 76;

/// Runs `cpts donnees gabarit`.
///
/// # Errors
/// Section without template, unusable perimeter, output that cannot be written.
pub(super) fn executer(options: &OptionsGabarit) -> Result<CodeSortie> {
    let gabarit = choisir(options.section)?;
    let charge = charger(
        &options.perimetre,
        &options.communes,
        options.nom.as_deref(),
    )?;
    let table = table(gabarit, &charge);
    let Some(chemin) = &options.sortie else {
        ecrire_stdout(&table)?;
        return Ok(CodeSortie::Succes);
    };
    let nom = chemin.file_name().unwrap_or_default().to_string_lossy();
    let lettre = lettre(gabarit, &charge, &nom);
    let lieu = a_cote(chemin);
    let sorties = [
        (chemin.as_path(), table.into_bytes()),
        (lieu.as_path(), lettre.into_bytes()),
    ];
    ecrire_fichiers(&sorties, &charge.lus)?;
    if !options.communes.quiet {
        for (chemin, _) in &sorties {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    Ok(CodeSortie::Succes)
}

fn choisir(section: SectionId) -> Result<&'static Gabarit> {
    let tous = gabarits()?;
    tous.iter().find(|g| g.section == section).ok_or_else(|| {
        let dits = tous.iter().map(|g| format!("{} ({})", g.section, g.titre));
        let message = format!(
            "{section} : aucun gabarit pour cette section\n  attendu : {}\n  \
             remède : « cpts donnees etat » dit ce qui manque à chaque section",
            dits.collect::<Vec<_>>().join(", ")
        );
        echec(CodeSortie::RienAFaire, message)
    })
}

/// `demande-lettre.txt` beside `demande.csv`.
fn a_cote(chemin: &Path) -> PathBuf {
    let souche = chemin.file_stem().unwrap_or_default().to_string_lossy();
    chemin.with_file_name(format!("{souche}-lettre.txt"))
}

/// The year, the rule of the hidden cells, the header, one row by commune.
fn table(gabarit: &Gabarit, charge: &Charge) -> String {
    let referentiel = &charge.dataset.referentiel;
    let titres = [
        vec![format!(
            "Demande de données – {} – {}",
            gabarit.titre, charge.perimetre.nom
        )],
        vec![consigne()],
        vec![ANNEE.to_owned(), String::new()],
    ];
    let mut entete = vec![CODE.to_owned(), NOM.to_owned()];
    entete.extend(gabarit.colonnes.iter().map(|c| c.libelle.clone()));
    let lignes = charge.perimetre.membres.iter().map(|m| {
        let unite = referentiel.unite(m.unite);
        let mut ligne = vec![unite.code.to_string(), unite.nom.clone()];
        ligne.resize(entete.len(), String::new());
        ligne
    });
    let mut rangees: Vec<Vec<String>> = titres.to_vec();
    rangees.push(entete.clone());
    rangees.extend(lignes);
    // The mark without which a spreadsheet misreads the accents.
    format!("\u{feff}{}", csv_titre(&rangees))
}

fn consigne() -> String {
    format!(
        "Un effectif entier par cellule – zéro : 0 – inconnu : cellule vide – secret : {} (toute marque de secret est lue comme {} à {})",
        MASQUES.join(", "),
        BORNES.0,
        BORNES.1,
    )
}

/// The request, ready to be sent.
fn lettre(gabarit: &Gabarit, charge: &Charge, fichier: &str) -> String {
    let referentiel = &charge.dataset.referentiel;
    let membres = &charge.perimetre.membres;
    let communes = denombre(membres.len(), "commune", "communes");
    let noms = membres.iter().map(|m| {
        let unite = referentiel.unite(m.unite);
        format!("{} ({})", unite.nom, unite.code)
    });
    let mut texte = String::new();
    let mut dire = |morceau: &str| {
        texte.push_str(&paragraphe(morceau, LARGEUR));
        texte.push('\n');
    };
    dire(&format!("À : {}", gabarit.aupres_de));
    dire(&format!(
        "Objet : {}, par commune – {}",
        gabarit.titre, charge.perimetre.nom
    ));
    dire("Bonjour,");
    dire(&gabarit.objet);
    dire(&format!(
        "Pourriez-vous remplir le fichier joint « {fichier} » pour les {communes} de notre périmètre, avec les données de l'année \
         la plus récente que vous ayez, et l'écrire en face de « {ANNEE} » ?"
    ));
    dire(
        "Seuls des effectifs par commune sont demandés, aucune donnée nominative. Vos règles de secret s'appliquent : une cellule \
         masquée porte votre marque, un vrai zéro porte 0, une cellule inconnue reste vide. Les totaux et les parts sont \
         recalculés à l'échelle du territoire, avec leurs bornes quand des cellules sont masquées.",
    );
    dire(&format!("{}.", consigne()));
    dire("Colonnes :");
    for c in &gabarit.colonnes {
        dire(&format!("– {} : {}", c.libelle, c.definition));
    }
    dire(&format!(
        "Communes : {}.",
        noms.collect::<Vec<_>>().join(", ")
    ));
    if membres.iter().any(|m| m.part < 1.0) {
        dire(
            "Les communes dont une partie seulement est dans le périmètre sont à remplir en entier.",
        );
    }
    dire(
        "Si d'autres définitions vous sont plus commodes, remplissez le fichier avec elles et dites-les-nous.",
    );
    espacer(&texte)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::indicateurs::{Catalogue, Definition};

    /// Each column asked for feeds an indicator of the catalogue, left out until it comes, and no header stands for two.
    #[test]
    fn every_column_that_is_asked_for_is_read_by_a_silent_indicator() {
        let catalogue = Catalogue::embarque().unwrap();
        let lues = catalogue.variables();
        let mut entetes = BTreeSet::new();
        for c in gabarits().unwrap().iter().flat_map(|g| &g.colonnes) {
            assert!(lues.contains(&c.variable), "{}", c.variable);
            assert!(entetes.insert(c.libelle.to_lowercase()), "{}", c.libelle);
            assert!(!c.libelle.contains(['"', '\\', ';']) && !c.definition.is_empty());
        }
        let demande = |d: &Definition| d.facultatif && d.regle.nom() != "publie";
        let prevention = |d: &&Definition| d.section == SectionId::S10 && demande(d);
        assert_eq!(
            catalogue.definitions().iter().filter(prevention).count(),
            15
        );
    }
}
