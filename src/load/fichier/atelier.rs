//! One file: what kind it is, which format, then its tables; what cannot be used is told.

use crate::load::fichier::refus::{abime, exige, faux_classeur, inutile, joint, remede_abime};
use crate::load::format::compile::Format;
use crate::load::format::descripteur::{Descripteur, Genre};
use crate::load::format::reconnaissance::{Reconnu, reconnait};
use crate::load::source::archive;
use crate::load::source::dossier::Fichier;
use crate::load::source::octets::{self, Contenu};
use crate::load::source::tableau::Apercu;
use crate::load::source::texte;
use crate::load::table::classeur::Classeur;
use crate::load::table::csv_table;
use crate::load::table::entites;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees, Referentiel};

/// A file, or the part of a workbook, that one format describes.
#[derive(Debug)]
pub struct Lu {
    /// Its format.
    pub descripteur: Descripteur,
    /// Path relative to the data folder.
    pub chemin: String,
    /// Fingerprint of the file.
    pub sha256: String,
    /// What it gave.
    pub table: Table,
}

/// What became of a file.
#[derive(Debug)]
pub enum Sort {
    /// Its figures were read.
    Lu(Vec<Lu>),
    /// Recognised, of no use: what it is and why.
    NonUtilise(String),
    /// Not recognised, or impossible to join: why.
    NonReconnu(String),
}

/// Reads files against formats.
pub struct Atelier<'a> {
    /// Territories.
    pub referentiel: &'a Referentiel,
    /// Formats to try.
    pub formats: &'a [Format],
    /// Whether the user named this file: what goes wrong is then an error.
    pub designe: bool,
}

impl Atelier<'_> {
    /// Recognises and reads a file.
    ///
    /// # Errors
    /// A recognised file that is broken or lacks a required column, a file named .xlsx that is not one,
    /// and whatever is wrong with a file that the user mapped.
    pub fn traite(&self, fichier: &Fichier) -> Result<Sort, ErreurDonnees> {
        if std::fs::metadata(&fichier.chemin).is_ok_and(|m| !m.is_file()) {
            let motif = "ni un fichier ni un dossier (tube ou périphérique)".to_owned();
            return self.refuse(fichier, motif);
        }
        let tete = match octets::tete(&fichier.chemin) {
            Ok(tete) => tete,
            Err(e) => return self.refuse(fichier, format!("fichier illisible ({})", e.kind())),
        };
        let o = tete.octets.as_slice();
        let nom = fichier.nom.to_lowercase();
        let xlsx = nom.ends_with(".xlsx") || nom.ends_with(".xlsm");
        if [".md", ".html", ".htm"].iter().any(|e| nom.ends_with(e)) && !self.designe {
            return Ok(Sort::NonReconnu("document, pas un tableau".to_owned()));
        }
        let premier = o
            .iter()
            .find(|o| !o.is_ascii_whitespace() && **o != 0xef && **o != 0xbb && **o != 0xbf);
        if o.is_empty() {
            self.refuse(
                fichier,
                tete.defaut.unwrap_or_else(|| "fichier vide".to_owned()),
            )
        } else if o.starts_with(b"PK\x03\x04") || xlsx {
            self.classeur(fichier, xlsx)
        } else if o.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            self.refuse(
                fichier,
                "ancien format .xls : enregistrez-le en .xlsx ou en CSV".to_owned(),
            )
        } else if o.starts_with(b"%PDF")
            || (o.contains(&0) && !o.starts_with(&[0xff, 0xfe]) && !o.starts_with(&[0xfe, 0xff]))
        {
            self.refuse(fichier, texte::motif_binaire(o).to_owned())
        } else if premier.is_some_and(|o| *o == b'{' || *o == b'[') || nom.ends_with(".geojson") {
            self.geojson(fichier, &tete)
        } else {
            self.csv(fichier, &tete)
        }
        .map(|sort| match sort {
            Sort::NonReconnu(motif) if nom.ends_with(".gz") && !tete.gzip => Sort::NonReconnu(
                format!("ce n'est pas une archive gzip malgré son nom ; {motif}"),
            ),
            autre => autre,
        })
    }

    fn csv(&self, fichier: &Fichier, tete: &Contenu) -> Result<Sort, ErreurDonnees> {
        let coupe = tete.octets.len() as u64 >= octets::TETE;
        let debut = if coupe {
            texte::lignes_entieres(&tete.octets)
        } else {
            &tete.octets
        };
        let (debut, _) = texte::decode(debut);
        let d = csv_table::delimiteur(&debut);
        let apercu = Apercu {
            genre: Genre::Csv,
            feuille: None,
            lignes: csv_table::apercu(&debut, d),
        };
        let reconnu = match reconnait(self.formats, &apercu, &fichier.nom) {
            Ok(reconnu) => reconnu,
            Err(motif) => {
                return self.non_reconnu(fichier, &apercu, joint(motif, tete.defaut.as_deref()));
            }
        };
        let Some(format) = self.formats.get(reconnu.format) else {
            return self.refuse(fichier, String::new());
        };
        if let Some(sort) = inutile(format) {
            return Ok(sort);
        }
        exige(format, &reconnu.plan, &apercu, &fichier.nom)?;
        let contenu = self.tout(fichier)?;
        let (texte, _) = texte::decode(&contenu.octets);
        let plan = &reconnu.plan;
        let mut lignes = Lignes::new(self.referentiel, format, plan, &fichier.nom, false)?;
        let mut erreur = None;
        csv_table::lire(&texte, d, plan.entete, &plan.colonnes, |l| {
            erreur = erreur.take().or(lignes.ligne(l).err());
        })
        .map_err(|i| {
            abime(
                format,
                Emplacement::fichier(&fichier.nom).ligne(i.ligne),
                &i.motif,
            )
        })?;
        erreur.map_or(Ok(()), Err)?;
        if format.d.reconnaissance.au_moins_une && lignes.est_longue() {
            return self.refuse(
                fichier,
                "plusieurs lignes par commune : il faut un descripteur pour ce format".to_owned(),
            );
        }
        Ok(Sort::Lu(vec![self.lu(
            format,
            fichier,
            &contenu,
            lignes.termine()?,
        )]))
    }

    fn geojson(&self, fichier: &Fichier, tete: &Contenu) -> Result<Sort, ErreurDonnees> {
        let (debut, _) = texte::decode(&tete.octets);
        if !debut.contains("\"FeatureCollection\"")
            && !fichier.nom.to_lowercase().contains(".geojson")
        {
            return self.refuse(
                fichier,
                "JSON sans « FeatureCollection » : ce n'est pas un GeoJSON".to_owned(),
            );
        }
        let contenu = match octets::tout(&fichier.chemin) {
            Ok(contenu) => contenu,
            Err(e) => return self.refuse(fichier, format!("fichier illisible ({})", e.kind())),
        };
        let (texte, _) = texte::decode(&contenu.octets);
        let lues = match crate::load::table::geo_json::entites(&texte) {
            Ok(lues) if contenu.defaut.is_none() => lues,
            Ok(_) => return self.geojson_abime(fichier, &debut, &contenu, None),
            Err(e) => return self.geojson_abime(fichier, &debut, &contenu, Some(&e)),
        };
        if lues.is_empty() {
            return self.refuse(fichier, "GeoJSON sans aucune entité".to_owned());
        }
        let apercu = entites::apercu(&lues);
        let reconnu = match reconnait(self.formats, &apercu, &fichier.nom) {
            Ok(reconnu) => reconnu,
            Err(motif) => return self.non_reconnu(fichier, &apercu, motif),
        };
        let Some(format) = self.formats.get(reconnu.format) else {
            return self.refuse(fichier, String::new());
        };
        if let Some(sort) = inutile(format) {
            return Ok(sort);
        }
        exige(format, &reconnu.plan, &apercu, &fichier.nom)?;
        let table = entites::lire(self.referentiel, format, &reconnu.plan, &fichier.nom, &lues)?;
        if format.d.contours
            && table.contours.is_empty()
            && reconnu.plan.lues.is_empty()
            && table.points.is_empty()
        {
            let erreur = abime(
                format,
                Emplacement::fichier(&fichier.nom),
                "GeoJSON sans polygone utilisable",
            )
            .attendu("des polygones de communes, en longitude et latitude (WGS84)");
            return Err(match table.rejets.first() {
                Some(rejet) => erreur.valeur(&rejet.motif),
                None => erreur,
            });
        }
        Ok(Sort::Lu(vec![self.lu(format, fichier, &contenu, table)]))
    }

    /// A broken GeoJSON (or gzip) is an error when its beginning is recognised, else it is only listed.
    fn geojson_abime(
        &self,
        fichier: &Fichier,
        debut: &str,
        contenu: &Contenu,
        e: Option<&serde_json::Error>,
    ) -> Result<Sort, ErreurDonnees> {
        let motif = match (&contenu.defaut, e) {
            (Some(defaut), _) => defaut.clone(),
            (None, Some(e)) if !e.is_eof() => format!("GeoJSON illisible, colonne {}", e.column()),
            _ => "GeoJSON tronqué".to_owned(),
        };
        let place = Emplacement::fichier(&fichier.nom);
        let place = match e {
            Some(e) => place.ligne(e.line() as u64),
            None => place,
        };
        let apercu = entites::apercu_du_debut(debut);
        match reconnait(self.formats, &apercu, &fichier.nom) {
            Ok(Reconnu { format, .. }) => match self.formats.get(format) {
                Some(f) => Err(abime(f, place, &motif)),
                None => self.refuse(fichier, motif),
            },
            Err(_) => self.refuse(fichier, motif),
        }
    }

    fn classeur(&self, fichier: &Fichier, xlsx: bool) -> Result<Sort, ErreurDonnees> {
        let contenu = match octets::tout(&fichier.chemin) {
            Ok(contenu) => contenu,
            Err(e) => return self.refuse(fichier, format!("fichier illisible ({})", e.kind())),
        };
        let refus = |motif: String| {
            if xlsx || self.designe {
                Err(faux_classeur(fichier, &motif))
            } else {
                Ok(Sort::NonReconnu(motif))
            }
        };
        let parties = match archive::ouvre(&contenu.octets) {
            Ok(archive::Nature::Classeur(parties)) => parties,
            Ok(archive::Nature::Autre) if xlsx => {
                return refus("archive zip sans classeur".to_owned());
            }
            Ok(archive::Nature::Autre) => {
                return refus("archive zip : décompressez-la dans le dossier".to_owned());
            }
            Err(motif) => return refus(motif),
        };
        let mut classeur = match Classeur::ouvre(&parties) {
            Ok(classeur) => classeur,
            Err(motif) => return refus(motif),
        };
        let mut reconnus: Vec<(String, Reconnu, Apercu)> = Vec::new();
        let mut motifs: Vec<(String, Apercu)> = Vec::new();
        for feuille in classeur.feuilles() {
            if !classeur.est_tableau(&feuille) {
                continue;
            }
            let apercu = match classeur.apercu(&feuille) {
                Ok(apercu) => apercu,
                Err(motif) => return refus(motif),
            };
            match reconnait(self.formats, &apercu, &fichier.nom) {
                Ok(reconnu) => reconnus.push((feuille, reconnu, apercu)),
                Err(motif) => motifs.push((motif, apercu)),
            }
        }
        if reconnus.is_empty() {
            motifs.sort_by_key(|(m, _)| !m.starts_with("format le plus proche"));
            let vide = Apercu {
                genre: Genre::Xlsx,
                feuille: None,
                lignes: Vec::new(),
            };
            let (motif, apercu) = motifs
                .into_iter()
                .next()
                .unwrap_or_else(|| ("classeur sans feuille lisible".to_owned(), vide));
            return self.non_reconnu(fichier, &apercu, motif);
        }
        crate::load::fichier::feuilles::lire(self, fichier, &contenu, &mut classeur, reconnus)
    }

    fn tout(&self, fichier: &Fichier) -> Result<Contenu, ErreurDonnees> {
        let place = || Emplacement::fichier(&fichier.nom);
        let contenu = octets::tout(&fichier.chemin).map_err(|e| {
            ErreurDonnees::new(place(), format!("fichier illisible ({})", e.kind()))
        })?;
        match &contenu.defaut {
            None => Ok(contenu),
            Some(defaut) => {
                Err(ErreurDonnees::new(place(), defaut.clone()).remede(remede_abime(defaut)))
            }
        }
    }

    pub(in crate::load) fn lu(
        &self,
        format: &Format,
        fichier: &Fichier,
        contenu: &Contenu,
        table: Table,
    ) -> Lu {
        Lu {
            descripteur: format.d.clone(),
            chemin: fichier.nom.clone(),
            sha256: contenu.sha256.clone(),
            table,
        }
    }

    fn refuse(&self, fichier: &Fichier, motif: String) -> Result<Sort, ErreurDonnees> {
        if self.designe {
            return Err(
                ErreurDonnees::new(Emplacement::fichier(&fichier.nom), motif)
                    .remede("corrigez le fichier, ou retirez son [[fichier]] de cpts.toml"),
            );
        }
        Ok(Sort::NonReconnu(motif))
    }

    fn non_reconnu(
        &self,
        fichier: &Fichier,
        apercu: &Apercu,
        motif: String,
    ) -> Result<Sort, ErreurDonnees> {
        if !self.designe {
            return Ok(Sort::NonReconnu(motif));
        }
        let cle = self
            .formats
            .first()
            .and_then(|f| f.cle.as_ref())
            .map_or("", |m| m.nom());
        let colonnes = apercu
            .lignes
            .first()
            .map(|l| l.join(" », « "))
            .unwrap_or_default();
        Err(
            ErreurDonnees::new(Emplacement::fichier(&fichier.nom), motif)
                .valeur(colonnes)
                .attendu(format!("une colonne de code commune « {cle} »"))
                .remede("corrigez « cle » dans le [[fichier]] de cpts.toml"),
        )
    }
}
