//! The trend test of Mann (1945) and Kendall (1975).

use super::tie_groups;

/// What the test says of one series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// Variance of S under no trend, corrected for ties.
    pub var: f64,
    /// S moved towards zero by one, over its standard error; 0 where S or its variance is 0.
    pub z: f64,
    /// Two-sided p by the normal distribution.
    pub p: f64,
    /// Kendall's tau-b; `None` where all values (or all times) are equal.
    pub tau_b: Option<f64>,
}

/// Tests whether `values` rise or fall with `times`; exact equality is a tie, and pairs at one time count as none.
///
/// In O(n log n): Knight's merge sort counts the pairs. `None` for no points, unequal lengths, or a number that is
/// not finite. p = erfc(|z|/√2), which keeps its digits far out where 1 − Φ(|z|) is 0.
///
/// Sources: Mann (1945), Econometrica 13:245–259; Kendall (1975), Rank Correlation Methods, ch. 4 (variance with ties
/// in both rankings); Knight (1966), JASA 61:436–439.
pub fn mann_kendall(times: &[f64], values: &[f64]) -> Option<MannKendall> {
    let n = values.len();
    if n == 0 || times.len() != n || !times.iter().chain(values).all(|number| number.is_finite()) {
        return None;
    }
    let mut points: Vec<(f64, f64)> = times.iter().copied().zip(values.iter().copied()).collect();
    // −0 and 0 are one value, so partial_cmp (all are finite) and not total_cmp.
    let order = |a: f64, b: f64| a.partial_cmp(&b).unwrap_or(std::cmp::Ordering::Equal);
    points.sort_by(|a, b| order(a.0, b.0).then(order(a.1, b.1)));
    let joint: u64 = points.chunk_by(|a, b| a == b).map(|group| pairs(group.len() as u64)).sum();
    let times: Vec<f64> = points.iter().map(|point| point.0).collect();
    let mut values: Vec<f64> = points.iter().map(|point| point.1).collect();
    let falling = inversions(&mut values);

    let all = pairs(n as u64);
    let (in_time, in_value) =
        (tie_groups(&times).map(pairs).sum::<u64>(), tie_groups(&values).map(pairs).sum::<u64>());
    let comparable = all + joint - in_time - in_value;
    let s = i64::try_from(i128::from(comparable) - 2 * i128::from(falling)).ok()?;
    let var = variance(n as u64, &times, &values);
    let z = if s == 0 || var <= 0.0 { 0.0 } else { (s - s.signum()) as f64 / var.sqrt() };
    let p = libm::erfc(z.abs() / std::f64::consts::SQRT_2);
    let base = ((all - in_time) as f64).sqrt() * ((all - in_value) as f64).sqrt();
    let tau_b = (base > 0.0).then(|| (s as f64 / base).clamp(-1.0, 1.0));
    Some(MannKendall { s, var, z, p, tau_b })
}

/// Pairs among `n`.
fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}

/// Var(S) with ties in times and in values (both sorted).
fn variance(n: u64, times: &[f64], values: &[f64]) -> f64 {
    let full = |t: i128| t * (t - 1) * (2 * t + 5);
    let sums = |sorted: &[f64]| {
        tie_groups(sorted)
            .map(i128::from)
            .fold((0, 0, 0), |(a, b, c), t| (a + full(t), b + t * (t - 1), c + t * (t - 1) * (t - 2)))
    };
    let (time, value) = (sums(times), sums(values));
    let mut var = (full(i128::from(n)) - time.0 - value.0) as f64 / 18.0;
    let n = n as f64;
    // Ties in one ranking alone leave the two further terms 0.
    if time.1 > 0 && value.1 > 0 {
        var += time.1 as f64 * value.1 as f64 / (2.0 * n * (n - 1.0));
        if n > 2.0 {
            var += time.2 as f64 * value.2 as f64 / (9.0 * n * (n - 1.0) * (n - 2.0));
        }
    }
    var.max(0.0)
}

/// Sorts `values` and returns how many pairs stood in falling order.
fn inversions(values: &mut [f64]) -> u64 {
    let n = values.len();
    let mut spare = values.to_vec();
    sort_counting(values, &mut spare[..n])
}

fn sort_counting(values: &mut [f64], spare: &mut [f64]) -> u64 {
    let n = values.len();
    if n <= 24 {
        let mut count = 0;
        for i in 1..n {
            let mut j = i;
            while j > 0 && values[j - 1] > values[j] {
                values.swap(j - 1, j);
                j -= 1;
            }
            count += (i - j) as u64;
        }
        return count;
    }
    let middle = n / 2;
    let (left, right) = values.split_at_mut(middle);
    let (spare_left, spare_right) = spare.split_at_mut(middle);
    let mut count = sort_counting(left, spare_left) + sort_counting(right, spare_right);
    spare.copy_from_slice(values);
    let (left, right) = spare.split_at(middle);
    let (mut l, mut r) = (0, 0);
    for slot in values {
        if r == right.len() || (l < left.len() && left[l] <= right[r]) {
            *slot = left[l];
            l += 1;
        } else {
            *slot = right[r];
            count += (left.len() - l) as u64;
            r += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::stats::reference::{close, json, numbers};

    /// The definition, pair by pair.
    fn by_pairs(times: &[f64], values: &[f64]) -> i64 {
        let mut s = 0;
        for i in 0..times.len() {
            for j in 0..times.len() {
                if times[j] > times[i] {
                    s += i64::from(values[j] > values[i]) - i64::from(values[j] < values[i]);
                }
            }
        }
        s
    }

    fn years(n: usize) -> Vec<f64> {
        (0..n).map(|i| 2000.0 + i as f64).collect()
    }

    #[test]
    fn agrees_with_r() {
        let reference = json("trend_series");
        let series = reference["series"].as_array().unwrap();
        assert_eq!(series.len(), 3);
        for case in series {
            let found = mann_kendall(&numbers(&case["t"]), &numbers(&case["x"])).unwrap();
            let expected = &case["trend_mk_test"];
            assert_eq!(found.s, expected["S"].as_f64().unwrap() as i64);
            for (found, key) in [
                (found.var, "varS"),
                (found.z, "z_continuity"),
                (found.p, "p_continuity"),
                (found.tau_b.unwrap(), "tau_b"),
            ] {
                close(found, expected[key].as_f64().unwrap(), 1e-9, &format!("{} {key}", case["name"]));
            }
        }
    }

    #[test]
    fn all_equal_says_nothing() {
        let found = mann_kendall(&years(6), &[4.0; 6]).unwrap();
        assert_eq!(found, MannKendall { s: 0, var: 0.0, z: 0.0, p: 1.0, tau_b: None });
        let single = mann_kendall(&[2022.0], &[1.0]).unwrap();
        assert_eq!((single.p, single.tau_b), (1.0, None));
    }

    #[test]
    fn four_in_a_row_are_not_enough_and_five_are() {
        // S = 6, var = 26/3, z = 5/√(26/3): p = 0.0894…; five: S = 10, var = 50/3, p = 0.0275….
        let four = mann_kendall(&years(4), &[1.0, 2.0, 3.0, 4.0]).unwrap();
        close(four.p, 0.089_429_359_028_993_6, 1e-9, "p of four");
        let five = mann_kendall(&years(5), &[1.0, 2.0, 3.0, 4.0, 5.0]).unwrap();
        close(five.p, 0.027_486_336_111_510_35, 1e-9, "p of five");
    }

    /// tau is tau-b: with ties, tau-a (S over all pairs, as pymannkendall gives it) is nearer to zero.
    #[test]
    fn tau_is_corrected_for_ties() {
        let found = mann_kendall(&years(4), &[1.0, 1.0, 2.0, 2.0]).unwrap();
        assert_eq!(found.s, 4);
        close(found.tau_b.unwrap(), 4.0 / 24f64.sqrt(), 1e-15, "tau-b");
    }

    /// 2 · (1 − Φ(z)) is 0 from z = 8.3 on; erfc is not.
    #[test]
    fn p_does_not_vanish_far_out() {
        let n = 300;
        let rising: Vec<f64> = (0..n).map(f64::from).collect();
        let found = mann_kendall(&rising, &rising).unwrap();
        close(found.z, 25.829_446_972_596_926, 1e-12, "z");
        close(found.p, 4.141_439_162_764_408e-147, 1e-9, "p");
    }

    /// erfc against 30-digit values, to 1e-12 relative, from the middle to the far tail.
    #[test]
    fn erfc_keeps_its_digits() {
        for (x, expected) in ERFC {
            close(libm::erfc(x), expected, 1e-12, &format!("erfc({x})"));
        }
    }
    const ERFC: [(f64, f64); 16] = [
        (0.1, 0.887537083981715),
        (0.5, 0.4795001221869535),
        (0.84375, 0.23277433876765838),
        (1.0, 0.15729920705028513),
        (1.25, 0.07709987174354177),
        (2.0, 0.004677734981047266),
        (2.857142857142857, 5.3312311388322795e-05),
        (3.5, 7.430983723414128e-07),
        (5.0, 1.537459794428035e-12),
        (6.5, 3.8421483271206475e-20),
        (8.0, 1.1224297172982926e-29),
        (10.0, 2.088487583762545e-45),
        (15.0, 7.212994172451207e-100),
        (20.0, 5.395865611607901e-176),
        (25.0, 8.300172571196523e-274),
        (26.0, 5.663192408856143e-296),
    ];

    /// Half the pairs equal, the rest rising: the median slope is 0 and S is not.
    #[test]
    fn direction_comes_from_s() {
        let values = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0];
        let found = mann_kendall(&years(15), &values).unwrap();
        assert!(found.s > 0 && found.p < 0.05);
        assert_eq!(crate::stats::theil_sen(&years(15), &values, crate::stats::Z95).unwrap().slope, 0.0);
    }

    #[test]
    fn refuses_what_is_not_finite() {
        assert_eq!(mann_kendall(&[], &[]), None);
        assert_eq!(mann_kendall(&[1.0, 2.0], &[1.0]), None);
        assert_eq!(mann_kendall(&[1.0, 2.0], &[1.0, f64::NAN]), None);
    }

    proptest::proptest! {
        #[test]
        fn counts_as_the_definition(cells in proptest::collection::vec((0i32..40, -6i32..6), 1..150)) {
            let (times, values): (Vec<f64>, Vec<f64>) =
                cells.iter().map(|&(t, v)| (f64::from(t), f64::from(v) / 4.0)).unzip();
            let found = mann_kendall(&times, &values).unwrap();
            assert_eq!(found.s, by_pairs(&times, &values));
            assert!(found.var >= 0.0 && (0.0..=1.0).contains(&found.p));
            assert!(found.tau_b.is_none_or(|tau| tau.abs() <= 1.0));

            // A constant added and a positive scale change nothing; reversing time turns the sign.
            let moved: Vec<f64> = values.iter().map(|v| v * 8.0 + 64.0).collect();
            assert_eq!(mann_kendall(&times, &moved).unwrap(), found);
            let reversed: Vec<f64> = times.iter().map(|t| 4000.0 - t).collect();
            let back = mann_kendall(&reversed, &values).unwrap();
            assert_eq!((back.s, back.var, back.p), (-found.s, found.var, found.p));

            // The order of the rows does not matter.
            let (mut times, mut values) = (times, values);
            times.reverse();
            values.reverse();
            assert_eq!(mann_kendall(&times, &values).unwrap(), found);
        }
    }
}
