//! Sections S0 to S12 of the complete edition: texts, findings, figures, charts, maps, tables, and what remains to be filled in.

use super::completude::A_COMPLETER;
use super::contexte::Contexte;
use super::{
    Bloc, Case, Choix, GenrePetit, Partie, constats, couverture, detail, figures, sous_densite,
    tableaux,
};
use crate::francais::denombre;
use crate::model::{Indicateur, SectionId};
use crate::rapport::feuilles::par_commune;
use crate::rapport::{Rapport, Section, Tableau};
use crate::tri::Tri;

/// Section of the coverage by CPTS.
const COUVERTURE: SectionId = SectionId::S1;
/// Section of the supply of care.
const OFFRE: SectionId = SectionId::S7;

/// A section of the report, or the last one, made here for what no section shows.
struct Lieu<'a> {
    /// `None` for the last one.
    id: Option<SectionId>,
    titre: &'a str,
    textes: &'a [String],
    indicateurs: &'a [String],
    cles: &'a [String],
    cartes: &'a [String],
}

/// What no other shows: nothing is silently missing.
const RESTE: Lieu<'static> = Lieu {
    id: None,
    titre: "Autres résultats",
    textes: &[],
    indicateurs: &[],
    cles: &[],
    cartes: &[],
};

impl<'a> From<&'a Section> for Lieu<'a> {
    fn from(section: &'a Section) -> Self {
        Self {
            id: Some(section.id),
            titre: &section.titre,
            textes: &section.textes,
            indicateurs: &section.indicateurs,
            cles: &section.cles,
            cartes: &section.cartes,
        }
    }
}

impl Lieu<'_> {
    fn est(&self, id: SectionId) -> bool {
        self.id == Some(id)
    }

    fn nom(&self) -> &'static str {
        self.id.map_or("autres", SectionId::as_str)
    }
}

/// Every section kept, then what no section claims, and the two notions when their section is not there.
pub(super) fn parties<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Vec<Partie<'a>> {
    let rapport = contexte.rapport;
    let gardees = rapport.sections.iter().filter(|s| choix.garde(&[s.id]));
    let mut sortie: Vec<Partie<'a>> = gardees.map(|s| section(contexte, &s.into())).collect();
    if choix.sections.is_empty() {
        sortie.extend(reste_utile(rapport).then(|| section(contexte, &RESTE)));
        let a_part = |id, volet: fn(&Contexte<'a>) -> super::Volet<'a>| {
            (!connue(rapport, id)).then(|| seule(volet(contexte)))
        };
        sortie.extend(a_part(COUVERTURE, couverture::volet));
        sortie.extend(a_part(OFFRE, sous_densite::volet));
    }
    sortie
}

/// A notion as a section of its own.
pub(super) fn seule(volet: super::Volet<'_>) -> Partie<'_> {
    Partie {
        ancre: volet.ancre.unwrap_or_default(),
        titre: volet.titre,
        page: false,
        blocs: volet.blocs,
    }
}

fn section<'a>(contexte: &Contexte<'a>, section: &Lieu<'a>) -> Partie<'a> {
    let mut blocs: Vec<Bloc<'a>> = section.textes.iter().cloned().map(Bloc::Texte).collect();
    let dits = section.id.map(|id| constats::de_la_section(contexte, id));
    let dits = dits.unwrap_or_default();
    if !dits.is_empty() {
        blocs.push(Bloc::Constats(dits));
    }
    let lignes = indicateurs_de(contexte.rapport, section);
    if !lignes.is_empty() {
        blocs.extend(detail::blocs(
            contexte,
            section.titre,
            &lignes,
            section.cles,
        ));
        blocs.push(Bloc::Phrase(vec![Case::vers(
            &format!(
                "Méthode {}\u{a0}: formule et couverture de ces chiffres",
                section.nom()
            ),
            &format!("methode-{}", section.nom()),
        )]));
    }
    if section.est(COUVERTURE) {
        blocs.push(Bloc::Encadre(couverture::volet(contexte)));
    }
    if section.est(OFFRE) {
        blocs.push(Bloc::Encadre(sous_densite::volet(contexte)));
    }
    blocs.extend(dessins(contexte, section));
    blocs.extend(tables(contexte, section));
    blocs.extend(manques(contexte.rapport, section));
    if blocs.is_empty() {
        let rien = "Aucun fichier de données ouvertes n’alimente cette section.";
        blocs.push(Bloc::Note(rien.to_owned()));
    }
    let numero = section
        .id
        .map_or_else(String::new, |id| format!("{}. ", id.as_str()));
    Partie {
        ancre: section.nom().to_owned(),
        titre: format!("{numero}{}", section.titre),
        page: false,
        blocs,
    }
}

/// Charts and maps, and why some maps are not drawn.
fn dessins<'a>(contexte: &Contexte<'a>, section: &Lieu<'a>) -> Vec<Bloc<'a>> {
    let rapport = contexte.rapport;
    let siens = rapport.graphiques.iter();
    let siens =
        siens.filter(|g| foyer(rapport, |s| &s.graphiques, &g.id, Some(g.section)) == section.id);
    let graphiques = siens.map(|g| figures::du_graphique(contexte, g));
    let themes = themes_de(rapport, section);
    let cartes = themes.iter().filter_map(|id| figures::carte(contexte, id));
    let un = |figure| Bloc::Figures(vec![figure]);
    let mut sortie: Vec<Bloc<'a>> = graphiques.chain(cartes).map(un).collect();
    sortie.extend(figures::tues(contexte, &themes).map(Bloc::Note));
    sortie
}

/// Tables, and which ones are columns of the table of the communes.
fn tables<'a>(contexte: &Contexte<'a>, section: &Lieu<'_>) -> Vec<Bloc<'a>> {
    let rapport = contexte.rapport;
    let siens = rapport.tableaux.iter();
    let siens =
        siens.filter(|t| foyer(rapport, |s| &s.tableaux, &t.id, Some(t.section)) == section.id);
    let (par_commune, tableaux): (Vec<&Tableau>, Vec<&Tableau>) =
        siens.partition(|t| par_commune(t));
    let mut sortie: Vec<Bloc<'a>> = tableaux
        .into_iter()
        .map(|t| Bloc::Table(tableaux::avec_renvois(contexte, t)))
        .collect();
    let titres: Vec<&str> = par_commune.iter().map(|t| t.titre.as_str()).collect();
    if !titres.is_empty() {
        sortie.push(Bloc::Phrase(vec![
            "Dans le ".into(),
            Case::vers("tableau des communes", "communes"),
            format!("\u{a0}: {}.", titres.join("\u{a0}; ")).into(),
        ]));
    }
    sortie
}

/// How many items are missing, which the table of what is left to gather names.
fn manques<'a>(rapport: &Rapport, section: &Lieu<'_>) -> Option<Bloc<'a>> {
    let siens = rapport.a_completer.iter();
    let siens = siens
        .filter(|a| section.est(a.section) || section.id.is_none() && !connue(rapport, a.section));
    let nombre = siens.count();
    let verbe = if nombre < 2 { "manque" } else { "manquent" };
    (nombre > 0).then(|| {
        Bloc::Phrase(vec![
            Case::default().suivie(GenrePetit::Marque, A_COMPLETER),
            format!(
                "\u{a0}: {} {verbe} à cette section (voir « Ce qui reste à réunir »).",
                denombre(nombre, "élément", "éléments")
            )
            .into(),
        ])
    })
}

/// The one section that shows an item: the first that lists it, else the one that it claims, else the last.
fn foyer(
    rapport: &Rapport,
    listes: impl Fn(&Section) -> &[String],
    id: &str,
    sienne: Option<SectionId>,
) -> Option<SectionId> {
    let connue = sienne.filter(|s| self::connue(rapport, *s));
    let mut sections = rapport.sections.iter();
    sections
        .find(|s| listes(s).iter().any(|l| l == id))
        .map_or(connue, |s| Some(s.id))
}

/// Indicators of a section: in the order of its list, then those that claim it.
fn indicateurs_de<'a>(rapport: &'a Rapport, section: &Lieu<'_>) -> Vec<&'a Indicateur> {
    let rang = |i: &Indicateur| {
        let place = section.indicateurs.iter().position(|id| *id == i.id);
        place.unwrap_or(usize::MAX)
    };
    let tous = rapport.indicateurs.iter();
    let siens =
        tous.filter(|i| foyer(rapport, |s| &s.indicateurs, &i.id, Some(i.section)) == section.id);
    let mut siens: Vec<&Indicateur> = siens.collect();
    siens.trie_par_cle(|i| rang(i));
    siens
}

/// Maps of a section, in the order of its list; the last section takes those that none lists.
fn themes_de(rapport: &Rapport, section: &Lieu<'_>) -> Vec<String> {
    let themes = rapport.cartes.iter().flat_map(|c| &c.themes);
    let siens = themes.filter(|t| foyer(rapport, |s| &s.cartes, &t.id, None) == section.id);
    let mut siens: Vec<String> = siens.map(|t| t.id.clone()).collect();
    let rang = |id: &String| section.cartes.iter().position(|l| l == id);
    siens.trie_par_cle(|id| rang(id).unwrap_or(usize::MAX));
    siens
}

/// Whether some item has no section of its own.
fn reste_utile(rapport: &Rapport) -> bool {
    let seul = |foyer: Option<SectionId>| foyer.is_none();
    let mut indicateurs = rapport.indicateurs.iter();
    let mut graphiques = rapport.graphiques.iter();
    let mut tableaux = rapport.tableaux.iter();
    let mut manques = rapport.a_completer.iter();
    indicateurs.any(|i| seul(foyer(rapport, |s| &s.indicateurs, &i.id, Some(i.section))))
        || graphiques.any(|g| seul(foyer(rapport, |s| &s.graphiques, &g.id, Some(g.section))))
        || tableaux.any(|t| seul(foyer(rapport, |s| &s.tableaux, &t.id, Some(t.section))))
        || !themes_de(rapport, &RESTE).is_empty()
        || manques.any(|a| !connue(rapport, a.section))
}

/// Whether a section is in the report.
fn connue(rapport: &Rapport, id: SectionId) -> bool {
    rapport.sections.iter().any(|s| s.id == id)
}
