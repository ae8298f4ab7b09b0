//! Reading what is kept between two runs (MessagePack, written by `rmp-serde`): one small road for every type, where that of the
//! library is compiled whole for each of them.

mod jeton;
mod lecteur;

use std::fmt;

use serde::{Deserialize, de};

use lecteur::Lecteur;

/// Why bytes are not those of their type.
#[derive(Debug)]
pub struct Illisible(String);

impl fmt::Display for Illisible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Illisible {}

impl de::Error for Illisible {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Reads a whole value.
///
/// # Errors
/// [`Illisible`]: truncated or damaged bytes, values of another type, deeper than what the program writes, or bytes left after it.
pub fn lire<'o, T: Deserialize<'o>>(octets: &'o [u8]) -> Result<T, Illisible> {
    let mut lecteur = Lecteur::new(octets);
    let lu = T::deserialize(&mut lecteur)?;
    if lecteur.fini() {
        return Ok(lu);
    }
    Err(de::Error::custom("des octets de trop"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Tout {
        texte: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        absent: Option<u64>,
        signe: i64,
        reel: f64,
        court: f32,
        oui: bool,
        suite: Vec<Choix>,
        table: BTreeMap<u32, (u8, char)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        vides: Vec<Emballe>,
        rien: (),
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Emballe(Option<i32>);

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Choix {
        Seul,
        Un(u16),
        Deux(u16, String),
        Nomme { annee: i16, parts: Vec<f64> },
    }

    fn choix() -> impl Strategy<Value = Choix> {
        prop_oneof![
            Just(Choix::Seul),
            any::<u16>().prop_map(Choix::Un),
            (any::<u16>(), ".*").prop_map(|(n, t)| Choix::Deux(n, t)),
            (any::<i16>(), prop::collection::vec(-1e9..1e9, 0..20))
                .prop_map(|(annee, parts)| Choix::Nomme { annee, parts }),
        ]
    }

    prop_compose! {
        fn tout()(
            texte in ".{0,300}", absent in any::<Option<u64>>(), signe in any::<i64>(), reel in -1e300..1e300_f64,
            court in -1e30..1e30_f32, oui in any::<bool>(), suite in prop::collection::vec(choix(), 0..40),
            table in prop::collection::btree_map(any::<u32>(), (any::<u8>(), any::<char>()), 0..40),
            vides in prop::collection::vec(any::<Option<i32>>().prop_map(Emballe), 0..3),
        ) -> Tout {
            Tout { texte, absent, signe, reel, court, oui, suite, table, vides, rien: () }
        }
    }

    proptest! {
        #[test]
        fn what_the_library_writes_is_read(tout in tout()) {
            let nomme = rmp_serde::to_vec_named(&tout).unwrap();
            prop_assert_eq!(&lire::<Tout>(&nomme).unwrap(), &tout);
            let mut entier = tout;
            entier.absent.get_or_insert(3);
            entier.vides.push(Emballe(None));
            let serre = rmp_serde::to_vec(&entier).unwrap();
            prop_assert_eq!(lire::<Tout>(&serre).unwrap(), entier);
        }

        #[test]
        fn damaged_bytes_are_refused_or_are_a_value(
            tout in tout(), place in any::<prop::sample::Index>(), octet in any::<u8>(), coupe in any::<bool>(),
        ) {
            let mut octets = rmp_serde::to_vec_named(&tout).unwrap();
            let place = place.index(octets.len());
            if coupe {
                octets.truncate(place);
                prop_assert!(lire::<Tout>(&octets).is_err());
            } else {
                octets[place] = octet;
                let _ = lire::<Tout>(&octets);
                let _ = lire::<de::IgnoredAny>(&octets);
            }
        }
    }

    #[test]
    fn lengths_that_lie_and_endless_depths_cost_nothing() {
        for menteur in [
            &[0xdd, 0xff, 0xff, 0xff, 0xff][..],
            &[0xdf, 0xff, 0xff, 0xff, 0xff],
            &[0xdb, 0xff, 0xff, 0xff, 0xff],
            &[0xc1],
            &[],
        ] {
            assert!(lire::<Vec<u64>>(menteur).is_err());
            assert!(lire::<de::IgnoredAny>(menteur).is_err());
        }
        let profond = vec![0x91; 1_000_000];
        assert!(lire::<de::IgnoredAny>(&profond).is_err());
        assert!(lire::<u8>(&[1, 2]).is_err());
    }
}
