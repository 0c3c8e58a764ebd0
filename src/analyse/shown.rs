//! What of the tables a report shows: on the borders of the run, and up to the year that it is about. What it leaves
//! out is told with its files, periods and number of rows.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::borders::{Borders, MERGER};
use crate::clean::audit::{Unshown, Why};
use crate::clean::tables::{Origin, Origins};
use crate::clean::{Audit, Check, Tables};
use crate::ingest::ExportKind;
use crate::model::numbers::{EN, Numbers, VI};
use crate::model::{Lang, Period, PeriodKind, Place, Rule, Text};

/// A report is asked for about a year of which it can show no figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text().en)]
pub struct YearWithout {
    /// The year asked for.
    pub year: i16,
    /// The years of which there are figures to show.
    pub years: Vec<i16>,
    /// The exports hold figures of the year, which the borders of the run have no place for.
    pub off_borders: bool,
}

impl YearWithout {
    /// The error for people, in both languages.
    pub fn text(&self) -> Text {
        let year = self.year;
        let (mut vi, mut en) = match self.off_borders {
            true => (
                format!(
                    "năm báo cáo {year} (`year` trong nhipso.toml hoặc --year): theo địa giới 63 tỉnh, thành phố, số liệu chỉ có đến hết tháng 6/2025, nên năm này không có số liệu nào để trình bày"
                ),
                format!(
                    "the year {year} (`year` in nhipso.toml or --year): on the borders of the 63 provinces figures end in June 2025, so that there is none of this year to show"
                ),
            ),
            false => (
                format!(
                    "năm báo cáo {year} (`year` trong nhipso.toml hoặc --year): các tệp không có số liệu nào của năm này"
                ),
                format!(
                    "the year {year} (`year` in nhipso.toml or --year): the exports hold no figure of this year"
                ),
            ),
        };
        if let Some(last) = self.years.last() {
            let years = runs(&self.years);
            vi += &format!(
                "; có số liệu của năm {years}; hãy ghi một trong các năm đó, chẳng hạn --year {last}"
            );
            en += &format!("; there are figures of {years}; name one of these years, such as --year {last}");
        }
        if self.off_borders {
            vi += ", hoặc chọn địa giới khác (--boundaries as-reported hoặc 34)";
            en += ", or choose other borders (--boundaries as-reported or 34)";
        }
        Text::new(vi, en)
    }
}

/// `2019–2022, 2024`.
fn runs(years: &[i16]) -> String {
    let runs = years.chunk_by(|a, b| a + 1 == *b).map(|run| match run {
        [one] => one.to_string(),
        [first, second] => format!("{first}, {second}"),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

/// The tables without what a report on these borders and about this year does not show; that is told in `audit`.
///
/// # Errors
/// Where nothing of the year that was asked for is left.
pub(super) fn shown<'t>(
    tables: &'t Tables,
    borders: &Borders,
    year: Option<i16>,
    audit: &mut Audit,
) -> Result<Cow<'t, Tables>, YearWithout> {
    let why = |place: &Place, period: Period| -> Option<Why> {
        if let Some(year) = year.filter(|year| period.calendar_year() > *year) {
            return Some(Why::Later(year));
        }
        borders.unit_of(place, period).is_none().then(|| match period.end() >= MERGER {
            true => Why::Ended,
            false => Why::NoSuchUnit,
        })
    };
    let mut left_out = LeftOut::default();
    for figure in &tables.questions {
        left_out.ask(why(&figure.place, figure.period), ExportKind::Sessions, figure.period, &figure.origins);
    }
    for figure in &tables.coverage {
        left_out.ask(why(&figure.place, figure.period), ExportKind::Coverage, figure.period, &figure.origins);
    }
    for figure in &tables.teams {
        left_out.ask(why(&figure.place, figure.period), ExportKind::Teams, figure.period, &figure.origins);
    }
    for promise in &tables.commitments {
        let origins = Origins::one(promise.origin);
        let made = promise.session.fold(PeriodKind::Year);
        left_out.ask(why(&promise.place, promise.session), ExportKind::Commitments, made, &origins);
    }
    let shown = match left_out.0.is_empty() {
        true => Cow::Borrowed(tables),
        false => {
            audit.unshown = left_out.finish();
            audit.checks.extend(audit.unshown.iter().map(|part| check(audit, part)).collect::<Vec<_>>());
            let mut shown = tables.clone();
            shown.questions.retain(|figure| why(&figure.place, figure.period).is_none());
            shown.coverage.retain(|figure| why(&figure.place, figure.period).is_none());
            shown.teams.retain(|figure| why(&figure.place, figure.period).is_none());
            shown.commitments.retain(|promise| why(&promise.place, promise.session).is_none());
            shown.laggards.retain(|lag| year.is_none_or(|year| lag.period.calendar_year() <= year));
            shown.latest = latest(&shown);
            Cow::Owned(shown)
        }
    };
    match year {
        Some(year) => of_year(tables, &shown, borders, year).map(|()| shown),
        None => Ok(shown),
    }
}

/// The latest day that the figures reach.
fn latest(tables: &Tables) -> Option<Period> {
    let reached = periods(tables).max_by_key(|period| period.end());
    // What was known of the day itself holds as long as figures reach it.
    tables.latest.filter(|latest| reached.is_some_and(|reached| latest.end() <= reached.end())).or(reached)
}

fn periods(tables: &Tables) -> impl Iterator<Item = Period> {
    let asked = tables.questions.iter().map(|figure| figure.period);
    let covered = tables.coverage.iter().map(|figure| figure.period);
    asked.chain(covered).chain(tables.teams.iter().map(|figure| figure.period))
}

/// Refuses a year of which nothing can be shown.
fn of_year(tables: &Tables, shown: &Tables, borders: &Borders, year: i16) -> Result<(), YearWithout> {
    let sessions = |tables: &Tables| -> Vec<Period> {
        // Where there are commitments alone, the report is about the years in which they were made.
        let made: Vec<Period> = tables.commitments.iter().map(|promise| promise.session).collect();
        if periods(tables).next().is_none() { made } else { periods(tables).collect() }
    };
    let years =
        |periods: Vec<Period>| -> BTreeSet<i16> { periods.into_iter().map(Period::calendar_year).collect() };
    let all = years(sessions(tables));
    if all.is_empty() || years(sessions(shown)).contains(&year) {
        return Ok(());
    }
    // Those that any year would show.
    let on_borders = |place: &Place, period: Period| borders.unit_of(place, period).map(|_| period);
    let asked = tables.questions.iter().filter_map(|figure| on_borders(&figure.place, figure.period));
    let covered = tables.coverage.iter().filter_map(|figure| on_borders(&figure.place, figure.period));
    let teams = tables.teams.iter().filter_map(|figure| on_borders(&figure.place, figure.period));
    let mut there: Vec<Period> = asked.chain(covered).chain(teams).collect();
    if periods(tables).next().is_none() {
        there = tables.commitments.iter().filter_map(|one| on_borders(&one.place, one.session)).collect();
    }
    Err(YearWithout { year, years: years(there).into_iter().collect(), off_borders: all.contains(&year) })
}

/// What is left out, by why and of what.
#[derive(Default)]
struct LeftOut(BTreeMap<(Why, ExportKind), Part>);

/// What is left out for one reason.
#[derive(Default)]
struct Part {
    /// The lines that are known.
    lines: BTreeSet<Origin>,
    /// Lines that are only counted, by the first of those that they come with: figures of a row that gives several
    /// begin with the same line.
    counted: BTreeMap<Origin, u64>,
    /// The periods, by their ends.
    periods: BTreeSet<(jiff::civil::Date, Period)>,
}

impl LeftOut {
    fn ask(&mut self, why: Option<Why>, kind: ExportKind, period: Period, origins: &Origins) {
        let Some(why) = why else { return };
        let part = self.0.entry((why, kind)).or_default();
        part.periods.insert((period.end(), period));
        part.lines.extend(&origins.first);
        let more = origins.count.saturating_sub(origins.first.len() as u64);
        if let Some(first) = origins.first.first().filter(|_| more > 0) {
            let counted = part.counted.entry(*first).or_default();
            *counted = more.max(*counted);
        }
    }

    fn finish(self) -> Vec<Unshown> {
        let part = |((why, kind), part): ((Why, ExportKind), Part)| Unshown {
            why,
            kind,
            files: part.lines.iter().map(|line| line.file).collect::<BTreeSet<_>>().into_iter().collect(),
            rows: part.lines.len() as u64 + part.counted.values().sum::<u64>(),
            periods: part.periods.into_iter().map(|(_, period)| period).collect(),
            first: part.lines.into_iter().take(Origins::KEPT).collect(),
        };
        self.0.into_iter().map(part).collect()
    }
}

/// The doubt that rows are not shown.
fn check(audit: &Audit, part: &Unshown) -> Check {
    let rows = |n: Numbers| n.count(part.rows);
    let (where_vi, where_en) = (part.told(audit, Lang::Vi), part.told(audit, Lang::En));
    let reason = part.why.text();
    let (noun, are) = if part.rows == 1 { ("row", "is") } else { ("rows", "are") };
    Check {
        rule: Rule::RowsNotShown,
        origins: part.first.to_vec(),
        place: None,
        period: None,
        figure: None,
        problem: Text::new(
            format!("{} dòng ({where_vi}) không được trình bày: {}", rows(VI), reason.vi),
            format!("{} {noun} ({where_en}) {are} not shown: {}", rows(EN), reason.en),
        ),
    }
}
