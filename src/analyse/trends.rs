//! Trends: what the tests say of each series, and of families of them.

use std::collections::BTreeMap;

use super::summary::{Family, Trend, TrendVerdict};
use crate::model::Period;
use crate::stats::{Z95, benjamini_hochberg, mann_kendall, theil_sen};

/// Points from which a slope and a test are given.
pub(super) const POINTS_FOR_TEST: usize = 3;
/// Points from which a verdict is given: with four even a perfect run has p = 0.089.
pub(super) const POINTS_FOR_VERDICT: usize = 5;
/// Level of the false discovery rate.
const LEVEL: f64 = 0.05;

/// The trend of one series: points of one kind of period, in the order of time, at least one.
/// Its q is blank and its verdict undecided until [`judge`] has seen the family.
pub(super) fn trend(points: Vec<(Period, f64)>) -> Option<Trend> {
    let (&(first_period, first_value), &(last_period, last_value)) = (points.first()?, points.last()?);
    let times: Vec<f64> = points.iter().map(|(period, _)| period.decimal()).collect();
    let values: Vec<f64> = points.iter().map(|(_, value)| *value).collect();
    let enough = points.len() >= POINTS_FOR_TEST;
    let sen = if enough { theil_sen(&times, &values, Z95) } else { None };
    let test = if enough { mann_kendall(&times, &values) } else { None };
    Some(Trend {
        n: points.len(),
        first_period,
        last_period,
        first_value,
        last_value,
        slope: sen.map(|sen| sen.slope),
        slope_low: sen.map(|sen| sen.low),
        slope_high: sen.map(|sen| sen.high),
        mk_s: test.map(|test| test.s),
        mk_var: test.map(|test| test.var),
        mk_z: test.map(|test| test.z),
        mk_p: test.map(|test| test.p),
        tau_b: test.and_then(|test| test.tau_b),
        q: None,
        verdict: verdict(points.len(), None, test.map(|test| test.s)),
        points,
    })
}

/// Direction comes from S: a median slope of exactly 0 can be significant.
fn verdict(n: usize, q: Option<f64>, s: Option<i64>) -> TrendVerdict {
    match (q, s) {
        _ if n < POINTS_FOR_VERDICT => TrendVerdict::TooFew,
        (Some(q), Some(s)) if q < LEVEL && s > 0 => TrendVerdict::Rising,
        (Some(q), Some(s)) if q < LEVEL && s < 0 => TrendVerdict::Falling,
        _ => TrendVerdict::NoClearTrend,
    }
}

/// Adjusts the p values within each family and gives the verdicts; rows without a family have neither.
pub(super) fn judge<T>(
    rows: &mut [T],
    family_of: impl Fn(&T) -> Option<String>,
    trend_of: impl Fn(&mut T) -> &mut Trend,
) -> Vec<Family> {
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, row) in rows.iter_mut().enumerate() {
        match family_of(row) {
            Some(name) => members.entry(name).or_default().push(i),
            None => trend_of(row).verdict = TrendVerdict::NotJudged,
        }
    }
    let mut families = Vec::with_capacity(members.len());
    for (name, members) in members {
        let p: Vec<Option<f64>> = members.iter().map(|&i| trend_of(&mut rows[i]).mk_p).collect();
        let mut family = Family { name, tests: p.iter().flatten().count(), found: 0, longest: 0 };
        for (&i, q) in members.iter().zip(benjamini_hochberg(&p)) {
            let trend = trend_of(&mut rows[i]);
            trend.q = q;
            trend.verdict = verdict(trend.n, q, trend.mk_s);
            family.longest = family.longest.max(trend.n);
            let found = matches!(trend.verdict, TrendVerdict::Rising | TrendVerdict::Falling);
            family.found += usize::from(found);
        }
        families.push(family);
    }
    families
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn yearly(values: &[f64]) -> Trend {
        let points = values.iter().zip(2015..).map(|(v, y)| (Period::year(y).unwrap(), *v)).collect();
        trend(points).unwrap()
    }

    #[test]
    fn few_points_say_little() {
        assert_eq!(trend(Vec::new()), None);
        let two = yearly(&[1.0, 2.0]);
        assert_eq!((two.n, two.slope, two.mk_p, two.verdict), (2, None, None, TrendVerdict::TooFew));
        let three = yearly(&[1.0, 2.0, 3.0]);
        assert_eq!((three.slope, three.mk_s, three.verdict), (Some(1.0), Some(3), TrendVerdict::TooFew));
        // Four perfect points stay below the level, alone in their family.
        let mut four = [yearly(&[1.0, 2.0, 3.0, 4.0])];
        judge(&mut four, |_| Some("x".to_owned()), |t| t);
        assert!(four[0].q.unwrap() > 0.08 && four[0].verdict == TrendVerdict::TooFew);
    }

    #[test]
    fn the_family_decides() {
        let mut alone = vec![yearly(&[1.0, 2.0, 3.0, 4.0, 5.0])];
        let families = judge(&mut alone, |_| Some("one".to_owned()), |t| t);
        assert_eq!(alone[0].verdict, TrendVerdict::Rising);
        assert_eq!((families[0].tests, families[0].found, families[0].longest), (1, 1, 5));
        // The same run among noise does not stand out; a series too short for a p does not count.
        let noise = [2.0, 1.0, 3.0, 2.0, 1.5];
        let mut many =
            vec![yearly(&[5.0, 4.0, 3.0, 2.0, 1.0]), yearly(&noise), yearly(&noise), yearly(&[1.0])];
        let families = judge(&mut many, |_| Some("many".to_owned()), |t| t);
        assert_eq!(many[0].verdict, TrendVerdict::NoClearTrend);
        assert_eq!((families[0].tests, families[0].found), (3, 0));
        assert_eq!((many[3].q, many[3].verdict), (None, TrendVerdict::TooFew));
        // Outside any family nothing is found.
        let mut outside = vec![yearly(&[5.0, 4.0, 3.0, 2.0, 1.0])];
        assert!(judge(&mut outside, |_| None, |t| t).is_empty());
        assert_eq!((outside[0].q, outside[0].verdict), (None, TrendVerdict::NotJudged));
        assert_eq!(outside[0].verdict.as_str(), "");
    }

    /// A slope of exactly 0 may come with a clear direction.
    #[test]
    fn direction_of_a_flat_slope() {
        let mut rows =
            vec![yearly(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0])];
        judge(&mut rows, |_| Some("x".to_owned()), |t| t);
        assert_eq!((rows[0].slope, rows[0].verdict), (Some(0.0), TrendVerdict::Rising));
    }
}
