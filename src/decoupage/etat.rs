//! A way to cut up the territory, what it costs, and what a move would change.

use super::connexite::{Lieux, Pile};
use super::mesure::{Cout, FAUTE_NULLE, Mesure, peser_lieu, peser_lieux, verser};
use super::probleme::{Atome, Genre, Probleme};

mod pesee;

/// The group of each atom.
#[derive(Debug, Clone)]
pub(super) struct Etat<'p> {
    pub(super) p: &'p Probleme,
    pub(super) groupe: Vec<usize>,
    pub(super) membres: Vec<Vec<usize>>,
    pub(super) mesures: Vec<Mesure>,
    /// Centre of each group, and how the sum of its distances grows from there.
    pentes: Vec<([f64; 3], [f64; 3])>,
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
            pentes: Vec::new(),
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

    /// Writes the places of a group one after the other.
    fn aligner(&mut self, g: usize) {
        let atomes = self.membres[g].iter();
        let lieux = atomes.flat_map(|a| &self.p.atomes[*a].lieux);
        self.lieux[g] = lieux.map(peser_lieu).collect();
    }

    /// Makes a move.
    pub(super) fn faire(&mut self, pas: &Pas) {
        self.faire_bloc(&[pas.atome], pas);
    }

    /// Moves atoms that were weighed together.
    pub(super) fn faire_bloc(&mut self, atomes: &[usize], pas: &Pas) {
        let Some(de) = atomes.first().map(|a| self.groupe[*a]) else {
            return;
        };
        for &atome in atomes {
            self.deplacer(atome, de, pas.vers);
        }
        self.mesures[de] = pas.depart;
        self.mesures[pas.vers] = pas.arrivee;
        self.pentes[de] = self.pente_de(de);
        self.pentes[pas.vers] = self.pente_de(pas.vers);
        self.cout = pas.cout;
    }

    fn deplacer(&mut self, atome: usize, de: usize, vers: usize) {
        let rang = self.membres[de].iter().position(|a| *a == atome);
        rang.map(|rang| self.membres[de].swap_remove(rang));
        self.membres[vers].push(atome);
        self.groupe[atome] = vers;
        for l in &self.p.atomes[atome].lieux {
            let pese = peser_lieu(l);
            let rang = self.lieux[de].iter().position(|autre| *autre == pese);
            rang.map(|rang| self.lieux[de].swap_remove(rang));
            self.lieux[vers].push(pese);
        }
        for &(zone, h) in &self.p.atomes[atome].zones {
            verser(&mut self.parts[zone], de, -h);
            verser(&mut self.parts[zone], vers, h);
        }
    }

    /// Takes away the rounding of many moves.
    pub(super) fn recaler(&mut self) {
        self.mesures.clear();
        (0..self.p.groupes.len()).for_each(|g| self.aligner(g));
        self.mesures = (0..self.p.groupes.len())
            .map(|g| self.mesurer(g, &[], &[]))
            .collect();
        self.pentes = (0..self.p.groupes.len())
            .map(|g| self.pente_de(g))
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
