//! Rows whose keys meet: found in two passes over the keys, without sorting those that meet nobody.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::row_list::RowList;

/// Slots a row: the more, the fewer rows that meet by chance are looked at closely.
const SLOTS: usize = 8;

/// Words of slots at a time, 64 slots each: as many as a processor has near.
const NEAR: usize = 1 << 17;

/// The pairs of key and row whose key another row has too, sorted.
pub fn twins(rows: RowList) -> Vec<(u64, u64)> {
    let slots = (rows.count() * SLOTS).next_multiple_of(64).max(64);
    // All keys are looked at again for each part of the slots: that takes less than words that are far from each other.
    let words = (slots / 64).div_ceil(rayon::current_num_threads()).min(NEAR);
    let parts = (0..slots / 64).step_by(words).collect::<Vec<_>>();
    let mut met: Vec<(u64, u64)> =
        parts.into_par_iter().flat_map_iter(|first| twins_in(&rows, slots, first, words)).collect();
    met.par_sort_unstable();
    met
}

/// The twins among the rows whose slot is one of those in `words` words from the `first` on.
fn twins_in(rows: &RowList, slots: usize, first: usize, words: usize) -> Vec<(u64, u64)> {
    let slot = |key: u64| {
        // Multiplication moves information up: the upper bits of the product depend on all of the key.
        let mixed = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let slot = ((u128::from(mixed) * slots as u128) >> 64) as usize;
        ((slot / 64).wrapping_sub(first), 1 << (slot % 64))
    };
    let (mut once, mut twice) = (vec![0_u64; words], vec![0_u64; words]);
    for (key, _) in rows.iter() {
        let (word, bit) = slot(key);
        if let (Some(once), Some(twice)) = (once.get_mut(word), twice.get_mut(word)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }
    drop(once);
    let is_close = |(key, _): &(u64, u64)| {
        let (word, bit) = slot(*key);
        twice.get(word).is_some_and(|twice| twice & bit != 0)
    };
    let mut close: Vec<(u64, u64)> = rows.iter().filter(is_close).collect();
    close.sort_unstable();
    close.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1).flatten().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_sorting_finds() {
        assert_eq!(twins(RowList::default()), []);
        let mut state = 1_u64;
        for keys in [1_u64, 40, 3000, u64::MAX] {
            let rows: Vec<(u64, u64)> = (0..5000)
                .map(|row| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    (((state % keys) << 32) | (row % 3), row)
                })
                .collect();
            let mut sorted = rows.clone();
            sorted.sort_unstable();
            let meets = |i: usize| {
                let same = |j: Option<&(u64, u64)>| j.is_some_and(|other| other.0 == sorted[i].0);
                same(sorted.get(i + 1)) || i > 0 && same(sorted.get(i - 1))
            };
            let expected: Vec<(u64, u64)> =
                (0..sorted.len()).filter(|i| meets(*i)).map(|i| sorted[i]).collect();
            let mut list = RowList::default();
            rows.into_iter().for_each(|row| list.push(row));
            assert_eq!(twins(list), expected, "{keys}");
        }
    }
}
