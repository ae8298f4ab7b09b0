//! Files of the census and of Filosofi by commune, any year: what the descriptor names is read, in any container of theirs.

use proptest::prelude::*;

use super::*;
use crate::load::format::catalogue::embarques;
use crate::load::format::descripteur::Variable;
use crate::model::Valeur::{Absente, Connue, Masquee};

/// Variables of a format that are one column each, and one of the names of that column for a year of two digits.
fn colonnes(id: &str, an: u16, rang: usize) -> Vec<(Variable, String)> {
    let format = embarques().unwrap().iter().find(|f| f.d.id == id).unwrap();
    let variables = format.d.variables.iter();
    variables
        .filter_map(|v| {
            let noms = v.colonne.liste();
            let nom = noms.get(rang).or_else(|| noms.first())?;
            let sans_an = nom.starts_with('~') || !nom.contains("{an}");
            (!sans_an).then(|| (v.clone(), nom.replace("{an}", &format!("{an:02}"))))
        })
        .collect()
}

/// A figure that the column may hold, different from that of the others.
fn figure(nom: &str) -> f64 {
    let somme: u32 = nom.bytes().zip(1..).map(|(o, i)| u32::from(o) * i).sum();
    match nom {
        _ if nom.starts_with("MED") => 21_000.0,
        _ if nom.starts_with("TP60") => f64::from(somme % 40 + 4),
        _ => f64::from(somme % 400 + 400),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever the year, the layout of its CSP and the order of the columns, each column is read under its own vintage,
    /// the latest when an earlier census stands beside it, and those that nothing names are left.
    #[test]
    fn every_column_of_the_census_is_read_whatever_its_year(an in 6u16..=40, rang in 0usize..2, tour in 0usize..200) {
        for id in ["insee_recensement", "filosofi_large"] {
            let mut noms = colonnes(id, an, rang);
            let pas = tour % noms.len();
            noms.rotate_left(pas);
            let (mut entete, mut ligne) = ("CODGEO;ETTOT22;P99_INCONNUE".to_owned(), "01001;7;8".to_owned());
            for (v, nom) in &noms {
                entete.push_str(&format!(";{nom}"));
                ligne.push_str(&format!(";{}", figure(nom)));
                if v.derniere && !nom.starts_with("NAIS") && nom.contains('_') {
                    entete.push_str(&format!(";{}{:02}{}", &nom[..1], an - 5, &nom[3..]));
                    ligne.push_str(";1");
                }
            }
            let csv = format!("{entete}\r\n{ligne}\r\n");
            let d = charge(&[("dossier_complet.csv", csv.as_bytes())]).unwrap();
            prop_assert!(d.rejets.is_empty() && d.non_reconnus.is_empty(), "{:?} {:?}", d.rejets, d.non_reconnus);
            for (v, nom) in noms.iter().filter(|(v, _)| v.id != "population_municipale") {
                let lu = lue(&d, &v.id, Some(2000 + an), "01001");
                prop_assert_eq!(lu, Connue(figure(nom)), "{}", nom);
                prop_assert!(!v.derniere || d.colonnes[&v.id].len() == 1, "{}", nom);
            }
        }
    }
}

#[test]
fn each_base_of_the_census_is_recognised_alone() {
    for (nom, colonne, variable, an) in [
        (
            "base-cc-coupl-fam-men-2022.CSV",
            "C22_MENPSEUL",
            "menages_une_personne",
            2022,
        ),
        (
            "base-cc-logement-2019.CSV",
            "P19_RSECOCC",
            "residences_secondaires",
            2019,
        ),
        (
            "base-cc-diplomes-formation-2022.CSV",
            "P22_NSCOL15P",
            "non_scolarises",
            2022,
        ),
        (
            "base-cc-emploi-pop-active-2022.CSV",
            "P22_ACT1564",
            "actifs_15_64",
            2022,
        ),
        (
            "base-cc-caract_emp-2022.CSV",
            "P22_ACTOCC15P",
            "occupes_15_plus",
            2022,
        ),
        (
            "base-cc-evol-struct-pop-2006.CSV",
            "P06_POP0014",
            "age_0_14",
            2006,
        ),
    ] {
        let csv = format!("CODGEO;{colonne};P15_AUTRE\n01001;12.5;3\n01002;s;4\n");
        let d = charge(&[(nom, csv.as_bytes())]).unwrap();
        assert_eq!(lue(&d, variable, Some(an), "01001"), Connue(12.5), "{nom}");
        assert_eq!(lue(&d, variable, Some(an), "01002"), Masquee, "{nom}");
    }
}

#[test]
fn births_by_year_and_between_two_censuses_keep_their_years() {
    let csv = "CODGEO;P21_POP;P15_POP;D68_POP;NAISD20;NAISD21;NAIS1520;DECE1520;NAIS6875\n01001;800;790;500;9;8;51;40;70\n";
    let d = charge(&[("base-cc-serie-historique-2021.CSV", csv.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "naissances", Some(2020), "01001"), Connue(9.0));
    assert_eq!(lue(&d, "naissances", Some(2021), "01001"), Connue(8.0));
    assert_eq!(
        lue(&d, "naissances_depuis_15", Some(2020), "01001"),
        Connue(51.0)
    );
    assert_eq!(
        lue(&d, "deces_depuis_15", Some(2020), "01001"),
        Connue(40.0)
    );
    for (an, attendue) in [(2021, 800.0), (2015, 790.0), (1968, 500.0)] {
        assert_eq!(
            lue(&d, "population_recensement", Some(an), "01001"),
            Connue(attendue)
        );
    }
    assert!(d.colonne("population_municipale", Some(1968)).is_none());
}

#[test]
fn the_extract_of_2018_and_the_renamed_filosofi_give_all_their_columns() {
    let rp = "code_insee,pop_tot,pop_0_14,pop_15_29,pop_75p,pop_femmes,pop_act_15p,pop_chom,pop_ouvr,pop_dipl_sup,log_rp,log_hlm\n\
        01001,2500,500,400,200,1300,1100.5,90.5,300,150,1000,120\n";
    let filo = "codgeo,revenu_median,taux_pauvrete,nb_menages,nb_personnes,decile1,part_imposes,part_impots\n\
        01001,21000,,300,700,,45,-12.5\n01002,20000,9,100,250,11000,,\n";
    let d = charge(&[
        ("rp2018.csv", rp.as_bytes()),
        ("filosofi_2021.csv", filo.as_bytes()),
    ])
    .unwrap();
    for (variable, attendue) in [
        ("chomeurs_15_plus", 90.5),
        ("actifs_15_plus", 1100.5),
        ("csp_actifs", 1100.5),
        ("csp_actifs_ouvriers", 300.0),
        ("diplome_sup5", 150.0),
        ("rp_hlm", 120.0),
        ("femmes", 1300.0),
    ] {
        assert_eq!(
            lue(&d, variable, Some(2018), "01001"),
            Connue(attendue),
            "{variable}"
        );
    }
    assert_eq!(
        lue(&d, "part_menages_imposes", Some(2021), "01001"),
        Connue(45.0)
    );
    assert_eq!(lue(&d, "niveau_vie_d1", Some(2021), "01001"), Masquee);
    assert_eq!(lue(&d, "part_impots", Some(2021), "01001"), Connue(-12.5));
    assert_ne!(lue(&d, "niveau_vie_d1", Some(2021), "01002"), Absente);
}

/// No column is invented: those of the main names are in the dictionary that INSEE publishes with its file.
#[test]
fn the_columns_of_the_census_are_those_of_the_dictionary_of_insee() {
    let Some(dossier) = reel::dossier_reel() else {
        return;
    };
    let meta = dossier.join("formats/insee_meta_dossier_complet_2021.csv");
    let texte = std::fs::read_to_string(meta).unwrap();
    let connues: BTreeSet<&str> = texte.lines().filter_map(|l| l.split(';').next()).collect();
    let present = |nom: &str| {
        [6, 10, 15, 20, 21, 22, 23, 24]
            .iter()
            .any(|an| connues.contains(nom.replace("{an}", &format!("{an:02}")).as_str()))
    };
    // Read in the code of readers only: the single column of higher diplomas until 2016.
    let ailleurs = ["diplome_sup", "age_75_plus"];
    let variables = embarques()
        .unwrap()
        .iter()
        .find(|f| f.d.id == "insee_recensement")
        .unwrap()
        .d
        .variables
        .iter();
    for v in variables.filter(|v| !ailleurs.contains(&v.id.as_str())) {
        let nom = &v.colonne.liste()[0];
        assert!(nom.starts_with('~') || present(nom), "{} : {nom}", v.id);
    }
}
