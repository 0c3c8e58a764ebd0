//! Rows whose keys meet: found in two passes over the keys, without sorting those that meet nobody.

use rayon::slice::ParallelSliceMut;

use super::row_list::RowList;

/// Slots a row: the more, the fewer rows that meet by chance are looked at closely.
const SLOTS: usize = 8;

/// The pairs of key and row whose key another row has too, sorted.
pub fn twins(rows: RowList) -> Vec<(u64, u64)> {
    let slots = (rows.count() * SLOTS).next_power_of_two().max(64);
    let slot = |key: u64| {
        // Multiplication moves information up: the upper bits of the product depend on all of the key.
        let mixed = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let slot = (mixed >> (64 - slots.trailing_zeros())) as usize;
        (slot / 64, 1 << (slot % 64))
    };
    let (mut once, mut twice) = (vec![0_u64; slots / 64], vec![0_u64; slots / 64]);
    for (key, _) in rows.iter() {
        let (word, bit) = slot(key);
        twice[word] |= once[word] & bit;
        once[word] |= bit;
    }
    drop(once);
    let is_close = |(key, _): &(u64, u64)| {
        let (word, bit) = slot(*key);
        twice[word] & bit != 0
    };
    let mut close: Vec<(u64, u64)> = rows.iter().filter(is_close).collect();
    drop((rows, twice));
    close.par_sort_unstable();
    let mut met = Vec::new();
    for run in close.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
        met.extend_from_slice(run);
    }
    met
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
