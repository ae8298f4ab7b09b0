//! Workbooks of LibreOffice (`.ods`, `.fods`): the tables of the XML of their content (OpenDocument 1.3, part 3).

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::load::source::defaut::Defaut;
use crate::load::table::feuille_lue::{Feuilles, Stockee};

/// A cell that is being read.
#[derive(Default)]
struct EnCours {
    repetitions: u32,
    lignes: u32,
    colonnes: u32,
    couverte: bool,
    formule: bool,
    genre: String,
    valeur: Option<String>,
    texte: String,
    paragraphes: u32,
}

/// What is being read.
#[derive(Default)]
struct Lecture {
    lues: Feuilles,
    /// Depth of tables and of notes; only the cells of a table of depth 1 count.
    tables: u32,
    notes: u32,
    /// Depth of paragraphs.
    paragraphe: u32,
    ligne: u32,
    repetitions: u32,
    colonne: u32,
    /// Column, number of times, value of the cells of the row.
    rangee: Vec<(u32, u32, Stockee)>,
    cellule: Option<EnCours>,
}

fn illisible() -> Defaut {
    Defaut::abime("classeur illisible (contenu abîmé)")
}

/// Reads all the tables.
///
/// # Errors
/// The XML is broken, or there are too many cells.
pub fn lire(xml: impl BufRead) -> Result<Feuilles, Defaut> {
    let mut lecteur = Reader::from_reader(xml);
    lecteur.config_mut().expand_empty_elements = true;
    lecteur.config_mut().check_end_names = false;
    let mut lecture = Lecture::default();
    let mut tampon = Vec::new();
    let mut entier = false;
    loop {
        tampon.clear();
        match lecteur.read_event_into(&mut tampon) {
            Ok(Event::Start(e)) => lecture.ouvre(&e)?,
            Ok(Event::End(e)) => {
                let nom = e.name();
                lecture.ferme(nom.as_ref())?;
                entier |= nom.as_ref().starts_with("office:document");
            }
            Ok(Event::Text(t)) => lecture.ecrit(&t.xml10_content()),
            Ok(Event::CData(t)) => lecture.ecrit(&t.xml10_content()),
            Ok(Event::GeneralRef(r)) => {
                let nom = r.xml10_content();
                let nomme = match nom.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => r.resolve_char_ref().ok().flatten(),
                };
                lecture.ecrit(nomme.map(String::from).unwrap_or_default().as_str());
            }
            Ok(Event::Eof) if entier => return Ok(lecture.lues),
            Ok(Event::Eof) | Err(_) => return Err(illisible()),
            Ok(_) => {}
        }
    }
}

/// An attribute of an element.
fn attribut(e: &BytesStart<'_>, nom: &str) -> Option<String> {
    let lu = e.try_get_attribute(nom).ok().flatten()?;
    unescape(&lu.value).ok().map(std::borrow::Cow::into_owned)
}

fn nombre(e: &BytesStart<'_>, nom: &str) -> u32 {
    attribut(e, nom).and_then(|v| v.parse().ok()).unwrap_or(1)
}

impl Lecture {
    fn ouvre(&mut self, e: &BytesStart<'_>) -> Result<(), Defaut> {
        match e.name().as_ref() {
            "table:table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.lues
                        .nouvelle(attribut(e, "table:name").unwrap_or_default());
                    self.ligne = 0;
                }
            }
            "table:table-row" if self.tables == 1 => {
                self.repetitions = nombre(e, "table:number-rows-repeated");
                self.colonne = 0;
                self.rangee.clear();
            }
            nom @ ("table:table-cell" | "table:covered-table-cell") if self.tables == 1 => {
                let valeurs = [
                    "value",
                    "date-value",
                    "time-value",
                    "boolean-value",
                    "string-value",
                ];
                let mut lues = valeurs
                    .iter()
                    .filter_map(|v| attribut(e, &format!("office:{v}")));
                self.cellule = Some(EnCours {
                    repetitions: nombre(e, "table:number-columns-repeated"),
                    lignes: nombre(e, "table:number-rows-spanned"),
                    colonnes: nombre(e, "table:number-columns-spanned"),
                    couverte: nom == "table:covered-table-cell",
                    formule: attribut(e, "table:formula").is_some(),
                    genre: attribut(e, "office:value-type").unwrap_or_default(),
                    valeur: lues.next(),
                    ..EnCours::default()
                });
            }
            "office:annotation" => self.notes += 1,
            "text:p" | "text:h" => {
                self.paragraphe += 1;
                let suivant = self.cellule.as_mut().filter(|_| self.notes == 0);
                if let Some(c) = suivant {
                    c.paragraphes += 1;
                    if c.paragraphes > 1 {
                        c.texte.push('\n');
                    }
                }
            }
            "text:s" => {
                let n = nombre(e, "text:c").min(64) as usize;
                self.ecrit(&" ".repeat(n));
            }
            "text:tab" | "text:line-break" => self.ecrit(" "),
            _ => {}
        }
        Ok(())
    }

    fn ecrit(&mut self, texte: &str) {
        let dedans = self.paragraphe > 0 && self.notes == 0 && self.tables == 1;
        if let Some(c) = self.cellule.as_mut().filter(|_| dedans) {
            c.texte.push_str(texte);
        }
    }

    fn ferme(&mut self, nom: &str) -> Result<(), Defaut> {
        match nom {
            "table:table" => {
                self.tables = self.tables.saturating_sub(1);
            }
            "table:table-row" if self.tables == 1 => self.ferme_la_ligne()?,
            "table:table-cell" | "table:covered-table-cell" if self.tables == 1 => {
                if let Some(c) = self.cellule.take() {
                    self.range(c);
                }
            }
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            "text:p" | "text:h" => self.paragraphe = self.paragraphe.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    /// Notes a cell of the row.
    fn range(&mut self, c: EnCours) {
        let colonne = self.colonne;
        self.colonne = self.colonne.saturating_add(c.repetitions);
        let date = |v: &str| format!("date ({v})");
        let valeur = match (c.genre.as_str(), c.valeur) {
            ("float" | "percentage" | "currency", Some(v)) => match v.parse() {
                Ok(x) => Some(Stockee::Nombre(x)),
                Err(_) => Some(self.lues.texte(&v)),
            },
            ("date" | "time", Some(v)) => Some(self.lues.texte(&date(&v))),
            ("boolean", Some(v)) => {
                let vrai = v.eq_ignore_ascii_case("true");
                Some(self.lues.texte(if vrai { "VRAI" } else { "FAUX" }))
            }
            (_, Some(v)) if !v.is_empty() => Some(self.lues.texte(&v)),
            _ if c.texte.trim().is_empty() => None,
            _ => Some(self.lues.texte(&c.texte)),
        };
        let Some(feuille) = self.lues.feuilles.last_mut() else {
            return;
        };
        if c.lignes > 1 {
            let fin = (
                self.ligne.saturating_add(c.lignes - 1),
                colonne.saturating_add(c.colonnes.max(1) - 1),
            );
            feuille.inscrites.fusion((self.ligne, colonne), fin);
        }
        match valeur {
            Some(valeur) if !c.couverte => self.rangee.push((colonne, c.repetitions, valeur)),
            None if c.formule => {
                for place in colonne..colonne.saturating_add(c.repetitions.min(1 << 14)) {
                    feuille.inscrites.formule((self.ligne, place));
                }
            }
            _ => {}
        }
    }

    fn ferme_la_ligne(&mut self) -> Result<(), Defaut> {
        let rangee = std::mem::take(&mut self.rangee);
        if !rangee.is_empty() {
            for ligne in self.ligne..self.ligne.saturating_add(self.repetitions) {
                for &(debut, repetitions, valeur) in &rangee {
                    for colonne in debut..debut.saturating_add(repetitions) {
                        self.lues.ajoute(ligne, colonne, valeur)?;
                    }
                }
            }
        }
        self.ligne = self.ligne.saturating_add(self.repetitions);
        self.rangee = rangee;
        Ok(())
    }
}
