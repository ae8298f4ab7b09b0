//! Options of `cpts donnees …`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::echec_si::EchecSi;
use super::{FormatListe, OptionsCommunes};
use crate::model::SectionId;

/// Actions de `cpts donnees`.
#[derive(Debug, Subcommand)]
pub enum ActionDonnees {
    /// Dit, pour chaque section du rapport, quels fichiers la nourrissent et lesquels manquent
    Etat(OptionsEtat),
    /// Vérifie les fichiers : totaux, doublons, valeurs invraisemblables, millésimes à ne pas comparer, fichiers dépassés
    Verifier(OptionsVerifierDonnees),
    /// Met tout ce qui est lu du dossier dans un seul fichier, qui s'emploie à sa place et que l'on peut transmettre
    Preparer(OptionsPreparer),
    /// Écrit le tableau des communes, une colonne par indicateur, en CSV, XLSX, GeoJSON ou Parquet, et le dictionnaire de ses colonnes
    Exporter(OptionsExporter),
    /// Écrit le CSV à faire remplir (CPAM, ARS, URPS…) pour une section que les données ouvertes ne nourrissent pas, et la demande à envoyer
    Gabarit(OptionsGabarit),
    /// Télécharge les fichiers officiels dans le dossier de données (la seule commande qui utilise le réseau), ou dit où les prendre à la main
    Telecharger(OptionsTelecharger),
    /// Regarde un fichier qu'aucun format ne reconnaît et ébauche son descripteur, à relire puis à donner par --descripteur
    Decrire(OptionsDecrire),
}

impl ActionDonnees {
    /// The options on the data that the action reads, when it reads some.
    #[must_use]
    pub fn communes(&self) -> Option<&OptionsCommunes> {
        match self {
            Self::Etat(o) => Some(&o.communes),
            Self::Verifier(o) => Some(&o.communes),
            Self::Gabarit(o) => Some(&o.communes),
            Self::Preparer(o) => Some(&o.communes),
            Self::Exporter(o) => Some(&o.communes),
            Self::Decrire(_) | Self::Telecharger(_) => None,
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

/// Options de `cpts donnees verifier`.
#[derive(Debug, Clone, Args)]
pub struct OptionsVerifierDonnees {
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Projet cpts.toml dont la correspondance des fichiers est à appliquer
    #[arg(long, value_name = "CPTS.TOML")]
    pub projet: Option<PathBuf>,
    /// Plages plausibles des variables, qui complètent ou remplacent celles du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub plages: Vec<PathBuf>,
    /// Jour de la vérification, AAAA-MM-JJ : sans lui, l'âge des fichiers n'est pas vérifié [défaut : SOURCE_DATE_EPOCH si présent]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Termine avec le code 1 si un constat atteint cette gravité (information, attention, alerte)
    /// ou vient de cette règle (liste : cpts constats) ; répétable
    #[arg(long, value_name = "GRAVITE|REGLE")]
    pub echec_si: Vec<EchecSi>,
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Options de `cpts donnees preparer`.
#[derive(Debug, Clone, Args)]
pub struct OptionsPreparer {
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Projet cpts.toml dont la correspondance des fichiers est à appliquer
    #[arg(long, value_name = "CPTS.TOML")]
    pub projet: Option<PathBuf>,
    /// Ne garde que les contours, les points, les structures, les quartiers prioritaires et les CPTS des départements de ce
    /// territoire et de ceux qui le touchent (reg:93, dep:48, epci:SIREN…) ; les chiffres, qui comparent, restent tous
    #[arg(long, value_name = "TERRITOIRE")]
    pub territoire: Option<String>,
    /// Fichier à écrire : france-2026.cpts
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: PathBuf,
}

/// Options de `cpts donnees exporter`.
#[derive(Debug, Clone, Args)]
pub struct OptionsExporter {
    /// Périmètre dont écrire les communes, écrit comme pour `cpts diagnostic`
    #[arg(value_name = "PERIMETRE")]
    pub perimetre: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Fichier à écrire, selon son extension : .csv, .xlsx, .geojson ou .parquet (répétable) ; le dictionnaire des colonnes est
    /// écrit à côté (…-dictionnaire.csv)
    #[arg(short, long, value_name = "FICHIER", required = true)]
    pub sortie: Vec<PathBuf>,
    /// Catalogue d'indicateurs qui complète ou remplace celui du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub catalogue: Vec<PathBuf>,
}

/// Options de `cpts donnees gabarit`.
#[derive(Debug, Clone, Args)]
pub struct OptionsGabarit {
    /// Section à nourrir : S2 (population saisonnière), S5 (médecin traitant, ALD, C2S), S6 (urgences, SAS, garde),
    /// S7 (âge des professionnels), S9 (flux), S10 (prévention)
    #[arg(value_name = "SECTION")]
    pub section: SectionId,
    /// Périmètre dont les communes sont à remplir, écrit comme pour `cpts diagnostic`
    #[arg(long, value_name = "PERIMETRE")]
    pub perimetre: String,
    /// CSV à écrire ; la demande à envoyer est écrite à côté (…-lettre.txt) [défaut : le CSV sur la sortie standard]
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Option<PathBuf>,
    /// Nom du territoire dans la demande
    #[arg(long, value_name = "NOM")]
    pub nom: Option<String>,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
}

/// Options de `cpts donnees telecharger`.
#[derive(Debug, Clone, Args)]
pub struct OptionsTelecharger {
    /// Sources à télécharger, par leur nom (voir --liste) [défaut : toutes, sauf celles qui ne viennent que sur demande]
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Dossier où mettre les fichiers et cpts.lock, créé au besoin [défaut : $CPTS_DONNEES, sinon ./donnees]
    #[arg(short, long, value_name = "DIR")]
    pub donnees: Option<PathBuf>,
    /// Descripteur qui complète ou remplace ceux du programme, adresses de ses fichiers comprises (TOML, répétable)
    #[arg(long, value_name = "FICHIER")]
    pub descripteur: Vec<PathBuf>,
    /// Liste les sources, leurs adresses et les fichiers à prendre à la main, avec leur page ; n'utilise pas le réseau
    #[arg(long, conflicts_with = "verifier")]
    pub liste: bool,
    /// Compare les fichiers du dossier à cpts.lock (taille, SHA-256) et termine avec le code 3 si l'un d'eux diffère ; n'utilise pas le réseau
    #[arg(long)]
    pub verifier: bool,
    /// Télécharge de nouveau ce qui est déjà là, et prend pour bons les fichiers qui ont changé
    #[arg(long, conflicts_with_all = ["verifier", "liste"])]
    pub actualiser: bool,
    /// Miroir où prendre tous les fichiers : un dossier rempli par cette commande et mis en ligne ; l'adresse d'un fichier y est URL/NOM
    #[arg(long, value_name = "URL", conflicts_with = "verifier")]
    pub miroir: Option<String>,
    /// Secondes sans rien recevoir avant d'abandonner un essai
    #[arg(long, value_name = "SECONDES", default_value_t = 30, value_parser = |t: &str| super::entier(t, 3600))]
    pub delai: u16,
    /// Essais de suite qui n'apportent rien avant de renoncer à un fichier
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = |t: &str| super::entier(t, 100))]
    pub essais: u16,
    /// Jour du téléchargement, AAAA-MM-JJ, à inscrire dans cpts.lock [défaut : SOURCE_DATE_EPOCH si présent, sinon aucun]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Format de --liste
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal, requires = "liste")]
    pub format: FormatListe,
    /// Sans barre de progression ni message d'information
    #[arg(short, long)]
    pub quiet: bool,
}

/// Options de `cpts donnees decrire`.
#[derive(Debug, Clone, Args)]
pub struct OptionsDecrire {
    /// Fichier à regarder : CSV (tout séparateur, tout encodage), .xlsx, .xls, .ods ou .parquet
    #[arg(value_name = "FICHIER")]
    pub fichier: PathBuf,
    /// Feuille du classeur [défaut : la première qui a des codes commune]
    #[arg(long, value_name = "NOM")]
    pub feuille: Option<String>,
    /// Descripteur TOML à écrire [défaut : la sortie standard]
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Option<PathBuf>,
}
