//! The figures of a screen beside those of other territories, and those that no file gives.

use super::Cadre;
use crate::model::{Indicateur, Statut};
use crate::rapport::comparables;
use crate::rapport::document::contexte::Contexte;
use crate::rapport::document::indicateurs::{self, AUTOUR, Place};
use crate::rapport::document::{Bloc, Case, GenreTable, Table, Travers};
use crate::rapport::publies;

/// What is said where wider levels have a figure and the territory has none.
pub(super) const REPERES: &str = "Repères publiés à un niveau plus large";

/// Some figures in a table, then those without any, which those around tell for the first `autour` of them.
pub(super) fn bref<'a>(
    contexte: &Contexte<'_>,
    cadre: &Cadre<'_>,
    (montres, tus): (&[&Indicateur], &[&Indicateur]),
    autour: usize,
) -> Vec<Bloc<'a>> {
    let table = table(contexte, cadre, montres, 0);
    let mut blocs: Vec<Bloc<'a>> = table.map(Bloc::Table).into_iter().collect();
    let connus = tus.iter().map(|i| (i, publies::a_defaut(i, AUTOUR)));
    let (dits, muets): (Vec<_>, Vec<_>) = connus.partition(|(_, dit)| dit.is_some());
    let (dits, autres) = dits.split_at(dits.len().min(autour));
    blocs.extend(
        dits.iter()
            .filter_map(|(_, dit)| dit.clone())
            .map(Bloc::Note),
    );
    let muets: Vec<&Indicateur> = autres.iter().chain(&muets).map(|(i, _)| **i).collect();
    blocs.extend(nommer("Sans chiffre publiable dans ces fichiers", &muets));
    blocs
}

/// The key figures of every section, what no file gives, and how many more there are.
pub(super) fn detail<'a>(contexte: &Contexte<'a>, cadre: &Cadre<'a>) -> Vec<Bloc<'a>> {
    let rapport = contexte.rapport;
    let (mut montres, mut absents, mut tetes) = (Vec::new(), Vec::new(), Vec::new());
    for section in &rapport.sections {
        let siens = cadre.ecran.choisir(rapport, section.id).into_iter();
        let (vides, connus): (Vec<_>, Vec<_>) = siens.partition(|i| absent(i));
        absents.extend(vides);
        if !connus.is_empty() {
            tetes.push((montres.len(), format!("{}. {}", section.id, section.titre)));
            montres.extend(connus);
        }
    }
    let nombre = montres.len() + absents.len() + reperes(contexte).len();
    let table = table(contexte, cadre, &montres, usize::MAX).map(|table| Table {
        travers: tetes.into_iter().map(tete).collect(),
        ..table
    });
    let mut blocs: Vec<Bloc<'a>> = table.map(Bloc::Table).into_iter().collect();
    blocs.extend(nommer("Donnée absente", &absents));
    blocs.extend(reste(contexte, nombre).into_iter().map(Bloc::Note));
    blocs
}

/// Figures of wider levels, each with its own: they are not those of the territory.
pub(super) fn reperes(contexte: &Contexte<'_>) -> Vec<String> {
    let tous = contexte.rapport.indicateurs.iter();
    let siens = tous.filter(|i| i.est_un_repere());
    let dire = |i: &Indicateur| {
        let motif = i.motif.as_deref().unwrap_or_default();
        let chiffres = motif.split_once("\u{a0}: ").map_or(motif, |(_, c)| c);
        format!("{}. {}\u{a0}: {chiffres}", i.section, i.libelle)
    };
    siens.map(dire).collect()
}

fn table(
    contexte: &Contexte<'_>,
    cadre: &Cadre<'_>,
    montres: &[&Indicateur],
    autour: usize,
) -> Option<Table> {
    let place = Place {
        territoires: cadre.territoires(),
        annee: false,
        precisions: false,
        autour,
        unites: Some(cadre.ecran),
    };
    let table = indicateurs::table(contexte, montres, &place)?;
    Some(Table {
        genre: GenreTable::Indicateurs,
        ..table
    })
}

/// The name of a section across the table.
fn tete((avant, titre): (usize, String)) -> Travers {
    Travers {
        avant,
        case: Case::from(titre),
        groupe: true,
    }
}

/// Whether no file gives a figure, neither of the territory nor of another.
fn absent(i: &Indicateur) -> bool {
    i.statut == Statut::Absent && !i.comparateurs.iter().any(comparables::dit)
}

/// « Donnée absente : A ; B. »
fn nommer<'a>(quoi: &str, indicateurs: &[&Indicateur]) -> Option<Bloc<'a>> {
    let noms: Vec<&str> = indicateurs.iter().map(|i| i.libelle.as_str()).collect();
    let noms = noms.join("\u{a0}; ");
    (!noms.is_empty()).then(|| Bloc::Note(format!("{quoi}\u{a0}: {noms}.")))
}

/// What the detail leaves to the other outputs, `dits` being the figures that it tells.
fn reste(contexte: &Contexte<'_>, dits: usize) -> Vec<String> {
    let rapport = contexte.rapport;
    let nombre = rapport.indicateurs.len().saturating_sub(dits);
    let autres = crate::francais::denombre(nombre, "autre indicateur", "autres indicateurs");
    let autres = (nombre > 0).then(|| format!("{autres} dans les sorties HTML et JSON."));
    let perimetre = &rapport.perimetre;
    let plusieurs = perimetre.departements.len() > 1 || perimetre.regions.len() > 1;
    let territoires = "Autres départements et régions du périmètre\u{a0}: sorties HTML et JSON.";
    let territoires = plusieurs.then(|| territoires.to_owned());
    autres.into_iter().chain(territoires).collect()
}
