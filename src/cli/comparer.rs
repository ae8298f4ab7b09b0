//! Options of `cpts comparer`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

use super::OptionsCommunes;
use super::echec_si::EchecSi;

const EXEMPLES: &str = "\
Exemples :
  cpts comparer 'cpts:\"CPTS du Verdon\"' 'cpts:\"CPTS du Verdon\" - commune:04094' --donnees donnees
  cpts comparer perimetre.csv perimetre.csv --donnees donnees-2025 --donnees-apres donnees-2026 --sortie ecarts.docx
  cpts comparer ancien.json nouveau.json --format markdown --echec-si taille --echec-si 'ecart:apl_mg>5'";

/// Options de `cpts comparer`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES)]
pub struct OptionsComparer {
    /// Le premier : un périmètre (fichier ou expression), ou un rapport enregistré en .json
    #[arg(value_name = "AVANT")]
    pub avant: String,
    /// Le second, de même
    #[arg(value_name = "APRES")]
    pub apres: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Données du second périmètre, quand ce ne sont pas celles du premier ; répétable, comme --donnees
    #[arg(long, value_name = "DIR|FICHIER")]
    pub donnees_apres: Vec<PathBuf>,
    /// Format de la sortie standard
    #[arg(short, long, value_enum, default_value_t = FormatComparaison::Terminal)]
    pub format: FormatComparaison,
    /// Fichier à écrire, format d'après l'extension : .html, .json, .docx, .pdf, .md, .document.json (répétable)
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Tout dans le terminal, au lieu d'un écran
    #[arg(long)]
    pub detail: bool,
    /// Date des deux rapports, AAAA-MM-JJ [défaut : SOURCE_DATE_EPOCH si présent, sinon aucune]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Termine avec le code 1 si la taille change (taille), si un chiffre bouge de plus de x % (ecart>5, ecart:apl_mg>5 ; en points
    /// pour une part), ou si un constat de cette gravité ou de cette règle apparaît ; répétable
    #[arg(long, value_name = "CONDITION")]
    pub echec_si: Vec<Condition>,
}

/// Formats de la sortie standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatComparaison {
    /// Un écran
    Terminal,
    /// Le contrat stable, pour les scripts
    Json,
    /// Pour un commentaire de relecture
    Markdown,
}

/// What makes a comparison end with code 1.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The tier changes, or is settled in one of the two only.
    Taille,
    /// A figure moves by more than so many percent, or points for a share.
    Ecart {
        /// Indicator; any when absent.
        indicateur: Option<String>,
        /// Threshold, percent or points.
        seuil: f64,
    },
    /// A finding appears.
    Constat(EchecSi),
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(texte: &str) -> Result<Self, String> {
        if texte == "taille" {
            return Ok(Self::Taille);
        }
        let Some(suite) = texte.strip_prefix("ecart") else {
            return texte.parse().map(Self::Constat).map_err(|e: String| {
                format!("« taille », « ecart>5 », « ecart:apl_mg>5 », ou {e}")
            });
        };
        let attendu = || "« ecart>5 » ou « ecart:apl_mg>5 »".to_owned();
        let (sujet, seuil) = suite.split_once('>').ok_or_else(attendu)?;
        let seuil: f64 = seuil
            .trim()
            .replace(',', ".")
            .parse()
            .map_err(|_| attendu())?;
        let indicateur = match sujet {
            "" => None,
            sujet => Some(
                sujet
                    .strip_prefix(':')
                    .filter(|s| !s.is_empty())
                    .ok_or_else(attendu)?,
            ),
        };
        if !seuil.is_finite() || seuil < 0.0 {
            return Err(attendu());
        }
        Ok(Self::Ecart {
            indicateur: indicateur.map(str::to_owned),
            seuil,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_read_or_told() {
        let lu = |t: &str| t.parse::<Condition>();
        let ecart = |indicateur: Option<&str>, seuil| Condition::Ecart {
            indicateur: indicateur.map(str::to_owned),
            seuil,
        };
        assert_eq!(lu("taille"), Ok(Condition::Taille));
        assert_eq!(lu("ecart>2,5"), Ok(ecart(None, 2.5)));
        assert_eq!(lu("ecart:apl_mg>5"), Ok(ecart(Some("apl_mg"), 5.0)));
        assert!(matches!(lu("alerte"), Ok(Condition::Constat(_))));
        for faux in [
            "ecart",
            "ecart>x",
            "ecart:>5",
            "ecart>NaN",
            "ecart>-1",
            "tailles",
        ] {
            assert!(lu(faux).is_err(), "{faux}");
        }
    }
}
