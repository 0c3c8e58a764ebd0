//! Many places against one target, in words.

use super::target_words::{no_nearer, stuck, verdict};
use crate::analyse::summary::{TargetRow, TargetVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::Span;
use crate::compose::sentences::Phrase;
use crate::model::{Place, Vintage};

/// Of so many places under one verdict each is named.
const NAMED: usize = 3;

/// Targets that are told together: one indicator and one due period for more than two places.
pub(super) fn groups<'a>(rows: &[&'a TargetRow]) -> Vec<Vec<&'a TargetRow>> {
    let mut groups: Vec<Vec<&TargetRow>> = Vec::new();
    for row in rows {
        let same = |group: &&mut Vec<&TargetRow>| {
            group.first().is_some_and(|first| {
                (&first.indicator, first.due) == (&row.indicator, row.due)
                    && !first.place.is_country()
                    && !row.place.is_country()
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    let mut told = Vec::new();
    for group in groups {
        if group.len() > 2 {
            told.push(group);
        } else {
            told.extend(group.into_iter().map(|row| vec![row]));
        }
    }
    told
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// All of it, for the chapter.
    Full,
    /// For the director's page: of those farthest from their targets one alone.
    Short,
}

/// Where many places stand against one target: those that can be judged, and how many cannot on these borders.
pub(super) fn together(c: &Composer<'_>, rows: &[&TargetRow], length: Told) -> Phrase {
    let (other, rows): (Vec<&TargetRow>, Vec<&TargetRow>) =
        rows.iter().partition(|row| row.verdict == TargetVerdict::OtherBorders);
    let (all_other, rows) = (rows.is_empty(), if rows.is_empty() { &other } else { &rows });
    let Some(first) = rows.first() else { return Phrase::default() };
    let group = c.target_id(first).0.replace(&format!("/{}", first.place.code), "/all");
    let noun = c.place_noun(&first.place);
    let count = |name: &str, rows: &[&&TargetRow], title: String| {
        let title = format!(
            "{}: {title}, {}",
            c.indicator_name(&first.indicator),
            c.t(
                &format!("mục tiêu {}", c.n.period(first.due)),
                &format!("target for {}", c.n.period(first.due))
            )
        );
        c.counted_lines(
            &format!("{group}/{name}"),
            c.n.count(u64::try_from(rows.len()).unwrap_or(u64::MAX)),
            title,
            match name {
                "all" => c.t("Đếm đơn vị được giao mục tiêu này", "Places that were given this target"),
                _ => {
                    c.t("Đếm đơn vị theo kết luận về mục tiêu", "Places counted by the verdict on the target")
                }
            },
            rows.iter().map(|row| row.origin),
        )
    };
    let others = |count: Span| {
        let (vi, en) = match other.first().map(|row| row.place.vintage) {
            Some(Vintage::V34) => (
                "không xét mục tiêu của {n} đơn vị mới sau sáp nhập",
                if other.len() == 1 {
                    "the target of {n} place formed by a merger is not judged"
                } else {
                    "the targets of {n} places formed by mergers are not judged"
                },
            ),
            _ => (
                "không xét mục tiêu của {n} đơn vị đã sáp nhập",
                if other.len() == 1 {
                    "the target of {n} place that has merged is not judged"
                } else {
                    "the targets of {n} places that have merged are not judged"
                },
            ),
        };
        c.say(vi, en, &[("n", count.into())])
    };
    if all_other {
        let rows: Vec<&&TargetRow> = rows.iter().collect();
        let n = count(TargetVerdict::OtherBorders.as_str(), &rows, verdict(c, TargetVerdict::OtherBorders));
        return c.say(
            "về {subject} {by}, {others}",
            "for {subject} {by}, {others}",
            &[
                ("subject", c.indicator_subject(&first.indicator).into()),
                ("by", c.n.deadline(first.due).into()),
                ("others", others(n)),
            ],
        );
    }
    let mut parts: Vec<Phrase> = Vec::new();
    for (judged, vi, one, many) in [
        (TargetVerdict::Met, "{n} đơn vị đã đạt", "{n} has met it", "{n} have met it"),
        (TargetVerdict::OnPace, "{n} đơn vị đúng tiến độ", "{n} is on track", "{n} are on track"),
        (
            TargetVerdict::NearPace,
            "{n} đơn vị sát tiến độ cần có",
            "{n} is close to the pace needed",
            "{n} are close to the pace needed",
        ),
        (
            TargetVerdict::Behind,
            "{n} đơn vị chậm tiến độ",
            "{n} is behind schedule",
            "{n} are behind schedule",
        ),
        (
            TargetVerdict::Receding,
            "{n} đơn vị đang xa dần mục tiêu",
            "{n} is moving away from it",
            "{n} are moving away from it",
        ),
        (TargetVerdict::Missed, "{n} đơn vị không đạt", "{n} missed it", "{n} missed it"),
        (
            TargetVerdict::Unseen,
            "{n} đơn vị đã đến hạn mà không có số liệu kỳ đó",
            "{n} has no figure for the due date, now past",
            "{n} have no figures for the due date, now past",
        ),
        (
            TargetVerdict::Unknown,
            "{n} đơn vị chưa đủ căn cứ đánh giá",
            "{n} cannot be judged yet",
            "{n} cannot be judged yet",
        ),
    ] {
        let found: Vec<&&TargetRow> = rows.iter().filter(|row| row.verdict == judged).collect();
        if !found.is_empty() {
            let n = count(judged.name(), &found, verdict(c, judged));
            // One verdict for everyone reads as such.
            let all = match found.len() == rows.len() {
                true => vi.replace("{n} đơn vị", "cả {n} đơn vị đều"),
                false => vi.to_owned(),
            };
            let said = c.say(&all, if found.len() == 1 { one } else { many }, &[("n", n.into())]);
            let still: Vec<&&TargetRow> = found.iter().filter(|row| no_nearer(c, row)).copied().collect();
            // What goes back by more than hardly is said to.
            let back = still.iter().any(|row| !stuck(c, row));
            // What moves away does move.
            let late = judged == TargetVerdict::Behind;
            // Few of many are named.
            let mut inside = Vec::new();
            if found.len() <= NAMED && rows.len() > NAMED {
                // Names without a figure stand in the order in which they are looked for.
                let mut places: Vec<&Place> = found.iter().map(|row| &row.place).collect();
                places.sort_by(|a, b| c.names.compare(&a.name, &b.name));
                inside.push(Phrase::from(c.place_list(&places, NAMED)));
            }
            if late && !still.is_empty() {
                let name = format!("{}_still", judged.name());
                let title =
                    c.t("hầu như không tiến thêm", "hardly moving") + &format!(", {}", verdict(c, judged));
                let n = count(&name, &still, title);
                let (vi, en) = match still.len() {
                    all if all == found.len() && all > 1 => {
                        ("cả {n} đều {moves}", "in all {n} the figure has {moved}")
                    }
                    1 if found.len() == 1 => ("{moves}", "the figure has {moved}"),
                    _ => ("trong đó {n} đơn vị {moves}", "in {n} of them the figure has {moved}"),
                };
                let moves = match back {
                    true => "hầu như không tiến thêm hoặc thụt lùi",
                    false => "hầu như không tiến thêm",
                };
                let moved = if back { "hardly moved or moved back" } else { "hardly moved" };
                let slots = [("n", n.into()), ("moves", moves.into()), ("moved", moved.into())];
                inside.push(c.say(vi, en, &slots));
            }
            parts.push(match inside.is_empty() {
                true => said,
                false => said.then(" (").then(Phrase::joined(inside, "; ", "; ")).then(")"),
            });
        }
    }
    let everyone: Vec<&&TargetRow> = rows.iter().collect();
    let (vi, en) = if rows.iter().all(|row| row.target == first.target) {
        (
            "về {subject}, trong {all} {noun} có mục tiêu {goal} {by}, {parts}",
            "of the {all} {nouns} with a target of {goal} for {subject} {by}, {parts}",
        )
    } else {
        (
            "về {subject}, trong {all} {noun} có mục tiêu riêng {by}, {parts}",
            "of the {all} {nouns} with a target of their own for {subject} {by}, {parts}",
        )
    };
    let parts = match <[Phrase; 1]>::try_from(parts) {
        Ok([only]) => Phrase::from(c.t("", "all ")).then(only),
        Err(parts) => Phrase::joined(parts, ", ", c.lang.pick(" và ", " and ")),
    };
    let mut said = c.say(
        vi,
        en,
        &[
            ("subject", c.indicator_subject(&first.indicator).into()),
            ("goal", c.target_goal(first).into()),
            ("by", c.n.deadline(first.due).into()),
            ("all", count("all", &everyone, c.t("số đơn vị có mục tiêu", "places with a target")).into()),
            ("noun", noun.0.into()),
            ("nouns", if rows.len() == 1 { noun.1 } else { noun.2 }.into()),
            ("parts", parts),
        ],
    );
    if !other.is_empty() {
        let other: Vec<&&TargetRow> = other.iter().collect();
        let n = count(TargetVerdict::OtherBorders.as_str(), &other, verdict(c, TargetVerdict::OtherBorders));
        said = said.then("; ").then(others(n));
    }
    let far = farthest(c, rows, if length == Told::Short { 1 } else { 3 });
    if !far.is_empty() {
        said.push(c.say("; xa mục tiêu nhất là {far}", "; farthest from it: {far}", &[("far", far)]));
    }
    said
}

/// The places farthest from their targets, `most` of them.
fn farthest(c: &Composer<'_>, rows: &[&TargetRow], most: usize) -> Phrase {
    let mut away: Vec<&&TargetRow> = rows
        .iter()
        .filter(|row| row.gap.is_some_and(|gap| gap > 0.0) && row.verdict != TargetVerdict::Met)
        .collect();
    away.sort_by(|a, b| {
        b.gap.unwrap_or_default().total_cmp(&a.gap.unwrap_or_default()).then_with(|| a.place.cmp(&b.place))
    });
    let far = away.iter().take(most).enumerate().filter_map(|(i, row)| {
        let slots = [("place", c.place_in(&row.place).into()), ("gap", c.target_gap(row)?.into())];
        // The first one says which way; the others follow it.
        let (vi, en) = match (i, c.less_is_better(&row.indicator)) {
            (0, false) => ("{place} (còn thiếu {gap})", "{place} ({gap} short)"),
            (0, true) => ("{place} (còn cao hơn mục tiêu {gap})", "{place} ({gap} above)"),
            _ => ("{place} ({gap})", "{place} ({gap})"),
        };
        Some(c.say(vi, en, &slots))
    });
    Phrase::joined(far.collect(), ", ", c.lang.pick(" và ", " and "))
}
