//! How alike two profiles are (Lin 1991).

use super::hypergeometric::Hypergeometric;

/// The Jensen–Shannon divergence of two profiles given as counts over the same topics, in bits: 0 for equal profiles,
/// 1 for profiles without a topic in common. Its square root is a distance (SciPy's `jensenshannon(…, base=2)`).
///
/// `None` where the lengths differ or one profile is empty.
/// Source: Lin (1991), IEEE Transactions on Information Theory 37:145–151, equation 4.3 with equal weights.
pub fn jensen_shannon(left: &[u64], right: &[u64]) -> Option<f64> {
    let (left_total, right_total) = (left.iter().sum::<u64>(), right.iter().sum::<u64>());
    if left.len() != right.len() || left_total == 0 || right_total == 0 {
        return None;
    }
    let (left_total, right_total) = (left_total as f64, right_total as f64);
    let sum: f64 =
        left.iter().zip(right).map(|(&l, &r)| part(l as f64 / left_total, r as f64 / right_total)).sum();
    Some(sum.clamp(0.0, 1.0))
}

/// What chance alone makes of a divergence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByChance {
    /// The divergence expected, in bits.
    pub mean: f64,
    /// Its standard deviation.
    pub deviation: f64,
}

/// So many questions on a topic expected in the smaller group: from there on the expansion to second order is within 1 %
/// of the exact sum.
const MANY: f64 = 32.0;

/// The divergence that two groups show which share one distribution: given how many questions each has, and how many of
/// both together are on each topic, all ways of parting them are alike. The mean is exact for topics of few questions
/// (a sum over the hypergeometric distribution) and an expansion to second order for others. The deviation adds up
/// those of the topics, enlarged by as much as topics depend on each other where questions are many.
///
/// `None` where [`jensen_shannon`] is.
pub fn by_chance(left: &[u64], right: &[u64]) -> Option<ByChance> {
    let (left_total, right_total) = (left.iter().sum::<u64>(), right.iter().sum::<u64>());
    if left.len() != right.len() || left_total == 0 || right_total == 0 {
        return None;
    }
    let all = left_total + right_total;
    let [n, m] = [left_total, right_total].map(|total| total as f64);
    let (mut mean, mut variance, mut independent, mut topics) = (0.0, 0.0, 0.0, 0.0_f64);
    for (l, r) in left.iter().zip(right).filter(|(l, r)| **l + **r > 0) {
        let spread = Hypergeometric::new(all, l + r, left_total)?;
        let share = (l + r) as f64 / all as f64;
        let (expected, square) = if share * n.min(m) < MANY {
            let (first, probabilities) = spread.probabilities();
            let parts = (first..).zip(&probabilities).map(|(x, probability)| {
                let part = part(x as f64 / n, (l + r - x) as f64 / m);
                (probability * part, probability * part * part)
            });
            parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
        } else {
            // The squared difference of two shares, over eight times their mean.
            let squared = spread.variance() * (1.0 / n + 1.0 / m).powi(2);
            let expected = squared / (8.0 * share * std::f64::consts::LN_2);
            (expected, 3.0 * expected * expected)
        };
        mean += expected;
        variance += (square - expected * expected).max(0.0);
        independent += (1.0 - share) * (1.0 - share);
        topics += 1.0;
    }
    let dependence = if independent > 0.0 { (topics - 1.0) / independent } else { 0.0 };
    Some(ByChance { mean, deviation: (variance * dependence).sqrt() })
}

/// What a topic with these two shares adds to the divergence.
fn part(p: f64, q: f64) -> f64 {
    let mean = f64::midpoint(p, q);
    let towards = |share: f64| if share > 0.0 { share * (share / mean).log2() } else { 0.0 };
    (towards(p) + towards(q)) / 2.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    /// Two topics can be parted in few ways: all of them, each with its probability.
    #[test]
    fn chance_alone_makes_profiles_differ() {
        for (left, right) in [([16, 24], [9, 51]), ([3, 5], [40, 2]), ([500, 1500], [700, 1900])] {
            let (n, m) = (left[0] + left[1], right[0] + right[1]);
            let on_topic = left[0] + right[0];
            let (first, probabilities) = Hypergeometric::new(n + m, on_topic, n).unwrap().probabilities();
            let divergence = |x: u64| jensen_shannon(&[x, n - x], &[on_topic - x, m + x - on_topic]).unwrap();
            let all = || (first..).zip(&probabilities);
            let mean: f64 = all().map(|(x, p)| p * divergence(x)).sum();
            let variance: f64 = all().map(|(x, p)| p * (divergence(x) - mean).powi(2)).sum();
            let found = by_chance(&left, &right).unwrap();
            assert!((found.mean / mean - 1.0).abs() < 0.002, "{left:?} {right:?}: {found:?} {mean}");
            let deviation = variance.sqrt();
            assert!(
                (found.deviation / deviation - 1.0).abs() < 0.12,
                "{left:?} {right:?}: {found:?} {deviation}"
            );
        }
        assert_eq!(by_chance(&[3], &[4]).unwrap(), ByChance { mean: 0.0, deviation: 0.0 });
        assert_eq!(by_chance(&[0, 0], &[1, 0]), None);
    }

    /// Questions parted by a generator, many times over.
    #[test]
    fn chance_over_many_topics_is_that_of_a_simulation() {
        for (n, m) in [(32_usize, 36_usize), (45, 83), (211, 233)] {
            // Topics of uneven weight.
            let mut asked: Vec<usize> = (0..n + m).map(|i| (i * i + 3 * i) % 37).collect();
            let counted = |asked: &[usize]| {
                let mut counts = vec![0_u64; 37];
                asked.iter().for_each(|topic| counts[*topic] += 1);
                counts
            };
            let found = by_chance(&counted(&asked[..n]), &counted(&asked[n..])).unwrap();
            let mut state = 0x9e37_79b9_7f4a_7c15_u64;
            let mut random = |below: usize| {
                state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
                ((state >> 33) as usize) % below
            };
            let runs = 3000;
            let mut seen = Vec::with_capacity(runs);
            for _ in 0..runs {
                for i in (1..asked.len()).rev() {
                    asked.swap(i, random(i + 1));
                }
                seen.push(jensen_shannon(&counted(&asked[..n]), &counted(&asked[n..])).unwrap());
            }
            let mean = seen.iter().sum::<f64>() / runs as f64;
            let variance = seen.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / runs as f64;
            assert!((found.mean / mean - 1.0).abs() < 0.01, "{n} {m}: {found:?} {mean}");
            assert!((found.deviation / variance.sqrt() - 1.0).abs() < 0.06, "{n} {m}: {found:?} {variance}");
        }
    }

    #[test]
    fn known_answers() {
        assert_eq!(jensen_shannon(&[1, 2], &[2, 4]), Some(0.0));
        assert_eq!(jensen_shannon(&[5, 0], &[0, 9]), Some(1.0));
        assert_eq!(jensen_shannon(&[0, 0], &[1, 0]), None);
        assert_eq!(jensen_shannon(&[1], &[1, 0]), None);
        // (1, 0) against (½, ½): ½·log2(4/3) + ½·(½·log2(2/3) + ½·log2 2) = 0.311278124459…
        assert!((jensen_shannon(&[4, 0], &[3, 3]).unwrap() - 0.311_278_124_459_132_8).abs() < 1e-15);
    }

    proptest::proptest! {
        #[test]
        fn symmetric_and_bounded(
            pairs in proptest::collection::vec((0u64..50, 0u64..50), 1..20)
        ) {
            let (left, right): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let there = jensen_shannon(&left, &right);
            assert_eq!(there, jensen_shannon(&right, &left));
            assert!(there.is_none_or(|d| (0.0..=1.0).contains(&d)));
        }
    }
}
