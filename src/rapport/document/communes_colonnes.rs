//! What the report says of each commune besides its tables: where it is, what the maps show, who covers it.

use std::collections::BTreeMap;

use crate::francais::{NON_DISPONIBLE, nombre, part};
use crate::rapport::cartes::{Theme as Carte, ValeurCarte};
use crate::rapport::{CommuneRapport, Rapport};

/// Columns about the same thing.
pub(super) struct Theme {
    /// What it is.
    pub titre: String,
    /// What must be known to read it.
    pub dit: String,
    /// Numbers of the sources.
    pub renvois: String,
    /// Whether it comes from a table of the report.
    pub du_rapport: bool,
    /// Its columns.
    pub colonnes: Vec<Colonne>,
}

/// Title, what it shows when that is a variable of the data, and the text of each commune that has one.
pub(super) struct Colonne {
    /// Title.
    pub titre: String,
    /// Variable of the data.
    pub variable: Option<String>,
    /// Whether it holds numbers.
    pub numerique: bool,
    /// Text by commune.
    pub textes: BTreeMap<String, String>,
}

impl Theme {
    /// Some columns without note.
    pub(super) fn new(titre: &str, colonnes: Vec<Colonne>) -> Self {
        Self {
            titre: titre.to_owned(),
            dit: String::new(),
            renvois: String::new(),
            du_rapport: false,
            colonnes,
        }
    }

    /// « Thème : ce qu'il faut savoir [3] », when there is something to know.
    pub(super) fn note(&self) -> Option<String> {
        let rien = self.dit.is_empty() && self.renvois.is_empty();
        let points = if self.dit.is_empty() { "" } else { "\u{a0}: " };
        (!rien).then(|| {
            let note = format!("{}{points}{} {}", self.titre, self.dit, self.renvois);
            note.trim_end().to_owned()
        })
    }
}

/// Share, inhabitants, département and EPCI of each commune.
pub(super) fn composition(rapport: &Rapport) -> Vec<Colonne> {
    let perimetre = &rapport.perimetre;
    let colonne = |titre: &str, numerique: bool, dit: &dyn Fn(&CommuneRapport) -> String| Colonne {
        titre: titre.to_owned(),
        variable: None,
        numerique,
        textes: perimetre
            .communes
            .iter()
            .map(|c| (c.code.to_string(), dit(c)))
            .collect(),
    };
    let departement = |c: &CommuneRapport| {
        let mut connus = perimetre.departements.iter();
        let connu = connus.find(|d| d.code == c.departement);
        connu.map_or_else(
            || c.departement.clone(),
            |d| format!("{} ({})", d.nom, d.code),
        )
    };
    let epci = |c: &CommuneRapport| {
        let siren = c.epci.as_deref().unwrap_or_default();
        let connu = perimetre.epci.iter().find(|e| e.siren == siren);
        connu.map_or_else(|| siren.to_owned(), |e| e.nom.clone())
    };
    let population = |c: &CommuneRapport| {
        c.population
            .map_or_else(|| NON_DISPONIBLE.to_owned(), |p| nombre(p, 0))
    };
    let coupee = perimetre.communes.iter().any(|c| c.part < 1.0);
    // Of a commune cut by the perimeter, the tables tell the inhabitants inside.
    let mut sortie = vec![Colonne {
        variable: (!coupee).then(|| "population_municipale".to_owned()),
        ..colonne("Population de la commune", true, &population)
    }];
    if coupee {
        sortie.push(colonne("Part dans le périmètre", true, &|c| part(c.part)));
    }
    if perimetre.departements.len() > 1 {
        sortie.push(colonne("Département", false, &departement));
    }
    sortie.push(colonne("Intercommunalité", false, &epci));
    sortie
}

/// What each map shows.
pub(super) fn cartes(rapport: &Rapport) -> Vec<Colonne> {
    let themes = rapport.cartes.iter().flat_map(|c| &c.themes);
    let dit = |t: &Carte, v: &ValeurCarte| {
        let nu = v.valeur.map(|x| nombre(x, usize::from(t.decimales)));
        nu.unwrap_or_else(|| v.texte.clone())
    };
    let titre = |t: &Carte| {
        if t.titre.to_lowercase().contains(&t.unite.to_lowercase()) {
            t.titre.clone()
        } else {
            format!("{} ({})", t.titre, t.unite)
        }
    };
    let colonne = |t: &Carte| Colonne {
        titre: titre(t),
        variable: Some(variable(&t.id).to_owned()),
        numerique: !t.unite.is_empty(),
        textes: t
            .valeurs
            .iter()
            .map(|v| (v.code.to_string(), dit(t, v)))
            .collect(),
    };
    themes.map(colonne).collect()
}

/// What a map shows: most have the name of their variable.
pub(super) fn variable(theme: &str) -> &str {
    match theme {
        "population" => "population_municipale",
        "densite" => "densite_7",
        autre => autre,
    }
}

/// Nearest commune that has a médecin généraliste, for those that have none.
pub(super) fn proches(rapport: &Rapport) -> Vec<Colonne> {
    let sans = rapport.sous_densite.communes_sans_medecin.iter();
    let sans: Vec<_> = sans
        .filter_map(|c| Some((c.code.to_string(), c.plus_proche.as_ref()?)))
        .collect();
    let colonne = |titre: &str, numerique, textes| Colonne {
        titre: titre.to_owned(),
        variable: None,
        numerique,
        textes,
    };
    let noms = sans.iter().map(|(c, p)| (c.clone(), p.nom.clone()));
    let distances = sans
        .iter()
        .map(|(c, p)| (c.clone(), nombre(p.distance_km, 1)));
    vec![
        colonne("Commune la plus proche", false, noms.collect()),
        colonne("Distance (km)", true, distances.collect()),
    ]
}

/// Who already covers each commune.
pub(super) fn cpts(rapport: &Rapport) -> Vec<Colonne> {
    let zones = &rapport.zones_blanches;
    let listes = [
        (&zones.communes_autre_cpts, ""),
        (&zones.communes_plusieurs_cpts, ""),
        (&zones.communes_sans_cpts, "aucune"),
        (
            &zones.communes_hors_champ,
            "inconnue (hors du champ de la liste)",
        ),
    ];
    let mut textes: BTreeMap<String, String> = BTreeMap::new();
    for (communes, seul) in listes {
        for c in communes {
            let noms = if c.cpts.is_empty() {
                seul.to_owned()
            } else {
                c.cpts.join("\u{a0}; ")
            };
            textes.entry(c.code.to_string()).or_insert(noms);
        }
    }
    vec![Colonne {
        titre: "CPTS qui couvre la commune".to_owned(),
        variable: None,
        numerique: false,
        textes,
    }]
}
