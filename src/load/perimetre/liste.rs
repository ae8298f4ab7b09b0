//! Reads a list of communes as people make them: any layout, delimiter, header or not, codes or names, any usual encoding.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, Referentiel, RegleConstat, SectionId,
    Severite,
};
use crate::perimetre::{ErreurPerimetre, ListeCommunes};

use crate::load::perimetre::cellule::{Contenu as Lu, lire_cellule};
use crate::load::perimetre::colonnes::trouve;
use crate::load::perimetre::constats_liste::{constats, plusieurs_cpts};
use crate::load::perimetre::entete::decoupe;
use crate::load::perimetre::fichier::{Contenu, Fichier};
use crate::load::perimetre::grille::{Grille, Tete};
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::lignes::Lecteur;
use crate::load::perimetre::numeros::denumerote;
use crate::load::perimetre::{garde_codes, garde_texte, garde_titres, inclusion, recolle};
use crate::load::perimetre::{grille_classeur, grille_code, grille_json, grille_texte};

/// Errors for which a proposal is looked for; the others of a message are counted.
const PROPOSITIONS: usize = 20;

/// Reads the list of a file.
///
/// Lines that start with `#` are comments. A column headed `part`, `quotité`… gives the part of each commune; a column of
/// names checks the codes, and is read when there is no code. No line is dropped without a finding that names it.
///
/// # Errors
/// [`ErreurPerimetre::Invalide`] naming line, column and value of every cell that cannot be read, or when the columns
/// cannot be told; [`ErreurPerimetre::Vide`] when the file holds no row.
pub fn lire_liste(
    fichier: &Fichier,
    referentiel: &Referentiel,
) -> Result<ListeCommunes, ErreurPerimetre> {
    lire_avec(fichier, &Lexique::new(referentiel))
}

/// Reads the list of a file with a lexicon at hand.
///
/// # Errors
/// Those of [`lire_liste`].
pub(super) fn lire_avec(
    fichier: &Fichier,
    lexique: &Lexique,
) -> Result<ListeCommunes, ErreurPerimetre> {
    let nom = fichier.nom();
    match &fichier.contenu {
        Contenu::Liste(texte) | Contenu::Carte(texte) => analyser_liste(&nom, texte, lexique),
        Contenu::Classeur(octets) => classeur(&nom, octets, lexique),
    }
}

/// Reads a list from its text; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_liste`].
pub(super) fn analyser_liste(
    fichier: &str,
    contenu: &str,
    lexique: &Lexique,
) -> Result<ListeCommunes, ErreurPerimetre> {
    let contenu = contenu.trim_end();
    if grille_json::est_json(contenu) {
        return lire_grille(grille_json::grille(fichier, contenu)?, lexique);
    }
    if let Some(grille) = grille_code::grille(fichier, contenu) {
        return lire_grille(grille, lexique);
    }
    let debut: String = contenu
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(2)
        .collect();
    if ["[{", "[\"", "{\"", "{["].contains(&debut.as_str()) {
        // What is broken is told with its line.
        return lire_grille(grille_json::grille(fichier, contenu)?, lexique);
    }
    let commentees = garde_texte::verifie(fichier, contenu, lexique)?;
    let mut liste = lire_grille(grille_texte::grille(fichier, contenu)?, lexique)?;
    let commentees = commentees.map(|c| c.avec_origine(fichier));
    liste.constats.extend(commentees);
    Ok(liste)
}

/// From the raw table to the communes.
fn lire_grille(mut grille: Grille, lexique: &Lexique) -> Result<ListeCommunes, ErreurPerimetre> {
    let fichier = grille.fichier.clone();
    let recolles = recolle::recoller(&mut grille.lignes, lexique);
    denumerote(&mut grille.lignes);
    let mut decoupe = decoupe(grille, &|texte| lexique.nomme(texte));
    if decoupe.lignes.is_empty() {
        return Err(vide(&fichier));
    }
    garde_titres::verifie(&fichier, &decoupe, lexique)?;
    let exclues = inclusion::exclut(&fichier, &mut decoupe)?;
    if decoupe.lignes.is_empty() {
        return Err(vide(&fichier));
    }
    let entete = decoupe.entete.as_ref();
    let colonnes = trouve(&fichier, entete, &decoupe.lignes, lexique)?;
    let lecteur = Lecteur {
        fichier: &fichier,
        entete,
        colonnes: &colonnes,
        lexique,
        propositions: Cell::new(PROPOSITIONS),
    };
    let (mut lues, mut erreurs) = (Vec::new(), Vec::new());
    for ligne in &decoupe.lignes {
        match lecteur.lire(ligne) {
            Ok(communes) => lues.extend(communes),
            Err(fautes) => erreurs.extend(fautes),
        }
    }
    if !erreurs.is_empty() {
        return Err(ErreurPerimetre::Invalide(erreurs));
    }
    garde_codes::verifie(&lues, lexique)?;
    recolle::rappeler(&mut lues, &recolles);
    let mut trouves = constats(&fichier, &colonnes, &lues, &decoupe.hors_table);
    trouves.extend(exclues);
    if let Some(cpts) = colonnes.cpts {
        let noms = decoupe.lignes.iter().map(|l| l.cellule(cpts).to_owned());
        let noms: BTreeSet<String> = noms.filter(|n| !n.is_empty()).collect();
        trouves.extend(plusieurs_cpts(&fichier, &noms));
    }
    Ok(ListeCommunes {
        fichier,
        lignes: lues.into_iter().map(|l| l.ligne).collect(),
        constats: trouves,
    })
}

/// The sheet that holds communes; when several do, they must say the same.
fn classeur(
    fichier: &str,
    octets: &[u8],
    lexique: &Lexique,
) -> Result<ListeCommunes, ErreurPerimetre> {
    let feuilles = grille_classeur::grilles(fichier, octets)?;
    let nombre = feuilles.len();
    let lues = feuilles_lues(feuilles, lexique)?;
    let communes = |l: &ListeCommunes| {
        l.lignes
            .iter()
            .map(|l| l.code)
            .collect::<BTreeSet<CodeCommune>>()
    };
    let noms: Vec<String> = lues
        .iter()
        .map(|(f, l)| format!("« {f} » ({})", communes(l).len()))
        .collect();
    let mut suite = lues.into_iter();
    let Some((feuille, mut liste)) = suite.next() else {
        return Err(vide(fichier));
    };
    if suite.any(|(_, autre)| communes(&autre) != communes(&liste)) {
        return Err(ErreurDonnees::new(
            Emplacement::fichier(fichier),
            format!(
                "plusieurs feuilles tiennent des communes, et pas les mêmes : {}",
                noms.join(", ")
            ),
        )
        .attendu("une seule feuille de communes")
        .remede("enregistrez la feuille voulue dans un fichier à part (.xlsx ou CSV)")
        .into());
    }
    if nombre > 1 {
        let texte =
            format!("Le classeur a {nombre} feuilles : les communes sont lues dans « {feuille} ».");
        liste.constats.push(
            Constat::new(
                RegleConstat::FeuilleLue,
                Severite::Information,
                SectionId::S1,
                texte,
            )
            .avec_origine(fichier),
        );
    }
    fichier.clone_into(&mut liste.fichier);
    Ok(liste)
}

/// The lists of the sheets with codes, or else of those that can be read.
fn feuilles_lues(
    feuilles: Vec<(String, Grille)>,
    lexique: &Lexique,
) -> Result<Vec<(String, ListeCommunes)>, ErreurPerimetre> {
    let (codees, autres): (Vec<_>, Vec<_>) = feuilles
        .into_iter()
        .partition(|(_, g)| tient_des_codes(g, lexique));
    let mut lues = Vec::new();
    let certaines = !codees.is_empty();
    let retenues = if certaines { codees } else { autres };
    let seule = retenues.len() == 1;
    let mut refus = None;
    for (feuille, grille) in retenues {
        match lire_grille(grille, lexique) {
            Ok(liste) => lues.push((feuille, liste)),
            Err(erreur) if seule || certaines => return Err(erreur),
            Err(erreur) => {
                refus.get_or_insert(erreur);
            }
        }
    }
    match refus {
        Some(refus) if lues.is_empty() => Err(refus),
        _ => Ok(lues),
    }
}

/// Whether a sheet holds codes that exist.
fn tient_des_codes(grille: &Grille, lexique: &Lexique) -> bool {
    let connus = |c: &String| match lire_cellule(c) {
        Lu::Codes(codes) => codes.iter().filter(|c| lexique.connu(c.code)).count(),
        _ => 0,
    };
    let rangs = grille
        .lignes
        .iter()
        .map(|l| l.cellules.len())
        .max()
        .unwrap_or(0);
    let colonne = |rang: usize| -> usize {
        grille
            .lignes
            .iter()
            .filter_map(|l| l.cellules.get(rang))
            .map(connus)
            .sum()
    };
    let plus = (0..rangs).map(colonne).max().unwrap_or(0);
    plus > 0 && plus * 3 >= grille.lignes.len() || grille.tete == Tete::Donnees
}

fn vide(fichier: &str) -> ErreurPerimetre {
    ErreurPerimetre::Vide(format!(
        "{fichier} ne contient aucun code commune\n  attendu : un code commune INSEE par ligne\n  \
         remède : ajoutez les communes du périmètre"
    ))
}
