//! Figures of years to come: a year mistyped, or a number that is no year.

use std::collections::{BTreeMap, BTreeSet};

use super::seuils::Seuil;
use super::{Fichier, Juge};
use crate::francais::enumerer;
use crate::load::jeu::section::SECTION;
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, Table};
use crate::model::{Constat, RegleConstat, Severite, date_de_liste};

impl Juge<'_> {
    /// Year of the list of communes, or of the population when the list has none.
    fn annee(&self) -> i32 {
        let liste = date_de_liste(Some(&self.referentiel.nom), None);
        let population = i32::from(self.referentiel.millesime_population);
        liste.map_or(population, |jour| jour.annee().max(population))
    }

    /// Whether a series is of a year too far after that of the list of communes, else of the population; without either, or for what
    /// is no population without the first, nothing tells.
    fn a_venir(&self, seuil: &Seuil, population: bool, (variable, an): &CleSerie) -> bool {
        let datee = date_de_liste(Some(&self.referentiel.nom), None).is_some();
        let reference = if population || datee { self.annee() } else { 0 };
        let avance = |an: u16| f64::from(an) > f64::from(reference) + seuil.valeur;
        reference > 0 && seuil.concerne(variable) && an.is_some_and(avance)
    }

    /// Takes out what is of a year to come: populations, and all that a file of the user says. The columns of the others are dated
    /// by their producer: what is odd is said, the program being perhaps the older of the two.
    pub(super) fn ecarte_l_avenir(&self, fichier: Fichier<'_>, table: &mut Table) {
        let cles = table.series.keys().chain(table.classes.keys());
        let publiees = table.publies.chiffres.values().flat_map(BTreeMap::keys);
        let cles: BTreeSet<CleSerie> = cles.chain(publiees).cloned().collect();
        let mut dits = BTreeSet::new();
        for cle in cles {
            let population = self.a_venir(&self.seuils.avance, true, &cle);
            let autre = self.a_venir(&self.seuils.avance_autres, false, &cle);
            if population || autre && fichier.sien {
                table.series.remove(&cle);
                table.classes.remove(&cle);
                for chiffres in table.publies.chiffres.values_mut() {
                    chiffres.remove(&cle);
                }
                table.refus.push(self.refus(&cle, table));
            } else if autre {
                dits.extend(cle.1);
            }
        }
        let dits: Vec<String> = dits.iter().map(u16::to_string).collect();
        if !dits.is_empty() {
            table.constats.push(self.dit_l_avenir(fichier.nom, &dits));
        }
    }

    fn dit_l_avenir(&self, fichier: &str, ans: &[String]) -> Constat {
        let texte = format!(
            "{fichier}\u{a0}: des chiffres sont de {}, quand la liste des communes de cpts est de {}. Vérifiez l'année\u{a0}; si elle est juste, mettez cpts à \
             jour.",
            enumerer(ans, 4),
            self.annee()
        );
        let regle = RegleConstat::AnneeAVenir;
        Constat::new(regle, Severite::Attention, SECTION, texte).avec_origine(fichier)
    }

    fn refus(&self, cle: &CleSerie, table: &Table) -> Refus {
        Refus {
            cle: cle.clone(),
            entete: table.entetes.get(cle).cloned(),
            motif: format!(
                "aucun chiffre n'est connu pour l'année {}, postérieure à {}, celle de la liste des communes de cpts. \
                 Corrigez l'année\u{a0}; si elle est juste, mettez cpts à jour.",
                cle.1.unwrap_or_default(),
                self.annee()
            ),
        }
    }
}
