//! The real national data, when `CPTS_DONNEES_REELLES` names their folder.

use std::path::PathBuf;

use super::*;

fn dossier_reel() -> Option<PathBuf> {
    let dossier = std::env::var_os("CPTS_DONNEES_REELLES");
    if dossier.is_none() {
        eprintln!("ignoré : CPTS_DONNEES_REELLES absent");
    }
    dossier.map(PathBuf::from)
}

fn table(chemin: &Path) -> Vec<Vec<String>> {
    let mut lecteur = csv::Reader::from_path(chemin).unwrap();
    lecteur
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// Référentiel from the COG files of the folder, for these tests only.
fn referentiel_reel(racine: &Path) -> Arc<Referentiel> {
    let communes = table(&racine.join("cog/communes_2026.csv"));
    let historiques = table(&racine.join("cog/communes_historiques_2026.csv"));
    let passage = table(&racine.join("cog/table_passage_com_historique.csv"));
    let arrondissement = |h: &&Vec<String>| h[2] == "arrondissement-municipal";
    let unites: Vec<(&str, Option<&str>, Option<u32>)> = communes
        .iter()
        .map(|c| (c[0].as_str(), None, c[6].parse().ok()))
        .chain(
            historiques
                .iter()
                .filter(arrondissement)
                .map(|h| (h[0].as_str(), Some(h[3].as_str()), h[5].parse().ok())),
        )
        .collect();
    let actuels: BTreeSet<&str> = unites.iter().map(|u| u.0).collect();
    let anciens: Vec<(&str, &str)> = passage
        .iter()
        .map(|p| (p[0].as_str(), p[1].as_str()))
        .chain(
            historiques
                .iter()
                .filter(|h| !arrondissement(h))
                .map(|h| (h[0].as_str(), h[3].as_str())),
        )
        .filter(|(_, vers)| actuels.contains(vers))
        .collect();
    Arc::new(referentiel(&unites, &anciens))
}

fn france(d: &Dataset, valeur: impl Fn(UniteId) -> f64) -> f64 {
    let dom = |id: &UniteId| d.referentiel.unite(*id).genre != Genre::CommuneCom;
    d.referentiel.ids().filter(dom).map(valeur).sum()
}

fn somme(d: &Dataset, variable: &str, an: Option<u16>) -> f64 {
    let c = d.colonne(variable, an).unwrap();
    france(d, |id| c.valeur(id).connue().unwrap_or(0.0))
}

fn moyenne(d: &Dataset, variable: &str, poids: &str, an: Option<u16>) -> f64 {
    let (x, p) = (
        d.colonne(variable, an).unwrap(),
        d.colonne(poids, an).unwrap(),
    );
    let produit = |id| {
        x.valeur(id)
            .connue()
            .zip(p.valeur(id).connue())
            .map_or(0.0, |(x, p)| x * p)
    };
    france(d, produit)
        / france(d, |id| {
            x.valeur(id)
                .connue()
                .and(p.valeur(id).connue())
                .unwrap_or(0.0)
        })
}

fn part(d: &Dataset, variable: &str, classe: &str) -> f64 {
    let c = d.classe(variable).unwrap();
    let r = &d.referentiel;
    // A city is read through its arrondissements where these have the class.
    let compte = |id: UniteId| r.arrondissements(id).is_empty() && c.code(id) == Some(classe);
    let population: f64 = r.france().map(|id| r.population(id)).sum();
    100.0 * france(d, |id| if compte(id) { r.population(id) } else { 0.0 }) / population
}

#[test]
fn the_national_files_give_the_published_figures() {
    let Some(racine) = dossier_reel() else { return };
    let referentiel = referentiel_reel(&racine);
    let debut = std::time::Instant::now();
    let d = charger(&racine, referentiel, &options(), &Progression::muette()).unwrap();
    eprintln!("lu en {:?}", debut.elapsed());
    for n in &d.non_reconnus {
        eprintln!("non reconnu : {} : {}", n.fichier, n.motif);
    }
    for s in &d.sources {
        eprintln!("source : {} {} {}", s.id, s.fichier, s.millesime);
    }
    for c in &d.constats {
        eprintln!("{} : {}", c.id, c.texte);
    }
    for (v, ans) in &d.colonnes {
        for (an, c) in ans {
            eprintln!(
                "{v} {an:?} {}",
                c.valeurs.iter().filter(|v| **v != Valeur::Absente).count()
            );
        }
    }
    for (v, ans) in &d.classes {
        for (an, c) in ans {
            eprintln!(
                "{v} {an:?} {} {:?}",
                c.classes.iter().flatten().count(),
                c.modalites.iter().take(4).collect::<Vec<_>>()
            );
        }
    }
    let mut motifs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for r in &d.rejets {
        let motif = r.motif.split(" : ").next().unwrap();
        *motifs.entry((&r.fichier, motif)).or_default() += 1;
    }
    eprintln!("{motifs:#?}");
    assert!((moyenne(&d, "apl_mg", "apl_mg_pop_std", Some(2023)) - 3.7446).abs() < 1e-4);
    assert!((moyenne(&d, "apl_mg_65", "apl_mg_pop_std", Some(2023)) - 3.2947).abs() < 1e-4);
    assert_eq!(somme(&d, "bpe_d265", Some(2024)), 60_573.0);
    assert!((part(&d, "zonage_mg", "ZIP") - 28.4).abs() < 0.05);
    assert!((part(&d, "zonage_mg", "ZAC") - 39.6).abs() < 0.05);
    assert!(d.contours.len() > 34_800 && d.points.len() > 34_900);
    assert_eq!(
        d.cpts
            .iter()
            .map(|a| a.cpts.as_str())
            .collect::<BTreeSet<_>>()
            .len(),
        71
    );
}
