//! The whole screen: key figures of every section, coverage, scarcity, every finding to be read.

use super::{Cadre, base, chiffres, dire, partie, pied};
use crate::francais::denombre;
use crate::model::{Constat, Severite};
use crate::rapport::aci::marge;
use crate::rapport::document::contexte::Contexte;
use crate::rapport::document::soin::soigner_document;
use crate::rapport::document::{
    Bloc, Dit, Document, Partie, completude, constats, couverture, essentiel, qualite, sections,
    sous_densite,
};
use crate::rapport::{Rapport, ordre};

/// The report on as many lines as it takes.
#[must_use]
pub fn construire<'a>(rapport: &'a Rapport, cadre: Cadre<'a>) -> Document<'a> {
    let contexte = cadre.contexte(rapport);
    let mut document = base(rapport);
    document.fiche = essentiel::fiche(rapport);
    let mut parties: Vec<Partie<'a>> = partie("", tete(rapport)).into_iter().collect();
    parties.extend(partie(
        "Indicateurs clés",
        chiffres::detail(&contexte, &cadre),
    ));
    let reperes = chiffres::reperes(&contexte);
    let reperes = (!reperes.is_empty()).then_some(Bloc::Puces(reperes));
    parties.extend(partie(chiffres::REPERES, reperes.into_iter().collect()));
    parties.push(sections::seule(couverture::volet(&contexte)));
    parties.push(sections::seule(sous_densite::volet(&contexte)));
    parties.extend(dits(&contexte));
    let fin = [completude::reste(&contexte), pied::lus(rapport).join(" · ")];
    parties.extend(partie("", fin.map(Bloc::Note).into()));
    document.parties = parties;
    soigner_document(&mut document);
    document
}

/// What is to be known of the population, and what would change the tier of a CPTS.
fn tete<'a>(rapport: &Rapport) -> Vec<Bloc<'a>> {
    let financement = &rapport.financement;
    let note = rapport.population.note.clone().map(Bloc::Note);
    let motif = financement.motif.clone().map(Bloc::Texte);
    let marges = financement.marges.iter();
    let marges = marges.filter(|_| rapport.perimetre.genre.est_cpts());
    let marges: Vec<String> = marges.map(marge).collect();
    let marges = (!marges.is_empty()).then_some(Bloc::Puces(marges));
    note.into_iter().chain(motif).chain(marges).collect()
}

/// Findings on the territory, then those on the files that are to be checked and the number of the others.
fn dits<'a>(contexte: &Contexte<'_>) -> Vec<Partie<'a>> {
    let tous = &contexte.rapport.constats;
    let mut siens = ordre::territoire(tous);
    siens.extend(ordre::alertes_sur_les_donnees(tous));
    let (a_verifier, autres): (Vec<&Constat>, Vec<&Constat>) = ordre::donnees(tous)
        .into_iter()
        .partition(|c| c.severite > Severite::Information);
    let en_mots = |liste: &[&Constat]| {
        let entiers = liste.iter().map(|c| entier(contexte, c));
        dire(contexte.rapport, entiers, liste)
    };
    let verifier = Some(&a_verifier).filter(|liste| !liste.is_empty());
    let mut donnees: Vec<Bloc<'a>> = verifier.and_then(|l| en_mots(l)).into_iter().collect();
    if !autres.is_empty() {
        let dits = denombre(autres.len(), "information", "informations");
        let dits = format!("{dits} sur les données dans les sorties HTML et JSON.");
        donnees.push(Bloc::Note(dits));
    }
    let parties = [
        partie("Constats", en_mots(&siens).into_iter().collect()),
        partie(qualite::CONSTATS, donnees),
    ];
    parties.into_iter().flatten().collect()
}

/// A finding with its communes, unless they are so many that a page folds them.
fn entier(contexte: &Contexte<'_>, constat: &Constat) -> Dit {
    let dit = constats::en_detail(contexte, constat);
    Dit {
        lieux: dit.lieux.filter(|l| !l.plie),
        ..dit
    }
}
