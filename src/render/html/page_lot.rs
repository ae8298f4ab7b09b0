//! The index of several territories: a map, a table to search and sort with a link to each report, where each figure stands.

use minijinja::{Value, context};

use crate::francais::{date, denombre, habitants, nombre};
use crate::rapport::lot::index::{ColonneIndex, colonnes};
use crate::rapport::lot::{ChiffreLot, IndicateurLot, Place, RapportLot, TerritoireLot, tableaux};
use crate::rapport::{Cellule, Tableau};
use crate::render::svg::Cadre;
use crate::render::{ErreurRendu, bandes, lot, map};

use super::tableau::Grille;
use super::{page, sources};

/// The index as one HTML page.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre(rapport: &RapportLot) -> Result<String, ErreurRendu> {
    page("page_lot.html", vue(rapport))
}

fn vue(rapport: &RapportLot) -> Value {
    let montres = colonnes(rapport);
    let titres = montres
        .iter()
        .map(|(c, i)| context! { titre => &c.titre, libelle => &i.libelle });
    let lignes = rapport.territoires.iter().map(|t| ligne(t, &montres));
    let carte = rapport.carte.as_ref().map(|c| {
        let svg = map::croquis(c, Cadre::PAGE, true);
        context! { titre => &c.titre, svg => Value::from_safe_string(svg), note => &c.note }
    });
    let echecs = rapport
        .echecs
        .iter()
        .map(|e| context! { nom => &e.nom, motif => &e.motif });
    context! {
        genre => "Diagnostics territoriaux de santé",
        nom => denombre(rapport.territoires.len(), "territoire", "territoires"),
        demande => &rapport.demande,
        referentiel => &rapport.referentiel,
        date => rapport.date.map(|d| date(&d.to_string())),
        fictif => rapport.fictif,
        version => &rapport.version,
        titres => titres.collect::<Vec<_>>(),
        lignes => lignes.collect::<Vec<_>>(),
        carte,
        bandes => bandes(rapport, &montres),
        repartition => repartition(&montres).vue(),
        situation => tableaux::situation(rapport).map(|t| situation(&t).vue()),
        echecs => echecs.collect::<Vec<_>>(),
        fichiers => rapport.sources.iter().zip(1..).map(|(s, n)| sources::source(s, n)).collect::<Vec<_>>(),
    }
}

/// A territory: the first of its reports is behind its name, the others beside.
fn ligne(t: &TerritoireLot, montres: &[(&ColonneIndex, &IndicateurLot)]) -> Value {
    let lisible =
        |nom: &&String| nom.ends_with(".html") || nom.ends_with(".pdf") || nom.ends_with(".docx");
    let premier = t.rapports.iter().find(lisible);
    let autres = t.rapports.iter().filter(|r| Some(*r) != premier);
    let autre = |nom: &String| {
        let extension = nom.split_once('.').map_or("", |(_, e)| e);
        context! { nom, format => extension.to_uppercase() }
    };
    let cases = montres.iter().map(|(_, i)| {
        let chiffre = t.chiffres.get(&i.id);
        let (rang, appui) = (
            chiffre.and_then(|c| rang(c, i)),
            chiffre.and_then(|c| appui(c, i)),
        );
        context! { texte => lot::dit(t, i), rang, appui }
    });
    context! {
        nom => &t.nom,
        lieux => t.lieux.join(" "),
        lien => premier,
        autres => autres.map(autre).collect::<Vec<_>>(),
        communes => t.communes,
        population => nombre(t.population, 0),
        habitants => habitants(t.population),
        taille => t.taille,
        departements => t.departements.join(", "),
        cases => cases.collect::<Vec<_>>(),
    }
}

/// The place of a figure among all, among those of the same tier, among its likes.
fn rang(chiffre: &ChiffreLot, i: &IndicateurLot) -> Option<String> {
    let places = chiffre.places.unwrap_or_default();
    let (rang, r) = chiffre.rang.zip(i.repartition)?;
    let dits = [
        Some(format!("rang {rang} sur {}", r.territoires)),
        places.taille.map(|p| place(p, "de même taille")),
        places.semblables.map(|p| place(p, "avec ses semblables")),
    ];
    Some(dits.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// What a rate stands on, under it on the screen and on paper: its cases, its interval when they are few.
fn appui(chiffre: &ChiffreLot, i: &IndicateurLot) -> Option<String> {
    let cas = chiffre.numerateur.filter(|_| i.est_un_taux());
    let dit = |x: f64| nombre(x, usize::from(i.decimales));
    let dits = [
        cas.map(|n| format!("{}\u{a0}cas", nombre(n, 0))),
        chiffre
            .intervalle
            .map(|[bas, haut]| format!("de\u{a0}{} à\u{a0}{}", dit(bas), dit(haut))),
    ];
    let dits: Vec<String> = dits.into_iter().flatten().collect();
    (!dits.is_empty()).then(|| dits.join(", "))
}

/// « 3 sur 12 de même taille ».
fn place(place: Place, parmi: &str) -> String {
    format!("{} sur {} {parmi}", place.rang, place.territoires)
}

/// Need beside supply, and who resembles whom.
fn situation(tableau: &Tableau) -> Grille {
    let chiffre = |rang: usize| {
        let mut cellules = tableau.lignes.iter().filter_map(|l| l.get(rang));
        cellules.any(|c| matches!(c, Cellule::Nombre(_)))
    };
    let numerique = |rang: usize| rang > 0 && chiffre(rang);
    let mut grille = Grille::new(tableau.titre.clone(), &[]);
    let titres = tableau.colonnes.iter().enumerate();
    grille.colonnes = titres
        .map(|(rang, c)| (c.titre.clone(), numerique(rang)))
        .collect();
    let texte = |c: &Cellule| match c {
        Cellule::Nombre(x) => nombre(*x, 0),
        Cellule::Texte(t) => t.clone(),
    };
    grille.lignes = tableau
        .lignes
        .iter()
        .map(|l| l.iter().map(texte).collect())
        .collect();
    grille.note = tableau.note.clone().unwrap_or_default();
    grille
}

/// The strip plots, one an indicator that is spread.
fn bandes(rapport: &RapportLot, montres: &[(&ColonneIndex, &IndicateurLot)]) -> Option<Value> {
    let montres: Vec<&IndicateurLot> = montres.iter().map(|(_, i)| *i).collect();
    let svg = bandes::dessiner(rapport, &montres)?;
    Some(Value::from_safe_string(svg))
}

/// The spread of the indicators shown.
fn repartition(montres: &[(&ColonneIndex, &IndicateurLot)]) -> Grille {
    let mut grille = Grille::new(
        "Répartition entre les territoires",
        &[
            ("Indicateur", false),
            ("Territoires", true),
            ("Minimum", true),
            ("1er quartile", true),
            ("Médiane", true),
            ("3e quartile", true),
            ("Maximum", true),
        ],
    );
    for (_, i) in montres {
        let Some(r) = i.repartition else {
            continue;
        };
        let dit = |x: f64| nombre(x, usize::from(i.decimales));
        grille.lignes.push(vec![
            format!("{} ({})", i.libelle, i.unite),
            r.territoires.to_string(),
            dit(r.minimum),
            dit(r.quartile_1),
            dit(r.mediane),
            dit(r.quartile_3),
            dit(r.maximum),
        ]);
    }
    grille.note = "Chaque territoire compte pour un, quelle que soit sa population. Ne sont comptés que les chiffres publiés en entier ; un chiffre suivi de * ne couvre qu’une partie du territoire et n’a pas de rang. Le rang 1 est le chiffre le plus élevé, sans dire si c’est un bien.".to_owned();
    grille
}
