//! From a file as written to the scale, keeping the line of each value.

use super::brut::{Fichier, Groupe, ValeurDatee};
use super::catalogue::regle;
use super::ecrit::Ecrit;
use super::{Bareme, Mission, Parametre, Tranches, Version, bandes, controle};
use crate::model::{ErreurDonnees, Reference};
use crate::texte_toml::{self, Situe};

impl Bareme {
    /// Adds what a file says, each item checked alone.
    pub(super) fn ajouter(
        &mut self,
        texte: &str,
        nom: &str,
        utilisateur: bool,
    ) -> Result<(), ErreurDonnees> {
        let brut: Fichier = texte_toml::lire(texte, nom)?;
        let ecrit = Ecrit {
            texte,
            nom,
            utilisateur,
        };
        self.ajouter_references(&brut, &ecrit)?;
        self.ajouter_version(&brut, &ecrit)?;
        if let Some(t) = &brut.tranches {
            self.ajouter_tranches(t, &ecrit)?;
        }
        self.ajouter_missions(&brut, &ecrit)?;
        for groupe in &brut.parametres {
            let g = groupe.valeur();
            controle::naissance(
                &ecrit.lieu(groupe),
                &g.references,
                Some(&g.unite),
                g.confiance,
            )?;
            if g.valeurs.is_empty() {
                return Err(controle::erreur(&ecrit.lieu(groupe), "bloc sans valeur")
                    .remede("ajoutez au moins une ligne à « valeurs » ou retirez le bloc"));
            }
            for valeur in &g.valeurs {
                self.parametres.push(parametre(g, valeur, &ecrit)?);
            }
        }
        Ok(())
    }

    fn ajouter_references(
        &mut self,
        brut: &Fichier,
        ecrit: &Ecrit<'_>,
    ) -> Result<(), ErreurDonnees> {
        for r in &brut.references {
            let lieu = ecrit.lieu(r);
            let r = r.valeur();
            controle::rempli(&lieu, "titre", &r.titre)?;
            controle::rempli(&lieu, "adresse", &r.adresse)?;
            controle::rempli(&lieu, "date", &r.date)?;
            if self.reference(&r.id).is_some() {
                return Err(controle::erreur(&lieu, "référence définie deux fois")
                    .valeur(&r.id)
                    .remede("donnez-lui un autre identifiant"));
            }
            self.references.push(Reference {
                id: r.id.clone(),
                titre: r.titre.clone(),
                adresse: r.adresse.clone(),
                date: r.date.clone(),
            });
        }
        Ok(())
    }

    fn ajouter_version(&mut self, brut: &Fichier, ecrit: &Ecrit<'_>) -> Result<(), ErreurDonnees> {
        let Some(v) = &brut.version else {
            return Ok(());
        };
        let lieu = ecrit.lieu(v);
        let v = v.valeur();
        controle::citees(&lieu, &v.references)?;
        controle::cree_apres_citation(&lieu, v.effet, v.valide_au)?;
        if self
            .versions
            .iter()
            .any(|w| w.id == v.id || w.effet == v.effet)
        {
            return Err(controle::erreur(
                &lieu,
                "version déjà définie, par son identifiant ou sa date d'effet",
            )
            .valeur(format!("{} ({})", v.id, v.effet)));
        }
        self.versions.push(Version {
            id: v.id.clone(),
            titre: v.titre.clone(),
            signature: v.signature,
            effet: v.effet,
            references: v.references.clone(),
            valide_au: v.valide_au,
            note: v.note.clone(),
            lieu,
        });
        Ok(())
    }

    fn ajouter_tranches(
        &mut self,
        t: &Situe<super::brut::Tranches>,
        ecrit: &Ecrit<'_>,
    ) -> Result<(), ErreurDonnees> {
        let lieu = ecrit.lieu(t);
        let t = t.valeur();
        controle::naissance(&lieu, &t.references, None, t.confiance)?;
        controle::unite(&lieu, &t.unite, "habitants")?;
        controle::cree_apres_citation(&lieu, t.effet, t.valide_au)?;
        self.tranches.push(Tranches {
            effet: t.effet,
            confiance: t.confiance,
            confiance_bornes: t.confiance_bornes,
            references: t.references.clone(),
            valide_au: t.valide_au,
            note: t.note.clone(),
            bandes: bandes::lire(&t.bandes, &lieu, ecrit)?,
            lieu,
        });
        Ok(())
    }

    fn ajouter_missions(&mut self, brut: &Fichier, ecrit: &Ecrit<'_>) -> Result<(), ErreurDonnees> {
        for m in &brut.missions {
            let lieu = ecrit.lieu(m);
            let m = m.valeur();
            controle::naissance(&lieu, &m.references, None, m.confiance)?;
            controle::identifiant(&lieu, &m.id)?;
            controle::rempli(&lieu, "libelle", &m.libelle)?;
            self.missions.push(Mission {
                id: m.id.clone(),
                libelle: m.libelle.clone(),
                genre: m.genre,
                apres: m.apres.clone(),
                supprimee: m.supprimee,
                effet: m.effet,
                confiance: m.confiance,
                references: m.references.clone(),
                lieu,
            });
        }
        Ok(())
    }
}

fn parametre(
    g: &Groupe,
    v: &Situe<ValeurDatee>,
    ecrit: &Ecrit<'_>,
) -> Result<Parametre, ErreurDonnees> {
    let lieu = ecrit.lieu(v);
    let v = v.valeur();
    let Some(regle) = regle(&v.id) else {
        return Err(controle::erreur(&lieu, "paramètre inconnu")
            .valeur(&v.id)
            .attendu("fonctionnement, plafond, mission.NOM.fixe, mission.NOM.variable, mission.NOM.variable_crise, mission.NOM.debut, mission.NOM.deploiement, contrat.duree, paiement.…")
            .remede("corrigez l'identifiant : un paramètre inconnu n'est jamais ignoré"));
    };
    controle::unite(&lieu, &g.unite, regle.unite)?;
    controle::valeur(&lieu, v.valeur, &regle, g.confiance)?;
    controle::cree_apres_citation(&lieu, g.effet, g.valide_au)?;
    Ok(Parametre {
        id: v.id.clone(),
        taille: v.taille,
        valeur: v.valeur,
        unite: g.unite.clone(),
        effet: g.effet,
        confiance: g.confiance,
        references: g.references.clone(),
        valide_au: g.valide_au,
        note: g.note.clone(),
        lieu,
    })
}
