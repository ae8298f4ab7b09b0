//! The rule of an indicator and its parameters.

use super::champs::Champs;
use super::erreur::ErreurCatalogue;
use crate::indicateurs::definition::{
    Denombrable, MesureEvolution, Mouvement, PeriodeEvolution, Regle,
};
use crate::indicateurs::expression::{Expression, est_identifiant};
use crate::model::lecture::Domaine;

type Lecture<T> = Result<T, ErreurCatalogue>;

const REGLES: &str = "somme, ratio, indice, moyenne_ponderee, part_population_seuil, part_population_classe, \
    population_classe, communes_classe, communes_sans, population_sans, part_population_sans, \
    part_communes_connues, denombrement, zones_coupees, evolution, evolution_part, solde, mediane, par_commune, publie, complement";

/// Reads `regle` and the keys that it asks for.
pub(super) fn lire(c: &Champs<'_>) -> Lecture<Regle> {
    let nom = c.texte("regle")?;
    Ok(match nom.as_str() {
        "somme" => Regle::Somme {
            variable: expression(c, "variable")?,
        },
        "ratio" => Regle::Ratio {
            numerateur: expression(c, "numerateur")?,
            denominateur: expression(c, "denominateur")?,
            facteur: positif(c, "facteur")?,
        },
        "indice" => Regle::Indice {
            numerateur: expression(c, "numerateur")?,
            denominateur: expression(c, "denominateur")?,
            facteur: positif(c, "facteur")?,
        },
        "moyenne_ponderee" => Regle::MoyennePonderee {
            variable: expression(c, "variable")?,
            poids: expression(c, "poids")?,
        },
        "part_population_seuil" => Regle::PartPopulationSeuil {
            variable: expression(c, "variable")?,
            seuil: c.nombre("seuil")?,
            population: expression(c, "population")?,
        },
        "part_communes_connues" => Regle::PartCommunesConnues {
            variable: expression(c, "variable")?,
        },
        "denombrement" => Regle::Denombrement { objet: objet(c)? },
        "zones_coupees" => Regle::ZonesCoupees {
            classe: identifiant(c, "classe")?,
            hors: c.liste("hors")?,
        },
        "evolution" => Regle::Evolution {
            variable: identifiant(c, "variable")?,
            periode: periode(c)?,
            mesure: mesure(c)?,
        },
        "solde" => Regle::Solde {
            mouvement: mouvement(c)?,
            annuel: mesure(c)? == MesureEvolution::Annuelle,
        },
        "mediane" => Regle::Mediane {
            variable: expression(c, "variable")?,
        },
        "par_commune" => Regle::ParCommune {
            variable: expression(c, "variable")?,
            motif: c.texte("motif")?,
        },
        "publie" => publie(c)?,
        "complement" => Regle::Complement {
            numerateur: expression(c, "numerateur")?,
            denominateur: expression(c, "denominateur")?,
            facteur: positif(c, "facteur")?,
        },
        autre => return lire_classe_ou_sans(c, autre),
    })
}

/// A published figure, or the ratio of two.
fn publie(c: &Champs<'_>) -> Lecture<Regle> {
    let rapport = c.present("denominateur");
    Ok(Regle::Publie {
        numerateur: expression(c, if rapport { "numerateur" } else { "variable" })?,
        denominateur: rapport.then(|| expression(c, "denominateur")).transpose()?,
        facteur: if rapport { positif(c, "facteur")? } else { 1.0 },
    })
}

fn lire_classe_ou_sans(c: &Champs<'_>, nom: &str) -> Lecture<Regle> {
    Ok(match nom {
        "part_population_classe" => Regle::PartPopulationClasse {
            classe: identifiant(c, "classe")?,
            modalite: c.texte("modalite")?,
            population: expression(c, "population")?,
        },
        "population_classe" => Regle::PopulationClasse {
            classe: identifiant(c, "classe")?,
            modalite: c.texte("modalite")?,
            population: expression(c, "population")?,
        },
        "communes_classe" => Regle::CommunesClasse {
            classe: identifiant(c, "classe")?,
            modalite: c.texte("modalite")?,
        },
        "communes_sans" => Regle::CommunesSans {
            variable: expression(c, "variable")?,
        },
        "population_sans" => Regle::PopulationSans {
            variable: expression(c, "variable")?,
            population: expression(c, "population")?,
        },
        "part_population_sans" => Regle::PartPopulationSans {
            variable: expression(c, "variable")?,
            population: expression(c, "population")?,
        },
        "evolution_part" => Regle::EvolutionPart {
            numerateur: expression(c, "numerateur")?,
            denominateur: expression(c, "denominateur")?,
        },
        _ => return Err(c.refuse("regle", nom, REGLES)),
    })
}

/// What the figure can be; nothing is supposed when the key is not given.
pub(super) fn domaine(c: &Champs<'_>) -> Lecture<Domaine> {
    Ok(match c.texte_ou_vide("domaine")?.as_str() {
        "" | "libre" => Domaine::Libre,
        "effectif" => Domaine::Effectif,
        "positif" => Domaine::Positif,
        "pourcentage" => Domaine::Pourcentage,
        autre => {
            let attendu = "effectif, positif, pourcentage ou libre";
            return Err(c.refuse("domaine", autre, attendu));
        }
    })
}

fn expression(c: &Champs<'_>, cle: &str) -> Lecture<Expression> {
    let texte = c.texte(cle)?;
    Expression::parse(&texte).map_err(|_| {
        c.refuse(
            cle,
            &texte,
            "des variables jointes par « + », les variantes par « | »",
        )
    })
}

fn identifiant(c: &Champs<'_>, cle: &str) -> Lecture<String> {
    let texte = c.texte(cle)?;
    if est_identifiant(&texte) {
        Ok(texte)
    } else {
        Err(c.refuse(cle, &texte, "un nom de variable, en minuscules sans accent"))
    }
}

fn positif(c: &Champs<'_>, cle: &str) -> Lecture<f64> {
    let x = c.nombre(cle)?;
    if x > 0.0 {
        Ok(x)
    } else {
        Err(c.refuse(cle, &x.to_string(), "un nombre positif"))
    }
}

fn objet(c: &Champs<'_>) -> Lecture<Denombrable> {
    Ok(match c.texte("objet")?.as_str() {
        "communes" => Denombrable::Communes,
        "epci" => Denombrable::Epci,
        "departements" => Denombrable::Departements,
        "regions" => Denombrable::Regions,
        "qpv" => Denombrable::Qpv,
        "epci_coupes" => Denombrable::EpciCoupes,
        autre => {
            let attendu = "communes, epci, departements, regions, qpv ou epci_coupes";
            return Err(c.refuse("objet", autre, attendu));
        }
    })
}

fn periode(c: &Champs<'_>) -> Lecture<PeriodeEvolution> {
    match c.texte("periode")?.as_str() {
        "extremes" => Ok(PeriodeEvolution::Extremes),
        "dernieres" => Ok(PeriodeEvolution::Dernieres),
        autre => Err(c.refuse("periode", autre, "extremes ou dernieres")),
    }
}

fn mouvement(c: &Champs<'_>) -> Lecture<Mouvement> {
    match c.texte("objet")?.as_str() {
        "naturel" => Ok(Mouvement::Naturel),
        "migratoire" => Ok(Mouvement::Migratoire),
        autre => Err(c.refuse("objet", autre, "naturel ou migratoire")),
    }
}

fn mesure(c: &Champs<'_>) -> Lecture<MesureEvolution> {
    match c.texte("mesure")?.as_str() {
        "totale" => Ok(MesureEvolution::Totale),
        "annuelle" => Ok(MesureEvolution::Annuelle),
        autre => Err(c.refuse("mesure", autre, "totale ou annuelle")),
    }
}
