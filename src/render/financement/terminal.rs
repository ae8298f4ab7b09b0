//! The funding report for a terminal: what is known first, then the tables, the remarks and the references.

use std::collections::BTreeSet;

use super::lisible;
use crate::francais::{denombre, habitants};
use crate::rapport::financement::{PerimetreFinancement, RapportFinancement};
use crate::rapport::financement_tableaux::{
    COLONNES, NON_ETABLI, PERIMETRE, REFERENCES, confiance, tableaux,
};
use crate::rapport::{Cellule, Tableau};
use crate::render::classeur::titre;
use crate::render::listes::{self, Liste};
use crate::render::nombre::nombre;

/// What to show of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    /// Ids of the tables, in the order of the report; all but the parameters when empty.
    pub tableaux: Vec<String>,
    /// Columns of the terminal.
    pub largeur: u16,
}

/// The report as text.
#[must_use]
pub fn rendre(rapport: &RapportFinancement, choix: &Choix) -> String {
    let mut texte = String::new();
    if rapport.fictif {
        texte.push_str("TERRITOIRE FICTIF : aucun de ces chiffres n'est réel.\n\n");
    }
    let seul = rapport.perimetres.len() == 1;
    if let ([perimetre], true) = (rapport.perimetres.as_slice(), choix.tableaux.is_empty()) {
        texte.push_str(&resume(perimetre));
    }
    let voulus = voulus(rapport, choix);
    let mut montres = tableaux(rapport);
    montres.retain(|t| voulus.contains(&t.id.as_str()));
    for t in &montres {
        texte.push_str(&format!("\n{}\n", t.titre));
        texte.push_str(&if t.id == "parametres" {
            parametres(rapport)
        } else {
            tableau(t, seul, choix.largeur)
        });
    }
    if voulus.contains(&"parametres") {
        texte.push_str(&a_verifier(rapport));
    }
    texte.push_str(&notes(rapport, choix.largeur));
    texte.push_str(&references(rapport, &citees(&montres), choix.largeur));
    texte
}

/// Tables shown by default.
fn voulus<'a>(rapport: &RapportFinancement, choix: &'a Choix) -> Vec<&'a str> {
    if !choix.tableaux.is_empty() {
        return choix.tableaux.iter().map(String::as_str).collect();
    }
    let tous = COLONNES.iter().map(|(id, _)| *id);
    match rapport.perimetres.len() {
        0 => vec!["parametres"],
        1 => tous
            .filter(|id| !["perimetres", "totaux_par_taille", "parametres"].contains(id))
            .collect(),
        _ => vec!["perimetres", "totaux_par_taille"],
    }
}

fn resume(p: &PerimetreFinancement) -> String {
    let f = &p.analyse.financement;
    let Some(lue) = p.analyse.tailles.first() else {
        return format!("{}\n", p.nom);
    };
    let millesime = lue.population.millesime;
    let mut texte = format!(
        "{}\n{} (population {}{}{})\nTaille {} selon {}\n",
        p.nom,
        habitants(lue.habitants),
        lue.population.genre,
        millesime.map(|m| format!(" {m}")).unwrap_or_default(),
        lue.population
            .motif
            .as_ref()
            .map(|m| format!("\u{a0}: {m}"))
            .unwrap_or_default(),
        f.taille
            .map_or("indéterminée".to_owned(), |t| t.to_string()),
        f.version
    );
    if let Some(motif) = &f.motif {
        texte.push_str(&format!("{motif}\n"));
    }
    if !p.analyse.tailles_concordantes {
        texte.push_str("Attention : la taille dépend de la population retenue (voir plus bas).\n");
    }
    texte
}

fn tableau(t: &Tableau, seul: bool, largeur: u16) -> String {
    let rangs = COLONNES
        .iter()
        .find(|(id, _)| *id == t.id)
        .map(|(_, rangs)| *rangs);
    let tous: Vec<usize> = (0..t.colonnes.len()).collect();
    let par_perimetre = t.colonnes.first().is_some_and(|c| c.titre == PERIMETRE.0);
    let rangs: Vec<usize> = rangs
        .unwrap_or(&tous)
        .iter()
        .copied()
        .filter(|r| *r > 0 || !(seul && par_perimetre))
        .collect();
    let titres: Vec<String> = rangs
        .iter()
        .filter_map(|r| t.colonnes.get(*r))
        .map(titre)
        .collect();
    let titres: Vec<&str> = titres.iter().map(String::as_str).collect();
    let mut liste = Liste::new(&titres);
    for ligne in &t.lignes {
        let cellules = rangs
            .iter()
            .filter_map(|r| Some((ligne.get(*r)?, t.colonnes.get(*r)?)));
        liste.ajouter(cellules.map(|(c, k)| lisible(c, k.decimales)).collect());
    }
    listes::terminal_ou_fiches(&liste, largeur)
}

/// One line per parameter: thirteen columns do not fit a terminal.
fn parametres(rapport: &RapportFinancement) -> String {
    let mut texte = String::new();
    for p in &rapport.parametres {
        let taille = p.taille.map(|t| format!(", taille {t}"));
        let valeur = match p.valeur {
            Some(x) => format!("{} {}", nombre(x, u8::from(x.fract() != 0.0) * 2), p.unite),
            None if p.unite.is_empty() => p.libelle.clone(),
            None => NON_ETABLI.to_owned(),
        };
        let mut morceaux = vec![valeur];
        morceaux.extend(p.effet.map(|d| format!("depuis le {d}")));
        if p.valeur.is_some() || p.unite.is_empty() {
            morceaux.push(confiance(p.confiance).to_owned());
        }
        if !p.references.is_empty() {
            morceaux.push(p.references.join(" "));
        }
        morceaux.extend(p.valide_au.map(|d| format!("encore valable le {d}")));
        if !p.en_vigueur {
            morceaux.push("remplacé".to_owned());
        }
        if p.a_verifier == Some(true) {
            morceaux.push("À VÉRIFIER".to_owned());
        }
        texte.push_str(&format!(
            "{}{} : {}\n",
            p.id,
            taille.unwrap_or_default(),
            morceaux.join(", ")
        ));
    }
    texte
}

fn a_verifier(rapport: &RapportFinancement) -> String {
    match (&rapport.date, rapport.parametres_a_verifier) {
        (Some(date), Some(0)) => {
            format!("Au {date}, aucune date « encore valable » n'est passée.\n")
        }
        (Some(date), Some(n)) => format!(
            "Au {date}, {} à vérifier : la dernière source est antérieure.\n",
            denombre(n, "paramètre en vigueur", "paramètres en vigueur")
        ),
        _ => "Sans date (--date), rien n'est dit des paramètres à vérifier.\n".to_owned(),
    }
}

/// Remarks of each perimeter, each said once.
fn notes(rapport: &RapportFinancement, largeur: u16) -> String {
    let mut vues: Vec<String> = Vec::new();
    let plusieurs = rapport.perimetres.len() > 1;
    for p in &rapport.perimetres {
        let a = &p.analyse;
        for note in a
            .financement
            .notes
            .iter()
            .chain(a.projection.iter().map(|x| &x.note))
            .chain(a.bascules.iter().map(|b| &b.limites))
            .chain(a.calendrier.iter().flat_map(|c| &c.notes))
            .chain(a.variable.iter().flat_map(|v| &v.notes))
        {
            if !vues.contains(note) {
                vues.push(note.clone());
            }
        }
        vues.extend(p.notes.iter().map(|n| {
            if plusieurs {
                format!("{}\u{a0}: {n}", p.nom)
            } else {
                n.clone()
            }
        }));
    }
    if vues.is_empty() {
        return String::new();
    }
    let lignes: Vec<String> = vues.iter().map(|n| listes::puce(n, largeur)).collect();
    format!("\nÀ savoir\n{}", lignes.concat())
}

/// Ids in the columns of references of the tables shown.
fn citees(montres: &[Tableau]) -> BTreeSet<&str> {
    let mut ids = BTreeSet::new();
    for t in montres {
        let Some(rang) = t.colonnes.iter().position(|c| c.titre == REFERENCES.0) else {
            continue;
        };
        for ligne in &t.lignes {
            if let Some(Cellule::Texte(texte)) = ligne.get(rang) {
                ids.extend(texte.split_whitespace());
            }
        }
    }
    ids
}

fn references(rapport: &RapportFinancement, citees: &BTreeSet<&str>, largeur: u16) -> String {
    if citees.is_empty() {
        return String::new();
    }
    let lignes: Vec<String> = rapport
        .references
        .iter()
        .filter(|r| citees.contains(r.id.as_str()))
        .map(|r| {
            // The address stays whole, to be copied.
            let titre = listes::puce(&format!("[{}] {} ({})", r.id, r.titre, r.date), largeur);
            format!("{titre}  {}\n", r.adresse)
        })
        .collect();
    format!("\nRéférences\n{}", lignes.concat())
}
