//! Words that head the columns of a list, and what each announces.

use crate::base::normaliser;

use crate::load::source::code_en_deux::est_departement;

/// Headers of a code column, normalised without spaces, best first.
const CODES: [&str; 22] = [
    "codeinsee",
    "codecommuneinsee",
    "codeinseecommune",
    "codeinseedelacommune",
    "codesinsee",
    "codgeo",
    "inseecom",
    "codecommune",
    "codedelacommune",
    "codescommunes",
    "depcom",
    "insee",
    "inseecode",
    "codecom",
    "codegeo",
    "codeofficielcommune",
    "codeofficielgeographique",
    "cog",
    "codcom",
    "com",
    "code",
    "codes",
];
/// Headers of a column of parts.
const PARTS: [&str; 8] = [
    "part",
    "quotite",
    "quotepart",
    "proportion",
    "partpopulation",
    "partdelapopulation",
    "pourcentage",
    "parten",
];
/// Headers of a column of names.
const NOMS: [&str; 26] = [
    "nom",
    "nomcommune",
    "nomdelacommune",
    "nomdecommune",
    "commune",
    "communes",
    "libelle",
    "libellecommune",
    "libgeo",
    "libcom",
    "nomcom",
    "nccenr",
    "ncc",
    "ville",
    "villes",
    "nomville",
    "nomdelaville",
    "libelledelacommune",
    "libellegeographique",
    "nomstandard",
    "nommembre",
    "nomdescommunes",
    "communesmembres",
    "municipalite",
    "localite",
    "territoirecpts",
];
/// Beginnings of headers that never hold commune codes, whatever their numbers look like.
const JAMAIS: [&str; 17] = [
    "pop",
    "nbhab",
    "habitant",
    "siren",
    "siret",
    "epci",
    "annee",
    "millesime",
    "codeepci",
    "codereg",
    "coderegion",
    "reg",
    "inseereg",
    "inseedep",
    "inseearr",
    "inseecan",
    "ept",
];

/// What the header of a column announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sens {
    /// Commune codes; rank among the known headers, best first.
    Code(usize),
    /// Names of communes; rank among the known headers.
    Nom(usize),
    /// Parts, in percent when true.
    Part(bool),
    /// Départements.
    Departement,
    /// Names of CPTS.
    Cpts,
    /// Postal codes.
    Postal,
    /// Something that is never a commune.
    Jamais,
    /// A header that is not known.
    Inconnu,
    /// No header.
    SansTitre,
}

/// What a header announces.
#[must_use]
pub fn sens(titre: &str) -> Sens {
    let mots = normaliser(titre);
    let serre = mots.replace(' ', "");
    let nom = serre.trim_end_matches(|c: char| c.is_ascii_digit());
    let rang = |liste: &[&str]| liste.iter().position(|n| *n == nom);
    if serre.is_empty() {
        return Sens::SansTitre;
    }
    if let Some(rang) = rang(&CODES) {
        return Sens::Code(rang);
    }
    if est_departement(titre) {
        return Sens::Departement;
    }
    if rang(&PARTS).is_some() {
        return Sens::Part(nom.starts_with("pourcent") || nom == "parten" || titre.contains('%'));
    }
    if let Some(rang) = rang(&NOMS) {
        return Sens::Nom(rang);
    }
    let mot = |voulu: &str| mots.split(' ').any(|m| m == voulu);
    if mot("cpts") {
        return Sens::Cpts;
    }
    if nom.contains("postal") || nom.contains("postaux") || mot("cp") {
        return Sens::Postal;
    }
    if JAMAIS.iter().any(|debut| nom.starts_with(debut)) {
        return Sens::Jamais;
    }
    if nom.contains("insee") && nom.contains("com") {
        return Sens::Code(CODES.len());
    }
    Sens::Inconnu
}
