//! A descriptor drafted from the first rows of a table: key, numeric columns, marks and year; the user corrects it.

use std::collections::BTreeSet;

use crate::load::format::catalogue::embarques;
use crate::load::format::descripteur::Descripteur;
use crate::load::format::ebauche_cle::{Cle, ENTETE_MAX, cle};
use crate::load::format::ebauche_colonnes::{Colonne, Nature};
use crate::load::format::ebauche_texte::{Brouillon, texte};
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;
use crate::model::{ErreurDonnees, Referentiel};

/// Rows by commune from which a table has several of them.
const LIGNES_PAR_COMMUNE: f64 = 1.3;

/// A drafted descriptor, as TOML; `nom` is the name of the file.
///
/// # Errors
/// No column holds commune codes, or no other column holds figures: what was read, in a French sentence.
pub fn ebauche(
    apercu: &Apercu,
    nom: &str,
    referentiel: &Referentiel,
) -> Result<String, ErreurEbauche> {
    let lignes = &apercu.lignes;
    let cle = cle(lignes, referentiel).ok_or_else(|| sans_cle(lignes))?;
    let entetes = cle.entetes(lignes);
    let titre: Vec<&str> = lignes
        .iter()
        .take(cle.entete.saturating_sub(usize::from(cle.double)))
        .flatten()
        .map(String::as_str)
        .collect();
    let mut colonnes = Colonne::toutes(apercu, &entetes, cle.premier, &cle.colonnes());
    nommer(&mut colonnes)?;
    if !colonnes.iter().any(|c| c.nature == Nature::Nombre) {
        return Err(ErreurEbauche::SansNombre(montre(&entetes)));
    }
    let longue = longue(apercu, &cle);
    let ebauche = texte(&Brouillon {
        nom,
        entetes: &entetes,
        titre: &titre.join(" "),
        cle: &cle,
        colonnes: &colonnes,
        longue,
    });
    // A level that this version cannot read is no key.
    if cle.par_departement && Descripteur::lire(&ebauche, nom).is_err() {
        return Err(sans_cle(lignes));
    }
    Ok(ebauche)
}

/// Why no descriptor can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum ErreurEbauche {
    /// No column of codes.
    #[error(
        "aucune colonne de codes commune INSEE ; colonnes lues : {0}\n  attendu : une colonne de codes à cinq caractères (48095)\n  \
         remède : ajoutez-la, ou exportez le fichier par commune"
    )]
    SansCle(String),
    /// No figures.
    #[error(
        "aucune colonne de nombres à côté du code commune ; colonnes lues : {0}\n  attendu : au moins une colonne de nombres"
    )]
    SansNombre(String),
    /// An embedded descriptor is wrong.
    #[error(transparent)]
    Descripteur(#[from] ErreurDonnees),
}

fn sans_cle(lignes: &[Vec<String>]) -> ErreurEbauche {
    let large = lignes.iter().take(ENTETE_MAX).max_by_key(|l| l.len());
    ErreurEbauche::SansCle(montre(large.map_or(&[], Vec::as_slice)))
}

fn montre(entetes: &[String]) -> String {
    let noms: Vec<String> = entetes
        .iter()
        .take(8)
        .map(|e| affichable(e.trim(), 40))
        .collect();
    noms.join(", ")
}

/// Whether a commune has several rows.
fn longue(apercu: &Apercu, cle: &Cle) -> bool {
    let suite = apercu.lignes.iter().skip(cle.premier);
    let cellules: Vec<Vec<&str>> = suite
        .map(|l| {
            cle.colonnes()
                .iter()
                .map(|&c| l.get(c).map_or("", |c| c.trim()))
                .collect()
        })
        .filter(|l: &Vec<&str>| l.iter().all(|c| !c.is_empty()))
        .collect();
    let distinctes: BTreeSet<&Vec<&str>> = cellules.iter().collect();
    cellules.len() as f64 >= LIGNES_PAR_COMMUNE * distinctes.len().max(1) as f64
}

/// Gives each numeric column the id of the variable that the program knows under this header, else one made of it.
fn nommer(colonnes: &mut [Colonne]) -> Result<(), ErreurDonnees> {
    let libre = embarques()?.iter().find(|f| f.d.id == "libre");
    let mut pris: BTreeSet<String> = BTreeSet::new();
    for c in colonnes.iter_mut().filter(|c| c.nature == Nature::Nombre) {
        let entete = [normalise(&c.entete)];
        let connue = libre.and_then(|f| {
            let mut paires = f.d.variables.iter().zip(&f.variables);
            paires.find(|(_, v)| v.colonne.trouve(&entete).is_some())
        });
        c.connue = connue.is_some();
        let base = connue.map_or_else(|| c.identifiant(), |(v, _)| v.id.clone());
        let mut id = base.clone();
        let mut numero = 1;
        while !pris.insert(id.clone()) {
            numero += 1;
            id = format!("{base}_{numero}");
            c.connue = false;
        }
        c.id = id;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::descripteur::Genre;

    /// Big numbers look like codes: a table by département is drafted as one, or not at all, never as a table by commune.
    #[test]
    fn a_table_by_departement_never_gets_a_commune_key() {
        let base = crate::base::lire().unwrap();
        let lignes = [
            ["Code département", "Libellé", "Habitants", "Taux"],
            ["48", "Lozère", "76486", "12,5"],
            ["30", "Gard", "48095", "13,5"],
            ["2A", "Corse-du-Sud", "48080", "11,5"],
            ["1", "Ain", "12145", "9,5"],
        ];
        let apercu = Apercu {
            genre: Genre::Csv,
            feuille: None,
            lignes: lignes.map(|l| l.map(str::to_owned).to_vec()).to_vec(),
        };
        match ebauche(&apercu, "taux-2024.csv", &base) {
            Ok(texte) => assert!(
                texte.contains("niveau = \"departement\"\ncle = \"Code département\""),
                "{texte}"
            ),
            Err(e) => assert!(matches!(e, ErreurEbauche::SansCle(_)), "{e}"),
        }
    }
}
