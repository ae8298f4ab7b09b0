//! The calendar of the contract as iCalendar (RFC 5545), for any diary.

use sha2::{Digest, Sha256};

use crate::model::DateCivile;
use crate::rapport::financement::{PerimetreFinancement, RapportFinancement};
use crate::rapport::financement_tableaux::confiance;
use crate::render::nombre::nombre;

/// Most octets of a line, its end left out (RFC 5545 §3.1).
const OCTETS_MAX: usize = 75;

/// Every dated row of every perimeter; an empty calendar without signature.
///
/// `DTSTAMP` is the date of the report, else that of the signature: the clock is never read.
#[must_use]
pub fn rendre(rapport: &RapportFinancement) -> String {
    let mut texte = String::new();
    for l in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cpts//financement//FR",
        "CALSCALE:GREGORIAN",
    ] {
        ligne(&mut texte, l);
    }
    let plusieurs = rapport.perimetres.len() > 1;
    for p in &rapport.perimetres {
        evenements(&mut texte, rapport, p, plusieurs);
    }
    ligne(&mut texte, "END:VCALENDAR");
    texte
}

fn evenements(
    texte: &mut String,
    rapport: &RapportFinancement,
    p: &PerimetreFinancement,
    plusieurs: bool,
) {
    let Some(calendrier) = &p.analyse.calendrier else {
        return;
    };
    let signature = calendrier.signature.to_string();
    let tampon = compacte(rapport.date.unwrap_or(calendrier.signature));
    let contrat = empreinte(&format!("{}\n{}\n{signature}", p.nom, p.expression));
    for e in &calendrier.echeances {
        let titre = if plusieurs {
            format!("{} - {}", p.nom, e.libelle)
        } else {
            e.libelle.clone()
        };
        let mut details = vec![p.nom.clone()];
        details.extend(e.montant.map(|m| format!("Montant : {} €", nombre(m, 2))));
        details.extend(
            e.montant_max
                .map(|m| format!("Au plus : {} €", nombre(m, 2))),
        );
        details.push(format!(
            "Confiance : {} ({})",
            confiance(e.confiance),
            e.references.join(", ")
        ));
        details.extend(e.note.clone());
        if rapport.fictif {
            details.push("Territoire fictif".to_owned());
        }
        for l in [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}-{contrat}@cpts", e.id.replace('_', "-")),
            format!("DTSTAMP:{tampon}T000000Z"),
            format!("DTSTART;VALUE=DATE:{}", compacte(e.date)),
            format!("SUMMARY:{}", echappe(&titre)),
            format!("DESCRIPTION:{}", echappe(&details.join("\n"))),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ] {
            ligne(texte, &l);
        }
    }
}

/// `2026-04-15` → `20260415`.
fn compacte(date: DateCivile) -> String {
    date.to_string().replace('-', "")
}

/// First sixteen hexadecimal digits of the SHA-256: the same contract keeps the same events.
fn empreinte(texte: &str) -> String {
    Sha256::digest(texte.as_bytes())
        .iter()
        .take(8)
        .map(|o| format!("{o:02x}"))
        .collect()
}

/// A text value (RFC 5545 §3.3.11): `\`, `;`, `,` and line feeds escaped, other control characters dropped.
fn echappe(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    for c in texte.chars() {
        match c {
            '\\' | ';' | ',' => {
                sortie.push('\\');
                sortie.push(c);
            }
            '\n' => sortie.push_str("\\n"),
            c if c.is_control() => {}
            c => sortie.push(c),
        }
    }
    sortie
}

/// Adds a content line, folded at 75 octets without cutting a character, ended by CRLF.
fn ligne(texte: &mut String, contenu: &str) {
    let mut octets = 0;
    for c in contenu.chars() {
        if octets + c.len_utf8() > OCTETS_MAX {
            texte.push_str("\r\n ");
            octets = 1;
        }
        texte.push(c);
        octets += c.len_utf8();
    }
    texte.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_what_the_format_reserves() {
        assert_eq!(echappe("a;b,c\\d\ne\r\u{7}"), "a\\;b\\,c\\\\d\\ne");
    }

    #[test]
    fn the_same_contract_keeps_its_identifier() {
        assert_eq!(empreinte("a"), empreinte("a"));
        assert_ne!(empreinte("a"), empreinte("b"));
        assert_eq!(empreinte("a").len(), 16);
    }

    proptest! {
        #[test]
        fn folded_lines_are_short_and_unfold_to_the_same_text(contenu in "[a-zé€ 😀]{0,400}") {
            let mut texte = String::new();
            ligne(&mut texte, &contenu);
            let depliee = texte.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
            prop_assert_eq!(&depliee, &contenu);
            prop_assert!(texte.split("\r\n").all(|l| l.len() <= OCTETS_MAX));
        }
    }
}
