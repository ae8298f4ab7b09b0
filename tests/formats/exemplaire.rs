//! A file of the layout of a descriptor, with drawn figures.

use std::collections::{BTreeMap, BTreeSet};

use cpts::load::format::descripteur::{Descripteur, Genre, NiveauLu, Noms};
use cpts::model::Niveau;

use super::colonnes::Colonnes;
use super::contenant::{Contenant, Rangee};
use super::lignes::{Modele, conditions, modeles};
use super::monde::{Lieu, Monde, chiffre, tire};
use super::motif;

/// A generated file.
pub struct Exemplaire {
    /// Its name, which says nothing but its year.
    pub nom: String,
    /// What it holds.
    pub texte: String,
    /// Level of its rows; that of the communes when there is none.
    pub niveau: Option<Niveau>,
    /// Ids of the variables that it must give.
    pub ids: BTreeSet<String>,
}

/// A row being written.
pub struct Ecriture<'a> {
    /// Layout.
    pub d: &'a Descripteur,
    /// Columns.
    pub c: Colonnes,
    /// Structures of the commune so far.
    pub structures: usize,
}

/// The files of a layout: one by level, or one of communes.
pub fn exemplaires(
    d: &Descripteur,
    rang: usize,
    monde: &Monde,
    an: u16,
    besoins: &BTreeSet<String>,
) -> Vec<Exemplaire> {
    if d.niveaux.0.is_empty() {
        return vec![un(d, rang, None, monde, an, besoins)];
    }
    let niveaux = d.niveaux.0.iter().enumerate();
    let ecrits =
        niveaux.map(|(n, niveau)| un(d, rang + 1000 * (n + 1), Some(niveau), monde, an, besoins));
    ecrits.collect()
}

fn un(
    d: &Descripteur,
    rang: usize,
    niveau: Option<&NiveauLu>,
    monde: &Monde,
    an: u16,
    besoins: &BTreeSet<String>,
) -> Exemplaire {
    let mut c = Colonnes::new(an, &d.reconnaissance.interdits);
    for nom in d.sans_entete.iter().flatten() {
        c.ajoute(nom.clone());
    }
    if let Some(arbre) = &d.arbre {
        for nom in arbre.colonnes.keys() {
            c.ajoute(nom.clone());
        }
    }
    if let Some(n) = niveau {
        c.place(&n.cle);
        conditions(&n.quand, &mut c);
    }
    for noms in &d.reconnaissance.requis {
        c.place(noms);
    }
    let (modeles, ids) = modeles(d, &mut c, besoins);
    let mut e = Ecriture {
        d,
        c,
        structures: 0,
    };
    let mut contenant = Contenant::new(d);
    match niveau {
        None => {
            for lieu in &monde.communes {
                let rangees = e.commune(lieu, &modeles, monde.un_sur);
                contenant.ajoute(&e.c.noms, rangees);
            }
        }
        Some(n) => {
            for code in monde.territoires.get(&n.niveau).into_iter().flatten() {
                let rangees = e.territoire(n, code, &modeles);
                contenant.ajoute(&e.c.noms, rangees);
            }
        }
    }
    let titre = niveau
        .and_then(|n| n.titre.as_ref())
        .or(d.reconnaissance.titre.as_ref())
        .or(d.millesime.titre.as_ref());
    let titre = titre.map(|t| motif::un(t, an));
    let texte = contenant.finit(d, &e.c.noms, titre.as_deref(), an);
    Exemplaire {
        nom: nom(d, rang, an),
        texte,
        niveau: niveau.map(|n| n.niveau),
        ids,
    }
}

/// A name that gives the year, and what the recognition asks of it.
fn nom(d: &Descripteur, rang: usize, an: u16) -> String {
    let dit = d
        .reconnaissance
        .fichier
        .as_ref()
        .map(|f| motif::un(f, an).trim().replace(' ', "-"));
    let annee = d
        .millesime
        .nom
        .as_ref()
        .filter(|n| *n != "auto")
        .map(|n| motif::un(n, an));
    let annee = annee.unwrap_or_else(|| an.to_string());
    let genre = match d.reconnaissance.genres.first() {
        Some(Genre::Geojson) => "geojson",
        Some(Genre::Arbre) => "json",
        _ => "csv",
    };
    let dit = dit.map(|d| format!("-{d}")).unwrap_or_default();
    format!("f{rang:04}{dit}-{annee}.{genre}")
}

impl Ecriture<'_> {
    pub(super) fn pose(
        &mut self,
        rangee: &mut BTreeMap<usize, String>,
        noms: &Noms,
        texte: impl Into<String>,
    ) {
        if let Some(place) = self.c.place(noms) {
            rangee.insert(place, texte.into());
        }
    }

    /// The rows of a commune; what is counted is all in one of so many of them.
    fn commune(&mut self, lieu: &Lieu, modeles: &[Modele], un_sur: usize) -> Vec<Rangee> {
        self.structures = 0;
        let comptee = self.d.variables.iter().any(|v| v.compter) || self.d.structure.is_some();
        let mut rangees = Vec::new();
        // A file that leaves out most communes is an extract: elsewhere, a row says that the commune is there.
        let plein = !comptee || lieu.rang.is_multiple_of(un_sur);
        for modele in modeles.iter().take(if plein { modeles.len() } else { 1 }) {
            let une = modele.personne.is_some() || !modele.chiffres.is_empty() || !comptee;
            for _ in 0..if une { 1 } else { 1 + tire(&lieu.code, 2) } {
                self.structures += 1;
                let variantes = modele.personne.iter().flat_map(|(place, cellules)| {
                    cellules.iter().map(|t| Some((*place, t.clone())))
                });
                let mut variantes: Vec<_> = variantes.collect();
                if variantes.is_empty() {
                    variantes.push(None);
                }
                for variante in variantes {
                    let mut cellules = self.figures(modele, &lieu.code, lieu.habitants);
                    cellules.extend(variante);
                    self.identite(lieu, &mut cellules);
                    rangees.push(Rangee {
                        cellules,
                        rang: lieu.rang,
                    });
                }
            }
        }
        rangees
    }

    fn territoire(&mut self, n: &NiveauLu, code: &str, modeles: &[Modele]) -> Vec<Rangee> {
        let sienne = self.d.cle.clone().filter(|_| n.cle.liste().is_empty());
        let cle = sienne.unwrap_or_else(|| n.cle.clone());
        let mut rangees = Vec::new();
        for modele in modeles {
            let mut cellules = self.figures(modele, code, 100_000);
            cellules.extend(conditions(&n.quand, &mut self.c));
            if n.code.is_none() {
                self.pose(&mut cellules, &cle, code);
            }
            self.annee(&mut cellules);
            rangees.push(Rangee { cellules, rang: 0 });
        }
        rangees
    }

    /// The cells of a model: conditions, figures, classes.
    fn figures(&self, modele: &Modele, code: &str, habitants: u32) -> BTreeMap<usize, String> {
        let mut cellules = modele.cellules.clone();
        for (place, id) in &modele.chiffres {
            let x = chiffre(id, &format!("{id} {code} {}", self.c.an), habitants);
            cellules.insert(*place, x.to_string());
        }
        for (place, rang, libelle) in &modele.classes {
            let v = &self.d.variables[*rang];
            let codes: Vec<&String> = v.codes.keys().collect();
            let tire = tire(&format!("{} {code}", v.id), codes.len().max(3) as u64) as usize;
            let classe = codes
                .get(tire)
                .map_or_else(|| format!("9600{tire}"), |c| (*c).clone());
            // A nomenclature that says its labels is written with them.
            let connus = v.echelle.as_ref().map(|e| &e.libelles);
            let connu = connus
                .and_then(|l| l.get(&classe))
                .map(|m| super::motif::un(m, 2024));
            let dit = connu.unwrap_or_else(|| format!("Classe fictive {tire}"));
            cellules.insert(*place, classe);
            cellules.extend(libelle.map(|l| (l, dit)));
        }
        cellules
    }
}
