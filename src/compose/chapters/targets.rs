//! The chapter on targets and commitments.

use super::commitments::commitments;
use super::target_groups::{Told, groups, together};
use super::target_table::{Explained, source_of, target_table};
use super::target_words::{COUNTED, Lead, by_urgency, standing, target_state, verdict};
use crate::analyse::summary::{TargetRow, TargetVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Span, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{number, number_column, text_column, with_state, words};
use crate::ingest::ExportKind;

/// Targets told in sentences; the table holds all of them.
const MOST_TOLD: usize = 8;
/// Targets listed one by one; of more of them the most urgent of each indicator, and a table that counts them all.
const MOST_LISTED: usize = 20;

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
        some => some.iter().map(|verdict| verdict.name()).collect::<Vec<_>>().join("+"),
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
            "a target is judged on the boundaries of the place that it was set for, so that targets of places with other boundaries are neither added up nor passed on to another place",
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
            [only] => standing(c, only, Lead::Indicator),
            several => together(c, several, Told::Full),
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
