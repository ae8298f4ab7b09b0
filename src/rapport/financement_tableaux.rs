//! The funding report as flat tables, for the terminal, CSV and XLSX alike.

use super::financement::{PerimetreFinancement, RapportFinancement};
use super::types::{Cellule, ColonneTableau, Tableau};
use crate::financement::{Bascule, Sens};
use crate::model::Confiance;

/// Text of an amount that no source gives.
pub const NON_ETABLI: &str = "non établi";

/// Every table of the report, in order; those without rows are left out.
#[must_use]
pub fn tableaux(r: &RapportFinancement) -> Vec<Tableau> {
    let tous = [
        perimetres(r),
        par_taille(r),
        tailles(r),
        montants(r),
        totaux(r),
        bascules(r),
        echeances(r),
        exercices(r),
        retards(r),
        variable(r),
        parametres(r),
    ];
    tous.into_iter().filter(|t| !t.lignes.is_empty()).collect()
}

type Ligne = Vec<Cellule>;

fn tableau(id: &str, titre: &str, colonnes: &[(&str, &str, u8)], lignes: Vec<Ligne>) -> Tableau {
    let colonne = |(titre, unite, decimales): &(&str, &str, u8)| ColonneTableau {
        titre: (*titre).to_owned(),
        unite: (*unite).to_owned(),
        decimales: *decimales,
    };
    Tableau {
        id: id.to_owned(),
        section: "S12".to_owned(),
        titre: titre.to_owned(),
        colonnes: colonnes.iter().map(colonne).collect(),
        lignes,
        note: None,
        sources: Vec::new(),
    }
}

fn texte(t: impl Into<String>) -> Cellule {
    Cellule::Texte(t.into())
}

fn euros(x: Option<f64>) -> Cellule {
    x.map_or_else(|| texte(NON_ETABLI), Cellule::Nombre)
}

fn ou_vide(x: Option<f64>) -> Cellule {
    x.map_or_else(|| texte(""), Cellule::Nombre)
}

fn taille(t: Option<u8>) -> Cellule {
    t.map_or_else(|| texte("indéterminée"), |t| Cellule::Nombre(f64::from(t)))
}

fn compte(n: usize) -> Cellule {
    Cellule::Nombre(f64::from(u32::try_from(n).unwrap_or(u32::MAX)))
}

/// Label of a confidence, in French.
#[must_use]
pub fn confiance(c: Confiance) -> &'static str {
    match c {
        Confiance::Officiel => "officiel",
        Confiance::Recoupe => "recoupé",
        Confiance::SourceUnique => "source unique",
        Confiance::Deduit => "déduit",
        Confiance::NonEtabli => NON_ETABLI,
    }
}

fn par_perimetre(
    r: &RapportFinancement,
    lignes: impl Fn(&PerimetreFinancement) -> Vec<Ligne>,
) -> Vec<Ligne> {
    let nommees = |p: &PerimetreFinancement| {
        let nom = p.nom.clone();
        lignes(p).into_iter().map(move |mut l| {
            l.insert(0, texte(nom.clone()));
            l
        })
    };
    r.perimetres
        .iter()
        .flat_map(|p| nommees(p).collect::<Vec<_>>())
        .collect()
}

fn perimetres(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Communes", "", 0),
        ("Population", "habitants", 0),
        ("Type", "", 0),
        ("Millésime", "", 0),
        ("Taille", "", 0),
        ("Jusqu'au seuil inférieur", "habitants", 0),
        ("Jusqu'au seuil supérieur", "habitants", 0),
        ("Fonctionnement", "€/an", 0),
        ("Total au moins", "€/an", 0),
        ("Total au plus", "€/an", 0),
        ("Tout est établi", "", 0),
        ("Confiance du total", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let (a, f) = (&p.analyse, &p.analyse.financement);
        let Some(lue) = a.tailles.first() else {
            return Vec::new();
        };
        let vers = |positif: bool| {
            let m = lue.marges.iter().find(|m| (m.habitants > 0.0) == positif);
            ou_vide(m.map(|m| m.habitants))
        };
        let fonctionnement = f.montants.iter().find(|m| m.id == "fonctionnement");
        let total = f.totaux.first();
        let millesime = lue.population.millesime.map(|m| m.to_string());
        vec![vec![
            compte(p.communes),
            Cellule::Nombre(lue.habitants),
            texte(&lue.population.genre),
            texte(millesime.unwrap_or_default()),
            taille(f.taille),
            vers(false),
            vers(true),
            euros(fonctionnement.and_then(|m| m.fixe)),
            euros(total.map(|t| t.min)),
            euros(total.and_then(|t| t.max)),
            texte(if total.is_some_and(|t| t.complet) {
                "oui"
            } else {
                "non"
            }),
            texte(total.map_or(NON_ETABLI, |t| confiance(t.confiance))),
        ]]
    });
    tableau(
        "perimetres",
        "Taille et montants par périmètre",
        &colonnes,
        lignes,
    )
}

fn par_taille(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Taille", "", 0),
        ("Périmètres", "", 0),
        ("Population", "habitants", 0),
        ("Total au moins", "€/an", 0),
        ("Total au plus", "€/an", 0),
        ("Tout est établi", "", 0),
    ];
    let lignes = r.totaux_par_taille.iter().map(|t| {
        vec![
            taille(t.taille),
            compte(t.nombre),
            Cellule::Nombre(t.population),
            Cellule::Nombre(t.min),
            euros(t.max),
            texte(if t.complet { "oui" } else { "non" }),
        ]
    });
    tableau(
        "totaux_par_taille",
        "Totaux par taille",
        &colonnes,
        lignes.collect(),
    )
}

fn tailles(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Population", "habitants", 0),
        ("Type", "", 0),
        ("Millésime", "", 0),
        ("Taille", "", 0),
        ("Seuil", "habitants", 0),
        ("Vers la taille", "", 0),
        ("Écart", "habitants", 0),
        ("Écart", "%", 1),
        ("Changement certain à", "habitants", 0),
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let mut lignes = Vec::new();
        for l in &p.analyse.tailles {
            let tete = || {
                let millesime = l.population.millesime.map(|m| m.to_string());
                vec![
                    Cellule::Nombre(l.habitants),
                    texte(&l.population.genre),
                    texte(millesime.unwrap_or_default()),
                    taille(l.taille),
                ]
            };
            let motif = l
                .motif
                .clone()
                .or(l.population.motif.clone())
                .unwrap_or_default();
            for m in &l.marges {
                let mut ligne = tete();
                ligne.extend([
                    Cellule::Nombre(m.seuil),
                    taille(Some(m.vers_taille)),
                    Cellule::Nombre(m.habitants),
                    Cellule::Nombre(m.pourcent),
                    ou_vide(m.bascule),
                    texte(&motif),
                ]);
                lignes.push(ligne);
            }
            if l.marges.is_empty() {
                let mut ligne = tete();
                ligne.extend((0..5).map(|_| texte("")));
                ligne.push(texte(&motif));
                lignes.push(ligne);
            }
        }
        lignes
    });
    tableau(
        "tailles",
        "Taille selon la population lue",
        &colonnes,
        lignes,
    )
}

fn montants(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Taille", "", 0),
        ("Montant", "", 0),
        ("Genre", "", 0),
        ("Part fixe", "€/an", 0),
        ("Part variable, au plus", "€/an", 0),
        ("Part variable de crise", "€/an", 0),
        ("Total sans crise", "€/an", 0),
        ("Confiance", "", 0),
        ("Effet", "", 0),
        ("Références", "", 0),
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let ligne = |t: u8, m: &crate::model::Montant| {
            let crise = m.genre.starts_with("mission") && m.variable_crise.is_some();
            vec![
                taille(Some(t)),
                texte(&m.libelle),
                texte(&m.genre),
                if m.genre == "plafond" {
                    texte("")
                } else {
                    euros(m.fixe)
                },
                if m.genre == "plafond" {
                    texte("")
                } else {
                    euros(m.variable_max)
                },
                if crise {
                    euros(m.variable_crise)
                } else {
                    texte("")
                },
                euros(m.total),
                texte(confiance(m.confiance)),
                texte(m.effet.clone().unwrap_or_default()),
                texte(m.references.join(" ")),
                texte(m.note.clone().unwrap_or_default()),
            ]
        };
        let tailles = p.analyse.par_taille.iter();
        tailles
            .flat_map(|x| x.montants.iter().map(move |m| ligne(x.taille, m)))
            .collect()
    });
    tableau("montants", "Montants de l'accord", &colonnes, lignes)
}

fn totaux(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Taille", "", 0),
        ("Total", "", 0),
        ("Au moins", "€", 0),
        ("Au plus", "€", 0),
        ("Tout est établi", "", 0),
        ("Confiance", "", 0),
        ("Manque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let mut lignes = Vec::new();
        for x in &p.analyse.par_taille {
            for t in x.totaux.iter().map(|t| &t.total) {
                lignes.push(vec![
                    taille(Some(x.taille)),
                    texte(&t.libelle),
                    Cellule::Nombre(t.min),
                    euros(t.max),
                    texte(if t.complet { "oui" } else { "non" }),
                    texte(confiance(t.confiance)),
                    texte(t.manque.join(" ; ")),
                ]);
            }
        }
        lignes
    });
    tableau(
        "totaux",
        "Totaux par an et sur le contrat",
        &colonnes,
        lignes,
    )
}

fn bascules(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Sens", "", 0),
        ("Communes", "", 0),
        ("Codes", "", 0),
        ("Habitants déplacés", "habitants", 0),
        ("Population après", "habitants", 0),
        ("Taille après", "", 0),
        ("Recherche complète", "", 0),
    ];
    let ligne = |mot: &str, s: &Sens, b: &Bascule| {
        let liste = |f: &dyn Fn(&crate::financement::CommuneBascule) -> String| {
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

fn echeances(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Date", "", 0),
        ("Année du contrat", "", 0),
        ("Échéance", "", 0),
        ("Montant", "€", 2),
        ("Au plus", "€", 2),
        ("Confiance", "", 0),
        ("Références", "", 0),
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        use crate::financement::GenreEcheance::{Variable, Versement};
        let liste = p.analyse.calendrier.iter().flat_map(|c| &c.echeances);
        liste
            .map(|e| {
                vec![
                    texte(e.date.to_string()),
                    Cellule::Nombre(f64::from(e.annee)),
                    texte(&e.libelle),
                    if e.genre == Versement {
                        euros(e.montant)
                    } else {
                        texte("")
                    },
                    if e.genre == Variable {
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

fn exercices(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
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

fn retards(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
        ("Mission", "", 0),
        ("Démarrage au plus tard", "", 0),
        ("Démarrage retenu", "", 0),
        ("Perte par mois", "€", 2),
        ("Perte depuis la signature", "€", 2),
        ("Jours de retard", "", 0),
        ("Perte du retard", "€", 2),
    ];
    let date = |d: Option<crate::financement::DateCivile>| {
        texte(d.map_or_else(|| NON_ETABLI.to_owned(), |d| d.to_string()))
    };
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
                    Cellule::Nombre(x.jours_de_retard as f64),
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

fn variable(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Périmètre", "", 0),
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

fn parametres(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Paramètre", "", 0),
        ("Libellé", "", 0),
        ("Taille", "", 0),
        ("Valeur", "", 2),
        ("Unité", "", 0),
        ("Effet", "", 0),
        ("Confiance", "", 0),
        ("Références", "", 0),
        ("Encore valable le", "", 0),
        ("En vigueur", "", 0),
        ("À vérifier", "", 0),
        ("Remarque", "", 0),
        ("Fichier", "", 0),
    ];
    let oui = |x: bool| texte(if x { "oui" } else { "non" });
    let jour = |d: Option<crate::financement::DateCivile>| {
        texte(d.map(|d| d.to_string()).unwrap_or_default())
    };
    let lignes = r.parametres.iter().map(|p| {
        let sans_valeur = if p.unite.is_empty() { "" } else { NON_ETABLI };
        vec![
            texte(&p.id),
            texte(&p.libelle),
            p.taille
                .map_or_else(|| texte("toutes"), |t| Cellule::Nombre(f64::from(t))),
            p.valeur.map_or_else(|| texte(sans_valeur), Cellule::Nombre),
            texte(&p.unite),
            jour(p.effet),
            texte(confiance(p.confiance)),
            texte(p.references.join(" ")),
            jour(p.valide_au),
            oui(p.en_vigueur),
            p.a_verifier.map_or_else(|| texte(""), oui),
            texte(p.note.clone().unwrap_or_default()),
            texte(p.lieu.clone().unwrap_or_default()),
        ]
    });
    tableau(
        "parametres",
        "Paramètres du barème",
        &colonnes,
        lignes.collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::financement::tests::rapport;

    #[test]
    fn every_row_has_one_cell_per_column() {
        let r = rapport(&[
            ("a", 50_000.0),
            ("b", 80_000.0),
            ("c", 0.0),
            ("d", 91_710.0),
        ]);
        let liste = tableaux(&r);
        assert!(liste.len() >= 8);
        for t in &liste {
            for l in &t.lignes {
                assert_eq!(l.len(), t.colonnes.len(), "{}", t.id);
            }
        }
    }

    #[test]
    fn what_is_not_established_reads_as_such() {
        let r = rapport(&[("a", 50_000.0)]);
        let montants = tableaux(&r)
            .into_iter()
            .find(|t| t.id == "montants")
            .unwrap();
        let parcours = montants
            .lignes
            .iter()
            .find(|l| l[2] == texte("Parcours pluriprofessionnels"))
            .unwrap();
        assert_eq!(parcours[4], texte(NON_ETABLI));
        assert_eq!(parcours[8], texte(NON_ETABLI));
        let retards = tableaux(&r)
            .into_iter()
            .find(|t| t.id == "retards")
            .unwrap();
        assert!(retards.lignes.iter().all(|l| l[4] == texte(NON_ETABLI)));
    }
}
