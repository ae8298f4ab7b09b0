//! The tier in words: that of a CPTS, or what a CPTS of that population would have when the territory is not one.

use crate::francais::{compte, nombre};
use crate::model::{
    Constat, Financement, GenrePerimetre, Marge, RegleConstat, SectionId, Severite,
};

/// Distance to a threshold, percent of the population, under which it is worth a warning.
const MARGE_FAIBLE: f64 = 5.0;

/// Tier and margin.
#[must_use]
pub fn financement(
    financement: &Financement,
    population: f64,
    genre: GenrePerimetre,
) -> Vec<Constat> {
    let mut constats = vec![taille(financement, population, genre)];
    // A threshold is no news for a territory that will not sign.
    let proches = financement
        .marges
        .iter()
        .filter(|m| genre.est_cpts() && m.pourcent.abs() <= MARGE_FAIBLE);
    constats.extend(proches.map(marge));
    constats
}

fn taille(financement: &Financement, population: f64, genre: GenrePerimetre) -> Constat {
    let habitants = compte(population, "habitant", "habitants");
    let information = |texte| (RegleConstat::TailleAci, Severite::Information, texte);
    let (regle, severite, texte) = match financement.taille {
        Some(taille) if genre.est_cpts() => information(format!(
            "Avec {habitants}, la CPTS est de taille {taille} au sens de l'ACI."
        )),
        Some(taille) => information(format!(
            "Le périmètre est {}\u{a0}: une CPTS de cette population ({habitants}) serait de taille {taille} au sens de l'ACI.",
            genre.un()
        )),
        None => (
            RegleConstat::TailleAciIndeterminee,
            if genre.est_cpts() {
                Severite::Alerte
            } else {
                Severite::Information
            },
            format!(
                "Avec {habitants}, la taille au sens de l'ACI est indéterminée\u{a0}: {}",
                financement
                    .motif
                    .as_deref()
                    .unwrap_or("aucune source ne tranche.")
            ),
        ),
    };
    Constat::new(regle, severite, SectionId::S12, texte)
}

fn marge(marge: &Marge) -> Constat {
    let texte = format!(
        "Le seuil de {} est à {}\u{a0}% seulement ({})\u{a0}: une commune de plus ou de moins, ou un nouveau recensement, \
         peut faire passer en taille {}.",
        compte(marge.seuil, "habitant", "habitants"),
        nombre(marge.pourcent.abs(), 1),
        compte(marge.habitants.abs(), "habitant", "habitants"),
        marge.vers_taille,
    );
    Constat::new(
        RegleConstat::MargeFaible,
        Severite::Attention,
        SectionId::S12,
        texte,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taille_4() -> Financement {
        Financement {
            version: String::new(),
            taille: Some(4),
            motif: None,
            seuils: Vec::new(),
            marges: Vec::new(),
            montants: Vec::new(),
            totaux: Vec::new(),
            notes: Vec::new(),
            references: Vec::new(),
        }
    }

    #[test]
    fn only_a_cpts_is_called_one() {
        let dit = |genre| {
            financement(&taille_4(), 5_218_960.0, genre)[0]
                .texte
                .clone()
        };
        for genre in [GenrePerimetre::Cpts, GenrePerimetre::Projet] {
            assert!(dit(genre).contains("la CPTS est de taille 4"));
        }
        for genre in [
            GenrePerimetre::Region,
            GenrePerimetre::Departement,
            GenrePerimetre::Commune,
            GenrePerimetre::Epci,
            GenrePerimetre::Zone,
        ] {
            let texte = dit(genre);
            assert!(texte.contains("serait de taille 4"), "{texte}");
            assert!(!texte.contains("la CPTS"), "{texte}");
        }
    }
}
