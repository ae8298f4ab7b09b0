//! Damage as files meet it: cut, overwritten, doubled, spliced, in another encoding, inside the members of a zip.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::alea::Alea;
use crate::corpus::Piece;

/// What no file should hold where it stands.
const FATALS: [&[u8]; 14] = [
    b"\0",
    b"\r",
    b"\"",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"-1",
    b"1e999",
    b"NaN",
    b"99999999999999999999",
    b"]}",
    b"[[[[",
    b";;;;;;;;",
    b"=CMD()",
    b"\xe2\x80\xae<script>",
];

/// A damaged copy of a file of the corpus with one of these extensions.
pub fn abimer(alea: &mut Alea, corpus: &[Piece], extensions: &[&str]) -> Vec<u8> {
    let choix: Vec<&Piece> = corpus
        .iter()
        .filter(|p| extensions.iter().any(|e| p.nom.ends_with(e)))
        .collect();
    let Some(piece) = un(alea, &choix) else {
        return Vec::new();
    };
    let autre = un(alea, &choix).map_or(&[][..], |p| &p.octets);
    let dedans = piece.octets.starts_with(b"PK") && alea.entier(0, 3) > 0;
    let abimes = if dedans {
        membre_abime(alea, &piece.octets)
    } else {
        None
    };
    abimes.unwrap_or_else(|| {
        let mut octets = piece.octets.clone();
        for _ in 0..alea.entier(1, 4) {
            coup(alea, &mut octets, autre);
        }
        octets
    })
}

fn un<'p, T: ?Sized>(alea: &mut Alea, choix: &[&'p T]) -> Option<&'p T> {
    choix.get(rang(alea, choix.len())).copied()
}

/// A rank below a length; 0 when there is none.
pub fn rang(alea: &mut Alea, longueur: usize) -> usize {
    let haut = i64::try_from(longueur.saturating_sub(1)).unwrap_or(0);
    usize::try_from(alea.entier(0, haut)).unwrap_or(0)
}

/// One blow.
fn coup(alea: &mut Alea, octets: &mut Vec<u8>, autre: &[u8]) {
    let ici = rang(alea, octets.len() + 1);
    let la = (ici + rang(alea, 200)).min(octets.len());
    match alea.entier(0, 6) {
        0 => octets.truncate(ici),
        1 => {
            if let Some(o) = octets.get_mut(ici) {
                *o ^= 1 << alea.entier(0, 7);
            }
        }
        2 => {
            let fatal = FATALS[rang(alea, FATALS.len())];
            octets.splice(ici..la.min(ici + fatal.len()), fatal.iter().copied());
        }
        3 => drop(octets.drain(ici..la)),
        4 => {
            let morceau = octets[ici..la].to_vec();
            let fois = usize::try_from(alea.entier(1, 50)).unwrap_or(1);
            octets.splice(ici..ici, morceau.repeat(fois));
        }
        5 => {
            let debut = rang(alea, autre.len());
            let fin = (debut + 500).min(autre.len());
            octets.splice(ici..ici, autre[debut..fin].iter().copied());
        }
        _ => {
            let texte = String::from_utf8_lossy(octets);
            *octets = texte.encode_utf16().flat_map(u16::to_le_bytes).collect();
            octets.splice(0..0, [0xff, 0xfe]);
        }
    }
}

/// The same archive, one of its members damaged.
fn membre_abime(alea: &mut Alea, octets: &[u8]) -> Option<Vec<u8>> {
    let membres = membres(octets)?;
    let (nom, propre) = membres.get(rang(alea, membres.len()))?;
    let mut contenu = propre.clone();
    coup(alea, &mut contenu, propre);
    avec_membre(octets, nom, &contenu)
}

/// The members of an archive: name and content.
pub fn membres(octets: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut zip = ZipArchive::new(Cursor::new(octets)).ok()?;
    let mut membres = Vec::new();
    for i in 0..zip.len() {
        let mut membre = zip.by_index(i).ok()?;
        let nom = membre.name().ok()?.into_owned();
        let mut contenu = Vec::new();
        membre.read_to_end(&mut contenu).ok()?;
        membres.push((nom, contenu));
    }
    Some(membres)
}

/// The same archive with another content of one of its members.
pub fn avec_membre(octets: &[u8], victime: &str, neuf: &[u8]) -> Option<Vec<u8>> {
    let mut copie = ZipWriter::new(Cursor::new(Vec::new()));
    for (nom, contenu) in membres(octets)? {
        let contenu = if nom == victime { neuf } else { &contenu };
        copie.start_file(nom, SimpleFileOptions::default()).ok()?;
        copie.write_all(contenu).ok()?;
    }
    Some(copie.finish().ok()?.into_inner())
}
