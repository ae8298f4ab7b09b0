//! The date of the report: an argument or `SOURCE_DATE_EPOCH`, never the clock.

use anyhow::Result;

use super::sortie::{CodeSortie, echec};
use crate::model::DateCivile;

/// Date of the report: `--date`, else that of the project, else `SOURCE_DATE_EPOCH`, else none.
///
/// # Errors
/// A date that is not `AAAA-MM-JJ` or does not exist, an epoch that is not a number: usage error; data error when the date
/// is that of the project.
pub fn choisir(option: Option<&str>, projet: Option<&str>) -> Result<Option<DateCivile>> {
    if let Some(texte) = option {
        return verifier(texte, CodeSortie::Usage, "--date").map(Some);
    }
    if let Some(texte) = projet {
        return verifier(texte, CodeSortie::Donnees, "cpts.toml, clé « date »").map(Some);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(texte) if !texte.trim().is_empty() => depuis_epoch(texte.trim()).map(Some),
        _ => Ok(None),
    }
}

fn verifier(texte: &str, code: CodeSortie, lieu: &str) -> Result<DateCivile> {
    DateCivile::parse(texte).map_err(|_| {
        echec(
            code,
            format!(
                "{lieu} : « {texte} » n'est pas une date que le programme sait lire\n  \
                 attendu : un jour qui existe, de 1900 à 2999, écrit AAAA-MM-JJ, par exemple 2026-06-30\n  \
                 remède : corrigez la date, ou retirez-la"
            ),
        )
    })
}

/// Civil date (UTC) of a number of seconds since 1970, as text.
fn depuis_epoch(texte: &str) -> Result<DateCivile> {
    let secondes = texte.parse().ok();
    secondes.and_then(DateCivile::depuis_epoch).ok_or_else(|| {
        echec(
            CodeSortie::Usage,
            format!(
                "SOURCE_DATE_EPOCH vaut « {texte} »\n  attendu : un nombre de secondes depuis 1970, avant l'an 3000"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_real_dates_only() {
        let verifier = |texte| verifier(texte, CodeSortie::Usage, "--date");
        assert!(verifier("2024-02-29").is_ok());
        for faux in [
            "2023-02-29",
            "2024-13-01",
            "2024-1-1",
            "hier",
            "2024-00-10",
            "+024-01-01",
        ] {
            assert!(verifier(faux).is_err(), "{faux}");
        }
    }

    #[test]
    fn the_date_of_a_project_is_an_error_of_data() {
        use super::super::sortie::code_de;
        let code = |option, projet| code_de(&choisir(option, projet).unwrap_err());
        assert_eq!(code(Some("hier"), None), CodeSortie::Usage);
        assert_eq!(code(None, Some("9999-12-31")), CodeSortie::Donnees);
        let texte = choisir(None, Some("9999-12-31")).unwrap_err().to_string();
        assert!(
            texte.contains("cpts.toml") && texte.contains("2999"),
            "{texte}"
        );
    }

    #[test]
    fn epoch_gives_the_utc_day() {
        assert_eq!(
            depuis_epoch("1782777600").unwrap().to_string(),
            "2026-06-30"
        );
        assert!(depuis_epoch("-1").is_err() && depuis_epoch("99999999999999").is_err());
    }
}
