//! From a commune code as written to the current commune, with what must be said of it.

use crate::base::{Resolution, chercher, cle, meme_nom, resoudre, suggerer_code};
use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, MotifAncien, Referentiel, RegleConstat,
    SectionId, Severite, UniteId,
};

use super::ensemble::{Entree, designe};
use super::expression::CommuneDemandee;

/// Looks a commune up; the findings are added to `constats`.
///
/// # Errors
/// [`ErreurDonnees`] with the closest codes or names when the code is unknown, malformed or that of a commune shared
/// out between several.
pub(super) fn commune(
    referentiel: &Referentiel,
    demandee: &CommuneDemandee,
    lieu: &Emplacement,
    constats: &mut Vec<Constat>,
) -> Result<Entree, ErreurDonnees> {
    let lieu = demandee.origine.as_ref().unwrap_or(lieu);
    let (code, repare) = CodeCommune::parse_repare(&demandee.code)
        .map_err(|_| illisible(referentiel, &demandee.code, lieu))?;
    let mut nouveaux = Vec::new();
    if repare {
        nouveaux.push(zero_rendu(&demandee.code, code));
    }
    let (unite, ancien) = match resoudre(referentiel, code) {
        Resolution::Actuelle(id) => (id, None),
        Resolution::Recodee { vers, motif, nom } => {
            let nom = nom.as_deref();
            nouveaux.push(recodee(
                referentiel,
                code,
                nom,
                motif,
                vers,
                demandee.part.is_some(),
            ));
            (vers, Some(code))
        }
        Resolution::Scindee { vers } => return Err(scindee(referentiel, code, &vers, lieu)),
        Resolution::Inconnue => return Err(inconnue(referentiel, code, lieu)),
    };
    nouveaux.extend(verifie_nom(referentiel, unite, code, demandee));
    let place = |c: Constat| match &demandee.origine {
        Some(origine) => c.avec_origine(origine.to_string()),
        None => c,
    };
    constats.extend(nouveaux.into_iter().map(place));
    Ok(Entree {
        unite,
        ancien,
        part: demandee.part.unwrap_or(1.0),
        lieu: lieu.clone(),
    })
}

fn zero_rendu(lu: &str, code: CodeCommune) -> Constat {
    let texte = format!(
        "Le code « {} » avait perdu son zéro initial : il a été lu {code}.",
        lu.trim()
    );
    Constat::new(
        RegleConstat::ZeroInitialRendu,
        Severite::Information,
        SectionId::S1,
        texte,
    )
    .avec_communes([code])
}

fn recodee(
    referentiel: &Referentiel,
    code: CodeCommune,
    nom: Option<&str>,
    motif: MotifAncien,
    vers: UniteId,
    part_ecrite: bool,
) -> Constat {
    let actuelle = designe(referentiel, vers);
    let code_actuel = referentiel.unite(vers).code;
    let ecrit = nom.map_or(code.to_string(), |nom| format!("{code} ({nom})"));
    let genre = match motif {
        MotifAncien::Ancien => None,
        MotifAncien::Deleguee => Some("une commune déléguée"),
        MotifAncien::Associee => Some("une commune associée"),
    };
    let (id, severite, texte) = match genre {
        Some(genre) if !part_ecrite => (
            RegleConstat::CommuneDelegueeEntiere,
            Severite::Attention,
            format!(
                "{ecrit} est {genre} de {actuelle} : la commune entière est prise. Pour n'en prendre qu'une part, \
                 écrivez-la, par exemple commune:{code_actuel}@0.4 (part de la population)."
            ),
        ),
        Some(genre) => (
            RegleConstat::CodeRecode,
            Severite::Information,
            format!(
                "{ecrit} est {genre} de {actuelle} : la part écrite est celle de la population de cette commune."
            ),
        ),
        None => (
            RegleConstat::CodeRecode,
            Severite::Information,
            format!("{ecrit} est un ancien code, remplacé par {actuelle}."),
        ),
    };
    Constat::new(id, severite, SectionId::S1, texte).avec_communes([code_actuel])
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

fn inconnue(referentiel: &Referentiel, code: CodeCommune, lieu: &Emplacement) -> ErreurDonnees {
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
    let proposition = propose(referentiel, &suggerer_code(referentiel, code.as_str()));
    let suite = proposition
        .unwrap_or_else(|| "cherchez la commune par son nom : cpts perimetre chercher".to_owned());
    erreur.remede(format!("{}{suite}", postal.unwrap_or_default()))
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

/// A finding when the name written beside the code is not that of the commune, under any of its names.
fn verifie_nom(
    referentiel: &Referentiel,
    unite: UniteId,
    code: CodeCommune,
    demandee: &CommuneDemandee,
) -> Option<Constat> {
    let ecrit = demandee
        .nom
        .as_deref()
        .map(str::trim)
        .filter(|n| !n.is_empty())?;
    let actuelle = referentiel.unite(unite);
    let deleguees = referentiel
        .deleguees
        .iter()
        .filter(|d| d.code == code || d.vers == unite)
        .map(|d| d.nom.as_str());
    let ancien = referentiel.anciens.get(&code);
    // The base does not know the name of most former communes: there is then nothing to compare.
    if ancien.is_some_and(|a| a.nom.is_none()) {
        return None;
    }
    let ancien = ancien.and_then(|a| a.nom.as_deref());
    let separees = referentiel
        .separations
        .iter()
        .filter(|s| s.de == code)
        .map(|s| s.nom.as_str());
    let mut noms = std::iter::once(actuelle.nom.as_str())
        .chain(deleguees)
        .chain(ancien)
        .chain(separees);
    if noms.any(|nom| semblables(nom, ecrit)) {
        return None;
    }
    let texte = format!(
        "Le code {code} est celui de {}, mais le nom écrit à côté est « {} » : vérifiez lequel des deux est voulu \
         (le code a été suivi ; une commune peut aussi avoir changé de nom).",
        actuelle.nom,
        super::valeurs::court(ecrit)
    );
    Some(
        Constat::new(
            RegleConstat::NomDifferentDuCode,
            Severite::Attention,
            SectionId::S1,
            texte,
        )
        .avec_communes([actuelle.code]),
    )
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
