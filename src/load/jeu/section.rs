//! Where the findings about files are shown.

/// Section of the report where the findings about files are shown.
pub const SECTION: &str = "S12";
