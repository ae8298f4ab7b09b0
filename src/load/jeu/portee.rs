//! What must be said of where a file speaks: extracts of a département, cities that contradict their arrondissements.

use std::collections::BTreeSet;

use crate::francais::{court, denombre, enumerer, nombre, part};
use crate::load::jeu::rejets::libelle;
use crate::load::jeu::section::SECTION;
use crate::load::table::resultat::{Extrait, Table};
use crate::model::lecture::lieux;
use crate::model::{Constat, Referentiel, RegleConstat, Severite};

/// Départements and cities named in a sentence.
const NOMS: usize = 4;

/// A sparse file that is an extract of some départements: its latest vintage, then those which are of others.
#[must_use]
pub fn extraits(referentiel: &Referentiel, nom: &str, table: &Table) -> Vec<Constat> {
    let mut dits: BTreeSet<usize> = BTreeSet::new();
    let mut constats = Vec::new();
    for (an, lu) in table.extraits.iter().rev() {
        if lu.departements.keys().any(|d| !dits.contains(d)) {
            dits.extend(lu.departements.keys());
            let an = an.filter(|_| table.extraits.len() > 1);
            let nom_dit = an.map_or(nom.to_owned(), |an| format!("{nom}, pour {an},"));
            constats.push(extrait(referentiel, nom, &nom_dit, lu));
        }
    }
    constats
}

/// What must be said of a vintage.
fn extrait(referentiel: &Referentiel, nom: &str, nom_dit: &str, lu: &Extrait) -> Constat {
    let n = lu.departements.len();
    let noms = lu.departements.iter().filter_map(|(d, lue)| {
        let d = referentiel.departements.get(*d)?;
        Some(format!("{} pour {} ({})", part(*lue), d.nom, d.code))
    });
    let raison = lu.coupe.map_or_else(
        || {
            "les communes dont il a une ligne regroupent moins de la moitié de la population".to_owned()
        },
        |taille| {
            format!(
                "presque aucune de ses communes n'a moins de {} habitants, et il a la plupart des autres. Il couvre de la \
                 population",
                nombre(taille, 0)
            )
        },
    );
    let mut texte = format!(
        "{nom_dit} n'est qu'un extrait dans {}\u{a0}: {raison} ({}). Une commune sans ligne y est sans chiffre, et non à zéro.",
        denombre(n, "département", "départements"),
        enumerer(&noms.collect::<Vec<_>>(), NOMS),
    );
    if n <= NOMS {
        texte += " S'il est entier dans ces départements, dites-le par departements_entiers = true dans son descripteur.";
    }
    let (regle, severite) = (RegleConstat::FichierPartiel, Severite::Information);
    Constat::new(regle, severite, SECTION, texte).avec_origine(nom)
}

/// Rows of no place: activities without the address of a structure.
#[must_use]
pub fn sans_lieu(nom: &str, table: &Table) -> Option<Constat> {
    let n = usize::try_from(table.sans_lieu).unwrap_or(usize::MAX);
    let texte = format!(
        "{nom}\u{a0}: {} (activité sans adresse de structure), qui ne compte{} dans aucune commune.",
        denombre(n, "ligne sans commune", "lignes sans commune"),
        if n > 1 { "nt" } else { "" },
    );
    let (regle, severite) = (RegleConstat::LignesSansCommune, Severite::Information);
    (n > 0).then(|| Constat::new(regle, severite, SECTION, texte).avec_origine(nom))
}

/// Cities whose figure is not that of their arrondissements, one finding for each city.
#[must_use]
pub fn villes(referentiel: &Referentiel, nom: &str, table: &Table) -> Vec<Constat> {
    let mut constats: Vec<Constat> = Vec::new();
    let mut dites = std::collections::BTreeSet::new();
    for d in &table.discordances {
        if !dites.insert(d.ville) {
            continue;
        }
        let siennes = table.discordances.iter().filter(|a| a.ville == d.ville);
        let chiffres: Vec<String> = siennes
            .map(|a| {
                format!(
                    "{}\u{a0}: {} pour la ville, {} pour {} de ses arrondissements",
                    libelle(&a.cle.0),
                    court(a.entiere),
                    court(a.somme),
                    if a.complete {
                        "l'ensemble"
                    } else {
                        "une partie"
                    }
                )
            })
            .collect();
        let ville = referentiel.unite(d.ville);
        let texte = format!(
            "{nom}\u{a0}: {} ({}) et ses arrondissements se contredisent ({}). Aucun de ces chiffres n'est retenu\u{a0}: \
             gardez dans le fichier la ligne de la ville ou celles des arrondissements.",
            ville.nom,
            ville.code,
            enumerer(&chiffres, NOMS),
        );
        let codes = lieux(referentiel, d.ville).map(|id| referentiel.unite(id).code);
        constats.push(
            Constat::new(
                RegleConstat::VilleDiscordante,
                Severite::Attention,
                SECTION,
                texte,
            )
            .avec_communes(codes)
            .avec_origine(nom),
        );
    }
    constats
}
