//! Why a figure is set aside, and what to do: the user corrects his own file, not that of a producer.

use crate::model::Severite;

/// What is wrong with a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Raison {
    /// Zero for an inhabited commune.
    Zero,
    /// The same, for a commune that a split re-created.
    AncienTerritoire,
    /// Far from the known population.
    Ecart,
    /// A total below its part.
    Totale,
}

impl Raison {
    /// What is said of the figures.
    pub(super) fn fait(self) -> &'static str {
        match self {
            Self::Zero => "zéro pour une commune habitée",
            Self::AncienTerritoire => "zéro pour une commune habitée, rétablie par une séparation",
            Self::Ecart => "un chiffre sans rapport avec la population connue",
            Self::Totale => {
                "une population totale inférieure à la population municipale, qu'elle comprend"
            }
        }
    }

    /// How serious it is: a producer late on a split is no fault of the folder.
    pub(super) fn severite(self, officiel: bool) -> Severite {
        match self {
            Self::AncienTerritoire if officiel => Severite::Attention,
            _ => Severite::Alerte,
        }
    }

    /// What follows, or what to do.
    pub(super) fn remede(self, non_date: bool, officiel: bool) -> &'static str {
        match (self, officiel) {
            (Self::AncienTerritoire, true) => {
                "le fichier porte encore l'ancien territoire, et compte ces habitants sous le code d'avant la séparation\u{a0}; \
                 déposez une édition plus récente quand elle paraît"
            }
            (Self::AncienTerritoire, false) => {
                "le fichier porte encore l'ancien territoire s'il compte ces habitants sous le code d'avant la séparation\u{a0}; \
                 sinon, donnez le chiffre"
            }
            (Self::Zero, true) => {
                "le producteur ne les connaît pas, ou compte la commune avec une autre\u{a0}; déposez une édition plus \
                 récente quand elle paraît"
            }
            (Self::Zero, false) => "laissez la cellule vide si le chiffre n'est pas connu",
            (Self::Totale, _) if non_date => {
                "corrigez la ligne, ou donnez l'année des chiffres dans le nom du fichier si elle est autre"
            }
            (Self::Ecart | Self::Totale, true) => {
                "retéléchargez le fichier, ou corrigez la ligne s'il a été retouché"
            }
            (Self::Ecart | Self::Totale, false) => "corrigez la ligne du fichier",
        }
    }
}
