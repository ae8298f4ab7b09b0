//! What the types cannot say of a descriptor: keys that go together, and a signature.

use crate::load::format::adresse;
use crate::load::format::descripteur::{Descripteur, Fusion, Variable};
use crate::load::format::nomenclatures::nomenclature;
use crate::model::{Emplacement, ErreurDonnees};

/// Refuses a descriptor whose keys do not go together; `nom` is the file named in the error.
///
/// # Errors
/// No signature, a file without header that nothing signs, a mean without weights, a variable without column.
pub fn verifie(d: &Descripteur, nom: &str) -> Result<(), ErreurDonnees> {
    let r = &d.reconnaissance;
    adresse::verifie(&d.adresses, nom)?;
    let erreur = |probleme: String| ErreurDonnees::new(Emplacement::fichier(nom), probleme);
    if d.sans_entete.is_some() && r.contenu.is_empty() {
        return Err(
            erreur("un fichier sans en-tête ne se reconnaît qu'à son contenu".to_owned())
                .attendu("[[reconnaissance.contenu]] colonne = \"…\", motif = '…'")
                .remede("dites à quoi ressemblent les cellules d'une colonne"),
        );
    }
    if d.departements_entiers && !d.creux {
        return Err(
            erreur("departements_entiers ne va qu'avec creux".to_owned())
                .attendu("creux = true, departements_entiers = true")
                .remede("ajoutez creux = true, ou retirez departements_entiers"),
        );
    }
    if r.requis.is_empty() && r.contenu.is_empty() {
        return Err(
            erreur("rien ne dit à quoi ce format se reconnaît".to_owned())
                .attendu("requis = [\"colonne\", …] dans [reconnaissance]")
                .remede("nommez les colonnes que tous les fichiers de ce format ont"),
        );
    }
    let conditions = d.variables.iter().flat_map(|v| &v.quand.0);
    for id in conditions.filter_map(|q| q.nomenclature.as_deref()) {
        if nomenclature(id)?.is_none() {
            return Err(erreur(format!("nomenclature inconnue : « {id} »"))
                .attendu("une nomenclature du programme : bpe")
                .remede("corrigez ou retirez nomenclature"));
        }
    }
    match d.variables.iter().find_map(|v| defaut(d, v)) {
        None => Ok(()),
        Some((v, probleme, attendu)) => Err(erreur(format!("variable « {} » : {probleme}", v.id))
            .attendu(attendu)
            .remede("corrigez ce bloc [[variable]]")),
    }
}

/// Whether a variable can be made of rows that are not kept: all of them count, or all add up the same column.
fn en_flux(d: &Descripteur, v: &Variable) -> bool {
    let comme = |w: &Variable| w.compter == v.compter && w.colonne == v.colonne;
    v.par_lignes() && d.variables.iter().all(comme)
}

/// What is wrong with a variable, and what was expected.
fn defaut<'v>(
    d: &Descripteur,
    v: &'v Variable,
) -> Option<(&'v Variable, &'static str, &'static str)> {
    let sans_colonne = v.colonne.liste().is_empty();
    let moyenne = v.fusion.or(d.fusion) == Some(Fusion::MoyennePonderee);
    let faute = if v.compter && v.additionner {
        (
            "compter et additionner ne vont pas ensemble",
            "compter = true pour un nombre de lignes, additionner = true pour la somme d'une colonne",
        )
    } else if v.compter && !sans_colonne {
        (
            "une variable qui compte des lignes n'a pas de colonne",
            "compter = true sans colonne, ou additionner = true avec la colonne à additionner",
        )
    } else if !v.compter && sans_colonne {
        (
            "il manque sa colonne",
            "colonne = \"…\", ou compter = true pour compter les lignes",
        )
    } else if !v.compter && !v.distinct.liste().is_empty() {
        (
            "distinct ne va qu'avec compter",
            "compter = true, distinct = \"identifiant\"",
        )
    } else if v.personne.is_some() && (d.flux.is_none() || v.distinct.liste().is_empty()) {
        (
            "personne ne va qu'avec distinct, dans un format lu en flux",
            "[flux], compter = true, distinct = \"identifiant\"",
        )
    } else if !v.distinct_avec.is_empty() && (d.flux.is_some() || v.distinct.liste().is_empty()) {
        (
            "distinct_avec ne va qu'avec distinct, hors d'un format lu en flux",
            "compter = true, distinct = \"nom\", distinct_avec = [\"prenom\"]",
        )
    } else if d.flux.is_some() && !en_flux(d, v) {
        (
            "un format lu en flux compte des lignes, ou additionne une même colonne",
            "compter = true partout, ou additionner = true partout avec la même colonne",
        )
    } else if v.par_lignes() && (v.classe || v.fusion.is_some_and(|f| f != Fusion::Somme)) {
        (
            "un nombre de lignes ne peut que s'additionner",
            "fusion = \"somme\", ou rien",
        )
    } else if !v.classe && moyenne != v.poids.is_some() {
        (
            "fusion et poids ne vont pas ensemble",
            "poids = \"variable du même fichier\" avec fusion = \"moyenne_ponderee\", et seulement avec elle",
        )
    } else {
        return None;
    };
    Some((v, faute.0, faute.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(tete: &str, reconnaissance: &str, variable: &str) -> Result<Descripteur, String> {
        let texte = format!(
            "id='x'\nlibelle='X'\nproducteur='P'\nlicence='L'\n{tete}\n[reconnaissance]\n{reconnaissance}\n\
             [[variable]]\nid='v'\n{variable}\n"
        );
        Descripteur::lire(&texte, "x.toml").map_err(|e| e.to_string())
    }

    #[test]
    fn keys_that_do_not_go_together_are_refused_with_what_is_expected() {
        let requis = "requis=['a']";
        for bon in [
            "colonne='V'",
            "colonne='V'\nfusion='moyenne_ponderee'\npoids='p'",
            "compter=true",
            "compter=true\ndistinct='id'\nquand=[{colonne='a',motif='b'},{colonne='c',motif='d'}]",
            "additionner=true\ncolonne='V'",
        ] {
            assert!(lire("", requis, bon).is_ok(), "{bon}");
        }
        for (faux, mot) in [
            ("colonne='V'\nfusion='moyenne_ponderee'", "poids"),
            ("colonne='V'\nfusion='somme'\npoids='p'", "poids"),
            ("colonne='V'\ncompter=true", "compter"),
            ("quand={colonne='a',motif='b'}", "colonne"),
            ("colonne='V'\ndistinct='id'", "compter"),
            ("compter=true\nfusion='aucune'", "additionner"),
            ("compter=true\nadditionner=true\ncolonne='V'", "compter"),
        ] {
            let e = lire("", requis, faux).unwrap_err();
            assert!(
                e.contains("« v »") && e.contains(mot) && e.contains("attendu"),
                "{faux} : {e}"
            );
        }
    }

    #[test]
    fn a_format_that_nothing_signs_is_refused() {
        assert!(
            lire("", "", "colonne='V'")
                .unwrap_err()
                .contains("se reconnaît")
        );
        let e = lire("sans_entete=['a','V']", "requis=['a']", "colonne='V'").unwrap_err();
        assert!(e.contains("sans en-tête"), "{e}");
        let contenu = "[[reconnaissance.contenu]]\ncolonne='a'\nmotif='x'";
        assert!(lire("sans_entete=['a','V']", contenu, "colonne='V'").is_ok());
        assert!(lire("", "requis=['~(']", "colonne='V'").is_err());
    }
}
