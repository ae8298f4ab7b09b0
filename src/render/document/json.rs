//! JSON: the blocks of the document with every word, for who lays them out otherwise; drawings by name, as `--figures` writes them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Rendu;
use crate::rapport::document::Document;
use crate::render::ErreurRendu;
use crate::render::json::{ecrire, schema_de};

/// Name of the contract.
pub const SCHEMA: &str = "cpts/document/1";

/// The document as blocks.
pub struct Json;

/// A document and its contract.
#[derive(Serialize, JsonSchema)]
struct Enveloppe<'d, 'r> {
    /// `cpts/document/1`.
    schema: &'static str,
    /// Version of the program.
    version: &'static str,
    /// The document.
    #[serde(flatten)]
    document: &'d Document<'r>,
}

impl Rendu for Json {
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu> {
        let enveloppe = Enveloppe {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            document,
        };
        Ok(ecrire(&enveloppe)?.into_bytes())
    }
}

/// JSON Schema of the blocks.
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_de::<Enveloppe<'_, '_>>(SCHEMA, "Document en blocs")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::document::edition::edition;
    use crate::rapport::document::{Edition, construire};
    use crate::rapport::plan::plan;
    use crate::render::essai;

    #[test]
    fn both_editions_follow_the_schema_and_hold_every_section_in_order() {
        let (rapport, plan, edition) = (essai::rapport(), plan().unwrap(), edition().unwrap());
        let schema = schema();
        let validateur = jsonschema::validator_for(&schema).unwrap();
        for forme in [Edition::Courte, Edition::Complete] {
            let document = construire(&rapport, (&plan, &edition), forme);
            let octets = Json.rendre(&document).unwrap();
            let lu: serde_json::Value = serde_json::from_slice(&octets).unwrap();
            let erreurs: Vec<String> = validateur.iter_errors(&lu).map(|e| e.to_string()).collect();
            assert!(erreurs.is_empty(), "{erreurs:?}");
            let titres: Vec<&str> = lu["parties"]
                .as_array()
                .unwrap()
                .iter()
                .map(|p| p["titre"].as_str().unwrap())
                .collect();
            let attendus: Vec<&str> = document.parties.iter().map(|p| p.titre.as_str()).collect();
            assert_eq!(titres, attendus);
            let genres = String::from_utf8(octets).unwrap();
            assert!(
                genres.contains("\"genre\": \"vignettes\"")
                    && genres.contains("\"genre\": \"table\"")
            );
        }
    }
}
