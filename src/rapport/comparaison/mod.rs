//! Two reports side by side: communes, figures with what each gap comes from, tier and amounts, findings.

mod carte;
mod causes;
mod document;
mod financement;
mod planchers;
pub mod tableaux;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CodeCommune, Constat, Indicateur, RegleConstat, SectionId, Severite, Statut};
use crate::rapport::{CommuneRapport, Rapport, plan_constats};
use causes::{Differences, Trio};

pub use document::{construire as document, phrases};
pub use types::{
    Causes, ChiffreCompare, CommuneComparee, CommunesComparees, Comparaison, Cote,
    FinancementCompare, IndicateurCompare, MontantCompare, PartComparee, SCHEMA_COMPARAISON,
};

/// A report to compare.
pub struct Lu<'r> {
    /// The report.
    pub rapport: &'r Rapport,
    /// The file that it was read from.
    pub fichier: Option<String>,
    /// Whether it is as the program wrote it.
    pub foi: Foi,
}

/// Whether a saved report is as the program wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foi {
    /// It is, or it was computed now.
    Entiere,
    /// It was changed since.
    Modifie,
    /// Nothing in it tells.
    SansSceau,
}

/// Why two figures may not be compared, in French; `None` when they may.
pub type Refus<'r> = dyn Fn(&Indicateur, &Indicateur) -> Option<String> + 'r;

/// Compares two reports; `milieu` has the figures of the second perimeter in the files of the first report, when both changed.
#[must_use]
pub fn comparer(
    avant: &Lu<'_>,
    apres: &Lu<'_>,
    milieu: &[Indicateur],
    refus: &Refus<'_>,
) -> Comparaison {
    let (a, b) = (avant.rapport, apres.rapport);
    let communes = communes(a, b);
    let differences = Differences {
        perimetre: !(communes.entrees.is_empty()
            && communes.sorties.is_empty()
            && communes.parts.is_empty()),
        version: a.version != b.version,
    };
    let carte = carte::carte(a, b);
    // The embedded rules are held by a test.
    let plan = plan_constats::constats()
        .map(|p| p.absence)
        .unwrap_or_default();
    let seulement = |ici: &Rapport, autre: &Rapport| {
        planchers::dire(seulement(&ici.constats, &autre.constats), autre, &plan)
    };
    Comparaison {
        schema: SCHEMA_COMPARAISON.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        fictif: a.fictif || b.fictif,
        avant: cote(avant),
        apres: cote(apres),
        financement: financement::comparer(&a.financement, &b.financement),
        indicateurs: indicateurs((a, b), milieu, (refus, &differences)),
        constats_apparus: douteux(avant, apres).chain(seulement(b, a)).collect(),
        constats_disparus: seulement(a, b),
        notes: notes(a, b, &communes),
        communes,
        carte,
    }
}

/// What is said of the files that were changed since they were written, or may have been.
fn douteux<'l>(avant: &'l Lu<'_>, apres: &'l Lu<'_>) -> impl Iterator<Item = Constat> + 'l {
    [avant, apres].into_iter().filter_map(|lu| {
        let fichier = lu.fichier.as_deref()?;
        let quoi = match lu.foi {
            Foi::Entiere => return None,
            Foi::Modifie => {
                "a été modifié depuis que cpts l'a écrit\u{a0}: ses chiffres peuvent ne plus être ceux du calcul"
            }
            Foi::SansSceau => {
                "n'a pas d'empreinte à sa fin (clé « empreinte »)\u{a0}: rien ne dit si ses chiffres sont encore ceux du calcul"
            }
        };
        let texte = format!("{fichier} {quoi}. Refaites le rapport (cpts diagnostic … --sortie rapport.json).");
        let regle = RegleConstat::RapportModifie;
        let constat = Constat::new(regle, Severite::Attention, SectionId::S0, texte);
        Some(constat.avec_origine(fichier))
    })
}

fn cote(lu: &Lu<'_>) -> Cote {
    let r = lu.rapport;
    Cote {
        nom: r.perimetre.nom.clone(),
        expression: r.perimetre.expression.clone(),
        fichier: lu.fichier.clone(),
        version: r.version.clone(),
        referentiel: r.perimetre.referentiel.clone(),
        communes: r.perimetre.communes.len(),
        population: r.population.valeur,
        taille: r.financement.taille,
    }
}

fn communes(a: &Rapport, b: &Rapport) -> CommunesComparees {
    let par_code = |r: &'_ Rapport| -> BTreeMap<CodeCommune, CommuneRapport> {
        let siennes = r.perimetre.communes.iter();
        siennes.map(|c| (c.code, c.clone())).collect()
    };
    let (a, b) = (par_code(a), par_code(b));
    let comparee = |c: &CommuneRapport| CommuneComparee {
        code: c.code,
        nom: c.nom.clone(),
        part: c.part,
        population: c.population.map(|p| p * c.part),
    };
    let sans = |ici: &BTreeMap<CodeCommune, CommuneRapport>,
                autre: &BTreeMap<CodeCommune, CommuneRapport>| {
        let seules = ici.values().filter(|c| !autre.contains_key(&c.code));
        seules.map(comparee).collect::<Vec<_>>()
    };
    let deux = a.values().filter_map(|c| Some((c, b.get(&c.code)?)));
    let parts = deux.clone().filter(|(c, d)| (c.part - d.part).abs() > 0.0);
    CommunesComparees {
        entrees: sans(&b, &a),
        sorties: sans(&a, &b),
        parts: parts
            .map(|(c, d)| PartComparee {
                code: c.code,
                nom: d.nom.clone(),
                avant: c.part,
                apres: d.part,
            })
            .collect(),
        gardees: deux.count(),
    }
}

/// Every figure of the second report, then those that only the first one has.
fn indicateurs(
    (a, b): (&Rapport, &Rapport),
    milieu: &[Indicateur],
    regles: (&Refus<'_>, &Differences),
) -> Vec<IndicateurCompare> {
    let de = |liste: &'_ [Indicateur], id: &str| liste.iter().position(|i| i.id == id);
    let dans_a = |id: &str| de(&a.indicateurs, id).and_then(|rang| a.indicateurs.get(rang));
    let dans_b: BTreeSet<&str> = b.indicateurs.iter().map(|i| i.id.as_str()).collect();
    let tous = b.indicateurs.iter().map(|i| (dans_a(&i.id), Some(i)));
    let anciens = a
        .indicateurs
        .iter()
        .filter(|i| !dans_b.contains(i.id.as_str()))
        .map(|i| (Some(i), None));
    let dit = |i: &Option<&Indicateur>| i.is_some_and(|i| i.valeur.is_some() || i.bornes.is_some());
    tous.chain(anciens)
        .filter(|(avant, apres)| dit(avant) || dit(apres))
        .filter_map(|(avant, apres)| {
            let milieu = de(milieu, &apres.or(avant)?.id).and_then(|rang| milieu.get(rang));
            un((a, avant), milieu, (b, apres), regles)
        })
        .collect()
}

fn un(
    (a, avant): (&Rapport, Option<&Indicateur>),
    milieu: Option<&Indicateur>,
    (b, apres): (&Rapport, Option<&Indicateur>),
    (refus, differences): (&Refus<'_>, &Differences),
) -> Option<IndicateurCompare> {
    let modele = apres.or(avant)?;
    let mut compare = IndicateurCompare {
        id: modele.id.clone(),
        section: modele.section,
        libelle: modele.libelle.clone(),
        unite: modele.unite.clone(),
        decimales: modele.decimales,
        avant: avant.map(chiffre),
        apres: apres.map(chiffre),
        ecart: None,
        ecart_pourcent: None,
        causes: None,
        motif: None,
    };
    let (Some(avant), Some(apres)) = (avant, apres) else {
        return Some(compare);
    };
    if avant.unite != apres.unite {
        compare.motif = Some(format!(
            "l'unité a changé\u{a0}: « {} », puis « {} »",
            avant.unite, apres.unite
        ));
        return Some(compare);
    }
    compare.motif = refus(avant, apres);
    let (Some(x), Some(y), None) = (avant.valeur, apres.valeur, &compare.motif) else {
        return Some(compare);
    };
    let ecart = y - x;
    compare.ecart = Some(ecart);
    compare.ecart_pourcent = (x != 0.0 && !en_points(&apres.unite)).then(|| 100.0 * ecart / x);
    let trio = Trio {
        avant: (a, avant),
        milieu,
        apres: (b, apres),
    };
    match trio.causes(ecart, differences) {
        Ok(causes) => compare.causes = Some(causes),
        Err(motif) => compare.motif = Some(motif),
    }
    Some(compare)
}

/// Whether a gap is told in points: that of a share.
#[must_use]
pub fn en_points(unite: &str) -> bool {
    unite.starts_with('%')
}

fn chiffre(i: &Indicateur) -> ChiffreCompare {
    ChiffreCompare {
        valeur: i.valeur,
        bornes: i.bornes,
        statut: i.statut,
        millesime: i.millesime.clone(),
    }
}

/// Findings of one report that the other has not: the same rule about the same thing is the same finding.
fn seulement(ici: &[Constat], autre: &[Constat]) -> Vec<Constat> {
    let connus: BTreeSet<String> = autre.iter().map(|c| c.id.to_string()).collect();
    let nouveaux = ici.iter().filter(|c| !connus.contains(&c.id.to_string()));
    nouveaux.cloned().collect()
}

fn notes(a: &Rapport, b: &Rapport, communes: &CommunesComparees) -> Vec<String> {
    let mut notes = Vec::new();
    let (r, s) = (&a.perimetre.referentiel, &b.perimetre.referentiel);
    if r != s {
        notes.push(format!(
            "Les deux rapports n’ont pas la même liste de communes ({r}, puis {s})\u{a0}: une commune fusionnée ou scindée entre-temps peut passer pour sortie ou entrée."
        ));
    }
    if a.version != b.version {
        notes.push(format!(
            "Les deux rapports viennent de deux versions du programme (cpts {}, puis {}).",
            a.version, b.version
        ));
    }
    let deplace = !communes.entrees.is_empty() || !communes.sorties.is_empty();
    if deplace {
        notes.push(
            "La part du périmètre dans un écart est lue d’abord, dans les fichiers du premier rapport\u{a0}; celle des données ensuite."
                .to_owned(),
        );
    }
    let partiel = |r: &Rapport| r.indicateurs.iter().any(|i| i.statut == Statut::Partiel);
    if partiel(a) || partiel(b) {
        notes.push(
            "Un chiffre suivi de * ne couvre qu’une partie du territoire\u{a0}: son écart peut n’être que celui de ce qui est connu."
                .to_owned(),
        );
    }
    notes
}
