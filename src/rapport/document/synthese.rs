//! The synthesis: what the figures and the findings propose, to be discussed and edited; then the missions of the agreement.

use super::contexte::{Contexte, dit};
use super::ecart;
use super::edition::{MissionPlan, Quart, SynthesePlan};
use super::positions;
use super::{Bloc, Cadran, Case, Partie, Table};
use crate::francais::majuscule;
use crate::model::{Indicateur, RegleConstat};
use crate::rapport::mots::Chiffre;
use crate::rapport::ordre;

/// Said above what is proposed.
const INVITE: &str = "Proposée par les chiffres et les constats du diagnostic, à discuter et à compléter avec les professionnels et les usagers.";
/// Characters that the short form of a finding keeps at least.
const ESSENTIEL_MIN: usize = 40;
/// What the group writes.
const A_ECRIRE: &str = "à écrire";

/// The grid of four, and the missions.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let mut blocs: Vec<Bloc<'a>> = positions::bloc(contexte.rapport).into_iter().collect();
    blocs.extend([
        Bloc::Note(INVITE.to_owned()),
        Bloc::Synthese(Quart::TOUS.map(|q| cadran(contexte, q)).into()),
        Bloc::Titre("Priorités par mission de l'accord".to_owned()),
        Bloc::Table(missions(contexte)),
    ]);
    Partie {
        ancre: "synthese".to_owned(),
        titre: "Synthèse et priorités".to_owned(),
        page: true,
        blocs,
    }
}

fn cadran(contexte: &Contexte<'_>, quart: Quart) -> Cadran {
    let plans = contexte.edition.synthese.iter();
    let lignes = plans.flat_map(|p| lignes(contexte, p, quart));
    let mut lignes: Vec<String> = lignes.take(contexte.edition.limites.cadran).collect();
    if lignes.is_empty() {
        lignes.push(A_ECRIRE.to_owned());
    }
    Cadran {
        titre: contexte.edition.cadrans.titre(quart).to_owned(),
        lignes,
    }
}

/// What a rule proposes for a quarter.
fn lignes(contexte: &Contexte<'_>, plan: &SynthesePlan, quart: Quart) -> Vec<String> {
    if let Some(regle) = plan.constat {
        let dits = if plan.cadran == Some(quart) {
            textes(contexte, regle)
        } else {
            Vec::new()
        };
        let suite = plan
            .suite
            .as_ref()
            .map_or_else(String::new, |s| format!(" {s}"));
        return dits.into_iter().map(|t| format!("{t}{suite}")).collect();
    }
    let indicateur = plan
        .indicateur
        .as_deref()
        .and_then(|id| contexte.indicateur(id));
    let ligne = indicateur.and_then(|i| {
        if plan.present.is_some() {
            compte(plan, quart, i)
        } else {
            contre_la_reference(contexte, plan, quart, i)
        }
    });
    ligne.into_iter().collect()
}

/// Sentences of the findings of a rule about the territory.
fn textes(contexte: &Contexte<'_>, regle: RegleConstat) -> Vec<String> {
    let tous = ordre::territoire(&contexte.rapport.constats).into_iter();
    let siens = tous.filter(|c| c.id == regle);
    siens.map(|c| c.texte.clone()).collect()
}

/// « Maisons de santé : 3 », of a count that is known and not zero.
fn compte(plan: &SynthesePlan, quart: Quart, i: &Indicateur) -> Option<String> {
    let chiffre = Chiffre::du_perimetre(i);
    let valeur = chiffre.publiee().filter(|v| *v > 0.0)?;
    let sienne = plan.present == Some(quart) && valeur.is_finite();
    sienne.then(|| format!("{}\u{a0}: {}.", majuscule(&plan.sujet), chiffre.texte()))
}

/// « Accessibilité aux médecins généralistes (APL) : 2,31 (France : 3,74 ; 38 % de moins). »
fn contre_la_reference(
    contexte: &Contexte<'_>,
    plan: &SynthesePlan,
    quart: Quart,
    i: &Indicateur,
) -> Option<String> {
    let ecart = ecart::ecart(contexte, i)?;
    let haut = plan.favorable_si_haut.or(i.favorable_si_haut)?;
    let place = if (ecart.pourcent > 0.0) == haut {
        plan.favorable
    } else {
        plan.defavorable
    };
    let assez = ecart.pourcent.abs() >= plan.ecart_min?;
    (assez && place == Some(quart)).then(|| {
        format!(
            "{}\u{a0}: {} ({}\u{a0}: {}\u{a0}; {}).",
            majuscule(&plan.sujet),
            ecart::ici(i),
            ecart.repere.nom,
            ecart::ailleurs(i, ecart.repere),
            ecart.texte
        )
    })
}

/// One row a mission: what the diagnostic says, what is left to write.
fn missions(contexte: &Contexte<'_>) -> Table {
    Table::new(
        "",
        &[
            ("Mission", false, 19),
            ("Ce que dit le diagnostic", false, 59),
            ("Priorité retenue", false, 22),
        ],
    )
    .avec(
        contexte
            .edition
            .mission
            .iter()
            .map(|m| mission(contexte, m)),
    )
}

fn mission(contexte: &Contexte<'_>, plan: &MissionPlan) -> Vec<Case> {
    let lus = plan
        .indicateurs
        .iter()
        .filter_map(|id| contexte.indicateur(id));
    // What is not known is no reason for a priority.
    let connu = |i: &&Indicateur| Chiffre::du_perimetre(i).publiee().is_some();
    let lus = lus.filter(|i| dit(i) && !i.est_un_repere()).filter(connu);
    let chiffres = lus.map(|i| {
        let repere = contexte.reference(i);
        let compare = |i: &Indicateur| i.unite.starts_with('%') || i.decimales > 0;
        let repere = repere.filter(|_| compare(i));
        let repere = repere.map(|(c, _)| format!(" ({}\u{a0}: {})", c.nom, ecart::ailleurs(i, c)));
        format!(
            "{}\u{a0}: {}{}",
            i.libelle,
            ecart::ici(i),
            repere.unwrap_or_default()
        )
    });
    let constats = plan.constats.iter().flat_map(|r| textes(contexte, *r));
    let dits = chiffres.chain(constats.map(|t| essentiel(&t).to_owned()));
    let dits: Vec<String> = dits.map(|d| d.trim_end_matches('.').to_owned()).collect();
    let dit = if dits.is_empty() {
        "Rien dans les fichiers lus : voir « Ce qui reste à réunir ».".to_owned()
    } else {
        dits.join(" ; ")
    };
    // The last cell is for the group to fill.
    vec![plan.nom.clone().into(), dit.into(), Case::default()]
}

/// A finding that is written whole elsewhere in the document: what it says before its list, its detail or its next sentence.
fn essentiel(texte: &str) -> &str {
    let fins = [" : ", "\u{a0}: ", " ; ", "\u{a0}; "];
    let debut = texte.char_indices().nth(ESSENTIEL_MIN).map(|(o, _)| o);
    let Some((debut, reste)) = debut.and_then(|d| Some((d, texte.get(d..)?))) else {
        return texte;
    };
    // The full stop of « hab. std » ends nothing: the next sentence begins with a capital.
    let capitale = |(o, _): &(usize, &str)| {
        let suite = reste.get(o + 2..).and_then(|s| s.chars().next());
        suite.is_some_and(char::is_uppercase)
    };
    let phrase = reste.match_indices(". ").find(capitale).map(|(o, _)| o);
    let fin = fins
        .iter()
        .filter_map(|f| reste.find(f))
        .chain(phrase)
        .min();
    fin.and_then(|f| texte.get(..debut + f)).unwrap_or(texte)
}

#[cfg(test)]
mod tests {
    use super::essentiel;

    #[test]
    fn a_finding_told_again_loses_its_list_and_keeps_its_subject() {
        for (texte, attendu) in [
            (
                "Sous-densité\u{a0}: 6 communes (1 999 habitants) sont sous 2,5 consultations\u{a0}; elles sont loin.",
                "Sous-densité\u{a0}: 6 communes (1 999 habitants) sont sous 2,5 consultations",
            ),
            (
                "Spécialités sans praticien dans le périmètre (12 932 habitants)\u{a0}: cardiologie et radiologie.",
                "Spécialités sans praticien dans le périmètre (12 932 habitants)",
            ),
            (
                "Onze communes sont sans médecin.",
                "Onze communes sont sans médecin.",
            ),
            (
                "L’APL aux médecins généralistes est de 2,9 consult. par an et par hab. std. Elle baisse.",
                "L’APL aux médecins généralistes est de 2,9 consult. par an et par hab. std",
            ),
            ("", ""),
        ] {
            assert_eq!(essentiel(texte), attendu);
        }
    }
}
