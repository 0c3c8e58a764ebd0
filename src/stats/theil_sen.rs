//! The slope of Theil (1950) and Sen (1968), with Sen's interval.

use super::selection::SlopeSet;
use super::tie_groups;

/// The median of all slopes between two points, and its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SenSlope {
    /// Change of the value in one unit of time.
    pub slope: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How many slopes there are: pairs of points at different times.
    pub pairs: u64,
}

impl SenSlope {
    /// The intercept through the medians: median(values) − slope · median(times).
    pub fn intercept(&self, times: &[f64], values: &[f64]) -> Option<f64> {
        let median = |numbers: &[f64]| {
            let mut sorted = numbers.to_vec();
            sorted.sort_unstable_by(f64::total_cmp);
            super::quantile(&sorted, 0.5)
        };
        Some(median(values)? - self.slope * median(times)?)
    }
}

/// Theil–Sen slope of `values` over `times`, and Sen's interval for the two-sided normal point `z` ([`super::Z95`]).
///
/// Slopes are taken over pairs with t_j > t_i. With N of them sorted, counted from 0, and
/// C = z · √var(S), var(S) corrected for ties, the interval is s[max(round((N − C)/2) − 1, 0)] to
/// s[min(round((N + C)/2), N − 1)], rounding half to even, as SciPy's `theilslopes` does.
/// Short series sort all slopes; long ones find the ranks by counting, in about O(n log n), with the same result.
///
/// `None` where no two points differ in time, the lengths differ, or a number (or slope) is not finite.
/// Sources: Theil (1950), Proc. KNAW 53; Sen (1968), JASA 63:1379–1389, equation 2.6.
pub fn theil_sen(times: &[f64], values: &[f64], z: f64) -> Option<SenSlope> {
    if times.len() != values.len() || !times.iter().chain(values).all(|number| number.is_finite()) {
        return None;
    }
    let mut points: Vec<(f64, f64)> = times.iter().copied().zip(values.iter().copied()).collect();
    points.sort_unstable_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    let spread = z.abs() * variance(&points).sqrt();
    let slopes = SlopeSet::new(&points);
    let pairs = slopes.len();
    let last = pairs.checked_sub(1)?;

    let rank = |position: f64| position.round_ties_even().clamp(0.0, last as f64) as u64;
    let low = rank(((pairs as f64 - spread) / 2.0).round_ties_even() - 1.0);
    let high = rank((pairs as f64 + spread) / 2.0);
    let found = slopes.at(&[low, last / 2, pairs / 2, high]);
    if !found.iter().all(|slope| slope.is_finite()) {
        return None;
    }
    Some(SenSlope { slope: f64::midpoint(found[1], found[2]), low: found[0], high: found[3], pairs })
}

/// Sen's variance of S: ties in times and in values are taken off, as SciPy does. Series of distinct times have
/// the same variance as in [`super::mann_kendall`].
fn variance(points: &[(f64, f64)]) -> f64 {
    let full = |t: i128| t * (t - 1) * (2 * t + 5);
    let ties = |mut numbers: Vec<f64>| {
        numbers.sort_unstable_by(f64::total_cmp);
        tie_groups(&numbers).map(|size| full(i128::from(size))).sum::<i128>()
    };
    // −0 and 0 are one value: adding 0 makes them so.
    let times = points.iter().map(|point| point.0 + 0.0).collect();
    let values = points.iter().map(|point| point.1 + 0.0).collect();
    let var = full(points.len() as i128) - ties(times) - ties(values);
    var.max(0) as f64 / 18.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::stats::Z95;
    use crate::stats::reference::{close, json, numbers};

    /// The definition, all slopes sorted.
    fn by_sorting(times: &[f64], values: &[f64], z: f64) -> Option<SenSlope> {
        let mut slopes = Vec::new();
        for i in 0..times.len() {
            for j in 0..times.len() {
                if times[j] > times[i] {
                    slopes.push((values[j] - values[i]) / (times[j] - times[i]) + 0.0);
                }
            }
        }
        slopes.sort_by(f64::total_cmp);
        let n = slopes.len();
        if n == 0 {
            return None;
        }
        let points: Vec<_> = times.iter().copied().zip(values.iter().copied()).collect();
        let spread = z * variance(&points).sqrt();
        let low = (((n as f64 - spread) / 2.0).round_ties_even() as i64 - 1).max(0) as usize;
        let high = (((n as f64 + spread) / 2.0).round_ties_even() as usize).min(n - 1);
        Some(SenSlope {
            slope: f64::midpoint(slopes[(n - 1) / 2], slopes[n / 2]),
            low: slopes[low],
            high: slopes[high],
            pairs: n as u64,
        })
    }

    #[test]
    fn agrees_with_scipy() {
        let reference = json("theil_sen");
        let cases = reference["theilslopes"].as_array().unwrap();
        assert!(cases.len() >= 4);
        for case in cases {
            let (x, y) = (numbers(&case["x"]), numbers(&case["y"]));
            // norm.ppf(0.965) for alpha = 0.07
            let z = if case["alpha"].is_null() { Z95 } else { 1.811_910_672_952_597_8 };
            let found = theil_sen(&x, &y, z).unwrap();
            close(found.slope, case["slope"].as_f64().unwrap(), 1e-9, "slope");
            if case["method"] == "separate" {
                close(
                    found.intercept(&x, &y).unwrap(),
                    case["intercept"].as_f64().unwrap(),
                    1e-9,
                    "intercept",
                );
            }
            if let (Some(low), Some(high)) = (case["low_full"].as_f64(), case["high_full"].as_f64()) {
                close(found.low, low, 1e-9, "low");
                close(found.high, high, 1e-9, "high");
            }
        }
        let gap = &reference["theilslopes_gap_trap"];
        let found = theil_sen(&numbers(&gap["years"]), &numbers(&gap["y"]), Z95).unwrap();
        close(found.slope, gap["slope_true_time"].as_f64().unwrap(), 1e-9, "slope over a gap");
    }

    #[test]
    fn agrees_with_r_on_series() {
        for case in json("trend_series")["series"].as_array().unwrap() {
            let found = theil_sen(&numbers(&case["t"]), &numbers(&case["x"]), Z95).unwrap();
            let expected = &case["trend_sens_slope"];
            close(found.slope, expected["slope_per_index"].as_f64().unwrap(), 1e-9, "slope");
        }
    }

    /// Slopes are a year, not a step: over a hole in the years the two differ.
    #[test]
    fn a_gap_is_no_step() {
        let found = theil_sen(&[2019.0, 2020.0, 2023.0], &[10.0, 11.0, 20.0], Z95).unwrap();
        assert_eq!(found.slope, 2.5);
    }

    /// Quarters: a rise of 1 a quarter is 4 a year.
    #[test]
    fn quarters_count_as_parts_of_a_year() {
        let times: Vec<f64> = (0..8).map(|q| 2020.0 + f64::from(q) / 4.0).collect();
        let values: Vec<f64> = (0..8).map(f64::from).collect();
        assert_eq!(theil_sen(&times, &values, Z95).unwrap().slope, 4.0);
    }

    #[test]
    fn undefined_without_two_times() {
        assert_eq!(theil_sen(&[], &[], Z95), None);
        assert_eq!(theil_sen(&[1.0], &[1.0], Z95), None);
        assert_eq!(theil_sen(&[1.0, 1.0], &[1.0, 2.0], Z95), None);
        assert_eq!(theil_sen(&[1.0, 2.0], &[1.0, f64::INFINITY], Z95), None);
    }

    /// A hundred thousand points, in O(n log n): seconds of sorting five thousand million slopes would show.
    #[test]
    #[ignore = "a measurement, for release builds"]
    fn long_series() {
        let n = 100_000;
        let mut state = 1_u64;
        let mut noise = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1u64 << 31) as f64
        };
        // 0.05: two values among all points, nearly every pair a tie.
        for decimals in [0.0, 0.05, 1.0, 10.0, 1000.0] {
            let times: Vec<f64> = (0..n).map(|i| 1900.0 + f64::from(i) / 12.0).collect();
            let values: Vec<f64> = (0..n)
                .map(|i| {
                    let value = noise() * 20.0 + f64::from(i) * 1e-4;
                    if decimals == 0.0 { value } else { (value * decimals).round() / decimals }
                })
                .collect();
            let start = std::time::Instant::now();
            let slope = theil_sen(&times, &values, Z95).unwrap();
            let sen = start.elapsed();
            let test = crate::stats::mann_kendall(&times, &values).unwrap();
            eprintln!("{decimals}: {slope:?} in {sen:?}; z {} in {:?}", test.z, start.elapsed() - sen);
        }
        let times: Vec<f64> = (0..84).map(|i| 2019.0 + f64::from(i) / 12.0).collect();
        let start = std::time::Instant::now();
        let mut sum = 0.0;
        for _ in 0..2520 {
            let values: Vec<f64> = (0..84).map(|_| (noise() * 100.0).round()).collect();
            sum += theil_sen(&times, &values, Z95).unwrap().slope;
            sum += crate::stats::mann_kendall(&times, &values).unwrap().z;
        }
        eprintln!("2520 series of 84 in {:?} on one core ({sum})", start.elapsed());
    }

    #[test]
    fn no_number_that_is_none() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(theil_sen(&[1.0, 2.0, 3.0], &[1.0, bad, 2.0], Z95), None);
            assert_eq!(theil_sen(&[1.0, bad, 3.0], &[1.0, 2.0, 2.0], Z95), None);
            assert_eq!(crate::stats::mann_kendall(&[1.0, 2.0, 3.0], &[1.0, bad, 2.0]), None);
            assert_eq!(crate::stats::mann_kendall(&[1.0, bad, 3.0], &[1.0, 2.0, 2.0]), None);
        }
        // A slope that no number holds is none either.
        assert_eq!(theil_sen(&[0.0, 1e-300], &[0.0, 1e300], Z95), None);
    }

    proptest::proptest! {
        /// A constant added changes nothing, and a reversed axis mirrors the slope; heavy ties among them.
        #[test]
        fn moved_and_mirrored(cells in proptest::collection::vec((0i32..50, -4i32..4), 2..120)) {
            let (times, values): (Vec<f64>, Vec<f64>) =
                cells.iter().map(|&(t, v)| (f64::from(t), f64::from(v) / 4.0)).unzip();
            let found = theil_sen(&times, &values, Z95);
            let moved: Vec<f64> = values.iter().map(|v| v + 64.0).collect();
            assert_eq!(theil_sen(&times, &moved, Z95), found);
            let back: Vec<f64> = times.iter().map(|t| 4000.0 - t).collect();
            let mirrored = theil_sen(&back, &values, Z95);
            assert_eq!(mirrored.map(|sen| sen.slope), found.map(|sen| -sen.slope + 0.0));
            let ends = mirrored.zip(found).is_none_or(|(m, f)| m.low <= m.high && f.low <= f.high);
            assert!(ends);
        }

        #[test]
        fn same_as_sorting_all(cells in proptest::collection::vec((0i32..60, -9i32..9), 1..150)) {
            let (times, values): (Vec<f64>, Vec<f64>) =
                cells.iter().map(|&(t, v)| (2000.0 + f64::from(t) / 12.0, f64::from(v) / 10.0)).unzip();
            let found = theil_sen(&times, &values, Z95);
            assert_eq!(found, by_sorting(&times, &values, Z95));
            let Some(found) = found else { return Ok(()) };
            assert!(found.low <= found.slope && found.slope <= found.high);

            // A power of two scales exactly; a reversed axis mirrors.
            let doubled: Vec<f64> = values.iter().map(|v| v * -2.0).collect();
            let scaled = theil_sen(&times, &doubled, Z95).unwrap();
            assert_eq!(scaled.slope, -2.0 * found.slope + 0.0);
            let (mut times, mut values) = (times, values);
            times.reverse();
            values.reverse();
            assert_eq!(theil_sen(&times, &values, Z95), Some(found));
        }
    }
}
