//! What names a series of a table: its variable and its year.

/// Variable id and vintage.
pub type CleSerie = (String, Option<u16>);
