//! Where the communes are: zones they belong to, surfaces, town halls.

use super::*;

/// Table d'appartenance: canton, urban unit, attraction area, bassin de vie, employment zone; all invented.
pub fn appartenance(monde: &Monde, plan: &Plan) -> String {
    let mut texte = String::from(
        "DEPCOM,CV,LIB_CV,UU2020,AAV2020,LIB_AAV2020,CATEAAV2020,BV2022,LIB_BV2022,ZE2020\n",
    );
    let poles = [
        lieux::rang(2, 2),
        lieux::rang(5, 0),
        lieux::rang(4, 6),
        lieux::rang(1, 0),
    ];
    for commune in communes(Cog::A2026) {
        let ici = commune.cellules[0];
        let distance = |pole: &usize| plan.distance_km(ici, *pole);
        let pole = poles
            .into_iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let pole = pole.unwrap_or(ici);
        let (aav, lib_aav, categorie) = attraction(ici, pole, distance(&pole));
        let uu = if monde.population(&commune, 2023) >= 2000 {
            "96101"
        } else {
            "96000"
        };
        let canton = 1 + ici / 16;
        let _ = writeln!(
            texte,
            "{},96{canton:02},Canton fictif {canton},{uu},{aav},{lib_aav},{categorie},{},{},96{:02}",
            commune.code,
            lieux::code(pole),
            lieux::NOMS[pole / COTE][pole % COTE],
            1 + ici % COTE / 5
        );
    }
    texte
}

fn attraction(ici: usize, pole: usize, distance: f64) -> (&'static str, &'static str, u8) {
    let categorie = if ici == pole { 11 } else { 20 };
    match lieux::code(pole).as_str() {
        "96019" if distance < 10.0 => ("961", "Fictive-sur-Aure", categorie),
        "96041" if distance < 10.0 => ("962", "Aure-Inventée", categorie),
        "96039" if distance < 7.0 => ("963", "Songeville", categorie),
        _ => ("000", "Commune hors attraction des villes", 30),
    }
}

/// Surface, population and middle of each commune.
pub fn surfaces(monde: &Monde, plan: &Plan) -> String {
    let mut texte = String::from("code,surface_km2,population,lat,lon\n");
    for commune in communes(Cog::A2026) {
        let surface: f64 = plan
            .anneaux(&commune.cellules)
            .iter()
            .map(|a| surface_km2(a))
            .sum();
        let (lon, lat) = degres(plan.centre(commune.cellules[0]));
        let population = monde.population(&commune, 2023);
        let _ = writeln!(
            texte,
            "{},{surface:.2},{population},{lat:.4},{lon:.4}",
            commune.code
        );
    }
    texte
}

/// Town halls; two communes have none in the file, as happens in the real one.
pub fn mairies(plan: &Plan) -> String {
    let mut texte = String::from("code,nom,lon,lat\n");
    for commune in communes(Cog::A2026) {
        if matches!(commune.code.as_str(), "96022" | "96064") {
            continue;
        }
        let mut alea = Alea::new(GRAINE, &format!("mairie {}", commune.code));
        let (x, y) = plan.centre(commune.cellules[0]);
        let (lon, lat) = degres((x + alea.entier(-4000, 4000), y + alea.entier(-3000, 3000)));
        let _ = writeln!(texte, "{},{},{lon:.6},{lat:.6}", commune.code, commune.nom);
    }
    texte
}

/// Degrees from millionths.
fn degres((x, y): Point) -> (f64, f64) {
    (x as f64 / 1e6, y as f64 / 1e6)
}
