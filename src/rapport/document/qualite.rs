//! Annex « Qualité des données »: what was found in the files, those that nothing cites, and what was set aside.

use super::contexte::Contexte;
use super::methode::{sources, volet_des_sources};
use super::{Bloc, Case, Partie, Table, constats};
use crate::francais::denombre;
use crate::rapport::EtatDonnees;

/// What heads the findings about the files.
pub(super) const CONSTATS: &str = "Constats sur les fichiers et le périmètre";

/// Findings on the data, unused sources, files not recognised, rejected rows.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let donnees = &contexte.rapport.donnees;
    let mut blocs = Vec::new();
    let titre = |texte: &str| Bloc::Titre(texte.to_owned());
    let dits = constats::de_l_annexe(contexte);
    if !dits.is_empty() {
        blocs.push(titre(CONSTATS));
        blocs.push(Bloc::Constats(dits));
    }
    let (_, autres) = sources(contexte);
    if !autres.is_empty() {
        let noms = (
            "Fichiers lus qu’aucun chiffre ne cite",
            "Fichiers lus et non cités",
        );
        let volet = volet_des_sources("sources-non-citees", noms, &autres);
        blocs.push(Bloc::Repli(volet));
    }
    blocs.push(titre("Fichiers et lignes écartés"));
    blocs.push(non_reconnus(donnees));
    blocs.extend(rejets(contexte));
    Partie {
        ancre: "qualite".to_owned(),
        titre: "Qualité des données".to_owned(),
        page: false,
        blocs,
    }
}

/// Files that were not recognised, with the reason.
fn non_reconnus<'a>(donnees: &EtatDonnees) -> Bloc<'a> {
    if donnees.non_reconnus.is_empty() {
        let tous = "Tous les fichiers du dossier de données ont été reconnus.";
        return Bloc::Texte(tous.to_owned());
    }
    let colonnes = [("Fichier", false, 40), ("Motif", false, 60)];
    let lignes = donnees.non_reconnus.iter();
    let lignes = lignes.map(|f| vec![f.fichier.as_str().into(), f.motif.as_str().into()]);
    Bloc::Table(Table::new("Fichiers non reconnus", &colonnes).avec(lignes))
}

/// Rows set aside: how many, and those that touch the perimeter.
fn rejets<'a>(contexte: &Contexte<'a>) -> Vec<Bloc<'a>> {
    let donnees = &contexte.rapport.donnees;
    if donnees.rejets_total == 0 {
        return vec![Bloc::Texte("Aucune ligne écartée.".to_owned())];
    }
    let dits = denombre(donnees.rejets_total, "ligne écartée", "lignes écartées");
    let siens = &donnees.rejets_perimetre;
    let aucune = if siens.is_empty() {
        " Aucune ne touche le périmètre."
    } else {
        ""
    };
    let mut blocs = vec![Bloc::Texte(format!(
        "{dits} dans l’ensemble des fichiers.{aucune}"
    ))];
    let lignes = siens.iter().map(|r| {
        let colonne = r.colonne.clone().unwrap_or_default();
        let commune = r.commune.map(|c| contexte.commune(c)).unwrap_or_default();
        vec![
            Case::from(r.fichier.as_str()),
            r.ligne.to_string().into(),
            colonne.into(),
            r.valeur.as_str().into(),
            r.motif.as_str().into(),
            commune.into(),
        ]
    });
    if !siens.is_empty() {
        let colonnes = [
            ("Fichier", false, 22),
            ("Ligne", true, 8),
            ("Colonne", false, 14),
            ("Valeur lue", false, 14),
            ("Motif", false, 26),
            ("Commune", false, 16),
        ];
        let table = Table::new("Lignes écartées qui touchent le périmètre", &colonnes);
        blocs.push(Bloc::Table(table.avec(lignes)));
    }
    blocs
}
