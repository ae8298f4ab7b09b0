//! Decodes the embedded base: one inflated text, one line per column, values separated by tabs.

use std::io::Read;

use flate2::read::DeflateDecoder;

use super::colonnes::{
    BaseIllisible, Colonnes, Lu, code, facultatif, illisible, nombre, tranches, unite,
};
use crate::model::{
    AncienCode, CodeCommune, DateCivile, Deleguee, Departement, Epci, Genre, MotifAncien,
    Referentiel, Region, Separation, Unite, UniteId,
};

/// Decodes a base made by `examples/fabriquer_base`.
///
/// # Errors
/// [`BaseIllisible`] when the bytes are truncated or not in that layout.
pub fn decoder(octets: &[u8]) -> Result<Referentiel, BaseIllisible> {
    let mut texte = String::with_capacity(2 << 20);
    DeflateDecoder::new(octets)
        .read_to_string(&mut texte)
        .map_err(|e| BaseIllisible(e.to_string()))?;
    let mut colonnes = Colonnes(texte.lines());
    let mut base = entete(&mut colonnes)?;
    let autres = autres_millesimes(&mut colonnes)?;
    divisions(&mut colonnes, &mut base)?;
    date_populations(&mut base, &autres)?;
    epcis(&mut colonnes, &mut base)?;
    unites(&mut colonnes, &mut base)?;
    base.indexer();
    deleguees(&mut colonnes, &mut base)?;
    anciens(&mut colonnes, &mut base)?;
    fins(&mut colonnes, &mut base)?;
    scindees(&mut colonnes, &mut base)?;
    separations(&mut colonnes, &mut base)?;
    Ok(base)
}

fn entete(colonnes: &mut Colonnes<'_>) -> Lu<Referentiel> {
    let mut valeurs = colonnes.suivante("base")?;
    let mut suivant = || valeurs.next().ok_or_else(|| illisible("base"));
    let mut base = Referentiel::default();
    base.nom = suivant()?.to_owned();
    base.millesime_population = nombre(suivant()?)?;
    base.note_population = suivant()?.to_owned();
    Ok(base)
}

/// Départements whose population is of another year.
fn autres_millesimes<'a>(colonnes: &mut Colonnes<'a>) -> Lu<Vec<(&'a str, u16)>> {
    let codes = colonnes.suivante("population.departement")?;
    let annees = colonnes.suivante("population.annee")?;
    codes
        .zip(annees)
        .map(|(code, annee)| Ok((code, nombre(annee)?)))
        .collect()
}

fn date_populations(base: &mut Referentiel, autres: &[(&str, u16)]) -> Lu<()> {
    for (code, annee) in autres {
        let rang = base.departements.iter().position(|d| d.code == *code);
        let rang = rang.ok_or_else(|| illisible("population.departement"))?;
        base.autres_millesimes.insert(rang, *annee);
    }
    Ok(())
}

fn divisions(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let codes = colonnes.suivante("region.code")?;
    let noms = colonnes.suivante("region.nom")?;
    base.regions = codes
        .zip(noms)
        .map(|(code, nom)| Region {
            code: code.to_owned(),
            nom: nom.to_owned(),
        })
        .collect();
    let codes = colonnes.suivante("departement.code")?;
    let noms = colonnes.suivante("departement.nom")?;
    let regions = colonnes.suivante("departement.region")?;
    for ((code, nom), region) in codes.zip(noms).zip(regions) {
        let region: usize = nombre(region)?;
        if region >= base.regions.len() {
            return Err(illisible("departement.region"));
        }
        base.departements.push(Departement {
            code: code.to_owned(),
            nom: nom.to_owned(),
            region,
        });
    }
    Ok(())
}

fn epcis(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let sirens = colonnes.suivante("epci.siren")?;
    let noms = colonnes.suivante("epci.nom")?;
    let genres = colonnes.suivante("epci.genre")?;
    base.epcis = sirens
        .zip(noms)
        .zip(genres)
        .map(|((siren, nom), genre)| Epci {
            siren: siren.to_owned(),
            nom: nom.to_owned(),
            genre: genre.to_owned(),
            membres: Vec::new(),
        })
        .collect();
    Ok(())
}

fn genre(lettre: char) -> Lu<Genre> {
    match lettre {
        'C' => Ok(Genre::Commune),
        'O' => Ok(Genre::CommuneCom),
        'A' => Ok(Genre::Arrondissement),
        _ => Err(illisible("unite.genre")),
    }
}

/// Rank of the département of a code: most often that of the code before.
fn departement(base: &Referentiel, code: CodeCommune, precedent: usize) -> Lu<usize> {
    let cherche = code.departement();
    let meme = |d: &Departement| d.code == cherche;
    if base.departements.get(precedent).is_some_and(meme) {
        return Ok(precedent);
    }
    base.departements
        .binary_search_by(|d| d.code.as_str().cmp(cherche))
        .map_err(|_| illisible(cherche))
}

fn unites(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let codes = tranches(colonnes.texte("unite.code")?, 5);
    let mut noms = colonnes.suivante("unite.nom")?;
    let genres = colonnes.texte("unite.genre")?;
    let mut populations = colonnes.suivante("unite.population")?;
    let mut epcis = tranches(colonnes.texte("unite.epci")?, 4);
    base.unites = Vec::with_capacity(genres.len());
    let mut rang = 0;
    for (texte, lettre) in codes.zip(genres.chars()) {
        let code = code(texte)?;
        let nom = noms.next().ok_or_else(|| illisible("unite.nom"))?;
        rang = departement(base, code, rang)?;
        base.unites.push(Unite {
            code,
            nom: nom.to_owned(),
            genre: genre(lettre)?,
            parent: None,
            departement: rang,
            epci: facultatif(epcis.next().unwrap_or_default().trim_start_matches(' '))?,
            population: facultatif(populations.next().unwrap_or_default())?,
        });
    }
    rattache(colonnes, base)
}

/// Links the arrondissements to their city, and the communes to their EPCI.
fn rattache(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let mut villes = colonnes.suivante("unite.ville")?;
    for i in 0..base.unites.len() {
        let Some(unite) = base.unites.get(i) else {
            break;
        };
        if unite.genre == Genre::Arrondissement {
            let ville = code(villes.next().unwrap_or_default())?;
            let rang = base.unites.binary_search_by_key(&ville, |u| u.code);
            let rang = rang.ok().and_then(|r| u32::try_from(r).ok());
            let parent = rang.map(UniteId).ok_or_else(|| illisible("unite.ville"))?;
            if let Some(unite) = base.unites.get_mut(i) {
                unite.parent = Some(parent);
            }
        } else if let Some(epci) = unite.epci {
            let epci = base.epcis.get_mut(epci);
            let id = u32::try_from(i).map_err(|_| illisible("unite"))?;
            epci.ok_or_else(|| illisible("unite.epci"))?
                .membres
                .push(UniteId(id));
        }
    }
    Ok(())
}

fn deleguees(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let codes = colonnes.suivante("deleguee.code")?;
    let noms = colonnes.suivante("deleguee.nom")?;
    let vers = colonnes.suivante("deleguee.vers")?;
    let motifs = colonnes.texte("deleguee.motif")?;
    for (((texte, nom), vers), motif) in codes.zip(noms).zip(vers).zip(motifs.chars()) {
        let motif = match motif {
            'D' => MotifAncien::Deleguee,
            _ => MotifAncien::Associee,
        };
        let deleguee = Deleguee {
            code: code(texte)?,
            nom: nom.to_owned(),
            motif,
            vers: unite(vers, base.unites.len())?,
        };
        retient(base, deleguee.code, deleguee.vers, motif, nom);
        base.deleguees.push(deleguee);
    }
    Ok(())
}

/// Adds a former code, unless it is that of a current commune.
fn retient(
    base: &mut Referentiel,
    code: CodeCommune,
    vers: UniteId,
    motif: MotifAncien,
    nom: &str,
) {
    if base.par_code(code).is_none() {
        let nom = (!nom.is_empty()).then(|| nom.to_owned());
        base.anciens.insert(
            code,
            AncienCode {
                vers,
                motif,
                nom,
                fin: None,
                entier: false,
            },
        );
    }
}

fn anciens(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let codes = colonnes.suivante("ancien.code")?;
    let vers = colonnes.suivante("ancien.vers")?;
    let noms = colonnes.suivante("ancien.nom")?;
    for ((texte, vers), nom) in codes.zip(vers).zip(noms) {
        let vers = unite(vers, base.unites.len())?;
        retient(base, code(texte)?, vers, MotifAncien::Ancien, nom);
    }
    Ok(())
}

fn date(texte: &str) -> Lu<DateCivile> {
    DateCivile::parse(texte).map_err(|_| illisible(texte))
}

/// Day from which the former codes no longer stand for a commune of their own.
fn fins(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    for (dates, listes, entier) in [
        ("fusion.date", "fusion.codes", false),
        ("changement.date", "changement.codes", true),
    ] {
        let dates = colonnes.suivante(dates)?;
        let listes = colonnes.suivante(listes)?;
        for (jour, liste) in dates.zip(listes) {
            let jour = date(jour)?;
            for code in codes(liste)? {
                if let Some(ancien) = base.anciens.get_mut(&code) {
                    (ancien.fin, ancien.entier) = (Some(jour), entier);
                }
            }
        }
    }
    Ok(())
}

fn codes(texte: &str) -> Lu<Vec<CodeCommune>> {
    texte.split(' ').map(code).collect()
}

fn scindees(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let anciens = colonnes.suivante("scindee.code")?;
    colonnes.suivante("scindee.nom")?;
    colonnes.suivante("scindee.date")?;
    let vers = colonnes.suivante("scindee.vers")?;
    for (ancien, vers) in anciens.zip(vers) {
        let ids = codes(vers)?
            .into_iter()
            .filter_map(|c| base.par_code(c))
            .collect();
        base.scindees.insert(code(ancien)?, ids);
    }
    Ok(())
}

fn separations(colonnes: &mut Colonnes<'_>, base: &mut Referentiel) -> Lu<()> {
    let de = colonnes.suivante("separation.code")?;
    let noms = colonnes.suivante("separation.nom")?;
    let dates = colonnes.suivante("separation.date")?;
    let vers = colonnes.suivante("separation.vers")?;
    for (((de, nom), jour), vers) in de.zip(noms).zip(dates).zip(vers) {
        base.separations.push(Separation {
            de: code(de)?,
            nom: nom.to_owned(),
            date: date(jour)?,
            vers: codes(vers)?,
        });
    }
    Ok(())
}
