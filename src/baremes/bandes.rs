//! Population bands: contiguous, without overlap, open at neither end.

use super::ecrit::Ecrit;
use super::{Bande, Lieu, brut, controle};
use crate::model::ErreurDonnees;
use crate::texte_toml::Situe;

/// Reads the bands and checks that each number of inhabitants falls in one tier, or on a bound that is said not to be settled.
pub(super) fn lire(
    ecrites: &[Situe<brut::Bande>],
    lieu: &Lieu,
    ecrit: &Ecrit<'_>,
) -> Result<Vec<Bande>, ErreurDonnees> {
    let bandes: Vec<(Lieu, Bande)> = ecrites
        .iter()
        .map(|b| (ecrit.lieu(b), bande(b.valeur())))
        .collect();
    let (Some(premiere), Some(derniere)) = (bandes.first(), bandes.last()) else {
        return Err(controle::erreur(lieu, "aucune bande de population"));
    };
    extremites(premiere, derniere)?;
    for (rang, (lieu, b)) in bandes.iter().enumerate() {
        ordre(lieu, b, rang + 1)?;
    }
    for paire in bandes.windows(2) {
        if let [(_, a), (lieu, b)] = paire {
            raccord(lieu, a, b)?;
        }
    }
    Ok(bandes.into_iter().map(|(_, b)| b).collect())
}

fn bande(b: &brut::Bande) -> Bande {
    Bande {
        taille: b.taille,
        min: b.min,
        min_inclus: b.min_inclus,
        max: b.max,
        max_inclus: b.max_inclus,
    }
}

fn extremites(premiere: &(Lieu, Bande), derniere: &(Lieu, Bande)) -> Result<(), ErreurDonnees> {
    let (lieu, b) = premiere;
    if b.min.is_some() || b.min_inclus.is_some() {
        return Err(
            controle::erreur(lieu, "la première bande laisse des populations sans taille")
                .remede("retirez « min » : la première bande part de zéro"),
        );
    }
    let (lieu, b) = derniere;
    if b.max.is_some() || b.max_inclus.is_some() {
        return Err(
            controle::erreur(lieu, "la dernière bande laisse des populations sans taille")
                .remede("retirez « max » : la dernière bande n'a pas de plafond"),
        );
    }
    Ok(())
}

fn ordre(lieu: &Lieu, b: &Bande, rang: usize) -> Result<(), ErreurDonnees> {
    if usize::from(b.taille) != rang {
        return Err(controle::erreur(lieu, "tailles qui ne se suivent pas")
            .valeur(b.taille.to_string())
            .attendu(format!("taille = {rang}")));
    }
    let bornes = [b.min, b.max];
    if bornes
        .iter()
        .flatten()
        .any(|x| !(0.0..=1e9).contains(x) || x.fract() != 0.0)
    {
        return Err(controle::erreur(lieu, "borne illisible")
            .attendu("un nombre entier d'habitants, de 0 à 1 milliard"));
    }
    match bornes {
        [Some(min), Some(max)] if min >= max => Err(controle::erreur(
            lieu,
            "bande vide : « min » atteint « max »",
        )),
        _ => Ok(()),
    }
}

/// Two bands that follow each other share one bound, and one side of it at most.
fn raccord(lieu: &Lieu, a: &Bande, b: &Bande) -> Result<(), ErreurDonnees> {
    let (Some(max), Some(min)) = (a.max, b.min) else {
        return Err(
            controle::erreur(lieu, "bandes ouvertes : il manque la borne commune").remede(format!(
                "donnez « max » à la taille {} et « min » à la taille {}",
                a.taille, b.taille
            )),
        );
    };
    let valeur = format!("{max} puis {min}");
    if max < min {
        return Err(controle::erreur(
            lieu,
            "bandes ouvertes : des populations n'ont pas de taille",
        )
        .valeur(valeur));
    }
    if max > min {
        return Err(controle::erreur(lieu, "bandes qui se chevauchent").valeur(valeur));
    }
    match (a.max_inclus, b.min_inclus) {
        (None, None) => Ok(()),
        (Some(x), Some(y)) if x != y => Ok(()),
        (Some(true), Some(true)) => {
            Err(controle::erreur(lieu, "bandes qui se chevauchent : la borne est dans les deux").valeur(valeur))
        }
        (Some(false), Some(false)) => {
            Err(controle::erreur(lieu, "bandes ouvertes : la borne n'est dans aucune des deux").valeur(valeur))
        }
        _ => Err(controle::erreur(lieu, "borne dite incluse d'un seul côté").valeur(valeur).remede(
            "donnez « max_inclus » et « min_inclus », ou aucun des deux si aucune source ne tranche",
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::baremes::Bareme;

    fn refus(bandes: &str) -> String {
        let texte = format!(
            "[tranches]\nunite = \"habitants\"\neffet = \"2027-01-01\"\nconfiance = \"officiel\"\n\
             confiance_bornes = \"officiel\"\nreferences = [\"S1\"]\nbandes = [\n{bandes}\n]\n"
        );
        Bareme::embarque()
            .unwrap()
            .avec_fichier(&texte, "b.toml")
            .map_or_else(|e| e.to_string(), |_| "accepté".into())
    }

    #[test]
    fn overlapping_or_open_bands_are_refused_with_their_line() {
        for (bandes, attendu) in [
            (
                "{taille=1,max=10,max_inclus=true},\n{taille=2,min=10,min_inclus=false}",
                "accepté",
            ),
            ("{taille=1,max=10},\n{taille=2,min=10}", "accepté"),
            (
                "{taille=1,max=12,max_inclus=true},\n{taille=2,min=10,min_inclus=false}",
                "ligne 9 : bandes qui se chevauchent",
            ),
            (
                "{taille=1,max=9,max_inclus=true},\n{taille=2,min=10,min_inclus=false}",
                "ligne 9 : bandes ouvertes",
            ),
            (
                "{taille=1,max=10,max_inclus=true},\n{taille=2,min=10,min_inclus=true}",
                "dans les deux",
            ),
            (
                "{taille=1,max=10,max_inclus=false},\n{taille=2,min=10,min_inclus=false}",
                "dans aucune",
            ),
            (
                "{taille=1,max=10,max_inclus=false},\n{taille=2,min=10}",
                "d'un seul côté",
            ),
            (
                "{taille=1,max=10},\n{taille=2,min=10,max=20}",
                "ligne 9 : la dernière bande",
            ),
            (
                "{taille=1,min=1,max=10},\n{taille=2,min=10}",
                "ligne 8 : la première bande",
            ),
            (
                "{taille=1},\n{taille=2,min=10}",
                "il manque la borne commune",
            ),
            (
                "{taille=1,max=10},\n{taille=3,min=10}",
                "tailles qui ne se suivent pas",
            ),
            (
                "{taille=1,max=10},\n{taille=2,min=10,max=5},\n{taille=3,min=5}",
                "bande vide",
            ),
            ("{taille=1,max=inf},\n{taille=2,min=inf}", "borne illisible"),
            ("", "aucune bande"),
        ] {
            let e = refus(bandes);
            assert!(e.contains(attendu), "{bandes}: {e}");
        }
    }
}
