//! One search: moves and swaps at the borders of the groups, first those that cost little too, then only those that gain.

use super::alea::Alea;
use super::connexite::Pile;
use super::depart;
use super::etat::{Etat, Pas};
use super::mesure::Cout;
use super::probleme::Probleme;
use super::reparation::reparer;

/// How long a search lasts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Steps of temperature.
    pub paliers: usize,
    /// Moves tried at each step, by atom.
    pub essais_par_atome: usize,
}

/// One move in so many takes with an atom all those of its group and its zone that touch it one after the other.
const BLOCS: usize = 24;
/// Atoms of such a move at most.
const BLOC_MAX: usize = 60;
/// Shorter searches from where a search ended, when it still breaks a rule.
const RATTRAPAGES: usize = 3;
/// How much more a rule weighs in them.
const LOURD: f64 = 100.0;
/// Moves weighed to learn what a move usually costs.
const SONDAGES: usize = 400;
/// Moves between two looks at the clock of the caller.
const ENTRE_REGARDS: usize = 512;

/// The best state that a search found; the same for the same seed and rank, unless it was stopped.
pub(super) fn chercher<'p>(
    p: &'p Probleme,
    composantes: &[(Vec<usize>, Vec<usize>)],
    effort: Effort,
    mut alea: Alea,
    arret: &(dyn Fn() -> bool + Sync),
) -> Etat<'p> {
    let mut recherche = Recherche {
        etat: depart::etat(p, composantes, &mut alea),
        pile: Pile::new(p.atomes.len()),
        groupes: Vec::new(),
        libres: (0..p.atomes.len())
            .filter(|a| p.atomes[*a].fixe.is_none())
            .collect(),
        alea,
        arret,
    };
    let (penalite, seuil) = recherche.echelles();
    let depart = recherche.etat.groupe.clone();
    recherche.refroidir(effort, penalite, seuil);
    recherche.descendre();
    recherche.reparer();
    for _ in 0..RATTRAPAGES {
        if recherche.etat.tient() || arret() {
            break;
        }
        // Rules weigh from the start what they weigh at the end of a search.
        let court = Effort {
            paliers: effort.paliers.div_ceil(3),
            ..effort
        };
        recherche.refroidir(court, penalite * LOURD, seuil);
        recherche.descendre();
        recherche.reparer();
    }
    if !recherche.etat.tient() {
        // A search that was stopped early may be worse than where it came from.
        let mut secours = Etat::new(p, depart);
        reparer(&mut secours, &mut recherche.alea);
        recherche.garder(secours);
    }
    recherche.etat
}

struct Recherche<'p, 'a> {
    etat: Etat<'p>,
    pile: Pile,
    groupes: Vec<usize>,
    libres: Vec<usize>,
    alea: Alea,
    arret: &'a (dyn Fn() -> bool + Sync),
}

impl Recherche<'_, '_> {
    /// A move at the border, by chance.
    fn tirer(&mut self) -> Option<Pas> {
        let atome = *self.libres.get(self.alea.sous(self.libres.len()))?;
        self.etat.voisins(atome, &mut self.groupes);
        let vers = *self.groupes.get(self.alea.sous(self.groupes.len()))?;
        Some(self.etat.peser(atome, vers))
    }

    /// Threshold accepting (Dueck and Scheuer, 1990): a move that costs less than the threshold is made, whatever the chance,
    /// and the threshold goes down to nothing while broken rules weigh more and more.
    fn refroidir(&mut self, effort: Effort, mut penalite: f64, seuil: f64) {
        let hausse = 1.0 + 8.0 / effort.paliers.max(1) as f64;
        let mut meilleur = self.etat.clone();
        for palier in 0..effort.paliers {
            let reste = 1.0 - palier as f64 / effort.paliers as f64;
            let seuil = seuil * reste * reste;
            for essai in 0..effort.essais_par_atome * self.libres.len() {
                if essai % ENTRE_REGARDS == 0 && (self.arret)() {
                    self.garder(meilleur);
                    return;
                }
                if essai % BLOCS == 0 {
                    self.deplacer_un_bloc(penalite, seuil);
                    continue;
                }
                let Some(pas) = self.tirer() else { continue };
                let hausse = pas.cout.a(penalite) - self.etat.cout.a(penalite);
                if hausse < seuil && self.etat.peut_partir(pas.atome, &mut self.pile) {
                    self.etat.faire(&pas);
                }
            }
            self.etat.recaler();
            if self.etat.cout.bat(meilleur.cout) {
                meilleur = self.etat.clone();
            }
            penalite *= hausse;
        }
        self.garder(meilleur);
    }

    /// Moves a part of a zone from a group to another, when that costs less than the threshold and both stay in one piece.
    fn deplacer_un_bloc(&mut self, penalite: f64, seuil: f64) {
        let Some(premier) = self.tirer() else { return };
        let de = self.etat.groupe[premier.atome];
        let bloc = self.bloc(premier.atome);
        if bloc.len() >= self.etat.membres[de].len() || bloc.len() > BLOC_MAX {
            return;
        }
        let avant = self.etat.cout;
        for &atome in &bloc {
            let pas = self.etat.peser(atome, premier.vers);
            self.etat.faire(&pas);
        }
        let hausse = self.etat.cout.a(penalite) - avant.a(penalite);
        if hausse < seuil
            && self
                .pile
                .est_en_un_morceau(self.etat.lieux_des_atomes(), de)
        {
            return;
        }
        for &atome in &bloc {
            let pas = self.etat.peser(atome, de);
            self.etat.faire(&pas);
        }
        self.etat.cout = avant;
    }

    /// An atom and those of its group and its first zone that a chain of them links to it; none that is fixed.
    fn bloc(&self, atome: usize) -> Vec<usize> {
        let p = self.etat.p;
        let zone = |a: usize| p.atomes[a].zones.first().map(|z| z.0);
        let (g, sienne) = (self.etat.groupe[atome], zone(atome));
        let (mut bloc, mut rang) = (vec![atome], 0);
        while let (Some(&ici), true) = (bloc.get(rang), bloc.len() <= BLOC_MAX) {
            rang += 1;
            for &v in &p.voisins[ici] {
                let pareil =
                    self.etat.groupe[v] == g && zone(v) == sienne && p.atomes[v].fixe.is_none();
                if pareil && !bloc.contains(&v) {
                    bloc.push(v);
                }
            }
        }
        bloc
    }

    /// Mends what still breaks the bounds, then looks for what is better around.
    fn reparer(&mut self) {
        if !self.etat.tient() {
            reparer(&mut self.etat, &mut self.alea);
            self.descendre();
        }
    }

    fn garder(&mut self, meilleur: Etat<'_>) {
        if meilleur.cout.bat(self.etat.cout) {
            self.etat = Etat::new(self.etat.p, meilleur.groupe);
        }
    }

    /// What a broken rule first weighs, and the first threshold, from what moves usually cost.
    fn echelles(&mut self) -> (f64, f64) {
        let (mut fautes, mut objectifs, mut n) = (0.0, 0.0, 0.0);
        for _ in 0..SONDAGES {
            if let Some(pas) = self.tirer() {
                fautes += (pas.cout.faute - self.etat.cout.faute).abs();
                objectifs += (pas.cout.objectif - self.etat.cout.objectif).abs();
                n += 1.0;
            }
        }
        let penalite = if fautes > 0.0 {
            objectifs / fautes
        } else {
            1.0
        };
        (penalite.max(1e-6), objectifs / f64::max(n, 1.0))
    }

    /// Best moves and swaps until none gains.
    fn descendre(&mut self) {
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
        let pesees = self.groupes.iter().map(|&g| self.etat.peser(atome, g));
        let mut meilleur: Option<Pas> = None;
        for pas in pesees {
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
