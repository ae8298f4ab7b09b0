//! One piece of a file made unreadable: a cell of a text, a value of the project, bytes of a container.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::alea::Alea;
use crate::mutation::rang;
use crate::verite::{Degat, PROJET, Verite};

/// What is written in the place of a figure or of a code.
pub const ILLISIBLES: [&str; 6] = ["#N/A", "deux", "1O4", "??", "12 3", "s"];

/// One of what nobody can read.
pub fn illisible(alea: &mut Alea) -> &'static str {
    ILLISIBLES[rang(alea, ILLISIBLES.len())]
}

/// The files of a project whose name ends so, with their rank.
pub fn fichiers<'v>(verite: &'v Verite, fin: &str) -> Vec<(usize, &'v Path, &'v [u8])> {
    let tous = verite.fichiers.iter().enumerate();
    tous.filter(|(_, (nom, _))| nom.to_string_lossy().to_lowercase().ends_with(fin))
        .map(|(rang, (nom, octets))| (rang, nom.as_path(), octets.as_slice()))
        .collect()
}

/// A cell of a delimited text.
pub fn de_csv(alea: &mut Alea, verite: &Verite) -> Option<Degat> {
    let choix = fichiers(verite, ".csv");
    let (place, nom, octets) = *choix.get(rang(alea, choix.len()))?;
    let (octets, dit) = cellule(alea, octets, 1)?;
    Some(Degat {
        rang: place,
        nom: None,
        octets,
        dit: format!("{}, {dit}", nom.display()),
        entier: false,
    })
}

/// A text with one of its cells of figures unreadable, from this line on, and what was done.
pub fn cellule(alea: &mut Alea, octets: &[u8], depuis: usize) -> Option<(Vec<u8>, String)> {
    let texte = std::str::from_utf8(octets).ok()?;
    let mut lignes: Vec<String> = texte.lines().map(str::to_owned).collect();
    let numero = depuis + rang(alea, lignes.len().checked_sub(depuis)?);
    let ligne = lignes.get(numero)?.clone();
    let d = if ligne.contains(';') { ';' } else { ',' };
    let mut cellules: Vec<&str> = ligne.split(d).collect();
    let chiffrees: Vec<usize> = (0..cellules.len())
        .filter(|&i| est_chiffree(cellules[i]))
        .collect();
    let colonne = *chiffrees.get(rang(alea, chiffrees.len()))?;
    if ligne.contains('"') || ligne.starts_with('#') {
        return None;
    }
    let junk = illisible(alea);
    cellules[colonne] = junk;
    let dit = format!("ligne {}, colonne {}, « {junk} »", numero + 1, colonne + 1);
    lignes[numero] = cellules.join(&d.to_string());
    Some((lignes.join("\n").into_bytes(), dit))
}

/// A figure or a code, and not a name.
pub fn est_chiffree(cellule: &str) -> bool {
    let net = cellule.trim();
    net.bytes().any(|o| o.is_ascii_digit()) && !net.contains(' ')
}

/// A value of a `[[fichier]]` of the project.
pub fn de_projet(alea: &mut Alea, verite: &Verite) -> Option<Degat> {
    let (place, _, octets) = *fichiers(verite, PROJET).first()?;
    let texte = std::str::from_utf8(octets).ok()?;
    let debut = texte.find("[[fichier]]")?;
    let (avant, section) = texte.split_at(debut);
    let mut morceaux: Vec<String> = section.split('"').map(str::to_owned).collect();
    let junk = illisible(alea);
    // Between two quotes one time, the year otherwise.
    let dit = if alea.entier(0, 4) > 0 {
        let valeur = 2 * rang(alea, morceaux.len() / 2) + 1;
        let ancien = std::mem::replace(morceaux.get_mut(valeur)?, junk.to_owned());
        format!("« {ancien} » devient « {junk} »")
    } else {
        let an = morceaux.iter_mut().find(|m| m.contains("millesime = "))?;
        *an = an.replace("millesime = 2025", &format!("millesime = \"{junk}\""));
        format!("millesime devient « {junk} »")
    };
    Some(Degat {
        rang: place,
        nom: None,
        octets: format!("{avant}{}", morceaux.join("\"")).into_bytes(),
        dit: format!("{PROJET}, {dit}"),
        entier: true,
    })
}

/// A file put in a container, some of whose bytes are then wrong or missing; or a workbook so damaged.
pub fn de_contenant(alea: &mut Alea, verite: &Verite) -> Option<Degat> {
    let place = rang(alea, verite.fichiers.len());
    let (nom, octets) = verite.fichiers.get(place)?;
    let texte = nom.to_string_lossy();
    let (fin, mut contenu) = match alea.entier(0, 2) {
        _ if texte == PROJET => return None,
        _ if texte.ends_with(".xlsx") => ("", octets.clone()),
        0 => (".gz", gz(octets)?),
        _ => (".zip", zip(&texte, octets)?),
    };
    let ou = rang(alea, contenu.len());
    let dit = match alea.entier(0, 2) {
        0 => {
            contenu.truncate(ou);
            format!("coupé à l'octet {ou}")
        }
        1 => {
            let fin = (ou + 8).min(contenu.len());
            contenu[ou..fin].fill(0);
            format!("octets {ou} à {fin} mis à zéro")
        }
        _ => {
            contenu[ou] ^= 1 << alea.entier(0, 7);
            format!("un bit de l'octet {ou} changé")
        }
    };
    let nom = PathBuf::from(format!("{texte}{fin}"));
    Some(Degat {
        rang: place,
        dit: format!("{}, {dit}", nom.display()),
        nom: Some(nom),
        octets: contenu,
        entier: true,
    })
}

fn gz(octets: &[u8]) -> Option<Vec<u8>> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(octets).ok()?;
    gz.finish().ok()
}

fn zip(nom: &str, octets: &[u8]) -> Option<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("LISEZ-MOI.txt", options).ok()?;
    zip.write_all(b"Extraction d'essai\n").ok()?;
    zip.start_file(nom, options).ok()?;
    zip.write_all(octets).ok()?;
    Some(zip.finish().ok()?.into_inner())
}
