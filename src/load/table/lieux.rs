//! Whether the points of a file are those of communes: one per commune, named after it, without the columns of a structure.

use crate::francais::denombre;
use crate::load::format::lieux::lieux;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Ligne;
use crate::load::table::lieux_lus::Echangee;
use crate::load::table::lignes::Lignes;
use crate::model::{CodeCommune, ErreurDonnees, Point, UniteId};

impl Lignes<'_> {
    /// Compares the name of a row with that of its commune.
    pub(in crate::load) fn nomme(
        &mut self,
        l: &Ligne<'_>,
        unite: UniteId,
    ) -> Result<(), ErreurDonnees> {
        let d = &self.format.d;
        let place = d.contours || self.plan.point.is_some() || d.utilisateur;
        let cellule = self.plan.nom.and_then(|p| l.cellules.get(p));
        let Some(cellule) = cellule.filter(|c| place && !c.est_vide()) else {
            return Ok(());
        };
        let (regles, lu) = (lieux()?, cellule.en_texte());
        let connue = self.referentiel.unite(unite);
        // A référentiel may have no names of its own.
        if connue.nom == connue.code.as_str() {
            return Ok(());
        }
        let bon = regles.nomme(&lu, &connue.nom);
        self.lieux.noms += 1;
        self.lieux.bons += usize::from(bon);
        self.lieux.chefs_lieux += usize::from(regles.chef_lieu(&lu));
        if !bon && self.lieux.autre.is_none() {
            self.lieux.autre = Some(affichable(&lu, 60));
        }
        if !bon && self.est_le_nom_d_une_autre(&lu, unite) {
            self.lieux.echangees += 1;
            self.lieux.echangee.get_or_insert_with(|| Echangee {
                ligne: l.numero,
                unite,
                nom: affichable(&lu, 60),
            });
        }
        Ok(())
    }

    /// Keeps the point of a commune.
    pub(in crate::load) fn place(&mut self, code: CodeCommune, unite: UniteId, point: Point) {
        *self.lieux.points.entry(code).or_default() += 1;
        self.table.points.push((unite, point));
    }

    /// Takes out the points that are not those of communes.
    pub(in crate::load) fn juge_lieux(&mut self) -> Result<(), ErreurDonnees> {
        if self.table.points.is_empty() {
            return Ok(());
        }
        if let Some(motif) = self.points_etrangers()? {
            self.table.points.clear();
            self.table.lieux_ecartes = Some(format!(
                "ses points ne sont pas ceux des communes : {motif} ; seuls des mairies, chefs-lieux ou centres, un par commune, servent de points"
            ));
        }
        Ok(())
    }

    fn points_etrangers(&self) -> Result<Option<String>, ErreurDonnees> {
        let (regles, vus) = (lieux()?, &self.lieux);
        let repetees = vus.points.values().filter(|n| **n > 1).count();
        if regles.trop_repetees(repetees, vus.points.len()) {
            let communes = denombre(repetees, "commune en a", "communes en ont");
            return Ok(Some(format!("{communes} plusieurs")));
        }
        if let Some(structure) = &self.plan.structure
            && vus.chefs_lieux * 2 <= vus.noms.max(1)
        {
            let colonne = affichable(structure.trim(), 60);
            return Ok(Some(format!(
                "la colonne « {colonne} » est celle de services ou de structures"
            )));
        }
        self.noms_etrangers()
    }

    /// Names that are not those of the communes.
    pub(in crate::load) fn noms_etrangers(&self) -> Result<Option<String>, ErreurDonnees> {
        let vus = &self.lieux;
        let autres = lieux()?.autres_noms(vus.bons, vus.noms);
        let exemple = vus.autre.as_deref().unwrap_or_default();
        Ok(autres.then(|| format!("leurs noms (« {exemple} »…) ne sont pas ceux des communes")))
    }
}
