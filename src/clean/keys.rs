//! Small identities for cells and keys, so that each distinct spelling is understood once.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::slots::Slots;
use crate::model::fast::{FastMap, hash_of};

/// Distinct cells, numbered in the order in which they came.
#[derive(Clone, Debug, Default)]
struct Texts {
    slots: Slots,
    /// The cells, one after the other.
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, id: u32) -> &[u8] {
        let id = id as usize;
        let start = id.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[id]]
    }

    fn find(&self, cell: &[u8], hash: u64) -> Option<u32> {
        self.slots.find(hash, |id| self.get(id) == cell)
    }

    fn add(&mut self, cell: &[u8], hash: u64) -> u32 {
        let id = self.skip(cell);
        self.slots.add(hash, id);
        id
    }

    /// Gives a number to a cell that is not found by it.
    fn skip(&mut self, cell: &[u8]) -> u32 {
        self.bytes.extend_from_slice(cell);
        self.ends.push(self.bytes.len());
        self.ends.len() as u32 - 1
    }
}

/// What the distinct cells of a column mean: each spelling is understood once.
pub struct Cells<T> {
    texts: Texts,
    values: Vec<T>,
    /// The cell before.
    last: Option<u32>,
    /// Blank cells have a place of their own: comparing nothing with nothing takes some processors longer than
    /// comparing words, and a column that is not there is blank in every row.
    blank: Option<u32>,
}

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Cells { texts: Texts::default(), values: Vec::new(), last: None, blank: None }
    }
}

impl<T> Cells<T> {
    /// The identity of a cell; `read` is called for a spelling not seen before.
    pub fn id(&mut self, cell: &[u8], read: impl FnOnce(&[u8]) -> T) -> u32 {
        if cell.is_empty() {
            return match self.blank {
                Some(id) => id,
                None => {
                    let id = self.push(read(cell));
                    self.blank = Some(id);
                    id
                }
            };
        }
        // Sorted exports repeat their keys from row to row.
        if let Some(last) = self.last
            && self.texts.get(last) == cell
        {
            return last;
        }
        let hash = hash_of(cell);
        let id = self.texts.find(cell, hash).unwrap_or_else(|| {
            self.values.push(read(cell));
            self.texts.add(cell, hash)
        });
        self.last = Some(id);
        id
    }

    /// Whether the cell with this identity is written so.
    pub fn is(&self, id: u32, cell: &[u8]) -> bool {
        let known = self.texts.get(id);
        // Comparing nothing with nothing takes some processors longer than comparing words.
        known.len() == cell.len() && (cell.is_empty() || known == cell)
    }

    /// What a cell means.
    pub fn get(&self, id: u32) -> &T {
        &self.values[id as usize]
    }

    /// Adds a meaning that no cell of this part has.
    pub fn push(&mut self, value: T) -> u32 {
        self.values.push(value);
        self.texts.skip(&[])
    }

    /// Gives up all but one meaning.
    pub fn into_value(mut self, id: u32) -> T {
        self.values.swap_remove(id as usize)
    }
}

/// What cells mean, for all parts of all exports together: each spelling is understood once in a run.
pub struct Shared<T>(Mutex<(Texts, Vec<T>)>);

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Shared(Mutex::default())
    }
}

impl<T: Clone> Shared<T> {
    /// The number of a cell, and what it means; `read` must say the same of the same cell wherever it stands.
    pub fn of(&self, cell: &[u8], read: impl FnOnce(&[u8]) -> T) -> (u32, T) {
        let hash = hash_of(cell);
        let known = |all: &(Texts, Vec<T>)| {
            let id = all.0.find(cell, hash)?;
            Some((id, all.1[id as usize].clone()))
        };
        if let Some(known) = known(&self.all()) {
            return known;
        }
        let value = read(cell);
        let mut all = self.all();
        // Another part may have met it meanwhile.
        known(&all).unwrap_or_else(|| {
            all.1.push(value.clone());
            (all.0.add(cell, hash), value)
        })
    }

    /// Shows the cells with these numbers and what they mean, each once.
    pub fn each(&self, numbers: impl Iterator<Item = u32>, mut see: impl FnMut(&[u8], &T)) {
        let all = self.all();
        let mut seen = vec![false; all.1.len()];
        for number in numbers {
            if !std::mem::replace(&mut seen[number as usize], true) {
                see(all.0.get(number), &all.1[number as usize]);
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, (Texts, Vec<T>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name as it is folded, by its number in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameId(NonZeroU32);

/// The folded names of a run, each kept once: there may be as many as communes, in as many exports.
#[derive(Default)]
pub struct Folded(Mutex<Texts>);

impl Folded {
    /// The number of a name.
    pub fn id(&self, name: &str) -> NameId {
        let hash = hash_of(name.as_bytes());
        let mut all = self.all();
        let id = all.find(name.as_bytes(), hash).unwrap_or_else(|| all.add(name.as_bytes(), hash));
        NameId(NonZeroU32::MIN.saturating_add(id))
    }

    /// The name with a number, for `see` to look at.
    pub fn with<R>(&self, id: NameId, see: impl FnOnce(&str) -> R) -> R {
        see(&String::from_utf8_lossy(self.all().get(id.0.get() - 1)))
    }

    fn all(&self) -> MutexGuard<'_, Texts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Distinct values with small identities, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Interner<K> {
    slots: Slots,
    values: Vec<K>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Interner { slots: Slots::default(), values: Vec::new() }
    }
}

impl<K: Hash + Eq + Clone> Interner<K> {
    /// The identity of a value.
    pub fn id(&mut self, value: &K) -> u32 {
        let hash = hash_of(value);
        self.found(value, hash).unwrap_or_else(|| {
            let id = self.values.len() as u32;
            self.values.push(value.clone());
            self.slots.add(hash, id);
            id
        })
    }

    /// The identity of a value that is there.
    pub fn find(&self, value: &K) -> Option<u32> {
        self.found(value, hash_of(value))
    }

    fn found(&self, value: &K, hash: u64) -> Option<u32> {
        self.slots.find(hash, |id| self.values[id as usize] == *value)
    }

    /// The value with this identity.
    pub fn get(&self, id: u32) -> &K {
        &self.values[id as usize]
    }

    /// All values, in the order of their identities.
    pub fn values(&self) -> &[K] {
        &self.values
    }

    /// Makes room for so many more values.
    pub fn reserve(&mut self, values: usize) {
        self.values.reserve(values);
    }

    /// Gives up the room for more values.
    pub fn shrink(&mut self) {
        self.values.shrink_to_fit();
    }

    /// All values, in the order of their identities.
    pub fn into_values(self) -> Vec<K> {
        self.values
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Takes in another's values; where each of its identities went.
    pub fn absorb(&mut self, other: Interner<K>) -> Vec<u32> {
        other.values.iter().map(|value| self.id(value)).collect()
    }
}

/// Spellings of names that come as they are, by their folded form; the one to print does not depend on the order of rows.
#[derive(Clone, Debug, Default)]
pub struct Names(FastMap<Arc<str>, Arc<str>>);

impl Names {
    /// Takes note of a spelling.
    pub fn add(&mut self, key: &str, spelling: &str) {
        match self.0.get_mut(key) {
            Some(known) if rank(spelling) < rank(known) => *known = Arc::from(spelling),
            Some(_) => {}
            None => {
                self.0.insert(Arc::from(key), Arc::from(spelling));
            }
        }
    }

    /// Takes note of a spelling that may be known as it is.
    pub fn add_shared(&mut self, key: &Arc<str>, spelling: &Arc<str>) {
        match self.0.get_mut(key) {
            Some(known) if known == spelling => {}
            Some(known) if rank(spelling) < rank(known) => *known = Arc::clone(spelling),
            Some(_) => {}
            None => {
                self.0.insert(Arc::clone(key), Arc::clone(spelling));
            }
        }
    }

    /// Takes in another's spellings.
    pub fn absorb(&mut self, other: Names) {
        for (key, spelling) in other.0 {
            self.add_shared(&key, &spelling);
        }
    }

    /// The spelling of a key that was seen.
    pub fn known(&self, key: &str) -> Option<Arc<str>> {
        self.0.get(key).cloned()
    }

    /// The spelling to print.
    pub fn get(&self, key: &Arc<str>) -> Arc<str> {
        Arc::clone(self.0.get(key).unwrap_or(key))
    }

    /// The spelling to print of a name, or the name itself.
    pub fn of(&self, key: &str) -> Arc<str> {
        self.known(key).unwrap_or_else(|| Arc::from(key))
    }
}

/// Names in mixed case come before those in one case, names written out before abbreviated ones (`TP. Sơn La`); then the
/// first in order.
fn rank(spelling: &str) -> (bool, bool, &str) {
    let upper = spelling.chars().any(char::is_uppercase);
    let lower = spelling.chars().any(char::is_lowercase);
    let first = spelling.split(' ').next().unwrap_or_default();
    let abbreviated = first.contains('.') || matches!(first, "TP" | "TX" | "TT");
    (!(upper && lower), abbreviated, spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_once() {
        let mut cells = Cells::default();
        let mut reads = 0;
        for cell in [&b"a"[..], b"a", b"bb", b"a", b"bb"] {
            cells.id(cell, |cell| {
                reads += 1;
                cell.len()
            });
        }
        assert_eq!(reads, 2);
        assert_eq!(*cells.get(1), 2);
    }

    #[test]
    fn names_do_not_depend_on_order() {
        let key: Arc<str> = Arc::from("x");
        let spellings = ["MỘC CHÂU", "mộc châu", "Mộc Châu"];
        for turn in 0..3 {
            let mut names = Names::default();
            for i in 0..3 {
                names.add(&key, spellings[(turn + i) % 3]);
            }
            assert_eq!(&*names.get(&key), "Mộc Châu");
        }
    }
}
