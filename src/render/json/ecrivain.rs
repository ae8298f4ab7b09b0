//! Layout of the JSON text: two-space indents, lists of numbers on one line, whole numbers without a point.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Pretty writer; the place of the next element of a list is chosen when its kind is known.
#[derive(Default)]
pub(super) struct Mise {
    /// Depth of the open lists and objects.
    niveau: usize,
    /// A list element is about to be written: true for the first of its list.
    attente: Option<bool>,
    /// For each open list, whether its last element was put on its own line.
    lignes: Vec<bool>,
}

impl Mise {
    fn retour<W: ?Sized + Write>(&self, w: &mut W) -> io::Result<()> {
        w.write_all(b"\n")?;
        (0..self.niveau).try_for_each(|_| w.write_all(b"  "))
    }

    /// Places the list element that is about to be written.
    fn placer<W: ?Sized + Write>(&mut self, w: &mut W, nombre: bool) -> io::Result<()> {
        let Some(premier) = self.attente.take() else {
            return Ok(());
        };
        if let Some(ligne) = self.lignes.last_mut() {
            *ligne = !nombre;
        }
        if !nombre {
            self.retour(w)
        } else if premier {
            Ok(())
        } else {
            w.write_all(b" ")
        }
    }
}

/// A finite number: whole below 2⁵³ without a point, else the shortest text that reads back.
fn ecrire_reel<W: ?Sized + Write>(w: &mut W, valeur: f64) -> io::Result<()> {
    if valeur.fract() == 0.0 && valeur.abs() < 9_007_199_254_740_992.0 {
        write!(w, "{:.0}", if valeur == 0.0 { 0.0 } else { valeur })
    } else {
        write!(w, "{}", serde_json::Value::from(valeur))
    }
}

impl Formatter for Mise {
    fn write_f64<W: ?Sized + Write>(&mut self, w: &mut W, valeur: f64) -> io::Result<()> {
        self.placer(w, true)?;
        ecrire_reel(w, valeur)
    }

    fn write_u64<W: ?Sized + Write>(&mut self, w: &mut W, valeur: u64) -> io::Result<()> {
        self.placer(w, true)?;
        write!(w, "{valeur}")
    }

    fn write_null<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.placer(w, true)?;
        w.write_all(b"null")
    }

    fn write_bool<W: ?Sized + Write>(&mut self, w: &mut W, valeur: bool) -> io::Result<()> {
        self.placer(w, false)?;
        write!(w, "{valeur}")
    }

    fn begin_string<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.placer(w, false)?;
        w.write_all(b"\"")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.placer(w, false)?;
        self.niveau += 1;
        self.lignes.push(false);
        w.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.niveau = self.niveau.saturating_sub(1);
        if self.lignes.pop() == Some(true) {
            self.retour(w)?;
        }
        w.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, w: &mut W, premier: bool) -> io::Result<()> {
        if !premier {
            w.write_all(b",")?;
        }
        self.attente = Some(premier);
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.placer(w, false)?;
        self.niveau += 1;
        self.lignes.push(false);
        w.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        self.niveau = self.niveau.saturating_sub(1);
        if self.lignes.pop() == Some(true) {
            self.retour(w)?;
        }
        w.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, w: &mut W, premier: bool) -> io::Result<()> {
        if !premier {
            w.write_all(b",")?;
        }
        if let Some(ligne) = self.lignes.last_mut() {
            *ligne = true;
        }
        self.retour(w)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, w: &mut W) -> io::Result<()> {
        w.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::{Value, json};

    fn ecrire(valeur: &impl Serialize) -> String {
        let mut octets = Vec::new();
        let mut serialiseur = serde_json::Serializer::with_formatter(&mut octets, Mise::default());
        valeur.serialize(&mut serialiseur).unwrap();
        String::from_utf8(octets).unwrap()
    }

    #[test]
    fn lists_of_numbers_hold_on_a_line() {
        let texte =
            ecrire(&json!({"a": [1.5, 2.0, null], "b": ["x", {"c": []}], "d": [[1, 2]], "e": {}}));
        assert_eq!(
            texte,
            "{\n  \"a\": [1.5, 2, null],\n  \"b\": [\n    \"x\",\n    {\n      \"c\": []\n    }\n  ],\n  \"d\": [\n    [1, 2]\n  ],\n  \"e\": {}\n}"
        );
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(ecrire(&-0.0_f64), "0");
        assert_eq!(
            ecrire(&1e300_f64).parse::<f64>().unwrap().to_bits(),
            1e300_f64.to_bits()
        );
    }

    proptest! {
        #[test]
        fn floats_read_back_exactly(valeurs in prop::collection::vec(prop::num::f64::NORMAL, 0..20)) {
            let lues: Vec<f64> = serde_json::from_str(&ecrire(&valeurs)).unwrap();
            prop_assert_eq!(lues, valeurs);
        }

        #[test]
        fn any_text_reads_back(texte in ".*") {
            let lue: Value = serde_json::from_str(&ecrire(&json!([texte, {"k": texte}]))).unwrap();
            prop_assert_eq!(&lue[1]["k"], &Value::from(texte));
        }
    }
}
