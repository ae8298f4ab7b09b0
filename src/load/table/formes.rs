//! The geometries of features given to their communes; parts of communes are never taken for outlines.

use std::collections::{BTreeMap, BTreeSet};

use geo::{BoundingRect, MultiPolygon};
use rayon::prelude::*;

use crate::francais::denombre;
use crate::geo::aire;
use crate::load::format::lieux::lieux;
use crate::load::source::tableau::Ligne;
use crate::load::table::geo_json::{Entite, Forme, cellule};
use crate::load::table::lignes::Lignes;
use crate::model::{CodeCommune, ErreurDonnees, UniteId};

/// Kilometres in a degree of latitude, rounded up.
const DEGRE_KM: f64 = 112.0;
/// How much of its bounding box an outline fills at least, for a quick look before its area is measured.
const REMPLI: f64 = 0.05;

/// What the features of a file say of one commune code.
#[derive(Default)]
struct Vue<'e> {
    /// Text of the first surface.
    premiere: Option<&'e str>,
    /// Whether another, different surface has the same code.
    morcelee: bool,
    /// Whether the name is that of the commune.
    nommee: bool,
}

impl Lignes<'_> {
    /// Decodes the geometries in parallel and gives them to their communes, in the order of the file.
    pub(in crate::load) fn geometries(
        &mut self,
        entites: &mut [Entite<'_>],
        noms: &[String],
        unites: &[Option<(CodeCommune, UniteId)>],
    ) -> Result<(), ErreurDonnees> {
        let formes: Vec<Option<Result<Forme, String>>> = entites
            .par_iter_mut()
            .zip(unites)
            .map(|(e, unite)| unite.and_then(|_| e.forme()))
            .collect();
        let sans_rien = self.plan.lues.is_empty();
        let nom = self.plan.nom.and_then(|p| self.plan.colonnes.get(p));
        let nom = nom.and_then(|c| noms.get(*c));
        let mut vues: BTreeMap<(UniteId, CodeCommune), Vue<'_>> = BTreeMap::new();
        for ((numero, forme), (entite, unite)) in
            (1u64..).zip(formes).zip(entites.iter().zip(unites))
        {
            let Some((code, unite)) = *unite else {
                continue;
            };
            let absente = || sans_rien.then(|| Err("entité sans géométrie".to_owned()));
            let motif = match forme.or_else(absente) {
                None => continue,
                Some(Ok(Forme::Point(point))) => {
                    self.place(code, unite, point);
                    continue;
                }
                Some(Ok(Forme::Surface(surface))) => {
                    let vue = vues.entry((unite, code)).or_default();
                    let lu = cellule(nom.and_then(|n| entite.proprietes.get(n)));
                    let connu = &self.referentiel.unite(unite).nom;
                    vue.nommee |= lieux()?.nomme(&lu.en_texte(), connu);
                    if self.surface(vue, entite.geometrie, unite, surface) {
                        continue;
                    }
                    "commune en double".to_owned()
                }
                Some(Err(motif)) => motif,
            };
            let ligne = Ligne {
                numero,
                cellules: &[],
                largeur: None,
            };
            self.rejette(&ligne, None, code.as_str(), motif, Some(unite));
        }
        self.juge_formes(&vues)
    }

    /// Adds a surface to the outline of its unit; `false` when it is the same as one already there.
    fn surface<'e>(
        &mut self,
        vue: &mut Vue<'e>,
        texte: Option<&'e str>,
        unite: UniteId,
        surface: MultiPolygon<f64>,
    ) -> bool {
        match vue.premiere {
            Some(_) if vue.premiere == texte => return false,
            Some(_) => vue.morcelee = true,
            None => vue.premiere = texte,
        }
        let vide = || MultiPolygon(Vec::new());
        let place = self.table.contours.entry(unite).or_insert_with(vide);
        place.0.extend(surface.0);
        true
    }

    /// Takes out the polygons that are not outlines of communes.
    fn juge_formes(
        &mut self,
        vues: &BTreeMap<(UniteId, CodeCommune), Vue<'_>>,
    ) -> Result<(), ErreurDonnees> {
        let regles = lieux()?;
        let communes = vues.len();
        let morcelees: BTreeSet<UniteId> = vues
            .iter()
            .filter(|(_, vue)| vue.morcelee)
            .map(|((unite, _), _)| *unite)
            .collect();
        let denses = self.trop_denses()?;
        let n = |x: usize, suite: &str| {
            format!("{} {suite}", denombre(x, "commune y a", "communes y ont"))
        };
        let motif = if regles.trop_repetees(morcelees.len(), communes) {
            Some(n(morcelees.len(), "plusieurs polygones"))
        } else if regles.trop_repetees(denses.len(), communes) {
            Some(n(denses.len(), "un polygone trop petit pour sa population"))
        } else if communes > 0 {
            self.noms_etrangers()?
        } else {
            None
        };
        if let Some(motif) = motif {
            self.table.contours.clear();
            self.table.lieux_ecartes = Some(format!(
                "ses polygones ne sont pas les contours des communes : {motif} ; ce sont des parties de communes (IRIS, quartiers, communes déléguées, sections…) ou autre chose : prenez le fichier des communes"
            ));
            return Ok(());
        }
        let partielles = self.partielles(vues);
        for unite in morcelees.into_iter().chain(denses).chain(partielles) {
            self.table.contours.remove(&unite);
            self.table.morcelees.insert(unite);
        }
        Ok(())
    }

    /// Units whose polygon is too small to hold their inhabitants.
    fn trop_denses(&self) -> Result<BTreeSet<UniteId>, ErreurDonnees> {
        let regles = lieux()?;
        let dense = |(unite, contour): (&UniteId, &MultiPolygon<f64>)| {
            let u = self.referentiel.unite(*unite);
            let population = u.population.map(f64::from)?;
            let boite = contour.bounding_rect()?;
            let largeur = boite.width() * boite.center().y.to_radians().cos();
            let boite = largeur * boite.height() * DEGRE_KM * DEGRE_KM;
            let arrondissement = u.parent.is_some();
            if !regles.trop_dense(population, boite * REMPLI, arrondissement) {
                return None;
            }
            let surface = aire::surface_km2(contour)?;
            regles
                .trop_dense(population, surface, arrondissement)
                .then_some(*unite)
        };
        Ok(self.table.contours.iter().filter_map(dense).collect())
    }

    /// Units of which the file has only former communes, and not all of them.
    fn partielles(&self, vues: &BTreeMap<(UniteId, CodeCommune), Vue<'_>>) -> BTreeSet<UniteId> {
        let entiere = |((unite, code), vue): (&(UniteId, CodeCommune), &Vue<'_>)| {
            vue.nommee || *code == self.referentiel.unite(*unite).code
        };
        // Those of a unit come one after the other.
        let vues: Vec<_> = vues.iter().collect();
        let unites = vues.chunk_by(|a, b| a.0.0 == b.0.0);
        let partielles = unites.filter(|siennes| !siennes.iter().copied().any(entiere));
        let incomplete = |unite: &UniteId, lus: &BTreeSet<CodeCommune>| {
            let anciens = self.referentiel.anciens.iter();
            let mut siens = anciens.filter(|(_, a)| a.vers == *unite);
            siens.any(|(code, _)| !lus.contains(code))
        };
        partielles
            .filter_map(|siennes| {
                let unite = siennes.first()?.0.0;
                let lus = siennes.iter().map(|((_, code), _)| *code).collect();
                incomplete(&unite, &lus).then_some(unite)
            })
            .collect()
    }
}
