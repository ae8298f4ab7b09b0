//! Columns that say again of which commune a row is, held against its code: where they do not agree, nothing tells which is right.
//!
//! The law: two columns of one thing say the same on each row, else one of them was moved without the other.

use crate::load::format::lieux::lieux;
use crate::load::format::places::Redit;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::recodage::{Issue, resoudre};
use crate::model::{
    CodeCommune, Constat, ErreurDonnees, RegleConstat, SectionId, Severite, UniteId,
};

/// The département that a cell writes, as the first characters of the codes of its communes; `None` when it is no code.
fn departement(ecrit: &str) -> Option<String> {
    let net = ecrit.trim().to_uppercase();
    let net = net.strip_suffix(".0").unwrap_or(&net).to_owned();
    let chiffres = !net.is_empty() && net.bytes().all(|o| o.is_ascii_digit());
    match net.as_str() {
        "2A" | "2B" => Some(net),
        // Corsica, and overseas, as a whole.
        "20" => Some("2".to_owned()),
        _ if chiffres && net.len() <= 2 => Some(format!("{net:0>2}")),
        _ if chiffres && net.len() == 3 && net.starts_with("97") => Some(net),
        _ => None,
    }
}

impl Lignes<'_> {
    /// Why a row whose commune is read cannot be: cells too many or too few, another key of another commune.
    pub(super) fn motif_de_refus(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        unite: UniteId,
    ) -> Option<String> {
        if let Some(lue) = l.largeur {
            let prevue = self.plan.largeur;
            return Some(format!("la ligne a {lue} cellules, l'en-tête {prevue}"));
        }
        let place = self.est_contredite(l, code, unite)?;
        let nom = self.plan.noms.get(place).map_or("", String::as_str);
        Some(format!(
            "le code n'est pas celui de la commune que dit la colonne «\u{a0}{nom}\u{a0}»"
        ))
    }

    /// Whether another key of the row is that of another commune; notes it.
    fn est_contredite(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        unite: UniteId,
    ) -> Option<usize> {
        let plan = self.plan;
        let mut contraire = None;
        for &(place, dit) in &plan.redites {
            let cellule = l.cellules.get(place).map(Cellule::en_texte);
            let cellule = cellule.unwrap_or_default();
            let accord = match dit {
                Redit::Commune => self.meme_commune(&cellule, code, unite),
                Redit::Departement => departement(&cellule).map(|d| code.as_str().starts_with(&d)),
            };
            let Some(accord) = accord else { continue };
            self.confrontees.redites.comparees += 1;
            if !accord {
                self.confrontees.redites.contraires += 1;
                contraire = contraire.or(Some(place));
                let nom = plan.noms.get(place).map_or("", String::as_str);
                let lue = (
                    l.numero,
                    code.to_string(),
                    affichable(nom, 60),
                    affichable(&cellule, 40),
                );
                self.confrontees.redites.premiere.get_or_insert(lue);
            }
        }
        if !plan.redites.is_empty()
            && !self
                .confrontees
                .redites
                .departements
                .contains(code.departement())
        {
            self.confrontees
                .redites
                .departements
                .insert(code.departement().to_owned());
        }
        contraire
    }

    /// Whether a cell is the code of the same commune; `None` when it is no code.
    fn meme_commune(&self, cellule: &str, code: CodeCommune, unite: UniteId) -> Option<bool> {
        let net = self.format.code_ecrit(cellule);
        let autre = CodeCommune::parse_repare(net).ok()?.0;
        if autre == code {
            return Some(true);
        }
        let r = self.referentiel;
        let (Issue::Actuelle(sienne) | Issue::Recodee(sienne)) = resoudre(r, autre) else {
            return None;
        };
        // An arrondissement and its city are one commune.
        let ville = |id: UniteId| r.unite(id).parent.unwrap_or(id);
        Some(ville(sienne) == ville(unite))
    }

    /// Takes everything out of a table whose keys do not go together.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub(super) fn juge_les_redites(&mut self) -> Result<(), ErreurDonnees> {
        let r = std::mem::take(&mut self.confrontees.redites);
        let Some((ligne, code, colonne, cellule)) = r.premiere else {
            return Ok(());
        };
        let lieux = lieux()?;
        let decalees = lieux.decalees(r.contraires, r.comparees)
            || lieux.decales_aux_bords(r.contraires, r.departements.len());
        let exemple = format!(
            "ligne {ligne}, le code {code} et «\u{a0}{cellule}\u{a0}» dans la colonne «\u{a0}{colonne}\u{a0}»"
        );
        let (severite, texte) = if decalees {
            self.table.series.clear();
            self.table.classes.clear();
            self.table.cpts.clear();
            self.table.points.clear();
            self.table.contours.clear();
            self.table.structures.clear();
            (
                Severite::Alerte,
                format!(
                    "{}\u{a0}: deux colonnes disent la commune, et ne vont pas ensemble sur {} des {} lignes comparées ({exemple})\u{a0}: l'une a été décalée ou triée sans \
                 l'autre. Rien n'en est lu\u{a0}: remettez chaque code devant sa ligne, ou retirez la colonne qui est fausse.",
                    self.fichier, r.contraires, r.comparees
                ),
            )
        } else {
            (
                Severite::Attention,
                format!(
                    "{}\u{a0}: deux colonnes disent la commune, et ne sont pas d'accord ({exemple})\u{a0}: la ligne n'est pas lue. Vérifiez aussi ses voisines, la colonne ayant \
                 pu être décalée.",
                    self.fichier
                ),
            )
        };
        let regle = RegleConstat::ClesContraires;
        let constat =
            Constat::new(regle, severite, SectionId::S12, texte).avec_origine(self.fichier);
        self.table.constats.push(constat);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::departement;

    #[test]
    fn departements_are_read_however_they_are_written() {
        for (ecrit, attendu) in [
            ("1", Some("01")),
            ("01", Some("01")),
            ("48", Some("48")),
            ("2a", Some("2A")),
            ("20", Some("2")),
            ("971", Some("971")),
            ("97", Some("97")),
            ("48.0", Some("48")),
            ("Lozère", None),
            ("", None),
            ("69M", None),
            ("9A", None),
        ] {
            assert_eq!(departement(ecrit).as_deref(), attendu, "{ecrit}");
        }
    }
}
