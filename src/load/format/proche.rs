//! Why a table is of no known format: what it seems to be, or the format that it nearly is.

use std::collections::BTreeSet;

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Genre;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Apercu;
use crate::model::CodeCommune;

/// A signature whose columns are all there, but no figure that is known.
pub const SANS_DONNEE: &str = "aucune colonne de données connue à côté du code commune";
/// Columns of a table named in a message.
const COLONNES: usize = 8;
/// A format is near when this share of its signature is there, numerator and denominator, and at least two columns of
/// it. Choice of the project: one common column (a code, a name) says nothing.
const PRES: (usize, usize) = (2, 3);
/// Faults of typing in the header of a column, and the length from which it is judged.
const FAUTES: usize = 1;
/// Shorter names are all alike.
const COURT: usize = 5;
/// Share of the cells that make a column of codes.
const CODES: f64 = 0.8;

/// A table that is of no known format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inconnu {
    /// Why, in French.
    pub texte: String,
    /// Whether the reason names a format or what the table is: of several sheets, this reason is the one to tell.
    pub precis: bool,
}

/// How far a format was from answering.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Echec {
    /// Signature columns found.
    pub presents: usize,
    /// Signature columns not found.
    pub manquants: Vec<String>,
    /// Another reason.
    pub motif: Option<String>,
    /// Row where the header was thought to be.
    pub entete: usize,
}

/// The format that was the nearest.
#[derive(Default)]
pub struct Proche {
    echec: Echec,
    libelle: String,
    /// Whether only a mistyped header parts the table from it.
    faute: bool,
    sans_donnee: bool,
}

impl Proche {
    /// Keeps an attempt when it is nearer than those before.
    pub fn retient(&mut self, echec: Echec, format: &Format, lignes: &[Vec<String>]) {
        let cle = |e: &Echec| {
            (
                e.motif.is_some(),
                e.presents,
                usize::MAX - e.manquants.len(),
            )
        };
        if echec.motif.as_deref() == Some(SANS_DONNEE) {
            self.sans_donnee = true;
            return;
        }
        let entetes = lignes.get(echec.entete).map_or(&[][..], Vec::as_slice);
        let faute = faute_de_frappe(&echec, entetes);
        if (faute || est_proche(&echec))
            && (self.libelle.is_empty() || (faute, cle(&echec)) > (self.faute, cle(&self.echec)))
        {
            self.faute = faute;
            self.echec = echec;
            format.d.libelle.clone_into(&mut self.libelle);
        }
    }

    /// The reason, once every format has been tried.
    #[must_use]
    pub fn motif(&self, apercu: &Apercu) -> Inconnu {
        if let Some(texte) = sans_colonnes(apercu, self.libelle.is_empty()) {
            return Inconnu {
                texte: texte.to_owned(),
                precis: false,
            };
        }
        let contenu = contenu(apercu);
        let texte = match (&self.echec.motif, self.libelle.is_empty(), &contenu) {
            (_, _, Some(Contenu::PlusieursLignes(texte))) => texte.clone(),
            // Codes and names of communes are in every table: what they are near to is the user's own columns.
            (None, _, Some(Contenu::SansDonnee(texte))) if !self.faute => texte.clone(),
            (Some(motif), false, _) => {
                format!("format le plus proche : {} ; {motif}", self.libelle)
            }
            (None, false, _) => format!(
                "format le plus proche : {} ; il manque la colonne « {} »",
                self.libelle,
                self.echec.manquants.join(" », « ")
            ),
            (_, _, Some(Contenu::SansDonnee(texte))) => texte.clone(),
            _ if self.sans_donnee => SANS_DONNEE.to_owned(),
            _ => sans_code(apercu).unwrap_or_else(|| "aucune colonne d'un format connu".to_owned()),
        };
        Inconnu {
            texte,
            precis: !self.libelle.is_empty() || contenu.is_some() || self.sans_donnee,
        }
    }
}

/// Whether a signature is all there but for a mistyped column.
fn faute_de_frappe(e: &Echec, entetes: &[String]) -> bool {
    let ressemble = |attendu: &str| {
        let long = attendu.chars().count() >= COURT;
        let proche = |e: &String| strsim::osa_distance(e, attendu) <= FAUTES;
        long && entetes.iter().any(proche)
    };
    matches!(e.manquants.as_slice(), [seule] if e.presents > 0 && ressemble(seule))
}

/// Whether so much of a signature is there that what lacks is worth saying: most of it.
fn est_proche(e: &Echec) -> bool {
    let requis = e.presents + e.manquants.len();
    let complete = e.manquants.is_empty() && e.motif.is_some();
    complete || (e.presents >= 2 && e.presents * PRES.1 >= requis * PRES.0)
}

/// A preview in which there are no columns to speak of.
fn sans_colonnes(apercu: &Apercu, aucun: bool) -> Option<&'static str> {
    let vide = |l: &Vec<String>| l.iter().all(|c| c.trim().is_empty());
    if apercu.lignes.iter().all(vide) {
        return Some("fichier vide");
    }
    if apercu.lignes.iter().all(|l| l.len() < 2) {
        return Some(
            "une seule colonne : le séparateur n'est ni « ; », ni « , », ni « | », ni une tabulation",
        );
    }
    let [seule] = apercu.lignes.first()?.as_slice() else {
        return None;
    };
    let delimite = apercu.genre == Genre::Csv && seule.contains([';', ',', '|', '\t']);
    (delimite && aucun).then_some("l'en-tête et les lignes n'ont pas le même séparateur")
}

/// What the cells say when the headers say nothing.
enum Contenu {
    /// One commune has several rows.
    PlusieursLignes(String),
    /// Communes, and columns that mean nothing to us.
    SansDonnee(String),
}

/// What a table with a column of commune codes is.
fn contenu(apercu: &Apercu) -> Option<Contenu> {
    let largeur = apercu.lignes.iter().map(Vec::len).max()?;
    let entete = apercu.lignes.iter().position(|l| l.len() == largeur)?;
    let noms = apercu.lignes.get(entete)?;
    let (rang, codes) = (0..largeur)
        .map(|rang| (rang, codes(&apercu.colonne(entete, rang))))
        .find(|(_, codes)| !codes.is_empty())?;
    let cle = affichable(noms.get(rang).map_or("", |n| n.trim()), 60);
    let distincts: BTreeSet<&CodeCommune> = codes.iter().collect();
    if codes.len() > 1 && distincts.len() * 2 <= codes.len() {
        return Some(Contenu::PlusieursLignes(format!(
            "plusieurs lignes par commune (colonne « {cle} ») : il faut un descripteur pour ce format, qui dise ce que chaque ligne compte"
        )));
    }
    let autres: Vec<String> = noms
        .iter()
        .enumerate()
        .filter(|(i, n)| *i != rang && !n.trim().is_empty())
        .map(|(_, n)| affichable(n.trim(), 40))
        .collect();
    let suite = if autres.len() > COLONNES { "…" } else { "" };
    let liste = autres.iter().take(COLONNES).map(String::as_str);
    Some(Contenu::SansDonnee(format!(
        "communes lues dans « {cle} », mais {SANS_DONNEE} (« {} »{suite}) : dites ce qu'elles contiennent dans un [[fichier]] de cpts.toml, avec nom, cle = \"{cle}\" et variables",
        liste.collect::<Vec<_>>().join(" », « ")
    )))
}

/// What to do of a table without a column of codes: its communes are perhaps named.
fn sans_code(apercu: &Apercu) -> Option<String> {
    let largeur = apercu.lignes.iter().map(Vec::len).max()?;
    let entete = apercu.lignes.iter().find(|l| l.len() == largeur)?;
    let pleines = entete.iter().map(|n| n.trim()).filter(|n| !n.is_empty());
    let noms: Vec<String> = pleines.map(|n| affichable(n, 40)).collect();
    (noms.len() > 1).then(|| {
        format!(
            "aucune colonne d'un format connu ni de codes commune (« {} ») ; si elle nomme les communes, « cpts perimetre verifier FICHIER --format csv » donne leurs codes",
            noms.iter().take(COLONNES).map(String::as_str).collect::<Vec<_>>().join(" », « ")
        )
    })
}

/// The commune codes of a column that holds hardly anything else, five characters long.
fn codes(cellules: &[&str]) -> Vec<CodeCommune> {
    let code = |c: &&str| {
        let long = c.chars().count() == 5;
        long.then(|| CodeCommune::parse(c).ok()).flatten()
    };
    let lus: Vec<CodeCommune> = cellules.iter().filter_map(code).collect();
    if (lus.len() as f64) < CODES * cellules.len() as f64 {
        return Vec::new();
    }
    lus
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::catalogue::embarques;
    use crate::load::format::reconnaissance::reconnait;

    fn motif(texte: &str) -> String {
        let ligne = |l: &str| l.split(';').map(str::to_owned).collect();
        let apercu = Apercu {
            genre: Genre::Csv,
            feuille: None,
            lignes: texte.lines().map(ligne).collect(),
        };
        reconnait(embarques().unwrap(), &apercu, "x.csv")
            .map(|r| embarques().unwrap()[r.format].d.id.clone())
            .unwrap_or_else(|e| e.texte)
    }

    /// Headers of files that people have and that nothing describes: no unrelated format is named.
    #[test]
    fn an_unrelated_format_is_never_named() {
        for entete in [
            "Geo Point;Geo Shape;Year;Official Code Region;Official Name Commune;SCoT Code",
            "CODGEO_2023;annee;classe;unite_de_compte;valeur_publiee;faits;tauxpourmille",
            "id;name;description",
            "commune_code;score;rang",
        ] {
            assert!(
                !motif(entete).contains("plus proche"),
                "{entete} : {}",
                motif(entete)
            );
        }
    }

    #[test]
    fn several_rows_by_commune_are_told() {
        let m = motif(
            "CODGEO_2023;annee;classe;faits\n01001;2016;a;1\n01001;2017;a;2\n01004;2016;a;3\n01004;2017;a;4",
        );
        assert!(
            m.contains("plusieurs lignes par commune") && m.contains("CODGEO_2023"),
            "{m}"
        );
    }

    #[test]
    fn a_table_with_natural_names_is_told_how_to_be_read() {
        let m = motif("commune_code;score;rang\n48095;3;1\n48140;2;2");
        assert!(
            m.contains("« score », « rang »") && m.contains("[[fichier]]"),
            "{m}"
        );
        assert!(m.contains("cle = \"commune_code\""), "{m}");
    }

    /// The column of a code and that of a name are in the signature of the list of QPV: they do not make the table one.
    #[test]
    fn codes_and_names_of_communes_are_near_to_nothing() {
        for entete in ["code_insee;nom;medecinss", "code_insee;nom;superficie_ha"] {
            let m = motif(&format!(
                "{entete}\n48095;Mende;3\n48140;Saint-Chély-d'Apcher;2"
            ));
            let colonne = entete.rsplit(';').next().unwrap();
            assert!(
                !m.contains("plus proche") && m.contains(colonne) && m.contains("[[fichier]]"),
                "{m}"
            );
        }
    }

    #[test]
    fn a_near_format_is_named_with_what_lacks() {
        let m = motif("code_commune;typqu;nombre\n01001;D265;1");
        assert!(m.contains("plus proche") && m.contains("typequ"), "{m}");
    }
}
