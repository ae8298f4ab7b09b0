//! Sheets of a workbook (`.xlsx`, `.xls`, `.ods`), row by row; styles are never looked at.

use std::collections::BTreeMap;

use crate::load::format::descripteur::Genre;
use crate::load::source::archive;
use crate::load::source::defaut::Defaut;
use crate::load::source::tableau::{APERCU, Apercu, Cellule, Depart, Ligne};
use crate::load::table::feuille_lue::Feuilles;
use crate::load::table::xlsx::Xlsx;
use crate::load::table::xlsx::inscrites::Inscrites;
use crate::load::table::{ods, xls};

/// First bytes of a workbook of Excel before 2007.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// A workbook held in memory.
pub struct Classeur(Lu);

enum Lu {
    /// Read as it goes.
    Xlsx(Box<Xlsx>),
    /// Read at once.
    Entier(Feuilles),
}

impl Classeur {
    /// Opens a workbook of at most `max` bytes once decompressed; `None` for a zip without workbook.
    ///
    /// # Errors
    /// Why it cannot be opened, in French.
    pub fn ouvre(octets: &[u8], max: u64) -> Result<Option<Self>, Defaut> {
        if octets.starts_with(OLE) {
            return Ok(Some(Self(Lu::Entier(xls::lire(octets)?))));
        }
        if !octets.starts_with(b"PK") && octets.trim_ascii_start().starts_with(b"<") {
            return Ok(Some(Self(Lu::Entier(ods::lire(octets)?))));
        }
        Ok(match archive::ouvre(octets, max)? {
            archive::Nature::Autre => None,
            archive::Nature::Ods => {
                let lues = archive::contenu_ods(octets, max, |xml| ods::lire(xml))?;
                Some(Self(Lu::Entier(lues)))
            }
            archive::Nature::Classeur(parties) => {
                Some(Self(Lu::Xlsx(Box::new(Xlsx::ouvre(parties)?))))
            }
        })
    }

    /// Names of the sheets, in order.
    #[must_use]
    pub fn feuilles(&self) -> Vec<String> {
        match &self.0 {
            Lu::Xlsx(lu) => lu.feuilles(),
            Lu::Entier(lues) => lues.feuilles.iter().map(|f| f.nom.clone()).collect(),
        }
    }

    /// Whether a sheet holds cells; a chart or a macro sheet does not.
    pub fn est_tableau(&mut self, feuille: &str) -> bool {
        match &mut self.0 {
            Lu::Xlsx(lu) => lu.est_tableau(feuille),
            Lu::Entier(_) => true,
        }
    }

    /// The first rows of a sheet; row `n` of the sheet is item `n - 1`.
    ///
    /// # Errors
    /// Why it cannot be read, in French.
    pub fn apercu(&mut self, feuille: &str) -> Result<Apercu, String> {
        let mut lignes: Vec<Vec<String>> = Vec::new();
        self.parcourt(feuille, |rang, cellules| {
            if rang >= APERCU {
                return false;
            }
            lignes.resize(rang + 1, Vec::new());
            if let Some(ligne) = lignes.last_mut() {
                for (colonne, cellule) in cellules.iter().filter(|(c, _)| *c < 20_000) {
                    if ligne.len() <= *colonne {
                        ligne.resize(colonne + 1, String::new());
                    }
                    if let Some(place) = ligne.get_mut(*colonne) {
                        *place = cellule.en_texte().into_owned();
                    }
                }
            }
            true
        })?;
        Ok(Apercu {
            genre: Genre::Xlsx,
            feuille: Some(feuille.to_owned()),
            lignes,
        })
    }

    /// Reads the rows from a start, reduced to some columns; in those that `repetees` ranks, cells merged with one above have
    /// its value.
    ///
    /// # Errors
    /// Why it cannot be read, in French.
    pub fn lire(
        &mut self,
        feuille: &str,
        depart: impl Into<Depart>,
        (colonnes, repetees): (&[usize], &[usize]),
        mut visite: impl FnMut(&Ligne<'_>),
    ) -> Result<(), String> {
        let depart = depart.into();
        let inscrites = match &mut self.0 {
            Lu::Xlsx(lu) => lu
                .inscrites(feuille)
                .map_err(|_| format!("feuille « {feuille} » illisible (contenu abîmé)"))?,
            Lu::Entier(lues) => lues
                .feuille_mut(feuille)
                .map(|f| std::mem::take(&mut f.inscrites))
                .unwrap_or_default(),
        };
        let mut hauts = Hauts::default();
        self.parcourt(feuille, |rang, lues| {
            if !depart.est_donnee(rang) {
                return true;
            }
            let mut cellules: Vec<Cellule<'_>> = colonnes
                .iter()
                .map(|c| {
                    let trouvee = lues.binary_search_by_key(c, |(colonne, _)| *colonne).ok();
                    trouvee
                        .and_then(|i| lues.get(i))
                        .map(|(_, v)| v.clone())
                        .unwrap_or_default()
                })
                .collect();
            if cellules.iter().any(|c| !c.est_vide()) {
                hauts.repete(&inscrites, rang, (colonnes, repetees), &mut cellules);
                inscrites.complete(rang, colonnes, &mut cellules);
            }
            visite(&Ligne {
                numero: rang as u64 + 1,
                cellules: &cellules,
                largeur: None,
            });
            true
        })
    }

    /// Calls `visite(row from 0, non-empty cells by column)` for each row until it says no.
    ///
    /// # Errors
    /// Why the sheet cannot be read, in French.
    pub fn parcourt(
        &mut self,
        feuille: &str,
        visite: impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
    ) -> Result<(), String> {
        match &mut self.0 {
            Lu::Xlsx(lu) => lu.parcourt(feuille, visite),
            Lu::Entier(lues) => {
                if let Some(f) = lues.feuille(feuille) {
                    lues.parcourt(f, visite);
                }
                Ok(())
            }
        }
    }
}

/// The last value of the columns whose merged cells repeat it, with its row.
#[derive(Default)]
struct Hauts(BTreeMap<usize, (usize, String)>);

impl Hauts {
    fn repete(
        &mut self,
        inscrites: &Inscrites,
        rang: usize,
        (colonnes, repetees): (&[usize], &[usize]),
        cellules: &mut [Cellule<'_>],
    ) {
        for &place in repetees {
            let (Some(cellule), Some(&colonne)) = (cellules.get_mut(place), colonnes.get(place))
            else {
                continue;
            };
            if !cellule.est_vide() {
                self.0
                    .insert(place, (rang, cellule.en_texte().into_owned()));
                continue;
            }
            let debut = inscrites.au_dessus(rang, colonne);
            let haut = self.0.get(&place).filter(|(r, _)| debut == Some(*r));
            if let Some((_, texte)) = haut {
                *cellule = Cellule::possedee(texte.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classeur() -> Vec<u8> {
        let mut w = rust_xlsxwriter::Workbook::new();
        let f = w.add_worksheet();
        f.set_name("APL 2023").unwrap();
        f.write(0, 0, "titre").unwrap();
        f.write(3, 0, "Code commune INSEE").unwrap();
        f.write(3, 2, "APL").unwrap();
        f.write(4, 2, "unité").unwrap();
        f.write(5, 0, 1001).unwrap();
        f.write(5, 2, 1.942).unwrap();
        f.write(7, 0, "2A004").unwrap();
        f.write(7, 2, 3).unwrap();
        w.save_to_buffer().unwrap()
    }

    #[test]
    fn rows_keep_their_number_and_numbers_their_text() {
        let octets = classeur();
        let mut c = Classeur::ouvre(&octets, u64::MAX).unwrap().unwrap();
        assert_eq!(c.feuilles(), ["APL 2023"]);
        let a = c.apercu("APL 2023").unwrap();
        assert_eq!(a.lignes[3], ["Code commune INSEE", "", "APL"]);
        let mut lus = Vec::new();
        c.lire("APL 2023", 3, (&[0, 2], &[]), |l| {
            let t: Vec<_> = l
                .cellules
                .iter()
                .map(|c| c.en_texte().into_owned())
                .collect();
            lus.push((l.numero, t.join("|")));
        })
        .unwrap();
        let attendu = [
            (5, "|unité".to_owned()),
            (6, "1001|1.942".to_owned()),
            (8, "2A004|3".to_owned()),
        ];
        assert_eq!(lus, attendu);
    }

    #[test]
    fn what_is_not_a_workbook_is_refused() {
        assert!(Classeur::ouvre(b"pas un classeur", u64::MAX).is_err());
    }

    #[test]
    fn a_published_workbook_with_invalid_styles_opens() {
        let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
            eprintln!("ignoré : CPTS_DONNEES_REELLES absent");
            return;
        };
        let octets = std::fs::read(format!("{dossier}/formats/insee_ept_au_01-01.xlsx")).unwrap();
        let mut c = Classeur::ouvre(&octets, u64::MAX).unwrap().unwrap();
        let a = c.apercu("Composition_communale").unwrap();
        assert_eq!(a.lignes[5][0], "CODGEO");
    }
}
