//! Targets: goals, gaps and paces.

use crate::analyse::summary::{CoverageRow, PaceBasis, TargetRow};
use crate::compose::composer::Composer;
use crate::compose::report::{Explanation, Span};
use crate::model::FigureId;

impl Composer<'_> {
    /// The name of a target.
    pub fn target_id(&self, row: &TargetRow) -> FigureId {
        self.id("targets", &row.place, row.due, &[&row.indicator, &row.due.to_string()])
    }

    pub(super) fn target_title(&self, row: &TargetRow) -> String {
        format!(
            "{}, {}, {}",
            self.indicator_name(&row.indicator),
            self.place_in(&row.place),
            self.n.deadline(row.due)
        )
    }

    /// The level that a target is judged by.
    pub fn target_level_row(&self, row: &TargetRow) -> Option<&CoverageRow> {
        let period = row.latest_period?;
        self.summary.coverage.iter().find(|level| {
            level.period == period
                && level.indicator == row.indicator
                && level.percent == row.latest_value
                && (level.place == row.place
                    || (level.place.level == row.place.level && level.place.name == row.place.name))
        })
    }

    /// The latest level of the place of a target.
    pub fn target_latest(&self, row: &TargetRow) -> Option<Span> {
        if let Some(level) = self.target_level_row(row) {
            return self.coverage_level(level);
        }
        let value = row.latest_value?;
        let id = self.target_id(row).part("latest_value");
        let text = self.level(&row.indicator, value);
        Some(self.figure(&id, text.clone(), || {
            let formula = self.t("Giá trị của kỳ gần nhất", "The value of the latest period");
            Explanation::new(self.target_title(row), text, formula).resting_on(self, &row.latest_origins)
        }))
    }

    /// The value to reach.
    pub fn target_goal(&self, row: &TargetRow) -> Span {
        let id = self.target_id(row);
        let text = self.goal(&row.indicator, row.target);
        self.figure(&id, text.clone(), || {
            let formula = self.t("Mục tiêu được giao, giữ nguyên", "The target as it was set");
            let title = self.t("Mục tiêu: ", "Target: ") + &self.target_title(row);
            let mut e = Explanation::new(title, text, formula);
            if let Some(source) = &row.source {
                e = e.plain(self.t("nguồn", "source"), self.citation(source));
            }
            e.resting_on_line(self, row.origin).with_doubts(self, &id)
        })
    }

    /// The distance still to go, without a sign.
    pub fn target_gap(&self, row: &TargetRow) -> Option<Span> {
        let gap = row.gap?;
        let id = self.target_id(row).part("gap");
        let text = self.difference(&row.indicator, gap, self.decimals(&row.indicator));
        Some(self.figure(&id, text.clone(), || {
            let title = self.t("Khoảng cách tới mục tiêu: ", "Gap to the target: ") + &self.target_title(row);
            let formula = self.t(
                "Mục tiêu trừ giá trị gần nhất (đổi dấu khi thấp hơn là tốt hơn)",
                "Target minus latest value (the other way round where lower is better)",
            );
            self.with_target(Explanation::new(title, text, formula), row)
        }))
    }

    fn with_target(&self, mut e: Explanation, row: &TargetRow) -> Explanation {
        let goal = self.target_goal(row);
        e = e.operand(self.t("mục tiêu", "target"), goal.text(), self.target_id(row));
        if let (Some(Span::Figure { id, text }), Some(period)) = (self.target_latest(row), row.latest_period)
        {
            e = e.operand(self.n.period(period), text, id);
        }
        e
    }

    /// A pace with its unit, with the same decimals for all paces; a whole number a year of an indicator that is published
    /// in whole numbers has none, as the gap beside it.
    pub(super) fn pace_text(&self, indicator: &str, pace: f64) -> String {
        let whole = self.decimals(indicator) == 0 && (pace - pace.round()).abs() < 1e-9;
        let decimals = match self.unit(indicator) {
            _ if whole => 0,
            "%" => 2,
            _ => 1,
        };
        self.difference(indicator, pace, decimals)
    }

    /// Points a year that are needed.
    pub fn target_pace_needed(&self, row: &TargetRow) -> Option<Span> {
        let (pace, latest) = (row.pace_needed?, row.latest_period?);
        let id = self.target_id(row).part("pace_needed");
        let text = self.pace_text(&row.indicator, pace);
        Some(self.figure(&id, text.clone(), || {
            let title = self.t("Tốc độ cần có mỗi năm: ", "Pace needed a year: ") + &self.target_title(row);
            let formula = self.t(
                "Khoảng cách chia cho số năm từ cuối kỳ gần nhất đến hết thời hạn",
                "The gap divided by the years from the end of the latest period to the end of the due period",
            );
            let years = row.due.decimal_end() - latest.decimal_end();
            let mut e = Explanation::new(title, text, formula);
            if let Some(gap) = self.target_gap(row) {
                e = e.operand(self.t("khoảng cách", "gap"), gap.text(), self.target_id(row).part("gap"));
            }
            e.plain(self.t("số năm", "years"), self.n.trimmed(years, 2))
        }))
    }

    /// Points a year that were seen, without a sign.
    pub fn target_pace_seen(&self, row: &TargetRow) -> Option<Span> {
        let pace = row.pace_seen?;
        let id = self.target_id(row).part("pace_seen");
        let text = self.pace_text(&row.indicator, pace);
        Some(self.figure(&id, text.clone(), || {
            let title = self.t("Tốc độ thực tế mỗi năm: ", "Actual pace a year: ") + &self.target_title(row);
            let (formula, caveat) = match row.pace_basis {
                Some(PaceBasis::TheilSen) | None => (
                    self.t(
                        "Độ dốc Theil–Sen: trung vị của các độ dốc giữa từng cặp kỳ",
                        "Theil–Sen slope: the median slope over all pairs of periods",
                    ),
                    String::new(),
                ),
                Some(PaceBasis::LastChange) => (
                    self.t(
                        "Thay đổi gần nhất chia cho số năm của nó",
                        "The last change divided by its years",
                    ),
                    self.t("Chỉ tính từ một lần thay đổi.", "It rests on a single change."),
                ),
            };
            let mut e = Explanation::new(title, text, formula).caveat(caveat);
            if let Some(level) = self.target_level_row(row) {
                for one in [Some(level), self.coverage_before(level)].into_iter().flatten() {
                    if let Some(span) = self.coverage_level(one) {
                        e = e.operand(self.n.period(one.period), span.text(), self.coverage_id(one));
                    }
                }
            }
            e
        }))
    }
}
