//! Rows of a level wider than the commune: their figures are kept as they are published, beside those of the communes.

use std::collections::BTreeSet;

use crate::load::format::chiffres::{POURCENT, est_un_pourcentage};
use crate::load::format::largeurs::{LARGEURS, Zone};
use crate::load::format::niveau::{NiveauPlan, conventions};
use crate::load::format::nombre::Brute;
use crate::load::format::regle::valeur;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::tri::Tri;
use crate::model::{CleTerritoire, ErreurDonnees, Niveau, Valeur};

/// Decimals kept of a figure in powers of ten: six.
const PRECISION: f64 = 1e6;

impl<'a> Lignes<'a> {
    /// The level of a row; `None` for the row of a commune.
    pub(in crate::load) fn niveau(&self, l: &Ligne<'_>) -> Option<&'a NiveauPlan> {
        let cellule = |p: usize| l.cellules.get(p).map(Cellule::en_texte);
        self.plan.niveaux.iter().find(|n| n.repond(cellule))
    }

    /// Keeps the figures of a row of a level.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub(in crate::load) fn publie(
        &mut self,
        l: &Ligne<'_>,
        niveau: &NiveauPlan,
    ) -> Result<(), ErreurDonnees> {
        if self.est_decalee(l) {
            self.rejette_la_largeur(l, niveau);
            return Ok(());
        }
        let masque = match self.filtre_du_niveau(l, niveau) {
            Tri::Garde { masque } => masque,
            Tri::Ecarte => return Ok(()),
            Tri::Illisible(place) => {
                let lue = l.cellules.get(place).map(|c| c.en_texte().into_owned());
                let lue = lue.unwrap_or_default();
                self.rejette(l, Some(place), &lue, "valeur illisible".into(), None);
                self.perd_la_somme(l, niveau);
                return Ok(());
            }
        };
        let Some(territoire) = self.territoire(l, niveau) else {
            self.perd_la_somme(l, niveau);
            return Ok(());
        };
        // Cut short, its last cell may be half a figure.
        if l.largeur.is_some() {
            self.rejette_la_largeur(l, niveau);
            return Ok(());
        }
        self.publie_les_sommes(l, niveau, &territoire, masque);
        let Some(genre) = self.genre(l, None)? else {
            return Ok(());
        };
        let cibles = self.genres.get(genre as usize).cloned().unwrap_or_default();
        for cible in cibles {
            let serie = self.series.get(cible.serie).filter(|s| !s.classe);
            let Some(cle) = serie.map(|s| s.cle.clone()) else {
                continue;
            };
            self.publiees.insert(cible.serie);
            let valeur = if masque {
                Valeur::Masquee
            } else {
                self.chiffre_publie(l, cible.champ)
            };
            self.table.publies.ajoute(&territoire, &cle, valeur);
        }
        Ok(())
    }

    /// Rejects a row that has not the cells of the header: nothing is known of its territory.
    fn rejette_la_largeur(&mut self, l: &Ligne<'_>, niveau: &NiveauPlan) {
        let lue = l.largeur.unwrap_or(l.cellules.len());
        let motif = format!("la ligne a {lue} cellules, l'en-tête {}", self.plan.largeur);
        self.rejette(l, None, &ecrit(l, niveau), motif, None);
        self.perd_la_somme(l, niveau);
    }

    fn chiffre_publie(&mut self, l: &Ligne<'_>, champ: usize) -> Valeur {
        let Some(champ) = self.champs.get(champ) else {
            return Valeur::Absente;
        };
        let (place, facteur, additif) = (champ.place, champ.facteur, champ.additif);
        let variable = self.format.d.variables.get(champ.variable);
        let vide_masque = variable.is_some_and(|v| v.vide_masque);
        let Some(cellule) = l.cellules.get(place) else {
            return Valeur::Absente;
        };
        let motif = match self.lecteur.nombre(cellule, vide_masque, champ.negatif) {
            Ok(Brute::Nombre(_)) if additif && est_un_pourcentage(cellule) => POURCENT,
            Ok(Brute::Nombre(x)) => match self.a_la_puissance(l, x * facteur, PRECISION) {
                Ok(x) => return Valeur::Connue(x),
                Err(motif) => motif,
            },
            Ok(brute) => return valeur(brute),
            Err(motif) => motif,
        };
        let texte = cellule.en_texte();
        self.rejette(l, Some(place), &texte, motif.into(), None);
        Valeur::Rejetee
    }

    /// The territory of a row, its name being noted; a code that the référentiel has not is rejected once.
    fn territoire(&mut self, l: &Ligne<'_>, niveau: &NiveauPlan) -> Option<CleTerritoire> {
        let cellule = |p: usize| l.cellules.get(p).map(Cellule::en_texte);
        let ecrit = ecrit(l, niveau);
        let (code, connu) = self.code(niveau.niveau, &ecrit)?;
        let cle = (niveau.niveau, code);
        if !connu {
            if self.table.publies.inconnus.insert(cle) {
                let motif = format!("territoire inconnu\u{a0}: {}", self.referentiel.nom);
                self.rejette(l, niveau.cle, &ecrit, motif, None);
            }
            return None;
        }
        let zone = matches!(cle.0, Niveau::BassinVie | Niveau::Canton);
        if zone && cle.1.len() > ecrit.len() {
            self.table.zones_rendues += 1;
        }
        let nom = niveau.nom.and_then(cellule).filter(|n| !n.is_empty());
        if let Some(nom) = nom {
            let noms = &mut self.table.publies.noms;
            noms.entry(cle.clone()).or_insert(nom.into_owned());
        }
        Some(cle)
    }

    /// The code of a territory as the référentiel writes it, and whether it has it; `None` when nothing is written.
    pub(super) fn code(&self, niveau: Niveau, ecrit: &str) -> Option<(String, bool)> {
        let r = self.referentiel;
        let deux = || format!("{ecrit:0>2}");
        let largeur = LARGEURS.lu().and_then(|l| l.du_niveau(niveau));
        let zone = largeur.map(|l| l.zone(ecrit, ""));
        let connu = match niveau {
            Niveau::Departement => r.departements.iter().any(|d| d.code == deux()),
            Niveau::Region => r.regions.iter().any(|d| d.code == deux()),
            Niveau::Epci => self.epcis.contains(ecrit),
            Niveau::France => conventions().france(ecrit).is_some(),
            Niveau::BassinVie | Niveau::Canton => zone != Some(Zone::Illisible),
        };
        let code = match (niveau, zone) {
            (Niveau::Departement | Niveau::Region, _) => deux(),
            (Niveau::France, _) => conventions()
                .france(ecrit)
                .map_or(ecrit, |f| f.0)
                .to_owned(),
            (_, Some(Zone::Rendue(code))) => code,
            (_, Some(Zone::Telle(code))) => code.into_owned(),
            _ => ecrit.to_owned(),
        };
        (!ecrit.is_empty()).then_some((code, connu))
    }

    /// Ranks of the series that no row of a commune feeds.
    pub(in crate::load) fn sans_commune(&self, genres: &[u32]) -> BTreeSet<usize> {
        let mut seules = self.publiees.clone();
        let lus: BTreeSet<u32> = genres.iter().copied().collect();
        let perdus: BTreeSet<Option<u32>> = self.perdues.iter().map(|(_, g)| *g).collect();
        if perdus.contains(&None) {
            return BTreeSet::new();
        }
        for genre in lus.into_iter().chain(perdus.into_iter().flatten()) {
            let cibles = self.genres.get(genre as usize);
            for cible in cibles.into_iter().flatten() {
                seules.remove(&cible.serie);
            }
        }
        seules
    }
}

/// Code of the territory of a row, as it is written.
pub(super) fn ecrit(l: &Ligne<'_>, niveau: &NiveauPlan) -> String {
    let cellule = |p: usize| l.cellules.get(p).map(Cellule::en_texte);
    let dans_la_ligne = || nu(&niveau.cle.and_then(cellule).unwrap_or_default());
    niveau.code.clone().unwrap_or_else(dans_la_ligne)
}

/// `2026-DEP-48` of the INSEE interface → `48`.
pub(super) fn nu(texte: &str) -> String {
    let texte = texte.trim();
    let prefixe = texte.starts_with(|c: char| c.is_ascii_digit());
    let code = texte.rsplit_once('-').filter(|_| prefixe);
    code.map_or(texte, |(_, code)| code).to_owned()
}
