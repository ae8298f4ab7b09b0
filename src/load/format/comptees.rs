//! Variables made of the rows of a commune: the columns that they need.

use crate::load::format::compile::Format;
use crate::load::format::motifs::Motifs;
use crate::load::format::places::Places;

/// A variable made of the rows of a commune: their number, or the sum of a column.
#[derive(Debug, Clone)]
pub struct Comptee {
    /// Rank in the variables of the descriptor.
    pub variable: usize,
    /// Place of the column to add; `None` to count.
    pub place: Option<usize>,
    /// Places of the columns of the types, in the order of the conditions.
    pub quand: Vec<usize>,
    /// Place of the column whose values are counted once.
    pub distinct: Option<usize>,
    /// Places of the columns that make the identifier with it.
    pub distinct_avec: Vec<usize>,
    /// Place of the column that all the rows of a person tell together.
    pub personne: Option<usize>,
}

/// Counts of rows, and what is missing for them.
pub(super) fn comptees(format: &Format, c: &mut Places<'_>) -> (Vec<Comptee>, Vec<String>) {
    let (mut comptees, mut fautes) = (Vec::new(), Vec::new());
    for (rang, d) in format.d.variables.iter().enumerate() {
        if d.par_lignes() {
            match comptee(format, rang, c) {
                Ok(compte) => comptees.extend(compte),
                Err(faute) => fautes.push(faute),
            }
        }
    }
    (comptees, fautes)
}

/// A variable made of rows, when the table has its columns; `Err` names a column that it cannot do without.
fn comptee(format: &Format, rang: usize, c: &mut Places<'_>) -> Result<Option<Comptee>, String> {
    let (Some(d), Some(v)) = (format.d.variables.get(rang), format.variables.get(rang)) else {
        return Ok(None);
    };
    let absente = |m: &Motifs| Some(m.nom().to_owned()).filter(|_| d.requise);
    let mut quand = Vec::new();
    for q in &v.quand {
        match c.place(&q.colonne) {
            Some(place) => quand.push(place),
            None => return absente(&q.colonne).map_or(Ok(None), Err),
        }
    }
    let place = if d.additionner {
        match c.place(&v.colonne) {
            Some(place) => Some(place),
            None => return absente(&v.colonne).map_or(Ok(None), Err),
        }
    } else {
        None
    };
    // A count of persons without their identifier would be a count of rows.
    let distinct = match &v.distinct {
        Some(m) => Some(c.place(m).ok_or_else(|| m.nom().to_owned())?),
        None => None,
    };
    let avec = v.distinct_avec.iter();
    let distinct_avec = avec.map(|m| c.place(m).ok_or_else(|| m.nom().to_owned()));
    let distinct_avec = distinct_avec.collect::<Result<Vec<usize>, String>>()?;
    let personne = match &v.personne {
        Some(m) => match c.place(m) {
            Some(place) => Some(place),
            None => return absente(m).map_or(Ok(None), Err),
        },
        None => None,
    };
    Ok(Some(Comptee {
        variable: rang,
        place,
        quand,
        distinct,
        distinct_avec,
        personne,
    }))
}
