//! What became of the files, put in blocks, then the image of what they make together.

use std::io::{self, Write};

use geo::MultiPolygon;
use rayon::prelude::*;
use serde::Serialize;

use super::TABLES;
use super::conteneur::{Bloc, Deja, Ecriture, Pret};
use super::fiches::{Entete, Fiche, LuEcrit, Sort, Territoire};
use super::formes::ecrit_formes;
use super::groupes::figures;
use super::image::{self, Image};
use super::series::ecrit_classes;
use super::tranches::Tranches;
use crate::load::fichier::devenir::{Devenir, Lu};
use crate::model::{Dataset, Referentiel, UniteId, Valeur};

/// The blocks of a table, in a fixed order.
struct LuPret {
    figures: Vec<Pret>,
    classes: Vec<Pret>,
    contours: Vec<(Vec<UniteId>, Pret)>,
    reste: Pret,
}

impl LuPret {
    fn new(
        lu: &Lu,
        (referentiel, tranches): (&Referentiel, &Tranches),
        niveau: u32,
        deja: &Deja,
    ) -> io::Result<Self> {
        let series: Vec<&[Valeur]> = lu.table.series.values().map(Vec::as_slice).collect();
        let classes: Vec<_> = lu.table.classes.values().collect();
        let contours: Vec<(&UniteId, &MultiPolygon<f64>)> = lu.table.contours.iter().collect();
        let departement = |id: &UniteId| referentiel.unite(*id).departement;
        let groupes: Vec<_> = contours
            .chunk_by(|a, b| departement(a.0) == departement(b.0))
            .collect();
        let pret = |contenu: &[u8]| Pret::new(contenu, niveau, deja);
        let groupe = |g: &&[(&UniteId, &MultiPolygon<f64>)]| {
            let formes: Vec<_> = g.iter().map(|(_, forme)| *forme).collect();
            Ok((
                g.iter().map(|(id, _)| **id).collect(),
                pret(&ecrit_formes(&formes))?,
            ))
        };
        let reste = rmp_serde::to_vec_named(&lu.table).map_err(io::Error::other)?;
        Ok(Self {
            figures: figures(&series, tranches)
                .into_par_iter()
                .map(|o| pret(&o))
                .collect::<io::Result<_>>()?,
            classes: classes
                .par_iter()
                .map(|c| pret(&ecrit_classes(c)))
                .collect::<io::Result<_>>()?,
            contours: groupes.par_iter().map(groupe).collect::<io::Result<_>>()?,
            reste: pret(&reste)?,
        })
    }

    fn ecrit<W: Write>(self, lu: &Lu, sortie: &mut Ecriture<W>) -> io::Result<LuEcrit> {
        let mut bloc = |pret: &Pret| sortie.ajoute(pret);
        let figures = self.figures.iter().map(&mut bloc);
        let figures = figures.collect::<io::Result<_>>()?;
        let cles = lu.table.classes.keys().cloned();
        let classes = cles
            .zip(&self.classes)
            .map(|(cle, p)| Ok((cle, bloc(p)?)))
            .collect::<io::Result<_>>()?;
        let contours = self.contours.into_iter();
        let contours = contours
            .map(|(ids, p)| Ok((ids, bloc(&p)?)))
            .collect::<io::Result<_>>()?;
        Ok(LuEcrit {
            descripteur: lu.descripteur.clone(),
            utilisateur: lu.descripteur.utilisateur,
            chemin: lu.chemin.clone(),
            sha256: lu.sha256.clone(),
            couche: lu.couche,
            series: lu.table.series.keys().cloned().collect(),
            figures,
            classes,
            contours,
            reste: bloc(&self.reste)?,
        })
    }
}

/// A prepared file that is being written.
pub struct EnCours<W: Write> {
    ecriture: Ecriture<W>,
    fiches: Vec<Bloc>,
    image: Option<Image>,
    /// Whether an image was looked for.
    pub cherchee: bool,
    niveau: u32,
}

impl<W: Write> EnCours<W> {
    /// Writes what became of the files of a folder, at a level of compression.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn des_sorts(
        sortie: W,
        referentiel: &Referentiel,
        sorts: &[(String, Devenir)],
        niveau: u32,
    ) -> io::Result<Self> {
        let mut ecriture = Ecriture::new(sortie)?;
        let tranches = Tranches::new(referentiel);
        let liste = (referentiel, &tranches);
        let mut fiches = Vec::with_capacity(sorts.len());
        for (nom, devenir) in sorts {
            let sort = match devenir {
                Devenir::Lu(lus) => {
                    let pret = |lu| LuPret::new(lu, liste, niveau, &ecriture.deja);
                    let prets: Vec<LuPret> = lus.par_iter().map(pret).collect::<io::Result<_>>()?;
                    let ecrits = lus.iter().zip(prets);
                    let ecrits = ecrits.map(|(lu, p)| p.ecrit(lu, &mut ecriture));
                    Sort::Lu(ecrits.collect::<io::Result<_>>()?)
                }
                Devenir::Differe => Sort::NonUtilise(String::new()),
                Devenir::NonUtilise(motif) => Sort::NonUtilise(motif.clone()),
                Devenir::Illisible(e) => Sort::Illisible(e.clone()),
                Devenir::NonReconnu(motif) => Sort::NonReconnu(motif.clone()),
            };
            let fiche = Fiche {
                nom: nom.clone(),
                sort,
            };
            let octets = rmp_serde::to_vec_named(&fiche).map_err(io::Error::other)?;
            let pret = Pret::new(&octets, niveau, &ecriture.deja)?;
            fiches.push(ecriture.ajoute(&pret)?);
        }
        Ok(Self {
            ecriture,
            fiches,
            image: None,
            cherchee: false,
            niveau,
        })
    }

    /// Adds what these files make together, read under the rules of this key, and what was computed on it.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn image(
        &mut self,
        d: &Dataset,
        cle: &str,
        annexes: &[(String, Vec<u8>)],
    ) -> io::Result<()> {
        let ecrite = image::ecrit(d, cle, annexes, self.niveau, &mut self.ecriture)?;
        self.image = Some(ecrite);
        Ok(())
    }

    /// Ends the file, under a header made of what it says of itself; `sha256` is the fingerprint of the list of communes.
    ///
    /// # Errors
    /// The output cannot be written.
    pub fn finit<T: Serialize>(
        self,
        (referentiel, sha256): (&Referentiel, &str),
        territoire: Option<Territoire>,
        tete: impl FnOnce(Entete) -> T,
    ) -> io::Result<W> {
        self.ecriture.finit(tete(Entete {
            programme: env!("CARGO_PKG_VERSION").to_owned(),
            tables: TABLES.to_owned(),
            referentiel: referentiel.nom.clone(),
            sha256: sha256.to_owned(),
            unites: u32::try_from(referentiel.unites.len()).unwrap_or(u32::MAX),
            territoire,
            fiches: self.fiches,
            image: self.image,
            image_cherchee: self.cherchee,
        }))
    }
}
