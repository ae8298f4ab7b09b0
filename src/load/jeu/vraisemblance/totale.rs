//! A « population totale » that is not that of the INSEE: the all-ages population beside an APL, or the population municipale again.
//!
//! The law: the population totale of the INSEE is the population municipale and those counted apart, which some communes at least
//! have. A column that is equal to the municipale everywhere is no other; beside the APL of the DREES, « population totale » means
//! « of all ages », unless the municipale of the sheet proves the contrary.

use super::{Fichier, Juge, TOTALE};
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, Table};
use crate::model::Valeur;
use crate::model::lecture::population::VARIABLE;

/// What the variables of an APL and of its weights begin with.
const APL: &str = "apl_";

/// How a population totale stands to the municipale of the same sheet and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rapport {
    /// Too few communes have both.
    Inconnu,
    /// It is the same everywhere.
    Egale,
    /// It is more for most communes, and nowhere less.
    Totale,
    /// Neither.
    Autre,
}

impl Juge<'_> {
    /// Takes out the columns of a sheet of the user that bear the name and are something else.
    pub(super) fn ecarte_les_fausses_totales(&self, fichier: Fichier<'_>, table: &mut Table) {
        if !fichier.sien {
            return;
        }
        let apl = table.series.keys().any(|(v, _)| v.starts_with(APL));
        let cles = table.series.keys().filter(|(v, _)| v == TOTALE);
        let cles: Vec<CleSerie> = cles.cloned().collect();
        for cle in cles {
            let motif = match rapport(table, &cle, self.seuils.totale_communes.valeur) {
                Rapport::Egale => {
                    "elle est partout égale à la population municipale de cette feuille"
                }
                // A column that the user declares is what he says.
                Rapport::Inconnu | Rapport::Autre if apl && fichier.officiel => {
                    "à côté d'une APL de la DREES, « population totale » veut dire « de tous âges »"
                }
                Rapport::Inconnu | Rapport::Autre | Rapport::Totale => continue,
            };
            table.series.remove(&cle);
            table.refus.push(Refus {
                entete: table.entetes.get(&cle).cloned(),
                motif: format!(
                    "{motif}\u{a0}: ce n'est pas la population totale de l'INSEE, qui compte aussi la population comptée à part et dont \
                     dépend la taille au sens de l'ACI. Déposez les populations de référence de l'INSEE\u{a0}; si c'en est bien une, \
                     déclarez-la (variable population_totale d'un [[fichier]] de cpts.toml)."
                ),
                cle,
            });
        }
    }
}

fn rapport(table: &Table, cle: &CleSerie, communes_min: f64) -> Rapport {
    let municipale = table.series.get(&(VARIABLE.to_owned(), cle.1));
    let (Some(totale), Some(municipale)) = (table.series.get(cle), municipale) else {
        return Rapport::Inconnu;
    };
    let (mut plus, mut moins, mut communes) = (0, 0, 0_u32);
    for (t, m) in totale.iter().zip(municipale) {
        if let (Valeur::Connue(t), Valeur::Connue(m)) = (t, m) {
            communes += 1;
            plus += u32::from(t > m);
            moins += u32::from(t < m);
        }
    }
    match (plus, moins) {
        _ if f64::from(communes) < communes_min => Rapport::Inconnu,
        (0, 0) => Rapport::Egale,
        (plus, 0) if plus * 2 > communes => Rapport::Totale,
        _ => Rapport::Autre,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::load::jeu::vraisemblance::Seuils;

    /// Whether the population totale of a sheet is kept.
    fn gardee(ecart: f64, apl: bool, municipale: bool, declaree: bool) -> bool {
        let essai = Essai::communes(&[300; 30]);
        let juge = Juge {
            referentiel: &essai.dataset.referentiel,
            seuils: &Seuils::embarques().unwrap(),
        };
        let mut table = Table::default();
        let mut serie = |variable: &str, x: f64| {
            let cle = (variable.to_owned(), Some(2021));
            table.series.insert(cle, vec![Valeur::Connue(x); 30]);
        };
        serie(TOTALE, 300.0 + ecart);
        if municipale {
            serie(VARIABLE, 300.0);
        }
        if apl {
            serie("apl_mg", 2.0);
        }
        let fichier = Fichier {
            nom: "f.csv",
            libre: false,
            officiel: !declaree,
            sien: true,
        };
        juge.ecarte_les_fausses_totales(fichier, &mut table);
        let reste = table.series.contains_key(&(TOTALE.to_owned(), Some(2021)));
        assert_eq!(table.refus.len(), usize::from(!reste));
        reste
    }

    proptest! {
        #[test]
        fn a_population_totale_is_kept_only_where_nothing_says_that_it_is_another(
            ecart in prop_oneof![Just(0.0), 1.0..40.0_f64],
            apl in any::<bool>(), municipale in any::<bool>(), declaree in any::<bool>(),
        ) {
            let egale = municipale && ecart == 0.0;
            let prouvee = municipale && ecart > 0.0;
            let attendue = !egale && (prouvee || declaree || !apl);
            prop_assert_eq!(gardee(ecart, apl, municipale, declaree), attendue);
        }
    }
}
