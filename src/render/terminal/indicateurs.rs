//! Table of the key indicators: the territory, then one département, one région and France.

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use crate::model::{Comparateur, Indicateur, Statut};
use crate::rapport::Rapport;
use crate::rapport::ecran::Ecran;
use crate::rapport::mots::{Chiffre, LEGENDE_IC, LEGENDE_PARTIEL};
use crate::rapport::publies::LEGENDE_PUBLIE;

use super::page::{Page, Ton};
use super::territoires::{Territoire, territoires};
use crate::francais::soigner;
use crate::render::texte::{nettoyer, replier};

/// Narrowest page that holds the comparators.
pub(super) const LARGEUR_TABLE: usize = 60;
/// Columns of a number.
const LARGEUR_NOMBRE: usize = 11;

/// A header, then the rows of each section; a list on a narrow page.
pub(super) fn ecrire(page: &mut Page, rapport: &Rapport, ecran: &Ecran) {
    let territoires = territoires(rapport, page.largeur);
    page.titre("Indicateurs clés");
    if page.largeur >= LARGEUR_TABLE {
        entete(page, &territoires);
    }
    let (mut montres, mut intervalle, mut partiel, mut publie) = (0, false, false, false);
    for section in &rapport.sections {
        let indicateurs = ecran.choisir(rapport, section.id);
        montres += indicateurs.len();
        intervalle |= indicateurs.iter().any(|i| i.intervalle.is_some());
        partiel |= indicateurs.iter().any(|i| a_part(i, &territoires));
        publie |= indicateurs.iter().any(|i| est_publie(i, &territoires));
        if !indicateurs.is_empty() {
            page.paragraphe(Ton::Titre, &format!("{} {}", section.id, section.titre));
            lignes(page, &indicateurs, &territoires);
        }
    }
    if intervalle {
        page.vide();
        page.paragraphe(Ton::Discret, LEGENDE_IC);
    }
    if partiel {
        page.vide();
        page.paragraphe(Ton::Discret, LEGENDE_PARTIEL);
    }
    if publie {
        page.vide();
        page.paragraphe(Ton::Discret, LEGENDE_PUBLIE);
    }
    montres += reperes(page, rapport);
    reste(
        page,
        rapport,
        rapport.indicateurs.len().saturating_sub(montres),
    );
}

/// Figures of wider levels, each with its own: they are not those of the territory. How many there are.
fn reperes(page: &mut Page, rapport: &Rapport) -> usize {
    let siens: Vec<&Indicateur> = rapport
        .indicateurs
        .iter()
        .filter(|i| i.est_un_repere())
        .collect();
    if !siens.is_empty() {
        page.titre("Repères publiés à un niveau plus large");
    }
    for i in &siens {
        let motif = i.motif.as_deref().unwrap_or_default();
        let chiffres = motif.split_once("\u{a0}: ").map_or(motif, |(_, c)| c);
        let texte = format!("{} {}\u{a0}: {chiffres}", i.section, i.libelle);
        page.puce(Ton::Normal, &nettoyer(&texte));
    }
    siens.len()
}

/// What the summary leaves out.
fn reste(page: &mut Page, rapport: &Rapport, nombre: usize) {
    page.vide();
    if nombre > 0 {
        let mot = if nombre < 2 {
            "autre indicateur"
        } else {
            "autres indicateurs"
        };
        page.paragraphe(
            Ton::Discret,
            &format!("{nombre} {mot} dans les sorties HTML et JSON."),
        );
    }
    if rapport.perimetre.departements.len() > 1 || rapport.perimetre.regions.len() > 1 {
        page.paragraphe(
            Ton::Discret,
            "Autres départements et régions du périmètre : sorties HTML et JSON.",
        );
    }
}

/// Names of the columns, underlined.
pub(super) fn entete(page: &mut Page, territoires: &[Territoire]) {
    let noms = territoires.iter().map(|(_, _, nom)| droite(nom));
    let cases = [Cell::new("Indicateur"), droite("Territoire")]
        .into_iter()
        .chain(noms)
        .collect();
    let table = table(page.largeur, territoires.len(), vec![cases]);
    page.bloc(table.lines());
    page.paragraphe(Ton::Normal, &"─".repeat(page.largeur));
}

/// The indicators of a section.
pub(super) fn lignes(page: &mut Page, indicateurs: &[&Indicateur], territoires: &[Territoire]) {
    if page.largeur < LARGEUR_TABLE {
        for indicateur in indicateurs {
            page.puce(
                Ton::Normal,
                &format!("{} : {}", intitule(indicateur), valeur(indicateur)),
            );
        }
        return;
    }
    let libelle = largeur_libelle(page.largeur, territoires.len());
    let rangs = indicateurs
        .iter()
        .map(|i| ligne(i, territoires, libelle))
        .collect();
    let table = table(page.largeur, territoires.len(), rangs);
    page.bloc(table.lines());
}

/// Rows in columns of fixed widths, so that the tables of all sections line up.
fn table(largeur: usize, comparateurs: usize, rangs: Vec<Vec<Cell>>) -> Table {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(largeur).unwrap_or(u16::MAX))
        .force_no_tty();
    for rang in rangs {
        table.add_row(rang);
    }
    let libelle = largeur_libelle(largeur, comparateurs);
    for (rang, colonne) in table.column_iter_mut().enumerate() {
        colonne.set_padding((u16::from(rang > 0), 0));
        let colonnes = if rang == 0 {
            libelle
        } else {
            LARGEUR_NOMBRE + 1
        };
        let colonnes = u16::try_from(colonnes).unwrap_or(u16::MAX);
        colonne.set_constraint(ColumnConstraint::Absolute(Width::Fixed(colonnes)));
    }
    table
}

/// Columns left to the labels; a number takes one space before it.
fn largeur_libelle(largeur: usize, comparateurs: usize) -> usize {
    largeur
        .saturating_sub((comparateurs + 1) * (LARGEUR_NOMBRE + 1))
        .clamp(10, 60)
}

fn droite(texte: &str) -> Cell {
    Cell::new(couper(texte, LARGEUR_NOMBRE)).set_alignment(CellAlignment::Right)
}

/// A text wrapped to its column by us, so that no-break spaces hold.
fn couper(texte: &str, largeur: usize) -> String {
    replier(&soigner(texte), largeur).join("\n")
}

/// A row: label, value, comparators.
fn ligne(indicateur: &Indicateur, territoires: &[Territoire], libelle: usize) -> Vec<Cell> {
    let mut cases = vec![
        Cell::new(couper(&intitule(indicateur), libelle)),
        droite(&valeur(indicateur)),
    ];
    cases.extend(territoires.iter().map(|(niveau, code, _)| {
        let mut comparateurs = indicateur.comparateurs.iter();
        let comparateur = comparateurs.find(|c| c.niveau == *niveau && c.code == *code);
        droite(&comparateur.map_or_else(String::new, |c| compare(indicateur, c)))
    }));
    cases
}

/// Label, and the unit when the label does not say it and the value does not carry it.
fn intitule(indicateur: &Indicateur) -> String {
    let unite = &indicateur.unite;
    let dite = indicateur
        .libelle
        .to_lowercase()
        .contains(&unite.to_lowercase());
    if unite.is_empty() || unite == "%" || unite == "nombre" || dite {
        nettoyer(&soigner(&indicateur.libelle))
    } else {
        nettoyer(&soigner(&format!(
            "{} ({})",
            indicateur.libelle,
            abreger(unite)
        )))
    }
}

/// A unit short enough for a column of labels.
fn abreger(unite: &str) -> String {
    [
        (
            "consultations par an et par habitant standardisé",
            "consult./an/hab. std",
        ),
        ("habitants standardisés", "hab. std"),
        ("femmes standardisées", "femmes std"),
        ("pour ", "p. "),
        ("habitants", "hab."),
        (" et par ", "/"),
        (" par ", "/"),
    ]
    .iter()
    .fold(unite.to_owned(), |texte, (long, court)| {
        texte.replace(long, court)
    })
}

/// The value as it is shown, or what stands in its place.
fn valeur(indicateur: &Indicateur) -> String {
    let chiffre = Chiffre::du_perimetre(indicateur);
    let partiel = (indicateur.statut == Statut::Partiel).then(|| "partiel".to_owned());
    let notes: Vec<String> = partiel
        .into_iter()
        .chain(chiffre.precision_courte())
        .collect();
    if notes.is_empty() {
        chiffre.texte()
    } else {
        format!("{} ({})", chiffre.texte(), notes.join(", "))
    }
}

/// Whether a comparator shown is the figure that its publisher gives, marked by a degree sign.
pub(super) fn est_publie(indicateur: &Indicateur, territoires: &[Territoire]) -> bool {
    let mut siens = indicateur.comparateurs.iter();
    siens.any(|c| {
        let montre = territoires.iter();
        let mut montre = montre.filter(|(niveau, code, _)| c.niveau == *niveau && c.code == *code);
        c.publie.is_some() && c.valeur.is_some() && montre.next().is_some()
    })
}

/// Whether a comparator shown is the figure of a part of its communes, marked by a star.
pub(super) fn a_part(indicateur: &Indicateur, territoires: &[Territoire]) -> bool {
    let montre = |c: &&Comparateur| {
        let mut territoires = territoires.iter();
        territoires.any(|(niveau, code, _)| c.niveau == *niveau && c.code == *code)
    };
    let mut siens = indicateur.comparateurs.iter().filter(montre);
    siens.any(|c| Chiffre::compare(indicateur, c).partiel_sans_le_dire())
}

/// A comparator as it is shown; « – » when it has no value.
fn compare(indicateur: &Indicateur, comparateur: &Comparateur) -> String {
    match comparateur.statut {
        Statut::Absent | Statut::ParCommune => "–".to_owned(),
        _ => {
            let chiffre = Chiffre::compare(indicateur, comparateur);
            let marque = match (chiffre.partiel_sans_le_dire(), &comparateur.publie) {
                (true, _) => "*",
                (false, Some(_)) if comparateur.valeur.is_some() => "°",
                _ => "",
            };
            format!("{}{marque}", chiffre.texte())
        }
    }
}
