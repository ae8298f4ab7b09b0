//! One search: moves at the borders of the groups, first those that cost little too, then only those that gain; among blocks of
//! neighbours before it is among communes, when they are many.

use super::alea::Alea;
use super::connexite::Pile;
use super::depart;
use super::effort::{Effort, Passe};
use super::etat::{Etat, Pas};
use super::grossi::{Grossi, grossir};
use super::probleme::Probleme;
use super::reparation::reparer;

mod descente;

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
    let (groupe, passe) = match grossir(p, composantes, effort.cible(p.groupes.len()), &mut alea) {
        Some(grossi) => {
            let groupe = par_blocs(&grossi, effort.passe, &mut alea, arret);
            (groupe, effort.retouche)
        }
        None => (depart::partir(p, composantes, &mut alea), effort.passe),
    };
    let mut recherche = Recherche::new(Etat::new(p, groupe), alea, arret);
    let (penalite, usuel) = recherche.echelles();
    let depart = recherche.etat.groupe.clone();
    recherche.refroidir(passe, penalite, usuel);
    recherche.descendre();
    recherche.reparer();
    for _ in 0..RATTRAPAGES {
        if recherche.etat.tient() || arret() {
            break;
        }
        // Rules weigh from the start what they weigh at the end of a search.
        let courte = Passe {
            paliers: effort.passe.paliers.div_ceil(3),
            ..effort.passe
        };
        recherche.refroidir(courte, penalite * LOURD, usuel);
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

/// The group of each atom that a search among blocks found.
fn par_blocs(
    grossi: &Grossi,
    passe: Passe,
    alea: &mut Alea,
    arret: &(dyn Fn() -> bool + Sync),
) -> Vec<usize> {
    let etat = depart::etat(&grossi.probleme, &grossi.pieces, alea);
    let mut recherche = Recherche::new(etat, alea.clone(), arret);
    let (penalite, usuel) = recherche.echelles();
    recherche.refroidir(passe, penalite, usuel);
    recherche.descendre();
    *alea = recherche.alea;
    let groupe = &recherche.etat.groupe;
    grossi.bloc.iter().map(|b| groupe[*b]).collect()
}

struct Recherche<'p, 'a> {
    etat: Etat<'p>,
    pile: Pile,
    groupes: Vec<usize>,
    libres: Vec<usize>,
    alea: Alea,
    arret: &'a (dyn Fn() -> bool + Sync),
}

impl<'p, 'a> Recherche<'p, 'a> {
    fn new(etat: Etat<'p>, alea: Alea, arret: &'a (dyn Fn() -> bool + Sync)) -> Self {
        let atomes = &etat.p.atomes;
        let libres = (0..atomes.len()).filter(|a| atomes[*a].fixe.is_none());
        Self {
            pile: Pile::new(atomes.len()),
            groupes: Vec::new(),
            libres: libres.collect(),
            alea,
            arret,
            etat,
        }
    }

    /// An atom at the border and a group that it could go to, by chance.
    fn tirer(&mut self) -> Option<(usize, usize)> {
        let atome = *self.libres.get(self.alea.sous(self.libres.len()))?;
        self.etat.voisins(atome, &mut self.groupes);
        let vers = *self.groupes.get(self.alea.sous(self.groupes.len()))?;
        Some((atome, vers))
    }

    /// Moving atoms together, when that costs less than the threshold.
    fn sous_le_seuil(
        &self,
        atomes: &[usize],
        vers: usize,
        (penalite, seuil): (f64, f64),
    ) -> Option<Pas> {
        let limite = self.etat.cout.a(penalite) + seuil;
        if self.etat.plancher(atomes, vers).a(penalite) >= limite {
            return None;
        }
        let pas = self.etat.peser_bloc(atomes, vers);
        (pas.cout.a(penalite) < limite).then_some(pas)
    }

    /// Threshold accepting (Dueck and Scheuer, 1990): a move that costs less than the threshold is made, whatever the chance,
    /// and the threshold goes down to nothing while broken rules weigh more and more.
    fn refroidir(&mut self, passe: Passe, mut penalite: f64, usuel: f64) {
        let hausse = 1.0 + 8.0 / passe.paliers.max(1) as f64;
        let mut meilleur = self.etat.clone();
        for palier in 0..passe.paliers {
            let reste = 1.0 - palier as f64 / passe.paliers as f64;
            let seuil = passe.seuil * usuel * reste * reste;
            for essai in 0..passe.essais_par_atome * self.libres.len() {
                if essai % ENTRE_REGARDS == 0 && (self.arret)() {
                    self.garder(meilleur);
                    return;
                }
                if essai % BLOCS == 0 {
                    self.deplacer_un_bloc(penalite, seuil);
                    continue;
                }
                let Some((atome, vers)) = self.tirer() else {
                    continue;
                };
                if let Some(pas) = self.sous_le_seuil(&[atome], vers, (penalite, seuil))
                    && self.etat.peut_partir(atome, &mut self.pile)
                {
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
        let Some((premier, vers)) = self.tirer() else {
            return;
        };
        let de = self.etat.groupe[premier];
        let bloc = self.bloc(premier);
        if bloc.len() >= self.etat.membres[de].len() || bloc.len() > BLOC_MAX {
            return;
        }
        let avant = self.etat.cout;
        let Some(pas) = self.sous_le_seuil(&bloc, vers, (penalite, seuil)) else {
            return;
        };
        self.etat.faire_bloc(&bloc, &pas);
        let lieux = self.etat.lieux_des_atomes();
        if self.pile.est_en_un_morceau(lieux, de) {
            return;
        }
        let retour = self.etat.peser_bloc(&bloc, de);
        self.etat.faire_bloc(&bloc, &retour);
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
            if let Some((atome, vers)) = self.tirer() {
                let pas = self.etat.peser(atome, vers);
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
}
