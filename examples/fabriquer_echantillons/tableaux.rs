//! The flat files of the fictional territory, each in the layout of its real model.

mod geographie;

pub use geographie::{appartenance, mairies, surfaces};

use std::fmt::Write;

use crate::alea::Alea;
use crate::apl::{self, Apl};
use crate::geometrie::{Plan, Point, surface_km2};
use crate::lieux::{self, COTE};
use crate::monde::{Cog, Commune, GRAINE, Monde, communes};

/// Own layout of the list of territories.
pub fn referentiel(monde: &Monde) -> String {
    let mut texte = String::from(
        "code;nom;genre;parent;departement;departement_nom;region;region_nom;epci;epci_nom;epci_genre;population;anciens_codes;separee_de;separee_le\n",
    );
    for commune in communes(Cog::A2026) {
        let (siren, nom, genre) = epci(commune.cellules[0]);
        let ancien = if commune.cellules[0] == lieux::RECODEE.0 {
            lieux::RECODEE.1
        } else {
            ""
        };
        let separee = if commune.nom == "Songe-Neuf" {
            "96021;2025-01-01"
        } else {
            ";"
        };
        let _ = writeln!(
            texte,
            "{};{};commune;;96;Département-Fictif;96;Région-Fictive;{siren};{nom};{genre};{};{ancien};{separee}",
            commune.code,
            commune.nom,
            monde.population(&commune, 2023)
        );
        if commune.cellules.len() > 1 {
            let deleguee = commune.cellules[1];
            let _ = writeln!(
                texte,
                "{};{};deleguee;{};96;Département-Fictif;96;Région-Fictive;;;;;;;",
                lieux::code(deleguee),
                lieux::NOMS[deleguee / COTE][deleguee % COTE],
                commune.code
            );
        }
    }
    texte
}

fn epci(cellule: usize) -> (&'static str, &'static str, &'static str) {
    let rang = u32::from(lieux::lettre(&lieux::EPCIS, cellule)).wrapping_sub(u32::from('a'));
    let vide = ("", "", "");
    lieux::LISTE_EPCI
        .get(rang as usize)
        .copied()
        .unwrap_or(vide)
}

/// The list a coordinator would keep: written before the merger, with a comment, spaces and quotes.
pub fn perimetre() -> String {
    let mut texte = String::from(
        "# CPTS du Val-Imaginaire : territoire FICTIF, aucune commune n'existe\ncode;nom;part\n",
    );
    for cellule in 0..COTE * COTE {
        let (code, nom) = (
            lieux::code(cellule),
            lieux::NOMS[cellule / COTE][cellule % COTE],
        );
        let _ = match (lieux::lettre(&lieux::PERIMETRE, cellule), cellule) {
            ('p', _) => writeln!(texte, "{code};{nom};0,6"),
            ('x', 17) => writeln!(texte, "\" {code} \";\"{nom}\";"),
            ('x', 18) => writeln!(texte, "  {code}  ;{nom};1"),
            ('x', _) => writeln!(texte, "{code};{nom};"),
            _ => Ok(()),
        };
    }
    texte
}

/// Populations of an older vintage, layout of INSEE's `donnees_communes.csv`: semicolons, CRLF.
pub fn populations_2018(monde: &Monde) -> String {
    let mut texte =
        String::from("REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\r\n");
    for commune in communes(Cog::A2021) {
        let (municipale, part) = (
            monde.population(&commune, 2018),
            commune.cellules[0] as i64 % 7,
        );
        let apart = municipale * (10 + part) / 1000;
        let _ = write!(
            texte,
            "96;Région-Fictive;96;1;{:02};{};{};{};{municipale};{apart};{}\r\n",
            1 + commune.cellules[0] / 16,
            &commune.code[2..],
            commune.code,
            commune.nom,
            municipale + apart
        );
    }
    texte
}

/// Ages and social groups, layout of INSEE's `base-cc-evol-struct-pop-2022.CSV`.
pub fn ages(monde: &Monde) -> String {
    let mut texte = String::from(
        "CODGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP7589;P22_POP90P;P16_POP;P11_POP;C22_POP15P;C22_POP15P_STAT_GSEC11_21;C22_POP15P_STAT_GSEC12_22;C22_POP15P_STAT_GSEC13_23;C22_POP15P_STAT_GSEC14_24;C22_POP15P_STAT_GSEC15_25;C22_POP15P_STAT_GSEC16_26;C22_POP15P_STAT_GSEC32;C22_POP15P_STAT_GSEC40\n",
    );
    for commune in communes(Cog::A2024) {
        let mut alea = Alea::new(GRAINE, &format!("ages {}", commune.code));
        let total = monde.population(&commune, 2022);
        let bandes = repartir(total, &monde.ages(&commune), &mut alea);
        let quinze: i64 = bandes[1..].iter().sum();
        let groupes = [0.02, 0.045, 0.07, 0.14, 0.165, 0.13, 0.30, 0.13];
        let groupes = repartir_millioniemes(quinze, &groupes, &mut alea);
        let _ = write!(texte, "{};{total}", commune.code);
        for bande in &bandes {
            let _ = write!(texte, ";{}", decimal(*bande));
        }
        let (p16, p11) = (
            monde.population(&commune, 2016),
            monde.population(&commune, 2011),
        );
        let _ = write!(texte, ";{p16};{p11};{}", decimal(quinze));
        for groupe in &groupes {
            let _ = write!(texte, ";{}", decimal(*groupe));
        }
        texte.push('\n');
    }
    texte
}

/// Splits a whole number of inhabitants into millionths that add up exactly.
fn repartir(total: i64, parts: &[f64], alea: &mut Alea) -> Vec<i64> {
    repartir_millioniemes(total * 1_000_000, parts, alea)
}

fn repartir_millioniemes(total: i64, parts: &[f64], alea: &mut Alea) -> Vec<i64> {
    let mut morceaux: Vec<i64> = parts
        .iter()
        .map(|part| (total as f64 * part * (0.97 + alea.unite() * 0.06)) as i64)
        .collect();
    let reste = total - morceaux.iter().sum::<i64>();
    if let Some(plus_grand) = morceaux.iter_mut().max() {
        *plus_grand += reste;
    }
    morceaux
}

/// Millionths as a decimal number with a point.
fn decimal(millioniemes: i64) -> String {
    format!(
        "{}.{:06}",
        millioniemes / 1_000_000,
        millioniemes % 1_000_000
    )
}

/// APL of kinés, sages-femmes and dentistes: long layout. Infirmiers come in a workbook.
pub fn apl_autres(monde: &Monde, plan: &Plan) -> String {
    let mut texte = String::from("code_commune,profession,annee,apl,pop_standardisee\n");
    let noms = ["kinesitherapeute", "sage_femme", "chirurgien_dentiste"];
    for (nom, profession) in noms.iter().zip(&apl::AUTRES[1..]) {
        for (annee, cog) in [(2022, Cog::A2021), (2023, Cog::A2024)] {
            let liste = communes(cog);
            let Apl {
                tous, standardisee, ..
            } = apl::calculer(monde, plan, &liste, profession, annee);
            for ((commune, apl), poids) in liste.iter().zip(&tous).zip(&standardisee) {
                let poids = *poids as f64 / 1000.0;
                let _ = writeln!(texte, "{},{nom},{annee},{apl},{poids}", commune.code);
            }
        }
    }
    texte
}

/// ZIP / ZAC, from the APL of 2023; one commune without answer, as in the real export.
pub fn zonage(monde: &Monde, plan: &Plan) -> String {
    let liste = communes(Cog::A2026);
    let apl = apl::calculer(monde, plan, &liste, &apl::MEDECINS, 2023);
    let mut texte = String::from("code_commune,zonage,statut_jointure\n");
    for (commune, valeur) in liste.iter().zip(&apl.jusqu_a_65) {
        let zone = match valeur {
            _ if commune.code == "96057" => "N/A - résultat non disponible",
            v if *v <= 1.6 => "1_ZIP",
            v if *v <= 3.0 => "2_ZAC",
            _ => "3_HZ",
        };
        let _ = writeln!(texte, "{},{zone},ok", commune.code);
    }
    texte
}

/// Filosofi, layout of the real extract: empty or `s` where secrecy hides, and the same row twice.
pub fn filosofi(monde: &Monde) -> String {
    let mut texte = String::from(
        "codgeo,libgeo,revenu_median,taux_pauvrete,rapport_interdecile,decile1,decile9,part_imposes,nb_menages,nb_personnes,nb_uc,part_rev_activite,part_salaires,part_chomage,part_non_salaries,part_retraites,part_patrimoine,part_presta_sociales,part_presta_familiales,part_presta_logement,part_minima_sociaux,part_impots\n",
    );
    for commune in communes(Cog::A2021) {
        let ligne = ligne_filosofi(monde, &commune);
        texte.push_str(&ligne);
        if commune.code == "96043" {
            texte.push_str(&ligne);
        }
    }
    texte
}

fn ligne_filosofi(monde: &Monde, commune: &Commune) -> String {
    let cellule = &monde.cellules[commune.cellules[0]];
    let personnes = monde.population(commune, 2021) * 97 / 100;
    let (menages, uc) = (personnes * 45 / 100, personnes * 7 / 10);
    let median = match (commune.cellules[0], personnes) {
        (29 | 44, _) => "s".to_owned(),
        (_, 0..250) => String::new(),
        _ => cellule.revenu.to_string(),
    };
    let pauvrete = match personnes {
        0..1500 => String::new(),
        1500..1900 => "s".to_owned(),
        _ => (31 - i64::from(cellule.revenu / 1000)).max(5).to_string(),
    };
    format!(
        "{},{},{median},{pauvrete},,,,,{menages},{personnes},{uc},,,,,,,,,,,\n",
        commune.code, commune.nom
    )
}

/// Commune → CPTS; two communes are in two CPTS, one row spells the name of its CPTS another way.
pub fn cpts() -> String {
    let mut texte = String::from("code_commune,cpts\n");
    for commune in communes(Cog::A2026) {
        let noms: &[&str] = match (
            lieux::lettre(&lieux::CPTS, commune.cellules[0]),
            commune.cellules[0],
        ) {
            ('C', 48) => &["CPTS Côte-Fictive (fictive)"],
            ('V', _) => &[lieux::CPTS_VAL],
            ('C', _) => &[lieux::CPTS_COTE],
            ('M', _) => &[lieux::CPTS_MONTS],
            ('2', _) => &[lieux::CPTS_VAL, lieux::CPTS_MONTS],
            _ => &[],
        };
        for nom in noms {
            let _ = writeln!(texte, "{},{nom}", commune.code);
        }
    }
    texte
}

/// A file of the folder that no descriptor can recognise.
pub fn notes() -> &'static str {
    "date,note\n2026-03-12,Réunion fictive du groupe de travail inventé\n2026-04-02,Rappeler la commune de Pays-Blanc\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_bands_add_up_to_the_population() {
        let texte = ages(&Monde::new());
        let micro = |t: &str| (t.parse::<f64>().unwrap() * 1e6).round() as i64;
        for ligne in texte.lines().skip(1) {
            let cases: Vec<&str> = ligne.split(';').collect();
            assert_eq!(cases.len(), 20);
            assert_eq!(
                micro(cases[1]),
                cases[2..9].iter().map(|c| micro(c)).sum::<i64>()
            );
            assert_eq!(
                micro(cases[11]),
                cases[12..].iter().map(|c| micro(c)).sum::<i64>()
            );
        }
    }

    #[test]
    fn perimeter_file_holds_the_old_code_and_the_part() {
        let texte = perimetre();
        assert!(
            texte.contains("96036;Mirage-le-Bas;\n")
                && texte.contains("96045;Partagée-les-Fables;0,6")
        );
        assert!(
            !texte.contains("96028"),
            "the enclave is not in the perimeter"
        );
    }
}
