//! Changes are published between populations of the same territory, far enough apart.
