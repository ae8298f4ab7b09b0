//! What the filters of a format may say of a row.

/// What a filter says of a row.
pub(in crate::load) enum Tri {
    /// It is kept; its figures may be hidden by the publisher.
    Garde {
        /// Whether they are.
        masque: bool,
    },
    /// It is of another kind.
    Ecarte,
    /// The cell at this place cannot be read.
    Illisible(usize),
}
