//! Options of `cpts donnees …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormatListe, OptionsCommunes};

/// Actions de `cpts donnees`.
#[derive(Debug, Subcommand)]
pub enum ActionDonnees {
    /// Dit, pour chaque section du rapport, quels fichiers la nourrissent et lesquels manquent
    Etat(OptionsEtat),
}

impl ActionDonnees {
    /// The options on the data that the action reads, when it reads some.
    #[must_use]
    pub fn communes(&self) -> Option<&OptionsCommunes> {
        match self {
            Self::Etat(o) => Some(&o.communes),
        }
    }
}

/// Options de `cpts donnees etat`.
#[derive(Debug, Clone, Args)]
pub struct OptionsEtat {
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Projet cpts.toml dont la correspondance des fichiers est à appliquer
    #[arg(long, value_name = "CPTS.TOML")]
    pub projet: Option<PathBuf>,
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
    /// Liste chaque fichier et ses variables, au lieu de ce qui nourrit chaque section du rapport
    #[arg(long)]
    pub detail: bool,
    /// Écrit dans ce fichier CSV toutes les lignes de données rejetées
    #[arg(long, value_name = "FICHIER")]
    pub rejets: Option<PathBuf>,
}
