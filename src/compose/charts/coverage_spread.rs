//! Charts of an indicator across places: its map and its spread over time.

use std::collections::BTreeSet;

use crate::analyse::summary::{Convergence, CoverageRow, Spread, TrendVerdict};
use crate::compose::chapters::{SpreadWidth, drawing_together, spread_width};
use crate::compose::composer::Composer;
use crate::compose::names::held;
use crate::compose::report::{Chart, Figure, SpreadBands, TileValue, Tiles};
use crate::compose::tables::{bare, number, number_column, text_column, value_column, words};
use crate::compose::view::IndicatorView;
use crate::model::{Level, Place};

/// A map of fewer places shows holes and no pattern.
const FEWEST_TILES: usize = 5;

/// The name of a place on its tile, where a title may have a line of its own.
fn on_tile(c: &Composer<'_>, name: &str) -> String {
    match c.names.titled(name, c.lang) {
        plain if plain == name => plain,
        titled => held(&titled.replace('\u{a0}', " "), [name]),
    }
}

/// A tile-grid map, archipelagos included; where enough provinces have a figure.
pub fn tiles(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Figure> {
    let register = c.registers.places.as_ref()?;
    let vintage = view.places.first()?.place.vintage;
    let provinces: Vec<&CoverageRow> = view
        .places
        .iter()
        .filter(|row| row.place.level == Level::Province && row.place.vintage == vintage)
        .copied()
        .collect();
    let first = *provinces.first()?;
    if provinces.len() < FEWEST_TILES {
        return None;
    }
    // A tile is coloured by what stands on it: rounded up to a bound, a value belongs below it.
    let shown = |value| c.n.shown(value, c.decimals(&view.id));
    let tiles: Vec<TileValue> = register
        .tiles
        .iter()
        .filter(|tile| tile.vintage == vintage)
        .map(|tile| {
            let row = provinces.iter().find(|row| row.place.code == tile.code && !tile.archipelago);
            let value = row.and_then(|row| row.percent).map(shown);
            let text = value.map(|value| c.level(&view.id, value)).unwrap_or_default();
            TileValue {
                row: tile.row,
                col: tile.col,
                label: on_tile(c, &tile.name),
                value,
                short: bare(c, &text, c.unit(&view.id)),
                text,
                archipelago: tile.archipelago,
            }
        })
        .collect();
    if tiles.is_empty() {
        return None;
    }
    let classes = c.classes(tiles.iter().filter_map(|tile| tile.value), c.unit(&view.id));
    let all = tiles.iter().filter(|tile| !tile.archipelago).count();
    let count = provinces.len();
    let headline = match view.yardstick.and_then(|line| Some((line, line.percent?))) {
        Some((line, level)) => {
            let less = c.less_is_better(&view.id);
            let better = |value: f64| c.clearly_better(&view.id, value, level);
            let found = provinces.iter().filter(|row| row.percent.is_some_and(better)).count();
            let (vi, en) = if less { ("thấp hơn", "below") } else { ("cao hơn", "above") };
            let noun = c.place_noun(&first.place);
            let level = c.overall_level(&line.place, &c.level(&view.id, level));
            let stand = if found == 1 { "stands" } else { "stand" };
            c.t(
                &format!("{found} trong {count} {} có số liệu {vi} {level}", noun.0),
                &format!("{found} of {count} {} with figures {stand} {en} {level}", noun.2),
            )
        }
        None => c.t(
            &format!("{count} trong {all} tỉnh, thành phố có số liệu {}", c.n.period(view.focus)),
            &format!("{count} of {all} provinces have a figure {}", c.n.within(view.focus)),
        ),
    };
    let subtitle = format!("{}, {}", c.measured(&view.id), c.n.period(view.focus));
    let alt = c.t(
        &format!("Bản đồ ô vuông các tỉnh, thành phố, có Hoàng Sa và Trường Sa: {subtitle}. {headline}."),
        &format!("Tile-grid map of the provinces, with Hoàng Sa and Trường Sa: {subtitle}. {headline}."),
    );
    let id = format!("coverage-{}-map", view.id);
    let columns = vec![text_column(c.t("Đơn vị", "Place")), value_column(c, c.unit(&view.id), &subtitle)];
    let known = register.tiles.iter().filter(|tile| tile.vintage == vintage && !tile.archipelago);
    let mut data: Vec<(String, Vec<_>)> = known
        .filter_map(|tile| {
            let row = provinces.iter().find(|row| row.place.code == tile.code)?;
            let text = bare(c, &c.level(&view.id, row.percent?), c.unit(&view.id));
            let name = c.place(&row.place);
            Some((name.clone(), vec![words(name), number(text, row.percent?)]))
        })
        .collect();
    // As they are looked for, not as they lie on the map.
    data.sort_by(|a, b| c.names.compare(&a.0, &b.0));
    let data = data.into_iter().map(|(_, row)| row).collect();
    Some(Figure {
        number: 0,
        headline,
        unit: c.unit(&view.id).to_owned(),
        source: c.source(provinces.iter().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Tiles(Tiles { tiles, classes, missing: c.t("không có số liệu", "no figure") }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}

fn places_behind<'a>(c: &Composer<'a>, spread: &Spread) -> BTreeSet<&'a Place> {
    c.rows_of(&spread.indicator)
        .filter(|row| row.period == spread.period && row.basis == spread.basis && row.percent.is_some())
        .map(|row| &row.place)
        .filter(|place| !place.is_country())
        .collect()
}

/// Whether nine of ten places are in both; a place on other borders is another place.
fn nearly_same(a: &BTreeSet<&Place>, b: &BTreeSet<&Place>) -> bool {
    a.intersection(b).count() * 10 >= a.union(b).count() * 9
}

/// Points by which a share is still close to the median.
const CLOSE_TO_MEDIAN: f64 = 0.25;

/// Where one place stood beside the median in the first and the last period: `Sơn La thấp hơn trung vị 5,27 điểm % năm
/// 2025 (năm 2019: thấp hơn 4,10 điểm %)`.
fn among(c: &Composer<'_>, own: &CoverageRow, rows: &[&Spread], values: &[Option<f64>]) -> Option<String> {
    let known =
        || rows.iter().zip(values).filter_map(|(row, value)| Some((row, (*value)? - row.quartiles[2])));
    let (first, last) = (known().next()?, known().next_back()?);
    let decimals = c.decimals(&own.indicator);
    let stood = |by: f64| match by {
        by if c.n.is_zero(by, decimals) => c.t("ngang trung vị", "level with the median"),
        by if by.abs() < CLOSE_TO_MEDIAN && c.unit(&own.indicator) == "%" => {
            c.t("sát trung vị", "close to the median")
        }
        by => {
            let (vi, en) = if by > 0.0 { ("cao hơn", "above") } else { ("thấp hơn", "below") };
            let by = c.difference(&own.indicator, by.abs(), decimals);
            c.t(&format!("{vi} trung vị {by}"), &format!("{by} {en} the median"))
        }
    };
    let (place, now, then) = (c.place(&own.place), stood(last.1), stood(first.1));
    let (to, from) = (last.0.period, first.0.period);
    if to == from {
        return Some(
            c.t(&format!("{place} {now} {}", c.n.period(to)), &format!("{place}: {now} {}", c.n.within(to))),
        );
    }
    if now == then {
        let (since, until) = (c.n.period(from), c.n.period(to));
        return Some(c.t(
            &format!("{place} {now} cả {since} và {until}"),
            &format!("{place}: {now} both {} and {}", c.n.within(from), c.n.within(to)),
        ));
    }
    // On one side of the median both times, the second distance needs no words of its own.
    let far = |by: f64| {
        !c.n.is_zero(by, decimals) && (by.abs() >= CLOSE_TO_MEDIAN || c.unit(&own.indicator) != "%")
    };
    if far(last.1) && far(first.1) && (last.1 > 0.0) == (first.1 > 0.0) {
        let short = c.n.decimal(first.1.abs(), decimals);
        let then = c.difference(&own.indicator, first.1.abs(), decimals);
        return Some(c.t(
            &format!("{place} {now} {}, {} là {then}", c.n.period(to), c.n.period(from)),
            &format!("{place}: {now} {}, {short} {}", c.n.within(to), c.n.within(from)),
        ));
    }
    Some(c.t(
        &format!("{place} {now} {}; {}: {then}", c.n.period(to), c.n.period(from)),
        &format!("{place}: {now} {}; {}: {then}", c.n.within(to), c.n.period(from)),
    ))
}

/// How far the middle half of the places lies apart at both ends, and what the test says of it: what the text beside
/// the chart says.
fn middle_half(c: &Composer<'_>, view: &IndicatorView<'_>, first: &Spread, last: &Spread) -> String {
    let width = |row: &Spread| row.quartiles[3] - row.quartiles[1];
    let text = |row: &Spread| c.difference(&view.id, width(row), 1);
    let (from, to) = (text(first), text(last));
    let (since, period) = (c.n.period(first.period), c.n.period(last.period));
    let (then, now) = (c.n.within(first.period), c.n.within(last.period));
    // The test is of the places that have a figure in every period: it speaks for the chart where those are in it.
    let same = |row: &&Convergence| {
        let at = |spread: &Spread| {
            let found = row.quartiles.iter().find(|(period, _)| *period == spread.period);
            found.is_some_and(|(_, known)| {
                known.iter().zip(spread.quartiles).all(|(a, b)| (a - b).abs() < 1e-9)
            })
        };
        at(first) && at(last)
    };
    let verdict = drawing_together(c, view).filter(same).map(|row| row.trend.verdict);
    let by = spread_width(c, width(first), width(last));
    let slightly = match by {
        SpreadWidth::Slightly => c.t(" nhẹ", " slightly"),
        _ => String::new(),
    };
    match verdict {
        Some(TrendVerdict::Falling | TrendVerdict::Rising) if by == SpreadWidth::Same && from != to => c.t(
            &format!(
                "Khoảng chứa một nửa số đơn vị ở giữa hầu như giữ nguyên: {from} {since}, {to} {period}"
            ),
            &format!("The range of the middle half hardly changed: {from} {then}, {to} {now}"),
        ),
        Some(TrendVerdict::Falling) if from != to => c.t(
            &format!(
                "Khoảng chứa một nửa số đơn vị ở giữa thu hẹp{slightly} từ {from} {since} xuống {to} {period}"
            ),
            &format!("The range of the middle half narrowed{slightly} from {from} {then} to {to} {now}"),
        ),
        Some(TrendVerdict::Rising) if from != to => c.t(
            &format!(
                "Khoảng chứa một nửa số đơn vị ở giữa nới rộng{slightly} từ {from} {since} lên {to} {period}"
            ),
            &format!("The range of the middle half widened{slightly} from {from} {then} to {to} {now}"),
        ),
        verdict => {
            let unclear = match verdict {
                Some(TrendVerdict::NoClearTrend) => {
                    c.t(", chưa có xu hướng rõ rệt", ", without a clear trend")
                }
                _ => String::new(),
            };
            match from == to {
                true => c.t(
                    &format!(
                        "Khoảng chứa một nửa số đơn vị ở giữa rộng {to} cả {since} và {period}{unclear}"
                    ),
                    &format!("The range of the middle half was {to} both {then} and {now}{unclear}"),
                ),
                false => c.t(
                    &format!(
                        "Khoảng chứa một nửa số đơn vị ở giữa rộng {from} {since} và {to} {period}{unclear}"
                    ),
                    &format!("The range of the middle half was {from} {then} and {to} {now}{unclear}"),
                ),
            }
        }
    }
}

/// The spread between places over time; from two periods with four places on.
pub fn spread(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Figure> {
    let rows: Vec<_> = view.spread.iter().filter(|row| row.places >= 4).collect();
    // Other places or other borders have another spread: only periods of nearly the same places are compared.
    let last = rows.last()?;
    let behind = places_behind(c, last);
    let rows: Vec<_> = rows.iter().filter(|row| nearly_same(&places_behind(c, row), &behind)).collect();
    let (first, last) = (rows.first()?, rows.last()?);
    if rows.len() < 2 {
        return None;
    }
    let decimals = c.decimals(&view.id);
    // In one province's edition it stands among the others.
    let periods: Vec<&Spread> = rows.iter().map(|row| ***row).collect();
    let own = view.own().map(|row| {
        let history = c.history(row);
        let at = |period| history.iter().find(|row| row.period == period).and_then(|row| row.percent);
        (row, rows.iter().map(|spread| at(spread.period)).collect::<Vec<Option<f64>>>())
    });
    let headline = if let Some(said) = own.as_ref().and_then(|(row, values)| among(c, row, &periods, values))
    {
        said
    } else {
        middle_half(c, view, first, last)
    };
    let subtitle = c.t(
        &format!("{}: thấp nhất, tứ phân vị, trung vị và cao nhất giữa các đơn vị", c.measured(&view.id)),
        &format!("{}: lowest, quartiles, median and highest of the places", c.measured(&view.id)),
    );
    let subtitle = match &own {
        Some((row, _)) => format!("{subtitle}; {}", c.place_in(&row.place)),
        None => subtitle,
    };
    let axis = c.level_axis(&view.id, rows.iter().flat_map(|row| row.quartiles));
    let bands = rows.iter().map(|row| (row.period.decimal(), c.n.short(row.period), row.quartiles)).collect();
    let id = format!("coverage-{}-spread", view.id);
    let unit = c.unit(&view.id);
    let mut columns = vec![
        text_column(c.t("Kỳ", "Period")),
        number_column(c.t("Số đơn vị", "Places"), "").aside(),
        number_column(c.t("Thấp nhất", "Lowest"), unit),
        number_column(c.t("Tứ phân vị 1", "First quartile"), unit),
        number_column(c.t("Trung vị", "Median"), unit),
        number_column(c.t("Tứ phân vị 3", "Third quartile"), unit),
        number_column(c.t("Cao nhất", "Highest"), unit),
    ];
    columns.extend(own.as_ref().map(|(row, _)| number_column(c.place(&row.place), unit)));
    let data = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let mut cells = vec![
                number(c.n.short(row.period), row.period.decimal()),
                number(c.n.count(u64::from(row.places)), f64::from(row.places)),
            ];
            cells.extend(row.quartiles.iter().map(|value| number(c.n.decimal(*value, decimals), *value)));
            cells.extend(own.as_ref().map(|(_, values)| match values.get(at).copied().flatten() {
                Some(value) => number(c.n.decimal(value, decimals), value),
                None => words("…"),
            }));
            cells
        })
        .collect();
    let alt = c.t(
        &format!("Biểu đồ dải phân tán theo thời gian: {subtitle}. {headline}."),
        &format!("Bands of spread over time: {subtitle}. {headline}."),
    );
    Some(Figure {
        number: 0,
        headline,
        unit: unit.to_owned(),
        source: c.source(view.places.iter().map(|row| (row.source.as_ref(), &row.origins))),
        alt,
        chart: Chart::Spread(SpreadBands {
            bands,
            axis,
            labels: [c.t("cao nhất", "highest"), c.t("trung vị", "median"), c.t("thấp nhất", "lowest")],
            middle: c.t("một nửa số đơn vị ở giữa", "middle half of the places"),
            own: own.map(|(row, values)| {
                let level = c.level(&view.id, row.percent.unwrap_or_default());
                (format!("{} {level}", c.place(&row.place)), values)
            }),
        }),
        data: c.chart_data(&id, &subtitle, columns, data),
        subtitle,
        id,
    })
}
