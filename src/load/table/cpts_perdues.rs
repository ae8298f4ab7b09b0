//! Rows of a list of CPTS that cannot be used: what they leave unknown goes no farther than what they still say.

use crate::base::Nommes;
use crate::load::perimetre::lexique::cherche;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::load::table::nom_cpts::{NomCpts, nom_cpts};
use crate::model::CptsPerdue;

impl Lignes<'_> {
    /// Notes a row without commune: in a list of CPTS and of nothing else, the name of the commune, failing that the name of the
    /// CPTS, tell where it may be.
    pub(super) fn perd_le_lieu(&mut self, l: &Ligne<'_>, ou: Etendue, genre: Option<u32>) {
        let seule = self.plan.lues.is_empty() && self.plan.comptees.is_empty();
        let liste = self.plan.cpts.is_some() && seule;
        let ou = if liste { self.resserre(l, ou) } else { ou };
        self.perd_les_comptes(l, &ou);
        let par_la_cpts = liste && ou == Etendue::Partout && self.cpts_dite(l).is_some();
        if !par_la_cpts {
            self.perd(ou, genre);
        }
        self.perd_la_cpts(l);
        if let Some(perdue) = self.table.cpts_perdues.last_mut().filter(|_| par_la_cpts) {
            perdue.sans_lieu = true;
        }
    }

    /// The communes that have or had the name that the row gives, in the département of its code when that is legible; what the
    /// code says alone when it and the name contradict each other.
    fn resserre(&mut self, l: &Ligne<'_>, ou: Etendue) -> Etendue {
        let departement = match &ou {
            Etendue::Departement(rang) => Some(*rang),
            Etendue::Partout => None,
            Etendue::Commune(..) | Etendue::Parts(_) => return ou,
        };
        let cellule = self.plan.nom.and_then(|p| l.cellules.get(p));
        let Some(nom) = cellule.filter(|c| !c.est_vide()).map(Cellule::en_texte) else {
            return ou;
        };
        let referentiel = self.referentiel;
        let nommes = self.nommes.get_or_insert_with(|| Nommes::new(referentiel));
        match cherche(nommes, nom.trim(), departement) {
            trouvees if trouvees.is_empty() => ou,
            trouvees => Etendue::Parts(trouvees),
        }
    }

    /// Notes that the row of a list of CPTS just rejected may be a commune that its CPTS lacks.
    pub(in crate::load) fn perd_la_cpts(&mut self, l: &Ligne<'_>) {
        let Some(rejet) = self
            .table
            .rejets
            .last()
            .filter(|_| self.plan.cpts.is_some())
        else {
            return;
        };
        self.table.cpts_perdues.push(CptsPerdue {
            cpts: self.cpts_dite(l),
            fichier: rejet.fichier.clone(),
            ligne: rejet.ligne,
            valeur: rejet.valeur.clone(),
            sans_lieu: false,
        });
    }

    /// The CPTS that a row names.
    fn cpts_dite(&self, l: &Ligne<'_>) -> Option<String> {
        let (place, _) = self.plan.cpts?;
        let cellule = l.cellules.get(place).filter(|c| !c.est_vide())?;
        let nom = cellule.en_texte();
        (nom_cpts(&nom) == NomCpts::Dit).then(|| nom.into_owned())
    }
}
