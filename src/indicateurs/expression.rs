//! Variables of a rule: sums of variables, with alternatives in order of preference.

use std::fmt;

/// `age_75_89 + age_90_plus | age_75_plus`: alternatives, each a sum of variables read at one vintage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    alternatives: Vec<Vec<String>>,
}

impl Expression {
    /// Reads `a + b | c`.
    ///
    /// # Errors
    /// The fragment that is not a variable id (lower-case letters, digits and `_`).
    pub fn parse(texte: &str) -> Result<Self, String> {
        let somme = |alternative: &str| {
            alternative
                .split('+')
                .map(|v| variable(v.trim()))
                .collect::<Result<Vec<_>, _>>()
        };
        let alternatives = texte.split('|').map(somme).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { alternatives })
    }

    /// The alternatives, preferred first; each is the list of the variables to add.
    #[must_use]
    pub fn alternatives(&self) -> &[Vec<String>] {
        &self.alternatives
    }

    /// Every variable named, in order.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.alternatives.iter().flatten().map(String::as_str)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rang, alternative) in self.alternatives.iter().enumerate() {
            if rang > 0 {
                f.write_str(" | ")?;
            }
            f.write_str(&alternative.join(" + "))?;
        }
        Ok(())
    }
}

/// Whether a text is an identifier: a lower-case letter, then lower-case letters, digits and `_`.
pub(crate) fn est_identifiant(texte: &str) -> bool {
    texte.starts_with(|c: char| c.is_ascii_lowercase())
        && texte
            .bytes()
            .all(|o| o.is_ascii_lowercase() || o.is_ascii_digit() || o == b'_')
}

fn variable(texte: &str) -> Result<String, String> {
    if est_identifiant(texte) {
        Ok(texte.to_owned())
    } else {
        Err(texte.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sums_and_alternatives_and_writes_them_back() {
        let e = Expression::parse("age_75_89+age_90_plus | age_75_plus").unwrap();
        assert_eq!(e.alternatives().len(), 2);
        assert_eq!(
            e.variables().collect::<Vec<_>>(),
            ["age_75_89", "age_90_plus", "age_75_plus"]
        );
        assert_eq!(e.to_string(), "age_75_89 + age_90_plus | age_75_plus");
    }

    #[test]
    fn refuses_what_is_not_a_variable() {
        assert_eq!(Expression::parse("a + B2"), Err("B2".to_owned()));
        for texte in ["", "a +", "a | | b", "a*b", "9a"] {
            assert!(Expression::parse(texte).is_err(), "{texte}");
        }
    }
}
