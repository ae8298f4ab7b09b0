//! Each kind of block on the page.

use super::arbre::{Genre, RACINE};
use super::composition::{Composeur, Espace, hauteur};
use super::feuille::{Cible, Couleur, Entree, Style};
use super::lignes::Morceau;
use super::styles::{
    CASE, EN_TETE, FAITS, MARGE, NOTE, ROUGE, TEXTE, TITRE_1, TITRE_2, TITRE_DOCUMENT,
};
use super::table;
use crate::model::Severite;
use crate::rapport::document::{Bloc, Case, Dit, Document, ENTRE, Partie};

/// Before the text of a bullet, points.
const RETRAIT: f32 = 11.0;
/// A heading is not left alone at the foot of a page, points.
const SUITE_DU_TITRE: f32 = 60.0;

impl Composeur<'_> {
    /// The whole document.
    pub(super) fn document(&mut self, document: &Document<'_>) {
        for (rang, partie) in document.parties.iter().enumerate() {
            if rang == 1 {
                self.sommaire(&document.parties);
            }
            self.partie(rang, partie, document);
        }
    }

    fn partie(&mut self, rang: usize, partie: &Partie<'_>, document: &Document<'_>) {
        if partie.page && !self.vierge() {
            self.feuille(false);
        }
        self.section = self.arbre.ajouter(RACINE, Genre::Section);
        if rang == 0 {
            self.couverture(document);
        }
        if !partie.titre.is_empty() {
            self.titre(&partie.titre, (2, TITRE_1), (12.0, 5.0));
        }
        for bloc in partie.blocs.iter().flat_map(Bloc::a_plat) {
            self.bloc(&bloc);
        }
    }

    fn couverture(&mut self, document: &Document<'_>) {
        let section = self.section;
        if let Some(bandeau) = &document.bandeau {
            // Written in the head of every page too, where a screen reader does not go.
            let dit = [Morceau::new(bandeau, EN_TETE)];
            self.paragraphe(section, Genre::Paragraphe, &dit, Espace::apres(3.0));
        }
        if let Some(donne) = &document.logo {
            self.logo(donne);
        }
        let titre = [Morceau::new(&document.titre, TITRE_DOCUMENT)];
        let genre = Genre::Titre(1, document.titre.clone());
        self.paragraphe(section, genre, &titre, Espace::apres(2.0));
        let faits = [Morceau::new(document.faits.join("\u{a0}· "), FAITS)];
        self.paragraphe(section, Genre::Paragraphe, &faits, Espace::apres(6.0));
        let fiche = document.fiche.iter();
        let puces = fiche.map(|(nom, fait)| {
            let texte = format!("\u{a0}: {}", fait.plate().texte);
            vec![Morceau::new(nom, TEXTE.gras()), Morceau::new(texte, TEXTE)]
        });
        let puces: Vec<Vec<Morceau>> = puces.collect();
        if !puces.is_empty() {
            self.liste(puces);
        }
    }

    fn titre(&mut self, titre: &str, (niveau, style): (u16, Style), (avant, apres): (f32, f32)) {
        // A heading of nothing would be an empty line of the table of contents.
        if titre.trim().is_empty() {
            return;
        }
        let morceaux = [Morceau::new(titre, style)];
        let lignes = self.lignes(&morceaux, self.largeur());
        self.reserver(avant + hauteur(&lignes) + SUITE_DU_TITRE);
        let espace = Espace {
            avant,
            apres,
            retrait: 0.0,
        };
        self.entrees.push(Entree {
            niveau: niveau - 1,
            titre: titre.to_owned(),
            page: self.page(),
            y: self.y,
        });
        let genre = Genre::Titre(niveau, titre.to_owned());
        self.paragraphe(self.section, genre, &morceaux, espace);
    }

    /// One paragraph of links, as the first page has no room for a list.
    fn sommaire(&mut self, parties: &[Partie<'_>]) {
        let dites = parties.iter().filter(|p| !p.titre.trim().is_empty());
        let mut morceaux = vec![Morceau::new("Sommaire. ", CASE.gras())];
        for (rang, partie) in dites.enumerate() {
            if rang > 0 {
                morceaux.push(Morceau::new(" · ", CASE));
            }
            let page = self.pages.get(rang).map_or(0, |p| p + 1);
            morceaux.push(Morceau {
                texte: format!("{} (p. {page})", partie.titre),
                style: CASE,
                cible: Some(Cible::Partie(rang)),
            });
        }
        self.paragraphe(
            self.section,
            Genre::Paragraphe,
            &morceaux,
            Espace::avant(4.0),
        );
    }

    fn bloc(&mut self, bloc: &Bloc<'_>) {
        let section = self.section;
        let mut dire = |texte: &str, style, espace| {
            if !texte.is_empty() {
                let dit = [Morceau::new(texte, style)];
                self.paragraphe(section, Genre::Paragraphe, &dit, espace);
            }
        };
        match bloc {
            Bloc::Texte(t) => dire(t, TEXTE, Espace::apres(4.0)),
            Bloc::Note(t) => dire(t, NOTE, Espace::apres(2.0)),
            Bloc::Appuis(cases) => self.appuis(cases),
            Bloc::Phrase(cases) => self.phrase(cases),
            Bloc::Titre(t) => self.titre(t, (3, TITRE_2), (8.0, 3.0)),
            Bloc::Puces(lignes) => {
                let puces = lignes.iter().map(|l| vec![Morceau::new(l, TEXTE)]);
                self.liste(puces.collect());
            }
            Bloc::Constats(dits) => self.liste(dits.iter().map(constat).collect()),
            Bloc::Vignettes(vignettes) => self.vignettes(vignettes),
            Bloc::Table(t) => table::ecrire(self, t),
            Bloc::Figures(figures) => self.figures(figures),
            Bloc::Synthese(cadrans) => self.synthese(cadrans),
            // Made plain above.
            Bloc::Encadre(_) | Bloc::Repli(_) => {}
        }
    }

    /// A paragraph in pieces, one after the other.
    fn phrase(&mut self, cases: &[Case]) {
        let morceaux = cases.iter().filter(|c| !c.texte.is_empty());
        let morceaux = morceaux.map(|c| Morceau {
            texte: c.texte.clone(),
            style: if c.fort { TEXTE.gras() } else { TEXTE },
            cible: self.cible(c),
        });
        let morceaux: Vec<Morceau> = morceaux.collect();
        if !morceaux.is_empty() {
            let espace = Espace::apres(4.0);
            self.paragraphe(self.section, Genre::Paragraphe, &morceaux, espace);
        }
    }

    fn appuis(&mut self, cases: &[Case]) {
        let mut morceaux = Vec::with_capacity(2 * cases.len());
        for (rang, case) in cases.iter().enumerate() {
            if rang > 0 {
                morceaux.push(Morceau::new(ENTRE, NOTE));
            }
            morceaux.push(Morceau {
                texte: case.texte.clone(),
                style: NOTE,
                cible: self.cible(case),
            });
        }
        self.paragraphe(
            self.section,
            Genre::Paragraphe,
            &morceaux,
            Espace::apres(2.0),
        );
    }

    fn liste(&mut self, puces: Vec<Vec<Morceau>>) {
        let liste = self.arbre.ajouter(self.section, Genre::Liste);
        let espace = Espace {
            apres: 2.5,
            retrait: RETRAIT,
            ..Espace::default()
        };
        for puce in puces {
            let lignes = self.lignes(&puce, self.largeur() - RETRAIT);
            let marque = self.lignes(&[Morceau::new("•", TEXTE)], RETRAIT);
            let texte = hauteur(lignes.get(..2).unwrap_or(&lignes));
            self.reserver(texte.max(hauteur(&marque)));
            let element = self.arbre.ajouter(liste, Genre::Element);
            let etiquette = self.arbre.ajouter(element, Genre::Etiquette);
            for ligne in &marque {
                self.ligne(Some(etiquette), ligne, (MARGE + 2.0, self.y));
            }
            self.paragraphe(element, Genre::Corps, &puce, espace);
        }
        self.y += 2.0;
    }
}

/// A finding: its severity in a word, coloured and bold, then the sentence.
fn constat(dit: &Dit) -> Vec<Morceau> {
    let couleur: Couleur = match dit.severite {
        Severite::Information => (0x1F, 0x4E, 0x79),
        Severite::Attention => (0x8A, 0x4B, 0x00),
        Severite::Alerte => ROUGE,
    };
    let mot = Style {
        couleur,
        ..TEXTE.gras()
    };
    vec![
        Morceau::new(format!("{}. ", dit.mot), mot),
        Morceau::new(&dit.texte, TEXTE),
    ]
}
