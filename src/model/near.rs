//! How far apart two spellings are: for near misses, which are suggested and never taken.

/// Spellings farther apart are not near in any sense.
const FAR: usize = 3;

/// Edits between two words, neighbours swapped counting once (optimal string alignment); of words more than three
/// edits apart no more is said than that: `usize::MAX`.
pub fn distance(a: &str, b: &str) -> usize {
    if a.chars().count().abs_diff(b.chars().count()) > FAR {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let (mut before, mut row) = (last.clone(), last.clone());
    let mut above = None;
    for (i, letter) in a.chars().enumerate() {
        row[0] = i + 1;
        for j in 1..=b.len() {
            let cost = usize::from(letter != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if j > 1 && letter == b[j - 2] && above == Some(b[j - 1]) {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        // A way passes this row, or the swap of two letters leads over it, which costs one.
        if row.iter().chain(&last).all(|apart| *apart > FAR) {
            return usize::MAX;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
        above = Some(letter);
    }
    last.last().copied().filter(|apart| *apart <= FAR).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by the definition, without a limit.
    fn edits(a: &[char], b: &[char]) -> usize {
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = match (i, j) {
                    (0, other) | (other, 0) => other,
                    _ => {
                        let cost = usize::from(a[i - 1] != b[j - 1]);
                        let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        let swap = if swapped { rows[i - 2][j - 2] + 1 } else { usize::MAX };
                        let best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                        best.min(rows[i - 1][j - 1] + cost).min(swap)
                    }
                };
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn neighbours_swapped_count_once() {
        assert_eq!(distance("son la", "sno la"), 1);
        assert_eq!(distance("sơn la", "sơn la"), 0);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("", "abcd"), usize::MAX);
        assert_eq!(distance("abcdef", "uvwxyz"), usize::MAX);
    }

    proptest! {
        #[test]
        fn as_defined_up_to_the_limit(a in "[abă]{0,9}", b in "[abă]{0,9}") {
            let [first, second] = [&a, &b].map(|text| text.chars().collect::<Vec<char>>());
            let edits = edits(&first, &second);
            prop_assert_eq!(distance(&a, &b), if edits > FAR { usize::MAX } else { edits });
        }
    }
}
