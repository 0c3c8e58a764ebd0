//! Which rows of communes are for the same figure: a bit for each place and key that rows had, and a list of those that
//! more than one row had.
//!
//! Places come in their order in one period after the other, so that a word of 64 places is filled from row to row; where
//! they do not, each row has a word of its own, and memory still follows the rows.

use super::keys::Interner;
use super::slots::Slots;
use crate::model::Place;
use crate::model::fast::{FastMap, hash_of};

/// 64 places under one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    key: u32,
    block: u32,
    bits: u64,
}

/// Places and keys, each with a bit.
#[derive(Clone, Debug, Default)]
struct Bits {
    slots: Slots,
    words: Vec<Word>,
    last: usize,
}

impl Bits {
    /// Sets the bit of a place and key; whether it was set before.
    fn set(&mut self, place: u32, key: u32) -> bool {
        let (block, bit) = (place / 64, 1 << (place % 64));
        let is = |word: &Word| word.key == key && word.block == block;
        if !self.words.get(self.last).is_some_and(is) {
            let hash = hash_of(&(key, block));
            let found = self.slots.find(hash, |i| self.words.get(i as usize).is_some_and(is));
            self.last = found.map_or(self.words.len(), |i| i as usize);
            if found.is_none() {
                self.slots.add(hash, self.last as u32);
                self.words.push(Word { key, block, bits: 0 });
            }
        }
        let word = &mut self.words[self.last];
        let set = word.bits & bit != 0;
        word.bits |= bit;
        set
    }

    /// All places and keys whose bit is set.
    fn all(&self) -> impl Iterator<Item = (u32, u32)> {
        self.words.iter().flat_map(|word| {
            let set = (0..64).filter(|bit| word.bits >> bit & 1 != 0);
            set.map(|bit| (word.block * 64 + bit, word.key))
        })
    }
}

/// The keys of one export's rows of communes. `K` is what a row says beside its place: a period and what is measured.
#[derive(Clone, Debug)]
pub struct RowKeys<K> {
    keys: Interner<K>,
    bits: Bits,
    /// Spots and keys that more than one row had.
    met: Vec<(u32, u32)>,
    last: Option<(K, u32)>,
    /// Spot, key and line of the row before.
    before: (u32, u32, u64),
}

impl<K> Default for RowKeys<K> {
    fn default() -> Self {
        let (keys, bits) = (Interner::default(), Bits::default());
        RowKeys { keys, bits, met: Vec::new(), last: None, before: (0, 0, 0) }
    }
}

impl<K: std::hash::Hash + Eq + Clone> RowKeys<K> {
    /// Notes that a row has a figure of `spot` under `key`.
    pub fn note(&mut self, spot: u32, key: K) {
        let id = self.key(key);
        self.set(spot, id);
    }

    /// Notes that the row at `line` is for `spot` and `key`: once, however often it is told.
    pub fn note_row(&mut self, spot: u32, key: K, line: u64) {
        let id = self.key(key);
        if std::mem::replace(&mut self.before, (spot, id, line)) != (spot, id, line) {
            self.set(spot, id);
        }
    }

    fn key(&mut self, key: K) -> u32 {
        match &self.last {
            Some((last, id)) if *last == key => *id,
            _ => {
                let id = self.keys.id(&key);
                self.last = Some((key, id));
                id
            }
        }
    }

    fn set(&mut self, spot: u32, key: u32) {
        if self.bits.set(spot, key) {
            self.met.push((spot, key));
        }
    }

    /// Takes in the keys of another part of the file; `moved` says what became of its keys.
    pub fn absorb(&mut self, other: Self, spots: &[u32], moved: impl Fn(&K) -> K) {
        let keys: Vec<u32> = other.keys.into_values().iter().map(|key| self.keys.id(&moved(key))).collect();
        for (spot, key) in other.bits.all().chain(other.met) {
            self.set(spots[spot as usize], keys[key as usize]);
        }
        (self.last, self.before) = (None, (0, 0, 0));
    }
}

/// The keys of one export, with what they mean in all exports.
pub struct Keyed<'p, K> {
    places: &'p [Place],
    keys: Vec<K>,
    bits: Bits,
    met: Vec<(u32, u32)>,
    named: Box<dyn Fn(u32, u32) -> u64 + 'p>,
}

impl<'p, K: std::hash::Hash + Eq + Clone> Keyed<'p, K> {
    /// The rows of an export; `places` are those of its spots, `meaning` that of its keys in all exports, and `named`
    /// the number by which its rows are known when they are read again.
    pub fn new<L>(
        keys: RowKeys<L>,
        places: &'p [Place],
        meaning: impl Fn(&L) -> K,
        named: impl Fn(u32, &L) -> u64 + 'p,
    ) -> Self
    where
        L: std::hash::Hash + Eq + Clone + 'p,
    {
        let RowKeys { keys, bits, met, .. } = keys;
        let said = keys.into_values();
        let keys = said.iter().map(meaning).collect();
        Keyed { places, keys, bits, met, named: Box::new(move |spot, key| named(spot, &said[key as usize])) }
    }
}

/// The rows of each export whose place and key another row has too, of this or another export, as they are named.
pub fn meeting<K: std::hash::Hash + Eq + Clone>(exports: &[Keyed<'_, K>]) -> Vec<Vec<u64>> {
    let mut apart: Vec<Vec<u64>> = exports.iter().map(|_| Vec::new()).collect();
    let mut places: Interner<Place> = Interner::default();
    let mut keys: Interner<K> = Interner::default();
    let mut meant = Vec::new();
    for export in exports {
        let here: Vec<u32> = export.places.iter().map(|place| places.id(place)).collect();
        let keys: Vec<u32> = export.keys.iter().map(|key| keys.id(key)).collect();
        meant.push((here, keys));
    }
    let mut bits = Bits::default();
    let mut met: FastMap<(u32, u32), ()> = FastMap::default();
    // One export whose spots and keys are all different says by itself what met.
    let alone = exports.len() == 1
        && places.count() == exports[0].places.len()
        && keys.count() == exports[0].keys.len();
    for (export, (here, keys)) in exports.iter().zip(&meant) {
        let at = |(spot, key): (u32, u32)| (here[spot as usize], keys[key as usize]);
        met.extend(export.met.iter().map(|row| (at(*row), ())));
        if !alone {
            met.extend(
                export.bits.all().map(at).filter(|(place, key)| bits.set(*place, *key)).map(|row| (row, ())),
            );
        }
    }
    if met.is_empty() {
        return apart;
    }
    for (i, (export, (here, keys))) in exports.iter().zip(&meant).enumerate() {
        for (spot, key) in export.bits.all() {
            if met.contains_key(&(here[spot as usize], keys[key as usize])) {
                apart[i].push((export.named)(spot, key));
            }
        }
        apart[i].sort_unstable();
    }
    apart
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::*;
    use crate::model::{Level, Vintage};

    fn place(name: &str) -> Place {
        Place { vintage: Vintage::Own, level: Level::Commune, code: Arc::from(name), name: Arc::from(name) }
    }

    /// The spot and the key in one number.
    fn named(spot: u32, key: &char) -> u64 {
        u64::from(spot) << 32 | u64::from(*key)
    }

    fn keyed(keys: RowKeys<char>, places: &[Place]) -> Keyed<'_, char> {
        Keyed::new(keys, places, |key| *key, named)
    }

    #[test]
    fn rows_meet_across_exports_by_what_they_mean() {
        let mut first = RowKeys::default();
        first.note(0, 'x');
        first.note(1, 'x');
        first.note(0, 'y');
        first.note(0, 'x');
        let mut second = RowKeys::default();
        second.note(0, 'y');
        second.note(1, 'y');
        let second_places = vec![place("b"), place("a")];
        let first_places = [place("a"), place("b")];
        let apart = meeting(&[keyed(first.clone(), &first_places), keyed(second, &second_places)]);
        assert_eq!(apart, [vec![named(0, &'x'), named(0, &'y')], vec![named(1, &'y')]]);
        // Two spots of one export may be one place.
        let alike = [place("a"), place("a")];
        let apart = meeting(&[keyed(first, &alike)]);
        assert_eq!(apart, [vec![named(0, &'x'), named(1, &'x')]]);
    }

    #[test]
    fn keys_meet_however_the_rows_are_cut() {
        let rows: Vec<(u32, char)> =
            (0..3000_u32).map(|n| (n * 7919 % 1000, if n % 3 == 0 { 'a' } else { 'b' })).collect();
        let places: Vec<Place> = (0..1000).map(|n| place(&n.to_string())).collect();
        let of = |rows: &[(u32, char)]| {
            let mut keys = RowKeys::default();
            rows.iter().for_each(|(spot, key)| keys.note(*spot, *key));
            keys
        };
        let same: Vec<u32> = (0..1000).collect();
        let whole = meeting(&[keyed(of(&rows), &places)]);
        let twice = |row: &(u32, char)| rows.iter().filter(|other| *other == row).count() > 1;
        let mut expected: Vec<u64> =
            rows.iter().filter(|row| twice(row)).map(|(spot, key)| named(*spot, key)).collect();
        expected.sort_unstable();
        expected.dedup();
        assert!(!expected.is_empty() && expected.len() < 2000);
        assert_eq!(whole, std::slice::from_ref(&expected));
        for cut in [1, 1500, 2999] {
            let mut parts = of(&rows[..cut]);
            parts.absorb(of(&rows[cut..]), &same, |key| *key);
            assert_eq!(meeting(&[keyed(parts, &places)]), whole);
        }
    }

    #[test]
    fn a_row_does_not_meet_itself() {
        let mut keys = RowKeys::default();
        keys.note_row(3, 'x', 10);
        keys.note_row(3, 'x', 10);
        assert_eq!(keys.met, []);
        keys.note_row(3, 'x', 11);
        assert_eq!(keys.met, [(3, 0)]);
    }
}
