//! Text for a terminal: headings, paragraphs and tables of a document on so many columns, its small print left out.

use crate::rapport::document::{Bloc, Case, Document, Figure, Table, Vignette};
use crate::render::listes::{Liste, puce, serree_ou_fiches};
use crate::render::texte::replier;

/// A document as text; notes, drawings and what is leant on are for a page.
#[must_use]
pub fn ecrire(document: &Document<'_>, largeur: u16) -> String {
    let mut texte = Texte {
        largeur,
        sortie: String::new(),
    };
    texte.paragraphe(&document.titre);
    if let Some(bandeau) = &document.bandeau {
        texte.paragraphe(bandeau);
    }
    if !document.faits.is_empty() {
        texte.paragraphe(&document.faits.join(" · "));
    }
    for partie in &document.parties {
        // A section that bears the name of the document was named above.
        if !document.titre.starts_with(&partie.titre) {
            texte.titre(&partie.titre);
        }
        for bloc in partie.blocs.iter().flat_map(Bloc::a_plat) {
            texte.bloc(&bloc);
        }
    }
    texte.sortie
}

struct Texte {
    largeur: u16,
    sortie: String,
}

impl Texte {
    fn paragraphe(&mut self, texte: &str) {
        for ligne in replier(texte, usize::from(self.largeur)) {
            self.sortie.push_str(&ligne);
            self.sortie.push('\n');
        }
    }

    fn titre(&mut self, titre: &str) {
        if !titre.is_empty() {
            self.sortie.push('\n');
            self.paragraphe(titre);
        }
    }

    fn puces<T: AsRef<str>>(&mut self, lignes: impl Iterator<Item = T>) {
        lignes.for_each(|l| self.sortie.push_str(&puce(l.as_ref(), self.largeur)));
    }

    fn bloc(&mut self, bloc: &Bloc<'_>) {
        match bloc {
            Bloc::Titre(t) => self.titre(t),
            Bloc::Texte(t) => self.paragraphe(t),
            Bloc::Phrase(cases) => {
                let dite: String = cases.iter().map(|c| c.texte.as_str()).collect();
                self.paragraphe(&dite);
            }
            Bloc::Puces(lignes) => self.puces(lignes.iter()),
            Bloc::Vignettes(v) => self.puces(v.iter().map(vignette)),
            Bloc::Constats(dits) => {
                self.puces(dits.iter().map(|d| format!("{}\u{a0}: {}", d.mot, d.texte)));
            }
            Bloc::Table(t) => self.table(t),
            Bloc::Figures(figures) => self.puces(figures.iter().map(figure)),
            Bloc::Synthese(cadrans) => {
                for c in cadrans {
                    self.titre(&c.titre);
                    self.puces(c.lignes.iter());
                }
            }
            // Small print; what was folded or framed was made plain above.
            Bloc::Note(_) | Bloc::Appuis(_) | Bloc::Encadre(_) | Bloc::Repli(_) => {}
        }
    }

    fn table(&mut self, table: &Table) {
        self.titre(&table.titre);
        let titres: Vec<&str> = table.colonnes.iter().map(|c| c.titre.as_str()).collect();
        let mut liste = Liste::new(&titres);
        for ligne in &table.lignes {
            liste.ajouter(ligne.iter().map(|c: &Case| c.texte.clone()).collect());
        }
        self.sortie
            .push_str(&serree_ou_fiches(&liste, self.largeur));
    }
}

fn vignette(v: &Vignette) -> String {
    let suite = v.detail.iter().chain(&v.position).chain(&v.reperes);
    let suite: String = suite.map(|s| format!(" · {s}")).collect();
    format!("{}\u{a0}: {}{suite}", v.titre, v.valeur)
}

fn figure(f: &Figure<'_>) -> String {
    format!("{}\u{a0}: {}", f.titre, f.alternative)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::document::edition::edition;
    use crate::rapport::document::{Edition, construire};
    use crate::rapport::plan::plan;
    use crate::render::essai;
    use crate::render::texte::largeur_affichee;

    #[test]
    fn no_line_is_wider_than_asked_and_the_words_are_there() {
        let (rapport, plan, edition) = (essai::rapport(), plan().unwrap(), edition().unwrap());
        let document = construire(&rapport, (&plan, &edition), Edition::Courte);
        for largeur in [60, 80, 120] {
            let texte = ecrire(&document, largeur);
            let long = texte
                .lines()
                .find(|l| largeur_affichee(l) > usize::from(largeur));
            assert_eq!(long, None, "{largeur}");
            for p in document.parties.iter().filter(|p| !p.titre.is_empty()) {
                let premier = p.titre.split([' ', '\u{a0}', '-']).next().unwrap();
                assert!(texte.contains(premier), "{}", p.titre);
            }
            assert!(!texte.contains('\u{1b}') && texte.ends_with('\n'));
        }
    }
}
