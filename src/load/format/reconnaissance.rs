//! Which published format a table is: the one whose signature is there and that knows most of its columns.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::{Genre, Usage};
use crate::load::format::plan::{Plan, dresse};
use crate::load::format::sans_entete;
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;
use crate::model::CodeCommune;

/// Header rows are looked for in the first rows only.
const ENTETE_MAX: usize = 30;

/// A recognised table.
#[derive(Debug, Clone)]
pub struct Reconnu {
    /// Rank of the format.
    pub format: usize,
    /// What to read.
    pub plan: Plan,
}

/// Recognises a table.
///
/// # Errors
/// Why no format answers, in French: the nearest one and what it lacks.
pub fn reconnait(formats: &[Format], apercu: &Apercu, chemin: &str) -> Result<Reconnu, String> {
    let lignes: Vec<Vec<String>> = apercu
        .lignes
        .iter()
        .take(ENTETE_MAX)
        .map(|l| l.iter().map(|c| normalise(c)).collect())
        .collect();
    let mut meilleur: Option<Reconnu> = None;
    let mut proche = Proche::default();
    for (rang, format) in formats.iter().enumerate() {
        match essaie(format, apercu, &lignes, chemin) {
            Ok(plan) => {
                let cle = |f: &Format, p: &Plan| (f.d.exclusif, p.score, f.d.priorite);
                let gagne = meilleur.as_ref().is_none_or(|m| {
                    formats
                        .get(m.format)
                        .is_none_or(|f| cle(format, &plan) > cle(f, &m.plan))
                });
                if gagne {
                    meilleur = Some(Reconnu { format: rang, plan });
                }
            }
            Err(essai) => proche.retient(essai, &format.d.libelle),
        }
    }
    meilleur.ok_or_else(|| proche.motif(apercu))
}

/// Tries one format on a table, at each possible header row.
///
/// # Errors
/// What was found and what lacks.
pub fn essaie(
    format: &Format,
    apercu: &Apercu,
    lignes: &[Vec<String>],
    chemin: &str,
) -> Result<Plan, Echec> {
    let r = &format.d.reconnaissance;
    let feuille = apercu.feuille.as_deref().map(normalise).unwrap_or_default();
    if !r.genres.contains(&apercu.genre)
        || format
            .feuille
            .as_ref()
            .is_some_and(|e| apercu.feuille.is_some() && !e.is_match(&feuille))
    {
        return Err(Echec::default());
    }
    if let Some(noms) = &format.d.sans_entete {
        return sans_entete::essaie(format, noms, apercu, chemin).ok_or_else(Echec::default);
    }
    let mut echec = Echec::default();
    let mut titre = String::new();
    for (rang, entetes) in lignes.iter().enumerate() {
        let manquants: Vec<String> = format
            .requis
            .iter()
            .filter(|m| m.trouve(entetes).is_none())
            .map(|m| m.nom().to_owned())
            .collect();
        let presents = format.requis.len() - manquants.len();
        if manquants.is_empty() && !format.interdits.iter().any(|m| m.trouve(entetes).is_some()) {
            match accepte(format, apercu, rang, entetes, &titre, chemin) {
                Ok(plan) => return Ok(plan),
                Err(motif) => {
                    echec = Echec {
                        presents,
                        manquants,
                        motif: Some(motif),
                    }
                }
            }
        } else if presents > echec.presents {
            echec = Echec {
                presents,
                manquants,
                motif: None,
            };
        }
        titre.push_str(&entetes.join(" "));
        titre.push(' ');
    }
    Err(echec)
}

/// Last checks once the signature is there.
fn accepte(
    format: &Format,
    apercu: &Apercu,
    rang: usize,
    entetes: &[String],
    titre: &str,
    chemin: &str,
) -> Result<Plan, String> {
    if format.titre.as_ref().is_some_and(|e| !e.is_match(titre)) {
        return Err("le titre au-dessus de l'en-tête n'est pas celui attendu".to_owned());
    }
    let plan = dresse(format, apercu, rang, entetes, titre, chemin);
    let contours = format.d.contours && apercu.genre == Genre::Geojson;
    let suite: Vec<&Vec<String>> = apercu.lignes.iter().skip(rang + 1).collect();
    if !sans_entete::contenu_repond(format, entetes, &suite) {
        return Err("le contenu n'est pas celui attendu".to_owned());
    }
    let lue = !plan.lues.is_empty() || !plan.comptees.is_empty();
    let utile = lue || plan.cpts.is_some() || plan.point.is_some() || contours;
    if format.d.reconnaissance.au_moins_une && !utile {
        return Err("aucune colonne de données connue à côté du code commune".to_owned());
    }
    if format.d.usage == Usage::Donnees && plan.cle_composee.is_none() && plan.qpv.is_none() {
        codes_plausibles(format, apercu, &plan)?;
    }
    Ok(plan)
}

/// Half at least of the first codes have the shape of a commune code.
fn codes_plausibles(format: &Format, apercu: &Apercu, plan: &Plan) -> Result<(), String> {
    let Some(colonne) = plan.cle.and_then(|p| plan.colonnes.get(p)) else {
        return Err("aucune colonne de code commune".to_owned());
    };
    let suite = apercu.lignes.iter().skip(plan.entete + 1);
    let codes: Vec<&str> = suite
        .filter_map(|l| l.get(*colonne))
        .map(|c| format.code_ecrit(c))
        .filter(|c| !c.is_empty())
        .collect();
    let bons = codes
        .iter()
        .filter(|c| CodeCommune::parse_repare(c).is_ok())
        .count();
    if bons * 2 >= codes.len() {
        return Ok(());
    }
    let nom = plan
        .cle
        .and_then(|p| plan.noms.get(p))
        .map_or("", String::as_str);
    Err(format!(
        "la colonne « {} » ne contient pas de codes commune INSEE (« {} »…)",
        affichable(nom, 60),
        affichable(codes.first().copied().unwrap_or_default(), 40)
    ))
}

/// How far a format was from answering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Echec {
    /// Signature columns found.
    pub presents: usize,
    /// Signature columns not found.
    pub manquants: Vec<String>,
    /// Another reason.
    pub motif: Option<String>,
}

#[derive(Default)]
struct Proche {
    echec: Echec,
    libelle: String,
}

impl Proche {
    fn retient(&mut self, echec: Echec, libelle: &str) {
        let cle = |e: &Echec| {
            (
                e.presents > 0,
                e.motif.is_some(),
                e.presents,
                usize::MAX - e.manquants.len(),
            )
        };
        if echec.presents > 0 && (self.libelle.is_empty() || cle(&echec) > cle(&self.echec)) {
            self.echec = echec;
            libelle.clone_into(&mut self.libelle);
        }
    }

    fn motif(&self, apercu: &Apercu) -> String {
        if apercu
            .lignes
            .iter()
            .all(|l| l.iter().all(|c| c.trim().is_empty()))
        {
            return "fichier vide".to_owned();
        }
        if apercu.lignes.iter().all(|l| l.len() < 2) {
            return "une seule colonne : le séparateur n'est ni « ; », ni « , », ni « | », ni une tabulation"
                .to_owned();
        }
        if let Some([seule]) = apercu.lignes.first().map(Vec::as_slice)
            && seule.contains([';', ',', '|', '\t'])
            && self.libelle.is_empty()
        {
            return "l'en-tête et les lignes n'ont pas le même séparateur".to_owned();
        }
        match (&self.echec.motif, self.libelle.is_empty()) {
            (_, true) => "aucune colonne d'un format connu".to_owned(),
            (Some(motif), false) => format!("format le plus proche : {} ; {motif}", self.libelle),
            (None, false) => format!(
                "format le plus proche : {} ; il manque la colonne « {} »",
                self.libelle,
                self.echec.manquants.join(" », « ")
            ),
        }
    }
}
