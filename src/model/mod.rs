//! The vocabulary of the crate: codes, values, territories, sources, findings; no I/O, nothing of ours used.

mod annexe;
mod apport;
pub mod audit;
pub mod autre_territoire;
pub mod code;
pub mod constat;
pub mod couverture;
pub mod dataset;
pub mod date;
pub mod erreur;
pub mod etendue;
pub mod financement;
pub mod forme;
pub mod genre_perimetre;
pub mod geographie;
pub mod id_constat;
pub mod indicateur;
pub mod lecture;
pub mod melange;
pub mod perimetre;
pub mod proposition;
pub mod publie;
pub mod qpv;
pub mod referentiel;
pub mod regle_constat;
pub mod repetees;
pub mod section;
pub mod source;
pub mod stade;
pub mod structure;
pub mod suite;
pub mod unite_lue;
pub mod valeur;
pub mod zone;

pub use annexe::{Annexees, Annexes, Memoire, garde};
pub use apport::{Apport, Apports, Cumulables, DouteApport, Seul};
pub use audit::{
    AuditCouverture, CaseCroisee, Chiffre, Compte, CptsVoisine, CptsVue, Morceau, Poche,
    SCHEMA_ZONES_BLANCHES,
};
pub use autre_territoire::{AutreTerritoire, Autres};
pub use code::{CodeCommune, CodeInvalide};
pub use constat::{Constat, Severite};
pub use couverture::{ClasseZonage, CommuneRef, Proche, SousDensite, ZonesBlanches};
pub use dataset::{
    AffectationCpts, Colonne, ColonneClasse, CptsPerdue, Dataset, Ecartee, FichierPrepare,
    NonReconnu, Point, Rejet,
};
pub use date::{DateCivile, DateInvalide};
pub use erreur::{DetailsErreur, Emplacement, ErreurDonnees, GenreErreur};
pub use etendue::Choisies;
pub use financement::{Confiance, Financement, Marge, Montant, Reference, SeuilTaille, Total};
pub use forme::{Contour, ContourReuni, Forme, FormesGardees};
pub use genre_perimetre::GenrePerimetre;
pub use geographie::{Ensemble, date_de_liste};
pub use id_constat::IdConstat;
pub use indicateur::{Bornes, Comparateur, Indicateur, Niveau, Publication, Statut};
pub use perimetre::{Membre, Perimetre};
pub use proposition::{
    CommunePlacee, Contraintes, Decoupage, DepartDecoupage, GenreGroupe, GroupePropose, Laisse,
    LienDecoupage, Lointaine, PartDeZone, Proposition, RaisonLaisse, RaisonLien,
    SCHEMA_PROPOSITION, ZonePartagee,
};
pub use publie::{
    ChiffrePublie, ChiffresPublies, CleTerritoire, Publies, PubliesGardes, ResumePublies,
    SeriePubliee,
};
pub use qpv::{HabitantsQpv, PlaceQpv, Qpv};
pub use referentiel::{
    AncienCode, Deleguee, Departement, Epci, Genre, MotifAncien, Passage, Referentiel, Region,
    Separation, Unite, UniteId,
};
pub use regle_constat::RegleConstat;
pub use repetees::Repetees;
pub use section::SectionId;
pub use source::{Source, SourceId};
pub use stade::{CouvertureStade, CptsFinie, NON_DIT, StadeLu, Stades, ecrit_le_stade};
pub use structure::Structure;
pub use suite::{Gardees, Suite};
pub use unite_lue::lire_parmi;
pub use valeur::{Couverture, Valeur};
pub use zone::{TotauxZones, ZoneCoupee};
