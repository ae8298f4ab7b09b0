//! Rows of a JSON tree: which arrays hold them, and where each column is in a row.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where the rows of a JSON file are.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Arbre {
    /// Names of the root, one of which is near the beginning of the file.
    pub racines: Vec<String>,
    /// Arrays to go through from the root; each element of the last one is a row.
    pub chemin: Vec<String>,
    /// Column → its path in a row: `a.b`, `liste[cle=valeur].b` (the element of which a key has this value, else none), `^a`
    /// (in the element of the array above). An array without choice gives its first element; case does not count.
    pub colonnes: BTreeMap<String, String>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pas {
    cle: String,
    choix: Option<(String, String)>,
}

/// A path, ready to be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chemin {
    monte: usize,
    pas: Vec<Pas>,
}

impl Arbre {
    /// Names of the columns and their paths, in the order of the names.
    #[must_use]
    pub fn chemins(&self) -> Vec<(&str, Chemin)> {
        let colonnes = self.colonnes.iter();
        colonnes
            .map(|(nom, c)| (nom.as_str(), Chemin::lit(c)))
            .collect()
    }
}

impl Chemin {
    fn lit(texte: &str) -> Self {
        let suite = texte.trim_start_matches('^');
        let pas = |t: &str| {
            let (cle, choix) = match t.split_once('[') {
                Some((cle, choix)) => (cle, choix.trim_end_matches(']').split_once('=')),
                None => (t, None),
            };
            Pas {
                cle: cle.to_owned(),
                choix: choix.map(|(k, v)| (k.to_owned(), v.to_owned())),
            }
        };
        Self {
            monte: texte.len() - suite.len(),
            pas: suite.split('.').map(pas).collect(),
        }
    }

    /// The text at the end of the path, from the last of the elements gone through; a coded object gives its `code`.
    #[must_use]
    pub fn texte<'v>(&self, niveaux: &[&'v Value]) -> Option<Cow<'v, str>> {
        let mut ici: &Value = niveaux.iter().rev().nth(self.monte)?;
        for pas in &self.pas {
            ici = champ(element(ici, None)?, &pas.cle)?;
            ici = element(ici, pas.choix.as_ref())?;
        }
        match ici {
            Value::String(t) => Some(Cow::Borrowed(t)),
            Value::Number(n) => Some(Cow::Owned(n.to_string())),
            Value::Object(_) => champ(ici, "code")?.as_str().map(Cow::Borrowed),
            _ => None,
        }
    }
}

/// The field of an object, its case aside.
#[must_use]
pub fn champ<'v>(objet: &'v Value, cle: &str) -> Option<&'v Value> {
    let champs = objet.as_object()?;
    champs.get(cle).or_else(|| {
        let mut autres = champs.iter();
        autres
            .find(|(c, _)| c.eq_ignore_ascii_case(cle))
            .map(|(_, v)| v)
    })
}

/// The element of an array that is chosen, else its first; anything else is itself.
fn element<'v>(valeur: &'v Value, choix: Option<&(String, String)>) -> Option<&'v Value> {
    let Value::Array(elements) = valeur else {
        return Some(valeur);
    };
    match choix {
        None => elements.first(),
        Some((cle, voulue)) => elements
            .iter()
            .find(|e| champ(e, cle).and_then(Value::as_str) == Some(voulue)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_through_objects_chosen_elements_and_the_level_above() {
        let dessus = serde_json::json!({"numero": "010000001"});
        let ligne = serde_json::json!({
            "etatObjet": {"code": "A", "system": "x"},
            "adresse": [{"usageAdresse": "04", "cog": "01002"}, {"usageAdresse": "03", "cog": "01001", "n": 7}],
            "vide": null, "liste": ["a", "b"],
        });
        let lu = |c: &str| {
            Chemin::lit(c)
                .texte(&[&dessus, &ligne])
                .map(Cow::into_owned)
        };
        let dit = |t: &str| Some(t.to_owned());
        assert_eq!(lu("ETATobjet"), dit("A"));
        assert_eq!(lu("adresse[usageAdresse=03].cog"), dit("01001"));
        assert_eq!(lu("adresse[usageAdresse=03].n"), dit("7"));
        assert_eq!(lu("adresse.cog"), dit("01002"));
        assert_eq!(lu("liste"), dit("a"));
        assert_eq!(lu("^numero"), dit("010000001"));
        for rien in ["adresse[usageAdresse=06].cog", "vide", "x.y", "^^numero"] {
            assert_eq!(lu(rien), None, "{rien}");
        }
    }
}
