//! Zones blanches: what no CPTS covers, inside the perimeter and around it; nothing here speaks of médecins.

use std::collections::BTreeSet;

use super::{CouvertureCpts, EtatCpts, Reprise, cpts_reprise};
use crate::geo::adjacence;
use crate::model::lecture::population;
use crate::model::{Bornes, CommuneRef, Dataset, Membre, Perimetre, UniteId, ZonesBlanches};

/// What is said when no list is given.
const SANS_LISTE: &str = "Aucune liste des communes par CPTS dans les données\u{a0}: la couverture du périmètre par les \
     CPTS ne peut pas être établie.";

/// Coverage of the perimeter by the CPTS of the list.
///
/// A commune outside the départements of the list is « hors champ », never uncovered. In a commune covered in part, the
/// uncovered part counts in the population; it is taken evenly spread between the inside and the outside of the perimeter.
/// With [`Perimetre::cpts`], what the list gives to that CPTS is covered; « another » CPTS is any other than [`cpts_reprise`].
#[must_use]
pub fn zones_blanches(d: &Dataset, perimetre: &Perimetre) -> ZonesBlanches {
    let Some(couverture) = CouvertureCpts::new(d) else {
        return ZonesBlanches {
            note: SANS_LISTE.to_owned(),
            ..ZonesBlanches::default()
        };
    };
    let vue = Vue {
        d,
        perimetre,
        sienne: cpts_reprise(&couverture, perimetre),
        couverture,
    };
    let (dedans, hors): (Vec<Membre>, Vec<Membre>) = perimetre
        .membres
        .iter()
        .partition(|m| vue.couverture.dans_champ(m.unite));
    let population_lue: f64 = dedans.iter().map(|m| vue.population(m)).sum();
    let population_hors: f64 = hors.iter().map(|m| vue.population(m)).sum();
    let tous = population_lue + population_hors;
    let sans_cpts: f64 = dedans.iter().map(|m| vue.population_sans_cpts(m)).sum();
    ZonesBlanches {
        liste_presente: true,
        note: vue.note(&dedans),
        cpts_reprise: vue.sienne.map(|r| r.nom().to_owned()),
        communes_sans_cpts: vue.liste(&dedans, |m| vue.etat(m) == EtatCpts::SansCpts, |_| None),
        population_sans_cpts: (!dedans.is_empty()).then_some(sans_cpts),
        part_sans_cpts: (population_lue > 0.0).then(|| 100.0 * sans_cpts / population_lue),
        bornes_sans_cpts: (population_lue > 0.0 && population_hors > 0.0).then(|| Bornes {
            min: Some(100.0 * sans_cpts / tous),
            max: Some(100.0 * (sans_cpts + population_hors) / tous),
        }),
        communes_autre_cpts: vue.liste(
            &dedans,
            |m| !vue.autres(m).is_empty(),
            |m| Some(vue.autres(m)),
        ),
        communes_plusieurs_cpts: vue.liste(
            &dedans,
            |m| vue.couverture.disputee(m.unite),
            |m| Some(vue.couverture.noms(m.unite)),
        ),
        communes_hors_champ: vue.liste(&hors, |_| true, |_| None),
        voisines_sans_cpts: vue.voisines(),
        sources: vue.sources(),
    }
}

/// What the lists are made from.
struct Vue<'a> {
    d: &'a Dataset,
    perimetre: &'a Perimetre,
    couverture: CouvertureCpts<'a>,
    sienne: Option<Reprise<'a>>,
}

impl<'a> Vue<'a> {
    fn etat(&self, m: &Membre) -> EtatCpts {
        self.couverture.etat(m.unite)
    }

    fn population(&self, m: &Membre) -> f64 {
        population::habitants(self.d, m.unite).unwrap_or(0.0) * m.part
    }

    fn population_sans_cpts(&self, m: &Membre) -> f64 {
        // In the perimeter of a CPTS, the part that the list gives it is inside and covered.
        let de_la_cpts = self.perimetre.cpts.as_deref();
        if de_la_cpts.is_some_and(|nom| self.couverture.noms(m.unite).contains(nom)) {
            return 0.0;
        }
        self.population(m) * (1.0 - self.couverture.part_couverte(m.unite))
    }

    /// CPTS of a member other than the perimeter itself.
    fn autres(&self, m: &Membre) -> BTreeSet<&'a str> {
        let mut noms = self.couverture.noms(m.unite);
        if let Some(sienne) = self.sienne {
            noms.remove(sienne.nom());
        }
        noms
    }

    /// Members that answer, in the order of the perimeter (by code), with the CPTS to show.
    fn liste(
        &self,
        membres: &[Membre],
        retenu: impl Fn(&Membre) -> bool,
        cpts: impl Fn(&Membre) -> Option<BTreeSet<&'a str>>,
    ) -> Vec<CommuneRef> {
        membres
            .iter()
            .filter(|m| retenu(m))
            .map(|m| self.commune(m, cpts(m).unwrap_or_default()))
            .collect()
    }

    fn commune(&self, m: &Membre, cpts: BTreeSet<&str>) -> CommuneRef {
        let unite = self.d.referentiel.unite(m.unite);
        CommuneRef {
            code: unite.code,
            nom: unite.nom.clone(),
            population: self.population(m),
            cpts: cpts.into_iter().map(str::to_owned).collect(),
            apl: None,
            plus_proche: None,
        }
    }

    /// Uncovered communes that share a border with the perimeter, by code.
    fn voisines(&self) -> Vec<CommuneRef> {
        let ensemble: BTreeSet<UniteId> = self.perimetre.membres.iter().map(|m| m.unite).collect();
        let traces = self.d.traces_de(&ensemble, false);
        adjacence::voisines(&self.d.referentiel, &traces, &ensemble)
            .into_iter()
            .map(|unite| Membre { unite, part: 1.0 })
            .filter(|m| self.etat(m) == EtatCpts::SansCpts)
            .map(|m| self.commune(&m, BTreeSet::new()))
            .collect()
    }

    fn note(&self, dedans: &[Membre]) -> String {
        let departements: Vec<&str> = self.couverture.champ().collect();
        let mut note = format!(
            "Zone blanche\u{a0}: territoire qu'aucune CPTS de la liste ne couvre. La liste des communes par CPTS porte sur \
             {}\u{a0}: ailleurs, la couverture est inconnue.",
            enumeration(&departements)
        );
        if let Some(Reprise::Majoritaire(nom)) = self.sienne {
            note.push_str(&format!(
                " Le périmètre reprend «\u{a0}{nom}\u{a0}»\u{a0}: plus de la moitié de ses habitants en sont, et plus de la moitié des \
                 habitants de cette CPTS y sont\u{a0}; une autre CPTS est toute autre que celle-là."
            ));
        }
        if dedans.iter().any(|m| self.etat(m) == EtatCpts::EnPartie) {
            note.push_str(
                " La part non couverte d'une commune couverte en partie compte dans la population sans CPTS.",
            );
        }
        let sans_contour = |m: &&Membre| !self.d.traces().contains_key(&m.unite);
        if self.perimetre.membres.iter().filter(sans_contour).count()
            == self.perimetre.membres.len()
        {
            note.push_str(
                " Sans contours des communes dans les données, les communes voisines ne sont pas recherchées.",
            );
        }
        note
    }

    fn sources(&self) -> Vec<String> {
        let liste = self.d.cpts.iter().map(|l| l.source);
        let contours = self
            .perimetre
            .membres
            .iter()
            .filter_map(|m| self.d.traces().get(&m.unite).map(|c| c.source));
        self.d.ids_des_sources(liste.chain(contours))
    }
}

/// « le département A », « les départements A, B et C ».
fn enumeration(noms: &[&str]) -> String {
    match noms {
        [] => "aucun département".to_owned(),
        [seul] => format!("le département {seul}"),
        [debut @ .., dernier] => format!("les départements {} et {dernier}", debut.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;

    fn noms(liste: &[CommuneRef]) -> Vec<&str> {
        liste.iter().map(|c| c.nom.as_str()).collect()
    }

    #[test]
    fn without_a_list_nothing_is_said() {
        let z = zones_blanches(&france(), &perimetre(&[(ALPHA, 1.0)]));
        assert!(
            !z.liste_presente
                && z.population_sans_cpts.is_none()
                && z.communes_sans_cpts.is_empty()
        );
        assert!(z.note.contains("ne peut pas être établie"));
    }

    #[test]
    fn uncovered_partial_shared_and_unknown_stay_apart() {
        let mut d = france();
        ajouter_cpts(
            &mut d,
            &[
                (BETA, "CPTS A", 0.25),
                (GAMMA, "CPTS A", 1.0),
                (GAMMA, "CPTS B", 1.0),
            ],
        );
        let p = perimetre(&[(ALPHA, 0.5), (BETA, 1.0), (GAMMA, 1.0), (VOISINE, 1.0)]);
        let z = zones_blanches(&d, &p);
        assert_eq!(noms(&z.communes_sans_cpts), ["Alpha"]);
        assert_eq!(z.communes_sans_cpts[0].population, 500.0);
        // Half of Alpha (500) and three quarters of Bêta (1 500), of 500 + 2 000 + 300 within the scope.
        assert_eq!(z.population_sans_cpts, Some(2000.0));
        assert!((z.part_sans_cpts.unwrap() - 100.0 * 2000.0 / 2800.0).abs() < 1e-9);
        // Voisine may be covered or not: of the whole perimeter, the share is between bounds.
        let bornes = z.bornes_sans_cpts.unwrap();
        assert!(
            bornes.min.unwrap() < 100.0 * 2000.0 / 2800.0
                && bornes.max.unwrap() > 100.0 * 2000.0 / 2800.0
        );
        assert_eq!(noms(&z.communes_autre_cpts), ["Bêta", "Gamma"]);
        assert_eq!(noms(&z.communes_plusieurs_cpts), ["Gamma"]);
        assert_eq!(z.communes_plusieurs_cpts[0].cpts, ["CPTS A", "CPTS B"]);
        assert_eq!(noms(&z.communes_hors_champ), ["Voisine"]);
        assert!(z.note.contains("le département Lozère") && z.note.contains("couverte en partie"));
        assert_eq!(z.sources, ["base", "liste_cpts"]);
    }

    #[test]
    fn the_perimeter_of_a_cpts_is_not_another_cpts() {
        let mut d = france();
        ajouter_cpts(
            &mut d,
            &[
                (ALPHA, "CPTS A", 0.6),
                (BETA, "CPTS A", 1.0),
                (BETA, "CPTS B", 1.0),
            ],
        );
        let mut p = perimetre(&[(ALPHA, 0.6), (BETA, 1.0)]);
        p.cpts = Some("CPTS A".into());
        let z = zones_blanches(&d, &p);
        assert_eq!(noms(&z.communes_autre_cpts), ["Bêta"]);
        assert_eq!(z.communes_autre_cpts[0].cpts, ["CPTS B"]);
        assert_eq!(
            (z.population_sans_cpts, z.part_sans_cpts),
            (Some(0.0), Some(0.0))
        );
    }

    #[test]
    fn uncovered_neighbours_are_within_the_scope_only() {
        let mut d = france();
        ajouter_cpts(&mut d, &[(BETA, "CPTS A", 1.0), (PARIS_1, "CPTS P", 1.0)]);
        let z = zones_blanches(&d, &perimetre(&[(BETA, 1.0)]));
        assert_eq!(noms(&z.voisines_sans_cpts), ["Alpha"]);
        // Paris 2e is uncovered beside the first; Voisine is outside the scope of the list.
        let z = zones_blanches(&d, &perimetre(&[(PARIS_1, 1.0)]));
        assert_eq!(noms(&z.voisines_sans_cpts), ["Paris 2e"]);
        d.contours.clear();
        let z = zones_blanches(&d, &perimetre(&[(BETA, 1.0)]));
        assert!(z.voisines_sans_cpts.is_empty() && z.note.contains("ne sont pas recherchées"));
    }

    #[test]
    fn a_city_partly_covered_by_its_arrondissements_is_not_a_zone_blanche() {
        let mut d = france();
        ajouter_cpts(&mut d, &[(PARIS_2, "CPTS P", 1.0)]);
        let z = zones_blanches(&d, &perimetre(&[(PARIS, 1.0)]));
        assert!(z.communes_sans_cpts.is_empty());
        assert!((z.population_sans_cpts.unwrap() - 1000.0).abs() < 1e-9);
    }
}
