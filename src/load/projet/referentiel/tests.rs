//! Lists of territories, right and faulty.

use super::*;
use crate::base::{Resolution, resoudre};
use crate::load::projet::referentiel_lignes::COLONNES;
use crate::model::{CodeCommune, MotifAncien};

fn ligne(code: &str, genre: &str, parent: &str, population: &str, anciens: &str) -> String {
    format!(
        "{code};Nom {code};{genre};{parent};96;Val fictif;96;Région fictive;960000001;CC du Val;CC;{population};{anciens}\n"
    )
}

fn lire(lignes: &[String]) -> Result<Referentiel, ErreurDonnees> {
    analyser_referentiel("ref.csv", &format!("{COLONNES}\n{}", lignes.concat()))
}

fn cog(texte: &str) -> CodeCommune {
    texte.parse().unwrap()
}

#[test]
fn reads_communes_arrondissements_and_former_codes() {
    let r = lire(&[
        ligne("96002", "commune", "", "1200", "96050 96051"),
        ligne("96001", "commune", "", "300", "96051"),
        ligne("96101", "arrondissement", "96002", "700", ""),
        ligne("96003", "deleguee", "96001", "", ""),
    ])
    .unwrap();
    assert_eq!(
        (
            r.unites.len(),
            r.epcis[0].membres.len(),
            r.departements.len()
        ),
        (3, 2, 1)
    );
    let ville = r.par_code(cog("96002")).unwrap();
    assert_eq!(
        r.arrondissements(ville),
        [r.par_code(cog("96101")).unwrap()]
    );
    assert_eq!(resoudre(&r, cog("96050")).unite(), Some(ville));
    assert!(matches!(resoudre(&r, cog("96051")), Resolution::Scindee { vers } if vers.len() == 2));
    assert!(matches!(
        resoudre(&r, cog("96003")),
        Resolution::Recodee {
            motif: MotifAncien::Deleguee,
            ..
        }
    ));
}

#[test]
fn a_commune_that_came_back_says_from_which_and_when() {
    let entete = format!("{COLONNES};separee_de;separee_le");
    let avec = |separee: &str| {
        let de = ligne("96001", "commune", "", "300", "");
        let nouvelle = ligne("96002", "commune", "", "100", "");
        let texte = format!("{entete}\n{};;\n{};{separee}\n", de.trim(), nouvelle.trim());
        analyser_referentiel("ref.csv", &texte)
    };
    let r = avec("96001;2025-01-01").unwrap();
    assert_eq!(r.separations[0].vers, [cog("96001"), cog("96002")]);
    assert_eq!(r.separations[0].date.to_string(), "2025-01-01");
    for faux in [
        "96001;",
        ";2025-01-01",
        "96009;2025-01-01",
        "96002;2025-01-01",
    ] {
        let e = avec(faux).unwrap_err().to_string();
        assert!(
            e.contains("ligne 3") && e.contains("séparation illisible"),
            "{e}"
        );
    }
}

#[test]
fn names_the_line_of_what_is_wrong() {
    let commune = ligne("96001", "commune", "", "300", "");
    let message = |seconde: String| lire(&[commune.clone(), seconde]).unwrap_err().to_string();
    assert!(
        message(ligne("96101", "arrondissement", "96009", "", ""))
            .starts_with("ref.csv, ligne 3, colonne « parent »")
    );
    assert!(message(commune.clone()).contains("code en double"));
    assert!(message(format!("\n\n{commune}")).contains("ligne 5"));
    assert!(message(ligne("96002", "commune", "", "-5", "")).contains("population illisible"));
    assert!(message(ligne("96002", "hameau", "96001", "", "")).contains("genre inconnu"));
    assert!(message(ligne("9600", "commune", "", "", "")).contains("ligne 3"));
    assert!(message("96002;trop court\n".to_owned()).contains("ligne 3"));
    assert!(
        analyser_referentiel("ref.csv", "code;nom\n96001;a\n")
            .unwrap_err()
            .to_string()
            .contains("ligne 2")
    );
    assert!(lire(&[]).unwrap_err().to_string().contains("vide"));
}
