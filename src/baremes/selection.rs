//! The scale as it stands on a date.

use super::{Bareme, DateCivile, Mission, Parametre, Tranches, Version};

impl Bareme {
    /// First day of the agreement.
    #[must_use]
    pub fn debut(&self) -> Option<DateCivile> {
        self.versions.first().map(|v| v.effet)
    }

    /// Version in force on a date; the latest one without a date. `None` before the agreement.
    #[must_use]
    pub fn version(&self, date: Option<DateCivile>) -> Option<&Version> {
        self.versions
            .iter()
            .rfind(|v| date.is_none_or(|d| v.effet <= d))
    }

    /// Bands in force on a date: those of the user first, then the latest.
    #[must_use]
    pub fn tranches_au(&self, date: DateCivile) -> Option<&Tranches> {
        self.tranches.iter().rfind(|t| t.effet <= date)
    }

    /// Missions in force on a date, in the order of the agreement.
    #[must_use]
    pub fn missions_au(&self, date: DateCivile) -> Vec<&Mission> {
        let mut liste: Vec<&Mission> = Vec::new();
        for m in self.missions.iter().filter(|m| m.effet <= date) {
            let rang = |id: &str| liste.iter().position(|x| x.id == id);
            if let Some(i) = rang(&m.id) {
                if let Some(place) = liste.get_mut(i) {
                    *place = m;
                }
            } else {
                let i = m.apres.as_deref().and_then(rang).map(|i| i + 1);
                liste.insert(i.unwrap_or(liste.len()), m);
            }
        }
        liste.retain(|m| !m.supprimee);
        liste
    }

    /// Value in force on a date for a tier: the user's own first, then the latest, then the one that names the tier.
    ///
    /// The result may be a parameter whose value is not established; `None` when no file speaks of it.
    #[must_use]
    pub fn parametre(&self, id: &str, taille: Option<u8>, date: DateCivile) -> Option<&Parametre> {
        self.parametres
            .iter()
            .filter(|p| p.id == id && p.effet <= date)
            .filter(|p| p.taille.is_none() || p.taille == taille)
            .max_by_key(|p| (p.lieu.utilisateur, p.effet, p.taille.is_some()))
    }

    /// Figure in force on a date for a tier, when it is established.
    #[must_use]
    pub fn valeur(&self, id: &str, taille: Option<u8>, date: DateCivile) -> Option<f64> {
        self.parametre(id, taille, date)?.valeur
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(texte: &str) -> DateCivile {
        DateCivile::parse(texte).unwrap()
    }

    #[test]
    fn the_version_follows_the_date() {
        let b = Bareme::embarque().unwrap();
        assert_eq!(b.version(None).unwrap().id, "aci-avenant-2");
        assert_eq!(b.version(Some(d("2022-03-30"))).unwrap().id, "aci-2019");
        assert_eq!(b.version(Some(d("2019-08-24"))), None);
        assert_eq!(b.missions_au(d("2020-01-01")).len(), 5);
        let ids: Vec<&str> = b
            .missions_au(d("2026-01-01"))
            .iter()
            .map(|m| m.id.as_str())
            .collect();
        assert_eq!(
            ids,
            [
                "acces_soins",
                "parcours",
                "prevention",
                "crise",
                "qualite",
                "accompagnement"
            ]
        );
    }

    #[test]
    fn a_ceiling_of_2019_does_not_outlive_avenant_2() {
        let b = Bareme::embarque().unwrap();
        assert_eq!(
            b.valeur("plafond", Some(2), d("2021-01-01")),
            Some(287_000.0)
        );
        assert_eq!(b.valeur("plafond", Some(2), d("2026-01-01")), None);
        assert_eq!(
            b.valeur("plafond", Some(1), d("2026-01-01")),
            Some(287_500.0)
        );
        assert_eq!(
            b.valeur("fonctionnement", Some(3), d("2026-01-01")),
            Some(75_000.0)
        );
    }

    #[test]
    fn a_new_scale_is_one_new_file() {
        let texte = r#"
[version]
id = "aci-avenant-9"
titre = "ACI, avenant 9"
effet = "2030-01-01"
references = ["jo"]
[[reference]]
id = "jo"
titre = "Avenant 9"
adresse = "journal officiel"
date = "2029"
[[mission]]
id = "qualite"
libelle = "Qualité"
genre = "complementaire"
supprimee = true
effet = "2030-01-01"
confiance = "officiel"
references = ["jo"]
[[parametres]]
unite = "€/an"
effet = "2030-01-01"
confiance = "officiel"
references = ["jo"]
valeurs = [{ id = "fonctionnement", taille = 1, valeur = 51000 }]
"#;
        let b = Bareme::embarque()
            .unwrap()
            .avec_fichier(texte, "neuf.toml")
            .unwrap();
        assert_eq!(b.version(None).unwrap().id, "aci-avenant-9");
        assert_eq!(b.missions_au(d("2030-01-01")).len(), 5);
        assert_eq!(
            b.valeur("fonctionnement", Some(1), d("2029-12-31")),
            Some(50_000.0)
        );
        assert_eq!(
            b.valeur("fonctionnement", Some(1), d("2030-01-01")),
            Some(51_000.0)
        );
        assert_eq!(
            b.valeur("fonctionnement", Some(2), d("2030-01-01")),
            Some(60_000.0)
        );
    }
}
