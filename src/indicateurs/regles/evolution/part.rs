//! The pace of a share: its change between two vintages, in points a year, over the communes that have all four figures.

use std::collections::BTreeSet;

use super::Evolution;
use super::communs::Communs;
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::comparaison::ecart;
use crate::indicateurs::definition::{Definition, MesureEvolution};
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::indicateurs::regles::refusee::Refusee;
use crate::indicateurs::regles::{Preparation, Prete, Provenance};
use crate::model::lecture::{Atome, Cause, Groupe, Intervalle, Lu, Territoire};
use crate::model::{Statut, UniteId};

/// The part and the whole at a date.
struct Terme<'a> {
    annee: u16,
    part: Groupe<'a>,
    tout: Groupe<'a>,
}

impl<'a> Terme<'a> {
    fn a(donnees: &'a Donnees<'a>, annee: u16, [part, tout]: [&Expression; 2]) -> Option<Self> {
        let lire = |e: &Expression| {
            let groupe = donnees.resoudre_vers(e, Some(annee));
            groupe.filter(|g| g.millesime == Some(annee))
        };
        Some(Self {
            annee,
            part: lire(part)?,
            tout: lire(tout)?,
        })
    }

    /// Units that the part is known of.
    fn connues(&self) -> usize {
        let connues = self.part.colonnes.iter().map(|c| c.valeurs.connues());
        connues.min().unwrap_or(0)
    }

    /// Part and whole of a unit, when both are known.
    fn lus(&self, unite: UniteId, pieces: &[UniteId]) -> Result<(f64, f64), Cause> {
        let (part, tout) = (
            self.part.compte(unite, pieces),
            self.tout.compte(unite, pieces),
        );
        match (part, tout) {
            (Lu::Connu(n), Lu::Connu(d)) => Ok((n, d)),
            (n, d) => Err(n.cause().max(d.cause()).unwrap_or(Cause::Absent)),
        }
    }
}

struct Rythme<'a> {
    avant: Terme<'a>,
    /// The same, as the part alone evolves: communes merged or split since are told there.
    comptes: Evolution<'a>,
    apres: Terme<'a>,
}

pub(in crate::indicateurs::regles) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    part: &Expression,
    tout: &Expression,
) -> Preparation<'a> {
    let annees: BTreeSet<u16> = part
        .variables()
        .flat_map(|v| donnees.millesimes(v))
        .flatten()
        .collect();
    let mut termes: Vec<Terme<'a>> = annees
        .into_iter()
        .filter_map(|annee| Terme::a(donnees, annee, [part, tout]))
        .collect();
    let apres = termes.pop();
    let large = termes.iter().map(Terme::connues).max().unwrap_or(0);
    termes.retain(|t| t.connues() >= large.div_ceil(2));
    let (Some(apres), false) = (apres, termes.is_empty()) else {
        return Err(format!(
            "il faut deux millésimes datés de «\u{a0}{part}\u{a0}»"
        ));
    };
    let variable = part.variables().next().unwrap_or_default();
    let regle = ecart(variable);
    let limite = regle.map_or(apres.annee, |r| r.dernier_comparable(apres.annee));
    let annees: Vec<u16> = termes
        .iter()
        .map(|t| t.annee)
        .chain([apres.annee])
        .collect();
    let Some(avant) = termes.into_iter().find(|t| t.annee <= limite) else {
        return Ok(Box::new(Refusee {
            lues: vec![apres.part, apres.tout],
            motif: regle.map_or_else(String::new, |r| {
                r.refus(donnees.fichiers, variable, &annees)
            }),
        }));
    };
    let groupes = (avant.part.clone(), apres.part.clone());
    let comptes = Evolution::entre(
        donnees,
        groupes,
        (avant.annee, apres.annee),
        MesureEvolution::Annuelle,
    );
    Ok(Box::new(Rythme {
        avant,
        comptes,
        apres,
    }))
}

impl Rythme<'_> {
    fn ajouter(
        &self,
        [avant, apres]: &mut [Cumul; 2],
        atome: &Atome,
        (unite, pieces): (UniteId, &[UniteId]),
    ) {
        let lus = (self.avant.lus(unite, pieces), self.apres.lus(unite, pieces));
        match lus {
            (Ok((n0, d0)), Ok((n1, d1))) => {
                avant.connu(atome, n0 * atome.part, d0 * atome.part);
                apres.connu(atome, n1 * atome.part, d1 * atome.part);
            }
            (a, b) => {
                let cause = a.err().max(b.err()).unwrap_or(Cause::Absent);
                avant.inconnu(cause, Intervalle::TOUT, 0.0);
                apres.inconnu(cause, Intervalle::TOUT, 0.0);
            }
        }
    }

    fn sommer(&self, territoire: &Territoire, communs: &Communs) -> [Cumul; 2] {
        let mut cumuls = [Cumul::default(), Cumul::default()];
        let mut reunis = communs.reunir();
        territoire.unites(|atome, pieces| {
            if reunis.prend(atome) {
                return;
            }
            match self.comptes.incomparable(atome.unite) {
                Some(motif) => cumuls
                    .iter_mut()
                    .for_each(|c| c.incomparable(motif.clone())),
                None => self.ajouter(&mut cumuls, atome, (atome.unite, pieces)),
            }
        });
        for reuni in reunis.finir() {
            match reuni {
                Ok((atome, commun)) => self.ajouter(&mut cumuls, &atome, commun.unites()),
                Err(commun) => {
                    let motif = commun.motif(self.comptes.referentiel);
                    cumuls
                        .iter_mut()
                        .for_each(|c| c.incomparable(motif.clone()));
                }
            }
        }
        cumuls
    }
}

impl Prete for Rythme<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let [avant, apres] = self
            .comptes
            .avec_communs(territoire, |c| self.sommer(territoire, c));
        let forme = Forme::Quotient(100.0);
        let avant = avant.conclure(territoire, definition, forme);
        let apres = apres.conclure(territoire, definition, forme);
        let gain = apres
            .valeur
            .zip(avant.valeur)
            .map(|(fin, debut)| fin - debut);
        let statut = gain.map_or(Statut::NonPublie, |_| apres.statut);
        Agregat {
            valeur: gain.map(|points| points / self.comptes.annees),
            bornes: None,
            numerateur: None,
            denominateur: None,
            statut,
            ..apres
        }
    }

    fn provenance(&self) -> Provenance {
        let (a, b) = (&self.avant, &self.apres);
        Provenance::des_groupes(&[&a.part, &a.tout, &b.part, &b.tout])
    }
}
