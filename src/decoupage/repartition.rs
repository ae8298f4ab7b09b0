//! How many new groups each piece of the territory gets, or why no number suits it.

use super::demande::{Demande, Depart, Refus};

/// A piece of the territory: its most populated commune, its inhabitants, its places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) nom: String,
    pub(super) population: f64,
    pub(super) atomes: usize,
    /// Those of its places that reach the floor by themselves, and the inhabitants of the others.
    pub(super) suffisants: usize,
    pub(super) petits: f64,
}

/// New groups of each piece, in their order.
///
/// # Errors
/// [`Refus`] that names the constraint: every one of these is a proof, whatever the way to cut up.
pub(super) fn repartir(
    pieces: &[Piece],
    demande: &Demande,
    visee: f64,
) -> Result<Vec<usize>, Refus> {
    let bornes: Vec<(usize, usize)> = pieces
        .iter()
        .map(|p| bornes(p, demande))
        .collect::<Result<_, _>>()?;
    let voulu = |p: &Piece| entier(p.population / visee + 0.5);
    let Some(n) = demande.groupes else {
        let choix = pieces.iter().zip(&bornes);
        return Ok(choix
            .map(|(p, (bas, haut))| voulu(p).max((*bas).max(1)).min(*haut))
            .collect());
    };
    let moins = bornes.iter().map(|b| b.0).sum();
    let plus = bornes.iter().map(|b| b.1).sum();
    if !(moins..=plus).contains(&n) {
        return Err(Refus::Nombre {
            demande: n,
            moins,
            plus,
        });
    }
    // The piece whose groups would be the most populated gets the next one.
    let mut nombres: Vec<usize> = bornes.iter().map(|b| b.0).collect();
    for _ in moins..n {
        let charge = |i: &usize| pieces[*i].population / (nombres[*i] + 1) as f64;
        let libres = (0..pieces.len()).filter(|&i| nombres[i] < bornes[i].1);
        if let Some(i) = libres.max_by(|a, b| charge(a).total_cmp(&charge(b)).then(b.cmp(a))) {
            nombres[i] += 1;
        }
    }
    Ok(nombres)
}

/// Other numbers of groups, from what the best search broke in each piece: fewer where groups are under the floor, more where
/// they are above the ceiling. `None` when the number was asked for, or when the bounds let nothing change.
pub(super) fn ajuster(
    pieces: &[Piece],
    demande: &Demande,
    nombres: &[usize],
    fautes: &[(usize, usize)],
) -> Option<Vec<usize>> {
    if demande.groupes.is_some() {
        return None;
    }
    let ajuste = |((p, &n), &(sous, sur)): ((&Piece, &usize), &(usize, usize))| {
        let (bas, haut) = bornes(p, demande).ok()?;
        // Two groups under the floor become one.
        let voulu = match sous >= sur {
            true => n.saturating_sub(sous.div_ceil(2)),
            false => n + sur.div_ceil(2),
        };
        Some(voulu.max(bas.max(1)).min(haut))
    };
    let tous = pieces.iter().zip(nombres).zip(fautes);
    let nouveaux: Vec<usize> = tous.map(ajuste).collect::<Option<_>>()?;
    (nouveaux != nombres).then_some(nouveaux)
}

/// Fewest and most groups of a piece: each has a place that reaches the floor by itself, or only some of the others.
fn bornes(p: &Piece, demande: &Demande) -> Result<(usize, usize), Refus> {
    let (min, max) = (demande.min, demande.max);
    let plus = match min > 0.0 {
        true => (p.suffisants + entier(p.petits / min + 1e-9)).min(p.atomes),
        false => p.atomes,
    };
    if demande.depart != Depart::Zero {
        return Ok((0, plus));
    }
    if p.population < min {
        return Err(Refus::SousLePlancher {
            nom: p.nom.clone(),
            population: p.population,
            min,
        });
    }
    let moins = entier((p.population / max - 1e-9).ceil()).max(1);
    if moins > plus {
        let (nom, population) = (p.nom.clone(), p.population);
        return Err(Refus::AucunNombre {
            nom,
            population,
            trop_peu: moins - 1,
            min,
            max,
        });
    }
    Ok((moins, plus))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "float to integer saturates; a number of groups is far below"
)]
fn entier(x: f64) -> usize {
    x.floor().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demande(groupes: Option<usize>) -> Demande {
        Demande {
            depart: Depart::Zero,
            min: 40_000.0,
            max: 175_000.0,
            groupes,
            km_max: None,
            temps: None,
            ensemble: Vec::new(),
            separer: Vec::new(),
            villes_entieres: false,
            propositions: 1,
            graine: 1,
        }
    }

    fn pieces(populations: &[f64]) -> Vec<Piece> {
        let piece = |&population: &f64| Piece {
            nom: "A".into(),
            population,
            atomes: 100,
            suffisants: 0,
            petits: population,
        };
        populations.iter().map(piece).collect()
    }

    #[test]
    fn each_piece_has_its_share_within_its_bounds() {
        let p = pieces(&[800_000.0, 160_000.0, 41_000.0]);
        assert_eq!(repartir(&p, &demande(None), 80_000.0).unwrap(), [10, 2, 1]);
        assert_eq!(
            repartir(&p, &demande(Some(20)), 80_000.0).unwrap(),
            [16, 3, 1]
        );
        let refus = repartir(&p, &demande(Some(30)), 80_000.0).unwrap_err();
        assert_eq!(
            refus,
            Refus::Nombre {
                demande: 30,
                moins: 7,
                plus: 25
            }
        );
    }

    /// Four places of 60 000 and one of 50 000: five groups at most, though 290 000 inhabitants are seven floors.
    #[test]
    fn a_place_that_reaches_the_floor_fills_a_group_by_itself() {
        let p = [Piece {
            atomes: 7,
            suffisants: 5,
            petits: 30_000.0,
            ..pieces(&[320_000.0])[0].clone()
        }];
        assert_eq!(repartir(&p, &demande(None), 40_000.0).unwrap(), [5]);
        assert!(matches!(
            repartir(&p, &demande(Some(6)), 80_000.0),
            Err(Refus::Nombre { plus: 5, .. })
        ));
    }

    #[test]
    fn a_number_that_was_not_asked_for_follows_what_the_search_broke() {
        let p = pieces(&[800_000.0, 160_000.0]);
        let suite = |fautes: [(usize, usize); 2]| ajuster(&p, &demande(None), &[10, 2], &fautes);
        assert_eq!(suite([(3, 0), (0, 0)]), Some(vec![8, 2]));
        assert_eq!(suite([(0, 1), (1, 0)]), Some(vec![11, 1]));
        assert_eq!(suite([(0, 0), (0, 0)]), None);
        assert_eq!(
            ajuster(&p, &demande(Some(12)), &[10, 2], &[(3, 0), (0, 0)]),
            None
        );
    }

    #[test]
    fn what_no_number_suits_is_named() {
        let seule =
            |population| repartir(&pieces(&[population]), &demande(None), 80_000.0).unwrap_err();
        assert!(matches!(seule(39_999.0), Refus::SousLePlancher { .. }));
        let etroite = Demande {
            min: 100_000.0,
            max: 120_000.0,
            ..demande(None)
        };
        let refus = repartir(&pieces(&[150_000.0]), &etroite, 80_000.0).unwrap_err();
        assert!(
            matches!(refus, Refus::AucunNombre { trop_peu: 1, .. }),
            "{refus:?}"
        );
        let poches = Demande {
            depart: Depart::Poches,
            ..demande(None)
        };
        assert_eq!(
            repartir(&pieces(&[30_000.0, 90_000.0]), &poches, 80_000.0).unwrap(),
            [0, 1]
        );
    }
}
