//! Bridges over water between communes whose outlines do not touch.

use serde::Deserialize;

use super::BaseIllisible;
use crate::model::{
    CodeCommune, DateCivile, Emplacement, ErreurDonnees, Passage, Referentiel, UniteId,
};
use crate::texte_toml;

const PASSAGES: &str = include_str!("passages.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
    passage: Vec<Ecrit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ecrit {
    nom: String,
    communes: [String; 2],
    noms: [String; 2],
    #[serde(rename = "reference")]
    _reference: String,
}

/// The bridges, by the units of a list of communes.
///
/// # Errors
/// [`BaseIllisible`] when the embedded list is damaged, or names a commune otherwise than the list does.
pub(super) fn lire(referentiel: &Referentiel) -> Result<Vec<Passage>, BaseIllisible> {
    let fichier: Fichier =
        texte_toml::lire(PASSAGES, "passages.toml").map_err(|e| BaseIllisible(e.to_string()))?;
    let passage = |ecrit: Ecrit| {
        let unite = |code: &String, nom: &String| {
            let lu = CodeCommune::parse(code).ok();
            let trouve = lu.and_then(|code| referentiel.par_code(code));
            let trouve = trouve.filter(|id| referentiel.unite(*id).nom == *nom);
            trouve.ok_or_else(|| BaseIllisible(format!("passages.toml : {code} {nom}")))
        };
        let ([a, b], [nom_a, nom_b]) = (&ecrit.communes, &ecrit.noms);
        Ok(Passage {
            de: unite(a, nom_a)?,
            vers: unite(b, nom_b)?,
            nom: ecrit.nom.clone(),
        })
    };
    fichier.passage.into_iter().map(passage).collect()
}

/// A file of the user.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FichierUtilisateur {
    #[serde(rename = "source")]
    _source: Option<String>,
    #[serde(rename = "date")]
    _date: Option<DateCivile>,
    #[serde(rename = "confiance")]
    _confiance: Option<String>,
    passage: Vec<Propre>,
}

/// A bridge of the user, or one that they take away.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Propre {
    nom: Option<String>,
    communes: [String; 2],
    /// Names of both, checked when they are given.
    noms: Option<[String; 2]>,
    #[serde(rename = "reference")]
    _reference: Option<String>,
    /// No bridge links these communes, whatever the program says.
    #[serde(default)]
    retire: bool,
}

/// Bridges with those of a file of the user, which adds some, names others and takes some away; `nom` names it in errors.
///
/// # Errors
/// [`ErreurDonnees`]: unknown key, commune that the list does not hold or that has another name, bridge without name.
pub fn passages_avec(
    referentiel: &Referentiel,
    texte: &str,
    nom: &str,
) -> Result<Vec<Passage>, ErreurDonnees> {
    let siens: FichierUtilisateur = texte_toml::lire(texte, nom)?;
    let mut passages = referentiel.passages.clone();
    for ecrit in siens.passage {
        let unite = |rang: usize| commune(referentiel, &ecrit, rang, nom);
        let (de, vers) = (unite(0)?, unite(1)?);
        passages.retain(|p| (p.de, p.vers) != (de, vers) && (p.vers, p.de) != (de, vers));
        match ecrit.nom.as_deref().map(str::trim) {
            _ if ecrit.retire => {}
            Some(sien) if !sien.is_empty() && de != vers => passages.push(Passage {
                de,
                vers,
                nom: sien.to_owned(),
            }),
            _ => {
                return Err(faute(nom, "passage sans nom, ou d'une commune à elle-même")
                    .valeur(ecrit.communes.join(", "))
                    .attendu("nom = \"pont de…\" et deux communes différentes"));
            }
        }
    }
    Ok(passages)
}

/// A commune of a bridge.
fn commune(
    referentiel: &Referentiel,
    ecrit: &Propre,
    rang: usize,
    fichier: &str,
) -> Result<UniteId, ErreurDonnees> {
    let code = ecrit.communes.get(rang).map_or("", String::as_str);
    let lu = CodeCommune::parse(code).ok();
    let trouve = lu
        .and_then(|code| referentiel.par_code(code))
        .ok_or_else(|| {
            faute(fichier, "commune d'un passage inconnue")
                .valeur(code)
                .attendu(format!("un code de commune du {}", referentiel.nom))
        })?;
    let vrai = &referentiel.unite(trouve).nom;
    match ecrit.noms.as_ref().and_then(|noms| noms.get(rang)) {
        Some(dit) if dit != vrai => Err(faute(fichier, "le nom n'est pas celui de la commune")
            .valeur(format!("{code} {dit}"))
            .attendu(format!("{code} {vrai}"))),
        _ => Ok(trouve),
    }
}

fn faute(fichier: &str, probleme: &str) -> ErreurDonnees {
    ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
        .remede("corrigez cette ligne du fichier des passages")
}

#[cfg(test)]
mod tests {
    use super::passages_avec;
    use crate::base::embarquee;

    #[test]
    fn a_file_of_the_user_adds_names_and_takes_away_and_what_is_wrong_is_named() {
        let base = embarquee();
        let nombre = base.passages.len();
        let lus = |texte: &str| passages_avec(&base, texte, "p.toml");
        let bac = "[[passage]]\nnom = \"bac\"\ncommunes = [\"48095\", \"48080\"]\n";
        let tous = lus(bac).unwrap();
        assert_eq!((tous.len(), tous[nombre].nom.as_str()), (nombre + 1, "bac"));
        let sans = "[[passage]]\ncommunes = [\"17300\", \"17297\"]\nretire = true\n";
        assert_eq!(lus(sans).unwrap().len(), nombre - 1);
        let refus = |texte: &str| lus(texte).unwrap_err().to_string();
        assert!(refus(&bac.replace("48080", "48999")).contains("48999"));
        assert!(refus(&bac.replace("nom = \"bac\"\n", "")).contains("sans nom"));
        assert!(refus(&format!("{bac}noms = [\"Mende\", \"Langone\"]\n")).contains("Langogne"));
        assert!(refus(&bac.replace("nom =", "non =")).contains("p.toml"));
    }

    #[test]
    fn every_bridge_links_two_communes_and_none_is_there_twice() {
        let base = embarquee();
        let mut paires: Vec<_> = base
            .passages
            .iter()
            .map(|p| (p.de.min(p.vers), p.de.max(p.vers)))
            .collect();
        assert!(paires.len() >= 4 && paires.iter().all(|(a, b)| a != b));
        paires.sort_unstable();
        paires.dedup();
        assert_eq!(paires.len(), base.passages.len());
    }
}
