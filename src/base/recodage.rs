//! From any commune code, of any year, to the current territory: found, recoded, split or unknown.

use crate::model::{CodeCommune, MotifAncien, Referentiel, UniteId};

/// What a commune code stands for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Code of a current commune or arrondissement municipal.
    Actuelle(UniteId),
    /// Code of a former commune, or of a part of a commune, that lies in one current commune.
    Recodee {
        /// Current commune.
        vers: UniteId,
        /// Why the code is not current.
        motif: MotifAncien,
        /// Name under that code, when known.
        nom: Option<String>,
    },
    /// Code of a former commune that was shared out: no current commune stands for it.
    Scindee {
        /// Current communes that hold a part of it, sorted.
        vers: Vec<UniteId>,
    },
    /// Not in the COG of the référentiel, now or before.
    Inconnue,
}

impl Resolution {
    /// The single current unit, when there is one.
    #[must_use]
    pub fn unite(&self) -> Option<UniteId> {
        match self {
            Self::Actuelle(id) | Self::Recodee { vers: id, .. } => Some(*id),
            Self::Scindee { .. } | Self::Inconnue => None,
        }
    }
}

/// Resolves a commune code; a current code always wins over a former one or a commune déléguée of the same code.
///
/// Source of the movements: COG (INSEE).
#[must_use]
pub fn resoudre(referentiel: &Referentiel, code: CodeCommune) -> Resolution {
    if let Some(id) = referentiel.par_code(code) {
        return Resolution::Actuelle(id);
    }
    if let Some(vers) = referentiel.scindees.get(&code) {
        return Resolution::Scindee { vers: vers.clone() };
    }
    match referentiel.anciens.get(&code) {
        Some(ancien) => Resolution::Recodee {
            vers: ancien.vers,
            motif: ancien.motif,
            nom: ancien.nom.clone(),
        },
        None => Resolution::Inconnue,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::base::embarquee;

    fn code(texte: &str) -> CodeCommune {
        CodeCommune::parse(texte).unwrap()
    }

    fn vers(texte: &str) -> String {
        let base = embarquee();
        match resoudre(&base, code(texte)).unite() {
            Some(id) => base.unite(id).code.to_string(),
            None => String::new(),
        }
    }

    /// COG, INSEE: changes of chef-lieu since 2023, communes nouvelles, changes of département, COM of 2007.
    #[test]
    fn recodes_published_movements() {
        for (ancien, actuel) in [
            ("12076", "12218"),
            ("14011", "14581"),
            ("69159", "69114"),
            ("49069", "49126"),
            ("27058", "27676"),
            ("55273", "55386"),
            ("60455", "60694"),
            ("20004", "2A004"),
            ("78646", "78646"),
            ("97123", "97701"),
            ("97127", "97801"),
        ] {
            assert_eq!(vers(ancien), actuel, "{ancien}");
        }
    }

    #[test]
    fn a_recreated_commune_is_current_and_its_separation_is_known() {
        let base = embarquee();
        for c in [
            "15031", "15035", "15047", "15171", "85165", "85212", "60694",
        ] {
            assert!(matches!(
                resoudre(&base, code(c)),
                Resolution::Actuelle(id) if base.unite(id).code == code(c)
            ));
            assert!(
                base.separations.iter().any(|s| s.vers.contains(&code(c))),
                "{c}"
            );
        }
    }

    #[test]
    fn a_code_shared_between_communes_is_never_mapped_to_one() {
        let base = embarquee();
        let Resolution::Scindee { vers } = resoudre(&base, code("51385")) else {
            panic!("Moronvilliers a été partagée");
        };
        assert_eq!(vers.len(), 3);
        assert_eq!(resoudre(&base, code("51385")).unite(), None);
        assert_eq!(resoudre(&base, code("99999")), Resolution::Inconnue);
    }

    /// Reads two columns of a file of the real data, when they are at hand.
    fn colonnes(fichier: &str, noms: [&str; 2]) -> Option<Vec<[String; 2]>> {
        let Ok(dossier) = std::env::var("CPTS_DONNEES_REELLES") else {
            eprintln!("ignoré : CPTS_DONNEES_REELLES n'est pas défini");
            return None;
        };
        let chemin = std::path::Path::new(&dossier).join(fichier);
        let mut lecteur = csv::Reader::from_path(chemin).unwrap();
        let entetes = lecteur.headers().unwrap().clone();
        let rang = |nom: &str| entetes.iter().position(|e| e == nom).unwrap();
        let rangs = noms.map(rang);
        let lignes = lecteur.records().map(|r| {
            let r = r.unwrap();
            rangs.map(|i| r[i].to_owned())
        });
        Some(lignes.collect())
    }

    /// Every old code of the published table leads where the table says, or is reported with its reason.
    #[test]
    fn agrees_with_the_historical_table_of_the_cog() {
        let fichier = "cog/table_passage_com_historique.csv";
        let Some(lignes) = colonnes(fichier, ["DEPCOM_HIST", "DEPCOM"]) else {
            return;
        };
        let base = embarquee();
        let mut compte: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for [ancien, actuel] in &lignes {
            let attendu = base.par_code(code(actuel)).unwrap();
            let verdict = match resoudre(&base, code(ancien)) {
                Resolution::Actuelle(id) if id == attendu => "actuelle",
                Resolution::Actuelle(id) if base.unite(id).parent == Some(attendu) => {
                    "arrondissement"
                }
                Resolution::Recodee { vers, .. } if vers == attendu => "recodée",
                Resolution::Scindee { vers } if vers.contains(&attendu) => "scindée",
                Resolution::Inconnue => "inconnue",
                // The commune list of INSEE (v_commune, COMPARENT) says 60694, the table did not follow the split.
                Resolution::Recodee { .. } if ancien == "60455" => "rectifiée",
                autre => panic!("{ancien} → {actuel} : {autre:?}"),
            };
            compte.entry(verdict).or_default().push(ancien.clone());
        }
        // The six shared-out communes are not in that table at all: nothing is « scindée » here.
        let nombres: Vec<(&str, usize)> = compte.iter().map(|(k, v)| (*k, v.len())).collect();
        assert_eq!(
            nombres,
            [
                ("actuelle", 34_875),
                ("arrondissement", 45),
                ("inconnue", 13),
                ("recodée", 4_227),
                ("rectifiée", 1),
            ]
        );
        assert_eq!(
            compte["inconnue"],
            [
                "01220", "2A237", "2A294", "2A325", "2B044", "2B076", "2B151", "54448", "54454",
                "66131", "91221", "95025", "95065"
            ],
            "absent from the movements that INSEE publishes (since 1943)"
        );
    }

    /// Every commune that the published movements name, at any date since 1943, is known today.
    #[test]
    fn knows_every_commune_of_the_published_movements() {
        let fichier = "cog/v_mvt_commune_2025_cogiter.csv";
        let Some(lignes) = colonnes(fichier, ["TYPECOM_AV", "COM_AV"]) else {
            return;
        };
        let base = embarquee();
        let inconnus: Vec<&String> = lignes
            .iter()
            .filter(|[genre, c]| genre == "COM" && resoudre(&base, code(c)) == Resolution::Inconnue)
            .map(|[_, c]| c)
            .collect();
        assert!(inconnus.is_empty(), "{inconnus:?}");
    }
}
