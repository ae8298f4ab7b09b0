//! Codes that their nomenclature has not, seen in one commune only, at one character of codes that it has: mistyped.
//!
//! Law: a typing error never lowers a published count. What it may have been is not known in its commune.

use std::collections::BTreeSet;

use crate::francais::enumerer;
use crate::load::format::nomenclatures::{Nomenclature, nomenclature};
use crate::load::table::cle::CleSerie;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::model::{Constat, ErreurDonnees, RegleConstat, SectionId, Severite, UniteId, Valeur};

/// Codes named in a sentence.
const NOMS: usize = 6;

/// A series of a code of no nomenclature.
pub(super) struct Isole {
    pub(super) code: String,
    pub(super) unite: UniteId,
    /// Codes that it may have been, and their series.
    pub(super) proches: Vec<(String, CleSerie)>,
}

impl Lignes<'_> {
    /// Takes away the series of mistyped codes, and leaves unknown what they may have been.
    ///
    /// # Errors
    /// The embedded nomenclatures are wrong.
    pub(super) fn ecarte_les_types_isoles(&mut self) -> Result<(), ErreurDonnees> {
        for (debut, nomenclature) in self.nomenclatures()? {
            for (cle, isole) in self.isoles(&debut, nomenclature) {
                self.table.series.remove(&cle);
                self.inconnu(&isole, nomenclature);
            }
        }
        self.ecarte_les_douteux()
    }

    /// Leaves unknown what a mistyped code may have been, and says so.
    pub(super) fn inconnu(&mut self, isole: &Isole, nomenclature: &Nomenclature) {
        let code = self.referentiel.unite(isole.unite).code;
        for (_, cle) in &isole.proches {
            let serie = self.table.series.get_mut(cle);
            if let Some(place) = serie.and_then(|s| s.get_mut(isole.unite.0 as usize)) {
                *place = Valeur::Rejetee;
            }
            let ou = Etendue::Commune(isole.unite, code);
            let lignes = &mut self.table.inconnues.lignes;
            lignes.insert((ou, Some(cle.clone())));
        }
        let constat = self.constat_du_type(isole, nomenclature);
        self.table.constats.push(constat);
    }

    /// Beginnings of the ids that a code ends, and its nomenclature.
    fn nomenclatures(&self) -> Result<Vec<(String, &'static Nomenclature)>, ErreurDonnees> {
        let mut trouvees = Vec::new();
        for v in &self.format.d.variables {
            let ids = v.quand.0.iter().filter_map(|q| q.nomenclature.as_deref());
            for id in ids {
                if let (Some(debut), Some(n)) = (v.id.strip_suffix("{}"), nomenclature(id)?) {
                    trouvees.push((debut.to_owned(), n));
                }
            }
        }
        Ok(trouvees)
    }

    fn isoles(&self, debut: &str, n: &Nomenclature) -> Vec<(CleSerie, Isole)> {
        let isole = |(cle, valeurs): (&CleSerie, &Vec<Valeur>)| {
            let code = cle.0.strip_prefix(debut)?.to_uppercase();
            let ancien = cle.1.is_some_and(|an| an < n.depuis);
            if ancien || n.codes.contains(&code) {
                return None;
            }
            let ids = (0u32..).map(UniteId).zip(valeurs);
            // What a lost row leaves unknown elsewhere is no other row of the type.
            let vue = |v: &Valeur| *v == Valeur::Masquee || v.connue().is_some_and(|n| n > 0.0);
            let mut vues = ids.filter(|(_, v)| vue(v));
            let (unite, _) = vues.next()?;
            let proche = |autre: &&String| strsim::osa_distance(autre, &code) == 1;
            let serie = |autre: &String| {
                let sienne = (format!("{debut}{}", autre.to_lowercase()), cle.1);
                let lue = self.table.series.contains_key(&sienne);
                lue.then(|| (autre.clone(), sienne))
            };
            let proches: Vec<_> = n.codes.iter().filter(proche).filter_map(serie).collect();
            let seul = vues.next().is_none() && !proches.is_empty();
            let isole = Isole {
                code,
                unite,
                proches,
            };
            seul.then(|| (cle.clone(), isole))
        };
        self.table.series.iter().filter_map(isole).collect()
    }

    fn constat_du_type(&self, isole: &Isole, n: &Nomenclature) -> Constat {
        let unite = self.referentiel.unite(isole.unite);
        let proches: BTreeSet<String> = isole.proches.iter().map(|(c, _)| c.clone()).collect();
        let proches: Vec<String> = proches.into_iter().collect();
        let texte = format!(
            "{}\u{a0}: le type «\u{a0}{}\u{a0}» n'est lu que pour {} ({}) et n'est pas connu parmi les {}. À un caractère de \
             {}, il peut être l'un d'eux, mal écrit\u{a0}: leur nombre n'y est pas connu. Si ce type est nouveau, dites-le par un descripteur à vous.",
            self.fichier,
            isole.code,
            unite.nom,
            unite.code,
            n.libelle,
            enumerer(&proches, NOMS)
        );
        let regle = RegleConstat::TypeIsole;
        Constat::new(regle, Severite::Attention, SectionId::S12, texte).avec_origine(self.fichier)
    }
}
