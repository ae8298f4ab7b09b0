//! The words of the TOML library, and what they are in French.

/// Kinds of values: a word of the library, and French.
const GENRES: [(&str, &str); 19] = [
    (
        "a string or a map",
        "un texte entre guillemets, ou une table { clé = \"valeur\" }",
    ),
    (
        "a string or a list",
        "un texte entre guillemets, ou une liste [\"…\", \"…\"]",
    ),
    ("datetime", "une date entre guillemets : \"2026-06-30\""),
    ("string", "un texte entre guillemets"),
    ("bool", "true ou false"),
    ("f64", "un nombre"),
    ("u8", "un nombre entier positif"),
    ("u16", "un nombre entier positif, au plus 65535"),
    ("u32", "un nombre entier positif"),
    ("u64", "un nombre entier positif"),
    ("usize", "un nombre entier positif"),
    ("i32", "un nombre entier"),
    ("i64", "un nombre entier"),
    ("tuple", "une liste entre crochets, de la longueur attendue"),
    ("sequence", "une liste entre crochets [\"…\", \"…\"]"),
    ("map", "une table { clé = \"valeur\" }"),
    ("struct", "une table { clé = \"valeur\" }"),
    ("enum", "une des valeurs prévues, entre guillemets"),
    ("variant", "une des valeurs prévues, entre guillemets"),
];

/// A kind of value, in French; `None` when the library says something else.
pub(super) fn genre(attendu: &str) -> Option<&'static str> {
    let trouve = GENRES.iter().find(|(mot, _)| attendu.contains(mot));
    trouve.map(|(_, francais)| *francais)
}

const GUILLEMETS: &str = "mettez le texte entre guillemets, sur une seule ligne : cle = \"texte\"";
const CROCHETS: &str = "refermez les crochets : [bloc], [[bloc]] ou [\"…\", \"…\"]";

/// Faults of syntax: a word of the library, what it is, what to do.
const SYNTAXE: [(&str, &str, &str); 24] = [
    (
        "unclosed table",
        "un crochet ouvert n'est pas refermé",
        CROCHETS,
    ),
    (
        "unclosed array",
        "un crochet ouvert n'est pas refermé",
        CROCHETS,
    ),
    (
        "unclosed inline table",
        "une accolade ouverte n'est pas refermée",
        "refermez l'accolade : { clé = \"valeur\" }",
    ),
    (
        "missing comma",
        "il manque une virgule",
        "séparez les éléments par des virgules",
    ),
    (
        "extra comma",
        "une virgule est en trop",
        "retirez la virgule en trop",
    ),
    (
        "string values must be quoted",
        "un texte sans guillemets",
        GUILLEMETS,
    ),
    ("missing opening quote", "un guillemet manque", GUILLEMETS),
    (
        "invalid basic string",
        "un guillemet ouvert n'est pas refermé",
        GUILLEMETS,
    ),
    (
        "invalid literal string",
        "un guillemet ouvert n'est pas refermé",
        GUILLEMETS,
    ),
    (
        "invalid multi-line",
        "un guillemet ouvert n'est pas refermé",
        GUILLEMETS,
    ),
    (
        "escape",
        "une barre oblique inverse mal placée",
        "doublez-la (\\\\), ou mettez le texte entre apostrophes : cle = 'texte'",
    ),
    (
        "unicode",
        "un caractère mal écrit",
        "écrivez le caractère lui-même, en UTF-8",
    ),
    (
        "key with no value",
        "une clé sans valeur",
        "écrivez cle = \"texte\"",
    ),
    (
        "missing value",
        "une clé sans valeur",
        "donnez une valeur après le signe =",
    ),
    (
        "missing key",
        "une valeur sans clé",
        "écrivez cle = \"texte\"",
    ),
    (
        "missing assignment",
        "le signe = manque",
        "écrivez cle = \"texte\"",
    ),
    (
        "extra `=`",
        "un signe = est en trop",
        "retirez le signe = en trop",
    ),
    (
        "extra assignment",
        "un signe = est en trop",
        "retirez le signe = en trop",
    ),
    (
        "unquoted key",
        "une clé mal écrite",
        "écrivez la clé sans accent ni espace, ou entre guillemets",
    ),
    (
        "max recursion",
        "trop d'imbrications",
        "simplifiez cette valeur",
    ),
    (
        "recursion",
        "trop d'imbrications",
        "simplifiez cette valeur",
    ),
    (
        "leading zero",
        "un nombre qui commence par zéro",
        "retirez le zéro, ou mettez un code entre guillemets : \"01004\"",
    ),
    ("overflowed", "un nombre trop grand", "corrigez ce nombre"),
    (
        "cannot extend",
        "une clé déjà écrite autrement",
        "gardez une seule des deux écritures",
    ),
];

/// Said of a line whose text between double quotes holds a backslash, as the paths of Windows do.
pub(super) const BARRE: (&str, &str) = (
    "une barre oblique inverse (\\) dans un texte entre guillemets",
    "écrivez / à la place de \\, ou mettez le texte entre apostrophes : cle = 'C:\\dossier'",
);

/// What to write in the place of a value of the wrong type, with the key and the value of the line when it has them.
pub(super) fn remede_de_type(ligne: &str, genre: &str) -> String {
    if let Some(titre) = ligne.strip_prefix('[').and_then(|l| l.split(']').next()) {
        if genre.starts_with("une liste") && !titre.starts_with('[') {
            return format!("écrivez [[{titre}]], entre deux crochets : un bloc par élément");
        }
        return "corrigez ce titre".to_owned();
    }
    let Some((cle, valeur)) = ligne.split_once('=') else {
        return "corrigez cette valeur".to_owned();
    };
    let (cle, valeur) = (cle.trim(), valeur.trim());
    let nu = valeur.trim_matches(['"', '\'']);
    let nombre = !nu.is_empty() && nu.parse::<f64>().is_ok();
    if genre.starts_with("un nombre") {
        return if nombre && nu != valeur {
            format!("retirez les guillemets : {cle} = {nu}")
        } else {
            format!("corrigez le nombre après {cle} =")
        };
    }
    if genre.starts_with("un texte") && nombre {
        return format!("mettez la valeur entre guillemets : {cle} = \"{nu}\"");
    }
    format!("corrigez la valeur après {cle} = : {genre}")
}

/// Said of any other fault.
const ILLISIBLE: (&str, &str) = (
    "cette ligne n'est pas lisible",
    "corrigez la ligne indiquée ; un texte se met entre guillemets : cle = \"texte\"",
);

/// A fault of syntax: what it is and what to do, in French.
pub(super) fn syntaxe(message: &str) -> (&'static str, &'static str) {
    let trouve = SYNTAXE.iter().find(|(mot, ..)| message.contains(mot));
    trouve.map_or(ILLISIBLE, |(_, probleme, remede)| (*probleme, *remede))
}
