//! Tables of targets: where each one stands, and what the columns mean.

use super::target_words::{by_urgency, target_state, verdict};
use crate::analyse::summary::TargetRow;
use crate::clean::tables::Origins;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Span, Table, TableRow};
use crate::compose::tables::{
    NO_DATA, figure, number_column, or_blank, text_column, value_column, with_state, without_unit, words,
};
use crate::model::table::TARGETS;

/// Where columns stand in a table of targets: the place, and those that are explained.
const PLACE: usize = 2;
const VALUE: usize = 5;
const GAP: usize = 6;
const NEEDED: usize = 7;
const SEEN: usize = 8;
const REACHED: usize = 9;

/// Where targets and the levels that they are judged by come from.
pub(super) fn source_of(c: &Composer<'_>, rows: &[&TargetRow]) -> String {
    // The targets' own lines first, then those of the levels.
    let lines: Vec<Origins> = rows
        .iter()
        .map(|row| {
            let mut lines = Origins::default();
            lines.push(row.origin);
            row.latest_origins.first.iter().for_each(|origin| lines.push(*origin));
            lines
        })
        .collect();
    c.source(rows.iter().zip(&lines).map(|(row, lines)| (row.source.as_ref(), lines)))
}

/// Columns that a note has explained: it stands below the first table that has them.
#[derive(Default)]
pub(super) struct Explained {
    needed: bool,
    seen: bool,
    signs: bool,
    reached: bool,
    /// The tables that have such a note.
    tables: Vec<usize>,
}

/// All targets of one place as a table of its page, the most urgent first. What its signs mean is said below it, as a page is
/// read by itself; how paces are measured stands in the chapter.
pub(super) fn table_of_place(c: &Composer<'_>, rows: &mut [&TargetRow], id: String) -> Table {
    rows.sort_by(|a, b| by_urgency(a, b));
    let mut explained =
        Explained { needed: true, seen: true, signs: false, reached: true, tables: Vec::new() };
    let mut table = target_rows(c, rows, rows.len(), None, &mut explained);
    // The page names its place, and its sentences the year in which each is reached.
    for column in [REACHED, PLACE] {
        table.columns.remove(column);
        table.rows.iter_mut().for_each(|row| drop(row.cells.remove(column)));
    }
    table.id = id;
    c.tidy(table)
}

/// The targets in `rows`, of `all` that there are. `part`: these are of one indicator and due period, the so manieth of
/// several such tables.
pub(super) fn target_table(
    c: &Composer<'_>,
    rows: &[&TargetRow],
    all: usize,
    part: Option<usize>,
    explained: &mut Explained,
) -> Block {
    c.table(c.tidy(target_rows(c, rows, all, part, explained)))
}

fn target_rows(
    c: &Composer<'_>,
    rows: &[&TargetRow],
    all: usize,
    part: Option<usize>,
    explained: &mut Explained,
) -> Table {
    // One unit for all rows stands in the heads; several stand in the cells.
    let unit = rows.first().map(|row| c.unit(&row.indicator)).unwrap_or_default();
    let one_unit = rows.iter().all(|row| c.unit(&row.indicator) == unit);
    let (unit, difference) = match one_unit {
        true => {
            (unit.to_owned(), rows.first().map(|row| c.difference_unit(&row.indicator)).unwrap_or_default())
        }
        false => (String::new(), String::new()),
    };
    let a_year = match difference.as_str() {
        "" => c.t("mỗi năm", "a year"),
        unit => c.t(&format!("{unit}/năm"), &format!("{unit} a year")),
    };
    let mut columns = vec![
        text_column(c.t("Chỉ tiêu", "Indicator")),
        text_column(c.t("Thời hạn", "Due")).aside(),
        text_column(c.t("Đơn vị", "Place")),
        number_column(c.t("Mục tiêu", "Target"), unit.clone()),
        text_column(c.t("Kỳ gần nhất", "Latest period")).aside(),
        number_column(c.t("Giá trị", "Value"), unit.clone()),
        number_column(c.t("Khoảng cách", "Gap"), difference.clone()).aside(),
        number_column(c.t("Tốc độ cần có", "Pace needed"), a_year.clone()).aside(),
        number_column(c.t("Tốc độ thực tế", "Actual pace"), a_year).aside(),
        text_column(c.t("Năm đạt (khoảng)", "Reached (range)")).aside(),
        text_column(c.t("Kết luận", "Verdict")),
    ];
    let mut body: Vec<TableRow> = rows
        .iter()
        .map(|row| {
            let shown = |span: Option<Span>, unit: &str| span.map(|span| without_unit(c, span, unit));
            let signed = |span: Option<Span>, value: Option<f64>| match (shown(span, &difference), value) {
                (Some(Span::Figure { id, text }), Some(value)) if value < 0.0 && !prints_zero(&text) => {
                    Some(Span::Figure { id, text: format!("{}{text}", crate::compose::numbers::MINUS) })
                }
                (span, _) => span,
            };
            TableRow {
                cells: vec![
                    words(c.indicator_name(&row.indicator)),
                    words(c.n.short(row.due)),
                    words(c.place(&row.place)),
                    figure(shown(Some(c.target_goal(row)), &unit), Some(row.target)),
                    words(row.latest_period.map(|period| c.n.short(period)).unwrap_or_default()),
                    figure(shown(c.target_latest(row), &unit), row.latest_value),
                    figure(signed(c.target_gap(row), row.gap), row.gap),
                    or_blank(signed(c.target_pace_needed(row), row.pace_needed), row.pace_needed),
                    figure(signed(c.target_pace_seen(row), row.pace_seen), row.pace_seen),
                    or_blank(c.target_reached_cell(row), row.reached_year),
                    with_state(words(verdict(c, row.verdict)), target_state(row.verdict)),
                ],
                strong: row.place.is_country(),
                ..TableRow::default()
            }
        })
        .collect();
    let source = source_of(c, rows);
    let order =
        c.t("xếp theo khoảng cách tới mục tiêu, xa nhất trước", "by the gap to the target, the widest first");
    let holds = |column: usize| {
        let mut cells = body.iter().filter_map(|row| row.cells.get(column));
        cells.any(|cell| !cell.text.is_empty() && cell.text != NO_DATA)
    };
    let mut table = Table {
        id: "targets-table".to_owned(),
        title: c.t("Tiến độ thực hiện mục tiêu", "Progress towards targets"),
        notes: Vec::from_iter(c.shown_of(rows.len(), all, ("mục tiêu", "targets"), &order, &TARGETS)),
        source,
        ..Table::default()
    };
    let open = body.iter().filter_map(|row| row.cells.get(REACHED));
    let open = open.into_iter().any(|cell| cell.text.contains(c.lang.pick("từ ", "from ")));
    if let Some(before) = explained_in(c, &explained.tables) {
        table.notes.push(before);
    }
    let columns_told = column_notes(c, explained, [GAP, NEEDED, SEEN, REACHED].map(holds), open);
    if !columns_told.is_empty() {
        explained.tables.push(c.next_table());
    }
    table.notes.extend(columns_told);
    if let (Some(n), Some(first)) = (part, rows.first()) {
        // What is the same in all rows stands in the title.
        let (name, due) = (c.indicator_name(&first.indicator), c.n.period(first.due));
        table.title = c.t(
            &format!("{}: {name}, thời hạn {due}", table.title),
            &format!("{}: {name}, due {due}", table.title),
        );
        if let Some(value) = columns.get_mut(VALUE) {
            let mut latest = rows.iter().map(|row| row.latest_period);
            let one = latest.next().flatten().filter(|first| latest.all(|other| other == Some(*first)));
            let measured = one.map_or_else(|| name.clone(), |one| format!("{name}, {}", c.n.period(one)));
            *value = value_column(c, &unit, &measured);
        }
        columns.drain(..2);
        body.iter_mut().for_each(|row| drop(row.cells.drain(..2)));
        if n > 0 {
            table.id = format!("targets-table-{}", n + 1);
        }
    }
    (table.columns, table.rows) = (columns, body);
    table
}

/// What the columns of a table mean that it has, and that no table before it has explained: gap, pace needed, actual
/// pace, year.
fn column_notes(c: &Composer<'_>, explained: &mut Explained, has: [bool; 4], open: bool) -> Vec<String> {
    let [gap, needed, seen, reached] = has;
    let first = |has: bool, done: &mut bool| has && !std::mem::replace(done, *done || has);
    let mut paces = Vec::new();
    if first(needed, &mut explained.needed) {
        paces.push(c.t(
            "Tốc độ cần có: khoảng cách chia cho số năm còn lại.",
            "Pace needed: the gap divided by the years left.",
        ));
    }
    if first(seen, &mut explained.seen) {
        paces.push(c.t(
            "Tốc độ thực tế: độ dốc Theil–Sen khi có từ 3 kỳ trở lên, nếu ít hơn thì là lần thay đổi gần nhất tính bình quân năm.",
            "Actual pace: Theil–Sen slope for 3 periods or more, otherwise the last change divided by its years.",
        ));
    }
    if first(gap || needed || seen, &mut explained.signs) {
        paces.push(c.t(
            "Số dương là còn thiếu, hoặc đang tiến về phía mục tiêu; số âm là đã vượt, hoặc đang lùi, kể cả với chỉ tiêu càng thấp càng tốt.",
            "Positive: still to go (gap) or moving towards the target (pace); negative: target passed or moving away; this holds also where lower is better.",
        ));
    }
    let mut notes = Vec::new();
    if !paces.is_empty() {
        notes.push(paces.join(" "));
    }
    if first(reached, &mut explained.reached) {
        let from = match open {
            true => c.t(
                " “từ 2026”: sớm nhất là năm 2026, có thể không đạt;",
                " “from 2026”: in 2026 at the earliest, perhaps never;",
            ),
            false => String::new(),
        };
        notes.push(c.t(
            &format!("Năm đạt: nếu giữ tốc độ thực tế; trong ngoặc là theo tốc độ nhanh nhất và chậm nhất: hai đầu khoảng tin cậy 95\u{a0}% của độ dốc khi có từ 5 kỳ, tốc độ giữa hai kỳ bất kỳ khi có 3 hoặc 4 kỳ;{from} không có ngoặc: cả khoảng nằm trong năm đó, hoặc mới có 2 kỳ; để trống: xu hướng chưa rõ, hoặc năm ấy đã qua. Đây là kéo dài xu hướng, không phải dự báo."),
            &format!("Reached: at the actual pace; in brackets at the fastest and the slowest one: the ends of the slope's 95% interval from 5 periods on, the pace between any two periods with 3 or 4;{from} without brackets: the whole range lies in that year, or there are only 2 periods; blank: no clear trend, or the year is over. This extends the trend and is not a forecast."),
        ));
    }
    notes
}

/// Where the columns are explained that a table before has explained.
fn explained_in(c: &Composer<'_>, tables: &[usize]) -> Option<String> {
    let numbers: Vec<String> = tables.iter().map(|number| number.to_string()).collect();
    let vietnamese: Vec<String> = numbers.iter().map(|number| format!("Bảng\u{a0}{number}")).collect();
    match numbers.as_slice() {
        [] => None,
        [only] => Some(c.t(
            &format!("Ý nghĩa các cột: xem ghi chú của Bảng\u{a0}{only}."),
            &format!("For the columns, see the notes to Table\u{a0}{only}."),
        )),
        _ => Some(c.t(
            &format!("Ý nghĩa các cột: xem ghi chú của {}.", vietnamese.join(" và ")),
            &format!("For the columns, see the notes to Tables\u{a0}{}.", numbers.join(" and ")),
        )),
    }
}

fn prints_zero(text: &str) -> bool {
    !text.chars().any(|digit| ('1'..='9').contains(&digit))
}
