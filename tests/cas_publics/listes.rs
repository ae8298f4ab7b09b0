//! Lists of communes as people make them.
