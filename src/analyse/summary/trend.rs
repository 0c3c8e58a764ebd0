//! What the tests say of a series, and of families of series.

use crate::model::Period;

/// Points from which the interval of a slope is called one of 95 %.
pub(super) const POINTS_FOR_INTERVAL: usize = 5;

/// What the tests say of one series.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Points.
    pub n: usize,
    /// First period.
    pub first_period: Period,
    /// Last period.
    pub last_period: Period,
    /// First value.
    pub first_value: f64,
    /// Last value.
    pub last_value: f64,
    /// Theil–Sen, a year; from 3 points.
    pub slope: Option<f64>,
    /// Lower end of Sen's 95 % interval.
    pub slope_low: Option<f64>,
    /// Upper end of Sen's 95 % interval.
    pub slope_high: Option<f64>,
    /// Mann–Kendall S; from 3 points.
    pub mk_s: Option<i64>,
    /// Its tie-corrected variance.
    pub mk_var: Option<f64>,
    /// Continuity-corrected z.
    pub mk_z: Option<f64>,
    /// Two-sided p.
    pub mk_p: Option<f64>,
    /// tau-b; blank where all values are equal.
    pub tau_b: Option<f64>,
    /// Benjamini–Hochberg within the family.
    pub q: Option<f64>,
    /// Verdict.
    pub verdict: TrendVerdict,
    /// The points, for charts: (period, value).
    pub points: Vec<(Period, f64)>,
}

impl Trend {
    /// The interval of the slope, where it deserves its 95 %: with three and four points even the lowest and the highest
    /// slope enclose the true one only 67 and 92 times in a hundred.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.slope_low.zip(self.slope_high).filter(|_| self.n >= POINTS_FOR_INTERVAL)
    }
}

/// What can be said of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrendVerdict {
    /// q < 0.05 and S > 0.
    Rising,
    /// q < 0.05 and S < 0.
    Falling,
    /// Five points or more, and q ≥ 0.05.
    NoClearTrend,
    /// Fewer than five points.
    TooFew,
    /// In no family of tests, so that nothing is said of it (`unmatched`).
    NotJudged,
}

impl TrendVerdict {
    /// As the column `verdict` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            TrendVerdict::Rising => "rising",
            TrendVerdict::Falling => "falling",
            TrendVerdict::NoClearTrend => "no_clear_trend",
            TrendVerdict::TooFew => "too_few",
            TrendVerdict::NotJudged => "",
        }
    }
}

/// One family of tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// What it holds: `coverage/<indicator>/<basis>`, `topics/place/share`, ...
    pub name: String,
    /// Series with a p.
    pub tests: usize,
    /// Series that the adjusted test calls rising or falling.
    pub found: usize,
    /// Most points a series of it has.
    pub longest: usize,
}
