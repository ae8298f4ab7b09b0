//! Which variables are the whole of others, by the percentages of the catalogue: what a drawn file must respect to be true.

use std::collections::BTreeMap;

use super::Catalogue;
use crate::indicateurs::definition::Regle;
use crate::model::lecture::Domaine;

impl Catalogue {
    /// How many parts within parts each variable is the whole of: 0 when it is that of none.
    #[must_use]
    pub fn emboitements(&self) -> BTreeMap<String, i32> {
        let parts: Vec<(Vec<&str>, Vec<&str>)> = self
            .definitions()
            .iter()
            .filter_map(|d| match &d.regle {
                Regle::Ratio {
                    numerateur: n,
                    denominateur: t,
                    ..
                }
                | Regle::Complement {
                    numerateur: n,
                    denominateur: t,
                    ..
                } if d.domaine == Domaine::Pourcentage => {
                    // The other alternatives of a whole are the sum of its parts.
                    let tout = t.alternatives().first()?.iter().map(String::as_str);
                    Some((n.variables().collect(), tout.collect()))
                }
                _ => None,
            })
            .collect();
        let mut rangs = BTreeMap::new();
        // As many passes as there are ranks: a part of a part, and so on.
        for _ in 0..5 {
            for (partie, tout) in &parts {
                let de = |v: &&str| rangs.get(*v).copied().unwrap_or(0);
                let rang = 1 + partie.iter().map(de).max().unwrap_or(0);
                for v in tout {
                    let place: &mut i32 = rangs.entry((*v).to_owned()).or_default();
                    *place = rang.max(*place);
                }
            }
        }
        rangs
    }
}
