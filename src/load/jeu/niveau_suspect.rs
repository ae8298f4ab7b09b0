//! Tables by bassin de vie without the lines that say it: a bassin de vie has the code of a commune, and its figures are not those of
//! that commune. Thresholds in `niveaux.toml`.
//!
//! The law: a table whose codes are nearly all those of another level, and nearly all those of that level, is not given to communes.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::francais::denombre;
use crate::load::fichier::devenir::Lu;
use crate::load::jeu::section::SECTION;
use crate::load::table::resultat::Table;
use crate::model::{
    CodeCommune, Constat, ErreurDonnees, Genre, Niveau, Referentiel, RegleConstat, Severite,
    UniteId, Valeur,
};
use crate::texte_toml::Embarque;

pub static SEUILS: Embarque<Seuils> = Embarque::new(include_str!("niveaux.toml"), "niveaux.toml");

/// Classes whose codes are those of communes.
const BASSINS: [&str; 2] = ["bv2022", "bv2012"];

/// Our own choices about the tables of a level that nothing tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seuils {
    part_bassins: Seuil,
    part_presents: Seuil,
    communes_bassins: Seuil,
    nationale_departements: Seuil,
    nationale_communes: Seuil<[f64; 2]>,
    grande: Seuil,
    part_grandes: Seuil,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
struct Seuil<T = f64> {
    valeur: T,
    unite: String,
    reference: String,
    date: String,
    confiance: String,
}

/// What a table is, from its communes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suspect {
    /// Nothing says that it is not by commune.
    Non,
    /// So few communes that chance can do it.
    PeutEtre,
    /// Those of the bassins de vie.
    Bassins,
    /// A country without its large communes, and nothing tells the bassins de vie.
    SansLesGrandes,
}

/// Takes from the communes the tables that are by bassin de vie, and says so.
///
/// # Errors
/// The embedded rules are wrong.
pub fn controle(referentiel: &Referentiel, lus: &mut [Lu]) -> Result<(), ErreurDonnees> {
    let juge = Juge {
        referentiel,
        seuils: SEUILS.lire()?,
        bassins: bassins(referentiel, lus),
    };
    for lu in lus.iter_mut() {
        let d = &lu.descripteur;
        // What the user declares is what he says; a sparse file has few communes.
        if d.utilisateur || d.creux || lu.table.series.is_empty() {
            continue;
        }
        let Some(communes) = juge.communes(&lu.table) else {
            continue;
        };
        let suspect = juge.juge(&communes);
        if suspect != Suspect::Non {
            let constat = constat(&lu.chemin, suspect, communes.len());
            lu.table.constats.push(constat);
        }
        match suspect {
            Suspect::Non | Suspect::PeutEtre => {}
            Suspect::Bassins => juge.publie(&communes, &mut lu.table),
            Suspect::SansLesGrandes => lu.table.series.clear(),
        }
    }
    Ok(())
}

/// Communes that give their code to a bassin de vie, as the files tell them.
fn bassins(referentiel: &Referentiel, lus: &[Lu]) -> BTreeSet<UniteId> {
    let tables = lus.iter().flat_map(|lu| &lu.table.classes);
    let siennes = tables.filter(|((variable, _), _)| BASSINS.contains(&variable.as_str()));
    let codes: BTreeSet<&String> = siennes
        .flat_map(|(_, s)| s.codes.iter().flatten())
        .collect();
    let unite = |code: &&String| referentiel.par_code(CodeCommune::parse(code).ok()?);
    codes.iter().filter_map(unite).collect()
}

struct Juge<'a> {
    referentiel: &'a Referentiel,
    seuils: &'a Seuils,
    bassins: BTreeSet<UniteId>,
}

impl Juge<'_> {
    /// Communes of which a table says something; `None` when they are too many for another level.
    fn communes(&self, table: &Table) -> Option<BTreeSet<UniteId>> {
        let [_, plus] = self.seuils.nationale_communes.valeur;
        let plus = plus.max(self.bassins.len() as f64 / self.seuils.part_bassins.valeur) as usize;
        let mut communes = BTreeSet::new();
        for valeurs in table.series.values() {
            let dites = (0u32..)
                .zip(valeurs)
                .filter(|(_, v)| **v != Valeur::Absente);
            communes.extend(dites.map(|(id, _)| UniteId(id)));
            if communes.len() > plus {
                return None;
            }
        }
        Some(communes)
    }

    fn juge(&self, communes: &BTreeSet<UniteId>) -> Suspect {
        let s = self.seuils;
        let departement = |id: &UniteId| self.referentiel.unite(*id).departement;
        let departements: BTreeSet<usize> = communes.iter().map(departement).collect();
        let ici = self
            .bassins
            .iter()
            .filter(|b| departements.contains(&departement(b)));
        let n = communes.len() as f64;
        let poles = communes.intersection(&self.bassins).count() as f64;
        let presents = poles >= s.part_presents.valeur * ici.count() as f64;
        if n > 1.0 && poles >= s.part_bassins.valeur * n && presents {
            let assez = n >= s.communes_bassins.valeur;
            return if assez {
                Suspect::Bassins
            } else {
                Suspect::PeutEtre
            };
        }
        let [moins, plus] = s.nationale_communes.valeur;
        let nationale = departements.len() as f64 >= s.nationale_departements.valeur;
        let inconnus = (self.bassins.len() as f64) < moins;
        if inconnus && nationale && (moins..=plus).contains(&n) && !self.a_les_grandes(communes) {
            return Suspect::SansLesGrandes;
        }
        Suspect::Non
    }

    /// Whether a table has nearly all the large communes.
    fn a_les_grandes(&self, communes: &BTreeSet<UniteId>) -> bool {
        let r = self.referentiel;
        let grande = |id: &UniteId| {
            let u = r.unite(*id);
            let habitants = u.population.map_or(0.0, f64::from);
            u.genre != Genre::Arrondissement && habitants >= self.seuils.grande.valeur
        };
        let grandes: Vec<UniteId> = r.france().filter(grande).collect();
        let dites = grandes.iter().filter(|id| communes.contains(id)).count();
        dites as f64 >= self.seuils.part_grandes.valeur * grandes.len() as f64
    }

    /// Gives its figures to the bassins de vie.
    fn publie(&self, communes: &BTreeSet<UniteId>, table: &mut Table) {
        for (cle, valeurs) in std::mem::take(&mut table.series) {
            for id in communes {
                let valeur = valeurs.get(id.0 as usize).copied();
                let Some(valeur) = valeur.filter(|v| *v != Valeur::Absente) else {
                    continue;
                };
                let unite = self.referentiel.unite(*id);
                let territoire = (Niveau::BassinVie, unite.code.to_string());
                let noms = &mut table.publies.noms;
                noms.entry(territoire.clone())
                    .or_insert_with(|| unite.nom.clone());
                let siens = table.publies.chiffres.entry(territoire).or_default();
                siens.entry(cle.clone()).or_insert(valeur);
            }
        }
        table.fusions = crate::load::table::fusions::Fusions::default();
        table.fusions_incertaines.clear();
        table.non_fusionnes.clear();
    }
}

fn constat(fichier: &str, suspect: Suspect, communes: usize) -> Constat {
    let codes = denombre(communes, "code", "codes");
    let remede = "Si c'est bien un tableau par commune, décrivez-le dans un [[fichier]] de cpts.toml\u{a0}; sinon, laissez-lui ses lignes de titre, ou mettez BV \
                  dans son nom.";
    let (severite, texte) = match suspect {
        Suspect::SansLesGrandes => (
            Severite::Alerte,
            format!(
                "{fichier}\u{a0}: ses {codes} sont dans presque tous les départements, sans la plupart des grandes communes\u{a0}: c'est sans doute un tableau par bassin \
                 de vie, dont les codes sont aussi ceux de communes. Rien n'en est lu. {remede}"
            ),
        ),
        Suspect::Bassins => (
            Severite::Attention,
            format!(
                "{fichier}\u{a0}: ses {codes} sont ceux des bassins de vie de ces départements, et non de leurs communes\u{a0}: ses chiffres sont lus comme ceux des bassins \
                 de vie, et d'aucune commune. {remede}"
            ),
        ),
        Suspect::PeutEtre | Suspect::Non => (
            Severite::Attention,
            format!(
                "{fichier}\u{a0}: ses {codes} sont tous les bassins de vie de ces départements, et presque rien d'autre\u{a0}: ses chiffres sont lus comme ceux des communes \
                 de ces codes, vérifiez qu'ils ne sont pas ceux des bassins de vie. {remede}"
            ),
        ),
    };
    Constat::new(RegleConstat::NiveauSuspect, severite, SECTION, texte).avec_origine(fichier)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indicateurs::essai::Essai;

    proptest! {
        /// A table that has the bassins de vie and nothing else is theirs; one that has other communes as well is of communes.
        #[test]
        fn a_table_of_the_poles_alone_is_that_of_the_bassins(manquent in 0..40_usize, autres in 0..60_usize) {
            let essai = Essai::communes(&[300; 300]);
            let bassins: BTreeSet<UniteId> = (0..60).map(UniteId).collect();
            let juge = Juge { referentiel: &essai.dataset.referentiel, seuils: SEUILS.lire().unwrap(), bassins };
            let lues = (manquent..60).chain(60..60 + autres);
            let communes: BTreeSet<UniteId> = lues.map(|i| UniteId(u32::try_from(i).unwrap())).collect();
            let poles = 60 - manquent;
            let attendu = if poles * 10 >= 9 * (poles + autres) && poles >= 48 { Suspect::Bassins } else { Suspect::Non };
            prop_assert_eq!(juge.juge(&communes), attendu, "{} {}", manquent, autres);
        }
    }

    #[test]
    fn the_figures_go_to_the_bassins_and_to_no_commune() {
        let essai = Essai::communes(&[300; 30]);
        let juge = Juge {
            referentiel: &essai.dataset.referentiel,
            seuils: SEUILS.lire().unwrap(),
            bassins: BTreeSet::new(),
        };
        let mut table = Table::default();
        let mut valeurs = vec![Valeur::Absente; 30];
        valeurs[3] = Valeur::Connue(12.0);
        valeurs[4] = Valeur::Masquee;
        table
            .series
            .insert(("taux_pauvrete".to_owned(), Some(2021)), valeurs);
        let communes = juge.communes(&table).unwrap();
        juge.publie(&communes, &mut table);
        assert!(table.series.is_empty());
        let lus = table.publies.chiffres;
        assert_eq!(lus.len(), 2);
        assert!(lus.keys().all(|(n, _)| *n == Niveau::BassinVie));
    }
}
