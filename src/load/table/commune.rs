//! Which commune a row is about: code read, leading zero given back, old code recoded, notes under the table left out.

use crate::load::format::nombre::nombre;
use crate::load::source::code_en_deux::compose;
use crate::load::source::normalise::normalise;
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::load::table::recodage::{Issue, resoudre};
use crate::model::{CodeCommune, UniteId};

/// The commune of a row; else where the row may stand when it is one of data.
pub(in crate::load) type Lue = Result<(CodeCommune, UniteId), Option<Etendue>>;

/// A commune read without keeping its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) struct CommuneSure {
    /// Where the row is counted.
    pub unite: UniteId,
    /// Former code, when it is one.
    pub recodee: Option<CodeCommune>,
    /// Whether a leading zero was given back.
    pub zero_rendu: bool,
}

impl Lignes<'_> {
    pub(in crate::load) fn commune(&mut self, l: &Ligne<'_>, premiere: bool) -> Lue {
        let cellule = |p: Option<usize>| p.and_then(|p| l.cellules.get(p)).map(Cellule::en_texte);
        let brut = cellule(self.plan.cle).unwrap_or_default();
        if let Some(connues) = self.connues {
            let unite = connues.get(brut.trim()).map(|s| s.unite);
            return self.lieu_connu(unite);
        }
        if let (Some((postal, ville)), Some(postes)) = (self.plan.cle_postale, &mut self.postes) {
            let (postal, ville) = (cellule(Some(postal)), cellule(Some(ville)));
            let unite = postes.commune(&postal.unwrap_or_default(), &ville.unwrap_or_default());
            return self.lieu_connu(unite);
        }
        if let Some((nom, departement)) = self.plan.cle_nom {
            return self.commune_nommee(l, nom, departement);
        }
        let texte = match &self.format.cle_motif {
            Some(_) => self.format.code_ecrit(&brut),
            None => code_nu(&brut),
        };
        if texte.is_empty() && self.plan.cle_composee.is_none() {
            if !self.est_donnee(l, premiere) {
                return Err(None);
            }
            self.rejette(l, self.plan.cle, "", "code commune absent".into(), None);
            return Err(Some(Etendue::Partout));
        }
        if texte.is_empty() {
            return self.commune_composee(l, premiere);
        }
        if let Ok((code, rendu)) = CodeCommune::parse_repare(texte) {
            let unite = self.unite(l, code, texte);
            self.table.zeros_rendus += usize::from(rendu && unite.is_ok());
            return unite;
        }
        if !self.est_donnee(l, premiere) {
            return Err(None);
        }
        let motif = "code commune illisible".into();
        self.rejette(l, self.plan.cle, texte, motif, None);
        Err((!est_total(texte)).then(|| Etendue::du_code(self.referentiel, texte)))
    }

    /// The commune that something else than a code gives to a row: without it, the row is of no place.
    fn lieu_connu(&mut self, unite: Option<UniteId>) -> Lue {
        self.table.sans_lieu += u64::from(unite.is_none());
        let unite = unite.ok_or(None)?;
        Ok((self.referentiel.unite(unite).code, unite))
    }

    fn commune_composee(&mut self, l: &Ligne<'_>, premiere: bool) -> Lue {
        let cellule = |p: usize| {
            let cellule = l.cellules.get(p).map(Cellule::en_texte);
            cellule.unwrap_or_default().into_owned()
        };
        let (d, c) = self
            .plan
            .cle_composee
            .map(|(d, c)| (cellule(d), cellule(c)))
            .unwrap_or_default();
        if let Some(code) = compose(&d, &c) {
            return self.unite(l, code, code.as_str());
        }
        if d.trim().is_empty() && c.trim().is_empty() && !self.est_donnee(l, premiere) {
            return Err(None);
        }
        let (valeur, motif) = (format!("{d} {c}"), "code commune illisible");
        let place = self.plan.cle.or(self.plan.cle_composee.map(|(_, c)| c));
        self.rejette(l, place, &valeur, motif.into(), None);
        let mut departements = self.referentiel.departements.iter();
        let rang = departements.position(|x| x.code == d.trim());
        Err(Some(rang.map_or(Etendue::Partout, Etendue::Departement)))
    }

    /// Whether a row without a readable code is a row of data: neither the row of units nor a note under the table.
    fn est_donnee(&self, l: &Ligne<'_>, premiere: bool) -> bool {
        // A list of CPTS gives the name of the commune beside: alone, it may be that of a total.
        let nom = self.plan.nom.filter(|_| self.plan.cpts.is_some());
        let autres = || {
            let places = l.cellules.iter().enumerate();
            let autres = places.filter(|(p, _)| Some(*p) != self.plan.cle && Some(*p) != nom);
            autres.map(|(_, c)| c).filter(|c| !c.est_vide())
        };
        let chiffree = |c: &Cellule<'_>| match c {
            Cellule::Nombre(_) => true,
            autre => nombre(&autre.en_texte()).is_some(),
        };
        self.est_entite() || autres().any(chiffree) || (!premiere && autres().next().is_some())
    }

    /// The commune of a cell, noted as read; `None` when it names no commune of today, which the row must then say.
    pub(in crate::load) fn commune_sure(&self, brut: &str) -> Option<CommuneSure> {
        let texte = match &self.format.cle_motif {
            Some(_) => self.format.code_ecrit(brut),
            None => code_nu(brut),
        };
        let (code, zero_rendu) = CodeCommune::parse_repare(texte).ok()?;
        let (unite, recodee) = match resoudre(self.referentiel, code) {
            Issue::Actuelle(unite) => (unite, None),
            Issue::Recodee(unite) => (unite, Some(code)),
            Issue::Scindee | Issue::Inconnue => return None,
        };
        let unite = self.lieu(unite);
        Some(CommuneSure {
            unite,
            recodee,
            zero_rendu,
        })
    }

    /// Where the rows of a unit are counted: in the city, for an arrondissement, when the format says so.
    fn lieu(&self, unite: UniteId) -> UniteId {
        let entieres = self.format.d.flux.is_some_and(|f| f.villes_entieres);
        let ville = self.referentiel.unite(unite).parent;
        ville.filter(|_| entieres).unwrap_or(unite)
    }

    pub(super) fn unite(&mut self, l: &Ligne<'_>, code: CodeCommune, texte: &str) -> Lue {
        match resoudre(self.referentiel, code) {
            Issue::Actuelle(unite) => Ok((code, self.lieu(unite))),
            Issue::Recodee(unite) => {
                self.table.recodes.insert(code, unite);
                Ok((code, self.lieu(unite)))
            }
            Issue::Scindee => {
                let motif = "commune scindée depuis : sa valeur n'est attribuable à aucune commune actuelle";
                self.rejette(l, self.plan.cle, texte, motif.into(), None);
                let parts = self.referentiel.scindees.get(&code);
                Err(Some(Etendue::Parts(parts.cloned().unwrap_or_default())))
            }
            Issue::Inconnue => {
                let motif = format!("code commune inconnu : {}", self.referentiel.nom);
                self.rejette(l, self.plan.cle, texte, motif, None);
                Err(Some(Etendue::du_code(self.referentiel, texte)))
            }
        }
    }
}

/// Whether a text in place of a code names the whole table and not a commune.
fn est_total(texte: &str) -> bool {
    let net = normalise(texte);
    let premier = net.split(' ').next().unwrap_or_default();
    matches!(premier, "total" | "totaux" | "ensemble" | "france")
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
