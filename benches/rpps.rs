//! A seeded national RPPS at the real layout: 56 columns and a trailing bar, fictional names, never kept.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Rows of the extraction of autumn 2026, which weighs 820 MB.
pub const LIGNES: usize = 2_400_000;

const ENTETE: &str = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code rôle|Libellé rôle|Code genre activité|Libellé genre activité|";

/// Code and label of a profession, and how many of ten persons have it.
const PROFESSIONS: [(&str, &str, u64); 7] = [
    ("60", "Infirmier", 4),
    ("10", "Médecin", 2),
    ("70", "Masseur-Kinésithérapeute", 1),
    ("21", "Pharmacien", 1),
    ("40", "Chirurgien-Dentiste", 1),
    ("50", "Sage-Femme", 1),
    ("91", "Orthophoniste", 0),
];

/// Writes the file; the same seed gives the same bytes.
///
/// # Errors
/// The file cannot be written.
pub fn ecrire(chemin: &Path, codes: &[&str], lignes: usize) -> io::Result<()> {
    let mut sortie = BufWriter::with_capacity(1 << 20, std::fs::File::create(chemin)?);
    writeln!(sortie, "{ENTETE}")?;
    let mut etat = 0x2026_1008_u64;
    let mut tire = |n: u64| {
        etat ^= etat << 13;
        etat ^= etat >> 7;
        etat ^= etat << 17;
        etat % n.max(1)
    };
    let (mut personne, mut profession, mut reste) = (0u64, PROFESSIONS[0], 0u64);
    for _ in 0..lignes {
        if reste == 0 {
            personne += 1;
            reste = 1 + tire(3) / 2 + tire(20) / 19 * 3;
            let mut rang = tire(10);
            profession = PROFESSIONS[0];
            for p in PROFESSIONS {
                if rang < p.2 {
                    profession = p;
                    break;
                }
                rang -= p.2;
            }
        }
        reste -= 1;
        let (code, libelle, _) = profession;
        let id = 10_000_000_000 + personne;
        // Four rows in ten have no address of a structure.
        let sans = tire(10) < 4;
        let commune = codes
            .get(tire(codes.len() as u64) as usize)
            .copied()
            .unwrap_or("");
        let site = tire(900_000);
        let (sf, lib_sf) = match (code, tire(3)) {
            ("10", 0) => ("SM54", "Médecine Générale"),
            ("10", 1) => ("SM53", "Spécialiste en Médecine Générale"),
            ("10", _) => ("SM04", "Cardiologie et maladies vasculaires"),
            _ => ("", ""),
        };
        let (mode, lib_mode) = if tire(2) == 0 {
            ("L", "Libéral, indépendant, artisan, commerçant")
        } else {
            ("S", "Salarié")
        };
        write!(
            sortie,
            "8|{id}|8{id}|DR|Docteur|M|Monsieur|NOM-FICTIF-{personne}|Prénom fictif|{code}|{libelle}|C|Civil|S|Spécialité ordinale|{sf}|{lib_sf}|{mode}|{lib_mode}|"
        )?;
        if sans {
            write!(
                sortie,
                "||||||||||||||||||||||||||||Ordre fictif|||||||GENR01|Activité standard de soin ou de pharmacien|"
            )?;
        } else {
            write!(
                sortie,
                "{site:014}|{site:09}|{site:09}||R1000{site:08}|CABINET FICTIF {site}||||12||R|Rue|DE LA RUE||BUREAU|00000|{commune}|Fictive|99000|France|||||00|||Ordre fictif|SA07||||FON-01||GENR01|Activité standard de soin ou de pharmacien|"
            )?;
        }
        writeln!(sortie)?;
    }
    sortie.flush()
}
