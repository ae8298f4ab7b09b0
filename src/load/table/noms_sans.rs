//! Rows without name of a commune → CPTS list: unknown where the name above may hold for them, without CPTS elsewhere; always said.

use std::collections::BTreeSet;

use crate::francais::{denombre, enumerer, pluriel};
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::lignes::Lignes;
use crate::load::table::nom_cpts::{NomCpts, nom_cpts};
use crate::load::table::noms_vides::Place;
use crate::load::table::xlsx::inscrites::{FORMULE, FUSIONNEE};
use crate::model::{
    CodeCommune, Constat, CptsPerdue, RegleConstat, Rejet, SectionId, Severite, UniteId,
};

/// Names given in a sentence.
const NOMS: usize = 3;
/// Why the row is not used.
const MOTIF: &str = "nom de CPTS absent : le nom écrit au-dessus vaut peut-être pour cette ligne ; écrivez-le, ou « Aucune »";

impl Lignes<'_> {
    /// Notes what a row of a list of CPTS writes in the place of the name, whatever its commune.
    pub(super) fn note_le_nom(&mut self, l: &Ligne<'_>) {
        let place = self.plan.cpts.map(|(nom, _)| nom);
        let Some(cellule) = place
            .and_then(|p| l.cellules.get(p))
            .filter(|c| !c.est_vide())
        else {
            return;
        };
        let texte = cellule.en_texte();
        match nom_cpts(&texte) {
            _ if [FUSIONNEE, FORMULE].contains(&&*texte) => {}
            NomCpts::Sans => self.noms_ecrits.sans(),
            NomCpts::Dit | NomCpts::Illisible => self.noms_ecrits.nom(&texte),
        }
    }

    /// A row that has a commune and no name; its stage may say that there is no CPTS.
    pub(super) fn sans_nom(&mut self, l: &Ligne<'_>, unite: UniteId) {
        let stade = self.plan.stade.first().copied().flatten();
        let dit_sans = |c: &Cellule<'_>| !c.est_vide() && nom_cpts(&c.en_texte()) == NomCpts::Sans;
        if stade.and_then(|p| l.cellules.get(p)).is_some_and(dit_sans) {
            let departement = self.referentiel.unite(unite).departement;
            self.table.cpts_champ.insert(departement);
            return;
        }
        let ligne = l.numero;
        self.noms_ecrits.vide(Place { ligne, unite });
    }

    /// Tells the rows without name for which the name above may hold from those that have no CPTS.
    pub(super) fn juge_les_noms_vides(&mut self) {
        let vides = std::mem::take(&mut self.noms_ecrits).juge();
        let colonne = self.plan.cpts.and_then(|(nom, _)| self.plan.noms.get(nom));
        for (Place { ligne, unite }, nom) in &vides.douteux {
            self.table.cpts_inconnues.insert(*unite);
            self.table.rejets.push(Rejet {
                fichier: self.fichier.to_owned(),
                ligne: *ligne,
                colonne: colonne.cloned(),
                valeur: String::new(),
                motif: MOTIF.to_owned(),
                commune: Some(self.referentiel.unite(*unite).code),
            });
            self.table.cpts_perdues.push(CptsPerdue {
                cpts: Some(nom.clone()),
                fichier: self.fichier.to_owned(),
                ligne: *ligne,
                valeur: String::new(),
                sans_lieu: false,
            });
        }
        let code = |p: &Place| self.referentiel.unite(p.unite).code;
        let douteuses: Vec<CodeCommune> = vides.douteux.iter().map(|(p, _)| code(p)).collect();
        let noms: BTreeSet<&str> = vides.douteux.iter().map(|(_, n)| n.as_str()).collect();
        let sans: Vec<CodeCommune> = vides.sans.iter().map(code).collect();
        let dits = [
            self.dit_les_douteuses(&noms, douteuses),
            self.dit_les_sans(sans),
        ];
        self.table.constats.extend(dits.into_iter().flatten());
    }

    fn dit_les_douteuses(&self, noms: &BTreeSet<&str>, codes: Vec<CodeCommune>) -> Option<Constat> {
        let n = codes.len();
        let cites: Vec<String> = noms
            .iter()
            .map(|nom| format!("«\u{a0}{nom}\u{a0}»"))
            .collect();
        let texte = format!(
            "{}\u{a0}: {} sans nom de CPTS sous {}. Ce nom vaut peut-être pour {} (cellules fusionnées, ou nom écrit une seule \
             fois par groupe)\u{a0}: la couverture de {} est inconnue, et non nulle. Écrivez le nom de la CPTS sur chaque ligne, et \
             «\u{a0}Aucune\u{a0}» là où il n'y en a pas.",
            self.fichier,
            denombre(n, "ligne", "lignes"),
            enumerer(&cites, NOMS),
            if n > 1 { "elles" } else { "elle" },
            if n > 1 {
                "leurs communes"
            } else {
                "sa commune"
            },
        );
        (n > 0).then(|| self.constat_des_vides(Severite::Attention, texte, codes))
    }

    fn dit_les_sans(&self, codes: Vec<CodeCommune>) -> Option<Constat> {
        let n = codes.len();
        let texte = format!(
            "{}\u{a0}: {} sans nom de CPTS, lue{} comme sans CPTS\u{a0}: rien n'indique qu'un nom écrit au-dessus vaille pour {}. S'il \
             y manque un nom, écrivez-le\u{a0}; là où il n'y a pas de CPTS, «\u{a0}Aucune\u{a0}» le dit sans doute possible.",
            self.fichier,
            denombre(n, "ligne", "lignes"),
            pluriel(n),
            if n > 1 { "elles" } else { "elle" },
        );
        (n > 0).then(|| self.constat_des_vides(Severite::Information, texte, codes))
    }

    fn constat_des_vides(
        &self,
        severite: Severite,
        texte: String,
        codes: Vec<CodeCommune>,
    ) -> Constat {
        Constat::new(RegleConstat::CptsSansNom, severite, SectionId::S1, texte)
            .avec_communes(codes)
            .avec_origine(self.fichier)
    }
}
