//! Rows of a recognised table, one by one: filter, commune, series, cells; bad ones are set aside with the reason.

use std::collections::HashMap;

use super::format::{Format, annee};
use super::nombre::{Brute, Lecteur, nombre};
use super::normalise::{affichable, normalise};
use super::plan::{Lue, Plan};
use super::recodage::{Issue, compose, resoudre};
use super::regle::{Regle, regle};
use super::table::{CleSerie, QpvLu, Table};
use super::tableau::{Cellule, Ligne};
use crate::model::{CodeCommune, ErreurDonnees, Point, Referentiel, Rejet, UniteId};

/// A column to read as figures or as classes.
#[derive(Debug, Clone)]
pub struct Champ {
    /// Place in the plan.
    pub place: usize,
    /// Rank of the variable that says how to read it.
    pub variable: usize,
    /// Place of the labels.
    pub libelle: Option<usize>,
    /// Whether a negative figure is possible.
    pub negatif: bool,
}

/// A series fed by the rows of one kind.
#[derive(Debug, Clone)]
pub struct Cible {
    /// Rank of the series.
    pub serie: usize,
    /// Rank of the column.
    pub champ: usize,
    /// Rank of the column of the weights.
    pub poids: Option<usize>,
}

/// A series: variable, vintage, rule, whether it holds classes.
#[derive(Debug, Clone)]
pub struct Serie {
    /// Variable and vintage.
    pub cle: CleSerie,
    /// Merging rule.
    pub regle: Regle,
    /// Whether the values are classes.
    pub classe: bool,
}

/// Rows kept, by columns.
#[derive(Debug, Default)]
pub struct Gardees {
    /// Unit of each row.
    pub unites: Vec<u32>,
    /// Kind of each row.
    pub genres: Vec<u32>,
    /// Code of each row, as in the file.
    pub codes: Vec<CodeCommune>,
    /// Line of each row.
    pub lignes: Vec<u64>,
    /// Cells, by column then row.
    pub cellules: Vec<Vec<Brute>>,
}

/// Reads the rows of one table.
pub struct Lignes<'a> {
    pub(super) referentiel: &'a Referentiel,
    pub(super) format: &'a Format,
    pub(super) plan: &'a Plan,
    pub(super) fichier: &'a str,
    pub(super) champs: Vec<Champ>,
    champ_de_lue: Vec<usize>,
    pub(super) series: Vec<Serie>,
    rang_serie: HashMap<CleSerie, usize>,
    pub(super) genres: Vec<Vec<Cible>>,
    rang_genre: HashMap<String, u32>,
    pub(super) gardees: Gardees,
    /// Classes met, by column: code and label.
    pub(super) modalites: Vec<Vec<(String, String)>>,
    rang_modalite: Vec<HashMap<String, u32>>,
    lecteur: Lecteur,
    entite: bool,
    commencee: bool,
    pub(super) table: Table,
}

impl<'a> Lignes<'a> {
    /// Prepares the reading of a table.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn new(
        referentiel: &'a Referentiel,
        format: &'a Format,
        plan: &'a Plan,
        fichier: &'a str,
        entite: bool,
    ) -> Result<Self, ErreurDonnees> {
        let mut champs: Vec<Champ> = Vec::new();
        let mut champ_de_lue = Vec::new();
        for lue in &plan.lues {
            let variable = format.d.variables.get(lue.variable);
            let classe = variable.is_some_and(|v| v.classe);
            let meme = |c: &Champ| c.place == lue.place && !classe;
            let rang = champs.iter().position(meme).map_or_else(
                || {
                    let negatif = regle(variable.map_or("", |v| &v.id))?.negatif;
                    champs.push(Champ {
                        place: lue.place,
                        variable: lue.variable,
                        libelle: lue.libelle,
                        negatif,
                    });
                    Ok::<_, ErreurDonnees>(champs.len() - 1)
                },
                Ok,
            )?;
            champ_de_lue.push(rang);
        }
        let n = champs.len();
        Ok(Self {
            referentiel,
            format,
            plan,
            fichier,
            champs,
            champ_de_lue,
            series: Vec::new(),
            rang_serie: HashMap::new(),
            genres: Vec::new(),
            rang_genre: HashMap::new(),
            gardees: Gardees {
                cellules: vec![Vec::new(); n],
                ..Gardees::default()
            },
            modalites: vec![Vec::new(); n],
            rang_modalite: vec![HashMap::new(); n],
            lecteur: Lecteur::new(&format.d.marques),
            entite,
            commencee: false,
            table: Table::default(),
        })
    }

    /// Reads a row; gives its code and its unit when it names one.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn ligne(
        &mut self,
        l: &Ligne<'_>,
    ) -> Result<Option<(CodeCommune, UniteId)>, ErreurDonnees> {
        let premiere = !std::mem::replace(&mut self.commencee, true);
        if l.cellules.iter().all(Cellule::est_vide) {
            return Ok(None);
        }
        let Some(masque) = self.filtre(l) else {
            return Ok(None);
        };
        if self.plan.qpv.is_some() {
            self.qpv(l);
            return Ok(None);
        }
        let Some((code, unite)) = self.commune(l, premiere) else {
            return Ok(None);
        };
        if let Some(lue) = l.largeur {
            let motif = format!("la ligne a {lue} cellules, l'en-tête {}", self.plan.largeur);
            self.rejette(l, None, &code.to_string(), motif, Some(unite));
            return Ok(None);
        }
        self.cpts(l, unite);
        self.point(l, unite);
        self.valeurs(l, code, unite, masque)?;
        Ok(Some((code, unite)))
    }

    /// `None` when the row is filtered out, `Some(true)` when its figures are hidden.
    fn filtre(&self, l: &Ligne<'_>) -> Option<bool> {
        let mut masque = false;
        for (filtre, place) in self.format.d.filtres.iter().zip(&self.plan.filtres) {
            let Some(cellule) = place.and_then(|p| l.cellules.get(p)) else {
                continue;
            };
            let texte = cellule.en_texte();
            if !filtre.valeurs.iter().any(|v| *v == texte) {
                if !filtre.sinon_masque {
                    return None;
                }
                masque = true;
            }
        }
        Some(masque)
    }

    fn commune(&mut self, l: &Ligne<'_>, premiere: bool) -> Option<(CodeCommune, UniteId)> {
        let cellule = |p: Option<usize>| p.and_then(|p| l.cellules.get(p)).map(Cellule::en_texte);
        let brut = cellule(self.plan.cle).unwrap_or_default();
        let texte = code_nu(&brut);
        if texte.is_empty() {
            let (d, c) = self
                .plan
                .cle_composee
                .map(|(d, c)| (cellule(Some(d)), cellule(Some(c))))?;
            let (d, c) = (d.unwrap_or_default(), c.unwrap_or_default());
            return match compose(&d, &c) {
                Some(code) => self.unite(l, code),
                None => {
                    self.rejette(
                        l,
                        self.plan.cle,
                        &format!("{d} {c}"),
                        "code commune illisible".into(),
                        None,
                    );
                    None
                }
            };
        }
        if let Ok((code, rendu)) = CodeCommune::parse_repare(texte) {
            self.table.zeros_rendus += usize::from(rendu);
            return self.unite(l, code);
        }
        // A note under the table, or the row of units: not a row of data.
        let seule = l.cellules.iter().filter(|c| !c.est_vide()).count() == 1;
        if !seule && !premiere {
            self.rejette(
                l,
                self.plan.cle,
                texte,
                "code commune illisible".into(),
                None,
            );
        }
        None
    }

    fn unite(&mut self, l: &Ligne<'_>, code: CodeCommune) -> Option<(CodeCommune, UniteId)> {
        let texte = code.to_string();
        match resoudre(self.referentiel, code) {
            Issue::Actuelle(unite) => Some((code, unite)),
            Issue::Recodee(unite) => {
                self.table.recodes.insert(code, unite);
                Some((code, unite))
            }
            Issue::Scindee => {
                let motif = "commune scindée depuis : sa valeur n'est attribuable à aucune commune actuelle";
                self.rejette(l, self.plan.cle, &texte, motif.into(), None);
                None
            }
            Issue::Inconnue => {
                let motif = format!("code commune inconnu : {}", self.referentiel.nom);
                self.rejette(l, self.plan.cle, &texte, motif, None);
                None
            }
        }
    }

    fn cpts(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let Some((nom, part)) = self.plan.cpts else {
            return;
        };
        let Some(nom) = l.cellules.get(nom).filter(|c| !c.est_vide()) else {
            return;
        };
        let cellule = part
            .and_then(|p| l.cellules.get(p))
            .filter(|c| !c.est_vide());
        match cellule.map_or(Some(1.0), lit_part) {
            Some(part) => self
                .table
                .cpts
                .push((unite, nom.en_texte().into_owned(), part)),
            None => {
                let valeur = cellule
                    .map(|c| c.en_texte().into_owned())
                    .unwrap_or_default();
                let motif =
                    "part de commune illisible : nombre entre 0 et 1, ou pourcentage avec %";
                self.rejette(l, part, &valeur, motif.into(), Some(unite));
            }
        }
    }

    fn point(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let Some((x, y)) = self.plan.point else {
            return;
        };
        let lit = |p: usize| match l.cellules.get(p) {
            Some(Cellule::Nombre(x)) => Some(*x),
            Some(Cellule::Texte(t)) => nombre(t),
            _ => None,
        };
        let vide = |p: usize| l.cellules.get(p).is_none_or(Cellule::est_vide);
        match (lit(x), lit(y)) {
            (Some(lon), Some(lat))
                if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) =>
            {
                self.table.points.push((unite, Point { lon, lat }));
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

    fn qpv(&mut self, l: &Ligne<'_>) {
        let Some(places) = self.plan.qpv else { return };
        let [code, nom, communes] = places.map(|p| {
            l.cellules
                .get(p)
                .map(|c| c.en_texte().into_owned())
                .unwrap_or_default()
        });
        let mut unites = Vec::new();
        for mot in communes
            .split(|c: char| !c.is_alphanumeric())
            .filter(|m| !m.is_empty())
        {
            match CodeCommune::parse_repare(mot).map(|(c, _)| (c, resoudre(self.referentiel, c))) {
                Ok((_, Issue::Actuelle(u))) => unites.push(u),
                Ok((c, Issue::Recodee(u))) => {
                    self.table.recodes.insert(c, u);
                    unites.push(u);
                }
                _ => {
                    let motif = format!(
                        "code commune inconnu dans le quartier {}",
                        affichable(&code, 20)
                    );
                    self.rejette(l, Some(places[2]), mot, motif, None);
                }
            }
        }
        unites.sort_unstable();
        unites.dedup();
        self.table.qpv.push(QpvLu {
            code,
            nom,
            communes: unites,
        });
    }

    fn valeurs(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        unite: UniteId,
        masque: bool,
    ) -> Result<(), ErreurDonnees> {
        if self.plan.lues.is_empty() {
            return Ok(());
        }
        let Some(genre) = self.genre(l, unite)? else {
            return Ok(());
        };
        let utiles: Vec<usize> = self
            .genres
            .get(genre as usize)
            .map(|g| g.iter().map(|c| c.champ).collect())
            .unwrap_or_default();
        if utiles.is_empty() {
            return Ok(());
        }
        self.gardees.unites.push(unite.0);
        self.gardees.genres.push(genre);
        self.gardees.codes.push(code);
        self.gardees.lignes.push(l.numero);
        for champ in 0..self.champs.len() {
            let brute = match (utiles.contains(&champ), masque) {
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
        let (place, negatif) = (champ.place, champ.negatif);
        let Some(variable) = self.format.d.variables.get(champ.variable) else {
            return Brute::Absente;
        };
        let Some(cellule) = l.cellules.get(place) else {
            return Brute::Absente;
        };
        if !variable.classe {
            return self
                .lecteur
                .nombre(cellule, variable.vide_masque, negatif)
                .unwrap_or_else(|motif| {
                    self.rejette(
                        l,
                        Some(place),
                        &cellule.en_texte(),
                        motif.into(),
                        Some(unite),
                    );
                    Brute::Absente
                });
        }
        if let Some(marque) = self.lecteur.marque(cellule, variable.vide_masque) {
            return marque;
        }
        let texte = cellule.en_texte();
        let code = if variable.codes.is_empty() {
            texte.clone().into_owned()
        } else if let Some(code) = variable.codes.get(&normalise(&texte)) {
            code.clone()
        } else {
            self.rejette(
                l,
                Some(place),
                &texte,
                "classe inconnue".into(),
                Some(unite),
            );
            return Brute::Absente;
        };
        let lu = champ
            .libelle
            .and_then(|p| l.cellules.get(p))
            .filter(|c| !c.est_vide());
        let libelle = lu
            .map(|c| c.en_texte().into_owned())
            .or_else(|| variable.libelles.get(&code).cloned());
        self.modalite(rang, code, libelle)
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
    fn genre(&mut self, l: &Ligne<'_>, unite: UniteId) -> Result<Option<u32>, ErreurDonnees> {
        let places = self.plan.lues.iter().filter_map(|l| l.quand);
        let mut signature = String::new();
        let mut derniere = None;
        for place in self.plan.an.into_iter().chain(places) {
            if derniere != Some(place) {
                signature.push_str(
                    &l.cellules
                        .get(place)
                        .map(Cellule::en_texte)
                        .unwrap_or_default(),
                );
                signature.push('\u{1f}');
            }
            derniere = Some(place);
        }
        if let Some(genre) = self.rang_genre.get(&signature) {
            return Ok(Some(*genre));
        }
        let an = match self.plan.an.and_then(|p| l.cellules.get(p)) {
            Some(cellule) if !cellule.est_vide() => match annee(&cellule.en_texte()) {
                Some(an) => Some(an),
                None => {
                    let valeur = cellule.en_texte().into_owned();
                    self.rejette(
                        l,
                        self.plan.an,
                        &valeur,
                        "année illisible".into(),
                        Some(unite),
                    );
                    return Ok(None);
                }
            },
            _ => None,
        };
        let cibles = self.cibles(l, an)?;
        let genre = u32::try_from(self.genres.len()).unwrap_or(u32::MAX);
        self.genres.push(cibles);
        self.rang_genre.insert(signature, genre);
        Ok(Some(genre))
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
                    let classe = self
                        .format
                        .d
                        .variables
                        .get(lue.variable)
                        .is_some_and(|v| v.classe);
                    self.series.push(Serie {
                        regle: regle(&id)?,
                        cle: cle.clone(),
                        classe,
                    });
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

    /// Variable id of a column for this row; `None` when the row is of another type.
    fn id(&self, l: &Ligne<'_>, lue: &Lue) -> Option<String> {
        let modele = &self.format.d.variables.get(lue.variable)?.id;
        let type_lu = match lue.quand {
            None => None,
            Some(place) => {
                let (_, motif) = self.format.variables.get(lue.variable)?.quand.as_ref()?;
                let texte = l.cellules.get(place)?.en_texte().into_owned();
                Some(motif.is_match(&texte).then_some(texte)?)
            }
        };
        let code = type_lu
            .as_deref()
            .or(lue.code.as_deref())
            .unwrap_or_default();
        Some(modele.replace("{}", &normalise(code).replace(' ', "_")))
    }

    pub(super) fn rejette(
        &mut self,
        l: &Ligne<'_>,
        place: Option<usize>,
        valeur: &str,
        motif: String,
        commune: Option<UniteId>,
    ) {
        let motif = if self.entite {
            format!("entité n° {} : {motif}", l.numero)
        } else {
            motif
        };
        self.table.rejets.push(Rejet {
            fichier: self.fichier.to_owned(),
            ligne: l.numero,
            colonne: place
                .and_then(|p| self.plan.noms.get(p))
                .map(|n| affichable(n, 80)),
            valeur: affichable(valeur, 80),
            motif,
            commune: commune.map(|u| self.referentiel.unite(u).code),
        });
    }
}

/// `2026-COM-01001` of the INSEE interface → `01001`.
fn code_nu(texte: &str) -> &str {
    let texte = texte.trim();
    ["-COM-", "-ARM-"]
        .iter()
        .find_map(|m| texte.split_once(m))
        .map_or(texte, |(_, code)| code)
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
    fn parts_and_prefixed_codes() {
        let part = |t: &'static str| lit_part(&Cellule::texte(t));
        assert_eq!(part("0,4"), Some(0.4));
        assert_eq!(part("40 %"), Some(0.4));
        assert_eq!(part("1"), Some(1.0));
        assert_eq!((part("0"), part("40"), part("x")), (None, None, None));
        assert_eq!(code_nu("2026-COM-01001"), "01001");
    }
}
