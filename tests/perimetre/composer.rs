//! `cpts perimetre composer --depuis-points` and `--autour`.

use std::path::Path;

use crate::outils::{Sortie, cpts, dossier};

fn compose(dossier: &Path, options: &[&str]) -> Sortie {
    let vide = dossier.join("d");
    std::fs::create_dir_all(&vide).unwrap();
    let vide = vide.to_str().unwrap().to_owned();
    let debut = ["perimetre", "composer", "--donnees", &vide];
    cpts(&[&debut[..], options].concat())
}

fn ecrire(dossier: &Path, nom: &str, texte: &str) -> String {
    let chemin = dossier.join(nom);
    std::fs::write(&chemin, texte).unwrap();
    chemin.to_str().unwrap().to_owned()
}

fn codes(csv: &str) -> Vec<&str> {
    let lignes = csv.lines().filter(|l| !l.starts_with('#')).skip(1);
    lignes.filter_map(|l| l.split(';').next()).collect()
}

/// The town halls of Mende and Langogne, in degrees, swapped, in Lambert-93; one at sea.
#[test]
fn practices_find_their_communes_and_what_is_amiss_is_said() {
    let d = dossier(&[]);
    let points = ecrire(
        d.path(),
        "cabinets.csv",
        "nom;longitude;latitude\nA;3,4994;44,5183\nB;44,7269;3,8543\nC;-8,5;47,0\nD;?;?\nE;3,4990;44,5190\n",
    );
    let sortie = compose(d.path(), &["--depuis-points", &points]).reussie();
    assert_eq!(codes(&sortie.stdout), ["48080", "48095"]);
    let dite = sortie.stderr.replace(['\u{a0}', '\u{202f}'], " ");
    for attendu in ["ligne 4", "ligne 5", "ligne 3", "échangées"] {
        assert!(dite.contains(attendu), "{attendu} : {dite}");
    }
    let lambert = ecrire(d.path(), "l.csv", "x;y\n739667;6381157\n");
    let sortie = compose(d.path(), &["--depuis-points", &lambert]).reussie();
    assert_eq!(codes(&sortie.stdout), ["48095"]);
    assert!(sortie.stderr.contains("Lambert-93"), "{}", sortie.stderr);
    let mer = ecrire(d.path(), "mer.csv", "lon;lat\n-8.5;47\n");
    compose(d.path(), &["--depuis-points", &mer]).echouee(4, &["ligne 2"]);
    let sans = ecrire(d.path(), "sans.csv", "nom;code\nA;48095\n");
    compose(d.path(), &["--depuis-points", &sans]).echouee(3, &["longitude"]);
    compose(d.path(), &["dep:48", "--depuis-points", &points]).echouee(2, &[]);
}

#[test]
fn around_a_commune_by_distance_or_by_the_times_of_a_file() {
    let d = dossier(&[]);
    let sortie = compose(d.path(), &["--autour", "48095", "--km", "10"]).reussie();
    let proches = codes(&sortie.stdout).len();
    assert!(
        proches > 5 && sortie.stderr.contains("vol d'oiseau"),
        "{}",
        sortie.stderr
    );
    // A name that one commune bears is as good as its code; homonyms are told with theirs.
    let nommee = compose(d.path(), &["--autour", "mende", "--km", "10"]).reussie();
    assert_eq!(codes(&nommee.stdout), codes(&sortie.stdout));
    compose(d.path(), &["--autour", "Saint-Denis", "--km", "5"]).echouee(2, &["93066", "97411"]);
    compose(d.path(), &["--autour", "Mendde", "--km", "5"]).echouee(3, &["48095"]);
    let loin = compose(d.path(), &["--autour", "commune:48095", "--km", "20"]).reussie();
    assert!(codes(&loin.stdout).len() > proches);
    let temps = ecrire(
        d.path(),
        "temps.csv",
        "origine;destination;minutes\n48095;48080;45\n48127;48095;12\n48095;x;1\n",
    );
    let options = ["--autour", "48095", "--minutes", "20", "--temps", &temps];
    let sortie = compose(d.path(), &options).reussie();
    assert_eq!(codes(&sortie.stdout), ["48095", "48127"]);
    assert!(sortie.stderr.contains("2\u{a0}communes") && sortie.stderr.contains("(4)"));
    compose(d.path(), &["--autour", "48095"]).echouee(2, &["--km"]);
    compose(d.path(), &["--autour", "48095", "--minutes", "20"]).echouee(2, &["--temps", "--km"]);
    compose(d.path(), &["--autour", "48095,48080", "--km", "3"]).echouee(2, &["une seule commune"]);
}
