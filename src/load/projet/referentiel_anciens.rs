//! What the rows of a list of territories say of the past: parts of communes, former codes, splits.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AncienCode, CodeCommune, DateCivile, Deleguee, ErreurDonnees, Genre, MotifAncien, Referentiel,
    Separation, UniteId,
};

use crate::load::projet::referentiel_lignes::{Lue, code};

/// The current commune that a row belongs to.
pub(super) fn parent(referentiel: &Referentiel, lue: &Lue) -> Result<UniteId, ErreurDonnees> {
    let texte = &lue.rangee.parent;
    let cherche = CodeCommune::parse(texte)
        .ok()
        .and_then(|c| referentiel.par_code(c));
    let ville = cherche.filter(|&id| referentiel.unite(id).genre != Genre::Arrondissement);
    ville.ok_or_else(|| {
        ErreurDonnees::new(
            lue.lieu.clone().colonne("parent"),
            "commune de rattachement inconnue",
        )
        .valeur(texte.as_str())
        .attendu("le code d'une commune actuelle du même fichier")
    })
}

pub(super) fn deleguees(referentiel: &mut Referentiel, lues: &[&Lue]) -> Result<(), ErreurDonnees> {
    for lue in lues {
        let motif = match lue.rangee.genre.as_str() {
            "deleguee" => MotifAncien::Deleguee,
            "associee" => MotifAncien::Associee,
            autre => {
                return Err(
                    ErreurDonnees::new(lue.lieu.clone().colonne("genre"), "genre inconnu")
                        .valeur(autre)
                        .attendu("commune, arrondissement, deleguee ou associee"),
                );
            }
        };
        let vers = parent(referentiel, lue)?;
        let nom = lue.rangee.nom.clone();
        if referentiel.par_code(lue.code).is_none() {
            let ancien = AncienCode {
                vers,
                motif,
                nom: Some(nom.clone()),
                fin: None,
                entier: false,
            };
            referentiel.anciens.insert(lue.code, ancien);
        }
        referentiel.deleguees.push(Deleguee {
            code: lue.code,
            nom,
            motif,
            vers,
        });
    }
    Ok(())
}

/// Former codes; one that several communes claim was shared out between them.
pub(super) fn anciens(referentiel: &mut Referentiel, lues: &[&Lue]) -> Result<(), ErreurDonnees> {
    let mut cibles: BTreeMap<CodeCommune, BTreeSet<UniteId>> = BTreeMap::new();
    for (lue, id) in lues.iter().zip((0u32..).map(UniteId)) {
        for texte in lue.rangee.anciens_codes.split_whitespace() {
            cibles
                .entry(code(texte, &lue.lieu, "anciens_codes")?)
                .or_default()
                .insert(id);
        }
    }
    for (code, ids) in cibles {
        if referentiel.par_code(code).is_some() {
            continue;
        }
        match ids.iter().next() {
            Some(&vers) if ids.len() == 1 => {
                let ancien = AncienCode {
                    vers,
                    motif: MotifAncien::Ancien,
                    nom: None,
                    fin: None,
                    entier: false,
                };
                referentiel.anciens.entry(code).or_insert(ancien);
            }
            _ => {
                referentiel.anciens.remove(&code);
                referentiel.scindees.insert(code, ids.into_iter().collect());
            }
        }
    }
    Ok(())
}

/// Communes re-created by a split: the day, and the commune that held them until then.
pub(super) fn separations(
    referentiel: &mut Referentiel,
    lues: &[&Lue],
) -> Result<(), ErreurDonnees> {
    let mut scissions: BTreeMap<(CodeCommune, DateCivile), Vec<CodeCommune>> = BTreeMap::new();
    for lue in lues {
        let (de, le) = (&lue.rangee.separee_de, &lue.rangee.separee_le);
        if de.is_empty() && le.is_empty() {
            continue;
        }
        let refuse = |colonne: &str, valeur: &str, attendu: &str| {
            let lieu = lue.lieu.clone().colonne(colonne);
            ErreurDonnees::new(lieu, "séparation illisible")
                .valeur(valeur)
                .attendu(attendu)
        };
        let de_qui = CodeCommune::parse(de).ok();
        let de_qui = de_qui.filter(|c| referentiel.par_code(*c).is_some() && *c != lue.code);
        let de_qui = de_qui.ok_or_else(|| {
            refuse(
                "separee_de",
                de,
                "le code d'une autre commune actuelle du même fichier",
            )
        })?;
        let jour =
            DateCivile::parse(le).map_err(|_| refuse("separee_le", le, "un jour : 2025-01-01"))?;
        scissions.entry((de_qui, jour)).or_default().push(lue.code);
    }
    for ((de, date), mut vers) in scissions {
        let id = referentiel.par_code(de);
        vers.push(de);
        vers.sort_unstable();
        referentiel.separations.push(Separation {
            de,
            nom: id.map_or(String::new(), |id| referentiel.unite(id).nom.clone()),
            date,
            vers,
        });
    }
    Ok(())
}
