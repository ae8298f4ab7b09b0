//! `--liste`: what can be downloaded, and what is fetched by hand, with the page of each.

use anyhow::Result;
use serde_json::json;

use super::dossier;
use crate::cli::FormatListe;
use crate::cli::donnees::OptionsTelecharger;
use crate::commands::sortie::{CodeSortie, ecrire_stdout};
use crate::commands::{liste, terminal};
use crate::francais::{espacer, inerte};
use crate::load::format::adresse::{Adresse, Confiance};
use crate::load::telecharge::offres::{Offre, Voie};
use crate::load::telecharge::url;
use crate::render::fiche::a_cote;
use crate::render::listes::Liste;

/// Column where the texts begin.
const RETRAIT: usize = 6;

/// Writes the list.
///
/// # Errors
/// Stdout cannot be written.
pub fn executer(offres: &[Offre], options: &OptionsTelecharger) -> Result<CodeSortie> {
    let texte = match options.format {
        FormatListe::Terminal => en_texte(offres, options),
        FormatListe::Csv => en_csv(offres, options),
        FormatListe::Json => serde_json::to_string_pretty(&en_json(offres, options))? + "\n",
    };
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// Address that a run would ask.
pub fn demandee(a: &Adresse, options: &OptionsTelecharger) -> String {
    let miroir = options.miroir.as_deref();
    miroir.map_or_else(|| a.url.clone(), |m| url::miroir(m, &a.fichier))
}

fn taille(a: &Adresse) -> String {
    a.taille_mo.map_or_else(String::new, |mo| {
        format!(", environ {}", crate::francais::octets((mo * 1e6) as u64))
    })
}

/// A text indented on all its lines.
fn retrait(texte: &str, de: usize) -> String {
    a_cote("", texte, de - 1, de, usize::from(terminal::largeur()))
}

fn titre(o: &Offre) -> String {
    retrait(
        &format!("{} : {} ({})", o.source, o.libelle, o.producteur),
        2,
    )
}

/// An address is never cut: it is copied.
fn entiere(adresse: &str) -> String {
    format!("{}{adresse}\n", " ".repeat(RETRAIT))
}

fn en_texte(offres: &[Offre], options: &OptionsTelecharger) -> String {
    let de = |voie: Voie| offres.iter().filter(move |o| o.voie() == voie);
    let mut t = format!("À télécharger dans {}\n", dossier(options).display());
    for o in de(Voie::Directe) {
        t.push_str(&titre(o));
        for a in &o.adresses {
            t.push_str(&retrait(&format!("{}{}", a.fichier, taille(a)), 4));
            t.push_str(&entiere(&demandee(a, options)));
            if let Some(motif) = &a.sur_demande {
                let dit = format!("seulement si la source est nommée : {motif}");
                t.push_str(&retrait(&dit, RETRAIT));
            }
        }
    }
    if de(Voie::ALaMain).next().is_some() {
        t.push_str(
            "\nÀ prendre à la main, puis à déposer dans le dossier sous n'importe quel nom\n",
        );
    }
    for o in de(Voie::ALaMain) {
        t.push_str(&titre(o));
        t.push_str(&retrait(&o.dit_motif(), 4));
        t.push_str(&o.page.as_deref().map(entiere).unwrap_or_default());
    }
    if de(Voie::AutreForme).next().is_some() {
        t.push_str("\nRien à prendre : autres formes des mêmes données, lues aussi\n");
    }
    for o in de(Voie::AutreForme) {
        t.push_str(&retrait(&format!("{} : {}", o.source, o.dit_motif()), 2));
    }
    espacer(&inerte::lignes(&t))
}

fn en_csv(offres: &[Offre], options: &OptionsTelecharger) -> String {
    let colonnes = [
        "source",
        "libellé",
        "producteur",
        "voie",
        "fichier",
        "adresse",
        "Mo au plus",
        "page",
        "remarque",
        "référence",
    ];
    let mut table = Liste::new(&colonnes);
    for o in offres {
        let page = o.page.clone().unwrap_or_default();
        let debut = |voie: &str| {
            vec![
                o.source.clone(),
                o.libelle.clone(),
                o.producteur.clone(),
                voie.to_owned(),
            ]
        };
        if o.adresses.is_empty() {
            let vide = String::new;
            let suite = [vide(), vide(), vide(), page.clone(), o.dit_motif(), vide()];
            let voie = match o.voie() {
                Voie::AutreForme => "autre forme",
                _ => "à la main",
            };
            table.ajouter(debut(voie).into_iter().chain(suite).collect());
        }
        for a in &o.adresses {
            let voie = if a.sur_demande.is_some() {
                "sur demande"
            } else {
                "d'office"
            };
            let suite = [
                a.fichier.clone(),
                demandee(a, options),
                a.taille_max_mo.to_string(),
                page.clone(),
                a.sur_demande.clone().unwrap_or_default(),
                a.reference.clone(),
            ];
            table.ajouter(debut(voie).into_iter().chain(suite).collect());
        }
    }
    liste::rendre(&table, FormatListe::Csv, terminal::largeur())
}

fn en_json(offres: &[Offre], options: &OptionsTelecharger) -> serde_json::Value {
    let adresse = |a: &Adresse| {
        json!({
            "fichier": a.fichier, "adresse": demandee(a, options), "taille_max_mo": a.taille_max_mo, "taille_mo": a.taille_mo,
            "sur_demande": a.sur_demande, "reference": a.reference, "date": a.date,
            "confiance": match a.confiance { Confiance::Lue => "lue", Confiance::Modele => "modele" },
        })
    };
    let source = |o: &Offre| {
        json!({
            "source": o.source, "libelle": o.libelle, "producteur": o.producteur, "page": o.page,
            "fichiers": o.adresses.iter().map(adresse).collect::<Vec<_>>(),
            "a_la_main": (o.voie() == Voie::ALaMain).then(|| o.dit_motif()), "autre_forme_de": o.autre_forme_de,
        })
    };
    json!({ "sources": offres.iter().map(source).collect::<Vec<_>>() })
}
