//! Command line of `cpts`.

fn main() {}
