//! Charts of teams: by level, by place, over time.

use super::ends;
use crate::analyse::summary::{TeamRow, TeamTrend};
use crate::clean::tables::TeamLevel;
use crate::compose::cite::Measure;
use crate::compose::composer::Composer;
use crate::compose::names::{capital, plural};
use crate::compose::report::{Chart, Figure, Line, Lines, Point, Rank, Ranking, Stacked, StackedRow};
use crate::compose::tables::{number, number_column, text_column, words};
use crate::model::{Lang, Place};

/// Teams by level, a bar a place; where a place tells its levels apart.
pub fn by_level(c: &Composer<'_>, rows: &[&TeamRow]) -> Option<Figure> {
    let part = |place: &TeamRow, level| {
        rows.iter().find(|row| row.place == place.place && row.period == place.period && row.level == level)
    };
    // A place without a total is drawn by its levels alone: they are not added up here.
    let whole =
        |place: &TeamRow| rows.iter().any(|row| row.place == place.place && row.level == TeamLevel::All);
    let split: Vec<&TeamRow> = rows
        .iter()
        .filter(|row| match row.level {
            TeamLevel::All => true,
            TeamLevel::Commune => !whole(row),
            TeamLevel::Village => false,
        })
        // A sum over one place repeats that place under a name that promises more.
        .filter(|row| !row.place.is_country() || row.places_with_figures.is_none_or(|places| places > 1))
        .filter(|row| part(row, TeamLevel::Commune).is_some() && part(row, TeamLevel::Village).is_some())
        .copied()
        .collect();
    let levels = [TeamLevel::Commune, TeamLevel::Village];
    // Beside their sum single places would be too short to read: it has the headline, they have the bars.
    let places: Vec<&TeamRow> = split.iter().filter(|row| !row.place.is_country()).copied().collect();
    let drawn = if places.len() > 1 { &places } else { &split };
    let bars: Vec<StackedRow> = ends(drawn.len())
        .into_iter()
        .filter_map(|i| drawn.get(i).copied())
        .map(|row| StackedRow {
            label: c.place(&row.place),
            parts: levels
                .iter()
                .map(|level| {
                    let teams = part(row, *level)?.teams?;
                    Some((teams as f64, c.n.count(teams)))
                })
                .collect(),
            total: row
                .teams
                .filter(|_| row.level == TeamLevel::All)
                .map(|teams| c.n.count(teams))
                .unwrap_or_default(),
        })
        .collect();
    let first = split.first()?;
    let village = part(first, TeamLevel::Village)?.teams?;
    let all = first.teams.filter(|all| *all > 0)?;
    let (place, village, all) = (c.place(&first.place), c.n.count(village), c.n.count(all));
    let headline = match first.level {
        TeamLevel::All => c.t(
            &format!("{place}: {village} trong {all} tổ ở thôn, bản"),
            &format!(
                "{place}: {village} of {all} {} at village level",
                plural(Lang::En, first.teams.unwrap_or_default(), "", "team", "teams")
            ),
        ),
        _ => c.t(
            &format!("{place}: {village} tổ ở thôn, bản và {all} tổ cấp xã"),
            &format!("{place}: village teams {village}, commune teams {all}"),
        ),
    };
    let subtitle = c.t(
        &format!("Tổ công nghệ số cộng đồng theo cấp, {}", c.n.period(first.period)),
        &format!("Community digital teams by level, {}", c.n.period(first.period)),
    );
    let parts: Vec<String> = levels.iter().map(|level| capital(&c.team_level(*level))).collect();
    let totals = bars.iter().map(|bar| bar.parts.iter().flatten().map(|part| part.0).sum::<f64>());
    let axis = c.axis(totals, true, None);
    let unit = c.t("tổ", "teams");
    let id = "teams-by-level".to_owned();
    let mut columns = vec![text_column(c.t("Đơn vị", "Place"))];
    columns.extend(parts.iter().map(|part| number_column(part.clone(), unit.clone())));
    let data = bars
        .iter()
        .map(|bar| {
            let mut cells = vec![words(bar.label.clone())];
            cells.extend(bar.parts.iter().map(|part| match part {
                Some((value, text)) => number(text.clone(), *value),
                None => words("…"),
            }));
            cells
        })
        .collect();
    let alt = c.t(
        &format!("Biểu đồ cột chồng: {subtitle}. {headline}."),
        &format!("Stacked bars: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit,
        source: c.source(
            rows.iter()
                .filter(|row| {
                    split.iter().any(|drawn| drawn.place == row.place && drawn.period == row.period)
                })
                .map(|row| (row.source.as_ref(), &row.origins)),
        ),
        alt,
        chart: Chart::Stacked(Stacked { parts, rows: bars, axis }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// Places ranked by their teams; from two places on.
pub fn ranking(c: &Composer<'_>, rows: &[&TeamRow]) -> Option<Figure> {
    let mut places: Vec<(&TeamRow, u64)> = rows
        .iter()
        .filter(|row| row.level == TeamLevel::All && !row.place.is_country())
        .filter_map(|row| Some((*row, row.teams?)))
        .collect();
    if places.len() < 2 {
        return None;
    }
    places.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| c.names.compare(&a.0.place.name, &b.0.place.name)));
    let ((top, most), (_, least)) = (places.first()?, places.last()?);
    let mixed = places.iter().any(|(row, _)| row.period != top.period);
    let when = if mixed {
        c.t("kỳ gần nhất của từng đơn vị", "the latest period of each place")
    } else {
        c.n.period(top.period)
    };
    // The hollow dots show one period: the one before that most places tell.
    let earlier = |row: &TeamRow| {
        let same = |other: &&TeamRow| {
            other.place == row.place && other.level == row.level && other.period.kind() == row.period.kind()
        };
        let rows = c.summary.teams.iter().filter(same).filter(|other| other.period < row.period);
        rows.filter(|other| other.teams.is_some()).max_by_key(|other| other.period)
    };
    let mut since: Vec<_> = places.iter().filter_map(|(row, _)| Some(earlier(row)?.period)).collect();
    since.sort_unstable();
    let since = since.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).and_then(|same| same.first());
    let since = since.copied().filter(|_| !mixed);
    let ranks: Vec<Rank> = ends(places.len())
        .into_iter()
        .filter_map(|i| places.get(i))
        .map(|(row, teams)| Rank {
            label: if mixed {
                format!("{} ({})", c.place(&row.place), c.n.short(row.period))
            } else {
                c.place(&row.place)
            },
            value: *teams as f64,
            text: c.n.count(*teams),
            previous: earlier(row)
                .filter(|before| Some(before.period) == since)
                .and_then(|before| before.teams)
                .map(|teams| teams as f64),
            strong: false,
            weak: false,
        })
        .collect();
    // Places with as many teams are named together.
    let with = |count: u64| {
        let same: Vec<&Place> =
            places.iter().filter(|(_, teams)| *teams == count).map(|(row, _)| &row.place).collect();
        c.place_list(&same, 2)
    };
    let headline = if most == least {
        c.t(
            &format!("Các đơn vị cùng có {} tổ", c.n.count(*most)),
            &format!("All places have {}", c.count_of(*most, ("tổ", "team", "teams"))),
        )
    } else {
        let (top, low) = (capital(&with(*most)), with(*least));
        let count = |count: u64| {
            let noun = plural(c.lang, count, "tổ", "team", "teams");
            format!("{}\u{a0}{noun}", c.n.count(count))
        };
        let two = c.t(
            &format!("{top} có {}, {low} có {}", count(*most), count(*least)),
            &format!("{top} has {}, {low} has {}", count(*most), count(*least)),
        );
        // Of two places none is the first or the last.
        if places.len() == 2 {
            two
        } else {
            c.t(
                &format!(
                    "Nhiều tổ nhất: {top} ({}); ít nhất: {low} ({})",
                    c.n.count(*most),
                    c.n.count(*least)
                ),
                &format!("Most teams: {top} ({}); fewest: {low} ({})", c.n.count(*most), c.n.count(*least)),
            )
        }
    };
    let subtitle =
        c.t(&format!("Số tổ công nghệ số cộng đồng, {when}"), &format!("Community digital teams, {when}"));
    let values = ranks.iter().flat_map(|rank| std::iter::once(rank.value).chain(rank.previous));
    let axis = c.axis(values, true, None);
    let unit = c.t("tổ", "teams");
    let id = "teams-ranking".to_owned();
    // Where all tell of one period, its number heads the column, as that of the period before heads its own.
    let head = if mixed { c.t("Số tổ", "Teams") } else { c.n.short(top.period) };
    let of = |head: String| match mixed {
        true => number_column(head, ""),
        false => number_column(head, unit.clone()),
    };
    let mut columns = vec![text_column(c.t("Đơn vị", "Place")), of(head)];
    columns.extend(since.map(|since| of(c.n.short(since))));
    let data = ranks
        .iter()
        .map(|rank| {
            let mut cells = vec![words(rank.label.clone()), number(rank.text.clone(), rank.value)];
            if since.is_some() {
                cells.push(
                    rank.previous.map_or_else(|| words("…"), |teams| number(c.n.count(teams as u64), teams)),
                );
            }
            cells
        })
        .collect();
    let alt = c.t(
        &format!("Biểu đồ chấm xếp hạng: {subtitle}. {headline}."),
        &format!("Dot chart that ranks places: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit,
        source: c.source(places.iter().map(|(row, _)| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Ranking(Ranking {
            rows: ranks,
            axis,
            reference: None,
            reference_before: None,
            previous_label: since.map(|since| c.n.short(since)).unwrap_or_default(),
            current_label: if mixed {
                c.t("kỳ gần nhất", "latest period")
            } else {
                c.n.short(top.period)
            },
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

/// Whether two rows of a place tell of the same land and, for sums, of the same places.
pub fn comparable(c: &Composer<'_>, row: &TeamRow, before: &TeamRow, measure: Measure) -> bool {
    if !row.place.is_country() && row.place == before.place {
        return true;
    }
    let has = |trend: &TeamTrend, row: &TeamRow| {
        measure.value(row).is_some_and(|value| trend.trend.points.contains(&(row.period, value)))
    };
    let same_sum = row.place.name == before.place.name;
    // The analysis joins in one series only what compares.
    c.summary
        .team_trends
        .iter()
        .filter(|trend| trend.level == row.level && trend.metric == measure.column())
        .filter(|trend| trend.place.level == row.place.level && trend.place.name == row.place.name)
        .any(|trend| same_sum && has(trend, row) && has(trend, before))
}

/// Teams over time; from two periods that differ.
pub fn over_time(c: &Composer<'_>, history: &[&TeamRow]) -> Option<Figure> {
    let (first, last) = (history.first()?, history.last()?);
    let (from, to) = (first.teams?, last.teams?);
    if history.len() < 2 || history.iter().all(|row| row.teams == first.teams) {
        return None;
    }
    let points: Vec<Point> = history
        .iter()
        .enumerate()
        .filter_map(|(i, row)| {
            let teams = row.teams?;
            let before = i.checked_sub(1).and_then(|i| history.get(i));
            Some(Point {
                time: row.period.decimal(),
                value: teams as f64,
                text: c.n.count(teams),
                breaks: before.is_some_and(|before| !comparable(c, row, before, Measure::Teams)),
                ..Point::default()
            })
        })
        .collect();
    let times = history.iter().map(|row| (row.period.decimal(), c.n.short(row.period))).collect();
    let axis = c.axis(points.iter().map(|point| point.value), true, None);
    let headline = if comparable(c, last, first, Measure::Teams) {
        c.t(
            &format!(
                "{}: từ {} tổ ({}) {} {} tổ ({})",
                c.place(&last.place),
                c.n.count(from),
                c.n.period(first.period),
                if to > from { "lên" } else { "xuống" },
                c.n.count(to),
                c.n.period(last.period)
            ),
            &format!(
                "{}: from {} {} to {} {}",
                c.place(&last.place),
                c.count_of(from, ("tổ", "team", "teams")),
                c.n.within(first.period),
                c.n.count(to),
                c.n.within(last.period)
            ),
        )
    } else {
        c.t(
            &format!("{}: {} tổ {}", c.place(&last.place), c.n.count(to), c.n.period(last.period)),
            &format!(
                "{}: {} {}",
                c.place(&last.place),
                c.count_of(to, ("tổ", "team", "teams")),
                c.n.within(last.period)
            ),
        )
    };
    let subtitle = c.t("Số tổ công nghệ số cộng đồng", "Community digital teams");
    let unit = c.t("tổ", "teams");
    let id = "teams-over-time".to_owned();
    let columns = vec![text_column(c.t("Kỳ", "Period")), number_column(c.place(&last.place), unit.clone())];
    let data = history
        .iter()
        .filter_map(|row| {
            Some(vec![
                number(c.n.short(row.period), row.period.decimal()),
                number(c.n.count(row.teams?), row.teams? as f64),
            ])
        })
        .collect();
    let alt = c.t(
        &format!("Biểu đồ đường: {subtitle}. {headline}."),
        &format!("Line chart: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit,
        source: c.source(history.iter().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Lines(Lines {
            lines: vec![Line { label: c.place(&last.place), strong: true, points }],
            times,
            axis,
            target: None,
            breaks: Vec::new(),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}
