//! How alike two profiles are (Lin 1991).

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
    let towards = |share: f64, mean: f64| if share > 0.0 { share * (share / mean).log2() } else { 0.0 };
    let sum: f64 = left
        .iter()
        .zip(right)
        .map(|(&l, &r)| {
            let (p, q) = (l as f64 / left_total, r as f64 / right_total);
            let mean = f64::midpoint(p, q);
            towards(p, mean) + towards(q, mean)
        })
        .sum();
    Some((sum / 2.0).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

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
