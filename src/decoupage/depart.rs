//! Where a search starts: seeds far apart where people live, groups grown around them.

use super::alea::Alea;
use super::etat::Etat;
use super::probleme::{Genre, Probleme, corde, sur_la_sphere};

/// Group of each atom, every group in one piece; `effectifs` are the new groups of each component, in their order.
pub(super) fn partir(
    p: &Probleme,
    composantes: &[(Vec<usize>, Vec<usize>)],
    alea: &mut Alea,
) -> Vec<usize> {
    const AUCUN: usize = usize::MAX;
    let mut groupe: Vec<usize> = p.atomes.iter().map(|a| a.fixe.unwrap_or(AUCUN)).collect();
    for (atomes, nouveaux) in composantes {
        semer(p, (atomes, nouveaux), &mut groupe, alea);
    }
    let laisse = p.groupes.iter().position(|r| r.genre == Genre::Laisse);
    let mut pousses: Vec<Pousse> = (0..p.groupes.len()).map(|_| Pousse::default()).collect();
    for (atome, &g) in groupe.iter().enumerate() {
        if let Some(pousse) = pousses.get_mut(g) {
            pousse.prendre(p, atome);
        }
    }
    // The least full of those that can still grow takes the nearest of its neighbours.
    loop {
        let plein =
            |g: usize| pousses[g].habitants / p.groupes[g].min.max(p.groupes[g].max / 4.0).max(1.0);
        let ouverts = (0..pousses.len()).filter(|&g| !pousses[g].finie && Some(g) != laisse);
        let Some(g) = ouverts.min_by(|a, b| plein(*a).total_cmp(&plein(*b))) else {
            break;
        };
        let centre = sur_la_sphere(pousses[g].somme).unwrap_or_default();
        let libres = pousses[g]
            .bord
            .iter()
            .copied()
            .filter(|a| groupe[*a] == AUCUN);
        let place = p.groupes[g].max - pousses[g].habitants;
        // A city above the ceiling takes nothing: each piece around it has its own groups.
        let borne = laisse.is_some() || p.groupes[g].genre == Genre::Existant;
        let libres = libres.filter(|a| !borne || p.atomes[*a].habitants() <= place);
        let loin = |a: usize| {
            corde(
                p.atomes[a].lieux.first().map_or(centre, |l| l.position),
                centre,
            )
        };
        match libres.min_by(|a, b| loin(*a).total_cmp(&loin(*b)).then(a.cmp(b))) {
            Some(atome) => {
                groupe[atome] = g;
                pousses[g].prendre(p, atome);
            }
            None => pousses[g].finie = true,
        }
        let pousse = &mut pousses[g];
        pousse.bord.retain(|a| groupe[*a] == AUCUN);
    }
    let reste = laisse.unwrap_or_default();
    groupe
        .into_iter()
        .map(|g| if g == AUCUN { reste } else { g })
        .collect()
}

/// A group that grows.
#[derive(Debug, Default)]
struct Pousse {
    habitants: f64,
    somme: [f64; 3],
    bord: Vec<usize>,
    finie: bool,
}

impl Pousse {
    fn prendre(&mut self, p: &Probleme, atome: usize) {
        for l in &p.atomes[atome].lieux {
            // A place without inhabitants still is somewhere.
            let poids = l.habitants.max(1.0);
            self.habitants += l.habitants;
            for (s, x) in self.somme.iter_mut().zip(l.position) {
                *s += poids * x;
            }
        }
        for &v in &p.voisins[atome] {
            if !self.bord.contains(&v) {
                self.bord.push(v);
            }
        }
    }
}

/// Gives a first atom to each new group of a component: by chance, the more so as it is populated and far from the others.
fn semer(
    p: &Probleme,
    (atomes, nouveaux): (&[usize], &[usize]),
    groupe: &mut [usize],
    alea: &mut Alea,
) {
    let libres: Vec<usize> = atomes
        .iter()
        .copied()
        .filter(|a| p.atomes[*a].fixe.is_none())
        .collect();
    let place = |a: usize| {
        p.atomes[a]
            .lieux
            .first()
            .map(|l| l.position)
            .unwrap_or_default()
    };
    let mut proche: Vec<f64> = vec![1.0; libres.len()];
    for (rang, &g) in nouveaux.iter().enumerate() {
        let poids = |i: usize| proche[i] * (p.atomes[libres[i]].habitants() + 1.0);
        let total: f64 = (0..libres.len()).map(poids).sum();
        let mut reste = alea.unite() * total;
        let choisi = (0..libres.len()).find(|&i| {
            reste -= poids(i);
            reste < 0.0 && proche[i] > 0.0
        });
        let choisi = choisi.or_else(|| (0..libres.len()).find(|&i| proche[i] > 0.0));
        let Some(choisi) = choisi else { return };
        groupe[libres[choisi]] = g;
        let ici = place(libres[choisi]);
        for (i, d2) in proche.iter_mut().enumerate() {
            let d = corde(place(libres[i]), ici);
            *d2 = if rang == 0 { d * d } else { d2.min(d * d) };
        }
        proche[choisi] = 0.0;
    }
}

/// The state that a search starts from.
pub(super) fn etat<'p>(
    p: &'p Probleme,
    composantes: &[(Vec<usize>, Vec<usize>)],
    alea: &mut Alea,
) -> Etat<'p> {
    Etat::new(p, partir(p, composantes, alea))
}
