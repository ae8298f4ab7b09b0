//! The funding on one page: the scale with the territory on it, what is known, and once that the rest is not settled.

use super::contexte::Contexte;
use super::financement_totaux::totaux;
use super::{Bloc, Case, GenrePetit, Partie, Table, Volet};
use crate::francais::{date, denombre, euros, habitants};
use crate::model::{Confiance, Financement, Montant, Reference, SeuilTaille};
use crate::rapport::aci::{bande, confiance, marge, nom_genre};
use crate::rapport::entete;

/// The part of the funding.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let rapport = contexte.rapport;
    let f = &rapport.financement;
    let mut blocs = vec![Bloc::Texte(format!(
        "{}\u{a0}: {}, pour {} ({}). {}",
        crate::rapport::mots::titre_taille(rapport.perimetre.genre),
        entete::taille(f).to_lowercase(),
        habitants(rapport.population.valeur),
        entete::genre(&rapport.population).to_lowercase(),
        f.version
    ))];
    blocs.extend(accord(f, contexte.complete));
    if contexte.complete {
        blocs.push(Bloc::Note(CONFIANCE.to_owned()));
        blocs.push(Bloc::Repli(repli(&f.references)));
    } else {
        blocs.extend(references(&f.references));
    }
    Partie {
        ancre: "financement".to_owned(),
        titre: "Financement conventionnel (ACI)".to_owned(),
        page: true,
        blocs,
    }
}

/// What the words of confidence mean.
const CONFIANCE: &str = "Confiance\u{a0}: « officiel », texte ou organisme officiel lu directement\u{a0}; « recoupé », au moins deux sources concordent, articles ou données de contrats\u{a0}; « source unique », une seule source secondaire\u{a0}; « déduit », par calcul ou par lecture\u{a0}; « non établi », aucune source.";

/// The references, folded.
fn repli<'a>(references: &[Reference]) -> Volet<'a> {
    let adressee = |r: &Reference| appui(r).suivie(GenrePetit::Adresse, r.adresse.as_str());
    let appuis = Bloc::Appuis(references.iter().map(adressee).collect());
    Volet {
        ancre: Some("references-aci".to_owned()),
        titre: "Références du financement".to_owned(),
        compte: denombre(references.len(), "référence", "références"),
        blocs: vec![appuis],
    }
}

/// What the agreement gives for a population: the scale, the margins, the amounts, their sums; in detail, each with its
/// references, its date and what it lacks.
pub(super) fn accord<'a>(f: &Financement, detail: bool) -> Vec<Bloc<'a>> {
    let mut blocs: Vec<Bloc<'a>> = f.motif.clone().map(Bloc::Texte).into_iter().collect();
    blocs.push(Bloc::Table(echelle(f, detail)));
    let marges: Vec<String> = f.marges.iter().map(marge).collect();
    if !marges.is_empty() {
        blocs.push(Bloc::Puces(marges));
    }
    blocs.extend(montants(f, detail));
    blocs.push(Bloc::Puces(totaux(&f.totaux, detail)));
    blocs.push(Bloc::Note(f.notes.join(" ")));
    blocs.retain(|b| !matches!(b, Bloc::Note(t) if t.is_empty()));
    blocs
}

/// The bands of the agreement, that of the territory standing out.
fn echelle(f: &Financement, detail: bool) -> Table {
    let ligne = |s: &SeuilTaille| {
        let ici = f.taille == Some(s.taille);
        let case = |texte: String| Case::fort(texte, ici);
        let repere = if ici { "\u{a0}◄ ce territoire" } else { "" };
        vec![
            case(format!("Taille {}{repere}", s.taille)),
            case(bande(s)),
            case(confiance(s.confiance).to_owned())
                .suivie(GenrePetit::Renvoi, renvois(&s.references, detail)),
        ]
    };
    Table::new(
        ECHELLE,
        &[
            ("Taille", false, 23),
            ("Habitants", false, 65),
            ("Confiance", false, 12),
        ],
    )
    .avec(f.seuils.iter().map(ligne))
}

/// « [aci-2019][avenant-1] », in detail.
fn renvois(ids: &[String], detail: bool) -> String {
    let ids = ids.iter().filter(|_| detail);
    ids.map(|id| format!("[{id}]")).collect()
}

/// Whether a source gives one of its parts.
fn etabli(m: &Montant) -> bool {
    let chiffre = m.fixe.is_some() || m.variable_max.is_some() || m.total.is_some();
    chiffre && m.confiance != Confiance::NonEtabli
}

/// Title of the column that says whether a mission is of the base.
pub(super) const NATURE: &str = "Nature";
/// Title of the table of the amounts, and its columns.
const ETABLIS: &str = "Montants établis par une source, par an";
const COLONNES: [(&str, bool, u16); 6] = [
    ("Objet", false, 33),
    (NATURE, false, 20),
    ("Part fixe", true, 10),
    ("Part variable au plus", true, 24),
    ("Total", true, 10),
    ("Confiance", false, 12),
];
/// Title of the table of the bands.
pub(super) const ECHELLE: &str = "Tailles de l'accord";

/// Amounts that a source gives, then the names of those that none gives, once.
fn montants<'a>(f: &Financement, detail: bool) -> Vec<Bloc<'a>> {
    let (connus, inconnus): (Vec<&Montant>, Vec<&Montant>) =
        f.montants.iter().partition(|m| etabli(m));
    let inconnu = if detail { "montant non établi" } else { "–" };
    let ecrit = |x: Option<f64>| Case::from(x.map_or_else(|| inconnu.to_owned(), euros));
    let effet = |m: &Montant| {
        let depuis = m.effet.filter(|_| detail);
        depuis.map(|d| format!("depuis le {}", date(&d.to_string())))
    };
    let ligne = |m: &&Montant| {
        let plafond = m.genre == "plafond";
        let total = if plafond { m.total.or(m.fixe) } else { m.total };
        vec![
            Case::from(m.libelle.as_str()).suivie(GenrePetit::Unite, effet(m).unwrap_or_default()),
            nom_genre(&m.genre).into(),
            if plafond { "–".into() } else { ecrit(m.fixe) },
            if plafond {
                "–".into()
            } else {
                variable(m, inconnu)
            },
            ecrit(total),
            Case::from(confiance(m.confiance))
                .suivie(GenrePetit::Renvoi, renvois(&m.references, detail)),
        ]
    };
    let mut blocs = Vec::new();
    if !connus.is_empty() {
        let mut table = Table::new(ETABLIS, &COLONNES)
            .avec(connus.iter().map(ligne))
            .notees(connus.iter().filter_map(|m| m.note.clone()));
        // « Fonctionnement | Fonctionnement » says nothing twice.
        let redite = |m: &&Montant| m.libelle.starts_with(nom_genre(&m.genre));
        if connus.iter().all(redite) {
            table.sans_colonne(1);
        }
        blocs.push(Bloc::Table(table));
    }
    if !inconnus.is_empty() {
        let noms: Vec<&str> = inconnus.iter().map(|m| m.libelle.as_str()).collect();
        blocs.push(Bloc::Texte(format!(
            "Le reste n'est pas établi par une source ({})\u{a0}: {}.",
            denombre(noms.len(), "montant", "montants"),
            noms.join(" ; ")
        )));
        let notes = inconnus.iter().filter(|_| detail);
        let notes = notes.filter_map(|m| Some((&m.libelle, m.note.as_ref()?)));
        let dite = |(libelle, note): (&String, &String)| format!("{libelle}\u{a0}: {note}");
        blocs.extend(notes.map(dite).map(Bloc::Note));
    }
    blocs
}

/// The variable part, with what a year of recognised crisis adds.
fn variable(m: &Montant, inconnu: &str) -> Case {
    let hors = m.variable_max.map_or_else(|| inconnu.to_owned(), euros);
    let crise = m.variable_crise.map(euros);
    let crise = crise.map(|c| format!(" ({c} en année de crise reconnue)"));
    Case::from(hors + &crise.unwrap_or_default())
}

/// References with their address, in a few lines: who wants one follows it.
pub(super) fn references<'a>(references: &[Reference]) -> [Bloc<'a>; 2] {
    [
        Bloc::Titre("Références".to_owned()),
        Bloc::Appuis(references.iter().map(appui).collect()),
    ]
}

/// « [S9] Titre, 25 août 2019 », and where it is.
fn appui(r: &Reference) -> Case {
    let dite = format!("[{}] {}, {}", r.id, r.titre, date(&r.date));
    Case::lien(&dite, Some(&r.adresse))
}
