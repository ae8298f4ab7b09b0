//! The embedded descriptors, and those of the user over them.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Descripteur;
use crate::load::format::gabarits;
use crate::model::ErreurDonnees;

/// Embedded descriptors: name of the TOML and its text, by name.
pub const EMBARQUES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/formats.rs"));

/// The embedded formats, compiled once: the files, then what `cpts donnees gabarit` asks for.
///
/// # Errors
/// An embedded descriptor is wrong (a test proves it is not).
pub fn embarques() -> Result<&'static [Format], ErreurDonnees> {
    static FORMATS: OnceLock<Result<Vec<Format>, ErreurDonnees>> = OnceLock::new();
    FORMATS
        .get_or_init(|| {
            let de_fichier = EMBARQUES
                .iter()
                .map(|(n, t)| ((*n).to_owned(), (*t).to_owned()));
            let mut textes: Vec<(String, String)> = de_fichier.collect();
            textes.extend(gabarits::descripteurs()?);
            textes
                .par_iter()
                .map(|(nom, texte)| Format::compile(Descripteur::lire(texte, nom)?, nom))
                .collect()
        })
        .as_ref()
        .map(Vec::as_slice)
        .map_err(Clone::clone)
}

/// The embedded formats with those of the user: the same id replaces, another is added.
///
/// # Errors
/// A descriptor is wrong.
pub fn formats(ajoutes: &[Descripteur]) -> Result<Vec<Format>, ErreurDonnees> {
    let mut formats: Vec<Format> = embarques()?.to_vec();
    for d in ajoutes {
        let sien = Descripteur {
            utilisateur: true,
            ..d.clone()
        };
        let format = Format::compile(sien, &d.id)?;
        match formats.iter_mut().find(|f| f.d.id == d.id) {
            Some(place) => *place = format,
            None => formats.push(format),
        }
    }
    Ok(formats)
}

/// The embedded formats that can give a variable, by id.
///
/// # Errors
/// An embedded descriptor is wrong (a test proves it is not).
pub fn qui_donnent(variable: &str) -> Result<Vec<&'static Descripteur>, ErreurDonnees> {
    let convient = |motif: &str| match motif.split_once("{}") {
        Some((debut, fin)) => {
            variable.len() > debut.len() + fin.len()
                && variable.starts_with(debut)
                && (fin.contains("{}") || variable.ends_with(fin))
        }
        None => motif == variable,
    };
    let formats = embarques()?.iter().map(|f| &f.d);
    Ok(formats
        .filter(|d| d.variables.iter().any(|v| convient(&v.id)))
        .collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::load::format::descripteur::Variable;

    #[test]
    fn all_embedded_descriptors_are_right_and_named_after_their_file() {
        let formats = embarques().unwrap();
        let extraits = gabarits::gabarits().unwrap().len();
        assert_eq!(formats.len(), EMBARQUES.len() + extraits);
        let ids: BTreeSet<_> = formats.iter().map(|f| f.d.id.clone()).collect();
        assert_eq!(ids.len(), formats.len());
        for ((nom, _), f) in EMBARQUES.iter().zip(formats) {
            assert_eq!(*nom, format!("{}.toml", f.d.id));
            assert!(
                !f.d.licence.is_empty() && !f.d.producteur.is_empty(),
                "{nom}"
            );
        }
    }

    #[test]
    fn the_files_of_finess_count_the_same_categories() {
        let categories = |id: &str| -> Vec<(String, String, Option<String>)> {
            let format = embarques().unwrap().iter().find(|f| f.d.id == id);
            let comptees = format.unwrap().d.variables.iter().filter(|v| v.compter);
            let une = |v: &Variable| match v.quand.0.as_slice() {
                [q] => (v.id.clone(), q.motif.clone(), q.forme.clone()),
                autres => panic!("{id}, {} : {autres:?}", v.id),
            };
            comptees.map(une).collect()
        };
        let attendues = categories("finess_entete");
        assert!(attendues.len() > 25);
        for id in ["finess_sans_entete", "finess_t", "finess_plus"] {
            assert_eq!(categories(id), attendues, "{id}");
        }
    }

    #[test]
    fn the_modes_of_exercise_of_a_profession_are_counted_among_the_same_rows() {
        let formats = embarques().unwrap().iter();
        let rpps = formats.map(|f| &f.d).find(|d| d.id == "rpps").unwrap();
        let mut comparees = 0;
        for v in rpps.variables.iter().filter(|v| v.personne.is_some()) {
            let (base, mode) = v.id.rsplit_once('_').unwrap();
            let entiere = rpps.variables.iter().find(|v| v.id == base).unwrap();
            let siennes = v.quand.0.get(..entiere.quand.0.len()).unwrap();
            assert_eq!(siennes, entiere.quand.0, "{}", v.id);
            assert_eq!(
                v.quand.0.len() > siennes.len(),
                mode == "secondaires",
                "{}",
                v.id
            );
            comparees += 1;
        }
        assert_eq!(comparees, 14);
    }

    #[test]
    fn a_descriptor_of_the_user_replaces_the_embedded_one() {
        let mut d = embarques().unwrap()[0].d.clone();
        d.libelle = "le mien".into();
        let formats = formats(&[d]).unwrap();
        assert_eq!(formats.len(), embarques().unwrap().len());
        assert_eq!(formats[0].d.libelle, "le mien");
    }
}
