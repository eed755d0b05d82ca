//! Things of one kind by the number of their making, deleted ones included as numbers without a thing.

use std::collections::{BTreeMap, HashSet};

use fastrand::Rng;

/// Stands for one of the things made so far, or for one that never was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick(Option<usize>);

impl Pick {
    pub(super) fn random(random: &mut Rng) -> Self {
        Self((random.u32(..100) >= 4).then(|| random.usize(..10_000)))
    }
}

/// Things of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Shelf<T> {
    /// An id that nothing has.
    unknown: &'static str,
    /// Ids and times of creation of everything that was ever made.
    made: Vec<(String, i64)>,
    known: HashSet<String>,
    living: BTreeMap<usize, T>,
}

impl<T> Shelf<T> {
    pub(super) fn new(unknown: &'static str) -> Self {
        Self { unknown, made: Vec::new(), known: HashSet::new(), living: BTreeMap::new() }
    }

    /// Adds a thing whose id is not known yet, and gives its number.
    pub(super) fn add(&mut self, thing: T) -> usize {
        let handle = self.made.len();
        self.made.push((String::new(), 0));
        self.living.insert(handle, thing);
        handle
    }

    /// Learns the id of a thing. `false` when another one has it.
    pub(super) fn learn(&mut self, handle: usize, id: &str, created_at: i64) -> bool {
        if let Some(made) = self.made.get_mut(handle) {
            *made = (id.to_owned(), created_at);
        }
        self.known.insert(id.to_owned())
    }

    /// The number that `pick` stands for: mostly of a thing that lives, sometimes of one that may be deleted.
    fn number(&self, pick: Pick) -> Option<usize> {
        let number = pick.0.filter(|_| !self.made.is_empty())?;
        if number % 10 == 0 || self.living.is_empty() {
            return Some(number / 10 % self.made.len());
        }
        self.living.keys().nth(number / 10 % self.living.len()).copied()
    }

    /// The id that `pick` stands for.
    pub(super) fn id_of(&self, pick: Pick) -> String {
        self.number(pick).map_or(self.unknown, |handle| self.id(handle)).to_owned()
    }

    /// The living thing that `pick` stands for.
    pub(super) fn find(&self, pick: Pick) -> Option<usize> {
        self.number(pick).filter(|handle| self.living.contains_key(handle))
    }

    pub(super) fn id(&self, handle: usize) -> &str {
        self.made.get(handle).map_or("", |(id, _)| id)
    }

    pub(super) fn created_at(&self, handle: usize) -> i64 {
        self.made.get(handle).map_or(0, |(_, created_at)| *created_at)
    }

    pub(super) fn set_created_at(&mut self, handle: usize, at: i64) {
        if let Some((_, created_at)) = self.made.get_mut(handle) {
            *created_at = at;
        }
    }

    pub(super) fn get(&self, handle: usize) -> Option<&T> {
        self.living.get(&handle)
    }

    pub(super) fn get_mut(&mut self, handle: usize) -> Option<&mut T> {
        self.living.get_mut(&handle)
    }

    pub(super) fn remove(&mut self, handle: usize) -> Option<T> {
        self.living.remove(&handle)
    }

    pub(super) fn retain(&mut self, mut keeps: impl FnMut(&T) -> bool) {
        self.living.retain(|_, thing| keeps(thing));
    }

    pub(super) fn len(&self) -> usize {
        self.living.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.living.iter().map(|(handle, thing)| (*handle, thing))
    }

    /// The numbers of the living in the order of lists: the newest first, equal ones by id.
    pub(super) fn newest_first(&self) -> Vec<usize> {
        let mut handles: Vec<usize> = self.living.keys().copied().collect();
        handles.sort_by(|one, other| {
            let key = |handle| (self.created_at(handle), self.id(handle));
            key(*other).cmp(&key(*one))
        });
        handles
    }

    /// The ids of what was deleted.
    pub(super) fn deleted(&self) -> impl Iterator<Item = &str> {
        let gone = self.made.iter().enumerate().filter(|(handle, _)| !self.living.contains_key(handle));
        gone.map(|(_, (id, _))| id.as_str())
    }
}
