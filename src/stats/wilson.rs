//! The score interval of a share (Wilson 1927).

use super::Z95;
use super::hypergeometric::Hypergeometric;

/// The 95 % Wilson score interval of `successes` of `total`, as proportions in [0, 1]; no continuity correction.
///
/// `None` where `total` is 0 or smaller than `successes`.
/// Source: Newcombe (1998), Statistics in Medicine 17:857–872, method 3.
pub fn wilson(successes: u64, total: u64) -> Option<(f64, f64)> {
    if total == 0 || successes > total {
        return None;
    }
    let n = total as f64;
    // The ends are the roots of (1 + z²/n) x² − (2p + z²/n) x + p² = 0. The sum below never cancels; the lower end
    // is taken from the product of the roots, so that one success in a million keeps all its digits.
    let upper = |count: f64| {
        let share = count / n;
        let centre = share + Z95 * Z95 / (2.0 * n);
        let half = Z95 * (share * (1.0 - share) / n + Z95 * Z95 / (4.0 * n * n)).sqrt();
        (centre + half) / (1.0 + Z95 * Z95 / n)
    };
    let (hits, misses) = (successes as f64, (total - successes) as f64);
    let high = if misses == 0.0 { 1.0 } else { upper(hits).min(1.0) };
    let share = hits / n;
    let low = share * share / ((1.0 + Z95 * Z95 / n) * upper(hits));
    Some((low.max(0.0), high))
}

/// The 95 % interval of the difference of two independent shares, `now` less `before`, each as (successes, total).
///
/// Newcombe's square-and-add interval from two Wilson intervals; `None` where one of them is.
/// Source: Newcombe (1998), Statistics in Medicine 17:873–890, method 10.
pub fn difference(now: (u64, u64), before: (u64, u64)) -> Option<(f64, f64)> {
    let ((low, high), (low_before, high_before)) = (wilson(now.0, now.1)?, wilson(before.0, before.1)?);
    let (share, share_before) = (now.0 as f64 / now.1 as f64, before.0 as f64 / before.1 as f64);
    let change = share - share_before;
    let below = (share - low).hypot(high_before - share_before);
    let above = (high - share).hypot(share_before - low_before);
    Some((change - below, change + above))
}

/// How likely the interval of [`difference`] lies apart from 0 where the share is the same in both periods: given how many
/// questions each period has, and how many of both together are on the topic. With few questions that is far less than
/// 5 %, since a count moves by whole questions.
pub fn apart_by_chance(now: (u64, u64), before: (u64, u64)) -> f64 {
    let on_topic = now.0 + before.0;
    let Some(spread) = Hypergeometric::new(now.1 + before.1, on_topic, now.1) else { return 0.0 };
    let (first, probabilities) = spread.probabilities();
    let interval = |x: u64| difference((x, now.1), (on_topic - x, before.1)).unwrap_or((0.0, 0.0));
    // The more questions fall to this period, the further up its interval lies.
    let outcomes: Vec<u64> = (first..).take(probabilities.len()).collect();
    let fallen = outcomes.partition_point(|x| interval(*x).1 < 0.0);
    let risen = outcomes.partition_point(|x| interval(*x).0 <= 0.0);
    probabilities[..fallen].iter().chain(&probabilities[risen..]).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::stats::reference::{close, json};

    #[test]
    fn agrees_with_newcombe_and_statsmodels() {
        let reference = json("wilson");
        for row in reference["newcombe1998"]["rows"].as_array().unwrap() {
            let (low, high) = wilson(row["k"].as_u64().unwrap(), row["n"].as_u64().unwrap()).unwrap();
            assert!((low - row["score"][0].as_f64().unwrap()).abs() <= 5.0e-5, "{row}");
            assert!((high - row["score"][1].as_f64().unwrap()).abs() <= 5.0e-5, "{row}");
        }
        let edges = reference["edges"]["rows"].as_array().unwrap();
        assert!(edges.len() > 10);
        for row in edges {
            let (low, high) = wilson(row["k"].as_u64().unwrap(), row["n"].as_u64().unwrap()).unwrap();
            close(low, row["wilson"][0].as_f64().unwrap(), 1e-9, &format!("low {row}"));
            close(high, row["wilson"][1].as_f64().unwrap(), 1e-9, &format!("high {row}"));
        }
    }

    #[test]
    fn ends_at_none_and_all() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
        assert_eq!(wilson(0, 20).unwrap().0, 0.0);
        assert_eq!(wilson(38, 38).unwrap().1, 1.0);
    }

    #[test]
    fn difference_as_newcombe_has_it() {
        // Table II of the paper, method 10.
        for (now, before, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 10), 0.6075, 1.0),
            ((0, 10), (0, 20), -0.1611, 0.2775),
        ] {
            let found = difference(now, before).unwrap();
            assert!(
                (found.0 - low).abs() < 6e-5 && (found.1 - high).abs() < 6e-5,
                "{now:?} {before:?}: {found:?}"
            );
        }
        assert_eq!(difference((1, 2), (0, 0)), None);
    }

    /// Against every outcome looked at by itself.
    #[test]
    fn chance_sets_few_intervals_apart() {
        for (now, before) in
            [((3, 60), (2, 80)), ((9, 41), (4, 300)), ((0, 30), (7, 45)), ((40, 400), (55, 380))]
        {
            let on_topic: u64 = now.0 + before.0;
            let spread = Hypergeometric::new(now.1 + before.1, on_topic, now.1).unwrap();
            let (first, probabilities) = spread.probabilities();
            let apart = |x: u64| {
                let (low, high) = difference((x, now.1), (on_topic - x, before.1)).unwrap();
                low > 0.0 || high < 0.0
            };
            let expected: f64 =
                (first..).zip(&probabilities).filter(|(x, _)| apart(*x)).map(|(_, p)| p).sum();
            let found = apart_by_chance(now, before);
            assert!((found - expected).abs() < 1e-15, "{now:?} {before:?}: {found} {expected}");
            assert!(found < 0.06, "{now:?} {before:?}: {found}");
        }
        // One question cannot move anything; hundreds come near the level that the interval claims.
        assert_eq!(apart_by_chance((1, 50), (0, 50)), 0.0);
        let many = apart_by_chance((4000, 9000), (4100, 9100));
        assert!((many - 0.05).abs() < 0.005, "{many}");
    }

    proptest::proptest! {
        #[test]
        fn holds_the_share_and_mirrors(total in 1u64..5_000_000, part in 0.0f64..=1.0) {
            let hits = ((total as f64) * part) as u64;
            let (low, high) = wilson(hits, total).unwrap();
            let share = hits as f64 / total as f64;
            assert!(low <= share && share <= high, "{hits}/{total}: {low} {high}");
            let (mirror_low, mirror_high) = wilson(total - hits, total).unwrap();
            assert!((1.0 - mirror_high - low).abs() < 1e-12 && (1.0 - mirror_low - high).abs() < 1e-12);
        }
    }
}
