//! The chapter on targets and commitments.

use super::commitments::commitments;
use super::target_groups::{groups, together};
use super::target_words::{COUNTED, by_urgency, standing, target_state, verdict};
use crate::analyse::summary::{TargetRow, TargetVerdict};
use crate::clean::tables::Origins;
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Span, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{
    NO_DATA, figure, number, number_column, or_blank, text_column, with_state, without_unit, words,
};
use crate::ingest::ExportKind;

/// Targets told in sentences; the table holds all of them.
const MOST_TOLD: usize = 8;
/// Targets listed one by one; of more of them the most urgent of each indicator, and a table that counts them all.
const MOST_LISTED: usize = 20;

/// Where columns stand in a table of targets: the place, and those that are explained.
const PLACE: usize = 2;
const GAP: usize = 6;
const NEEDED: usize = 7;
const SEEN: usize = 8;
const REACHED: usize = 9;

/// The chapter.
pub(super) fn chapter(c: &Composer<'_>) -> Chapter {
    let mut blocks = Vec::new();
    blocks.push(heading(c, "targets-section", "Mục tiêu", "Targets"));
    targets(c, &mut blocks);
    blocks.push(heading(c, "commitments-section", "Cam kết sau đối thoại", "Commitments made in sessions"));
    commitments(c, &mut blocks);
    Chapter {
        id: "targets".to_owned(), title: c.t("Mục tiêu và cam kết", "Targets and commitments"), blocks
    }
}

fn heading(c: &Composer<'_>, id: &str, vi: &str, en: &str) -> Block {
    Block::Heading { level: 2, id: id.to_owned(), text: c.t(vi, en) }
}

/// How many targets have one of these verdicts.
pub(super) fn targets_count(c: &Composer<'_>, verdicts: &[TargetVerdict]) -> (u64, Span) {
    let rows: Vec<&TargetRow> = c
        .summary
        .targets
        .iter()
        .filter(|row| verdicts.is_empty() || verdicts.contains(&row.verdict))
        .collect();
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let name = match verdicts {
        [] => "total".to_owned(),
        some => some.iter().map(|verdict| verdict.as_str()).collect::<Vec<_>>().join("+"),
    };
    let words: Vec<String> = verdicts.iter().map(|one| verdict(c, *one)).collect();
    let span = c.counted_lines(
        &format!("targets/all/{name}"),
        c.n.count(count),
        c.t("Mục tiêu", "Targets") + if words.is_empty() { "" } else { ": " } + &words.join(", "),
        c.t("Đếm mục tiêu theo kết luận", "Targets counted by verdict"),
        rows.iter().map(|row| row.origin),
    );
    (count, span)
}

/// The verdict in words, where all targets share it.
fn rows_judged(c: &Composer<'_>) -> Option<String> {
    let mut verdicts = c.summary.targets.iter().map(|row| row.verdict);
    let first = verdicts.next()?;
    verdicts.all(|other| other == first).then(|| verdict(c, first))
}

fn targets(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let (all, all_span) = targets_count(c, &[]);
    if all == 0 {
        let none = c.counted(
            "targets/all/none",
            c.t("không có mục tiêu nào", "no target"),
            c.t("Mục tiêu", "Targets"),
            c.t("Đếm mục tiêu trong các tệp", "Targets of the exports, counted"),
        );
        let said = super::quality::none_usable(c, ExportKind::Targets).unwrap_or_else(|| {
            c.say("các tệp nhận được {none}", "the exports hold {none}", &[("none", none.into())])
        });
        blocks.push(Block::Paragraph(paragraph([said])));
        return;
    }
    let mut parts: Vec<Phrase> = Vec::new();
    let mut before = None;
    for (verdict, vi, one, many) in COUNTED {
        let (count, span) = targets_count(c, &[verdict]);
        if count > 0 {
            // Behind what was met the verb is said: `31 were met and 221 missed`.
            let short =
                before.replace(verdict) == Some(TargetVerdict::Met) && verdict == TargetVerdict::Missed;
            let (one, many) = if short { ("{n} missed", "{n} missed") } else { (one, many) };
            parts.push(c.say(vi, if count == 1 { one } else { many }, &[("n", span.into())]));
        }
    }
    let judged = rows_judged(c);
    let parts = Phrase::joined(parts, ", ", c.lang.pick(" và ", " and "));
    let said = c.say(
        if all == 1 {
            "có {all} mục tiêu được theo dõi: {parts}"
        } else if judged.is_some() {
            "cả {all} mục tiêu được theo dõi đều {judged}"
        } else {
            "trong {all} mục tiêu được theo dõi, {parts}"
        },
        match (all, &judged) {
            (1, _) => "{all} target is followed: {parts}",
            (_, Some(_)) => "all {all} targets: {judged}",
            _ => "of {all} targets, {parts}",
        },
        &[("all", all_span.into()), ("parts", parts), ("judged", judged.unwrap_or_default().into())],
    );
    let reason = match c.summary.targets.iter().any(|row| row.verdict == TargetVerdict::OtherBorders) {
        true => c.say(
            "mục tiêu được đặt cho một đơn vị thì chỉ xét trên địa giới của đơn vị đó, nên mục tiêu của đơn vị có địa giới khác không được cộng hay chuyển sang đơn vị khác",
            "a target is judged on the borders of the place that it was set for, so that targets of places with other borders are neither added up nor passed on to another place",
            &[],
        ),
        false => Phrase::default(),
    };
    blocks.push(Block::Paragraph(paragraph([said, reason])));
    let mut rows: Vec<&TargetRow> = c.summary.targets.iter().collect();
    rows.sort_by(|a, b| by_urgency(a, b));
    let told = groups(&rows)
        .into_iter()
        .map(|group| match group.as_slice() {
            [only] => standing(c, only, true),
            several => together(c, several),
        })
        .map(|phrase| phrase.sentence().0)
        .take(MOST_TOLD)
        .collect();
    blocks.push(Block::List(told));
    let listed = most_urgent(&rows);
    if rows.len() <= MOST_LISTED {
        blocks.push(target_table(c, &listed, rows.len(), None, &mut Explained::default()));
        return;
    }
    // Many targets: an account of all, then the most urgent ones, a table an indicator.
    blocks.push(by_indicator(c, &rows));
    let mut explained = Explained::default();
    for (n, group) in by_due(&listed).into_iter().enumerate() {
        let group: Vec<&TargetRow> = group.into_iter().copied().collect();
        let Some(first) = group.first() else { continue };
        let all =
            rows.iter().filter(|row| (&row.indicator, row.due) == (&first.indicator, first.due)).count();
        blocks.push(target_table(c, &group, all, Some(n), &mut explained));
    }
}

/// Targets of one indicator and due period, in the order of `rows`.
fn by_due<'r, 'a>(rows: &'r [&'a TargetRow]) -> Vec<Vec<&'r &'a TargetRow>> {
    let mut groups: Vec<Vec<&&TargetRow>> = Vec::new();
    for row in rows {
        let same = |group: &&mut Vec<&&TargetRow>| {
            group.first().is_some_and(|first| (&first.indicator, first.due) == (&row.indicator, row.due))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// All of few targets; of many those of each indicator that are farthest from being met.
fn most_urgent<'a>(rows: &[&'a TargetRow]) -> Vec<&'a TargetRow> {
    if rows.len() <= MOST_LISTED {
        return rows.to_vec();
    }
    let groups = by_due(rows);
    let each = (MOST_LISTED / groups.len().max(1)).max(1);
    groups
        .into_iter()
        .flat_map(|mut group| {
            // The text names those that are farthest from their targets: these stand first.
            let gap = |row: &TargetRow| row.gap.filter(|_| row.verdict != TargetVerdict::Met);
            group.sort_by(|a, b| {
                let (a, b) = (gap(a), gap(b));
                b.is_some().cmp(&a.is_some()).then(b.unwrap_or_default().total_cmp(&a.unwrap_or_default()))
            });
            group.into_iter().take(each).copied()
        })
        .take(MOST_LISTED)
        .collect()
}

/// How the targets of each indicator stand.
fn by_indicator(c: &Composer<'_>, rows: &[&TargetRow]) -> Block {
    let verdicts: Vec<TargetVerdict> = COUNTED
        .iter()
        .map(|counted| counted.0)
        .filter(|verdict| rows.iter().any(|row| row.verdict == *verdict))
        .collect();
    let mut columns = vec![
        text_column(c.t("Chỉ tiêu", "Indicator")),
        text_column(c.t("Thời hạn", "Due")),
        text_column(c.t("Mục tiêu", "Target")).aside(),
        number_column(c.t("Số mục tiêu", "Targets"), "").aside(),
    ];
    columns.extend(
        verdicts.iter().map(|one| number_column(crate::compose::names::capital(&verdict(c, *one)), "")),
    );
    let count = |count: usize| number(c.n.count(u64::try_from(count).unwrap_or(u64::MAX)), count as f64);
    let body = by_due(rows)
        .into_iter()
        .filter_map(|group| {
            let first = **group.first()?;
            let goals = || group.iter().map(|row| row.target);
            let (low, high) =
                (goals().fold(f64::INFINITY, f64::min), goals().fold(f64::NEG_INFINITY, f64::max));
            let (low, high) = (c.n.trimmed(low, 2), c.goal(&first.indicator, high));
            let goal = match group.iter().all(|row| row.target == first.target) {
                true => high,
                false => c.t(&format!("{low} đến {high}"), &format!("{low} to {high}")),
            };
            let mut cells = vec![
                words(c.indicator_name(&first.indicator)),
                words(c.n.short(first.due)),
                words(goal),
                count(group.len()),
            ];
            cells.extend(verdicts.iter().map(|one| {
                let found = group.iter().filter(|row| row.verdict == *one).count();
                let state = if found > 0 { target_state(*one) } else { State::Neutral };
                with_state(count(found), state)
            }));
            Some(TableRow { cells, strong: false, ..TableRow::default() })
        })
        .collect();
    let table = Table {
        id: "targets-indicators-table".to_owned(),
        title: c.t("Mục tiêu theo chỉ tiêu và kết luận", "Targets by indicator and verdict"),
        columns,
        rows: body,
        source: source_of(c, rows),
        ..Table::default()
    };
    c.table(c.tidy(table))
}

/// Where targets and the levels that they are judged by come from.
fn source_of(c: &Composer<'_>, rows: &[&TargetRow]) -> String {
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
struct Explained {
    needed: bool,
    seen: bool,
    signs: bool,
    reached: bool,
}

/// All targets of one place as a table of its page, the most urgent first; what the columns mean is said in the chapter.
pub(super) fn table_of_place(c: &Composer<'_>, rows: &mut [&TargetRow], id: String) -> Table {
    rows.sort_by(|a, b| by_urgency(a, b));
    let mut explained = Explained { needed: true, seen: true, signs: true, reached: true };
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
fn target_table(
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
        text_column(c.t("Thời hạn", "Due")),
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
        notes: Vec::from_iter(c.shown_of(rows.len(), all, &order, "targets")),
        source,
        ..Table::default()
    };
    table.notes.extend(column_notes(c, explained, [GAP, NEEDED, SEEN, REACHED].map(holds)));
    if let (Some(n), Some(first)) = (part, rows.first()) {
        // What is the same in all rows stands in the title.
        let (name, due) = (c.indicator_name(&first.indicator), c.n.period(first.due));
        table.title = c.t(
            &format!("{}: {name}, thời hạn {due}", table.title),
            &format!("{}: {name}, due {due}", table.title),
        );
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
fn column_notes(c: &Composer<'_>, explained: &mut Explained, has: [bool; 4]) -> Vec<String> {
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
            "Actual pace: Theil–Sen slope from 3 periods on, else the last change divided by its years.",
        ));
    }
    if first(gap || needed || seen, &mut explained.signs) {
        paces.push(c.t(
            "Số dương là còn thiếu, hoặc đang tiến về phía mục tiêu; số âm là đã vượt, hoặc đang xa dần, kể cả với chỉ tiêu càng thấp càng tốt.",
            "Positive is still to go, or towards the target; negative is beyond it, or away from it, also where less is better.",
        ));
    }
    let mut notes = Vec::new();
    if !paces.is_empty() {
        notes.push(paces.join(" "));
    }
    if first(reached, &mut explained.reached) {
        notes.push(c.t(
            "Năm đạt: nếu giữ tốc độ thực tế; trong ngoặc là theo tốc độ nhanh nhất và chậm nhất: hai đầu khoảng tin cậy 95\u{a0}% của độ dốc khi có từ 5 kỳ, tốc độ giữa hai kỳ bất kỳ khi có 3 hoặc 4 kỳ. “từ 2026”: sớm nhất là năm 2026, có thể không đạt; không có ngoặc: cả khoảng nằm trong năm đó, hoặc mới có 2 kỳ. Đây là kéo dài xu hướng, không phải dự báo.",
            "Reached: at the actual pace; in brackets at the fastest and the slowest one: the ends of the slope's 95% interval from 5 periods on, the pace between any two periods with 3 or 4. “from 2026”: in 2026 at the earliest, perhaps never; without brackets: the whole range lies in that year, or there are 2 periods only. A trend carried on, not a forecast.",
        ));
    }
    notes
}

fn prints_zero(text: &str) -> bool {
    !text.chars().any(|digit| ('1'..='9').contains(&digit))
}
