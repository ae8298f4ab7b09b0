//! A file that holds an expression instead of a list: one term or more by line, each added unless a minus stands before.

use crate::model::{Emplacement, ErreurDonnees};
use crate::perimetre::{
    CommuneDemandee, ErreurPerimetre, Expression, Operande, Signe, Terme, analyser,
};

use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::garde_texte::est_expression;

/// The expression of a file, `None` when no line is one: it is a list then.
///
/// Lines that start with `#` are comments; `-48146` takes a commune away and `+48146` adds it.
///
/// # Errors
/// [`ErreurPerimetre::Invalide`] with the line that is neither a term nor a signed code, or whose term is wrong.
pub fn expression_de(fichier: &Fichier) -> Result<Option<Expression>, ErreurPerimetre> {
    match &fichier.contenu {
        Contenu::Liste(texte) => lue(&fichier.nom(), texte),
        Contenu::Carte(_) | Contenu::Classeur(_) => Ok(None),
    }
}

/// The expression of a text; `fichier` names it in messages.
fn lue(fichier: &str, texte: &str) -> Result<Option<Expression>, ErreurPerimetre> {
    let lignes = || {
        let nettes = (1_u64..).zip(texte.lines().map(str::trim));
        nettes.filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
    };
    if !lignes().any(|(_, l)| est_expression(l)) {
        return Ok(None);
    }
    let (mut termes, mut erreurs, mut ecrit) = (Vec::new(), Vec::new(), String::new());
    for (numero, ligne) in lignes() {
        let lieu = Emplacement::fichier(fichier).ligne(numero);
        let (moins, net) = match ligne.strip_prefix(['-', '−', '–']) {
            Some(reste) => (true, reste.trim()),
            None => (false, ligne.trim_start_matches('+').trim()),
        };
        match de_la_ligne(ligne, net, moins, &lieu) {
            Ok(lus) => termes.extend(lus),
            Err(lues) => erreurs.extend(lues),
        }
        let signe = match (ecrit.is_empty(), moins) {
            (true, false) => "",
            (true, true) => "- ",
            (false, false) => " + ",
            (false, true) => " - ",
        };
        ecrit.push_str(&format!("{signe}{net}"));
    }
    if erreurs.is_empty() && termes.first().is_some_and(|t| t.signe == Signe::Moins) {
        let lieu = lignes().next().map_or(1, |(n, _)| n);
        erreurs.push(
            ErreurDonnees::new(
                Emplacement::fichier(fichier).ligne(lieu),
                "l'expression commence par une soustraction",
            )
            .attendu("ce qu'il faut prendre, puis ce qu'il faut en retrancher")
            .remede("écrivez d'abord ce qu'il faut prendre, par exemple dep:48"),
        );
    }
    if erreurs.is_empty() {
        Ok(Some(Expression {
            texte: ecrit,
            termes,
        }))
    } else {
        Err(ErreurPerimetre::Invalide(erreurs))
    }
}

/// Terms of a line, without its sign in `net`.
fn de_la_ligne(
    ligne: &str,
    net: &str,
    moins: bool,
    lieu: &Emplacement,
) -> Result<Vec<Terme>, Vec<ErreurDonnees>> {
    let signe = if moins { Signe::Moins } else { Signe::Plus };
    let nu = net.split('@').next().unwrap_or_default();
    let code = nu.len() == 5 && crate::model::CodeCommune::parse(nu).is_ok();
    let terme = match (code && net != ligne, est_expression(&format!("+{net}"))) {
        (true, _) => format!("commune:{net}"),
        (_, true) => net.to_owned(),
        _ => return Err(vec![hors_expression(ligne, code, lieu)]),
    };
    let lue = match analyser(&terme) {
        Ok(lue) => lue,
        Err(ErreurPerimetre::Invalide(erreurs)) => {
            let placee = |mut e: ErreurDonnees| {
                e.emplacement = lieu.clone();
                e
            };
            return Err(erreurs.into_iter().map(placee).collect());
        }
        Err(autre) => {
            return Err(vec![ErreurDonnees::new(lieu.clone(), autre.to_string())]);
        }
    };
    let mut termes = lue.termes;
    if let Some(premier) = termes.first_mut() {
        premier.signe = signe;
    }
    if termes
        .iter()
        .any(|t| matches!(t.operande, Operande::Fichier(_)))
    {
        return Err(vec![
            ErreurDonnees::new(
                lieu.clone(),
                "une expression écrite dans un fichier ne lit pas d'autre fichier",
            )
            .valeur(ligne)
            .attendu("des termes sans « fichier: »")
            .remede("écrivez l'expression à la place du fichier, sur la ligne de commande ou dans cpts.toml"),
        ]);
    }
    termes.iter_mut().for_each(|t| place(&mut t.operande, lieu));
    Ok(termes)
}

/// Communes written in a line are told with it.
fn place(operande: &mut Operande, lieu: &Emplacement) {
    if let Operande::Communes(communes) = operande {
        for commune in communes {
            *commune = CommuneDemandee {
                origine: Some(lieu.clone()),
                ..commune.clone()
            };
        }
    }
}

/// A line that is no term among terms: a code without sign is read by no rule, so that nothing is guessed.
fn hors_expression(ligne: &str, code: bool, lieu: &Emplacement) -> ErreurDonnees {
    let extrait: String = ligne.chars().take(60).collect();
    let remede = if code {
        format!("écrivez commune:{ligne} pour ajouter cette commune, -{ligne} pour la retrancher")
    } else {
        "écrivez un terme (commune:48095, epci:200069151, dep:48) ou un code à retrancher (-48146), ou mettez # au début pour ignorer la ligne".to_owned()
    };
    ErreurDonnees::new(
        lieu.clone(),
        "ce fichier tient une expression, et cette ligne n'en est pas un terme",
    )
    .valeur(extrait)
    .attendu("un terme d'expression par ligne, précédé de - pour retrancher")
    .remede(remede)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::perimetre::resoudre;

    fn codes(texte: &str) -> Result<Option<Vec<String>>, String> {
        let base = embarquee();
        let Some(lue) = lue("f.txt", texte).map_err(|e| e.to_string())? else {
            return Ok(None);
        };
        let p = resoudre(&lue, &base, None).map_err(|e| e.to_string())?;
        let codes = p
            .membres
            .iter()
            .map(|m| base.unite(m.unite).code.to_string());
        Ok(Some(codes.collect()))
    }

    /// A file of terms is worth the expression of its terms.
    #[test]
    fn a_file_is_worth_its_expression() {
        let base = embarquee();
        for (texte, voulue) in [
            (
                "epci:200069151 - commune:48146\n",
                "epci:200069151 - commune:48146",
            ),
            (
                "# ma CPTS\n\nepci:200069151\n-48146\n",
                "epci:200069151 - commune:48146",
            ),
            (
                "epci:200069151\n- commune:48146\n+48095\n",
                "epci:200069151 - commune:48146 + commune:48095",
            ),
            ("dep:48\r\ndep:30\r\n", "dep:48 + dep:30"),
            (
                "commune:48095 + commune:48080 - commune:48080",
                "commune:48095",
            ),
        ] {
            let lue = codes(texte).unwrap().unwrap();
            let p = resoudre(&analyser(voulue).unwrap(), &base, None).unwrap();
            let codes: Vec<String> = p
                .membres
                .iter()
                .map(|m| base.unite(m.unite).code.to_string())
                .collect();
            assert_eq!(lue, codes, "{texte}");
        }
        for liste in [
            "48095\n48080\n",
            "commune:48095\n",
            "CPTS : Mende\n48095\n",
            "- 48095\n- 48080\n",
        ] {
            assert_eq!(codes(liste), Ok(None), "{liste}");
        }
    }

    #[test]
    fn what_is_no_term_is_refused_with_its_line() {
        for (texte, morceaux) in [
            ("epci:200069151\n48080\n", ["ligne 2", "commune:48080"]),
            ("epci:200069151\nLangogne\n", ["ligne 2", "« Langogne »"]),
            ("dep:48\nepcii:200069151 + dep:48\n", ["ligne 2", "epci"]),
            ("-48146\ndep:48\n", ["ligne 1", "soustraction"]),
            ("dep:48 - fichier:a.csv\n", ["ligne 1", "autre fichier"]),
        ] {
            let message = codes(texte).unwrap_err();
            assert!(
                morceaux.iter().all(|m| message.contains(m)),
                "{texte}\n{message}"
            );
        }
    }
}
