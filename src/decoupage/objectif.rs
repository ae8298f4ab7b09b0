//! The objective and how long it is sought: `objectif.toml`, that the user's own file completes.

use serde::Deserialize;

use super::effort::{Effort, Passe};
use crate::model::{Emplacement, ErreurDonnees};
use crate::texte_toml::{Embarque, lire};

static REGLES: Embarque<Ecrit> = Embarque::new(include_str!("objectif.toml"), "objectif.toml");

/// Restarts, steps and moves beyond which a file is a mistake, not a wish.
const REPRISES_MAX: u32 = 10_000;

/// A file of rules, where everything may be missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ecrit {
    population_visee: Option<f64>,
    taille_min: Option<u8>,
    taille_max: Option<u8>,
    laisse_km: Option<f64>,
    reprises: Option<u32>,
    relances: Option<u32>,
    paliers: Option<u32>,
    essais_par_commune: Option<u32>,
    seuil: Option<f64>,
    blocs: Option<u32>,
    blocs_par_groupe: Option<u32>,
    paliers_de_retouche: Option<u32>,
    essais_de_retouche: Option<u32>,
    seuil_de_retouche: Option<f64>,
    #[serde(default)]
    profil: Vec<Profil>,
    #[serde(rename = "reference")]
    _reference: Option<String>,
    #[serde(rename = "date")]
    _date: Option<String>,
    #[serde(rename = "confiance")]
    _confiance: Option<String>,
}

/// Weights that look for something.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profil {
    /// Stable identifier.
    pub id: String,
    /// What it looks for, in French.
    pub libelle: String,
    /// A kilometre of mean distance.
    pub distance_km: f64,
    /// A territory whose EPCI are all cut to pieces, kilometres.
    #[serde(default)]
    pub epci: f64,
    /// The same for bassins de vie.
    #[serde(default)]
    pub bassin_de_vie: f64,
    /// Mean square of the relative gaps of population, kilometres.
    #[serde(default)]
    pub egalite: f64,
}

/// The rules of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Objectif {
    /// Inhabitants of a new group when their number is not asked for.
    pub population_visee: f64,
    /// Tiers between which a group must be.
    pub tailles: (u8, u8),
    /// The whole territory left in no group, kilometres.
    pub laisse_km: f64,
    /// Searches for each profile.
    pub reprises: usize,
    /// Times that all searches begin again, other draws, when none keeps every rule.
    pub relances: usize,
    /// How long each lasts.
    pub effort: Effort,
    /// Weights, the first one ranking.
    pub profils: Vec<Profil>,
}

impl Objectif {
    /// Those of the program, completed by the text of a user's file.
    ///
    /// # Errors
    /// [`ErreurDonnees`]: unknown key, wrong type, number out of its range, profile named twice.
    pub fn lire(utilisateur: Option<(&str, &str)>) -> Result<Self, ErreurDonnees> {
        let embarque = REGLES.lire()?;
        let (sien, fichier) = match utilisateur {
            Some((texte, fichier)) => (lire::<Ecrit>(texte, fichier)?, fichier),
            None => (Ecrit::default(), "objectif.toml"),
        };
        let reel = |nom: &str, a: Option<f64>, b: Option<f64>| positif(fichier, nom, a.or(b));
        let entier = |nom: &str, a: Option<u32>, b: Option<u32>| compte(fichier, nom, a.or(b));
        let profils = match sien.profil.is_empty() {
            true => &embarque.profil,
            false => &sien.profil,
        };
        verifier(profils, fichier)?;
        let taille = |a: Option<u8>, b: Option<u8>| a.or(b).unwrap_or_default();
        Ok(Self {
            population_visee: reel(
                "population_visee",
                sien.population_visee,
                embarque.population_visee,
            )?,
            tailles: (
                taille(sien.taille_min, embarque.taille_min),
                taille(sien.taille_max, embarque.taille_max),
            ),
            laisse_km: reel("laisse_km", sien.laisse_km, embarque.laisse_km)?,
            reprises: entier("reprises", sien.reprises, embarque.reprises)?,
            relances: match sien.relances {
                Some(0) => 0,
                sienne => entier("relances", sienne, embarque.relances)?,
            },
            effort: effort(&sien, embarque, fichier)?,
            profils: profils.clone(),
        })
    }

    /// Puts a profile first; the others stay in order. `false` when there is none of that name.
    pub fn preferer(&mut self, id: &str) -> bool {
        let Some(rang) = self.profils.iter().position(|p| p.id == id) else {
            return false;
        };
        self.profils[..=rang].rotate_right(1);
        true
    }
}

/// How long each search lasts.
fn effort(sien: &Ecrit, embarque: &Ecrit, fichier: &str) -> Result<Effort, ErreurDonnees> {
    let reel =
        |nom: &str, de: fn(&Ecrit) -> Option<f64>| positif(fichier, nom, de(sien).or(de(embarque)));
    let entier =
        |nom: &str, de: fn(&Ecrit) -> Option<u32>| compte(fichier, nom, de(sien).or(de(embarque)));
    Ok(Effort {
        passe: Passe {
            paliers: entier("paliers", |e| e.paliers)?,
            essais_par_atome: entier("essais_par_commune", |e| e.essais_par_commune)?,
            seuil: reel("seuil", |e| e.seuil)?,
        },
        blocs: entier("blocs", |e| e.blocs)?,
        blocs_par_groupe: entier("blocs_par_groupe", |e| e.blocs_par_groupe)?,
        retouche: Passe {
            paliers: entier("paliers_de_retouche", |e| e.paliers_de_retouche)?,
            essais_par_atome: entier("essais_de_retouche", |e| e.essais_de_retouche)?,
            seuil: reel("seuil_de_retouche", |e| e.seuil_de_retouche)?,
        },
    })
}

fn positif(fichier: &str, cle: &str, valeur: Option<f64>) -> Result<f64, ErreurDonnees> {
    match valeur {
        Some(x) if x.is_finite() && x > 0.0 => Ok(x),
        _ => Err(hors_bornes(fichier, cle, "un nombre plus grand que 0")),
    }
}

fn compte(fichier: &str, cle: &str, valeur: Option<u32>) -> Result<usize, ErreurDonnees> {
    match valeur {
        Some(n) if (1..=REPRISES_MAX).contains(&n) => Ok(n as usize),
        _ => Err(hors_bornes(fichier, cle, "un nombre entier de 1 à 10 000")),
    }
}

fn hors_bornes(fichier: &str, cle: &str, attendu: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(fichier),
        format!("« {cle} » hors de ses bornes"),
    )
    .attendu(attendu)
    .remede("corrigez cette valeur")
}

fn verifier(profils: &[Profil], fichier: &str) -> Result<(), ErreurDonnees> {
    for (rang, p) in profils.iter().enumerate() {
        if profils.iter().take(rang).any(|autre| autre.id == p.id) {
            let lieu = Emplacement::fichier(fichier);
            return Err(ErreurDonnees::new(lieu, "profil écrit deux fois")
                .valeur(&p.id)
                .remede("donnez à chaque profil un id à lui"));
        }
        for (cle, x) in [
            ("distance_km", p.distance_km),
            ("epci", p.epci),
            ("bassin_de_vie", p.bassin_de_vie),
            ("egalite", p.egalite),
        ] {
            if !(0.0..=1e6).contains(&x) {
                return Err(hors_bornes(fichier, cle, "un nombre de 0 à 1 000 000"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_user_completes_that_of_the_program() {
        let siennes = Objectif::lire(Some(("reprises = 2\n", "a.toml"))).unwrap();
        let programme = Objectif::lire(None).unwrap();
        assert_eq!(
            (siennes.reprises, siennes.profils.len()),
            (2, programme.profils.len())
        );
        assert_eq!(siennes.population_visee, programme.population_visee);
        let mut autre = programme.clone();
        assert!(autre.preferer("egalite") && !autre.preferer("inconnu"));
        assert_eq!(autre.profils[0].id, "egalite");
        assert_eq!(autre.profils.len(), programme.profils.len());
    }

    #[test]
    fn a_wrong_file_names_the_key() {
        let refus = |texte: &str| {
            Objectif::lire(Some((texte, "a.toml")))
                .unwrap_err()
                .to_string()
        };
        assert!(refus("reprise = 2").contains("reprise"));
        assert!(refus("paliers = 0").contains("paliers"));
        assert!(refus("laisse_km = nan").contains("laisse_km"));
        let profil = "[[profil]]\nid = \"a\"\nlibelle = \"A\"\ndistance_km = 1.0\n";
        assert!(refus(&profil.repeat(2)).contains("deux fois"));
        assert!(refus(&profil.replace("1.0", "-1.0")).contains("distance_km"));
    }
}
