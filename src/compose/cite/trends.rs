//! Trends: slopes, tests and what they can show at all.

use crate::analyse::summary::{Family, Trend, TrendVerdict};
use crate::compose::composer::Composer;
use crate::compose::names::plural;
use crate::compose::numbers::{NBSP, decimals_of};
use crate::compose::report::{Explanation, Span};
use crate::model::FigureId;

/// A series whose trend is told.
pub struct Series<'a> {
    /// The name its figures begin with.
    pub id: FigureId,
    /// What it is, in words.
    pub title: String,
    /// Unit of its slope: `điểm %`.
    pub unit: String,
    /// Decimals of its slope.
    pub decimals: usize,
    /// The trend.
    pub trend: &'a Trend,
    /// Changes that it goes on through, because the project says so.
    pub joined: Vec<String>,
}

impl Composer<'_> {
    /// The verdict in words.
    pub fn verdict(&self, verdict: TrendVerdict) -> String {
        match verdict {
            TrendVerdict::Rising => self.t("xu hướng tăng", "rising"),
            TrendVerdict::Falling => self.t("xu hướng giảm", "falling"),
            TrendVerdict::NoClearTrend => self.t("chưa rõ xu hướng", "no clear trend"),
            TrendVerdict::TooFew => self.t("quá ít kỳ số liệu", "too few periods"),
            TrendVerdict::NotJudged => self.t("không kết luận", "not judged"),
        }
    }

    fn slope_text(&self, series: &Series<'_>, slope: f64) -> String {
        self.n.with_unit(&self.n.decimal(slope.abs(), series.decimals), &series.unit)
    }

    /// The slope a year, without its sign.
    pub fn trend_slope(&self, series: &Series<'_>) -> Option<Span> {
        let slope = series.trend.slope?;
        let id = series.id.part("slope_per_year");
        Some(self.figure(&id, self.slope_text(series, slope), || {
            let formula = self.t(
                "Độ dốc Theil–Sen: trung vị của các độ dốc giữa từng cặp kỳ; khoảng tin cậy của Sen (1968)",
                "Theil–Sen slope: the median slope over all pairs of periods; confidence interval of Sen (1968)",
            );
            let value = self.n.with_unit(&self.n.signed(slope, series.decimals), &series.unit);
            let title = self.series_title(series, ("Thay đổi mỗi năm", "Change a year"));
            let mut e = self.with_points(Explanation::new(title, value, formula), series);
            if let (Some(low), Some(high)) = (series.trend.slope_low, series.trend.slope_high) {
                let (low, high) =
                    (self.n.signed(low, series.decimals), self.n.signed(high, series.decimals));
                let interval = self.t(&format!("{low} đến {high}"), &format!("{low} to {high}"));
                let name = match series.trend.interval() {
                    Some(_) => self.t("khoảng tin cậy 95\u{a0}%", "95% confidence interval"),
                    // With so few periods it is all slopes there are, and less sure than 95 %.
                    None => self.t("độ dốc thấp nhất và cao nhất", "lowest and highest slope"),
                };
                e = e.plain(name, interval);
            }
            series.joined.iter().fold(e, |e, joined| e.caveat(joined))
        }))
    }

    fn with_points(&self, mut e: Explanation, series: &Series<'_>) -> Explanation {
        // As many decimals as the values carry, the same for all of them.
        let shown = series.trend.points.iter().take(12);
        let decimals = shown.clone().map(|(_, value)| decimals_of(*value, 2)).max().unwrap_or_default();
        for (period, value) in shown {
            e = e.plain(self.n.period(*period), self.n.decimal(*value, decimals));
        }
        e
    }

    /// The adjusted p of the test.
    pub fn trend_q(&self, series: &Series<'_>) -> Option<Span> {
        let q = series.trend.q?;
        let id = series.id.part("q");
        let text = self.n.equals("q", q);
        Some(self.figure(&id, text.clone(), || {
            let formula = self.t(
                "Kiểm định Mann–Kendall hai phía, p hiệu chỉnh theo Benjamini–Hochberg trong nhóm kiểm định",
                "Two-sided Mann–Kendall test, p adjusted by Benjamini–Hochberg within its group of tests",
            );
            let title = self.series_title(series, ("Kiểm định xu hướng", "Trend test"));
            let mut e = Explanation::new(title, text, formula);
            if let Some(s) = series.trend.mk_s {
                e = e.plain("S", self.n.signed(s as f64, 0));
            }
            if let Some(p) = series.trend.mk_p {
                e = e.plain("p", self.n.probability(p));
            }
            self.with_points(e, series)
        }))
    }

    /// The number of periods: `2 kỳ`.
    pub fn trend_periods(&self, series: &Series<'_>) -> Span {
        let count = u64::try_from(series.trend.n).unwrap_or(u64::MAX);
        let id = series.id.part("n");
        let text = self.periods_text(count);
        self.figure(&id, text.clone(), || {
            let formula = self.t("Số kỳ có số liệu trong chuỗi", "Periods of the series that have a figure");
            let title = self.series_title(series, ("Số kỳ có số liệu", "Periods with a figure"));
            self.with_points(Explanation::new(title, text, formula), series)
        })
    }

    /// What is said of a series, which one, and over which periods.
    fn series_title(&self, series: &Series<'_>, what: (&str, &str)) -> String {
        let (first, last) = (series.trend.first_period, series.trend.last_period);
        let over = match first == last {
            true => self.n.short(last),
            false => format!("{}–{}", self.n.short(first), self.n.short(last)),
        };
        format!("{}: {}, {over}", self.t(what.0, what.1), series.title)
    }

    /// `5 kỳ`; `5 periods`.
    pub fn periods_text(&self, count: u64) -> String {
        let noun = plural(self.lang, count, "kỳ", "period", "periods");
        format!("{}{NBSP}{noun}", self.n.count(count))
    }

    /// Series tested in a family, and those found to move; `name` is what the report calls the family.
    pub fn family_tests(&self, family: &Family, name: &str) -> (Span, Span) {
        let id = FigureId(format!("families/{}", family.name));
        let tests = self.n.count(u64::try_from(family.tests).unwrap_or(u64::MAX));
        let found = self.n.count(u64::try_from(family.found).unwrap_or(u64::MAX));
        let (tests_id, found_id) = (id.part("tests"), id.part("found"));
        let tests_span = self.figure(&tests_id, tests.clone(), || {
            let formula = self.t("Số chuỗi có giá trị p", "Series that have a p value, counted");
            let title = self.t("Số chuỗi được kiểm định: ", "Series tested: ") + name;
            Explanation::new(title, tests.clone(), formula)
        });
        let found_span = self.figure(&found_id, found.clone(), || {
            let formula = self.t(
                "Số chuỗi có từ 5 kỳ trở lên và q < 0,05",
                "Series of five periods or more with q < 0.05, counted",
            );
            let title = self.t("Số chuỗi có xu hướng: ", "Series with a trend: ") + name;
            Explanation::new(title, found, formula).operand(
                self.t("số chuỗi kiểm định", "series tested"),
                tests,
                tests_id.clone(),
            )
        });
        (tests_span, found_span)
    }
}
