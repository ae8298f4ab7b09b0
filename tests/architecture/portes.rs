//! The doors of the third-party crates: the modules that may use each.

/// Crates that stay at their door.
pub const PORTES: &[(&str, &[&str])] = &[
    ("anyhow", &["commands", "main"]),
    ("calamine", &["load"]),
    ("clap", &["cli", "main", "commands"]),
    ("clap_complete", &["commands"]),
    ("comfy_table", &["render", "commands"]),
    ("csv", &["load", "render", "commands"]),
    ("encoding_rs", &["load"]),
    ("flate2", &["load", "base"]),
    ("geojson", &["load"]),
    ("imagesize", &["render"]),
    ("indicatif", &["progress"]),
    ("krilla", &["render"]),
    ("krilla_svg", &["render"]),
    ("minijinja", &["render"]),
    ("parquet", &["load", "render"]),
    ("polars", &["load"]),
    (
        "rayon",
        &[
            "load",
            "indicateurs",
            "rapport",
            "commands",
            "render",
            "decoupage",
            // The borders of the country, sorted.
            "geo",
        ],
    ),
    ("regex", &["load", "indicateurs"]),
    ("resvg", &["render"]),
    ("rstar", &["acces", "geo"]),
    ("rust_xlsxwriter", &["render"]),
    ("rustls", &["load"]),
    ("serde_json", &["load", "render", "commands"]),
    ("sha2", &["load", "base", "render"]),
    // `model`: the nearest rule of a mistyped one, for the command line that may use nothing else.
    (
        "strsim",
        &["base", "model", "perimetre", "load", "texte_toml"],
    ),
    // Files written beside, then renamed: outputs, and the cache.
    ("tempfile", &["commands", "load"]),
    ("toml", &["indicateurs", "texte_toml"]),
    ("ttf_parser", &["render"]),
    ("unicode_normalization", &["base", "load", "render"]),
    ("unicode_width", &["render"]),
    ("ureq", &["load"]),
    ("zip", &["load", "render"]),
];
