//! Key figures: the value, the same elsewhere, and where it stands.

use super::Vignette;
use super::contexte::Contexte;
use super::ecart::{ailleurs, ecart};
use super::edition::VignettePlan;
use crate::francais::{nombre, unite_dite};
use crate::model::{Indicateur, Statut};
use crate::rapport::comparables;
use crate::rapport::constats::{nommer, que};
use crate::rapport::entete;
use crate::rapport::mots::{Chiffre, titre_taille};

/// Key figures of the first page, in their order; those without value are left out. The tier ends them.
pub(super) fn vignettes(contexte: &Contexte<'_>) -> Vec<Vignette> {
    let lues = contexte.edition.vignette.iter();
    let mut sortie: Vec<Vignette> = lues.filter_map(|v| vignette(contexte, v)).collect();
    sortie.push(taille(contexte));
    sortie
}

fn vignette(contexte: &Contexte<'_>, plan: &VignettePlan) -> Option<Vignette> {
    let montre = contexte.indicateur(&plan.indicateur)?;
    let chiffre = Chiffre::du_perimetre(montre);
    let dite =
        montre.valeur.is_some() || montre.bornes.is_some() || montre.petit_effectif.is_some();
    if !dite || montre.statut == Statut::Absent {
        return None;
    }
    let autre = plan
        .repere
        .as_deref()
        .and_then(|id| contexte.indicateur(id));
    let compare = autre.unwrap_or(montre);
    // On few cases the count shown already stands in the place of the rate.
    let rapporte = autre.filter(|i| i.valeur.is_some());
    let rapporte = rapporte.map(|i| avec_son_unite(i, Chiffre::du_perimetre(i).texte()));
    let precision = autre.map_or_else(
        || chiffre.precision(),
        |i| Chiffre::du_perimetre(i).precision(),
    );
    let partiel = contexte.complete && montre.statut == Statut::Partiel;
    let dite = montre.unite.starts_with('%') || !unite_dite(&plan.titre, &montre.unite);
    let unite = contexte.complete && autre.is_none() && !dite;
    let details = [
        unite.then(|| montre.unite.clone()),
        partiel.then(|| "partiel".to_owned()),
        rapporte,
        precision,
        montre.millesime.clone(),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    Some(Vignette {
        titre: plan.titre.clone(),
        valeur: chiffre.texte(),
        detail: (!details.is_empty()).then(|| details.join(" · ")),
        reperes: reperes(contexte, compare).map(|dits| match sans_taux(compare, montre) {
            // Beside a count, « Lozère : 8,1 » would be read as one.
            true => format!("{dits} ({})", compare.unite),
            false => dits,
        }),
        position: ecart(contexte, compare).map(|e| {
            format!(
                "{}{} {}",
                de_quoi(compare, montre),
                e.texte,
                que(&nommer(e.repere))
            )
        }),
        renvois: contexte.renvois(&montre.sources),
        vers: None,
    })
}

/// The figure with the unit that its column would give.
fn avec_son_unite(i: &Indicateur, texte: String) -> String {
    let taux = i.valeur.is_some() && unite_dite("", &i.unite);
    if taux {
        format!("{texte}\u{a0}{}", i.unite)
    } else {
        texte
    }
}

/// « densité : », « par habitant : »: of what the gap is, when it is not of the figure shown in large.
fn de_quoi(compare: &Indicateur, montre: &Indicateur) -> String {
    let unite = compare.unite.as_str();
    let nom = match unite {
        _ if compare.id == montre.id => return String::new(),
        u if u.ends_with("par km²") => "densité",
        u if u.starts_with("pour ") && u.ends_with(" habitants") => "par habitant",
        _ => unite,
    };
    format!("{nom}\u{a0}: ")
}

/// The territory has too few cases for the rate that the others have, and shows its count.
fn sans_taux(compare: &Indicateur, montre: &Indicateur) -> bool {
    compare.id != montre.id && compare.valeur.is_none() && unite_dite("", &compare.unite)
}

/// « Lozère : 3,12 · Occitanie : 3,40 · France : 3,74 »; a level with too many territories is left to the tables.
fn reperes(contexte: &Contexte<'_>, i: &Indicateur) -> Option<String> {
    let max = contexte.edition.limites.territoires;
    let nommes = comparables::nommes(i, &contexte.redondants, max).into_iter();
    let dits = nommes.filter(|c| comparables::dit(c));
    let dits: Vec<String> = dits
        .map(|c| format!("{}\u{a0}: {}", c.nom, ailleurs(i, c)))
        .collect();
    (!dits.is_empty()).then(|| dits.join(" · "))
}

/// The tier, and how far the others are.
pub(super) fn taille(contexte: &Contexte<'_>) -> Vignette {
    let rapport = contexte.rapport;
    let f = &rapport.financement;
    let seuils: Vec<String> = f
        .marges
        .iter()
        .map(|m| {
            format!(
                "{}\u{a0}habitants de la taille {}",
                nombre(m.habitants.abs(), 0),
                m.vers_taille
            )
        })
        .collect();
    Vignette {
        titre: titre_taille(rapport.perimetre.genre).to_owned(),
        valeur: entete::taille(f),
        detail: f.motif.clone(),
        reperes: (!seuils.is_empty()).then(|| format!("à {}", seuils.join(", à "))),
        vers: contexte.complete.then(|| "financement".to_owned()),
        ..Vignette::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Niveau;
    use crate::rapport::comparables::essais::population;
    use crate::rapport::document::Edition;
    use crate::rapport::document::edition::edition;
    use crate::rapport::plan::plan;
    use crate::render::essai;

    /// A count has the rates of the others beside it only with their unit.
    #[test]
    fn rates_elsewhere_beside_a_count_carry_their_unit() {
        let mut rapport = essai::rapport();
        let mut taux = population(7.5, &[(Niveau::France, "FR", 8.9)]);
        (taux.id, taux.unite) = ("densite_mg".to_owned(), "pour 10 000 habitants".to_owned());
        let mut effectif = population(2.0, &[]);
        effectif.id = "effectif_mg".to_owned();
        let (plan, edition) = (plan().unwrap(), edition().unwrap());
        for (valeur, petit, unite) in [(Some(7.5), None, false), (None, Some(2.0), true)] {
            (taux.valeur, taux.petit_effectif) = (valeur, petit);
            rapport.indicateurs = vec![effectif.clone(), taux.clone()];
            let contexte = Contexte::new(&rapport, (&plan, &edition), Edition::Courte);
            let lues = vignettes(&contexte);
            let carte = lues.iter().find(|v| v.titre == "Médecins généralistes");
            let reperes = carte.and_then(|v| v.reperes.as_deref()).unwrap();
            assert!(reperes.contains("FR"), "{reperes}");
            assert_eq!(
                reperes.contains("pour 10 000 habitants"),
                unite,
                "{reperes}"
            );
        }
    }

    /// The gap of a rate under a count says that it is of the rate.
    #[test]
    fn a_gap_under_a_count_says_of_what_it_is() {
        let mut compte = population(27.0, &[]);
        compte.id = "effectif_mg".to_owned();
        let mut taux = compte.clone();
        taux.id = "densite_mg".to_owned();
        for (unite, dit) in [
            ("pour 10 000 habitants", "par habitant\u{a0}: "),
            ("habitants par km²", "densité\u{a0}: "),
        ] {
            taux.unite = unite.to_owned();
            assert_eq!(de_quoi(&taux, &compte), dit);
        }
        assert_eq!(de_quoi(&compte, &compte), "");
    }
}
