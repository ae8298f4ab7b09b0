//! Which commune a row is about: code read, leading zero given back, old code recoded, notes under the table left out.

use crate::load::format::nombre::nombre;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::recodage::{Issue, compose, resoudre};
use crate::model::{CodeCommune, UniteId};

impl Lignes<'_> {
    pub(in crate::load) fn commune(
        &mut self,
        l: &Ligne<'_>,
        premiere: bool,
    ) -> Option<(CodeCommune, UniteId)> {
        let cellule = |p: Option<usize>| p.and_then(|p| l.cellules.get(p)).map(Cellule::en_texte);
        let brut = cellule(self.plan.cle).unwrap_or_default();
        let texte = code_nu(&brut);
        if texte.is_empty() && self.plan.cle_composee.is_none() {
            if self.est_donnee(l, premiere) {
                self.rejette(l, self.plan.cle, "", "code commune absent".into(), None);
            }
            return None;
        }
        if texte.is_empty() {
            let (d, c) = self
                .plan
                .cle_composee
                .map(|(d, c)| (cellule(Some(d)), cellule(Some(c))))?;
            let (d, c) = (d.unwrap_or_default(), c.unwrap_or_default());
            return match compose(&d, &c) {
                Some(code) => self.unite(l, code, code.as_str()),
                None => {
                    self.rejette(
                        l,
                        self.plan.cle,
                        &format!("{d} {c}"),
                        "code commune illisible".into(),
                        None,
                    );
                    None
                }
            };
        }
        if let Ok((code, rendu)) = CodeCommune::parse_repare(texte) {
            let unite = self.unite(l, code, texte);
            self.table.zeros_rendus += usize::from(rendu && unite.is_some());
            return unite;
        }
        if self.est_donnee(l, premiere) {
            self.rejette(
                l,
                self.plan.cle,
                texte,
                "code commune illisible".into(),
                None,
            );
        }
        None
    }

    /// Whether a row without a readable code is a row of data: neither the row of units nor a note under the table.
    fn est_donnee(&self, l: &Ligne<'_>, premiere: bool) -> bool {
        let autres = || {
            let places = l.cellules.iter().enumerate();
            let autres = places.filter(|(place, _)| Some(*place) != self.plan.cle);
            autres.map(|(_, c)| c).filter(|c| !c.est_vide())
        };
        let chiffree = |c: &Cellule<'_>| match c {
            Cellule::Nombre(_) => true,
            autre => nombre(&autre.en_texte()).is_some(),
        };
        self.est_entite() || autres().any(chiffree) || (!premiere && autres().next().is_some())
    }

    fn unite(
        &mut self,
        l: &Ligne<'_>,
        code: CodeCommune,
        texte: &str,
    ) -> Option<(CodeCommune, UniteId)> {
        match resoudre(self.referentiel, code) {
            Issue::Actuelle(unite) => Some((code, unite)),
            Issue::Recodee(unite) => {
                self.table.recodes.insert(code, unite);
                Some((code, unite))
            }
            Issue::Scindee => {
                let motif = "commune scindée depuis : sa valeur n'est attribuable à aucune commune actuelle";
                self.rejette(l, self.plan.cle, texte, motif.into(), None);
                None
            }
            Issue::Inconnue => {
                let motif = format!("code commune inconnu : {}", self.referentiel.nom);
                self.rejette(l, self.plan.cle, texte, motif, None);
                None
            }
        }
    }
}

/// Longest text that cannot be a prefixed code, bytes.
const CODE_LONG: usize = 6;

/// `2026-COM-01001` of the INSEE interface → `01001`.
fn code_nu(texte: &str) -> &str {
    let texte = texte.trim();
    if texte.len() <= CODE_LONG {
        return texte;
    }
    ["-COM-", "-ARM-"]
        .iter()
        .find_map(|m| texte.split_once(m))
        .map_or(texte, |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixed_codes_of_the_insee_interface() {
        assert_eq!(code_nu("2026-COM-01001"), "01001");
        assert_eq!(code_nu(" 2A004 "), "2A004");
    }
}
