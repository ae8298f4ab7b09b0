//! The body: opening, table of contents, then the parts, their blocks in order.

use std::fmt::Write as _;

use super::hauteur;
use super::images::{Images, taille};
use super::liens::{Liens, signet};
use super::table::{self, LARGEUR, LARGEUR_PAYSAGE};
use super::xml::{GRAS, avec_proprietes, echappe, paragraphe, suite, titre};
use crate::model::Severite;
use crate::rapport::document::{
    Bloc, COLONNES_MAX, Dit, Document, ENTRE, Figure, Logo, Partie, Table,
};

/// English Metric Units in a centimetre.
const EMU: f64 = 360_000.0;
/// Largest logo, centimetres.
const LOGO_HAUTEUR: f64 = 1.6;
const LOGO_LARGEUR: f64 = 6.0;

/// The body written, and what it leads to.
pub(super) struct Corps {
    pub xml: String,
    pub liens: Liens,
}

struct Ecrivain<'a> {
    sortie: String,
    liens: Liens,
    images: &'a Images,
    /// Rank of the next picture.
    image: usize,
    /// Share of their size that pictures keep.
    part: f64,
}

/// Writes the body.
pub(super) fn ecrire(document: &Document<'_>, images: &Images) -> Corps {
    let mut e = Ecrivain {
        sortie: String::from(ENTETE),
        liens: Liens::new(document),
        images,
        image: 0,
        part: 1.0,
    };
    if let Some(donne) = &document.logo {
        e.sortie.push_str(&logo(donne));
    }
    e.sortie
        .push_str(&paragraphe("TitreDocument", &suite(&document.titre, "")));
    e.sortie.push_str(&paragraphe(
        "SousTitre",
        &suite(&document.faits.join(" · "), ""),
    ));
    for (nom, fait) in &document.fiche {
        let dit = format!("{nom}\u{a0}: {}", fait.plate().texte);
        e.sortie.push_str(&paragraphe("Puce", &suite(&dit, "")));
    }
    for (rang, partie) in document.parties.iter().enumerate() {
        if rang == 1 {
            e.sortie.push_str(&sommaire(&document.parties));
        }
        e.partie(rang, partie);
    }
    let _ = write!(e.sortie, "{}</w:body></w:document>", section(false));
    Corps {
        xml: e.sortie,
        liens: e.liens,
    }
}

const ENTETE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>";

/// Size and margins of the pages that end here.
fn section(paysage: bool) -> String {
    let (largeur, hauteur, sens) = if paysage {
        (16_838, 11_906, " w:orient=\"landscape\"")
    } else {
        (11_906, 16_838, "")
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"entete\"/><w:footerReference w:type=\"default\" r:id=\"pied\"/>\
         <w:pgSz w:w=\"{largeur}\" w:h=\"{hauteur}\"{sens}/>\
         <w:pgMar w:top=\"964\" w:right=\"1020\" w:bottom=\"907\" w:left=\"1020\" w:header=\"454\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// Lines that lead to each part: filled, and left to the reader's program to refresh.
fn sommaire(parties: &[Partie<'_>]) -> String {
    // One paragraph: the first page has no room for a list.
    let dites: Vec<(usize, &Partie<'_>)> = parties
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, p)| !p.titre.is_empty())
        .collect();
    let mut sortie = String::from(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>",
    );
    let mut contenu = String::new();
    for (n, (rang, partie)) in dites.iter().enumerate() {
        let debut = if n == 0 {
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-1\" \\h \\n </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        } else {
            "<w:r><w:t xml:space=\"preserve\"> · </w:t></w:r>"
        };
        let fin = if n + 1 == dites.len() {
            "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        } else {
            ""
        };
        let lien = format!(
            "<w:hyperlink w:anchor=\"{}\" w:history=\"1\">{}</w:hyperlink>",
            signet(*rang),
            suite(&partie.titre, "")
        );
        let _ = write!(contenu, "{debut}{lien}{fin}");
    }
    sortie.push_str(&paragraphe("TM1", &contenu));
    sortie.push_str("</w:sdtContent></w:sdt>");
    sortie
}

impl Ecrivain<'_> {
    fn partie(&mut self, rang: usize, partie: &Partie<'_>) {
        if !partie.titre.is_empty() {
            let nom = signet(rang);
            self.sortie
                .push_str(&titre(1, Some((rang, &nom)), &partie.titre, partie.page));
        }
        let blocs: Vec<Bloc<'_>> = partie.blocs.iter().flat_map(Bloc::a_plat).collect();
        for bloc in &blocs {
            if let Bloc::Figures(figures) = bloc
                && partie.page
            {
                self.part = hauteur::part(&blocs, self.haute(figures.len()));
            }
            self.bloc(bloc);
            self.part = 1.0;
        }
    }

    fn bloc(&mut self, bloc: &Bloc<'_>) {
        let xml = match bloc {
            Bloc::Titre(t) => titre(2, None, t, false),
            Bloc::Texte(t) => paragraphe("Normal", &suite(t, "")),
            Bloc::Note(t) => paragraphe("Note", &suite(t, "")),
            Bloc::Appuis(cases) => {
                let liens = &mut self.liens;
                let dits = cases.iter().map(|c| table::contenu(c, liens));
                paragraphe("Note", &dits.collect::<Vec<_>>().join(&suite(ENTRE, "")))
            }
            Bloc::Phrase(cases) => {
                let liens = &mut self.liens;
                let dites = cases.iter().map(|c| table::contenu(c, liens));
                paragraphe("Normal", &dites.collect::<String>())
            }
            Bloc::Puces(lignes) => lignes
                .iter()
                .map(|l| paragraphe("Puce", &suite(l, "")))
                .collect(),
            Bloc::Vignettes(v) => table::vignettes(v),
            Bloc::Constats(dits) => dits.iter().map(constat).collect(),
            Bloc::Synthese(cadrans) => table::synthese(cadrans),
            Bloc::Table(t) => self.table(t),
            Bloc::Figures(f) => self.figures(f),
            // Made plain above.
            Bloc::Encadre(_) | Bloc::Repli(_) => String::new(),
        };
        self.sortie.push_str(&xml);
    }

    /// A wide table has its landscape page.
    fn table(&mut self, t: &Table) -> String {
        if t.colonnes.len() <= COLONNES_MAX {
            return table::ecrire(t, &mut self.liens, LARGEUR);
        }
        let fin = |paysage| format!("<w:p><w:pPr>{}</w:pPr></w:p>", section(paysage));
        format!(
            "{}{}{}",
            fin(false),
            table::ecrire(t, &mut self.liens, LARGEUR_PAYSAGE),
            fin(true)
        )
    }

    /// Height of the next pictures, side by side, centimetres.
    fn haute(&self, ensemble: usize) -> f64 {
        let images = (self.image..self.image + ensemble).filter_map(|rang| self.images.get(rang));
        let hautes = images.map(|i| taille(i, ensemble).1);
        hautes.fold(0.0, f64::max)
    }

    /// Pictures side by side, each with its caption under it.
    fn figures(&mut self, figures: &[Figure<'_>]) -> String {
        let cases: Vec<String> = figures
            .iter()
            .map(|f| self.figure(f, figures.len()))
            .collect();
        if let [seule] = cases.as_slice() {
            return seule.clone();
        }
        let largeur = LARGEUR / u32::try_from(cases.len().max(1)).unwrap_or(1);
        let mut sortie = format!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{LARGEUR}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
            format!("<w:gridCol w:w=\"{largeur}\"/>").repeat(cases.len())
        );
        for case in cases {
            let _ = write!(
                sortie,
                "<w:tc><w:tcPr><w:tcW w:w=\"{largeur}\" w:type=\"dxa\"/></w:tcPr>{case}</w:tc>"
            );
        }
        sortie.push_str("</w:tr></w:tbl>");
        sortie.push_str(&paragraphe("Note", ""));
        sortie
    }

    fn figure(&mut self, figure: &Figure<'_>, ensemble: usize) -> String {
        let rang = self.image;
        self.image += 1;
        let Some(image) = self.images.get(rang) else {
            return String::new();
        };
        let (large, haute) = taille(image, ensemble);
        let emu = |cm: f64| format!("{:.0}", cm * self.part * EMU);
        let (cx, cy, id) = (emu(large), emu(haute), rang + 1);
        let (nom, alt) = (echappe(&figure.titre), echappe(&figure.alternative));
        let dessin = dessin((cx, cy), id, (&nom, &alt), &format!("image{id}"));
        let mut sortie = paragraphe(
            "Legende",
            &suite(&format!("Figure {id}. {}", figure.titre), ""),
        );
        sortie.push_str(&avec_proprietes("Image", "", &dessin));
        sortie.push_str(&paragraphe("Note", &suite(&figure.note, "")));
        sortie
    }
}

/// A picture in its line, by the id of its relation.
fn dessin(
    (cx, cy): (String, String),
    id: usize,
    (nom, alt): (&str, &str),
    relation: &str,
) -> String {
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{id}\" name=\"{nom}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"{relation}.png\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// The picture of the user at the head of the first page.
fn logo(logo: &Logo) -> String {
    let rapport = f64::from(logo.hauteur) / f64::from(logo.largeur.max(1));
    let haut = LOGO_HAUTEUR.min(LOGO_LARGEUR * rapport);
    let emu = |cm: f64| format!("{:.0}", cm * EMU);
    let taille = (emu(haut / rapport.max(0.01)), emu(haut));
    // Above the ids of the figures.
    avec_proprietes(
        "Image",
        "",
        &dessin(taille, 9_999, ("Logo", "Logo"), "logo"),
    )
}

/// A finding: its severity in a word, coloured and bold, then the sentence.
fn constat(dit: &Dit) -> String {
    let couleur = match dit.severite {
        Severite::Information => "1F4E79",
        Severite::Attention => "8A4B00",
        Severite::Alerte => "9B1C1C",
    };
    let mot = suite(
        &format!("{}. ", dit.mot),
        &format!("{GRAS}<w:color w:val=\"{couleur}\"/>"),
    );
    paragraphe("Puce", &format!("{mot}{}", suite(&dit.texte, "")))
}
