//! False discovery rate (Benjamini & Hochberg 1995).

/// p values adjusted within one family: q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎ · m / j, at most 1.
///
/// A blank or NaN has no q and does not count in m (as R's `p.adjust` does; statsmodels returns NaN for all).
/// Source: Benjamini & Hochberg (1995), JRSS-B 57:289–300.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> =
        p.iter().enumerate().filter_map(|(i, p)| p.filter(|p| !p.is_nan()).map(|p| (p, i))).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let m = order.len() as f64;
    let mut adjusted = vec![None; p.len()];
    let mut least = 1.0_f64;
    for (rank, &(p, i)) in order.iter().enumerate().rev() {
        // m / i first, so that the largest p stays exactly itself.
        least = least.min(p * (m / (rank + 1) as f64));
        adjusted[i] = Some(least);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::stats::reference::{close, json, numbers};

    fn check(case: &serde_json::Value) {
        let p: Vec<Option<f64>> = numbers(&case["p"]).into_iter().map(Some).collect();
        let expected = numbers(&case["q"]);
        let found = benjamini_hochberg(&p);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.into_iter().zip(expected) {
            close(found.unwrap(), expected, 1e-9, &case["name"].to_string());
        }
    }

    #[test]
    fn agrees_with_the_paper_and_statsmodels() {
        let reference = json("benjamini_hochberg");
        let paper = &reference["bh1995"];
        check(paper);
        let p: Vec<_> = numbers(&paper["p"]).into_iter().map(Some).collect();
        let rejected = benjamini_hochberg(&p).iter().filter(|q| q.unwrap() <= 0.05).count();
        assert_eq!(rejected as u64, paper["n_rejected_bh_05"].as_u64().unwrap());
        let cases = reference["computed"].as_array().unwrap();
        assert!(cases.len() >= 4);
        cases.iter().for_each(check);
    }

    #[test]
    fn blanks_do_not_count() {
        let with = benjamini_hochberg(&[Some(0.01), None, Some(0.04), Some(f64::NAN)]);
        assert_eq!(with, [Some(0.02), None, Some(0.04), None]);
        assert_eq!(benjamini_hochberg(&[None]), [None]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn order_does_not_matter(p in proptest::collection::vec(0.0f64..=1.0, 1..60), by in 0usize..60) {
            let plain: Vec<_> = p.iter().copied().map(Some).collect();
            let mut turned = plain.clone();
            turned.rotate_left(by % p.len());
            let mut back = benjamini_hochberg(&turned);
            back.rotate_right(by % p.len());
            let q = benjamini_hochberg(&plain);
            assert_eq!(&back, &q);
            assert!(p.iter().zip(&q).all(|(p, q)| q.unwrap() >= *p && q.unwrap() <= 1.0));
        }
    }
}
