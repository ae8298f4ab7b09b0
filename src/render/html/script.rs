//! The one script of the page, written by hand: buttons to copy and to save; the policy of the page admits no other.

use sha2::{Digest, Sha256};

/// The script; the page is whole without it.
pub(super) const SCRIPT: &str = include_str!("../templates/outils.js");

/// What the policy of the page (CSP) names a script by: `sha256-…` of its exact text.
pub(super) fn empreinte(script: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(script)))
}

/// RFC 4648, padded.
pub(super) fn base64(octets: &[u8]) -> String {
    const SIGNES: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut sortie = String::with_capacity(octets.len().div_ceil(3) * 4);
    for trio in octets.chunks(3) {
        let lu = |rang: usize| u32::from(trio.get(rang).copied().unwrap_or(0));
        let bits = lu(0) << 16 | lu(1) << 8 | lu(2);
        for rang in 0..4_usize {
            let signe = SIGNES.get((bits >> (18 - 6 * rang) & 63) as usize);
            let signe = signe.filter(|_| rang <= trio.len());
            sortie.push(signe.map_or('=', |s| char::from(*s)));
        }
    }
    sortie
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vectors of RFC 4648, section 10.
    #[test]
    fn writes_base64() {
        for (brut, attendu) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(brut.as_bytes()), attendu);
        }
    }
}
