//! What happened while codes were looked up, told in one finding for all the lines that have the same trouble.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    CodeCommune, Constat, Emplacement, MotifAncien, Referentiel, RegleConstat, SectionId, Severite,
    UniteId,
};

use super::ensemble::designe;
use super::valeurs::{court, lignes};

/// Examples of a sentence that stands for many lines.
const EXEMPLES: usize = 5;

/// What happened to a commune that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fait {
    /// What.
    pub nature: Nature,
    /// Where it was written, in a list.
    pub origine: Option<Emplacement>,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Nature {
    /// The code had lost its leading zero.
    ZeroRendu { lu: String, code: CodeCommune },
    /// The code is a former one, or that of a part of a commune.
    Recodee {
        code: CodeCommune,
        nom: Option<String>,
        motif: MotifAncien,
        vers: UniteId,
        part_ecrite: bool,
    },
    /// The name beside is not that of the commune.
    NomDifferent {
        code: CodeCommune,
        unite: UniteId,
        nom: String,
    },
}

/// Under which codes each current commune was asked for; `None` stands for its own.
pub(super) type Demandes = BTreeMap<UniteId, BTreeSet<Option<CodeCommune>>>;

/// A former or partial code, as it is cited.
struct Recodage<'a> {
    code: CodeCommune,
    nom: Option<&'a str>,
    motif: MotifAncien,
    vers: UniteId,
    origine: Option<&'a Emplacement>,
}

/// The findings, one for each kind of fact.
pub(super) fn constats(
    referentiel: &Referentiel,
    faits: &[Fait],
    demandes: &Demandes,
) -> Vec<Constat> {
    let (mut anciens, mut partielles, mut entieres, mut completes) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for fait in faits {
        let Nature::Recodee {
            code,
            nom,
            motif,
            vers,
            part_ecrite,
        } = &fait.nature
        else {
            continue;
        };
        let recodage = Recodage {
            code: *code,
            nom: nom.as_deref(),
            motif: *motif,
            vers: *vers,
            origine: fait.origine.as_ref(),
        };
        match motif {
            MotifAncien::Ancien => anciens.push(recodage),
            _ if *part_ecrite => partielles.push(recodage),
            _ if complete(referentiel, demandes, *vers) => completes.push(recodage),
            _ => entieres.push(recodage),
        }
    }
    let lot = Lot { referentiel };
    let trouves = [
        zeros(faits),
        lot.anciens(&anciens),
        lot.partielles(&partielles),
        lot.completes(&completes),
        lot.entieres(&entieres),
        lot.noms(faits),
    ];
    trouves.into_iter().flatten().collect()
}

/// Whether the whole commune was asked for: itself, or all its communes déléguées or associées.
fn complete(referentiel: &Referentiel, demandes: &Demandes, vers: UniteId) -> bool {
    let Some(codes) = demandes.get(&vers) else {
        return false;
    };
    let actuel = referentiel.unite(vers).code;
    let demandee =
        |code: CodeCommune| codes.contains(&Some(code)) || code == actuel && codes.contains(&None);
    let mut parties = referentiel
        .deleguees
        .iter()
        .filter(|d| d.vers == vers)
        .map(|d| d.code)
        .peekable();
    codes.contains(&None) || parties.peek().is_some() && parties.all(demandee)
}

fn place(origines: &[Option<&Emplacement>]) -> String {
    let numeros: Vec<u64> = origines
        .iter()
        .filter_map(|o| o.and_then(|o| o.ligne))
        .collect();
    if numeros.is_empty() {
        String::new()
    } else {
        format!(" ({})", lignes(numeros))
    }
}

fn constat(
    id: RegleConstat,
    severite: Severite,
    texte: String,
    communes: impl IntoIterator<Item = CodeCommune>,
    origine: Option<&Emplacement>,
) -> Constat {
    let constat = Constat::new(id, severite, SectionId::S1, texte).avec_communes(communes);
    match origine {
        Some(origine) => constat.avec_origine(origine.to_string()),
        None => constat,
    }
}

/// The first examples, then the count of the others.
fn exemples(textes: Vec<String>, separateur: &str) -> String {
    let debut = textes
        .iter()
        .take(EXEMPLES)
        .cloned()
        .collect::<Vec<_>>()
        .join(separateur);
    match textes.len().saturating_sub(EXEMPLES) {
        0 => debut,
        1 => format!("{debut} et un autre"),
        n => format!("{debut} et {n} autres"),
    }
}

fn zeros(faits: &[Fait]) -> Option<Constat> {
    let lus = faits.iter().filter_map(|f| match &f.nature {
        Nature::ZeroRendu { lu, code } => Some((lu.as_str(), *code)),
        _ => None,
    });
    let lus: Vec<(&str, CodeCommune)> = lus.collect();
    let (lu, code) = lus.first()?;
    let texte = match lus.len() {
        1 => format!("Le code « {lu} » avait perdu son zéro initial : il a été lu {code}."),
        n => format!(
            "{n} codes avaient perdu leur zéro initial : « {lu} » a été lu {code}, et ainsi des autres."
        ),
    };
    Some(constat(
        RegleConstat::ZeroInitialRendu,
        Severite::Information,
        texte,
        lus.iter().map(|l| l.1),
        None,
    ))
}

/// Writes the findings about recoded communes.
struct Lot<'a> {
    referentiel: &'a Referentiel,
}

impl Lot<'_> {
    fn ecrit(r: &Recodage) -> String {
        r.nom
            .map_or(r.code.to_string(), |nom| format!("{} ({nom})", r.code))
    }

    fn fleches(&self, lot: &[Recodage]) -> String {
        let fleche =
            |r: &Recodage| format!("{} → {}", Self::ecrit(r), designe(self.referentiel, r.vers));
        exemples(lot.iter().map(fleche).collect(), ", ")
    }

    fn constat(
        &self,
        id: RegleConstat,
        severite: Severite,
        texte: String,
        lot: &[Recodage],
    ) -> Constat {
        let codes = lot.iter().map(|r| self.referentiel.unite(r.vers).code);
        constat(
            id,
            severite,
            texte,
            codes,
            lot.first().and_then(|r| r.origine),
        )
    }

    fn place(lot: &[Recodage]) -> String {
        place(&lot.iter().map(|r| r.origine).collect::<Vec<_>>())
    }

    fn anciens(&self, lot: &[Recodage]) -> Option<Constat> {
        let texte = match lot {
            [] => return None,
            [r] => format!(
                "{} est un ancien code, remplacé par {}.",
                Self::ecrit(r),
                designe(self.referentiel, r.vers)
            ),
            _ => format!(
                "{} codes sont anciens et remplacés par les codes actuels{} : {}.",
                lot.len(),
                Self::place(lot),
                self.fleches(lot)
            ),
        };
        Some(self.constat(RegleConstat::CodeRecode, Severite::Information, texte, lot))
    }

    fn genre(motif: MotifAncien) -> &'static str {
        if motif == MotifAncien::Associee {
            "une commune associée"
        } else {
            "une commune déléguée"
        }
    }

    fn partielles(&self, lot: &[Recodage]) -> Option<Constat> {
        let texte = match lot {
            [] => return None,
            [r] => format!(
                "{} est {} de {} : la part écrite est celle de la population de cette commune.",
                Self::ecrit(r),
                Self::genre(r.motif),
                designe(self.referentiel, r.vers)
            ),
            _ => format!(
                "{} codes sont ceux de communes déléguées ou associées{} : {}. Les parts écrites sont celles de la \
                 population des communes entières.",
                lot.len(),
                Self::place(lot),
                self.fleches(lot)
            ),
        };
        Some(self.constat(RegleConstat::CodeRecode, Severite::Information, texte, lot))
    }

    /// Nothing more is brought in than what was asked.
    fn completes(&self, lot: &[Recodage]) -> Option<Constat> {
        let texte = match lot {
            [] => return None,
            [r] => format!(
                "{} est {} de {}, prise en entier comme demandé.",
                Self::ecrit(r),
                Self::genre(r.motif),
                designe(self.referentiel, r.vers)
            ),
            _ => format!(
                "{} codes sont ceux de communes déléguées ou associées{}, dont la commune est prise en entier comme demandé : {}.",
                lot.len(),
                Self::place(lot),
                self.fleches(lot)
            ),
        };
        Some(self.constat(RegleConstat::CodeRecode, Severite::Information, texte, lot))
    }

    fn entieres(&self, lot: &[Recodage]) -> Option<Constat> {
        let code = self.referentiel.unite(lot.first()?.vers).code;
        let remede = format!(
            "Pour n'en prendre qu'une part, écrivez-la, par exemple commune:{code}@0.4 (part de la population)."
        );
        let texte = match lot {
            [r] => format!(
                "{} est {} de {} : la commune entière est prise. {remede}",
                Self::ecrit(r),
                Self::genre(r.motif),
                designe(self.referentiel, r.vers)
            ),
            _ => format!(
                "{} codes sont ceux de communes déléguées ou associées{}, et la commune entière est prise à chaque fois : {}. {remede}",
                lot.len(),
                Self::place(lot),
                self.fleches(lot)
            ),
        };
        Some(self.constat(
            RegleConstat::CommuneDelegueeEntiere,
            Severite::Attention,
            texte,
            lot,
        ))
    }

    fn noms(&self, faits: &[Fait]) -> Option<Constat> {
        let differents = faits.iter().filter_map(|f| match &f.nature {
            Nature::NomDifferent { code, unite, nom } => {
                Some((*code, *unite, court(nom), f.origine.as_ref()))
            }
            _ => None,
        });
        let lot: Vec<_> = differents.collect();
        let (code, unite, nom, origine) = lot.first()?;
        let actuel = |id: UniteId| self.referentiel.unite(id).nom.as_str();
        let texte = match lot.len() {
            1 => format!(
                "Le code {code} est celui de {}, mais le nom écrit à côté est « {nom} » : vérifiez lequel des deux est \
                 voulu (le code a été suivi ; une commune peut aussi avoir changé de nom).",
                actuel(*unite)
            ),
            n => {
                let origines: Vec<_> = lot.iter().map(|l| l.3).collect();
                let un = |l: &(CodeCommune, UniteId, String, _)| {
                    format!("{} est {}, écrit « {} »", l.0, actuel(l.1), l.2)
                };
                format!(
                    "{n} codes ne sont pas ceux des communes nommées à côté{} : {} ; vérifiez lequel des deux est voulu \
                     (les codes ont été suivis ; une commune peut aussi avoir changé de nom).",
                    place(&origines),
                    exemples(lot.iter().map(un).collect(), " ; ")
                )
            }
        };
        let codes = lot.iter().map(|l| self.referentiel.unite(l.1).code);
        Some(constat(
            RegleConstat::NomDifferentDuCode,
            Severite::Attention,
            texte,
            codes,
            *origine,
        ))
    }
}
