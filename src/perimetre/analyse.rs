//! Reads a perimeter expression: terms `mot:valeurs` joined by `+` and `-`.
//!
//! ```text
//! expression = terme { ("+" | "-") terme }
//! terme      = mot ":" ( valeur { "," valeur } | nom | "\"" nom "\"" )
//! mot        = commune | epci | dep | reg | bv | aav | tvs | cpts | fichier
//! valeur     = code [ "@" part ]
//! ```
//!
//! A sign only separates two terms when a word and `:` follow it, so that a name may hold a hyphen and stand without
//! quotes (a shell removes them).

use crate::base::normaliser;
use crate::model::{Emplacement, ErreurDonnees};

use super::erreur::ErreurPerimetre;
use super::expression::{CommuneDemandee, Expression, Operande, Signe, Terme};
use super::valeurs::{
    Mot, court, epcis, fermant, lire_part, liste, mot_connu, mot_proche, signe_de,
};

/// What an expression may hold, for messages.
pub(super) const FORMES: &str = "epci:SIREN, dep:48, reg:93, commune:48095,48080, bv:48095, \
                                 cpts:\"Nom de la CPTS\", joints par + ou - (part d'une commune : commune:34154@0.6)";

/// A place in the text: the characters and where we are.
struct Lecteur<'a> {
    texte: &'a str,
    lettres: Vec<char>,
    position: usize,
}

/// Reads an expression.
///
/// # Errors
/// [`ErreurPerimetre::Invalide`] naming the place, what was expected and the remedy;
/// [`ErreurPerimetre::Vide`] for a blank text.
pub fn analyser(texte: &str) -> Result<Expression, ErreurPerimetre> {
    let mut lecteur = Lecteur {
        texte,
        lettres: texte.chars().collect(),
        position: 0,
    };
    lecteur.passe_blancs();
    if lecteur.fini() {
        return Err(ErreurPerimetre::Vide(format!(
            "l'expression est vide\n  attendu : {FORMES}\n  remède : écrivez par exemple dep:48"
        )));
    }
    let mut termes = Vec::new();
    let mut signe = lecteur.signe();
    if signe == Some(Signe::Moins) {
        let erreur = lecteur.erreur("l'expression commence par une soustraction");
        return Err(erreur
            .remede("commencez par ce qu'il faut prendre, par exemple dep:48 - commune:48095")
            .into());
    }
    loop {
        termes.push(Terme {
            signe: signe.unwrap_or(Signe::Plus),
            operande: lecteur.operande()?,
        });
        lecteur.passe_blancs();
        if lecteur.fini() {
            break;
        }
        signe = lecteur.signe();
        if signe.is_none() {
            return Err(lecteur.erreur("« + » ou « - » attendu").into());
        }
    }
    Ok(Expression {
        texte: texte.trim().to_owned(),
        termes,
    })
}

/// Whether a text starts as an expression does (`mot:`), to choose between a file name and an expression.
#[must_use]
pub fn ressemble_a_une_expression(texte: &str) -> bool {
    let net = texte.trim_start().trim_start_matches('+').trim_start();
    let Some((mot, _)) = net.split_once(':') else {
        return false;
    };
    // One letter alone is a Windows drive.
    mot.chars().count() > 1 && mot.trim().chars().all(char::is_alphabetic)
}

impl Lecteur<'_> {
    fn ici(&self) -> Option<char> {
        self.lettres.get(self.position).copied()
    }

    fn fini(&self) -> bool {
        self.position >= self.lettres.len()
    }

    fn passe_blancs(&mut self) {
        while self.ici().is_some_and(char::is_whitespace) {
            self.position += 1;
        }
    }

    /// Reads a sign when there is one, and the blanks after it.
    fn signe(&mut self) -> Option<Signe> {
        let signe = signe_de(self.ici()?)?;
        self.position += 1;
        self.passe_blancs();
        Some(signe)
    }

    fn erreur(&self, probleme: impl Into<String>) -> ErreurDonnees {
        let lieu = format!(
            "périmètre « {} », caractère {}",
            court(self.texte),
            self.position.min(self.lettres.len()) + 1
        );
        ErreurDonnees::new(Emplacement::demande(lieu), probleme).attendu(FORMES)
    }

    /// Reads the word before `:`.
    fn mot(&mut self) -> Result<(Mot, &'static str), ErreurDonnees> {
        let debut = self.position;
        while self.ici().is_some_and(char::is_alphabetic) {
            self.position += 1;
        }
        let lu: String = self.tranche(debut, self.position);
        self.passe_blancs();
        if lu.is_empty() || self.ici() != Some(':') {
            self.position = debut;
            return Err(self.sans_mot());
        }
        self.position += 1;
        let net = normaliser(&lu);
        mot_connu(&net).ok_or_else(|| {
            self.position = debut;
            let erreur = self.erreur("mot inconnu devant « : »").valeur(lu.as_str());
            match mot_proche(&net) {
                Some(mot) => erreur.remede(format!("vouliez-vous écrire « {mot}: » ?")),
                None => erreur,
            }
        })
    }

    /// The error of a term without its word, with what to write when the rest looks like a code.
    fn sans_mot(&self) -> ErreurDonnees {
        if self.fini() {
            return self.erreur("il manque un terme à la fin de l'expression");
        }
        let reste: String = self.tranche(self.position, self.lettres.len());
        let premier = reste.split_whitespace().next().unwrap_or_default();
        let erreur = self.erreur("terme illisible").valeur(reste.as_str());
        let chiffres = premier
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count();
        match (chiffres, premier.starts_with(|c: char| c.is_ascii_digit())) {
            (1..=3, true) => erreur.remede(format!("écrivez dep:{premier} pour un département")),
            (4 | 5, true) => erreur.remede(format!("écrivez commune:{premier} pour une commune")),
            (9, true) => erreur.remede(format!("écrivez epci:{premier} pour un EPCI")),
            _ => erreur.remede(
                "s'il s'agit d'un fichier, vérifiez son chemin ; s'il s'agit d'un nom, \
                 cherchez son code avec « cpts perimetre chercher »",
            ),
        }
    }

    fn tranche(&self, debut: usize, fin: usize) -> String {
        self.lettres
            .get(debut..fin)
            .unwrap_or_default()
            .iter()
            .collect()
    }

    fn operande(&mut self) -> Result<Operande, ErreurPerimetre> {
        let (mot, nom) = self.mot()?;
        self.passe_blancs();
        let debut = self.position;
        let valeur = self.valeur()?;
        if valeur.is_empty() {
            self.position = debut;
            let probleme = format!("rien après « {nom}: »");
            return Err(self.erreur(probleme).into());
        }
        let codes = || liste(&valeur);
        Ok(match mot {
            Mot::Commune => Operande::Communes(self.communes(&valeur)?),
            Mot::Epci => Operande::Epci(epcis(&valeur)),
            Mot::Departement => Operande::Departement(codes()),
            Mot::Region => Operande::Region(codes()),
            Mot::Pays => Operande::Pays(codes()),
            Mot::Zonage(zonage) => Operande::Zonage(zonage, codes()),
            Mot::Fichier => Operande::Fichier(valeur),
            Mot::Cpts => Operande::Cpts(valeur),
        })
    }

    /// Reads a quoted text, or what stands before the next term.
    fn valeur(&mut self) -> Result<String, ErreurDonnees> {
        if let Some(fermant) = self.ici().and_then(fermant) {
            let ouverture = self.position;
            let debut = ouverture + 1;
            let reste = self.lettres.get(debut..).unwrap_or_default();
            let Some(longueur) = reste.iter().position(|&c| c == fermant) else {
                return Err(self
                    .erreur("guillemet ouvert mais jamais fermé")
                    .remede(format!("ajoutez {fermant} à la fin du nom")));
            };
            self.position = debut + longueur + 1;
            return Ok(self.tranche(debut, debut + longueur).trim().to_owned());
        }
        let debut = self.position;
        while !self.fini() && !self.terme_suivant() {
            self.position += 1;
        }
        let texte = self.tranche(debut, self.position);
        let net = texte.trim();
        if net.ends_with(|c| signe_de(c).is_some()) {
            self.position = debut + net.chars().count();
            return Err(self.erreur("il manque un terme après le dernier signe"));
        }
        Ok(net.to_owned())
    }

    /// Whether a sign, a word and `:` stand here.
    fn terme_suivant(&self) -> bool {
        if self.ici().and_then(signe_de).is_none() {
            return false;
        }
        let suite = self.lettres.get(self.position + 1..).unwrap_or_default();
        let mut mot = suite.iter().skip_while(|c| c.is_whitespace());
        let mut longueur = 0;
        // No keyword is longer than 12 letters; without this bound a long text would be read again at each hyphen.
        let suivant = mot.by_ref().take(16).find(|c| {
            longueur += 1;
            !c.is_alphabetic()
        });
        longueur > 1 && suivant == Some(&':')
    }

    fn communes(&self, valeur: &str) -> Result<Vec<CommuneDemandee>, ErreurPerimetre> {
        let mut communes = Vec::new();
        let mut erreurs = Vec::new();
        for morceau in liste(valeur) {
            let (code, part) = match morceau.split_once('@') {
                Some((code, part)) => (code.trim(), Some(part.trim())),
                None => (morceau.as_str(), None),
            };
            match part.map(lire_part).transpose() {
                Ok(part) => communes.push(CommuneDemandee {
                    part,
                    ..CommuneDemandee::entiere(code)
                }),
                Err(probleme) => erreurs.push(
                    ErreurDonnees::new(
                        Emplacement::demande(format!("périmètre « {} »", court(self.texte))),
                        probleme,
                    )
                    .valeur(morceau.as_str())
                    .attendu("une part entre 0 (exclu) et 1, avec un point : commune:34154@0.6"),
                ),
            }
        }
        if erreurs.is_empty() {
            Ok(communes)
        } else {
            Err(ErreurPerimetre::Invalide(erreurs))
        }
    }
}

#[cfg(test)]
mod tests;
