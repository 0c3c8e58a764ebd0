//! Coverage: levels, counts, changes, ranks and spreads.

use crate::analyse::summary::{Basis, CoverageRow, Spread};
use crate::compose::composer::Composer;
use crate::compose::names::to_name;
use crate::compose::report::{Explanation, Span};
use crate::model::{FigureId, Place};

/// The name of the line of all places where it holds every one of them, or an office published it.
const WHOLE: &str = "Cả nước";

impl Composer<'_> {
    /// The line of all places as others are held against it: `mức của cả nước`; `mức chung` where it is a sum of those
    /// that have figures.
    pub fn overall(&self, line: &Place) -> String {
        match &*line.name == WHOLE {
            true => self.t("mức của cả nước", "the national level"),
            false => self.t("mức chung", "their overall level"),
        }
    }

    /// The same with the level itself: `mức 73,5 % của cả nước`; `mức chung 86,69 %`.
    pub fn overall_level(&self, line: &Place, level: &str) -> String {
        match &*line.name == WHOLE {
            true => self.t(&format!("mức {level} của cả nước"), &format!("the national level of {level}")),
            false => self.t(&format!("mức chung {level}"), &format!("their overall level of {level}")),
        }
    }

    /// The name of a level. A computed national figure beside a published one carries its basis.
    pub fn coverage_id(&self, row: &CoverageRow) -> FigureId {
        let period = row.period.to_string();
        let id = self.id("coverage", &row.place, row.period, &[&row.indicator, &period]);
        let mut twins = self.same_figure(row).filter(|other| !std::ptr::eq(*other, row)).peekable();
        if twins.peek().is_none() {
            return id;
        }
        let id = match row.basis {
            Basis::Computed => id.part(row.basis.as_str()),
            Basis::Published => id,
        };
        match &row.definition {
            Some(definition) if twins.any(|other| other.definition != row.definition) => id.part(definition),
            _ => id,
        }
    }

    /// Rows of the same place, indicator and period.
    fn same_figure(&self, row: &CoverageRow) -> impl Iterator<Item = &CoverageRow> {
        self.coverage_at(&row.place, &row.indicator, row.period)
    }

    /// The row that the change of `row` looks back to.
    pub fn coverage_before(&self, row: &CoverageRow) -> Option<&CoverageRow> {
        let since = row.change_since?;
        // Where the project joins published and computed levels, the change may be from one to the other.
        let joined = !self.joined_at(row).is_empty();
        let same_basis = |other: &&CoverageRow| other.basis == row.basis || joined;
        let own = || self.coverage_at(&row.place, &row.indicator, since);
        own().find(|other| other.basis == row.basis).or_else(|| own().find(same_basis)).or_else(|| {
            // A unit whose land did not change in July 2025 goes on under another code.
            self.summary.coverage.iter().filter(same_basis).find(|other| {
                other.period == since
                    && other.indicator == row.indicator
                    && other.place.level == row.place.level
                    && other.place.name == row.place.name
            })
        })
    }

    /// A level: `95,10 %`.
    pub fn coverage_level(&self, row: &CoverageRow) -> Option<Span> {
        let value = row.percent?;
        let id = self.coverage_id(row);
        let text = self.level(&row.indicator, value);
        Some(self.figure(&id, text.clone(), || self.explain_level(row, &id, text)))
    }

    fn explain_level(&self, row: &CoverageRow, id: &FigureId, text: String) -> Explanation {
        let title = format!(
            "{}, {}, {}",
            self.indicator_name(&row.indicator),
            self.place_in(&row.place),
            self.n.period(row.period)
        );
        let formula = match (row.basis, row.places_with_figures) {
            (Basis::Published, _) => self.t(
                "Tỷ lệ ghi trong tệp số liệu, giữ nguyên",
                "The percentage that the export gives, as it stands",
            ),
            (Basis::Computed, _) if self.is_summed(&row.indicator) && row.places_with_figures.is_some() => {
                self.t(
                    "Cộng giá trị của các đơn vị có số liệu",
                    "The values of the places with figures, added up",
                )
            }
            (Basis::Computed, Some(places)) if places > 1 => self.t(
                "Tổng số đạt của các đơn vị chia cho tổng số chung của các đơn vị đó, nhân 100",
                "Covered, added up over the places, divided by the total of the same places, times 100",
            ),
            (Basis::Computed, _) if row.origins.count > 1 && !row.place.is_country() => {
                let (vi, en) = self.parts_of(&row.place, row.period);
                self.t(
                    &format!("Cộng số đạt của các {vi}, chia cho tổng số của các {vi} đó, nhân 100"),
                    &format!("Covered, added up over {en}, divided by the total of the same, times 100"),
                )
            }
            (Basis::Computed, _) => {
                self.t("Số đạt chia tổng số, nhân 100", "Covered divided by total, times 100")
            }
        };
        let mut e = Explanation::new(title, text, formula);
        let known = self.indicator(&row.indicator);
        for (value, part, vi, en) in [
            (row.covered, known.map(|i| &i.covered), "số đạt", "covered"),
            (row.total, known.map(|i| &i.total), "tổng số", "total"),
        ] {
            if let Some(value) = value {
                let name = part.map(|text| text.get(self.lang)).filter(|text| !text.is_empty());
                e = e.plain(name.unwrap_or(self.lang.pick(vi, en)), self.n.count(value));
            }
        }
        if let (Some(have), Some(all)) = (row.places_with_figures, row.places_expected) {
            let name = self.t("đơn vị có số liệu / tổng số đơn vị", "places with a figure / places in all");
            e = e.plain(name, format!("{have}/{all}"));
        }
        if let Some(source) = &row.source {
            e = e.plain(self.t("nguồn", "source"), self.citation(source));
        }
        if row.preliminary {
            e = e.caveat(self.t("Số sơ bộ hoặc ước tính.", "Preliminary or estimated."));
        }
        e.resting_on(self, &row.origins).with_doubts(self, id)
    }

    /// A change without its sign, for sentences with a verb: `2,71 điểm %`; `không đổi`.
    pub fn coverage_change(&self, row: &CoverageRow) -> Option<Span> {
        let change = row.change_pp?;
        let decimals = self.decimals(&row.indicator);
        let text = match self.n.is_zero(change, decimals) {
            true => self.unchanged(),
            false => self.difference(&row.indicator, change, decimals),
        };
        Some(self.coverage_change_as(row, change, text))
    }

    /// A change with its sign, for tables: `+2,71`.
    pub fn coverage_change_signed(&self, row: &CoverageRow) -> Option<Span> {
        let change = row.change_pp?;
        let text = self.n.signed(change, self.decimals(&row.indicator));
        Some(self.coverage_change_as(row, change, text))
    }

    fn coverage_change_as(&self, row: &CoverageRow, change: f64, text: String) -> Span {
        let level = self.coverage_id(row);
        let id = level.part("change_pp");
        self.figure(&id, text, || {
            let since = row.change_since.map(|period| self.n.period(period)).unwrap_or_default();
            let title = self.t(
                &format!(
                    "Thay đổi của {}, {}, {} so với {since}",
                    self.indicator_subject(&row.indicator),
                    self.place_in(&row.place),
                    self.n.period(row.period)
                ),
                &format!(
                    "Change of {}, {}, {} compared with {since}",
                    self.indicator_subject(&row.indicator),
                    self.place_in(&row.place),
                    self.n.period(row.period)
                ),
            );
            let formula = self
                .t("Giá trị kỳ này trừ giá trị kỳ trước", "The value of this period minus the value before");
            let mut e = Explanation::new(title, self.signed_difference(&row.indicator, change), formula);
            for one in [Some(row), self.coverage_before(row)].into_iter().flatten() {
                if let Some(span) = self.coverage_level(one) {
                    e = e.operand(self.n.period(one.period), span.text(), self.coverage_id(one));
                }
            }
            for joined in self.joined_at(row) {
                e = e.caveat(joined);
            }
            e.with_doubts(self, &id)
        })
    }

    /// A count of places that have the figure.
    pub fn coverage_places(&self, row: &CoverageRow) -> Option<Span> {
        let (have, all) = (row.places_with_figures?, row.places_expected?);
        let id = self.coverage_id(row).part("places_with_figures");
        let text = self.t(&format!("{have}/{all}"), &format!("{have} of {all}"));
        Some(self.figure(&id, text.clone(), || {
            let title = self.t("Số đơn vị có số liệu, trên tổng số", "Places with a figure, of all places");
            let formula = self.t(
                "Đếm đơn vị có số đạt và tổng số trong kỳ",
                "Places that gave covered and total in the period, counted",
            );
            Explanation::new(title, text, formula).resting_on(self, &row.origins)
        }))
    }

    /// How many places have a level in a period.
    pub fn coverage_count(&self, rows: &[&CoverageRow]) -> Option<Span> {
        let first = rows.first()?;
        let id = self.id_all("coverage", first, "places");
        let noun = self.place_noun(&first.place);
        let text = self.count_of(u64::try_from(rows.len()).ok()?, noun);
        Some(self.figure(&id, text.clone(), || {
            let title = self.t(
                &format!("Số đơn vị có số liệu về {}", self.indicator_subject(&first.indicator)),
                &format!("Places with a figure for {}", self.indicator_subject(&first.indicator)),
            );
            let formula =
                self.t("Đếm đơn vị có giá trị trong kỳ", "Places with a value in the period, counted");
            self.with_levels(Explanation::new(title, text, formula), rows)
        }))
    }

    fn with_levels(&self, mut e: Explanation, rows: &[&CoverageRow]) -> Explanation {
        const SHOWN: usize = 8;
        let shown = to_name(rows.len(), SHOWN);
        for row in rows.iter().take(shown) {
            if let Some(span) = self.coverage_level(row) {
                e = e.operand(self.place(&row.place), span.text(), self.coverage_id(row));
            }
        }
        if let Some(rest) = rows.len().checked_sub(shown).filter(|rest| *rest > 0) {
            e.more = self.t(&format!("và {rest} đơn vị khác"), &format!("and {rest} more places"));
        }
        e
    }

    fn id_all(&self, table: &str, row: &CoverageRow, part: &str) -> FigureId {
        let everyone = Place::country(row.place.vintage);
        let period = row.period.to_string();
        self.id(table, &everyone, row.period, &[&row.indicator, &period, part])
    }

    /// The gap between the highest and the lowest place.
    pub fn coverage_gap(&self, rows: &[&CoverageRow]) -> Option<Span> {
        let (top, low) = (rows.first()?, rows.last()?);
        let gap = (top.percent? - low.percent?).abs();
        let id = self.id_all("coverage", top, "gap");
        let text = self.difference(&top.indicator, gap, self.decimals(&top.indicator));
        Some(self.figure(&id, text.clone(), || {
            let title = self.t(
                &format!(
                    "Chênh lệch giữa đơn vị cao nhất và thấp nhất, {}, {}",
                    self.indicator_subject(&top.indicator),
                    self.n.period(top.period)
                ),
                &format!(
                    "Gap between the highest and the lowest place, {}, {}",
                    self.indicator_subject(&top.indicator),
                    self.n.period(top.period)
                ),
            );
            let formula =
                self.t("Giá trị cao nhất trừ giá trị thấp nhất", "The highest value minus the lowest");
            self.with_levels(Explanation::new(title, text, formula), &[top, low])
        }))
    }

    /// The distance of a place from the national line.
    pub fn coverage_distance(&self, row: &CoverageRow, line: &CoverageRow) -> Option<Span> {
        let distance = row.percent? - line.percent?;
        let id = self.coverage_id(row).part("from_all");
        let text = self.difference(&row.indicator, distance, self.decimals(&row.indicator));
        Some(self.figure(&id, text.clone(), || {
            let title = self.t(
                &format!("Khoảng cách giữa {} và {}", self.place_in(&row.place), self.place_in(&line.place)),
                &format!("Distance between {} and {}", self.place_in(&row.place), self.place_in(&line.place)),
            ) + &format!(
                ", {}, {}",
                self.indicator_subject(&row.indicator),
                self.n.period(row.period)
            );
            let formula = self.t("Hiệu của hai tỷ lệ", "The difference of the two levels");
            self.with_levels(Explanation::new(title, text, formula), &[row, line])
        }))
    }

    /// The median of places in a period.
    pub fn spread_median(&self, spread: &Spread, place: &Place) -> Span {
        let [low, q1, median, q3, high] = spread.quartiles;
        let everyone = Place::country(place.vintage);
        let period = spread.period.to_string();
        let id = self.id("coverage", &everyone, spread.period, &[&spread.indicator, &period, "median"]);
        let level = |value| self.level(&spread.indicator, value);
        self.figure(&id, level(median), || {
            let title = self.t(
                &format!(
                    "Trung vị giữa các đơn vị, {}, {}",
                    self.indicator_subject(&spread.indicator),
                    self.n.period(spread.period)
                ),
                &format!(
                    "Median of places, {}, {}",
                    self.indicator_subject(&spread.indicator),
                    self.n.period(spread.period)
                ),
            );
            let formula = self.t(
                "Giá trị đứng giữa khi xếp các đơn vị từ thấp đến cao (mỗi đơn vị tính một lần, không theo dân số)",
                "The middle value of the places from low to high (each place counts once, whatever its size)",
            );
            Explanation::new(title, level(median), formula)
                .plain(self.t("thấp nhất", "lowest"), level(low))
                .plain(self.t("tứ phân vị thứ nhất", "first quartile"), level(q1))
                .plain(self.t("tứ phân vị thứ ba", "third quartile"), level(q3))
                .plain(self.t("cao nhất", "highest"), level(high))
                .plain(self.t("số đơn vị", "places"), self.n.count(u64::from(spread.places)))
        })
    }
}
