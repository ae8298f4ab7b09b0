//! What a text says besides its communes, and that no table shows: comments, errors of spreadsheets, exclusions,
//! expressions. What would be guessed is refused.

use crate::base::normaliser;
use crate::model::{Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::perimetre::lignes;

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::erreur_tableur::{ERREUR_DE_TABLEUR, FORMULE, erreur_de_tableur};
use crate::load::perimetre::grille_texte::separateur;
use crate::load::perimetre::lexique::Lexique;

/// Words that take communes away.
const EXCLUSIONS: [&str; 9] = [
    "sauf",
    "hormis",
    "excepte",
    "exceptee",
    "exceptees",
    "exception",
    "exclure",
    "exclue",
    "exclues",
];
/// Words of the expressions that no list holds.
const MOTS: [&str; 9] = [
    "commune:", "epci:", "dep:", "reg:", "bv:", "aav:", "tvs:", "cpts:", "fichier:",
];

/// Reads the lines as they are written; the comments that name communes are told.
///
/// # Errors
/// [`ErreurDonnees`] with the line: an error of a spreadsheet or a rank behind `#`, an exclusion, an expression.
pub(super) fn verifie(
    fichier: &str,
    contenu: &str,
    lexique: &Lexique,
) -> Result<Option<Constat>, ErreurDonnees> {
    let mut commentees = Vec::new();
    let (mut retirees, mut gardees) = (None, false);
    for (numero, ligne) in (1_u64..).zip(contenu.lines()) {
        let net = ligne.trim();
        let refus = |probleme: &str| {
            let extrait: String = net.chars().take(60).collect();
            let lieu = Emplacement::fichier(fichier).ligne(numero);
            ErreurDonnees::new(lieu, probleme)
                .valeur(extrait)
                .attendu("un code commune INSEE ou un nom de commune par ligne")
        };
        if let Some(suite) = ligne.strip_prefix('#') {
            diese(ligne, suite, lexique, &refus)?;
            if nomme_une_commune(suite, lexique) {
                commentees.push((numero, net));
            }
            continue;
        }
        if est_expression(net) {
            return Err(refus("cette ligne est une expression, et non une liste de communes")
                .remede(format!("écrivez l'expression à la place du fichier : cpts perimetre verifier '{net}'")));
        }
        let mots = normaliser(net);
        if mots.split(' ').any(|m| EXCLUSIONS.contains(&m)) {
            return Err(refus("cette ligne dit d'exclure des communes, ce qu'une liste ne sait pas faire")
                .remede("supprimez la ligne et les communes à exclure, ou écrivez une expression : epci:200069151 - commune:48146"));
        }
        let code = code_en_tete(net.trim_start_matches('-'));
        let signe = net.starts_with('-') && code;
        gardees |= code && !signe;
        if signe && retirees.is_none() {
            retirees = Some(refus("un signe moins devant un code, quand d'autres n'en ont pas : est-ce une commune à retirer ?")
                .remede("supprimez le signe, ou la ligne si la commune n'est pas du périmètre"));
        }
    }
    match retirees {
        Some(refus) if gardees => Err(refus),
        _ => Ok(constat(&commentees)),
    }
}

/// A line that starts with `#` and is no comment.
fn diese(
    ligne: &str,
    suite: &str,
    lexique: &Lexique,
    refus: &dyn Fn(&str) -> ErreurDonnees,
) -> Result<(), ErreurDonnees> {
    if erreur_de_tableur(ligne) {
        return Err(refus(ERREUR_DE_TABLEUR).remede(FORMULE));
    }
    let reste = suite.trim_start_matches(|c: char| c.is_ascii_digit());
    let chiffres = suite.len() - reste.len();
    if (1..=3).contains(&chiffres) && nomme_une_commune(reste, lexique) {
        return Err(refus(
            "un # suivi d'un numéro : est-ce une ligne à ignorer ou un numéro d'ordre ?",
        )
        .remede(
            "supprimez le # et le numéro, ou laissez une espace après # pour ignorer la ligne",
        ));
    }
    Ok(())
}

/// Whether a piece of a line is a known code or the name of a commune.
fn nomme_une_commune(texte: &str, lexique: &Lexique) -> bool {
    let bord = |c: char| !c.is_alphanumeric();
    let mut morceaux = texte.split([';', '\t', '|', ',']).map(str::trim);
    morceaux.any(|m| match lire_cellule(m) {
        Contenu::Codes(codes) => codes.iter().any(|c| lexique.connu(c.code)),
        Contenu::Mots => lexique.nomme(m.trim_matches(bord)),
        Contenu::Douteux(_) | Contenu::Vide => false,
    })
}

fn code_en_tete(net: &str) -> bool {
    let premiere = match separateur(net) {
        Some(octet) => net.split(char::from(octet)).next().unwrap_or_default(),
        None => net,
    };
    premiere.starts_with(|c: char| c.is_ascii_digit())
        && matches!(lire_cellule(premiere), Contenu::Codes(_))
}

/// Terms of an expression: another keyword than `commune:`, or several terms.
pub(super) fn est_expression(net: &str) -> bool {
    let bas = net.to_lowercase().replace(" +", "\n").replace(" -", "\n");
    let terme = |t: &str| {
        let debut = t.trim_start_matches(|c: char| c.is_whitespace() || "+-".contains(c));
        MOTS.iter().copied().find(|m| {
            debut
                .strip_prefix(m)
                .is_some_and(|s| s.starts_with(|c: char| c.is_alphanumeric() || c == '"'))
        })
    };
    let termes: Vec<&str> = bas.lines().filter_map(terme).collect();
    termes.len() > 1
        || termes.iter().any(|t| *t != "commune:")
        || !termes.is_empty() && (net.starts_with(['+', '-']) || net.contains('@'))
}

/// Commented lines that name communes.
fn constat(commentees: &[(u64, &str)]) -> Option<Constat> {
    let (_, premiere) = commentees.first()?;
    let place = lignes(commentees.iter().map(|c| c.0));
    let extrait: String = premiere.chars().take(60).collect();
    let texte = match commentees.len() {
        1 => format!(
            "Une ligne qui commence par # nomme une commune et n'est pas lue ({place}) : « {extrait} »."
        ),
        n => format!(
            "{n} lignes qui commencent par # nomment des communes et ne sont pas lues ({place}) : « {extrait} »…"
        ),
    };
    Some(Constat::new(
        RegleConstat::LignesNonLues,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}
