//! Zones of the data folder, by code and by name.

use std::collections::BTreeMap;

use super::*;
use crate::base::embarquee;
use crate::model::{Autres, Perimetre, SourceId};
use crate::perimetre::{analyser, resoudre};

fn donnees() -> Dataset {
    let base = embarquee();
    let mut classes = vec![None; base.unites.len()];
    for (code, rang) in [
        ("48095", 0),
        ("48080", 0),
        ("48061", 1),
        ("75056", 1),
        ("75101", 1),
    ] {
        classes[base.par_code(code.parse().unwrap()).unwrap().0 as usize] = Some(rang);
    }
    let colonne = ColonneClasse {
        autres: Autres::default(),
        rejetees: Vec::new(),
        variable: "bv2022".into(),
        millesime: None,
        source: SourceId(1),
        classes: classes.into(),
        modalites: vec![
            ("48095".into(), "Mende".into()),
            ("48061".into(), "Florac".into()),
        ],
    };
    Dataset {
        referentiel: base,
        classes: BTreeMap::from([("bv2022".into(), BTreeMap::from([(None, colonne)]))]),
        ..Dataset::default()
    }
}

fn perimetre(texte: &str) -> Result<Perimetre, ErreurPerimetre> {
    resoudre(&analyser(texte)?, &embarquee(), Some(&donnees()))
}

#[test]
fn a_bassin_de_vie_is_the_communes_of_its_class() {
    let p = perimetre("bv:48095").unwrap();
    assert_eq!(
        (p.membres.len(), p.nom.as_str()),
        (2, "bassin de vie Mende")
    );
    // The arrondissement is in the city, which has a class of its own.
    assert_eq!(perimetre("bv:48061").unwrap().membres.len(), 2);
}

#[test]
fn a_commune_or_a_name_leads_to_its_bassin() {
    let message = |texte: &str| perimetre(texte).unwrap_err().to_string();
    assert!(message("bv:48080").contains("écrivez bv:48095 (Mende)"));
    assert!(message("bv:mende").contains("bv:48095"));
    assert!(message("aav:002").contains("table d'appartenance"));
}
