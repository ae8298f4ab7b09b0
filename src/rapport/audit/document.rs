//! The audit as pages to read: the figures, what is to be checked, each pocket with what it could join.

use super::{dit, places, pourcent, tableaux, tailles};
use crate::francais::{compte, denombre, enumerer, nombre};
use crate::model::{AuditCouverture, Constat, Morceau, Poche};
use crate::rapport::cartes::Croquis;
use crate::rapport::document::{
    Bloc, Dessin, Dit, Document, Figure, Partie, Vignette, en_table, soigner,
};
use crate::rapport::mots::gravite;

/// Pockets that have a paragraph; all are in the table.
const POCHES_DITES: usize = 40;
/// Names in a sentence.
const NOMS: usize = 8;

/// Builds the document; `pied` is at the foot of every page.
#[must_use]
pub fn construire<'a>(a: &AuditCouverture, carte: Option<&'a Croquis>, pied: &str) -> Document<'a> {
    let tous = tableaux(a);
    let table = |id: &str| {
        let voulu = tous.iter().find(|t| t.id == id && !t.lignes.is_empty());
        voulu.map(|t| Bloc::Table(en_table(t)))
    };
    let mut blocs = vec![Bloc::Vignettes(vignettes(a)), Bloc::Note(a.note.clone())];
    blocs.extend(carte.map(|c| Bloc::Figures(vec![figure(c)])));
    blocs.extend(table("stades"));
    blocs.extend(table("croisement"));
    let mut parties = vec![Partie {
        ancre: "ensemble".to_owned(),
        blocs,
        ..Partie::default()
    }];
    if !a.constats.is_empty() {
        parties.push(partie(
            "liste",
            "À vérifier dans la liste",
            vec![constats(&a.constats)],
        ));
    }
    let mut blocs: Vec<Bloc<'a>> = table("poches").into_iter().collect();
    for poche in a.poches.iter().take(POCHES_DITES) {
        blocs.extend(decrite(poche));
    }
    parties.push(partie("poches", "Les poches sans CPTS", blocs));
    parties.push(partie(
        "cpts",
        "Les CPTS de la liste",
        table("cpts").into_iter().collect(),
    ));
    let mut document = Document {
        titre: format!("{}\u{a0}: couverture par les CPTS", a.territoire),
        faits: vec![
            places(a),
            compte(a.population, "habitant", "habitants"),
            a.referentiel.clone(),
        ],
        pied: pied.to_owned(),
        parties,
        ..Document::default()
    };
    soigner(&mut document);
    document
}

fn figure(c: &Croquis) -> Figure<'_> {
    let aires: Vec<&str> = c.aires.iter().map(|a| a.nom.as_str()).collect();
    Figure {
        id: "carte-couverture".to_owned(),
        titre: c.titre.clone(),
        alternative: format!(
            "Carte des CPTS et des poches sans CPTS\u{a0}: {}.",
            aires.join(" ; ")
        ),
        note: c.note.clone(),
        valeurs: None,
        dessin: Dessin::Croquis(c),
    }
}

fn partie<'a>(ancre: &str, titre: &str, blocs: Vec<Bloc<'a>>) -> Partie<'a> {
    Partie {
        ancre: ancre.to_owned(),
        titre: titre.to_owned(),
        page: false,
        blocs,
    }
}

fn vignettes(a: &AuditCouverture) -> Vec<Vignette> {
    let une = |titre: &str, c: &crate::model::Compte| Vignette {
        titre: titre.to_owned(),
        valeur: match c.part {
            Some(_) => pourcent(c.part),
            None => nombre(c.population, 0),
        },
        detail: Some(format!(
            "{}, {}",
            compte(c.population, "habitant", "habitants"),
            denombre(c.communes, "commune", "communes")
        )),
        ..Vignette::default()
    };
    let mut vignettes = vec![
        une("Dans une CPTS", &a.couvert),
        une("Sans CPTS", &a.sans_cpts),
    ];
    if a.inconnu.communes > 0 {
        vignettes.push(une("Hors du champ de la liste", &a.inconnu));
    }
    vignettes
}

fn constats(constats: &[Constat]) -> Bloc<'static> {
    let dits = constats
        .iter()
        .map(|c| Dit::new(c.severite, gravite(c.severite), c.texte.clone()));
    Bloc::Constats(dits.collect())
}

/// A pocket: who lives there, where it could go, who is missing.
fn decrite(p: &Poche) -> Vec<Bloc<'static>> {
    let noms: Vec<String> = p.communes.iter().map(|c| c.nom.clone()).collect();
    let habite = |m: &Morceau| {
        format!(
            "{} ({})",
            m.nom,
            compte(m.population, "habitant", "habitants")
        )
    };
    let liste = |titre: &str, morceaux: &[Morceau]| {
        let dits: Vec<String> = morceaux.iter().map(habite).collect();
        (!dits.is_empty()).then(|| format!("{titre}\u{a0}: {}.", enumerer(&dits, NOMS)))
    };
    let voisines: Vec<String> = p
        .voisines
        .iter()
        .map(|v| {
            format!(
                "{} ({}\u{a0}km de limite\u{a0}; avec la poche, {}, {})",
                v.nom,
                nombre(v.frontiere_km, 1),
                compte(v.population_avec, "habitant", "habitants"),
                tailles(v.taille, v.taille_avec)
            )
        })
        .collect();
    let voisines = match voisines.is_empty() {
        true => "Aucune CPTS de la liste ne la touche.".to_owned(),
        false => format!("CPTS voisines\u{a0}: {}.", enumerer(&voisines, NOMS)),
    };
    let soins = format!(
        "Médecins généralistes\u{a0}: {}\u{a0}; communes sans généraliste\u{a0}: {}\u{a0}; APL\u{a0}: {}.",
        dit(&p.medecins, 0),
        dit(&p.communes_sans_medecin, 0),
        dit(&p.apl, 2)
    );
    let communes = format!(
        "{}, {}\u{a0}: {}.",
        denombre(p.communes.len(), "commune", "communes"),
        compte(p.population, "habitant", "habitants"),
        enumerer(&noms, NOMS)
    );
    let lignes = [
        Some(communes),
        liste("Densité", &p.densite),
        liste("EPCI", &p.epci),
        liste("Bassins de vie", &p.bassins_de_vie),
        Some(voisines),
        Some(soins),
    ];
    vec![
        Bloc::Titre(format!("{}. {}", p.rang, p.nom)),
        Bloc::Puces(lignes.into_iter().flatten().collect()),
    ]
}
