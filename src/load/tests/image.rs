//! The image kept beside the files gives back what they make, and what is done of it is the same.

use super::*;
use crate::load::prepare::EnCours;
use crate::model::{Colonne, Forme};

/// A dataset, written and read back.
fn relu(d: &Dataset, options: &Options) -> Dataset {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("x.cpts");
    let mut fichier = EnCours::des_sorts(Vec::new(), &d.referentiel, &[], 1).unwrap();
    let cle = prepare::image::cle(options);
    fichier.image(d, &cle, &[("a".into(), vec![1, 2])]).unwrap();
    let liste = (d.referentiel.as_ref(), "");
    let octets = fichier.finit(liste, None, |entete| entete).unwrap();
    std::fs::write(&chemin, octets).unwrap();
    let prepare = prepare::Prepare::ouvre(&chemin, &d.referentiel, "").unwrap();
    assert!(prepare.image(&d.referentiel, "autre").unwrap().is_none());
    prepare.image(&d.referentiel, &cle).unwrap().unwrap()
}

#[test]
fn a_file_prepared_with_other_tables_is_refused() {
    let d = crate::geo::essais::france();
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("x.cpts");
    let ouvre = |tables: Option<&str>| {
        let fichier = EnCours::des_sorts(Vec::new(), &d.referentiel, &[], 1).unwrap();
        let octets = fichier.finit((d.referentiel.as_ref(), ""), None, |mut entete| {
            tables
                .into_iter()
                .for_each(|t| t.clone_into(&mut entete.tables));
            entete
        });
        std::fs::write(&chemin, octets.unwrap()).unwrap();
        prepare::Prepare::ouvre(&chemin, &d.referentiel, "").map(|_| ())
    };
    assert!(ouvre(None).is_ok());
    for autres in ["", "0123456789abcdef"] {
        let refus = ouvre(Some(autres)).unwrap_err().to_string();
        assert!(
            refus.contains("formats") && refus.contains("cpts donnees preparer"),
            "{refus}"
        );
    }
}

fn colonnes(d: &Dataset) -> impl Iterator<Item = &Colonne> {
    let gardees = d.colonnes.values().flat_map(|ans| ans.values());
    gardees.chain(d.ecartees.iter().map(|e| &e.colonne))
}

/// The same, whether each value is read alone, before the others, or with them.
fn pareils(a: &Dataset, b: &Dataset) {
    for (x, y) in colonnes(a).zip(colonnes(b)) {
        let nom = format!("{} {:?}", x.variable, x.millesime);
        assert_eq!(
            (&x.variable, x.millesime, x.source),
            (&y.variable, y.millesime, y.source)
        );
        assert_eq!(
            (&x.autres, x.bornes_masque),
            (&y.autres, y.bornes_masque),
            "{nom}"
        );
        for id in a.referentiel.ids() {
            assert_eq!(x.valeur(id), y.valeur(id), "{nom} {id:?}");
        }
        assert!(*x.valeurs == *y.valeurs, "{nom}");
    }
    let classes = |d: &Dataset| {
        d.classes
            .values()
            .flat_map(|ans| ans.values())
            .cloned()
            .collect::<Vec<_>>()
    };
    for (x, y) in classes(a).iter().zip(&classes(b)) {
        for id in a.referentiel.ids() {
            assert_eq!(x.modalite(id), y.modalite(id), "{}", x.variable);
        }
        assert!(*x.classes == *y.classes && x.autres == y.autres && x.rejetees == y.rejetees);
    }
    let formes = |d: &Dataset| {
        let siennes = d.contours.iter().map(|(id, c)| (*id, c.geometrie.clone()));
        let reunies = d
            .contours_reunis
            .iter()
            .map(|(id, r)| (*id, r.contour.geometrie.clone()));
        siennes.chain(reunies).collect::<Vec<(UniteId, Forme)>>()
    };
    for ((i, x), (j, y)) in formes(a).iter().zip(&formes(b)) {
        let boites = [x, y].map(crate::geo::Emprise::d_une_forme);
        assert!(i == j && **x == **y && boites[0] == boites[1], "{i:?}");
    }
    assert_eq!(colonnes(a).count(), colonnes(b).count());
    let reste = |d: &Dataset| {
        let lieux = (
            d.points.clone(),
            d.structures.clone(),
            d.publies.clone(),
            d.qpv.clone(),
        );
        let dits = (
            d.sources.clone(),
            d.rejets.clone(),
            d.constats.clone(),
            d.cpts.clone(),
        );
        let doutes = (
            d.fusions_incertaines.clone(),
            d.sans_habitant.clone(),
            d.douteuses.clone(),
        );
        (lieux, dits, doutes, d.repetees.clone())
    };
    assert_eq!(reste(a), reste(b));
}

fn verifie(racine: &Path, referentiel: &Arc<Referentiel>) {
    let o = Options {
        strict: false,
        ..options()
    };
    let lit = || charger(racine, Arc::clone(referentiel), &o, &Progression::muette()).unwrap();
    let (mut a, b) = (lit(), lit());
    pareils(&a, &relu(&b, &o));
    // Set aside once more, on columns that were never read.
    let mut relu = relu(&b, &o);
    for d in [&mut a, &mut relu] {
        d.ecarte_les_autres_territoires();
    }
    pareils(&a, &relu);
    pareils(&b, &a);
}

/// A split, a merger, a masked cell, classes, outlines that communes share and points.
#[test]
fn the_image_of_a_folder_gives_it_back() {
    let d = tempfile::tempdir().unwrap();
    let lignes = "codgeo;population municipale 2015\n01001;7\n01002;s\n01003;12\n75056;100\n75101;40\n75102;60\n";
    std::fs::write(d.path().join("pop.csv"), lignes).unwrap();
    let forme = |code: &str, x: f64| {
        let carre = format!("[[[{x},44],[{x},45],[{},45],[{x},44]]]", x + 1.0);
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","nom":"{code}"}},"geometry":{{"type":"Polygon","coordinates":{carre}}}}}"#
        )
    };
    let formes = ["01001", "01002", "75056"].iter().zip([3.0, 4.0, 2.0]);
    let formes: Vec<String> = formes.map(|(c, x)| forme(c, x)).collect();
    let carte = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        formes.join(",")
    );
    std::fs::write(d.path().join("communes.geojson"), carte).unwrap();
    let unites = [
        ("01001", None, Some(10)),
        ("01002", None, Some(20)),
        ("01003", None, None),
        ("75056", None, Some(100)),
        ("75101", Some("75056"), Some(40)),
        ("75102", Some("75056"), Some(60)),
    ];
    verifie(d.path(), &Arc::new(referentiel(&unites, &[])));
}

#[test]
fn reel_the_image_of_the_national_files_gives_them_back() {
    let Some(racine) = super::reel::dossier_reel() else {
        return;
    };
    verifie(&racine, &crate::base::embarquee());
}
