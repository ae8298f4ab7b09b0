//! clap speaks English; this file makes its help, its errors and the man pages French.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Fixed texts of clap and clap_mangen, longest first where one contains another.
const TEXTES: &[(&str, &str)] = &[
    (
        "Print help (see a summary with '-h')",
        "Affiche l'aide (résumé avec « -h »)",
    ),
    (
        "Print help (see more with '--help')",
        "Affiche l'aide (plus avec « --help »)",
    ),
    (
        "Print help (see a summary with \\*(Aq\\-h\\*(Aq)",
        "Affiche l\\*(Aqaide (résumé avec « \\-h »)",
    ),
    (
        "Print help (see more with \\*(Aq\\-\\-help\\*(Aq)",
        "Affiche l\\*(Aqaide (plus avec « \\-\\-help »)",
    ),
    ("Print help", "Affiche l'aide"),
    ("Print version", "Affiche la version"),
    ("Usage:", "Utilisation :"),
    ("Commands:", "Commandes :"),
    ("Arguments:", "Arguments :"),
    ("Options:", "Options :"),
    ("Possible values:", "Valeurs possibles :"),
    ("possible values:", "valeurs possibles :"),
    ("[default: ", "[défaut : "),
    ("[env: ", "[variable : "),
    ("[COMMAND]", "[COMMANDE]"),
    ("<COMMAND>", "<COMMANDE>"),
    (
        "May also be specified with the ",
        "Peut aussi être donné par la variable d'environnement ",
    ),
    (" environment variable.", "."),
    (".SH NAME", ".SH NOM"),
    (".SH SUBCOMMANDS", ".SH COMMANDES"),
    (".SH EXTRA", ".SH COMPLÉMENTS"),
];

/// The same text in French.
#[must_use]
pub fn franciser(texte: &str) -> String {
    TEXTES
        .iter()
        .fold(texte.to_owned(), |t, (anglais, francais)| {
            t.replace(anglais, francais)
        })
}

/// A command-line error in French: what is wrong, what was expected, how to get help.
#[must_use]
pub fn erreur(erreur: &clap::Error) -> String {
    let contexte = |genre| erreur.get(genre).map(en_texte).unwrap_or_default();
    let argument = contexte(ContextKind::InvalidArg);
    let valeur = contexte(ContextKind::InvalidValue);
    let probleme = match erreur.kind() {
        ErrorKind::InvalidValue if valeur.is_empty() => {
            format!("une valeur est attendue pour « {argument} »")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("valeur « {valeur} » refusée pour « {argument} »")
        }
        ErrorKind::UnknownArgument => format!("argument inconnu : « {argument} »"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "commande inconnue : « {} »",
                contexte(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("il manque : {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque une commande".to_owned()
        }
        ErrorKind::ArgumentConflict => {
            format!(
                "« {argument} » ne va pas avec « {} »",
                contexte(ContextKind::PriorArg)
            )
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("nombre de valeurs incorrect pour « {argument} »")
        }
        ErrorKind::InvalidUtf8 => "un argument n'est pas en UTF-8".to_owned(),
        autre => format!("ligne de commande incorrecte ({autre:?})"),
    };
    let mut texte = format!("erreur : {probleme}\n");
    if erreur.kind() == ErrorKind::ValueValidation
        && let Some(attendu) = std::error::Error::source(erreur)
    {
        texte.push_str(&format!("  attendu : {attendu}\n"));
    }
    for (genre, annonce) in [
        (ContextKind::ValidValue, "  valeurs possibles : "),
        (ContextKind::ValidSubcommand, "  commandes possibles : "),
        (ContextKind::SuggestedArg, "  vouliez-vous dire : "),
        (ContextKind::SuggestedSubcommand, "  vouliez-vous dire : "),
        (ContextKind::SuggestedValue, "  vouliez-vous dire : "),
    ] {
        let propose = contexte(genre);
        if !propose.is_empty() {
            texte.push_str(&format!("{annonce}{propose}\n"));
        }
    }
    texte.push_str("\nPour en savoir plus : cpts --help\n");
    texte
}

fn en_texte(valeur: &ContextValue) -> String {
    match valeur {
        ContextValue::String(texte) => texte.clone(),
        ContextValue::Strings(textes) => textes.join(", "),
        ContextValue::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn help_holds_no_english() {
        let mut commande = Cli::command();
        commande.build();
        verifier(&mut commande);
    }

    fn verifier(commande: &mut clap::Command) {
        for aide in [commande.render_help(), commande.render_long_help()] {
            let aide = franciser(&aide.to_string());
            for mot in [
                "Print",
                "Usage:",
                "possible values",
                "[default",
                "[env",
                "Commands",
            ] {
                assert!(
                    !aide.contains(mot),
                    "« {mot} » dans l'aide de {} :\n{aide}",
                    commande.get_name()
                );
            }
        }
        for sous in commande.get_subcommands_mut() {
            verifier(sous);
        }
    }

    #[test]
    fn errors_are_french_and_propose_the_nearest() {
        let refus = |arguments: &[&str]| erreur(&Cli::try_parse_from(arguments).unwrap_err());
        assert!(
            refus(&["cpts", "diagnostik", "dep:48"]).contains("commande inconnue : « diagnostik »")
        );
        let texte = refus(&["cpts", "diagnostic", "dep:48", "--formt", "json"]);
        assert!(
            texte.contains("argument inconnu : « --formt »") && texte.contains("--format"),
            "{texte}"
        );
        let texte = refus(&["cpts", "diagnostic", "dep:48", "--format", "pdf"]);
        assert!(
            texte.contains("« pdf » refusée") && texte.contains("terminal, json, html"),
            "{texte}"
        );
        let texte = refus(&["cpts", "diagnostic", "dep:48", "--fils", "0"]);
        assert!(
            texte.contains("attendu : un nombre entier de 1 à 256"),
            "{texte}"
        );
        assert!(refus(&["cpts", "diagnostic"]).contains("il manque : <PERIMETRE>"));
    }
}
