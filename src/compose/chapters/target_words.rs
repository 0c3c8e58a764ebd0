//! Where targets stand, in words: one by one, and many places against one target.

use std::cmp::Ordering;

use crate::analyse::summary::{PaceBasis, RangeBasis, TargetRow, TargetVerdict};
use crate::compose::composer::Composer;
use crate::compose::report::{Span, State};
use crate::compose::sentences::Phrase;
use crate::model::{Period, Vintage};

/// Whether a verdict is good.
pub(super) fn target_state(verdict: TargetVerdict) -> State {
    match verdict {
        TargetVerdict::Met | TargetVerdict::OnPace => State::Good,
        TargetVerdict::Behind => State::Watch,
        TargetVerdict::Receding | TargetVerdict::Missed => State::Bad,
        TargetVerdict::NearPace
        | TargetVerdict::Unknown
        | TargetVerdict::Unseen
        | TargetVerdict::OtherBorders => State::Neutral,
    }
}

/// A verdict in words.
pub(in crate::compose) fn verdict(c: &Composer<'_>, verdict: TargetVerdict) -> String {
    match verdict {
        TargetVerdict::Met => c.t("đã đạt", "met"),
        TargetVerdict::OnPace => c.t("đúng tiến độ", "on track"),
        TargetVerdict::NearPace => c.t("sát tiến độ cần có", "close to the pace needed"),
        TargetVerdict::Behind => c.t("chậm tiến độ", "behind schedule"),
        TargetVerdict::Receding => c.t("đang xa dần mục tiêu", "moving away from the target"),
        TargetVerdict::Missed => c.t("không đạt", "missed"),
        TargetVerdict::Unknown => c.t("chưa đủ căn cứ đánh giá", "cannot be judged yet"),
        TargetVerdict::Unseen => c.t("đã đến hạn, không có số liệu kỳ đó", "date past, no figure for it"),
        TargetVerdict::OtherBorders => {
            c.t("không xét được theo địa giới này", "not judged on these boundaries")
        }
    }
}

/// How far the pace seen falls short of the one needed: 0 where it suffices, 1 where nothing moves towards the target.
pub(super) fn shortfall(row: &TargetRow) -> f64 {
    match (row.pace_seen, row.pace_needed) {
        (Some(seen), Some(needed)) if needed > 0.0 => ((needed - seen) / needed).clamp(0.0, 1.0),
        _ => 0.0,
    }
}

/// The most urgent targets first, for the order of sentences: of those that are behind the ones whose pace falls short
/// most, of the others the ones farthest away.
pub(super) fn by_urgency(a: &TargetRow, b: &TargetRow) -> Ordering {
    let rank = |row: &TargetRow| match row.verdict {
        TargetVerdict::Missed => 0,
        TargetVerdict::Receding => 1,
        TargetVerdict::Behind => 2,
        TargetVerdict::NearPace => 3,
        TargetVerdict::OnPace => 4,
        TargetVerdict::Unseen => 5,
        TargetVerdict::Unknown => 6,
        TargetVerdict::OtherBorders => 7,
        TargetVerdict::Met => 8,
    };
    let short = |row: &TargetRow| if row.verdict == TargetVerdict::Behind { shortfall(row) } else { 0.0 };
    let gap = |row: &TargetRow| row.gap.unwrap_or_default();
    rank(a)
        .cmp(&rank(b))
        .then(short(b).total_cmp(&short(a)))
        .then(gap(b).total_cmp(&gap(a)))
        .then_with(|| (&a.indicator, &a.place, a.due).cmp(&(&b.indicator, &b.place, b.due)))
}

/// The verdicts in the order in which counts of them are told, with what is said of one and of several targets.
pub(super) const COUNTED: [(TargetVerdict, &str, &str, &str); 9] = [
    (TargetVerdict::Met, "{n} mục tiêu đã đạt", "{n} has been met", "{n} have been met"),
    (TargetVerdict::OnPace, "{n} mục tiêu đúng tiến độ", "{n} is on track", "{n} are on track"),
    (
        TargetVerdict::NearPace,
        "{n} mục tiêu sát tiến độ cần có",
        "{n} is close to the pace needed",
        "{n} are close to the pace needed",
    ),
    (TargetVerdict::Behind, "{n} mục tiêu chậm tiến độ", "{n} is behind schedule", "{n} are behind schedule"),
    (
        TargetVerdict::Receding,
        "{n} mục tiêu đang xa dần",
        "{n} is moving away from its target",
        "{n} are moving away from their targets",
    ),
    (TargetVerdict::Missed, "{n} mục tiêu không đạt", "{n} was missed", "{n} were missed"),
    (
        TargetVerdict::Unseen,
        "{n} mục tiêu đã đến hạn mà không có số liệu kỳ đó",
        "{n} is past its date with no figure for it",
        "{n} are past their dates with no figures for them",
    ),
    (
        TargetVerdict::Unknown,
        "{n} mục tiêu chưa đủ căn cứ đánh giá",
        "{n} cannot be judged yet",
        "{n} cannot be judged yet",
    ),
    (
        TargetVerdict::OtherBorders,
        "{n} mục tiêu không xét được theo địa giới của báo cáo này",
        "{n} cannot be judged on the boundaries of this report",
        "{n} cannot be judged on the boundaries of this report",
    ),
];

/// Whether the value hardly moves, whichever way.
pub(super) fn stuck(c: &Composer<'_>, row: &TargetRow) -> bool {
    row.pace_seen.is_some_and(|pace| c.n.is_zero(pace, 2) || c.hardly(&row.indicator, pace))
}

/// Whether the value comes no nearer to the target: it hardly moves, or moves the other way.
pub(super) fn no_nearer(c: &Composer<'_>, row: &TargetRow) -> bool {
    stuck(c, row) || row.pace_seen.is_some_and(|pace| pace < 0.0)
}

/// The sign of the figure's own change a year: its pace is counted towards the target.
fn sign(row: &TargetRow, less: bool) -> String {
    match row.pace_seen {
        Some(pace) if pace != 0.0 && (pace > 0.0) != less => "+".to_owned(),
        Some(pace) if pace != 0.0 => crate::compose::numbers::MINUS.to_string(),
        _ => String::new(),
    }
}

fn some(span: Option<Span>) -> Phrase {
    span.map(Phrase::from).unwrap_or_default()
}

/// What a sentence on one target begins with.
#[derive(Clone, Copy)]
pub(super) enum Lead {
    /// Indicator, place and level.
    Indicator,
    /// The place: the level in this period has just been told. Where another one is judged, that is told as well.
    Place(Period),
}

/// Where one target stands, as a sentence.
pub(super) fn standing(c: &Composer<'_>, row: &TargetRow, lead: Lead) -> Phrase {
    let known = row.latest_value.is_some() && row.gap.is_some();
    let of_another = |told: Period| known && row.latest_period != Some(told);
    // Whether the level stands before what is said of it.
    let full = match lead {
        Lead::Indicator => true,
        Lead::Place(told) => of_another(told),
    };
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
        // Which way the figure itself goes.
        ("sign", sign(row, less).into()),
        ("gone", if less { "fallen" } else { "risen" }.into()),
        ("away", c.t(if less { "tăng" } else { "giảm" }, if less { "rising" } else { "falling" }).into()),
    ];
    // The pace is not told apart from standing still.
    let vague = match row.borne_out {
        Some(false) => c.t(" (chưa có xu hướng rõ rệt)", " (no clear trend)"),
        _ => String::new(),
    };
    let slots = [&slots[..], &[("vague", vague.into())]].concat();
    let say = |vi: &str, en: &str| c.say(vi, en, &slots);
    let lead = match (lead, known) {
        (Lead::Indicator, true) => {
            say("{subject} {at} {latest} là {level}, ", "{subject} {at} was {level} {within}, ")
        }
        (Lead::Indicator, false) => say("{subject} {at}: ", "{subject} {at}: "),
        (Lead::Place(_), _) if full => {
            say("{place} {latest} ở mức {level}, ", "{place} was at {level} {within}, ")
        }
        (Lead::Place(_), _) => say("{place} ", "{place} "),
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
            say(" (cả {range_name} nằm trong năm {range})", " (the whole {range_name} falls in {range})")
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
        (true, _, TargetVerdict::OnPace | TargetVerdict::NearPace) => say(
            "; giữ tốc độ này thì đạt vào {reached}",
            "; at that pace the target would be reached {reached}",
        )
        .then(bracket()),
        (true, ..) => say(
            "; giữ tốc độ này thì đến {reached} mới đạt",
            "; at that pace the target would be reached {reached}",
        )
        .then(bracket()),
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
                "; cần {go} {needed} mỗi năm, tốc độ thực tế là {seen} mỗi năm{vague}, đang đúng tiến độ",
                ": it has to {go} by {needed} a year and has {gone} by {seen} a year{vague}, so it is on track",
            ))
            .then(one_change)
            .then(when()),
        TargetVerdict::NearPace => away()
            .then(say(
                "; cần {go} {needed} mỗi năm, tốc độ thực tế là {seen} mỗi năm, sát tiến độ cần có (trong phạm vi sai số)",
                ": it has to {go} by {needed} a year and has {gone} by {seen} a year, close to the pace needed (within the margin of error)",
            ))
            .then(when()),
        TargetVerdict::Behind if hardly => {
            let paced = match row.pace_seen {
                Some(pace) if c.n.is_zero(pace, 2) => say(
                    " và hầu như không tiến thêm (tốc độ thực tế {seen} mỗi năm)",
                    " and has hardly moved ({seen} a year)",
                ),
                Some(pace) if pace < 0.0 => say(
                    " và hầu như không đổi (mỗi năm {away} {seen})",
                    " and has hardly moved ({sign}{seen} a year)",
                ),
                _ => say(
                    " và hầu như không tiến thêm (mỗi năm chỉ {go} {seen})",
                    " and has hardly moved ({sign}{seen} a year)",
                ),
            };
            away().then(paced).then(one_change)
        }
        TargetVerdict::Behind if unclear => away()
            .then(say(
                " và chưa tiến lại gần (tốc độ thực tế mỗi năm {away} {seen}, chưa rõ chiều hướng)",
                " and has come no nearer to it ({sign}{seen} a year, no clear direction)",
            ))
            .then(one_change),
        TargetVerdict::Behind => {
            let said = away().then(say(
                "; cần {go} {needed} mỗi năm nhưng tốc độ thực tế chỉ là {seen} mỗi năm{vague}, đang chậm tiến độ",
                ": it has to {go} by {needed} a year but has {gone} by only {seen} a year{vague}, so it is behind schedule",
            ));
            said.then(one_change).then(when())
        }
        TargetVerdict::Receding if row.pace_seen.is_some_and(|pace| c.n.is_zero(pace, 2)) => {
            away().then(say(" và đang xa dần mục tiêu", " and has been moving away from it")).then(one_change)
        }
        TargetVerdict::Receding => away()
            .then(say(
                " và đang xa dần mục tiêu, mỗi năm {away} {seen}",
                " and has been moving away from it, {away} by {seen} a year",
            ))
            .then(one_change),
        TargetVerdict::OtherBorders if row.place.vintage == Vintage::V63 => say(
            "mục tiêu {goal} {by} được đặt cho đơn vị trước khi sáp nhập, không xét được theo địa giới mới",
            "the target of {goal} {by} was set for the unit before it merged and cannot be judged on the new boundaries",
        ),
        TargetVerdict::OtherBorders => say(
            "mục tiêu {goal} {by} được đặt cho đơn vị sau khi sáp nhập, không xét được theo địa giới cũ",
            "the target of {goal} {by} was set for a unit formed by a merger and cannot be judged on the former boundaries",
        ),
        TargetVerdict::Unseen => say(
            "không có số liệu đến hạn nên không đánh giá được mục tiêu {goal} {by}",
            if !known {
                "no figure for the due date to judge the target of {goal} {by}"
            } else if full {
                "with no figure for the due date to judge the target of {goal} {by}"
            } else {
                "has no figure for the due date to judge the target of {goal} {by}"
            },
        ),
        TargetVerdict::Unknown if known => away().then(say(
            "; mới có một kỳ số liệu nên chưa tính được tốc độ thực tế",
            "; with figures for a single period no pace can be computed",
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
