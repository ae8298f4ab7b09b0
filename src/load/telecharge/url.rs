//! Addresses: what is accepted, where a redirection leads, where a mirror keeps a file.

/// Why an address is refused, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refus {
    /// Neither http nor https, or no host.
    Forme,
    /// A user name or a password inside.
    Identifiants,
    /// From https to http: the file could be replaced on its way.
    Degradation,
}

/// Scheme and what follows `://`.
fn decoupe(url: &str) -> Option<(&'static str, &str)> {
    let (schema, suite) = url.split_once("://")?;
    let schema = ["https", "http"]
        .into_iter()
        .find(|s| schema.eq_ignore_ascii_case(s))?;
    Some((schema, suite))
}

/// Host (and port), and what follows.
fn autorite(suite: &str) -> (&str, &str) {
    suite.split_at(suite.find(['/', '?', '#']).unwrap_or(suite.len()))
}

/// Checks an address.
///
/// # Errors
/// It is not one that may be asked.
pub fn verifie(url: &str) -> Result<(), Refus> {
    let (_, suite) = decoupe(url).ok_or(Refus::Forme)?;
    let (hote, _) = autorite(suite);
    if hote.contains('@') {
        return Err(Refus::Identifiants);
    }
    if hote.is_empty() || !url.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Refus::Forme);
    }
    Ok(())
}

/// Where a redirection leads: `lieu` is as the server wrote it, whole or relative to `depuis`.
///
/// # Errors
/// Not an address, or from https to http.
pub fn suite(depuis: &str, lieu: &str) -> Result<String, Refus> {
    let (schema, reste) = decoupe(depuis).ok_or(Refus::Forme)?;
    let (hote, chemin) = autorite(reste);
    let lieu = lieu.trim().split('#').next().unwrap_or_default();
    let absolu = |(schema, _): (&str, &str)| !schema.contains(['/', '?']);
    let entiere = if lieu.split_once("://").is_some_and(absolu) {
        lieu.to_owned()
    } else if let Some(autre) = lieu.strip_prefix("//") {
        format!("{schema}://{autre}")
    } else if lieu.starts_with('/') {
        format!("{schema}://{hote}{lieu}")
    } else {
        let chemin = chemin.split(['?', '#']).next().unwrap_or_default();
        let dossier = chemin
            .rfind('/')
            .map_or("/", |i| chemin.get(..=i).unwrap_or("/"));
        let base = if lieu.starts_with('?') {
            chemin
        } else {
            dossier
        };
        format!("{schema}://{hote}{base}{lieu}")
    };
    verifie(&entiere)?;
    let (vers, _) = decoupe(&entiere).ok_or(Refus::Forme)?;
    if schema == "https" && vers == "http" {
        return Err(Refus::Degradation);
    }
    Ok(entiere)
}

/// Address of a file on a mirror: the mirror is a folder of downloaded files, as `cpts donnees telecharger` leaves it.
#[must_use]
pub fn miroir(base: &str, fichier: &str) -> String {
    format!("{}/{fichier}", base.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_redirection_is_followed_as_a_browser_would() {
        let s = |lieu: &str| suite("https://a.fr/x/y?z=1", lieu);
        assert_eq!(s("https://b.fr/c"), Ok("https://b.fr/c".to_owned()));
        assert_eq!(s("//b.fr/c#d"), Ok("https://b.fr/c".to_owned()));
        assert_eq!(s("/c"), Ok("https://a.fr/c".to_owned()));
        assert_eq!(s("c"), Ok("https://a.fr/x/c".to_owned()));
        assert_eq!(s("?p"), Ok("https://a.fr/x/y?p".to_owned()));
        assert_eq!(suite("http://a.fr", "c"), Ok("http://a.fr/c".to_owned()));
        // An address in the query is not that of the answer.
        let voulue = Ok("https://a.fr/x/p?u=https://b.fr".to_owned());
        assert_eq!(s("p?u=https://b.fr"), voulue);
        assert_eq!(
            suite("http://a.fr", "https://b"),
            Ok("https://b".to_owned())
        );
        assert_eq!(s("http://b.fr/c"), Err(Refus::Degradation));
        assert_eq!(s("HTTP://b.fr/c"), Err(Refus::Degradation));
        for refusee in [
            "file:///etc/passwd",
            "ftp://a/b",
            "https://",
            "https://a b/",
        ] {
            assert_eq!(s(refusee), Err(Refus::Forme), "{refusee}");
        }
        assert_eq!(s("https://moi:secret@b.fr/"), Err(Refus::Identifiants));
        assert_eq!(
            miroir("https://m.fr/cpts/", "a.csv"),
            "https://m.fr/cpts/a.csv"
        );
    }

    proptest! {
        #[test]
        fn no_server_leads_out_of_https(lieu in any::<String>()) {
            if let Ok(url) = suite("https://a.fr/x", &lieu) {
                prop_assert!(url.to_lowercase().starts_with("https://"), "{url}");
                prop_assert_eq!(verifie(&url), Ok(()));
            }
        }
    }
}
