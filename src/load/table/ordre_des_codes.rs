//! Whether the rows of a file follow the codes of the communes: where it stops then tells whether it is whole.

use crate::model::CodeCommune;

/// Codes under which an order may be one by chance.
const CODES_MIN: usize = 10;

/// The order of the codes read so far.
#[derive(Debug, Clone, Default)]
pub struct Ordre {
    derniere: Option<CodeCommune>,
    codes: usize,
    rompu: bool,
}

impl Ordre {
    /// Notes the code of a row.
    pub(super) fn note(&mut self, code: CodeCommune) {
        if self.derniere == Some(code) {
            return;
        }
        self.rompu |= self.derniere > Some(code);
        self.codes += 1;
        self.derniere = Some(code);
    }

    /// Whether a commune was read.
    pub(super) fn commence(&self) -> bool {
        self.derniere.is_some()
    }

    /// The last code, when the rows follow the codes.
    #[must_use]
    pub fn derniere(&self) -> Option<CodeCommune> {
        self.derniere
            .filter(|_| !self.rompu && self.codes >= CODES_MIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_that_of_all_the_rows() {
        let ordre = |codes: &[u32]| {
            let mut ordre = Ordre::default();
            for code in codes {
                ordre.note(CodeCommune::parse(&format!("{code:05}")).unwrap());
            }
            ordre.derniere().map(|c| c.to_string())
        };
        let tries: Vec<u32> = (1001..1020).flat_map(|c| [c, c]).collect();
        assert_eq!(ordre(&tries).as_deref(), Some("01019"));
        assert_eq!(ordre(&[tries.as_slice(), &[1001]].concat()), None);
        assert_eq!(ordre(&[1001, 1002, 1003]), None);
    }
}
