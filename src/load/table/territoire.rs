//! What a row says of the territory: CPTS, representative point, quartier prioritaire.

use std::collections::BTreeSet;

use crate::load::format::nombre::nombre;
use crate::load::source::normalise::affichable;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::fin_cpts::{Fin, stade_du_nom};
use crate::load::table::lignes::Lignes;
use crate::load::table::nom_cpts::{NomCpts, nom_cpts};
use crate::load::table::recodage::{Issue, resoudre};
use crate::load::table::resultat::QpvLu;
use crate::model::{CodeCommune, CptsFinie, DateCivile, Point, StadeLu, UniteId};

/// Letters kept of what a cell writes of a stage.
const STADE_MAX: usize = 60;

impl Lignes<'_> {
    pub(in crate::load) fn cpts(&mut self, l: &Ligne<'_>, code: CodeCommune, unite: UniteId) {
        let Some((nom, part)) = self.plan.cpts else {
            return;
        };
        let place = nom;
        let Some(nom) = l.cellules.get(nom).filter(|c| !c.est_vide()) else {
            return self.sans_nom(l, unite);
        };
        match nom_cpts(&nom.en_texte()) {
            NomCpts::Dit => {}
            NomCpts::Sans => {
                let departement = self.referentiel.unite(unite).departement;
                self.table.cpts_champ.insert(departement);
                return;
            }
            NomCpts::Illisible => return self.cpts_illisible(l, place, unite),
        }
        let ecrit = nom.en_texte().into_owned();
        match self.fin_de_cpts(l, &ecrit) {
            Fin::Aucune => {}
            Fin::Finie(mention) => return self.cpts_finie(l, unite, &ecrit, mention),
            Fin::AVenir(jour) => self.finira(l, unite, &ecrit, jour),
            Fin::Illisible(place, texte) => return self.fin_illisible(l, place, &texte, unite),
        }
        let cellule = part
            .and_then(|p| l.cellules.get(p))
            .filter(|c| !c.est_vide());
        match cellule.map_or(Some(1.0), lit_part) {
            Some(part) => {
                self.codes_cpts.insert(code);
                self.stade(l, &ecrit);
                self.table.cpts.push((unite, ecrit, part));
            }
            None => {
                let valeur = cellule
                    .map(|c| c.en_texte().into_owned())
                    .unwrap_or_default();
                let motif =
                    "part de commune illisible : nombre entre 0 et 1, ou pourcentage avec %";
                self.table.cpts_inconnues.insert(unite);
                self.rejette(l, part, &valeur, motif.into(), Some(unite));
                self.perd_la_cpts(l);
            }
        }
    }

    /// A row that names no CPTS, without saying that there is none: its commune is unknown.
    fn cpts_illisible(&mut self, l: &Ligne<'_>, place: usize, unite: UniteId) {
        let valeur = l.cellules.get(place).map(|c| c.en_texte().into_owned());
        let motif = "ce n'est pas le nom d'une CPTS : un nom attendu, ou « Aucune »";
        self.table.cpts_inconnues.insert(unite);
        self.rejette(
            l,
            Some(place),
            &valeur.unwrap_or_default(),
            motif.into(),
            Some(unite),
        );
        self.perd_la_cpts(l);
    }

    /// Keeps the day on which a CPTS ends, to be held against that of the report.
    fn finira(&mut self, l: &Ligne<'_>, unite: UniteId, nom: &str, jour: DateCivile) {
        self.table.cpts_finies.push(CptsFinie {
            unite,
            cpts: nom.to_owned(),
            mention: format!("fin\u{a0}: {jour}"),
            fin: Some(jour),
            fichier: self.fichier.to_owned(),
            ligne: l.numero,
        });
    }

    /// A row whose date of end cannot be read: whether its commune is covered is not known.
    fn fin_illisible(&mut self, l: &Ligne<'_>, place: usize, texte: &str, unite: UniteId) {
        let motif = "date de fin illisible : JJ/MM/AAAA ou AAAA-MM-JJ attendu, ou rien";
        self.table.cpts_inconnues.insert(unite);
        self.rejette(l, Some(place), texte, motif.into(), Some(unite));
        self.perd_la_cpts(l);
    }

    /// Keeps what a row writes of the stage of its CPTS, once.
    fn stade(&mut self, l: &Ligne<'_>, cpts: &str) {
        let ecrit = |place: Option<usize>| {
            let cellule = l.cellules.get(place?).filter(|c| !c.est_vide())?;
            Some(affichable(&cellule.en_texte(), STADE_MAX))
        };
        let [stade, date] = self.plan.stade.map(ecrit);
        let stade = stade.or_else(|| stade_du_nom(cpts));
        if (stade.is_some() || date.is_some())
            && self
                .stades_vus
                .insert((cpts.to_owned(), stade.clone(), date.clone()))
        {
            self.table.cpts_stades.push(StadeLu {
                cpts: cpts.to_owned(),
                stade,
                date,
                fichier: self.fichier.to_owned(),
                ligne: l.numero,
            });
        }
    }

    pub(in crate::load) fn point(&mut self, l: &Ligne<'_>, code: CodeCommune, unite: UniteId) {
        let Some((x, y)) = self.plan.point else {
            return;
        };
        let lit = |p: usize| match l.cellules.get(p) {
            Some(Cellule::Nombre(x)) => Some(*x),
            // A degree near zero is written in powers of ten by programs: unlike a count, nothing is lost.
            Some(Cellule::Texte(t)) => nombre(t).or_else(|| t.trim().parse().ok()),
            _ => None,
        };
        let vide = |p: usize| l.cellules.get(p).is_none_or(Cellule::est_vide);
        match (lit(x), lit(y)) {
            (Some(lon), Some(lat))
                if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) =>
            {
                self.place(code, unite, Point { lon, lat });
            }
            _ if vide(x) && vide(y) => {}
            _ => {
                let valeur = l
                    .cellules
                    .get(x)
                    .map(|c| c.en_texte().into_owned())
                    .unwrap_or_default();
                let motif = "coordonnées illisibles : longitude et latitude en degrés attendues";
                self.rejette(l, Some(x), &valeur, motif.into(), Some(unite));
            }
        }
    }

    fn qpv_communes(&mut self, l: &Ligne<'_>, code: &str, place: Option<usize>) -> Vec<UniteId> {
        let texte = place
            .and_then(|p| l.cellules.get(p))
            .map(|c| c.en_texte().into_owned());
        let mut unites = Vec::new();
        for mot in texte
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric())
        {
            if mot.is_empty() {
                continue;
            }
            match CodeCommune::parse_repare(mot).map(|(c, _)| (c, resoudre(self.referentiel, c))) {
                Ok((_, Issue::Actuelle(u))) => unites.push(u),
                Ok((c, Issue::Recodee(u))) => {
                    self.table.recodes.insert(c, u);
                    unites.push(u);
                }
                _ => {
                    let motif = format!(
                        "code commune inconnu dans le quartier {}",
                        affichable(code, 20)
                    );
                    self.rejette(l, place, mot, motif, None);
                }
            }
        }
        unites.sort_unstable();
        unites.dedup();
        unites
    }

    pub(in crate::load) fn qpv(&mut self, l: &Ligne<'_>) {
        let Some((code, nom, communes)) = self.plan.qpv else {
            return;
        };
        let texte = |p: usize| {
            l.cellules
                .get(p)
                .map(|c| c.en_texte().into_owned())
                .unwrap_or_default()
        };
        let (code, nom) = (texte(code), texte(nom));
        let avant = self.table.rejets.len();
        let communes = self.qpv_communes(l, &code, communes);
        let douteux = self.table.rejets.len() > avant;
        self.table.qpv.push(QpvLu {
            code,
            nom,
            communes,
            entite: l.numero,
            douteux,
            surface: None,
            ensembles: Vec::new(),
            situees: BTreeSet::new(),
        });
    }
}

/// Part of a commune in ]0, 1]: `0,4`, `1`, `40 %`.
fn lit_part(cellule: &Cellule<'_>) -> Option<f64> {
    let x = match cellule {
        Cellule::Nombre(x) => *x,
        Cellule::Texte(t) if t.ends_with('%') => nombre(t)? / 100.0,
        Cellule::Texte(t) => nombre(t)?,
        Cellule::Vide => return None,
    };
    (x > 0.0 && x <= 1.0).then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_fractions_or_percentages() {
        let part = |t: &'static str| lit_part(&Cellule::texte(t));
        assert_eq!(part("0,4"), Some(0.4));
        assert_eq!(part("40 %"), Some(0.4));
        assert_eq!(part("1"), Some(1.0));
        assert_eq!((part("0"), part("40"), part("x")), (None, None, None));
    }
}
