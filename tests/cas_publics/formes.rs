//! Polygons and points: what they are is read from all of the content.
