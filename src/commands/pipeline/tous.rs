//! The perimeters of `--tous`: every CPTS, EPCI, bassin de vie… of the data, or those of a file, each found or told why not.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::lot::toutes_les_cpts;
use super::territoire::{en_echec, resoudre};
use crate::base::normaliser;
use crate::commands::sortie::{CodeSortie, echec};
use crate::load::perimetre::demande;
use crate::load::perimetre::fichier;
use crate::load::perimetre::plusieurs::{self, Contenant, Nomme};
use crate::model::lecture::lieux;
use crate::model::{Dataset, GenrePerimetre, Perimetre};
use crate::perimetre::{self, Expression, Operande, Signe, Terme, Zonage};

/// A perimeter of the list.
pub struct Voulu {
    /// Name; that of the perimeter when it was found.
    pub nom: String,
    /// The perimeter, or why there is none.
    pub perimetre: Result<Perimetre>,
}

/// What `--tous` was given.
pub enum Liste {
    /// `epci:*`: every territory of a kind.
    Genre(Genre),
    /// A file of perimeters.
    Fichier(PathBuf),
    /// A territory: every CPTS that touches it.
    Territoire(String),
}

/// Kinds of territories that can be listed.
#[derive(Clone, Copy)]
pub enum Genre {
    /// CPTS of the list of the data.
    Cpts,
    /// Intercommunalités à fiscalité propre.
    Epci,
    /// Départements.
    Departement,
    /// Régions.
    Region,
    /// Bassins de vie, aires d'attraction, territoires de vie-santé.
    Zonage(Zonage),
}

/// Tells what the argument is.
///
/// # Errors
/// A kind that cannot be listed.
pub fn lire(argument: &str) -> Result<Liste> {
    let net = argument.trim();
    let Some(mot) = net.strip_suffix(":*") else {
        let chemin = Path::new(net);
        return Ok(if chemin.is_file() {
            Liste::Fichier(chemin.to_owned())
        } else {
            Liste::Territoire(net.to_owned())
        });
    };
    let genre = match mot {
        "cpts" => Genre::Cpts,
        "epci" => Genre::Epci,
        "dep" => Genre::Departement,
        "reg" => Genre::Region,
        "bv" => Genre::Zonage(Zonage::Bassin),
        "aav" => Genre::Zonage(Zonage::Aire),
        "tvs" => Genre::Zonage(Zonage::Tvs),
        _ => {
            return Err(echec(
                CodeSortie::Usage,
                format!(
                    "--tous {argument} : « {mot} » ne se liste pas\n  attendu : cpts:*, epci:*, dep:*, reg:*, bv:*, aav:* ou tvs:*"
                ),
            ));
        }
    };
    Ok(Liste::Genre(genre))
}

/// The perimeters, by name then by what was asked for; those of a file that cannot be found are kept, with why.
///
/// # Errors
/// A file or a territory that cannot be read, no list of CPTS or zoning in the data, nothing in the territory `dans`.
pub fn territoires(liste: &Liste, dans: Option<&str>, dataset: &Dataset) -> Result<Vec<Voulu>> {
    let racine = Path::new("");
    let mut voulus = match liste {
        Liste::Genre(Genre::Cpts) => trouves(toutes_les_cpts("", racine, dataset)?),
        Liste::Territoire(territoire) => trouves(toutes_les_cpts(territoire, racine, dataset)?),
        Liste::Genre(genre) => du_genre(*genre, dataset)?,
        Liste::Fichier(chemin) => du_fichier(chemin, dataset)?,
    };
    if let Some(dans) = dans {
        let voulue = demande::lire_demande(dans, racine).map_err(en_echec)?;
        let territoire = resoudre(voulue, racine, dataset)?;
        voulus.retain(|v| {
            v.perimetre
                .as_ref()
                .map_or(true, |p| touche(dataset, p, &territoire))
        });
    }
    if voulus.is_empty() {
        return Err(echec(CodeSortie::RienAFaire, "--tous : aucun territoire"));
    }
    let cle = |v: &Voulu| {
        let expression = v.perimetre.as_ref().map(|p| p.expression.clone());
        (
            normaliser(&v.nom),
            v.nom.clone(),
            expression.unwrap_or_default(),
        )
    };
    voulus.sort_by_cached_key(cle);
    Ok(voulus)
}

fn trouves(perimetres: Vec<Perimetre>) -> Vec<Voulu> {
    let voulu = |p: Perimetre| Voulu {
        nom: p.nom.clone(),
        perimetre: Ok(p),
    };
    perimetres.into_iter().map(voulu).collect()
}

/// Whether a perimeter has a commune, or an arrondissement of a city, in a territory.
fn touche(dataset: &Dataset, perimetre: &Perimetre, territoire: &Perimetre) -> bool {
    let referentiel = &dataset.referentiel;
    perimetre.membres.iter().any(|m| {
        let ville = referentiel.unite(m.unite).parent;
        let mut places = lieux(referentiel, m.unite).chain(ville);
        places.any(|id| territoire.contient(id))
    })
}

fn du_genre(genre: Genre, dataset: &Dataset) -> Result<Vec<Voulu>> {
    let r = &dataset.referentiel;
    let operandes: Vec<(String, Operande)> = match genre {
        Genre::Epci => r
            .epcis
            .iter()
            .map(|e| {
                (
                    format!("epci:{}", e.siren),
                    Operande::Epci(vec![e.siren.clone()]),
                )
            })
            .collect(),
        Genre::Departement => r
            .departements
            .iter()
            .map(|d| {
                (
                    format!("dep:{}", d.code),
                    Operande::Departement(vec![d.code.clone()]),
                )
            })
            .collect(),
        Genre::Region => r
            .regions
            .iter()
            .map(|d| {
                (
                    format!("reg:{}", d.code),
                    Operande::Region(vec![d.code.clone()]),
                )
            })
            .collect(),
        Genre::Zonage(zonage) => codes(zonage, dataset)?
            .into_iter()
            .map(|code| {
                let texte = format!("{}:{code}", zonage.mot());
                (texte, Operande::Zonage(zonage, vec![code]))
            })
            .collect(),
        Genre::Cpts => Vec::new(),
    };
    let voulu = |(texte, operande): (String, Operande)| {
        let expression = Expression {
            texte: texte.clone(),
            termes: vec![Terme {
                signe: Signe::Plus,
                operande,
            }],
        };
        let lu = perimetre::resoudre(&expression, r, Some(dataset)).map_err(en_echec);
        Voulu {
            nom: lu.as_ref().map_or(texte, |p| p.nom.clone()),
            perimetre: lu,
        }
    };
    Ok(operandes.into_iter().map(voulu).collect())
}

/// Codes of the zones in which some commune is.
fn codes(zonage: Zonage, dataset: &Dataset) -> Result<Vec<String>> {
    let Some(classes) = dataset.classe(zonage.variable()) else {
        return Err(echec(
            CodeSortie::Donnees,
            format!(
                "--tous {}:* : aucun fichier ne dit {} des communes\n  remède : cpts donnees etat dit quel fichier déposer",
                zonage.mot(),
                zonage.avec_article()
            ),
        ));
    };
    let employees: std::collections::BTreeSet<u32> =
        classes.classes.iter().copied().flatten().collect();
    let modalites = classes.modalites.iter().zip(0_u32..);
    let siennes = modalites.filter(|(_, rang)| employees.contains(rang));
    Ok(siennes.map(|((code, _), _)| code.clone()).collect())
}

fn du_fichier(chemin: &Path, dataset: &Dataset) -> Result<Vec<Voulu>> {
    let lu = fichier::lire(chemin)?;
    let nommes = plusieurs::lire(&lu, &dataset.referentiel).map_err(en_echec)?;
    let dossier = chemin.parent().unwrap_or(Path::new(""));
    let voulu = |nomme: Nomme| {
        let Nomme {
            nom,
            ligne,
            contenu,
        } = nomme;
        let perimetre = contenu
            .map_err(en_echec)
            .and_then(|contenu| un(contenu, &nom, dossier, dataset));
        let repli = || format!("{}, ligne {ligne}", chemin.display());
        let nom = match &perimetre {
            Ok(p) => p.nom.clone(),
            Err(_) if nom.is_empty() => repli(),
            Err(_) => nom,
        };
        Voulu { nom, perimetre }
    };
    Ok(nommes.into_iter().map(voulu).collect())
}

/// A perimeter of the file, under the name of its row.
fn un(contenu: Contenant, nom: &str, dossier: &Path, dataset: &Dataset) -> Result<Perimetre> {
    let mut trouve = match contenu {
        Contenant::Argument(texte) => {
            let voulue = demande::lire_demande(&texte, dossier).map_err(en_echec)?;
            resoudre(voulue, dossier, dataset)?
        }
        Contenant::Communes(liste) => {
            let expression = liste.expression();
            let lu = perimetre::resoudre(&expression, &dataset.referentiel, Some(dataset));
            let mut lu = lu.map_err(en_echec)?;
            lu.genre = GenrePerimetre::Cpts;
            lu
        }
    };
    if !nom.is_empty() {
        nom.clone_into(&mut trouve.nom);
    }
    Ok(trouve)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base;
    use crate::load::base_seule;

    fn noms(argument: &str, dans: Option<&str>) -> Vec<String> {
        let d = base_seule(base::embarquee(), base::source());
        let liste = lire(argument).unwrap();
        let voulus = territoires(&liste, dans, &d).unwrap();
        voulus.into_iter().map(|v| v.nom).collect()
    }

    #[test]
    fn every_territory_of_a_kind_or_those_of_a_territory() {
        assert_eq!(
            noms("dep:*", Some("reg:94")),
            ["Corse-du-Sud (2A)", "Haute-Corse (2B)"]
        );
        let epci = noms("epci:*", Some("dep:48"));
        assert!(epci.iter().any(|n| n == "CC Coeur de Lozère"), "{epci:?}");
        assert!(noms("epci:*", None).len() > 1_200);
    }

    #[test]
    fn a_kind_that_is_not_listed_and_a_list_that_is_not_there_are_told() {
        assert!(lire("commune:*").is_err());
        let d = base_seule(base::embarquee(), base::source());
        let liste = lire("bv:*").unwrap();
        let erreur = territoires(&liste, None, &d).err().unwrap().to_string();
        assert!(erreur.contains("le bassin de vie"), "{erreur}");
    }
}
