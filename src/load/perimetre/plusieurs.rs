//! A file of several perimeters: a name and a perimeter by row, or a commune → CPTS list, a perimeter by CPTS.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::base::normaliser;
use crate::francais::denombre;
use crate::load::table::noms_vides::NomsEcrits;
use crate::model::{Emplacement, ErreurDonnees, Referentiel};
use crate::perimetre::{ErreurPerimetre, ListeCommunes};
use crate::tri::Tri;

use crate::load::perimetre::colonnes::trouve;
use crate::load::perimetre::entete::decoupe;
use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::grille::{Grille, Ligne};
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::lignes::Lecteur;
use crate::load::perimetre::numeros::denumerote;
use crate::load::perimetre::{grille_classeur, grille_texte};

/// Headers of the column that says each perimeter.
const PERIMETRE: [&str; 3] = ["perimetre", "expression", "communes"];
/// Headers of its name.
const NOM: [&str; 4] = ["nom", "territoire", "cpts", "libelle"];
/// Most perimeters of a file: ten times those that France has.
pub const PERIMETRES_MAX: usize = 20_000;

/// A perimeter of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Nomme {
    /// Name; empty when the row gives none.
    pub nom: String,
    /// Line, from 1.
    pub ligne: u64,
    /// What it is made of.
    pub contenu: Result<Contenant, ErreurPerimetre>,
}

/// What a perimeter of the file is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenant {
    /// An argument as the command line takes one.
    Argument(String),
    /// The communes of a CPTS.
    Communes(ListeCommunes),
}

/// Reads the perimeters of a file, in its order.
///
/// # Errors
/// [`ErreurPerimetre`] when the file holds neither a column of perimeters nor a column of CPTS beside its communes, holds no
/// row, or more than [`PERIMETRES_MAX`].
pub fn lire(fichier: &Fichier, referentiel: &Referentiel) -> Result<Vec<Nomme>, ErreurPerimetre> {
    let nom = fichier.nom();
    let grilles = match &fichier.contenu {
        Contenu::Liste(texte) => vec![grille_texte::grille(&nom, texte)?],
        Contenu::Classeur(octets) => {
            let feuilles = grille_classeur::grilles(&nom, octets)?;
            feuilles.into_iter().map(|(_, g)| g).collect()
        }
        Contenu::Carte(_) => return Err(ni_l_une_ni_l_autre(&nom).into()),
    };
    let lexique = Lexique::new(referentiel);
    let mut premiere = None;
    for grille in grilles {
        let lus = match par_ligne(&grille) {
            Some(lus) => Ok(lus),
            None => par_cpts(grille, &lexique),
        };
        match lus {
            Ok(lus) if lus.is_empty() => {
                premiere = premiere.or(Some(ErreurPerimetre::Vide(nom.clone())));
            }
            Ok(lus) if lus.len() > PERIMETRES_MAX => return Err(trop(&nom, lus.len()).into()),
            Ok(lus) => return Ok(lus),
            Err(e) => premiere = premiere.or(Some(e)),
        }
    }
    Err(premiere.unwrap_or_else(|| ni_l_une_ni_l_autre(&nom).into()))
}

/// The rows of a table that has a column of perimeters.
fn par_ligne(grille: &Grille) -> Option<Vec<Nomme>> {
    let (tete, lignes) = grille.lignes.split_first()?;
    let colonne = |noms: &[&str]| {
        let titres = tete.cellules.iter().map(|c| normaliser(c));
        titres.into_iter().position(|t| noms.contains(&t.as_str()))
    };
    let perimetre = colonne(&PERIMETRE)?;
    let nom = colonne(&NOM).filter(|n| *n != perimetre);
    let lu = |ligne: &Ligne| {
        let ecrit = ligne.cellule(perimetre).trim();
        let contenu = if ecrit.is_empty() {
            Err(sans_perimetre(&grille.fichier, ligne, tete.cellule(perimetre)).into())
        } else {
            Ok(Contenant::Argument(ecrit.to_owned()))
        };
        Nomme {
            nom: nom.map_or("", |n| ligne.cellule(n)).trim().to_owned(),
            ligne: ligne.numero,
            contenu,
        }
    };
    Some(lignes.iter().map(lu).collect())
}

/// The communes of a commune → CPTS list, by CPTS, in the order of their first rows.
fn par_cpts(mut grille: Grille, lexique: &Lexique<'_>) -> Result<Vec<Nomme>, ErreurPerimetre> {
    let fichier = grille.fichier.clone();
    denumerote(&mut grille.lignes);
    let decoupe = decoupe(grille, &|texte| lexique.nomme(texte));
    let entete = decoupe.entete.as_ref();
    let colonnes = trouve(&fichier, entete, &decoupe.lignes, lexique)?;
    let Some(cpts) = colonnes.cpts else {
        return Err(ni_l_une_ni_l_autre(&fichier).into());
    };
    let lecteur = Lecteur {
        fichier: &fichier,
        entete,
        colonnes: &colonnes,
        lexique,
        propositions: Cell::new(20),
    };
    let mut groupes: BTreeMap<&str, Vec<&Ligne>> = BTreeMap::new();
    let mut ecrits = NomsEcrits::default();
    for ligne in &decoupe.lignes {
        let nom = ligne.cellule(cpts).trim();
        if !nom.is_empty() {
            ecrits.nom(nom);
            groupes.entry(nom).or_default().push(ligne);
        } else if lecteur.lire(ligne).is_ok_and(|lues| !lues.is_empty()) {
            ecrits.vide(ligne.numero);
        }
    }
    let mut vides: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (ligne, nom) in ecrits.juge().douteux {
        vides.entry(nom).or_default().push(ligne);
    }
    let mut lus: Vec<Nomme> = groupes
        .into_iter()
        .map(|(nom, lignes)| Nomme {
            nom: nom.to_owned(),
            ligne: lignes.first().map_or(0, |l| l.numero),
            contenu: match vides.get(nom) {
                Some(siennes) => Err(sans_nom(&fichier, nom, siennes).into()),
                None => communes(&lecteur, &lignes).map(Contenant::Communes),
            },
        })
        .collect();
    lus.trie_par_cle(|n| n.ligne);
    Ok(lus)
}

/// The communes of some rows; all that is wrong with them is told.
fn communes(
    lecteur: &Lecteur<'_, '_>,
    lignes: &[&Ligne],
) -> Result<ListeCommunes, ErreurPerimetre> {
    let (mut lues, mut erreurs) = (Vec::new(), Vec::new());
    for ligne in lignes {
        match lecteur.lire(ligne) {
            Ok(communes) => lues.extend(communes),
            Err(fautes) => erreurs.extend(fautes),
        }
    }
    if !erreurs.is_empty() {
        return Err(ErreurPerimetre::Invalide(erreurs));
    }
    Ok(ListeCommunes {
        fichier: lecteur.fichier.to_owned(),
        lignes: lues.into_iter().map(|l| l.ligne).collect(),
        constats: Vec::new(),
    })
}

/// Rows below a name written once may be of the same CPTS: its perimeter is then not known.
fn sans_nom(fichier: &str, nom: &str, lignes: &[u64]) -> ErreurDonnees {
    let premiere = lignes.first().copied().unwrap_or_default();
    ErreurDonnees::new(
        Emplacement::fichier(fichier).ligne(premiere),
        format!(
            "{} sans nom de CPTS sous celui-ci, qui vaut peut-être pour {}",
            denombre(lignes.len(), "ligne", "lignes"),
            if lignes.len() > 1 { "elles" } else { "elle" }
        ),
    )
    .valeur(nom)
    .attendu("le nom de la CPTS sur chaque ligne")
    .remede("défusionnez les cellules et écrivez le nom sur chaque ligne, ou « Aucune » là où il n'y a pas de CPTS")
}

fn ni_l_une_ni_l_autre(fichier: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(fichier),
        "ce fichier ne tient pas plusieurs périmètres",
    )
    .attendu("une colonne « nom » et une colonne « perimetre » (epci:200069151, commune:48095,48080, un nom de fichier), ou une colonne de communes et une colonne « CPTS »")
    .remede("nommez ces colonnes dans la première ligne ; pour un seul périmètre, retirez --tous")
}

fn sans_perimetre(fichier: &str, ligne: &Ligne, titre: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(fichier)
            .ligne(ligne.numero)
            .colonne(titre),
        "périmètre vide",
    )
    .attendu("un périmètre : epci:200069151, commune:48095,48080, un nom de fichier")
    .remede("complétez cette ligne, ou retirez-la")
}

fn trop(fichier: &str, nombre: usize) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(fichier),
        format!("{nombre} périmètres"),
    )
    .attendu(format!("{PERIMETRES_MAX} périmètres au plus"))
    .remede("partagez ce fichier en plusieurs")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::base;

    fn lus(texte: &str) -> Result<Vec<Nomme>, String> {
        let fichier = Fichier {
            chemin: PathBuf::from("f.csv"),
            contenu: Contenu::Liste(texte.to_owned()),
        };
        lire(&fichier, &base::embarquee()).map_err(|e| e.to_string())
    }

    #[test]
    fn a_row_is_a_name_and_a_perimeter_and_an_empty_one_fails_alone() {
        let lus = lus("Nom;Périmètre\nA;commune:48095,48080\n;epci:200069151\nB;\n").unwrap();
        let noms: Vec<&str> = lus.iter().map(|n| n.nom.as_str()).collect();
        assert_eq!(noms, ["A", "", "B"]);
        assert_eq!(
            lus[0].contenu,
            Ok(Contenant::Argument("commune:48095,48080".to_owned()))
        );
        let erreur = lus[2].contenu.as_ref().unwrap_err().to_string();
        assert!(erreur.contains("ligne 4") && erreur.contains("périmètre vide"));
    }

    #[test]
    fn a_list_of_cpts_is_a_perimeter_by_cpts_and_a_wrong_code_fails_its_own_alone() {
        let lus = lus("code;CPTS\n48095;CPTS du Nord\n48080;CPTS du Sud\n48999;CPTS du Sud\n48013;CPTS du Nord\n").unwrap();
        let noms: Vec<&str> = lus.iter().map(|n| n.nom.as_str()).collect();
        assert_eq!(noms, ["CPTS du Nord", "CPTS du Sud"]);
        let Ok(Contenant::Communes(nord)) = &lus[0].contenu else {
            panic!("{:?}", lus[0]);
        };
        assert_eq!(nord.lignes.len(), 2);
        let _ = &lus[1];
    }

    #[test]
    fn a_name_that_may_hold_for_the_rows_below_is_no_perimeter() {
        let lus =
            lus("CPTS;code\nCPTS du Nord;48095\n;48080\n;48013\nCPTS du Sud;48061\n").unwrap();
        let erreur = lus[0].contenu.as_ref().unwrap_err().to_string();
        assert!(
            erreur.contains("ligne 3") && erreur.contains("CPTS du Nord"),
            "{erreur}"
        );
        assert!(lus[1].contenu.is_ok());
    }

    #[test]
    fn a_table_without_row_is_empty_not_wrong() {
        let fichier = Fichier {
            chemin: PathBuf::from("f.csv"),
            contenu: Contenu::Liste("nom;perimetre\n".to_owned()),
        };
        let lue = lire(&fichier, &base::embarquee());
        assert!(matches!(lue, Err(ErreurPerimetre::Vide(_))), "{lue:?}");
    }

    #[test]
    fn a_plain_list_is_refused_with_what_to_write() {
        let erreur = lus("code\n48095\n48080\n").unwrap_err();
        assert!(erreur.contains("colonne « perimetre »"), "{erreur}");
    }
}
