//! What must be said of a file once read: codes recoded, zeros given back, figures that could not be merged.

use std::collections::BTreeMap;

use crate::francais::{denombre, enumerer, enumerer_des, pluriel};
use crate::load::jeu::section::SECTION;
use crate::load::jeu::{additionnees, doublons, motifs, non_lues, portee, rejets, silences};
use crate::load::source::normalise::affichable;
use crate::load::table::resultat::{Refus, Table};
use crate::model::{CodeCommune, Constat, Dataset, RegleConstat, Severite, UniteId};

/// Variables named in a sentence.
const VARIABLES: usize = 8;
/// Examples given in a sentence.
const EXEMPLES: usize = 5;

/// Adds the findings about a file.
pub fn du_fichier(d: &mut Dataset, nom: &str, table: &Table) {
    let code = |u: &UniteId| d.referentiel.unite(*u).code;
    let mut constats: Vec<Constat> = [
        recodes(nom, table, code),
        zeros_rendus(nom, table),
        annees_anciennes(nom, table),
        portee::sans_lieu(nom, table),
    ]
    .into_iter()
    .flatten()
    .collect();
    constats.extend(non_fusionnes(nom, table, code));
    constats.extend(fusions_incompletes(d, nom, table));
    constats.extend(lignes_de_parties(nom, table));
    constats.extend(additionnees::constat(&d.referentiel, nom, table));
    constats.extend(doublons::entetes(nom, &table.entetes_repetes));
    constats.extend(table.constats.iter().cloned());
    constats.extend(table.refus.iter().map(|r| refus(nom, r)));
    constats.extend(rejets::constat(&d.referentiel, nom, table));
    constats.extend(portee::extraits(&d.referentiel, nom, table));
    constats.extend(silences::constats(&d.referentiel, nom, table));
    constats.extend(portee::villes(&d.referentiel, nom, table));
    constats.extend(lieux(nom, table, code));
    constats.extend(non_lues::constats(nom, table));
    constats.extend(motifs::muets(nom, table));
    d.constats.extend(constats);
}

fn recodes(nom: &str, table: &Table, code: impl Fn(&UniteId) -> CodeCommune) -> Option<Constat> {
    let n = table.recodes.len();
    let couples: Vec<String> = table
        .recodes
        .iter()
        .take(EXEMPLES)
        .map(|(ancien, u)| format!("{ancien} → {}", code(u)))
        .collect();
    let suite = if n > EXEMPLES { "…" } else { "" };
    let texte = format!(
        "{nom}\u{a0}: {} recodé{} vers la commune actuelle ({}{suite}).",
        denombre(n, "code ancien", "codes anciens"),
        pluriel(n),
        couples.join(", ")
    );
    let communes = table.recodes.values().map(code);
    (n > 0).then(|| {
        constat(
            RegleConstat::CodeRecode,
            Severite::Information,
            texte,
            nom,
            communes,
        )
    })
}

fn zeros_rendus(nom: &str, table: &Table) -> Option<Constat> {
    let communes = (table.zeros_rendus > 0)
        .then(|| denombre(table.zeros_rendus, "code commune", "codes commune"));
    let zones = (table.zones_rendues > 0)
        .then(|| denombre(table.zones_rendues, "code de zone", "codes de zone"));
    let dits: Vec<String> = communes.into_iter().chain(zones).collect();
    let texte = format!(
        "{nom}\u{a0}: zéro initial rendu à {} (un tableur l'avait retiré).",
        enumerer(&dits, VARIABLES)
    );
    let information = Severite::Information;
    (!dits.is_empty()).then(|| constat(RegleConstat::ZeroInitialRendu, information, texte, nom, []))
}

fn annees_anciennes(nom: &str, table: &Table) -> Option<Constat> {
    let texte = format!(
        "{nom}\u{a0}: seule l'année la plus récente est lue, les années ne se comparant pas entre elles\u{a0}; non lu\u{a0}: {}.",
        table.feuilles_anciennes.join(", ")
    );
    let anciennes = !table.feuilles_anciennes.is_empty();
    anciennes.then(|| {
        constat(
            RegleConstat::AnneesAnciennes,
            Severite::Information,
            texte,
            nom,
            [],
        )
    })
}

/// The variables whose figures of former communes cannot be merged, those of the same communes for the same reason together.
fn non_fusionnes(nom: &str, table: &Table, code: impl Fn(&UniteId) -> CodeCommune) -> Vec<Constat> {
    let mut refus: BTreeMap<&str, Vec<CodeCommune>> = BTreeMap::new();
    for (variable, unite) in &table.non_fusionnes {
        refus.entry(variable).or_default().push(code(unite));
    }
    let mut groupes: BTreeMap<(bool, Vec<CodeCommune>), Vec<&str>> = BTreeMap::new();
    for (variable, codes) in refus {
        let non_dite = table.fusions_non_dites.contains(variable);
        groupes.entry((non_dite, codes)).or_default().push(variable);
    }
    let dit = |((non_dite, codes), variables): ((bool, Vec<CodeCommune>), Vec<&str>)| {
        let raison = if non_dite {
            "le fichier qui décrit cette variable ne dit pas comment combiner les valeurs des anciennes communes. Écrivez-y fusion = \"somme\" pour un effectif, fusion = \"moyenne_ponderee\" avec poids = \"variable\" pour un taux, ou fusion = \"aucune\" pour une médiane"
        } else {
            "les valeurs des anciennes communes ne se combinent pas"
        };
        let texte = format!(
            "{nom}\u{a0}: {} sans valeur pour {} issue{} d'une fusion, {raison}.",
            enumerer_des(&variables, VARIABLES, "variables"),
            denombre(codes.len(), "commune", "communes"),
            pluriel(codes.len())
        );
        constat(
            RegleConstat::FusionImpossible,
            Severite::Attention,
            texte,
            nom,
            codes,
        )
    };
    groupes.into_iter().map(dit).collect()
}

/// Points and polygons that are not those of communes.
fn lieux(nom: &str, table: &Table, code: impl Fn(&UniteId) -> CodeCommune) -> Vec<Constat> {
    let mut constats = Vec::new();
    if let Some(motif) = &table.lieux_ecartes {
        let texte = format!("{nom}\u{a0}: {motif}.");
        let regle = RegleConstat::LieuxEcartes;
        constats.push(constat(regle, Severite::Attention, texte, nom, []));
    }
    let n = table.morcelees.len();
    if n > 0 {
        let exemples = table.morcelees.iter().take(EXEMPLES).map(&code);
        let exemples: Vec<String> = exemples.map(|c| c.to_string()).collect();
        let suite = if n > EXEMPLES { "…" } else { "" };
        let texte = format!(
            "{nom}\u{a0}: {} sans contour ({}{suite}), leurs polygones n'étant que des parties de commune.",
            denombre(n, "commune", "communes"),
            exemples.join(", ")
        );
        let communes = table.morcelees.iter().map(code);
        constats.push(constat(
            RegleConstat::ContoursEcartes,
            Severite::Attention,
            texte,
            nom,
            communes,
        ));
    }
    constats
}

/// Mergers of which a former commune has no row.
fn fusions_incompletes(d: &Dataset, nom: &str, table: &Table) -> Option<Constat> {
    let incompletes = &table.fusions.incompletes;
    let (premiere, manquantes) = incompletes.iter().next()?;
    let unite = d.referentiel.unite(*premiere);
    let manquantes: Vec<String> = manquantes.iter().map(ToString::to_string).collect();
    let texte = format!(
        "{nom}\u{a0}: {} sans valeur, le fichier étant antérieur à {} fusion et n'ayant pas la ligne de toutes {} anciennes communes (pour {}, {}, il manque {}).",
        denombre(incompletes.len(), "commune nouvelle", "communes nouvelles"),
        if incompletes.len() > 1 { "leur" } else { "sa" },
        if incompletes.len() > 1 {
            "leurs"
        } else {
            "ses"
        },
        unite.nom,
        unite.code,
        manquantes.join(", ")
    );
    let codes = incompletes.keys().map(|u| d.referentiel.unite(*u).code);
    Some(constat(
        RegleConstat::FusionIncomplete,
        Severite::Attention,
        texte,
        nom,
        codes,
    ))
}

/// Rows of a part of a commune beside the row of the whole.
fn lignes_de_parties(nom: &str, table: &Table) -> Option<Constat> {
    let codes: Vec<String> = table
        .fusions
        .parties
        .iter()
        .map(ToString::to_string)
        .collect();
    let texte = format!(
        "{nom}\u{a0}: {} laissée{} de côté, partie d'une commune qui a aussi sa propre ligne à la date du fichier ({}).",
        denombre(codes.len(), "ligne", "lignes"),
        pluriel(codes.len()),
        codes.join(", ")
    );
    (!codes.is_empty()).then(|| {
        constat(
            RegleConstat::LigneDePartie,
            Severite::Information,
            texte,
            nom,
            [],
        )
    })
}

/// A column that is not used.
fn refus(nom: &str, refus: &Refus) -> Constat {
    let (variable, an) = &refus.cle;
    let an = an.map(|an| format!(" {an}")).unwrap_or_default();
    let colonne = match &refus.entete {
        Some(entete) => format!("«\u{a0}{}\u{a0}» ({variable}{an})", affichable(entete, 60)),
        None => format!("{variable}{an}"),
    };
    let texte = format!(
        "{nom}\u{a0}: la colonne {colonne} n'est pas utilisée, {}",
        refus.motif
    );
    constat(
        RegleConstat::ColonneRefusee,
        Severite::Alerte,
        texte,
        nom,
        [],
    )
}

/// A file recognised but of no use.
pub fn non_utilise(d: &mut Dataset, nom: &str, motif: &str) {
    let texte = format!("{nom} n'est pas utilisé. {motif}.");
    d.constats.push(constat(
        RegleConstat::FichierNonUtilise,
        Severite::Information,
        texte,
        nom,
        [],
    ));
}

/// A folder without any file to read.
pub fn dossier_vide(d: &mut Dataset) {
    let texte = "Le dossier de données ne contient aucun fichier\u{a0}: le diagnostic se limite à la liste des communes.";
    d.constats.push(Constat::new(
        RegleConstat::DossierVide,
        Severite::Attention,
        SECTION,
        texte,
    ));
}

fn constat(
    id: RegleConstat,
    severite: Severite,
    texte: String,
    nom: &str,
    communes: impl IntoIterator<Item = CodeCommune>,
) -> Constat {
    Constat::new(id, severite, SECTION, texte)
        .avec_communes(communes)
        .avec_origine(nom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_in_french() {
        assert_eq!(denombre(1, "code", "codes"), "1\u{a0}code");
        assert_eq!(denombre(12345, "code", "codes"), "12\u{202f}345\u{a0}codes");
        assert_eq!(denombre(0, "code", "codes"), "0\u{a0}code");
    }
}
