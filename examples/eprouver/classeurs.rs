//! One cell of a workbook made unreadable: text, error, boolean, formula without its value.

use crate::alea::Alea;
use crate::degats::{est_chiffree, fichiers, illisible};
use crate::mutation::{avec_membre, membres, rang};
use crate::verite::{Degat, Verite};

/// A cell of figures or of codes, in the rows of communes of a sheet.
pub fn abimer(alea: &mut Alea, verite: &Verite) -> Option<Degat> {
    let choix = fichiers(verite, ".xlsx");
    let (place, nom, octets) = *choix.get(rang(alea, choix.len()))?;
    let membres = membres(octets)?;
    let textes = membres
        .iter()
        .find(|(n, _)| n.ends_with("sharedStrings.xml"))?;
    let textes = partages(std::str::from_utf8(&textes.1).ok()?);
    let feuilles: Vec<&(String, Vec<u8>)> = membres
        .iter()
        .filter(|(n, _)| n.starts_with("xl/worksheets/sheet"))
        .collect();
    let (membre, xml) = *feuilles.get(rang(alea, feuilles.len()))?;
    let xml = std::str::from_utf8(xml).ok()?;
    let cellules = des_communes(xml, &textes);
    let (debut, fin) = *cellules.get(rang(alea, cellules.len()))?;
    let adresse = attribut(&xml[debut..fin], "r")?.to_owned();
    let (corps, dit) = remplacement(alea);
    let neuf = format!("{}<c r=\"{adresse}\"{corps}{}", &xml[..debut], &xml[fin..]);
    Some(Degat {
        rang: place,
        nom: None,
        octets: avec_membre(octets, membre, neuf.as_bytes())?,
        dit: format!("{}, {membre}, cellule {adresse}, {dit}", nom.display()),
        entier: false,
    })
}

/// What takes the place of the cell, after its address.
fn remplacement(alea: &mut Alea) -> (String, String) {
    match alea.entier(0, 5) {
        0 => (
            " t=\"e\"><v>#DIV/0!</v></c>".to_owned(),
            "erreur".to_owned(),
        ),
        1 => (" t=\"b\"><v>1</v></c>".to_owned(), "VRAI".to_owned()),
        2 => (
            "><f>SUM(A1:A2)</f></c>".to_owned(),
            "formule sans valeur".to_owned(),
        ),
        _ => {
            let junk = illisible(alea);
            (
                format!(" t=\"inlineStr\"><is><t>{junk}</t></is></c>"),
                format!("« {junk} »"),
            )
        }
    }
}

/// Where the cells of figures and of codes are, from the first row that holds a fictional code on.
fn des_communes(xml: &str, textes: &[String]) -> Vec<(usize, usize)> {
    let mut trouvees = Vec::new();
    let mut commence = false;
    let mut ici = 0;
    while let Some(debut) = xml[ici..].find("<c ").map(|d| ici + d) {
        let Some(fin) = fin_de_cellule(xml, debut) else {
            break;
        };
        let valeur = valeur(&xml[debut..fin], textes);
        commence |= valeur.len() == 5 && valeur.starts_with("96");
        if commence && est_chiffree(&valeur) {
            trouvees.push((debut, fin));
        }
        ici = fin;
    }
    trouvees
}

fn fin_de_cellule(xml: &str, debut: usize) -> Option<usize> {
    let chevron = debut + xml[debut..].find('>')?;
    if xml[..chevron].ends_with('/') {
        return Some(chevron + 1);
    }
    Some(debut + xml[debut..].find("</c>")? + 4)
}

fn valeur(cellule: &str, textes: &[String]) -> String {
    let brute = entre(cellule, "<v>", "</v>").unwrap_or_default();
    match attribut(cellule, "t") {
        Some("s") => brute
            .parse()
            .ok()
            .and_then(|n: usize| textes.get(n))
            .cloned()
            .unwrap_or_default(),
        _ => brute.to_owned(),
    }
}

fn attribut<'x>(cellule: &'x str, nom: &str) -> Option<&'x str> {
    let tete = cellule.split('>').next()?;
    entre(tete, &format!(" {nom}=\""), "\"")
}

fn entre<'x>(texte: &'x str, avant: &str, apres: &str) -> Option<&'x str> {
    let debut = texte.find(avant)? + avant.len();
    let fin = texte[debut..].find(apres)?;
    texte.get(debut..debut + fin)
}

/// The shared texts of the workbook.
fn partages(xml: &str) -> Vec<String> {
    let morceaux = xml.split("<si>").skip(1);
    morceaux
        .map(|m| {
            let texte = m.split("<t").nth(1).and_then(|t| t.split_once('>'));
            let texte = texte.and_then(|(_, t)| t.split("</t>").next());
            texte.unwrap_or_default().to_owned()
        })
        .collect()
}
