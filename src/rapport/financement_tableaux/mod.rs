//! The funding report as flat tables, for the terminal, CSV and XLSX alike.

mod accord;
mod contrat;
mod lectures;

use super::financement::{Ingredients, PerimetreFinancement, RapportFinancement};
use super::types::{Cellule, ColonneTableau, Tableau};
use crate::model::{Confiance, DateCivile, SectionId};

/// Text of an amount that no source gives.
pub const NON_ETABLI: &str = "non établi";

/// Columns that a reader needs of each table, by rank; the others are in CSV, XLSX and JSON. The perimeter (0) goes when it is alone.
pub const COLONNES: &[(&str, &[usize])] = &[
    ("perimetres", &[0, 2, 5, 6, 7, 9, 10]),
    ("totaux_par_taille", &[0, 1, 2, 3, 4, 5]),
    ("tailles", &[0, 1, 2, 3, 4, 6, 9, 8]),
    ("projections", &[0, 1, 2, 3, 4]),
    ("montants", &[0, 2, 4, 5, 6, 7, 8, 10]),
    ("totaux", &[0, 2, 3, 4, 6, 7]),
    ("bascules", &[0, 1, 2, 4, 5, 6]),
    ("echeances", &[0, 1, 3, 4, 5, 6]),
    ("exercices", &[0, 1, 2, 4, 5, 6, 8]),
    ("retards", &[0, 1, 2, 3, 4, 5, 7]),
    ("variable", &[0, 2, 3, 5, 6, 7, 8, 9]),
    ("variable_missions", &[0, 1, 2, 3, 4, 5]),
    ("parametres", &[]),
];

/// Every table of the report, in order; those without rows are left out.
#[must_use]
pub fn tableaux(r: &RapportFinancement) -> Vec<Tableau> {
    let tous = [
        lectures::perimetres(r),
        lectures::par_taille(r),
        lectures::tailles(r),
        lectures::projections(r),
        accord::montants(r),
        accord::totaux(r),
        contrat::bascules(r),
        contrat::echeances(r),
        contrat::exercices(r),
        contrat::retards(r),
        contrat::variable(r),
        contrat::variable_missions(r),
        accord::parametres(r),
    ];
    tous.into_iter().filter(|t| !t.lignes.is_empty()).collect()
}

/// Tables that complete the diagnostic of a perimeter: tier by population, evolution, what would change the tier.
///
/// They belong to section S12, without the column of the perimeter; `sources` are the ids of the files read.
#[must_use]
pub fn pour_diagnostic(perimetre: PerimetreFinancement, sources: &[String]) -> Vec<Tableau> {
    let analyse = &perimetre.analyse;
    let notes = [
        (
            "tailles",
            (!perimetre.notes.is_empty()).then(|| perimetre.notes.join(" ")),
        ),
        (
            "projections",
            analyse.projection.as_ref().map(|p| p.note.clone()),
        ),
        (
            "bascules",
            analyse.bascules.as_ref().map(|b| b.limites.clone()),
        ),
    ];
    let rapport = RapportFinancement::new(Ingredients {
        perimetres: vec![perimetre],
        ..Ingredients::default()
    });
    let mut tous = tableaux(&rapport);
    tous.retain(|t| notes.iter().any(|(id, _)| *id == t.id));
    for t in &mut tous {
        t.note = notes
            .iter()
            .find(|(id, _)| *id == t.id)
            .and_then(|(_, note)| note.clone());
        t.id = format!("financement_{}", t.id);
        t.sources = sources.to_vec();
        t.colonnes.drain(..1);
        for ligne in &mut t.lignes {
            ligne.drain(..1);
        }
    }
    tous
}

/// Column of the perimeters, first of every table that has one.
pub const PERIMETRE: Tete = ("Périmètre", "", 0);
/// Column of the ids of the references.
pub const REFERENCES: Tete = ("Références", "", 0);

/// Title, unit and decimals of a column.
type Tete = (&'static str, &'static str, u8);
type Ligne = Vec<Cellule>;

fn tableau(id: &str, titre: &str, colonnes: &[(&str, &str, u8)], lignes: Vec<Ligne>) -> Tableau {
    let colonne = |(titre, unite, decimales): &(&str, &str, u8)| ColonneTableau {
        titre: (*titre).to_owned(),
        unite: (*unite).to_owned(),
        decimales: *decimales,
        variable: None,
    };
    Tableau {
        id: id.to_owned(),
        section: SectionId::S12,
        titre: titre.to_owned(),
        colonnes: colonnes.iter().map(colonne).collect(),
        lignes,
        note: None,
        sources: Vec::new(),
    }
}

/// A date as `AAAA-MM-JJ`, empty when there is none.
fn jour(date: Option<DateCivile>) -> Cellule {
    texte(date.map(|d| d.to_string()).unwrap_or_default())
}

fn texte(t: impl Into<String>) -> Cellule {
    Cellule::Texte(t.into())
}

fn euros(x: Option<f64>) -> Cellule {
    x.map_or_else(|| texte(NON_ETABLI), Cellule::Nombre)
}

fn ou_vide(x: Option<f64>) -> Cellule {
    x.map_or_else(|| texte(""), Cellule::Nombre)
}

fn taille(t: Option<u8>) -> Cellule {
    t.map_or_else(|| texte("indéterminée"), |t| Cellule::Nombre(f64::from(t)))
}

fn compte(n: usize) -> Cellule {
    Cellule::Nombre(f64::from(u32::try_from(n).unwrap_or(u32::MAX)))
}

/// Label of a confidence, in French.
#[must_use]
pub fn confiance(c: Confiance) -> &'static str {
    match c {
        Confiance::Officiel => "officiel",
        Confiance::Recoupe => "recoupé",
        Confiance::SourceUnique => "source unique",
        Confiance::Deduit => "déduit",
        Confiance::NonEtabli => NON_ETABLI,
    }
}

fn compte_reel(n: i64) -> Cellule {
    Cellule::Nombre(n as f64)
}

fn par_perimetre(
    r: &RapportFinancement,
    lignes: impl Fn(&PerimetreFinancement) -> Vec<Ligne>,
) -> Vec<Ligne> {
    let nommees = |p: &PerimetreFinancement| {
        let nom = p.nom.clone();
        lignes(p).into_iter().map(move |mut l| {
            l.insert(0, texte(nom.clone()));
            l
        })
    };
    r.perimetres
        .iter()
        .flat_map(|p| nommees(p).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::financement::tests::rapport;

    #[test]
    fn every_row_has_one_cell_per_column() {
        let r = rapport(&[
            ("a", 50_000.0),
            ("b", 80_000.0),
            ("c", 0.0),
            ("d", 91_710.0),
        ]);
        let liste = tableaux(&r);
        assert!(liste.len() >= 8);
        for t in &liste {
            for l in &t.lignes {
                assert_eq!(l.len(), t.colonnes.len(), "{}", t.id);
            }
        }
    }

    #[test]
    fn what_is_not_established_reads_as_such() {
        let r = rapport(&[("a", 50_000.0)]);
        let montants = tableaux(&r)
            .into_iter()
            .find(|t| t.id == "montants")
            .unwrap();
        let parcours = montants
            .lignes
            .iter()
            .find(|l| l[2] == texte("Parcours pluriprofessionnels"))
            .unwrap();
        assert_eq!(parcours[4], texte(NON_ETABLI));
        assert_eq!(parcours[8], texte(NON_ETABLI));
        let retards = tableaux(&r)
            .into_iter()
            .find(|t| t.id == "retards")
            .unwrap();
        assert!(retards.lignes.iter().all(|l| l[4] == texte(NON_ETABLI)));
    }
}
