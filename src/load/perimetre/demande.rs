//! Tells what the `PERIMETRE` argument is: a file (by its extension, then its content) or an expression.

use std::path::{Path, PathBuf};

use crate::base::suggerer_nom;
use crate::model::{Constat, Emplacement, ErreurDonnees, Referentiel};
use crate::perimetre::{
    ErreurPerimetre, Expression, Operande, analyser, ressemble_a_une_expression,
};

use crate::load::perimetre::fichier::{self, Contenu, Fichier};
use crate::load::perimetre::liste::lire_liste;

/// What the user gave as `PERIMETRE`; a file is read once, here.
#[derive(Debug, Clone, PartialEq)]
pub enum Demande {
    /// A list of communes.
    Liste(Fichier),
    /// Polygons.
    Carte(Fichier),
    /// A `cpts.toml` project.
    Projet(PathBuf),
    /// An expression.
    Expression(Expression),
}

/// Tells what an argument is, looking at the disk under `dossier` (the current folder, or that of a project).
///
/// # Errors
/// [`ErreurPerimetre`] when it is neither a file nor an expression, or when the expression is wrong.
pub fn lire_demande(argument: &str, dossier: &Path) -> Result<Demande, ErreurPerimetre> {
    let chemin = dossier.join(argument.trim());
    if !argument.trim().is_empty() && chemin.is_dir() {
        let projet = chemin.join("cpts.toml");
        if projet.is_file() {
            return Ok(Demande::Projet(projet));
        }
        return Err(ErreurDonnees::new(
            Emplacement::fichier(argument),
            "ce dossier ne contient pas de fichier cpts.toml",
        )
        .attendu("un fichier de communes, un GeoJSON, un cpts.toml ou une expression")
        .remede("nommez le fichier à lire dans ce dossier")
        .into());
    }
    if !argument.trim().is_empty() && chemin.is_file() {
        return fichier(&chemin);
    }
    if !argument.trim().is_empty() && chemin.exists() {
        return Err(ErreurDonnees::new(
            Emplacement::fichier(argument),
            "ce n'est pas un fichier ordinaire (tube ou périphérique)",
        )
        .attendu("un fichier de communes, un GeoJSON, un cpts.toml ou une expression")
        .remede("enregistrez la liste dans un fichier")
        .into());
    }
    if ressemble_a_une_expression(argument) {
        return analyser(argument).map(Demande::Expression);
    }
    Err(ni_l_un_ni_l_autre(argument, dossier))
}

fn fichier(chemin: &Path) -> Result<Demande, ErreurPerimetre> {
    let extension = chemin.extension().and_then(|e| e.to_str());
    if extension.is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return Ok(Demande::Projet(chemin.to_owned()));
    }
    let lu = fichier::lire(chemin)?;
    Ok(match lu.contenu {
        Contenu::Carte(_) => Demande::Carte(lu),
        Contenu::Liste(_) | Contenu::Classeur(_) => Demande::Liste(lu),
    })
}

/// Neither a file nor an expression: the closest file name, or what an expression would be.
fn ni_l_un_ni_l_autre(argument: &str, dossier: &Path) -> ErreurPerimetre {
    if let Err(erreur @ ErreurPerimetre::Vide(_)) = analyser(argument) {
        return erreur;
    }
    let chemin = dossier.join(argument.trim());
    let parent = chemin.parent().unwrap_or(dossier);
    let entrees = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let mut noms: Vec<String> = entrees
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    noms.sort_unstable();
    let voulu = chemin
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let proches = suggerer_nom(noms.iter().map(String::as_str), &voulu, 2);
    let lieu = Emplacement::demande("périmètre");
    let voulue = if dossier.as_os_str().is_empty() {
        argument.to_owned()
    } else {
        chemin.display().to_string()
    };
    let erreur = ErreurDonnees::new(lieu, "ce n'est ni un fichier qui existe ni une expression")
        .valeur(voulue)
        .attendu("un fichier (CSV, TXT, GeoJSON, cpts.toml) ou une expression : epci:SIREN, dep:48, commune:48095,48080, bv:48095, cpts:\"Nom\"");
    let detail = match analyser(argument) {
        Err(ErreurPerimetre::Invalide(erreurs)) => {
            erreurs.into_iter().find_map(|e| e.remede.clone())
        }
        _ => None,
    };
    let remede = match (proches.as_slice(), detail) {
        ([], Some(detail)) => detail,
        ([], None) => "vérifiez le chemin du fichier".to_owned(),
        (noms, _) => format!(
            "vouliez-vous lire le fichier « {} » ?",
            noms.join(" » ou « ")
        ),
    };
    erreur.remede(remede).into()
}

/// Replaces the `fichier:"…"` terms of an expression by the communes of the lists, read under `dossier`.
///
/// The findings of the reading are returned: they belong to the perimeter.
///
/// # Errors
/// [`ErreurPerimetre`] of the first list that cannot be read.
pub fn charger_fichiers(
    expression: &mut Expression,
    dossier: &Path,
    referentiel: &Referentiel,
) -> Result<Vec<Constat>, ErreurPerimetre> {
    let mut constats = Vec::new();
    for terme in &mut expression.termes {
        if let Operande::Fichier(nom) = &terme.operande {
            let liste = lire_liste(&fichier::lire(&dossier.join(nom))?, referentiel)?;
            constats.extend(liste.constats.iter().cloned());
            terme.operande = Operande::Communes(liste.communes());
        }
    }
    Ok(constats)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::perimetre::resoudre;

    #[test]
    fn tells_files_from_expressions() {
        let dossier = tempfile::tempdir().unwrap();
        let ecrit =
            |nom: &str, contenu: &str| std::fs::write(dossier.path().join(nom), contenu).unwrap();
        ecrit("liste.csv", "code\n48095\n");
        ecrit("zone.json", " {\"type\":\"Polygon\"}");
        ecrit("cpts.toml", "[cpts]\nperimetre = \"dep:48\"\n");
        let lit = |argument: &str| lire_demande(argument, dossier.path());
        assert!(matches!(lit("liste.csv"), Ok(Demande::Liste(_))));
        assert!(matches!(lit("zone.json"), Ok(Demande::Carte(_))));
        assert!(matches!(lit("cpts.toml"), Ok(Demande::Projet(_))));
        assert!(matches!(lit("."), Ok(Demande::Projet(_))));
        assert!(matches!(lit("dep:48"), Ok(Demande::Expression(_))));
        let message = |argument: &str| lit(argument).unwrap_err().to_string();
        assert!(message("lisste.csv").contains("« liste.csv »"));
        assert!(message("48095").contains("commune:48095"));
        assert!(matches!(lit(""), Err(ErreurPerimetre::Vide(_))));
    }

    #[test]
    fn a_list_can_be_a_term_of_an_expression() {
        let dossier = tempfile::tempdir().unwrap();
        std::fs::write(dossier.path().join("a.csv"), "code\n48095\n1001\n").unwrap();
        let mut expression = analyser("fichier:a.csv - commune:48095").unwrap();
        let constats = charger_fichiers(&mut expression, dossier.path(), &embarquee()).unwrap();
        assert_eq!(constats[0].id, "zero_initial_rendu");
        let p = resoudre(&expression, &embarquee(), None).unwrap();
        assert_eq!(p.membres.len(), 1);
    }
}
