//! Rows of quartiers prioritaires: those of their list, and those that give their inhabitants.

use crate::load::format::nombre::Brute;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Ligne;
use crate::load::table::habitants::HabitantsLus;
use crate::load::table::lignes::Lignes;
use crate::model::{Qpv, Valeur};

impl Lignes<'_> {
    /// Reads the row of a quartier; whether the rows of the file are of quartiers.
    pub(in crate::load) fn quartier(&mut self, l: &Ligne<'_>) -> bool {
        match self.plan.habitants_qpv {
            Some(places) => self.habitants_du_quartier(l, places),
            None => self.qpv(l),
        }
        self.plan.habitants_qpv.is_some() || self.plan.qpv.is_some()
    }

    fn habitants_du_quartier(&mut self, l: &Ligne<'_>, (code, habitants): (usize, usize)) {
        let texte = |p: usize| l.cellules.get(p).map(|c| c.en_texte().into_owned());
        let lu = texte(code).unwrap_or_default();
        let Some(cellule) = l.cellules.get(habitants).filter(|_| !lu.trim().is_empty()) else {
            return;
        };
        let motif = if let Some(lue) = l.largeur {
            format!("la ligne a {lue} cellules, l'en-tête {}", self.plan.largeur)
        } else if !Qpv::est_un_code(&lu) {
            "code de quartier prioritaire attendu : QP ou QN, puis six caractères".to_owned()
        } else {
            let valeur = match self.lecteur.nombre(cellule, false, false) {
                Ok(Brute::Nombre(x)) if x.fract() != 0.0 => Err("effectif avec des décimales"),
                Ok(Brute::Nombre(x)) => Ok(Valeur::Connue(x)),
                Ok(Brute::Masquee) => Ok(Valeur::Masquee),
                Ok(_) => Ok(Valeur::Absente),
                Err(motif) => Err(motif),
            };
            let motif = valeur.err();
            self.table.habitants_qpv.push(HabitantsLus {
                code: lu.clone(),
                habitants: valeur.unwrap_or(Valeur::Rejetee),
            });
            match motif {
                Some(motif) => format!("quartier {} : {motif}", affichable(&lu, 20)),
                None => return,
            }
        };
        let ecrit = texte(habitants).unwrap_or_default();
        self.rejette(l, Some(habitants), &ecrit, motif, None);
    }
}
