//! Reading the keys of an indicator one by one, so that a wrong one is named; unread keys are errors.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::erreur::{ErreurCatalogue, Lieu};
use crate::model::ErreurDonnees;
use crate::texte_toml;

/// Values of the placeholders `{cle}` of a family.
pub(super) type Remplacements = BTreeMap<String, String>;

/// A finite number written in TOML.
fn fini(valeur: &DeValue<'_>) -> Option<f64> {
    let brut = match valeur {
        DeValue::Integer(i) => i.as_str(),
        DeValue::Float(x) => x.as_str(),
        _ => return None,
    };
    let lu = brut.replace('_', "").parse().ok();
    lu.filter(|x: &f64| x.is_finite())
}

/// The table of an indicator, with the defaults of its file.
pub(super) struct Champs<'t> {
    pub(super) lieu: Lieu<'t>,
    table: &'t DeTable<'t>,
    defaut: Option<&'t DeTable<'t>>,
    remplacements: &'t Remplacements,
    debut: usize,
    id: String,
    lues: RefCell<BTreeSet<String>>,
}

impl<'t> Champs<'t> {
    pub(super) fn new(
        lieu: Lieu<'t>,
        table: &'t Spanned<DeValue<'t>>,
        defaut: Option<&'t DeTable<'t>>,
        remplacements: &'t Remplacements,
        rang: usize,
    ) -> Result<Self, ErreurCatalogue> {
        let debut = table.span().start;
        let contenu = table.get_ref().as_table().ok_or_else(|| {
            ErreurCatalogue::Fichier(Box::new(
                lieu.erreur(Some(debut), "un indicateur est une table TOML"),
            ))
        })?;
        let mut champs = Self {
            lieu,
            table: contenu,
            defaut,
            remplacements,
            debut,
            id: format!("n°\u{a0}{rang}"),
            lues: RefCell::default(),
        };
        champs.id = champs.texte("id")?;
        Ok(champs)
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// An error at a key.
    pub(super) fn erreur(&self, cle: &str, probleme: impl Into<String>) -> ErreurCatalogue {
        let octet = self.valeur(cle).map_or(self.debut, |v| v.span().start);
        self.indicateur(cle, self.lieu.erreur(Some(octet), probleme))
    }

    /// An error at a key, with the value read and what was expected.
    pub(super) fn refuse(&self, cle: &str, valeur: &str, attendu: &str) -> ErreurCatalogue {
        let octet = self.valeur(cle).map_or(self.debut, |v| v.span().start);
        let erreur = self.lieu.erreur(Some(octet), "valeur refusée");
        self.indicateur(cle, erreur.valeur(valeur).attendu(attendu))
    }

    fn indicateur(&self, cle: &str, erreur: ErreurDonnees) -> ErreurCatalogue {
        ErreurCatalogue::Indicateur {
            id: self.id.clone(),
            cle: cle.to_owned(),
            erreur: Box::new(erreur),
        }
    }

    fn valeur(&self, cle: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.lues.borrow_mut().insert(cle.to_owned());
        self.table
            .get(cle)
            .or_else(|| self.defaut.and_then(|d| d.get(cle)))
    }

    /// Whether the key is given, here or by default.
    pub(super) fn present(&self, cle: &str) -> bool {
        self.valeur(cle).is_some()
    }

    fn exige(&self, cle: &str) -> Result<&'t DeValue<'t>, ErreurCatalogue> {
        match self.valeur(cle) {
            Some(valeur) => Ok(valeur.get_ref()),
            None => Err(self.erreur(cle, "clé obligatoire absente")),
        }
    }

    fn mauvais_type(&self, cle: &str, valeur: &DeValue<'_>, attendu: &str) -> ErreurCatalogue {
        let lu = match valeur {
            DeValue::String(s) => s.to_string(),
            DeValue::Integer(i) => i.as_str().to_owned(),
            DeValue::Float(x) => x.as_str().to_owned(),
            DeValue::Boolean(b) => b.to_string(),
            autre => autre.type_str().to_owned(),
        };
        self.refuse(cle, &lu, attendu)
    }

    /// A text that is not empty, placeholders replaced.
    pub(super) fn texte(&self, cle: &str) -> Result<String, ErreurCatalogue> {
        let valeur = self.exige(cle)?;
        let brut = valeur
            .as_str()
            .ok_or_else(|| self.mauvais_type(cle, valeur, "un texte entre guillemets"))?;
        let texte = self.remplace(cle, brut)?;
        if texte.trim().is_empty() {
            return Err(self.refuse(cle, "", "un texte non vide"));
        }
        Ok(texte)
    }

    /// A text, or an empty one when the key is not given.
    pub(super) fn texte_ou_vide(&self, cle: &str) -> Result<String, ErreurCatalogue> {
        if self.present(cle) {
            self.texte(cle)
        } else {
            Ok(String::new())
        }
    }

    /// A list of texts, empty when the key is not given.
    pub(super) fn liste(&self, cle: &str) -> Result<Vec<String>, ErreurCatalogue> {
        let Some(valeur) = self.valeur(cle) else {
            return Ok(Vec::new());
        };
        let refus = || self.mauvais_type(cle, valeur.get_ref(), "une liste de textes");
        let elements = valeur.get_ref().as_array().ok_or_else(refus)?;
        elements
            .iter()
            .map(|e| e.get_ref().as_str().map(str::to_owned).ok_or_else(refus))
            .collect()
    }

    /// A finite number.
    pub(super) fn nombre(&self, cle: &str) -> Result<f64, ErreurCatalogue> {
        let valeur = self.exige(cle)?;
        fini(valeur).ok_or_else(|| self.mauvais_type(cle, valeur, "un nombre"))
    }

    /// A boolean, when the key is given.
    pub(super) fn booleen(&self, cle: &str) -> Result<Option<bool>, ErreurCatalogue> {
        let Some(valeur) = self.valeur(cle) else {
            return Ok(None);
        };
        match valeur.get_ref().as_bool() {
            Some(b) => Ok(Some(b)),
            None => Err(self.mauvais_type(cle, valeur.get_ref(), "true ou false")),
        }
    }

    /// Refuses the keys that nobody read.
    pub(super) fn fin(&self) -> Result<(), ErreurCatalogue> {
        let lues = self.lues.borrow().clone();
        let inconnue = self
            .table
            .iter()
            .find(|(cle, _)| !lues.contains(cle.get_ref().as_ref()));
        match inconnue {
            None => Ok(()),
            Some((cle, _)) => {
                let connues: Vec<_> = lues.iter().map(String::as_str).collect();
                let erreur = self.lieu.erreur(Some(cle.span().start), "clé inconnue");
                let erreur = texte_toml::inconnue(erreur, cle.get_ref(), &connues);
                Err(self.indicateur(cle.get_ref(), erreur))
            }
        }
    }

    fn remplace(&self, cle: &str, brut: &str) -> Result<String, ErreurCatalogue> {
        let mut texte = String::new();
        let mut reste = brut;
        while let Some((avant, apres)) = reste.split_once('{') {
            texte.push_str(avant);
            let refus = || self.refuse(cle, brut, "un nom donné par « pour » entre accolades");
            let (nom, suite) = apres.split_once('}').ok_or_else(refus)?;
            texte.push_str(self.remplacements.get(nom).ok_or_else(refus)?);
            reste = suite;
        }
        texte.push_str(reste);
        Ok(texte)
    }
}
