//! Every clap type of the command line, turned into plain options; no I/O.

pub mod comparer;
pub mod diagnostic;
pub mod donnees;
pub mod echec_si;
pub mod financement;
pub mod francais;
pub mod perimetre;
pub mod proposer;
pub mod zones_blanches;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::SectionId;
use comparer::OptionsComparer;
pub use diagnostic::{Edition, Format, OptionsDiagnostic};
use donnees::ActionDonnees;
use financement::{Contrat, OptionsFinancement};
use perimetre::{OptionsAfficher, OptionsComposer, OptionsExporterPerimetre, OptionsVerifier};
use proposer::OptionsProposer;
use zones_blanches::OptionsZonesBlanches;

const EXEMPLES: &str = "\
Exemples :
  cpts diagnostic epci:200069151
  cpts diagnostic perimetre.csv --donnees donnees --sortie rapport.html
  cpts diagnostic 'epci:200069151 + commune:48094 - commune:48146' --format json
  cpts diagnostic data-samples/territoire-fictif/cpts.toml --sortie rapport.html
  cpts perimetre chercher \"saint chely\"
  cpts financement epci:200069151 --signature 2026-04-15

Codes de sortie :
  0  tout s'est bien passé
  1  un constat atteint la gravité de --echec-si
  2  la ligne de commande est incorrecte
  3  un fichier ou un périmètre est inutilisable
  4  il n'y a rien à faire (périmètre vide, aucun résultat)
  5  un fichier de sortie n'a pas pu être écrit";

/// Diagnostic territorial de santé d'une CPTS, à partir des données ouvertes officielles.
///
/// D'une liste de communes et des fichiers officiels tels que publiés, `cpts` fait le diagnostic
/// dont une communauté professionnelle territoriale de santé a besoin pour son projet de santé.
/// Rien ne quitte la machine : seule la commande « cpts donnees telecharger » utilise le réseau, pour recevoir des fichiers.
#[derive(Debug, Parser)]
#[command(name = "cpts", version, propagate_version = true, after_help = EXEMPLES, disable_help_subcommand = true)]
pub struct Cli {
    /// La commande à exécuter.
    #[command(subcommand)]
    pub commande: Commande,
}

impl Cli {
    /// Number of threads asked for, by the commands that read data.
    #[must_use]
    pub fn fils(&self) -> Option<u16> {
        let communes = match &self.commande {
            Commande::Diagnostic(o) => &o.communes,
            Commande::Financement(o) => &o.communes,
            Commande::Perimetre {
                action: ActionPerimetre::Verifier(o),
            } => &o.communes,
            Commande::Perimetre {
                action: ActionPerimetre::Composer(o),
            } => &o.communes,
            Commande::Perimetre {
                action: ActionPerimetre::Exporter(o),
            } => &o.communes,
            Commande::Perimetre {
                action: ActionPerimetre::Afficher(o),
            } => &o.communes,
            Commande::ZonesBlanches(o) => &o.communes,
            Commande::Comparer(o) => &o.communes,
            Commande::Proposer(o) => &o.communes,
            Commande::Donnees { action } => action.communes()?,
            Commande::Perimetre {
                action: ActionPerimetre::Chercher(_),
            }
            | Commande::Indicateurs(_)
            | Commande::Constats(_)
            | Commande::Schema { .. }
            | Commande::Completions { .. } => return None,
        };
        communes.fils
    }
}

/// Commandes.
#[derive(Debug, Subcommand)]
pub enum Commande {
    /// Fait le diagnostic complet d'un périmètre, sections S0 à S12
    Diagnostic(Box<OptionsDiagnostic>),
    /// Dit la taille ACI, les montants, le calendrier du contrat et ce qui les changerait
    Financement(Box<OptionsFinancement>),
    /// Cherche des communes et des EPCI ; vérifie, dessine, compose et exporte un périmètre
    Perimetre {
        /// Que faire.
        #[command(subcommand)]
        action: ActionPerimetre,
    },
    /// Dit ce qu'aucune CPTS de la liste ne couvre dans un territoire, en poches d'un seul tenant, et ce qui est à revoir dans la liste
    ZonesBlanches(Box<OptionsZonesBlanches>),
    /// Compare deux périmètres, deux jeux de données ou deux rapports enregistrés : ce qui change, et d'où cela vient
    Comparer(Box<OptionsComparer>),
    /// Propose des périmètres d'un seul tenant pour ce qu'aucune CPTS ne couvre, ou pour tout un territoire
    Proposer(Box<OptionsProposer>),
    /// Dit ce que le dossier de données nourrit et ce qui lui manque
    Donnees {
        /// Que faire.
        #[command(subcommand)]
        action: ActionDonnees,
    },
    /// Liste les indicateurs du catalogue, ou donne la fiche d'un seul : formule, lecture, fichiers
    Indicateurs(OptionsIndicateurs),
    /// Liste les règles dont viennent les constats : nom stable et ce qu'il dit
    Constats(OptionsConstats),
    /// Écrit le schéma JSON (JSON Schema) de la sortie `--format json`
    Schema {
        /// Commande dont décrire la sortie
        #[arg(value_name = "COMMANDE", value_enum, default_value_t = Contrat::Diagnostic)]
        contrat: Contrat,
    },
    /// Écrit les complétions de l'interpréteur de commandes, à charger dans son profil
    Completions {
        /// Interpréteur
        #[arg(value_name = "INTERPRETEUR", value_enum)]
        interpreteur: Interpreteur,
    },
}

/// Interpréteurs de commandes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Interpreteur {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    Powershell,
}

/// Actions de `cpts perimetre`.
#[derive(Debug, Subcommand)]
pub enum ActionPerimetre {
    /// Cherche une commune ou un EPCI par son nom, avec ou sans accents
    Chercher(OptionsChercher),
    /// Résout un périmètre : communes, corrections, morceaux, enclaves, zonages coupés, autres CPTS, taille
    Verifier(OptionsVerifier),
    /// Dessine un périmètre : carte de ses morceaux, de ses voisines et des CPTS, taille, marges, ce que sa limite coupe
    Afficher(OptionsAfficher),
    /// Écrit un périmètre propre, trié et daté de son COG : liste CSV ou TXT, projet cpts.toml
    Composer(OptionsComposer),
    /// Écrit un périmètre pour un autre logiciel : liste, GeoJSON des communes ou du contour, KML
    Exporter(OptionsExporterPerimetre),
}

/// Options communes : dossier de données, silence, parallélisme.
#[derive(Debug, Clone, Args)]
pub struct OptionsCommunes {
    /// Dossier des fichiers officiels, sous n'importe quel nom, ou fichier préparé (cpts donnees preparer) ;
    /// répétable : le dernier l'emporte, fichier par fichier [défaut : celui du projet, sinon $CPTS_DONNEES, sinon ./donnees]
    #[arg(short, long, value_name = "DIR|FICHIER")]
    pub donnees: Vec<PathBuf>,
    /// Descripteur d'un format de fichier, qui complète ou remplace ceux du programme (TOML, répétable)
    #[arg(long, value_name = "FICHIER")]
    pub descripteur: Vec<PathBuf>,
    /// Seuils au-delà desquels un chiffre n'est pas celui d'une commune, qui remplacent ceux du programme (TOML, répétable)
    #[arg(long, value_name = "FICHIER")]
    pub vraisemblance: Vec<PathBuf>,
    /// Ponts au-dessus de l'eau qui rendent deux communes voisines, ajoutés à ceux du programme ou retirés (TOML, répétable)
    #[arg(long, value_name = "FICHIER")]
    pub passages: Vec<PathBuf>,
    /// Sans barre de progression ni message d'information
    #[arg(short, long)]
    pub quiet: bool,
    /// Un fichier reconnu dont rien ne peut être lu (tronqué, abîmé, colonne manquante) arrête le programme (code 3), au lieu d'une alerte dans le rapport
    #[arg(long)]
    pub strict: bool,
    /// Répertoire où garder ce qui est lu d'un dossier, pour ne pas le relire tant que ses fichiers ne changent pas
    /// [défaut : $CPTS_CACHE (vide : aucun), sinon celui du système]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Lit tous les fichiers et ne garde rien
    #[arg(long, conflicts_with = "cache")]
    pub sans_cache: bool,
    /// Nombre de fils d'exécution (le résultat n'en dépend pas) [défaut : un par processeur]
    #[arg(long, value_name = "N", value_parser = |t: &str| entier(t, 256))]
    pub fils: Option<u16>,
    /// Couleurs dans le terminal
    #[arg(long, value_name = "QUAND", value_enum, default_value_t = Couleur::Auto)]
    pub couleur: Couleur,
}

/// Quand mettre des couleurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Couleur {
    /// Seulement dans un terminal, et si NO_COLOR est absent
    Auto,
    /// Toujours
    Toujours,
    /// Jamais
    Jamais,
}

/// Options de `cpts perimetre chercher`.
#[derive(Debug, Clone, Args)]
pub struct OptionsChercher {
    /// Nom cherché, avec ou sans accents, entier ou non
    #[arg(value_name = "NOM")]
    pub nom: String,
    /// Nombre de résultats au plus
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = |t: &str| entier(t, 1000))]
    pub max: u16,
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Formats des listes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatListe {
    /// Tableau lisible
    Terminal,
    /// CSV (séparateur « ; »)
    Csv,
    /// JSON
    Json,
}

/// Options de `cpts indicateurs`.
#[derive(Debug, Clone, Args)]
pub struct OptionsIndicateurs {
    /// Identifiant d'un indicateur : donne toute sa fiche (formule, lecture, règle de publication, fichiers) [défaut : la liste]
    #[arg(value_name = "ID")]
    pub id: Option<String>,
    /// Ne montre que cette section (S1 à S12)
    #[arg(long, value_name = "SECTION", conflicts_with = "id")]
    pub section: Option<SectionId>,
    /// Catalogue qui complète ou remplace celui du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub catalogue: Vec<PathBuf>,
    /// Ce que sont les variables et le fichier officiel de chacune, qui complète ou remplace la liste du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub fichiers_officiels: Vec<PathBuf>,
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Options de `cpts constats`.
#[derive(Debug, Clone, Args)]
pub struct OptionsConstats {
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// A whole number from 1 to `max`, with a French refusal.
fn entier(texte: &str, max: u16) -> Result<u16, String> {
    texte
        .parse()
        .ok()
        .filter(|n| (1..=max).contains(n))
        .ok_or_else(|| format!("un nombre entier de 1 à {max}"))
}

#[cfg(test)]
mod tests;
