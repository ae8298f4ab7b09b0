//! Markdown: headings, tables and lists that a forge or an editor shows; figures as their values.

use std::fmt::Write as _;

use super::Rendu;
use crate::rapport::document::{Bloc, Case, Document, Figure, Partie, Table, Vignette};
use crate::render::ErreurRendu;

/// The document as Markdown (tables of GitHub Flavored Markdown).
pub struct Markdown;

impl Rendu for Markdown {
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu> {
        Ok(ecrire(document).into_bytes())
    }
}

/// The document as a text.
#[must_use]
pub fn ecrire(document: &Document<'_>) -> String {
    let mut sortie = format!("# {}\n\n", inerte(&document.titre));
    if let Some(bandeau) = &document.bandeau {
        let _ = writeln!(sortie, "> **{}**\n", inerte(bandeau));
    }
    let _ = writeln!(sortie, "{}\n", inerte(&document.faits.join(" · ")));
    if !document.fiche.is_empty() {
        let fait = |(nom, fait): &(String, Case)| {
            format!("**{}**\u{a0}: {}", inerte(nom), case(&fait.plate()))
        };
        let _ = liste(&mut sortie, document.fiche.iter().map(fait));
    }
    for p in &document.parties {
        partie(&mut sortie, p);
    }
    let _ = writeln!(sortie, "---\n\n{}", inerte(&document.pied));
    sortie
}

fn partie(sortie: &mut String, partie: &Partie<'_>) {
    if !partie.titre.is_empty() {
        let _ = writeln!(sortie, "## {}\n", inerte(&partie.titre));
    }
    for b in partie.blocs.iter().flat_map(Bloc::a_plat) {
        bloc(sortie, &b);
    }
}

fn bloc(sortie: &mut String, bloc: &Bloc<'_>) {
    let _ = match bloc {
        Bloc::Titre(t) => writeln!(sortie, "### {}\n", inerte(t)),
        Bloc::Texte(t) => writeln!(sortie, "{}\n", inerte(t)),
        Bloc::Note(t) => writeln!(sortie, "*{}*\n", inerte(t)),
        Bloc::Phrase(cases) => {
            let dites: String = cases.iter().map(case).collect();
            writeln!(sortie, "{dites}\n")
        }
        Bloc::Appuis(cases) => liste(sortie, cases.iter().map(case)),
        Bloc::Puces(lignes) => liste(sortie, lignes.iter().map(|l| inerte(l))),
        Bloc::Vignettes(v) => liste(sortie, v.iter().map(vignette)),
        Bloc::Constats(dits) => liste(
            sortie,
            dits.iter()
                .map(|d| format!("**{}**. {}", inerte(d.mot), inerte(&d.texte))),
        ),
        Bloc::Table(t) => table(sortie, t),
        Bloc::Figures(figures) => figures.iter().try_for_each(|f| figure(sortie, f)),
        Bloc::Synthese(cadrans) => cadrans.iter().try_for_each(|c| {
            writeln!(sortie, "### {}\n", inerte(&c.titre))?;
            liste(sortie, c.lignes.iter().map(|l| inerte(l)))
        }),
        // Made plain above.
        Bloc::Encadre(_) | Bloc::Repli(_) => Ok(()),
    };
}

fn liste(sortie: &mut String, lignes: impl Iterator<Item = String>) -> std::fmt::Result {
    for ligne in lignes {
        writeln!(sortie, "- {ligne}")?;
    }
    writeln!(sortie)
}

fn vignette(v: &Vignette) -> String {
    let mut texte = format!("**{}**\u{a0}: {}", inerte(&v.titre), inerte(&v.valeur));
    let suite = v.detail.iter().chain(&v.position).chain(&v.reperes);
    for morceau in suite {
        let _ = write!(texte, " · {}", inerte(morceau));
    }
    texte
}

fn figure(sortie: &mut String, figure: &Figure<'_>) -> std::fmt::Result {
    writeln!(
        sortie,
        "**Figure\u{a0}: {}.** {} *{}*\n",
        inerte(&figure.titre),
        inerte(&figure.alternative),
        inerte(&figure.note)
    )
}

fn table(sortie: &mut String, table: &Table) -> std::fmt::Result {
    if !table.titre.is_empty() {
        writeln!(sortie, "**{}**\n", inerte(&table.titre))?;
    }
    let titres: Vec<String> = table.colonnes.iter().map(|c| inerte(&c.titre)).collect();
    let traits = table
        .colonnes
        .iter()
        .map(|c| if c.nombre { "---:" } else { "---" });
    writeln!(
        sortie,
        "| {} |\n| {} |",
        titres.join(" | "),
        traits.collect::<Vec<_>>().join(" | ")
    )?;
    for ligne in &table.lignes {
        let cases: Vec<String> = ligne.iter().map(case).collect();
        writeln!(sortie, "| {} |", cases.join(" | "))?;
    }
    writeln!(sortie)?;
    table
        .notes
        .iter()
        .try_for_each(|n| writeln!(sortie, "*{}*\n", inerte(n)))
}

fn case(case: &Case) -> String {
    let texte = inerte(&case.texte);
    let texte = if case.fort && !texte.is_empty() {
        format!("**{texte}**")
    } else {
        texte
    };
    match &case.adresse {
        Some(adresse) => format!(
            "[{texte}](<{}>)",
            adresse.replace(['<', '>', '\n', '\r'], "")
        ),
        None => texte,
    }
}

/// A text that is only a text: nothing in it is read as markup, on one line.
fn inerte(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len() + 8);
    for c in texte.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                sortie.push('\\');
                sortie.push(c);
            }
            '<' => sortie.push_str("&lt;"),
            '>' => sortie.push_str("&gt;"),
            '&' => sortie.push_str("&amp;"),
            c if c.is_control() => sortie.push(' '),
            c => sortie.push(c),
        }
    }
    sortie
}
