//! Why a recognised file is not read, or stops the run: the words of each refusal.

use crate::load::fichier::devenir::Devenir;
use crate::load::format::compile::Format;
use crate::load::format::descripteur::Usage;
use crate::load::format::plan::Plan;
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::dossier::Fichier;
use crate::load::source::tableau::Apercu;
use crate::model::{Emplacement, ErreurDonnees};

/// What is done of a file that is recognised but not read.
pub(in crate::load) fn inutile(format: &Format) -> Option<Devenir> {
    let motif = format.d.motif.clone().unwrap_or_default();
    match format.d.usage {
        Usage::Donnees => None,
        Usage::Liste => Some(Devenir::NonUtilise(format!(
            "{} : {motif}",
            format.d.libelle
        ))),
        Usage::Inutilisable => Some(Devenir::NonReconnu(format!(
            "reconnu ({}), mais {motif}",
            format.d.libelle
        ))),
    }
}

/// A recognised table must have its required columns.
pub(in crate::load) fn exige(
    format: &Format,
    plan: &Plan,
    apercu: &Apercu,
    nom: &str,
) -> Result<(), ErreurDonnees> {
    let Some(manquante) = plan.manquantes.first() else {
        return Ok(());
    };
    let entetes = apercu
        .lignes
        .get(plan.entete)
        .map(|l| l.join(" », « "))
        .unwrap_or_default();
    let fichier = apercu
        .feuille
        .as_ref()
        .map_or_else(|| nom.to_owned(), |f| format!("{nom}!{f}"));
    Err(ErreurDonnees::new(
        Emplacement::fichier(fichier).ligne(plan.entete as u64 + 1),
        format!("colonne obligatoire absente ({})", format.d.libelle),
    )
    .valeur(entetes)
    .du_format(&format.d.id)
    .attendu(format!("une colonne « {manquante} »"))
    .remede("reprenez le fichier tel que publié, ou décrivez ses colonnes dans un [[fichier]] de cpts.toml"))
}

/// A recognised file that cannot be read to its end.
pub(in crate::load) fn abime(
    format: &Format,
    place: Emplacement,
    defaut: &Defaut,
) -> ErreurDonnees {
    ErreurDonnees::new(place, &defaut.texte)
        .du_format(&format.d.id)
        .attendu(format!("un fichier complet ({})", format.d.libelle))
        .remede(match defaut.genre {
            Genre::Abime => "téléchargez-le de nouveau, ou retirez-le du dossier",
            _ => defaut.remede(),
        })
}

/// A file named .xlsx, or mapped as such, that is not one.
pub(in crate::load) fn faux_classeur(
    fichier: &Fichier,
    xlsx: bool,
    defaut: &Defaut,
) -> ErreurDonnees {
    ErreurDonnees::new(Emplacement::fichier(&fichier.nom), &defaut.texte)
        .attendu(if xlsx {
            "un classeur xlsx"
        } else {
            "un classeur .xls ou .ods entier"
        })
        .remede(defaut.remede())
}

/// An archive inside another: only one is opened.
pub(in crate::load) fn archive_dedans(genre: &str) -> String {
    format!(
        "archive {genre} dans une autre archive\u{a0}: décompressez-la et déposez son contenu dans le dossier"
    )
}

/// The fault of the container, then why the content is not recognised.
pub(in crate::load) fn joint(motif: String, defaut: Option<&Defaut>) -> String {
    defaut.map_or(motif.clone(), |d| format!("{d} ; {motif}"))
}
