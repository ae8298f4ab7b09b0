//! A catalogue file → definitions: `[defaut]`, `[[indicateur]]`, and `[[famille]]` of indicators repeated `pour` each item.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::champs::{Champs, Remplacements};
use super::erreur::{ErreurCatalogue, Lieu};
use super::regle;
use crate::indicateurs::definition::Definition;
use crate::indicateurs::expression::est_identifiant;
use crate::indicateurs::lecture;
use crate::model::SectionId;
use crate::texte_toml;
use crate::tri::Tri;

/// Reads every indicator of a file, families spread out.
pub(super) fn fichier(texte: &str, nom: &str) -> Result<Vec<Definition>, ErreurCatalogue> {
    let lieu = Lieu {
        fichier: nom,
        texte,
    };
    let racine = DeTable::parse(texte)
        .map_err(|e| ErreurCatalogue::Fichier(Box::new(texte_toml::traduire(&e, texte, nom))))?;
    let racine = racine.get_ref();
    cles_permises(lieu, racine, &["defaut", "indicateur", "famille"])?;
    let defaut = racine.get("defaut").and_then(|v| v.get_ref().as_table());
    let simples = (1..).zip(elements(lieu, racine, "indicateur")?);
    let familles = elements(lieu, racine, "famille")?
        .into_iter()
        .map(|t| (0, t));
    let mut tables: Vec<(usize, &Spanned<DeValue<'_>>)> = simples.chain(familles).collect();
    tables.trie_par_cle(|(_, table)| table.span().start);
    let mut definitions = Vec::new();
    let aucun = Remplacements::new();
    for (rang, table) in tables {
        if rang == 0 {
            famille(lieu, table, defaut, &mut definitions)?;
        } else {
            definitions.push(indicateur(lieu, table, defaut, &aucun, rang)?);
        }
    }
    sans_doublon(lieu, &definitions)?;
    Ok(definitions)
}

fn famille(
    lieu: Lieu<'_>,
    table: &Spanned<DeValue<'_>>,
    defaut: Option<&DeTable<'_>>,
    definitions: &mut Vec<Definition>,
) -> Result<(), ErreurCatalogue> {
    let debut = table.span().start;
    let Some(contenu) = table.get_ref().as_table() else {
        return Err(hors(lieu, debut, "une famille est une table TOML"));
    };
    cles_permises(lieu, contenu, &["pour", "indicateur"])?;
    for element in elements(lieu, contenu, "pour")? {
        let remplacements = remplacements(lieu, element)?;
        for (rang, table) in (1..).zip(elements(lieu, contenu, "indicateur")?) {
            definitions.push(indicateur(lieu, table, defaut, &remplacements, rang)?);
        }
    }
    Ok(())
}

fn remplacements(
    lieu: Lieu<'_>,
    element: &Spanned<DeValue<'_>>,
) -> Result<Remplacements, ErreurCatalogue> {
    let debut = element.span().start;
    let refus = || hors(lieu, debut, "« pour » est une liste de tables de textes");
    let table = element.get_ref().as_table().ok_or_else(refus)?;
    table
        .iter()
        .map(|(cle, valeur)| {
            let texte = valeur.get_ref().as_str().ok_or_else(refus)?;
            Ok((cle.get_ref().to_string(), texte.to_owned()))
        })
        .collect()
}

fn indicateur(
    lieu: Lieu<'_>,
    table: &Spanned<DeValue<'_>>,
    defaut: Option<&DeTable<'_>>,
    remplacements: &Remplacements,
    rang: usize,
) -> Result<Definition, ErreurCatalogue> {
    let c = Champs::new(lieu, table, defaut, remplacements, rang)?;
    if !est_identifiant(c.id()) {
        return Err(c.refuse(
            "id",
            c.id(),
            "des minuscules sans accent, des chiffres et des _",
        ));
    }
    let mut definition = Definition {
        id: c.id().to_owned(),
        section: section(&c)?,
        groupe: c.texte_ou_vide("groupe")?,
        libelle: c.texte("libelle")?,
        unite: c.texte("unite")?,
        decimales: decimales(&c)?,
        couverture_min: couverture_min(&c)?,
        formule: c.texte("formule")?,
        lecture: c.texte_ou_vide("lecture")?,
        precision: precision(&c)?,
        reference: c.texte("reference")?,
        favorable_si_haut: c.booleen("favorable_si_haut")?,
        facultatif: c.booleen("facultatif")?.unwrap_or(false),
        petit_effectif: petit_effectif(&c)?,
        domaine: regle::domaine(&c)?,
        regle: regle::lire(&c)?,
    };
    if definition.lecture.is_empty() {
        definition.lecture = lecture::generer(&definition);
    }
    c.fin()?;
    Ok(definition)
}

fn section(c: &Champs<'_>) -> Result<SectionId, ErreurCatalogue> {
    let section = c.texte("section")?;
    section
        .parse()
        .map_err(|_| c.refuse("section", &section, "S0 à S12"))
}

fn decimales(c: &Champs<'_>) -> Result<u8, ErreurCatalogue> {
    let lues = c.nombre("decimales")?;
    (0u8..=6)
        .find(|&n| f64::from(n).to_bits() == lues.to_bits())
        .ok_or_else(|| c.refuse("decimales", &lues.to_string(), "un entier de 0 à 6"))
}

/// A rate on a count, which one decimal at most must tell: more would be chance.
fn petit_effectif(c: &Champs<'_>) -> Result<bool, ErreurCatalogue> {
    let compte = c.booleen("petit_effectif")?.unwrap_or(false);
    if compte && decimales(c)? > 1 {
        let attendu = "une décimale au plus pour un taux calculé sur un dénombrement";
        return Err(c.refuse("decimales", &decimales(c)?.to_string(), attendu));
    }
    Ok(compte)
}

/// Half the step of a rounding, in the unit of the count; 0 when the key is not given.
fn precision(c: &Champs<'_>) -> Result<f64, ErreurCatalogue> {
    if !c.present("precision") {
        return Ok(0.0);
    }
    let lue = c.nombre("precision")?;
    let attendu = "un nombre positif : l'écart possible à la vérité dans une commune";
    if lue > 0.0 {
        Ok(lue)
    } else {
        Err(c.refuse("precision", &lue.to_string(), attendu))
    }
}

fn couverture_min(c: &Champs<'_>) -> Result<f64, ErreurCatalogue> {
    let lue = c.nombre("couverture_min")?;
    if (0.0..=1.0).contains(&lue) {
        Ok(lue)
    } else {
        Err(c.refuse(
            "couverture_min",
            &lue.to_string(),
            "une part de la population, de 0 à 1",
        ))
    }
}

fn elements<'t>(
    lieu: Lieu<'_>,
    table: &'t DeTable<'t>,
    cle: &str,
) -> Result<Vec<&'t Spanned<DeValue<'t>>>, ErreurCatalogue> {
    match table.get(cle) {
        None => Ok(Vec::new()),
        Some(valeur) => match valeur.get_ref().as_array() {
            Some(liste) => Ok(liste.iter().collect()),
            None => {
                let probleme = format!("« {cle} » doit être une liste");
                Err(hors(lieu, valeur.span().start, &probleme))
            }
        },
    }
}

fn cles_permises(
    lieu: Lieu<'_>,
    table: &DeTable<'_>,
    permises: &[&str],
) -> Result<(), ErreurCatalogue> {
    for (cle, _) in table {
        if !permises.contains(&cle.get_ref().as_ref()) {
            let erreur = lieu.erreur(Some(cle.span().start), "clé inconnue");
            let erreur = texte_toml::inconnue(erreur, cle.get_ref(), permises);
            return Err(ErreurCatalogue::Fichier(Box::new(erreur)));
        }
    }
    Ok(())
}

fn sans_doublon(lieu: Lieu<'_>, definitions: &[Definition]) -> Result<(), ErreurCatalogue> {
    let mut vus = BTreeSet::new();
    match definitions.iter().find(|d| !vus.insert(d.id.as_str())) {
        None => Ok(()),
        Some(double) => Err(ErreurCatalogue::Indicateur {
            id: double.id.clone(),
            cle: "id".to_owned(),
            erreur: Box::new(lieu.erreur(None, "identifiant donné deux fois dans le fichier")),
        }),
    }
}

fn hors(lieu: Lieu<'_>, octet: usize, probleme: &str) -> ErreurCatalogue {
    ErreurCatalogue::Fichier(Box::new(lieu.erreur(Some(octet), probleme)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BON: &str = "[[indicateur]]\nid = \"a\"\nsection = \"S1\"\nlibelle = \"l\"\nunite = \"u\"\n\
        decimales = 0\ncouverture_min = 0.8\nformule = \"f\"\nreference = \"r\"\nregle = \"somme\"\nvariable = \"x\"\n";

    fn message(texte: &str) -> String {
        fichier(texte, "essai.toml").unwrap_err().to_string()
    }

    #[test]
    fn names_file_line_indicator_and_key() {
        assert_eq!(fichier(BON, "essai.toml").unwrap().len(), 1);
        let m = message(&BON.replace("decimales = 0", "decimales = 9"));
        for morceau in [
            "essai.toml, ligne 6",
            "«\u{a0}a\u{a0}»",
            "decimales",
            "de 0 à 6",
        ] {
            assert!(m.contains(morceau), "{morceau} : {m}");
        }
        assert!(message(&format!("{BON}seuil = 3\n")).contains("clé inconnue"));
        assert!(message(&BON.replace("unite = \"u\"\n", "")).contains("clé obligatoire absente"));
        assert!(message(&BON.replace("\"S1\"", "\"S13\"")).contains("S0 à S12"));
        assert!(message(&BON.replace("0.8", "80")).contains("de 0 à 1"));
        assert!(message(&BON.replace("0.8", "nan")).contains("un nombre"));
        assert!(message(&BON.replace("id = \"a\"", "id = \"É\"")).contains("minuscules"));
        assert!(message(&format!("{BON}{BON}")).contains("deux fois"));
        assert!(message("[[indicateur]\n").contains("TOML mal formé"));
        assert!(message("indicator = 1\n").contains("clé inconnue"));
        assert!(message("indicateur = 1\n").contains("liste"));
    }

    #[test]
    fn a_family_is_spread_over_its_items() {
        let famille = BON
            .replace(
                "[[indicateur]]",
                "[[famille]]\npour = [{ cle = \"x\" }, { cle = \"y\" }]\n[[famille.indicateur]]",
            )
            .replace("id = \"a\"", "id = \"effectif_{cle}\"")
            .replace("variable = \"x\"", "variable = \"bpe_{cle}\"");
        let ids: Vec<_> = fichier(&famille, "f")
            .unwrap()
            .into_iter()
            .map(|d| (d.id, d.regle.variables()))
            .collect();
        assert_eq!(ids[1], ("effectif_y".to_owned(), vec!["bpe_y".to_owned()]));
        assert!(message(&famille.replace("bpe_{cle}", "bpe_{clef}")).contains("accolades"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(texte in "\\PC{0,200}") {
            let _ = fichier(&texte, "f");
            let _ = fichier(&format!("{BON}{texte}"), "f");
        }
    }
}
