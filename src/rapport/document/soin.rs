//! The one typographic pass: on every word of the document, addresses and identifiers left as they are.

use super::{Bloc, Case, Document, Table};
use crate::francais::{inerte, soigner};

/// Cares for every word: French punctuation, and nothing in a name that could repaint a screen or turn a text around.
pub(super) fn soigner_texte(texte: &mut String) {
    *texte = soigner(&inerte::sans_hostiles(texte));
}

impl Document<'_> {
    /// Cares for every word again, after some were given.
    pub fn soigner(&mut self) {
        soigner_document(self);
    }
}

/// The same for the whole document.
pub(super) fn soigner_document(document: &mut Document<'_>) {
    soigner_texte(&mut document.titre);
    soigner_texte(&mut document.pied);
    document.faits.iter_mut().for_each(soigner_texte);
    document.bandeau.iter_mut().for_each(soigner_texte);
    for partie in &mut document.parties {
        soigner_texte(&mut partie.titre);
        partie.blocs.iter_mut().for_each(bloc);
    }
}

fn bloc(bloc: &mut Bloc<'_>) {
    match bloc {
        Bloc::Titre(t) | Bloc::Texte(t) | Bloc::Note(t) => soigner_texte(t),
        Bloc::Appuis(cases) => cases.iter_mut().for_each(|c| soigner_texte(&mut c.texte)),
        Bloc::Puces(lignes) => lignes.iter_mut().for_each(soigner_texte),
        Bloc::Constats(dits) => dits.iter_mut().for_each(|d| soigner_texte(&mut d.texte)),
        Bloc::Table(t) => table(t),
        Bloc::Vignettes(vignettes) => {
            for v in vignettes {
                let suite = v
                    .detail
                    .iter_mut()
                    .chain(&mut v.position)
                    .chain(&mut v.reperes);
                [&mut v.titre, &mut v.valeur]
                    .into_iter()
                    .chain(suite)
                    .for_each(soigner_texte);
            }
        }
        Bloc::Figures(figures) => {
            for f in figures {
                [&mut f.titre, &mut f.alternative, &mut f.note]
                    .into_iter()
                    .for_each(soigner_texte);
                f.valeurs.iter_mut().for_each(table);
            }
        }
        Bloc::Synthese(cadrans) => {
            for c in cadrans {
                std::iter::once(&mut c.titre)
                    .chain(&mut c.lignes)
                    .for_each(soigner_texte);
            }
        }
    }
}

fn table(table: &mut Table) {
    let titres = table.colonnes.iter_mut().map(|c| &mut c.titre);
    let cases = table
        .lignes
        .iter_mut()
        .flatten()
        .map(|c: &mut Case| &mut c.texte);
    let reste = std::iter::once(&mut table.titre).chain(&mut table.notes);
    titres.chain(cases).chain(reste).for_each(soigner_texte);
}
