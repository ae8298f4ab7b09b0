//! The table of a JSON list: codes, objects as geo.api.gouv.fr gives them, objects that hold the list, one per line.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::grille::{Grille, Ligne, Tete};

/// Deepest list that is looked for inside others.
const PROFONDEUR: usize = 8;

/// An item of the list: its line, and what it holds (a value, the cells of a row, or an object).
enum Item {
    Seul(u64, Vec<String>),
    Objet(u64, Vec<(String, String)>),
}

/// What is read while the text is walked.
struct Lecture<'t> {
    texte: &'t str,
    fichier: &'t str,
    items: Vec<Item>,
    /// Whether the value being read is an item of a list: a list inside is a row of cells.
    dans_une_liste: bool,
}

/// Whether a text is to be read as JSON: a whole list, or one object and maybe others after it.
#[must_use]
pub fn est_json(contenu: &str) -> bool {
    let net = contenu.trim();
    let premier = || {
        serde_json::Deserializer::from_str(net)
            .into_iter::<&RawValue>()
            .next()
    };
    match net.chars().next() {
        Some('[') => serde_json::from_str::<&RawValue>(net).is_ok(),
        Some('{') => premier().is_some_and(|v| v.is_ok()),
        _ => false,
    }
}

/// The rows of a JSON list.
///
/// # Errors
/// [`ErreurDonnees`] when the JSON is broken, or mixes codes and objects.
pub fn grille(fichier: &str, contenu: &str) -> Result<Grille, ErreurDonnees> {
    let mut lecture = Lecture {
        texte: contenu,
        fichier,
        items: Vec::new(),
        dans_une_liste: false,
    };
    for valeur in serde_json::Deserializer::from_str(contenu).into_iter::<&RawValue>() {
        let valeur = valeur.map_err(|e| lecture.casse(&e))?;
        lecture.valeur(valeur, 0)?;
    }
    lecture.termine()
}

impl<'t> Lecture<'t> {
    /// Line of a value, which lies inside the text.
    fn ligne(&self, valeur: &RawValue) -> u64 {
        let place = (valeur.get().as_ptr() as usize).saturating_sub(self.texte.as_ptr() as usize);
        self.texte
            .get(..place)
            .unwrap_or_default()
            .matches('\n')
            .count() as u64
            + 1
    }

    fn erreur(&self, ligne: u64, probleme: &str) -> ErreurDonnees {
        ErreurDonnees::new(Emplacement::fichier(self.fichier).ligne(ligne), probleme)
            .attendu("une liste de codes [\"48095\", \"48080\"] ou d'objets [{\"code\": \"48095\", \"nom\": \"Mende\"}]")
    }

    fn casse(&self, erreur: &serde_json::Error) -> ErreurDonnees {
        self.erreur(erreur.line() as u64, "ce JSON est interrompu ou mal formé")
            .remede("exportez ou téléchargez à nouveau la liste")
    }

    fn valeur(&mut self, valeur: &'t RawValue, profondeur: usize) -> Result<(), ErreurDonnees> {
        let ligne = self.ligne(valeur);
        let texte = valeur.get();
        if profondeur > PROFONDEUR {
            return Err(self.erreur(ligne, "trop de listes imbriquées"));
        }
        if texte.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(texte).map_err(|e| self.casse(&e))?;
            if self.dans_une_liste && !items.is_empty() && items.iter().all(|i| est_simple(i)) {
                let lus = items.iter().map(|i| serde_json::from_str::<Value>(i.get()));
                let lus: Vec<Value> = lus.collect::<Result<_, _>>().map_err(|e| self.casse(&e))?;
                self.items
                    .push(Item::Seul(ligne, lus.iter().map(simple).collect()));
                return Ok(());
            }
            let dehors = std::mem::replace(&mut self.dans_une_liste, true);
            let lues = items
                .into_iter()
                .try_for_each(|i| self.valeur(i, profondeur + 1));
            self.dans_une_liste = dehors;
            return lues;
        }
        if texte.starts_with('{') {
            return self.objet(valeur, ligne, profondeur);
        }
        if texte != "null" {
            let lue: Value = serde_json::from_str(texte).map_err(|e| self.casse(&e))?;
            self.items.push(Item::Seul(ligne, vec![simple(&lue)]));
        }
        Ok(())
    }

    /// An object is a commune, or holds the list of communes, or is a dictionary whose keys are the codes.
    fn objet(
        &mut self,
        valeur: &'t RawValue,
        ligne: u64,
        profondeur: usize,
    ) -> Result<(), ErreurDonnees> {
        let dehors = std::mem::replace(&mut self.dans_une_liste, false);
        let lu = self.champs(valeur, ligne, profondeur);
        self.dans_une_liste = dehors;
        lu
    }

    fn champs(
        &mut self,
        valeur: &'t RawValue,
        ligne: u64,
        profondeur: usize,
    ) -> Result<(), ErreurDonnees> {
        let champs: Map<String, Value> =
            serde_json::from_str(valeur.get()).map_err(|e| self.casse(&e))?;
        let listes: Vec<&String> = champs
            .iter()
            .filter(|(cle, v)| tient_une_liste(cle, v))
            .map(|(c, _)| c)
            .collect();
        if !listes.is_empty() {
            let bruts: std::collections::BTreeMap<String, &'t RawValue> =
                serde_json::from_str(valeur.get()).map_err(|e| self.casse(&e))?;
            for cle in listes {
                if let Some(liste) = bruts.get(cle) {
                    self.valeur(liste, profondeur + 1)?;
                }
            }
            return Ok(());
        }
        let code = |c: &String| crate::model::CodeCommune::parse_repare(c).is_ok();
        if !champs.is_empty() && champs.keys().all(code) {
            for (cle, v) in &champs {
                let mut ligne_lue = vec![("code".to_owned(), cle.clone())];
                ligne_lue.extend(v.as_str().map(|nom| ("nom".to_owned(), nom.to_owned())));
                self.items.push(Item::Objet(ligne, ligne_lue));
            }
            return Ok(());
        }
        let mut aplatis = Vec::new();
        aplatit("", &champs, &mut aplatis);
        self.items.push(Item::Objet(ligne, aplatis));
        Ok(())
    }

    fn termine(self) -> Result<Grille, ErreurDonnees> {
        let mut colonnes: Vec<String> = Vec::new();
        let (mut seuls, mut premier) = (None, None);
        for item in &self.items {
            match item {
                Item::Seul(ligne, _) => {
                    seuls.get_or_insert(*ligne);
                }
                Item::Objet(ligne, champs) => {
                    premier.get_or_insert(*ligne);
                    let nouvelles = champs
                        .iter()
                        .map(|(c, _)| c)
                        .filter(|c| !colonnes.contains(c));
                    let nouvelles: Vec<String> = nouvelles.cloned().collect();
                    colonnes.extend(nouvelles);
                }
            }
        }
        if let (Some(a), Some(b)) = (seuls, premier) {
            return Err(self
                .erreur(
                    a.max(b),
                    "la liste mélange des valeurs simples et des objets",
                )
                .remede("gardez l'un ou l'autre"));
        }
        let rangee = |i: &Item| matches!(i, Item::Seul(_, cellules) if cellules.len() > 1);
        let tete = match premier {
            Some(_) => Tete::Entete,
            None if self.items.iter().any(rangee) => Tete::Inconnue,
            None => Tete::Donnees,
        };
        let mut lignes: Vec<Ligne> = premier
            .into_iter()
            .map(|l| Ligne::new(l, &colonnes))
            .collect();
        lignes.extend(self.items.iter().map(|item| match item {
            Item::Seul(ligne, cellules) => Ligne::new(*ligne, cellules),
            Item::Objet(ligne, champs) => {
                let valeur = |c: &String| {
                    champs
                        .iter()
                        .find(|(k, _)| k == c)
                        .map_or("", |(_, v)| v.as_str())
                };
                Ligne::new(*ligne, colonnes.iter().map(valeur))
            }
        }));
        Ok(Grille {
            fichier: self.fichier.to_owned(),
            tete,
            lignes,
        })
    }
}

/// Whether a field holds the list of communes: objects, or codes under a name that says so.
fn tient_une_liste(cle: &str, valeur: &Value) -> bool {
    let Some(items) = valeur.as_array() else {
        return false;
    };
    let nommee = crate::base::normaliser(cle);
    let dite = [
        "commune",
        "membre",
        "code insee",
        "codes insee",
        "codes",
        "insee",
        "perimetre",
    ]
    .iter()
    .any(|m| nommee.contains(m));
    let postaux = nommee.contains("posta");
    !items.is_empty() && (items.iter().any(Value::is_object) || (dite && !postaux))
}

/// Fields of an object, those of the objects inside under « outer inner »; lists of simple values on one cell.
fn aplatit(devant: &str, champs: &Map<String, Value>, vers: &mut Vec<(String, String)>) {
    for (cle, valeur) in champs {
        let nom = if devant.is_empty() {
            cle.clone()
        } else {
            format!("{devant} {cle}")
        };
        match valeur {
            Value::Object(dedans) if devant.is_empty() => aplatit(&nom, dedans, vers),
            Value::Object(_) | Value::Null => {}
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(simple).collect();
                vers.push((nom, items.join(" ")));
            }
            autre => vers.push((nom, simple(autre))),
        }
    }
}

fn est_simple(valeur: &RawValue) -> bool {
    !valeur.get().starts_with(['[', '{'])
}

fn simple(valeur: &Value) -> String {
    match valeur {
        Value::String(t) => t.clone(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
        autre => autre.to_string(),
    }
}

#[cfg(test)]
mod tests;
