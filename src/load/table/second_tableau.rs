//! A second header among the rows: what follows is another table, and is not read under the first one.

use crate::load::source::normalise::normalise;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::annexes_lues::est_un_mot;
use crate::load::table::lignes::Lignes;
use crate::model::{CodeCommune, Constat, RegleConstat, SectionId, Severite, UniteId};

impl Lignes<'_> {
    /// Notes the commune of a row.
    pub(super) fn note_la_commune(&mut self, l: &Ligne<'_>, code: CodeCommune, unite: UniteId) {
        self.ordre.note(code);
        if self.format.d.creux {
            self.note_vue(l, unite);
        }
    }

    /// Whether the rows from this one are those of another table; its first row is noted.
    pub(super) fn est_ailleurs(&mut self, l: &Ligne<'_>) -> bool {
        if self.second_tableau.is_none() && self.est_un_autre_entete(l) {
            self.second_tableau = Some(l.numero);
        }
        self.second_tableau.is_some()
    }

    /// Whether a row holds nothing but the names of the columns, each in its own.
    pub(super) fn repete_l_entete(&self, l: &Ligne<'_>) -> bool {
        let est_nom = |(c, nom): (&Cellule<'_>, &String)| match c {
            Cellule::Texte(t) => t.as_ref() == nom.trim(),
            _ => false,
        };
        l.cellules.len() > 1
            && !self.plan.sans_entete
            && l.cellules.iter().zip(&self.plan.noms).all(est_nom)
    }

    /// Whether a row, after that of a commune, is a header without being that of the table: it names the code of the commune,
    /// and has words only.
    fn est_un_autre_entete(&self, l: &Ligne<'_>) -> bool {
        if self.est_entite() || self.plan.sans_entete || !self.ordre.commence() {
            return false;
        }
        let Some((place, cle)) = self.plan.cle.zip(self.format.cle.as_ref()) else {
            return false;
        };
        let sienne = l.cellules.get(place).filter(|c| est_un_mot(c));
        let Some(code) = sienne.map(Cellule::en_texte) else {
            return false;
        };
        let mots = l.cellules.iter().all(|c| c.est_vide() || est_un_mot(c));
        let nomme = |c: &Cellule<'_>| est_un_mot(c) && cle.repond(&normalise(&c.en_texte()));
        let autre = CodeCommune::parse(&code).is_err() && l.cellules.iter().any(nomme);
        mots && autre && !self.repete_l_entete(l)
    }

    /// Says that what follows a second header is not read.
    pub(super) fn dit_le_second_tableau(&mut self) {
        let Some(ligne) = self.second_tableau else {
            return;
        };
        let texte = format!(
            "{}\u{a0}: un autre en-tête commence ligne {ligne}\u{a0}: ce qui suit est un autre tableau, et n'est pas lu. Mettez chaque tableau dans \
             sa feuille ou dans son fichier.",
            self.fichier
        );
        let regle = RegleConstat::SecondTableau;
        let constat = Constat::new(regle, Severite::Attention, SectionId::S12, texte);
        self.table.constats.push(constat.avec_origine(self.fichier));
    }
}
