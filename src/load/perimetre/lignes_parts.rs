//! The part of a commune that a row takes: its own column, or a percentage that is refused rather than dropped.

use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lignes::Lecteur;
use crate::model::{Emplacement, ErreurDonnees};
use crate::perimetre::lire_part;

impl Lecteur<'_, '_> {
    pub(super) fn part(&self, ligne: &Ligne) -> Result<Option<f64>, ErreurDonnees> {
        let Some((rang, pourcent)) = self.colonnes.part else {
            return Ok(None);
        };
        let texte = ligne.cellule(rang);
        if texte.is_empty() {
            return Ok(None);
        }
        let entier = if pourcent && !texte.contains('%') {
            format!("{texte}%")
        } else {
            texte.to_owned()
        };
        lire_part(&entier).map(Some).map_err(|probleme| {
            let lieu = Emplacement {
                colonne: Some("part".to_owned()),
                ..self.lieu(ligne, rang)
            };
            ErreurDonnees::new(lieu, probleme)
                .valeur(texte)
                .attendu("une part de la commune entre 0 (exclu) et 1 : 0,6 ou 60 %")
                .remede(remede_de_part(texte))
        })
    }

    /// A percentage beside a commune is a part of it: under no header that says so, it is refused, never dropped.
    pub(super) fn rien_en_pourcents(&self, ligne: &Ligne) -> Result<(), ErreurDonnees> {
        let de_part = |r: usize| self.colonnes.part.is_some_and(|(part, _)| part == r);
        let titree = |r: usize| self.entete.is_some_and(|t| !t.cellule(r).is_empty());
        let lue = |c: &str| {
            let reste = c.replace('%', " ");
            c.contains(char::is_alphabetic) || reste.split_whitespace().count() > 1
        };
        let mut cellules = ligne.pleines().filter(|(r, _)| !de_part(*r));
        let faute = cellules.find(|(r, c)| en_pourcents(c) && (!titree(*r) || lue(c)));
        match faute {
            None => Ok(()),
            Some((rang, cellule)) => Err(ErreurDonnees::new(
                self.lieu(ligne, rang),
                "un pourcentage sans colonne qui dise de quoi",
            )
            .valeur(cellule)
            .attendu("une colonne « part » : code;part, puis 48095;60 %")
            .remede("nommez la colonne « part » si la commune n'est prise qu'en partie, sinon retirez-la")),
        }
    }
}

/// Whether a cell holds a number and a percent sign after it.
pub(super) fn en_pourcents(cellule: &str) -> bool {
    cellule.match_indices('%').any(|(i, _)| {
        let avant = cellule.get(..i).unwrap_or_default().trim_end();
        avant.ends_with(|c: char| c.is_ascii_digit())
    }) && !cellule.contains('@')
}

/// « 40 » in a column of parts is most often « 40 % ».
fn remede_de_part(texte: &str) -> String {
    let entiere = "laissez la cellule vide pour prendre la commune entière";
    match texte.replace(',', ".").parse::<f64>() {
        Ok(nombre) if nombre > 1.0 && nombre <= 100.0 => {
            let part = (nombre * 1e7).round() / 1e9;
            let part = part.to_string().replace('.', ",");
            format!("écrivez {texte} % ou {part}\u{a0}; {entiere}")
        }
        _ => entiere.to_owned(),
    }
}
