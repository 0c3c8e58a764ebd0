//! The tables of the chapter on coverage.

use super::coverage_moves::contribution;
use crate::analyse::summary::{Basis, CoverageRow};
use crate::compose::composer::Composer;
use crate::compose::names::capital;
use crate::compose::report::{Block, Span, Table, TableRow};
use crate::compose::tables::{
    figure, number_column, or_blank, rank_column, text_column, value_column, words,
};
use crate::compose::view::IndicatorView;
use crate::model::FigureId;

/// Places in the period in focus, or the periods of the only place; a single row is told by its sentence.
pub(super) fn table(c: &Composer<'_>, view: &IndicatorView<'_>) -> Option<Block> {
    let others = c.of_other_periods(view);
    let several = view.places.len() + usize::from(view.line.is_some()) + others.len() > 1;
    let mut rows: Vec<&CoverageRow> = Vec::new();
    if several {
        rows.extend(view.line);
        rows.extend(&view.places);
        rows.extend(&others);
    } else if let Some(only) = view.headline() {
        rows = c.history(only);
        rows.reverse();
    }
    if rows.len() < 2 {
        return None;
    }
    let unit = c.unit(&view.id);
    let (covered, total) = counts_named(c, &view.id);
    // Where all changes are since one period, the head says which.
    let mut since: Vec<_> =
        rows.iter().filter_map(|row| row.change_since.filter(|_| row.change_pp.is_some())).collect();
    since.sort_unstable();
    since.dedup();
    let since = <[crate::model::Period; 1]>::try_from(since).ok().map(|[since]| c.n.short(since));
    let change = match &since {
        Some(since) => c.t(&format!("Thay đổi so với {since}"), &format!("Change since {since}")),
        None => c.t("Thay đổi", "Change"),
    };
    // Rows of other periods say which.
    let measured = match several && others.is_empty() {
        true => format!("{}, {}", c.indicator_name(&view.id), c.n.period(view.focus)),
        false => c.indicator_name(&view.id),
    };
    let columns = vec![
        text_column(c.t("Đơn vị", "Place")),
        text_column(c.t("Kỳ", "Period")),
        rank_column(c.t("Thứ hạng", "Rank")),
        number_column(covered, "").aside(),
        number_column(total, "").aside(),
        value_column(c, unit, &measured),
        number_column(change, c.difference_unit(&view.id)),
        text_column(c.t("So với", "Compared with")).aside(),
        number_column(c.t("Đóng góp", "Contribution"), c.difference_unit(&view.id)).aside(),
        text_column(c.t("Lưu ý", "Remarks")),
    ];
    let parts = match c.only_wavers(view) {
        true => Vec::new(),
        false => super::coverage_moves::of_focus(c, view),
    };
    // One name for two lands, the later of which stands above.
    let named_again = |row: &CoverageRow| {
        let first = rows.first().filter(|_| !several);
        first.is_some_and(|first| first.place.vintage != row.place.vintage) && c.had_other_land(&row.place)
    };
    let mut rank = 0;
    let mut ranked: Option<f64> = None;
    let mut position = 0;
    let body = rows
        .iter()
        .map(|row| {
            let mut place = words("");
            if several && !row.place.is_country() && row.period == view.focus {
                position += 1;
                if ranked != row.percent {
                    (rank, ranked) = (position, row.percent);
                }
                place = crate::compose::tables::number(rank.to_string(), f64::from(rank));
            }
            let part = parts.iter().find(|part| part.place == row.place && part.period == row.period);
            let level = c.coverage_level(row).map(|span| match span {
                Span::Figure { id, .. } => {
                    let value = row.percent.unwrap_or_default();
                    Span::Figure { id, text: c.n.decimal(value, c.decimals(&view.id)) }
                }
                other => other,
            });
            TableRow {
                cells: vec![
                    words(match named_again(row) {
                        true => c.until_merger(&c.place(&row.place)),
                        false => c.place(&row.place),
                    }),
                    words(c.n.short(row.period)),
                    place,
                    count_cell(c, row, "covered", row.covered),
                    count_cell(c, row, "total", row.total),
                    figure(level, row.percent),
                    or_blank(c.coverage_change_signed(row), row.change_pp),
                    words(match (&since, row.change_since) {
                        (None, Some(own)) => c.n.short(own),
                        _ => String::new(),
                    }),
                    or_blank(
                        part.map(|part| contribution(c, part, false)),
                        part.map(|part| part.level_pp + part.weight_pp),
                    ),
                    words(remark(c, row)),
                ],
                strong: row.place.is_country(),
                ..TableRow::default()
            }
        })
        .collect();
    let title = if several {
        format!("{}, {}", c.indicator_name(&view.id), c.n.period(view.focus))
    } else {
        let short = |row: Option<&&CoverageRow>| row.map(|row| c.n.short(row.period)).unwrap_or_default();
        let (first, last) = (short(rows.last()), short(rows.first()));
        format!("{}, {first}–{last}", c.indicator_name(&view.id))
    };
    let source = c.source(rows.iter().map(|row| (row.source.as_ref(), &row.origins)));
    let table = Table {
        id: format!("coverage-{}-table", view.id),
        number: 0,
        title,
        columns,
        rows: body,
        notes: match others.is_empty() {
            true => Vec::new(),
            false => vec![c.t(
                "Đơn vị không có thứ hạng chỉ có số liệu của kỳ khác.",
                "Places without a rank have figures of another period only.",
            )],
        },
        source,
    };
    Some(c.table(c.tidy(table)))
}

/// What the two counts of an indicator count, as heads of columns: by its own names where the register has them. What is
/// counted is nothing reached where less is better.
pub(super) fn counts_named(c: &Composer<'_>, indicator: &str) -> (String, String) {
    let known = c.indicator(indicator);
    let label = |text: Option<&crate::model::Text>, unnamed: String| {
        let text = text.map(|text| text.get(c.lang)).filter(|text| !text.is_empty());
        text.map_or(unnamed, capital)
    };
    let counted = match c.less_is_better(indicator) {
        true => c.t("Số đếm", "Count"),
        false => c.t("Số đạt", "Covered"),
    };
    (
        label(known.map(|known| &known.covered), counted),
        label(known.map(|known| &known.total), c.t("Tổng số", "Total")),
    )
}

pub(super) fn count_cell(
    c: &Composer<'_>,
    row: &CoverageRow,
    part: &str,
    count: Option<u64>,
) -> crate::compose::report::TableCell {
    figure(count_span(c, row, part, count), count.map(|count| count as f64))
}

pub(super) fn count_span(
    c: &Composer<'_>,
    row: &CoverageRow,
    part: &str,
    count: Option<u64>,
) -> Option<Span> {
    count.map(|count| {
        let id: FigureId = c.coverage_id(row).part(part);
        let text = c.n.count(count);
        c.figure(&id, text.clone(), || {
            let (covered, total) = counts_named(c, &row.indicator);
            let title = format!(
                "{} ({}), {}, {}",
                if part == "covered" { covered } else { total },
                c.indicator_name(&row.indicator),
                c.place_in(&row.place),
                c.n.period(row.period)
            );
            let formula = match row.places_with_figures {
                Some(places) if places > 1 => c.t("Cộng số của các đơn vị", "Added up over the places"),
                _ if row.origins.count > 1 => c.added_up(&row.place, row.period),
                _ => c.t("Số do đơn vị báo cáo, giữ nguyên", "As the office reported it"),
            };
            crate::compose::report::Explanation::new(title, text, formula).resting_on(c, &row.origins)
        })
    })
}

pub(super) fn remark(c: &Composer<'_>, row: &CoverageRow) -> String {
    let mut remarks = Vec::new();
    if row.preliminary {
        remarks.push(c.t("sơ bộ hoặc ước tính", "preliminary or estimated"));
    }
    if let Some((have, all)) =
        row.places_with_figures.zip(row.places_expected).filter(|(have, all)| have < all)
    {
        remarks.push(c.t(&format!("{have}/{all} đơn vị"), &format!("{have} of {all} places")));
    }
    if incomplete_units(c, row) {
        remarks
            .push(c.t("gồm cả phần của đơn vị mới chưa đủ số liệu", "with parts of incomplete merged units"));
    }
    if !c.doubts(&c.coverage_id(row)).is_empty() {
        remarks.push(c.doubtful());
    }
    remarks.extend(row.remark.as_ref().map(|remark| c.own_words(remark)));
    remarks.join("; ")
}

/// Whether a sum holds counts of merged units that have no figure of their own, as a part of them is missing.
pub(super) fn incomplete_units(c: &Composer<'_>, row: &CoverageRow) -> bool {
    row.place.is_country()
        && row.basis == Basis::Computed
        && c.summary.not_combined.iter().any(|unit| {
            unit.measure == *row.indicator
                && unit.period == row.period
                && unit.place.vintage == row.place.vintage
                && !unit.no_base
                && !unit.parts_reported.is_empty()
        })
}
