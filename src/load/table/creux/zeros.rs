//! The zeros of one series of a sparse file, but where its silence is no zero.

use std::collections::BTreeSet;

use super::Seuils;
use super::grandes::grandes;
use super::silence::{Champ, Dit, silences};
use crate::load::table::cle::CleSerie;
use crate::load::table::inconnues::Inconnues;
use crate::load::table::silences::Silence;
use crate::model::{Referentiel, UniteId, Valeur};

/// What is known of a vintage of the file.
pub(super) struct Zeros<'a> {
    pub referentiel: &'a Referentiel,
    pub seuils: &'a Seuils,
    /// What the rows not used leave unknown.
    pub inconnues: &'a Inconnues,
    /// Units of which the file speaks.
    pub parlees: &'a [UniteId],
    /// Where its silence is judged, unless its descriptor says that it is whole.
    pub champ: Option<Champ<'a>>,
}

impl Zeros<'_> {
    /// Writes those of a series, and tells where it is silent although it ought to have some.
    pub(super) fn ecrit(&self, cle: &CleSerie, valeurs: &mut [Valeur]) -> Vec<Silence> {
        let bornes = (cle.clone(), UniteId(0))..=(cle.clone(), UniteId(u32::MAX));
        let sans_chiffre = self.inconnues.sans_chiffre.range(bornes);
        let sans_chiffre: BTreeSet<UniteId> = sans_chiffre.map(|(_, id)| *id).collect();
        let tus = self.silences(cle, valeurs, &sans_chiffre);
        let tues = tus.iter().flat_map(|s| s.lieu.communes(self.referentiel));
        let tues: BTreeSet<UniteId> = tues.collect();
        let douteux = self.inconnues.de_la_serie(cle);
        for &id in self.parlees {
            if let Some(place) = valeurs.get_mut(id.0 as usize)
                && *place == Valeur::Absente
                && !sans_chiffre.contains(&id)
            {
                *place = match douteux.contient(self.referentiel, id) {
                    true => Valeur::Rejetee,
                    false if tues.contains(&id) => Valeur::Absente,
                    false => Valeur::Connue(0.0),
                };
            }
        }
        tus
    }

    fn silences(
        &self,
        (variable, an): &CleSerie,
        valeurs: &[Valeur],
        sans_chiffre: &BTreeSet<UniteId>,
    ) -> Vec<Silence> {
        let Some(champ) = self.champ else {
            return Vec::new();
        };
        let dit = |id: UniteId| match valeurs.get(id.0 as usize) {
            None | Some(Valeur::Absente) if !sans_chiffre.contains(&id) => Dit::Rien,
            Some(Valeur::Connue(x)) if *x == 0.0 => Dit::Aucun,
            _ => Dit::Quelque,
        };
        let silence = |(lieu, attendues)| Silence {
            an: *an,
            variable: Some(variable.clone()),
            lieu,
            attendues,
        };
        let mut lus = silences(self.referentiel, self.seuils, champ, dit);
        let deja = lus
            .iter()
            .flat_map(|(lieu, _)| lieu.communes(self.referentiel));
        let tues = champ.tues.iter().copied().chain(deja).collect();
        let champ = Champ {
            tues: &tues,
            ..champ
        };
        let compte = |id: UniteId| {
            let valeur = valeurs.get(id.0 as usize);
            (dit(id), valeur.and_then(|v| v.connue()))
        };
        lus.extend(grandes(self.referentiel, self.seuils, champ, compte));
        lus.into_iter().map(silence).collect()
    }
}
