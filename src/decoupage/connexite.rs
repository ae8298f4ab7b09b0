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
}

impl Pile {
    pub(super) fn new(atomes: usize) -> Self {
        Self {
            vus: vec![0; atomes],
            tour: 0,
            a_voir: Vec::new(),
        }
    }

    /// Whether the neighbours of an atom in its group hold together without it.
    pub(super) fn reste_en_un_morceau(
        &mut self,
        (p, groupe, membres): Lieux<'_>,
        atome: usize,
    ) -> bool {
        let g = groupe[atome];
        let siens = p.voisins[atome].iter().copied();
        let siens = siens.filter(|v| groupe[*v] == g);
        let mut restent = siens.clone().count();
        let Some(depart) = siens.clone().next() else {
            // Alone among those of its group.
            return membres[g].len() < 2;
        };
        if restent < 2 {
            return true;
        }
        let vu = self.marque();
        let cherche = vu - 1;
        siens.for_each(|v| self.vus[v] = cherche);
        self.vus[atome] = vu;
        self.vus[depart] = vu;
        restent -= 1;
        self.a_voir.clear();
        self.a_voir.push(depart);
        while let Some(ici) = self.a_voir.pop() {
            for &v in &p.voisins[ici] {
                if groupe[v] != g || self.vus[v] == vu {
                    continue;
                }
                if self.vus[v] == cherche {
                    restent -= 1;
                    if restent == 0 {
                        return true;
                    }
                }
                self.vus[v] = vu;
                self.a_voir.push(v);
            }
        }
        false
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

    /// A mark that no atom bears; the one before it is free too.
    fn marque(&mut self) -> u32 {
        if self.tour > u32::MAX - 4 {
            self.vus.fill(0);
            self.tour = 0;
        }
        self.tour += 2;
        self.tour
    }
}
