//! One value per unit of the référentiel, held in memory or read when it is asked.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use super::Valeur;

/// Where the values that are not in memory yet are read; what cannot be read is never taken for a figure.
pub trait Gardees<T>: fmt::Debug + Send + Sync {
    /// The value of a unit, by its rank.
    fn une(&self, rang: usize) -> Option<T>;

    /// The values of all the units.
    fn toutes(&self) -> Vec<T>;

    /// How many of them are known figures, when that is told without reading them.
    fn connues(&self) -> Option<usize> {
        None
    }
}

/// One value per unit, in the order of the référentiel: a slice, read whole the first time that it is used as one, and
/// shared by its copies until one of them changes.
#[derive(Debug, Clone)]
pub struct Suite<T> {
    lues: OnceLock<Arc<Vec<T>>>,
    gardees: Option<Arc<dyn Gardees<T>>>,
    /// What was changed of those that are not read.
    changees: BTreeMap<usize, T>,
}

impl<T> Default for Suite<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> From<Vec<T>> for Suite<T> {
    fn from(lues: Vec<T>) -> Self {
        Self {
            lues: OnceLock::from(Arc::new(lues)),
            gardees: None,
            changees: BTreeMap::new(),
        }
    }
}

impl<T: Copy> Suite<T> {
    /// Values to read when they are asked.
    #[must_use]
    pub fn gardee(gardees: Arc<dyn Gardees<T>>) -> Self {
        Self {
            lues: OnceLock::new(),
            gardees: Some(gardees),
            changees: BTreeMap::new(),
        }
    }

    /// Reads all of it, before many values are asked one by one.
    pub fn lire(&self) {
        let _ = self.deref();
    }

    /// The value of a unit, by its rank, alone.
    #[inline]
    #[must_use]
    pub fn une(&self, rang: usize) -> Option<T> {
        match self.lues.get() {
            Some(lues) => lues.get(rang).copied(),
            None if self.changees.is_empty() => self.gardees.as_ref()?.une(rang),
            None => {
                let changee = self.changees.get(&rang).copied();
                changee.or_else(|| self.gardees.as_ref()?.une(rang))
            }
        }
    }

    /// Puts another value in the place of one, and gives that one; `None` when there is no such place.
    pub fn change(&mut self, rang: usize, valeur: T) -> Option<T> {
        let avant = self.une(rang)?;
        match self.lues.get_mut() {
            Some(lues) => {
                if let Some(place) = Arc::make_mut(lues).get_mut(rang) {
                    *place = valeur;
                }
            }
            None => {
                self.changees.insert(rang, valeur);
            }
        }
        Some(avant)
    }
}

impl Suite<Valeur> {
    /// How many units have a known figure.
    #[must_use]
    pub fn connues(&self) -> usize {
        let gardees = self.gardees.as_ref().filter(|_| self.lues.get().is_none());
        let Some(avant) = gardees.and_then(|g| g.connues()) else {
            return self.iter().filter(|v| v.connue().is_some()).count();
        };
        let un = |v: Option<Valeur>| usize::from(v.is_some_and(|v| v.connue().is_some()));
        let change = |n: usize, (rang, valeur): (&usize, &Valeur)| {
            let ancienne = gardees.and_then(|g| g.une(*rang));
            (n + un(Some(*valeur))).saturating_sub(un(ancienne))
        };
        self.changees.iter().fold(avant, change)
    }
}

impl<T: Copy> Deref for Suite<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let toutes = || {
            let mut toutes = self.gardees.as_ref().map_or_else(Vec::new, |g| g.toutes());
            for (rang, valeur) in &self.changees {
                if let Some(place) = toutes.get_mut(*rang) {
                    *place = *valeur;
                }
            }
            toutes
        };
        self.lues.get_or_init(|| Arc::new(toutes()))
    }
}

impl<T: Copy> DerefMut for Suite<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // Not `self.deref()`: here it is that of the reference, which reads nothing.
        let _ = Self::deref(self);
        match self.lues.get_mut() {
            Some(lues) => Arc::make_mut(lues).as_mut_slice(),
            None => &mut [],
        }
    }
}

impl<T: Copy + PartialEq> PartialEq<Vec<T>> for Suite<T> {
    fn eq(&self, autre: &Vec<T>) -> bool {
        **self == **autre
    }
}

impl<T: Copy + PartialEq> PartialEq for Suite<T> {
    fn eq(&self, autre: &Self) -> bool {
        **self == **autre
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Carres;

    impl Gardees<u32> for Carres {
        fn une(&self, rang: usize) -> Option<u32> {
            self.toutes().get(rang).copied()
        }

        fn toutes(&self) -> Vec<u32> {
            vec![0, 1, 4]
        }
    }

    #[test]
    fn a_value_is_the_same_read_alone_or_with_the_others_and_a_change_stays() {
        let mut jamais_lue = Suite::gardee(Arc::new(Carres));
        jamais_lue[2] = 9;
        assert_eq!(jamais_lue, vec![0, 1, 9]);
        let mut changee = Suite::gardee(Arc::new(Carres));
        assert_eq!(
            (changee.change(1, 5), changee.change(3, 5)),
            (Some(1), None)
        );
        assert_eq!((changee.une(1), changee.une(2)), (Some(5), Some(4)));
        assert_eq!(changee, vec![0, 5, 4]);
        assert_eq!((changee.change(1, 6), changee.une(1)), (Some(5), Some(6)));
        let mut suite = Suite::gardee(Arc::new(Carres));
        assert_eq!((suite.une(2), suite.une(3)), (Some(4), None));
        assert_eq!(suite, vec![0, 1, 4]);
        let copie = suite.clone();
        suite[1] = 7;
        assert_eq!(copie, vec![0, 1, 4]);
        assert_eq!((suite.une(1), suite.len()), (Some(7), 3));
        assert!(Suite::<u32>::default().is_empty());
    }
}
