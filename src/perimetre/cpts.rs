//! The communes of a CPTS, by its name in the commune → CPTS list.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{cle, meme_nom, suggerer_nom};
use crate::model::{
    AffectationCpts, Constat, CptsFinie, CptsPerdue, Dataset, Emplacement, ErreurDonnees,
    RegleConstat, SectionId, Severite,
};

use super::ensemble_dits::Entree;
use super::erreur::ErreurPerimetre;

/// Communes of a CPTS and its name as the list writes it; a near-identical name is reported in `constats`.
///
/// # Errors
/// [`ErreurPerimetre::DonneesManquantes`] without a list, [`ErreurPerimetre::Invalide`] with the nearest names when the
/// list has no such CPTS.
pub(super) fn cpts(
    donnees: Option<&Dataset>,
    nom: &str,
    lieu: &Emplacement,
    constats: &mut Vec<Constat>,
) -> Result<(String, Vec<Entree>), ErreurPerimetre> {
    let lignes = donnees.map(|d| d.cpts.as_slice()).unwrap_or_default();
    let finies = donnees.map(|d| d.cpts_finies.as_slice());
    let finie = finies.and_then(|f| f.iter().find(|f| meme_nom(&f.cpts, nom)));
    if let Some(finie) = finie.filter(|f| !lignes.iter().any(|l| l.cpts == f.cpts)) {
        return Err(terminee(finie, lieu).into());
    }
    if lignes.is_empty() {
        return Err(ErreurPerimetre::DonneesManquantes(sans_liste(nom, lieu)));
    }
    let mut noms: BTreeMap<&str, usize> = BTreeMap::new();
    for ligne in lignes {
        *noms.entry(ligne.cpts.as_str()).or_default() += 1;
    }
    let retenu = choisit(&noms, nom).ok_or_else(|| inconnue(&noms, nom, lieu))?;
    constats.extend(jumelles(&noms, retenu));
    let perdues = donnees.map(|d| d.cpts_perdues.as_slice());
    constats.extend(incomplete(perdues.unwrap_or_default(), retenu));
    Ok((retenu.to_owned(), entrees(lignes, retenu, lieu)))
}

/// The exact name; failing that the only one that differs by case, accents, hyphens and spaces.
fn choisit<'a>(noms: &BTreeMap<&'a str, usize>, nom: &str) -> Option<&'a str> {
    let exact = noms.keys().find(|n| **n == nom.trim());
    if let Some(exact) = exact {
        return Some(exact);
    }
    let mut memes = noms.keys().filter(|n| meme_nom(n, nom));
    match (memes.next(), memes.next()) {
        (Some(seul), None) => Some(seul),
        _ => None,
    }
}

fn entrees(lignes: &[AffectationCpts], nom: &str, lieu: &Emplacement) -> Vec<Entree> {
    let mut vues = BTreeSet::new();
    lignes
        .iter()
        .filter(|l| l.cpts == nom && vues.insert((l.unite, l.part.to_bits())))
        .map(|l| Entree {
            unite: l.unite,
            ancien: None,
            part: l.part,
            lieu: lieu.clone(),
        })
        .collect()
}

fn sans_liste(nom: &str, lieu: &Emplacement) -> ErreurDonnees {
    ErreurDonnees::new(lieu.clone(), "aucune liste commune → CPTS dans le dossier de données")
        .valeur(nom)
        .attendu("un fichier CSV avec une colonne de codes communes et une colonne de noms de CPTS")
        .remede(
            "demandez la liste à l'ARS, déposez le fichier dans le dossier de données (--donnees DOSSIER, \
             ./donnees par défaut) et relancez",
        )
}

/// The list says that it is no more: its communes are known, and nobody covers them by it.
fn terminee(finie: &CptsFinie, lieu: &Emplacement) -> ErreurDonnees {
    let probleme = format!(
        "la liste commune → CPTS dit cette CPTS terminée ({}, ligne {}\u{a0}: «\u{a0}{}\u{a0}»)",
        finie.fichier, finie.ligne, finie.mention
    );
    ErreurDonnees::new(lieu.clone(), probleme)
        .valeur(&finie.cpts)
        .attendu("une CPTS qui couvre encore ses communes")
        .remede("donnez ses communes (une liste, ou commune:… + commune:…), ou corrigez la liste")
}

fn inconnue(noms: &BTreeMap<&str, usize>, nom: &str, lieu: &Emplacement) -> ErreurPerimetre {
    let proches = suggerer_nom(noms.keys().copied(), nom, 3);
    let liste: Vec<String> = proches.iter().map(|n| format!("cpts:\"{n}\"")).collect();
    let remede = if liste.is_empty() {
        "écrivez le nom comme dans la liste commune → CPTS du dossier de données".to_owned()
    } else {
        format!("vouliez-vous écrire {} ?", liste.join(" ou "))
    };
    ErreurDonnees::new(lieu.clone(), "CPTS inconnue de la liste commune → CPTS")
        .valeur(nom)
        .attendu(format!("l'un des {} noms de la liste", noms.len()))
        .remede(remede)
        .into()
}

/// The other names that only differ by link words, hyphens, case or accents: probably the same CPTS written twice.
fn jumelles(noms: &BTreeMap<&str, usize>, retenu: &str) -> Option<Constat> {
    let voulue = cle(retenu);
    let autres: Vec<String> = noms
        .iter()
        .filter(|(nom, _)| **nom != retenu && cle(nom) == voulue)
        .map(|(nom, n)| format!("« {nom} » ({n} commune{})", if *n > 1 { "s" } else { "" }))
        .collect();
    if autres.is_empty() {
        return None;
    }
    let texte = format!(
        "La liste porte aussi {}, nom presque identique à « {retenu} » : s'il s'agit de la même CPTS, additionnez-les \
         (cpts:… + cpts:…).",
        autres.join(", ")
    );
    Some(Constat::new(
        RegleConstat::CptsNomsProches,
        Severite::Attention,
        SectionId::S1,
        texte,
    ))
}

/// Rows named in a sentence.
const LIEUX: usize = 3;

/// « 1 ligne de la liste des CPTS n'a pas pu être lue (cpts.csv, ligne 4 : « 4808x ») »; `None` when all were read.
#[must_use]
pub fn lignes_perdues(perdues: &[&CptsPerdue]) -> Option<String> {
    let n = perdues.len();
    let lieu = |l: &&CptsPerdue| {
        format!(
            "{}, ligne {}\u{a0}: «\u{a0}{}\u{a0}»",
            l.fichier, l.ligne, l.valeur
        )
    };
    let lieux: Vec<String> = perdues.iter().take(LIEUX).map(lieu).collect();
    let suite = if n > LIEUX { "…" } else { "" };
    let (dites, lues) = if n > 1 {
        ("lignes", "n'ont pas pu être lues")
    } else {
        ("ligne", "n'a pas pu être lue")
    };
    (n > 0).then(|| {
        format!(
            "{n}\u{a0}{dites} de la liste des CPTS {lues} ({}{suite})",
            lieux.join(", ")
        )
    })
}

/// The rows of the list that could not be read and may be about this CPTS: it may lack a commune.
fn incomplete(perdues: &[CptsPerdue], retenu: &str) -> Option<Constat> {
    let possible = |l: &&CptsPerdue| l.cpts.as_deref().is_none_or(|nom| meme_nom(nom, retenu));
    let siennes: Vec<&CptsPerdue> = perdues.iter().filter(possible).collect();
    let texte = format!(
        "{}\u{a0}: il peut manquer {} à «\u{a0}{retenu}\u{a0}», dont la population et la taille ne sont alors qu'un \
         minimum. Corrigez la liste, puis relancez.",
        lignes_perdues(&siennes)?,
        if siennes.len() > 1 {
            "des communes"
        } else {
            "une commune"
        },
    );
    Some(Constat::new(
        RegleConstat::LignesRejetees,
        Severite::Attention,
        SectionId::S1,
        texte,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::model::{Perimetre, SourceId};
    use crate::perimetre::{analyser, resoudre};

    fn donnees() -> Dataset {
        let base = embarquee();
        let ligne = |code: &str, cpts: &str, part: f64| AffectationCpts {
            unite: base.par_code(code.parse().unwrap()).unwrap(),
            cpts: cpts.to_owned(),
            part,
            source: SourceId(1),
        };
        Dataset {
            cpts: vec![
                ligne("04004", "CPTS du Verdon", 1.0),
                ligne("05061", "CPTS Gapençais", 1.0),
                ligne("05001", "CPTS du Gapençais", 0.5),
                ligne("04001", "CPTS Alpes - Bléone", 1.0),
            ],
            referentiel: base,
            ..Dataset::default()
        }
    }

    fn perimetre(texte: &str) -> Result<Perimetre, ErreurPerimetre> {
        resoudre(&analyser(texte)?, &embarquee(), Some(&donnees()))
    }

    #[test]
    fn finds_a_cpts_by_its_name_whatever_its_case_and_accents() {
        for texte in [
            "cpts:\"CPTS du Verdon\"",
            "cpts:cpts du verdon",
            "cpts:CPTS DU  VERDON",
        ] {
            let p = perimetre(texte).unwrap();
            assert_eq!(p.cpts.as_deref(), Some("CPTS du Verdon"));
            assert_eq!((p.membres.len(), p.nom.as_str()), (1, "CPTS du Verdon"));
        }
        assert_eq!(
            perimetre("cpts:CPTS du Verdon + commune:04001")
                .unwrap()
                .cpts,
            None
        );
        assert_eq!(
            perimetre("cpts:cpts alpes bleone").unwrap().membres.len(),
            1
        );
    }

    #[test]
    fn names_the_near_identical_cpts() {
        let p = perimetre("cpts:CPTS Gapençais").unwrap();
        assert_eq!(p.constats[0].id, "cpts_noms_proches");
        assert!(
            p.constats[0]
                .texte
                .contains("« CPTS du Gapençais » (1 commune)")
        );
        let p = perimetre("cpts:CPTS Gapençais + cpts:CPTS du Gapençais").unwrap();
        assert_eq!((p.membres.len(), p.membres[0].part), (2, 0.5));
    }

    #[test]
    fn one_that_the_list_says_ended_is_told_as_such() {
        let mut d = donnees();
        let fin = CptsFinie {
            unite: d.cpts[0].unite,
            cpts: "CPTS du Nord".into(),
            mention: "dissoute".into(),
            fin: None,
            fichier: "cpts.csv".into(),
            ligne: 2,
        };
        d.cpts_finies.push(fin);
        let lu = |d: &Dataset| {
            let dit = analyser("cpts:CPTS du nord").unwrap();
            resoudre(&dit, &embarquee(), Some(d)).map_err(|e| e.to_string())
        };
        let erreur = lu(&d).unwrap_err();
        assert!(
            erreur.contains("terminée (cpts.csv, ligne 2") && erreur.contains("dissoute"),
            "{erreur}"
        );
        // Alone in its list, it is not « no list » either; with a line that still covers, it is that one.
        let lignes = std::mem::take(&mut d.cpts);
        assert!(lu(&d).unwrap_err().contains("terminée"));
        let vivante = AffectationCpts {
            cpts: "CPTS du Nord".into(),
            ..lignes[0].clone()
        };
        d.cpts.push(vivante);
        assert_eq!(lu(&d).unwrap().membres.len(), 1);
    }

    #[test]
    fn an_unknown_name_gets_the_nearest_ones() {
        let erreur = perimetre("cpts:CPTS de Verdon").unwrap_err().to_string();
        assert!(erreur.contains("cpts:\"CPTS du Verdon\""), "{erreur}");
    }
}
