//! A way to cut up the territory, what it costs, and what a move would change.

use super::connexite::{Lieux, Pile};
use super::mesure::{
    Cout, FAUTE_NULLE, Mesure, SANS_HABITANT, eloignement, part, peser_lieu, peser_lieux, verser,
};
use super::probleme::{Atome, Genre, Lieu, Probleme, corde, sur_la_sphere};

/// The group of each atom.
#[derive(Debug, Clone)]
pub(super) struct Etat<'p> {
    pub(super) p: &'p Probleme,
    pub(super) groupe: Vec<usize>,
    pub(super) membres: Vec<Vec<usize>>,
    pub(super) mesures: Vec<Mesure>,
    /// Places of each group, and what they weigh, one after the other.
    lieux: Vec<Vec<[f64; 4]>>,
    /// Inhabitants of each zone by group.
    parts: Vec<Vec<(usize, f64)>>,
    /// Inhabitants of each atom, and sum of its places.
    poids: Vec<(f64, [f64; 3])>,
    /// Inhabitants of the territory, and mean ones of a new group.
    population: f64,
    visee: f64,
    nouveaux: f64,
    pub(super) cout: Cout,
}

/// A move that was weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pas {
    pub(super) atome: usize,
    pub(super) vers: usize,
    depart: Mesure,
    arrivee: Mesure,
    pub(super) cout: Cout,
}

impl<'p> Etat<'p> {
    /// The state of an assignment.
    pub(super) fn new(p: &'p Probleme, groupe: Vec<usize>) -> Self {
        let mut membres = vec![Vec::new(); p.groupes.len()];
        let mut parts: Vec<Vec<(usize, f64)>> = vec![Vec::new(); p.zones.len()];
        for (atome, &g) in groupe.iter().enumerate() {
            membres[g].push(atome);
            for &(zone, habitants) in &p.atomes[atome].zones {
                verser(&mut parts[zone], g, habitants);
            }
        }
        let nouveaux = p.groupes.iter().filter(|r| r.genre == Genre::Nouveau);
        let nouveaux = nouveaux.count() as f64;
        let libres = p.atomes.iter().filter(|a| a.fixe.is_none());
        let libres: f64 = libres.map(Atome::habitants).sum();
        let mut etat = Self {
            p,
            groupe,
            lieux: vec![Vec::new(); membres.len()],
            membres,
            mesures: Vec::new(),
            parts,
            poids: p.atomes.iter().map(peser_lieux).collect(),
            population: p.habitants().max(1.0),
            visee: (libres / nouveaux.max(1.0)).max(1.0),
            nouveaux: nouveaux.max(1.0),
            cout: Cout::default(),
        };
        etat.recaler();
        etat
    }

    /// The whole cost, from nothing.
    fn recompter(&self) -> Cout {
        let mut cout = Cout::default();
        for (g, m) in self.mesures.iter().enumerate() {
            let sien = self.cout_de(g, *m);
            cout.faute += sien.faute;
            cout.objectif += sien.objectif;
        }
        for (zone, parts) in self.p.zones.iter().zip(&self.parts) {
            let carres: f64 = parts.iter().map(|(_, h)| h * h).sum();
            let separes = zone.habitants - carres / zone.habitants.max(1.0);
            cout.objectif += zone.poids * separes / self.population;
        }
        let paires = self.p.interdits.iter().enumerate();
        let ensemble = paires.flat_map(|(a, siens)| siens.iter().map(move |b| (a, *b)));
        let ensemble = ensemble.filter(|(a, b)| a < b && self.groupe[*a] == self.groupe[*b]);
        cout.faute += ensemble.count() as f64;
        cout
    }

    /// What a group costs by itself.
    fn cout_de(&self, g: usize, m: Mesure) -> Cout {
        let regle = self.p.groupes[g];
        let poids = self.p.poids;
        if regle.genre == Genre::Laisse {
            return Cout {
                faute: 0.0,
                objectif: poids.laisse * m.habitants / self.population,
            };
        }
        let manque = ((regle.min - m.habitants) / regle.min.max(1.0)).max(0.0);
        let exces = ((m.habitants - regle.max) / regle.max.max(1.0)).max(0.0);
        let mut objectif = poids.distance * m.distance / self.population;
        if regle.genre == Genre::Nouveau {
            let ecart = (m.habitants - self.visee) / self.visee;
            objectif += poids.egalite * ecart * ecart / self.nouveaux;
        }
        Cout {
            faute: manque + exces + m.trop_loin,
            objectif,
        }
    }

    /// A group without an atom, with another.
    fn mesurer(&self, g: usize, sans: Option<usize>, avec: Option<usize>) -> Mesure {
        let mut mesure = self.sommer(g, sans, avec);
        let Some(centre) = sur_la_sphere(mesure.somme) else {
            return mesure;
        };
        if self.p.groupes[g].genre == Genre::Laisse {
            return mesure;
        }
        mesure.distance = eloignement(&self.lieux[g], centre);
        for (atome, signe) in [(sans, -1.0), (avec, 1.0)] {
            let lieux = atome.into_iter().flat_map(|a| &self.p.atomes[a].lieux);
            let siens = lieux.map(|l| (l.habitants + SANS_HABITANT) * corde(l.position, centre));
            mesure.distance += signe * siens.sum::<f64>();
        }
        if let Some(limite) = self.p.km_max {
            let siens = self.membres[g].iter().copied();
            let siens = siens.filter(|a| Some(*a) != sans).chain(avec);
            let libres = siens.filter(|a| self.p.atomes[*a].fixe.is_none());
            let exces = |l: &Lieu| (corde(l.position, centre) / limite - 1.0).max(0.0);
            mesure.trop_loin = libres
                .flat_map(|a| &self.p.atomes[a].lieux)
                .map(exces)
                .sum();
        }
        if let Some(trajets) = &self.p.trajets {
            let siens = self.membres[g].iter().copied();
            let siens = siens.filter(|a| Some(*a) != sans).chain(avec);
            mesure.trop_loin += trajets.exces(
                siens,
                |a| self.poids[a].0,
                |a| self.p.atomes[a].fixe.is_some(),
            );
        }
        mesure
    }

    /// Writes the places of a group one after the other.
    fn aligner(&mut self, g: usize) {
        let atomes = self.membres[g].iter();
        let lieux = atomes.flat_map(|a| &self.p.atomes[*a].lieux);
        self.lieux[g] = lieux.map(peser_lieu).collect();
    }

    /// Inhabitants of a group and where they are, from what was known of it or, before anything is, from its atoms.
    fn sommer(&self, g: usize, sans: Option<usize>, avec: Option<usize>) -> Mesure {
        let mut mesure = match self.mesures.get(g) {
            Some(connue) => Mesure {
                distance: 0.0,
                trop_loin: 0.0,
                ..*connue
            },
            None => {
                let mut vide = Mesure::default();
                self.membres[g]
                    .iter()
                    .for_each(|a| vide.ajouter(self.poids[*a], 1.0));
                vide
            }
        };
        sans.into_iter()
            .for_each(|a| mesure.ajouter(self.poids[a], -1.0));
        avec.into_iter()
            .for_each(|a| mesure.ajouter(self.poids[a], 1.0));
        mesure
    }

    /// What moving an atom would cost, whether or not its group stays in one piece.
    pub(super) fn peser(&self, atome: usize, vers: usize) -> Pas {
        let de = self.groupe[atome];
        let depart = self.mesurer(de, Some(atome), None);
        let arrivee = self.mesurer(vers, None, Some(atome));
        let mut cout = self.cout;
        for (g, mesure) in [(de, depart), (vers, arrivee)] {
            let (avant, apres) = (self.cout_de(g, self.mesures[g]), self.cout_de(g, mesure));
            cout.faute += apres.faute - avant.faute;
            cout.objectif += apres.objectif - avant.objectif;
        }
        for &(zone, h) in &self.p.atomes[atome].zones {
            let (z, parts) = (self.p.zones[zone], &self.parts[zone]);
            // (a-h)² + (b+h)² - a² - b²
            let carres = 2.0 * h * (h + part(parts, vers) - part(parts, de));
            cout.objectif -= z.poids * carres / z.habitants.max(1.0) / self.population;
        }
        for &autre in &self.p.interdits[atome] {
            cout.faute += match self.groupe[autre] {
                g if g == vers => 1.0,
                g if g == de => -1.0,
                _ => 0.0,
            };
        }
        Pas {
            atome,
            vers,
            depart,
            arrivee,
            cout,
        }
    }

    /// Makes a move.
    pub(super) fn faire(&mut self, pas: &Pas) {
        let de = self.groupe[pas.atome];
        let rang = self.membres[de].iter().position(|a| *a == pas.atome);
        rang.map(|rang| self.membres[de].swap_remove(rang));
        self.membres[pas.vers].push(pas.atome);
        self.groupe[pas.atome] = pas.vers;
        for l in &self.p.atomes[pas.atome].lieux {
            let pese = peser_lieu(l);
            let rang = self.lieux[de].iter().position(|autre| *autre == pese);
            rang.map(|rang| self.lieux[de].swap_remove(rang));
            self.lieux[pas.vers].push(pese);
        }
        self.mesures[de] = pas.depart;
        self.mesures[pas.vers] = pas.arrivee;
        for &(zone, h) in &self.p.atomes[pas.atome].zones {
            verser(&mut self.parts[zone], de, -h);
            verser(&mut self.parts[zone], pas.vers, h);
        }
        self.cout = pas.cout;
    }

    /// Takes away the rounding of many moves.
    pub(super) fn recaler(&mut self) {
        self.mesures.clear();
        (0..self.p.groupes.len()).for_each(|g| self.aligner(g));
        self.mesures = (0..self.p.groupes.len())
            .map(|g| self.mesurer(g, None, None))
            .collect();
        self.cout = self.recompter();
    }

    /// Whether an atom may leave its group: it is free, and what is left is in one piece.
    pub(super) fn peut_partir(&self, atome: usize, pile: &mut Pile) -> bool {
        if self.p.atomes[atome].fixe.is_some() {
            return false;
        }
        let g = self.groupe[atome];
        match self.p.groupes[g].genre {
            Genre::Laisse => true,
            Genre::Nouveau if self.membres[g].len() < 2 => false,
            _ => pile.reste_en_un_morceau(self.lieux_des_atomes(), atome),
        }
    }

    /// Who is where.
    pub(super) fn lieux_des_atomes(&self) -> Lieux<'_> {
        (self.p, &self.groupe, &self.membres)
    }

    /// Groups that an atom could join: those of its neighbours, and none at all when that is allowed.
    pub(super) fn voisins(&self, atome: usize, sortie: &mut Vec<usize>) {
        sortie.clear();
        let ici = self.groupe[atome];
        let laisse = |g: usize| self.p.groupes[g].genre == Genre::Laisse;
        for &v in &self.p.voisins[atome] {
            let g = self.groupe[v];
            if g != ici && !laisse(g) && !sortie.contains(&g) {
                sortie.push(g);
            }
        }
        sortie.extend(
            (0..self.p.groupes.len())
                .rev()
                .take(1)
                .filter(|&g| laisse(g) && g != ici),
        );
    }
}

impl Etat<'_> {
    /// Whether every rule is kept.
    pub(super) fn tient(&self) -> bool {
        self.cout.faute < FAUTE_NULLE
    }
}
