//! A page being written: paragraphs wrapped to its width, colours when wanted.

use crate::francais::soigner;
use crate::render::texte::replier;

/// Look of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ton {
    /// As it is.
    Normal,
    /// Titles.
    Titre,
    /// Secondary text.
    Discret,
    /// To be checked.
    Attention,
    /// Serious.
    Alerte,
}

impl Ton {
    /// SGR codes of the look.
    fn code(self) -> &'static str {
        match self {
            Self::Normal => "",
            Self::Titre => "1;36",
            Self::Discret => "2",
            Self::Attention => "33",
            Self::Alerte => "1;31",
        }
    }
}

/// Text under construction.
#[derive(Clone)]
pub(super) struct Page {
    /// Columns.
    pub largeur: usize,
    /// Whether ANSI colours are written.
    pub couleurs: bool,
    texte: String,
}

impl Page {
    /// An empty page.
    pub(super) fn new(largeur: usize, couleurs: bool) -> Self {
        Self {
            largeur,
            couleurs,
            texte: String::new(),
        }
    }

    /// One line, already short enough.
    fn ligne(&mut self, ton: Ton, contenu: &str) {
        if self.couleurs && ton != Ton::Normal && !contenu.is_empty() {
            self.texte
                .push_str(&format!("\u{1b}[{}m{contenu}\u{1b}[0m", ton.code()));
        } else {
            self.texte.push_str(contenu);
        }
        self.texte.push('\n');
    }

    /// A paragraph.
    pub(super) fn paragraphe(&mut self, ton: Ton, contenu: &str) {
        for ligne in replier(&soigner(contenu), self.largeur) {
            self.ligne(ton, &ligne);
        }
    }

    /// A paragraph that hangs after a mark: « - … ».
    pub(super) fn puce(&mut self, ton: Ton, contenu: &str) {
        for (rang, ligne) in replier(&soigner(contenu), self.largeur.saturating_sub(2))
            .iter()
            .enumerate()
        {
            let marque = if rang == 0 { "- " } else { "  " };
            self.ligne(ton, &format!("{marque}{ligne}"));
        }
    }

    /// A title after an empty line.
    pub(super) fn titre(&mut self, contenu: &str) {
        self.vide();
        self.paragraphe(Ton::Titre, &contenu.to_uppercase());
    }

    /// An empty line, never two.
    pub(super) fn vide(&mut self) {
        if !self.texte.is_empty() && !self.texte.ends_with("\n\n") {
            self.texte.push('\n');
        }
    }

    /// A block made elsewhere, line by line.
    pub(super) fn bloc(&mut self, lignes: impl Iterator<Item = String>) {
        for ligne in lignes {
            self.texte.push_str(ligne.trim_end());
            self.texte.push('\n');
        }
    }

    /// Writes a piece whole when the page is then at most `limite` lines long; otherwise nothing. Whether it was written.
    pub(super) fn si_tient(&mut self, limite: usize, ecrire: impl FnOnce(&mut Self)) -> bool {
        let mut essai = self.clone();
        ecrire(&mut essai);
        let tient = essai.texte.lines().count() <= limite;
        if tient {
            *self = essai;
        }
        tient
    }

    /// The text.
    pub(super) fn finir(self) -> String {
        self.texte
    }
}
