//! « Méthode et sources »: the birth certificate of every figure, by family, and the files that are cited.

use std::collections::{BTreeMap, BTreeSet};

use super::contexte::Contexte;
use super::detail::par_groupe;
use super::detail_ligne::couverture_partielle;
use super::{Bloc, Case, Choix, GenrePetit, GenreTable, Partie, Table, Volet};
use crate::francais::{denombre, nombre};
use crate::model::{Indicateur, SectionId, Source, Statut};

/// Said before the certificates.
const REGLE: &str = "Chaque chiffre porte dans sa section son millésime et le numéro de ses sources, ici sa formule, ses termes et sa couverture. Une valeur masquée n’est pas un zéro\u{a0}; sous la couverture minimale, un chiffre n’est pas publié. « Couverture »\u{a0}: part de la population et des communes du territoire pour lesquelles une valeur existe.";

/// Certificates by section then by family, and the sources that the figures cite.
pub(super) fn partie<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Partie<'a> {
    let rapport = contexte.rapport;
    let mut blocs = vec![
        Bloc::Texte(REGLE.to_owned()),
        Bloc::Titre("Formule et couverture de chaque chiffre".to_owned()),
    ];
    blocs.extend(sections(contexte, choix).into_iter().map(Bloc::Repli));
    let (citees, _) = sources(contexte);
    let noms = ("Sources, par numéro", "Fichiers cités");
    blocs.push(Bloc::Repli(volet_des_sources("sources", noms, &citees)));
    blocs.push(Bloc::Note(format!(
        "Ce document a été produit par cpts {} (contrat de données {}). Les mêmes fichiers donnent le même document, à l’octet près.",
        rapport.version, rapport.schema
    )));
    Partie {
        ancre: "methode".to_owned(),
        titre: "Méthode et sources".to_owned(),
        page: true,
        blocs,
    }
}

/// The certificates of each section, family by family, in the order of the sections.
fn sections<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Vec<Volet<'a>> {
    let mut par_section: BTreeMap<SectionId, Vec<&Indicateur>> = BTreeMap::new();
    for i in &contexte.rapport.indicateurs {
        if choix.garde(&[i.section]) {
            par_section.entry(i.section).or_default().push(i);
        }
    }
    let titre = |id: SectionId| {
        let sienne = contexte.rapport.sections.iter().find(|s| s.id == id);
        sienne.map_or("Autres résultats", |s| s.titre.as_str())
    };
    let une = |(id, membres): (SectionId, Vec<&Indicateur>)| Volet {
        ancre: Some(format!("methode-{}", id.as_str())),
        titre: format!("{}. {}", id.as_str(), titre(id)),
        compte: denombre(membres.len(), "indicateur", "indicateurs"),
        blocs: par_groupe(&membres)
            .into_iter()
            .map(|(nom, siens)| {
                let nom = if nom.is_empty() { titre(id) } else { nom };
                Bloc::Repli(famille(id, nom, &siens))
            })
            .collect(),
    };
    par_section.into_iter().map(une).collect()
}

/// The certificates of a family.
fn famille<'a>(section: SectionId, nom: &str, indicateurs: &[&Indicateur]) -> Volet<'a> {
    let titre = format!("Méthode {}\u{a0}: {nom}", section.as_str());
    let colonnes = [
        ("Indicateur", false, 30),
        ("Formule", false, 52),
        ("Couverture", false, 18),
    ];
    let table = Table::new(&titre, &colonnes).avec(indicateurs.iter().map(|i| fiche(i)));
    Volet {
        ancre: None,
        titre: nom.to_owned(),
        compte: denombre(indicateurs.len(), "indicateur", "indicateurs"),
        blocs: vec![Bloc::Table(Table {
            genre: GenreTable::Fiches,
            ..table
        })],
    }
}

/// Birth certificate of a figure: what its row, in its section, does not say.
fn fiche(i: &Indicateur) -> Vec<Case> {
    let dit =
        |nom: &str, v: Option<f64>| v.map(|v| format!("{nom}\u{a0}: {}", nombre(v, decimales(v))));
    let termes = [
        dit("numérateur", i.numerateur),
        dit("dénominateur", i.denominateur),
    ];
    let termes: Vec<String> = termes.into_iter().flatten().collect();
    let couverture = if i.statut == Statut::Absent || i.est_un_repere() {
        "–".to_owned()
    } else {
        couverture_partielle(i.couverture).unwrap_or_else(|| "complète".to_owned())
    };
    vec![
        Case::from(i.libelle.as_str()).suivie(GenrePetit::Code, i.id.as_str()),
        Case::from(i.formule.as_str()).suivie(GenrePetit::Precision, termes.join("\u{a0}; ")),
        couverture.into(),
    ]
}

/// Decimals of a numerator: none for a whole number.
fn decimales(valeur: f64) -> usize {
    if valeur.fract().abs() < 1e-9 { 0 } else { 2 }
}

/// Sources with their numbers.
type Numerotees<'a> = Vec<(&'a Source, usize)>;

/// The sources, numbered as the document cites them: those that a figure, a table or a chart cites, then the others.
pub(super) fn sources<'a>(contexte: &Contexte<'a>) -> (Numerotees<'a>, Numerotees<'a>) {
    let rapport = contexte.rapport;
    let comparees = rapport.indicateurs.iter().flat_map(|i| &i.comparateurs);
    let comparees = comparees
        .filter_map(|c| c.publie.as_ref())
        .flat_map(|p| &p.sources);
    let citees: BTreeSet<&String> = comparees
        .chain(rapport.indicateurs.iter().flat_map(|i| &i.sources))
        .chain(rapport.tableaux.iter().flat_map(|t| &t.sources))
        .chain(rapport.graphiques.iter().flat_map(|g| &g.sources))
        .chain(&rapport.zones_blanches.sources)
        .chain(&rapport.sous_densite.sources)
        .collect();
    let numerotees = rapport.sources.iter().zip(1..);
    numerotees.partition(|(s, _)| citees.contains(&s.id))
}

/// Files under a name: their addresses are many stops of the keyboard, which a fold leaves to who wants them.
pub(super) fn volet_des_sources<'a>(
    ancre: &str,
    (titre, legende): (&str, &str),
    sources: &[(&Source, usize)],
) -> Volet<'a> {
    Volet {
        ancre: Some(ancre.to_owned()),
        titre: titre.to_owned(),
        compte: denombre(sources.len(), "fichier", "fichiers"),
        blocs: vec![Bloc::Table(table_des_sources(legende, sources))],
    }
}

/// Files: number, what and where they are.
pub(super) fn table_des_sources(titre: &str, sources: &[(&Source, usize)]) -> Table {
    let colonnes = [
        ("N°", false, 8),
        ("Source", false, 46),
        ("Producteur", false, 16),
        ("Millésime", false, 14),
        ("Licence", false, 16),
    ];
    let ligne = |&(s, numero): &(&Source, usize)| {
        let url = s.url.clone().unwrap_or_default();
        vec![
            Case {
                texte: format!("[{numero}]"),
                ancre: Some(format!("source-{numero}")),
                ..Case::default()
            },
            Case::lien(&s.libelle, s.url.as_deref())
                .suivie(GenrePetit::Fichier, s.fichier.as_str())
                .suivie(GenrePetit::Adresse, url)
                .suivie(GenrePetit::Empreinte, format!("SHA-256 {}", s.sha256)),
            s.producteur.as_str().into(),
            Case::from(s.millesime.as_str())
                .suivie(GenrePetit::Unite, s.cog.clone().unwrap_or_default()),
            s.licence.as_str().into(),
        ]
    };
    Table {
        genre: GenreTable::Sources,
        ..Table::new(titre, &colonnes).avec(sources.iter().map(ligne))
    }
}
