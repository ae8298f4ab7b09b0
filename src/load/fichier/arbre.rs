//! A JSON tree: the formats that say where its rows are, then its rows one by one.

use std::borrow::Cow;

use crate::load::fichier::atelier::{Atelier, illisible};
use crate::load::fichier::devenir::Devenir;
use crate::load::fichier::refus::{abime, exige, inutile};
use crate::load::format::arbre::{Arbre, Chemin};
use crate::load::format::compile::Format;
use crate::load::format::descripteur::Genre;
use crate::load::format::plan::Plan;
use crate::load::format::reconnaissance::reconnait;
use crate::load::source::arbre::{Rencontre, parcourt};
use crate::load::source::defaut::Defaut;
use crate::load::source::dossier::Fichier;
use crate::load::source::normalise::normalise;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::{Apercu, Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees};

/// Rows of the preview.
const APERCU: usize = 40;

impl Atelier<'_> {
    /// Reads a JSON of which some format says where the rows are; `None` when none does.
    ///
    /// # Errors
    /// A recognised file that is broken.
    pub(in crate::load) fn arbre(
        &self,
        fichier: &Fichier,
        tete: &Contenu,
    ) -> Result<Option<Devenir>, ErreurDonnees> {
        for format in self.formats {
            let Some(arbre) = format.d.arbre.as_ref().filter(|a| a.annonce(&tete.octets)) else {
                continue;
            };
            let apercu = apercu(fichier, arbre).map_err(|e| illisible(fichier, &e))?;
            let seul = std::slice::from_ref(format);
            let Ok(reconnu) = reconnait(seul, &apercu, &fichier.nom) else {
                continue;
            };
            if !remplies(format, &reconnu.plan, &apercu) {
                continue;
            }
            if let Some(sort) = inutile(format) {
                return Ok(Some(sort));
            }
            exige(format, &reconnu.plan, &apercu, &fichier.nom)?;
            return self
                .rangees_de_l_arbre(fichier, format, arbre, &reconnu.plan)
                .map(Some);
        }
        Ok(None)
    }

    /// All the rows.
    fn rangees_de_l_arbre(
        &self,
        fichier: &Fichier,
        format: &Format,
        arbre: &Arbre,
        plan: &Plan,
    ) -> Result<Devenir, ErreurDonnees> {
        let connues = match self.lieux(format) {
            Ok(connues) => connues,
            Err(sort) => return Ok(sort),
        };
        let mut lignes = Lignes::new(self.referentiel, format, plan, &fichier.nom, true)?;
        lignes.connues = connues;
        let chemins = arbre.chemins();
        let lus: Vec<&Chemin> = plan
            .colonnes
            .iter()
            .filter_map(|&c| chemins.get(c).map(|(_, chemin)| chemin))
            .collect();
        let (mut numero, mut erreur) = (0, None);
        let mut visite = |r: &Rencontre<'_>| {
            let Rencontre::Ligne(niveaux) = r else {
                return true;
            };
            numero += 1;
            let textes: Vec<Option<Cow<'_, str>>> = lus.iter().map(|c| c.texte(niveaux)).collect();
            let cellule = |t: &Option<Cow<'_, str>>| {
                t.as_ref()
                    .map_or(Cellule::Vide, |t| Cellule::possedee(t.to_string()))
            };
            let cellules: Vec<Cellule<'_>> = textes.iter().map(cellule).collect();
            let ligne = Ligne {
                numero,
                cellules: &cellules,
                largeur: None,
            };
            erreur = lignes.ligne(&ligne).err();
            erreur.is_none()
        };
        let lu = octets::en_flux(fichier, |flux| parcourt(flux, &arbre.chemin, &mut visite));
        if let Some(e) = erreur {
            return Err(e);
        }
        let lu = lu.map_err(|e| illisible(fichier, &e))?;
        let ((), sha256) = lu.map_err(|e| casse(format, fichier, &e))?;
        let table: Table = lignes.termine()?;
        Ok(Devenir::de(vec![self.lu(format, fichier, sha256, table)]))
    }
}

impl Arbre {
    /// Whether the beginning of a file has one of the names of the root.
    fn annonce(&self, debut: &[u8]) -> bool {
        self.racines.iter().any(|r| {
            let nom = format!("\"{r}\"");
            debut.windows(nom.len()).any(|w| w == nom.as_bytes())
        })
    }
}

/// The first rows, under the names of the columns and the texts of the root that come before them.
fn apercu(fichier: &Fichier, arbre: &Arbre) -> std::io::Result<Apercu> {
    let chemins = arbre.chemins();
    let (mut titre, mut lignes) = (Vec::new(), Vec::new());
    let mut visite = |r: &Rencontre<'_>| {
        match r {
            Rencontre::Racine(cle, texte) => titre.push(format!("{cle} {texte}")),
            Rencontre::Ligne(niveaux) => {
                let textes = chemins.iter().map(|(_, c)| c.texte(niveaux));
                let rangee: Vec<String> =
                    textes.map(|t| t.unwrap_or_default().into_owned()).collect();
                lignes.push(rangee);
            }
        }
        lignes.len() < APERCU
    };
    // A tree that breaks is told once it is read.
    let _ = octets::en_flux(fichier, |flux| parcourt(flux, &arbre.chemin, &mut visite))?;
    let entete = chemins.iter().map(|(nom, _)| (*nom).to_owned()).collect();
    let mut toutes = vec![titre, entete];
    toutes.append(&mut lignes);
    Ok(Apercu {
        genre: Genre::Arbre,
        feuille: None,
        lignes: toutes,
    })
}

/// Whether each column of the signature holds something: the names of the columns are ours, and prove nothing.
fn remplies(format: &Format, plan: &Plan, apercu: &Apercu) -> bool {
    let entetes = apercu
        .lignes
        .get(plan.entete)
        .map_or(&[][..], Vec::as_slice);
    let entetes: Vec<String> = entetes.iter().map(|e| normalise(e)).collect();
    format.requis.iter().all(|m| {
        let trouve = m.trouve(&entetes);
        trouve.is_some_and(|t| !apercu.colonne(plan.entete, t.colonne).is_empty())
    })
}

/// A tree that cannot be read to its end.
fn casse(format: &Format, fichier: &Fichier, e: &serde_json::Error) -> ErreurDonnees {
    let defaut = if e.is_eof() {
        Defaut::abime("JSON tronqué")
    } else {
        Defaut::abime(format!("JSON illisible, colonne {}", e.column()))
    };
    let place = Emplacement::fichier(&fichier.nom).ligne(e.line() as u64);
    abime(format, place, &defaut)
}
