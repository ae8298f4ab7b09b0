//! Codes and names that do not go together: a column sorted or pasted without the other gives each commune the figures of another.
//!
//! The law: where the names beside the codes are those of other communes, nothing tells which of the two is right.

use crate::load::format::lieux::lieux;
use crate::load::source::normalise::normalise;
use crate::load::table::lieux_lus::Echangee;
use crate::load::table::lignes::Lignes;
use crate::model::{Constat, ErreurDonnees, RegleConstat, SectionId, Severite, UniteId};

impl Lignes<'_> {
    /// Whether a name is that of another commune of the département of the code.
    pub(super) fn est_le_nom_d_une_autre(&mut self, lu: &str, unite: UniteId) -> bool {
        let r = self.referentiel;
        if self.lieux.connus.is_empty() {
            let nom = |u: &crate::model::Unite| (u.departement, normalise(&u.nom));
            self.lieux.connus = r.unites.iter().map(nom).collect();
        }
        let (lu, sien) = (normalise(lu), normalise(&r.unite(unite).nom));
        // « Vergne » is La Vergne without its article, even where another commune is named Vergne.
        let partie = |long: &str, court: &str| format!(" {long} ").contains(&format!(" {court} "));
        let parent = partie(&sien, &lu) || partie(&lu, &sien);
        !parent
            && self
                .lieux
                .connus
                .contains(&(r.unite(unite).departement, lu))
    }

    /// Takes everything out of a table whose codes and names do not go together; tells a single such row.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub(super) fn juge_les_noms(&mut self) -> Result<(), ErreurDonnees> {
        let Some(premiere) = self.lieux.echangee.take() else {
            return Ok(());
        };
        let decalees = lieux()?.decalees(self.lieux.echangees, self.lieux.noms);
        if decalees {
            self.table.series.clear();
            self.table.classes.clear();
            self.table.cpts.clear();
            self.table.points.clear();
            self.table.contours.clear();
        }
        let constat = self.constat_des_noms(&premiere, decalees);
        self.table.constats.push(constat);
        Ok(())
    }

    fn constat_des_noms(&self, premiere: &Echangee, decalees: bool) -> Constat {
        let unite = self.referentiel.unite(premiere.unite);
        let exemple = format!(
            "ligne {}, le code {} est celui de {} et le nom écrit est «\u{a0}{}\u{a0}»",
            premiere.ligne, unite.code, unite.nom, premiere.nom
        );
        let (severite, texte) = if decalees {
            let texte = format!(
                "{}\u{a0}: codes et noms ne vont pas ensemble sur {} des {} lignes qui ont un nom ({exemple})\u{a0}: une des deux colonnes a été décalée ou triée \
                 sans l'autre. Rien n'en est lu\u{a0}: remettez chaque code devant son nom.",
                self.fichier, self.lieux.echangees, self.lieux.noms
            );
            (Severite::Alerte, texte)
        } else {
            let texte = format!(
                "{}\u{a0}: un nom n'est pas celui de son code ({exemple}). C'est le code qui est lu\u{a0}: vérifiez-le.",
                self.fichier
            );
            (Severite::Attention, texte)
        };
        Constat::new(
            RegleConstat::NomDifferentDuCode,
            severite,
            SectionId::S12,
            texte,
        )
        .avec_communes([unite.code])
        .avec_origine(self.fichier)
    }
}
