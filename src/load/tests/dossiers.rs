//! Recognised files: joins, old codes, hidden marks, cities, sparse files, user mappings.

use super::*;
use crate::model::Valeur::{Absente, Connue};

#[test]
fn an_empty_folder_gives_the_population_of_the_referentiel() {
    let d = charge(&[]).unwrap();
    assert_eq!(
        lue(&d, "population_municipale", Some(2023), "01001"),
        Connue(800.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2023), "75056"),
        Connue(50_000.0)
    );
    assert_eq!(
        lue(&d, "population_municipale", Some(2023), "75101"),
        Connue(15_000.0)
    );
    assert_eq!(d.sources.len(), 1);
    assert_eq!(
        d.colonnes.len(),
        base_seule(petit(), source()).colonnes.len()
    );
}

#[test]
fn a_row_that_names_no_commune_makes_no_zero_anywhere() {
    let lignes =
        "code_commune,typequ,nombre\n01001,D265,3\n01001,D281,2\n01002,D281,4\n01330,D281,1\n";
    let connues = |texte: &str| -> BTreeSet<(String, UniteId)> {
        let d = charge(&[("bpe 2024.csv", texte.as_bytes())]).unwrap();
        let siennes = d.colonnes.iter().filter(|(v, _)| v.starts_with("bpe_"));
        let colonnes = siennes.flat_map(|(v, ans)| ans.values().map(move |c| (v, c)));
        let lues = colonnes.flat_map(|(v, c)| {
            let unites = d.referentiel.ids();
            let connue = |id: &UniteId| matches!(c.valeur(*id), Connue(_));
            unites
                .filter(connue)
                .map(|id| (v.clone(), id))
                .collect::<Vec<_>>()
        });
        lues.collect()
    };
    let avant = connues(lignes);
    assert!(avant.iter().any(|(v, _)| v == "bpe_d281"));
    for perdue in [
        ",D265,1\n",
        ",D281,7\n",
        "Total,D265,9\n",
        "48,D265,65\n",
        " ,D265,x\n",
    ] {
        let apres = connues(&format!("{lignes}{perdue}"));
        assert!(
            apres.is_subset(&avant),
            "{perdue:?}\u{a0}: {:?}",
            apres.difference(&avant)
        );
    }
}

#[test]
fn a_sparse_file_says_zero_only_where_it_speaks() {
    let bpe = "code_commune,typequ,nombre\n01001,D265,3\n75102,D265,2\n15141,D281,1\n1002,D265,1\n01330,D265,4\n01187,D265,2\n99109,D265,1\n01001,D265,9\n";
    let d = charge(&[("sous/bpe 2024.txt", bpe.as_bytes())]).unwrap();
    let v = |var, c| lue(&d, var, Some(2024), c);
    assert_eq!(
        v("bpe_d265", "01001"),
        Valeur::Rejetee,
        "deux lignes qui se contredisent"
    );
    assert_eq!(v("bpe_d265", "01002"), Connue(1.0), "zéro initial rendu");
    assert_eq!(v("bpe_d265", "01187"), Connue(6.0), "fusion par somme");
    assert_eq!(v("bpe_d281", "01001"), Connue(0.0));
    assert_eq!(v("bpe_d281", "75101"), Connue(0.0));
    assert_eq!(
        v("bpe_d265", "75056"),
        Absente,
        "lue par ses arrondissements"
    );
    assert_eq!(
        v("bpe_d265", "48095"),
        Absente,
        "département sans aucune ligne"
    );
    assert_eq!(
        v("bpe_d265", "15141"),
        Absente,
        "séparée en 2025, zéro pour toutes"
    );
    assert_eq!(v("bpe_d265", "15031"), Absente, "commune rétablie en 2025");
    let motifs: Vec<_> = d
        .rejets
        .iter()
        .map(|r| (r.ligne, r.motif.as_str()))
        .collect();
    assert_eq!(
        motifs,
        [
            (8, "code commune inconnu : COG 2026"),
            (9, "commune en double : déjà lue ligne 2")
        ]
    );
    let ids: BTreeSet<_> = d.constats.iter().map(|c| c.id.regle.as_str()).collect();
    assert!(
        ids.is_superset(&BTreeSet::from([
            "code_recode",
            "zero_initial_rendu",
            "lignes_rejetees"
        ])),
        "{ids:?}"
    );
    assert_eq!(d.sources[1].fichier, "sous/bpe 2024.txt");
    assert_eq!(
        (d.sources[1].id.as_str(), d.sources[1].millesime.as_str()),
        ("bpe_2024_long", "2024")
    );
}

#[test]
fn the_apl_workbook_is_read_whatever_its_name_and_merged_by_its_weights() {
    let mut w = rust_xlsxwriter::Workbook::new();
    w.add_worksheet()
        .set_name("Paramètres")
        .unwrap()
        .write(0, 0, "x")
        .unwrap();
    for an in [2023, 2024] {
        let f = w.add_worksheet().set_name(format!("APL {an}")).unwrap();
        let entetes = [
            "Code commune INSEE",
            "Commune",
            "APL aux médecins généralistes ",
            "APL aux médecins généralistes de 65 ans et moins",
            "Population standardisée 2021 pour la médecine générale",
            "Population totale 2021",
        ];
        for (c, e) in (0u16..).zip(entetes) {
            f.write(8, c, e).unwrap();
        }
        f.write(9, 2, "En nombre de consultations").unwrap();
        for (r, (code, apl, poids)) in (10u32..).zip([
            ("01330", 2.0, 100.0),
            ("01187", 4.0, 300.0),
            ("01001", 1.0, 50.0),
        ]) {
            f.write(r, 0, code).unwrap();
            f.write(r, 2, apl).unwrap();
            f.write(r, 3, apl / 2.0).unwrap();
            f.write(r, 4, poids).unwrap();
            f.write(r, 5, poids).unwrap();
        }
    }
    let octets = w.save_to_buffer().unwrap();
    let d = charge(&[("n'importe quoi.xlsx", &octets)]).unwrap();
    assert_eq!(lue(&d, "apl_mg", Some(2024), "01187"), Connue(3.5));
    assert_eq!(lue(&d, "apl_mg_65", Some(2024), "01187"), Connue(1.75));
    assert_eq!(
        lue(&d, "apl_mg_pop_std", Some(2024), "01187"),
        Connue(400.0)
    );
    assert_eq!(d.sources[1].millesime, "2024");
    tout_est_lu(&d);
}

#[test]
fn classes_are_kept_when_merged_communes_agree() {
    let csv = "code_commune;zonage\n01330;1_ZIP\n01187;1_ZIP\n01001;2_ZAC\n48095;X\n2A004;N/A - résultat non disponible\n";
    let d = charge(&[("z.csv", csv.as_bytes())]).unwrap();
    assert_eq!(classe(&d, "zonage_mg", "01187"), Some("ZIP"));
    assert_eq!(classe(&d, "zonage_mg", "01001"), Some("ZAC"));
    assert_eq!(classe(&d, "zonage_mg", "48095"), None);
    assert_eq!(d.rejets.len(), 1);
    let d = charge(&[(
        "z.csv",
        b"code_commune;zonage\n01330;1_ZIP\n01187;2_ZAC\n01001;ZIP\n",
    )])
    .unwrap();
    assert_eq!(classe(&d, "zonage_mg", "01187"), None);
    assert!(d.constats.iter().any(|c| c.id == "fusion_impossible"));
}

#[test]
fn cpts_lists_keep_their_names_parts_and_near_duplicates() {
    let csv = "département;code INSEE;libellé commune;CPTS;part\n01;01001;A;CPTS du Lac;0,4\n01;01001;A;CPTS Lac;60 %\n01;1002;B; CPTS du Lac ;\n01;01002;B;CPTS du Lac;\n01;01187;C;CPTS X;40\n";
    let d = charge(&[("liste.csv", csv.as_bytes())]).unwrap();
    let lignes: Vec<_> = d
        .cpts
        .iter()
        .map(|a| {
            (
                d.referentiel.unite(a.unite).code.to_string(),
                a.cpts.as_str(),
                a.part,
            )
        })
        .collect();
    let attendu = [
        ("01001".to_owned(), "CPTS Lac", 0.6),
        ("01001".to_owned(), "CPTS du Lac", 0.4),
        ("01002".to_owned(), "CPTS du Lac", 1.0),
    ];
    assert_eq!(lignes, attendu);
    assert_eq!(d.rejets.len(), 1);
    assert_eq!(d.rejets[0].valeur, "40");
}

#[test]
fn a_city_beside_its_arrondissements_is_kept_and_counted_once() {
    let d = charge(&[(
        "x 2022.csv",
        b"code_insee;apl\n75056;5\n75101;2\n75102;3\n01001;1\n",
    )])
    .unwrap();
    assert_eq!(lue(&d, "apl_mg", Some(2022), "75056"), Connue(5.0));
    let apl = d.derniere("apl_mg").unwrap();
    let total = crate::model::lecture::total(&d.referentiel, apl);
    assert!((total - 6.0).abs() < 1e-9, "{total}");
    assert_eq!(lue(&d, "apl_mg", Some(2022), "75102"), Connue(3.0));
    let d = charge(&[("x 2022.csv", b"code_insee;apl\n75056;5\n01001;1\n")]).unwrap();
    assert_eq!(lue(&d, "apl_mg", Some(2022), "75056"), Connue(5.0));
    assert_eq!(lue(&d, "apl_mg", Some(2022), "75102"), Absente);
}

#[test]
fn one_thread_or_many_give_the_same() {
    let fichiers: Vec<(String, Vec<u8>)> = (0..12)
        .map(|i| {
            (
                format!("f{i}.csv"),
                format!("code_insee;apl {}\n01001;{i}\nx;1\n01330;2\n", 2010 + i).into_bytes(),
            )
        })
        .collect();
    let vues: Vec<(&str, &[u8])> = fichiers
        .iter()
        .map(|(n, o)| (n.as_str(), o.as_slice()))
        .collect();
    let d = dossier(&vues);
    let lit = |seul| {
        let o = Options {
            seul_processus: seul,
            ..options()
        };
        let d = charger(d.path(), petit(), &o, &Progression::muette()).unwrap();
        format!(
            "{:?} {:?} {:?} {:?}",
            d.colonnes, d.sources, d.rejets, d.constats
        )
    };
    assert_eq!(lit(true), lit(false));
}
