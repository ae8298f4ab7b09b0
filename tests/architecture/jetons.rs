//! Rust tokens: tests left out, words in order, functions and their length.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The tokens without the items under `#[cfg(test)]`, at any depth.
pub fn sans_essais(arbre: TokenStream) -> TokenStream {
    let mut gardes: Vec<TokenTree> = Vec::new();
    let mut jetons = arbre.into_iter().peekable();
    while let Some(jeton) = jetons.next() {
        let diese = matches!(&jeton, TokenTree::Punct(p) if p.as_char() == '#');
        let essai = diese
            && matches!(jetons.peek(), Some(TokenTree::Group(g))
                if g.to_string().replace(' ', "") == "[cfg(test)]");
        if !essai {
            gardes.push(match jeton {
                TokenTree::Group(g) => {
                    let mut dedans =
                        proc_macro2::Group::new(g.delimiter(), sans_essais(g.stream()));
                    dedans.set_span(g.span());
                    TokenTree::Group(dedans)
                }
                autre => autre,
            });
            continue;
        }
        // The item ends with its braces, or with a semicolon.
        for suivant in jetons.by_ref().skip(1) {
            let fini = match &suivant {
                TokenTree::Group(g) => g.delimiter() == Delimiter::Brace,
                TokenTree::Punct(p) => p.as_char() == ';',
                _ => false,
            };
            if fini {
                break;
            }
        }
    }
    gardes.into_iter().collect()
}

pub fn aplatir(arbre: TokenStream, mots: &mut Vec<String>) {
    let mut deux_points = false;
    for jeton in arbre {
        match jeton {
            TokenTree::Group(g) => {
                let (ouvre, ferme) = match g.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                mots.push(ouvre.to_owned());
                aplatir(g.stream(), mots);
                mots.push(ferme.to_owned());
            }
            TokenTree::Ident(i) => mots.push(i.to_string()),
            TokenTree::Punct(p) if p.as_char() == ':' && deux_points => {
                mots.pop();
                mots.push("::".to_owned());
                deux_points = false;
                continue;
            }
            TokenTree::Punct(p) => {
                mots.push(p.as_char().to_string());
                deux_points = p.as_char() == ':';
                continue;
            }
            TokenTree::Literal(_) => mots.push("\"\"".to_owned()),
        }
        deux_points = false;
    }
}

pub fn chercher_fonctions(arbre: TokenStream, fonctions: &mut Vec<(String, usize)>) {
    let mut nom: Option<(String, usize)> = None;
    let mut apres_fn = false;
    for jeton in arbre {
        match jeton {
            TokenTree::Ident(i) if apres_fn => {
                nom = Some((i.to_string(), i.span().start().line));
                apres_fn = false;
            }
            TokenTree::Ident(i) => apres_fn = i == "fn",
            TokenTree::Punct(p) if p.as_char() == ';' => nom = None,
            TokenTree::Group(g) => {
                if g.delimiter() == Delimiter::Brace
                    && let Some((nom, debut)) = nom.take()
                {
                    fonctions.push((nom, g.span_close().end().line - debut + 1));
                }
                chercher_fonctions(g.stream(), fonctions);
                apres_fn = false;
            }
            _ => apres_fn = false,
        }
    }
}
