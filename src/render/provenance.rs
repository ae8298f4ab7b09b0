//! The birth certificate of every figure, as text: `--sources`.

use crate::model::Indicateur;
use crate::rapport::Rapport;

/// One block per indicator that has a value, then the files with their fingerprints.
#[must_use]
pub fn rendre(rapport: &Rapport) -> String {
    let mut texte = String::from("PROVENANCE DES CHIFFRES\n");
    let dits = |i: &&Indicateur| i.valeur.is_some() || i.est_un_repere();
    for indicateur in rapport.indicateurs.iter().filter(dits) {
        texte.push_str(&certificat(indicateur));
        texte.push_str(&publies(indicateur));
    }
    texte.push_str("\nFICHIERS\n");
    for source in &rapport.sources {
        texte.push_str(&format!(
            "\n[{}] {}\n  fichier   {}\n  sha256    {}\n  millésime {}{}\n  producteur {} ; {}\n",
            source.id,
            source.libelle,
            source.fichier,
            source.sha256,
            source.millesime,
            source
                .cog
                .as_deref()
                .map(|c| format!(" ; {c}"))
                .unwrap_or_default(),
            source.producteur,
            source.licence,
        ));
    }
    texte
}

/// Figures of other territories that stand as their publisher gives them: value, vintage, sources.
fn publies(indicateur: &Indicateur) -> String {
    let mut texte = String::new();
    for c in &indicateur.comparateurs {
        let Some(publication) = &c.publie else {
            continue;
        };
        let valeur = c.valeur.map_or_else(
            || "masqué".to_owned(),
            |v| super::nombre::nombre(v, indicateur.decimales),
        );
        texte.push_str(&format!(
            "  publié     {} : {valeur} ; {} ; {}\n",
            c.nom_et_niveau(),
            publication.millesime,
            publication.sources.join(", "),
        ));
    }
    texte
}

fn certificat(indicateur: &Indicateur) -> String {
    let valeur = |v: f64| super::nombre::nombre(v, indicateur.decimales);
    let mut texte = format!(
        "\n{} = {} {}\n  {}\n  formule    {}\n",
        indicateur.id,
        indicateur.valeur.map(valeur).unwrap_or_default(),
        indicateur.unite,
        indicateur.libelle,
        indicateur.formule,
    );
    if let (Some(numerateur), Some(denominateur)) = (indicateur.numerateur, indicateur.denominateur)
    {
        texte.push_str(&format!(
            "  numérateur {} ; dénominateur {}\n",
            super::nombre::nombre(numerateur, 3),
            super::nombre::nombre(denominateur, 3),
        ));
    }
    texte.push_str(&format!(
        "  couverture {} % des communes, {} % de la population\n  millésime  {}\n  sources    {}\n",
        super::nombre::nombre(indicateur.couverture.communes * 100.0, 1),
        super::nombre::nombre(indicateur.couverture.population * 100.0, 1),
        indicateur.millesime.as_deref().unwrap_or("non daté"),
        indicateur.sources.join(", "),
    ));
    texte
}
