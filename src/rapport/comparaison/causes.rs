//! What a gap between two figures comes from: the perimeter, the files, the method.

use std::collections::BTreeSet;

use super::types::Causes;
use crate::model::Indicateur;
use crate::rapport::Rapport;

/// What differs between two reports as a whole.
pub(super) struct Differences {
    /// The communes or their parts.
    pub perimetre: bool,
    /// The version of the program.
    pub version: bool,
}

/// A figure of both reports, of the second perimeter in the files of the first when that was computed.
pub(super) struct Trio<'t> {
    pub avant: (&'t Rapport, &'t Indicateur),
    pub milieu: Option<&'t Indicateur>,
    pub apres: (&'t Rapport, &'t Indicateur),
}

impl Trio<'_> {
    /// The causes of the gap, which add up to it; why they cannot be told apart, else.
    pub(super) fn causes(&self, ecart: f64, differences: &Differences) -> Result<Causes, String> {
        let (avant, apres) = (self.avant.1, self.apres.1);
        let fichiers = empreintes(self.avant) != empreintes(self.apres);
        let donnees = fichiers || avant.millesime != apres.millesime;
        let methode = avant.formule != apres.formule || (differences.version && !donnees);
        if ecart == 0.0 {
            return Ok(Causes::default());
        }
        match (differences.perimetre, donnees, methode) {
            (true, false, false) => Ok(Causes {
                perimetre: ecart,
                ..Causes::default()
            }),
            (false, true, false) => Ok(Causes {
                donnees: ecart,
                ..Causes::default()
            }),
            // Nothing else has changed: what computes has.
            (false, false, _) => Ok(Causes {
                methode: ecart,
                ..Causes::default()
            }),
            (true, true, false) => self.en_deux(ecart),
            _ => Err("plusieurs choses ont changé à la fois, dont la formule ou le programme : l'écart ne se partage pas".to_owned()),
        }
    }

    /// The perimeter first, in the files of the first report, then the files.
    fn en_deux(&self, ecart: f64) -> Result<Causes, String> {
        let milieu = self.milieu.and_then(|i| i.valeur);
        match milieu.zip(self.avant.1.valeur) {
            Some((milieu, avant)) => Ok(Causes {
                perimetre: milieu - avant,
                donnees: ecart - (milieu - avant),
                methode: 0.0,
            }),
            None => Err(
                "périmètre et données ont changé : sans les données du premier rapport, l'écart ne se partage pas"
                    .to_owned(),
            ),
        }
    }
}

/// SHA-256 of the files of a figure.
fn empreintes<'r>((rapport, indicateur): (&'r Rapport, &Indicateur)) -> BTreeSet<&'r str> {
    let siennes = rapport.sources.iter();
    siennes
        .filter(|s| indicateur.sources.contains(&s.id))
        .map(|s| s.sha256.as_str())
        .collect()
}
