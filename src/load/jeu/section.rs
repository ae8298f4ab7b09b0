//! Where the findings about files are shown.

use crate::model::SectionId;

/// Section of the report where the findings about files are shown.
pub const SECTION: SectionId = SectionId::S12;
