//! The communes of an EPCI, a département, a région, or of a zone of the data folder.

use crate::base::{chercher_epci, cle, resoudre};
use crate::model::{
    CodeCommune, ColonneClasse, Dataset, Emplacement, ErreurDonnees, Genre, Referentiel, UniteId,
};

use super::erreur::ErreurPerimetre;
use super::expression::Zonage;

/// Members of an EPCI, by its SIREN or by a name that only one EPCI has.
///
/// # Errors
/// [`ErreurDonnees`] with the closest EPCI.
pub(super) fn epci(
    referentiel: &Referentiel,
    valeur: &str,
    lieu: &Emplacement,
) -> Result<(String, Vec<UniteId>), ErreurDonnees> {
    let siren = referentiel.epcis.iter().find(|e| e.siren == valeur);
    let mut homonymes = referentiel
        .epcis
        .iter()
        .filter(|e| cle(&e.nom) == cle(valeur));
    let nomme = match (homonymes.next(), homonymes.next()) {
        (Some(seul), None) => Some(seul),
        _ => None,
    };
    if let Some(epci) = siren.or(nomme) {
        return Ok((epci.nom.clone(), epci.membres.clone()));
    }
    let erreur = ErreurDonnees::new(lieu.clone(), "EPCI inconnu")
        .valeur(valeur)
        .attendu(format!(
            "un SIREN de neuf chiffres ou le nom d'un EPCI à fiscalité propre ({})",
            referentiel.nom
        ));
    Err(erreur.remede(remede_epci(referentiel, valeur)))
}

fn remede_epci(referentiel: &Referentiel, valeur: &str) -> String {
    if let Ok(code) = CodeCommune::parse(valeur)
        && let Some(id) = resoudre(referentiel, code).unite()
        && let Some(epci) = referentiel.epci(id)
    {
        let commune = &referentiel.unite(id).nom;
        return format!(
            "{commune} est dans {} : écrivez epci:{}",
            epci.nom, epci.siren
        );
    }
    let mut rangs = chercher_epci(referentiel, valeur, 3);
    if rangs.is_empty() {
        let sirens = referentiel.epcis.iter().enumerate();
        rangs = sirens
            .filter(|(_, e)| {
                strsim::osa_distance(&e.siren, valeur.get(..12).unwrap_or(valeur)) == 1
            })
            .map(|(i, _)| i)
            .take(3)
            .collect();
    }
    let liste: Vec<String> = rangs
        .iter()
        .filter_map(|&i| referentiel.epcis.get(i))
        .map(|e| format!("epci:{} ({})", e.siren, e.nom))
        .collect();
    if liste.is_empty() {
        "cherchez-le par le nom d'une commune membre : cpts perimetre chercher".to_owned()
    } else {
        format!("vouliez-vous écrire {} ?", liste.join(" ou "))
    }
}

/// Communes of a département or collectivité, by its code (`48`, `1`, `2a`, `974`).
///
/// # Errors
/// [`ErreurDonnees`] with the closest code or name.
pub(super) fn departement(
    referentiel: &Referentiel,
    valeur: &str,
    lieu: &Emplacement,
) -> Result<(String, Vec<UniteId>), ErreurDonnees> {
    let divisions = referentiel
        .departements
        .iter()
        .map(|d| (d.code.as_str(), d.nom.as_str()));
    let rang = division(divisions, valeur, "département", "dep", lieu)?;
    let nom = referentiel
        .departements
        .get(rang)
        .map_or(String::new(), |d| format!("{} ({})", d.nom, d.code));
    Ok((nom, referentiel.communes_du_departement(rang).collect()))
}

/// Communes of a région, by its code.
///
/// # Errors
/// [`ErreurDonnees`] with the closest code or name.
pub(super) fn region(
    referentiel: &Referentiel,
    valeur: &str,
    lieu: &Emplacement,
) -> Result<(String, Vec<UniteId>), ErreurDonnees> {
    let divisions = referentiel
        .regions
        .iter()
        .map(|r| (r.code.as_str(), r.nom.as_str()));
    let rang = division(divisions, valeur, "région", "reg", lieu)?;
    let nom = referentiel
        .regions
        .get(rang)
        .map_or(String::new(), |r| r.nom.clone());
    Ok((nom, referentiel.communes_de_la_region(rang).collect()))
}

/// The communes of metropolitan France and of the five DROM.
pub(super) fn pays(
    referentiel: &Referentiel,
    valeur: &str,
    lieu: &Emplacement,
) -> Result<(String, Vec<UniteId>), ErreurDonnees> {
    let net = valeur.trim().to_lowercase();
    if net != "fr" && net != "france" {
        return Err(ErreurDonnees::new(lieu.clone(), "pays inconnu")
            .valeur(valeur)
            .attendu(
                "pays:FR, la France métropolitaine et les cinq départements et régions d'outre-mer",
            ));
    }
    Ok(("France".to_owned(), referentiel.france().collect()))
}

/// Rank of the division with this code (a lost leading zero is given back) or this exact name.
fn division<'a>(
    divisions: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    valeur: &str,
    genre: &str,
    mot: &str,
    lieu: &Emplacement,
) -> Result<usize, ErreurDonnees> {
    let code = valeur.to_uppercase();
    let code = if code.len() == 1 {
        format!("0{code}")
    } else {
        code
    };
    let voulu = cle(valeur);
    let par_code = divisions.clone().position(|(c, _)| c == code);
    if let Some(rang) = par_code.or_else(|| divisions.clone().position(|(_, n)| cle(n) == voulu)) {
        return Ok(rang);
    }
    let note = |c: &str, n: &str| {
        strsim::osa_distance(c, &code).min(strsim::osa_distance(
            &cle(n),
            voulu.get(..40).unwrap_or(&voulu),
        ))
    };
    let mut proches: Vec<(usize, &str, &str)> = divisions
        .map(|(c, n)| (note(c, n), c, n))
        .filter(|p| p.0 <= 2)
        .collect();
    proches.sort_unstable();
    let liste: Vec<String> = proches
        .iter()
        .take(3)
        .map(|(_, c, n)| format!("{mot}:{c} ({n})"))
        .collect();
    let erreur = ErreurDonnees::new(
        lieu.clone(),
        format!(
            "{genre} inconnu{}",
            if genre == "région" { "e" } else { "" }
        ),
    )
    .valeur(valeur)
    .attendu(format!(
        "un code de {genre} : {mot}:{}",
        if mot == "dep" {
            "48, dep:2A, dep:974"
        } else {
            "93, reg:76, reg:01"
        }
    ));
    Err(if liste.is_empty() {
        erreur
    } else {
        erreur.remede(format!("vouliez-vous écrire {} ?", liste.join(" ou ")))
    })
}

/// Communes of a zone (bassin de vie, aire d'attraction, territoire de vie-santé) of the data folder.
///
/// # Errors
/// [`ErreurPerimetre::DonneesManquantes`] when no file gives the zoning, [`ErreurPerimetre::Invalide`] when it has no
/// such zone.
pub(super) fn zone(
    donnees: Option<&Dataset>,
    referentiel: &Referentiel,
    zonage: Zonage,
    valeur: &str,
    lieu: &Emplacement,
) -> Result<(String, Vec<UniteId>), ErreurPerimetre> {
    let Some(colonne) = donnees.and_then(|d| d.classe(zonage.variable())) else {
        return Err(ErreurPerimetre::DonneesManquantes(sans_zonage(
            zonage, valeur, lieu,
        )));
    };
    if zonage == Zonage::Aire && valeur == "000" {
        return Err(ErreurDonnees::new(
            lieu.clone(),
            "« 000 » réunit toutes les communes hors attraction des villes",
        )
        .valeur("aav:000")
        .attendu("le code d'une aire d'attraction")
        .into());
    }
    let communes = membres(referentiel, colonne, valeur);
    if communes.is_empty() {
        return Err(zone_inconnue(referentiel, colonne, zonage, valeur, lieu).into());
    }
    let nom = colonne
        .modalites
        .iter()
        .find(|(code, _)| code == valeur)
        .map_or(valeur, |(_, nom)| nom.as_str());
    Ok((format!("{} {nom}", zonage.libelle()), communes))
}

/// Units of a class: communes, and arrondissements whose city has no class of its own.
fn membres(referentiel: &Referentiel, colonne: &ColonneClasse, valeur: &str) -> Vec<UniteId> {
    let garde = |id: UniteId| {
        let unite = referentiel.unite(id);
        let ville_classee = unite
            .parent
            .is_some_and(|ville| colonne.code(ville).is_some());
        colonne.code(id) == Some(valeur) && !(unite.genre == Genre::Arrondissement && ville_classee)
    };
    referentiel.ids().filter(|&id| garde(id)).collect()
}

fn sans_zonage(zonage: Zonage, valeur: &str, lieu: &Emplacement) -> ErreurDonnees {
    let (fichier, ou) = match zonage {
        Zonage::Bassin | Zonage::Aire => (
            "la table d'appartenance géographique des communes (INSEE), qui donne BV2022 et AAV2020",
            "sur insee.fr",
        ),
        Zonage::Tvs => (
            "la table communes – territoires de vie-santé (DREES)",
            "sur data.gouv.fr",
        ),
    };
    ErreurDonnees::new(lieu.clone(), format!("aucun fichier du dossier de données ne donne {} des communes", zonage.avec_article()))
        .valeur(format!("{}:{valeur}", zonage.mot()))
        .attendu(fichier)
        .remede(format!("téléchargez-la {ou}, déposez-la dans le dossier de données (--donnees DOSSIER, ./donnees par défaut) et relancez"))
}

fn zone_inconnue(
    referentiel: &Referentiel,
    colonne: &ColonneClasse,
    zonage: Zonage,
    valeur: &str,
    lieu: &Emplacement,
) -> ErreurDonnees {
    let erreur = ErreurDonnees::new(lieu.clone(), zonage.inconnu())
        .valeur(valeur)
        .attendu(format!(
            "un des {} codes du fichier",
            colonne.modalites.len()
        ));
    let commune = CodeCommune::parse_repare(valeur)
        .ok()
        .and_then(|(code, _)| resoudre(referentiel, code).unite());
    if let Some(id) = commune
        && let Some((code, nom)) = colonne.modalite(id)
    {
        let de = &referentiel.unite(id).nom;
        return erreur.remede(format!(
            "{de} est dans {} : écrivez {}:{code} ({nom})",
            zonage.libelle(),
            zonage.mot()
        ));
    }
    let borne = cle(valeur.get(..40).unwrap_or(valeur));
    let nommee = colonne.modalites.iter().find(|(_, nom)| cle(nom) == borne);
    match nommee {
        Some((code, nom)) => erreur.remede(format!("écrivez {}:{code} ({nom})", zonage.mot())),
        None => erreur.remede("le code d'une zone est dans le fichier déposé ; pour un bassin de vie, c'est le code de sa commune centre"),
    }
}

#[cfg(test)]
mod tests;
