//! The user's own files and descriptors: what TOML can say, and what is said of a mistyped id.
