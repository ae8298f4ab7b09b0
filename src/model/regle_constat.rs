//! The rules that a finding can come from: the list that `cpts constats` prints and that `--echec-si` reads.

use std::fmt;
use std::str::FromStr;

/// Declares the rules: variant, stable identifier, what it tells in French.
macro_rules! regles {
    ($($variante:ident = $id:literal : $sens:literal),* $(,)?) => {
        /// Rule of a finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum RegleConstat {
            $(#[doc = $sens] $variante),*
        }

        impl RegleConstat {
            /// Every rule, in the order of the report.
            pub const TOUTES: &'static [Self] = &[$(Self::$variante),*];

            /// Stable identifier, snake_case: `code_recode`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variante => $id),* }
            }

            /// What the finding tells, in one French sentence.
            #[must_use]
            pub fn sens(self) -> &'static str {
                match self { $(Self::$variante => $sens),* }
            }
        }
    };
}

regles! {
    // Territory.
    CodeRecode = "code_recode": "Un ancien code commune a été remplacé par le code actuel.",
    CommuneDelegueeEntiere = "commune_deleguee_entiere": "Une commune déléguée ou associée a été demandée : la commune entière est prise.",
    SourcesDivergentes = "sources_divergentes": "Deux sources ne comptent pas les mêmes professionnels : l'écart est donné.",
    LignesSansCommune = "lignes_sans_commune": "Des lignes ne disent pas leur commune : elles ne comptent dans aucune.",
    ZeroInitialRendu = "zero_initial_rendu": "Un code avait perdu son zéro initial : il a été rendu.",
    EspaceRetiree = "espace_retiree": "Un code était coupé par une espace : elle a été retirée.",
    CodeSixChiffres = "code_six_chiffres": "Un code d'outre-mer était écrit sur six chiffres, département puis commune.",
    CommunesLuesParNom = "communes_lues_par_nom": "Des communes sans code ont été lues par leur nom.",
    CommunesParLigne = "communes_par_ligne": "La liste tient plusieurs communes par ligne.",
    CodesComposes = "codes_composes": "Les codes ont été composés d'une colonne de départements et d'une colonne de communes.",
    LignesNonLues = "lignes_non_lues": "Des lignes de la liste ne tiennent aucune commune : titres, totaux, notes.",
    LignesExclues = "lignes_exclues": "Des lignes de la liste disent que leur commune n'est pas du périmètre : elles ne sont pas prises.",
    ColonneNonLue = "colonne_non_lue": "Une colonne qui ressemble à des codes communes n'est pas lue.",
    FeuilleLue = "feuille_lue": "Le classeur a plusieurs feuilles : celle qui est lue est nommée.",
    ListeDePlusieursCpts = "liste_de_plusieurs_cpts": "Le fichier du périmètre nomme plusieurs CPTS : leurs communes sont prises ensemble.",
    GeometriesNonLues = "geometries_non_lues": "Des points ou des lignes du fichier ne sont pas des contours et ne sont pas lus.",
    LigneFermee = "ligne_fermee": "Une ligne fermée a été lue comme un contour.",
    ContourRecoupe = "contour_recoupe": "Un contour dessiné se recoupe : il est lu selon ce qu'il entoure, et l'endroit est donné.",
    CommuneEnDouble = "commune_en_double": "Une commune est demandée plusieurs fois.",
    SoustractionSansEffet = "soustraction_sans_effet": "Une commune retirée n'était pas dans le périmètre.",
    NomDifferentDuCode = "nom_different_du_code": "Le nom écrit à côté d'un code n'est pas celui de la commune.",
    VilleRegroupee = "ville_regroupee": "Tous les arrondissements d'une ville sont demandés : la ville est prise.",
    PointsManquants = "points_manquants": "Des communes sans point ni contour n'ont pas pu être comparées au polygone.",
    PointsHorsCommunes = "points_hors_communes": "Des points de la liste ne sont dans aucune commune dont le contour est connu, ou ne se lisent pas.",
    PointsConvertis = "points_convertis": "Des points ou des contours étaient en Lambert-93, ou leurs longitude et latitude échangées : ils ont été convertis.",
    PerimetreAutour = "perimetre_autour": "Le périmètre est fait des communes à une distance ou à un temps d'une autre : il est dit lequel, et d'après quoi.",
    CptsNomsProches = "cpts_noms_proches": "D'autres CPTS de la liste ont presque le même nom.",
    CptsHomonyme = "cpts_homonyme": "Une commune de la liste des CPTS est loin de la sienne, où une autre porte le même nom.",
    CptsSansNom = "cpts_sans_nom": "Des lignes de la liste des CPTS n'ont pas de nom de CPTS : il est dit si leurs communes sont lues sans CPTS, ou inconnues.",
    CptsStade = "cpts_stade": "Le stade d'une CPTS de la liste (lettre d'intention, projet validé, ACI signé) ou sa date ne peut pas être lu, ou n'est pas le même partout.",
    CptsEnMorceaux = "cpts_en_morceaux": "Une CPTS de la liste est en plusieurs morceaux.",
    CommunePartielle = "commune_partielle": "Une commune ne compte que pour une part.",
    PlusieursRegions = "plusieurs_regions": "Le périmètre est sur plusieurs régions.",
    PlusieursDepartements = "plusieurs_departements": "Le périmètre est sur plusieurs départements.",
    EpciCoupe = "epci_coupe": "Un EPCI n'est qu'en partie dans le périmètre.",
    PerimetreEnMorceaux = "perimetre_en_morceaux": "Le périmètre est en plusieurs morceaux sans limite commune.",
    PerimetreAvecIle = "perimetre_avec_ile": "Une île du périmètre n'a de limite commune avec aucune commune.",
    PerimetreParPont = "perimetre_par_pont": "Un pont au-dessus de l'eau relie deux parties du périmètre sans limite commune.",
    CommunePont = "commune_pont": "Une commune seule relie deux parties du périmètre.",
    Enclave = "enclave": "Des communes que le périmètre entoure n'en sont pas.",
    CommunesSansContour = "communes_sans_contour": "Des communes du périmètre n'ont pas de contour : rien n'est dit de ce qui les relie.",
    ContourPartiel = "contour_partiel": "Le contour d'une commune n'est que celui d'une partie d'elle : sans doute d'avant une fusion.",
    LimitesApprochees = "limites_approchees": "Deux communes se touchent par des limites que les contours ne dessinent pas de la même façon.",
    ZoneBlanche = "zone_blanche": "Des communes ne sont couvertes par aucune CPTS de la liste.",
    AutreCpts = "autre_cpts": "Des communes sont déjà dans une CPTS de la liste.",
    PlusieursCpts = "plusieurs_cpts": "Des communes sont dans plusieurs CPTS à la fois.",
    // Access and supply.
    Comparaison = "comparaison": "Un chiffre s'écarte de celui du département, de la région ou de la France.",
    DensiteContreApl = "densite_contre_apl": "La densité et l'APL d'une profession vont en sens contraire.",
    Concentration = "concentration": "Une commune réunit la plupart des professionnels du territoire.",
    AplSousSeuil = "apl_sous_seuil": "Des communes sont sous le seuil d'APL de la sous-densité.",
    Seuil = "seuil": "Un chiffre passe un seuil à partir duquel il change ce qu'il faut prévoir.",
    Absence = "absence": "Des professionnels ou des structures qu'un territoire de cette population a d'ordinaire n'y sont pas.",
    Eloignement = "eloignement": "Des communes sont loin de la structure la plus proche.",
    Contraste = "contraste": "Un chiffre varie beaucoup d'une commune à l'autre.",
    ZonageContreApl = "zonage_contre_apl": "Des communes sous le seuil d'APL de la sous-densité ne sont ni en ZIP ni en ZAC.",
    CommuneSansMedecin = "commune_sans_medecin": "Des communes n'ont pas de médecin généraliste.",
    Zip = "zip": "Des communes sont en zone d'intervention prioritaire.",
    // Funding.
    TailleAci = "taille_aci": "Taille au sens de l'ACI.",
    TailleAciIndeterminee = "taille_aci_indeterminee": "La taille au sens de l'ACI ne peut pas être dite.",
    MargeFaible = "marge_faible": "La population est proche d'un seuil de taille.",
    // Data.
    DossierVide = "dossier_vide": "Le dossier de données ne contient aucun fichier utilisable.",
    AutrePopulation = "autre_population": "Un fichier donne une autre population municipale que celle qui pèse et divise.",
    FichierNonUtilise = "fichier_non_utilise": "Un fichier est reconnu mais n'apporte rien au diagnostic.",
    FichierIllisible = "fichier_illisible": "Un fichier reconnu ne peut pas être lu (tronqué, abîmé, colonne manquante) : il n'est pas utilisé.",
    HorsFichierPrepare = "hors_fichier_prepare": "Le fichier préparé l'a été pour un autre territoire : les lieux du périmètre n'y sont pas.",
    FichierPartiel = "fichier_partiel": "Un fichier ne couvre qu'une partie du périmètre.",
    LignesRejetees = "lignes_rejetees": "Des lignes ou des cellules d'un fichier n'ont pas pu être lues.",
    SourceNonDatee = "source_non_datee": "Des chiffres du rapport viennent de fichiers sans année.",
    SourceMoinsEtendue = "source_moins_etendue": "Un fichier ne dit presque rien du périmètre : un autre, qui en dit plus, est retenu quelle que soit sa date.",
    DoublonSource = "doublon_source": "Deux fichiers donnent la même variable : un seul est retenu.",
    DoublonEcart = "doublon_ecart": "Deux fichiers donnent la même variable, et pas le même chiffre pour le périmètre.",
    QuartiersHabitants = "quartiers_habitants": "Un fichier des habitants des quartiers prioritaires en a sur plusieurs lignes, ou n'en a aucun de la liste.",
    ClesContraires = "cles_contraires": "Deux colonnes d'un fichier disent la commune de chaque ligne, et ne sont pas d'accord.",
    StructuresRepetees = "structures_repetees": "Des lignes d'un fichier répètent le numéro d'une structure : elle n'est comptée qu'une fois.",
    EntetesRepetes = "entetes_repetes": "L'en-tête d'un fichier est répété parmi ses lignes : elles sont passées.",
    ColonneRefusee = "colonne_refusee": "Une colonne n'est pas utilisée : son unité ou ses décimales ne sont pas celles de sa variable.",
    MilliersSepares = "milliers_separes": "Un point ou une virgule sépare les milliers d'une colonne d'effectifs : ses autres cellules le prouvent, et elle est lue ainsi.",
    NiveauSuspect = "niveau_suspect": "Un tableau a presque tous les codes des bassins de vie, et presque aucun autre : ses chiffres ne sont pas donnés aux communes.",
    AnneeAVenir = "annee_a_venir": "Des chiffres sont d'une année à venir d'après la liste des communes du programme : l'année peut être fausse.",
    SecondTableau = "second_tableau": "Un second en-tête commence parmi les lignes d'un fichier : ce qui suit n'est pas lu.",
    DatesDUneAnnee = "dates_d_une_annee": "Un fichier a plusieurs dates d'une même année : la plus récente est lue, quel que soit l'ordre des lignes.",
    ColonnesNonLues = "colonnes_non_lues": "Des colonnes d'un fichier de l'utilisateur ne sont lues par rien.",
    ContoursEcartes = "contours_ecartes": "Des polygones d'un fichier ne sont pas les contours des communes.",
    LieuxEcartes = "lieux_ecartes": "Les points ou les polygones d'un fichier ne sont pas ceux des communes.",
    PointsHorsContour = "points_hors_contour": "Des points sont hors du contour de leur commune : un point intérieur les remplace.",
    AnneesAnciennes = "annees_anciennes": "Un classeur contient des années plus anciennes, qui ne sont pas lues.",
    MotifSansLigne = "motif_sans_ligne": "Aucune ligne d'un fichier n'a le motif d'une variable comptée par lignes : elle est absente, et non à zéro.",
    TypeIsole = "type_isole": "Un type que sa nomenclature n'a pas, à un caractère d'un type compté, n'est lu que pour une commune : il peut être mal écrit.",
    FusionImpossible = "fusion_impossible": "Des valeurs d'anciennes communes ne se combinent pas.",
    FusionIncomplete = "fusion_incomplete": "Un fichier antérieur à une fusion n'a pas la ligne de toutes les anciennes communes.",
    LigneDePartie = "ligne_de_partie": "La ligne d'une partie de commune, à côté de celle du tout, n'est pas ajoutée.",
    LignesAdditionnees = "lignes_additionnees": "La ligne d'une commune nouvelle est additionnée à celles de ses anciennes communes, longtemps après leur fusion : elle peut compter deux fois.",
    SurfaceMesuree = "surface_mesuree": "La surface a été mesurée sur les contours.",
    CodesRecodesPerimetre = "codes_recodes_perimetre": "Des données publiées sous un ancien code ont été ramenées au code actuel.",
    CommuneScindee = "commune_scindee": "Une commune a été scindée ou rétablie : sa valeur n'est attribuable à aucune commune actuelle.",
    CogEnRetard = "cog_en_retard": "Un fichier suit une géographie des communes plus ancienne.",
    CommunesSansValeur = "communes_sans_valeur": "Des communes du périmètre n'ont pas de valeur dans un fichier.",
    ValeursMasquees = "valeurs_masquees": "Des valeurs du périmètre sont masquées par le producteur.",
    MillesimesMeles = "millesimes_meles": "Un même sujet mêle plusieurs millésimes.",
    HorsPlage = "hors_plage": "Une valeur sort de la plage vraisemblable.",
    AgesIncoherents = "ages_incoherents": "La somme des âges n'est pas la population.",
    PoidsAplDouteux = "poids_apl_douteux": "La population standardisée d'une APL n'a pas le total de la population.",
    ValeurInvraisemblable = "valeur_invraisemblable": "Un chiffre qu'une commune ne peut pas avoir n'est pas retenu : zéro pour une commune habitée, population sans rapport avec celle qui est connue.",
    VilleDiscordante = "ville_discordante": "Le chiffre d'une ville n'est pas la somme de ceux de ses arrondissements.",
    FichierEnDouble = "fichier_en_double": "Deux fichiers du dossier sont les mêmes, octet pour octet.",
    FichierAncien = "fichier_ancien": "Un millésime plus récent d'un fichier est sans doute publié.",
    FluxTermine = "flux_termine": "Un fichier vient d'une source que son producteur ne met plus à jour.",
    MillesimesNonComparables = "millesimes_non_comparables": "Deux millésimes du dossier ne doivent pas être comparés.",
    TotalDifferent = "total_different": "Le total d'un fichier national n'est pas celui que publie son producteur.",
    RapportModifie = "rapport_modifie": "Un rapport enregistré a été modifié depuis que le programme l'a écrit, ou ne porte plus de quoi le dire.",
    VariableInutile = "variable_inutile": "Une variable que l'utilisateur décrit n'est lue par aucun indicateur.",
}

impl fmt::Display for RegleConstat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A text that names no rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas une règle de constat (liste : cpts constats)")]
pub struct RegleInconnue(pub String);

/// Two rules closer than this are taken for one mistyped, from 0 to 1; a choice of the project.
const PROCHE: f64 = 0.6;

impl RegleConstat {
    /// Whether it is about the perimeter itself: its limits, its shape, what of it another CPTS holds, its size.
    #[must_use]
    pub fn du_perimetre(self) -> bool {
        use RegleConstat as R;
        matches!(
            self,
            R::CptsNomsProches
                | R::CommunePartielle
                | R::PlusieursRegions
                | R::PlusieursDepartements
                | R::EpciCoupe
                | R::PerimetreEnMorceaux
                | R::PerimetreAvecIle
                | R::PerimetreParPont
                | R::CommunePont
                | R::Enclave
                | R::CommunesSansContour
                | R::ContourPartiel
                | R::LimitesApprochees
                | R::ZoneBlanche
                | R::AutreCpts
                | R::PlusieursCpts
                | R::TailleAci
                | R::TailleAciIndeterminee
                | R::MargeFaible
        )
    }

    /// Whether the identifier of its findings also says what they are about: `comparaison_apl_mg`.
    #[must_use]
    pub fn a_un_sujet(self) -> bool {
        use RegleConstat as R;
        matches!(
            self,
            R::Comparaison
                | R::DensiteContreApl
                | R::Concentration
                | R::Seuil
                | R::Absence
                | R::Eloignement
                | R::Contraste
        )
    }

    /// The rule whose identifier is the nearest of a text, when it is near.
    #[must_use]
    pub fn la_plus_proche(texte: &str) -> Option<Self> {
        let lu = texte.to_lowercase().replace(['-', ' '], "_");
        let semblable = |r: &Self| strsim::normalized_damerau_levenshtein(r.as_str(), &lu);
        Self::TOUTES
            .iter()
            .copied()
            .map(|r| (semblable(&r), r))
            .filter(|(s, _)| *s >= PROCHE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, r)| r)
    }
}

impl FromStr for RegleConstat {
    type Err = RegleInconnue;

    fn from_str(texte: &str) -> Result<Self, RegleInconnue> {
        Self::TOUTES
            .iter()
            .copied()
            .find(|r| r.as_str() == texte)
            .ok_or_else(|| RegleInconnue(texte.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_identifier_that_is_read_back() {
        let mut ids: Vec<&str> = RegleConstat::TOUTES.iter().map(|r| r.as_str()).collect();
        for r in RegleConstat::TOUTES {
            assert_eq!(r.as_str().parse(), Ok(*r));
            assert!(r.sens().ends_with('.'), "{r}");
        }
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RegleConstat::TOUTES.len());
    }

    #[test]
    fn a_mistyped_rule_has_its_nearest() {
        let proche = RegleConstat::la_plus_proche;
        assert_eq!(proche("epci_coup"), Some(RegleConstat::EpciCoupe));
        assert_eq!(proche("EPCI-coupe"), Some(RegleConstat::EpciCoupe));
        assert_eq!(proche("xyz"), None);
    }
}
