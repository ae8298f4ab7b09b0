//! The cells of a row: which series they feed, then figures, classes or marks.

use std::sync::Arc;

use crate::load::format::chiffres::{POURCENT, est_un_pourcentage};
use crate::load::format::motifs::annee_de_date;
use crate::load::format::nombre::Brute;
use crate::load::format::regle::regle;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::champs::{Cible, Serie};
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::{Lignes, signe};
use crate::model::{CodeCommune, ErreurDonnees, UniteId};

/// Figures converted from another unit keep six decimals: `13,107` thousands are 13 107 exactly.
const PRECISION: f64 = 1e6;

impl Lignes<'_> {
    pub(in crate::load) fn valeurs(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        unite: UniteId,
        masque: bool,
    ) -> Result<(), ErreurDonnees> {
        if self.plan.lues.is_empty() {
            return Ok(());
        }
        let Some(genre) = self.genre(l, Some(unite))? else {
            self.perd(Etendue::Commune(unite, code), None);
            return Ok(());
        };
        let Some(utiles) = self.utiles.get(genre as usize).map(Arc::clone) else {
            return Ok(());
        };
        if utiles.is_empty() {
            return Ok(());
        }
        self.gardees.unites.push(unite.0);
        self.gardees.genres.push(genre);
        self.gardees.codes.push(code);
        self.gardees.lignes.push(l.numero);
        for (champ, utile) in utiles.iter().enumerate() {
            let brute = match (utile, masque) {
                (false, _) => Brute::Absente,
                (true, true) => Brute::Masquee,
                (true, false) => self.cellule(l, champ, unite),
            };
            if let Some(colonne) = self.gardees.cellules.get_mut(champ) {
                colonne.push(brute);
            }
        }
        Ok(())
    }

    fn cellule(&mut self, l: &Ligne<'_>, rang: usize, unite: UniteId) -> Brute {
        let Some(champ) = self.champs.get(rang) else {
            return Brute::Absente;
        };
        let place = champ.place;
        let Some(variable) = self.format.d.variables.get(champ.variable) else {
            return Brute::Absente;
        };
        let Some(cellule) = l.cellules.get(place) else {
            return Brute::Absente;
        };
        if !variable.classe {
            return self.chiffre(l, rang, cellule, unite, variable.vide_masque);
        }
        if let Some(marque) = self.lecteur.marque(cellule, variable.vide_masque) {
            return marque;
        }
        let (texte, colonne_du_libelle) = (cellule.en_texte(), champ.libelle);
        let code = match self.code_de_classe(rang, &texte, unite) {
            Ok(code) => code,
            Err(motif) => {
                self.rejette(l, Some(place), &texte, motif.into(), Some(unite));
                return Brute::Rejetee;
            }
        };
        let lu = colonne_du_libelle
            .and_then(|p| l.cellules.get(p))
            .filter(|c| !c.est_vide());
        // Met before, by far the most frequent: nothing is written.
        let rangs = self.rang_modalite.get(rang);
        let brute = if let Some(deja) = rangs.and_then(|r| r.get(&*code)) {
            Brute::Classe(*deja)
        } else {
            let libelle = lu
                .map(|c| c.en_texte().into_owned())
                .or_else(|| variable.libelles.get(&*code).cloned());
            self.modalite(rang, code.into_owned(), libelle)
        };
        if let (Brute::Classe(classe), Some(libelle)) = (brute, lu) {
            self.note_le_libelle(rang, classe, &libelle.en_texte());
        }
        brute
    }

    /// A figure, in the unit of its variable; a count with decimals is not one.
    fn chiffre(
        &mut self,
        l: &Ligne<'_>,
        rang: usize,
        cellule: &Cellule<'_>,
        unite: UniteId,
        vide_masque: bool,
    ) -> Brute {
        let Some(champ) = self.champs.get(rang) else {
            return Brute::Absente;
        };
        let (place, effectif, facteur) = (champ.place, champ.effectif, champ.facteur);
        let (additif, separe) = (champ.additif, champ.separe);
        let lu = self.lecteur.nombre(cellule, vide_masque, champ.negatif);
        let motif = match (lu, self.puissance(l)) {
            (Ok(Brute::Nombre(_)), _) if additif && est_un_pourcentage(cellule) => POURCENT,
            (Ok(Brute::Nombre(_)), Err(motif)) => motif,
            (Ok(Brute::Nombre(x)), Ok(puissance)) if facteur * puissance != 1.0 => {
                return Brute::Nombre((x * facteur * puissance * PRECISION).round() / PRECISION);
            }
            (Ok(Brute::Nombre(x)), _) if separe => {
                self.note_le_separateur(rang, cellule, x);
                return Brute::Nombre(x);
            }
            (Ok(Brute::Nombre(x)), _) if effectif && self.decimale(l, rang, cellule, x) => {
                if !self.montre_decimale(rang) {
                    return Brute::Rejetee;
                }
                "effectif avec des décimales : écrivez-le en chiffres sans séparateur de milliers"
            }
            (Ok(brute), _) => return brute,
            (Err(motif), _) => motif,
        };
        let texte = cellule.en_texte();
        self.rejette(l, Some(place), &texte, motif.into(), Some(unite));
        Brute::Rejetee
    }

    fn modalite(&mut self, champ: usize, code: String, libelle: Option<String>) -> Brute {
        let (Some(rangs), Some(noms)) = (
            self.rang_modalite.get_mut(champ),
            self.modalites.get_mut(champ),
        ) else {
            return Brute::Absente;
        };
        let rang = *rangs.entry(code).or_insert_with_key(|code| {
            noms.push((code.clone(), libelle.unwrap_or_else(|| code.clone())));
            u32::try_from(noms.len() - 1).unwrap_or(u32::MAX)
        });
        Brute::Classe(rang)
    }

    /// Kind of the row: its year and its types; `None` when the year cannot be read.
    pub(in crate::load) fn genre(
        &mut self,
        l: &Ligne<'_>,
        unite: Option<UniteId>,
    ) -> Result<Option<u32>, ErreurDonnees> {
        // Rows that nothing tells apart are of one kind.
        if self.places_du_genre.is_empty() && !self.genres.is_empty() {
            return Ok(Some(0));
        }
        signe(&mut self.signature, &self.places_du_genre, l);
        if let Some(genre) = self.rang_genre.get(&self.signature) {
            return Ok(Some(*genre));
        }
        let an = match self.plan.an.and_then(|p| l.cellules.get(p)) {
            Some(cellule) if !cellule.est_vide() => match annee_de_date(&cellule.en_texte()) {
                Some(an) => Some(an),
                None => {
                    let valeur = cellule.en_texte().into_owned();
                    self.rejette(l, self.plan.an, &valeur, "année illisible".into(), unite);
                    return Ok(None);
                }
            },
            _ => None,
        };
        if let Some(place) = self.type_illisible(l) {
            let valeur = l.cellules.get(place).map(|c| c.en_texte().into_owned());
            let valeur = valeur.unwrap_or_default();
            self.rejette(l, Some(place), &valeur, "type illisible".into(), unite);
            return Ok(None);
        }
        let cibles = self.cibles(l, an)?;
        let genre = u32::try_from(self.genres.len()).unwrap_or(u32::MAX);
        self.utiles.push(self.champs_utiles(&cibles));
        self.genres.push(cibles);
        self.annees.push(an);
        let date = self.plan.an.and_then(|p| l.cellules.get(p));
        self.note_la_date(&date.map(Cellule::en_texte).unwrap_or_default());
        self.rang_genre.insert(self.signature.clone(), genre);
        Ok(Some(genre))
    }

    /// Place of a type that has not the shape of one: the row may be of any kind.
    fn type_illisible(&self, l: &Ligne<'_>) -> Option<usize> {
        let lues = self.plan.lues.iter();
        let places = lues.map(|lue| (lue.variable, lue.quand.as_slice()));
        self.type_mal_forme(l, places)
    }

    /// For each column, whether a series takes it; empty when none does.
    fn champs_utiles(&self, cibles: &[Cible]) -> Arc<[bool]> {
        if cibles.is_empty() {
            return Arc::default();
        }
        let prise = |champ| cibles.iter().any(|c| c.champ == champ);
        (0..self.champs.len()).map(prise).collect()
    }

    /// Series fed by the rows like this one.
    fn cibles(&mut self, l: &Ligne<'_>, an: Option<u16>) -> Result<Vec<Cible>, ErreurDonnees> {
        let mut trouvees: Vec<(String, usize, usize)> = Vec::new();
        for (rang, lue) in self.plan.lues.iter().enumerate() {
            let Some(id) = self.id(l, lue) else { continue };
            let Some(champ) = self.champ_de_lue.get(rang).copied() else {
                continue;
            };
            let cle = (id.clone(), lue.an.or(an).or(self.plan.millesime));
            let serie = match self.rang_serie.get(&cle) {
                Some(serie) => *serie,
                None => {
                    let d = &self.format.d;
                    let Some(variable) = d.variables.get(lue.variable) else {
                        continue;
                    };
                    self.series.push(Serie {
                        regle: regle(d, variable, &id)?,
                        cle: cle.clone(),
                        classe: variable.classe,
                    });
                    if let Some(nom) = self.plan.noms.get(lue.place) {
                        self.table.entetes.insert(cle.clone(), nom.clone());
                    }
                    self.rang_serie.insert(cle, self.series.len() - 1);
                    self.series.len() - 1
                }
            };
            trouvees.push((id, serie, champ));
        }
        let champ_de = |poids: &str| {
            trouvees
                .iter()
                .find(|(id, ..)| id == poids)
                .map(|(.., c)| *c)
        };
        Ok(trouvees
            .iter()
            .map(|(_, serie, champ)| Cible {
                serie: *serie,
                champ: *champ,
                poids: self
                    .series
                    .get(*serie)
                    .and_then(|s| s.regle.poids.as_deref())
                    .and_then(champ_de),
            })
            .collect())
    }
}
