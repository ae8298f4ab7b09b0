//! JSON: the report itself, pretty, stable, exact; and its schema.

mod ecrivain;
mod finitude;
pub mod sceau;

use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::rapport::{Rapport, SCHEMA};

use super::ErreurRendu;

/// The report as indented JSON, sealed, with a final newline; every number is finite and reads back exactly.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`] when a figure is infinite or not a number.
pub fn rendre(rapport: &Rapport) -> Result<String, ErreurRendu> {
    // A number that JSON cannot say is looked for meanwhile.
    let scelle = || en_texte(rapport).map(|texte| sceau::sceller(&texte));
    let (fini, scelle) = rayon::join(|| finitude::verifier(rapport), scelle);
    fini.and(scelle)
}

/// Any report as JSON, in the manner of [`rendre`].
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`] when a figure is infinite or not a number.
pub(super) fn ecrire(rapport: &impl Serialize) -> Result<String, ErreurRendu> {
    finitude::verifier(rapport)?;
    en_texte(rapport)
}

fn en_texte(rapport: &impl Serialize) -> Result<String, ErreurRendu> {
    let mut octets = Vec::new();
    let mut serialiseur =
        serde_json::Serializer::with_formatter(&mut octets, ecrivain::Mise::default());
    rapport.serialize(&mut serialiseur)?;
    octets.push(b'\n');
    let lossy = |e: std::string::FromUtf8Error| String::from_utf8_lossy(e.as_bytes()).into_owned();
    Ok(String::from_utf8(octets).unwrap_or_else(lossy))
}

/// JSON Schema (draft 2020-12) of what [`rendre`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_de::<Rapport>(SCHEMA, "Rapport de diagnostic territorial")
}

/// JSON Schema of a report, with the name of its contract.
pub(super) fn schema_de<T: schemars::JsonSchema>(contrat: &str, titre: &str) -> serde_json::Value {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>();
    schema.insert(
        "$id".to_owned(),
        format!("urn:{}", contrat.replace('/', ":")).into(),
    );
    schema.insert("title".to_owned(), format!("{titre} ({contrat})").into());
    schema.into()
}

/// The schema as indented text with a final newline.
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn schema_texte() -> Result<String, ErreurRendu> {
    Ok(serde_json::to_string_pretty(&schema())? + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn the_report_reads_back_and_is_valid() {
        let rapport = essai::rapport();
        let texte = rendre(&rapport).unwrap();
        assert_eq!(serde_json::from_str::<Rapport>(&texte).unwrap(), rapport);
        assert_eq!(sceau::verifie(&texte), sceau::Sceau::Intact);
        let schema = schema();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        let validateur = jsonschema::validator_for(&schema).unwrap();
        let valeur: serde_json::Value = serde_json::from_str(&texte).unwrap();
        let erreurs: Vec<String> = validateur
            .iter_errors(&valeur)
            .map(|e| format!("{e} ({})", e.instance_path()))
            .collect();
        assert!(erreurs.is_empty(), "{erreurs:?}");
    }

    #[test]
    fn the_schema_refuses_what_is_not_a_report() {
        let validateur = jsonschema::validator_for(&schema()).unwrap();
        let mut valeur = serde_json::to_value(essai::rapport()).unwrap();
        valeur["perimetre"]["communes"][0]["code"] = "1001".into();
        assert!(!validateur.is_valid(&valeur));
        let mut valeur = serde_json::to_value(essai::rapport()).unwrap();
        valeur.as_object_mut().unwrap().remove("sources");
        assert!(!validateur.is_valid(&valeur));
    }

    #[test]
    fn same_report_same_bytes_and_a_final_newline() {
        let texte = rendre(&essai::rapport()).unwrap();
        assert_eq!(texte, rendre(&essai::rapport()).unwrap());
        assert!(texte.ends_with("}\n") && !texte.ends_with("\n\n"));
        assert!(schema_texte().unwrap().ends_with("}\n"));
    }

    #[test]
    fn whole_numbers_have_no_decimal_point_and_points_hold_on_a_line() {
        let texte = rendre(&essai::rapport()).unwrap();
        assert!(texte.contains("\"valeur\": 47276,"), "population");
        assert!(texte.contains("\"valeur\": 2.374,"));
        assert!(
            texte
                .lines()
                .any(|l| l.trim_start().starts_with("\"emprise\": [594000, "))
        );
    }

    #[test]
    fn an_infinite_figure_is_refused() {
        let mut rapport = essai::rapport();
        rapport.indicateurs[3].valeur = Some(f64::NAN);
        assert!(matches!(
            rendre(&rapport),
            Err(ErreurRendu::NombreNonFini(_))
        ));
        let mut rapport = essai::rapport();
        rapport.cartes.as_mut().unwrap().communes[2].anneaux[0][1][0] = f64::INFINITY;
        assert!(matches!(
            rendre(&rapport),
            Err(ErreurRendu::NombreNonFini(_))
        ));
    }

    /// Writes the JSON where `CPTS_ECRIRE_JSON` says, to be looked at.
    #[test]
    fn written_to_be_looked_at() {
        if let Ok(chemin) = std::env::var("CPTS_ECRIRE_JSON") {
            std::fs::write(chemin, rendre(&essai::rapport()).unwrap()).unwrap();
        }
    }
}
