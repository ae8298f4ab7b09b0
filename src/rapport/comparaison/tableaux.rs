//! Tables of a comparison, in words.

use super::types::{ChiffreCompare, CommuneComparee, Comparaison, IndicateurCompare};
use crate::francais::{avec_unite_courte, euros, nombre, signe};
use crate::model::{SectionId, Statut};
use crate::rapport::ecran::ecran;
use crate::rapport::{Cellule, ColonneTableau, Tableau};
use crate::tri::Tri;

/// Every table that says something, in order.
#[must_use]
pub fn tableaux(c: &Comparaison) -> Vec<Tableau> {
    let tous = [
        communes("entrees", "Communes entrées", &c.communes.entrees),
        communes("sorties", "Communes sorties", &c.communes.sorties),
        parts(c),
        indicateurs(c, "ecarts", "Chiffres qui changent", &|i| change(i)),
        indicateurs(c, "refuses", "Chiffres qui ne se comparent pas", &|i| {
            i.ecart.is_none() && i.motif.is_some()
        }),
        montants(c),
    ];
    tous.into_iter().filter(|t| !t.lignes.is_empty()).collect()
}

/// Whether a figure differs as it is shown, or is there in one of the two only.
#[must_use]
pub fn change(i: &IndicateurCompare) -> bool {
    let dit = |c: &Option<ChiffreCompare>| c.as_ref().and_then(|c| c.valeur);
    match (dit(&i.avant), dit(&i.apres)) {
        (Some(a), Some(b)) => {
            let ecrit = |x: f64| nombre(x, usize::from(i.decimales));
            i.motif.as_ref().is_none_or(|_| i.ecart.is_some()) && ecrit(a) != ecrit(b)
        }
        (a, b) => a.is_some() != b.is_some(),
    }
}

fn communes(id: &str, titre: &str, siennes: &[CommuneComparee]) -> Tableau {
    let ligne = |c: &CommuneComparee| {
        let habitants = c
            .population
            .map_or_else(|| texte("non disponible"), Cellule::Nombre);
        let part = if c.part < 1.0 {
            format!("{} (pour {})", c.nom, crate::francais::part(c.part))
        } else {
            c.nom.clone()
        };
        vec![Cellule::Texte(part), texte(&c.code.to_string()), habitants]
    };
    tableau(
        id,
        titre,
        &["Commune", "Code", "Habitants"],
        siennes.iter().map(ligne).collect(),
    )
}

fn parts(c: &Comparaison) -> Tableau {
    let lignes = c.communes.parts.iter().map(|p| {
        vec![
            texte(&p.nom),
            texte(&p.code.to_string()),
            texte(&crate::francais::part(p.avant)),
            texte(&crate::francais::part(p.apres)),
        ]
    });
    tableau(
        "parts",
        "Communes dont la part change",
        &["Commune", "Code", "Avant", "Après"],
        lignes.collect(),
    )
}

/// What one reads first is first: the others follow in the order of the report.
fn indicateurs(
    c: &Comparaison,
    id: &str,
    titre: &str,
    garde: &dyn Fn(&IndicateurCompare) -> bool,
) -> Tableau {
    let refuses = id == "refuses";
    let seule = cause_unique(c).is_some();
    let ligne = |i: &IndicateurCompare| {
        let mut cellules = vec![
            texte(&i.libelle),
            texte(&dit(i, i.avant.as_ref())),
            texte(&dit(i, i.apres.as_ref())),
        ];
        if refuses {
            cellules.push(texte(i.motif.as_deref().unwrap_or_default()));
        } else {
            cellules.push(texte(&ecart(i)));
            cellules.extend((!seule).then(|| texte(&d_ou(i))));
        }
        cellules
    };
    let colonnes: &[&str] = match (refuses, seule) {
        (true, _) => &["Indicateur", "Avant", "Après", "Raison"],
        (false, true) => &["Indicateur", "Avant", "Après", "Écart"],
        (false, false) => &["Indicateur", "Avant", "Après", "Écart", "D’où"],
    };
    let mut gardes: Vec<&IndicateurCompare> = c.indicateurs.iter().filter(|i| garde(i)).collect();
    if let Ok(ecran) = ecran() {
        gardes.trie_par_cle(|i| ecran.rang(&i.id));
    }
    let lignes = gardes.into_iter().map(ligne);
    tableau(id, titre, colonnes, lignes.collect())
}

/// A figure with its year, or what there is instead.
fn dit(i: &IndicateurCompare, chiffre: Option<&ChiffreCompare>) -> String {
    let Some(chiffre) = chiffre else {
        return "absent".to_owned();
    };
    let etoile = if chiffre.statut == Statut::Partiel {
        "*"
    } else {
        ""
    };
    let an = chiffre.millesime.as_deref().map(|m| format!(" ({m})"));
    match chiffre.valeur {
        Some(x) => format!(
            "{}{etoile}{}",
            avec_unite_courte(x, i.decimales, &i.unite),
            an.unwrap_or_default()
        ),
        None => "non publié".to_owned(),
    }
}

/// The gap, with its sign, and in percent.
#[must_use]
pub fn ecart(i: &IndicateurCompare) -> String {
    let Some(ecart) = i.ecart else {
        return String::new();
    };
    let points = if super::en_points(&i.unite) {
        "\u{a0}point"
    } else {
        ""
    };
    let pluriel = if points.is_empty() || ecart.abs() < 2.0 {
        ""
    } else {
        "s"
    };
    let pourcent = i
        .ecart_pourcent
        .map(|p| format!(" ({}\u{a0}%)", signe(p, 1)))
        .unwrap_or_default();
    format!(
        "{}{points}{pluriel}{pourcent}",
        signe(ecart, usize::from(i.decimales))
    )
}

/// What all the gaps come from, when it is one thing: said once.
#[must_use]
pub fn cause_unique(c: &Comparaison) -> Option<&'static str> {
    let mut vues = [false; 3];
    // A figure that only one of the two has differs from nothing: its gap has no cause to tell.
    let des_deux = |i: &&IndicateurCompare| change(i) && (i.ecart.is_some() || i.motif.is_some());
    for i in c.indicateurs.iter().filter(des_deux) {
        let causes = i.causes?;
        for (vue, x) in vues
            .iter_mut()
            .zip([causes.perimetre, causes.donnees, causes.methode])
        {
            *vue |= x != 0.0;
        }
    }
    match vues {
        [true, false, false] => Some("du périmètre"),
        [false, true, false] => Some("des données"),
        [false, false, true] => Some("de la méthode ou du programme"),
        _ => None,
    }
}

/// What the gap comes from, in words.
fn d_ou(i: &IndicateurCompare) -> String {
    let Some(causes) = i.causes else {
        return i.motif.clone().unwrap_or_default();
    };
    let dites = [
        ("périmètre", causes.perimetre),
        ("données", causes.donnees),
        ("méthode", causes.methode),
    ];
    let dites: Vec<(&str, f64)> = dites.into_iter().filter(|(_, x)| *x != 0.0).collect();
    match dites.as_slice() {
        [] => String::new(),
        [(seule, _)] => (*seule).to_owned(),
        plusieurs => {
            let dit = |(nom, x): &(&str, f64)| {
                format!("{nom}\u{a0}{}", signe(*x, usize::from(i.decimales)))
            };
            plusieurs.iter().map(dit).collect::<Vec<_>>().join(", ")
        }
    }
}

fn montants(c: &Comparaison) -> Tableau {
    let montant = |x: Option<f64>| x.map_or_else(|| "non établi".to_owned(), euros);
    let changes = c.financement.montants.iter().filter(|m| m.avant != m.apres);
    let lignes = changes.map(|m| {
        let ecart = m.ecart.map(|e| format!("{}\u{a0}€", signe(e, 0)));
        vec![
            texte(&m.libelle),
            texte(&montant(m.avant)),
            texte(&montant(m.apres)),
            texte(&ecart.unwrap_or_default()),
        ]
    });
    tableau(
        "montants",
        "Montants par an qui changent",
        &["Montant", "Avant", "Après", "Écart"],
        lignes.collect(),
    )
}

fn tableau(id: &str, titre: &str, colonnes: &[&str], lignes: Vec<Vec<Cellule>>) -> Tableau {
    let colonne = |titre: &&str| ColonneTableau {
        titre: (*titre).to_owned(),
        unite: String::new(),
        decimales: 0,
        variable: None,
    };
    Tableau {
        id: id.to_owned(),
        section: SectionId::S0,
        titre: titre.to_owned(),
        colonnes: colonnes.iter().map(colonne).collect(),
        lignes,
        note: None,
        sources: Vec::new(),
    }
}

fn texte(texte: &str) -> Cellule {
    Cellule::Texte(texte.to_owned())
}
