//! What one piece of a block says: its rows as numbers, and those that the ordinary reader must see.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use crate::load::flux::decoupe::{Cellules, Decoupe, texte};
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::commune::CommuneSure;
use crate::load::table::comptes::Genre;
use crate::load::table::lignes::Lignes;

/// Fixed keys: the same bytes give the same number on any machine and at any run.
type Fixe = BuildHasherDefault<DefaultHasher>;

/// Place of a row without commune.
pub(super) const SANS_LIEU: u32 = u32::MAX;

/// An activity: who, where, of which kind, at which site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Activite {
    /// Number of the person.
    pub personne: u64,
    /// Unit, or [`SANS_LIEU`].
    pub unite: u32,
    /// Kind of the row.
    pub genre: u32,
    /// Site, 0 when it is not written.
    pub lieu: u32,
}

/// A row that cannot be counted without a word.
pub(super) struct ALire {
    /// Line feeds before it in the piece.
    pub ligne: u64,
    /// Cells of the plan.
    pub cellules: Vec<String>,
    /// Its width, when it is not that of the header.
    pub largeur: Option<usize>,
}

/// What a piece says.
#[derive(Default)]
pub(super) struct Releve {
    /// Line feeds.
    pub lignes: u64,
    /// One row of each kind that is counted.
    pub genres: Vec<Vec<String>>,
    /// Communes met.
    pub communes: Vec<CommuneSure>,
    /// Rows of persons; the kind and the unit are ranks in `genres` and `communes`.
    pub activites: Vec<Activite>,
    /// Rows by kind and commune, or the sum of their column, when persons are not told.
    pub comptes: HashMap<(u32, u32), f64, Fixe>,
    /// Rows for the ordinary reader.
    pub a_lire: Vec<ALire>,
    /// Rows of no place.
    pub sans_lieu: u64,
    /// Whether the rows of each kind of `genres` name a structure.
    pub nomment: Vec<bool>,
    /// Rows that name a structure: cells, rank of the commune.
    pub structures: Vec<(Vec<String>, u32)>,
}

/// How the rows of a file are cut and told apart.
pub(super) struct Cadre<'a> {
    pub lignes: &'a Lignes<'a>,
    pub decoupe: &'a Decoupe,
    pub guillemets: bool,
    /// Cells of the header.
    pub largeur: usize,
    /// Places of the cells that make the kind of a row.
    pub genre: &'a [usize],
    /// Commune.
    pub cle: usize,
    /// Column to add up; none when rows are counted.
    pub valeur: Option<usize>,
    /// Identifier of the person.
    pub personne: Option<usize>,
    /// Site.
    pub lieu: Option<usize>,
    /// Whether a row without commune is of no place.
    pub sans_lieu: bool,
}

#[derive(Default)]
struct Connus {
    genres: HashMap<Vec<u8>, Option<u32>, Fixe>,
    communes: HashMap<Vec<u8>, Option<u32>, Fixe>,
    signature: Vec<u8>,
}

impl Cadre<'_> {
    /// Reads a piece of whole records.
    pub(super) fn releve(&self, piece: &[u8]) -> Releve {
        let (mut releve, mut connus) = (Releve::default(), Connus::default());
        let mut cellules = Cellules::default();
        let mut suite = piece;
        while !suite.is_empty() {
            let fin = self.fin(suite);
            let (record, apres) = suite.split_at(fin);
            suite = apres;
            let sauts = match record {
                [.., b'\n'] if !self.guillemets => 1,
                _ => record.iter().filter(|&&o| o == b'\n').count() as u64,
            };
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            let record = record.strip_suffix(b"\r").unwrap_or(record);
            if !record.is_empty() {
                self.decoupe.coupe(record, self.largeur, &mut cellules);
                self.range(record, &cellules, &mut connus, &mut releve);
            }
            releve.lignes += sauts;
        }
        releve
    }

    /// Where the first record ends.
    fn fin(&self, suite: &[u8]) -> usize {
        let mut debut = 0;
        loop {
            let reste = suite.get(debut..).unwrap_or_default();
            let Some(saut) = reste.iter().position(|&o| o == b'\n') else {
                return suite.len();
            };
            debut += saut + 1;
            let vu = suite.get(..debut).unwrap_or_default();
            if !self.guillemets || vu.iter().filter(|&&o| o == b'"').count() % 2 == 0 {
                return debut;
            }
        }
    }

    fn range(&self, record: &[u8], cellules: &Cellules, connus: &mut Connus, releve: &mut Releve) {
        let anormale = cellules.lues < self.largeur || cellules.utiles > self.largeur;
        let cle = self.decoupe.brute(record, cellules, self.cle);
        let lieu_absent = self.sans_lieu && cle.is_empty() && !anormale;
        let mut genre = None;
        if !anormale {
            genre = self.genre(record, cellules, connus, releve);
        }
        // What is left out says nothing of its commune, nor what must be read whole.
        let mut commune = None;
        if genre.is_some_and(|g| g != SANS_LIEU) && !lieu_absent {
            commune = self.commune(cle, connus, releve);
        }
        let ajout = match self.valeur {
            _ if genre == Some(SANS_LIEU) => None,
            None => Some(1.0),
            Some(place) => chiffre(self.decoupe.brute(record, cellules, place)),
        };
        match (genre, commune, ajout) {
            (Some(SANS_LIEU), ..) => {}
            (Some(genre), commune, Some(ajout)) if lieu_absent || commune.is_some() => {
                releve.sans_lieu += u64::from(lieu_absent);
                if let Some(commune) = commune
                    && releve.nomment.get(genre as usize) == Some(&true)
                {
                    let cellules = self.decoupe.textes(record, cellules);
                    releve.structures.push((cellules, commune));
                }
                let unite = commune.unwrap_or(SANS_LIEU);
                self.compte(record, cellules, (genre, unite), ajout, releve);
            }
            _ => releve.a_lire.push(ALire {
                ligne: releve.lignes,
                cellules: self.decoupe.textes(record, cellules),
                largeur: anormale.then_some(cellules.lues),
            }),
        }
    }

    fn compte(
        &self,
        record: &[u8],
        cellules: &Cellules,
        (genre, unite): (u32, u32),
        ajout: f64,
        releve: &mut Releve,
    ) {
        let Some(personne) = self.personne else {
            if unite != SANS_LIEU {
                *releve.comptes.entry((genre, unite)).or_default() += ajout;
            }
            return;
        };
        let identifiant = self.decoupe.brute(record, cellules, personne);
        let lieu = self.lieu.map(|p| self.decoupe.brute(record, cellules, p));
        let lieu = lieu.filter(|l| !l.is_empty()).map_or(0, |l| {
            u32::try_from(Fixe::default().hash_one(l) >> 32).unwrap_or(0) | 1
        });
        releve.activites.push(Activite {
            personne: numero(identifiant),
            unite,
            genre,
            lieu,
        });
    }

    /// Rank of the kind of a row: [`SANS_LIEU`] when it is left out, `None` when it must be read.
    fn genre(
        &self,
        record: &[u8],
        cellules: &Cellules,
        connus: &mut Connus,
        releve: &mut Releve,
    ) -> Option<u32> {
        connus.signature.clear();
        for &place in self.genre {
            let cellule = self.decoupe.brute(record, cellules, place);
            connus.signature.extend_from_slice(cellule);
            connus.signature.push(0x1f);
        }
        if let Some(rang) = connus.genres.get(connus.signature.as_slice()) {
            return *rang;
        }
        let textes = self.decoupe.textes(record, cellules);
        let lue = en_ligne(&textes, 0, None);
        let rang = match self.lignes.genre_sur(&lue.ligne()) {
            Genre::Ecarte => Some(SANS_LIEU),
            Genre::ALire => None,
            Genre::Compte => {
                let nomme = self.lignes.nomme_une_structure(&lue.ligne());
                releve.nomment.push(nomme);
                releve.genres.push(textes);
                u32::try_from(releve.genres.len() - 1).ok()
            }
        };
        connus.genres.insert(connus.signature.clone(), rang);
        rang
    }

    fn commune(&self, cle: &[u8], connus: &mut Connus, releve: &mut Releve) -> Option<u32> {
        if let Some(rang) = connus.communes.get(cle) {
            return *rang;
        }
        let rang = self.lignes.commune_sure(&texte(cle)).and_then(|sure| {
            releve.communes.push(sure);
            u32::try_from(releve.communes.len() - 1).ok()
        });
        connus.communes.insert(cle.to_vec(), rang);
        rang
    }
}

/// A plain figure, digits and at most one point; anything else is for the ordinary reader.
fn chiffre(cellule: &[u8]) -> Option<f64> {
    let simple = cellule.iter().all(|o| o.is_ascii_digit() || *o == b'.');
    let texte = std::str::from_utf8(cellule).ok().filter(|_| simple)?;
    texte.parse().ok()
}

/// Number of a person: the digits themselves, else a fixed fingerprint.
fn numero(identifiant: &[u8]) -> u64 {
    let chiffres = (1..=18).contains(&identifiant.len()) && identifiant.is_ascii();
    let lu = chiffres
        .then(|| std::str::from_utf8(identifiant).ok()?.parse::<u64>().ok())
        .flatten();
    lu.unwrap_or_else(|| Fixe::default().hash_one(identifiant) | 1 << 63)
}

/// Cells of a row as the ordinary reader takes them.
pub(super) struct EnLigne<'t> {
    cellules: Vec<Cellule<'t>>,
    numero: u64,
    largeur: Option<usize>,
}

impl EnLigne<'_> {
    pub(super) fn ligne(&self) -> Ligne<'_> {
        Ligne {
            numero: self.numero,
            cellules: &self.cellules,
            largeur: self.largeur,
        }
    }
}

/// A row for the ordinary reader.
pub(super) fn en_ligne(textes: &[String], numero: u64, largeur: Option<usize>) -> EnLigne<'_> {
    EnLigne {
        cellules: textes.iter().map(|t| Cellule::texte(t)).collect(),
        numero,
        largeur,
    }
}
