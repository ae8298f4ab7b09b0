//! Two sheets of one workbook that give the same series: the same figures are read once, others are not chosen between.

use std::collections::BTreeMap;

use crate::load::source::normalise::affichable;
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, SerieClasse, Table};
use crate::model::{Referentiel, UniteId, Valeur};

/// The first unit of which two series do not say the same.
fn ecart<T: PartialEq>(a: &[T], b: &[T], dit: impl Fn(&T) -> bool) -> Option<UniteId> {
    let paires = a.iter().zip(b);
    let differentes = |(x, y): (&T, &T)| dit(x) && dit(y) && x != y;
    let rang = paires.map(differentes).position(|d| d)?;
    u32::try_from(rang).ok().map(UniteId)
}

/// Takes out of two tables of a workbook the series that they do not give alike, and notes why; `feuille` is the second sheet.
pub(super) fn ecarte(
    referentiel: &Referentiel,
    deja: &mut Table,
    neuve: &mut Table,
    feuille: &str,
) {
    let mut ecarts: BTreeMap<CleSerie, Option<UniteId>> = BTreeMap::new();
    // What two sheets already gave in two ways is not what a third says.
    for refus in &deja.refus {
        if neuve.series.contains_key(&refus.cle) || neuve.classes.contains_key(&refus.cle) {
            ecarts.insert(refus.cle.clone(), None);
        }
    }
    for (cle, valeurs) in &neuve.series {
        let autres = deja.series.get(cle);
        let dit = |v: &Valeur| *v != Valeur::Absente;
        if let Some(unite) = autres.and_then(|a| ecart(a, valeurs, dit)) {
            ecarts.insert(cle.clone(), Some(unite));
        }
    }
    for (cle, classes) in &neuve.classes {
        let autres: Option<&SerieClasse> = deja.classes.get(cle);
        let unite = autres.and_then(|a| ecart(&a.codes, &classes.codes, Option::is_some));
        if let Some(unite) = unite {
            ecarts.insert(cle.clone(), Some(unite));
        }
    }
    for (cle, unite) in ecarts {
        neuve.series.remove(&cle);
        neuve.classes.remove(&cle);
        let Some(unite) = unite else { continue };
        deja.series.remove(&cle);
        deja.classes.remove(&cle);
        let unite = referentiel.unite(unite);
        let motif = format!(
            "une autre feuille du classeur la donne aussi et ne dit pas la même chose («\u{a0}{}\u{a0}», pour {}, {}). Rien ne dit laquelle prendre\u{a0}: ne gardez \
             que la bonne, ou écrivez l'année de chacune dans son nom si elles sont d'années différentes.",
            affichable(feuille, 60),
            unite.nom,
            unite.code
        );
        let entete = neuve.entetes.get(&cle).cloned();
        deja.refus.push(Refus { cle, entete, motif });
    }
}
