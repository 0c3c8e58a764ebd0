//! The chapter on targets and commitments.

use super::commitments::commitments;
use crate::analyse::summary::{PaceBasis, TargetRow, TargetVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::{Block, Chapter, Span, State, Table, TableRow};
use crate::compose::sentences::{Phrase, paragraph};
use crate::compose::tables::{figure, number_column, or_blank, text_column, with_state, words};

/// Targets told in sentences; the table holds all of them.
const MOST_TOLD: usize = 8;

/// Whether a verdict is good.
pub(super) fn target_state(verdict: TargetVerdict) -> State {
    match verdict {
        TargetVerdict::Met | TargetVerdict::OnPace => State::Good,
        TargetVerdict::Behind => State::Watch,
        TargetVerdict::Receding | TargetVerdict::Missed => State::Bad,
        TargetVerdict::Unknown => State::Neutral,
    }
}

/// A verdict in words.
pub(super) fn verdict(c: &Composer<'_>, verdict: TargetVerdict) -> String {
    match verdict {
        TargetVerdict::Met => c.t("đã đạt", "met"),
        TargetVerdict::OnPace => c.t("đúng tiến độ", "on pace"),
        TargetVerdict::Behind => c.t("chậm tiến độ", "behind"),
        TargetVerdict::Receding => c.t("đang xa dần mục tiêu", "moving away from the target"),
        TargetVerdict::Missed => c.t("không đạt", "missed"),
        TargetVerdict::Unknown => c.t("chưa đủ căn cứ đánh giá", "too little to judge by"),
    }
}

/// How urgent a target is, for the order of sentences.
pub(super) fn urgency(row: &TargetRow) -> (u8, f64) {
    let rank = match row.verdict {
        TargetVerdict::Missed => 0,
        TargetVerdict::Receding => 1,
        TargetVerdict::Behind => 2,
        TargetVerdict::OnPace => 3,
        TargetVerdict::Unknown => 4,
        TargetVerdict::Met => 5,
    };
    (rank, -row.gap.unwrap_or_default())
}

/// Where one target stands, as a sentence; `full` names indicator, place and level first.
pub(super) fn standing(c: &Composer<'_>, row: &TargetRow, full: bool) -> Phrase {
    let some = |span: Option<Span>| span.map(Phrase::from).unwrap_or_default();
    let slots = [
        ("subject", c.indicator_subject(&row.indicator).into()),
        ("at", c.at(&row.place).into()),
        ("level", some(c.target_latest(row))),
        ("latest", row.latest_period.map(|period| c.n.period(period)).unwrap_or_default().into()),
        ("within", row.latest_period.map(|period| c.n.within(period)).unwrap_or_default().into()),
        ("goal", c.target_goal(row).into()),
        ("by", c.n.deadline(row.due).into()),
        ("due", c.n.period(row.due).into()),
        ("gap", some(c.target_gap(row))),
        ("needed", some(c.target_pace_needed(row))),
        ("seen", some(c.target_pace_seen(row))),
        ("reached", some(c.target_reached(row))),
    ];
    let say = |vi: &str, en: &str| c.say(vi, en, &slots);
    let level = if !full {
        Phrase::default()
    } else if row.latest_value.is_some() {
        say("{subject} {at} {latest} là {level}, ", "{subject} {at} was {level} {within}; ")
    } else {
        say("{subject} {at}: ", "{subject} {at}: ")
    };
    let one_change = match row.pace_basis {
        Some(PaceBasis::LastChange) => {
            c.t(" (nhịp đã thấy chỉ dựa trên một lần thay đổi)", " (the pace seen rests on a single change)")
        }
        _ => String::new(),
    };
    let exceeds = row.gap.is_some_and(|gap| !c.n.is_zero(gap, c.decimals(&row.indicator)));
    let judged = match row.verdict {
        TargetVerdict::Met if exceeds => say(
            "vượt mục tiêu {goal} đặt ra {by} là {gap}",
            "the target of {goal} {by} is exceeded by {gap}",
        ),
        TargetVerdict::Met => say("đã đạt mục tiêu {goal} đặt ra {by}", "the target of {goal} {by} is met"),
        TargetVerdict::Missed => say(
            "không đạt mục tiêu {goal} đặt ra cho {due} (còn thiếu {gap})",
            "the target of {goal} for {due} was missed by {gap}",
        ),
        TargetVerdict::OnPace => say(
            "còn thiếu {gap} so với mục tiêu {goal} {by}: mỗi năm cần tăng {needed}, nhịp đã thấy là {seen} mỗi năm, tức là đúng tiến độ",
            "the target of {goal} {by} is {gap} away: it takes {needed} a year and {seen} a year were seen, so it is on pace",
        )
        .then(one_change),
        TargetVerdict::Behind | TargetVerdict::Receding
            if row.pace_seen.is_some_and(|pace| c.n.is_zero(pace, 2)) =>
        {
            say(
                "còn thiếu {gap} so với mục tiêu {goal} {by} và hầu như không tiến thêm (nhịp đã thấy {seen} mỗi năm)",
                "the target of {goal} {by} is {gap} away and hardly comes nearer (pace seen: {seen} a year)",
            )
            .then(one_change)
        }
        TargetVerdict::Behind => {
            let said = say(
                "còn thiếu {gap} so với mục tiêu {goal} {by}: mỗi năm cần tăng {needed}, nhưng nhịp đã thấy chỉ là {seen} mỗi năm, tức là chậm tiến độ",
                "the target of {goal} {by} is {gap} away: it takes {needed} a year, but only {seen} a year were seen, so it is behind",
            );
            let said = match row.reached_year {
                Some(_) => said.then(say(
                    "; giữ nhịp này thì đến {reached} mới đạt",
                    "; at that pace it is reached {reached}",
                )),
                None => said,
            };
            said.then(one_change)
        }
        TargetVerdict::Receding => say(
            "còn thiếu {gap} so với mục tiêu {goal} {by} và đang xa dần mục tiêu, mỗi năm {seen}",
            "the target of {goal} {by} is {gap} away and recedes by {seen} a year",
        )
        .then(one_change),
        TargetVerdict::Unknown if row.latest_value.is_some() && row.gap.is_some() => say(
            "còn thiếu {gap} so với mục tiêu {goal} {by}; mới có một kỳ số liệu nên chưa tính được nhịp tăng",
            "the target of {goal} {by} is {gap} away; with a single period no pace can be told",
        ),
        TargetVerdict::Unknown => say(
            "mục tiêu {goal} {by} chưa có số liệu để đánh giá",
            "the target of {goal} {by} has no figure to be judged by",
        ),
    };
    if c.less_is_better(&row.indicator) {
        return level.then(lowering(judged, c));
    }
    level.then(judged)
}

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

/// Where many places stand against one target.
pub(super) fn together(c: &Composer<'_>, rows: &[&TargetRow]) -> Phrase {
    let Some(first) = rows.first() else { return Phrase::default() };
    let group = c.target_id(first).0.replace(&format!("/{}", first.place.code), "/all");
    let count = |name: &str, rows: &[&&TargetRow], title: String| {
        c.counted_lines(
            &format!("{group}/{name}"),
            c.n.count(u64::try_from(rows.len()).unwrap_or(u64::MAX)),
            title,
            c.t("Đếm đơn vị theo kết luận về mục tiêu", "Places counted by the verdict on the target"),
            rows.iter().map(|row| row.origin),
        )
    };
    let of = |verdicts: &[TargetVerdict]| -> Vec<&&TargetRow> {
        rows.iter().filter(|row| verdicts.contains(&row.verdict)).collect()
    };
    let mut parts: Vec<Phrase> = Vec::new();
    for (name, verdicts, vi, en) in [
        ("met", &[TargetVerdict::Met][..], "{n} đã đạt", "{n} met it"),
        ("on_pace", &[TargetVerdict::OnPace], "{n} đúng tiến độ", "{n} are on pace"),
        (
            "behind",
            &[TargetVerdict::Behind, TargetVerdict::Receding],
            "{n} chậm tiến độ hoặc xa dần",
            "{n} are behind or receding",
        ),
        ("missed", &[TargetVerdict::Missed], "{n} không đạt", "{n} missed it"),
        (
            "unknown",
            &[TargetVerdict::Unknown],
            "{n} chưa đủ căn cứ đánh giá",
            "{n} have too little to judge by",
        ),
    ] {
        let found = of(verdicts);
        if !found.is_empty() {
            let title = found.first().map(|row| verdict(c, row.verdict)).unwrap_or_default();
            parts.push(c.say(vi, en, &[("n", count(name, &found, title).into())]));
        }
    }
    let everyone: Vec<&&TargetRow> = rows.iter().collect();
    let one_goal = rows.iter().all(|row| row.target == first.target);
    let (vi, en) = if one_goal {
        (
            "về {subject}, trong {all} {noun} có mục tiêu {goal} {by}, {parts}",
            "on {subject}: of {all} {nouns} with a target of {goal} {by}, {parts}",
        )
    } else {
        (
            "về {subject}, trong {all} {noun} có mục tiêu riêng {by}, {parts}",
            "on {subject}: of {all} {nouns} with a target of their own {by}, {parts}",
        )
    };
    // One verdict for everyone reads as such.
    let parts = match <[Phrase; 1]>::try_from(parts) {
        Ok([only]) => Phrase::from(c.t("cả ", "all ")).then(only),
        Err(parts) => Phrase::joined(parts, ", ", c.lang.pick(" và ", " and ")),
    };
    let mut said = c.say(
        vi,
        en,
        &[
            ("subject", c.indicator_subject(&first.indicator).into()),
            ("goal", c.target_goal(first).into()),
            ("by", c.n.deadline(first.due).into()),
            (
                "all",
                count("all", &everyone, c.t("Số đơn vị có mục tiêu này", "Places with this target")).into(),
            ),
            ("noun", c.place_noun(&first.place).0.into()),
            ("nouns", c.place_noun(&first.place).2.into()),
            ("parts", parts),
        ],
    );
    let mut away: Vec<&&TargetRow> = rows
        .iter()
        .filter(|row| row.gap.is_some_and(|gap| gap > 0.0) && row.verdict != TargetVerdict::Met)
        .collect();
    away.sort_by(|a, b| {
        b.gap.unwrap_or_default().total_cmp(&a.gap.unwrap_or_default()).then_with(|| a.place.cmp(&b.place))
    });
    let far: Vec<Phrase> = away
        .iter()
        .take(3)
        .filter_map(|row| {
            let gap = c.target_gap(row)?;
            Some(c.say(
                "{place} (còn thiếu {gap})",
                "{place} ({gap} away)",
                &[("place", c.place_in(&row.place).into()), ("gap", gap.into())],
            ))
        })
        .collect();
    if !far.is_empty() {
        let far = Phrase::joined(far, ", ", c.lang.pick(" và ", " and "));
        said.push(c.say("; xa mục tiêu nhất là {far}", "; farthest from it: {far}", &[("far", far)]));
    }
    said
}

/// Where less is better a target is come down to.
fn lowering(mut phrase: Phrase, c: &Composer<'_>) -> Phrase {
    for span in &mut phrase.0 {
        if let Span::Text(text) = span {
            *text = c.lang.pick(text.replace("cần tăng", "cần giảm"), text.clone());
        }
    }
    phrase
}

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

fn targets(c: &Composer<'_>, blocks: &mut Vec<Block>) {
    let (all, all_span) = targets_count(c, &[]);
    if all == 0 {
        let said = c.say(
            "các tệp nhận được không có mục tiêu nào ({all})",
            "the exports hold no target ({all})",
            &[("all", all_span.into())],
        );
        blocks.push(Block::Paragraph(paragraph([said])));
        return;
    }
    let mut parts: Vec<Phrase> = Vec::new();
    for (verdicts, vi, one, many) in [
        (&[TargetVerdict::Met][..], "{n} đã đạt", "{n} is met", "{n} are met"),
        (&[TargetVerdict::OnPace], "{n} đúng tiến độ", "{n} is on pace", "{n} are on pace"),
        (
            &[TargetVerdict::Behind, TargetVerdict::Receding],
            "{n} chậm tiến độ hoặc xa dần",
            "{n} is behind or receding",
            "{n} are behind or receding",
        ),
        (&[TargetVerdict::Missed], "{n} không đạt", "{n} was missed", "{n} were missed"),
        (
            &[TargetVerdict::Unknown],
            "{n} chưa đủ căn cứ đánh giá",
            "{n} has too little to judge by",
            "{n} have too little to judge by",
        ),
    ] {
        let (count, span) = targets_count(c, verdicts);
        if count > 0 {
            parts.push(c.say(vi, if count == 1 { one } else { many }, &[("n", span.into())]));
        }
    }
    let parts = Phrase::joined(parts, ", ", c.lang.pick(" và ", " and "));
    let said = c.say(
        if all == 1 {
            "có {all} mục tiêu được theo dõi: {parts}"
        } else {
            "trong {all} mục tiêu được theo dõi, {parts}"
        },
        if all == 1 { "{all} target is followed: {parts}" } else { "of {all} targets, {parts}" },
        &[("all", all_span.into()), ("parts", parts)],
    );
    blocks.push(Block::Paragraph(paragraph([said])));
    let mut rows: Vec<&TargetRow> = c.summary.targets.iter().collect();
    rows.sort_by(|a, b| {
        let (a_urgency, b_urgency) = (urgency(a), urgency(b));
        a_urgency
            .0
            .cmp(&b_urgency.0)
            .then(a_urgency.1.total_cmp(&b_urgency.1))
            .then_with(|| (&a.indicator, &a.place, a.due).cmp(&(&b.indicator, &b.place, b.due)))
    });
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
    blocks.push(target_table(c, &rows));
}

fn target_table(c: &Composer<'_>, rows: &[&TargetRow]) -> Block {
    let columns = vec![
        text_column(c.t("Chỉ tiêu", "Indicator")),
        text_column(c.t("Đơn vị", "Place")),
        text_column(c.t("Thời hạn", "Due")),
        number_column(c.t("Mục tiêu", "Target"), ""),
        text_column(c.t("Kỳ gần nhất", "Latest period")),
        number_column(c.t("Giá trị", "Value"), ""),
        number_column(c.t("Còn cách", "Gap"), ""),
        number_column(c.t("Nhịp cần có mỗi năm", "Pace needed a year"), ""),
        number_column(c.t("Nhịp đã thấy mỗi năm", "Pace seen a year"), ""),
        text_column(c.t("Kết luận", "Verdict")),
    ];
    let body = rows
        .iter()
        .map(|row| {
            let signed = |span: Option<Span>, value: Option<f64>| match (span, value) {
                (Some(Span::Figure { id, text }), Some(value)) if value < 0.0 && !text.is_empty() => {
                    Some(Span::Figure { id, text: format!("{}{text}", crate::compose::numbers::MINUS) })
                }
                (span, _) => span,
            };
            TableRow {
                cells: vec![
                    words(c.indicator_name(&row.indicator)),
                    words(c.place(&row.place)),
                    words(c.n.short(row.due)),
                    figure(Some(c.target_goal(row)), Some(row.target)),
                    words(row.latest_period.map(|period| c.n.short(period)).unwrap_or_default()),
                    figure(c.target_latest(row), row.latest_value),
                    figure(signed(c.target_gap(row), row.gap), row.gap),
                    or_blank(signed(c.target_pace_needed(row), row.pace_needed), row.pace_needed),
                    figure(signed(c.target_pace_seen(row), row.pace_seen), row.pace_seen),
                    with_state(words(verdict(c, row.verdict)), target_state(row.verdict)),
                ],
                strong: row.place.is_country(),
            }
        })
        .collect();
    let source = c.source(rows.iter().map(|row| (row.source.as_ref(), &row.latest_origins)));
    let table = Table {
        id: "targets-table".to_owned(),
        title: c.t("Tiến độ so với mục tiêu", "Progress towards targets"),
        columns,
        rows: body,
        notes: vec![c.t(
            "Nhịp cần có: khoảng cách chia cho số năm còn lại. Nhịp đã thấy: độ dốc Theil–Sen từ 3 kỳ trở lên, nếu ít hơn thì là thay đổi gần nhất. Số dương là còn thiếu, hoặc tiến về phía mục tiêu; số âm là đã vượt, hoặc xa dần, kể cả khi thấp hơn là tốt hơn.",
            "Pace needed: the gap divided by the years left. Pace seen: Theil–Sen slope from 3 periods on, else the last change. Positive is still to go, or towards the target; negative is beyond it, or away from it, also where less is better.",
        )],
        source,
        number: 0,
    };
    c.table(c.tidy(table))
}
