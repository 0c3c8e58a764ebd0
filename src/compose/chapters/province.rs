//! One province's edition: where it stands beside all places and its region, and among the others.

use super::coverage_table::{count_cell, remark};
use super::regions;
use super::told::Told;
use crate::analyse::summary::{CoverageRow, RankRow, RegionCoverage};
use crate::compose::composer::Composer;
use crate::compose::names::{ordinal, plural};
use crate::compose::report::{Block, Explanation, Span, Table, TableCell, TableRow};
use crate::compose::sentences::Phrase;
use crate::compose::tables::{figure, number_column, or_blank, rank_column, text_column, words};
use crate::compose::view::IndicatorView;
use crate::model::{Period, Place};

/// Its rank in a period.
fn rank_of<'a>(c: &Composer<'a>, row: &CoverageRow) -> Option<&'a RankRow> {
    let summary: &'a crate::analyse::Summary = c.summary;
    summary
        .ranks
        .iter()
        .find(|rank| rank.indicator == row.indicator && rank.period == row.period && rank.place == row.place)
}

/// `thứ 5` with its explanation.
fn rank_span(c: &Composer<'_>, row: &CoverageRow, rank: &RankRow, text: String) -> Span {
    let id = c.coverage_id(row).part("rank");
    c.figure(&id, text, || {
        let title = c.t(
            &format!(
                "Thứ hạng của {}, {}, {}",
                c.place_in(&row.place),
                c.indicator_subject(&row.indicator),
                c.n.period(row.period)
            ),
            &format!(
                "Rank of {}, {}, {}",
                c.place_in(&row.place),
                c.indicator_subject(&row.indicator),
                c.n.period(row.period)
            ),
        );
        let formula = c.t(
            "Xếp các đơn vị có số liệu trong kỳ từ tốt nhất; giá trị bằng nhau thì cùng thứ hạng",
            "The places with a figure in the period, best first; equal values share the better rank",
        );
        let value = format!("{}/{}", rank.rank, rank.places);
        let e = Explanation::new(title, value, formula)
            .plain(c.t("đơn vị có số liệu", "places with a figure"), c.n.count(u64::from(rank.places)));
        match c.coverage_level(row) {
            Some(level) => e.operand(c.place(&row.place), level.text(), c.coverage_id(row)),
            None => e,
        }
    })
}

fn rank_phrase(c: &Composer<'_>, row: &CoverageRow) -> Option<(Phrase, f64)> {
    let rank = rank_of(c, row)?;
    let said = rank_span(c, row, rank, ordinal(c.lang, usize::try_from(rank.rank).ok()?));
    let everyone = Place::country(row.place.vintage);
    let ranked = [&*row.indicator, &row.period.to_string(), "ranked"];
    let of = c.counted(
        c.id("coverage", &everyone, row.period, &ranked).as_str(),
        c.count_of(u64::from(rank.places), c.place_noun(&row.place)),
        c.t("Đơn vị có số liệu, ", "Places with a figure, ")
            + &format!("{}, {}", c.indicator_subject(&row.indicator), c.n.period(row.period)),
        c.t("Đếm đơn vị có giá trị trong kỳ", "Places with a value in the period, counted"),
    );
    // Where less is better, which end of the ranking is meant is said.
    let end = match (c.less_is_better(&row.indicator), rank.rank) {
        (true, 1) => c.t(" (tốt nhất)", " (best)"),
        (true, last) if last == rank.places => c.t(" (kém nhất)", " (worst)"),
        _ => String::new(),
    };
    let said = c.say(
        "{rank}{end} trong {of} có số liệu",
        "{rank}{end} of the {of} with figures",
        &[("rank", said.into()), ("end", end.into()), ("of", of.into())],
    );
    let said = match rank.previous {
        Some((period, before)) => {
            let before = ordinal(c.lang, usize::try_from(before).ok()?);
            let period = c.n.period(period);
            said.then(c.t(&format!(" ({period}: {before})"), &format!(" ({before} in {period})")))
        }
        None => said,
    };
    // The ends of a ranking weigh more than its middle.
    let end = (f64::from(rank.rank) - 0.5) / f64::from(rank.places) - 0.5;
    Some((said, end.abs() * 2.0))
}

/// Where the place of a view stands that is of one place alone: beside all places, beside its region, among the others.
pub(super) fn position(c: &Composer<'_>, view: &IndicatorView<'_>) -> Phrase {
    let Some(row) = view.own() else { return Phrase::default() };
    let mut beside: Vec<Phrase> = Vec::new();
    if let Some(line) = view.yardstick
        && let (Some(distance), Some(level)) = (c.coverage_distance(row, line), c.coverage_level(line))
    {
        let by = row.percent.unwrap_or_default() - line.percent.unwrap_or_default();
        beside.push(compared(c, view, by, c.place_in(&line.place), level, distance));
    }
    if let Some((region, name)) = region_of(c, view, row.period) {
        let by = row.percent.unwrap_or_default() - region.percent;
        let id = c.coverage_id(row).part("from_region");
        let text = c.difference(&view.id, by, c.decimals(&view.id));
        let level = regions::level(c, region, &name);
        let distance = c.figure(&id, text.clone(), || {
            let title = c.t(
                &format!("Khoảng cách giữa {} và vùng {name}", c.place_in(&row.place)),
                &format!("Distance between {} and the region {name}", c.place_in(&row.place)),
            ) + &format!(", {}, {}", c.indicator_subject(&row.indicator), c.n.period(row.period));
            let formula = c.t("Hiệu của hai tỷ lệ", "The difference of the two levels");
            let e = Explanation::new(title, text, formula);
            let e = match c.coverage_level(row) {
                Some(own) => e.operand(c.place(&row.place), own.text(), c.coverage_id(row)),
                None => e,
            };
            e.plain(name.clone(), c.level(&view.id, region.percent))
        });
        let name = c.t(&format!("vùng {name}"), &format!("its region, {}", c.region_in(&region.region)));
        beside.push(compared(c, view, by, name, level, distance));
    }
    let place = c.place_in(&row.place);
    let mut said = match beside.is_empty() {
        true => Phrase::default(),
        false => c.say(
            "{place} {beside}",
            "{place} was {beside}",
            &[
                ("place", place.clone().into()),
                ("beside", Phrase::joined(beside, ", ", c.lang.pick(" và ", " and "))),
            ],
        ),
    };
    if let Some((rank, _)) = rank_phrase(c, row) {
        said = match said.is_empty() {
            true => c.say(
                "{place} đứng {rank}",
                "{place} ranked {rank}",
                &[("place", place.into()), ("rank", rank)],
            ),
            false => said.then(c.say("; đứng {rank}", "; it ranked {rank}", &[("rank", rank)])),
        };
    }
    said
}

/// `cao hơn 3,10 điểm % so với cả nước (85,20 %)`.
fn compared(
    c: &Composer<'_>,
    view: &IndicatorView<'_>,
    by: f64,
    name: String,
    level: Span,
    distance: Span,
) -> Phrase {
    let slots = [("name", name.into()), ("level", level.into()), ("distance", distance.into())];
    let (vi, en) = match by {
        by if c.n.is_zero(by, c.decimals(&view.id)) || c.hardly(&view.id, by) => {
            ("ngang mức của {name} ({level})", "level with {name} ({level})")
        }
        by if by > 0.0 => ("cao hơn {distance} so với {name} ({level})", "{distance} above {name} ({level})"),
        _ => ("thấp hơn {distance} so với {name} ({level})", "{distance} below {name} ({level})"),
    };
    c.say(vi, en, &slots)
}

/// The province's region in a period, where every province of it has the figure.
pub(super) fn region_of<'a>(
    c: &Composer<'a>,
    view: &IndicatorView<'_>,
    period: Period,
) -> Option<(&'a RegionCoverage, String)> {
    let summary: &'a crate::analyse::Summary = c.summary;
    summary.province.as_ref()?;
    let row = summary.region_coverage.iter().find(|row| {
        row.indicator == view.id
            && row.period == period
            && row.places_expected > 1
            && row.places_with_figures == row.places_expected
    })?;
    let name = c.registers.places.as_ref()?.region(&row.region)?.name.get(c.lang).to_owned();
    Some((row, name))
}

/// The rank as a finding of the director's page.
pub(super) fn finding(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Told> {
    let row = view.own()?;
    let (rank, end) = rank_phrase(c, row)?;
    let level = c.coverage_level(row)?;
    Some(Told {
        weight: 46.0 + end * 16.0,
        kind: "rank",
        about: view.id.to_string(),
        subject: format!("rank/{}", view.id),
        words: c.say(
            "về {subject} {period}, {place} đứng {rank}, ở mức {level}",
            "{within}, {place} ranked {rank} in {subject}, at {level}",
            &[
                ("level", level.into()),
                ("subject", c.indicator_subject(&view.id).into()),
                ("period", c.n.period(row.period).into()),
                ("within", c.n.within(row.period).into()),
                ("place", c.place_full(&row.place).into()),
                ("rank", rank),
            ],
        ),
    })
}

/// `thứ 5/34`, behind a key figure's change.
pub(super) fn rank_short(c: &Composer<'_>, row: &CoverageRow) -> String {
    c.summary.province.as_ref().and_then(|_| rank_of(c, row)).map_or_else(String::new, |rank| {
        c.t(
            &format!("thứ {}/{}", rank.rank, rank.places),
            &format!(
                "{} of {} {}",
                ordinal(c.lang, rank.rank as usize),
                rank.places,
                plural(
                    c.lang,
                    u64::from(rank.places),
                    "",
                    c.place_noun(&row.place).1,
                    c.place_noun(&row.place).2
                )
            ),
        )
    })
}

/// The province over time beside all places and its region; from two periods on.
pub(super) fn table(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Block> {
    let row = view.own()?;
    let mut rows = c.history(row);
    rows.reverse();
    if rows.len() < 2 {
        return None;
    }
    let unit = c.unit(&view.id);
    let known = c.indicator(&view.id);
    let label = |text: Option<&crate::model::Text>, vi: &str, en: &str| {
        let text = text.map(|text| text.get(c.lang)).filter(|text| !text.is_empty());
        text.map_or_else(|| c.t(vi, en), crate::compose::names::capital)
    };
    let line_name = view.line.map_or_else(String::new, |line| c.place(&line.place));
    let region_name = region_of(c, view, row.period).map(|(_, name)| name).unwrap_or_default();
    let columns = vec![
        text_column(c.t("Kỳ", "Period")),
        number_column(label(known.map(|known| &known.covered), "Số đạt", "Covered"), "").aside(),
        number_column(label(known.map(|known| &known.total), "Tổng số", "Total"), "").aside(),
        number_column(c.place(&row.place), unit),
        number_column(c.t("Thay đổi", "Change"), c.difference_unit(&view.id)),
        text_column(c.t("So với", "Compared with")).aside(),
        rank_column(c.t("Thứ hạng", "Rank")),
        number_column(line_name, unit),
        number_column(c.t(&format!("Vùng {region_name}"), &format!("Region: {region_name}")), unit),
        text_column(c.t("Lưu ý", "Remarks")),
    ];
    let body = rows
        .iter()
        .map(|row| TableRow { cells: cells(c, view, row), strong: false, ..TableRow::default() })
        .collect();
    let name = c.t(
        &format!("{}, {}", c.indicator_name(&view.id), c.place_in(&row.place)),
        &format!("{}, {}", c.indicator_name(&view.id), c.place_in(&row.place)),
    );
    let table = Table {
        id: format!("coverage-{}-table", view.id),
        number: 0,
        title: name,
        columns,
        rows: body,
        notes: Vec::new(),
        source: c.source(rows.iter().map(|row| (row.source.as_ref(), &row.origins))),
    };
    Some(c.table(c.tidy(table)))
}

fn cells(c: &Composer<'_>, view: &IndicatorView<'_>, row: &CoverageRow) -> Vec<TableCell> {
    let bare = |row: &CoverageRow| {
        let span = c.coverage_level(row).map(|span| match span {
            Span::Figure { id, .. } => {
                Span::Figure { id, text: c.n.decimal(row.percent.unwrap_or_default(), c.decimals(&view.id)) }
            }
            other => other,
        });
        figure(span, row.percent)
    };
    let line = c
        .rows_of(&view.id)
        .filter(|other| other.place.is_country() && other.period == row.period && other.percent.is_some())
        .find(|other| view.line.is_none_or(|line| line.place.name == other.place.name));
    let region = region_of(c, view, row.period);
    let rank = rank_of(c, row);
    vec![
        words(c.n.short(row.period)),
        count_cell(c, row, "covered", row.covered),
        count_cell(c, row, "total", row.total),
        bare(row),
        or_blank(c.coverage_change_signed(row), row.change_pp),
        words(row.change_since.map(|since| c.n.short(since)).unwrap_or_default()),
        figure(
            rank.map(|rank| rank_span(c, row, rank, format!("{}/{}", rank.rank, rank.places))),
            rank.map(|rank| f64::from(rank.rank)),
        ),
        line.map_or_else(|| figure(None, None), bare),
        figure(
            region.as_ref().map(|(region, name)| match regions::level(c, region, name) {
                Span::Figure { id, .. } => {
                    Span::Figure { id, text: c.n.decimal(region.percent, c.decimals(&view.id)) }
                }
                other => other,
            }),
            region.as_ref().map(|(region, _)| region.percent),
        ),
        words(remark(c, row)),
    ]
}
