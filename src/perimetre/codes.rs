//! From a commune code as written to the current commune, with what must be said of it.

use crate::base::{Resolution, chercher, cle, meme_nom, resoudre, suggerer_code};
use crate::model::{CodeCommune, Emplacement, ErreurDonnees, Referentiel, UniteId};
use crate::tri::Tri;

use super::ensemble_dits::{Entree, designe};
use super::expression::{CodeDemande, CommuneDemandee};
use super::faits::{Fait, Nature};

/// Proposals of a message.
const PROPOSITIONS: usize = 3;

/// Looks a commune up; what must be said of it is added to `faits`.
///
/// # Errors
/// [`ErreurDonnees`] with the closest codes or names when the code is unknown, malformed or that of a commune shared
/// out between several.
pub(super) fn commune(
    referentiel: &Referentiel,
    demandee: &CommuneDemandee,
    lieu: &Emplacement,
    faits: &mut Vec<Fait>,
) -> Result<Entree, ErreurDonnees> {
    let lieu = demandee.origine.as_ref().unwrap_or(lieu);
    let fait = |nature| Fait {
        nature,
        origine: demandee.origine.clone(),
    };
    let code = match &demandee.code {
        CodeDemande::Lu(code) => *code,
        CodeDemande::Ecrit(texte) => {
            let (code, repare) = CodeCommune::parse_repare(texte)
                .map_err(|_| illisible(referentiel, texte, lieu))?;
            if repare {
                let lu = texte.trim().to_owned();
                faits.push(fait(Nature::ZeroRendu { lu, code }));
            }
            code
        }
    };
    let (unite, ancien) = match resoudre(referentiel, code) {
        Resolution::Actuelle(id) => (id, None),
        Resolution::Recodee { vers, motif, nom } => {
            faits.push(fait(Nature::Recodee {
                code,
                nom,
                motif,
                vers,
                part_ecrite: demandee.part.is_some(),
            }));
            (vers, Some(code))
        }
        Resolution::Scindee { vers } => return Err(scindee(referentiel, code, &vers, lieu)),
        Resolution::Inconnue => {
            return Err(inconnue(referentiel, code, demandee.nom.as_deref(), lieu));
        }
    };
    if let Some(nom) = demandee
        .nom
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty())
        && nom_accorde(referentiel, code, nom) == Some(false)
    {
        let nom = nom.to_owned();
        faits.push(fait(Nature::NomDifferent { code, unite, nom }));
    }
    Ok(Entree {
        unite,
        ancien,
        part: demandee.part.unwrap_or(1.0),
        lieu: lieu.clone(),
    })
}

fn scindee(
    referentiel: &Referentiel,
    code: CodeCommune,
    vers: &[UniteId],
    lieu: &Emplacement,
) -> ErreurDonnees {
    let liste: Vec<String> = vers.iter().map(|&id| designe(referentiel, id)).collect();
    ErreurDonnees::new(
        lieu.clone(),
        "ancienne commune partagée entre plusieurs communes actuelles",
    )
    .valeur(code.to_string())
    .attendu(format!("un code du {}", referentiel.nom))
    .remede(format!(
        "écrivez celles à prendre parmi : {}",
        liste.join(", ")
    ))
}

fn propose(referentiel: &Referentiel, ids: &[UniteId]) -> Option<String> {
    let liste: Vec<String> = ids
        .iter()
        .map(|&id| {
            let unite = referentiel.unite(id);
            format!("{} ({})", unite.code, unite.nom)
        })
        .collect();
    (!liste.is_empty()).then(|| format!("vouliez-vous écrire {} ?", liste.join(" ou ")))
}

fn inconnue(
    referentiel: &Referentiel,
    code: CodeCommune,
    nom: Option<&str>,
    lieu: &Emplacement,
) -> ErreurDonnees {
    let attendu = format!(
        "un code commune INSEE du {}, actuel ou ancien",
        referentiel.nom
    );
    let erreur = ErreurDonnees::new(lieu.clone(), "code commune inconnu")
        .valeur(code.to_string())
        .attendu(attendu);
    let postal = code
        .as_str()
        .ends_with('0')
        .then(|| "ce nombre ressemble à un code postal ; ".to_owned());
    let proposition = propose(referentiel, &propose_code(referentiel, code.as_str(), nom));
    let suite = proposition
        .unwrap_or_else(|| "cherchez la commune par son nom : cpts perimetre chercher".to_owned());
    erreur.remede(format!("{}{suite}", postal.unwrap_or_default()))
}

/// The communes that a wrong code may stand for, closest first: those of the name beside when there is one.
#[must_use]
pub fn propose_code(referentiel: &Referentiel, code: &str, nom: Option<&str>) -> Vec<UniteId> {
    let par_code = || suggerer_code(referentiel, code);
    let Some(nom) = nom.filter(|n| n.chars().filter(|c| c.is_alphabetic()).count() >= 3) else {
        return par_code();
    };
    let trouvees = chercher(referentiel, nom, 20);
    let voulue = cle(nom);
    let exacte = |id: &UniteId| cle(&referentiel.unite(*id).nom) == voulue;
    let mut exactes: Vec<UniteId> = trouvees.iter().copied().filter(exacte).collect();
    if exactes.is_empty() {
        exactes = trouvees;
    }
    let tete = code.get(..2).unwrap_or_default();
    exactes.trie_par_cle(|id| !referentiel.unite(*id).code.as_str().starts_with(tete));
    exactes.truncate(PROPOSITIONS);
    if exactes.is_empty() {
        par_code()
    } else {
        exactes
    }
}

fn illisible(referentiel: &Referentiel, lu: &str, lieu: &Emplacement) -> ErreurDonnees {
    let erreur = ErreurDonnees::new(lieu.clone(), "ce n'est pas un code commune")
        .valeur(lu)
        .attendu("cinq caractères : 01001, 2A004, 97101…");
    if lu.contains(['+', '-']) {
        return erreur.remede("répétez le mot à chaque terme : commune:48095 + commune:48080");
    }
    let lettres = lu.chars().filter(|c| c.is_alphabetic()).count();
    let ids = if lettres >= 3 {
        chercher(referentiel, lu, 3)
    } else {
        suggerer_code(referentiel, lu)
    };
    match propose(referentiel, &ids) {
        Some(proposition) => erreur.remede(proposition),
        None => erreur.remede("cherchez la commune par son nom : cpts perimetre chercher"),
    }
}

/// Whether a name written beside a code is that of its commune, under any of its names, today or before.
///
/// `None` when there is nothing to compare: unknown code, or former commune whose name the base does not hold.
#[must_use]
pub fn nom_accorde(referentiel: &Referentiel, code: CodeCommune, ecrit: &str) -> Option<bool> {
    let ancien = referentiel.anciens.get(&code);
    if ancien.is_some_and(|a| a.nom.is_none()) {
        return None;
    }
    let unite = resoudre(referentiel, code).unite()?;
    if semblables(&referentiel.unite(unite).nom, ecrit) {
        return Some(true);
    }
    let deleguees = referentiel
        .deleguees
        .iter()
        .filter(|d| d.code == code || d.vers == unite)
        .map(|d| d.nom.as_str());
    let separees = referentiel
        .separations
        .iter()
        .filter(|s| s.de == code)
        .map(|s| s.nom.as_str());
    let ancien = ancien.and_then(|a| a.nom.as_deref());
    let mut noms = deleguees.chain(ancien).chain(separees);
    Some(noms.any(|nom| semblables(nom, ecrit)))
}

/// Same name, one inside the other, or a few letters apart.
fn semblables(nom: &str, ecrit: &str) -> bool {
    if meme_nom(nom, ecrit) {
        return true;
    }
    let court: String = ecrit.chars().take(120).collect();
    let (a, b) = (cle(nom), cle(&court));
    let inclus = |petit: &str, grand: &str| petit.len() >= 4 && grand.contains(petit);
    inclus(&a, &b) || inclus(&b, &a) || strsim::normalized_damerau_levenshtein(&a, &b) >= 0.7
}
