//! Reads a list of commune codes as people write them: any delimiter, header or not, any usual encoding.

use std::path::Path;

use crate::model::{
    CodeCommune, Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId, Severite,
};
use crate::perimetre::{ErreurPerimetre, LigneListe, ListeCommunes, lire_part};

use crate::load::perimetre::liste_colonnes::{
    CodeLu, Colonnes, Ligne, est_entete, lire_code, trouve,
};
use crate::load::perimetre::liste_tableau::tableau;
use crate::load::source::texte_liste::texte;

/// Reads a CSV or TXT list of commune codes.
///
/// Lines that start with `#` are comments. A column headed `part`, `quotité`… gives the part of each commune; a
/// column of names is only used to check the codes. Codes that lost their leading zero are repaired and said so.
///
/// # Errors
/// [`ErreurPerimetre::Invalide`] naming line, column and value of every cell that cannot be read, or when the code column
/// cannot be told or the file is not text; [`ErreurPerimetre::Vide`] when the file holds no row.
pub fn lire_liste(chemin: &Path) -> Result<ListeCommunes, ErreurPerimetre> {
    analyser_liste(&chemin.display().to_string(), &texte(chemin)?)
}

/// Reads a list from its text; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_liste`] but for the file itself.
pub fn analyser_liste(fichier: &str, contenu: &str) -> Result<ListeCommunes, ErreurPerimetre> {
    let mut lignes = tableau(fichier, contenu)?;
    let Some(premiere) = lignes.first() else {
        return Err(vide(fichier));
    };
    if lignes.len() == 1 && est_entete(premiere) {
        return Err(vide(fichier));
    }
    let a_un_code = premiere.cellules.iter().any(|c| lire_code(c).is_some());
    let entetes = (!a_un_code && lignes.len() > 1).then(|| lignes.remove(0));
    let plusieurs = |l: &Ligne| l.cellules.iter().filter(|c| lire_code(c).is_some()).count() > 1;
    if let [seule] = lignes.as_slice()
        && entetes.is_none()
        && plusieurs(seule)
    {
        lignes = une_par_ligne(seule);
    }
    let colonnes = trouve(fichier, entetes.as_ref(), &lignes)?;
    let mut liste = ListeCommunes {
        fichier: fichier.to_owned(),
        lignes: Vec::with_capacity(lignes.len()),
        constats: Vec::new(),
    };
    let (mut reparees, mut serrees) = (Vec::new(), Vec::new());
    let mut erreurs = Vec::new();
    for ligne in &lignes {
        let lieu = lieu(fichier, ligne.numero, entetes.as_ref(), colonnes.code);
        match lire_ligne(ligne, &colonnes, lieu) {
            Ok((lue, code)) => {
                if code.zero_rendu {
                    reparees.push((lue.code, ligne.numero));
                }
                if code.espace_retiree {
                    serrees.push((lue.code, ligne.numero));
                }
                liste.lignes.push(lue);
            }
            Err(erreur) => erreurs.push(erreur),
        }
    }
    if !erreurs.is_empty() {
        return Err(ErreurPerimetre::Invalide(erreurs));
    }
    liste.constats.extend(zeros_rendus(fichier, &reparees));
    liste.constats.extend(espaces_retirees(fichier, &serrees));
    Ok(liste)
}

fn vide(fichier: &str) -> ErreurPerimetre {
    ErreurPerimetre::Vide(format!(
        "{fichier} ne contient aucun code commune\n  attendu : un code commune INSEE par ligne\n  \
         remède : ajoutez les communes du périmètre"
    ))
}

fn une_par_ligne(ligne: &Ligne) -> Vec<Ligne> {
    let une = |c: &String| Ligne {
        numero: ligne.numero,
        cellules: vec![c.clone()],
    };
    ligne.cellules.iter().map(une).collect()
}

fn lieu(fichier: &str, numero: u64, entetes: Option<&Ligne>, colonne: usize) -> Emplacement {
    let lieu = Emplacement::fichier(fichier).ligne(numero);
    match entetes {
        Some(l) => lieu.colonne(l.cellule(colonne)),
        None => lieu,
    }
}

fn lire_ligne(
    ligne: &Ligne,
    colonnes: &Colonnes,
    lieu: Emplacement,
) -> Result<(LigneListe, CodeLu), ErreurDonnees> {
    let cellule = ligne.cellule(colonnes.code);
    let Some(lu) = lire_code(cellule) else {
        let probleme = if cellule.is_empty() {
            "code commune manquant"
        } else {
            "ce n'est pas un code commune"
        };
        let valeur = if cellule.is_empty() {
            ligne.cellules.join(" | ")
        } else {
            cellule.to_owned()
        };
        return Err(ErreurDonnees::new(lieu, probleme)
            .valeur(valeur)
            .attendu("un code commune INSEE de cinq caractères : 01001, 2A004, 97101…")
            .remede(
                "corrigez la cellule, supprimez la ligne, ou mettez # au début pour l'ignorer",
            ));
    };
    let ecrite = colonnes
        .part
        .map(|r| ligne.cellule(r))
        .filter(|p| !p.is_empty());
    let part = ecrite
        .map(|p| part(p, colonnes.pourcentage, &lieu))
        .transpose()?;
    let nom = colonnes
        .nom
        .map(|r| ligne.cellule(r))
        .filter(|n| !n.is_empty())
        .map(str::to_owned);
    Ok((
        LigneListe {
            code: lu.code,
            part,
            nom,
            origine: lieu,
        },
        lu,
    ))
}

fn part(texte: &str, pourcentage: bool, lieu: &Emplacement) -> Result<f64, ErreurDonnees> {
    let entier = if pourcentage && !texte.contains('%') {
        format!("{texte}%")
    } else {
        texte.to_owned()
    };
    lire_part(&entier).map_err(|probleme| {
        let lieu = Emplacement {
            colonne: Some("part".to_owned()),
            ..lieu.clone()
        };
        ErreurDonnees::new(lieu, probleme)
            .valeur(texte)
            .attendu("une part de la commune entre 0 (exclu) et 1 : 0,6 ou 60 %")
            .remede("laissez la cellule vide pour prendre la commune entière")
    })
}

/// One finding for all the codes that had lost their zero.
fn zeros_rendus(fichier: &str, reparees: &[(CodeCommune, u64)]) -> Option<Constat> {
    let (premier, lignes) = (reparees.first()?.0, lignes(reparees));
    let court = premier.as_str().trim_start_matches('0');
    let texte = match reparees.len() {
        1 => {
            format!("Un code avait perdu son zéro initial ({lignes}) : {court} a été lu {premier}.")
        }
        n => format!(
            "{n} codes avaient perdu leur zéro initial ({lignes}) : {court} a été lu {premier}, et ainsi des autres."
        ),
    };
    Some(code_repare(
        RegleConstat::ZeroInitialRendu,
        texte,
        fichier,
        reparees,
    ))
}

/// One finding for all the codes that a space cut in two.
fn espaces_retirees(fichier: &str, serrees: &[(CodeCommune, u64)]) -> Option<Constat> {
    let (premier, lignes) = (serrees.first()?.0, lignes(serrees));
    let texte = match serrees.len() {
        1 => format!("Un code était coupé par une espace ({lignes}) : il a été lu {premier}."),
        n => format!(
            "{n} codes étaient coupés par une espace ({lignes}) : le premier a été lu {premier}, et ainsi des autres."
        ),
    };
    Some(code_repare(
        RegleConstat::EspaceRetiree,
        texte,
        fichier,
        serrees,
    ))
}

/// « ligne 3 », « lignes 3, 4… ».
fn lignes(codes: &[(CodeCommune, u64)]) -> String {
    let numeros: Vec<String> = codes.iter().take(10).map(|(_, n)| n.to_string()).collect();
    let pluriel = if codes.len() > 1 { "s" } else { "" };
    let suite = if codes.len() > 10 { "…" } else { "" };
    format!("ligne{pluriel} {}{suite}", numeros.join(", "))
}

fn code_repare(
    id: RegleConstat,
    texte: String,
    fichier: &str,
    codes: &[(CodeCommune, u64)],
) -> Constat {
    Constat::new(id, Severite::Information, SectionId::S1, texte)
        .avec_communes(codes.iter().map(|(c, _)| *c))
        .avec_origine(fichier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::perimetre::resoudre;
    use proptest::prelude::*;

    fn lire(contenu: &str) -> ListeCommunes {
        analyser_liste("liste.csv", contenu).unwrap()
    }

    fn codes(contenu: &str) -> Vec<String> {
        lire(contenu)
            .lignes
            .iter()
            .map(|l| l.code.to_string())
            .collect()
    }

    fn message(contenu: &str) -> String {
        analyser_liste("liste.csv", contenu)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn reads_the_same_list_whatever_its_shape() {
        for contenu in [
            "48095\n48080\n",
            "code_insee\r\n48095\r\n48080\r\n",
            "CODGEO;LIBGEO\n48095;Mende\n48080;Langogne\n",
            "nom,code postal,Code INSEE\n\"Mende\",48000,\"48095\"\nLangogne,48300,48080\n",
            "48095 48080",
            "48095, 48080",
            "48095\tMende\n48080\tLangogne",
            "48095 Mende\n48080 Langogne\n",
            "# ma CPTS\n\n48095|Mende|12464\n48080|Langogne|2852\n",
            "commune\n48095\n48080\n",
            "pop;machin\n12464;48095\n2852;48080\n",
            "'48095\n48 080\n",
            "48095.0\n48080.0\n",
        ] {
            assert_eq!(codes(contenu), ["48095", "48080"], "{contenu:?}");
        }
    }

    #[test]
    fn gives_leading_zeros_back_and_says_on_which_lines() {
        let liste =
            lire("code;nom\n1001;L'Abergement-Clémenciat\n48095;Mende\n1004;Ambérieu-en-Bugey\n");
        assert_eq!(liste.lignes[0].code.as_str(), "01001");
        assert!(
            liste.constats[0].texte.contains("2 codes")
                && liste.constats[0].texte.contains("lignes 2, 4")
        );
    }

    #[test]
    fn a_code_cut_by_a_space_is_read_and_said() {
        let liste = lire("code;nom\n48095;Mende\n4 8080;Langogne\n");
        assert_eq!(liste.lignes[1].code.as_str(), "48080");
        let constat = &liste.constats[0];
        assert_eq!(constat.id, "espace_retiree");
        assert!(constat.texte.contains("ligne 3") && constat.texte.contains("48080"));
    }

    #[test]
    fn reads_parts_and_names_with_their_lines() {
        let liste = lire(
            "code_insee;part;nom\n34154;0,6;Mauguio\n34172;60 %;Montpellier\n34057;;Castelnau\n",
        );
        let parts: Vec<Option<f64>> = liste.lignes.iter().map(|l| l.part).collect();
        assert_eq!(parts, [Some(0.6), Some(0.6), None]);
        assert_eq!(
            liste.lignes[1].origine.to_string(),
            "liste.csv, ligne 3, colonne « code_insee »"
        );
        assert_eq!(
            lire("insee;pourcentage\n34154;60\n34172;100\n").lignes[0].part,
            Some(0.6)
        );
        assert!(message("insee;part\n34154;60\n").contains("hors de ]0"));
    }

    #[test]
    fn never_takes_postal_codes_or_populations_silently() {
        assert!(
            message("Code postal;ville\n48000;Mende\n48300;Langogne\n")
                .contains("un code postal n'est pas un code commune")
        );
        assert!(message("a;b\n48095;12202\n48080;48095\n").contains("plusieurs colonnes"));
        assert!(
            message("ville;habitants\nMende;12464\nLangogne;28520\n").contains("aucune colonne")
        );
        assert!(message("population\n12464\n28520\n").contains("aucune colonne"));
    }

    #[test]
    fn names_line_column_value_and_remedy_of_garbage() {
        let texte = message("code_insee;nom\n48095;Mende\nTotal;\n");
        for morceau in [
            "liste.csv, ligne 3",
            "« code_insee »",
            "« Total »",
            "mettez # au début",
        ] {
            assert!(texte.contains(morceau), "{texte}");
        }
        assert!(message("48095\nMende\n").contains("ligne 2"));
        assert!(message("").contains("vide") && message("# rien\n").contains("vide"));
    }

    #[test]
    fn a_header_alone_is_an_empty_perimeter() {
        for contenu in ["code;nom\n", "", "# rien\n\n  \n", "code_insee"] {
            let erreur = analyser_liste("l.csv", contenu).unwrap_err();
            assert!(
                matches!(erreur, ErreurPerimetre::Vide(_)),
                "{contenu:?} : {erreur}"
            );
        }
    }

    #[test]
    fn a_wrong_word_among_codes_on_one_line_is_told() {
        assert!(message("48095 48080 4814O\n").contains("« 4814O »"));
    }

    #[test]
    fn every_faulty_line_is_told() {
        let texte = message("code;part\n48O95;1\n48080;2\n48140;1\n");
        assert!(
            texte.contains("ligne 2") && texte.contains("ligne 3"),
            "{texte}"
        );
    }

    #[test]
    fn errors_and_findings_of_the_resolution_name_the_file_and_the_line() {
        let base = embarquee();
        let liste = lire("code;nom\n48095;Marvejols\n12076;Conques-en-Rouergue\n48095;Mende\n");
        let p = resoudre(&liste.expression(), &base, None).unwrap();
        let origine = |id: &str| {
            p.constats
                .iter()
                .find(|c| c.id == id)
                .and_then(|c| c.origine.clone())
                .unwrap()
        };
        assert!(origine("nom_different_du_code").contains("ligne 2"));
        assert!(origine("code_recode").contains("ligne 3"));
        assert!(origine("commune_en_double").contains("ligne 4"));
        let erreur = resoudre(&lire("code\n48095\n48999\n").expression(), &base, None).unwrap_err();
        assert!(erreur.to_string().starts_with("liste.csv, ligne 3"));
    }

    #[test]
    fn reads_windows_1252_and_bom_and_refuses_workbooks() {
        let dossier = tempfile::tempdir().unwrap();
        let ecrit = |nom: &str, octets: &[u8]| {
            let chemin = dossier.path().join(nom);
            std::fs::write(&chemin, octets).unwrap();
            chemin
        };
        let latin = ecrit("l.csv", b"code;nom\n48140;Saint-Ch\xe9ly-d'Apcher\n");
        assert_eq!(
            lire_liste(&latin).unwrap().lignes[0].nom.as_deref(),
            Some("Saint-Chély-d'Apcher")
        );
        let bom = ecrit("b.csv", "\u{feff}code_insee\n48140\n".as_bytes());
        assert_eq!(lire_liste(&bom).unwrap().lignes.len(), 1);
        let classeur = ecrit("x.csv", b"PK\x03\x04reste");
        assert!(
            lire_liste(&classeur)
                .unwrap_err()
                .to_string()
                .contains("CSV")
        );
        assert!(
            lire_liste(&dossier.path().join("rien.csv"))
                .unwrap_err()
                .to_string()
                .contains("introuvable")
        );
    }

    /// Whole commune lists of older years resolve: every code is current, recoded or split back, none is lost.
    #[test]
    fn resolves_the_commune_lists_of_other_years() {
        let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
            eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
            return;
        };
        let base = embarquee();
        for (fichier, communes) in [
            ("cog/communes_2022.csv", 34_962),
            ("cog/communes_2024.csv", 34_965),
            ("cog/communes_2026.csv", 34_969),
            ("cpts/cpts_paca_communes.csv", 0),
        ] {
            let liste = lire_liste(&Path::new(&dossier).join(fichier)).unwrap();
            let p = resoudre(&liste.expression(), &base, None).unwrap();
            let noms = p
                .constats
                .iter()
                .filter(|c| c.id == "nom_different_du_code");
            let textes: Vec<&str> = noms.map(|c| c.texte.as_str()).collect();
            // Communes renamed since (Céreste…) may look like errors of code; they are few.
            assert!(textes.len() <= 6, "{fichier} : {textes:?}");
            assert!(communes == 0 || p.membres.len() == communes, "{fichier}");
        }
    }

    proptest! {
        #[test]
        fn never_fails_on_any_text(contenu in "(?s).*") {
            let _ = analyser_liste("x", &contenu);
        }

        #[test]
        fn never_fails_on_tables(contenu in "([0-9a-z;,\"#|%.]{0,8}[;,\t\n ]){0,30}") {
            let _ = analyser_liste("x", &contenu);
        }
    }
}
