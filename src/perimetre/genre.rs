//! The kind of territory that an expression asks for: one EPCI, a région, a CPTS, or what a coordinator composes.

use crate::model::GenrePerimetre;

use super::expression::{Expression, Operande, Signe};

/// Kind of the perimeter that an expression asks for.
pub(super) fn genre(expression: &Expression) -> GenrePerimetre {
    if expression.termes.iter().any(|t| t.signe == Signe::Moins) {
        return GenrePerimetre::Projet;
    }
    let genres: Vec<GenrePerimetre> = expression
        .termes
        .iter()
        .map(|t| d_un_terme(&t.operande))
        .collect();
    match genres.as_slice() {
        [seul] => *seul,
        plusieurs => division(plusieurs),
    }
}

fn d_un_terme(operande: &Operande) -> GenrePerimetre {
    match operande {
        // A line of a file is a list that someone keeps, even of one commune.
        Operande::Communes(c) => match c.as_slice() {
            [seule] if seule.origine.is_none() && seule.part.is_none() => GenrePerimetre::Commune,
            _ => GenrePerimetre::Projet,
        },
        Operande::Epci(v) if v.len() == 1 => GenrePerimetre::Epci,
        Operande::Zonage(_, v) if v.len() == 1 => GenrePerimetre::Zone,
        Operande::Departement(_) => GenrePerimetre::Departement,
        Operande::Region(_) | Operande::Pays(_) => GenrePerimetre::Region,
        Operande::Cpts(_) => GenrePerimetre::Cpts,
        Operande::Epci(_) | Operande::Zonage(..) | Operande::Fichier(_) => GenrePerimetre::Projet,
    }
}

/// Several départements or régions are no project of CPTS.
fn division(genres: &[GenrePerimetre]) -> GenrePerimetre {
    let divisions = [GenrePerimetre::Departement, GenrePerimetre::Region];
    if !genres.is_empty() && genres.iter().all(|g| divisions.contains(g)) {
        genres.iter().copied().max().unwrap_or_default()
    } else {
        GenrePerimetre::Projet
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perimetre::analyser;

    #[test]
    fn the_words_follow_what_was_asked() {
        for (texte, attendu) in [
            ("reg:93", GenrePerimetre::Region),
            ("dep:48", GenrePerimetre::Departement),
            ("dep:48 + dep:30", GenrePerimetre::Departement),
            ("dep:48 + reg:93", GenrePerimetre::Region),
            ("epci:200069193", GenrePerimetre::Epci),
            ("bv:48095", GenrePerimetre::Zone),
            ("commune:48095", GenrePerimetre::Commune),
            ("commune:48095,48080", GenrePerimetre::Projet),
            ("cpts:\"CPTS du Verdon\"", GenrePerimetre::Cpts),
            ("epci:200069193 + commune:48080", GenrePerimetre::Projet),
            ("dep:48 - commune:48095", GenrePerimetre::Projet),
        ] {
            assert_eq!(genre(&analyser(texte).unwrap()), attendu, "{texte}");
        }
    }
}
