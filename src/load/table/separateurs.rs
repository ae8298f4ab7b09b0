//! A point or a comma in a column that adds up: `1.250` is 1 250 or 1,25, and only the other cells of the column can tell.
//!
//! The law: a cell that can be read two ways is read in the way that the rest of its column proves, else it is not read.

use crate::load::source::tableau::Cellule;
use crate::load::table::decimales::milliers;

/// A whole number from which a column without decimals is known to hold hundreds: thousands may then be there too. Choice of the
/// project: beside 2, 5 and 12, `1.333` is rather a third of a post than 1 333.
const CENTAINES: f64 = 100.0;
/// From here a whole number that parts thousands would have a mark.
const MILLE: f64 = 1000.0;
/// Decimals after which a group of three digits is of the same writing.
const TROIS: usize = 3;

/// Which marks part a number, as they are counted.
const MARQUES: [char; 2] = ['.', ','];

/// A cell that is a number of thousands or a number with three decimals.
#[derive(Debug, Clone, PartialEq)]
pub struct Douteuse {
    /// Rank of its row among those kept.
    pub rang: usize,
    /// As written.
    pub texte: String,
}

/// What the cells of a column tell of their marks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Separateurs {
    /// Whether a whole number of three digits is written.
    centaines: bool,
    /// Whether one of four or more is written without a mark.
    sans_marque: bool,
    /// Most decimals of the cells that can only have decimals, after a point and after a comma.
    decimales: [usize; 2],
    /// Which marks the cells to judge have.
    marques: [bool; 2],
    /// Cells to judge, in the order of the rows.
    douteuses: Vec<Douteuse>,
}

/// How the doubtful cells of a mark are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lecture {
    /// `1.250` is 1 250.
    Milliers,
    /// `1.250` is 1,25, as it was read.
    Decimales,
    /// Nothing tells.
    Inconnue,
}

impl Separateurs {
    /// Notes a cell that was read as a number, of the row of that rank.
    pub fn note(&mut self, cellule: &Cellule<'_>, x: f64, rang: usize) {
        let Cellule::Texte(texte) = cellule else {
            return self.note_un_nombre(x);
        };
        let texte = texte.trim();
        let Some((rang_marque, apres)) = marque(texte) else {
            return self.note_un_nombre(x);
        };
        if milliers(texte) {
            let texte = texte.to_owned();
            if let Some(vue) = self.marques.get_mut(rang_marque) {
                *vue = true;
            }
            self.douteuses.push(Douteuse { rang, texte });
        } else if let Some(plus) = self.decimales.get_mut(rang_marque) {
            *plus = (*plus).max(apres);
        }
    }

    /// A number without a mark of its own: the spreadsheet, or the lack of any, tells its decimals.
    fn note_un_nombre(&mut self, x: f64) {
        if x.fract() != 0.0 {
            self.decimales = self.decimales.map(|n| n.max(1));
        }
        self.centaines |= (CENTAINES..MILLE).contains(&x.abs());
        self.sans_marque |= x.abs() >= MILLE;
    }

    /// Cells to judge.
    #[must_use]
    pub fn douteuses(&self) -> &[Douteuse] {
        &self.douteuses
    }

    /// How a doubtful cell is to be read.
    #[must_use]
    pub fn lecture(&self, d: &Douteuse) -> Lecture {
        let Some((sienne, _)) = marque(&d.texte) else {
            return Lecture::Inconnue;
        };
        let decimales = self.decimales.get(sienne).copied().unwrap_or_default();
        let autres = self.decimales.iter().enumerate();
        let autre = autres.filter(|(m, _)| *m != sienne).any(|(_, n)| *n > 0);
        let melange = self.marques == [true; 2];
        match (decimales, autre) {
            (TROIS.., false) => Lecture::Decimales,
            // The other mark is that of decimals: this one parts thousands.
            (0, true) if !self.sans_marque => Lecture::Milliers,
            (0, false) if self.centaines && !self.sans_marque && !melange => Lecture::Milliers,
            _ => Lecture::Inconnue,
        }
    }
}

/// Rank of the first mark of a text, and how many characters follow it.
fn marque(texte: &str) -> Option<(usize, usize)> {
    let place = texte.find(MARQUES)?;
    let sienne = texte.get(place..)?.chars().next()?;
    let rang = MARQUES.iter().position(|m| *m == sienne)?;
    Some((rang, texte.len() - place - 1))
}

/// The number of a cell whose marks part thousands.
#[must_use]
pub fn en_milliers(texte: &str) -> Option<f64> {
    texte.replace(MARQUES, "").parse().ok()
}

/// Why a cell is not read, and what to do, in French.
pub const MOTIF: &str = "nombre qui se lit de deux façons\u{a0}: un millier, ou trois décimales\u{a0}; écrivez-le sans séparateur de milliers, ou dites que la colonne a des décimales \
     (nature = \"estimation\" à cette variable dans un [[fichier]] de cpts.toml)";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::load::format::nombre::nombre;

    fn colonne(cellules: &[String]) -> Separateurs {
        let mut s = Separateurs::default();
        for (rang, texte) in cellules.iter().enumerate() {
            if let Some(x) = nombre(texte) {
                s.note(&Cellule::texte(texte), x, rang);
            }
        }
        s
    }

    fn lectures(cellules: &[&str]) -> Vec<Lecture> {
        let cellules: Vec<String> = cellules.iter().map(|c| (*c).to_owned()).collect();
        let s = colonne(&cellules);
        s.douteuses().iter().map(|d| s.lecture(d)).collect()
    }

    #[test]
    fn the_other_cells_of_the_column_decide() {
        use Lecture::{Decimales, Inconnue, Milliers};
        for (cellules, attendue) in [
            (&["1.250", "285", "395"][..], Milliers),
            (&["1,250", "285", "30"], Milliers),
            (&["1,250", "285.5"], Milliers),
            (&["1.250", "0.125"], Decimales),
            (&["1,257", "1234,567891"], Decimales),
            // Nothing tells.
            (&["1.250", "2.300"], Inconnue),
            (&["1.250", "12", "3"], Inconnue),
            (&["1.250", "12500", "285"], Inconnue),
            (&["1.250", "12 500", "285"], Inconnue),
            (&["1.250", "285.0"], Inconnue),
        ] {
            let lues = lectures(cellules);
            assert!(
                !lues.is_empty() && lues.iter().all(|l| *l == attendue),
                "{cellules:?} {lues:?}"
            );
        }
        assert_eq!(lectures(&["1.250", "1,250", "285"]), [Inconnue; 2]);
        assert!(lectures(&["1250", "2,5", "0.125", "12"]).is_empty());
    }

    #[test]
    fn a_number_of_a_spreadsheet_tells_too() {
        let juge = |x: f64| {
            let mut s = Separateurs::default();
            s.note(&Cellule::Nombre(x), x, 0);
            s.note(&Cellule::texte("1.250"), 1.25, 1);
            s.lecture(&s.douteuses()[0])
        };
        assert_eq!(juge(285.0), Lecture::Milliers);
        assert_eq!(juge(2850.0), Lecture::Inconnue);
        assert_eq!(juge(28.5), Lecture::Inconnue);
    }

    /// Writes a whole number with its thousands parted.
    fn separe(n: u32, marque: char) -> String {
        let brut = n.to_string();
        let tete = (brut.len() - 1) % 3 + 1;
        let mut ecrit = brut[..tete].to_owned();
        for debut in (tete..brut.len()).step_by(3) {
            ecrit.push(marque);
            ecrit.push_str(&brut[debut..debut + 3]);
        }
        ecrit
    }

    proptest! {
        /// Whatever the counts, a column whose thousands are all parted never gives a figure that is not its own.
        #[test]
        fn parted_counts_are_their_own_or_not_read(comptes in prop::collection::vec(0u32..999_999, 1..30), virgule in any::<bool>()) {
            let marque = if virgule { ',' } else { '.' };
            let ecrits: Vec<String> = comptes.iter().map(|n| separe(*n, marque)).collect();
            let s = colonne(&ecrits);
            for d in s.douteuses() {
                let vrai = f64::from(comptes[d.rang]);
                prop_assert!(s.lecture(d) != Lecture::Decimales, "{:?}", ecrits);
                prop_assert_eq!(en_milliers(&d.texte), Some(vrai));
            }
        }

        /// Whatever the estimates, written with as many decimals as they have, none is read as thousands.
        #[test]
        fn estimates_are_their_own_or_not_read(parts in prop::collection::vec(1u32..99_999_999, 1..30), n in 1usize..7, virgule in any::<bool>()) {
            let ecrits: Vec<String> = parts.iter().map(|p| {
                let x = format!("{:.*}", n, f64::from(*p) / 1e4);
                if virgule { x.replace('.', ",") } else { x }
            }).collect();
            let s = colonne(&ecrits);
            for d in s.douteuses() {
                prop_assert!(s.lecture(d) != Lecture::Milliers, "{:?}", ecrits);
            }
        }
    }
}
