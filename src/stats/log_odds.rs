//! What one group says more than the others (Monroe, Colaresi & Quinn 2008).

use super::Z95;
use super::hypergeometric::Hypergeometric;

/// How strongly one word (here: topic) belongs to one group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// Difference of the log odds, this group less all others.
    pub delta: f64,
    /// `delta` over its standard error.
    pub z: f64,
}

/// Total weight of the prior: 100 pseudo-questions, spread as all groups together spread theirs.
pub const PRIOR_WEIGHT: f64 = 100.0;

/// Log-odds ratios of each topic in one group against all others, with an informative Dirichlet prior.
///
/// `own[i]` are the group's counts and `pooled[i]` those of all groups together (its own included). The prior is
/// αᵢ = [`PRIOR_WEIGHT`] · pooledᵢ / Σ pooled. δᵢ = ln(own + α)/(N₁ + α₀ − own − α) − the same of the others;
/// var δᵢ ≈ 1/(own + α) + 1/(others + α). `None` for a topic nobody raised, or where there is only one topic, and for
/// every topic where the group or the others have no questions at all.
/// Source: Monroe, Colaresi & Quinn (2008), Political Analysis 16:372–403, equations 15, 16, 18, 19 and 22.
pub fn log_odds(own: &[u64], pooled: &[u64]) -> Vec<Option<LogOdds>> {
    let own_total: u64 = own.iter().sum();
    let all_total: u64 = pooled.iter().sum();
    let comparable = own.len() == pooled.len() && own.iter().zip(pooled).all(|(own, all)| own <= all);
    if !comparable || own_total == 0 || own_total == all_total {
        return vec![None; own.len()];
    }
    own.iter().zip(pooled).map(|(&own, &all)| of_topic((own, own_total), (all, all_total))).collect()
}

/// One topic: questions on it and in all, of the group and of all groups together.
fn of_topic((own, own_total): (u64, u64), (all, all_total): (u64, u64)) -> Option<LogOdds> {
    // One topic alone has no odds: nothing stands against it.
    if all == 0 || all == all_total {
        return None;
    }
    let prior = PRIOR_WEIGHT * all as f64 / all_total as f64;
    let (here, there) = (own as f64 + prior, (all - own) as f64 + prior);
    let rest_here = own_total as f64 + PRIOR_WEIGHT - here;
    let rest_there = (all_total - own_total) as f64 + PRIOR_WEIGHT - there;
    let delta = (here / rest_here).ln() - (there / rest_there).ln();
    Some(LogOdds { delta, z: delta / (1.0 / here + 1.0 / there).sqrt() })
}

/// How likely a topic reaches z = [`Z95`] in a group that asks as all others do: given how many questions the group has
/// (`own`) and, of `pooled` questions of all groups on the topic and in all, how many fall to it. The prior keeps that
/// below the 2.5 % of a standard normal where questions are few.
pub fn stands_out_by_chance(own: u64, pooled: (u64, u64)) -> f64 {
    let Some(spread) = Hypergeometric::new(pooled.1, pooled.0, own) else { return 0.0 };
    let (first, probabilities) = spread.probabilities();
    let reaches = |x: u64| of_topic((x, own), pooled).is_some_and(|odds| odds.z >= Z95);
    // More questions on a topic never make it less distinctive.
    let outcomes: Vec<u64> = (first..).take(probabilities.len()).collect();
    probabilities[outcomes.partition_point(|x| !reaches(*x))..].iter().sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn worked_by_hand() {
        // own 6 of 10, others 10 of 30; pooled 16 of 40, so the prior is 40 of 100:
        // ln(46/64) − ln(50/80) = 0.139761942375…, var = 1/46 + 1/50.
        let found = log_odds(&[6, 4], &[16, 24]);
        let expected = (46.0f64 / 64.0).ln() - (50.0f64 / 80.0).ln();
        let first = found[0].unwrap();
        assert!(
            (first.delta - 0.139_761_942_375_158_7).abs() < 1e-15 && (first.delta - expected).abs() < 1e-15
        );
        assert!((first.z - expected / (1.0f64 / 46.0 + 1.0 / 50.0).sqrt()).abs() < 1e-15);
        // Of two topics, what one gains the other loses.
        assert!((first.delta + found[1].unwrap().delta).abs() < 1e-15);
    }

    #[test]
    fn undefined_where_nothing_stands_against_it() {
        assert_eq!(log_odds(&[3], &[7]), [None]);
        assert_eq!(log_odds(&[3, 2], &[3, 2]), [None, None]);
        assert_eq!(log_odds(&[0, 0], &[3, 2]), [None, None]);
        assert_eq!(log_odds(&[3, 0, 1], &[7, 0, 2])[1], None);
    }

    /// Against every outcome looked at by itself.
    #[test]
    fn chance_lets_few_topics_stand_out() {
        for (own, pooled) in [(140, (110, 4700)), (36, (90, 4600)), (900, (400, 4000)), (5, (3, 2000))] {
            let (first, probabilities) =
                Hypergeometric::new(pooled.1, pooled.0, own).unwrap().probabilities();
            let z = |x: u64| log_odds(&[x, own - x], &[pooled.0, pooled.1 - pooled.0])[0].unwrap().z;
            let expected: f64 =
                (first..).zip(&probabilities).filter(|(x, _)| z(*x) >= Z95).map(|(_, p)| p).sum();
            let found = stands_out_by_chance(own, pooled);
            assert!((found - expected).abs() < 1e-15, "{own} {pooled:?}: {found} {expected}");
            assert!(found < 0.03, "{own} {pooled:?}: {found}");
        }
    }

    #[test]
    fn few_questions_shrink() {
        let few = log_odds(&[2, 0], &[4002, 6000])[0].unwrap();
        let many = log_odds(&[200, 0], &[4200, 6000])[0].unwrap();
        assert!(many.z > few.z && few.z < 1.0);
    }
}
