//! Quantiles of a sample.

/// The quantile at `fraction` (0 to 1) of `sorted` values, by Hyndman & Fan's type 7: linear between order
/// statistics at position (n − 1) · fraction, as NumPy, R and Excel's `QUARTILE.INC` do by default.
///
/// `None` for no values. `sorted` must be in rising order, without NaN.
/// Source: Hyndman & Fan (1996), The American Statistician 50:361–365.
pub fn quantile(sorted: &[f64], fraction: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * fraction.clamp(0.0, 1.0);
    let below = (position as usize).min(last);
    let above = (below + 1).min(last);
    let (low, high) = (sorted[below], sorted[above]);
    Some(low + (high - low) * (position - below as f64))
}

/// Lowest value, first quartile, median, third quartile and highest value of `values` (any order, no NaN).
pub fn five_numbers(values: &[f64]) -> Option<[f64; 5]> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut five = [0.0; 5];
    for (slot, fraction) in five.iter_mut().zip([0.0, 0.25, 0.5, 0.75, 1.0]) {
        *slot = quantile(&sorted, fraction)?;
    }
    Some(five)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn known_answers_of_type_seven() {
        // numpy.quantile([1, 2, 4, 8], [0, .25, .5, .75, 1]); R's quantile(c(1, 2, 4, 8)) says the same.
        assert_eq!(five_numbers(&[8.0, 1.0, 4.0, 2.0]), Some([1.0, 1.75, 3.0, 5.0, 8.0]));
        assert_eq!(five_numbers(&[7.0]), Some([7.0; 5]));
        assert_eq!(five_numbers(&[]), None);
        assert_eq!(quantile(&[1.0, 2.0, 3.0], 0.1), Some(1.2));
    }
}
