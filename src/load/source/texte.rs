//! Bytes to text: BOM, UTF-16, UTF-8, else windows-1252 line by line as some official files mix both.

use std::borrow::Cow;

use encoding_rs::{MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decodes bytes; the boolean says whether some line had to be read as windows-1252.
///
/// Line feeds are kept, so line numbers stay those of the file; lines that end in a carriage return alone get one.
#[must_use]
pub fn decode(octets: &[u8]) -> (Cow<'_, str>, bool) {
    let (texte, mixte) = sans_normaliser(octets);
    (fins_de_ligne(texte), mixte)
}

/// Old Macintosh text (`\r` alone) with the line feeds that every reader counts.
#[must_use]
pub fn fins_de_ligne(texte: Cow<'_, str>) -> Cow<'_, str> {
    if texte.contains('\n') || !texte.contains('\r') {
        return texte;
    }
    Cow::Owned(texte.replace('\r', "\n"))
}

/// Whether the text of these bytes is not the bytes themselves, so that both are held at once.
#[must_use]
pub fn se_copie(octets: &[u8]) -> bool {
    let utf16 = octets.starts_with(&[0xff, 0xfe]) || octets.starts_with(&[0xfe, 0xff]);
    let retours = || octets.contains(&b'\r') && !octets.contains(&b'\n');
    utf16 || retours() || std::str::from_utf8(octets).is_err()
}

/// Whether a text, by its beginning, must be held whole to be decoded: UTF-16, or lines that end in a carriage return alone.
#[must_use]
pub fn se_lit_entier(tete: &[u8]) -> bool {
    let utf16 = tete.starts_with(&[0xff, 0xfe]) || tete.starts_with(&[0xfe, 0xff]);
    utf16 || (tete.contains(&b'\r') && !tete.contains(&b'\n'))
}

fn sans_normaliser(octets: &[u8]) -> (Cow<'_, str>, bool) {
    match encoding_rs::Encoding::for_bom(octets) {
        Some((e, _)) if e == UTF_16LE || e == UTF_16BE => (e.decode(octets).0, false),
        Some((e, n)) if e == UTF_8 => decode_lignes(octets.get(n..).unwrap_or_default()),
        _ => decode_lignes(octets),
    }
}

/// UTF-8, else windows-1252 for each line that is not.
pub(super) fn decode_lignes(octets: &[u8]) -> (Cow<'_, str>, bool) {
    if let Ok(texte) = std::str::from_utf8(octets) {
        return (Cow::Borrowed(texte), false);
    }
    let mut texte = String::with_capacity(octets.len() + octets.len() / 16);
    for ligne in octets.split_inclusive(|&o| o == b'\n') {
        texte.push_str(&cellule(ligne));
    }
    (Cow::Owned(texte), true)
}

/// The text of one cell: UTF-8, else windows-1252, or Mac Roman where its accents are signs that no word has in windows-1252.
#[must_use]
pub fn cellule(octets: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(octets) {
        Ok(texte) => Cow::Borrowed(texte),
        Err(_) if est_macintosh(octets) => MACINTOSH.decode_without_bom_handling(octets).0,
        Err(_) => WINDOWS_1252.decode_without_bom_handling(octets).0,
    }
}

/// Whether a text is in Mac Roman: É, à, ç, é, è, ê and ù are there what windows-1252 has no letter for, or only Slavic ones; â, î, ï and ô
/// are signs that stand in the middle of no word. From 0xe0 on are the accents of windows-1252.
fn est_macintosh(octets: &[u8]) -> bool {
    let lettre = |o: Option<&u8>| o.is_some_and(u8::is_ascii_alphabetic);
    let accent = |(rang, o): (usize, &u8)| {
        let avant = lettre(rang.checked_sub(1).and_then(|r| octets.get(r)));
        let apres = lettre(octets.get(rang + 1));
        match o {
            0x83 | 0x88 | 0x8d | 0x8e | 0x8f | 0x90 | 0x9d => avant || apres,
            0x89 | 0x94 | 0x95 | 0x99 => avant && apres,
            _ => false,
        }
    };
    octets.iter().all(|o| *o < 0xe0) && octets.iter().enumerate().any(accent)
}

/// Why bytes that hold NUL are not text: UTF-16 without its mark is named, as spreadsheets write it.
#[must_use]
pub fn motif_binaire(octets: &[u8]) -> &'static str {
    let tete = octets.get(..octets.len().min(4096)).unwrap_or_default();
    let nuls = |reste: usize| {
        let rangs = tete.iter().enumerate().filter(|(i, _)| i % 2 == reste);
        rangs.filter(|(_, o)| **o == 0).count() * 10 >= tete.len() * 3
    };
    if tete.len() >= 4 && (nuls(0) != nuls(1)) {
        "encodage UTF-16 sans marque d'ordre des octets : enregistrez le fichier en UTF-8"
    } else {
        "octets nuls, que ni un texte ni un tableau ne contient\u{a0}: téléchargez-le de nouveau, ou ouvrez-le dans un tableur et \
         enregistrez-le en CSV UTF-8"
    }
}

/// Cuts the head of a file after its last whole line, so that no character is cut in two.
#[must_use]
pub fn lignes_entieres(octets: &[u8]) -> &[u8] {
    match octets.iter().rposition(|&o| o == b'\n') {
        Some(fin) => octets.get(..=fin).unwrap_or(octets),
        None => octets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_its_own_encoding() {
        let mut octets = "é;1\n".as_bytes().to_vec();
        octets.extend(b"\xe9;2\n");
        assert_eq!(decode(&octets), ("é;1\né;2\n".into(), true));
    }

    #[test]
    fn names_of_communes_are_read_in_the_three_encodings() {
        for nom in [
            "Bédouès-Cocurès",
            "Saint-Étienne",
            "Besançon",
            "Le Rozier",
            "Châteauneuf",
            "Rhône",
            "Nîmes",
            "Pré-d'Août à côté",
            "Où",
            "Fenêtre",
            "L'Haÿ-les-Roses",
            "« L’Œuf » – 5 ‰",
            "Été™",
        ] {
            let (latin, _, perdu) = WINDOWS_1252.encode(nom);
            assert!(perdu || cellule(&latin) == nom, "{nom}");
            let (mac, _, perdu) = MACINTOSH.encode(nom);
            let exotique = nom.contains(['ÿ', 'Œ', '™']);
            assert!(perdu || exotique || cellule(&mac) == nom, "{nom}");
        }
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        assert_eq!(decode(b"code;x\r01001;1\r").0, "code;x\n01001;1\n");
        assert_eq!(decode(b"code;x\r\n01001;1\r\n").0, "code;x\r\n01001;1\r\n");
    }

    #[test]
    fn utf_16_without_its_mark_is_named() {
        assert!(motif_binaire(b"c\0o\0d\0e\0").contains("UTF-16"));
        assert!(motif_binaire(b"\0c\0o\0d\0e").contains("UTF-16"));
        assert!(!motif_binaire(&[0; 64]).contains("UTF-16"));
        assert!(!motif_binaire(b"code;x\n\0").contains("UTF-16"));
    }

    #[test]
    fn boms_are_removed_and_utf_16_is_read() {
        assert_eq!(decode(b"\xef\xbb\xbfcode").0, "code");
        assert_eq!(decode(b"\xff\xfec\0o\0").0, "co");
    }
}
