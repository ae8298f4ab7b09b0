//! The workbooks of the fictional territory: DREES APL (médecins, infirmiers) and the density grid of INSEE.

mod densite;

pub use densite::densite;

use anyhow::Result;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::apl::{self, Apl, Profession};
use crate::geometrie::Plan;
use crate::lieux::{self, COTE};
use crate::monde::{Cog, Commune, Monde, communes};

const AVERTISSEMENT: &str = "TERRITOIRE FICTIF : communes et chiffres inventés";

/// What changes from one DREES workbook to the next.
struct Modele {
    titre: &'static str,
    unite: &'static str,
    profession: &'static Profession,
    colonnes: fn(i64) -> Vec<String>,
    par_age: bool,
}

/// Workbook of the médecins généralistes, two vintages.
pub fn medecins(monde: &Monde, plan: &Plan) -> Result<Vec<u8>> {
    classeur(
        monde,
        plan,
        &Modele {
            titre: "aux médecins généralistes",
            unite: "En nombre de consultations/visites accessibles par habitant standardisé",
            profession: &apl::MEDECINS,
            colonnes: |annee| {
                vec![
                    "APL aux médecins généralistes".into(),
                    "APL aux médecins généralistes de moins de 65 ans".into(),
                    format!("Population standardisée {annee} pour la médecine générale"),
                    format!("Population totale {annee}"),
                ]
            },
            par_age: true,
        },
    )
}

/// Workbook of the infirmiers, two vintages.
pub fn infirmiers(monde: &Monde, plan: &Plan) -> Result<Vec<u8>> {
    classeur(
        monde,
        plan,
        &Modele {
            titre: "aux infirmières",
            unite: "En ETP pour 100 000 habitants standardisés",
            profession: &apl::AUTRES[0],
            colonnes: |annee| {
                vec![
                    "APL aux infirmières".into(),
                    format!("Population standardisée {annee} pour les infirmières"),
                    format!("Population totale {annee}"),
                ]
            },
            par_age: false,
        },
    )
}

fn classeur(monde: &Monde, plan: &Plan, modele: &Modele) -> Result<Vec<u8>> {
    let mut classeur = nouveau(modele.titre)?;
    parametres(classeur.add_worksheet(), modele)?;
    for (annee, cog) in [(2022, Cog::A2021), (2023, Cog::A2024)] {
        let liste = communes(cog);
        let apl = apl::calculer(monde, plan, &liste, modele.profession, annee);
        feuille(classeur.add_worksheet(), modele, annee, &liste, &apl)?;
    }
    Ok(classeur.save_to_buffer()?)
}

/// A workbook whose date is fixed, so that its bytes are.
fn nouveau(titre: &str) -> Result<Workbook> {
    let date = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let proprietes = DocProperties::new()
        .set_title(format!("{AVERTISSEMENT} — {titre}"))
        .set_author("Générateur d'échantillons")
        .set_creation_datetime(&date);
    let mut classeur = Workbook::new();
    classeur.set_properties(&proprietes);
    Ok(classeur)
}

fn parametres(feuille: &mut Worksheet, modele: &Modele) -> Result<()> {
    feuille.set_name("Paramètres")?;
    let titre = format!(
        "Paramètres de l'indicateur d'APL {} — {AVERTISSEMENT}",
        modele.titre
    );
    feuille.write(0, 0, titre)?;
    feuille.write(2, 0, "Décroissance de l'accessibilité avec la distance")?;
    feuille
        .write(3, 0, "Temps de trajet entre communes")?
        .write(3, 1, "Accessibilité")?;
    let paliers = [
        ("Moins de  10 minutes", 1.0),
        ("Entre 10 et 15 minutes", 2.0 / 3.0),
        ("Entre 15 et 20 minutes", 1.0 / 3.0),
        ("Plus de 20 minutes", 0.0),
    ];
    for (ligne, (temps, poids)) in (4..).zip(paliers) {
        feuille.write(ligne, 0, temps)?.write(ligne, 1, poids)?;
    }
    feuille.write(9, 0, "Pondération de la population selon l'âge")?;
    let bandes = [
        "0 à 14",
        "15 à 29",
        "30 à 44",
        "45 à 59",
        "60 à 74",
        "75 à 89",
        "90 et plus",
    ];
    for (ligne, (bande, poids)) in (10..).zip(bandes.iter().zip(modele.profession.poids)) {
        feuille
            .write(ligne, 0, format!("de {bande} ans"))?
            .write(ligne, 1, poids)?;
    }
    Ok(())
}

/// Notes in rows 1 to 7, header in row 9, units in row 10, as DREES publishes.
fn feuille(f: &mut Worksheet, m: &Modele, annee: i64, liste: &[Commune], apl: &Apl) -> Result<()> {
    f.set_name(format!("APL {annee}"))?;
    f.write(
        0,
        0,
        format!(
            "{AVERTISSEMENT} — Indicateur d'accessibilité potentielle localisée (APL) {annee} {}",
            m.titre
        ),
    )?;
    f.write(2, 0, format!("Millésime : {annee}"))?;
    f.write(
        3,
        0,
        "Sources : aucune ; offre, populations et temps de trajet sont inventés.",
    )?;
    f.write(
        4,
        0,
        "Champ : territoire fictif de 63 communes (codes 96001 à 96091).",
    )?;
    f.write(
        5,
        0,
        "Lecture : aucun chiffre de cette feuille ne décrit une commune réelle.",
    )?;
    f.write(6, 0, "Note : Pour calculer un APL moyen (agrégé au niveau du territoire de vie-santé ou du département par exemple), l'APL communal doit être pondéré par la population standardisée. \nPour comptabiliser la population sous un seuil d'APL ou calculer des quantiles, la population non standardisée doit être utilisée.")?;
    f.write(8, 0, "Code commune INSEE")?
        .write(8, 1, "Commune")?;
    let colonnes = (m.colonnes)(annee - 2);
    for (colonne, entete) in (2..).zip(&colonnes) {
        f.write(8, colonne, entete)?;
        f.write(9, colonne, unite(m, entete))?;
    }
    for (rang, commune) in liste.iter().enumerate() {
        let ligne = 10 + u32::try_from(rang)?;
        f.write(ligne, 0, &commune.code)?
            .write(ligne, 1, commune.nom)?;
        for (colonne, valeur) in (2..).zip(valeurs(m, apl, rang)) {
            f.write(ligne, colonne, valeur)?;
        }
    }
    vides(
        f,
        10 + u32::try_from(liste.len())?,
        2 + u16::try_from(colonnes.len())?,
    )
}

fn unite<'a>(modele: &Modele, entete: &str) -> &'a str
where
    'static: 'a,
{
    match entete {
        e if e.starts_with("APL") => modele.unite,
        e if e.starts_with("Population standardisée") => "En nombre d'habitants standardisés",
        _ => "En nombre d'habitants",
    }
}

fn valeurs(modele: &Modele, apl: &Apl, rang: usize) -> Vec<f64> {
    let mut valeurs = vec![apl.tous[rang]];
    if modele.par_age {
        valeurs.push(apl.jusqu_a_65[rang]);
    }
    valeurs.push(apl.standardisee[rang] as f64 / 1000.0);
    valeurs.push(apl.population[rang] as f64);
    valeurs
}

/// The empty formatted rows and columns that the real workbook trails.
fn vides(feuille: &mut Worksheet, ligne: u32, colonne: u16) -> Result<()> {
    let fond = Format::new().set_bold();
    for l in ligne..ligne + 10 {
        feuille.write_blank(l, 0, &fond)?;
    }
    for c in colonne..colonne + 6 {
        feuille.write_blank(8, c, &fond)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};

    fn ouvrir(octets: Vec<u8>) -> Xlsx<std::io::Cursor<Vec<u8>>> {
        Xlsx::new(std::io::Cursor::new(octets)).unwrap()
    }

    #[test]
    fn apl_workbook_has_the_layout_of_drees() {
        let mut lu = ouvrir(medecins(&Monde::new(), &Plan::new()).unwrap());
        assert_eq!(lu.sheet_names(), ["Paramètres", "APL 2022", "APL 2023"]);
        for annee in [2022, 2023] {
            let feuille = lu.worksheet_range(&format!("APL {annee}")).unwrap();
            let texte = |l, c| feuille.get_value((l, c)).cloned();
            assert_eq!(texte(8, 0), Some(Data::String("Code commune INSEE".into())));
            assert_eq!(
                texte(2, 0),
                Some(Data::String(format!("Millésime : {annee}")))
            );
            let nombre = |l, c| {
                texte(l, c).and_then(|d| {
                    if let Data::Float(x) = d {
                        Some(x)
                    } else {
                        None
                    }
                })
            };
            let somme = |c| (10..73).filter_map(|l| nombre(l, c)).sum::<f64>();
            assert!(
                (somme(4) - somme(5)).abs() < 1e-6,
                "standardised weights are normalised"
            );
        }
    }

    #[test]
    fn workbooks_are_the_same_twice() {
        let (monde, plan) = (Monde::new(), Plan::new());
        assert_eq!(
            medecins(&monde, &plan).unwrap(),
            medecins(&monde, &plan).unwrap()
        );
        assert_eq!(
            densite(&monde, &plan).unwrap(),
            densite(&monde, &plan).unwrap()
        );
    }
}
