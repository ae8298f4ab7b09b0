//! The words of a figure, the same in every format: its value, or what stands in its place, and how far it can be trusted.

use crate::francais::{avec_unite_courte, entre, nombre};
use crate::model::{
    Bornes, Comparateur, GenrePerimetre, Indicateur, Severite, Statut, ZonesBlanches,
};

/// What « IC » means in a narrow column.
pub const LEGENDE_IC: &str =
    "IC\u{a0}: intervalle de confiance exact à 95\u{a0}% d’un taux calculé sur un petit effectif.";

/// Share of the population from which the figure of a comparator goes without its coverage.
pub const COUVERTURE_DITE: f64 = 0.995;

/// Share of the population from which the figure of a territory is one to be compared with, though it bears its mark: the files
/// of the country without Corsica (0.5 % of its people) are such.
pub const COUVERTURE_COMPARABLE: f64 = 0.99;

/// What `*` means beside a comparator in a narrow column.
pub const LEGENDE_PARTIEL: &str = "*\u{a0}: chiffre des seules communes connues de ce territoire, faute de données pour les autres.";

/// What the tier is the tier of: « Taille de la CPTS », « Taille d'une CPTS de cette population » elsewhere.
#[must_use]
pub fn titre_taille(genre: GenrePerimetre) -> &'static str {
    if genre.est_cpts() {
        "Taille de la CPTS"
    } else {
        "Taille d’une CPTS de cette population"
    }
}

/// Whether an address may become a link.
#[must_use]
pub fn lien_sur(adresse: &str) -> bool {
    adresse.starts_with("https://") || adresse.starts_with("http://")
}

/// A severity in a word.
#[must_use]
pub fn gravite(severite: Severite) -> &'static str {
    match severite {
        Severite::Information => "Information",
        Severite::Attention => "Attention",
        Severite::Alerte => "Alerte",
    }
}

/// A figure of the perimeter or of a comparator, ready to be said.
#[derive(Debug, Clone, Copy)]
pub struct Chiffre<'a> {
    /// Value in its unit.
    pub valeur: Option<f64>,
    /// State.
    pub statut: Statut,
    bornes: Option<Bornes>,
    intervalle: Option<[f64; 2]>,
    petit_effectif: Option<f64>,
    /// Whether some communes are without value: a count is then a least count.
    incomplet: bool,
    /// Share of the population that has a value.
    population: f64,
    decimales: u8,
    unite: &'a str,
}

impl<'a> Chiffre<'a> {
    /// The figure of the perimeter.
    #[must_use]
    pub fn du_perimetre(i: &'a Indicateur) -> Self {
        Self {
            valeur: i.valeur,
            statut: i.statut,
            bornes: i.bornes,
            intervalle: i.intervalle,
            petit_effectif: i.petit_effectif,
            incomplet: i.couverture.communes < 1.0,
            population: i.couverture.population,
            decimales: i.decimales,
            unite: &i.unite,
        }
    }

    /// The same figure elsewhere.
    #[must_use]
    pub fn compare(i: &'a Indicateur, c: &Comparateur) -> Self {
        Self {
            valeur: c.valeur,
            statut: c.statut,
            bornes: c.bornes,
            intervalle: c.intervalle,
            petit_effectif: c.petit_effectif,
            incomplet: c.couverture.communes < 1.0,
            population: c.couverture.population,
            ..Self::du_perimetre(i)
        }
    }

    /// « 12,3 % », « 2 en tout (petit effectif) », « entre 16,3 et 36,1 % », « non publié », « par commune », « donnée absente ».
    #[must_use]
    pub fn texte(&self) -> String {
        if let Some(valeur) = self.publiee() {
            let texte = avec_unite_courte(valeur, self.decimales, self.unite);
            return if self.est_un_minimum(valeur) {
                format!("au moins {texte}")
            } else {
                texte
            };
        }
        if let Some(effectif) = self.petit_effectif {
            let moins = if self.incomplet { "au moins " } else { "" };
            return format!(
                "{moins}{} en tout (petit effectif)",
                ecrire_effectif(effectif)
            );
        }
        match self.statut {
            Statut::NonPublie => self.encadre().unwrap_or_else(|| "non publié".to_owned()),
            Statut::ParCommune => "par commune".to_owned(),
            Statut::Publie | Statut::Partiel | Statut::Absent => "donnée absente".to_owned(),
        }
    }

    /// Whether nothing stands for it: neither value, count, bounds nor figures by commune.
    #[must_use]
    pub fn muet(&self) -> bool {
        let dit = self.publiee().is_some() || self.petit_effectif.is_some();
        match self.statut {
            Statut::ParCommune => false,
            Statut::NonPublie => !dit && self.encadre().is_none(),
            _ => !dit,
        }
    }

    /// What goes with a published value: its bounds when something is masked, the interval of a rate on few cases.
    #[must_use]
    pub fn precision(&self) -> Option<String> {
        self.publiee()?;
        let bornes = self.encadre_utile().or_else(|| self.non_borne());
        let intervalle = self
            .intervalle
            .and_then(|i| entre(i, self.decimales, self.unite))
            .map(|texte| format!("petit effectif, intervalle à 95\u{a0}%\u{a0}: {texte}"));
        match (bornes, intervalle) {
            (Some(a), Some(b)) => Some(format!("{a}\u{a0}; {b}")),
            (a, b) => a.or(b),
        }
    }

    /// The same in a narrow column: « IC 1,7 à 10,1 » for the interval, which [`LEGENDE_IC`] tells; nothing of a figure without
    /// bounds, which its mark tells when the communes without value weigh ([`Self::partiel_sans_le_dire`]).
    #[must_use]
    pub fn precision_courte(&self) -> Option<String> {
        self.publiee()?;
        let ecrit = |x: f64| nombre(x, usize::from(self.decimales));
        let intervalle = self
            .intervalle
            .map(|[bas, haut]| format!("IC {} à {}", ecrit(bas), ecrit(haut)));
        intervalle.or_else(|| self.encadre_utile())
    }

    /// « non borné », of a figure of some communes only that the others may change without limit.
    fn non_borne(&self) -> Option<String> {
        let rien = self.statut == Statut::Partiel && self.bornes.is_none();
        rien.then(|| "non borné".to_owned())
    }

    /// Whether the figure is that of a part of the communes, which neither its words nor its bounds tell.
    #[must_use]
    pub fn partiel_sans_le_dire(&self) -> bool {
        let ecart = self.statut == Statut::Partiel && self.population < COUVERTURE_DITE;
        ecart && self.publiee().is_some_and(|x| !self.est_un_minimum(x))
    }

    /// The value when it is published.
    #[must_use]
    pub fn publiee(&self) -> Option<f64> {
        self.valeur
            .filter(|_| matches!(self.statut, Statut::Publie | Statut::Partiel))
    }

    /// Whether a value is the sum of the communes that have one: the truth is not below, and nothing says how far above.
    fn est_un_minimum(&self, valeur: f64) -> bool {
        let bornes = self.bornes.filter(|_| self.statut == Statut::Partiel);
        let egale = |min: f64| (min - valeur).abs() < 1e-9 * valeur.abs().max(1.0);
        bornes.is_some_and(|b| b.max.is_none() && b.min.is_some_and(egale))
    }

    /// The bounds beside a value: nothing when they only repeat it (« 3,8, au moins 3,8 »).
    fn encadre_utile(&self) -> Option<String> {
        let texte = self.texte();
        let repete = |b: &String| *b == texte || *b == format!("au moins {texte}");
        self.encadre().filter(|b| !repete(b))
    }

    /// « entre 16,3 et 36,1 % », « au moins 12 », « au plus 30 % ».
    fn encadre(&self) -> Option<String> {
        let bornes = self.bornes?;
        let ecrite = |x: f64| avec_unite_courte(x, self.decimales, self.unite);
        match (bornes.min, bornes.max) {
            (Some(bas), Some(haut)) => entre([bas, haut], self.decimales, self.unite),
            (Some(bas), None) => Some(format!("au moins {}", ecrite(bas))),
            (None, Some(haut)) => Some(format!("au plus {}", ecrite(haut))),
            (None, None) => None,
        }
    }
}

/// « entre 2,1 et 18,4 % »: share of a perimeter that no CPTS covers, when a part of it is outside the scope of the list.
#[must_use]
pub fn part_bornee(zones: &ZonesBlanches) -> Option<String> {
    let bornes = zones.bornes_sans_cpts?;
    entre([bornes.min?, bornes.max?], 1, "%").or_else(|| Some("une part inconnue".to_owned()))
}

/// A count, with one decimal when a part of a commune makes it so.
#[must_use]
pub fn ecrire_effectif(effectif: f64) -> String {
    let entier = (effectif - effectif.round()).abs() < 0.05;
    nombre(effectif, usize::from(!entier))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;

    fn taux() -> Indicateur {
        let mut i = population(20.44, &[]);
        i.decimales = 1;
        i.unite = "%".to_owned();
        i
    }

    #[test]
    fn a_figure_says_its_value_then_how_far_it_can_be_trusted() {
        let mut i = taux();
        assert_eq!(Chiffre::du_perimetre(&i).texte(), "20,4\u{a0}%");
        assert_eq!(Chiffre::du_perimetre(&i).precision(), None);
        i.bornes = Some([Some(16.3), Some(36.1)].into());
        i.intervalle = Some([10.0, 30.0]);
        assert_eq!(
            Chiffre::du_perimetre(&i).precision().unwrap(),
            "entre 16,3 et 36,1\u{a0}%\u{a0}; petit effectif, intervalle à 95\u{a0}%\u{a0}: entre 10,0 et 30,0\u{a0}%"
        );
    }

    #[test]
    fn bounds_that_repeat_the_value_are_not_said() {
        let mut i = taux();
        i.bornes = Some([Some(20.43), None].into());
        assert_eq!(Chiffre::du_perimetre(&i).precision(), None);
        i.bornes = Some([Some(19.0), None].into());
        let dit = Chiffre::du_perimetre(&i).precision();
        assert_eq!(dit.as_deref(), Some("au moins 19,0\u{a0}%"));
    }

    #[test]
    fn a_sum_of_some_communes_is_said_as_a_minimum() {
        let mut i = taux();
        (i.statut, i.bornes) = (Statut::Partiel, Some([Some(20.44), None].into()));
        assert_eq!(Chiffre::du_perimetre(&i).texte(), "au moins 20,4\u{a0}%");
        assert_eq!(Chiffre::du_perimetre(&i).precision(), None);
        (i.valeur, i.petit_effectif) = (None, Some(3.6));
        i.couverture.communes = 0.9;
        assert_eq!(
            Chiffre::du_perimetre(&i).texte(),
            "au moins 3,6 en tout (petit effectif)"
        );
    }

    #[test]
    fn a_narrow_column_shortens_the_interval() {
        let mut i = taux();
        i.intervalle = Some([10.0, 30.0]);
        let court = Chiffre::du_perimetre(&i).precision_courte();
        assert_eq!(court.as_deref(), Some("IC 10,0 à 30,0"));
    }

    #[test]
    fn what_is_withheld_gives_way_to_its_count_or_its_bounds() {
        let mut i = taux();
        (i.valeur, i.statut) = (None, Statut::NonPublie);
        let dit = |i: &Indicateur| Chiffre::du_perimetre(i).texte();
        assert_eq!(dit(&i), "non publié");
        i.bornes = Some([Some(16.3), Some(36.1)].into());
        assert_eq!(dit(&i), "entre 16,3 et 36,1\u{a0}%");
        i.bornes = Some([Some(16.3), None].into());
        assert_eq!(dit(&i), "au moins 16,3\u{a0}%");
        i.petit_effectif = Some(2.0);
        assert_eq!(dit(&i), "2 en tout (petit effectif)");
        i.petit_effectif = Some(4.6);
        assert_eq!(dit(&i), "4,6 en tout (petit effectif)");
        assert_eq!(Chiffre::du_perimetre(&i).precision(), None);
    }
}
