//! The marks of an XML text, as nearly all workbooks write them.

/// What is left to read of a text.
#[derive(Debug, Clone, Copy)]
pub struct Suite<'a>(pub &'a [u8]);

impl<'a> Suite<'a> {
    /// Whether these bytes come next, which are then read.
    #[inline]
    pub fn mange(&mut self, mot: &[u8]) -> bool {
        let suite = self.0.strip_prefix(mot);
        suite.inspect(|suite| self.0 = suite).is_some()
    }

    /// Reads these bytes.
    #[inline]
    pub fn exige(&mut self, mot: &[u8]) -> Option<()> {
        self.mange(mot).then_some(())
    }

    /// Reads the spaces between two marks.
    pub fn blancs(&mut self) {
        while let [b' ' | b'\n' | b'\r' | b'\t', suite @ ..] = self.0 {
            self.0 = suite;
        }
    }

    /// Reads what comes before a byte, which is left.
    #[inline]
    pub fn jusqu_a(&mut self, octet: u8) -> Option<&'a [u8]> {
        let fin = self.0.iter().position(|o| *o == octet)?;
        let (lu, suite) = self.0.split_at_checked(fin)?;
        self.0 = suite;
        Some(lu)
    }

    /// Reads the attributes of a mark whose name is read, and its end; whether it closes itself.
    pub fn attributs(&mut self) -> Option<(&'a [u8], bool)> {
        let lus = self.jusqu_a(b'>')?;
        self.exige(b">")?;
        let vide = lus.last() == Some(&b'/');
        let debut = matches!(lus, [] | [b' ' | b'/', ..]);
        let guillemets = lus.iter().filter(|o| **o == b'"').count();
        let simples = !lus.iter().any(|o| matches!(o, b'<' | b'\''));
        (debut && simples && guillemets % 2 == 0).then_some((lus, vide))
    }
}

/// What comes after a mark in a text whose beginning has no comment, and is in the usual encoding.
pub fn apres<'a>(texte: &'a [u8], balise: &[u8]) -> Option<Suite<'a>> {
    /// More than this before the first row is written by nobody.
    const DEBUT_MAX: usize = 64 << 10;
    let debut = texte.get(..texte.len().min(DEBUT_MAX))?;
    let place = debut.windows(balise.len()).position(|f| f == balise)?;
    let (avant, suite) = texte.split_at_checked(place)?;
    let avant = std::str::from_utf8(avant).ok()?;
    let encodage = avant.split_once("encoding=");
    let usuel = encodage.is_none_or(|(_, dit)| {
        dit.get(1..6)
            .is_some_and(|dit| dit.eq_ignore_ascii_case("utf-8"))
    });
    (usuel && !avant.contains("<!")).then(|| Suite(suite.get(balise.len()..).unwrap_or_default()))
}
