//! Files that cover only a part of the reference territory: the comparators then say less than they seem to.

use std::collections::BTreeMap;

use super::contexte::{Colonnes, Contexte};
use crate::francais;
use crate::model::lecture::{lieux, nombre};
use crate::model::{
    Colonne, Constat, Dataset, GenrePerimetre, Perimetre, RegleConstat, SectionId, Severite,
    SourceId, UniteId, Valeur, garde,
};

/// Share of the population below which a file is said to be partial.
const SEUIL: f64 = 0.95;
/// Communes beyond which a column is read whole rather than commune by commune.
const BEAUCOUP: usize = 2000;

/// Name of what is kept beside a dataset.
const COUVERTURES: &str = "couvertures";

/// Share of the communes and of the population of France for which a source says something.
type Couverture = (f64, f64);

/// What is kept beside a dataset: the coverage of each of its sources, and its name.
#[must_use]
pub fn couvertures(dataset: &Dataset) -> Option<(String, Vec<u8>)> {
    let aucun = Perimetre {
        nom: String::new(),
        expression: String::new(),
        genre: GenrePerimetre::Cpts,
        membres: Vec::new(),
        constats: Vec::new(),
        cpts: None,
    };
    let contexte = Contexte::new(dataset, &aucun);
    let siennes = contexte.par_source.iter().map(|(id, colonnes)| {
        let france = contexte.referentiel().france();
        (*id, couverture(&contexte, colonnes, france))
    });
    let siennes: BTreeMap<SourceId, Couverture> = siennes.collect();
    garde(dataset.nom_d_annexe(COUVERTURES), &siennes)
}

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    let gardees = c.dataset.nom_d_annexe(COUVERTURES);
    let gardees: BTreeMap<SourceId, Couverture> =
        c.dataset.annexe_lue(&gardees).unwrap_or_default();
    for (id, colonnes) in &c.par_source {
        let Some(source) = c.dataset.source(*id) else {
            continue;
        };
        let calculee = || couverture(c, colonnes, c.referentiel().france());
        let (communes, population) = gardees.get(id).copied().unwrap_or_else(calculee);
        if population >= SEUIL {
            continue;
        }
        let (_, ici) = couverture(c, colonnes, c.membres.iter().map(|m| m.unite));
        let severite = if ici < SEUIL {
            Severite::Attention
        } else {
            Severite::Information
        };
        let dedans = if c.entier() {
            String::new()
        } else {
            format!(", {} de la population du périmètre", francais::part(ici))
        };
        let texte = format!(
            "{} ({})\u{a0}: couverture partielle, {} des communes et {} de la population du territoire de référence{dedans}.",
            source.libelle,
            source.fichier,
            francais::part(communes),
            francais::part(population),
        );
        constats.push(
            Constat::new(RegleConstat::FichierPartiel, severite, SectionId::S0, texte)
                .avec_origine(source.fichier.clone()),
        );
    }
    constats
}

/// Share of the communes and of the population for which the file says something (masked included).
fn couverture(
    c: &Contexte<'_>,
    colonnes: &Colonnes<'_>,
    unites: impl Iterator<Item = UniteId>,
) -> Couverture {
    let referentiel = c.referentiel();
    let habitants = |ids: &[UniteId]| {
        ids.iter()
            .map(|id| referentiel.population(*id))
            .sum::<f64>()
    };
    let mut absentes: Vec<UniteId> = unites.collect();
    let (total, tous) = (nombre(absentes.len()), habitants(&absentes));
    // The first column most often says something of all of them.
    for colonne in &colonnes.valeurs {
        if absentes.len() > BEAUCOUP {
            colonne.valeurs.lire();
        }
        absentes.retain(|id| !presente(c, colonne, *id));
    }
    for colonne in &colonnes.classes {
        if absentes.len() > BEAUCOUP {
            colonne.classes.lire();
        }
        absentes.retain(|id| !c.classee(colonne, *id));
    }
    let part = |a: f64, b: f64| if b > 0.0 { a / b } else { 1.0 };
    let presentes = total - nombre(absentes.len());
    (
        part(presentes, total),
        part(tous - habitants(&absentes), tous),
    )
}

fn presente(c: &Contexte<'_>, colonne: &Colonne, id: UniteId) -> bool {
    let referentiel = c.referentiel();
    let dit = |id| colonne.valeur(id) != Valeur::Absente;
    dit(id)
        || lieux(referentiel, id)
            .chain(referentiel.unite(id).parent)
            .any(dit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn a_file_of_small_towns_is_partial() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "age_0_14",
            Some(2018),
            &[("96001", Connue(1.0)), ("96002", Connue(1.0))],
        );
        let dedans = essai.perimetre(&[("96001", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &dedans));
        assert_eq!(constats[0].severite, Severite::Information);
        assert!(
            constats[0]
                .texte
                .contains("12,8\u{a0}% de la population du territoire")
        );
        let dehors = essai.perimetre(&[("96003", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &dehors));
        assert_eq!(constats[0].severite, Severite::Attention);
    }

    #[test]
    fn arrondissements_cover_their_city() {
        let mut essai = Essai::avec_ville();
        let tout = ["96001", "96002", "96003", "96101", "96102"].map(|c| (c, Connue(1.0)));
        essai.colonne("apl_mg", Some(2023), &tout);
        let p = essai.perimetre(&[("96100", 1.0)]);
        assert!(verifier(&Contexte::new(&essai.dataset, &p)).is_empty());
    }
}
