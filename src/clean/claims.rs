//! Rows that claim the same figure: repeats are set aside, contradictions are conflicts unless the files are ranked.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Origin;

/// What one export says of one figure, and on which lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim<K, V> {
    /// Which figure.
    pub key: K,
    /// What it is.
    pub value: V,
    /// The lines that say so, ascending.
    pub origins: Vec<Origin>,
}

/// Two or more values for one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict<K, V> {
    /// Which figure.
    pub key: K,
    /// The values, each with the first line that says so, in the order of files and lines.
    pub sides: Vec<(V, Origin)>,
}

/// What became of all claims.
#[derive(Debug)]
pub struct Verdict<K, V> {
    /// Figures that are used, by key, each with the line it is taken from.
    pub kept: Vec<(K, V, Origin)>,
    /// Contradictions, by key.
    pub conflicts: Vec<Conflict<K, V>>,
    /// Contradictions that the ranks of the files settle, by key; the value that is used comes first.
    pub ranked: Vec<Conflict<K, V>>,
    /// Rows in a conflict.
    pub rejected: BTreeSet<Origin>,
    /// Rows that only repeat others.
    pub repeats: BTreeSet<Origin>,
    /// Rows that figures are taken from.
    pub used: BTreeSet<Origin>,
}

/// Judges the claims of all exports of one kind. `same` says whether two values are one; `rank` how much a file is
/// trusted (smaller is more), with `unranked` for those that the project does not rank.
pub fn judge<K: Ord + Clone, V: Clone>(
    claims: Vec<Claim<K, V>>,
    same: impl Fn(&V, &V) -> bool,
    mut join: impl FnMut(&mut V, &V),
    rank: impl Fn(u32) -> usize,
    unranked: usize,
) -> Verdict<K, V> {
    // One entry a key; within it one entry a value, with all lines that say so.
    let mut by_key: BTreeMap<K, Vec<(V, Vec<Origin>)>> = BTreeMap::new();
    let mut rows: BTreeSet<Origin> = BTreeSet::new();
    for claim in claims {
        rows.extend(&claim.origins);
        let values = by_key.entry(claim.key).or_default();
        match values.iter_mut().find(|(value, _)| same(value, &claim.value)) {
            Some((value, origins)) => {
                join(value, &claim.value);
                origins.extend(claim.origins);
            }
            None => values.push((claim.value, claim.origins)),
        }
    }
    let mut conflicts = Vec::new();
    let mut ranked = Vec::new();
    let mut rejected = BTreeSet::new();
    for (key, values) in &mut by_key {
        for (_, origins) in values.iter_mut() {
            origins.sort_unstable();
            origins.dedup();
        }
        values.sort_by_key(|(_, origins)| origins.first().copied());
        if values.len() < 2 {
            continue;
        }
        let trust =
            |origins: &[Origin]| origins.iter().map(|origin| rank(origin.file)).min().unwrap_or(unranked);
        let best = values.iter().map(|(_, origins)| trust(origins)).min().unwrap_or(unranked);
        let mut trusted = values.iter().filter(|(_, origins)| trust(origins) == best);
        if let (Some(winner), None) = (trusted.next(), trusted.next())
            && best < unranked
        {
            let winner = winner.clone();
            let at = winner.1.first().copied();
            let others = values.iter().filter(|(_, origins)| origins.first().copied() != at);
            let sides = std::iter::once(&winner).chain(others);
            let sides =
                sides.filter_map(|(value, origins)| Some((value.clone(), *origins.first()?))).collect();
            ranked.push(Conflict { key: key.clone(), sides });
            *values = vec![winner];
            continue;
        }
        let sides: Vec<(V, Origin)> =
            values.iter().filter_map(|(value, origins)| Some((value.clone(), *origins.first()?))).collect();
        rejected.extend(sides.iter().map(|(_, origin)| *origin));
        conflicts.push(Conflict { key: key.clone(), sides });
        values.clear();
    }
    let mut kept = Vec::new();
    let mut used = BTreeSet::new();
    for (key, values) in by_key {
        // A wide row in a conflict gives none of its figures.
        let kept_value = values.into_iter().next().and_then(|(value, origins)| {
            Some((value, origins.into_iter().find(|origin| !rejected.contains(origin))?))
        });
        if let Some((value, origin)) = kept_value {
            used.insert(origin);
            kept.push((key, value, origin));
        }
    }
    let repeats = rows.into_iter().filter(|row| !used.contains(row) && !rejected.contains(row)).collect();
    Verdict { kept, conflicts, ranked, rejected, repeats, used }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(key: &str, value: i32, file: u32, lines: &[u64]) -> Claim<String, i32> {
        let origins = lines.iter().map(|line| Origin { file, line: *line }).collect();
        Claim { key: key.to_owned(), value, origins }
    }

    fn run(claims: Vec<Claim<String, i32>>, ranked: &[usize]) -> Verdict<String, i32> {
        judge(claims, |a, b| a == b, |_, _| {}, |file| ranked.get(file as usize).copied().unwrap_or(9), 9)
    }

    #[test]
    fn equal_rows_count_once_and_different_ones_not_at_all() {
        let verdict = run(
            vec![
                claim("a", 1, 0, &[2, 5]),
                claim("a", 1, 1, &[2]),
                claim("b", 1, 0, &[3]),
                claim("b", 2, 1, &[4]),
            ],
            &[],
        );
        assert_eq!(verdict.kept, [("a".to_owned(), 1, Origin { file: 0, line: 2 })]);
        assert_eq!(verdict.conflicts.len(), 1);
        assert_eq!(
            verdict.rejected,
            BTreeSet::from([Origin { file: 0, line: 3 }, Origin { file: 1, line: 4 }])
        );
        assert_eq!(
            verdict.repeats,
            BTreeSet::from([Origin { file: 0, line: 5 }, Origin { file: 1, line: 2 }])
        );
    }

    #[test]
    fn a_ranked_file_settles_a_conflict() {
        let verdict = run(vec![claim("b", 1, 0, &[3]), claim("b", 2, 1, &[4])], &[1, 0]);
        assert_eq!(verdict.kept, [("b".to_owned(), 2, Origin { file: 1, line: 4 })]);
        assert_eq!(verdict.repeats, BTreeSet::from([Origin { file: 0, line: 3 }]));
        let sides: Vec<_> =
            verdict.ranked[0].sides.iter().map(|(value, origin)| (*value, origin.file)).collect();
        assert_eq!(sides, [(2, 1), (1, 0)]);
        // Two values of the file trusted most are a conflict all the same.
        let verdict =
            run(vec![claim("b", 1, 0, &[3]), claim("b", 2, 0, &[4]), claim("b", 3, 1, &[4])], &[0, 1]);
        assert_eq!(verdict.kept, []);
        assert_eq!(verdict.rejected.len(), 3);
    }

    #[test]
    fn a_wide_row_in_a_conflict_gives_nothing() {
        // Line 2 of file 0 gives a and b; a is contradicted by file 1.
        let verdict = run(vec![claim("a", 1, 0, &[2]), claim("b", 1, 0, &[2]), claim("a", 2, 1, &[2])], &[]);
        assert_eq!(verdict.kept, []);
        assert!(verdict.repeats.is_empty());
    }
}
