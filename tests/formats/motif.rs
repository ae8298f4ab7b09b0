//! Texts that answer to the expression of a descriptor, drawn with a fixed seed.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use regex::Regex;

/// Texts drawn from one expression, before the rarest of a thousand codes is missed.
const TIRAGES: usize = 12_000;

/// A text that answers to an expression; its year, when it reads one, is `an`.
pub fn un(expression: &str, an: u16) -> String {
    let mut tires = tires(expression, an, 1);
    tires.pop().unwrap_or_default()
}

/// Every text that answers to an expression, or many of them, in order.
pub fn plusieurs(expression: &str, an: u16) -> BTreeSet<String> {
    tires(expression, an, TIRAGES).into_iter().collect()
}

fn tires(expression: &str, an: u16, combien: usize) -> Vec<String> {
    let simple = simplifie(expression, an);
    let strategie =
        string_regex(&simple).unwrap_or_else(|e| panic!("{expression} → {simple} : {e}"));
    let mut tireur = TestRunner::deterministic();
    let mut tire = || strategie.new_tree(&mut tireur).map(|t| t.current());
    (0..combien).filter_map(|_| tire().ok()).collect()
}

/// What fills the `{}` of an id in a cell or a header, as the reader takes it: the group `code`, the name of the group that
/// answers, or the whole.
pub fn code(expression: &Regex, texte: &str) -> Option<String> {
    let lu = expression.captures(texte)?;
    if let Some(code) = lu.name("code") {
        return Some(code.as_str().to_lowercase());
    }
    let mut noms = expression.capture_names().flatten();
    let nom = noms.find(|n| lu.name(n).is_some());
    Some(nom.map_or_else(|| texte.to_lowercase(), str::to_owned))
}

/// An expression without anchors nor case, of plain letters and digits, whose year is written.
fn simplifie(expression: &str, an: u16) -> String {
    let mut texte = expression.replace("(?i)", "");
    for annee in [r"(\d{4})", r"(20\d\d)", r"(19|20)\d\d", r"(?<an>\d{4})"] {
        texte = texte.replacen(annee, &an.to_string(), 1);
    }
    texte = texte.replace(r"(?<an>\d\d)", &format!("{:02}", an % 100));
    texte = texte.replace(&format!("(?<an>{an})"), &an.to_string());
    let (mut net, mut classe, mut lettres) = (String::new(), false, texte.chars());
    while let Some(c) = lettres.next() {
        match c {
            '\\' => match lettres.next() {
                Some('d') if classe => net.push_str("0-9"),
                Some('d') => net.push_str("[0-9]"),
                Some('w') => net.push_str("[a-z]"),
                Some('s') => net.push(' '),
                Some('b') => {}
                autre => net.extend(std::iter::once('\\').chain(autre)),
            },
            '.' if !classe => net.push_str("[a-z]"),
            '^' | '$' if !classe => {}
            c => {
                classe = c == '[' || classe && c != ']';
                net.push(c);
            }
        }
    }
    net
}
