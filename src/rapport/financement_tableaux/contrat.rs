//! Tables of the contract: flips, calendar, years, lateness, variable part.

use super::{
    NON_ETABLI, PERIMETRE, REFERENCES, compte_reel, confiance, euros, ou_vide, par_perimetre,
    tableau, taille, texte,
};
use crate::financement::{Bascule, CommuneBascule, DateCivile, GenreEcheance, Sens};
use crate::rapport::financement::RapportFinancement;
use crate::rapport::types::{Cellule, Tableau};

pub(super) fn bascules(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Sens", "", 0),
        ("Communes", "", 0),
        ("Codes", "", 0),
        ("Habitants déplacés", "habitants", 0),
        ("Population après", "habitants", 0),
        ("Taille après", "", 0),
        ("Recherche complète", "", 0),
    ];
    let ligne = |mot: &str, s: &Sens, b: &Bascule| {
        let liste = |f: &dyn Fn(&CommuneBascule) -> String| {
            texte(b.communes.iter().map(f).collect::<Vec<_>>().join(", "))
        };
        vec![
            texte(mot),
            liste(&|c| c.nom.clone()),
            liste(&|c| c.code.to_string()),
            Cellule::Nombre(b.communes.iter().map(|c| c.habitants).sum()),
            Cellule::Nombre(b.population_apres),
            taille(b.taille_apres),
            texte(if s.complet { "oui" } else { "non" }),
        ]
    };
    let lignes = par_perimetre(r, |p| {
        let Some(b) = &p.analyse.bascules else {
            return Vec::new();
        };
        let sens = [("départ", &b.departs), ("arrivée", &b.arrivees)];
        sens.iter()
            .flat_map(|(mot, s)| s.ensembles.iter().map(|e| ligne(mot, s, e)))
            .collect()
    });
    tableau("bascules", "Ce qui changerait la taille", &colonnes, lignes)
}

pub(super) fn echeances(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Date", "", 0),
        ("Année du contrat", "", 0),
        ("Échéance", "", 0),
        ("Montant", "€", 2),
        ("Au plus", "€", 2),
        ("Confiance", "", 0),
        REFERENCES,
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let liste = p.analyse.calendrier.iter().flat_map(|c| &c.echeances);
        liste
            .map(|e| {
                vec![
                    texte(e.date.to_string()),
                    Cellule::Nombre(f64::from(e.annee)),
                    texte(&e.libelle),
                    if e.genre == GenreEcheance::Versement {
                        euros(e.montant)
                    } else {
                        texte("")
                    },
                    if e.genre == GenreEcheance::Variable {
                        euros(e.montant_max)
                    } else {
                        texte("")
                    },
                    texte(confiance(e.confiance)),
                    texte(e.references.join(" ")),
                    texte(e.note.clone().unwrap_or_default()),
                ]
            })
            .collect()
    });
    tableau("echeances", "Calendrier du contrat", &colonnes, lignes)
}

pub(super) fn exercices(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Année", "", 0),
        ("Du", "", 0),
        ("Au", "", 0),
        ("Fonctionnement", "€", 2),
        ("Parts fixes", "€", 2),
        ("Parts variables, au plus", "€", 2),
        ("Au moins établi", "€", 2),
        ("Total, au plus", "€", 2),
    ];
    let lignes = par_perimetre(r, |p| {
        let liste = p.analyse.calendrier.iter().flat_map(|c| &c.exercices);
        liste
            .map(|x| {
                vec![
                    Cellule::Nombre(f64::from(x.annee)),
                    texte(x.du.to_string()),
                    texte(x.au.to_string()),
                    euros(x.fonctionnement),
                    euros(x.fixe),
                    euros(x.variable_max),
                    Cellule::Nombre(x.min),
                    euros(x.max),
                ]
            })
            .collect()
    });
    tableau(
        "exercices",
        "Années du contrat, missions comptées depuis leur démarrage",
        &colonnes,
        lignes,
    )
}

pub(super) fn retards(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Mission", "", 0),
        ("Démarrage au plus tard", "", 0),
        ("Démarrage retenu", "", 0),
        ("Perte par mois", "€", 2),
        ("Perte depuis la signature", "€", 2),
        ("Jours de retard", "", 0),
        ("Perte du retard", "€", 2),
    ];
    let date =
        |d: Option<DateCivile>| texte(d.map_or_else(|| NON_ETABLI.to_owned(), |d| d.to_string()));
    let lignes = par_perimetre(r, |p| {
        let liste = p.analyse.calendrier.iter().flat_map(|c| &c.retards);
        liste
            .map(|x| {
                vec![
                    texte(&x.libelle),
                    date(x.limite),
                    date(x.demarrage),
                    euros(x.par_mois),
                    euros(x.depuis_signature),
                    compte_reel(x.jours_de_retard),
                    euros(x.perte_retard),
                ]
            })
            .collect()
    });
    tableau(
        "retards",
        "Ce que coûte une mission en retard (part fixe)",
        &colonnes,
        lignes,
    )
}

pub(super) fn variable(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Mission", "", 0),
        ("Indicateur", "", 0),
        ("Résultat", "", 2),
        ("Unité", "", 0),
        ("Gagné", "€", 0),
        ("Au plus", "€", 0),
        ("Prochain palier", "", 2),
        ("Écart", "", 2),
        ("Gain du prochain palier", "€", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let liste = p.analyse.variable.iter().flat_map(|v| &v.indicateurs);
        liste
            .map(|i| {
                let suite = i.prochain.as_ref();
                vec![
                    texte(&i.mission),
                    texte(&i.libelle),
                    i.resultat
                        .map_or_else(|| texte("sans résultat"), Cellule::Nombre),
                    texte(i.unite.clone().unwrap_or_default()),
                    ou_vide(i.montant),
                    Cellule::Nombre(i.montant_max),
                    ou_vide(suite.and_then(|x| x.seuil)),
                    ou_vide(suite.and_then(|x| x.ecart)),
                    ou_vide(suite.map(|x| x.gain)),
                ]
            })
            .collect()
    });
    tableau(
        "variable",
        "Part variable selon les résultats",
        &colonnes,
        lignes,
    )
}

pub(super) fn variable_missions(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Mission", "", 0),
        ("Gagné", "€", 0),
        ("Au plus, résultats manquants compris", "€", 0),
        ("Part variable de la mission", "€", 0),
        ("Plafonné", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let liste = p.analyse.variable.iter().flat_map(|v| &v.missions);
        liste
            .map(|m| {
                vec![
                    texte(&m.mission),
                    Cellule::Nombre(m.gagne),
                    Cellule::Nombre(m.gagne_max),
                    euros(m.plafond),
                    texte(if m.plafonne { "oui" } else { "non" }),
                ]
            })
            .collect()
    });
    tableau(
        "variable_missions",
        "Part variable par mission",
        &colonnes,
        lignes,
    )
}
