//! Rows of a generated table: for each variable of a descriptor, the cells that its conditions ask for.

use std::collections::{BTreeMap, BTreeSet};

use cpts::load::format::descripteur::{Conditions, Descripteur, Noms, Variable};
use cpts::load::source::normalise::normalise;
use regex::Regex;

use super::colonnes::Colonnes;
use super::motif;

/// Cells, by column.
type Cellules = BTreeMap<usize, String>;
/// Rows of one person that differ by a cell: column and cells.
type Personne = Option<(usize, Vec<String>)>;

/// A row to write for each territory.
#[derive(Default, Clone)]
pub struct Modele {
    /// Cells that its conditions ask for.
    pub cellules: Cellules,
    /// Figures: column, id of the variable.
    pub chiffres: Vec<(usize, String)>,
    /// Classes: column, rank of the variable, column of the label.
    pub classes: Vec<(usize, usize, Option<usize>)>,
    /// Rows of one person that differ by a cell: column and cells.
    pub personne: Personne,
}

/// The rows of a descriptor, and the ids that they feed.
pub fn modeles(
    d: &Descripteur,
    c: &mut Colonnes,
    besoins: &BTreeSet<String>,
) -> (Vec<Modele>, BTreeSet<String>) {
    let mut large = Modele::default();
    let mut longs: BTreeMap<(Cellules, Personne), Modele> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for (rang, v) in d.variables.iter().enumerate() {
        if v.quand.0.is_empty() && !v.par_lignes() {
            larges(v, rang, c, besoins, &mut large, &mut ids);
            continue;
        }
        let personne = personne(v, c);
        for (id, cellules) in longues(v, c, besoins) {
            let place = (!v.compter).then(|| c.place(&v.colonne)).flatten();
            let cle = (cellules.clone(), personne.clone());
            let modele = longs.entry(cle).or_insert_with(|| Modele {
                cellules,
                personne: personne.clone(),
                ..Modele::default()
            });
            match place {
                Some(place) if v.classe => modele.classes.push((place, rang, libelle(v, c))),
                Some(place) => modele.chiffres.push((place, id.clone())),
                None => {}
            }
            ids.insert(id);
        }
    }
    let mut tous: Vec<Modele> = longs.into_values().collect();
    if tous.is_empty() || !large.chiffres.is_empty() || !large.classes.is_empty() {
        tous.push(large);
    }
    if let Some(structure) = &d.structure
        && !structure.quand.0.is_empty()
    {
        let cellules = conditions(&structure.quand, c);
        tous.push(Modele {
            cellules,
            ..Modele::default()
        });
    }
    let defauts = defauts(d, c);
    for m in &mut tous {
        for (place, defaut) in &defauts {
            m.cellules.entry(*place).or_insert_with(|| defaut.clone());
        }
    }
    tous.dedup_by(|a, b| {
        a.cellules == b.cellules
            && a.personne.is_none()
            && b.personne.is_none()
            && a.chiffres.is_empty()
    });
    (tous, ids)
}

/// A variable read in a column of its own.
fn larges(
    v: &Variable,
    rang: usize,
    c: &mut Colonnes,
    besoins: &BTreeSet<String>,
    large: &mut Modele,
    ids: &mut BTreeSet<String>,
) {
    if !v.id.contains("{}") {
        let Some(place) = c.place(&v.colonne) else {
            return;
        };
        if v.classe {
            large.classes.push((place, rang, libelle(v, c)));
        } else {
            large.chiffres.push((place, v.id.clone()));
        }
        ids.insert(v.id.clone());
        return;
    }
    for nom in v.colonne.liste() {
        let Some(expression) = nom.strip_prefix('~') else {
            continue;
        };
        let lu = Regex::new(expression).expect("expression");
        for entete in motif::plusieurs(expression, c.an) {
            let code = motif::code(&lu, &normalise(&entete));
            let id = code.map(|code| v.id.replacen("{}", &code, 1));
            if let Some(id) = id.filter(|id| besoins.contains(id)) {
                large
                    .chiffres
                    .push((c.ajoute(entete.replace(' ', "_")), id.clone()));
                ids.insert(id);
            }
        }
    }
}

fn libelle(v: &Variable, c: &mut Colonnes) -> Option<usize> {
    v.libelle.as_ref().and_then(|l| c.place(l))
}

/// Ids of a variable read in some rows, each with the cells of its conditions.
fn longues(
    v: &Variable,
    c: &mut Colonnes,
    besoins: &BTreeSet<String>,
) -> Vec<(String, BTreeMap<usize, String>)> {
    let simples = conditions(&v.quand, c);
    if !v.id.contains("{}") {
        return vec![(v.id.clone(), simples)];
    }
    let mut trouvees = BTreeMap::new();
    if let Some(q) = v.quand.0.first()
        && let Some(place) = c.place(&q.colonne)
    {
        let lu = Regex::new(&format!("^(?:{})$", q.motif)).expect("expression");
        for cellule in motif::plusieurs(&q.motif, c.an) {
            let id = motif::code(&lu, &cellule).map(|code| v.id.replacen("{}", &code, 1));
            if let Some(id) = id.filter(|id| besoins.contains(id)) {
                let mut cellules = simples.clone();
                cellules.insert(place, cellule);
                trouvees.entry(id).or_insert(cellules);
            }
        }
    }
    trouvees.into_iter().collect()
}

/// A cell for each condition.
pub fn conditions(q: &Conditions, c: &mut Colonnes) -> BTreeMap<usize, String> {
    let une = |q: &cpts::load::format::descripteur::Quand| {
        Some((c.place(&q.colonne)?, motif::un(&q.motif, 2023)))
    };
    q.0.iter().filter_map(une).collect()
}

/// The rows that make a person be counted.
fn personne(v: &Variable, c: &mut Colonnes) -> Personne {
    let p = v.personne.as_ref()?;
    let cellules = if p.plusieurs {
        vec!["SITE-1".into(), "SITE-2".into()]
    } else {
        p.avec.clone()
    };
    Some((c.place(&p.colonne)?, cellules))
}

/// What the columns of conditions and filters hold when a row asks for nothing there.
fn defauts(d: &Descripteur, c: &mut Colonnes) -> BTreeMap<usize, String> {
    let mut defauts = BTreeMap::new();
    let mut pose = |noms: &Noms, texte: String| {
        if let Some(place) = c.place(noms) {
            defauts.entry(place).or_insert(texte);
        }
    };
    for f in &d.filtres {
        match f.valeurs.first() {
            Some(valeur) => pose(&f.colonne, valeur.clone()),
            None if !f.masquees.is_empty() => pose(&f.colonne, "F".into()),
            None => {}
        }
    }
    for q in d.variables.iter().flat_map(|v| &v.quand.0) {
        if q.motif == "_T" {
            pose(&q.colonne, "_T".into());
        }
    }
    for v in &d.reconnaissance.valeurs {
        // A number of SIREN whose key is right.
        let texte = if v.siren {
            "200000008".to_owned()
        } else {
            motif::un(&v.motif, 2023)
        };
        pose(&v.colonne, texte);
    }
    defauts
}
