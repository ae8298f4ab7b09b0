//! The date of the report: an argument or `SOURCE_DATE_EPOCH`, never the clock.

use anyhow::Result;

use super::sortie::{CodeSortie, echec};
use crate::baremes::DateCivile;

/// Date of the report: `--date`, else that of the project, else `SOURCE_DATE_EPOCH`, else none.
///
/// # Errors
/// A date that is not `AAAA-MM-JJ` or does not exist, an epoch that is not a number: usage error.
pub fn choisir(option: Option<&str>, projet: Option<&str>) -> Result<Option<String>> {
    if let Some(texte) = option.or(projet) {
        return verifier(texte).map(Some);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(texte) if !texte.trim().is_empty() => depuis_epoch(texte.trim()).map(Some),
        _ => Ok(None),
    }
}

fn verifier(texte: &str) -> Result<String> {
    match DateCivile::parse(texte) {
        Ok(_) => Ok(texte.to_owned()),
        Err(_) => Err(echec(
            CodeSortie::Usage,
            format!("date « {texte} » illisible\n  attendu : AAAA-MM-JJ, par exemple 2026-06-30"),
        )),
    }
}

/// Civil date (UTC) of a number of seconds since 1970, from the days-to-civil algorithm of H. Hinnant.
fn depuis_epoch(texte: &str) -> Result<String> {
    let refus = || {
        echec(
            CodeSortie::Usage,
            format!(
                "SOURCE_DATE_EPOCH vaut « {texte} »\n  attendu : un nombre de secondes depuis 1970, avant l'an 10000"
            ),
        )
    };
    let secondes: u64 = texte.parse().map_err(|_| refus())?;
    if secondes >= 253_402_300_800 {
        return Err(refus());
    }
    let jours = secondes / 86_400 + 719_468;
    let ere = jours / 146_097;
    let jour_ere = jours % 146_097;
    let annee_ere = (jour_ere - jour_ere / 1_460 + jour_ere / 36_524 - jour_ere / 146_096) / 365;
    let jour_annee = jour_ere - (365 * annee_ere + annee_ere / 4 - annee_ere / 100);
    let mois = (5 * jour_annee + 2) / 153;
    let jour = jour_annee - (153 * mois + 2) / 5 + 1;
    let mois = if mois < 10 { mois + 3 } else { mois - 9 };
    let annee = annee_ere + ere * 400 + u64::from(mois <= 2);
    Ok(format!("{annee:04}-{mois:02}-{jour:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_real_dates_only() {
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
    fn epoch_gives_the_utc_day() {
        assert_eq!(depuis_epoch("0").unwrap(), "1970-01-01");
        assert_eq!(depuis_epoch("951782400").unwrap(), "2000-02-29");
        assert_eq!(depuis_epoch("1782777600").unwrap(), "2026-06-30");
        assert!(depuis_epoch("-1").is_err() && depuis_epoch("99999999999999").is_err());
    }
}
