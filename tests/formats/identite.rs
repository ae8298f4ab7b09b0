//! What tells the year, the commune, the person, the structure and the place of a generated row.

use std::collections::BTreeMap;

use super::contenant;
use super::exemplaire::Ecriture;
use super::monde::{Lieu, bassin, canton};

impl Ecriture<'_> {
    pub(super) fn annee(&mut self, cellules: &mut BTreeMap<usize, String>) {
        let an = self.c.an.to_string();
        if let Some(noms) = &self.d.millesime.colonne {
            self.pose(cellules, noms, an);
        }
    }

    /// What tells the commune, the person, the structure and the place of a row.
    pub(super) fn identite(&mut self, lieu: &Lieu, cellules: &mut BTreeMap<usize, String>) {
        let d = self.d;
        self.annee(cellules);
        let numero = format!("{}{:04}", lieu.code, self.structures);
        let suite = lieu.code.get(lieu.departement.len()..).unwrap_or_default();
        match (&d.cle, &d.cle_composee, &d.cle_nom) {
            (Some(cle), ..) if d.lieu_par.is_some() => {
                self.pose(cellules, cle, format!("{}0001", lieu.code))
            }
            (Some(cle), ..) => self.pose(cellules, cle, &lieu.code),
            (None, Some((departement, commune)), _) => {
                self.pose(cellules, departement, &lieu.departement);
                self.pose(cellules, commune, suite);
            }
            (None, None, Some((nom, departement))) => {
                self.pose(cellules, nom, &lieu.nom);
                self.pose(cellules, departement, &lieu.departement);
            }
            _ => {}
        }
        for v in &d.variables {
            if !v.distinct.liste().is_empty() {
                let place = self.c.place(&v.distinct);
                if let Some(place) = place {
                    cellules.entry(place).or_insert_with(|| numero.clone());
                }
            }
        }
        self.places(lieu, &numero, cellules);
        self.noms(lieu, cellules);
    }

    /// Point, structure, CPTS, quartier.
    fn places(&mut self, lieu: &Lieu, numero: &str, cellules: &mut BTreeMap<usize, String>) {
        let d = self.d;
        let (lon, lat) = contenant::point(lieu.rang);
        if let Some(p) = &d.point {
            self.pose(cellules, &p.lon, lon.to_string());
            self.pose(cellules, &p.lat, lat.to_string());
        }
        if let Some(s) = &d.structure {
            if d.lieu_par.is_none() {
                self.pose(cellules, &s.identifiant, numero);
            }
            self.pose(
                cellules,
                &s.nom,
                format!("Structure fictive {} de {}", self.structures, lieu.nom),
            );
            self.pose(cellules, &s.lon, lon.to_string());
            self.pose(cellules, &s.lat, lat.to_string());
        }
        if let Some(cpts) = &d.cpts {
            self.pose(
                cellules,
                &cpts.nom,
                format!("CPTS fictive {}", lieu.rang % 3),
            );
        }
        if let Some(q) = &d.qpv {
            self.pose(
                cellules,
                &q.code,
                format!("QP{:05}{}", lieu.rang, lieu.rang % 10),
            );
            if let Some(habitants) = &q.habitants {
                let part = (lieu.habitants / 10).to_string();
                self.pose(cellules, habitants, part);
            }
            self.pose(cellules, &q.nom, format!("Quartier fictif {}", lieu.rang));
            self.pose(cellules, &q.communes, &lieu.code);
        }
    }

    /// Codes of the zones of the commune, what signs a tree, its name.
    fn noms(&mut self, lieu: &Lieu, cellules: &mut BTreeMap<usize, String>) {
        let d = self.d;
        for v in d.variables.iter().filter(|v| v.classe) {
            let code = match v.id.as_str() {
                "bv2022" => bassin(lieu),
                "canton_ville" => canton(lieu),
                _ => continue,
            };
            if let Some(libelle) = &v.libelle {
                self.pose(cellules, libelle, format!("Zone fictive {code}"));
            }
            self.pose(cellules, &v.colonne, code);
        }
        // What signs a tree is filled.
        for noms in d.reconnaissance.requis.iter().filter(|_| d.arbre.is_some()) {
            if let Some(place) = self.c.place(noms) {
                cellules.entry(place).or_insert_with(|| "X".to_owned());
            }
        }
        let nommes = self
            .c
            .noms
            .iter()
            .position(|n| matches!(n.as_str(), "nom" | "Commune" | "LIBGEO"));
        if let Some(place) = nommes {
            cellules.entry(place).or_insert_with(|| lieu.nom.clone());
        }
    }
}
