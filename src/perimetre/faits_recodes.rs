//! The sentences about recoded communes.

use crate::model::{
    CodeCommune, Constat, Emplacement, MotifAncien, Referentiel, RegleConstat, Severite, UniteId,
};

use super::ensemble_dits::designe;
use super::faits::{constat, exemples, place};

/// A former or partial code, as it is cited.
pub(super) struct Recodage<'a> {
    pub(super) code: CodeCommune,
    pub(super) nom: Option<&'a str>,
    pub(super) motif: MotifAncien,
    pub(super) vers: UniteId,
    pub(super) origine: Option<&'a Emplacement>,
}

/// Writes the findings about recoded communes.
pub(super) struct Lot<'a> {
    pub(super) referentiel: &'a Referentiel,
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

    pub(super) fn anciens(&self, lot: &[Recodage]) -> Option<Constat> {
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

    pub(super) fn partielles(&self, lot: &[Recodage]) -> Option<Constat> {
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
    pub(super) fn completes(&self, lot: &[Recodage]) -> Option<Constat> {
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

    pub(super) fn entieres(&self, lot: &[Recodage]) -> Option<Constat> {
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
}
