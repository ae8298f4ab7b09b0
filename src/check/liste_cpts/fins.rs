//! The CPTS of the list that end: those that ended before the day of the report cover nobody.

use std::collections::BTreeSet;

use crate::francais::{denombre, enumerer};
use crate::model::{Constat, Dataset, DateCivile, RegleConstat, SectionId, Severite, UniteId};

/// CPTS named in a sentence.
const NOMS: usize = 4;

/// Takes out the lines of the CPTS that ended before a day, and says so; without a day, says that some end and count.
pub fn termine(d: &mut Dataset, jour: Option<DateCivile>) {
    let finie = |fin: Option<DateCivile>| fin.is_some_and(|fin| jour.is_none_or(|j| fin < j));
    let siennes = d.cpts_finies.iter().filter(|f| finie(f.fin));
    let lignes: BTreeSet<(UniteId, String)> = siennes.map(|f| (f.unite, f.cpts.clone())).collect();
    if lignes.is_empty() {
        return;
    }
    let noms: BTreeSet<&str> = lignes.iter().map(|(_, nom)| nom.as_str()).collect();
    let cites: Vec<String> = noms.iter().map(|n| format!("«\u{a0}{n}\u{a0}»")).collect();
    let debut = format!(
        "La liste donne une fin à {} ({})",
        denombre(noms.len(), "CPTS", "CPTS"),
        enumerer(&cites, NOMS)
    );
    let communes = denombre(lignes.len(), "commune", "communes");
    let (severite, suite) = match jour {
        Some(jour) => (
            Severite::Attention,
            format!(
                "\u{a0}: elle est passée le {jour} pour {communes}, qui ne compte{} pas.",
                nt(lignes.len())
            ),
        ),
        None => (
            Severite::Information,
            format!(
                "\u{a0}: sans date du rapport (--date), {communes} compte{} comme couverte{} jusque-là.",
                nt(lignes.len()),
                crate::francais::pluriel(lignes.len()),
            ),
        ),
    };
    let codes = lignes.iter().map(|(u, _)| d.referentiel.unite(*u).code);
    let constat = Constat::new(
        RegleConstat::CptsStade,
        severite,
        SectionId::S1,
        debut + &suite,
    )
    .avec_communes(codes);
    d.constats.push(constat);
    if jour.is_some() {
        let departement = |(u, _): &(UniteId, String)| d.referentiel.unite(*u).departement;
        d.cpts_champ.extend(lignes.iter().map(departement));
        d.cpts
            .retain(|l| !lignes.contains(&(l.unite, l.cpts.clone())));
    }
}

fn nt(n: usize) -> &'static str {
    if n > 1 { "nt" } else { "" }
}
