//! Rows counted and not kept: their number, or the sum of a column, by commune and by series.

use std::sync::Arc;

use crate::load::format::chiffres::{POURCENT, est_un_pourcentage};
use crate::load::format::comptees::Comptee;
use crate::load::format::descripteur::Variable;
use crate::load::format::motifs::annee_de_date;
use crate::load::format::nombre::Brute;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::commune::CommuneSure;
use crate::load::table::decimales::milliers;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::{Lignes, signe};
use crate::load::table::repetitions::{Rangee, identifiant};
use crate::load::table::separateurs;
use crate::model::{CodeCommune, Repetees, UniteId, Valeur};

/// Whether a figure to add may be thousands as well as decimals: its rows are not of one column, which would tell.
fn ambigu(variable: Option<&Variable>, cellule: &Cellule<'_>) -> bool {
    let decimal = variable.is_some_and(Variable::est_estimee);
    !decimal && matches!(cellule, Cellule::Texte(t) if milliers(t))
}

impl Lignes<'_> {
    /// Series and variables that a row counted by [`Self::genre_sur`] feeds.
    pub(in crate::load) fn series_du_genre(&mut self, l: &Ligne<'_>) -> Arc<[(u32, usize)]> {
        self.note_les_motifs(l);
        self.series_comptees(l, None).unwrap_or_default()
    }

    /// Vintage of a row: the year that it writes, else that of the table unless its columns have their own.
    pub(in crate::load) fn annee_vue(&self, l: &Ligne<'_>) -> Option<u16> {
        let cellule = self.plan.an.and_then(|p| l.cellules.get(p));
        let plusieurs = self.plan.lues.iter().any(|lue| lue.an.is_some());
        match cellule.filter(|c| !c.est_vide()) {
            Some(cellule) => annee_de_date(&cellule.en_texte()),
            None => self.plan.millesime.filter(|_| !plusieurs),
        }
    }

    /// Notes that a unit has a row.
    pub(in crate::load) fn note_vue(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let an = self.annee_vue(l);
        self.vue_en(an, unite);
    }

    /// Notes that a unit has a row of a vintage.
    pub(in crate::load) fn vue_en(&mut self, an: Option<u16>, unite: UniteId) {
        // The rows of a commune often follow each other.
        if self.derniere_vue.replace((an, unite)) != Some((an, unite)) {
            self.table.vues.insert((an, unite));
        }
    }

    /// Notes a commune that has rows.
    pub(in crate::load) fn vue(&mut self, commune: &CommuneSure) -> UniteId {
        if let Some(code) = commune.recodee {
            self.table.recodes.insert(code, commune.unite);
        }
        self.table.zeros_rendus += usize::from(commune.zero_rendu);
        commune.unite
    }

    /// Adds so many to a count.
    pub(in crate::load) fn ajoute(&mut self, serie: u32, unite: u32, nombre: f64) {
        let cumul = self.comptage.cumuls.entry((serie, UniteId(unite)));
        cumul.or_default().ajoute(Brute::Nombre(nombre));
    }

    /// Number of units.
    pub(in crate::load) fn unites(&self) -> usize {
        self.referentiel.unites.len()
    }

    /// Number of series counted so far.
    pub(in crate::load) fn series_comptees_lues(&self) -> usize {
        self.comptage.series.len()
    }

    /// Number of rows rejected so far.
    pub(in crate::load) fn rejets(&self) -> usize {
        self.table.rejets.len()
    }

    /// Notes the persons of a series that several units share.
    pub(in crate::load) fn note_repetees(&mut self, serie: u32, paires: Vec<(u32, u32)>) {
        let cle = self.comptage.series.get(serie as usize).cloned();
        if let Some(cle) = cle.filter(|_| !paires.is_empty()) {
            let paires = paires.into_iter().map(|(u, p)| (UniteId(u), p)).collect();
            self.table.repetees.insert(cle, Repetees::new(paires));
        }
    }

    /// Notes the rows of no place.
    pub(in crate::load) fn note_sans_lieu(&mut self, lignes: u64) {
        self.table.sans_lieu = lignes;
    }

    /// Adds a row to the counts that it feeds; whether it is not rejected.
    pub(in crate::load) fn compte(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        unite: UniteId,
        masque: bool,
    ) -> bool {
        let plan = self.plan;
        if plan.comptees.is_empty() {
            return true;
        }
        self.note_vue(l, unite);
        let Some(cibles) = self.series_comptees(l, Some(unite)) else {
            let ou = Etendue::Commune(unite, code);
            self.comptage.perdues.insert((ou, None));
            return true;
        };
        let structure = match self.rangee(l, unite) {
            Rangee::Sans => None,
            Rangee::Une(identifiant) => Some(identifiant),
            Rangee::Contraire(premiere) => {
                self.rejette_la_contraire(l, premiere, unite);
                self.perd_les_comptes(l, &Etendue::Commune(unite, code));
                return false;
            }
        };
        let mut lues: Vec<(Option<usize>, Brute)> = Vec::new();
        for &(serie, rang) in cibles.iter() {
            let Some(comptee) = plan.comptees.get(rang) else {
                continue;
            };
            let identifiant = identifiant(comptee, l).or_else(|| structure.clone());
            if let Some(identifiant) = identifiant.filter(|i| !i.is_empty())
                && !self.comptage.premiere(serie, unite, &identifiant)
            {
                continue;
            }
            // A cell that several series add is read, and rejected, once.
            let deja = lues.iter().find(|(place, _)| *place == comptee.place);
            let brute = match deja {
                _ if masque => Brute::Masquee,
                Some((_, brute)) => *brute,
                None => self.ajout(l, comptee, Some(unite)),
            };
            lues.push((comptee.place, brute));
            let cumul = self.comptage.cumuls.entry((serie, unite)).or_default();
            cumul.ajoute(brute);
        }
        true
    }

    /// Notes a row that could not be read: what it would have added is unknown wherever it may stand.
    pub(in crate::load) fn perd_les_comptes(&mut self, l: &Ligne<'_>, ou: &Etendue) {
        if self.plan.comptees.is_empty() {
            return;
        }
        let cibles = self.series_comptees(l, None);
        let series = cibles.map(|c| c.iter().map(|(serie, _)| *serie).collect::<Vec<u32>>());
        if series.as_ref().is_none_or(|s| !s.is_empty()) {
            self.comptage.perdues.insert((ou.clone(), series));
        }
    }

    /// What a row adds: one, or the figure of the column.
    pub(super) fn ajout(
        &mut self,
        l: &Ligne<'_>,
        comptee: &Comptee,
        unite: Option<UniteId>,
    ) -> Brute {
        let Some(place) = comptee.place else {
            return Brute::Nombre(1.0);
        };
        let variable = self.format.d.variables.get(comptee.variable);
        let vide_masque = variable.is_some_and(|v| v.vide_masque);
        let negatif = variable.and_then(|v| v.negatif).unwrap_or(false);
        let cellule = l.cellules.get(place).unwrap_or(&Cellule::Vide);
        let motif = match self.lecteur.nombre(cellule, vide_masque, negatif) {
            Ok(Brute::Nombre(_)) if est_un_pourcentage(cellule) => POURCENT,
            // A stream is a file of a producer, of which no cell is looked at twice.
            Ok(Brute::Nombre(_)) if self.format.d.flux.is_none() && ambigu(variable, cellule) => {
                separateurs::MOTIF
            }
            Ok(Brute::Nombre(x)) => match self.a_la_puissance(l, x, 1e6) {
                Ok(x) => return Brute::Nombre(x),
                Err(motif) => motif,
            },
            Ok(brute) => return brute,
            Err(motif) => motif,
        };
        let texte = cellule.en_texte();
        self.rejette(l, Some(place), &texte, motif.into(), unite);
        Brute::Rejetee
    }

    /// Series that the rows like this one feed; `None` when its year or a type cannot be read.
    pub(super) fn series_comptees(
        &mut self,
        l: &Ligne<'_>,
        unite: Option<UniteId>,
    ) -> Option<Arc<[(u32, usize)]>> {
        let plan = self.plan;
        signe(&mut self.signature, &self.places_comptees, l);
        if let Some(cibles) = self.comptage.genres.get(&self.signature) {
            return Some(Arc::clone(cibles));
        }
        self.note_les_motifs(l);
        let cellule = plan.an.and_then(|p| l.cellules.get(p));
        let an = match cellule.filter(|c| !c.est_vide()) {
            None => plan.millesime,
            Some(cellule) => match annee_de_date(&cellule.en_texte()) {
                Some(an) => Some(an),
                None => {
                    let valeur = cellule.en_texte();
                    let motif = "année illisible".to_owned();
                    self.rejette(l, plan.an, &valeur, motif, unite);
                    return None;
                }
            },
        };
        let types = plan.comptees.iter();
        let types = types.map(|c| (c.variable, c.quand.as_slice()));
        if let Some(place) = self.type_mal_forme(l, types) {
            let valeur = l.cellules.get(place).map(Cellule::en_texte);
            let valeur = valeur.unwrap_or_default();
            self.rejette(l, Some(place), &valeur, "type illisible".into(), unite);
            return None;
        }
        let mut cibles = Vec::new();
        for (rang, c) in plan.comptees.iter().enumerate() {
            let id = self.id_selon(l, c.variable, &c.quand, None);
            if let Some(id) = id.or_else(|| self.id_douteux(l, c.variable, &c.quand)) {
                cibles.push((self.comptage.serie((id, an)), rang));
            }
        }
        let cibles: Arc<[(u32, usize)]> = cibles.into();
        let signature = self.signature.clone();
        self.comptage.genres.insert(signature, Arc::clone(&cibles));
        Some(cibles)
    }

    /// Gives the counts to the table; `n` is the number of units.
    ///
    /// A variable whose id is whole has its series even if no row feeds it, when each of its patterns is met in the file:
    /// the file speaks of it, and says none.
    pub(in crate::load) fn range_les_comptes(&mut self, n: usize) {
        let plan = self.plan;
        let (entieres, muettes) = self.variables_entieres();
        // A stream notes its own.
        if self.format.d.flux.is_none() {
            for (serie, paires) in self.comptage.repetes() {
                self.note_repetees(serie, paires);
            }
        }
        let publiees = self.range_les_sommes_publiees();
        let mut comptage = std::mem::take(&mut self.comptage);
        for id in entieres.into_iter().filter(|_| plan.an.is_none()) {
            comptage.serie((id, plan.millesime));
        }
        let mut colonnes = vec![vec![Valeur::Absente; n]; comptage.series.len()];
        for ((serie, unite), cumul) in comptage.cumuls {
            let colonne = colonnes.get_mut(serie as usize);
            if let Some(place) = colonne.and_then(|c| c.get_mut(unite.0 as usize)) {
                *place = cumul.valeur();
                let cle = comptage.series.get(serie as usize);
                let cle = cle.filter(|_| *place == Valeur::Absente);
                let sans = cle.map(|cle| (cle.clone(), unite));
                self.table.inconnues.sans_chiffre.extend(sans);
            }
        }
        for (serie, (cle, mut valeurs)) in (0u32..).zip(comptage.series.into_iter().zip(colonnes)) {
            if muettes.contains(&cle.0) || publiees.contains(&serie) {
                continue;
            }
            let vise = |s: &Option<Vec<u32>>| s.as_ref().is_none_or(|s| s.contains(&serie));
            for (ou, _) in comptage.perdues.iter().filter(|(_, s)| vise(s)) {
                let places = (0u32..).map(UniteId).zip(&mut valeurs);
                // A count without a row that may be its own is not true, nor would a zero be.
                for (_, place) in places.filter(|(id, _)| ou.contient(self.referentiel, *id)) {
                    *place = match *place {
                        Valeur::Absente => Valeur::Absente,
                        _ => Valeur::Rejetee,
                    };
                }
                let lignes = &mut self.table.inconnues.lignes;
                lignes.insert((ou.clone(), Some(cle.clone())));
                if let Etendue::Commune(unite, _) = ou
                    && let Some(place) = valeurs.get_mut(unite.0 as usize)
                {
                    *place = Valeur::Rejetee;
                }
            }
            self.table.series.entry(cle).or_insert(valeurs);
        }
    }
}
