//! What is kept beside a dataset, by name and by the choice that was made of its files.

use super::Dataset;

impl Dataset {
    /// What was kept under a name for the choice that was made of the files; nothing when this choice was not foreseen.
    #[must_use]
    pub fn annexe(&self, nom: &str) -> Option<Vec<u8>> {
        let annexes = self.annexes.as_ref()?;
        annexes.lit(&self.nom_d_annexe(nom))
    }

    /// The name under which something is kept for the choice that was made of the files.
    #[must_use]
    pub fn nom_d_annexe(&self, nom: &str) -> String {
        format!("{nom} {}", self.choisies.empreinte())
    }
}
