//! How the rows of a piece are told apart: those counted as numbers, and those that the ordinary reader must see.

use std::collections::HashMap;

use crate::load::flux::communes::Communes;
use crate::load::flux::decoupe::{Cellules, Decoupe, texte};
use crate::load::flux::genres::Genres;
use crate::load::flux::lots::premiere_fin;
use crate::load::flux::masques::Masques;
use crate::load::flux::rangee::{chiffre, cle_de, en_ligne, numero, site};
use crate::load::flux::releve::{ALire, Activite, CONNUE, Cible, Connus, Lieu, Releve, SANS_LIEU};
use crate::load::table::genre::Genre;
use crate::load::table::lignes::Lignes;

/// Sums held by commune and series, at most; beyond, by kind and commune met.
const SOMMES_MAX: usize = 1 << 20;

/// How the rows of a file are cut and told apart.
pub(super) struct Cadre<'a> {
    pub lignes: &'a Lignes<'a>,
    pub decoupe: &'a Decoupe,
    pub delimiteur: u8,
    pub guillemets: bool,
    /// Cells of the header.
    pub largeur: usize,
    /// Places of the cells that make the kind of a row; the first and the last when no other column is between.
    pub genre: &'a [usize],
    pub genre_suivi: Option<(usize, usize)>,
    pub genres: &'a Genres,
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
    /// Kinds met in the blocks before: rank, then what each feeds.
    pub rangs: &'a HashMap<Vec<String>, u32>,
    pub cibles: &'a [Vec<Cible>],
    /// Vintage of each of these kinds.
    pub annees: &'a [Option<u16>],
    /// Communes met in the blocks before.
    pub communes: &'a Communes,
    /// Series met in the blocks before.
    pub series: usize,
}

impl<'a> Cadre<'a> {
    /// Reads a piece of whole records.
    pub(super) fn releve(&self, piece: &[u8]) -> Releve {
        let (mut releve, mut connus) = (Releve::default(), Connus::default());
        let Some(masques) = Masques::new(piece, self.delimiteur, self.guillemets) else {
            return self.releve_un_a_un(piece);
        };
        let lignes = masques.records(piece, self.decoupe, self.largeur, |cellules, ligne| {
            releve.lignes = ligne;
            self.range(piece, cellules, &mut connus, &mut releve);
        });
        releve.lignes = lignes;
        releve
    }

    /// The same, one record at a time.
    fn releve_un_a_un(&self, piece: &[u8]) -> Releve {
        let (mut releve, mut connus) = (Releve::default(), Connus::default());
        let mut cellules = Cellules::default();
        let mut suite = piece;
        while !suite.is_empty() {
            let fin = premiere_fin(suite, self.guillemets);
            let (record, apres) = suite.split_at(fin);
            suite = apres;
            let sauts = record.iter().filter(|&&o| o == b'\n').count() as u64;
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

    fn range(
        &self,
        record: &[u8],
        cellules: &Cellules,
        connus: &mut Connus<'a>,
        releve: &mut Releve,
    ) {
        let anormale = cellules.lues < self.largeur || cellules.utiles > self.largeur;
        let cle = self.decoupe.brute(record, cellules, self.cle);
        let lieu_absent = self.sans_lieu && cle.is_empty() && !anormale;
        let mut genre = None;
        if !anormale {
            genre = self.genre(record, cellules, connus, releve);
        }
        if let Some(g) = genre
            && let Some(Some(niveau)) = releve.niveaux.get(g as usize).copied()
        {
            return self.publie(record, cellules, (g, niveau), releve);
        }
        // What is left out says nothing of its commune, nor what must be read whole.
        let placee = genre.is_some_and(|g| g != SANS_LIEU) && !lieu_absent;
        let commune = placee.then(|| self.commune(cle, connus, releve));
        let commune = commune.flatten();
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
                if self.personne.is_some() {
                    self.activite(record, cellules, (genre, unite), releve);
                } else if unite != SANS_LIEU {
                    self.compte((genre, unite), ajout, connus, releve);
                }
            }
            _ => self.remet(record, cellules, releve),
        }
    }

    /// Leaves a row to the ordinary reader.
    pub(super) fn remet(&self, record: &[u8], cellules: &Cellules, releve: &mut Releve) {
        let anormale = cellules.lues < self.largeur || cellules.utiles > self.largeur;
        releve.a_lire.push(ALire {
            ligne: releve.lignes,
            cellules: self.decoupe.textes(record, cellules),
            largeur: anormale.then_some(cellules.lues),
        });
    }

    fn activite(
        &self,
        record: &[u8],
        cellules: &Cellules,
        (genre, unite): (u32, u32),
        releve: &mut Releve,
    ) {
        let brute = |place: usize| self.decoupe.brute(record, cellules, place);
        releve.activites.push(Activite {
            personne: numero(self.personne.map(brute).unwrap_or_default()),
            unite,
            genre,
            lieu: site(self.lieu.map(brute)),
        });
    }

    fn compte(
        &self,
        (genre, unite): (u32, u32),
        ajout: f64,
        connus: &Connus<'a>,
        releve: &mut Releve,
    ) {
        let debut = unite as usize * self.series;
        let cibles = connus.cibles.get(genre as usize).copied().flatten();
        let Some((cibles, an)) = cibles.filter(|_| debut + self.series <= SOMMES_MAX) else {
            *releve.comptes.entry((genre, unite)).or_default() += ajout;
            return;
        };
        if releve.vues.last() != Some(&(an, unite)) {
            releve.vues.push((an, unite));
        }
        if releve.sommes.len() < debut + self.series {
            releve.sommes.resize(debut + self.series, None);
        }
        for cible in cibles {
            if let Some(somme) = releve.sommes.get_mut(debut + cible.serie as usize) {
                *somme = Some(somme.unwrap_or_default() + ajout);
            }
        }
    }

    /// Rank of the kind of a row: [`SANS_LIEU`] when it is left out, `None` when it must be read.
    fn genre(
        &self,
        record: &[u8],
        cellules: &Cellules,
        connus: &mut Connus<'a>,
        releve: &mut Releve,
    ) -> Option<u32> {
        if let Some((premiere, derniere)) = self.genre_suivi {
            let suite = cellules.suite(record, premiere, derniere);
            if let Some(rang) = connus.genres.get(suite) {
                return *rang;
            }
            return self.genre_lu(suite, record, cellules, connus, releve);
        }
        let mut signature = std::mem::take(&mut connus.signature);
        signature.clear();
        for &place in self.genre {
            signature.extend_from_slice(self.decoupe.brute(record, cellules, place));
            signature.push(0x1f);
        }
        let rang = match connus.genres.get(signature.as_slice()) {
            Some(rang) => *rang,
            None => self.genre_lu(&signature, record, cellules, connus, releve),
        };
        connus.signature = signature;
        rang
    }

    fn genre_lu(
        &self,
        signature: &[u8],
        record: &[u8],
        cellules: &Cellules,
        connus: &mut Connus<'a>,
        releve: &mut Releve,
    ) -> Option<u32> {
        let textes = self.decoupe.textes(record, cellules);
        let lue = en_ligne(&textes, 0, None);
        let lire = || self.lignes.genre_sur(&lue.ligne());
        let rang = match self.genres.de(signature, lire) {
            Genre::Ecarte => Some(SANS_LIEU),
            Genre::ALire => None,
            genre => {
                let rang = self.rangs.get(&cle_de(self.genre, &textes));
                let annee = rang.and_then(|r| self.annees.get(*r as usize));
                let cibles = rang.and_then(|r| self.cibles.get(*r as usize));
                let connue = cibles.zip(annee);
                connus
                    .cibles
                    .push(connue.map(|(c, an)| (c.as_slice(), *an)));
                let nomme = self.lignes.nomme_une_structure(&lue.ligne());
                releve.nomment.push(nomme);
                releve.niveaux.push(match genre {
                    Genre::Publie(niveau) => Some(niveau),
                    _ => None,
                });
                releve.genres.push(textes);
                u32::try_from(releve.genres.len() - 1).ok()
            }
        };
        connus.genres.insert(signature.to_vec(), rang);
        rang
    }

    /// Rank of the commune in the piece, or its unit and [`CONNUE`] when persons are told and it was met before.
    fn commune(&self, cle: &[u8], connus: &mut Connus<'a>, releve: &mut Releve) -> Option<u32> {
        if self.personne.is_some()
            && let Some(unite) = self.communes.unite(cle)
        {
            return Some(unite | CONNUE);
        }
        if connus.derniere.0 == cle && !cle.is_empty() {
            return connus.derniere.1;
        }
        let rang = match connus.communes.get(cle) {
            Some(rang) => *rang,
            None => self.commune_lue(cle, connus, releve),
        };
        cle.clone_into(&mut connus.derniere.0);
        connus.derniere.1 = rang;
        rang
    }

    fn commune_lue(&self, cle: &[u8], connus: &mut Connus<'a>, releve: &mut Releve) -> Option<u32> {
        let lieu = match self.communes.unite(cle) {
            Some(unite) => Some(Lieu::Connu(unite)),
            None => {
                let sure = self.lignes.commune_sure(&texte(cle));
                sure.map(|sure| Lieu::Nouveau(cle.to_vec(), sure))
            }
        };
        let rang = lieu.and_then(|lieu| {
            releve.communes.push(lieu);
            u32::try_from(releve.communes.len() - 1).ok()
        });
        connus.communes.insert(cle.to_vec(), rang);
        rang
    }
}
