//! Checks of a scale: each item alone, then the whole.

use std::collections::BTreeSet;

use super::catalogue::Regle;
use super::{Bareme, DateCivile, Lieu};
use crate::model::{Confiance, Emplacement, ErreurDonnees};
use crate::tri::Tri;

type Controle = Result<(), ErreurDonnees>;

/// An error at a place of a scale file.
pub(super) fn erreur(lieu: &Lieu, probleme: impl Into<String>) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(&lieu.fichier).ligne(lieu.ligne),
        probleme,
    )
}

/// A text that must not be empty.
pub(super) fn rempli(lieu: &Lieu, cle: &str, texte: &str) -> Controle {
    if texte.trim().is_empty() {
        return Err(erreur(lieu, format!("« {cle} » est vide")));
    }
    Ok(())
}

/// A unit and at least one reference, except for a value that no source gives.
pub(super) fn naissance(
    lieu: &Lieu,
    references: &[String],
    unite: Option<&str>,
    confiance: Confiance,
) -> Controle {
    if let Some(unite) = unite {
        rempli(lieu, "unite", unite)?;
    }
    if confiance == Confiance::NonEtabli {
        return Ok(());
    }
    citees(lieu, references)
}

/// At least one reference.
pub(super) fn citees(lieu: &Lieu, references: &[String]) -> Controle {
    if references.is_empty() {
        return Err(erreur(lieu, "aucune référence")
            .attendu("au moins un identifiant de [[reference]]")
            .remede("ajoutez un bloc [[reference]] (id, titre, adresse, date) et citez-le"));
    }
    Ok(())
}

/// The unit that the parameter needs.
pub(super) fn unite(lieu: &Lieu, lue: &str, attendue: &str) -> Controle {
    if lue == attendue {
        return Ok(());
    }
    Err(erreur(lieu, "unité inattendue")
        .valeur(lue)
        .attendu(format!("« {attendue} »")))
}

/// A value inside its bounds, absent exactly when its confidence is `non_etabli`.
pub(super) fn valeur(
    lieu: &Lieu,
    valeur: Option<f64>,
    regle: &Regle,
    confiance: Confiance,
) -> Controle {
    match (valeur, confiance == Confiance::NonEtabli) {
        (None, true) => Ok(()),
        (None, false) => Err(erreur(lieu, "valeur absente")
            .remede("donnez « valeur », ou mettez confiance = \"non_etabli\"")),
        (Some(x), true) => Err(
            erreur(lieu, "valeur donnée alors qu'elle est dite non établie")
                .valeur(x.to_string())
                .remede("retirez la valeur ou dites sa confiance"),
        ),
        (Some(x), false) => bornee(lieu, x, regle),
    }
}

fn bornee(lieu: &Lieu, x: f64, regle: &Regle) -> Controle {
    if (0.0..=regle.max).contains(&x) && !(regle.entier && x.fract() != 0.0) {
        return Ok(());
    }
    let genre = if regle.entier {
        "un nombre entier"
    } else {
        "un nombre"
    };
    Err(erreur(lieu, "valeur hors des bornes")
        .valeur(x.to_string())
        .attendu(format!("{genre} de 0 à {}, en {}", regle.max, regle.unite)))
}

/// A « still valid on » date that does not precede the date of effect.
pub(super) fn cree_apres_citation(
    lieu: &Lieu,
    effet: DateCivile,
    valide_au: Option<DateCivile>,
) -> Controle {
    match valide_au {
        Some(v) if v < effet => Err(erreur(lieu, "« valide_au » précède « effet »")
            .valeur(v.to_string())
            .attendu(format!("une date à partir du {effet}"))),
        _ => Ok(()),
    }
}

/// An identifier in snake_case.
pub(super) fn identifiant(lieu: &Lieu, id: &str) -> Controle {
    let lettre = |o: u8| o.is_ascii_lowercase() || o.is_ascii_digit() || o == b'_';
    if !id.is_empty() && id.bytes().all(lettre) {
        return Ok(());
    }
    Err(erreur(lieu, "identifiant de mission illisible")
        .valeur(id)
        .attendu("des minuscules sans accent, des chiffres et « _ »"))
}

impl Bareme {
    /// Checks what needs every file: references cited, missions named, tiers known, no duplicate; then sorts.
    pub(super) fn verifier(&mut self) -> Controle {
        self.versions.trie_par_cle(|v| v.effet);
        self.tranches
            .trie_par_cle(|t| (t.lieu.utilisateur, t.effet));
        self.missions.trie_par_cle(|m| m.effet);
        self.parametres.trie_par(|a, b| {
            (&a.id, a.taille, a.effet, &a.lieu).cmp(&(&b.id, b.taille, b.effet, &b.lieu))
        });
        self.verifier_dates()?;
        self.verifier_citations()?;
        self.verifier_parametres()
    }

    /// Nothing of the user's own takes effect before the agreement.
    fn verifier_dates(&self) -> Controle {
        let embarquees = self.versions.iter().filter(|v| !v.lieu.utilisateur);
        let Some(debut) = embarquees.map(|v| v.effet).min() else {
            return Ok(());
        };
        let mut lieux = self
            .parametres
            .iter()
            .map(|p| (&p.lieu, p.effet))
            .chain(self.tranches.iter().map(|t| (&t.lieu, t.effet)))
            .chain(self.missions.iter().map(|m| (&m.lieu, m.effet)))
            .chain(self.versions.iter().map(|v| (&v.lieu, v.effet)));
        match lieux.find(|(lieu, effet)| lieu.utilisateur && *effet < debut) {
            Some((lieu, effet)) => Err(erreur(lieu, "date d'effet antérieure à l'accord")
                .valeur(effet.to_string())
                .attendu(format!("une date à partir du {debut}"))),
            None => Ok(()),
        }
    }

    fn verifier_citations(&self) -> Controle {
        let connues: BTreeSet<&str> = self.references.iter().map(|r| r.id.as_str()).collect();
        let listes = self
            .parametres
            .iter()
            .map(|p| (&p.lieu, &p.references))
            .chain(self.tranches.iter().map(|t| (&t.lieu, &t.references)))
            .chain(self.missions.iter().map(|m| (&m.lieu, &m.references)))
            .chain(self.versions.iter().map(|v| (&v.lieu, &v.references)));
        for (lieu, references) in listes {
            if let Some(r) = references.iter().find(|r| !connues.contains(r.as_str())) {
                return Err(erreur(lieu, "référence citée mais jamais définie")
                    .valeur(r)
                    .remede("ajoutez le bloc [[reference]] qui porte cet identifiant"));
            }
        }
        Ok(())
    }

    fn verifier_parametres(&self) -> Controle {
        let missions: BTreeSet<&str> = self.missions.iter().map(|m| m.id.as_str()).collect();
        let tailles: BTreeSet<u8> = self
            .tranches
            .iter()
            .flat_map(|t| t.bandes.iter().map(|b| b.taille))
            .collect();
        for p in &self.parametres {
            let mission = super::regle(&p.id).and_then(|r| r.mission);
            if let Some(m) = mission.filter(|m| !missions.contains(m.as_str())) {
                return Err(erreur(&p.lieu, "mission inconnue")
                    .valeur(m)
                    .attendu(missions.iter().copied().collect::<Vec<_>>().join(", ")));
            }
            if let Some(t) = p.taille.filter(|t| !tailles.contains(t)) {
                return Err(erreur(&p.lieu, "taille inconnue").valeur(t.to_string()));
            }
        }
        for paire in self.parametres.windows(2) {
            if let [a, b] = paire
                && (&a.id, a.taille, a.effet, a.lieu.utilisateur)
                    == (&b.id, b.taille, b.effet, b.lieu.utilisateur)
            {
                return Err(erreur(&b.lieu, "paramètre donné deux fois à la même date")
                    .valeur(&b.id)
                    .remede(format!(
                        "déjà donné {}, ligne {}",
                        a.lieu.fichier, a.lieu.ligne
                    )));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
