//! Blocks of a document, for the templates: each with its kind and its words, in order; tables and texts already written.

use minijinja::{Value, context};

use crate::rapport::document::{
    Bloc, Cadran, Case, Dessin, Dit, Document, Figure, Table, Vignette, Volet,
};

use super::noms::Noms;
use super::{case, figures, table};
use crate::render::document::ancres;

/// What a visit keeps from a block to the next.
pub(super) struct Visite<'d> {
    document: &'d Document<'d>,
    /// Identifiers given.
    pub(super) noms: Noms,
    /// Whether the page holds the patterns of the maps.
    motifs: bool,
    /// Heading under which the visit is, which captions what has no caption.
    titre: String,
    /// Depth of a heading inside the section.
    niveau: u8,
    /// How many folds the visit is in.
    plis: u8,
}

impl<'d> Visite<'d> {
    /// At the head of a document.
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            noms: Noms::new(ancres::de(document).into_keys().collect()),
            motifs: figures::a_des_cartes(document),
            titre: document.titre.clone(),
            niveau: 2,
            plis: 0,
        }
    }

    /// Enters a section: its headings are one level under its title, when it has one.
    pub(super) fn entrer(&mut self, titre: &str) {
        self.niveau = if titre.is_empty() { 2 } else { 3 };
        if !titre.is_empty() {
            titre.clone_into(&mut self.titre);
        }
    }

    /// Some blocks, in order; what is inside another stands between its beginning and its end.
    pub(super) fn blocs(&mut self, blocs: &[Bloc<'_>]) -> Vec<Value> {
        let mut sortie = Vec::with_capacity(blocs.len());
        for b in blocs {
            match b {
                Bloc::Encadre(v) => self.volet("encadre", v, &mut sortie),
                Bloc::Repli(v) => self.volet("repli", v, &mut sortie),
                b => sortie.push(self.bloc(b)),
            }
        }
        sortie
    }

    fn volet(&mut self, genre: &str, volet: &Volet<'_>, sortie: &mut Vec<Value>) {
        let id = volet.ancre.as_deref().map(|a| self.noms.prendre(a));
        let (niveau, dedans) = (self.niveau, self.plis > 0);
        sortie.push(context! {
            genre, id, niveau, dedans, titre => &volet.titre, compte => &volet.compte,
        });
        self.titre.clone_from(&volet.titre);
        self.plis += 1;
        let blocs = self.blocs(&volet.blocs);
        sortie.extend(blocs);
        self.plis -= 1;
        sortie.push(context! { genre => format!("{genre}-fin") });
    }

    fn bloc(&mut self, bloc: &Bloc<'_>) -> Value {
        let niveau = self.niveau;
        match bloc {
            Bloc::Titre(texte) => {
                self.titre.clone_from(texte);
                context! { genre => "titre", texte, niveau }
            }
            Bloc::Texte(texte) => context! { genre => "texte", texte },
            Bloc::Note(texte) => context! { genre => "note", texte },
            Bloc::Appuis(cases) => {
                let cases = cases.iter().map(|c| self.case(c)).collect::<Vec<_>>();
                context! { genre => "appuis", cases }
            }
            Bloc::Phrase(cases) => {
                let cases = cases.iter().map(|c| self.case(c)).collect::<Vec<_>>();
                context! { genre => "phrase", cases }
            }
            Bloc::Puces(lignes) => context! { genre => "puces", lignes },
            Bloc::Vignettes(v) => {
                let vignettes = v.iter().map(|v| self.vignette(v)).collect::<Vec<_>>();
                context! { genre => "vignettes", vignettes }
            }
            Bloc::Constats(dits) => {
                let constats = dits.iter().map(|d| self.constat(d)).collect::<Vec<_>>();
                context! { genre => "constats", constats }
            }
            Bloc::Table(t) => {
                let table = self.table(t, &self.titre.clone());
                context! { genre => "table", table }
            }
            Bloc::Figures(f) => {
                let petites = f.iter().all(|f| matches!(f.dessin, Dessin::Reperes(_)));
                let figures: Vec<Value> = f.iter().map(|une| self.figure(une)).collect();
                context! { genre => if petites { "mosaique" } else { "figures" }, figures }
            }
            Bloc::Synthese(cadrans) => {
                let cadrans = cadrans.iter().map(cadran).collect::<Vec<_>>();
                context! { genre => "synthese", cadrans, niveau }
            }
            Bloc::Encadre(_) | Bloc::Repli(_) => context! { genre => "rien" },
        }
    }

    fn figure(&mut self, figure: &Figure<'_>) -> Value {
        let atlas = self.document.atlas.as_ref();
        let situation = self.document.ample && figure.id == "carte-situation";
        let svg = figures::svg(figure, atlas, &mut self.motifs, &mut self.noms, situation);
        let valeurs = figure.valeurs.as_ref();
        context! {
            situation,
            titre => &figure.titre,
            note => &figure.note,
            valeurs => valeurs.map(|t| {
                let titre = if t.titre.is_empty() { &figure.titre } else { &t.titre };
                context! { titre, table => self.table(t, &figure.titre) }
            }),
            svg => Value::from_safe_string(svg),
        }
    }

    /// A text and where it leads.
    pub(super) fn case(&self, case: &Case) -> Value {
        let mut sortie = String::new();
        case::texte(&mut sortie, &self.noms, case);
        Value::from_safe_string(sortie)
    }

    fn table(&mut self, table: &Table, titre: &str) -> Value {
        Value::from_safe_string(table::ecrite(&mut self.noms, table, titre))
    }

    fn vignette(&self, v: &Vignette) -> Value {
        let suite = [&v.detail, &v.position, &v.reperes];
        let suite: Vec<String> = suite.into_iter().flatten().cloned().collect();
        context! {
            titre => &v.titre,
            valeur => &v.valeur,
            suite,
            renvois => &v.renvois,
            vers => self.noms.vers(v.vers.as_ref()),
        }
    }

    fn constat(&self, dit: &Dit) -> Value {
        let lieux = dit.lieux.as_ref();
        let vers = dit.vers.as_ref().map(|c| self.case(c));
        context! {
            classe => dit.mot.to_lowercase(),
            mot => dit.mot,
            texte => &dit.texte,
            origine => &dit.origine,
            lieux => lieux.map(|l| context! { compte => &l.compte, noms => &l.noms, plie => l.plie }),
            vers,
        }
    }
}

fn cadran(c: &Cadran) -> Value {
    context! { titre => &c.titre, lignes => &c.lignes }
}
