//! The sample that every format renders: every kind of block, a word for each piece.

use crate::model::Severite;
use crate::rapport::Graphique;
use crate::rapport::document::{
    Bloc, Cadran, Case, Dessin, Dit, Document, Figure, GenrePetit, Lieux, Partie, Petit, Table,
    Travers, Vignette, Volet,
};

/// Words that no format has for itself.
pub(super) const PAROLES: [&str; 55] = [
    "titredoc",
    "faitun",
    "faitdeux",
    "fichenom",
    "ficheun",
    "vignettenom",
    "42",
    "detailvu",
    "positionvue",
    "reperevu",
    "partieun",
    "titrebloc",
    "paragraphe",
    "phraseun",
    "phrasedeux",
    "petitenote",
    "appuiun",
    "appuideux",
    "puceun",
    "pucedeux",
    "motgrave",
    "constatdit",
    "lieuxdits",
    "originedite",
    "legendetable",
    "renvoidit",
    "colonneun",
    "colonnedeux",
    "groupedit",
    "ligneun",
    "petitmotif",
    "7",
    "traversdit",
    "raisondite",
    "nomun",
    "nomdeux",
    "notetable",
    "legendecommunes",
    "themeun",
    "themedeux",
    "communeun",
    "encadredit",
    "dedansun",
    "replidit",
    "comptedit",
    "dedansdeux",
    "figuretitre",
    "figuredite",
    "figurenote",
    "cadranun",
    "forceun",
    "forcedeux",
    "cadrandeux",
    "faiblesseun",
    "pieddepage",
];

fn mots(liste: &[&str]) -> Vec<String> {
    liste.iter().map(|m| (*m).to_owned()).collect()
}

/// A table with all that a table may have, but for themes.
fn table() -> Table {
    let colonnes = [("colonneun", false, 3), ("colonnedeux", true, 1)];
    let ligne = vec![
        Case::from("ligneun").suivie(GenrePetit::Motif, "petitmotif"),
        Case::fort("7".to_owned(), true),
    ];
    let nom = |texte| Petit::new(GenrePetit::Nom, texte);
    let mut travers = Case::from("traversdit").suivie(GenrePetit::Motif, "raisondite");
    travers.suite.extend(["nomun", "nomdeux"].map(nom));
    Table {
        renvois: "renvoidit".to_owned(),
        travers: vec![
            Travers {
                avant: 0,
                case: "groupedit".into(),
                groupe: true,
            },
            Travers {
                avant: 1,
                case: travers,
                groupe: false,
            },
        ],
        ..Table::new("legendetable", &colonnes).avec(std::iter::once(ligne))
    }
    .notees(std::iter::once("notetable".to_owned()))
}

/// A table of communes, its columns under themes.
fn communes() -> Table {
    let colonnes = ["Commune", "a", "b"].map(|titre| (titre, false, 1));
    let ligne = ["communeun", "x", "y"].map(Case::from).to_vec();
    Table {
        themes: ["themeun", "themedeux"].map(|t| (t.to_owned(), 1)).to_vec(),
        ..Table::new("legendecommunes", &colonnes).avec(std::iter::once(ligne))
    }
}

fn volet(titre: &str, compte: &str, dedans: &str) -> Volet<'static> {
    Volet {
        ancre: None,
        titre: titre.to_owned(),
        compte: compte.to_owned(),
        blocs: vec![Bloc::Texte(dedans.to_owned())],
    }
}

/// The sample.
pub(super) fn echantillon(graphique: &Graphique) -> Document<'_> {
    let vignette = Vignette {
        titre: "vignettenom".to_owned(),
        valeur: "42".to_owned(),
        detail: Some("detailvu".to_owned()),
        reperes: Some("reperevu".to_owned()),
        position: Some("positionvue".to_owned()),
        ..Vignette::default()
    };
    let constat = Dit {
        lieux: Some(Lieux {
            compte: String::new(),
            noms: "lieuxdits".to_owned(),
            plie: false,
        }),
        origine: Some("originedite".to_owned()),
        ..Dit::new(Severite::Attention, "motgrave", "constatdit".to_owned())
    };
    let figure = Figure {
        id: "figure".to_owned(),
        titre: "figuretitre".to_owned(),
        alternative: "figuredite".to_owned(),
        note: "figurenote".to_owned(),
        valeurs: None,
        dessin: Dessin::Graphique(graphique),
    };
    let cadran = |titre: &str, lignes: &[&str]| Cadran {
        titre: titre.to_owned(),
        lignes: mots(lignes),
    };
    let ouverture = Partie {
        ancre: "ouverture".to_owned(),
        blocs: vec![Bloc::Vignettes(vec![vignette])],
        ..Partie::default()
    };
    let appui = Case::lien("appuideux", Some("https://exemple.fr/texte"));
    let suite = Partie {
        ancre: "un".to_owned(),
        titre: "partieun".to_owned(),
        page: true,
        blocs: vec![
            Bloc::Titre("titrebloc".to_owned()),
            Bloc::Texte("paragraphe".to_owned()),
            Bloc::Phrase(vec![
                Case::fort("phraseun".to_owned(), true),
                Case::vers(" phrasedeux", "un"),
            ]),
            Bloc::Note("petitenote".to_owned()),
            Bloc::Appuis(vec!["appuiun".into(), appui]),
            Bloc::Puces(mots(&["puceun", "pucedeux"])),
            Bloc::Constats(vec![constat]),
            Bloc::Table(table()),
            Bloc::Table(communes()),
            Bloc::Encadre(volet("encadredit", "", "dedansun")),
            Bloc::Repli(volet("replidit", "comptedit", "dedansdeux")),
            Bloc::Figures(vec![figure]),
            Bloc::Synthese(vec![
                cadran("cadranun", &["forceun", "forcedeux"]),
                cadran("cadrandeux", &["faiblesseun"]),
            ]),
        ],
    };
    Document {
        titre: "titredoc".to_owned(),
        faits: mots(&["faitun", "faitdeux"]),
        fiche: vec![("fichenom".to_owned(), "ficheun".into())],
        pied: "pieddepage".to_owned(),
        parties: vec![ouverture, suite],
        ..Document::default()
    }
}
