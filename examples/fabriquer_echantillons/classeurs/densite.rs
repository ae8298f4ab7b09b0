//! The communal grid of density.

use super::*;

const NIVEAUX: [&str; 7] = [
    "Grands centres urbains",
    "Centres urbains intermédiaires",
    "Petites villes",
    "Ceintures urbaines",
    "Bourgs ruraux",
    "Rural à habitat dispersé",
    "Rural à habitat très dispersé",
];

/// Density grid: labels in row 4, names of the columns in row 5, a second sheet of documentation.
pub fn densite(monde: &Monde, plan: &Plan) -> Result<Vec<u8>> {
    let mut classeur = nouveau("grille de densité")?;
    let f = classeur.add_worksheet();
    f.set_name("Grille_Densite")?;
    f.write(0, 0, format!("Grille de densité — {AVERTISSEMENT}"))?;
    f.write(1, 0, "Niveau de densité (7 niveaux) des communes fictives")?;
    f.write(2, 0, "Géographie au 01/01/2024")?;
    let libelles = [
        "\nCode \nCommune\n",
        "Libellé des communes\n",
        "Typo degré de \nDensité\n",
        "Libellé degré de densité",
        "Population \nmunicipale \n2021",
    ];
    let noms = ["CODGEO", "LIBGEO", "DENS", "LIBDENS", "PMUN21"];
    for (colonne, (libelle, nom)) in (0..).zip(libelles.iter().zip(noms)) {
        f.write(3, colonne, *libelle)?.write(4, colonne, nom)?;
    }
    for niveau in 1..=7u16 {
        f.write(
            3,
            4 + niveau,
            format!("Part population dans niveau {niveau}"),
        )?;
        f.write(4, 4 + niveau, format!("P{niveau}"))?;
    }
    for (ligne, commune) in (5..).zip(communes(Cog::A2024)) {
        let niveau = niveau(monde, plan, &commune);
        f.write(ligne, 0, &commune.code)?
            .write(ligne, 1, commune.nom)?;
        f.write(ligne, 2, u32::from(niveau))?;
        f.write(ligne, 3, NIVEAUX[usize::from(niveau) - 1])?;
        f.write(ligne, 4, monde.population(&commune, 2021) as f64)?;
        for autre in 1..=7 {
            f.write(ligne, 4 + autre, if autre == niveau { 100 } else { 0 })?;
        }
    }
    let documentation = classeur.add_worksheet();
    documentation.set_name("Documentation")?;
    documentation.write(0, 0, AVERTISSEMENT)?;
    Ok(classeur.save_to_buffer()?)
}

/// Level 1 to 7 from the population and the nearness of a town.
fn niveau(monde: &Monde, plan: &Plan, commune: &Commune) -> u16 {
    let ici = commune.cellules[0];
    let ville = |i: usize| lieux::POPULATIONS[i / COTE][i % COTE] >= 5000;
    let pres = (0..COTE * COTE).any(|i| i != ici && ville(i) && plan.distance_km(i, ici) < 5.5);
    match monde.population(commune, 2021) {
        8000.. => 2,
        5000.. => 3,
        1200.. if pres => 4,
        1400.. => 5,
        500.. => 6,
        _ => 7,
    }
}
