//! What can go wrong when a report is laid out.

/// A report that cannot be rendered: always a defect of the program or of its figures, never of the user's command.
#[derive(Debug, thiserror::Error)]
pub enum ErreurRendu {
    /// A figure is infinite or not a number, which no output may carry.
    #[error("le rapport contient un nombre infini ou indéterminé ({0}) : il n'est pas écrit")]
    NombreNonFini(String),
    /// The report does not fit the JSON data model.
    #[error("le rapport ne peut pas être écrit en JSON : {0}")]
    Json(#[from] serde_json::Error),
    /// The HTML template failed.
    #[error("la mise en page HTML a échoué : {0}")]
    Modele(#[from] minijinja::Error),
    /// The workbook failed.
    #[error("le classeur ne peut pas être écrit : {0}")]
    Classeur(#[from] rust_xlsxwriter::XlsxError),
    /// A chart or a map cannot be painted.
    #[error("une figure ne peut pas être dessinée : {0}")]
    Image(String),
    /// The pages cannot be written.
    #[error("le document PDF ne peut pas être écrit : {0}")]
    Pdf(String),
    /// The parts of the text document cannot be put together.
    #[error("le document texte ne peut pas être assemblé : {0}")]
    Document(#[from] zip::result::ZipError),
    /// The Parquet file failed.
    #[error("le fichier Parquet ne peut pas être écrit : {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
}
