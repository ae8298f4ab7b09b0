//! What the title of a column says of its figures beside its name: shares and rates are no counts, nor is a rate for a
//! thousand a percentage. The signs `%` and `‰` are lost once a title is normalised.

use crate::load::format::compile::Format;
use crate::load::format::grandeurs::grandeurs;
use crate::load::format::regle::{Regle, regle};
use crate::load::source::normalise::normalise;

/// Whether a text says that figures are shares, rates or thousands, and no count beside them.
pub(super) fn est_une_unite(texte: &str) -> bool {
    let net = sans_signes(texte);
    grandeurs().is_ok_and(|g| g.n_est_pas_un_effectif(&net))
}

/// A title in words, the signs of its units included.
fn sans_signes(texte: &str) -> String {
    let signes = texte.replace('%', " pour cent ");
    normalise(&signes.replace('‰', " pour mille "))
}

/// Whether the figures of a variable add up: they are counts.
pub(super) fn additive(format: &Format, variable: usize) -> bool {
    let v = format.d.variables.get(variable);
    let regle = v.and_then(|v| regle(&format.d, v, &v.id).ok());
    regle.as_ref().is_some_and(Regle::est_une_somme)
}

/// Whether the columns of a format are known by their names alone, in files that anyone may have made.
pub(super) fn se_lit_par_les_titres(format: &Format) -> bool {
    format.d.reconnaissance.au_moins_une && !format.d.utilisateur
}

/// Whether the title of a column says that its figures are not those of a variable to which its name answers.
pub(super) fn dement(format: &Format, variable: usize, titre: &str) -> bool {
    if additive(format, variable) {
        // Of a column of its own, a sign says more than « nombre ».
        return titre.contains(['%', '‰']) || est_une_unite(titre);
    }
    let id = format.d.variables.get(variable).map(|v| v.id.as_str());
    let net = sans_signes(titre);
    id.is_some_and(|id| grandeurs().is_ok_and(|g| g.n_est_pas_un_pourcentage(&net, id)))
}

/// The headers among which a variable is looked for: those whose title does not say another unit, if one of them answers.
pub(super) fn credibles(
    format: &Format,
    variable: usize,
    entetes: &[String],
    bruts: &[String],
) -> Option<Vec<String>> {
    let motifs = &format.variables.get(variable)?.colonne;
    let dementi = |(rang, entete): (usize, &String)| {
        let titre = bruts.get(rang).map_or("", String::as_str);
        motifs.repond(entete) && dement(format, variable, titre)
    };
    if !se_lit_par_les_titres(format) || !entetes.iter().enumerate().any(dementi) {
        return None;
    }
    let reste = entetes
        .iter()
        .enumerate()
        .map(|(rang, entete)| match dementi((rang, entete)) {
            true => String::new(),
            false => entete.clone(),
        });
    let reste: Vec<String> = reste.collect();
    motifs.est_dans(&reste).then_some(reste)
}
