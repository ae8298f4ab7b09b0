//! Groups out of their bounds after a search, mended: cut up anew with their neighbours, or melted into one of them while another
//! group is cut in two; single moves do neither, as a group never goes away nor appears.

use super::alea::Alea;
use super::arbre::couper;
use super::etat::Etat;
use super::mesure::FAUTE_NULLE;
use super::probleme::Genre;

/// Rounds over the groups that are out of bounds, and those of them that may bring nothing.
const TOURS: usize = 400;
const STERILES: usize = 3;
/// Groups, or pairs or sets of three of them, tried for one that is out of bounds.
const ESSAIS: usize = 40;

/// Brings the groups within their bounds as far as that can be done; every group stays in one piece, and none is worse.
pub(super) fn reparer(etat: &mut Etat<'_>, alea: &mut Alea) {
    let mut steriles = 0;
    for _ in 0..TOURS {
        let fautifs: Vec<usize> = nouveaux(etat)
            .filter(|g| faute_de(etat, *g) > 0.0)
            .collect();
        if fautifs.is_empty() || steriles >= STERILES {
            return;
        }
        let avant = etat.cout.faute;
        for g in fautifs {
            mender(etat, g, alea);
        }
        etat.recaler();
        steriles = match etat.cout.faute < avant - FAUTE_NULLE {
            true => 0,
            false => steriles + 1,
        };
    }
}

/// Mends one group, by the first way that helps.
fn mender(etat: &mut Etat<'_>, g: usize, alea: &mut Alea) -> bool {
    if faute_de(etat, g) <= 0.0 {
        return true;
    }
    // A group above its ceiling that only sheds a little to each of its neighbours would fill them all.
    let trop = habitants(etat, g) > etat.p.groupes[g].max;
    if trop && partager(etat, g, alea) {
        return true;
    }
    let proches = voisins(etat, g);
    proches.iter().any(|&h| a_deux(etat, (g, h), alea))
        || !trop && fondre(etat, g, &proches, alea)
        || a_trois(etat, g, &proches, alea)
}

/// Two groups that touch, cut otherwise.
fn a_deux(etat: &mut Etat<'_>, (g, h): (usize, usize), alea: &mut Alea) -> bool {
    let tous = [&etat.membres[g][..], &etat.membres[h]].concat();
    let dehors = |x: f64, y: f64| hors_bornes(etat, g, x) + hors_bornes(etat, h, y);
    let Some((cote, faute)) = couper(etat.p, &tous, dehors, alea) else {
        return false;
    };
    if faute >= faute_de(etat, g) + faute_de(etat, h) {
        return false;
    }
    let (de_h, de_g) = (autres(&tous, &cote), cote);
    essayer(etat, &[(de_g, g), (de_h, h)])
}

/// A group under its floor goes to one that it touches, and takes the place of a half of another.
fn fondre(etat: &mut Etat<'_>, g: usize, proches: &[usize], alea: &mut Alea) -> bool {
    let recoit = |etat: &Etat<'_>, h: usize| {
        habitants(etat, g) + habitants(etat, h) <= etat.p.groupes[h].max
    };
    let proches: Vec<usize> = proches
        .iter()
        .copied()
        .filter(|h| recoit(etat, *h))
        .collect();
    let mut grands: Vec<usize> = nouveaux(etat)
        .filter(|k| *k != g && !proches.is_empty())
        .collect();
    grands.sort_by(|a, b| habitants(etat, *b).total_cmp(&habitants(etat, *a)));
    let coupables = grands.into_iter().filter(|&k| divisible(etat, k));
    let coupables: Vec<usize> = coupables.take(ESSAIS).collect();
    for k in coupables {
        let Some(cote) = moitie(etat, k, alea) else {
            continue;
        };
        let Some(&h) = proches.iter().find(|h| **h != k) else {
            continue;
        };
        let siens = etat.membres[g].clone();
        if essayer(etat, &[(siens, h), (cote, g)]) {
            return true;
        }
    }
    false
}

/// A group above its ceiling is cut in two, and a half takes the place of one that goes to another.
fn partager(etat: &mut Etat<'_>, g: usize, alea: &mut Alea) -> bool {
    let Some(cote) = moitie(etat, g, alea) else {
        return false;
    };
    let mut petits: Vec<usize> = nouveaux(etat).filter(|a| *a != g).collect();
    petits.sort_by(|a, b| habitants(etat, *a).total_cmp(&habitants(etat, *b)));
    for a in petits.into_iter().take(ESSAIS) {
        let recoit = |b: &usize| {
            *b != g && habitants(etat, a) + habitants(etat, *b) <= etat.p.groupes[*b].max
        };
        let Some(b) = voisins(etat, a).into_iter().find(recoit) else {
            continue;
        };
        let siens = etat.membres[a].clone();
        if essayer(etat, &[(siens, b), (cote.clone(), a)]) {
            return true;
        }
    }
    false
}

/// Three groups in one piece, cut otherwise.
fn a_trois(etat: &mut Etat<'_>, g: usize, proches: &[usize], alea: &mut Alea) -> bool {
    let mut trios = Vec::new();
    for &h in proches {
        let plus_loin = voisins(etat, h).into_iter().chain(proches.iter().copied());
        for k in plus_loin.filter(|k| *k != g && *k != h) {
            let trio = (h.min(k), h.max(k));
            if !trios.contains(&trio) {
                trios.push(trio);
            }
        }
    }
    let essais = trios.into_iter().take(ESSAIS);
    essais.into_iter().any(|(h, k)| trio(etat, [g, h, k], alea))
}

fn trio(etat: &mut Etat<'_>, [g, h, k]: [usize; 3], alea: &mut Alea) -> bool {
    let tous = [&etat.membres[g][..], &etat.membres[h], &etat.membres[k]].concat();
    let regle = etat.p.groupes[h];
    let a_deux = |y: f64| {
        let manque = (2.0 * regle.min - y) / regle.min.max(1.0);
        manque
            .max((y - 2.0 * regle.max) / regle.max.max(1.0))
            .max(0.0)
    };
    let un = couper(
        etat.p,
        &tous,
        |x, y| hors_bornes(etat, g, x) + a_deux(y),
        alea,
    );
    let Some((premier, _)) = un else {
        return false;
    };
    let reste = autres(&tous, &premier);
    let dehors = |x: f64, y: f64| hors_bornes(etat, h, x) + hors_bornes(etat, k, y);
    let Some((second, _)) = couper(etat.p, &reste, dehors, alea) else {
        return false;
    };
    let troisieme = autres(&reste, &second);
    essayer(etat, &[(premier, g), (second, h), (troisieme, k)])
}

/// Puts atoms in groups, unless that breaks the rules as much or more.
fn essayer(etat: &mut Etat<'_>, places: &[(Vec<usize>, usize)]) -> bool {
    let avant = etat.cout;
    let mut faits = Vec::new();
    for (atomes, vers) in places {
        for &atome in atomes {
            let de = etat.groupe[atome];
            if de != *vers {
                let pas = etat.peser(atome, *vers);
                etat.faire(&pas);
                faits.push((atome, de));
            }
        }
    }
    if etat.cout.faute < avant.faute - FAUTE_NULLE {
        return true;
    }
    for (atome, de) in faits.into_iter().rev() {
        let pas = etat.peser(atome, de);
        etat.faire(&pas);
    }
    etat.cout = avant;
    false
}

/// A half of a group, both within the bounds, or less out of them than it is.
fn moitie(etat: &Etat<'_>, g: usize, alea: &mut Alea) -> Option<Vec<usize>> {
    let dehors = |x: f64, y: f64| hors_bornes(etat, g, x) + hors_bornes(etat, g, y);
    let (cote, faute) = couper(etat.p, &etat.membres[g], dehors, alea)?;
    (faute <= faute_de(etat, g)).then_some(cote)
}

fn divisible(etat: &Etat<'_>, g: usize) -> bool {
    etat.membres[g].len() > 1 && habitants(etat, g) >= 2.0 * etat.p.groupes[g].min
}

/// New groups that a group touches, the least populated first.
fn voisins(etat: &Etat<'_>, g: usize) -> Vec<usize> {
    let mut proches: Vec<usize> = Vec::new();
    let touches = etat.membres[g].iter().flat_map(|&a| &etat.p.voisins[a]);
    for h in touches.map(|&v| etat.groupe[v]) {
        if h != g && etat.p.groupes[h].genre == Genre::Nouveau && !proches.contains(&h) {
            proches.push(h);
        }
    }
    proches.sort_by(|a, b| {
        habitants(etat, *a)
            .total_cmp(&habitants(etat, *b))
            .then(a.cmp(b))
    });
    proches
}

fn nouveaux<'e>(etat: &'e Etat<'_>) -> impl Iterator<Item = usize> + 'e {
    let regles = etat.p.groupes.iter().enumerate();
    regles
        .filter(|(_, r)| r.genre == Genre::Nouveau)
        .map(|(g, _)| g)
}

fn habitants(etat: &Etat<'_>, g: usize) -> f64 {
    etat.mesures[g].habitants
}

/// How far a group is out of its bounds.
fn faute_de(etat: &Etat<'_>, g: usize) -> f64 {
    hors_bornes(etat, g, habitants(etat, g))
}

/// How far a number of inhabitants is out of the bounds of a group, in bounds.
fn hors_bornes(etat: &Etat<'_>, g: usize, habitants: f64) -> f64 {
    let regle = etat.p.groupes[g];
    let manque = (regle.min - habitants) / regle.min.max(1.0);
    let exces = (habitants - regle.max) / regle.max.max(1.0);
    let faute = manque.max(exces);
    if faute < FAUTE_NULLE { 0.0 } else { faute }
}

/// Those of `tous` that are not in `pris`.
fn autres(tous: &[usize], pris: &[usize]) -> Vec<usize> {
    let pris: std::collections::BTreeSet<usize> = pris.iter().copied().collect();
    tous.iter().copied().filter(|a| !pris.contains(a)).collect()
}

#[cfg(test)]
mod tests;
