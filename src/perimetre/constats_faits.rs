//! What happened while codes were looked up, told in one finding for all the lines that have the same trouble.

use crate::model::{
    CodeCommune, Constat, MotifAncien, Referentiel, RegleConstat, Severite, UniteId,
};

use super::faits::{Demandes, Fait, Nature, constat, exemples, place};
use super::faits_recodes::{Lot, Recodage};
use super::valeurs::court;

/// The findings, one for each kind of fact.
pub(super) fn constats(
    referentiel: &Referentiel,
    faits: &[Fait],
    demandes: &Demandes,
) -> Vec<Constat> {
    let (mut anciens, mut partielles, mut entieres, mut completes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for fait in faits {
        let Nature::Recodee {
            code,
            nom,
            motif,
            vers,
            part_ecrite,
        } = &fait.nature
        else {
            continue;
        };
        let recodage = Recodage {
            code: *code,
            nom: nom.as_deref(),
            motif: *motif,
            vers: *vers,
            origine: fait.origine.as_ref(),
        };
        match motif {
            MotifAncien::Ancien => anciens.push(recodage),
            _ if *part_ecrite => partielles.push(recodage),
            _ if complete(referentiel, demandes, *vers) => completes.push(recodage),
            _ => entieres.push(recodage),
        }
    }
    let lot = Lot { referentiel };
    let trouves = [
        zeros(faits),
        lot.anciens(&anciens),
        lot.partielles(&partielles),
        lot.completes(&completes),
        lot.entieres(&entieres),
        noms(referentiel, faits),
    ];
    trouves.into_iter().flatten().collect()
}

/// Whether the whole commune was asked for: itself, or all its communes déléguées or associées.
fn complete(referentiel: &Referentiel, demandes: &Demandes, vers: UniteId) -> bool {
    let Some(codes) = demandes.get(&vers) else {
        return false;
    };
    let actuel = referentiel.unite(vers).code;
    let demandee =
        |code: CodeCommune| codes.contains(&Some(code)) || code == actuel && codes.contains(&None);
    let mut parties = referentiel
        .deleguees
        .iter()
        .filter(|d| d.vers == vers)
        .map(|d| d.code)
        .peekable();
    codes.contains(&None) || parties.peek().is_some() && parties.all(demandee)
}

fn zeros(faits: &[Fait]) -> Option<Constat> {
    let lus = faits.iter().filter_map(|f| match &f.nature {
        Nature::ZeroRendu { lu, code } => Some((lu.as_str(), *code)),
        _ => None,
    });
    let lus: Vec<(&str, CodeCommune)> = lus.collect();
    let (lu, code) = lus.first()?;
    let texte = match lus.len() {
        1 => format!("Le code « {lu} » avait perdu son zéro initial : il a été lu {code}."),
        n => format!(
            "{n} codes avaient perdu leur zéro initial : « {lu} » a été lu {code}, et ainsi des autres."
        ),
    };
    Some(constat(
        RegleConstat::ZeroInitialRendu,
        Severite::Information,
        texte,
        lus.iter().map(|l| l.1),
        None,
    ))
}

fn noms(referentiel: &Referentiel, faits: &[Fait]) -> Option<Constat> {
    let differents = faits.iter().filter_map(|f| match &f.nature {
        Nature::NomDifferent { code, unite, nom } => {
            Some((*code, *unite, court(nom), f.origine.as_ref()))
        }
        _ => None,
    });
    let lot: Vec<_> = differents.collect();
    let (code, unite, nom, origine) = lot.first()?;
    let actuel = |id: UniteId| referentiel.unite(id).nom.as_str();
    let texte = match lot.len() {
        1 => format!(
            "Le code {code} est celui de {}, mais le nom écrit à côté est « {nom} » : vérifiez lequel des deux est \
             voulu (le code a été suivi ; une commune peut aussi avoir changé de nom).",
            actuel(*unite)
        ),
        n => {
            let origines: Vec<_> = lot.iter().map(|l| l.3).collect();
            let un = |l: &(CodeCommune, UniteId, String, _)| {
                format!("{} est {}, écrit « {} »", l.0, actuel(l.1), l.2)
            };
            format!(
                "{n} codes ne sont pas ceux des communes nommées à côté{} : {} ; vérifiez lequel des deux est voulu \
                 (les codes ont été suivis ; une commune peut aussi avoir changé de nom).",
                place(&origines),
                exemples(lot.iter().map(un).collect(), " ; ")
            )
        }
    };
    let codes = lot.iter().map(|l| referentiel.unite(l.1).code);
    Some(constat(
        RegleConstat::NomDifferentDuCode,
        Severite::Attention,
        texte,
        codes,
        *origine,
    ))
}
