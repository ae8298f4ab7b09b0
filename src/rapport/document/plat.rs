//! The same words without folds nor small print: what paper and plain text show.

use super::{Bloc, Case, Colonne, Dit, ENTRE, GenrePetit, Petit, Table, Volet};

impl<'a> Bloc<'a> {
    /// The same as plain blocks: what was folded or framed follows its name, a wide table of communes is a table a theme.
    #[must_use]
    pub fn a_plat(&self) -> Vec<Bloc<'a>> {
        match self {
            Bloc::Table(t) => t.a_plat().into_iter().map(Bloc::Table).collect(),
            Bloc::Appuis(cases) => vec![Bloc::Appuis(cases.iter().map(Case::plate).collect())],
            Bloc::Phrase(cases) => vec![Bloc::Phrase(cases.iter().map(Case::plate).collect())],
            Bloc::Constats(dits) => vec![Bloc::Constats(dits.iter().map(Dit::plat).collect())],
            Bloc::Encadre(v) | Bloc::Repli(v) => v.a_plat(),
            autre => vec![autre.clone()],
        }
    }
}

impl<'a> Volet<'a> {
    /// Its name, then what it holds; tables that bear a name go without it.
    fn a_plat(&self) -> Vec<Bloc<'a>> {
        let nommee = |b: &Bloc<'_>| matches!(b, Bloc::Table(t) if !t.titre.is_empty());
        let mut sortie = Vec::new();
        if self.blocs.is_empty() || !self.blocs.iter().all(nommee) {
            let compte = Some(&self.compte).filter(|c| !c.is_empty());
            let compte = compte.map_or_else(String::new, |c| format!("{ENTRE}{c}"));
            sortie.push(Bloc::Titre(format!("{}{compte}", self.titre)));
        }
        sortie.extend(self.blocs.iter().flat_map(Bloc::a_plat));
        sortie
    }
}

impl Dit {
    /// The sentence with what goes with it, in brackets; it still leads to its section.
    fn plat(&self) -> Self {
        let lieux = self.lieux.as_ref().map(|l| l.noms.clone());
        let origine = self.origine.as_ref().map(|o| format!("origine\u{a0}: {o}"));
        let suite: Vec<String> = [lieux, origine].into_iter().flatten().collect();
        let suite = if suite.is_empty() {
            String::new()
        } else {
            format!(" ({})", suite.join("\u{a0}; "))
        };
        Self {
            vers: self.vers.clone(),
            ..Self::new(self.severite, self.mot, format!("{}{suite}", self.texte))
        }
    }
}

impl Case {
    /// The text with its small print in brackets, the address being that of the link.
    #[must_use]
    pub fn plate(&self) -> Self {
        let mut morceaux = vec![Morceau {
            texte: self.texte.clone(),
            precisions: Vec::new(),
        }];
        let mut noms: Vec<&str> = Vec::new();
        for p in &self.suite {
            match (p.genre, morceaux.last_mut()) {
                (GenrePetit::Adresse, _) if self.adresse.is_some() => {}
                (GenrePetit::Nom, _) => noms.push(&p.texte),
                (GenrePetit::Valeur, _) | (_, None) => morceaux.push(Morceau {
                    texte: p.dit(),
                    precisions: Vec::new(),
                }),
                (GenrePetit::Renvoi, Some(dernier)) => {
                    let espace = if dernier.texte.is_empty() { "" } else { " " };
                    dernier.texte.push_str(&format!("{espace}{}", p.texte));
                }
                (_, Some(dernier)) => dernier.precisions.push(&p.texte),
            }
        }
        let dits: Vec<String> = morceaux.iter().filter_map(Morceau::dit).collect();
        let mut texte = dits.join("\u{a0}; ");
        if !noms.is_empty() {
            texte.push_str(&format!("\u{a0}: {}", noms.join(ENTRE)));
        }
        Self {
            texte,
            suite: Vec::new(),
            ..self.clone()
        }
    }
}

/// A text and what goes with it.
struct Morceau<'p> {
    texte: String,
    precisions: Vec<&'p str>,
}

impl Morceau<'_> {
    /// « 2,4 (publié ; 93 % de la pop.) »; nothing when there is nothing.
    fn dit(&self) -> Option<String> {
        match (self.texte.is_empty(), self.precisions.is_empty()) {
            (true, true) => None,
            (false, true) => Some(self.texte.clone()),
            (true, false) => Some(self.precisions.join("\u{a0}; ")),
            (false, false) => Some(format!(
                "{} ({})",
                self.texte,
                self.precisions.join("\u{a0}; ")
            )),
        }
    }
}

impl Petit {
    /// The territory and its figure.
    fn dit(&self) -> String {
        let points = if self.nom.is_empty() { "" } else { "\u{a0}: " };
        format!("{}{points}{}", self.nom, self.texte)
    }
}

impl Table {
    /// The same as plain tables: one a theme of columns, rows across as rows, small print in the text.
    #[must_use]
    pub fn a_plat(&self) -> Vec<Self> {
        if self.themes.is_empty() {
            return vec![self.plate()];
        }
        let couvertes: usize = self.themes.iter().map(|(_, n)| n).sum();
        let fixes = self.colonnes.len().saturating_sub(couvertes);
        let mut depuis = fixes;
        let mut sortie = Vec::new();
        for (titre, nombre) in &self.themes {
            let gardes = |rang: &usize| *rang < fixes || (depuis..depuis + nombre).contains(rang);
            sortie.push(self.colonnes_seules(titre, gardes));
            depuis += nombre;
        }
        if let Some(derniere) = sortie.last_mut() {
            derniere.notes.clone_from(&self.notes);
        }
        sortie
    }

    /// Some of its columns, as a table of their own.
    fn colonnes_seules(&self, titre: &str, gardes: impl Fn(&usize) -> bool) -> Self {
        fn choisir<T: Clone>(liste: &[T], gardes: &impl Fn(&usize) -> bool) -> Vec<T> {
            let rangs = liste.iter().enumerate().filter(|(rang, _)| gardes(rang));
            rangs.map(|(_, x)| x.clone()).collect()
        }
        let colonnes: Vec<Colonne> = choisir(&self.colonnes, &gardes);
        let lignes = self.lignes.iter().map(|l| choisir(l, &gardes));
        Self {
            titre: format!("{}\u{a0}: {titre}", self.titre),
            colonnes,
            lignes: lignes.collect(),
            entete: self.entete,
            ..Self::default()
        }
        .plate()
    }

    fn plate(&self) -> Self {
        let mut lignes = Vec::with_capacity(self.lignes.len() + self.travers.len());
        let mut travers = self.travers.iter().peekable();
        for rang in 0..=self.lignes.len() {
            while let Some(t) = travers.next_if(|t| t.avant <= rang) {
                lignes.push(self.rangee(&t.case, t.groupe));
            }
            lignes.extend(
                self.lignes
                    .get(rang)
                    .map(|l| l.iter().map(Case::plate).collect()),
            );
        }
        let renvois = Some(&self.renvois).filter(|r| !r.is_empty());
        Self {
            titre: match renvois {
                Some(r) if !self.titre.is_empty() => format!("{} {r}", self.titre),
                _ => self.titre.clone(),
            },
            colonnes: self.colonnes.clone(),
            lignes,
            entete: self.entete,
            notes: self.notes.clone(),
            ..Self::default()
        }
    }

    /// A row across as a row: its words in the column that names the rows.
    fn rangee(&self, case: &Case, groupe: bool) -> Vec<Case> {
        let mut ligne = vec![Case::default(); self.colonnes.len()];
        if let Some(place) = ligne.get_mut(self.entete) {
            *place = Case {
                fort: groupe,
                ..case.plate()
            };
        }
        ligne
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_every_word_of_its_small_print() {
        let case = Case::lien("Base", Some("https://exemple.fr"))
            .suivie(GenrePetit::Fichier, "base.csv")
            .suivie(GenrePetit::Adresse, "https://exemple.fr")
            .suivie(GenrePetit::Renvoi, "[3]");
        assert_eq!(case.plate().texte, "Base [3] (base.csv)");
        let mut deux = Case::default();
        for (nom, texte) in [("Lot", "2,4"), ("Gard", "3,1")] {
            deux.suite.push(Petit {
                genre: GenrePetit::Valeur,
                texte: texte.to_owned(),
                nom: nom.to_owned(),
                ..Petit::default()
            });
        }
        assert_eq!(deux.plate().texte, "Lot\u{a0}: 2,4\u{a0}; Gard\u{a0}: 3,1");
    }

    #[test]
    fn every_column_of_a_theme_is_in_its_table_and_the_names_in_all() {
        let mut table = Table::new(
            "Communes",
            &[
                ("Commune", false, 1),
                ("a", true, 1),
                ("b", true, 1),
                ("c", true, 1),
            ],
        )
        .avec(std::iter::once(
            ["X", "1", "2", "3"].map(Case::from).to_vec(),
        ));
        table.themes = vec![("un".to_owned(), 1), ("deux".to_owned(), 2)];
        let plates = table.a_plat();
        let dits = |t: &Table| {
            t.lignes[0]
                .iter()
                .map(|c| c.texte.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            plates.iter().map(dits).collect::<Vec<_>>(),
            [vec!["X", "1"], vec!["X", "2", "3"]]
        );
        assert_eq!(plates[1].titre, "Communes\u{a0}: deux");
    }

    #[test]
    fn a_row_across_is_a_row_at_its_place() {
        let mut table = Table::new("", &[("Poste", false, 1), ("Montant", true, 1)])
            .avec(["A", "B"].map(|n| vec![n.into(), "1".into()]).into_iter());
        table.travers = [(0, "Premier"), (2, "Dernier")]
            .map(|(avant, nom)| Travers {
                avant,
                case: nom.into(),
                groupe: true,
            })
            .to_vec();
        let noms: Vec<String> = table.a_plat()[0]
            .lignes
            .iter()
            .map(|l| l[0].texte.clone())
            .collect();
        assert_eq!(noms, ["Premier", "A", "B", "Dernier"]);
    }

    use super::super::Travers;
}
