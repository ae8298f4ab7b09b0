//! Files counted as they are read: same counts as the rows say, each person once by commune and once by territory.

use super::*;
use crate::model::RegleConstat;

use Valeur::{Absente, Connue, Rejetee};

/// Header of the extraction as published on 8 October 2026, with its trailing bar.
const ENTETE: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|";

/// One row: person, profession, savoir-faire, mode, site, commune.
fn rang(p: &str, profession: &str, sf: &str, mode: &str, site: &str, commune: &str) -> String {
    let noms: Vec<&str> = ENTETE.split('|').collect();
    let place = |n: &str| noms.iter().position(|m| *m == n).unwrap();
    let mut cellules = vec![""; noms.len()];
    for (nom, valeur) in [
        ("Identification nationale PP", p),
        ("Raison sociale site", "CABINET \"FICTIF"),
        ("Code profession", profession),
        ("Code catégorie professionnelle", "C"),
        ("Code savoir-faire", sf),
        (
            "Libellé savoir-faire",
            if sf.is_empty() {
                ""
            } else {
                "libellé quelconque"
            },
        ),
        ("Code mode exercice", mode),
        ("Identifiant technique de la structure", site),
        ("Code commune (coord. structure)", commune),
    ] {
        cellules[place(nom)] = valeur;
    }
    cellules.join("|")
}

fn rpps(lignes: &[String]) -> Vec<u8> {
    format!("{ENTETE}\n{}\n", lignes.join("\n")).into_bytes()
}

const NOM: &str = "PS_LibreAcces_Personne_activite_202610081200.txt";

/// The law: a wrong digit in a code that makes none of the nomenclature never lowers a count in silence; a new code, read in several
/// communes, is another one.
#[test]
fn a_wrong_digit_in_a_code_leaves_unknown_what_it_may_have_been() {
    let lit = |autre: [(&str, &str, &str); 2]| {
        let [un, deux] = autre;
        let octets = rpps(&[
            rang("81", "60", "", "L", "a", "01001"),
            rang("82", "10", "SM26", "L", "a", "01001"),
            rang("83", "60", "", "L", "a", "01002"),
            rang("84", "10", "SM54", "L", "a", "01002"),
            rang("85", un.0, un.1, "L", "b", un.2),
            rang("86", deux.0, deux.1, "L", "b", deux.2),
        ]);
        charge(&[(NOM, &octets)]).unwrap()
    };
    let dits = |d: &Dataset| {
        let siens = d
            .constats
            .iter()
            .filter(|c| c.id == RegleConstat::TypeIsole);
        siens.count()
    };
    let d = lit([("61", "", "01001"), ("10", "SM96", "01002")]);
    let lu = |v: &str, c: &str| lue(&d, v, Some(2026), c);
    assert_eq!(lu("rpps_60", "01001"), Rejetee);
    assert_eq!(lu("rpps_60_liberal", "01001"), Rejetee);
    assert_eq!(lu("rpps_60", "01002"), Connue(1.0));
    assert_eq!(lu("rpps_10", "01001"), Connue(1.0));
    assert_eq!(lu("rpps_mg", "01002"), Rejetee);
    assert_eq!(lu("rpps_10", "01002"), Connue(2.0), "la profession se lit");
    assert_eq!(dits(&d), 2);
    assert!(d.colonnes.keys().all(|v| !v.contains('?')));
    // A code of the nomenclature that nothing counts, one far from all, one read in two communes.
    for autres in [
        [("98", "", "01001"), ("10", "SM27", "01002")],
        [("777", "", "01001"), ("10", "X", "01002")],
        [("61", "", "01001"), ("61", "", "01002")],
    ] {
        let d = lit(autres);
        assert_eq!(lue(&d, "rpps_60", Some(2026), "01001"), Connue(1.0));
        assert_eq!(lue(&d, "rpps_mg", Some(2026), "01002"), Connue(1.0));
        assert_eq!(dits(&d), 0);
    }
    let finess = |autre: &str| {
        let csv = format!(
            "nofinesset;rs;categetab;departement;commune\n1;A;620;01;001\n2;B;{autre};01;001\n3;C;620;01;002\n"
        );
        charge(&[("finess_20260512.csv", csv.as_bytes())]).unwrap()
    };
    let lu = |d: &Dataset, c: &str| lue(d, "finess_pharmacies", Some(2026), c);
    let d = finess("625");
    assert_eq!(
        (lu(&d, "01001"), lu(&d, "01002"), dits(&d)),
        (Rejetee, Connue(1.0), 1)
    );
    let d = finess("629");
    assert_eq!((lu(&d, "01001"), dits(&d)), (Connue(1.0), 0));
}

#[test]
fn persons_of_the_rpps_by_commune_profession_mode_and_savoir_faire() {
    let octets = rpps(&[
        rang("81", "10", "SM26", "L", "a", "01001"),
        rang("81", "10", "SM26", "L", "a", "01001"),
        rang("81", "10", "SM26", "L", "b", "01002"),
        rang("82", "10", "SM54", "L", "c", "01330"),
        rang("82", "10", "SM54", "S", "d", ""),
        rang("83", "10", "SM04", "S", "d", "75101"),
        rang("84", "60", "", "L", "e", "75056"),
        rang("85", "60", "", "S", "", ""),
    ]);
    let d = charge(&[(NOM, &octets)]).unwrap();
    let lu = |v: &str, c: &str| lue(&d, v, Some(2026), c);
    assert!(d.rejets.is_empty(), "{:?}", d.rejets);
    assert_eq!(lu("rpps_10", "01001"), Connue(1.0));
    assert_eq!(lu("rpps_mg", "01187"), Connue(1.0), "code recodé");
    // Employed somewhere, wherever it is: both modes.
    assert_eq!(lu("rpps_mg_mixte", "01187"), Connue(1.0));
    assert_eq!(lu("rpps_mg_liberal", "01187"), Connue(0.0));
    assert_eq!(lu("rpps_mg_secondaires", "01002"), Connue(1.0));
    assert_eq!(lu("rpps_mg_secondaires", "01187"), Connue(0.0));
    // The city, never an arrondissement that half of the rows do not name.
    assert_eq!(lu("rpps_10", "75056"), Connue(1.0));
    assert_eq!(lu("rpps_60", "75056"), Connue(1.0));
    assert_eq!(lu("rpps_60", "75101"), Absente);
    assert_eq!(lu("rpps_specialiste_cardiologie", "75056"), Connue(1.0));
    // One person of two communes: two counts of one, once on both.
    let cle = ("rpps_mg".to_owned(), Some(2026));
    let (a, b) = (UniteId(0), UniteId(1));
    assert_eq!(d.repetees[&cle].en_trop(&[(a, 1.0), (b, 1.0)]), 1.0);
    let dit = d
        .constats
        .iter()
        .any(|c| c.texte.contains("2\u{a0}lignes sans commune"));
    assert!(dit, "{:?}", d.constats);
}

#[test]
fn specialists_are_told_by_their_code_each_person_once_whatever_the_codes_of_the_specialty() {
    let octets = rpps(&[
        // Two codes of cardiology, two places: one person, employed and liberal.
        rang("81", "10", "SM04", "L", "a", "01001"),
        rang("81", "10", "SM79", "S", "b", "01001"),
        rang("81", "10", "SM73", "L", "c", "01002"),
        rang("82", "10", "SM04", "S", "b", "01001"),
        rang("83", "10", "SM15", "L", "d", "01002"),
        // A competence is no specialty, nor is a code of another profession.
        rang("84", "10", "C07", "L", "e", "01001"),
        rang("85", "40", "SM04", "L", "e", "01001"),
        rang("86", "60", "SI03", "S", "b", "01001"),
        rang("87", "60", "SI07", "S", "b", "01001"),
    ]);
    let d = charge(&[(NOM, &octets)]).unwrap();
    let lu = |v: &str, c: &str| lue(&d, &format!("rpps_{v}"), Some(2026), c);
    for (v, c, x) in [
        ("specialiste_cardiologie", "01001", 2.0),
        ("specialiste_cardiologie", "01002", 1.0),
        ("specialiste_cardiologie_mixte", "01001", 1.0),
        ("specialiste_cardiologie_salarie", "01001", 1.0),
        ("specialiste_dermatologie_liberal", "01002", 1.0),
        ("ipa", "01001", 1.0),
        ("ipa_salarie", "01001", 1.0),
    ] {
        assert_eq!(lu(v, c), Connue(x), "{v} {c}");
    }
    let cle = ("rpps_specialiste_cardiologie".to_owned(), Some(2026));
    assert_eq!(
        d.repetees[&cle].en_trop(&[(UniteId(0), 1.0), (UniteId(1), 1.0)]),
        1.0
    );
}

#[test]
fn the_variables_of_specialists_count_the_same_codes() {
    let formats = crate::load::format::catalogue::embarques().unwrap();
    let rpps = formats.iter().find(|f| f.d.id == "rpps").unwrap();
    for debut in ["rpps_specialiste_{}", "rpps_ipa"] {
        let siennes = rpps.d.variables.iter().filter(|v| v.id.starts_with(debut));
        let codes: std::collections::BTreeSet<String> =
            siennes.map(|v| format!("{:?}", v.quand)).collect();
        assert_eq!(codes.len(), 1, "{debut}");
    }
}

#[test]
fn a_damaged_row_of_the_rpps_makes_its_commune_unknown_and_no_other() {
    let mut lignes = vec![
        rang("81", "10", "SM26", "L", "a", "01001"),
        rang("82", "10", "SM26", "L", "b", "01002"),
        rang("83", "10", "SM26", "L", "c", "01002"),
    ];
    lignes[2] = lignes[2].replacen("|01002|", "|01002|coupée|", 1) + "x";
    let d = charge(&[(NOM, &rpps(&lignes))]).unwrap();
    assert_eq!(d.rejets.len(), 1);
    assert_eq!(d.rejets[0].ligne, 4);
    assert_eq!(lue(&d, "rpps_mg", Some(2026), "01001"), Connue(1.0));
    assert_eq!(lue(&d, "rpps_mg", Some(2026), "01002"), Rejetee);
    let d = charge(&[(
        NOM,
        &rpps(&[
            rang("81", "10", "", "L", "a", "01001"),
            rang("82", "10", "", "L", "a", "01XYZ"),
        ]),
    )])
    .unwrap();
    // The department can be read: the person is somewhere in it.
    assert!(
        d.colonne("rpps_10", Some(2026))
            .is_none_or(|c| !c.valeurs.contains(&Connue(1.0)))
    );
}

/// The same descriptor, its rows counted as they are read or kept first.
const PERSONNES: &str = "id='liste'\nlibelle='Liste'\nproducteur='P'\nlicence='L'\ncreux=true\ncle='insee'\nFLUX[reconnaissance]\nrequis=['insee','categ']\n\
    [[filtre]]\ncolonne='etat'\nexclues=['x']\n\
    [[variable]]\nid='qui_{}'\ncompter=true\ndistinct='qui'\nquand={colonne='categ',motif='\\d',forme='[0-9a]'}\n\
    [[variable]]\nid='qui'\ncompter=true\ndistinct='qui'\n";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

    /// The law: a stream gives what the ordinary reader gives, rejected rows and their consequences included.
    #[test]
    fn a_stream_reads_as_the_ordinary_reader(
        lignes in proptest::collection::vec((0..9usize, 0..7usize, 0..5u8, 0..3usize), 1..60),
        d in proptest::sample::select(vec![';', '|']),
    ) {
        let communes = ["01001", "01002", "1187", "01330", "01999", "15031", "98735", "99999", "01001;"];
        let categs = ["1", "2", "3", "a", "?", "4", "\u{e9}"];
        let mut csv = String::from("insee;categ;etat;qui\n");
        for (c, categ, qui, etat) in &lignes {
            csv.push_str(&format!("{};{};{};{qui}\n", communes[*c], categs[*categ], ["o", "x", "o"][*etat]));
        }
        let csv = csv.replace(';', &d.to_string());
        let lu = |flux: &str| {
            let o = Options {
                descripteurs: vec![Descripteur::lire(&PERSONNES.replace("FLUX", flux), "d.toml").unwrap()],
                ..options()
            };
            let d = dossier(&[("f.csv", csv.as_bytes())]);
            charger(d.path(), petit(), &o, &Progression::muette()).unwrap()
        };
        let (ordinaire, flux) = (lu(""), lu("[flux]\n"));
        let colonnes = |d: &Dataset| format!("{:?}", d.colonnes);
        proptest::prop_assert_eq!(colonnes(&ordinaire), colonnes(&flux));
        proptest::prop_assert_eq!(&ordinaire.rejets, &flux.rejets);
    }
}

#[test]
fn individual_equipments_are_counted_by_type() {
    let ligne = |c: &str, t: &str| {
        format!("\"2025\";\"_Z\";\"\";\"{c}\";\"D\";\"{t}\";\"998025\";\"_Z\";\"CSZ\"")
    };
    let csv = format!(
        "\"AN\";\"APET\";\"NOMRS\";\"DEPCOM\";\"DOM\";\"TYPEQU\";\"LAMBERT_X\";\"QVA\";\"UU2020\"\n{}\n",
        [
            ligne("01001", "D265"),
            ligne("01001", "D265"),
            ligne("01002", "D307"),
            ligne("01002", "A208")
        ]
        .join("\n")
    );
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, csv.as_bytes()).unwrap();
    let d = charge(&[("BPE25.csv.gz", &gz.finish().unwrap())]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2025), "01001"), Connue(2.0));
    assert_eq!(lue(&d, "bpe_d265", Some(2025), "01002"), Connue(0.0));
    assert_eq!(lue(&d, "bpe_d307", Some(2025), "01002"), Connue(1.0));
    assert!(d.rejets.is_empty() && d.colonne("bpe_a208", Some(2025)).is_none());
}
