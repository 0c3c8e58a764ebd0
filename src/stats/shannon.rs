//! Diversity of a distribution (Shannon 1948).

use super::hypergeometric::Hypergeometric;

/// Shannon's H of `counts`, in nats: −Σ pᵢ ln pᵢ over the counts that are not 0; `None` where all are 0.
pub fn shannon(counts: &[u64]) -> Option<f64> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return None;
    }
    let total = total as f64;
    let sum: f64 = counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = count as f64 / total;
            share * share.ln()
        })
        .sum();
    Some((-sum).max(0.0))
}

/// The H that `sample` of the things counted are expected to have, drawn without putting back: what makes groups of
/// different size comparable, since of fewer things H is smaller. `None` where there are not so many.
///
/// A sum over the hypergeometric distribution of each count, as rarefaction has it for the number of kinds.
/// Source: Hurlbert (1971), Ecology 52:577–586.
pub fn rarefied_shannon(counts: &[u64], sample: u64) -> Option<f64> {
    let total: u64 = counts.iter().sum();
    if sample == 0 || total < sample {
        return None;
    }
    let mut expected = 0.0;
    for &count in counts.iter().filter(|&&count| count > 0) {
        let (first, probabilities) = Hypergeometric::new(total, count, sample)?.probabilities();
        let outcomes = (first..).zip(probabilities).filter(|(x, _)| *x > 0);
        let surprise = |x: u64| {
            let share = x as f64 / sample as f64;
            -share * share.ln()
        };
        expected += outcomes.map(|(x, probability)| probability * surprise(x)).sum::<f64>();
    }
    Some(expected.max(0.0))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn known_answers() {
        assert_eq!(shannon(&[]), None);
        assert_eq!(shannon(&[0, 0]), None);
        assert_eq!(shannon(&[5, 0]), Some(0.0));
        // k equal parts: ln k.
        assert!((shannon(&[3, 3, 3, 3]).unwrap() - 4f64.ln()).abs() < 1e-15);
        // scipy.stats.entropy([1, 2, 3, 4])
        assert!((shannon(&[1, 2, 3, 4]).unwrap() - 1.279_854_225_833_667_5).abs() < 1e-14);
    }

    /// Against all ways to draw three of five.
    #[test]
    fn fewer_things_are_less_diverse() {
        let things = [0, 0, 1, 1, 2];
        let (mut sum, mut ways) = (0.0, 0.0);
        for a in 0..5 {
            for b in a + 1..5 {
                for c in b + 1..5 {
                    let mut counts = [0; 3];
                    [a, b, c].iter().for_each(|thing| counts[things[*thing]] += 1);
                    sum += shannon(&counts).unwrap();
                    ways += 1.0;
                }
            }
        }
        assert!((rarefied_shannon(&[2, 2, 1], 3).unwrap() - sum / ways).abs() < 1e-14);
        assert!((rarefied_shannon(&[9, 0, 4], 13).unwrap() - shannon(&[9, 4]).unwrap()).abs() < 1e-14);
        assert_eq!(rarefied_shannon(&[4, 8], 13), None);
        assert_eq!(rarefied_shannon(&[4, 8], 1), Some(0.0));
        // Who is asked less is not narrower for it: of 40 drawn from 200, 30 are as diverse as 30 of the 200.
        let (first, probabilities) = Hypergeometric::new(200, 60, 40).unwrap().probabilities();
        let drawn = (first..).zip(probabilities);
        let twice: f64 = drawn.map(|(x, p)| p * rarefied_shannon(&[x, 40 - x], 30).unwrap()).sum();
        assert!((twice - rarefied_shannon(&[60, 140], 30).unwrap()).abs() < 1e-12);
    }
}
