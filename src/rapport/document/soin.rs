//! The one typographic pass: on every word of the document, addresses and identifiers left as they are.

use super::{Bloc, Case, Dit, Document, Figure, GenrePetit, Table, Vignette, Volet};
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
    for texte in [
        &mut document.titre,
        &mut document.surtitre,
        &mut document.pied,
    ] {
        soigner_texte(texte);
    }
    document.faits.iter_mut().for_each(soigner_texte);
    for (nom, fait) in &mut document.fiche {
        soigner_texte(nom);
        case(fait);
    }
    document.bandeau.iter_mut().for_each(soigner_texte);
    for partie in &mut document.parties {
        soigner_texte(&mut partie.titre);
        partie.blocs.iter_mut().for_each(bloc);
    }
}

fn bloc(bloc: &mut Bloc<'_>) {
    match bloc {
        Bloc::Titre(t) | Bloc::Texte(t) | Bloc::Note(t) => soigner_texte(t),
        Bloc::Appuis(cases) | Bloc::Phrase(cases) => cases.iter_mut().for_each(case),
        Bloc::Puces(lignes) => lignes.iter_mut().for_each(soigner_texte),
        Bloc::Constats(dits) => dits.iter_mut().for_each(dit),
        Bloc::Table(t) => table(t),
        Bloc::Vignettes(vignettes) => vignettes.iter_mut().for_each(vignette),
        Bloc::Figures(figures) => figures.iter_mut().for_each(figure),
        Bloc::Synthese(cadrans) => {
            for c in cadrans {
                std::iter::once(&mut c.titre)
                    .chain(&mut c.lignes)
                    .for_each(soigner_texte);
            }
        }
        Bloc::Encadre(v) | Bloc::Repli(v) => volet(v),
    }
}

fn volet(volet: &mut Volet<'_>) {
    [&mut volet.titre, &mut volet.compte]
        .into_iter()
        .for_each(soigner_texte);
    volet.blocs.iter_mut().for_each(bloc);
}

fn vignette(v: &mut Vignette) {
    let suite = v.detail.iter_mut().chain(&mut v.position);
    let suite = suite.chain(&mut v.reperes);
    [&mut v.titre, &mut v.valeur]
        .into_iter()
        .chain(suite)
        .for_each(soigner_texte);
}

fn figure(f: &mut Figure<'_>) {
    [&mut f.titre, &mut f.alternative, &mut f.note]
        .into_iter()
        .for_each(soigner_texte);
    f.valeurs.iter_mut().for_each(table);
}

fn dit(d: &mut Dit) {
    soigner_texte(&mut d.texte);
    d.origine.iter_mut().for_each(soigner_texte);
    d.vers.iter_mut().for_each(case);
    if let Some(l) = &mut d.lieux {
        [&mut l.compte, &mut l.noms]
            .into_iter()
            .for_each(soigner_texte);
    }
}

fn table(table: &mut Table) {
    let titres = table.colonnes.iter_mut().map(|c| &mut c.titre);
    let themes = table.themes.iter_mut().map(|(titre, _)| titre);
    let reste = std::iter::once(&mut table.titre).chain(&mut table.notes);
    titres.chain(themes).chain(reste).for_each(soigner_texte);
    table.lignes.iter_mut().flatten().for_each(case);
    table.travers.iter_mut().for_each(|t| case(&mut t.case));
}

fn case(case: &mut Case) {
    soigner_texte(&mut case.texte);
    for p in &mut case.suite {
        if matches!(p.genre, GenrePetit::Code | GenrePetit::Adresse) {
            p.texte = inerte::sans_hostiles(&p.texte);
        } else {
            soigner_texte(&mut p.texte);
        }
        soigner_texte(&mut p.nom);
        p.bulle.iter_mut().for_each(soigner_texte);
    }
}
