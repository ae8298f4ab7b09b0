//! Rows that name again a structure already read: a structure counts once, whatever the number of its rows.
//!
//! The law: one identifier is one structure. Where its rows do not agree on what it is, nothing tells which is right.

use crate::francais::{denombre, enumerer, pluriel};
use crate::load::format::comptees::Comptee;
use crate::load::jeu::section::SECTION;
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::confrontees::Premiere;
use crate::load::table::lignes::Lignes;
use crate::model::{Constat, RegleConstat, Severite, UniteId};

/// Examples given in a sentence.
const EXEMPLES: usize = 3;

/// What a row is of its structure.
pub(super) enum Rangee {
    /// The row is of no structure that has an identifier.
    Sans,
    /// Its identifier.
    Une(String),
    /// Its identifier is already that of another category, at this line.
    Contraire(u64),
}

/// What is counted once, when a variable says it.
pub(super) fn identifiant(comptee: &Comptee, l: &Ligne<'_>) -> Option<String> {
    let mut identifiant = l.cellules.get(comptee.distinct?)?.en_texte().into_owned();
    let autres = comptee.distinct_avec.iter();
    for autre in autres.filter_map(|p| l.cellules.get(*p)) {
        let suite = normalise(&autre.en_texte());
        identifiant = format!("{}\u{1f}{suite}", normalise(&identifiant));
    }
    Some(identifiant)
}

impl Lignes<'_> {
    /// Whether the rows of the table are structures, each counted by its row.
    fn compte_des_structures(&self) -> bool {
        let par_ligne = |c: &Comptee| c.place.is_none() && c.distinct.is_none();
        self.format.d.flux.is_none() && self.plan.comptees.iter().all(par_ligne)
    }

    /// Identifier of the structure of a row, when it is one that counts.
    pub(super) fn rangee(&mut self, l: &Ligne<'_>, unite: UniteId) -> Rangee {
        let Some(places) = self.plan.structure_nommee.as_ref() else {
            return Rangee::Sans;
        };
        if !self.compte_des_structures() || !self.nomme_une_structure(l) {
            return Rangee::Sans;
        }
        let [identifiant, _, categorie, _] = places.textes.map(|place| {
            let cellule = place.and_then(|p| l.cellules.get(p)).map(Cellule::en_texte);
            cellule.unwrap_or_default().trim().to_uppercase()
        });
        // `0`, `nd`, `-` name nothing.
        if !identifiant.contains(|c: char| c.is_ascii_digit() && c != '0') {
            return Rangee::Sans;
        }
        let ligne = l.numero;
        let r = &mut self.confrontees.repetitions;
        let Some(premiere) = r.vues.get(&identifiant) else {
            let premiere = Premiere {
                ligne,
                unite,
                categorie,
            };
            r.vues.insert(identifiant.clone(), premiere);
            return Rangee::Une(identifiant);
        };
        if premiere.categorie != categorie {
            return Rangee::Contraire(premiere.ligne);
        }
        let lue = (identifiant.clone(), premiere.ligne, ligne);
        if premiere.unite == unite {
            r.repetees.push(lue);
        } else {
            r.ailleurs.push(lue);
        }
        r.communes.insert(self.referentiel.unite(unite).code);
        r.communes
            .insert(self.referentiel.unite(premiere.unite).code);
        Rangee::Une(identifiant)
    }

    /// Rejects a row whose identifier is that of another category.
    pub(super) fn rejette_la_contraire(&mut self, l: &Ligne<'_>, premiere: u64, unite: UniteId) {
        let place = self
            .plan
            .structure_nommee
            .as_ref()
            .and_then(|p| p.textes[0]);
        let cellule = place.and_then(|p| l.cellules.get(p)).map(Cellule::en_texte);
        let valeur = cellule.unwrap_or_default().into_owned();
        let motif = format!(
            "ce numéro est déjà celui de la ligne {premiere}, d'une autre catégorie\u{a0}: un établissement n'en a qu'une"
        );
        self.rejette(l, place, &valeur, motif, Some(unite));
    }

    /// Says which structures come several times.
    pub(super) fn dit_les_repetitions(&mut self) {
        let r = std::mem::take(&mut self.confrontees.repetitions);
        let exemples = |lues: &[(String, u64, u64)]| {
            let exemple = |(id, premiere, ligne): &(String, u64, u64)| {
                format!(
                    "«\u{a0}{}\u{a0}» lignes {premiere} et {ligne}",
                    affichable(id, 20)
                )
            };
            let dits: Vec<String> = lues.iter().map(exemple).collect();
            enumerer(&dits, EXEMPLES)
        };
        let (n, m) = (r.repetees.len(), r.ailleurs.len());
        let mut phrases = Vec::new();
        if n > 0 {
            phrases.push(format!(
                "{} un numéro de structure déjà lu dans la même commune ({})\u{a0}: chaque structure n'y est comptée qu'une fois",
                denombre(n, "ligne répète", "lignes répètent"),
                exemples(&r.repetees)
            ));
        }
        if m > 0 {
            phrases.push(format!(
                "{} un numéro déjà lu dans une autre commune ({})\u{a0}: la structure compte dans chacune, et une seule fois sur un territoire qui a les deux",
                denombre(m, "ligne porte", "lignes portent"),
                exemples(&r.ailleurs)
            ));
        }
        if phrases.is_empty() {
            return;
        }
        let texte = format!(
            "{}\u{a0}: {}. Vérifiez {} ligne{}, puis relancez.",
            self.fichier,
            phrases.join("\u{a0}; "),
            if n + m > 1 { "ces" } else { "cette" },
            pluriel(n + m)
        );
        let constat = Constat::new(
            RegleConstat::StructuresRepetees,
            Severite::Attention,
            SECTION,
            texte,
        );
        let constat = constat.avec_communes(r.communes).avec_origine(self.fichier);
        self.table.constats.push(constat);
    }
}
