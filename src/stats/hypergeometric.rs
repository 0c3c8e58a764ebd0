//! What chance gives where questions fall to two groups as they come.

/// The hypergeometric distribution: how many of `marked` things are among `drawn`, drawn from `all` without putting
/// back. Two samples that share one distribution are like this once both their sizes and the count of a topic in both
/// together are known: no share has to be assumed.
#[derive(Clone, Copy, Debug)]
pub struct Hypergeometric {
    all: u64,
    marked: u64,
    drawn: u64,
}

/// Less likely outcomes, against the likeliest, add nothing that could be seen.
const NEGLIGIBLE: f64 = 1e-17;

impl Hypergeometric {
    /// `None` where more are marked or drawn than there are.
    pub fn new(all: u64, marked: u64, drawn: u64) -> Option<Self> {
        (marked <= all && drawn <= all).then_some(Hypergeometric { all, marked, drawn })
    }

    /// The mean.
    pub fn mean(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.drawn as f64 * self.marked as f64 / self.all as f64 }
    }

    /// The variance.
    pub fn variance(self) -> f64 {
        let [all, marked, drawn] = [self.all, self.marked, self.drawn].map(|count| count as f64);
        if self.all < 2 {
            return 0.0;
        }
        drawn * (marked / all) * ((all - marked) / all) * ((all - drawn) / (all - 1.0))
    }

    /// The outcomes that are not negligible, as the first of them and the probability of each from there on.
    pub fn probabilities(self) -> (u64, Vec<f64>) {
        let Hypergeometric { all, marked, drawn } = self;
        let (least, most) = ((marked + drawn).saturating_sub(all), marked.min(drawn));
        // Of one more against one less, by what is left to draw them from; `all` may be less than both together.
        let up = |x: u64| {
            let left = (all + x + 1 - marked) as f64 - drawn as f64;
            (marked - x) as f64 * (drawn - x) as f64 / ((x + 1) as f64 * left)
        };
        let likeliest = u128::from(marked + 1) * u128::from(drawn + 1) / u128::from(all + 2);
        let mode = u64::try_from(likeliest).unwrap_or(most).clamp(least, most);
        let mut below = Vec::new();
        let (mut x, mut weight) = (mode, 1.0);
        while x > least {
            weight /= up(x - 1);
            if weight < NEGLIGIBLE {
                break;
            }
            x -= 1;
            below.push(weight);
        }
        let first = x;
        let mut weights: Vec<f64> = below.into_iter().rev().chain([1.0]).collect();
        (x, weight) = (mode, 1.0);
        while x < most {
            weight *= up(x);
            if weight < NEGLIGIBLE {
                break;
            }
            x += 1;
            weights.push(weight);
        }
        let sum: f64 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        (first, weights)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// By counting: all ways to draw.
    #[test]
    fn agrees_with_counting() {
        let choose = |n: u64, k: u64| (0..k).fold(1.0, |ways, i| ways * (n - i) as f64 / (i + 1) as f64);
        for (all, marked, drawn) in [(10, 4, 5), (12, 9, 8), (5, 0, 3), (7, 7, 2), (40, 13, 20), (3, 1, 0)] {
            let found = Hypergeometric::new(all, marked, drawn).unwrap();
            let (first, probabilities) = found.probabilities();
            let (mut mean, mut square) = (0.0, 0.0);
            for (x, probability) in (first..).zip(&probabilities) {
                let expected = choose(marked, x) * choose(all - marked, drawn - x) / choose(all, drawn);
                assert!((probability - expected).abs() < 1e-12, "{all} {marked} {drawn}: {x}");
                mean += x as f64 * probability;
                square += (x * x) as f64 * probability;
            }
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            assert!(
                (mean - found.mean()).abs() < 1e-9 && (square - mean * mean - found.variance()).abs() < 1e-9
            );
        }
        assert!(Hypergeometric::new(3, 4, 1).is_none());
    }

    #[test]
    fn large_counts_keep_their_mean_and_variance() {
        let found = Hypergeometric::new(5_000_000, 120_000, 2_000_000).unwrap();
        let (first, probabilities) = found.probabilities();
        let mean: f64 = (first..).zip(&probabilities).map(|(x, p)| x as f64 * p).sum();
        let variance: f64 = (first..).zip(&probabilities).map(|(x, p)| (x as f64 - mean).powi(2) * p).sum();
        assert!((mean / found.mean() - 1.0).abs() < 1e-9, "{mean}");
        assert!((variance / found.variance() - 1.0).abs() < 1e-6, "{variance}");
        assert!(probabilities.len() < 4000);
    }
}
