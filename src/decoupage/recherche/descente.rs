//! The descent: best moves and swaps at the borders of the groups, only those that gain.

use super::super::etat::Pas;
use super::super::mesure::Cout;
use super::{ENTRE_REGARDS, Recherche};

impl Recherche<'_, '_> {
    /// Best moves and swaps until none gains.
    pub(super) fn descendre(&mut self) {
        loop {
            let avant = self.etat.cout;
            self.etat.recaler();
            let mut change = false;
            for rang in 0..self.libres.len() {
                if rang % ENTRE_REGARDS == 0 && (self.arret)() {
                    return;
                }
                change |= self.meilleur_pas(self.libres[rang]);
            }
            change |= self.echanger();
            if !change || !self.etat.cout.bat(Cout { ..avant }) {
                return;
            }
        }
    }

    fn meilleur_pas(&mut self, atome: usize) -> bool {
        self.etat.voisins(atome, &mut self.groupes);
        let mut meilleur: Option<Pas> = None;
        for &g in &self.groupes {
            if !self.etat.plancher(&[atome], g).bat(self.etat.cout) {
                continue;
            }
            let pas = self.etat.peser(atome, g);
            if meilleur.is_none_or(|m| pas.cout.bat(m.cout)) {
                meilleur = Some(pas);
            }
        }
        match meilleur {
            Some(pas)
                if pas.cout.bat(self.etat.cout) && self.etat.peut_partir(atome, &mut self.pile) =>
            {
                self.etat.faire(&pas);
                true
            }
            _ => false,
        }
    }

    /// Exchanges two atoms of two groups that touch, when no single move does as well.
    fn echanger(&mut self) -> bool {
        let mut change = false;
        for rang in 0..self.libres.len() {
            if rang % ENTRE_REGARDS == 0 && (self.arret)() {
                return change;
            }
            let atome = self.libres[rang];
            self.etat.voisins(atome, &mut self.groupes);
            for vers in self.groupes.clone() {
                if self.echange_avec(atome, vers) {
                    change = true;
                    break;
                }
            }
        }
        change
    }

    fn echange_avec(&mut self, atome: usize, vers: usize) -> bool {
        let de = self.etat.groupe[atome];
        if !self.etat.peut_partir(atome, &mut self.pile) {
            return false;
        }
        let (avant, aller) = (self.etat.cout, self.etat.peser(atome, vers));
        if aller.cout.objectif - avant.objectif > 1.0 {
            return false;
        }
        self.etat.faire(&aller);
        for autre in self.etat.membres[vers].clone() {
            let touche = self.etat.p.voisins[autre]
                .iter()
                .any(|v| self.etat.groupe[*v] == de);
            if autre == atome || !touche {
                continue;
            }
            if !self.etat.plancher(&[autre], de).bat(avant) {
                continue;
            }
            let retour = self.etat.peser(autre, de);
            if retour.cout.bat(avant) && self.etat.peut_partir(autre, &mut self.pile) {
                self.etat.faire(&retour);
                return true;
            }
        }
        let retour = self.etat.peser(atome, de);
        self.etat.faire(&retour);
        self.etat.cout = avant;
        false
    }
}
