//! The workshop: a map whose communes go in and out of the perimeter, every figure being added up again by the page itself.
//!
//! The script is written by hand and holds the rules of sums only: 20 kB beside the data, and a test in a browser draws random
//! perimeters and compares every figure with those of the program. The crate compiled to WebAssembly would share the rules
//! instead of repeating them, for megabytes of code and tables before any data, a second toolchain in the build, and a policy
//! of the page that admits compiled code: more size and no less doubt, since what the page shows would have to be compared all
//! the same.

use minijinja::{Value, context};
use serde_json::json;

use crate::model::{Apport, Apports};
use crate::rapport::atelier::Atelier;
use crate::render::ErreurRendu;

use super::page_avec;

/// The script, from the sums to the page.
const SCRIPTS: [&str; 6] = [
    include_str!("../templates/atelier/calcul.js"),
    include_str!("../templates/atelier/variantes.js"),
    include_str!("../templates/atelier/carte.js"),
    include_str!("../templates/atelier/fichiers.js"),
    include_str!("../templates/atelier/noms.js"),
    include_str!("../templates/atelier/page.js"),
];

/// The page of the workshop.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre(atelier: &Atelier) -> Result<String, ErreurRendu> {
    let vue = context! {
        genre => "Atelier de périmètre",
        nom => &atelier.nom,
        date => atelier.date.as_deref().map(crate::francais::date),
        fictif => atelier.fictif,
        version => &atelier.version,
        referentiel => &atelier.referentiel,
        style_atelier => Value::from_safe_string(include_str!("../templates/atelier/atelier.css").to_owned()),
        laisses => &atelier.chiffres.laisses,
        donnees => Value::from_safe_string(donnees(atelier)),
    };
    let script = format!("'use strict';\n(() => {{\n{}}})();\n", SCRIPTS.concat());
    page_avec("page_atelier.html", vue, &script)
}

/// The data, as JSON that no text of theirs can end: every `<` is written as an escape, and so are the marks that turn a text.
fn donnees(a: &Atelier) -> String {
    let communes = a.communes.iter().map(|c| {
        json!([
            c.code,
            c.nom,
            c.population,
            c.epci,
            c.part,
            u8::from(c.ville),
            u8::from(c.placee)
        ])
    });
    let brut = json!({
        "nom": a.nom,
        "fictif": a.fictif,
        "date": a.date,
        "population": a.population,
        "communes": communes.collect::<Vec<_>>(),
        "epci": a.epci,
        "voisines": a.voisines,
        "seuils": a.seuils,
        "couvertureMin": a.chiffres.couverture_min,
        "effectifMin": a.chiffres.effectif_min,
        "chiffres": a.chiffres.figures.iter().map(chiffre).collect::<Vec<_>>(),
        "formes": a.formes,
        "cadre": a.cadre,
        "reperes": a.reperes,
        "couverture": a.couverture,
    });
    brut.to_string().replace('<', "\\u003c")
}

/// A figure, its known terms in two rows of numbers, the rest by rank.
fn chiffre(f: &Apports) -> serde_json::Value {
    let termes = |de: fn(&Apport) -> f64| f.communes.iter().map(de).collect::<Vec<f64>>();
    let douteux = f.communes.iter().enumerate();
    let douteux = douteux.filter_map(|(rang, c)| doute(rang, c));
    let groupes = f.groupes.iter();
    let groupes = groupes.map(|(rangs, c)| json!([rangs, c.num, c.den, doute(0, c)]));
    let seuls = f
        .seuls
        .iter()
        .map(|s| json!([s.commune, s.valeur, s.statut]));
    json!({
        "id": f.id,
        "libelle": f.libelle,
        "unite": f.unite,
        "decimales": f.decimales,
        "millesime": f.millesime,
        "facteur": f.facteur,
        "couvertureMin": f.couverture_min,
        "petitEffectif": f.petit_effectif,
        "domaine": f.domaine,
        "num": termes(|c| c.num),
        "den": if f.facteur.is_some() { termes(|c| c.den) } else { Vec::new() },
        "groupes": groupes.collect::<Vec<_>>(),
        "doutes": douteux.collect::<Vec<_>>(),
        "seuls": seuls.collect::<Vec<_>>(),
    })
}

/// What is not known of a commune, under its rank.
fn doute(rang: usize, c: &Apport) -> Option<serde_json::Value> {
    let d = c.doute.as_ref()?;
    let masque = u8::from(d.masque);
    Some(json!([
        rang,
        d.communes,
        d.habitants,
        masque,
        d.num,
        d.den,
        d.rapports
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cumulables;
    use crate::rapport::atelier::CommuneAtelier;

    fn hostile() -> Atelier {
        let nom = "</script><img src=x onerror=alert(1)>\u{202e}".to_owned();
        Atelier {
            nom: nom.clone(),
            date: None,
            fictif: true,
            version: "0".to_owned(),
            referentiel: nom.clone(),
            population: "municipale".to_owned(),
            communes: vec![CommuneAtelier {
                code: "96001".to_owned(),
                nom,
                population: Some(3.0),
                epci: None,
                part: 1.0,
                ville: false,
                placee: true,
            }],
            epci: Vec::new(),
            couverture: None,
            voisines: Vec::new(),
            seuils: Vec::new(),
            chiffres: Cumulables::default(),
            formes: vec![vec![vec![0, 0, 5, 0, 0, 5]]],
            cadre: [0, 0, 5, 5],
            reperes: Vec::new(),
        }
    }

    #[test]
    fn a_hostile_name_ends_no_script_and_turns_no_text() {
        let page = rendre(&hostile()).unwrap();
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(!page.contains("<img") && !page.contains('\u{202e}'));
        let debut = page.find("type=\"application/json\">").unwrap() + 24;
        let fin = debut + page[debut..].find("</script>").unwrap();
        let lu: serde_json::Value = serde_json::from_str(&page[debut..fin]).unwrap();
        assert!(
            lu["communes"][0][1]
                .as_str()
                .unwrap()
                .starts_with("</script>")
        );
    }

    #[test]
    fn nothing_of_the_page_is_read_elsewhere_nor_made_from_text() {
        let script = SCRIPTS.concat();
        for interdit in [
            "innerHTML",
            "eval(",
            "http",
            "fetch(",
            "insertAdjacent",
            "document.write",
        ] {
            let permis = script.matches("http://www.w3.org").count();
            let vus =
                script.matches(interdit).count() - if interdit == "http" { permis } else { 0 };
            assert_eq!(vus, 0, "{interdit}");
        }
    }
}
