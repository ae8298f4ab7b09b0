//! What the user puts on a document: a title, a logo, a tint, the sections to keep.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::Result;

use crate::cli::OptionsDiagnostic;
use crate::commands::sortie::{CodeSortie, echec, informer};
use crate::francais::inerte;
use crate::rapport::document::{Document, Logo};
use crate::render::document::logo::{POIDS_GARDE, POIDS_MAX, lire};
use crate::render::luminance;

/// Longest title or name: two lines of the first page.
const LETTRES_MAX: usize = 200;
/// Least contrast of a text beside its ground (WCAG 2.2, 1.4.3).
const CONTRASTE: f64 = 4.5;

/// The dress of a document, read and checked.
#[derive(Debug, Clone, Default)]
pub struct Habillage {
    titre: Option<String>,
    logo: Option<Logo>,
    couleur: Option<[u8; 3]>,
}

impl Habillage {
    /// Reads what the options say.
    ///
    /// # Errors
    /// A logo that is not a picture, is too heavy or cannot be read; a tint that is not one, or that white paper would hide.
    pub fn lire(options: &OptionsDiagnostic) -> Result<Self> {
        Ok(Self {
            titre: options
                .titre
                .as_deref()
                .map(|t| mots("--titre", t))
                .transpose()?,
            logo: options
                .logo
                .as_deref()
                .map(|chemin| logo(chemin, options.communes.quiet))
                .transpose()?,
            couleur: options
                .couleur_principale
                .as_deref()
                .map(couleur)
                .transpose()?,
        })
    }

    /// Dresses a document.
    pub fn mettre(&self, document: &mut Document<'_>) {
        if let Some(titre) = &self.titre {
            let nom = std::mem::replace(&mut document.titre, titre.clone());
            document.faits.insert(0, nom);
            document.soigner();
        }
        document.logo.clone_from(&self.logo);
        document.couleur = self.couleur;
    }
}

/// Words that the user puts at the head of a document, without what could turn a text around.
///
/// # Errors
/// Nothing that can be read, or more than a line or two.
pub fn mots(option: &str, texte: &str) -> Result<String> {
    let propre = inerte::sans_hostiles(texte).trim().to_owned();
    let probleme = if !propre.chars().any(|c| c.is_alphanumeric()) {
        "rien à écrire".to_owned()
    } else if propre.chars().count() > LETTRES_MAX {
        format!("plus de {LETTRES_MAX} lettres")
    } else {
        return Ok(propre);
    };
    Err(echec(
        CodeSortie::Usage,
        format!(
            "{option}\u{a0}: {probleme}\n  attendu\u{a0}: de 1 à {LETTRES_MAX} lettres\n  remède\u{a0}: écrivez un titre plus court, ou retirez l'option"
        ),
    ))
}

fn logo(chemin: &Path, muet: bool) -> Result<Logo> {
    let refus = |quoi: &str| {
        echec(
            CodeSortie::Donnees,
            format!(
                "--logo {}\u{a0}: {quoi}\n  attendu\u{a0}: une image PNG ou JPEG de {} Mo au plus\n  remède\u{a0}: enregistrez-la dans un de ces formats, à la taille de l'en-tête",
                chemin.display(),
                POIDS_MAX / 1_000_000
            ),
        )
    };
    // A pipe would be waited for, a folder is no picture.
    if !std::fs::metadata(chemin).is_ok_and(|m| m.is_file()) {
        return Err(refus("ce n'est pas un fichier, ou il ne peut pas être lu"));
    }
    let fichier = File::open(chemin).map_err(|_| refus("ce fichier ne peut pas être lu"))?;
    let mut octets = Vec::new();
    let lus = fichier.take(POIDS_MAX + 1).read_to_end(&mut octets);
    lus.map_err(|_| refus("ce fichier ne peut pas être lu"))?;
    if u64::try_from(octets.len()).unwrap_or(u64::MAX) > POIDS_MAX {
        return Err(refus("image trop lourde"));
    }
    let logo = lire(&octets).map_err(|e| refus(&e.to_string()))?;
    if logo.allege && !muet {
        informer(&format!(
            "--logo {}\u{a0}: image réduite à {} × {} points, {} Ko, pour que le rapport reste léger ({} Ko au plus)",
            chemin.display(),
            logo.largeur,
            logo.hauteur,
            logo.png.len().div_ceil(1000),
            POIDS_GARDE / 1000
        ));
    }
    Ok(logo)
}

fn couleur(texte: &str) -> Result<[u8; 3]> {
    let refus = |quoi: &str| {
        echec(
            CodeSortie::Usage,
            format!(
                "--couleur-principale {texte}\u{a0}: {quoi}\n  attendu\u{a0}: une couleur lisible sur blanc, par exemple #1F4E79\n  remède\u{a0}: choisissez une teinte plus foncée, ou retirez l'option"
            ),
        )
    };
    let chiffres = texte.strip_prefix('#').unwrap_or(texte);
    let valable = chiffres.len() == 6 && chiffres.bytes().all(|b| b.is_ascii_hexdigit());
    let nombre = u32::from_str_radix(chiffres, 16).ok().filter(|_| valable);
    let [_, r, v, b] = nombre
        .ok_or_else(|| refus("ce n'est pas une couleur"))?
        .to_be_bytes();
    let contraste = 1.05 / (luminance(&format!("#{chiffres}")) + 0.05);
    if contraste < CONTRASTE {
        let dit = crate::francais::nombre(contraste, 1);
        return Err(refus(&format!(
            "contraste de {dit} sur blanc, il en faut 4,5"
        )));
    }
    Ok([r, v, b])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_can_be_read_and_holds_on_two_lines() {
        assert_eq!(mots("--titre", " Été\u{202e} ").unwrap(), "Été");
        for refuse in ["", " ", "\u{202e}\u{200f}\u{200b}", &"a".repeat(201)] {
            assert!(mots("--titre", refuse).is_err(), "{refuse}");
        }
    }

    #[test]
    fn a_tint_is_six_digits_and_can_be_read_on_white() {
        assert_eq!(couleur("#1F4E79").unwrap(), [0x1F, 0x4E, 0x79]);
        assert_eq!(couleur("9b1c1c").unwrap(), [0x9B, 0x1C, 0x1C]);
        for refusee in [
            "", "#12", "rouge", "#ffff00", "+12345", "é00000", "#767676x",
        ] {
            assert!(couleur(refusee).is_err(), "{refusee}");
        }
        assert!(couleur("#767676").is_ok() && couleur("#777777").is_err());
    }
}
