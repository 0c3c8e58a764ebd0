//! Where targets stand, in words: one by one, and many places against one target.

use crate::analyse::summary::{PaceBasis, RangeBasis, TargetRow, TargetVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::{Span, State};
use crate::compose::sentences::Phrase;
use crate::model::Place;

/// Of so many places under one verdict each is named.
const NAMED: usize = 3;

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
pub(in crate::compose) fn verdict(c: &Composer<'_>, verdict: TargetVerdict) -> String {
    match verdict {
        TargetVerdict::Met => c.t("đã đạt", "met"),
        TargetVerdict::OnPace => c.t("đúng tiến độ", "on track"),
        TargetVerdict::Behind => c.t("chậm tiến độ", "behind"),
        TargetVerdict::Receding => c.t("đang xa dần mục tiêu", "moving away from the target"),
        TargetVerdict::Missed => c.t("không đạt", "missed"),
        TargetVerdict::Unknown => c.t("chưa đủ căn cứ đánh giá", "cannot be judged yet"),
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

/// The verdicts in the order in which counts of them are told, with what is said of one and of several targets.
pub(super) const COUNTED: [(TargetVerdict, &str, &str, &str); 6] = [
    (TargetVerdict::Met, "{n} đã đạt", "{n} was met", "{n} were met"),
    (TargetVerdict::OnPace, "{n} đúng tiến độ", "{n} is on track", "{n} are on track"),
    (TargetVerdict::Behind, "{n} chậm tiến độ", "{n} is behind", "{n} are behind"),
    (
        TargetVerdict::Receding,
        "{n} đang xa dần mục tiêu",
        "{n} is moving away from its target",
        "{n} are moving away from their targets",
    ),
    (TargetVerdict::Missed, "{n} không đạt", "{n} was missed", "{n} were missed"),
    (
        TargetVerdict::Unknown,
        "{n} chưa đủ căn cứ đánh giá",
        "{n} cannot be judged yet",
        "{n} cannot be judged yet",
    ),
];

/// Whether the value hardly moves, whichever way.
fn stuck(c: &Composer<'_>, row: &TargetRow) -> bool {
    row.pace_seen.is_some_and(|pace| c.n.is_zero(pace, 2) || c.hardly(&row.indicator, pace))
}

fn some(span: Option<Span>) -> Phrase {
    span.map(Phrase::from).unwrap_or_default()
}

/// Where one target stands, as a sentence; `full` names indicator and level first, otherwise the place alone.
pub(super) fn standing(c: &Composer<'_>, row: &TargetRow, full: bool) -> Phrase {
    let less = c.less_is_better(&row.indicator);
    let slots = [
        ("subject", c.indicator_subject(&row.indicator).into()),
        ("at", c.at(&row.place).into()),
        ("place", c.place_in(&row.place).into()),
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
        ("range", some(c.target_range(row))),
        ("range_name", row.range.as_ref().map(|range| c.range_name(range)).unwrap_or_default().into()),
        ("is", if full { "" } else { "is " }.into()),
        // A target is climbed up to, or come down to where less is better.
        (
            "short",
            c.t(if less { "còn cao hơn" } else { "còn thiếu" }, if less { "above" } else { "short of" })
                .into(),
        ),
        ("go", c.t(if less { "giảm" } else { "tăng" }, if less { "fall" } else { "rise" }).into()),
        ("gone", if less { "fallen" } else { "risen" }.into()),
        ("away", c.t(if less { "tăng" } else { "giảm" }, if less { "rising" } else { "falling" }).into()),
    ];
    let say = |vi: &str, en: &str| c.say(vi, en, &slots);
    let known = row.latest_value.is_some() && row.gap.is_some();
    let lead = match (full, known) {
        (true, true) => say("{subject} {at} {latest} là {level}, ", "{subject} {at} was {level} {within}, "),
        (true, false) => say("{subject} {at}: ", "{subject} {at}: "),
        (false, _) => say("{place} ", "{place} "),
    };
    let away =
        || say("{short} {gap} so với mục tiêu {goal} {by}", "{is}{gap} {short} the target of {goal} {by}");
    let one_change = match row.pace_basis {
        Some(PaceBasis::LastChange) => {
            c.t(" (tốc độ thực tế chỉ tính từ một lần thay đổi)", " (the pace rests on a single change)")
        }
        _ => String::new(),
    };
    let sen = row.range.as_ref().is_some_and(|range| range.basis() == RangeBasis::Sen95);
    let bracket = || match c.target_range(row) {
        // A range within one period is no interval to look at.
        Some(range) if range.text().chars().all(|letter| letter.is_ascii_digit()) && sen => {
            say(" (cả {range_name} nằm trong năm {range})", " (all of its {range_name} lies in {range})")
        }
        Some(_) => say(" ({range_name}: {range})", " ({range_name}: {range})"),
        None => Phrase::default(),
    };
    // When it is reached at the pace seen, and how far that can be off.
    let ranged = c.target_range(row).is_some();
    // A year that is over by now, of a place that has told nothing since, is no outlook.
    let over = match (row.reached_year, c.summary.as_of) {
        (Some(moment), Some(now)) => moment <= now.decimal_end(),
        _ => false,
    };
    let when = || match (row.reached_year.is_some(), ranged, row.verdict) {
        _ if over => Phrase::default(),
        (false, false, _) => Phrase::default(),
        (false, true, _) => say("; năm đạt ({range_name}): {range}", "; reached ({range_name}): {range}"),
        (true, _, TargetVerdict::OnPace) => {
            say("; giữ tốc độ này thì đạt vào {reached}", "; at that pace it gets there {reached}")
                .then(bracket())
        }
        (true, ..) => {
            say("; giữ tốc độ này thì đến {reached} mới đạt", "; at that pace it gets there {reached}")
                .then(bracket())
        }
    };
    let exceeds = row.gap.is_some_and(|gap| !c.n.is_zero(gap, c.decimals(&row.indicator)));
    let hardly = stuck(c, row);
    // The pace points away, and its range holds zero: no direction is borne out.
    let unclear = row.verdict == TargetVerdict::Behind && row.pace_seen.is_some_and(|pace| pace < 0.0);
    let judged = match row.verdict {
        TargetVerdict::Met if exceeds && less => say(
            "thấp hơn {gap} so với mục tiêu {goal} {by}, tức là đã đạt",
            "{is}{gap} better than the target of {goal} {by}",
        ),
        TargetVerdict::Met if exceeds => {
            say("vượt {gap} so với mục tiêu {goal} {by}", "{is}{gap} better than the target of {goal} {by}")
        }
        TargetVerdict::Met => say(
            "đã đạt mục tiêu {goal} {by}",
            if full { "which meets the target of {goal} {by}" } else { "meets the target of {goal} {by}" },
        ),
        TargetVerdict::Missed => say(
            "không đạt mục tiêu {goal} của {due}, {short} {gap}",
            if full {
                "so the target of {goal} for {due} was missed by {gap}"
            } else {
                "missed the target of {goal} for {due} by {gap}"
            },
        ),
        TargetVerdict::OnPace => away()
            .then(say(
                "; cần {go} {needed} mỗi năm, tốc độ thực tế là {seen} mỗi năm, đang đúng tiến độ",
                ": it has to {go} by {needed} a year and has {gone} by {seen} a year, which is on track",
            ))
            .then(one_change)
            .then(when()),
        TargetVerdict::Behind | TargetVerdict::Receding if hardly => away()
            .then(say(
                " và hầu như không tiến thêm (tốc độ thực tế {seen} mỗi năm)",
                " and hardly comes nearer to it ({seen} a year)",
            ))
            .then(one_change)
            .then(when()),
        TargetVerdict::Behind if unclear => away()
            .then(say(
                " và chưa tiến lại gần (tốc độ thực tế mỗi năm {away} {seen}, chưa rõ chiều hướng)",
                " and comes no nearer to it ({away} by {seen} a year, no clear direction)",
            ))
            .then(one_change)
            .then(when()),
        TargetVerdict::Behind => {
            let said = away().then(say(
                "; cần {go} {needed} mỗi năm nhưng tốc độ thực tế chỉ là {seen} mỗi năm, đang chậm tiến độ",
                ": it has to {go} by {needed} a year but has {gone} by only {seen} a year, which is behind",
            ));
            said.then(one_change).then(when())
        }
        TargetVerdict::Receding => away()
            .then(say(
                " và đang xa dần mục tiêu, mỗi năm {away} {seen}",
                " and is moving away from it, {away} by {seen} a year",
            ))
            .then(one_change)
            .then(when()),
        TargetVerdict::Unknown if known => away().then(say(
            "; mới có một kỳ số liệu nên chưa tính được tốc độ thực tế",
            "; with a single period no pace can be computed",
        )),
        TargetVerdict::Unknown => say(
            "chưa có số liệu để đánh giá mục tiêu {goal} {by}",
            if full {
                "no figure to judge the target of {goal} {by}"
            } else {
                "has no figure to judge the target of {goal} {by}"
            },
        ),
    };
    lead.then(judged)
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
            c.t("Đếm đơn vị theo kết luận về mục tiêu", "Places counted by the verdict on the target"),
            rows.iter().map(|row| row.origin),
        )
    };
    let mut parts: Vec<Phrase> = Vec::new();
    for (judged, vi, one, many) in [
        (TargetVerdict::Met, "{n} đơn vị đã đạt", "{n} has met it", "{n} have met it"),
        (TargetVerdict::OnPace, "{n} đơn vị đúng tiến độ", "{n} is on track", "{n} are on track"),
        (TargetVerdict::Behind, "{n} đơn vị chậm tiến độ", "{n} is behind", "{n} are behind"),
        (
            TargetVerdict::Receding,
            "{n} đơn vị đang xa dần mục tiêu",
            "{n} is moving away from it",
            "{n} are moving away from it",
        ),
        (TargetVerdict::Missed, "{n} đơn vị không đạt", "{n} missed it", "{n} missed it"),
        (
            TargetVerdict::Unknown,
            "{n} đơn vị chưa đủ căn cứ đánh giá",
            "{n} cannot be judged yet",
            "{n} cannot be judged yet",
        ),
    ] {
        let found: Vec<&&TargetRow> = rows.iter().filter(|row| row.verdict == judged).collect();
        if !found.is_empty() {
            let n = count(judged.as_str(), &found, verdict(c, judged));
            // One verdict for everyone reads as such.
            let all = match found.len() == rows.len() {
                true => vi.replace("{n} đơn vị", "cả {n} đơn vị đều"),
                false => vi.to_owned(),
            };
            let said = c.say(&all, if found.len() == 1 { one } else { many }, &[("n", n.into())]);
            let still: Vec<&&TargetRow> = found.iter().filter(|row| stuck(c, row)).copied().collect();
            let late = matches!(judged, TargetVerdict::Behind | TargetVerdict::Receding);
            // Few of many are named.
            let mut inside = Vec::new();
            if found.len() <= NAMED && rows.len() > NAMED {
                let places: Vec<&Place> = found.iter().map(|row| &row.place).collect();
                inside.push(Phrase::from(c.place_list(&places, NAMED)));
            }
            if late && !still.is_empty() {
                let name = format!("{}_still", judged.as_str());
                let title =
                    c.t("hầu như không tiến thêm", "hardly moving") + &format!(", {}", verdict(c, judged));
                let n = count(&name, &still, title);
                let (vi, en) = match still.len() {
                    all if all == found.len() && all > 1 => {
                        ("cả {n} đều hầu như không tiến thêm", "all {n} of them hardly move")
                    }
                    1 if found.len() == 1 => ("hầu như không tiến thêm", "it hardly moves"),
                    1 => ("trong đó {n} đơn vị hầu như không tiến thêm", "{n} of them hardly moves"),
                    _ => ("trong đó {n} đơn vị hầu như không tiến thêm", "{n} of them hardly move"),
                };
                inside.push(c.say(vi, en, &[("n", n.into())]));
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
            ("nouns", noun.2.into()),
            ("parts", parts),
        ],
    );
    let far = farthest(c, rows);
    if !far.is_empty() {
        said.push(c.say("; xa mục tiêu nhất là {far}", "; farthest from it: {far}", &[("far", far)]));
    }
    said
}

/// The three places farthest from their targets.
fn farthest(c: &Composer<'_>, rows: &[&TargetRow]) -> Phrase {
    let mut away: Vec<&&TargetRow> = rows
        .iter()
        .filter(|row| row.gap.is_some_and(|gap| gap > 0.0) && row.verdict != TargetVerdict::Met)
        .collect();
    away.sort_by(|a, b| {
        b.gap.unwrap_or_default().total_cmp(&a.gap.unwrap_or_default()).then_with(|| a.place.cmp(&b.place))
    });
    let far = away.iter().take(3).enumerate().filter_map(|(i, row)| {
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
