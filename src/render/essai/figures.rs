//! Figures of the invented report: indicators in every state, charts.

use crate::model::{Comparateur, Couverture, Indicateur, Niveau, SectionId, Statut};

fn comparateurs(valeurs: [Option<f64>; 4]) -> Vec<Comparateur> {
    let territoires = [
        (Niveau::Departement, "96", "Orbe-Fictive"),
        (Niveau::Departement, "99", "Songe"),
        (Niveau::Region, "96", "Nulle-Contrée"),
        (Niveau::France, "FR", "France"),
    ];
    territoires
        .iter()
        .zip(valeurs)
        .map(|((niveau, code, nom), valeur)| Comparateur {
            niveau: *niveau,
            code: (*code).to_owned(),
            nom: (*nom).to_owned(),
            valeur,
            bornes: None,
            intervalle: None,
            petit_effectif: None,
            motif: None,
            statut: if valeur.is_some() {
                Statut::Publie
            } else {
                Statut::NonPublie
            },
            couverture: Couverture::PLEINE,
            publie: None,
        })
        .collect()
}

fn indicateur(
    id: &str,
    section: SectionId,
    groupe: &str,
    libelle: &str,
    unite: &str,
    decimales: u8,
) -> Indicateur {
    Indicateur {
        id: id.to_owned(),
        section: section.to_owned(),
        groupe: groupe.to_owned(),
        libelle: libelle.to_owned(),
        unite: unite.to_owned(),
        decimales,
        valeur: None,
        bornes: None,
        intervalle: None,
        petit_effectif: None,
        statut: Statut::Absent,
        motif: None,
        couverture: Couverture::PLEINE,
        millesime: Some("2023".to_owned()),
        formule: format!("Somme de « {libelle} » sur les communes."),
        numerateur: None,
        denominateur: None,
        comparateurs: Vec::new(),
        sources: vec!["base_cog".to_owned()],
        favorable_si_haut: None,
    }
}

fn publie(mut indicateur: Indicateur, valeur: f64, autres: [Option<f64>; 4]) -> Indicateur {
    indicateur.valeur = Some(valeur);
    indicateur.statut = Statut::Publie;
    indicateur.comparateurs = comparateurs(autres);
    indicateur
}

/// One indicator per state and per kind of unit.
pub(super) fn indicateurs() -> Vec<Indicateur> {
    let mut masque = publie(
        indicateur(
            "effectif_kines",
            SectionId::S7,
            "Masseurs-kinésithérapeutes",
            "Nombre de masseurs-kinésithérapeutes",
            "professionnels",
            0,
        ),
        21.0,
        [Some(412.0), None, Some(5_210.0), Some(98_000.0)],
    );
    masque.statut = Statut::Partiel;
    masque.bornes = Some([Some(21.0), Some(36.0)].into());
    masque.motif = Some("3 communes masquées (moins de 6 professionnels)".to_owned());
    masque.couverture = Couverture {
        communes: 0.75,
        population: 0.931,
    };
    let mut non_publie = indicateur(
        "taux_pauvrete",
        SectionId::S3,
        "",
        "Taux de pauvreté",
        "%",
        1,
    );
    non_publie.statut = Statut::NonPublie;
    non_publie.motif =
        Some("couverture de 41 % de la population, sous le minimum de 80 %".to_owned());
    non_publie.couverture = Couverture {
        communes: 0.25,
        population: 0.41,
    };
    let mut absent = indicateur(
        "part_ald",
        SectionId::S4,
        "",
        "Part des patients en ALD",
        "%",
        1,
    );
    absent.motif = Some("aucun fichier ne donne <cette> variable".to_owned());
    absent.couverture = Couverture::NULLE;
    let mut par_commune = indicateur(
        "revenu_median",
        SectionId::S3,
        "",
        "Revenu médian",
        "€/UC/an",
        0,
    );
    par_commune.statut = Statut::ParCommune;
    par_commune.sources = vec!["filosofi".to_owned()];
    let mut apl = publie(
        indicateur(
            "apl_mg",
            SectionId::S7,
            "Médecins généralistes",
            "Accessibilité potentielle localisée (APL)",
            "consultations par an et par habitant standardisé",
            2,
        ),
        2.374,
        [Some(2.81), Some(3.02), Some(3.31), Some(3.7446)],
    );
    apl.numerateur = Some(112_233.4);
    apl.denominateur = Some(47_276.0);
    apl.favorable_si_haut = Some(true);
    apl.sources = vec!["drees_apl_mg".to_owned(), "base_cog".to_owned()];
    vec![
        publie(
            indicateur(
                "nombre_communes",
                SectionId::S1,
                "",
                "Nombre de communes",
                "communes",
                0,
            ),
            12.0,
            [None; 4],
        ),
        publie(
            indicateur("surface_km2", SectionId::S1, "", "Surface", "km²", 1),
            234.56,
            [
                Some(5_167.0),
                Some(4_800.0),
                Some(72_724.0),
                Some(632_734.0),
            ],
        ),
        publie(
            indicateur(
                "population_municipale",
                SectionId::S2,
                "Habitants",
                "Population municipale",
                "habitants",
                0,
            ),
            47_276.0,
            [
                Some(76_520.0),
                Some(301_442.0),
                Some(5_933_185.0),
                Some(68_350_798.0),
            ],
        ),
        publie(
            indicateur(
                "evolution_population_annuelle",
                SectionId::S2,
                "Habitants",
                "Évolution annuelle de la population",
                "%",
                2,
            ),
            -0.42,
            [Some(-0.11), Some(0.3), Some(0.71), Some(0.36)],
        ),
        publie(
            indicateur(
                "part_age_75_plus",
                SectionId::S2,
                "Âges",
                "Part des 75 ans et plus",
                "%",
                1,
            ),
            14.8,
            [Some(13.2), Some(11.9), Some(11.3), Some(10.2)],
        ),
        non_publie,
        par_commune,
        absent,
        publie(
            indicateur(
                "effectif_mg",
                SectionId::S7,
                "Médecins généralistes",
                "Nombre de médecins généralistes",
                "médecins",
                0,
            ),
            28.0,
            [Some(61.0), Some(270.0), Some(5_610.0), Some(60_573.0)],
        ),
        publie(
            indicateur(
                "densite_mg",
                SectionId::S7,
                "Médecins généralistes",
                "Densité de médecins généralistes",
                "pour 10 000 habitants",
                1,
            ),
            5.9,
            [Some(8.0), Some(9.0), Some(9.5), Some(8.9)],
        ),
        apl,
        masque,
        publie(
            indicateur(
                "nb_msp",
                SectionId::S8,
                "",
                "Maisons de santé",
                "structures",
                0,
            ),
            2.0,
            [Some(6.0), Some(11.0), Some(160.0), Some(2_501.0)],
        ),
    ]
}
