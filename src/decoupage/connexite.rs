//! Whether a group holds in one piece, with or without an atom.

use super::probleme::Probleme;

/// Who is where: the problem, the group of each atom, the atoms of each group.
pub(super) type Lieux<'a> = (&'a Probleme, &'a [usize], &'a [Vec<usize>]);

/// What a walk through a group needs, kept from one to the next.
#[derive(Debug)]
pub(super) struct Pile {
    vus: Vec<u32>,
    tour: u32,
    a_voir: Vec<usize>,
    /// From which of the first atoms of a walk each one was reached.
    source: Vec<u32>,
    /// Sources that were found to be one, by the least of them, and atoms that each still has to look at.
    unies: Vec<(u32, usize)>,
}

impl Pile {
    pub(super) fn new(atomes: usize) -> Self {
        Self {
            vus: vec![0; atomes],
            tour: 0,
            a_voir: Vec::new(),
            source: vec![0; atomes],
            unies: Vec::new(),
        }
    }

    /// Whether the neighbours of an atom in its group hold together without it: they are walked from side by side, until they
    /// met, or until one of them has nothing more to walk to. So the work is that of the smallest part, or of the way around.
    pub(super) fn reste_en_un_morceau(
        &mut self,
        (p, groupe, membres): Lieux<'_>,
        atome: usize,
    ) -> bool {
        let g = groupe[atome];
        let vu = self.marque();
        self.vus[atome] = vu;
        self.a_voir.clear();
        self.unies.clear();
        for &v in p.voisins[atome].iter().filter(|v| groupe[**v] == g) {
            let rang = self.unies.len() as u32;
            self.vus[v] = vu;
            self.source[v] = rang;
            self.a_voir.push(v);
            self.unies.push((rang, 1));
        }
        let mut parts = self.unies.len();
        if parts == 0 {
            // Alone among those of its group.
            return membres[g].len() < 2;
        }
        let mut rang = 0;
        while let (Some(&ici), true) = (self.a_voir.get(rang), parts > 1) {
            rang += 1;
            let mut sienne = self.tete(self.source[ici]);
            for &v in p.voisins[ici]
                .iter()
                .filter(|v| groupe[**v] == g && **v != atome)
            {
                if self.vus[v] != vu {
                    self.vus[v] = vu;
                    self.source[v] = sienne;
                    self.a_voir.push(v);
                    self.unies[sienne as usize].1 += 1;
                    continue;
                }
                let autre = self.tete(self.source[v]);
                if autre != sienne {
                    sienne = self.unir(sienne, autre);
                    parts -= 1;
                }
            }
            let restent = &mut self.unies[sienne as usize].1;
            *restent -= 1;
            if *restent == 0 {
                break;
            }
        }
        parts == 1
    }

    fn tete(&self, mut source: u32) -> u32 {
        while self.unies[source as usize].0 != source {
            source = self.unies[source as usize].0;
        }
        source
    }

    fn unir(&mut self, a: u32, b: u32) -> u32 {
        let (tete, autre) = (a.min(b), a.max(b));
        let restent = self.unies[autre as usize].1;
        self.unies[autre as usize].0 = tete;
        self.unies[tete as usize].1 += restent;
        tete
    }

    /// Whether a group is in one piece.
    pub(super) fn est_en_un_morceau(&mut self, (p, groupe, membres): Lieux<'_>, g: usize) -> bool {
        let Some(&depart) = membres[g].first() else {
            return true;
        };
        let vu = self.marque();
        self.vus[depart] = vu;
        self.a_voir.clear();
        self.a_voir.push(depart);
        let mut vus = 1;
        while let Some(ici) = self.a_voir.pop() {
            for &v in &p.voisins[ici] {
                if groupe[v] == g && self.vus[v] != vu {
                    self.vus[v] = vu;
                    vus += 1;
                    self.a_voir.push(v);
                }
            }
        }
        vus == membres[g].len()
    }

    /// A mark that no atom bears.
    fn marque(&mut self) -> u32 {
        if self.tour == u32::MAX {
            self.vus.fill(0);
            self.tour = 0;
        }
        self.tour += 1;
        self.tour
    }
}
