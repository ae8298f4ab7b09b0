//! Workbooks of Excel before 2007 (`.xls`, BIFF8): the records of their stream ([MS-XLS] 2.4).

use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::ole::{Ole, u16_a, u32_a};
use crate::load::table::feuille_lue::{Feuilles, Stockee};
use crate::load::table::xls_textes::{Suite, texte_court, textes_communs};

/// Version of the records of Excel 97 to 2003.
const BIFF8: u16 = 0x0600;
/// Formats of dates and times that every workbook has.
const DATES: [std::ops::RangeInclusive<u16>; 3] = [14..=22, 27..=36, 45..=58];

fn illisible() -> Defaut {
    Defaut::abime("classeur illisible (contenu abîmé)")
}

fn f64_a(octets: &[u8], place: usize) -> Option<f64> {
    let lu = octets.get(place..place.checked_add(8)?)?;
    Some(f64::from_le_bytes(lu.try_into().ok()?))
}

/// A record: its type and its bytes, from a place of the stream.
fn record(flux: &[u8], place: usize) -> Option<(u16, &[u8], usize)> {
    let genre = u16_a(flux, place)?;
    let fin = place + 4 + usize::from(u16_a(flux, place + 2)?);
    Some((genre, flux.get(place + 4..fin)?, fin))
}

/// What the first part of the stream says of the workbook.
#[derive(Default)]
struct Entete {
    /// Place and name of the sheets of cells.
    feuilles: Vec<(usize, String)>,
    textes: Vec<String>,
    /// Formats that are dates.
    dates: Vec<u16>,
    /// Format of each style.
    styles: Vec<u16>,
}

impl Entete {
    fn est_date(&self, style: u16) -> bool {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        DATES.iter().any(|d| d.contains(&format)) || self.dates.contains(&format)
    }
}

/// Reads all the sheets.
///
/// # Errors
/// The file is broken, protected by a password, older than Excel 97, or has too many cells.
pub fn lire(octets: &[u8]) -> Result<Feuilles, Defaut> {
    let ole = Ole::ouvre(octets).ok_or_else(illisible)?;
    if ole.flux("EncryptedPackage").is_some() {
        return Err(protege());
    }
    let flux = match (ole.flux("Workbook"), ole.flux("Book")) {
        (Some(flux), _) => flux,
        (None, Some(_)) => return Err(ancien()),
        (None, None) => {
            return Err(Defaut::new(Genre::AutreNature, "document, pas un classeur"));
        }
    };
    let entete = entete(&flux)?;
    let mut lues = Feuilles::default();
    for (place, nom) in &entete.feuilles {
        lues.nouvelle(nom.clone());
        feuille(&flux, *place, &entete, &mut lues)?;
        lues.range();
    }
    Ok(lues)
}

fn protege() -> Defaut {
    let dit = "classeur protégé par un mot de passe\u{a0}: enregistrez-le sans mot de passe";
    Defaut::new(Genre::AutreNature, dit)
}

fn ancien() -> Defaut {
    Defaut::new(Genre::AutreNature, "classeur Excel d'avant 1997")
}

fn entete(flux: &[u8]) -> Result<Entete, Defaut> {
    let mut lu = Entete::default();
    let mut place = 0;
    loop {
        let (genre, d, fin) = record(flux, place).ok_or_else(illisible)?;
        match genre {
            0x0809 if u16_a(d, 0) != Some(BIFF8) => return Err(ancien()),
            0x002f if u16_a(d, 0) != Some(0) => return Err(protege()),
            // A sheet of cells, and no chart nor macro.
            0x0085 if d.get(5) == Some(&0) => {
                let debut = u32_a(d, 0).ok_or_else(illisible)? as usize;
                let nom = d.get(6..).and_then(texte_court).ok_or_else(illisible)?;
                lu.feuilles.push((debut, nom));
            }
            0x041e => {
                let code = Suite::new(vec![d.get(2..).unwrap_or_default()]).texte();
                if let (Some(id), Some(code)) = (u16_a(d, 0), code)
                    && code_de_date(&code)
                {
                    lu.dates.push(id);
                }
            }
            0x00e0 => lu.styles.push(u16_a(d, 2).unwrap_or(0)),
            0x00fc => {
                let mut parts = vec![d];
                let mut suite = fin;
                while let Some((0x003c, d, apres)) = record(flux, suite) {
                    parts.push(d);
                    suite = apres;
                }
                lu.textes = textes_communs(parts).ok_or_else(illisible)?;
            }
            0x000a => return Ok(lu),
            _ => {}
        }
        place = fin;
    }
}

/// Whether the code of a format shows a date or a time: letters of it outside quotes and brackets.
fn code_de_date(code: &str) -> bool {
    if ["general", "standard"].contains(&code.to_lowercase().as_str()) {
        return false;
    }
    let (mut cite, mut crochet, mut echappe) = (false, false, false);
    for c in code.chars() {
        if std::mem::take(&mut echappe) {
            continue;
        }
        match c.to_ascii_lowercase() {
            '\\' | '_' | '*' => echappe = true,
            '"' => cite = !cite,
            '[' => crochet = true,
            ']' => crochet = false,
            'd' | 'm' | 'y' | 'h' | 'j' if !cite && !crochet => return true,
            _ => {}
        }
    }
    false
}

fn feuille(flux: &[u8], debut: usize, e: &Entete, lues: &mut Feuilles) -> Result<(), Defaut> {
    let (mut place, mut profondeur) = (debut, 0_u32);
    let mut formule = None;
    loop {
        let (genre, d, fin) = record(flux, place).ok_or_else(illisible)?;
        place = fin;
        match genre {
            0x0809 => profondeur += 1,
            0x000a if profondeur <= 1 => return Ok(()),
            0x000a => profondeur -= 1,
            _ if profondeur != 1 => {}
            0x00e5 => fusions(d, lues),
            // The text of the formula before.
            0x0207 => {
                if let (Some((ligne, colonne)), Some(texte)) =
                    (formule.take(), Suite::new(vec![d]).texte())
                {
                    let texte = lues.texte(&texte);
                    lues.ajoute(ligne, colonne, texte)?;
                }
            }
            _ => cellule(genre, d, e, lues, &mut formule).ok_or_else(illisible)??,
        }
    }
}

/// Cells merged over several rows.
fn fusions(d: &[u8], lues: &mut Feuilles) {
    let Some(feuille) = lues.feuilles.last_mut() else {
        return;
    };
    let (zones, _) = d.get(2..).unwrap_or_default().as_chunks::<8>();
    for zone in zones {
        let lu = |p: usize| u32::from(u16_a(zone, p).unwrap_or(0));
        feuille.inscrites.fusion((lu(0), lu(4)), (lu(2), lu(6)));
    }
}

/// Reads a record of cells; `None` when it is too short.
fn cellule(
    genre: u16,
    d: &[u8],
    e: &Entete,
    lues: &mut Feuilles,
    formule: &mut Option<(u32, u32)>,
) -> Option<Result<(), Defaut>> {
    if !matches!(
        genre,
        0x0203 | 0x027e | 0x00bd | 0x00fd | 0x0204 | 0x00d6 | 0x0205 | 0x0006
    ) {
        return Some(Ok(()));
    }
    let (ligne, colonne) = (u32::from(u16_a(d, 0)?), u32::from(u16_a(d, 2)?));
    let style = u16_a(d, 4)?;
    let valeur = match genre {
        0x0203 => nombre(f64_a(d, 6)?, style, e, lues),
        0x027e => nombre(condense(u32_a(d, 6)?), style, e, lues),
        0x00bd => return Some(multiple(d, (ligne, colonne), e, lues)),
        0x00fd => {
            let texte = e.textes.get(u32_a(d, 6)? as usize)?;
            lues.texte(texte)
        }
        0x0204 | 0x00d6 => {
            let texte = Suite::new(vec![d.get(6..)?]).texte()?;
            lues.texte(&texte)
        }
        0x0205 => booleen(*d.get(6)?, *d.get(7)? != 0, lues),
        _ => {
            let resultat = d.get(6..14)?;
            match (resultat.get(6..8)? == [0xff, 0xff], *resultat.first()?) {
                (false, _) if u16_a(d, 14)? & 2 != 0 && resultat.iter().all(|o| *o == 0) => {
                    let feuille = lues.feuilles.last_mut()?;
                    feuille.inscrites.formule((ligne, colonne));
                    return Some(Ok(()));
                }
                (false, _) => nombre(f64_a(d, 6)?, style, e, lues),
                (true, 0) => {
                    *formule = Some((ligne, colonne));
                    return Some(Ok(()));
                }
                (true, 1) => booleen(*resultat.get(2)?, false, lues),
                (true, 2) => booleen(*resultat.get(2)?, true, lues),
                (true, _) => return Some(Ok(())),
            }
        }
    };
    Some(lues.ajoute(ligne, colonne, valeur))
}

/// A number; a date is not a count.
fn nombre(x: f64, style: u16, e: &Entete, lues: &mut Feuilles) -> Stockee {
    if e.est_date(style) {
        return lues.texte(&format!("date (jour {x})"));
    }
    Stockee::Nombre(x)
}

/// A number written on four bytes: an integer or the head of a double, a hundred times too large or not.
fn condense(mot: u32) -> f64 {
    let x = if mot & 2 != 0 {
        f64::from(mot.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(mot & !3) << 32)
    };
    if mot & 1 != 0 { x / 100.0 } else { x }
}

fn booleen(code: u8, erreur: bool, lues: &mut Feuilles) -> Stockee {
    lues.texte(match (erreur, code) {
        (false, 0) => "FAUX",
        (false, _) => "VRAI",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0f) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1d) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    })
}

/// Several numbers in a row.
fn multiple(
    d: &[u8],
    (ligne, debut): (u32, u32),
    e: &Entete,
    lues: &mut Feuilles,
) -> Result<(), Defaut> {
    let fin = d.len().saturating_sub(2);
    let (cellules, _) = d.get(4..fin).unwrap_or_default().as_chunks::<6>();
    for (colonne, cellule) in (debut..).zip(cellules) {
        let style = u16_a(cellule, 0).unwrap_or(0);
        let valeur = nombre(condense(u32_a(cellule, 2).unwrap_or(0)), style, e, lues);
        lues.ajoute(ligne, colonne, valeur)?;
    }
    Ok(())
}
