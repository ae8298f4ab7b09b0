//! What the rejected rows of a file leave unknown, in one finding: which figures, for whom, and what to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{denombre, enumerer, pluriel};
use crate::load::jeu::section::SECTION;
use crate::load::table::inconnues::{Etendue, Lieux};
use crate::load::table::resultat::Table;
use crate::load::table::xlsx::inscrites::{FORMULE, FUSIONNEE};
use crate::model::{Constat, Referentiel, RegleConstat, Severite, UniteId, Valeur};
use crate::texte_toml::Embarque;

/// Words of the types of equipment, by code.
pub static LIBELLES: Embarque<BTreeMap<String, String>> =
    Embarque::new(include_str!("equipements.toml"), "equipements.toml");

/// What to do of the cells of a sheet that hold nothing to read.
const REMEDES: [(&str, &str); 2] = [
    (
        FORMULE,
        " Des formules n'ont pas de résultat enregistré\u{a0}: ouvrez le classeur dans un tableur et enregistrez-le.",
    ),
    (
        FUSIONNEE,
        " Des cellules sont fusionnées sur plusieurs lignes\u{a0}: défusionnez-les et écrivez la valeur de chaque commune.",
    ),
];
/// Names given in a sentence.
const NOMS: usize = 4;

/// The finding about the rejected rows of a file; `None` when there is none.
#[must_use]
pub fn constat(referentiel: &Referentiel, nom: &str, table: &Table) -> Option<Constat> {
    let n = table.rejets.len();
    if n == 0 {
        return None;
    }
    let (series, unites) = inconnues(table);
    let mut texte = format!(
        "{nom}\u{a0}: {} non utilisée{}.",
        denombre(n, "ligne ou valeur", "lignes ou valeurs"),
        pluriel(n)
    );
    if !unites.is_empty() {
        texte += &format!(
            " Y reste{} inconnu{}, et non nul{}\u{a0}: {}, pour {}.",
            if series.len() > 1 { "nt" } else { "" },
            pluriel(series.len()),
            pluriel(series.len()),
            enumerer(&series, NOMS),
            communes(referentiel, &unites)
        );
    }
    let sans_commune = table.rejets.iter().filter(|r| r.commune.is_none()).count();
    if sans_commune > 0 && !douteuses(referentiel, table).is_empty() {
        texte += &format!(
            " {} à une commune que l'on ne peut pas lire\u{a0}: ce peut être l'une de celles qui n'ont pas d'autre ligne.",
            if sans_commune == 1 && n == 1 {
                "Elle est".to_owned()
            } else {
                format!("{} sont", denombre(sans_commune, "ligne", "lignes"))
            }
        );
    }
    for (marque, remede) in REMEDES {
        if table.rejets.iter().any(|r| r.valeur == marque) {
            texte += remede;
        }
    }
    texte += " Corrigez ces lignes (liste\u{a0}: option --rejets), puis relancez.";
    let rejetees = table.rejets.iter().filter_map(|r| r.commune);
    let inconnues = unites.iter().map(|&u| referentiel.unite(u).code);
    Some(
        Constat::new(
            RegleConstat::LignesRejetees,
            Severite::Attention,
            SECTION,
            texte,
        )
        .avec_communes(rejetees.chain(inconnues))
        .avec_origine(nom),
    )
}

/// Where the rows that only name a CPTS may be: in its départements, or anywhere when no other row places it.
fn par_la_cpts(referentiel: &Referentiel, table: &Table) -> Vec<Etendue> {
    let perdues = table.cpts_perdues.iter().filter(|p| p.sans_lieu);
    let noms: BTreeSet<Option<&str>> = perdues.map(|p| p.cpts.as_deref()).collect();
    let places = |nom: Option<&str>| {
        let siennes = table
            .cpts
            .iter()
            .filter(|(_, cpts, _)| Some(cpts.as_str()) == nom);
        let rangs = siennes.map(|(unite, ..)| referentiel.unite(*unite).departement);
        let rangs: BTreeSet<usize> = rangs.collect();
        match rangs.is_empty() {
            true => vec![Etendue::Partout],
            false => rangs.into_iter().map(Etendue::Departement).collect(),
        }
    };
    noms.into_iter().flat_map(places).collect()
}

/// Units without row of which a rejected row may be the one, as its commune cannot be read.
#[must_use]
pub fn douteuses(referentiel: &Referentiel, table: &Table) -> BTreeSet<UniteId> {
    let lignes = &table.inconnues.lignes;
    let par_la_cpts = par_la_cpts(referentiel, table);
    let ou = lignes.iter().map(|(ou, _)| ou).chain(&par_la_cpts);
    let mut larges = ou
        .filter(|ou| matches!(ou, Etendue::Departement(_) | Etendue::Partout))
        .peekable();
    if larges.peek().is_none() {
        return BTreeSet::new();
    }
    let larges = Lieux::de(larges);
    let affectees: BTreeSet<UniteId> = table.cpts.iter().map(|(unite, ..)| *unite).collect();
    let lue = |id: &UniteId| {
        let mut series = table.series.values();
        let mut classes = table.classes.values();
        let rang = id.0 as usize;
        affectees.contains(id)
            || series.any(|v| matches!(v.get(rang), Some(Valeur::Connue(_) | Valeur::Masquee)))
            || classes.any(|c| c.codes.get(rang).is_some_and(Option::is_some))
    };
    referentiel
        .ids()
        .filter(|id| larges.contient(referentiel, *id) && !lue(id))
        .collect()
}

/// Labels of the series that hold a rejected figure, each once, and the units concerned.
fn inconnues(table: &Table) -> (Vec<String>, BTreeSet<UniteId>) {
    let mut series: BTreeSet<&str> = BTreeSet::new();
    let mut unites = BTreeSet::new();
    for ((variable, _), valeurs) in &table.series {
        let rejetee = |(i, v): (u32, &Valeur)| v.est_rejetee().then_some(UniteId(i));
        let siennes: Vec<UniteId> = (0u32..).zip(valeurs).filter_map(rejetee).collect();
        if !siennes.is_empty() {
            series.insert(variable);
        }
        unites.extend(siennes);
    }
    for ((variable, _), classe) in &table.classes {
        if !classe.rejetees.is_empty() {
            series.insert(variable);
        }
        unites.extend(classe.rejetees.iter().copied());
    }
    (series.into_iter().map(libelle).collect(), unites)
}

/// « médecins généralistes (D265) », else the variable as it is named in the catalogue.
pub(super) fn libelle(variable: &str) -> String {
    let code = variable.strip_prefix("bpe_").map(str::to_uppercase);
    let connu = code.and_then(|code| Some((LIBELLES.lu()?.get(&code)?, code)));
    connu.map_or_else(
        || format!("«\u{a0}{variable}\u{a0}»"),
        |(libelle, code)| format!("{libelle} ({code})"),
    )
}

/// « Mende (48095) », or the number of communes and where they are.
fn communes(referentiel: &Referentiel, unites: &BTreeSet<UniteId>) -> String {
    if unites.len() <= NOMS {
        let nom = |u: &UniteId| {
            let unite = referentiel.unite(*u);
            format!("{} ({})", unite.nom, unite.code)
        };
        return enumerer(&unites.iter().map(nom).collect::<Vec<_>>(), NOMS);
    }
    let departements: BTreeSet<&str> = unites
        .iter()
        .map(|&u| referentiel.departement(u).code.as_str())
        .collect();
    let nombre = denombre(unites.len(), "commune", "communes");
    match departements.into_iter().collect::<Vec<_>>().as_slice() {
        [seul] => format!("{nombre} du département {seul}"),
        plusieurs if plusieurs.len() <= NOMS => {
            format!("{nombre} des départements {}", enumerer(plusieurs, NOMS))
        }
        plusieurs => format!("{nombre} de {} départements", plusieurs.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_named_in_words_when_it_has_some() {
        assert_eq!(libelle("bpe_d265"), "médecins généralistes (D265)");
        assert_eq!(libelle("apl_mg"), "«\u{a0}apl_mg\u{a0}»");
    }
}
