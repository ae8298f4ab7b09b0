//! What the rows do with cells that a mark makes doubtful: kept until the whole column is read, then judged.

use crate::francais::{denombre, enumerer};
use crate::load::format::nombre::Brute;
use crate::load::jeu::section::SECTION;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Cellule;
use crate::load::table::lignes::Lignes;
use crate::load::table::separateurs::{Douteuse, Lecture, MOTIF, en_milliers};
use crate::model::{Constat, RegleConstat, Rejet, Severite, UniteId};

/// Examples given in a sentence.
const EXEMPLES: usize = 3;

impl Lignes<'_> {
    /// Notes a figure of a column that adds up, of the row in hand.
    pub(super) fn note_le_separateur(&mut self, champ: usize, cellule: &Cellule<'_>, x: f64) {
        let rang = self.gardees.lignes.len().saturating_sub(1);
        if let Some(vus) = self.separateurs.get_mut(champ) {
            vus.note(cellule, x, rang);
        }
    }

    /// Reads the doubtful cells in the way that their column proves; rejects those that it leaves in doubt.
    pub(super) fn tranche_les_separateurs(&mut self) {
        let tous = std::mem::take(&mut self.separateurs);
        for (champ, vus) in tous.iter().enumerate() {
            let mut separees = Vec::new();
            for d in vus.douteuses() {
                match vus.lecture(d) {
                    Lecture::Decimales => {}
                    Lecture::Milliers => {
                        if let Some(x) = en_milliers(&d.texte) {
                            self.remplace(champ, d.rang, Brute::Nombre(x));
                            separees.push(d);
                        }
                    }
                    Lecture::Inconnue => {
                        self.remplace(champ, d.rang, Brute::Rejetee);
                        self.rejette_la_douteuse(champ, d);
                    }
                }
            }
            let constat = self.constat_des_milliers(champ, &separees);
            self.table.constats.extend(constat);
        }
    }

    pub(super) fn remplace(&mut self, champ: usize, rang: usize, brute: Brute) {
        let colonne = self.gardees.cellules.get_mut(champ);
        if let Some(place) = colonne.and_then(|c| c.get_mut(rang)) {
            *place = brute;
        }
    }

    /// Header of a column, as written.
    pub(super) fn entete(&self, champ: usize) -> Option<String> {
        let place = self.champs.get(champ)?.place;
        Some(affichable(self.plan.noms.get(place)?, 80))
    }

    fn rejette_la_douteuse(&mut self, champ: usize, d: &Douteuse) {
        let unite = self.gardees.unites.get(d.rang).map(|u| UniteId(*u));
        self.table.rejets.push(Rejet {
            fichier: self.fichier.to_owned(),
            ligne: self.gardees.lignes.get(d.rang).copied().unwrap_or_default(),
            colonne: self.entete(champ),
            valeur: affichable(&d.texte, 80),
            motif: MOTIF.to_owned(),
            commune: unite.map(|u| self.referentiel.unite(u).code),
        });
    }

    fn constat_des_milliers(&self, champ: usize, separees: &[&Douteuse]) -> Option<Constat> {
        let exemple = |d: &&Douteuse| {
            let ligne = self.gardees.lignes.get(d.rang).copied().unwrap_or_default();
            format!("«\u{a0}{}\u{a0}» ligne {ligne}", affichable(&d.texte, 20))
        };
        let exemples: Vec<String> = separees.iter().take(EXEMPLES).map(exemple).collect();
        let premiere = separees.first()?;
        let texte = format!(
            "{}\u{a0}: dans la colonne «\u{a0}{}\u{a0}», le point ou la virgule sépare les milliers, aucune autre cellule n'ayant de décimales avec ce signe ({}\u{a0}: {}). «\u{a0}{}\u{a0}» y est lu {}\u{a0}; si ce sont des \
             décimales, dites-le (nature = \"estimation\" à cette variable dans un [[fichier]] de cpts.toml).",
            self.fichier,
            self.entete(champ).unwrap_or_default(),
            denombre(separees.len(), "nombre", "nombres"),
            enumerer(&exemples, EXEMPLES),
            affichable(&premiere.texte, 20),
            premiere.texte.replace(['.', ','], ""),
        );
        let regle = RegleConstat::MilliersSepares;
        let unites = separees
            .iter()
            .filter_map(|d| self.gardees.unites.get(d.rang));
        let codes = unites.map(|u| self.referentiel.unite(UniteId(*u)).code);
        let constat = Constat::new(regle, Severite::Attention, SECTION, texte);
        Some(constat.avec_communes(codes).avec_origine(self.fichier))
    }
}
