//! A page being written: paragraphs wrapped to its width, colours when wanted.

use crate::render::listes::puce;
use crate::render::texte::replier;

/// Look of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ton {
    /// As it is.
    Normal,
    /// Titles.
    Titre,
    /// What stands out.
    Fort,
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
            Self::Fort => "1",
            Self::Discret => "2",
            Self::Attention => "33",
            Self::Alerte => "1;31",
        }
    }
}

/// Text under construction.
pub(super) struct Page {
    /// Columns.
    pub largeur: u16,
    /// Whether ANSI colours are written.
    couleurs: bool,
    texte: String,
}

impl Page {
    /// An empty page.
    pub(super) fn new(largeur: u16, couleurs: bool) -> Self {
        Self {
            largeur,
            couleurs,
            texte: String::new(),
        }
    }

    /// One line, already short enough.
    pub(super) fn ligne(&mut self, ton: Ton, contenu: &str) {
        let contenu = contenu.trim_end();
        if self.couleurs && ton != Ton::Normal && !contenu.is_empty() {
            let code = ton.code();
            self.texte
                .push_str(&format!("\u{1b}[{code}m{contenu}\u{1b}[0m"));
        } else {
            self.texte.push_str(contenu);
        }
        self.texte.push('\n');
    }

    /// Lines made elsewhere.
    pub(super) fn lignes(&mut self, ton: Ton, texte: &str) {
        texte.lines().for_each(|l| self.ligne(ton, l));
    }

    /// A paragraph.
    pub(super) fn paragraphe(&mut self, ton: Ton, contenu: &str) {
        for ligne in replier(contenu, usize::from(self.largeur)) {
            self.ligne(ton, &ligne);
        }
    }

    /// A paragraph that hangs after a mark: « - … ».
    pub(super) fn puce(&mut self, ton: Ton, contenu: &str) {
        let texte = puce(contenu, self.largeur);
        self.lignes(ton, &texte);
    }

    /// An empty line, never two nor at the head.
    pub(super) fn vide(&mut self) {
        if !self.texte.is_empty() && !self.texte.ends_with("\n\n") {
            self.texte.push('\n');
        }
    }

    /// The text.
    pub(super) fn finir(self) -> String {
        self.texte
    }
}
