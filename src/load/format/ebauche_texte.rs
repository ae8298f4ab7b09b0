//! The text of a drafted descriptor: TOML with a word on each line that the user has to judge.

use std::collections::BTreeSet;

use crate::load::format::ebauche_cle::Cle;
use crate::load::format::ebauche_colonnes::{Colonne, Nature};
use crate::load::source::normalise::affichable;
use crate::texte_toml;

/// All that the text says.
pub(super) struct Brouillon<'a> {
    pub(super) nom: &'a str,
    pub(super) entetes: &'a [String],
    pub(super) titre: &'a str,
    pub(super) cle: &'a Cle,
    pub(super) colonnes: &'a [Colonne],
    pub(super) longue: bool,
}

/// The descriptor, as TOML.
pub(super) fn texte(b: &Brouillon<'_>) -> String {
    let souche = b.nom.rsplit_once('.').map_or(b.nom, |(souche, _)| souche);
    let (cles, cle) = cle(b);
    let nombres = || b.colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let mut requis = cles;
    requis.extend(nombres().take(3).map(|c| cite(&c.entete)));
    let mut t = format!(
        "# Ébauche faite par « cpts donnees decrire » d'après les premières lignes de {} : relisez chaque ligne.\n\
         id = {}\nlibelle = {}\nproducteur = \"à compléter\"\nlicence = \"à compléter\"\n# Le fichier n'est à personne d'autre dès que ses colonnes sont là.\nexclusif = true\n{}\n",
        affichable(b.nom, 80),
        cite(&Colonne::de_texte(souche)),
        cite(souche),
        cle,
    );
    if b.cle.dans_la_cellule {
        t.push_str("cle_motif = '(?<code>\\b\\d[0-9AB]\\d{3}\\b)'\n");
    }
    t.push_str(&format!(
        "\n[reconnaissance]\n{}requis = [{}]\n",
        if b.cle.double {
            "entete_double = true                # le nom du groupe, puis celui de la colonne\n"
        } else {
            ""
        },
        requis.join(", ")
    ));
    t.push_str(&millesime(b));
    t.push_str(&marques(b.colonnes));
    let types = b.colonnes.iter().find(|c| c.nature == Nature::Types);
    if b.longue && types.is_none() {
        t.push_str(
            "\n# Plusieurs lignes par commune : chaque colonne de nombres est additionnée.\n",
        );
    }
    for c in nombres() {
        t.push_str(&variable(c, b.longue, types));
    }
    let autres: Vec<String> = b
        .colonnes
        .iter()
        .filter(|c| c.nature == Nature::Texte)
        .map(|c| affichable(&c.entete, 40))
        .collect();
    if !autres.is_empty() {
        t.push_str(&format!(
            "\n# Colonnes non lues (textes) : {}\n",
            autres.join(", ")
        ));
    }
    t
}

/// The columns of the key between quotes, and its line.
fn cle(b: &Brouillon<'_>) -> (Vec<String>, String) {
    let cles: Vec<String> = b
        .cle
        .colonnes()
        .iter()
        .map(|&c| cite(&entete(b.entetes, c)))
        .collect();
    let cle = match b.cle.departement {
        Some(_) => format!("cle_composee = [{}]", cles.join(", ")),
        None if b.cle.par_departement => format!(
            "# Chiffres par département : lus à côté de ceux des communes, jamais répartis entre elles.\nniveau = \"departement\"\ncle = {}",
            cles.join(", ")
        ),
        None => format!("cle = {}", cles.join(", ")),
    };
    (cles, cle)
}

fn variable(c: &Colonne, longue: bool, types: Option<&Colonne>) -> String {
    let mut t = String::from("\n[[variable]]\n");
    match types.filter(|_| longue) {
        Some(types) => t.push_str(&format!(
            "id = \"{}_{{}}\"\ncolonne = {}\nquand = {{ colonne = {}, motif = '.+' }}\nfusion = \"somme\"\n",
            c.id,
            cite(&c.entete),
            cite(&types.entete)
        )),
        None if longue => t.push_str(&format!(
            "id = \"{}\"\ncolonne = {}\nadditionner = true\n",
            c.id,
            cite(&c.entete)
        )),
        None => {
            t.push_str(&format!("id = \"{}\"\ncolonne = {}\n", c.id, cite(&c.entete)));
            if c.connue {
                t.push_str("# Variable connue du programme : ses indicateurs la lisent.\n");
            } else if c.entiers {
                t.push_str("fusion = \"somme\"                 # effectif : les communes fusionnées s'additionnent\n");
            } else {
                t.push_str("fusion = \"aucune\"                # taux, part ou médiane : rien ne s'additionne ; \"moyenne_ponderee\" avec poids\n");
            }
        }
    }
    if c.negatif {
        t.push_str("negatif = true\n");
    }
    t
}

fn millesime(b: &Brouillon<'_>) -> String {
    if let Some(c) = b.colonnes.iter().find(|c| c.nature == Nature::Annee) {
        return format!("\n[millesime]\ncolonne = {}\n", cite(&c.entete));
    }
    let nombres = b.colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let ans: BTreeSet<u16> = nombres.filter_map(|c| Colonne::annee(&c.entete)).collect();
    let an = match (ans.len(), ans.first()) {
        (1, Some(an)) => Some(*an),
        (0, _) => Colonne::annee(b.titre),
        _ => None,
    };
    match an {
        Some(an) => format!("\n[millesime]\nfixe = {an}                         # lu dans le fichier\n"),
        None => "\n[millesime]\nnom = \"auto\"                       # l'année du nom du fichier ; ou fixe = 2025\n".to_owned(),
    }
}

fn marques(colonnes: &[Colonne]) -> String {
    let nombres = || colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let masques: BTreeSet<&String> = nombres().flat_map(|c| &c.masques).collect();
    let manquants: BTreeSet<&String> = nombres().flat_map(|c| &c.manquants).collect();
    if masques.is_empty() && manquants.is_empty() {
        return String::new();
    }
    let liste = |marques: &BTreeSet<&String>| {
        let cites: Vec<String> = marques.iter().map(|m| cite(m)).collect();
        cites.join(", ")
    };
    let mut t = String::from("\n[marques]\n");
    if !manquants.is_empty() {
        t.push_str(&format!("manquants = [{}]\n", liste(&manquants)));
    }
    if !masques.is_empty() {
        t.push_str(&format!("masques = [{}]\n", liste(&masques)));
        let seuil = |m: &&String| m.trim_start_matches('<').trim().parse::<u32>().ok();
        let seuils: Option<Vec<u32>> = masques.iter().map(seuil).collect();
        if let Some(max) = seuils.and_then(|s| s.into_iter().max()).filter(|m| *m > 0) {
            t.push_str(&format!(
                "bornes = [0, {}]                      # ce qu'une cellule masquée peut valoir\n",
                max - 1
            ));
        }
    }
    t
}

fn entete(entetes: &[String], colonne: usize) -> String {
    entetes
        .get(colonne)
        .map(|e| e.trim().to_owned())
        .unwrap_or_default()
}

/// A text between TOML quotes, on one line.
fn cite(texte: &str) -> String {
    let net: String = texte
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    texte_toml::cite(net.trim())
}
