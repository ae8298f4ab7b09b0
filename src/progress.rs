//! Progress on long loads: the only user of indicatif; silent when stderr is not a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on stderr, or nothing at all when stderr is not a terminal or the user asked for silence.
#[derive(Debug, Clone)]
pub struct Progression(ProgressBar);

impl Progression {
    /// A bar that appears on a terminal only.
    #[must_use]
    pub fn new(silencieux: bool) -> Self {
        if silencieux || !std::io::stderr().is_terminal() {
            return Self::muette();
        }
        let barre = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} [{bar:24}] {pos}/{len}") {
            barre.set_style(style.progress_chars("=> "));
        }
        Self(barre)
    }

    /// No bar: for tests and libraries.
    #[must_use]
    pub fn muette() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Number of steps to come; the bar appears.
    pub fn total(&self, etapes: usize) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_length(etapes as u64);
        self.0.set_message("lecture des fichiers de données");
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    /// Number of searches to come; the bar appears.
    pub fn recherches(&self, etapes: usize) {
        self.total(etapes);
        self.0.set_message("recherche de périmètres");
    }

    /// Bytes of a file received, of a length that is known or not; the bar appears.
    pub fn octets(&self, fichier: &str, recus: u64, total: Option<u64>) {
        if self.0.is_hidden() {
            return;
        }
        if self.0.message() != fichier {
            let modele = "{spinner} {msg} [{bar:24}] {bytes}/{total_bytes} {bytes_per_sec}";
            if let Ok(style) = ProgressStyle::with_template(modele) {
                self.0.set_style(style.progress_chars("=> "));
            }
            self.0.set_message(fichier.to_owned());
            self.0.enable_steady_tick(Duration::from_millis(100));
        }
        match total {
            Some(total) => self.0.set_length(total),
            None => self.0.unset_length(),
        }
        self.0.set_position(recus);
    }

    /// Number of territories to make; the bar appears, with the time that is left.
    pub fn territoires(&self, nombre: usize) {
        if self.0.is_hidden() {
            return;
        }
        let modele = "{spinner} {msg} [{bar:24}] {pos}/{len}, reste {eta}";
        if let Ok(style) = ProgressStyle::with_template(modele) {
            self.0.set_style(style.progress_chars("=> "));
        }
        self.0.set_length(nombre as u64);
        self.0.set_message("diagnostics");
        self.0.enable_steady_tick(Duration::from_millis(100));
    }

    /// One step done.
    pub fn avance(&self) {
        self.0.inc(1);
    }

    /// Removes the bar.
    pub fn fin(&self) {
        self.0.finish_and_clear();
    }
}
