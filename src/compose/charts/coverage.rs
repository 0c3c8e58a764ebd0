//! Charts of an indicator: its line over time, its ranking, its map, its spread.

use super::ends;
use crate::analyse::summary::CoverageRow;
use crate::compose::composer::Composer;
use crate::compose::names::capital;
use crate::compose::report::{Chart, Figure, Line, Lines, Mark, Point, Rank, Ranking, TableCell};
use crate::compose::tables::{bare, number, number_column, text_column, words};
use crate::compose::ties::tied;
use crate::compose::view::{IndicatorView, follows};
use crate::model::Place;

/// So many lines can be told apart by labels at their ends.
const MOST_LINES: usize = 5;

fn point(c: &Composer<'_>, row: &CoverageRow, before: Option<&CoverageRow>) -> Option<Point> {
    let value = row.percent?;
    // Only what the analysis compares is joined: other places behind a sum, other land or another definition are not.
    let breaks = before.is_some_and(|before| !follows(row, before));
    Some(Point {
        time: row.period.decimal(),
        value,
        text: c.level(&row.indicator, value),
        interval: None,
        breaks,
        weak: row.preliminary,
    })
}

/// What hollow dots mean, behind a subtitle; nothing where there are none.
pub(super) fn hollow(c: &Composer<'_>, any: bool) -> String {
    match any {
        true => c.t("; chấm rỗng: sơ bộ hoặc ước tính", "; hollow dots: preliminary or estimated"),
        false => String::new(),
    }
}

pub(super) fn bounds(c: &Composer<'_>, indicator: &str) -> Option<(f64, f64)> {
    c.indicator(indicator).map(|known| known.range)
}

/// Levels over time with the target; from two points of a line on.
pub fn lines(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Figure> {
    let mut shown: Vec<&CoverageRow> = view.line.into_iter().collect();
    if let Some(own) = view.own() {
        // The province comes first: the chart is about it.
        shown.insert(0, own);
    } else if view.places.len() <= MOST_LINES - shown.len() {
        shown.extend(&view.places);
    }
    let histories: Vec<Vec<&CoverageRow>> =
        shown.iter().map(|row| c.history(row)).filter(|rows| rows.len() >= 2).collect();
    if histories.is_empty() {
        return None;
    }
    let mut lines: Vec<Line> = histories
        .iter()
        .enumerate()
        .map(|(i, rows)| Line {
            label: rows.last().map(|row| c.place(&row.place)).unwrap_or_default(),
            strong: i == 0,
            points: rows
                .iter()
                .enumerate()
                .filter_map(|(j, row)| point(c, row, j.checked_sub(1).and_then(|j| rows.get(j)).copied()))
                .collect(),
        })
        .collect();
    lines.extend(region_line(c, view));
    let first = histories.first()?;
    let end = first.last()?;
    let target = view.target_of(&end.place, c.summary.as_of);
    let mark = target.map(|target| Mark {
        time: Some(target.due.decimal()),
        value: target.target,
        text: c.t(
            &format!("Mục tiêu {}: {}", c.n.period(target.due), c.goal(&view.id, target.target)),
            &format!("Target for {}: {}", c.n.period(target.due), c.goal(&view.id, target.target)),
        ),
    });
    let mut times: Vec<(f64, String)> = histories
        .iter()
        .flatten()
        .map(|row| (row.period.decimal(), c.n.short(row.period)))
        .chain(target.map(|target| (target.due.decimal(), c.n.short(target.due))))
        .collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    times.dedup_by(|a, b| a.0 == b.0);
    // A chart goes its own way: what its marks mean is said in it.
    let hollow = hollow(c, lines.iter().any(|line| line.points.iter().any(|point| point.weak)));
    let values = lines.iter().flat_map(|line| line.points.iter().map(|point| point.value));
    let axis = c.level_axis(&view.id, values.chain(mark.as_ref().map(|mark| mark.value)));

    let to = end.percent?;
    let moved = match (end.change_pp, end.change_since) {
        (Some(change), Some(since)) => {
            let by = c.difference(&view.id, change, c.decimals(&view.id));
            let (vi, en) = match change {
                _ if c.n.is_zero(change, c.decimals(&view.id)) => {
                    ("không đổi".to_owned(), "unchanged".to_owned())
                }
                _ if c.hardly(&view.id, change) => {
                    ("hầu như không đổi".to_owned(), "hardly changed".to_owned())
                }
                change if change > 0.0 => (format!("tăng {by}"), format!("up {by}")),
                _ => (format!("giảm {by}"), format!("down {by}")),
            };
            let since = c.n.period(since);
            c.t(&format!(", {vi} so với {since}"), &format!(", {en} since {since}"))
        }
        _ => String::new(),
    };
    let goal = target.map_or_else(String::new, |target| {
        let goal = c.goal(&view.id, target.target);
        c.t(
            &format!("; mục tiêu {} là {goal}", c.n.period(target.due)),
            &format!("; the target for {} is {goal}", c.n.period(target.due)),
        )
    });
    let place = c.place(&end.place);
    let headline = c.t(
        &format!("{place}: {} {}{moved}{goal}", c.level(&view.id, to), c.n.period(end.period)),
        &format!("{place}: {} {}{moved}{goal}", c.level(&view.id, to), c.n.within(end.period)),
    );
    let subtitle = c.measured(&view.id);
    // A name goes on, and its land does not: the line is broken there, and says why.
    let moved_on = histories.iter().any(|rows| {
        let last = rows.last().map(|row| row.place.vintage);
        rows.iter().any(|row| Some(row.place.vintage) != last && c.had_other_land(&row.place))
    });
    let land = match moved_on {
        true => c.t("; đến tháng 6/2025: địa giới cũ", "; until June 2025: former boundaries"),
        false => String::new(),
    };
    let id = format!("coverage-{}", view.id);
    let mut columns = vec![text_column(c.t("Kỳ", "Period"))];
    columns.extend(lines.iter().map(|line| number_column(line.label.clone(), c.unit(&view.id))));
    let rows = times
        .iter()
        .map(|(time, text)| {
            let mut cells = vec![words(text.clone())];
            cells.extend(lines.iter().map(|line| {
                let point = line.points.iter().find(|point| point.time == *time);
                point.map_or_else(
                    || words("…"),
                    |point| number(bare(c, &point.text, c.unit(&view.id)), point.value),
                )
            }));
            cells
        })
        .filter(|cells: &Vec<TableCell>| cells.iter().any(|cell| cell.value.is_some()))
        .collect();
    let alt = c.t(
        &format!("Biểu đồ đường: {subtitle}. {headline}."),
        &format!("Line chart: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: c.unit(&view.id).to_owned(),
        source: c.source(histories.iter().flatten().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Lines(Lines { lines, times, axis, target: mark, breaks: Vec::new() }),
        data: c.chart_data(&id, &subtitle, columns, rows),
        subtitle: subtitle + &land + &hollow,
        id,
    })
}

/// The region of one province's edition over the periods in which all of its provinces have the figure.
fn region_line(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Line> {
    let own = view.own()?;
    let code = c.summary.province.as_ref()?.regions.last().map(|(_, code)| code)?;
    let name = c.registers.places.as_ref()?.region(code)?.name.get(c.lang);
    let points: Vec<Point> = c
        .summary
        .region_coverage
        .iter()
        .filter(|row| {
            row.region == *code && row.indicator == view.id && row.period.kind() == own.period.kind()
        })
        .filter(|row| row.places_expected > 1 && row.places_with_figures == row.places_expected)
        .filter(|row| c.history(own).iter().any(|known| known.period == row.period))
        .map(|row| Point {
            time: row.period.decimal(),
            value: row.percent,
            text: c.level(&view.id, row.percent),
            // Other borders hold other provinces: what they add up to is not joined.
            breaks: row.vintage != own.place.vintage,
            ..Point::default()
        })
        .collect();
    (points.len() >= 2).then(|| Line {
        label: c.t(&format!("Vùng {name}"), &format!("Region: {name}")),
        strong: false,
        points,
    })
}

/// Who is first and how far from the last; places that print the same are named together.
fn ranking_headline(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<String> {
    let (top, low) = (view.places.first()?, view.places.last()?);
    let level = c.level(&view.id, top.percent?);
    let apart = top.percent? - low.percent?;
    let printed = |row: &&CoverageRow| row.percent.map(|value| c.level(&view.id, value));
    let firsts = tied(&view.places, printed);
    let noun = c.place_noun(&top.place);
    let count = c.count_of(u64::try_from(view.places.len()).ok()?, noun) + &c.of_those_with_figures(view);
    if firsts == view.places.len() {
        return Some(c.t(&format!("Cả {count} cùng ở mức {level}"), &format!("All {count} are at {level}")));
    }
    let places = |rows: &[&CoverageRow]| {
        let places: Vec<&Place> = rows.iter().map(|row| &row.place).collect();
        c.place_list(&places, 2)
    };
    let backwards: Vec<&CoverageRow> = view.places.iter().rev().copied().collect();
    let best = capital(&places(view.places.get(..firsts)?));
    let worst = places(backwards.get(..tied(&backwards, printed))?);
    let gap = c.difference(&view.id, apart, c.decimals(&view.id));
    let (vi, en) = if c.less_is_better(&view.id) {
        (("thấp nhất", "thấp hơn"), ("lowest", "below"))
    } else {
        (("cao nhất", "cao hơn"), ("highest", "above"))
    };
    let together = if firsts > 1 { "cùng " } else { "" };
    Some(c.t(
        &format!("{best} {together}{} trong {count}: {level}, {} {gap} so với {worst}", vi.0, vi.1),
        &format!("{best} {} {} of the {count}: {level}, {gap} {} {worst}", c.is(firsts), en.0, en.1),
    ))
}

/// Places ranked, with the value before and the national line; from two places on.
pub fn ranking(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Figure> {
    if view.places.len() < 2 {
        return None;
    }
    // The hollow dots show one period: the one that most places are compared with.
    let previous = view.compared_with();
    let shown: Vec<&CoverageRow> =
        ends(view.places.len()).into_iter().filter_map(|i| view.places.get(i).copied()).collect();
    let rows: Vec<Rank> = shown
        .iter()
        .filter_map(|row| {
            let value = row.percent?;
            let before = row.change_pp.filter(|_| row.change_since == previous).map(|change| value - change);
            Some(Rank {
                label: c.place(&row.place),
                value,
                text: c.level(&view.id, value),
                previous: before,
                strong: false,
                weak: row.preliminary,
            })
        })
        .collect();
    let reference = view.yardstick.and_then(|line| {
        let value = line.percent?;
        let mut text = format!("{}: {}", c.place(&line.place), c.level(&view.id, value));
        if line.preliminary {
            text += &c.t(" (sơ bộ)", " (preliminary)");
        }
        Some(Mark { time: None, value, text })
    });
    let reference_before = view.yardstick.and_then(|line| {
        let change = line.change_pp.filter(|_| previous.is_some() && line.change_since == previous)?;
        Some(line.percent? - change)
    });
    let values = rows.iter().flat_map(|row| std::iter::once(row.value).chain(row.previous));
    let axis = c.level_axis(&view.id, values.chain(reference.as_ref().map(|mark| mark.value)));
    let headline = ranking_headline(c, view)?;
    let subtitle = c.t(
        &format!("{}, {}", c.measured(&view.id), c.n.period(view.focus)),
        &format!("{}, {}", c.measured(&view.id), c.n.period(view.focus)),
    );
    let count = c.n.count(u64::try_from(view.places.len()).ok()?);
    let alt = c.t(
        &format!("Biểu đồ chấm xếp hạng {count} đơn vị: {subtitle}. {headline}."),
        &format!("Dot chart that ranks {count} places: {subtitle}. {headline}."),
    );
    let weak = rows.iter().any(|row| row.weak);
    // Where the period before stands there too, its dots are pale and hollow.
    let hollow = match rows.iter().any(|row| row.previous.is_some()) {
        true if weak => c.t(
            "; chấm rỗng đậm màu: sơ bộ hoặc ước tính",
            "; hollow dots in the strong colour: preliminary or estimated",
        ),
        _ => hollow(c, weak),
    };
    let id = format!("coverage-{}-ranking", view.id);
    let mut columns =
        vec![text_column(c.t("Đơn vị", "Place")), number_column(c.n.short(view.focus), c.unit(&view.id))];
    if let Some(previous) = previous {
        columns.push(number_column(c.n.short(previous), c.unit(&view.id)));
    }
    let data = rows
        .iter()
        .map(|row| {
            let unit = c.unit(&view.id);
            let mut cells = vec![words(row.label.clone()), number(bare(c, &row.text, unit), row.value)];
            if previous.is_some() {
                cells.push(row.previous.map_or_else(
                    || words("…"),
                    |value| number(c.n.decimal(value, c.decimals(&view.id)), value),
                ));
            }
            cells
        })
        .collect();
    Some(Figure {
        number: 0,
        headline,
        unit: c.unit(&view.id).to_owned(),
        source: c.source(view.places.iter().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Ranking(Ranking {
            rows,
            axis,
            reference,
            reference_before,
            previous_label: previous.map(|period| c.n.short(period)).unwrap_or_default(),
            current_label: c.n.short(view.focus),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle: subtitle + &hollow,
        id,
    })
}
