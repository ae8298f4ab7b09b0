//! The table of the communes of a perimeter: names, classes, and each indicator as it stands for each commune.

use rayon::prelude::*;

use geo::MultiPolygon;

use crate::indicateurs::{Catalogue, Definition, Donnees, LectureIndicateur, notice};
use crate::model::lecture::{classe, lieux};
use crate::model::{Dataset, Perimetre, SourceId, UniteId, Valeur};
use crate::rapport::export::{ColonneExport, Contenu, TableCommunes, tourne};

/// Makes the table; a column of which nothing is known is left out.
#[must_use]
pub fn table(dataset: &Dataset, perimetre: &Perimetre, catalogue: &Catalogue) -> TableCommunes {
    let mut colonnes = territoires(dataset, perimetre);
    colonnes.extend(classes(dataset, perimetre));
    let donnees = Donnees::new(dataset);
    let definitions = catalogue.definitions().par_iter();
    let chiffres: Vec<ColonneExport> = definitions
        .filter_map(|d| indicateur(dataset, &donnees, perimetre, d))
        .collect();
    colonnes.extend(chiffres);
    let membres = perimetre.membres.iter();
    TableCommunes {
        titre: perimetre.nom.clone(),
        colonnes,
        contours: membres.map(|m| contour(dataset, m.unite)).collect(),
    }
}

fn texte(
    perimetre: &Perimetre,
    id: &str,
    libelle: &str,
    dit: impl Fn(UniteId) -> Option<String>,
) -> ColonneExport {
    let textes = perimetre.membres.iter().map(|m| dit(m.unite)).collect();
    ColonneExport {
        id: id.to_owned(),
        libelle: libelle.to_owned(),
        unite: String::new(),
        formule: String::new(),
        millesime: String::new(),
        fichiers: String::new(),
        contenu: Contenu::Textes(textes),
    }
}

/// Codes, names, and what each commune is in.
fn territoires(dataset: &Dataset, perimetre: &Perimetre) -> Vec<ColonneExport> {
    let r = &dataset.referentiel;
    let cog = |mut c: ColonneExport| {
        c.fichiers = dataset
            .source(SourceId(0))
            .map(|s| s.fichier.clone())
            .unwrap_or_default();
        c.millesime = r.nom.clone();
        c
    };
    let epci = |id: UniteId| r.epci(id);
    let textes = [
        texte(perimetre, "code", "Code de la commune", |id| {
            Some(r.unite(id).code.to_string())
        }),
        texte(perimetre, "nom", "Nom de la commune", |id| {
            Some(r.unite(id).nom.clone())
        }),
        texte(perimetre, "departement", "Code du département", |id| {
            Some(r.departement(id).code.clone())
        }),
        texte(perimetre, "region", "Code de la région", |id| {
            Some(r.region(id).code.clone())
        }),
        texte(perimetre, "epci", "SIREN de l'EPCI", |id| {
            epci(id).map(|e| e.siren.clone())
        }),
        texte(perimetre, "epci_nom", "Nom de l'EPCI", |id| {
            epci(id).map(|e| e.nom.clone())
        }),
    ];
    let mut colonnes: Vec<ColonneExport> = textes.into_iter().map(cog).collect();
    colonnes.push(ColonneExport {
        unite: "de 0 à 1".to_owned(),
        formule: "part de la population de la commune dans le périmètre ; les effectifs sont ceux de cette part".to_owned(),
        contenu: Contenu::Nombres(perimetre.membres.iter().map(|m| Valeur::Connue(m.part)).collect()),
        ..texte(perimetre, "part", "Part de la commune dans le périmètre", |_| None)
    });
    colonnes
}

/// Code of each class.
fn classes<'a>(
    dataset: &'a Dataset,
    perimetre: &'a Perimetre,
) -> impl Iterator<Item = ColonneExport> + 'a {
    let colonne = |variable: &String| {
        let lue = dataset.classe(variable)?;
        let codes = |id| {
            let modalites = classe(&dataset.referentiel, lue, id).modalites(lue);
            let codes: Vec<&str> = modalites.iter().map(|(code, _)| code.as_str()).collect();
            Some(codes.join(", ")).filter(|c| !c.is_empty())
        };
        let source = dataset.source(lue.source);
        let libelles = lue.modalites.iter().filter(|(_, l)| !l.is_empty()).take(20);
        let libelles: Vec<String> = libelles.map(|(c, l)| format!("{c} = {l}")).collect();
        Some(ColonneExport {
            formule: libelles.join(" ; "),
            millesime: lue.millesime.map(|an| an.to_string()).unwrap_or_default(),
            fichiers: source.map(|s| s.fichier.clone()).unwrap_or_default(),
            ..texte(
                perimetre,
                variable,
                &source.map(|s| s.libelle.clone()).unwrap_or_default(),
                codes,
            )
        })
    };
    dataset
        .classes
        .keys()
        .filter_map(colonne)
        .filter(|c| !c.est_vide())
}

fn indicateur(
    dataset: &Dataset,
    donnees: &Donnees<'_>,
    perimetre: &Perimetre,
    definition: &Definition,
) -> Option<ColonneExport> {
    let lecture = LectureIndicateur::new(donnees, definition)?;
    let valeurs = perimetre
        .membres
        .iter()
        .map(|m| lecture.valeur(*m))
        .collect();
    let variables = notice::variables(definition);
    let lues = || variables.iter().filter_map(|v| dataset.derniere(v));
    let mut annees: Vec<String> = lues()
        .filter_map(|c| c.millesime)
        .map(|an| an.to_string())
        .collect();
    annees.sort();
    annees.dedup();
    let mut sources: Vec<SourceId> = lues().map(|c| c.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let fichiers = sources
        .iter()
        .filter_map(|s| dataset.source(*s))
        .map(|s| s.fichier.as_str());
    let colonne = ColonneExport {
        id: definition.id.clone(),
        libelle: definition.libelle.clone(),
        unite: definition.unite.clone(),
        formule: definition.formule.clone(),
        millesime: annees.join(", "),
        fichiers: fichiers.collect::<Vec<_>>().join(", "),
        contenu: Contenu::Nombres(valeurs),
    };
    (!colonne.est_vide()).then_some(colonne)
}

/// Outline of a commune, that of its arrondissements together for a city drawn by them.
fn contour(dataset: &Dataset, id: UniteId) -> Option<MultiPolygon<f64>> {
    let traces = dataset.traces();
    if let Some(c) = traces.get(&id) {
        return Some(tourne(&c.geometrie));
    }
    let siens = lieux(&dataset.referentiel, id).filter_map(|l| traces.get(&l));
    let morceaux: Vec<_> = siens.flat_map(|c| c.geometrie.0.iter().cloned()).collect();
    (!morceaux.is_empty()).then(|| tourne(&MultiPolygon(morceaux)))
}
