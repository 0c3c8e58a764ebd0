//! Targets: when each one is reached, and how far that can be off.

use crate::analyse::summary::{PaceRange, RangeBasis, TargetRow};
use crate::compose::composer::Composer;
use crate::compose::names;
use crate::compose::report::{Explanation, Span};
use crate::model::{Lang, Period, PeriodKind};

/// The calendar year that a decimal year lies in: 2027.0 is the end of 2026.
fn calendar_year(moment: f64) -> f64 {
    (moment - 1e-6).ceil() - 1.0
}

/// The period in which something is reached: a year; in the year in which a shorter period is due, a period as long as
/// that (a month where a day is due), since there a year does not tell before from after.
fn period_of(moment: f64, due: Period) -> Option<Period> {
    let year = calendar_year(moment);
    let whole = Period::year(year as i16)?;
    if due.kind() == PeriodKind::Year || due.calendar_year() != whole.calendar_year() {
        return Some(whole);
    }
    // 0 < part ≤ 1, as 2027.0 is the end of 2026.
    let part = moment - 1e-6 - year;
    let nth = |parts: f64| (part * parts).floor().clamp(0.0, parts - 1.0) as i8 + 1;
    match due.kind() {
        PeriodKind::Year => Some(whole),
        PeriodKind::Half => Period::half(whole.calendar_year(), nth(2.0)),
        PeriodKind::Quarter => Period::quarter(whole.calendar_year(), nth(4.0)),
        PeriodKind::Month | PeriodKind::Day => Period::month(whole.calendar_year(), nth(12.0)),
    }
}

impl Composer<'_> {
    /// When the target is reached at the pace seen, as a calendar year.
    pub fn target_reached(&self, row: &TargetRow) -> Option<Span> {
        let moment = row.reached_year?;
        let id = self.target_id(row).part("reached_year");
        let period = period_of(moment, row.due)?;
        let year = calendar_year(moment);
        // What is reached in the last tenth of a year is reached at its end.
        let text = match period.kind() == PeriodKind::Year && moment - year > 0.9 {
            true => self.t(&format!("cuối năm {year:.0}"), &format!("at the end of {year:.0}")),
            false => self.n.within(period),
        };
        Some(self.figure(&id, text.clone(), || {
            let title = self.t("Năm đạt mục tiêu nếu giữ tốc độ thực tế: ", "Year the target is reached at the actual pace: ")
                + &self.target_title(row);
            let formula = self.t(
                "Cuối kỳ gần nhất cộng với khoảng cách chia cho tốc độ thực tế, tính bằng năm thập phân (2027,0 là hết năm 2026); đây là kéo dài xu hướng, không phải dự báo",
                "End of the latest period plus the gap divided by the actual pace, in decimal years (2027.0 is the end of 2026): a trend carried on, not a forecast",
            );
            let mut e = Explanation::new(title, text, formula);
            for (name, span, part) in [
                (self.t("khoảng cách", "gap"), self.target_gap(row), "gap"),
                (self.t("tốc độ thực tế", "actual pace"), self.target_pace_seen(row), "pace_seen"),
            ] {
                if let Some(span) = span {
                    e = e.operand(name, span.text(), self.target_id(row).part(part));
                }
            }
            match self.target_range(row) {
                Some(range) => {
                    let id = self.target_id(row).part("reached_range");
                    e.operand(self.t("khoảng của năm đạt", "range of the year"), range.text(), id)
                }
                None => e.caveat(self.t(
                    "Không nêu được khoảng: cần từ 3 kỳ trở lên để biết tốc độ dao động bao nhiêu.",
                    "No range can be given: it takes 3 periods to see how far the pace varies.",
                )),
            }
        }))
    }

    /// The years in which the target is reached at the fastest and the slowest pace of the range: `2026–2031`, or from
    /// when on where it may never be. Nothing where even the fastest pace does not lead to it within a hundred years.
    pub fn target_range(&self, row: &TargetRow) -> Option<Span> {
        let range = row.range.as_ref()?;
        let id = self.target_id(row).part("reached_range");
        let from = period_of(range.reached_from?, row.due)?;
        // Within a sentence, where `Quý III/2025` has a small letter.
        let short = |period| match self.lang {
            Lang::Vi => names::small(&self.n.short(period)),
            Lang::En => self.n.short(period),
        };
        let text = match range.reached_to.and_then(|to| period_of(to, row.due)) {
            Some(to) if to == from => short(from),
            Some(to) => format!("{}–{}", short(from), short(to)),
            None => {
                let from = short(from);
                self.t(
                    &format!("sớm nhất {from}, có thể không đạt"),
                    &format!("{from} at the earliest, perhaps never"),
                )
            }
        };
        Some(self.figure(&id, text.clone(), || {
            let title =
                self.t("Khoảng của năm đạt mục tiêu: ", "Range of the year the target is reached: ") + &self.target_title(row);
            let formula = self.t(
                "Cuối kỳ gần nhất cộng với khoảng cách chia cho tốc độ nhanh nhất và chậm nhất trong khoảng; bỏ ngỏ khi tốc độ chậm nhất không đưa tới mục tiêu trong 100 năm",
                "End of the latest period plus the gap divided by the fastest and the slowest pace of the range; open where the slowest does not lead to the target within 100 years",
            );
            let e = Explanation::new(title, text, formula).caveat(self.range_caveat(range)).caveat(self.t(
                "Khoảng này chỉ nói về tốc độ: coi giá trị gần nhất là đúng và tốc độ giữ như trước.",
                "The range is about the pace alone: it takes the latest value as it is, and the pace to stay what it was.",
            ));
            let e = match self.target_gap(row) {
                Some(gap) => e.operand(self.t("khoảng cách", "gap"), gap.text(), self.target_id(row).part("gap")),
                None => e,
            };
            let pace = |pace: f64| {
                let text = self.pace_text(&row.indicator, pace);
                if pace < 0.0 { format!("{}{text}", crate::compose::numbers::MINUS) } else { text }
            };
            e.plain(self.t("tốc độ nhanh nhất mỗi năm", "fastest pace a year"), pace(range.high))
                .plain(self.t("tốc độ chậm nhất mỗi năm", "slowest pace a year"), pace(range.low))
                .plain(self.t("số kỳ", "periods"), range.n.to_string())
        }))
    }

    /// What a range is, before it is named: `khoảng tin cậy 95 %`.
    pub fn range_name(&self, range: &PaceRange) -> String {
        match range.basis() {
            RangeBasis::Sen95 => self.t(
                &format!("khoảng tin cậy {}", self.n.percent(95.0, 0)),
                &format!("{} interval", self.n.percent(95.0, 0)),
            ),
            RangeBasis::SlowestFastest => self.t(
                "theo tốc độ nhanh nhất và chậm nhất giữa hai kỳ",
                "by the fastest and the slowest pace between two periods",
            ),
        }
    }

    fn range_caveat(&self, range: &PaceRange) -> String {
        match range.basis() {
            RangeBasis::Sen95 => self.t(
                "Tốc độ nhanh nhất và chậm nhất là hai đầu khoảng tin cậy 95 % của độ dốc (Sen 1968).",
                "The fastest and the slowest pace are the ends of the slope's 95% interval (Sen 1968).",
            ),
            // 1 − 2/n!: the chance that not all slopes lie on one side of the true one.
            RangeBasis::SlowestFastest => {
                let sure = if range.n == 3 { 67.0 } else { 92.0 };
                let (n, sure) = (range.n, self.n.percent(sure, 0));
                self.t(
                    &format!("Với {n} kỳ, tốc độ nhanh nhất và chậm nhất là của hai kỳ bất kỳ; khoảng như vậy chỉ chắc khoảng {sure}, không gọi là khoảng tin cậy 95 %."),
                    &format!("With {n} periods the fastest and the slowest pace are those between any two of them; such a range is sure to about {sure} only and is not called a 95% interval."),
                )
            }
        }
    }

    /// The year in which a target is reached and its range, for a cell: `2027 (2026–2031)`, `2027 (từ 2026)`.
    pub fn target_reached_cell(&self, row: &TargetRow) -> Option<Span> {
        let at = row.reached_year.and_then(|moment| period_of(moment, row.due));
        let from = row.range.as_ref().and_then(|range| period_of(range.reached_from?, row.due));
        let to = row.range.as_ref().and_then(|range| period_of(range.reached_to?, row.due));
        let short = |period: Period| self.n.short(period);
        let since = |from: String| self.t(&format!("từ {from}"), &format!("from {from}"));
        // A year that is over by now is no outlook, and none comes of a pace that hardly is one.
        let over = at.is_some_and(|at| self.summary.as_of.is_some_and(|day| at.end() <= day.end()));
        if over || row.pace_seen.is_some_and(|pace| self.hardly(&row.indicator, pace)) {
            return None;
        }
        let text = match (at, from, to) {
            (Some(at), Some(from), Some(to)) if from == to => short(at),
            (Some(at), Some(from), Some(to)) => format!("{} ({}–{})", short(at), short(from), short(to)),
            (Some(at), Some(from), None) => format!("{} ({})", short(at), since(short(from))),
            (Some(at), None, _) => short(at),
            (None, Some(from), _) => since(short(from)),
            (None, None, _) => return None,
        };
        let id = self.target_id(row).part("reached");
        let (reached, range) = (self.target_reached(row), self.target_range(row));
        Some(self.figure(&id, text.clone(), || {
            let title = self
                .t("Năm đạt mục tiêu, và khoảng của nó: ", "Year the target is reached, and its range: ")
                + &self.target_title(row);
            let formula = self.t(
                "Theo tốc độ thực tế; trong ngoặc là theo tốc độ nhanh nhất và chậm nhất của khoảng",
                "At the actual pace; in brackets at the fastest and the slowest pace of the range",
            );
            let mut e = Explanation::new(title, text, formula);
            for (name, span, part) in [
                (self.t("năm đạt", "reached"), reached, "reached_year"),
                (self.t("khoảng", "range"), range, "reached_range"),
            ] {
                if let Some(span) = span {
                    e = e.operand(name, span.text(), self.target_id(row).part(part));
                }
            }
            e
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_end_of_a_year_is_in_it_and_short_terms_are_told_in_their_own_length() {
        let shown =
            |moment: f64, due: &str| period_of(moment, Period::from_iso(due).unwrap()).unwrap().to_string();
        assert_eq!(shown(2027.0, "2030"), "2026");
        assert_eq!(shown(2027.01, "2030"), "2027");
        // Due in June 2026: the same year is told in halves, quarters or months, another one as a year.
        assert_eq!(shown(2026.6, "2026-06"), "2026-08");
        assert_eq!(shown(2027.0, "2026-06"), "2026-12");
        assert_eq!(shown(2026.5, "2026-Q2"), "2026-Q2");
        assert_eq!(shown(2026.51, "2026-Q2"), "2026-Q3");
        assert_eq!(shown(2026.51, "2026-06-30"), "2026-07");
        assert_eq!(shown(2027.3, "2026-Q2"), "2027");
    }
}
