//! The contract dated, its calendar, its workbook.

use std::io::Read;

use super::*;

#[test]
fn the_funding_is_a_document_of_one_perimeter_or_of_several() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    let (seul, pdf, plusieurs) = (chemin("c.md"), chemin("c.pdf"), chemin("d.md"));
    let base = ["financement", FICTIF, "--signature", "2026-04-15", "-q"];
    let sorties = ["--sortie", &seul, "--sortie", &pdf];
    cpts(&[&base[..], &sorties].concat()).reussie();
    let texte = fs::read_to_string(&seul).unwrap().replace('\u{a0}', " ");
    assert!(texte.contains("Territoire fictif"));
    // The tier and its margin, an amount that a source gives, the day of the signature; the perimeter is named once.
    for dit in [
        "taille 2",
        "Tailles de l’accord",
        "60\u{202f}000",
        "15 avril 2026",
        "Références",
    ] {
        assert!(texte.contains(dit), "{dit} :\n{texte}");
    }
    assert!(!texte.contains("| Périmètre |"));
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
    let deux = [
        "financement",
        "dep:48",
        "epci:200069151",
        "-q",
        "--sortie",
        &plusieurs,
    ];
    cpts(&deux).reussie();
    let texte = fs::read_to_string(&plusieurs)
        .unwrap()
        .replace('\u{a0}', " ");
    assert!(
        texte.contains("| Périmètre |") && texte.contains("2 périmètres"),
        "{texte}"
    );
}

#[test]
fn two_perimeters_of_one_name_have_each_their_figures() {
    let dossier = tempfile::tempdir().unwrap();
    let memes = dossier.path().join("h.md").to_string_lossy().into_owned();
    let base = ["financement", "commune:70473", "commune:80718", "-q"];
    let suite = ["--signature", "2026-04-15", "--sortie", &memes];
    cpts(&[&base[..], &suite].concat()).reussie();
    let dit = fs::read_to_string(&memes).unwrap().replace('\u{a0}', " ");
    assert_eq!(dit.matches("| Signature du contrat |").count(), 2, "{dit}");
    assert!(dit.contains("(commune:70473)") && dit.contains("(commune:80718)"));
    let un = dossier.path().join("u.md").to_string_lossy().into_owned();
    cpts(&["financement", "--population", "1", "-q", "--sortie", &un]).reussie();
    let dit = fs::read_to_string(&un).unwrap().replace('\u{a0}', " ");
    assert!(dit.contains("1 habitant (population"), "{dit}");
}

#[test]
fn the_contract_is_dated_from_its_signature() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    let (ics, xlsx, csv, donnees) = (
        chemin("c.ics"),
        chemin("c.xlsx"),
        chemin("c.csv"),
        chemin("c.json"),
    );
    let lancer = || {
        cpts(&[
            "financement",
            "--population",
            "100000",
            "--signature",
            "2026-04-15",
            "--demarrage",
            "prevention=2027-10-15",
            "--tableau",
            "echeances",
            "--sortie",
            &ics,
            "--sortie",
            &xlsx,
            "--sortie",
            &csv,
            "--sortie",
            &donnees,
        ])
        .reussie();
        [&ics, &xlsx, &csv, &donnees].map(|f| fs::read(f).unwrap())
    };
    let (un, deux) = (lancer(), lancer());
    assert!(un == deux, "mêmes octets");
    let [agenda, classeur, table, rapport] = un;
    calendrier_conforme(&String::from_utf8(agenda).unwrap());
    classeur_lisible(&classeur);
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("Périmètre;Date;"), "{table}");
    assert!(
        table.contains(";2026-04-15;") && table.contains("75000"),
        "{table}"
    );
    let rapport: Value = serde_json::from_slice(&rapport).unwrap();
    let retards = rapport["perimetres"][0]["analyse"]["calendrier"]["retards"]
        .as_array()
        .unwrap();
    let prevention = retards
        .iter()
        .find(|r| r["mission"] == "prevention")
        .unwrap();
    assert_eq!(prevention["limite"], "2027-04-15");
    // 183 days late over a year of 17 500 €.
    assert_eq!(prevention["jours_de_retard"], 183);
    assert!(prevention["perte_retard"].as_f64().unwrap() > 8_000.0);
}

/// RFC 5545: CRLF, 75 octets, one UID per event, DTSTAMP from the signature.
fn calendrier_conforme(agenda: &str) {
    assert!(agenda.starts_with("BEGIN:VCALENDAR\r\n") && agenda.ends_with("END:VCALENDAR\r\n"));
    assert!(!agenda.replace("\r\n", "").contains('\n'));
    assert!(agenda.split("\r\n").all(|l| l.len() <= 75));
    let deplie = agenda.replace("\r\n ", "");
    let mut uids: Vec<&str> = deplie.lines().filter(|l| l.starts_with("UID:")).collect();
    let evenements = deplie.matches("BEGIN:VEVENT").count();
    assert!(evenements > 10);
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), evenements);
    assert_eq!(
        deplie.matches("DTSTAMP:20260415T000000Z").count(),
        evenements
    );
    assert!(
        deplie.contains("DTSTART;VALUE=DATE:20261015"),
        "accès aux soins : 6 mois"
    );
}

fn classeur_lisible(octets: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(octets)).unwrap();
    let mut texte = String::new();
    let mut fichier = archive.by_name("xl/workbook.xml").unwrap();
    fichier.read_to_string(&mut texte).unwrap();
    for feuille in ["lisez-moi", "montants", "echeances", "parametres"] {
        assert!(texte.contains(feuille), "{feuille}");
    }
}

/// A name that a spreadsheet would run stays a text, in CSV and in XLSX.
#[test]
fn a_name_that_looks_like_a_formula_stays_a_text() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    fs::write(chemin("communes.csv"), "code\n48095\n").unwrap();
    fs::write(
        chemin("cpts.toml"),
        "[cpts]\nnom = \"=1+1\"\nperimetre = \"communes.csv\"\n",
    )
    .unwrap();
    let xlsx = chemin("c.xlsx");
    let sortie = cpts(&[
        "financement",
        &chemin("cpts.toml"),
        "-q",
        "--format",
        "csv",
        "--sortie",
        &xlsx,
    ])
    .reussie();
    assert!(sortie.stdout.contains("'=1+1"), "{}", sortie.stdout);
    let mut archive = zip::ZipArchive::new(fs::File::open(&xlsx).unwrap()).unwrap();
    for rang in 0..archive.len() {
        let mut texte = String::new();
        let mut fichier = archive.by_index(rang).unwrap();
        let _ = fichier.read_to_string(&mut texte);
        assert!(!texte.contains("<f>"), "{texte}");
    }
}
