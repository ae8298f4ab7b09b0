//! A column by unit: which units have a figure, a secret, a reject or nothing, then the figures; or the class of each.

use std::collections::BTreeMap;

use crate::load::table::resultat::SerieClasse;
use crate::model::{UniteId, Valeur};

use super::curseur::{Curseur, Lit, abime, ecrit};
use super::nombres;

/// Longest class code or label, bytes.
const TEXTE_MAX: usize = 1 << 20;

fn etat(valeur: &Valeur) -> u8 {
    match valeur {
        Valeur::Absente => 0,
        Valeur::Connue(_) => 1,
        Valeur::Masquee => 2,
        Valeur::Rejetee => 3,
    }
}

/// Writes one value per unit.
#[must_use]
pub fn ecrit_valeurs(valeurs: &[Valeur]) -> Vec<u8> {
    let mut o = Vec::new();
    let suites: Vec<(u8, usize)> = valeurs
        .chunk_by(|a, b| etat(a) == etat(b))
        .map(|s| (s.first().map_or(0, etat), s.len()))
        .collect();
    ecrit(&mut o, suites.len() as u64);
    o.extend(suites.iter().map(|(etat, _)| *etat));
    for (_, longueur) in &suites {
        ecrit(&mut o, *longueur as u64);
    }
    let connues: Vec<f64> = valeurs.iter().filter_map(|v| v.connue()).collect();
    nombres::ecrit(&mut o, &connues);
    o
}

/// Reads one value for each of that many units.
///
/// # Errors
/// Damaged bytes.
pub fn lit_valeurs(octets: &[u8], unites: usize) -> Lit<Vec<Valeur>> {
    let pas_une = || abime("une colonne n'a pas une valeur par commune");
    let mut c = Curseur::new(octets);
    let n = c.compte()?;
    let etats = c.octets(n)?;
    let mut suites = Vec::with_capacity(n);
    let (mut lues, mut connues) = (0_usize, 0_usize);
    for &etat in etats {
        let longueur = usize::try_from(c.entier()?).map_err(|_| abime("une suite sans fin"))?;
        if longueur > unites.saturating_sub(lues) {
            return Err(pas_une());
        }
        if etat > 3 {
            return Err(abime("un état inconnu"));
        }
        suites.push((etat, longueur));
        lues += longueur;
        connues += if etat == 1 { longueur } else { 0 };
    }
    if lues != unites {
        return Err(pas_une());
    }
    let mut connues = nombres::lit(&mut c, connues)?.into_iter();
    c.fini()?;
    let mut valeurs = Vec::with_capacity(unites);
    for (etat, longueur) in suites {
        let fin = valeurs.len() + longueur;
        match etat {
            1 => valeurs.extend(connues.by_ref().take(longueur).map(Valeur::Connue)),
            2 => valeurs.resize(fin, Valeur::Masquee),
            3 => valeurs.resize(fin, Valeur::Rejetee),
            _ => valeurs.resize(fin, Valeur::Absente),
        }
    }
    Ok(valeurs)
}

/// Writes the class of each unit.
#[must_use]
pub fn ecrit_classes(serie: &SerieClasse) -> Vec<u8> {
    let mut rangs: BTreeMap<&str, usize> = BTreeMap::new();
    for code in serie.codes.iter().flatten() {
        rangs.insert(code, 0);
    }
    for (n, rang) in rangs.values_mut().enumerate() {
        *rang = n + 1;
    }
    let mut o = Vec::new();
    ecrit(&mut o, rangs.len() as u64);
    rangs.keys().for_each(|code| texte(&mut o, code));
    ecrit(&mut o, serie.libelles.len() as u64);
    for (code, libelle) in &serie.libelles {
        texte(&mut o, code);
        texte(&mut o, libelle);
    }
    ecrit(&mut o, serie.rejetees.len() as u64);
    serie
        .rejetees
        .iter()
        .for_each(|id| ecrit(&mut o, u64::from(id.0)));
    let rang = |code: &Option<String>| code.as_deref().and_then(|c| rangs.get(c)).copied();
    let figures: Vec<f64> = serie
        .codes
        .iter()
        .map(|c| rang(c).unwrap_or(0) as f64)
        .collect();
    nombres::ecrit(&mut o, &figures);
    o
}

/// Reads the class of each of that many units.
///
/// # Errors
/// Damaged bytes.
pub fn lit_classes(octets: &[u8], unites: usize) -> Lit<SerieClasse> {
    let mut c = Curseur::new(octets);
    let codes: Vec<String> = (0..c.compte()?)
        .map(|_| lit_texte(&mut c))
        .collect::<Lit<_>>()?;
    let libelle = |c: &mut Curseur<'_>| Ok((lit_texte(c)?, lit_texte(c)?));
    let libelles = (0..c.compte()?)
        .map(|_| libelle(&mut c))
        .collect::<Lit<_>>()?;
    let unite = |c: &mut Curseur<'_>| {
        let id = u32::try_from(c.entier()?)
            .ok()
            .filter(|id| (*id as usize) < unites);
        id.map(UniteId).ok_or_else(|| abime("une commune inconnue"))
    };
    let rejetees = (0..c.compte()?)
        .map(|_| unite(&mut c))
        .collect::<Lit<_>>()?;
    let rangs = nombres::lit(&mut c, unites)?;
    c.fini()?;
    let code = |rang: f64| match (rang as usize).checked_sub(1) {
        None => Ok(None),
        Some(n) => codes
            .get(n)
            .map(|c| Some(c.clone()))
            .ok_or_else(|| abime("une classe inconnue")),
    };
    let codes = rangs.into_iter().map(code).collect::<Lit<_>>()?;
    Ok(SerieClasse {
        codes,
        rejetees,
        libelles,
    })
}

fn texte(sortie: &mut Vec<u8>, texte: &str) {
    ecrit(sortie, texte.len() as u64);
    sortie.extend(texte.as_bytes());
}

fn lit_texte(c: &mut Curseur<'_>) -> Lit<String> {
    let n = c.compte()?;
    let octets = c.octets(n.min(TEXTE_MAX))?;
    String::from_utf8(octets.to_vec()).map_err(|_| abime("un texte illisible"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn valeur() -> impl Strategy<Value = Valeur> {
        prop_oneof![
            Just(Valeur::Absente),
            Just(Valeur::Masquee),
            Just(Valeur::Rejetee),
            (-50..5000_i32).prop_map(|n| Valeur::Connue(f64::from(n) / 4.0)),
        ]
    }

    proptest! {
        #[test]
        fn columns_come_back_and_damage_never_panics(
            valeurs in proptest::collection::vec(valeur(), 0..60),
            place: proptest::sample::Index, octet: u8,
        ) {
            let mut o = ecrit_valeurs(&valeurs);
            prop_assert_eq!(lit_valeurs(&o, valeurs.len()).unwrap(), valeurs.clone());
            prop_assert!(lit_valeurs(&o, valeurs.len() + 1).is_err());
            let i = place.index(o.len());
            o[i] = octet;
            let _ = lit_valeurs(&o, valeurs.len());
        }

        #[test]
        fn classes_come_back_and_damage_never_panics(
            codes in proptest::collection::vec(proptest::option::of("[A-C]{1,2}"), 1..40),
            rejetees in proptest::collection::btree_set(0..40_u32, 0..4),
            place: proptest::sample::Index, octet: u8,
        ) {
            let n = codes.len();
            let rejetees = rejetees.into_iter().filter(|r| (*r as usize) < n).map(UniteId).collect();
            let libelles = codes.iter().flatten().map(|c| (c.clone(), c.to_lowercase())).collect();
            let serie = SerieClasse { codes, rejetees, libelles };
            let mut o = ecrit_classes(&serie);
            prop_assert_eq!(lit_classes(&o, n).unwrap(), serie);
            let i = place.index(o.len());
            o[i] = octet;
            let _ = lit_classes(&o, n);
        }
    }
}
